import { z } from 'zod'
import { stockholmDate } from '../kernel/dates.ts'
import { Problem } from '../kernel/problem.ts'
import { csvAnswer } from '../platform/http/answer.ts'
import { endpoint, page } from '../platform/http/endpoint.ts'
import { addArticle, archiveArticle, changeArticle, listArticles } from './articles.ts'
import { listCategories, saveCategories } from './categories.ts'
import { ArticleList, ArticleQuery, ArticleView, CategoryList, NewArticle, SaveCategories } from './contract.ts'
import { seesCost } from './cost.ts'
import { exportArticles } from './export.ts'

const ById = z.object({ id: z.uuid() })
const Done = z.object({ done: z.literal(true) })

export const articleEndpoints = [
  page({
    get: '/api/app/articles/export',
    zone: 'app',
    access: 'documents.read',
    does: 'The register of articles as a file for a spreadsheet; costs where whoever asks may see them.',
    handle: async ({ services, actor }) => {
      if (!actor) throw new Problem('sign-in-first', {}, { status: 401 })
      const text = await services.database.company(actor.companyId, tx =>
        exportArticles(tx, actor.companyId, seesCost(actor)),
      )
      return csvAnswer(text, `artiklar-${stockholmDate(services.clock.now())}`)
    },
  }),
  endpoint({
    get: '/api/app/articles',
    permission: 'documents.read',
    does: 'Lists the company’s articles, most used first, with search by name and number.',
    input: ArticleQuery,
    output: ArticleList,
    handle: ({ tx, actor, input }) => listArticles(tx, actor.companyId, input, seesCost(actor)),
  }),
  endpoint({
    post: '/api/app/articles',
    permission: 'articles.write',
    does: 'Adds an article to the register.',
    input: NewArticle,
    output: ArticleView,
    status: 201,
    handle: ({ services, tx, actor, input }) =>
      addArticle(
        tx,
        actor.companyId,
        services.newId(),
        seesCost(actor) ? input : { ...input, ownCostOre: null },
        services.clock.now(),
      ),
  }),
  endpoint({
    put: '/api/app/articles/:id',
    permission: 'articles.write',
    does: 'Changes an article. Documents already written keep their own price.',
    input: ArticleView,
    output: ArticleView,
    handle: ({ services, tx, actor, input }) =>
      changeArticle(tx, actor.companyId, input, services.clock.now(), seesCost(actor)),
  }),
  endpoint({
    delete: '/api/app/articles/:id',
    permission: 'articles.write',
    does: 'Takes an article out of the register; it lies archived and can be taken back.',
    input: ById,
    output: Done,
    handle: async ({ services, tx, actor, input }) => {
      await archiveArticle(tx, actor.companyId, input.id, services.clock.now())
      return { done: true as const }
    },
  }),
  endpoint({
    post: '/api/app/articles/:id/restore',
    permission: 'articles.write',
    does: 'Takes an archived article back into the register.',
    input: ById,
    output: Done,
    handle: async ({ tx, actor, input }) => {
      await archiveArticle(tx, actor.companyId, input.id, null)
      return { done: true as const }
    },
  }),
  endpoint({
    get: '/api/app/article-categories',
    permission: 'documents.read',
    does: 'Lists the company’s categories of articles in its own order.',
    input: z.object({}),
    output: CategoryList,
    handle: ({ tx, actor }) => listCategories(tx, actor.companyId),
  }),
  endpoint({
    put: '/api/app/article-categories',
    permission: 'articles.write',
    does: 'Saves the list of categories in its order; what is left out goes, its articles stay.',
    input: SaveCategories,
    output: CategoryList,
    handle: async ({ services, tx, actor, input }) => {
      await saveCategories(tx, actor.companyId, input, services.newId, services.clock.now())
      return listCategories(tx, actor.companyId)
    },
  }),
]
