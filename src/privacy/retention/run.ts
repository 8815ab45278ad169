// The nightly run: first a plan, told in numbers; much at once waits for a second person; then it goes in small steps that may be broken off
// anywhere and begun again. What a hold keeps is moved apart, and goes from there on its own day.
import { sql } from 'kysely'
import { stockholmDate } from '../../kernel/dates.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Services } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { sweep } from '../../platform/jobs/job.ts'
import { shredKey } from '../../platform/vault/shred-job.ts'
import { removeDocument } from '../erasure/document.ts'
import { endHolds, lawOf } from '../erasure/holds.ts'
import { removeAccount, removeClientPerson, removeMemberOf } from '../erasure/people.ts'
import { documentsOf } from '../erasure/plan.ts'
import { noRemains, type Remains, removeRemains } from '../erasure/remains.ts'
import { dueWhere, type Rule, rulesOf } from './rules.ts'

/** A rule that would take more than this part of a table, and more rows than this, waits for somebody to look. */
export const LARGE = { share: 0.2, rows: 500 }
const BATCH = 200
const HOLDS = 'restricted: to its last day'

type Planned = { rule: string; due: number; total: number; sample: string[]; large: boolean }

/** The run of a day: planned once, however often it is asked for. */
export async function planRun(services: Services, by = 'tjänsten'): Promise<string> {
  const now = services.clock.now()
  const day = stockholmDate(now)
  const known = await services.database.outside(tx =>
    tx.selectFrom('retention_run').select('id').where('day', '=', day).executeTakeFirst(),
  )
  if (known) return known.id
  const planned = await services.keeper.outside(async tx => {
    const found: Planned[] = []
    for (const rule of rulesOf(services.tables)) {
      const where = dueWhere(rule)
      if (!where || rule.fact.by === 'sweep') continue
      found.push(await count(tx, rule, where, now))
    }
    const { rows } = await sql<{ due: number; total: number }>`
      select count(*) filter (where ends_on < ${day})::int as due, count(*)::int as total from restricted.hold`.execute(
      tx,
    )
    found.push({ rule: HOLDS, due: rows[0]?.due ?? 0, total: rows[0]?.total ?? 0, sample: [], large: false })
    return found
  })
  const id = services.newId()
  await services.database.outside(async tx => {
    const before = await lastDue(tx)
    const noted = await tx
      .insertInto('retention_run')
      .values({
        id,
        day,
        planned_at: now,
        state: planned.some(p => p.large) ? 'waiting' : 'approved',
        planned_by: by,
        approved_by: null,
        finished_at: null,
      })
      .onConflict(c => c.column('day').doNothing())
      .returning('id')
      .executeTakeFirst()
    // Another process planned the day first.
    if (!noted) return
    for (const p of planned)
      await tx
        .insertInto('retention_result')
        .values({ run_id: id, ...p, sample: JSON.stringify(p.sample), before: before.get(p.rule) ?? null })
        .execute()
  })
  return planRun(services, by)
}

async function count(tx: Tx, rule: Rule, where: string, now: Date): Promise<Planned> {
  const { rows } = await tx.client.query<{ due: number; total: string; sample: string[] }>(
    `select count(*)::int as due, (select count(*) from ${rule.table})::bigint as total,
       coalesce((array_agg(coalesce(to_jsonb(t) ->> 'id', '')))[1:5], '{}') as sample from ${rule.table} t where ${where}`,
    [now],
  )
  const { due = 0, total = '0', sample = [] } = rows[0] ?? {}
  const large = due > LARGE.rows && due > Number(total) * LARGE.share
  return { rule: rule.key, due, total: Number(total), sample: sample.filter(Boolean), large }
}

async function lastDue(tx: Tx): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('retention_result')
    .innerJoin('retention_run', 'retention_run.id', 'retention_result.run_id')
    .select(['rule', 'due'])
    .where('retention_run.day', '=', eb => eb.selectFrom('retention_run').select(s => s.fn.max('day').as('day')))
    .execute()
  return new Map(rows.map(r => [r.rule, r.due]))
}

/** A second person lets a large plan go. Throws `retention-second-person` for whoever planned it. */
export async function approveRun(services: Services, day: string, by: string): Promise<void> {
  await services.database.outside(async tx => {
    const run = await tx.selectFrom('retention_run').selectAll().where('day', '=', day).forUpdate().executeTakeFirst()
    if (run?.state !== 'waiting') throw new Problem('retention-nothing-waits', { day }, { status: 409 })
    if (by.trim().length < 3 || by.trim().toLowerCase() === run.planned_by.toLowerCase())
      throw new Problem('retention-second-person', {}, { status: 422 })
    await tx
      .updateTable('retention_run')
      .set({ state: 'approved', approved_by: by.trim() })
      .where('id', '=', run.id)
      .execute()
  })
}

