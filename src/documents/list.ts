// The list by state, with search. Two ways to search, because a common word and a rare one are cheap in different ways: the newest
// documents are read first and filtered; only when they do not fill the page is the trigram index asked for the rest.
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { stockholmDate } from '../kernel/dates.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { ListGroup, ShownState } from './contract.ts'
import type { DocumentState } from './documents.tables.ts'
import type { DocumentKind } from './kinds.ts'
import { READING_MS } from './timeline.ts'

export const PAGE = 50
const NEWEST = 2000

export type ListRow = {
  id: string
  kind: DocumentKind
  job_id: string
  number: string
  title: string
  client_name: string
  state: DocumentState
  to_pay_ore: number | null
  total_ore: number | null
  valid_to: string
  last_event: string
  last_event_at: Date
  opened_at: Date | null
  open_questions: number
  failed_dispatch: boolean
  /** When a page of it was last before somebody. */
  seen_at: Date | null
}

const columns = sql`id, kind, job_id, number, title, client_name, state, to_pay_ore, total_ore, valid_to, last_event, last_event_at, opened_at, open_questions, failed_dispatch`

/** What the stored state means to a reader today. */
export function shownState(
  row: Pick<ListRow, 'state' | 'valid_to' | 'opened_at' | 'open_questions' | 'failed_dispatch' | 'seen_at'>,
  now: Date,
): ShownState {
  if (row.state !== 'sent' && row.state !== 'partly-signed') return row.state
  if (row.open_questions > 0) return 'question'
  if (row.valid_to < stockholmDate(now)) return 'expired'
  if (row.state === 'partly-signed') return row.failed_dispatch ? 'bounced' : 'partly-signed'
  if (row.failed_dispatch) return 'bounced'
  if (readingUntil(row.seen_at, now)) return 'reading'
  return row.opened_at ? 'opened' : 'sent'
}

/** Until when somebody is said to be reading, unless their page reports again; null when nobody is. */
export function readingUntil(seenAt: Date | null, now: Date): Date | null {
  const until = seenAt && new Date(seenAt.getTime() + READING_MS)
  return until && until > now ? until : null
}

/** Groups of the home screen: who must act next. */
function inGroup(group: ListGroup, today: string) {
  const mine = sql`(open_questions > 0 or failed_dispatch or valid_to < ${today}::date)`
  switch (group) {
    case 'all':
      return sql`true`
    case 'draft':
      return sql`state = 'draft'`
    case 'waiting':
      return sql`state in ('sent', 'partly-signed') and ${mine}`
    case 'with-client':
      return sql`state in ('sent', 'partly-signed') and not ${mine}`
    case 'settled':
      return sql`state in ('signed', 'sealed', 'declined', 'withdrawn', 'rescinded')`
  }
}

/** "2026-11-23T09:00:00.000Z_<id>" of the last row of the page before. */
export function parseCursor(cursor: string | undefined): { at: string; id: string } | null {
  const match = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)_([0-9a-f-]{36})$/.exec(cursor ?? '')
  // A cursor that is none of ours begins at the beginning.
  if (!match || Number.isNaN(Date.parse(match[1] as string)) || !z.uuid().safeParse(match[2]).success) return null
  return { at: match[1] as string, id: match[2] as string }
}
export const cursorOf = (row: ListRow) => `${row.last_event_at.toISOString()}_${row.id}`

export async function listDocuments(
  tx: Tx,
  companyId: string,
  ask: { group: ListGroup; q: string; cursor?: string | undefined; today: string },
): Promise<ListRow[]> {
  const after = parseCursor(ask.cursor)
  const older = after ? sql`(last_event_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`
  const group = inGroup(ask.group, ask.today)
  const patterns = patternsOf(ask.q)
  if (ask.q.trim() === '') {
    const { rows } = await withSeen(
      companyId,
      sql`select ${columns} from document where company_id = ${companyId} and ${older} and ${group}
      order by last_event_at desc, id desc limit ${PAGE}`,
    ).execute(tx)
    return rows
  }
  // Signs alone are in no word.
  if (patterns.length === 0) return []
  const match = sql.join(
    patterns.map(p => sql`search like ${p}`),
    sql` and `,
  )
  const newest = await withSeen(
    companyId,
    sql`select * from (
      select ${columns}, search from document where company_id = ${companyId} and ${older}
      order by last_event_at desc, id desc limit ${NEWEST}
    ) newest where ${group} and ${match} order by last_event_at desc, id desc limit ${PAGE}`,
  ).execute(tx)
  if (newest.rows.length === PAGE) return newest.rows
  const { rows } = await withSeen(
    companyId,
    sql`select ${columns} from documents_like(${patterns}) where ${older} and ${group}
    order by last_event_at desc, id desc limit ${PAGE}`,
  ).execute(tx)
  return rows
}

/** The rows of one page with when each was last before somebody: asked after the page is chosen, by an index. */
const withSeen = (companyId: string, page: RawBuilder<unknown>) => sql<ListRow>`
  select page.*, (
    select max(v.seen_at) from visit v where v.company_id = ${companyId} and v.document_id = page.id
  ) as seen_at
  from (${page}) page order by last_event_at desc, id desc`

/**
 * What is searched for, as up to five patterns that the index can answer. A word is found anywhere inside another; one of a letter or
 * two, too short for the index's groups of three, where a word begins.
 */
function patternsOf(q: string): string[] {
  const words = q.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}-]*/gu) ?? []
  return words.slice(0, 5).map(w => (/[^-]{3}/u.test(w) ? `%${w}%` : `% ${w}%`))
}

export type PipelineRow = {
  drafts: number
  drafts_ore: number
  with_client: number
  with_client_ore: number
  agreed: number
  agreed_ore: number
  expiring: number
  expiring_ore: number
}

/** Sums under the lines of the home screen. Only what is alive is counted, so that the cost follows work in hand, not history. */
export async function pipeline(
  tx: Tx,
  companyId: string,
  today: string,
  soon: string,
  since: Date,
): Promise<PipelineRow> {
  const { rows } = await sql<PipelineRow>`
    select
      count(*) filter (where state = 'draft')::int as drafts,
      coalesce(sum(to_pay_ore) filter (where state = 'draft'), 0)::bigint as drafts_ore,
      count(*) filter (where state in ('sent', 'partly-signed') and valid_to >= ${today}::date)::int as with_client,
      coalesce(sum(to_pay_ore) filter (where state in ('sent', 'partly-signed') and valid_to >= ${today}::date), 0)::bigint as with_client_ore,
      count(*) filter (where state in ('signed', 'sealed'))::int as agreed,
      coalesce(sum(to_pay_ore) filter (where state in ('signed', 'sealed')), 0)::bigint as agreed_ore,
      count(*) filter (where state = 'sent' and valid_to between ${today}::date and ${soon}::date)::int as expiring,
      coalesce(sum(to_pay_ore) filter (where state = 'sent' and valid_to between ${today}::date and ${soon}::date), 0)::bigint as expiring_ore
    from document
    where company_id = ${companyId} and state in ('draft', 'sent', 'partly-signed', 'signed', 'sealed') and last_event_at > ${since}
  `.execute(tx)
  return rows[0] as PipelineRow
}
