// Asking BankID how each order stands, every other second, from one worker alone. The person's page never asks and never waits on it.

import type { Services } from '../platform/context.ts'
import { notify } from '../platform/events/live.ts'
import { sweep } from '../platform/jobs/job.ts'
import { type EidAnswer, EidRefused, EidUnavailable, eid } from '../platform/ports/eid.ts'
import { endOrder, isUnopened, keepReply, type Order, readOrder } from './orders.ts'
import { completeBankId } from './sign.ts'

/** Longer than any order lives at BankID: what is still pending then was forgotten by it. */
const FORGOTTEN_MS = 10 * 60_000
const AT_ONCE = 16

type Pending = { company_id: string; id: string; method: string; started_at: Date }

export const collectOrders = sweep('collect-orders', {
  does: 'Asks BankID how each started order stands.',
  everySeconds: 2,
  async run(services) {
    const client = await services.database.pool.connect()
    try {
      // One worker at a time; if it dies, PostgreSQL gives the lock back.
      const { rows } = await client.query('select pg_try_advisory_lock(872342) as mine')
      if (!rows[0]?.mine) return
      try {
        const { rows: pending } = await client.query<Pending>('select * from pending_orders()')
        await eachOf(pending, AT_ONCE, p => attend(services, p))
      } finally {
        await client.query('select pg_advisory_unlock(872342)')
      }
    } finally {
      client.release()
    }
  },
})

async function eachOf<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items]
  await Promise.all(
    Array.from({ length: Math.min(width, queue.length) }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
    }),
  )
}

async function attend(services: Services, pending: Pending): Promise<void> {
  try {
    const order = await readOrder(services, pending.company_id, pending.id)
    if (order?.state !== 'pending') return
    const age = services.clock.now().getTime() - order.startedAt.getTime()
    if (order.method !== 'bankid') {
      if (age > 2 * FORGOTTEN_MS) await endOrder(services, order, { state: 'failed', hint: 'code-expired' })
      return
    }
    await collectOne(services, order, age)
  } catch (error) {
    services.log.warn({ err: error, orderId: pending.id }, 'an order could not be attended to and will be again')
  }
}

async function collectOne(services: Services, order: Order, age: number): Promise<void> {
  // Received by a worker that died before it had made anything of it.
  if (order.reply) {
    await completeBankId(services, order, order.reply)
    return
  }
  const { orderRef } = order.secrets
  if (!orderRef) return
  let answer: EidAnswer
  try {
    answer = await services.door.through('eid', () => services.ports.get(eid).collect(orderRef))
  } catch (error) {
    // Down: the order lives on there; asked again. Refused: BankID no longer knows it.
    if (error instanceof EidUnavailable && age < FORGOTTEN_MS) return
    if (error instanceof EidRefused || error instanceof EidUnavailable) {
      await endOrder(services, order, { state: 'failed', hint: 'expiredTransaction' })
      return
    }
    throw error
  }
  if (answer.status === 'complete') {
    if (await keepReply(services, order, answer.raw)) await completeBankId(services, order, answer.raw)
  } else if (answer.status === 'failed') await endOrder(services, order, { state: 'failed', hint: answer.hint })
  else if (answer.hint !== order.hint) await noteHint(services, order, answer.hint)
}

async function noteHint(services: Services, order: Order, hint: string): Promise<void> {
  await services.database.company(order.companyId, async tx => {
    await tx
      .updateTable('signing_order')
      .set(eb => ({
        hint,
        ...(isUnopened(hint) ? {} : { opened_at: eb.fn.coalesce('opened_at', eb.val(services.clock.now())) }),
      }))
      .where('company_id', '=', order.companyId)
      .where('id', '=', order.id)
      .where('state', '=', 'pending')
      .execute()
    await notify(tx, { topic: 'order', orderId: order.id })
  })
}