/** Carries a plan out: all of it, or while it waits for somebody only what is not much. Answers how many rows went. */
export async function carryOutRun(services: Services, id: string): Promise<number> {
  const { run, results } = await services.database.outside(async tx => ({
    run: await tx.selectFrom('retention_run').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    results: await tx.selectFrom('retention_result').selectAll().where('run_id', '=', id).execute(),
  }))
  if (run.state === 'done') return 0
  const rules = new Map(rulesOf(services.tables).map(r => [r.key, r]))
  let all = 0
  for (const result of results) {
    if (result.due === 0 || (result.large && run.state === 'waiting')) continue
    const rule = rules.get(result.rule)
    for (;;) {
      const went =
        result.rule === HOLDS
          ? await endBatch(services, run.day)
          : rule
            ? await removeBatch(services, rule, run.planned_at)
            : 0
      if (went === 0) break
      all += went
    }
    // Looked for again and not reckoned: rows also go with those they hang on.
    const left = await dueStill(services, result.rule, rule, run)
    await services.database.outside(tx =>
      sql`update retention_result set removed = ${result.due - left} where run_id = ${id} and rule = ${result.rule}`.execute(
        tx,
      ),
    )
  }
  if (run.state === 'approved')
    await services.database.outside(tx =>
      tx
        .updateTable('retention_run')
        .set({ state: 'done', finished_at: services.clock.now() })
        .where('id', '=', id)
        .execute(),
    )
  return all
}

async function dueStill(
  services: Services,
  name: string,
  rule: Rule | undefined,
  run: { planned_at: Date; day: string },
): Promise<number> {
  const where = rule && dueWhere(rule)
  return services.keeper.outside(async tx => {
    if (name === HOLDS)
      return (
        (
          await sql<{ n: number }>`select count(*)::int as n from restricted.hold where ends_on < ${run.day}`.execute(
            tx,
          )
        ).rows[0]?.n ?? 0
      )
    return rule && where ? (await count(tx, rule, where, run.planned_at)).due : 0
  })
}

async function endBatch(services: Services, day: string): Promise<number> {
  const { ended, remains } = await services.keeper.outside(async tx => {
    const done = await endHolds(tx, day, BATCH)
    await queueShredding(tx, done.remains)
    return done
  })
  await removeRemains(services, remains)
  return ended
}

/** A few rows of a rule, each in a transaction with all that hangs on it. */
async function removeBatch(services: Services, rule: Rule, now: Date): Promise<number> {
  const where = dueWhere(rule)
  if (!where) return 0
  switch (rule.fact.by) {
    case 'row':
      return services.keeper.outside(async tx => {
        const { rowCount } = await tx.client.query(
          `delete from ${rule.table} where ctid = any(array(select t.ctid from ${rule.table} t where ${where} limit ${BATCH} for update skip locked))`,
          [now],
        )
        return rowCount ?? 0
      })
    case 'blank':
      return blankBatch(services, rule, where, now)
    case 'document':
    case 'household':
    case 'member':
    case 'account': {
      const { rows } = await services.keeper.outside(tx =>
        tx.client.query<{ id: string; company_id: string | null; account_id: string | null }>(
          `select to_jsonb(t) ->> 'id' as id, to_jsonb(t) ->> 'company_id' as company_id, to_jsonb(t) ->> 'account_id' as account_id
           from ${rule.table} t where ${where} limit ${BATCH}`,
          [now],
        ),
      )
      for (const row of rows) await removeOne(services, rule, row)
      return rows.length
    }
    default:
      return 0
  }
}

async function blankBatch(services: Services, rule: Rule, where: string, now: Date): Promise<number> {
  if (rule.fact.by !== 'blank') return 0
  const { set, keyColumn } = rule.fact
  const remains = noRemains()
  const went = await services.keeper.outside(async tx => {
    const { rows } = await tx.client.query<{ company_id: string; key_id: string | null }>(
      `with due as (select t.ctid, t.company_id, ${keyColumn ? `t.${keyColumn}` : 'null::uuid'} as key_id from ${rule.table} t
         where ${where} limit ${BATCH} for update skip locked)
       update ${rule.table} t set ${set} from due where t.ctid = due.ctid returning due.company_id, due.key_id`,
      [now],
    )
    for (const r of rows) if (r.key_id) remains.keys.push({ companyId: r.company_id, id: r.key_id })
    await queueShredding(tx, remains)
    return rows.length
  })
  await removeRemains(services, remains)
  return went
}

