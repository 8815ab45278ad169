// The switch in the settings. The pages that need the website’s frame stand in pages/.
import { z } from 'zod'
import { Problem } from '../kernel/problem.ts'
import { endpoint } from '../platform/http/endpoint.ts'
import { chooseNews, getsNews } from './customers.ts'

const News = z.object({ news: z.boolean() })

export const marketingEndpoints = [
  endpoint({
    get: '/api/app/me/news',
    permission: 'self',
    does: 'Says whether news of the service goes to the signed-in member.',
    input: z.object({}),
    output: News,
    handle: async ({ services, tx, actor }) => ({ news: await getsNews(services, tx, accountOf(actor)) }),
  }),
  endpoint({
    put: '/api/app/me/news',
    permission: 'self',
    does: 'Turns news of the service on or off; off holds for every channel at once.',
    input: z.strictObject({ news: z.boolean() }),
    output: News,
    handle: async ({ services, tx, actor, input }) => {
      await chooseNews(services, tx, accountOf(actor), input.news)
      return { news: await getsNews(services, tx, accountOf(actor)) }
    },
  }),
]

function accountOf(actor: { kind: 'member'; accountId: string } | { kind: 'api' }): string {
  if (actor.kind !== 'member') throw new Problem('sign-in-first', {}, { status: 401 })
  return actor.accountId
}
