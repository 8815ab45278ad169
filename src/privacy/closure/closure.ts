// A company leaves: an owner says so, may change their mind for fourteen days, has thirty more to fetch everything, and then it is gone, with a
// certificate. Each step looks at how things stand, so that whatever breaks it off it goes on where it was.
import { sql } from 'kysely'
import { withdraw } from '../../delivery/send.ts'
import { isCompanysNo } from '../../instructions/authority.ts'
import { addDays, stockholmDate } from '../../kernel/dates.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Services } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { CompanyActor } from '../../platform/http/endpoint.ts'
import { sweep } from '../../platform/jobs/job.ts'
import { beginCompanyErasure } from '../erasure/erasure.ts'
import { RETRIEVAL_DAYS } from '../processing/agreement.words.ts'
import { processingMail } from '../processing/mails.ts'
import { REGRET_DAYS } from '../service/service.words.ts'
import { certify } from './certificate.ts'
import { agreementEnded } from './relation.ts'

export type Closure = NonNullable<Awaited<ReturnType<typeof closureOf>>>

/** The closing of a company that is going on, or null. */
export const closureOf = (tx: Tx, companyId: string) =>
  tx
    .selectFrom('company_closure')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('state', '<>', 'regretted')
    .executeTakeFirst()

/**
 * Begins it. `name` is the company's, written by whoever closes it, so that nobody does it by a slip. Throws `closure-name` where it is
 * another, `closure-begun` where it is already closing.
 */
export async function closeCompany(services: Services, tx: Tx, actor: CompanyActor, name: string): Promise<void> {
  const { companyId } = actor
  const company = await tx
    .selectFrom('company')
    .select('name')
    .where('id', '=', companyId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (name.trim().toLowerCase() !== company.name.trim().toLowerCase())
    throw new Problem('closure-name', { name: company.name }, { field: 'name' })
  if (await closureOf(tx, companyId)) throw new Problem('closure-begun', {}, { status: 409 })
  const today = stockholmDate(services.clock.now())
  const retrievalFrom = addDays(today, REGRET_DAYS)
  const eraseOn = addDays(retrievalFrom, RETRIEVAL_DAYS)
  await tx
    .insertInto('company_closure')
    .values({
      id: services.newId(),
      company_id: companyId,
      state: 'regret',
      asked_by: actor.memberId,
      owners: await ownersOf(tx, companyId),
      asked_at: services.clock.now(),
      retrieval_from: retrievalFrom,
      erase_on: eraseOn,
    } as never)
    .execute()
  await processingMail.queue(services, tx, { message: 'closing', about: `${retrievalFrom}|${eraseOn}` })
}

const ownersOf = async (tx: Tx, companyId: string): Promise<string[]> =>
  (
    await tx
      .selectFrom('member')
      .select('account_id')
      .where('company_id', '=', companyId)
      .where('role', '=', 'owner')
      .where('left_at', 'is', null)
      .where('account_id', 'is not', null)
      .execute()
  ).map(m => m.account_id as string)

/** Nothing has happened. Throws `closure-too-late` when the days for it are over. */
export async function regretClosure(tx: Tx, companyId: string): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('company_closure')
    .set({ state: 'regretted' })
    .where('company_id', '=', companyId)
    .where('state', '=', 'regret')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Problem('closure-too-late', {}, { status: 409 })
}

/** Takes every closing as far as its day allows. */
export async function followClosures(services: Services): Promise<void> {
  const today = stockholmDate(services.clock.now())
  const open = await services.database.outside(tx =>
    tx
      .selectFrom('company_closure')
      .selectAll()
      .where('state', 'in', ['regret', 'retrieval', 'erasing'])
      .orderBy('asked_at')
      .execute(),
  )
  for (const c of open) {
    if (c.state === 'regret' && c.retrieval_from <= today) await endAgreement(services, c)
    else if (c.state === 'retrieval' && c.erase_on <= today) await beginErasure(services, c)
    else if (c.state === 'erasing') await certify(services, c)
  }
}

