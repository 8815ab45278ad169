// Texts and rows that are put into documents again and again. What rows cost is given to whoever sees costs.
import { sql } from 'kysely'
import type { PriceRow } from '../blocks/contract.ts'
import { Problem } from '../kernel/problem.ts'
import type { Tx } from '../platform/database/connect.ts'
import { MOST_SNIPPETS, type NewSnippet, type SnippetContent, type SnippetView } from './contract.ts'
import { freshRows } from './fresh.ts'

export async function listSnippets(
  tx: Tx,
  companyId: string,
  archived: boolean,
  seesCost: boolean,
): Promise<SnippetView[]> {
  const { rows } = await sql<SnippetView>`select id, name, content, used_count as "usedCount" from snippet
    where company_id = ${companyId} and (archived_at is not null) = ${archived}
    order by used_count desc, lower(name), id limit ${MOST_SNIPPETS}`.execute(tx)
  return seesCost ? rows : rows.map(s => ({ ...s, content: withoutCost(s.content) }))
}

export async function addSnippet(
  tx: Tx,
  companyId: string,
  id: string,
  snippet: NewSnippet,
  at: Date,
  seesCost: boolean,
): Promise<SnippetView> {
  const content = seesCost ? bare(snippet.content) : withoutCost(bare(snippet.content))
  await tx
    .insertInto('snippet')
    .values({
      company_id: companyId,
      id,
      name: snippet.name,
      content: JSON.stringify(content),
      created_at: at,
      archived_at: null,
    })
    .execute()
  return { id, name: snippet.name, content, usedCount: 0 }
}

/** Changes a snippet's name, and its text where it is one; rows are saved anew from a document. */
export async function changeSnippet(
  tx: Tx,
  companyId: string,
  change: { id: string; name: string; text?: string | undefined },
): Promise<void> {
  const { rows } = await sql`update snippet set name = ${change.name},
      content = case when content ? 'text' and ${change.text ?? null}::text is not null
        then jsonb_build_object('text', ${change.text ?? null}::text) else content end
    where company_id = ${companyId} and id = ${change.id} and archived_at is null returning id`.execute(tx)
  if (rows.length === 0) throw new Problem('not-found', {}, { status: 404 })
}

export async function archiveSnippet(tx: Tx, companyId: string, id: string, at: Date | null): Promise<void> {
  const row = await tx
    .updateTable('snippet')
    .set({ archived_at: at })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .where('archived_at', at === null ? 'is not' : 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!row) throw new Problem('not-found', {}, { status: 404 })
}

/** That it was put into a document: the most used stand first. */
export async function useSnippet(tx: Tx, companyId: string, id: string): Promise<void> {
  await sql`update snippet set used_count = used_count + 1 where company_id = ${companyId} and id = ${id}`.execute(tx)
}

/** Rows stand alone: a choice among others, and the picture of one job, stay behind. */
function bare(content: SnippetContent): SnippetContent {
  if ('text' in content) return content
  const rows = content.rows.map(
    ({ choiceId: _choice, picture: _picture, ...r }): PriceRow => ({
      ...r,
      offered: r.offered === 'choice' ? 'included' : r.offered,
    }),
  )
  return { rows: freshRows(rows) }
}

const withoutCost = (content: SnippetContent): SnippetContent =>
  'text' in content ? content : { rows: content.rows.map(({ ownCostOre: _own, ...r }) => r) }
