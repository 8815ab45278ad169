// Documents to begin others from. What is in one never leaves but as a new document of the company.
import { sql } from 'kysely'
import { Problem } from '../kernel/problem.ts'
import type { Tx } from '../platform/database/connect.ts'
import { MOST_TEMPLATES, type TemplateKind, type TemplateView } from './contract.ts'
import { freshBlocks } from './fresh.ts'
import type { TemplateContent } from './templates.tables.ts'

/** The company's templates, the standards first, then the most used. */
export async function listTemplates(tx: Tx, companyId: string, archived: boolean): Promise<TemplateView[]> {
  const { rows } = await sql<TemplateView>`
    select id, kind, name, standard_since is not null as "isStandard", used_count as "usedCount",
      coalesce((select array_agg(b ->> 'heading' order by n) from jsonb_array_elements(content -> 'blocks') with ordinality x (b, n)
        where b ->> 'heading' <> ''), '{}') as parts,
      (select count(*)::int from jsonb_path_query(content, '$.blocks[*].**{0 to 3}.rows[*]')) as rows
    from document_template where company_id = ${companyId} and (archived_at is not null) = ${archived}
    order by standard_since is null, used_count desc, lower(name), id limit ${MOST_TEMPLATES}`.execute(tx)
  return rows
}

/** Keeps a document as a template. The caller has taken out what is one job's (people.ts). */
export async function addTemplate(
  tx: Tx,
  companyId: string,
  template: { id: string; kind: TemplateKind; name: string; content: TemplateContent },
  at: Date,
): Promise<void> {
  const content = { ...template.content, blocks: freshBlocks(template.content.blocks) }
  await tx
    .insertInto('document_template')
    .values({
      company_id: companyId,
      id: template.id,
      kind: template.kind,
      name: template.name,
      content: JSON.stringify(content),
      standard_since: null,
      created_at: at,
      archived_at: null,
    })
    .execute()
}

/** Renames a template, or makes it what new documents of its kind begin with; the one before is then an ordinary one. */
export async function changeTemplate(
  tx: Tx,
  companyId: string,
  change: { id: string; name: string; isStandard: boolean },
  at: Date,
): Promise<void> {
  const known = await tx
    .selectFrom('document_template')
    .select(['kind', 'archived_at'])
    .where('company_id', '=', companyId)
    .where('id', '=', change.id)
    .executeTakeFirst()
  if (!known || known.archived_at) throw new Problem('not-found', {}, { status: 404 })
  if (change.isStandard) {
    // One at a time per kind: two windows that choose each their own both succeed, and the later one holds.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`template:${companyId}:${known.kind}`}, 0))`.execute(tx)
    await tx
      .updateTable('document_template')
      .set({ standard_since: null })
      .where('company_id', '=', companyId)
      .where('kind', '=', known.kind)
      .where('id', '<>', change.id)
      .execute()
  }
  await tx
    .updateTable('document_template')
    .set({
      name: change.name,
      standard_since: change.isStandard ? sql<Date>`coalesce(standard_since, ${at}::timestamptz)` : null,
    })
    .where('company_id', '=', companyId)
    .where('id', '=', change.id)
    .execute()
}

/** Puts a template away, or takes it back. Documents that began from it still say so. */
export async function archiveTemplate(tx: Tx, companyId: string, id: string, at: Date | null): Promise<void> {
  const row = await tx
    .updateTable('document_template')
    .set({ archived_at: at, standard_since: null })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .where('archived_at', at === null ? 'is not' : 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!row) throw new Problem('not-found', {}, { status: 404 })
}

export type Begun = { id: string; kind: TemplateKind; content: TemplateContent }

/**
 * What a document begins with: the named template, else the standard of its kind where there is one. Its parts get ids of their own, and it
 * counts as used. Throws `not-found` for one that is not the company's or is put away.
 */
export async function beginFrom(
  tx: Tx,
  companyId: string,
  from: { id: string } | { standardOf: TemplateKind },
): Promise<Begun | null> {
  const which = 'id' in from ? sql`id = ${from.id}` : sql`kind = ${from.standardOf} and standard_since is not null`
  const { rows } = await sql<Begun>`update document_template set used_count = used_count + 1
    where company_id = ${companyId} and archived_at is null and ${which} returning id, kind, content`.execute(tx)
  const found = rows[0]
  if (!found && 'id' in from) throw new Problem('not-found', {}, { status: 404 })
  return found ? { ...found, content: { ...found.content, blocks: freshBlocks(found.content.blocks) } } : null
}