export const closeCompanies = sweep('close-companies', {
  does: 'Ends the agreement of companies that have left, erases them when their time to fetch is over, and certifies it.',
  everySeconds: 900,
  run: followClosures,
})

type Open = { id: string; company_id: string; asked_by: string; erase_on: string }

/** The agreement is over: what waits for an answer is withdrawn, keys of the API end, and nothing can be changed any more. */
async function endAgreement(services: Services, c: Open): Promise<void> {
  const companyId = c.company_id
  await withdrawWaiting(services, c)
  await services.database.company(companyId, async tx => {
    if (!(await step(tx, c.id, 'regret', { state: 'retrieval', ended_at: services.clock.now() }))) return
    const at = services.clock.now()
    await tx.updateTable('company').set({ closed_at: at }).where('id', '=', companyId).execute()
    await tx
      .updateTable('api_key')
      .set({ revoked_at: at })
      .where('company_id', '=', companyId)
      .where('revoked_at', 'is', null)
      .execute()
    await agreementEnded(services, tx, companyId)
    await processingMail.queue(services, tx, { message: 'retrieval', about: `${c.erase_on}|${c.id}` })
  })
}

/** Nobody shall sign with a company that is leaving; what has run out needs no word more. Each in a transaction of its own: again takes those that are left. */
async function withdrawWaiting(services: Services, c: Open): Promise<void> {
  const companyId = c.company_id
  const { rows } = await services.database.company(companyId, tx =>
    sql<{
      document_id: string
    }>`select v.document_id from document_version v join document d on d.company_id = v.company_id and d.id = v.document_id
      where v.company_id = ${companyId} and v.ended_at is null and d.state in ('sent', 'partly-signed') and d.valid_to >= ${stockholmDate(services.clock.now())} order by v.document_id`.execute(
      tx,
    ),
  )
  const actor: CompanyActor = {
    kind: 'member',
    role: 'owner',
    companyId,
    memberId: c.asked_by,
    accountId: '',
    sessionId: '',
  }
  for (const { document_id } of rows)
    await services.database
      .company(companyId, tx => withdraw(services, tx, actor, document_id))
      .catch(error => {
        // Nothing may be sent for the company: its documents end without a word, with their links, when it is erased.
        if (!isCompanysNo(error)) throw error
      })
}

async function beginErasure(services: Services, c: Open): Promise<void> {
  await services.database
    .outside(async tx => {
      const erasureId = await beginCompanyErasure(services, tx, c.company_id)
      if (!(await step(tx, c.id, 'retrieval', { state: 'erasing', erasure_id: erasureId }))) throw new AlreadyBegun()
    })
    .catch(error => {
      if (!(error instanceof AlreadyBegun)) throw error
    })
}
/** Another process was first: what was begun here is undone with its transaction. */
class AlreadyBegun extends Error {}

async function step(
  tx: Tx,
  id: string,
  from: 'regret' | 'retrieval',
  to: { state: 'retrieval'; ended_at: Date } | { state: 'erasing'; erasure_id: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('company_closure')
    .set(to)
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** What closing would mean, in figures. */
export async function consequences(tx: Tx, companyId: string, today: string) {
  const { rows } = await sql<{
    waiting: number
    signed: number
    documents: number
    clients: number
    members: number
  }>`select
    (select count(*)::int from document where company_id = ${companyId} and state in ('sent', 'partly-signed') and valid_to >= ${today}) as waiting,
    (select count(distinct document_id)::int from signature where company_id = ${companyId}) as signed,
    (select count(*)::int from document where company_id = ${companyId}) as documents,
    (select count(*)::int from client where company_id = ${companyId}) as clients,
    (select count(*)::int from member where company_id = ${companyId} and left_at is null and joined_at is not null) as members`.execute(
    tx,
  )
  return rows[0] as (typeof rows)[number]
}
