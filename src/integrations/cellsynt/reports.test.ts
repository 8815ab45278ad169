import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { queueDispatch, resendQueued, sendDispatch, settleDispatch } from '../../delivery/dispatch.ts'
import { movableClock } from '../../platform/clock.ts'
import { type SmsSender, smsSender } from '../../platform/ports/sms.ts'
import { runWaiting } from '../../testing/run-waiting.ts'
import { type SentQuote, sentQuote } from '../../testing/sent-quote.ts'
import { startTestService, type TestService } from '../../testing/test-service.ts'
import { type FakeCellsynt, startFakeCellsynt } from './fake.ts'

const SECRET = '0123456789abcdef0123456789abcdef'
const account = { username: 'prov', password: 'hemligt' }
const ID = { first: 'a'.repeat(32), second: 'b'.repeat(32), nobodys: 'c'.repeat(32) }

const clock = movableClock(new Date())
let fake: FakeCellsynt
let service: TestService
let quote: SentQuote
beforeAll(async () => {
  fake = await startFakeCellsynt(account)
  service = await startTestService({
    jobs: false,
    clock,
    env: {
      CLING_SMS_URL: fake.url,
      CLING_SMS_USERNAME: account.username,
      CLING_SMS_PASSWORD: account.password,
      CLING_SMS_REPORT_SECRET: SECRET,
    },
  })
  quote = await sentQuote(service.services)
})
afterAll(async () => {
  await service.close()
  await fake.close()
})

const inCompany = <T>(work: Parameters<typeof service.services.database.company<T>>[1]) =>
  service.services.database.company(quote.companyId, work)
const queued = () =>
  inCompany(tx =>
    queueDispatch(service.services, tx, {
      documentId: quote.documentId,
      version: 1,
      message: 'sent',
      channel: 'sms',
      address: '+46701740605',
      to: { partyId: quote.parties[0] as string, linkId: quote.links[0] as string },
    }),
  )
const carryOut = (dispatchId: string) =>
  sendDispatch.run(service.services, { companyId: quote.companyId, dispatchId }, 1)
