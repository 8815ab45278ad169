// A price list into the register of articles.
import { sql } from 'kysely'
import { articleColumns } from '../articles/articles.ts'
import type { NewArticle } from '../articles/contract.ts'
import { formatKr } from '../kernel/money.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { How } from './contract.ts'
import { choiceOf, type Planned } from './planned.ts'
import { type ArticleRow, newArticleOf } from './read-article.ts'
import type { ReadRow } from './read-rows.ts'

type Columns = Omit<ReturnType<typeof articleColumns>, 'category_id'> & { category_id: string | null }
export type ArticleDoes = {
  /** Null: it is new. */
  id: string | null
  columns: Columns
  /** A category by name that is looked up, or made, when it is applied. */
  category: string | null
  /** The columns that change, as they were. */
  before: Partial<Columns> | null
}

type KnownArticle = Columns & { id: string }

export async function planArticles(
  tx: Tx,
  companyId: string,
  rows: readonly ReadRow<ArticleRow>[],
  how: Pick<How, 'known' | 'rows'>,
): Promise<Planned<ArticleDoes>[]> {
  const known = await tx
    .selectFrom('article')
    .select(['id', 'name', 'number', 'category_id', 'note', 'unit', 'work', 'unit_price_ore'])
    .select(['price_includes_vat', 'vat_rate', 'own_cost_ore', 'deductible'])
    .where('company_id', '=', companyId)
    .where('archived_at', 'is', null)
    .orderBy('id')
    .execute()
  const { rows: categories } = await sql<{ id: string; name: string }>`
    select id, lower(name) as name from article_category where company_id = ${companyId}`.execute(tx)
  const categoryIds = new Map(categories.map(c => [c.name, c.id]))
  const byNumber = new Map<string, KnownArticle>()
  const byName = new Map<string, KnownArticle>()
  for (const a of known) {
    if (a.number) byNumber.set(a.number.toLowerCase(), a)
    byName.set(nameKey(a), a)
    byName.set(nameKey({ name: a.name }), a)
  }
  const numbersHere = new Map<string, number>()
  const namesHere = new Map<string, number>()
  return rows.map(({ row, said, faults }) => {
    const none = { row, does: null, known: null, earlier: null, by: '', title: '', detail: '' }
    if (!said) return { ...none, outcome: 'refused', faults }
    const number = said.number?.toLowerCase()
    const called = nameKey({ name: said.name ?? '', unit: said.unit })
    const there = number ? byNumber.get(number) : byName.get(called)
    const earlier = (number ? numbersHere.get(number) : namesHere.get(called)) ?? null
    if (number) numbersHere.set(number, row)
    else namesHere.set(called, row)
    const choice = choiceOf(how, row)
    const by = number ? 'number' : 'name'
    const title = [said.number, said.name].filter(Boolean).join(' · ')
    const base = {
      ...none,
      title,
      detail: detailOf(said),
      by,
      known: there ? { id: there.id, name: there.name } : null,
      earlier,
    }
    // A number is on one article alone: what has it already cannot be added once more.
    const isTaken = choice === 'add' && number !== undefined && (there !== undefined || earlier !== null)
    if (isTaken)
      return {
        ...base,
        outcome: 'refused',
        faults: [{ field: 'number', code: 'article-number-taken', facts: { name: there?.name ?? said.name ?? '' } }],
      }
    if (earlier !== null && choice !== 'add') return { ...base, outcome: 'skip', faults: [] }
    if (there && choice === 'skip') return { ...base, outcome: 'skip', faults: [] }
    const changes = there !== undefined && choice === 'update'
    const whole = newArticleOf(changes ? { ...rowOf(there), ...said } : said)
    if (!whole.article) return { ...base, outcome: 'refused', faults: whole.faults }
    const { columns, category } = columnsOf(whole.article, said.category, categoryIds, changes ? there : null)
    if (!changes) return { ...base, outcome: 'add', faults: [], does: { id: null, columns, category, before: null } }
    const before = changed(there, columns)
    if (Object.keys(before).length === 0 && category === null) return { ...base, outcome: 'same', faults: [] }
    const kept = category === null ? before : { ...before, category_id: there.category_id }
    return { ...base, outcome: 'update', faults: [], does: { id: there.id, columns, category, before: kept } }
  })
}

/** A row without a unit is known again by its name alone. */
const nameKey = (a: { name: string; unit?: string | undefined }) =>
  `${a.name.toLowerCase()}|${a.unit?.toLowerCase() ?? ''}`
