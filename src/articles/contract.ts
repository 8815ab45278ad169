// Articles as the app meets them. What an article costs the company comes to those alone who may see it.
import { z } from 'zod'
import { MAX_ROW_ORE, VatRate, WorkKind } from '../blocks/contract.ts'
import { zLine } from '../kernel/fields.ts'

const nothing = (v: unknown) => (typeof v === 'string' && v.trim() === '' ? null : v)

const fields = {
  name: zLine(300).pipe(z.string().min(1)),
  /** The company's own, or its wholesaler's; each once among those in use. */
  number: z.preprocess(nothing, zLine(40).nullable().default(null)),
  categoryId: z.uuid().nullable().default(null),
  note: z.string().trim().max(500).nullable().default(null),
  unit: z.string().trim().max(12),
  work: WorkKind,
  unitPriceOre: z.int().min(-MAX_ROW_ORE).max(MAX_ROW_ORE),
  priceIncludesVat: z.boolean(),
  vatRate: VatRate,
  /** Per unit, öre excl. VAT. Null also where whoever asks may not see it. */
  ownCostOre: z.int().min(0).max(MAX_ROW_ORE).nullable().default(null),
  deductible: z.boolean().default(false),
}
export const NewArticle = z.object(fields)
export type NewArticle = z.infer<typeof NewArticle>
export const ArticleView = z.object({ id: z.uuid(), ...fields })
export type ArticleView = z.infer<typeof ArticleView>

/** As many as are given at once. */
export const MOST_ARTICLES = 200
export const ArticleQuery = z.object({
  q: z.string().trim().max(100).default(''),
  category: z.uuid().or(z.literal('none')).optional(),
  archived: z.literal('1').optional(),
})
export type ArticleQuery = z.infer<typeof ArticleQuery>
export const ArticleList = z.object({
  articles: z.array(ArticleView),
  /** All that fit the question, also beyond what is given at once. */
  total: z.int(),
  /** Whether costs and margins are whoever asks's to see. */
  seesCost: z.boolean(),
})
export type ArticleList = z.infer<typeof ArticleList>

export const CategoryView = z.object({ id: z.uuid(), name: z.string(), articles: z.int() })
export type CategoryView = z.infer<typeof CategoryView>
export const CategoryList = z.object({ categories: z.array(CategoryView) })
export const MOST_CATEGORIES = 200
/** The whole list in its order: what has no id is new, what is left out is taken away. */
export const SaveCategories = z.object({
  categories: z
    .array(z.object({ id: z.uuid().optional(), name: zLine(80).pipe(z.string().min(1)) }))
    .max(MOST_CATEGORIES),
})
