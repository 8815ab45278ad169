// What the policy says of data, computed from the declarations: nothing here is written by hand but how it is grouped.
import { type DeclaredColumn, declaredColumns } from '../../datamap/register.ts'
import type { Table } from '../../datamap/table.ts'
import { categories, type Keep, type Subject, type Use } from '../../datamap/vocabulary.ts'
import { columnWords, keepWords, tableWords, type Words } from '../../datamap/words.ts'
import type { Processor } from '../../platform/outbound/door.ts'
import { leavesEea } from '../../platform/outbound/recipient.ts'
import { type ProcessorRole, processorRoles } from '../../platform/outbound/register/row.ts'

/** Whom the page speaks to, by the word in its address. */
export const roles = {
  kund: {
    sv: 'Kund',
    en: 'Company (Kund)',
    subjects: ['company', 'member'],
    sections: ['P-4', 'P-5'],
    who: {
      sv: 'Du har ett konto här, eller arbetar i ett företag som har det.',
      en: 'You have an account here, or work for a company that has one.',
    },
  },
  slutkund: {
    sv: 'Slutkund',
    en: 'Client (Slutkund)',
    subjects: ['client'],
    sections: ['P-6', 'P-7'],
    who: {
      sv: 'Du har fått en offert eller ett avtal från ett företag.',
      en: 'A company has sent you a quote or an agreement.',
    },
  },
  medsokande: {
    sv: 'Medsökande',
    en: 'Co-applicant (Medsökande)',
    subjects: ['co-applicant'],
    sections: ['P-6'],
    who: {
      sv: 'Du delar ett skatteavdrag med någon som fått en offert.',
      en: 'You share a tax deduction with somebody who has been sent a quote.',
    },
  },
  besokare: {
    sv: 'Besökare',
    en: 'Visitor (Besökare)',
    subjects: ['visitor'],
    sections: ['P-8', 'P-9'],
    who: { sv: 'Du tittar på de publika sidorna.', en: 'You look at the public pages.' },
  },
} as const satisfies Record<string, Words & { subjects: readonly Subject[]; sections: readonly string[]; who: Words }>
export type RoleKey = keyof typeof roles
export const roleKeys = Object.keys(roles) as RoleKey[]

export type Held = DeclaredColumn & { personal: NonNullable<DeclaredColumn['personal']> }

/** Every personal column. */
export const heldOf = (tables: readonly Table[]): Held[] =>
  declaredColumns(tables).filter((c): c is Held => c.personal !== null)

/** What is held of a role: the data map, filtered, and nothing else. */
export const heldOfRole = (tables: readonly Table[], role: RoleKey): Held[] =>
  heldOf(tables).filter(c => (roles[role].subjects as readonly Subject[]).includes(c.personal.subject))

export const nameOf = (c: Held): Words => columnWords(c.table, c.column) ?? categories[c.personal.holds]
export const placeOf = (table: string): Words => tableWords(table) ?? { sv: table, en: table }

/** Values of one table that are used alike: a line of the page. */
export type Line = { table: string; held: Held[]; use: Use; keep: Keep; shared: readonly string[] }

export function lines(held: readonly Held[]): Line[] {
  const alike = (c: Held) => JSON.stringify([c.table, c.personal.use, c.personal.keep, c.personal.shared ?? []])
  return [...Map.groupBy(everyUse(held), alike).values()].map(group => {
    const { table, personal } = group[0] as Held
    return { table, held: group, use: personal.use, keep: personal.keep, shared: personal.shared ?? [] }
  })
}

/** Every value once for each thing it is used for. */
export const everyUse = (held: readonly Held[]): Held[] =>
  held.flatMap(c => [
    c,
    ...(c.personal.also ?? []).map(({ use, keep }) => ({ ...c, personal: { ...c.personal, use, keep } })),
  ])

/** Names that are said once, in their order. */
export const once = (words: readonly Words[]): Words[] => [...new Map(words.map(w => [w.sv, w])).values()]

export type Period = { keep: Words; held: Held[] }

