// A price list copied from a spreadsheet becomes rows. Columns are known by their headings, else by what stands in them. Nothing is
// thrown away: what cannot be read stands as a note on its row.
import type { VatRate, WorkKind } from '../../blocks/contract.ts'
import type { Checked } from '../../kernel/check.ts'
import { mulDiv, parseKr, parsePercent, parseQuantity } from '../../kernel/money.ts'
import type { Language } from '../words.tsx'

export type PastedRow = {
  description: string
  quantityMilli: number
  unit: string
  unitPriceOre: number
  work: WorkKind | null
  vatRate: VatRate | null
  note: string | null
}

type Column = 'description' | 'quantity' | 'unit' | 'price' | 'sum' | 'vat' | 'work' | 'note'

const HEADINGS: readonly [Column, RegExp][] = [
  [
    'description',
    /^(beskrivning|benämning|artikel(namn)?|text|vad|moment|arbete och material|description|item|name)$/i,
  ],
  ['quantity', /^(antal|mängd|kvantitet|qty|quantity|amount)$/i],
  ['unit', /^(enhet|enh|unit)\.?$/i],
  ['price', /^((à|a|á)[- ]?pris|pris|styckpris|enhetspris|pris\/enh(et)?|price|unit price|rate)(\s*\(.*\))?$/i],
  ['sum', /^(summa|belopp|totalt?|radsumma|sum|total)(\s*\(.*\))?$/i],
  ['vat', /^(moms|moms ?%|momssats|vat)$/i],
  ['work', /^(slag|typ|kategori|kind|type)$/i],
]
const HOURS = /^(tim|timmar|timme|h|hour|hours)\.?$/i
const UNITS =
  /^(st|styck|tim|timmar|timme|h|m|lm|löpm|m2|m²|kvm|m3|m³|kbm|kg|ton|l|liter|dag|dagar|dygn|sats|paket|pkt|rulle|säck|mil|km|pcs|hours?|days?)\.?$/i
const TOTAL = /^(delsumma|summa|totalt?|att betala|moms|netto|subtotal|sum|total)\b/i
const WORKS: readonly [WorkKind, RegExp][] = [
  ['labour', /^(arbete|arb|labour|labor|work)\.?$/i],
  ['material', /^(material|mtrl|varor|materials?)\.?$/i],
  ['other', /^(övrigt|resor|other)\.?$/i],
]

/** Cells of what a spreadsheet put on the clipboard: tabs and lines, or semicolons; quoted cells may hold both. */
export function cellsOf(text: string): string[][] {
  const mark = text.includes('\t') ? '\t' : /;.*;/.test(text.split('\n')[0] ?? '') ? ';' : '\t'
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string
    if (quoted) {
      if (c !== '"') cell += c
      else if (text[i + 1] === '"') {
        cell += '"'
        i++
      } else quoted = false
    } else if (c === '"' && cell === '') quoted = true
    else if (c === mark || c === '\n') {
      rows[rows.length - 1]?.push(cell.trim())
      cell = ''
      if (c === '\n') rows.push([])
    } else if (c !== '\r') cell += c
  }
  rows[rows.length - 1]?.push(cell.trim())
  return rows.filter(r => r.some(x => x !== ''))
}

/** Whether this is several cells rather than a word or two for the field the cursor is in. */
export const isSheet = (text: string): boolean => /\t/.test(text.trim()) || text.trim().includes('\n')

export function parseSheet(text: string, language: Language): PastedRow[] {
  const cells = cellsOf(text)
  const named = columnsByHeading(cells[0] ?? [])
  const body = named ? cells.slice(1) : cells
  const columns = named ?? columnsByContent(body, language)
  const rows: PastedRow[] = []
  let work: WorkKind | null = null
  for (const row of body) {
    const filled = row.filter(x => x !== '')
    const heading = filled.length === 1 ? kindOf(filled[0] as string) : null
    if (heading) {
      work = heading
      continue
    }
    const first = row[columns.indexOf('description')] || filled[0] || ''
    if (TOTAL.test(first) && isTotalLine(row, columns)) continue
    rows.push(rowFrom(row, columns, work, language))
  }
  return rows
}