const detailOf = (said: ArticleRow) =>
  [said.unitPriceOre === undefined ? '' : `${formatKr(said.unitPriceOre, 'sv')} / ${said.unit ?? 'st'}`, said.category]
    .filter(Boolean)
    .join(' · ')

const rowOf = (a: KnownArticle): ArticleRow => ({
  name: a.name,
  number: a.number,
  note: a.note,
  unit: a.unit,
  work: a.work,
  unitPriceOre: a.unit_price_ore,
  priceIncludesVat: a.price_includes_vat,
  vatRate: a.vat_rate,
  ownCostOre: a.own_cost_ore,
  deductible: a.deductible,
})

function columnsOf(
  article: NewArticle,
  category: string | undefined,
  known: ReadonlyMap<string, string>,
  there: KnownArticle | null,
) {
  const id = category === undefined ? (there?.category_id ?? null) : (known.get(category.toLowerCase()) ?? null)
  return {
    columns: { ...articleColumns(article), category_id: id },
    category: category !== undefined && id === null ? category : null,
  }
}

function changed(there: KnownArticle, columns: Columns): Partial<Columns> {
  return Object.fromEntries(
    Object.entries(columns).flatMap(([name, value]) => {
      const was = there[name as keyof Columns]
      return was === value ? [] : [[name, was]]
    }),
  )
}

const SHAPE = sql`t(id uuid, name text, number text, category_id uuid, note text, unit text, work text, unit_price_ore bigint,
  price_includes_vat boolean, vat_rate integer, own_cost_ore bigint, deductible boolean)`
const AT_ONCE = 2000

/** Writes what was planned; gives every article that was added or changed, as it was before. */
export async function applyArticles(
  tx: Tx,
  companyId: string,
  planned: readonly Planned<ArticleDoes>[],
  at: Date,
  newId: () => string,
): Promise<{ id: string; before: object | null }[]> {
  const doing = planned.flatMap(p => (p.does ? [p.does] : []))
  const made = await makeCategories(tx, companyId, doing, at, newId)
  const whole = doing.map(d => ({
    ...d.columns,
    id: d.id ?? newId(),
    isNew: d.id === null,
    before: d.before,
    category_id: d.category === null ? d.columns.category_id : (made.get(d.category.toLowerCase()) as string),
  }))
  // What gives its number up comes before what takes it.
  for (const some of batches(whole.filter(w => !w.isNew)))
    await sql`update article a set name = t.name, number = t.number, category_id = t.category_id, note = t.note, unit = t.unit,
      work = t.work, unit_price_ore = t.unit_price_ore, price_includes_vat = t.price_includes_vat, vat_rate = t.vat_rate,
      own_cost_ore = t.own_cost_ore, deductible = t.deductible, updated_at = ${at}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as ${SHAPE} where a.company_id = ${companyId} and a.id = t.id`.execute(
      tx,
    )
  for (const some of batches(whole.filter(w => w.isNew)))
    await sql`insert into article (company_id, id, name, number, category_id, note, unit, work, unit_price_ore, price_includes_vat,
      vat_rate, own_cost_ore, deductible, created_at, updated_at)
      select ${companyId}::uuid, t.*, ${at}::timestamptz, ${at}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as ${SHAPE}`.execute(tx)
  return whole.map(({ id, before }) => ({ id, before }))
}

async function makeCategories(
  tx: Tx,
  companyId: string,
  doing: readonly ArticleDoes[],
  at: Date,
  newId: () => string,
): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (const d of doing)
    if (d.category !== null && !names.has(d.category.toLowerCase())) names.set(d.category.toLowerCase(), d.category)
  const ids = new Map([...names.keys()].map(key => [key, newId()]))
  if (ids.size > 0)
    await sql`insert into article_category (company_id, id, name, position, created_at)
      select ${companyId}::uuid, t.id, t.name, t.nth + (select coalesce(max(position), 0) from article_category where company_id = ${companyId}),
        ${at}::timestamptz
      from unnest(${[...ids.values()]}::uuid[], ${[...names.values()]}::text[]) with ordinality as t (id, name, nth)`.execute(
      tx,
    )
  return ids
}

export function* batches<T>(all: readonly T[]): Generator<T[]> {
  for (let at = 0; at < all.length; at += AT_ONCE) yield all.slice(at, at + AT_ONCE)
}
