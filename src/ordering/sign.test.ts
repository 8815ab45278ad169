import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withdraw } from '../delivery/send.ts'
import { linkToken } from '../documents/link-token.ts'
import { movableClock } from '../platform/clock.ts'
import type { Visitor } from '../platform/http/endpoint.ts'
import { eid } from '../platform/ports/eid.ts'
import { decrypt } from '../platform/vault/cipher.ts'
import { decline } from '../recipient/answers.ts'
import { openRoom, type Room } from '../recipient/room.ts'
import { signingCode } from '../signing/code.ts'
import { ask } from '../testing/ask.ts'
import { clause } from '../testing/clause.ts'
import { type SentQuote, sentQuote } from '../testing/sent-quote.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { collectOrders } from './collect.ts'
import { beginOrder, cancelOrder, keepReply, readOrder } from './orders.ts'
import { evidencePlace } from './places.ts'
import { eventsOf, maskedNumberOf } from './proof.ts'
import { completeCode, isLikelySame } from './sign.ts'

const clock = movableClock(new Date())
let service: TestService
const visitor: Visitor = {
  ip: '127.0.0.1',
  userAgent: 'test',
  language: 'sv',
  url: new URL('http://localhost/rum/x/skriv-under'),
}
const TICKS = new Set(['rot.refused-ack', 'order.authority'])

beforeAll(async () => {
  service = await startTestService({ jobs: false, clock })
})
afterAll(() => service.close())

const roomOf = (quote: SentQuote, party = 0): Promise<Room> =>
  openRoom(service.services, linkToken(service.services.secrets, quote.links[party] as string), visitor)
