// Reminders: first, then, stop; never after an answer, after the last day, at night, or where somebody left the document out.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { movableClock } from '../platform/clock.ts'
import { ask } from '../testing/ask.ts'
import { inRoom } from '../testing/room-of.ts'
import { runWaiting, sentTo } from '../testing/run-waiting.ts'
import { type SentQuote, sentQuote } from '../testing/sent-quote.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { sendDispatch } from './dispatch.ts'
import { isQuiet, remind, remindersOf, setReminders, setRule, usualRule } from './reminders.ts'

// Ten in the morning, Swedish time.
const SENT = new Date('2026-11-24T09:00:00Z')
const DAY = 86_400_000
let service: TestService
let clock: ReturnType<typeof movableClock>
beforeAll(async () => {
  clock = movableClock(SENT)
  service = await startTestService({ jobs: false, clock })
})
afterAll(() => service.close())

const within = <T>(
  q: SentQuote,
  work: (tx: Parameters<Parameters<TestService['services']['database']['company']>[1]>[0]) => Promise<T>,
) => service.services.database.company(q.companyId, work)
async function quote(): Promise<SentQuote> {
  clock.set(SENT)
  return sentQuote(service.services, { shortened: true })
}
/** Goes to a moment and lets the sweep come by; says how often each receiver has been reminded in all. */
async function at(days: number, q: SentQuote, hours = 0): Promise<number[]> {
  clock.set(new Date(SENT.getTime() + days * DAY + hours * 3_600_000))
  await remind.run(service.services)
  const told = await ask(
    service.superuserUrl,
    `select p.id, count(e.*)::int as n from document_party p
     left join document_event e on e.document_id = p.document_id and e.type = 'reminded' and e.data ->> 'party' = p.id::text
     where p.document_id = $1 group by p.id, p.position order by p.position`,
    [q.documentId],
  )
  return told.map(t => t.n)
}
const next = (q: SentQuote) => within(q, tx => remindersOf(service.services, tx, q.companyId, q.documentId))

describe('who has not answered', () => {
  test('is reminded after four days and seven more, and then left alone; the sweep may come by as often as it likes', async () => {
    const q = await quote()
    expect(await next(q)).toEqual({ on: true, nextAt: '2026-11-28T09:00:00.000Z' })
    expect(await at(3, q)).toEqual([0, 0])
    expect(await at(4, q)).toEqual([1, 1])
    expect(await at(4, q, 1)).toEqual([1, 1])
    expect(await at(10, q)).toEqual([1, 1])
    expect(await at(11, q)).toEqual([2, 2])
    expect(await at(25, q)).toEqual([2, 2])
    expect(await next(q)).toEqual({ on: true, nextAt: null })
    await runWaiting(service, sendDispatch as never)
    const [{ email }] = await ask(
      service.superuserUrl,
      'select c.email from document_party p join client_person c on c.id = p.client_person_id where p.document_id = $1 order by p.position limit 1',
      [q.documentId],
    )
    const mails = (await sentTo(service, email)).filter(m => m.subject.startsWith('Påminnelse: offerten'))
    expect(mails.length).toBeGreaterThanOrEqual(2)
    expect(mails[0]?.body_text).toContain('/rum/')
  })

  test('is not reminded once they have asked, and the others are; once it is declined nobody is', async () => {
    const q = await quote()
    await inRoom(service, q.links[0] as string).post('fraga', { body: 'När kan ni börja?' })
    expect(await at(4, q)).toEqual([0, 1])
    await inRoom(service, q.links[1] as string).post('avboj', { reason: '' })
    expect(await at(11, q)).toEqual([0, 1])
  })

  test('is not woken: what falls due at night waits until morning', async () => {
    const q = await quote()
    expect(await at(4, q, 13)).toEqual([0, 0])
    expect(await at(4, q, 21)).toEqual([0, 0])
    expect(await at(4, q, 22.5)).toEqual([1, 1])
    for (const [from, to, hour, quiet] of [
      [21, 8, 21, true],
      [21, 8, 7, true],
      [21, 8, 8, false],
      [12, 14, 13, true],
      [12, 14, 14, false],
      [9, 9, 9, false],
    ] as const)
      expect(isQuiet({ quietFrom: from, quietTo: to }, hour)).toBe(quiet)
  })

  test('is reminded as the company wants: never, for one document, or not past the last day', async () => {
    const q = await quote()
    await within(q, tx => setReminders(tx, q.companyId, q.documentId, false))
    expect(await at(5, q)).toEqual([0, 0])
    expect(await next(q)).toEqual({ on: false, nextAt: null })
    await within(q, tx => setReminders(tx, q.companyId, q.documentId, true))
    await within(q, tx => setRule(tx, q.companyId, { ...usualRule, times: 0 }))
    expect(await at(6, q)).toEqual([0, 0])
    await within(q, tx => setRule(tx, q.companyId, { ...usualRule, times: 3, firstDays: 1, thenDays: 60 }))
    expect(await at(6, q)).toEqual([1, 1])
    // The next would fall after the offer has run out.
    expect((await next(q)).nextAt).toBeNull()
  })
})
