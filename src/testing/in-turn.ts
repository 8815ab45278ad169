// Two things at once, in an order that is known: a row is held from outside, the first comes to wait for it, then the second, then it is let go.
import pg from 'pg'
import { ask } from './ask.ts'
import type { TestService } from './test-service.ts'

/** Runs both while the document's row is held; PostgreSQL lets them on in the order they came. */
export async function inTurn<A, B>(
  service: TestService,
  documentId: string,
  first: () => Promise<A>,
  second: () => Promise<B>,
): Promise<[PromiseSettledResult<A>, PromiseSettledResult<B>]> {
  const holder = new pg.Client({ connectionString: service.ownerUrl })
  await holder.connect()
  try {
    await holder.query('begin')
    await holder.query('select from document where id = $1 for update', [documentId])
    const one = Promise.allSettled([first()])
    await waiters(service, 1)
    const two = Promise.allSettled([second()])
    await waiters(service, 2)
    await holder.query('commit')
    return [(await one)[0], (await two)[0]]
  } finally {
    await holder.end()
  }
}

async function waiters(service: TestService, many: number): Promise<void> {
  const waiting = () =>
    ask(
      service.superuserUrl,
      `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
  while ((await waiting()).length < many);
}
