// What somebody thinks after signing. Two things are said and parted at once: the word to the company stands with the document; the score of
// the service is counted by month, and which of the month's it was nobody can tell.
import { sql } from 'kysely'
import { stockholmDate } from '../kernel/dates.ts'
import { hideNumbers } from '../kernel/hidden-numbers.ts'
import { Problem } from '../kernel/problem.ts'
import { cleanText } from '../kernel/text.ts'
import type { Services } from '../platform/context.ts'
import type { Actor } from '../platform/http/endpoint.ts'

type Recipient = Extract<Actor, { kind: 'recipient' }>
export const LONGEST_COMMENT = 1000
export type Said = { rating: number | null; comment: string; service: number | null }

/** Whether they have answered, or said that they will not. */
export const isAnswered = (services: Services, of: Recipient): Promise<boolean> =>
  services.database.company(of.companyId, async tx => {
    const row = await tx
      .selectFrom('feedback')
      .select('id')
      .where('company_id', '=', of.companyId)
      .where('party_id', '=', of.partyId)
      .executeTakeFirst()
    return row !== undefined
  })

/** Keeps the answer, once. Nothing said is kept as that. */
export async function giveFeedback(services: Services, of: Recipient, said: Said): Promise<void> {
  const at = services.clock.now()
  const today = stockholmDate(at)
  const comment = said.rating === null ? '' : cleanText(said.comment).trim()
  if (comment.length > LONGEST_COMMENT)
    throw new Problem('text-too-long', { over: comment.length - LONGEST_COMMENT }, { status: 422 })
  const words = hideNumbers(comment, today, { number: '[…]', card: '[…]' })
  const isNew = await services.database.company(of.companyId, async tx => {
    const made = await tx
      .insertInto('feedback')
      .values({
        company_id: of.companyId,
        id: services.newId(),
        document_id: of.documentId,
        party_id: of.partyId,
        rating: said.rating,
        comment: words.text || null,
        at,
      })
      .onConflict(c => c.columns(['company_id', 'party_id']).doNothing())
      .returning('id')
      .executeTakeFirst()
    return made !== undefined
  })
  if (!isNew || said.service === null) return
  // A transaction of its own: not even the database’s own marks tie the two together.
  await services.database.outside(tx =>
    sql`insert into service_score (month, score, times) values (${today.slice(0, 7)}, ${said.service}, 1)
        on conflict (month, score) do update set times = service_score.times + 1`.execute(tx),
  )
}
