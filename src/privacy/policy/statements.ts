// What a version of the policy consists of: each promise, each value and each kind of recipient, as a sentence and as facts that can be
// compared. What differs between installations (names, addresses, who is active) is no part of it.
import type { Table } from '../../datamap/table.ts'
import { categories, purposes, subjects } from '../../datamap/vocabulary.ts'
import { basisWords, keepWords, responsible, type Words } from '../../datamap/words.ts'
import type { Processor } from '../../platform/outbound/door.ts'
import type { Ledger } from '../clauses/clauses.ts'
import { heldOf, nameOf, placeOf } from './model.ts'

/** What of a value may not become more without being announced. */
export type Facts = {
  whose: string
  holds: string
  role: string
  purpose: string
  basis: string
  keep: string
  shared: readonly string[]
}
export type Statement = Words & { facts?: Facts }
/** By key: `clause P-4.1`, `column client.email`, `recipient mail`. */
export type Statements = Readonly<Record<string, Statement>>

export function statements(of: {
  tables: readonly Table[]
  processors: readonly Processor[]
  ledger: Ledger
}): Statements {
  const found: [string, Statement][] = []
  for (const [id, c] of Object.entries(of.ledger))
    if (id.startsWith('P-') && !c.withdrawn) found.push([`clause ${id}`, { sv: c.sv, en: c.en }])
  const does = new Map(of.processors.map(p => [p.key, p.does]))
  for (const p of of.processors) found.push([`recipient ${p.key}`, p.does])
  for (const c of heldOf(of.tables)) {
    const { holds, subject, use, keep, also = [], shared = [], protect = 'plain' } = c.personal
    const line = (language: 'sv' | 'en') =>
      [
        `${nameOf(c)[language]} (${subjects[subject][language]}, ${lower(placeOf(c.table)[language])})`,
        lower(purposes[use.purpose][language]),
        `${lower(responsible[use.role][language])}, ${lower(basisWords(use)[language])}`,
        lower(keepWords(keep)[language]),
        ...also.map(a =>
          [
            `${language === 'sv' ? 'också' : 'also'} ${lower(purposes[a.use.purpose][language])}`,
            lower(basisWords(a.use)[language]),
            lower(keepWords(a.keep)[language]),
          ].join(', '),
        ),
        ...shared.map(key => lower(does.get(key)?.[language] ?? key)),
        ...(protect === 'plain' ? [] : [protection[protect][language]]),
      ].join('; ')
    found.push([
      `column ${c.table}.${c.column}`,
      {
        sv: `${line('sv')}.`,
        en: `${line('en')}.`,
        facts: {
          whose: subject,
          holds: categories[holds].en,
          role: use.role,
          purpose: [use, ...also.map(a => a.use)].map(u => u.purpose).join(' + '),
          basis: [use, ...also.map(a => a.use)].map(u => basisWords(u).en).join(' + '),
          keep: `${keep.for} after ${keep.after}`,
          shared: [...shared].sort(),
        },
      },
    ])
  }
  return Object.fromEntries(found.sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })))
}

export const protection = {
  'person-key': { sv: 'krypterat, nyckel per person', en: 'encrypted, a key per person' },
  'document-key': { sv: 'krypterat, nyckel per dokument', en: 'encrypted, a key per document' },
  'one-way': { sv: 'bara som avtryck', en: 'as an imprint only' },
} as const

/** Inside a sentence: capitals stay where a word has several. */
export const lower = (text: string) =>
  /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
