// The ledger: every clause by its id. Ids are never reused or renumbered; one that ceases to hold stays, with the day it did.
import { type Capability, type Clause, ways } from './clause.ts'
import { cookies } from './ledger/cookies.ts'
import { kund } from './ledger/kund.ts'
import { law } from './ledger/law.ts'
import { processorRows } from './ledger/processors.ts'
import { protection } from './ledger/protection.ts'
import { rights } from './ledger/rights.ts'
import { scope } from './ledger/scope.ts'
import { slutkund } from './ledger/slutkund.ts'
import { stricter } from './ledger/stricter.ts'
import { visitor } from './ledger/visitor.ts'

export const clauses = {
  ...scope,
  ...kund,
  ...slutkund,
  ...visitor,
  ...rights,
  ...cookies,
  ...protection,
  ...processorRows,
  ...stricter,
  ...law,
}
export type ClauseId = keyof typeof clauses
export type Ledger = Readonly<Record<string, Clause>>

/** Every part's first and last number. A number that goes missing between them is a fault, and so is one beyond. */
const NUMBERS: Readonly<Record<string, readonly [number, number]>> = {
  'P-0': [1, 2],
  'P-1': [1, 4],
  'P-2': [1, 8],
  'P-3': [1, 3],
  'P-4': [1, 16],
  'P-5': [1, 11],
  'P-6': [1, 14],
  'P-7': [1, 3],
  'P-8': [1, 21],
  'P-9': [1, 8],
  'P-10': [1, 4],
  'P-11': [1, 2],
  'P-12': [0, 8],
  'P-13': [1, 10],
  'P-14': [1, 3],
  'P-15': [1, 2],
  'P-16': [1, 13],
  'P-17': [1, 3],
  'P-18': [1, 3],
  'P-19': [1, 3],
  'P-20': [1, 7],
  'P-21': [1, 3],
  B: [0, 17],
  X: [1, 52],
  L: [1, 21],
}
const numbered = (): string[] =>
  Object.entries(NUMBERS).flatMap(([of, [first, last]]) =>
    Array.from({ length: last - first + 1 }, (_, n) => `${of}${of.startsWith('P') ? '.' : '-'}${first + n}`),
  )

/** What is wrong with the ledger, a sentence each. */
export function ledgerFaults(ledger: Ledger): string[] {
  const expected = new Set(numbered())
  return [
    ...[...expected]
      .filter(id => !(id in ledger))
      .map(id => `${id} is gone. A clause that is withdrawn stays, with the day.`),
    ...Object.keys(ledger)
      .filter(id => !expected.has(id))
      .map(id => `${id} is no number of the ledger; a new one is added to NUMBERS with it.`),
    ...Object.entries(ledger).flatMap(([id, c]) => [
      ...[c.sv, c.en]
        .filter(line => line.length < 10 || line.includes('\n') || !line.endsWith('.'))
        .map(line => `${id} is no sentence: ${line}`),
      ...(c.verified !== '' && [...c.verified].every(letter => letter in ways)
        ? []
        : [`${id} is verified by ${c.verified || 'nothing'}.`]),
      ...(c.withdrawn === undefined || /^\d{4}-\d\d-\d\d$/.test(c.withdrawn) ? [] : [`${id} was withdrawn on no day.`]),
    ]),
  ]
}

/** Clauses that wait for a part of the product, with that part. */
export const plannedClauses = (ledger: Ledger): [string, Capability][] =>
  Object.entries(ledger).flatMap(([id, c]) =>
    c.planned && !c.withdrawn ? [[id, c.planned] as [string, Capability]] : [],
  )

export const isClause = (id: string): id is ClauseId => Object.hasOwn(clauses, id)
