// Units of the building trades as they stand in a row, and the other ways people and price lists write them.

/** Each with what it is called elsewhere; the first is how it is written here. */
const written: readonly (readonly [unit: string, ...also: string[]])[] = [
  ['st', 'styck', 'stycken', 'stk', 'pcs', 'pc', 'each', 'ea', 'antal'],
  ['tim', 'h', 'timme', 'timmar', 'timma', 'hour', 'hours', 'hr', 'hrs', 'arbetstimme'],
  ['dag', 'dagar', 'day', 'days'],
  ['dygn'],
  ['vecka', 'veckor', 'v', 'week', 'weeks'],
  ['mån', 'månad', 'månader', 'month', 'months'],
  ['m', 'meter', 'lm', 'lpm', 'löpmeter', 'lopmeter', 'löpm', 'metre', 'metres'],
  ['mm', 'millimeter'],
  ['cm', 'centimeter'],
  ['m²', 'm2', 'kvm', 'kvadratmeter', 'sqm'],
  ['m³', 'm3', 'kbm', 'kubikmeter', 'kubik', 'cbm'],
  ['kg', 'kilo', 'kilogram'],
  ['g', 'gram'],
  ['ton', 't', 'tonne'],
  ['l', 'liter', 'litre', 'ltr'],
  ['pkt', 'paket', 'pack', 'förp', 'förpackning', 'frp', 'fpk'],
  ['sats', 'set', 'kit'],
  ['par', 'pair'],
  ['rulle', 'rullar', 'rul', 'rll', 'roll'],
  ['säck', 'säckar', 'sck'],
  ['hink', 'hinkar'],
  ['burk', 'burkar'],
  ['kartong', 'krt', 'kart'],
  ['pall', 'pallar', 'pal'],
  ['längd', 'längder', 'lgd'],
  ['skiva', 'skivor', 'skv'],
  ['mil'],
  ['km', 'kilometer'],
  ['resa', 'resor', 'trip'],
  ['gång', 'gånger', 'ggr'],
]
export const units: readonly string[] = written.map(([unit]) => unit)

const known = new Map(written.flatMap(([unit, ...also]) => [unit, ...also].map(w => [w, unit] as const)))

/** "kvm", "M2" and "m^2" are "m²". What nobody here knows stays as it was written. */
export function readUnit(text: string): string {
  const bare = text.trim()
  const key = bare.toLowerCase().replace(/[.\s^]/g, '')
  return known.get(key) ?? bare
}
