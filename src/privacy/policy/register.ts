// The records of processing of article 30, from the declarations: what the operator is controller of (1), and what it does for companies (2).
import type { Table } from '../../datamap/table.ts'
import { categories, purposes, subjects } from '../../datamap/vocabulary.ts'
import { basisWords, keepWords, type Words } from '../../datamap/words.ts'
import type { Processor } from '../../platform/outbound/door.ts'
import {
  companyOf,
  countryWords,
  everyUse,
  type Held,
  heldOf,
  nameOf,
  once,
  placesOf,
  roleOf,
  transferOf,
} from './model.ts'
import { measures, policyWords } from './policy.words.ts'
import { protection } from './statements.ts'

export type Processing = {
  role: 'controller' | 'processor'
  purpose: Words
  basis: Words
  persons: Words[]
  kinds: Words[]
  values: Words[]
  /** Names of who receives it here. */
  recipients: { name: string; place: Words }[]
  /** What leaves the EU/EEA, and on what. */
  transfers: Words[]
  kept: Words[]
  protection: Words[]
}

/** What is done with personal data, one entry per purpose and ground. */
export function processings(tables: readonly Table[], processors: readonly Processor[]): Processing[] {
  const active = processors.filter(p => !p.builtIn)
  const alike = (c: Held) => [c.personal.use.role, c.personal.use.purpose, basisWords(c.personal.use).sv].join('|')
  return [...Map.groupBy(everyUse(heldOf(tables)), alike).values()].map(held => {
    const { use } = (held[0] as Held).personal
    const receivers = active.filter(p => held.some(c => c.personal.shared?.includes(p.key)))
    return {
      role: use.role,
      purpose: purposes[use.purpose],
      basis: basisWords(use),
      persons: once(held.map(c => subjects[c.personal.subject])),
      kinds: once(held.map(c => categories[c.personal.holds])),
      values: once(held.map(nameOf)),
      recipients: receivers.map(p => ({ name: companyOf(p), place: placesOf(p) })),
      transfers: once(receivers.flatMap(p => transferOf(p) ?? [])),
      kept: once(held.map(c => keepWords(c.personal.keep))),
      protection: once(
        held.flatMap(c =>
          c.personal.protect && c.personal.protect !== 'plain' ? [protection[c.personal.protect]] : [],
        ),
      ),
    }
  })
}

export type Operator = { name: string; organisationNumber: string; address: string; email: string }

/** The register as data, in one language. `controllers` are the companies it is done for, where who asks may know them. */
export function registerJson(
  of: {
    operator: Operator
    tables: readonly Table[]
    processors: readonly Processor[]
    controllers?: readonly string[]
  },
  language: 'sv' | 'en',
) {
  const w = policyWords[language]
  const entries = (role: Processing['role']) =>
    processings(of.tables, of.processors)
      .filter(p => p.role === role)
      .map(p => ({
        purpose: p.purpose[language],
        basis: p.basis[language],
        persons: p.persons.map(x => x[language]),
        kinds: p.kinds.map(x => x[language]),
        values: p.values.map(x => x[language]),
        recipients: p.recipients.map(r => `${r.name} (${r.place[language]})`),
        transfers: p.transfers.map(c => c[language]).join(', ') || w.noTransfers,
        kept: p.kept.map(x => x[language]),
        protection: p.protection.map(x => x[language]),
      }))
  return {
    operator: of.operator,
    controller: entries('controller'),
    processor: { for: of.controllers ?? w.registerForWho, entries: entries('processor') },
    measures: measures.map(m => m[language]),
  }
}

/** The same as a sheet. */
export function registerCsv(register: ReturnType<typeof registerJson>, language: 'sv' | 'en'): string {
  const w = policyWords[language]
  const head = ['Art. 30', w.purpose, w.basis, w.persons, w.kinds, w.value, w.to, w.transfers, w.until, w.security]
  const rows = [
    ...register.controller.map(e => ['30.1', e] as const),
    ...register.processor.entries.map(e => ['30.2', e] as const),
  ].map(([article, e]) => [
    article,
    e.purpose,
    e.basis,
    ...[e.persons, e.kinds, e.values, e.recipients].map(list => list.join(', ')),
    e.transfers,
    ...[e.kept, e.protection].map(list => list.join(', ')),
  ])
  // A cell that begins like a formula is text to whoever opens the file.
  const cell = (text: string) => `"${(/^[=+\-@]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
  return `\uFEFF${[head, ...rows].map(row => row.map(cell).join(';')).join('\r\n')}\r\n`
}

/** What the annexes of the data processing agreement hold: data and people (B), measures (C), sub-processors (D), transfers (E), periods (F). */
export function annexes(tables: readonly Table[], processors: readonly Processor[]) {
  const own = heldOf(tables).filter(c => c.personal.use.role === 'processor')
  return {
    B: [
      ...Map.groupBy(own, c =>
        [c.personal.subject, c.personal.holds, basisWords(c.personal.use).sv].join('|'),
      ).values(),
    ].map(held => {
      const { subject, holds, use } = (held[0] as Held).personal
      return {
        persons: subjects[subject],
        kind: categories[holds],
        values: once(held.map(nameOf)),
        purpose: purposes[use.purpose],
        instruction: basisWords(use),
      }
    }),
    C: measures,
    D: processors
      .filter(p => !p.builtIn && roleOf(p) === 'sub-processor' && own.some(c => c.personal.shared?.includes(p.key)))
      .map(p => ({
        key: p.key,
        name: companyOf(p),
        task: p.does,
        country: p.recipient ? countryWords(p.recipient.country) : null,
        place: placesOf(p),
        values: once(own.filter(c => c.personal.shared?.includes(p.key)).map(nameOf)),
      })),
    E: once(processors.filter(p => !p.builtIn).flatMap(p => transferOf(p) ?? [])),
    F: [...Map.groupBy(own, c => keepWords(c.personal.keep).sv).values()].map(held => ({
      kept: keepWords((held[0] as Held).personal.keep),
      values: once(held.map(nameOf)),
    })),
  }
}
