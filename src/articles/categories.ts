// The company's own headings for its articles, in its own order.
import { sql } from 'kysely'
import type { z } from 'zod'
import { Problem } from '../kernel/problem.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { CategoryView, SaveCategories } from './contract.ts'

export async function listCategories(tx: Tx, companyId: string): Promise<{ categories: CategoryView[] }> {
  const { rows } = await sql<CategoryView>`
    select c.id, c.name, (select count(*)::int from article a where a.company_id = c.company_id and a.category_id = c.id
      and a.archived_at is null) as articles
    from article_category c where c.company_id = ${companyId} order by c.position, lower(c.name)`.execute(tx)
  return { categories: rows }
}

/** Makes the list be this one, in this order. Articles of a category that goes have none afterwards. */
export async function saveCategories(
  tx: Tx,
  companyId: string,
  { categories }: z.infer<typeof SaveCategories>,
  newId: () => string,
  at: Date,
): Promise<void> {
  const names = new Set<string>()
  for (const { name } of categories) {
    if (names.has(name.toLowerCase())) throw new Problem('category-twice', { name })
    names.add(name.toLowerCase())
  }
  const { rows: known } = await sql<{ id: string }>`select id from article_category
    where company_id = ${companyId} for update`.execute(tx)
  const ids = categories.map(c => c.id ?? newId())
  for (const c of categories)
    if (c.id && !known.some(k => k.id === c.id)) throw new Problem('category-unknown', {}, { status: 409 })
  const gone = known.filter(k => !ids.includes(k.id)).map(k => k.id)
  await sql`update article set category_id = null where company_id = ${companyId} and category_id = any(${gone}::uuid[])`.execute(
    tx,
  )
  await sql`delete from article_category where company_id = ${companyId} and id = any(${gone}::uuid[])`.execute(tx)
  // All at once: two that change names with each other are in nobody's way (the uniqueness is asked for at the commit).
  await sql`insert into article_category (company_id, id, name, position, created_at)
    select ${companyId}, t.id, t.name, t.position, ${at}::timestamptz
    from unnest(${ids}::uuid[], ${categories.map(c => c.name)}::text[]) with ordinality as t (id, name, position)
    on conflict (company_id, id) do update set name = excluded.name, position = excluded.position`.execute(tx)
}