/** How long what is kept: every period once. */
export function periods(held: readonly Held[]): Period[] {
  const by = Map.groupBy(held, c => keepWords(c.personal.keep).sv)
  return [...by.values()].map(group => ({ keep: keepWords((group[0] as Held).personal.keep), held: group }))
}

/** How many days a period is, roughly: to compare periods by. One without a figure goes with something else. */
export function daysOf(period: string): number {
  const [, n, unit] = /^(\d+) (day|month|year)s?\b/.exec(period) ?? []
  return n && unit ? Number(n) * { day: 1, month: 30.4, year: 365.25 }[unit as 'day' | 'month' | 'year'] : 0
}

/** The longest that anything is kept. */
export const longest = (held: readonly Held[]): Keep =>
  held.map(c => c.personal.keep).reduce((a, b) => (daysOf(b.for) > daysOf(a.for) ? b : a))

export type Recipient = { processor: Processor; held: Held[] }

/** Who receives anything here, and exactly what: the annex of the policy. Those that are built in receive nothing outside and are not told. */
export const recipients = (tables: readonly Table[], processors: readonly Processor[]): Recipient[] =>
  processors
    .filter(p => !p.builtIn)
    .map(processor => ({
      processor,
      held: heldOf(tables).filter(c => c.personal.shared?.includes(processor.key)),
    }))

/** What a machine decides over somebody. None is what the page says as long as it is none. */
export const automatic = (held: readonly Held[]) =>
  held.flatMap(c => (c.personal.use.decides ? [c.personal.use.decides] : []))

export const countryWords = (country: string): Words => {
  const named = (language: string) => new Intl.DisplayNames([language], { type: 'region' }).of(country) ?? country
  return { sv: named('sv'), en: named('en') }
}

/** Whom an active processor is contracted with, by name. */
export const companyOf = (p: Processor) => p.recipient?.company ?? p.name

/** What it is in law. Whoever does what every installation needs does it for the companies. */
export const roleOf = (p: Processor): ProcessorRole => p.inUse?.role ?? 'sub-processor'

/** A row of annex 1: the company with its product, its role, where, exactly what it gets, and how somebody is forgotten there. */
export function annexRow({ processor: p, held }: Recipient) {
  const product = p.inUse && p.inUse.row.product !== companyOf(p) ? ` (${p.inUse.row.product})` : ''
  const kinds = once(held.map(c => categories[c.personal.holds]))
  const fields = [...Map.groupBy(held, c => c.table)].map(([table, own]) => ({
    place: placeOf(table),
    names: once(own.map(nameOf)),
  }))
  return {
    company: `${companyOf(p)}${product}`,
    role: processorRoles[roleOf(p)],
    does: p.does,
    place: transferOf(p) ?? placesOf(p),
    kinds,
    fields,
    /** What a page gives it, where it is a page that does. */
    events: p.inUse?.row.events ?? [],
    keeps: p.browser?.stored.map(s => s.name) ?? [],
    erasing: p.inUse?.row.erasing ?? null,
    /** What was agreed with a joint controller. */
    essence: roleOf(p) === 'joint' ? (p.inUse?.row.essence ?? null) : null,
  }
}

/** Where it handles the data, and where its company sits when that is another country. Where nobody has said: not said. */
export function placesOf(p: Processor): Words {
  const r = p.recipient
  if (!r) return { sv: 'inte angett', en: 'not said' }
  const all = [r.place, ...(r.otherPlaces ?? [])].map(countryWords)
  const place = { sv: all.map(p => p.sv).join(', '), en: all.map(p => p.en).join(', ') }
  if (r.place === r.country) return place
  const seat = countryWords(r.country)
  return { sv: `${place.sv} (bolaget i ${seat.sv})`, en: `${place.en} (the company in ${seat.en})` }
}

/** On what it may leave the EEA, for what does. */
export function transferOf(p: Processor): Words | null {
  const r = p.recipient
  if (!r || !leavesEea(r)) return null
  const on = r.transfer
  const to = placesOf(p)
  if (!on) return to
  return { sv: `${to.sv}, ${on.mechanism} till ${on.until}`, en: `${to.en}, ${on.mechanism} until ${on.until}` }
}