const begin = async (room: Room, method: 'bankid' | 'code-mail' = 'bankid') => {
  const id = await beginOrder(
    service.services,
    room,
    { ticked: TICKS, method, sameDevice: true, drawing: null, purpose: 'sign' },
    visitor,
  )
  const order = await readOrder(service.services, room.actor.companyId, id)
  if (!order) throw new Error('no order')
  return order
}
const phone = (what: string, body: object) =>
  fetch(`${service.emulator.phoneUrl}api/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const signatures = async (quote: SentQuote) =>
  service.services.database.company(quote.companyId, tx =>
    tx
      .selectFrom('signature')
      .select(['party_id', 'method', 'another_spelling'])
      .where('document_id', '=', quote.documentId)
      .execute(),
  )
const eventTypes = async (quote: SentQuote) =>
  service.services.database.company(quote.companyId, async tx =>
    (
      await tx
        .selectFrom('document_event')
        .select('type')
        .where('document_id', '=', quote.documentId)
        .orderBy('seq')
        .execute()
    ).map(e => e.type),
  )

const ASA = '198406012388'
const ERIK = '198502152393'

describe('signing', () => {
  test('the invited person signs with BankID and the version ends with that signature', async () => {
    const quote = await sentQuote(service.services)
    const order = await begin(await roomOf(quote))
    await phone('approve', { autoStartToken: order.secrets.autoStartToken, personalNumber: ASA })
    await collectOrders.run(service.services)
    expect(await signatures(quote)).toHaveLength(1)
    expect((await roomOf(quote)).state).toBe('signed')
  })

  test(
    'leaves evidence under a key of its own, which carries the number; what is shown is name and masked number',
    clause('X-46'),
    async () => {
      const quote = await sentQuote(service.services)
      const order = await begin(await roomOf(quote))
      await phone('approve', { autoStartToken: order.secrets.autoStartToken, personalNumber: ASA })
      await collectOrders.run(service.services)
      const [row] = await ask(service.ownerUrl, 'select * from signature where document_id = $1', [quote.documentId])
      const plain = decrypt(
        await service.services.vault.key(quote.companyId, row.key_id),
        row.evidence,
        evidencePlace(row.id, quote.companyId),
      ).toString('utf8')
      // It is there: BankID's answer holds it. In the row it is not to be read, nor in anything kept beside it.
      expect(plain).toContain(ASA)
      for (const form of [ASA, ASA.slice(2), Buffer.from(ASA).toString('base64').slice(0, 14)])
        expect(row.evidence.includes(form) || row.agreement.includes(form), form).toBe(false)
      const [{ bucket, uses }] = await ask(
        service.superuserUrl,
        `select bucket, (select count(*)::int from client_person where key_id = k.id) as uses from vault.key k where id = $1`,
        [row.key_id],
      )
      expect([bucket, uses]).toEqual([`evidence-${clock.now().getFullYear() + 10}`, 0])

      const shown = await service.services.database.company(quote.companyId, async tx => ({
        events: await eventsOf(tx, quote.companyId, quote.documentId),
        masked: await maskedNumberOf(service.services, tx, quote.companyId, quote.parties[0] as string),
      }))
      const token = linkToken(service.services.secrets, quote.links[0] as string)
      const page = await (await fetch(`${service.url}/rum/${token}/`)).text()
      expect(shown.masked).toBe('19840601-****')
      expect(shown.events.map(e => e.type)).toContain('signed')
      expect(page).toContain('Åsa Berg')
      expect(JSON.stringify(shown.events) + page).not.toMatch(/840601[-+ ]?2388/)
      expect(service.logs.join('')).not.toMatch(/840601[-+ ]?2388/)
    },
  )

  test('knows from when the app was open, also when the page is loaded again', async () => {
    const quote = await sentQuote(service.services)
    const order = await begin(await roomOf(quote))
    const opened = async () => (await readOrder(service.services, quote.companyId, order.id))?.openedAt ?? null
    await collectOrders.run(service.services)
    expect(await opened()).toBe(null)
    await phone('open', { autoStartToken: order.secrets.autoStartToken, personalNumber: ASA })
    await collectOrders.run(service.services)
    const at = await opened()
    expect(at?.getTime()).toBeGreaterThanOrEqual(order.startedAt.getTime())
    await collectOrders.run(service.services)
    expect(await opened()).toEqual(at)
    const token = linkToken(service.services.secrets, quote.links[0] as string)
    const page = async () => (await fetch(`${service.url}/rum/${token}/skriv-under/${order.id}`)).text()
    clock.pass(42_000)
    for (const _ of ['first', 'again']) expect(await page()).toMatch(/data-gone="42"/)
  })

  test('an answer that was received is signed by whoever comes next, and no press of cancel takes it back', async () => {
    const quote = await sentQuote(service.services)
    const order = await begin(await roomOf(quote))
    await phone('approve', { autoStartToken: order.secrets.autoStartToken, personalNumber: ASA })
    const answer = await service.services.ports.get(eid).collect(order.secrets.orderRef as string)
    if (answer.status !== 'complete') throw new Error('not complete')
    // As a worker does that is killed right after.
    expect(await keepReply(service.services, order, answer.raw)).toBe(true)
    await cancelOrder(service.services, order)
    await collectOrders.run(service.services)
    expect(await signatures(quote)).toHaveLength(1)
    const after = await readOrder(service.services, quote.companyId, order.id)
    expect(after).toMatchObject({ state: 'complete', reply: null })
  })

  test('somebody else’s BankID signs nothing, and the offer still waits', async () => {
    const quote = await sentQuote(service.services)
    const order = await begin(await roomOf(quote))
    await phone('approve', { autoStartToken: order.secrets.autoStartToken, personalNumber: ERIK })
    await collectOrders.run(service.services)
    expect(await signatures(quote)).toHaveLength(0)
    expect((await roomOf(quote)).state).toBe('open')
    expect(await eventTypes(quote)).toContain('other-person')
  })

  test('without the required tick the order does not bind: nothing is begun', async () => {
    const quote = await sentQuote(service.services)
    const room = await roomOf(quote)
    const order = beginOrder(
      service.services,
      room,
      { ticked: new Set(), method: 'bankid', sameDevice: true, drawing: null, purpose: 'sign' },
      visitor,
    )
    await expect(order).rejects.toMatchObject({ code: 'tick-missing', field: 'rot.refused-ack' })
  })

  test('of two owners who sign at once exactly one has signed, and the other is told', async () => {
    const quote = await sentQuote(service.services)
    const first = await begin(await roomOf(quote, 0))
    const second = await begin(await roomOf(quote, 1))
    await phone('approve', { autoStartToken: first.secrets.autoStartToken, personalNumber: ASA })
    await phone('approve', { autoStartToken: second.secrets.autoStartToken, personalNumber: ERIK })
    await collectOrders.run(service.services)
    expect(await signatures(quote)).toHaveLength(1)
    const states = await Promise.all([first, second].map(o => readOrder(service.services, quote.companyId, o.id)))
    expect(states.map(s => s?.state).sort()).toEqual(['complete', 'failed'])
    expect(states.find(s => s?.state === 'failed')?.hint).toBe('too-late')
  })

  test('the same person pressing twice has one living order, and one signature', async () => {
    const quote = await sentQuote(service.services)
    const room = await roomOf(quote)
    const first = await begin(room, 'code-mail')
    const second = await begin(room, 'code-mail')
    expect((await readOrder(service.services, quote.companyId, first.id))?.state).toBe('cancelled')
    const code = signingCode(service.services.secrets, second.id)
    const outcomes = await Promise.all([
      completeCode(service.services, second, code),
      completeCode(service.services, second, code),
    ])
    expect(outcomes.sort()).toEqual(['ended-before', 'signed'])
    expect(await signatures(quote)).toHaveLength(1)
  })

  test.each(['decline', 'withdraw'] as const)(
    'a signature against a %s at the same moment has one outcome',
    async against => {
      const quote = await sentQuote(service.services)
      const room = await roomOf(quote)
      const order = await begin(room, 'code-mail')
      const [outcome, other] = await Promise.allSettled([
        completeCode(service.services, order, signingCode(service.services.secrets, order.id)),
        service.services.database.company(quote.companyId, tx =>
          against === 'decline'
            ? decline(service.services, tx, room, '')
            : withdraw(service.services, tx, quote.actor, quote.documentId),
        ),
      ])
      const signed = outcome.status === 'fulfilled' && outcome.value === 'signed'
      expect(signed).toBe(other.status === 'rejected')
      expect(await signatures(quote)).toHaveLength(signed ? 1 : 0)
      expect((await roomOf(quote)).state).toBe(signed ? 'signed' : against === 'decline' ? 'declined' : 'withdrawn')
    },
  )

  test('a wrong code signs nothing, and guessing is stopped', async () => {
    const quote = await sentQuote(service.services)
    const order = await begin(await roomOf(quote), 'code-mail')
    const right = signingCode(service.services.secrets, order.id)
    const wrong = right === '000000' ? '000001' : '000000'
    for (let i = 0; i < 5; i++)
      await expect(completeCode(service.services, order, wrong)).rejects.toMatchObject({ code: 'code-wrong' })
    await expect(completeCode(service.services, order, right)).rejects.toMatchObject({ code: 'too-many-attempts' })
    expect(await signatures(quote)).toHaveLength(0)
  })

  test('BankID away is told as such and leaves the offer open; the code is another way', async () => {
    const quote = await sentQuote(service.services)
    const room = await roomOf(quote)
    await phone('service', { behaves: 'maintenance' })
    try {
      await expect(begin(room)).rejects.toMatchObject({ reason: 'maintenance' })
    } finally {
      await phone('service', { behaves: 'normal' })
    }
    const order = await begin(room, 'code-mail')
    expect(await completeCode(service.services, order, signingCode(service.services.secrets, order.id))).toBe('signed')
  })

  test('a signed version cannot be signed again', async () => {
    const quote = await sentQuote(service.services)
    const order = await begin(await roomOf(quote), 'code-mail')
    await completeCode(service.services, order, signingCode(service.services.secrets, order.id))
    await expect(begin(await roomOf(quote, 1))).rejects.toMatchObject({ code: 'offer-signed' })
  })
})

describe('names, where no number is held', () => {
  test.each([
    ['Åsa Berg', 'Åsa Maria', 'Berg', true],
    ['ÅSA BERG', 'Åsa', 'Berg', true],
    ['Åsa Lind Berg', 'Åsa', 'Berg', true],
    ['Åsa Berg', 'Erik', 'Berg', false],
    ['Åsa Berg', 'Åsa', 'Lind', false],
    ['Asa Berg', 'Åsa', 'Berg', false],
  ])('%s and %s %s are the same person: %s', (name, givenName, surname, same) => {
    expect(isLikelySame(name, { givenName, surname })).toBe(same)
  })
})