/** A line that only sums up: it has a sum or one figure, and neither quantity nor unit. */
function isTotalLine(row: readonly string[], columns: readonly Column[]): boolean {
  const at = (c: Column) => row[columns.indexOf(c)] ?? ''
  return at('unit') === '' && (at('quantity') === '' || at('price') === '')
}

function columnsByHeading(row: readonly string[]): Column[] | null {
  const names = row.map(cell => HEADINGS.find(([, pattern]) => pattern.test(cell))?.[0] ?? null)
  if (names.filter(n => n !== null).length < 2 || !names.includes('description')) return null
  return names.map(n => n ?? 'note')
}

/** Without headings: the first column of words describes; units are known by name; figures are quantity, price, sum in that order. */
function columnsByContent(rows: readonly (readonly string[])[], language: Language): Column[] {
  const width = Math.max(0, ...rows.map(r => r.length))
  const share = (i: number, fits: (cell: string) => boolean) => {
    const cells = rows.map(r => r[i] ?? '').filter(c => c !== '')
    return cells.length === 0 ? 0 : cells.filter(fits).length / cells.length
  }
  const isFigure = (cell: string) => parseKr(cell, language).ok
  const columns: (Column | 'figure' | null)[] = []
  for (let i = 0; i < width; i++) {
    if (share(i, c => UNITS.test(c)) > 0.5) columns.push('unit')
    else if (share(i, isFigure) > 0.5) columns.push('figure')
    else if (!columns.includes('description')) columns.push('description')
    else columns.push(share(i, c => kindOf(c) !== null) > 0.5 ? 'work' : null)
  }
  const figures = columns.flatMap((c, i) => (c === 'figure' ? [i] : []))
  const roles: Column[] =
    figures.length === 1 ? ['price'] : figures.length === 2 ? ['quantity', 'price'] : ['quantity', 'price', 'sum']
  for (const [n, i] of figures.entries()) columns[i] = roles[n] ?? null
  return columns.map(c => (c === null || c === 'figure' ? 'note' : c))
}

function rowFrom(
  row: readonly string[],
  columns: readonly Column[],
  heading: WorkKind | null,
  language: Language,
): PastedRow {
  const at = (c: Column) => row[columns.indexOf(c)] ?? ''
  const notes = row.filter((cell, i) => cell !== '' && columns[i] === 'note')
  const read = (text: string, parse: (text: string, language: Language) => Checked<number>): number | null => {
    if (text === '') return null
    const value = parse(text, language)
    if (value.ok) return value.value
    notes.push(text)
    return null
  }
  // "22 tim" in one cell.
  const joined = /^([\d\s.,]+)\s*(\p{L}[\p{L}\d²³/]*)\.?$/u.exec(at('quantity'))
  const quantity = read(joined ? (joined[1] as string) : at('quantity'), parseQuantity)
  const unit = (at('unit') || joined?.[2] || '').slice(0, 12)
  let price = read(at('price'), parseKr)
  if (price === null && at('price') === '') {
    const sum = read(at('sum'), parseKr)
    if (sum !== null) price = quantity ? mulDiv(sum, 1000, quantity) : sum
  }
  const vat = parsePercent(at('vat'), language)
  const rate = vat.ok && at('vat') !== '' ? vat.value / 100 : null
  return {
    description: at('description').replace(/\s+/g, ' ').slice(0, 300),
    quantityMilli: quantity ?? 1000,
    unit,
    unitPriceOre: price ?? 0,
    work: kindOf(at('work')) ?? heading ?? (HOURS.test(unit) ? 'labour' : unit !== '' ? 'material' : null),
    vatRate: rate === 25 || rate === 12 || rate === 6 || rate === 0 ? rate : null,
    note: notes.length > 0 ? notes.join(', ').slice(0, 500) : null,
  }
}

const kindOf = (text: string): WorkKind | null => WORKS.find(([, pattern]) => pattern.test(text.trim()))?.[0] ?? null
