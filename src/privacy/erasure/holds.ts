// What a law or a claim demands is kept apart: in a schema the application's role cannot see, each hold with its law, its end and the day
// somebody must look at it again. Nothing is kept there without an end.
import { type RawBuilder, sql } from 'kysely'
import { monthsAfter } from '../../kernel/dates.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { noRemains, type Remains } from './remains.ts'

export type HoldReason = 'signature-evidence' | 'bookkeeping' | 'legal-claims'
export type NewHold = {
  id: string
  companyId: string
  reason: HoldReason
  law: string
  documentId: string | null
  people: readonly string[]
  startsOn: string
  /** The last day it is kept. */
  endsOn: string | null
  reviewer: string
}

/** The laws behind what is kept, as they are told to the person. */
export const lawOf: Readonly<Record<HoldReason, string>> = {
  // Claims lapse after ten years; a consumer's after three, on work on real property ten.
  'signature-evidence': 'preskriptionslagen (1981:130) 2 §, konsumenttjänstlagen (1985:716) 17 §',
  bookkeeping: 'bokföringslagen (1999:1078) 7 kap. 2 §',
  'legal-claims': 'GDPR artikel 17.3 e',
}

/** Saves a hold. Throws `hold-without-end` where none is given: the database would refuse it too. */
export async function openHold(tx: Tx, hold: NewHold): Promise<string> {
  if (!hold.endsOn) throw new Problem('hold-without-end', {}, { status: 422 })
  await sql`insert into restricted.hold (id, company_id, reason, law, document_id, people, starts_on, ends_on, reviewer, reviewed_on, review_by)
    values (${hold.id}, ${hold.companyId}, ${hold.reason}, ${hold.law}, ${hold.documentId}, ${[...hold.people]}::uuid[], ${hold.startsOn}, ${hold.endsOn},
      ${hold.reviewer}, ${hold.startsOn}, ${monthsAfter(hold.startsOn, 12)})`.execute(tx)
  return hold.id
}

/** Copies rows of the application's into a hold; the caller takes them away there. */
export async function moveApart(tx: Tx, holdId: string, companyId: string, name: string, which: RawBuilder<unknown>) {
  await sql`insert into restricted.item (hold_id, company_id, table_name, row_key, content)
    select ${holdId}, ${companyId}, ${name}, md5(to_jsonb(t)::text), to_jsonb(t) from ${sql.table(name)} t where t.company_id = ${companyId} and ${which}`.execute(
    tx,
  )
}

/** Somebody has looked at a hold and found it needed still, for a year at most. */
export async function reviewHold(tx: Tx, of: { id: string; by: string; today: string }): Promise<void> {
  const { rows } = await sql<{
    id: string
  }>`update restricted.hold set reviewer = ${of.by}, reviewed_on = ${of.today}, review_by = ${monthsAfter(of.today, 12)}
    where id = ${of.id} returning id`.execute(tx)
  if (rows.length === 0) throw new Problem('not-found', {}, { status: 404 })
}

/** Ends the holds whose last day is over: what they kept is removed, and its keys and files remain to be destroyed. */
export async function endHolds(tx: Tx, today: string, limit = 200): Promise<{ ended: number; remains: Remains }> {
  const remains = noRemains()
  const { rows: over } = await sql<{ id: string }>`select id from restricted.hold where ends_on < ${today}
    order by ends_on limit ${limit} for update skip locked`.execute(tx)
  const ids = over.map(o => o.id)
  const { rows: kept } = await sql<{ company_id: string; key_id: string; sha256: string | null }>`
    select company_id, content ->> 'key_id' as key_id, case when table_name = 'file' then content ->> 'sha256' end as sha256
    from restricted.item where hold_id = any(${ids}::uuid[]) and content ->> 'key_id' is not null`.execute(tx)
  for (const k of kept) {
    remains.keys.push({ companyId: k.company_id, id: k.key_id })
    if (k.sha256) remains.files.push({ companyId: k.company_id, sha256: k.sha256, key_id: k.key_id })
  }
  await sql`delete from restricted.hold where id = any(${ids}::uuid[])`.execute(tx)
  return { ended: ids.length, remains }
}

export type Held = { reason: HoldReason; law: string; ends_on: string; kept: number }
/** That something is kept of these persons, why and until when. The application may know this much and no more. */
export const heldAbout = async (tx: Tx, ids: readonly string[]): Promise<Held[]> =>
  (await sql<Held>`select * from held_about(${[...ids]}::uuid[])`.execute(tx)).rows