async function removeOne(
  services: Services,
  rule: Rule,
  row: { id: string; company_id: string | null; account_id: string | null },
) {
  const companyId = row.company_id
  const work = async (tx: Tx): Promise<Remains> => {
    const remains = await removeWhole(services, tx, rule, row)
    await queueShredding(tx, remains)
    return remains
  }
  const remains = companyId ? await services.keeper.company(companyId, work) : await services.keeper.outside(work)
  await removeRemains(services, remains)
}

async function removeWhole(
  services: Services,
  tx: Tx,
  rule: Rule,
  row: { id: string; company_id: string | null; account_id: string | null },
): Promise<Remains> {
  const companyId = row.company_id as string
  switch (rule.fact.by) {
    case 'household':
      return removeClientPerson(services, tx, { companyId, clientId: row.id, personId: null })
    case 'document':
      return removeClosed(services, tx, companyId, row.id)
    case 'member':
      return removeMemberOf(tx, companyId, row.account_id, services.clock.now(), row.id)
    case 'account':
      await removeAccount(tx, services.tables, row.id)
      return noRemains()
    default:
      throw new Error(`${rule.key} is not taken away whole.`)
  }
}

/** A document whose time in the service is over: what proves an agreement lies apart until its own last day. */
async function removeClosed(services: Services, tx: Tx, companyId: string, documentId: string): Promise<Remains> {
  const { rows } = await sql<{ client_id: string | null; people: string[] }>`
    select d.client_id, coalesce(array_agg(p.client_person_id) filter (where p.client_person_id is not null), '{}') as people
    from document d left join document_party p on p.company_id = d.company_id and p.document_id = d.id
    where d.company_id = ${companyId} and d.id = ${documentId} group by d.client_id`.execute(tx)
  const [d] = rows
  if (!d) return noRemains()
  const evidence = (await documentsOf(tx, { companyId, clientId: d.client_id, personId: d.people[0] ?? null })).find(
    x => x.id === documentId,
  )
  const today = stockholmDate(services.clock.now())
  const until = evidence?.evidence_until ?? null
  const hold =
    until && until > today
      ? {
          id: services.newId(),
          companyId,
          reason: 'signature-evidence' as const,
          law: lawOf['signature-evidence'],
          documentId,
          people: [...d.people, ...(d.client_id ? [d.client_id] : [])],
          startsOn: today,
          endsOn: until,
          reviewer: 'regel i datakartan',
        }
      : null
  return removeDocument(tx, { companyId, documentId, hold })
}

/** Written in the transaction that takes the rows away: a key outlives what it was for by no crash. */
async function queueShredding(tx: Tx, { keys }: Remains) {
  for (const k of keys) await shredKey.in(tx, { companyId: k.companyId, keyId: k.id })
}

/** Rows that were due in the last finished run and are still there, and when that was; null before the first. */
export async function dueNotGone(
  services: Pick<Services, 'database'>,
): Promise<{ left: number; day: string; waiting: boolean } | null> {
  const [row] = await services.database.ask<{ left: string; day: string; waiting: boolean }>(
    'retention-left',
    `select sum(greatest(r.due - r.removed, 0))::bigint as left, n.day, n.state = 'waiting' as waiting
     from retention_run n join retention_result r on r.run_id = n.id where n.day = (select max(day) from retention_run) group by n.day, n.state`,
    [],
  )
  return row ? { left: Number(row.left), day: row.day, waiting: row.waiting } : null
}

const NIGHT_HOUR = 2
const hourInSweden = (at: Date) =>
  Number(
    new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm', hour: '2-digit', hourCycle: 'h23' }).format(at),
  )

export const nightlyRetention = sweep('retention', {
  does: 'Plans each night what is due to go by the declarations, and takes it away; much at once waits for a second person.',
  everySeconds: 900,
  async run(services) {
    if (hourInSweden(services.clock.now()) < NIGHT_HOUR) return
    const gone = await carryOutRun(services, await planRun(services))
    if (gone > 0) services.log.info({ gone }, 'what was due has gone')
  },
})
