// What a person has stopped. Asked at the moment something would be used or would leave, so that what is queued obeys too.
import { sql } from 'kysely'
import type { Services } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Person } from '../subjects/person.ts'
import { personColumns } from './cases.ts'

export type Stop = 'restriction' | 'objection' | 'opt-out'

export async function placeStop(
  services: Services,
  tx: Tx,
  s: { person: Person; kind: Stop; purpose: string | null; caseId: string | null },
): Promise<void> {
  const { company_id, account_id, person_id, client_id } = personColumns(s.person)
  await tx
    .insertInto('stop')
    .values({
      id: services.newId(),
      kind: s.kind,
      purpose: s.purpose,
      case_id: s.caseId,
      company_id,
      account_id,
      person_id,
      client_id,
      since: services.clock.now(),
      lifted_at: null,
      weighed: null,
    })
    .execute()
}

/** Ends what a case stopped; the row stays and says when. */
export async function liftStop(
  services: Services,
  tx: Tx,
  caseId: string,
  weighed: 'upheld' | 'overruled' | null = null,
) {
  await tx
    .updateTable('stop')
    .set(weighed === 'upheld' ? { weighed } : { lifted_at: services.clock.now(), weighed })
    .where('case_id', '=', caseId)
    .where('lifted_at', 'is', null)
    .execute()
}

/** Whether a person’s data may only be stored: nothing else is done with them, and nothing leaves. */
export const isRestricted = (tx: Tx, person: Person): Promise<boolean> => isStopped(tx, person, ['restriction'], null)

/** Whether the person has objected to this purpose, or to all that an interest is the ground for. */
export const hasObjected = (tx: Tx, person: Person, purpose: string): Promise<boolean> =>
  isStopped(tx, person, ['objection'], purpose)

/** Whether the person has said no to advertising, in every channel. */
export const saysNoToAdvertising = (tx: Tx, person: Person): Promise<boolean> =>
  isStopped(tx, person, ['opt-out'], null)

async function isStopped(tx: Tx, person: Person, kinds: readonly Stop[], purpose: string | null): Promise<boolean> {
  const p = personColumns(person)
  const { rows } = await sql<{ stopped: boolean }>`select exists (
    select from stop where lifted_at is null and kind = any(${[...kinds]}) and (purpose is null or ${purpose}::text is null or purpose = ${purpose})
      and (person_id = ${p.person_id} or client_id = ${p.client_id} or account_id = ${p.account_id}
        or (${p.subject_kind}::text = 'company' and company_id = ${p.company_id} and person_id is null and client_id is null and account_id is null))
  ) as stopped`.execute(tx)
  return rows[0]?.stopped ?? false
}

/**
 * The door's question, in the words of a disclosure: its subject is a party of a document or a member of a company. True where the data
 * of that human are restricted.
 */
export async function restrictedSubject(tx: Tx, subject: { kind: string; id: string | null }): Promise<boolean> {
  if (!subject.id || !tx.companyId) return false
  const { rows } = await sql<{ stopped: boolean }>`select exists (
    select from stop s where s.lifted_at is null and s.kind = 'restriction' and (
      s.account_id = (select account_id from member where company_id = ${tx.companyId} and id = ${subject.id})
      or s.person_id in (select client_person_id from document_party where company_id = ${tx.companyId} and id = ${subject.id})
      or s.client_id in (select p.client_id from document_party d join client_person p on p.company_id = d.company_id and p.id = d.client_person_id
        where d.company_id = ${tx.companyId} and d.id = ${subject.id} and p.position = 0))
  ) as stopped`.execute(tx)
  return rows[0]?.stopped ?? false
}
