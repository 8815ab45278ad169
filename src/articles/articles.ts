// The register of what the company sells, so that a row is written once.
import { sql } from 'kysely'
import { Problem } from '../kernel/problem.ts'
import type { Tx } from '../platform/database/connect.ts'
import { type ArticleList, type ArticleQuery, type ArticleView, MOST_ARTICLES, type NewArticle } from './contract.ts'

/** Articles that fit the question, most used first. Costs are given to whoever sees them. */
export async function listArticles(
  tx: Tx,
  companyId: string,
  ask: ArticleQuery,
  seesCost: boolean,
): Promise<ArticleList> {
  const like = `%${ask.q.toLowerCase().replace(/[\\%_]/g, c => `\\${c}`)}%`
  const inCategory =
    ask.category === undefined
      ? sql`true`
      : ask.category === 'none'
        ? sql`category_id is null`
        : sql`category_id = ${ask.category}`
  const fits = sql`company_id = ${companyId} and (archived_at is not null) = ${ask.archived === '1'} and ${inCategory}
    and (${ask.q} = '' or lower(name) like ${like} or lower(number) like ${like})`
  const { rows } = await sql<ArticleView>`select ${viewColumns} from article where ${fits}
    order by used_count desc, lower(name), id limit ${MOST_ARTICLES}`.execute(tx)
  const all =
    rows.length < MOST_ARTICLES
      ? rows.length
      : ((await sql<{ n: number }>`select count(*)::int as n from article where ${fits}`.execute(tx)).rows[0]?.n ?? 0)
  return { articles: rows.map(a => shownTo(a, seesCost)), total: all, seesCost }
}

const viewColumns = sql`id, name, number, category_id as "categoryId", note, unit, work, unit_price_ore as "unitPriceOre",
  price_includes_vat as "priceIncludesVat", vat_rate as "vatRate", own_cost_ore as "ownCostOre", deductible`
const shownTo = (a: ArticleView, seesCost: boolean): ArticleView => (seesCost ? a : { ...a, ownCostOre: null })

/** Adds an article to the register. Throws `article-number-taken` where another in use has its number. */
export async function addArticle(tx: Tx, companyId: string, id: string, a: NewArticle, at: Date): Promise<ArticleView> {
  await refuseTaken(tx, companyId, id, a)
  await tx
    .insertInto('article')
    .values({ company_id: companyId, id, ...articleColumns(a), created_at: at, updated_at: at, archived_at: null })
    .execute()
  return { id, ...a }
}

/** Changes an article. Whoever does not see its cost leaves it as it is. */
export async function changeArticle(
  tx: Tx,
  companyId: string,
  article: ArticleView,
  at: Date,
  seesCost: boolean,
): Promise<ArticleView> {
  const { id, ...a } = article
  await refuseTaken(tx, companyId, id, a)
  const { own_cost_ore, ...columns } = articleColumns(a)
  const row = await tx
    .updateTable('article')
    .set({ ...columns, ...(seesCost ? { own_cost_ore } : {}), updated_at: at })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!row) throw new Problem('not-found', {}, { status: 404 })
  return shownTo(article, seesCost)
}

/** Takes an article out of the register, or back into it. Documents already written keep their rows. */
export async function archiveArticle(tx: Tx, companyId: string, id: string, at: Date | null): Promise<void> {
  const known = await tx
    .selectFrom('article')
    .select('number')
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .where('archived_at', at === null ? 'is not' : 'is', null)
    .executeTakeFirst()
  if (!known) throw new Problem('not-found', {}, { status: 404 })
  if (at === null) await refuseTaken(tx, companyId, id, { number: known.number, categoryId: null })
  await tx
    .updateTable('article')
    .set({ archived_at: at })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .execute()
}

export const articleColumns = (a: NewArticle) => ({
  name: a.name,
  number: a.number,
  category_id: a.categoryId,
  note: a.note,
  unit: a.unit,
  work: a.work,
  unit_price_ore: a.unitPriceOre,
  price_includes_vat: a.priceIncludesVat,
  vat_rate: a.vatRate,
  own_cost_ore: a.ownCostOre,
  deductible: a.deductible && a.work === 'labour',
})

async function refuseTaken(tx: Tx, companyId: string, id: string, a: Pick<NewArticle, 'number' | 'categoryId'>) {
  if (a.categoryId) {
    const category = await tx
      .selectFrom('article_category')
      .select('id')
      .where('company_id', '=', companyId)
      .where('id', '=', a.categoryId)
      .executeTakeFirst()
    if (!category) throw new Problem('category-unknown', {}, { field: 'categoryId' })
  }
  if (a.number === null) return
  // One at a time per company and number: two windows that choose the same number both hear a sentence, not a fault.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`article:${companyId}:${a.number.toLowerCase()}`}, 0))`.execute(
    tx,
  )
  const { rows } = await sql<{ name: string }>`select name from article where company_id = ${companyId} and id <> ${id}
    and lower(number) = ${a.number.toLowerCase()} and archived_at is null`.execute(tx)
  if (rows[0]) throw new Problem('article-number-taken', { name: rows[0].name }, { field: 'number' })
}
