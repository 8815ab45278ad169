// The look through every store after an erasure: tables through the declarations, keys, files and the queue. It is asked by ids, so it finds
// also what hangs loose: rows that name the person though the person's own row is gone.
import { sql } from 'kysely'
import { Problem } from '../../kernel/problem.ts'
import type { Services } from '../../platform/context.ts'
import { companiesOf } from '../subjects/find.ts'
import type { Person } from '../subjects/person.ts'
import { rowsOf } from '../subjects/rows.ts'
import type { Remains } from './remains.ts'

export type Found = { store: string; found: number }

/** What is still readable of the person, by store; empty when nothing is. */
export async function look(services: Services, person: Person, remains: Remains): Promise<Found[]> {
  const found = new Map<string, number>()
  const add = (store: string, n = 1) => {
    if (n > 0) found.set(store, (found.get(store) ?? 0) + n)
  }
  // What they signed in somebody else's household is that household's proof too; it is told as kept.
  const inOthersAgreement = 'clientId' in person && person.clientId === null
  const read = async (tx: Parameters<typeof rowsOf>[0]) => {
    for await (const row of rowsOf(tx, services.tables, person)) {
      // Others' documents, in which the person had a part that is gone, and the proof that a choice was made.
      if (row.shared || PROOF.has(row.table.name) || (row.table.name === 'signature' && inOthersAgreement)) continue
      if (row.personal.some(c => holdsSomething(c.value))) add(row.table.name)
    }
  }
  // The keeper's login sees every company: what a wrong context would hide is found all the same.
  if (person.kind === 'member' || person.kind === 'visitor') await services.keeper.outside(read)
  for (const companyId of await companiesOf(services.database, person)) await services.keeper.company(companyId, read)

  for (const key of remains.keys) if (!(await isShredded(services, key))) add('vault')
  for (const { companyId, ...file } of remains.files) if (await services.files.exists(companyId, file)) add('files')
  const ids = idsOf(person)
  if (ids.length > 0)
    await services.keeper.outside(async tx => {
      const { rows } = await sql<{ n: number }>`select jobs.name_any(${ids}) as n`.execute(tx)
      add('queue', Number(rows[0]?.n ?? 0))
    })
  return [...found].map(([store, n]) => ({ store, found: n }))
}

/** Kept its own time by its own rule; told in the answer. */
const PROOF = new Set(['consent_event', 'rights_case', 'rights_access', 'erasure', 'stop'])

const holdsSomething = (value: unknown): boolean =>
  value !== null && value !== '' && value !== 0 && !(Array.isArray(value) && value.length === 0)

const idsOf = (person: Person): string[] =>
  person.kind === 'member'
    ? [person.accountId]
    : person.kind === 'client' || person.kind === 'co-applicant'
      ? [person.clientId, person.personId].filter((id): id is string => id !== null)
      : []

async function isShredded(services: Services, key: { companyId: string; id: string }): Promise<boolean> {
  try {
    await services.vault.key(key.companyId, key.id)
    return false
  } catch (error) {
    if (error instanceof Problem && error.code === 'erased') return true
    throw error
  }
}
