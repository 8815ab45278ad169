// A case is asked for by somebody known well enough, answered in time by whoever is responsible, and refused only with a law and a date.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { queueDispatch, sendDispatch } from '../../delivery/dispatch.ts'
import { movableClock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { ask } from '../../testing/ask.ts'
import { clause } from '../../testing/clause.ts'
import { runWaiting, sentTo } from '../../testing/run-waiting.ts'
import { type SentQuote, sentQuote } from '../../testing/sent-quote.ts'
import { startTestService, type TestService } from '../../testing/test-service.ts'
import { personOfParty } from '../subjects/find.ts'
import type { Person } from '../subjects/person.ts'
import {
  approve,
  type Case,
  carryOut,
  casesOf,
  close,
  eventsOf,
  extend,
  handledBy,
  identify,
  keepCases,
  object,
  open,
  read,
  refuse,
} from './cases.ts'
import type { CaseKind } from './kinds.ts'
import { sendRightsMail, tellOfCase } from './mail.ts'
import { hasObjected, isRestricted, liftStop, restrictedSubject } from './stops.ts'

const DAY = 86_400_000
const START = new Date('2026-03-02T09:00:00Z')
const clock = movableClock(START)
let service: TestService
let quote: SentQuote
let client: Person
let member: Person

beforeAll(async () => {
  service = await startTestService({ jobs: false, clock })
  quote = await sentQuote(service.services)
  client = (await personOfParty(service.services.database, quote.companyId, quote.parties[0] ?? '')) as Person
  member = { kind: 'member', accountId: (quote.actor as unknown as { accountId: string }).accountId }
  await ask(service.ownerUrl, "update account set email = 'agare@prov.example'")
})
afterAll(() => service.close())
beforeEach(async () => {
  clock.set(START)
  await ask(service.ownerUrl, 'truncate rights_case, rights_event, stop, rights_access cascade')
  await ask(service.superuserUrl, 'delete from graphile_worker._private_jobs')
  await ask(service.ownerUrl, 'delete from outbox_message')
})

const within = <T>(work: (tx: Tx) => Promise<T>) => service.services.database.outside(work)
const opened = (person: Person | null, kind: CaseKind, more: object = {}) =>
  within(tx => open(service.services, tx, { kind, cameBy: 'page', person, level: 1, language: 'sv', ...more }))
const now = (c: Case) => within(tx => read(tx, c.id))
const steps = async (c: Case) => (await within(tx => eventsOf(tx, c.id))).map(e => e.what)
const alarms = () => service.logs.filter(l => l.includes('rights-case-')).map(l => JSON.parse(l).alarm as string)
const pass = async (days: number) => {
  clock.pass(days * DAY)
  await keepCases.run(service.services)
}
const refusal = {
  hold: 'Bevis om avtalet',
  law: 'konsumenttjänstlagen 17 §',
  until: '2036-03-02',
  reason: 'Avtalet är undertecknat och går att kräva reklamation på.',
  alternative: 'Vi raderar det som inte behövs som bevis.',
  decidedBy: 'Prov Provsson',
}

describe('a case', () => {
  test('about one’s own account is ours, and has a month', clause('L-11'), async () => {
    const c = await opened(member, 'restriction', { level: 2 })
    expect(c).toMatchObject({ controller: 'operator', state: 'open', deadline: '2026-04-02', number: /^R-2026-\d{5}$/ })
    await runWaiting(service, carryOut as never)
    expect(await now(c)).toMatchObject({ state: 'answered', endedAt: START })
  })

  test('about a client is the company’s: told at once, let go after ten days it did not object', async () => {
    const c = await opened(client, 'extract')
    expect(c).toMatchObject({ controller: 'company', state: 'company', releaseOn: '2026-03-12' })
    await runWaiting(service, tellOfCase as never)
    await runWaiting(service, sendRightsMail as never)
    const [mail] = await sentTo(service, 'agare@prov.example')
    expect(mail?.body_text).toContain('senast 12 mars 2026')
    expect(mail?.body_text).toContain(`${service.services.config.publicUrl}/app/arenden`)
    await pass(9)
    expect((await now(c)).state).toBe('company')
    await pass(1)
    expect(await now(c)).toMatchObject({ state: 'open', companyAnswer: 'silent' })
  })

  test('that would take something away waits for the company’s own word, however long it is silent', async () => {
    const c = await opened(client, 'erasure')
    expect(c).toMatchObject({ state: 'company', releaseOn: null })
    await runWaiting(service, tellOfCase as never)
    await runWaiting(service, sendRightsMail as never)
    expect((await sentTo(service, 'agare@prov.example'))[0]?.body_text).toContain('Inget görs innan ni har svarat')
    await pass(25)
    expect((await now(c)).state).toBe('company')
  })

  test('is let go at once where the company says so, and by no other company', async () => {
    const other = await sentQuote(service.services)
    const c = await opened(client, 'extract')
    await expect(within(tx => approve(service.services, tx, c.id, other.companyId))).rejects.toMatchObject({
      code: 'not-found',
    })
    await within(tx => approve(service.services, tx, c.id, quote.companyId))
    expect(await now(c)).toMatchObject({ state: 'open', companyAnswer: 'approved' })
  })

  test('is refused only with a hold, a law and a coming date, by a person', async () => {
    const c = await opened(client, 'erasure')
    for (const missing of [{ law: '' }, { hold: '' }, { until: '2026-03-01' }, { until: 'sedan' }, { decidedBy: '' }])
      await expect(
        within(tx => object(service.services, tx, c.id, quote.companyId, { ...refusal, ...missing })),
      ).rejects.toMatchObject({ code: 'refusal-incomplete' })
    await within(tx => object(service.services, tx, c.id, quote.companyId, refusal))
    expect(await now(c)).toMatchObject({
      state: 'refused',
      companyAnswer: 'objected',
      refusal: { law: refusal.law, until: refusal.until },
    })
    await expect(
      ask(service.ownerUrl, "update rights_case set refusal_law = null where state = 'refused'"),
    ).rejects.toThrow('refusal_names_hold_law_and_date')
  })

  test('tells the person of a refusal, with the law, the day and where to complain', async () => {
    const c = await opened(client, 'erasure', { answerTo: 'asa@prov.example' })
    await within(tx => refuse(service.services, tx, c.id, refusal, 'operator'))
    await runWaiting(service, tellOfCase as never)
    await runWaiting(service, sendRightsMail as never)
    const [mail] = await sentTo(service, 'asa@prov.example')
    for (const said of [refusal.law, '2 mars 2036', refusal.alternative, 'imy.se', 'domstol', 'Prov Provsson'])
      expect(mail?.body_text).toContain(said)
    const disclosed = await ask(service.ownerUrl, 'select columns from disclosure')
    expect(disclosed.map(d => d.columns)).toContainEqual(['rights_case.answer_to'])
  })

  test('that came by post waits for identity, and the days of waiting do not count', async () => {
    const c = await opened(null, 'extract', { cameBy: 'post', level: 0, receivedOn: '2026-02-27' })
    expect(c).toMatchObject({ state: 'identity', deadline: '2026-03-27' })
    clock.pass(5 * DAY)
    await within(tx => identify(service.services, tx, c.id, { person: member, level: 1, by: 'operator' }))
    expect(await now(c)).toMatchObject({ state: 'open', pausedDays: 5, deadline: '2026-04-01', level: 1 })
  })

  test('like another keeps its own question of who asks', async () => {
    const first = await opened(member, 'extract')
    const second = await opened(null, 'extract', { level: 0 })
    expect([(await now(first)).state, (await now(second)).state]).toEqual(['open', 'identity'])
    await expect(
      within(tx => identify(service.services, tx, second.id, { person: member, level: 0, by: 'person' })),
    ).rejects.toMatchObject({ code: 'identity-too-low' })
    await runWaiting(service, carryOut as never)
    expect((await now(second)).state).toBe('identity')
  })

  test('alarms on its 7th, 14th, 21st and 25th day and when it is late', async () => {
    const c = await opened(member, 'objection')
    const before = alarms().length
    const said: number[] = []
    for (let day = 1; day <= 32; day++) {
      await pass(1)
      if (alarms().length > before + said.length) said.push(day)
    }
    expect(said).toEqual([7, 14, 21, 25, 32])
    expect(alarms().at(-1)).toBe('rights-case-late')
    expect(await now(c)).toMatchObject({ late: true, state: 'open' })
    expect(await steps(c)).toEqual(['received', 'alarm-1', 'alarm-2', 'alarm-3', 'alarm-4', 'late'])
  })

  test('is extended once, within its month, with reasons that are sent', clause('L-11'), async () => {
    const c = await opened(member, 'objection')
    await expect(within(tx => extend(service.services, tx, c.id, 'svårt'))).rejects.toMatchObject({
      code: 'extension-needs-reasons',
    })
    expect(await within(tx => extend(service.services, tx, c.id, 'Underlaget finns i flera system.'))).toMatchObject({
      deadline: '2026-06-02',
      extended: true,
    })
    await expect(within(tx => extend(service.services, tx, c.id, 'En gång till, tack.'))).rejects.toMatchObject({
      code: 'extension-too-late',
    })
    const late = await opened(member, 'objection')
    clock.pass(40 * DAY)
    await expect(within(tx => extend(service.services, tx, late.id, 'Nu är det för sent.'))).rejects.toMatchObject({
      code: 'extension-too-late',
    })
  })

  test('that goes on elsewhere is closed by whoever does it, and not before', async () => {
    handledBy('portability', async () => 'waiting')
    const c = await opened(member, 'portability')
    await runWaiting(service, carryOut as never)
    expect((await now(c)).state).toBe('open')
    await within(tx => close(service.services, tx, c.id, { by: 'service' }))
    expect((await now(c)).state).toBe('answered')
    await expect(within(tx => close(service.services, tx, c.id, { by: 'service' }))).rejects.toMatchObject({
      code: 'case-ended',
    })
  })

  test('holds no word and no address in clear', async () => {
    await opened(client, 'rectification', { request: { value: 'Nygatan 5' }, answerTo: 'asa@prov.example' })
    const rows = await ask(service.ownerUrl, 'select * from rights_case')
    const text = JSON.stringify(rows) + rows.map(r => `${r.request}${r.answer_to}`).join()
    expect(text).not.toMatch(/Nygatan|prov\.example/)
    expect(await within(tx => casesOf(tx, client))).toHaveLength(1)
    expect(await within(tx => casesOf(tx, member))).toEqual([])
  })
})

describe('what a person stops', () => {
  const inCompany = <T>(work: (tx: Tx) => Promise<T>) => service.services.database.company(quote.companyId, work)
  test('is stopped at once, before anybody weighs it', async () => {
    expect(await within(tx => isRestricted(tx, client))).toBe(false)
    const c = await opened(client, 'restriction')
    expect(c.state).toBe('company')
    expect(await within(tx => isRestricted(tx, client))).toBe(true)
    const party = { kind: 'client', id: quote.parties[0] as string }
    expect(await inCompany(tx => restrictedSubject(tx, party))).toBe(true)
    expect(await inCompany(tx => restrictedSubject(tx, { kind: 'client', id: quote.parties[1] as string }))).toBe(false)
    await within(tx => liftStop(service.services, tx, c.id))
    expect(await within(tx => isRestricted(tx, client))).toBe(false)
  })

  test('nothing leaves to or about somebody whose data are only stored; what was waiting is laid aside', async () => {
    const party = { kind: 'client', id: quote.parties[0] as string }
    const mail = { processor: 'mail', purpose: 'deliver', columns: ['dispatch.address'], subject: party } as const
    const again = () =>
      inCompany(tx =>
        queueDispatch(service.services, tx, {
          documentId: quote.documentId,
          version: 1,
          message: 'withdrawn',
          channel: 'mail',
          address: 'nagon@prov.example',
          to: { partyId: party.id, linkId: null },
        }),
      )
    const stateOf = async (id: string) =>
      (await ask(service.superuserUrl, 'select state, reason from dispatch where id = $1', [id]))[0]
    await inCompany(tx => service.services.door.allow(tx, mail))
    const before = await again()
    const c = await opened(client, 'restriction')
    await expect(inCompany(tx => service.services.door.allow(tx, mail))).rejects.toMatchObject({
      code: 'outbound-person-restricted',
    })
    expect(await stateOf(await again())).toEqual({ state: 'cancelled', reason: 'outbound-person-restricted' })
    // Decided before the person said stop, sent after: asked again at the door.
    await runWaiting(service, sendDispatch as never)
    expect(await stateOf(before)).toEqual({ state: 'cancelled', reason: 'outbound-person-restricted' })
    await within(tx => liftStop(service.services, tx, c.id))
    expect((await stateOf(await again()))?.state).toBe('queued')
  })

  test('is one purpose where one was named', async () => {
    await opened(member, 'objection', { request: { purpose: 'security' } })
    expect(await within(tx => hasObjected(tx, member, 'security'))).toBe(true)
    expect(await within(tx => hasObjected(tx, member, 'provide-service'))).toBe(false)
    expect(await within(tx => isRestricted(tx, member))).toBe(false)
  })
})