const stateOf = (id: string) =>
  inCompany(async tx => {
    const row = await tx
      .selectFrom('dispatch')
      .select(['state', 'provider_reference'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return row.state
  })
/** A message on its way, by the references its parts were given. */
const sent = async (...ids: string[]) => {
  const id = await queued()
  await inCompany(tx =>
    settleDispatch(service.services, tx, {
      companyId: quote.companyId,
      dispatchId: id,
      state: 'accepted',
      reference: ids.join(' '),
    }),
  )
  return id
}
const report = async (fields: Record<string, string>, o: { secret?: string; by?: 'GET' | 'POST' } = {}) => {
  const at = `${service.url}/sms/rapport/${o.secret ?? SECRET}`
  const body = new URLSearchParams(fields)
  const response = o.by === 'GET' ? await fetch(`${at}?${body}`) : await fetch(at, { method: 'POST', body })
  return response.status
}
const events = () =>
  inCompany(async tx =>
    (
      await tx
        .selectFrom('document_event')
        .select(['type', 'data'])
        .where('document_id', '=', quote.documentId)
        .execute()
    ).filter(e => e.type === 'bounced' || e.type === 'delivered'),
  )

describe('a text message to a customer', () => {
  test('is with the operator when it is taken, and has arrived when the report says so', async () => {
    const id = await queued()
    await carryOut(id)
    const [taken] = fake.received
    expect(taken?.text).toMatch(/^Prov Bad & Bygg AB: Här är offerten, gäller till .*\/rum\//)
    expect(await stateOf(id)).toBe('accepted')
    const trackingid = taken?.ids[0] as string
    expect(await report({ trackingid, status: 'buffered', destination: '46701740605' })).toBe(200)
    expect(await stateOf(id)).toBe('accepted')
    expect(await report({ trackingid, status: 'delivered', destination: '46701740605' }, { by: 'GET' })).toBe(200)
    expect(await stateOf(id)).toBe('delivered')
    // What has arrived stays so, whatever comes late.
    expect(await report({ trackingid, status: 'failed' })).toBe(200)
    expect(await stateOf(id)).toBe('delivered')
  })

  test('in several parts has arrived with the last of them', async () => {
    const id = await sent(ID.first, ID.second)
    await report({ trackingid: ID.second, status: 'delivered' })
    await report({ trackingid: ID.second, status: 'delivered' })
    expect(await stateOf(id)).toBe('accepted')
    await report({ trackingid: ID.first, status: 'delivered' })
    expect(await stateOf(id)).toBe('delivered')
  })

  test('that failed is told to the company', async () => {
    const id = await sent(ID.second.replace('b', 'd'))
    const before = (await events()).length
    expect(await report({ trackingid: ID.second.replace('b', 'd'), status: 'failed' })).toBe(200)
    expect(await stateOf(id)).toBe('bounced')
    expect((await events()).slice(before).map(e => e.type)).toEqual(['bounced'])
    const told = await inCompany(tx =>
      tx.selectFrom('dispatch').select('message').where('message', '=', 'c.bounced').execute(),
    )
    expect(told).toHaveLength(1)
  })

  test('changes by no report that does not know the address’s secret', async () => {
    const id = await sent('e'.repeat(32))
    for (const secret of ['', SECRET.slice(1), `${SECRET}0`, 'x'])
      for (const by of ['GET', 'POST'] as const)
        expect(await report({ trackingid: 'e'.repeat(32), status: 'failed' }, { secret, by })).toBe(404)
    expect(await stateOf(id)).toBe('accepted')
  })

  test('a report about nobody’s message, or in no form, is taken and changes nothing', async () => {
    const before = await events()
    const unknown = () => service.logs.filter(l => l.includes('not ours')).length
    const counted = unknown()
    expect(await report({ trackingid: ID.nobodys, status: 'failed' })).toBe(200)
    expect(await report({ status: 'failed' })).toBe(200)
    expect(await report({ trackingid: "' or true", status: 'failed' })).toBe(200)
    expect(await events()).toEqual(before)
    expect(unknown()).toBe(counted + 1)
  })

  test('that may have left is not sent again by itself: the company is told, and a person decides', async () => {
    fake.received.length = 0
    fake.behaves = 'broken'
    const id = await queued()
    await carryOut(id)
    fake.behaves = 'normal'
    await carryOut(id)
    await resendQueued.run(service.services)
    await runWaiting(service, sendDispatch as never)
    expect(fake.received.filter(r => r.text.includes('Här är offerten'))).toEqual([])
    expect(await stateOf(id)).toBe('failed')
    expect(await events()).toContainEqual({
      type: 'bounced',
      data: { channel: 'sms', message: 'sent', how: 'failed' },
    })
  })
})

describe('a worker that dies when it has handed a text message over', () => {
  /** Carried out until the operator has taken it, and never on. */
  const dyingAfter = async (dispatchId: string) => {
    const { services } = service
    const handed = Promise.withResolvers<void>()
    const ports = {
      get: (port: unknown) => {
        if (port !== smsSender) return services.ports.get(port as never)
        const send: SmsSender['send'] = async sms => {
          await services.ports.get(smsSender).send(sms)
          handed.resolve()
          return new Promise(() => {})
        }
        return { send }
      },
    } as typeof services.ports
    void sendDispatch.run({ ...services, ports }, { companyId: quote.companyId, dispatchId }, 1)
    await handed.promise
  }

  test('leaves one message, not two: the company is told that it may not have arrived', async () => {
    fake.received.length = 0
    const id = await queued()
    await dyingAfter(id)
    // It may only be slow: whoever comes next waits.
    await expect(carryOut(id)).rejects.toThrow('being handed over')
    expect(await stateOf(id)).toBe('queued')
    clock.pass(61_000)
    await carryOut(id)
    expect(await stateOf(id)).toBe('failed')
    expect(fake.received).toHaveLength(1)
  })

  test('is told from an operator that was away: what never left is sent when it is back', async () => {
    fake.received.length = 0
    fake.behaves = 'busy'
    const id = await queued()
    await expect(carryOut(id)).rejects.toThrow('busy')
    fake.behaves = 'normal'
    await carryOut(id)
    expect(await stateOf(id)).toBe('accepted')
    expect(fake.received).toHaveLength(1)
  })
})

test('without an operator there is no such address', async () => {
  const bare = await startTestService({ jobs: false })
  const response = await fetch(`${bare.url}/sms/rapport/${SECRET}`)
  await bare.close()
  expect(response.status).toBe(404)
})
