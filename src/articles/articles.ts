// The register of what the company sells, so that a row is written once.
import { sql } from 'kysely'
import { z } from 'zod'
import { MAX_ROW_ORE, VatRate, WorkKind } from '../blocks/contract.ts'
import { Problem } from '../kernel/problem.ts'
import type { Tx } from '../platform/database/connect.ts'
import { endpoint } from '../platform/http/endpoint.ts'
import { slice } from '../platform/slice.ts'
import { articleTables } from './articles.tables.ts'

const fields = {
  name: z.string().trim().min(1).max(300),
  note: z.string().trim().max(500).nullable().default(null),
  unit: z.string().trim().max(12),
  work: WorkKind,
  unitPriceOre: z.int().min(-MAX_ROW_ORE).max(MAX_ROW_ORE),
  priceIncludesVat: z.boolean(),
  vatRate: VatRate,
  ownCostOre: z.int().min(0).max(MAX_ROW_ORE).nullable().default(null),
  deductible: z.boolean().default(false),
}
export const NewArticle = z.object(fields)
export type NewArticle = z.infer<typeof NewArticle>
export const ArticleView = z.object({ id: z.uuid(), ...fields })
export type ArticleView = z.infer<typeof ArticleView>

const viewColumns = sql`id, name, note, unit, work, unit_price_ore as "unitPriceOre", price_includes_vat as "priceIncludesVat", vat_rate as "vatRate",
  own_cost_ore as "ownCostOre", deductible`

async function list(tx: Tx, companyId: string, q: string): Promise<{ articles: ArticleView[] }> {
  const like = `%${q.toLowerCase().replace(/[\\%_]/g, c => `\\${c}`)}%`
  const { rows } = await sql<ArticleView>`
    select ${viewColumns} from article
    where company_id = ${companyId} and archived_at is null and (${q} = '' or lower(name) like ${like})
    order by used_count desc, lower(name) limit 200`.execute(tx)
  return { articles: rows }
}

const columnsOf = (a: NewArticle) => ({
  name: a.name,
  note: a.note,
  unit: a.unit,
  work: a.work,
  unit_price_ore: a.unitPriceOre,
  price_includes_vat: a.priceIncludesVat,
  vat_rate: a.vatRate,
  own_cost_ore: a.ownCostOre,
  deductible: a.deductible,
})

/** Adds an article to the register. */
export async function addArticle(tx: Tx, companyId: string, id: string, a: NewArticle, at: Date): Promise<ArticleView> {
  await tx
    .insertInto('article')
    .values({ company_id: companyId, id, ...columnsOf(a), created_at: at, updated_at: at, archived_at: null })
    .execute()
  return { id, ...a }
}

const ById = z.object({ id: z.uuid() })

export const articlesSlice = slice({
  name: 'articles',
  tables: articleTables,
  endpoints: [
    endpoint({
      get: '/api/app/articles',
      permission: 'documents.read',
      does: 'Lists the company’s articles, most used first.',
      input: z.object({ q: z.string().trim().max(100).default('') }),
      output: z.object({ articles: z.array(ArticleView) }),
      handle: ({ tx, actor, input }) => list(tx, actor.companyId, input.q),
    }),
    endpoint({
      post: '/api/app/articles',
      permission: 'articles.write',
      does: 'Adds an article to the register.',
      input: NewArticle,
      output: ArticleView,
      status: 201,
      handle: ({ services, tx, actor, input }) =>
        addArticle(tx, actor.companyId, services.newId(), input, services.clock.now()),
    }),
    endpoint({
      put: '/api/app/articles/:id',
      permission: 'articles.write',
      does: 'Changes an article. Documents already written keep their own price.',
      input: ArticleView,
      output: ArticleView,
      handle: async ({ services, tx, actor, input }) => {
        const { id, ...a } = input
        const row = await tx
          .updateTable('article')
          .set({ ...columnsOf(a), updated_at: services.clock.now() })
          .where('company_id', '=', actor.companyId)
          .where('id', '=', id)
          .where('archived_at', 'is', null)
          .returning('id')
          .executeTakeFirst()
        if (!row) throw new Problem('not-found', {}, { status: 404 })
        return input
      },
    }),
    endpoint({
      delete: '/api/app/articles/:id',
      permission: 'articles.write',
      does: 'Takes an article out of the register.',
      input: ById,
      output: z.object({ done: z.literal(true) }),
      handle: async ({ services, tx, actor, input }) => {
        const gone = await tx
          .updateTable('article')
          .set({ archived_at: services.clock.now() })
          .where('company_id', '=', actor.companyId)
          .where('id', '=', input.id)
          .where('archived_at', 'is', null)
          .returning('id')
          .executeTakeFirst()
        if (!gone) throw new Problem('not-found', {}, { status: 404 })
        return { done: true as const }
      },
    }),
  ],
})
