// An issue of news: planned first, so that somebody sees how many it goes to and what it says, then begun, and stopped at any time. What is
// queued carries ids; whether it may leave is asked when it does.
import { sql } from 'kysely'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { type NewsContent, readNews } from './issue-content.ts'
import { sendNews } from './send-news.ts'

export type Audience = 'readers' | 'customers' | 'everybody'
export type Plan = { id: string; content: NewsContent; readers: number; members: number; former: number }

/** A plan is looked at and begun the same day, or made anew. */
const PLAN_MS = 86_400_000

export async function planIssue(
  services: Services,
  wish: { content: unknown; audience: Audience; by: string },
): Promise<Plan> {
  const { operator, publicUrl } = services.config
  const content = readNews(wish.content, { organisationNumber: operator.organisationNumber, publicUrl })
  if (wish.by.trim() === '') throw new Problem('news-by-nobody', {}, { status: 422 })
  const id = services.newId()
  return services.database.outside(async tx => {
    const to = await audience(tx, wish.audience)
    const count = to.readers.length + to.members.length + to.former.length
    await tx
      .insertInto('news_issue')
      .values({
        id,
        name: content.name,
        content: JSON.stringify(content),
        audience: wish.audience,
        planned_at: services.clock.now(),
        planned_by: wish.by,
        planned_count: count,
        begun_at: null,
        stopped_at: null,
      })
      .execute()
    return { id, content, readers: to.readers.length, members: to.members.length, former: to.former.length }
  })
}

/** Queues a planned issue to everybody it is for. Once. */
export async function beginIssue(services: Services, id: string): Promise<number> {
  return services.database.outside(async tx => {
    const issue = await tx.selectFrom('news_issue').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    if (!issue) throw new Problem('news-unknown', {}, { status: 404 })
    if (issue.begun_at || issue.stopped_at) throw new Problem('news-begun', { name: issue.name }, { status: 409 })
    const now = services.clock.now()
    if (now.getTime() - issue.planned_at.getTime() > PLAN_MS)
      throw new Problem('news-plan-old', { name: issue.name }, { status: 409 })
    await tx.updateTable('news_issue').set({ begun_at: now }).where('id', '=', id).execute()
    const to = await audience(tx, issue.audience)
    const nobody = { reader_id: null, company_id: null, member_id: null, former_id: null }
    const rows = [
      ...to.readers.map(reader_id => ({ ...nobody, kind: 'reader' as const, reader_id })),
      ...to.members.map(m => ({ ...nobody, kind: 'member' as const, ...m })),
      ...to.former.map(former_id => ({ ...nobody, kind: 'former' as const, former_id })),
    ]
    for (const row of rows) {
      const dispatchId = services.newId()
      await tx
        .insertInto('news_dispatch')
        .values({ id: dispatchId, issue_id: id, ...row, state: 'queued', reason: null, settled_at: null })
        .execute()
      await sendNews.in(tx, { dispatchId }, { key: `news:${dispatchId}`, priority: 10 })
    }
    return rows.length
  })
}

/** Nothing more of it leaves, whatever is queued. */
export async function stopIssue(services: Services, id: string): Promise<void> {
  const stopped = await services.database.outside(tx =>
    tx
      .updateTable('news_issue')
      .set({ stopped_at: services.clock.now() })
      .where('id', '=', id)
      .where('stopped_at', 'is', null)
      .returning('id')
      .executeTakeFirst(),
  )
  if (!stopped) throw new Problem('news-unknown', {}, { status: 404 })
}

/** The issues there have been, the newest first, with what came of each. */
export async function issues(services: Services) {
  return services.database.ask<{
    id: string
    name: string
    planned_at: Date
    begun_at: Date | null
    stopped_at: Date | null
    planned_count: number
    sent: number
    not_sent: number
    queued: number
  }>(
    'news-issues',
    `select i.id, i.name, i.planned_at, i.begun_at, i.stopped_at, i.planned_count,
       count(d.id) filter (where d.state = 'sent')::int as sent, count(d.id) filter (where d.state = 'not-sent')::int as not_sent,
       count(d.id) filter (where d.state = 'queued')::int as queued
     from news_issue i left join news_dispatch d on d.issue_id = i.id group by i.id order by i.planned_at desc limit 50`,
    [],
  )
}

/** Who it is for, as things stand; each is asked about again when it leaves. A client of a company is nowhere among them. */
async function audience(tx: Tx, of: Audience) {
  const { rows: members } =
    of === 'readers'
      ? { rows: [] }
      : await sql<{ company_id: string; member_id: string }>`select company_id, member_id from news_members()`.execute(
          tx,
        )
  const former = of === 'readers' ? [] : await tx.selectFrom('former_customer').select('id').execute()
  const readers =
    of === 'customers'
      ? []
      : await tx.selectFrom('newsletter_reader').select('id').where('confirmed_at', 'is not', null).execute()
  return { readers: readers.map(r => r.id), members, former: former.map(f => f.id) }
}
