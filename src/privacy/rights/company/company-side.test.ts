// The company that is responsible is told, sees the clock, lets the answer go or objects with a law; nobody else's case is there.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { movableClock } from '../../../platform/clock.ts'
import { ask } from '../../../testing/ask.ts'
import { type Ask, colleagueWindow, windowOf } from '../../../testing/company-window.ts'
import { runWaiting, sentTo } from '../../../testing/run-waiting.ts'
import { type SentQuote, sentQuote } from '../../../testing/sent-quote.ts'
import { startTestService, type TestService } from '../../../testing/test-service.ts'
import { personOfParty } from '../../subjects/find.ts'
import type { Person } from '../../subjects/person.ts'
import { type Case, carryOut, eventsOf, keepCases, open, read } from '../cases.ts'
import type { CaseKind } from '../kinds.ts'
import { sendRightsMail, tellOfCase } from '../mail.ts'
import { correctionOf, fieldsFor } from '../rectify.ts'

const START = new Date('2026-03-02T09:00:00Z')
const clock = movableClock(START)
let service: TestService
let quote: SentQuote
let other: SentQuote
let client: Person
let owner: Ask
let stranger: Ask

const windowAt = async (q: SentQuote) =>
  (await windowOf(service, q.actor as unknown as { companyId: string; accountId: string; memberId: string })).ask
beforeAll(async () => {
  service = await startTestService({ jobs: false, clock })
  quote = await sentQuote(service.services)
  other = await sentQuote(service.services)
  client = (await personOfParty(service.services.database, quote.companyId, quote.parties[0] ?? '')) as Person
  await ask(service.superuserUrl, "update member set name = 'Prov Provsson' where company_id = $1", [quote.companyId])
})
afterAll(() => service.close())
beforeEach(async () => {
  clock.set(START)
  owner = await windowAt(quote)
  stranger = await windowAt(other)
  await ask(service.ownerUrl, 'truncate rights_case, rights_event, stop, rights_access, instruction cascade')
  await ask(service.superuserUrl, 'delete from graphile_worker._private_jobs')
})

const opened = (kind: CaseKind, more: object = {}): Promise<Case> =>
  service.services.database.outside(tx =>
    open(service.services, tx, { kind, cameBy: 'page', person: client, level: 1, language: 'sv', ...more }),
  )
const now = (c: Case) => service.services.database.outside(tx => read(tx, c.id))
const no = {
  ground: 'evidence',
  until: '2036-12-31',
  reason: 'Avtalet är undertecknat och kan reklameras.',
  alternative: 'Vi tar bort det som inte behövs.',
}

test('an owner sees who asks, in their words, and by when', async () => {
  const c = await opened('rectification', { request: { wrong: 'Gatan heter Nygatan', right: 'Nya gatan 5' } })
  const { body } = await owner('GET', '/api/app/cases')
  expect(body.cases).toEqual([
    {
      id: c.id,
      number: c.number,
      kind: 'rectification',
      asks: 'Rättelse',
      who: expect.stringMatching(/^\p{Lu}/u),
      clientId: expect.any(String),
      words: ['Gatan heter Nygatan', 'Nya gatan 5'],
      pointed: false,
      state: 'company',
      answer: null,
      receivedOn: '2026-03-02',
      deadline: '2026-04-02',
      releaseOn: null,
      late: false,
      refusal: null,
    },
  ])
})

test('another company sees nothing and answers nothing', async () => {
  const c = await opened('extract')
  expect((await stranger('GET', '/api/app/cases')).body.cases).toEqual([])
  expect((await stranger('POST', `/api/app/cases/${c.id}/release`, {})).status).toBe(404)
  expect((await stranger('POST', `/api/app/cases/${c.id}/object`, no)).status).toBe(404)
  expect((await now(c)).state).toBe('company')
})

test('a member who only sells neither sees nor answers', async () => {
  const c = await opened('extract')
  const seller = await colleagueWindow(service, quote, 'seller')
  expect((await seller.ask('GET', '/api/app/cases')).status).toBe(403)
  expect((await seller.ask('POST', `/api/app/cases/${c.id}/release`, {})).status).toBe(403)
})

test('an owner lets the answer go once', async () => {
  const c = await opened('extract')
  const { body } = await owner('POST', `/api/app/cases/${c.id}/release`, {})
  expect(body.cases[0]).toMatchObject({ state: 'open', answer: 'approved' })
  const again = await owner('POST', `/api/app/cases/${c.id}/release`, {})
  expect(again).toMatchObject({ status: 409, body: { problem: 'case-not-waiting' } })
})

test('a no names its law and its day, is decided by a person, and reaches who asked', async () => {
  const c = await opened('erasure', { answerTo: 'asa@prov.example' })
  for (const missing of [
    { until: '2026-03-01' },
    { until: '' },
    { reason: 'nej' },
    { alternative: '' },
    { ground: 'trivsel' },
  ])
    expect((await owner('POST', `/api/app/cases/${c.id}/object`, { ...no, ...missing })).status).toBe(422)
  expect((await now(c)).state).toBe('company')
  const { body } = await owner('POST', `/api/app/cases/${c.id}/object`, no)
  expect(body.cases[0]).toMatchObject({
    state: 'refused',
    answer: 'objected',
    refusal: { until: '2036-12-31', law: expect.stringContaining('preskriptionslagen') },
  })
  await runWaiting(service, tellOfCase as never, sendRightsMail as never)
  const text = (await sentTo(service, 'asa@prov.example')).at(-1)?.body_text
  for (const said of ['preskriptionslagen', '31 december 2036', no.reason, no.alternative, 'Prov Provsson', 'imy.se'])
    expect(text).toContain(said)
})

test('a company that wants to be asked is waited for, told so, and its clock goes on', async () => {
  await owner('POST', '/api/app/processing/instructions', { choice: 'approveRights', value: true })
  const c = await opened('extract')
  await runWaiting(service, tellOfCase as never)
  const [row] = await ask(service.superuserUrl, 'select email from account where id = $1', [
    (quote.actor as unknown as { accountId: string }).accountId,
  ])
  await runWaiting(service, sendRightsMail as never)
  expect((await sentTo(service, row?.email)).at(-1)?.body_text).toContain('Svaret väntar på er')
  expect((await now(c)).releaseOn).toBeNull()
  expect((await owner('GET', '/api/app/cases')).body.cases[0].releaseOn).toBeNull()
  // Told while it was off, and turned on before the ten days were over. Each instruction has its moment: the latest holds.
  clock.pass(1000)
  await owner('POST', '/api/app/processing/instructions', { choice: 'approveRights', value: false })
  const second = await opened('extract')
  clock.pass(1000)
  await owner('POST', '/api/app/processing/instructions', { choice: 'approveRights', value: true })
  clock.pass(11 * 86_400_000)
  await keepCases.run(service.services)
  for (const one of [c, second]) expect((await now(one)).state).toBe('company')
  const steps = await service.services.database.outside(tx => eventsOf(tx, c.id))
  expect(steps.map(s => s.what)).toContain('alarm-1')
})

test('what was pointed at is put right when the company lets it go: at the person, and at the household where it is the same', async () => {
  const who = client as { personId: string; clientId: string }
  const held = async () => {
    const [person] = await ask(service.superuserUrl, 'select name, phone from client_person where id = $1', [
      who.personId,
    ])
    const [house] = await ask(service.superuserUrl, 'select name, phone, street from client where id = $1', [
      who.clientId,
    ])
    return { person, house }
  }
  await ask(service.superuserUrl, "update client set phone = '+46701740601' where id = $1", [who.clientId])
  await ask(service.superuserUrl, "update client_person set phone = '+46701740601' where id = $1", [who.personId])
  const before = await held()
  const c = await opened('rectification', {
    request: correctionOf(client, { field: 'phone', wrong: '', right: '070-174 06 05' }),
  })
  expect((await owner('GET', '/api/app/cases')).body.cases[0]).toMatchObject({
    pointed: true,
    words: ['Telefon: +46701740605'],
  })
  await runWaiting(service, carryOut as never)
  expect(await held()).toEqual(before)
  await owner('POST', `/api/app/cases/${c.id}/release`, {})
  await runWaiting(service, carryOut as never)
  expect(await now(c)).toMatchObject({ state: 'answered' })
  expect(await held()).toEqual({
    person: { ...before.person, phone: '+46701740605' },
    house: { ...before.house, phone: '+46701740605' },
  })
  // The household's own name is another value than the person's.
  const name = await opened('rectification', {
    request: correctionOf(client, { field: 'name', wrong: '', right: 'Åsa Rättad' }),
  })
  const street = await opened('rectification', {
    request: correctionOf(client, { field: 'street', wrong: '', right: 'Nya gatan 5' }),
  })
  await ask(service.superuserUrl, "update client set name = 'Hushållet' where id = $1", [who.clientId])
  for (const one of [name, street]) await owner('POST', `/api/app/cases/${one.id}/release`, {})
  await runWaiting(service, carryOut as never)
  const after = await held()
  expect([after.person?.name, after.house?.name, after.house?.street]).toEqual([
    'Åsa Rättad',
    'Hushållet',
    'Nya gatan 5',
  ])
})

test('words are put right by the company before it approves, and wait for it where it is silent', async () => {
  const request = correctionOf(client, { field: 'annat', wrong: 'Badrummet är åtta kvadrat', right: 'Det är nio' })
  const approved = await opened('rectification', { request })
  const silent = await opened('rectification', { request })
  await owner('POST', `/api/app/cases/${approved.id}/release`, {})
  clock.pass(11 * 86_400_000)
  await keepCases.run(service.services)
  await runWaiting(service, carryOut as never)
  expect([(await now(approved)).state, (await now(silent)).state]).toEqual(['answered', 'company'])
  expect(() => correctionOf(client, { field: 'annat', wrong: '', right: 'Det är nio' })).toThrow('rights-say-more')
  for (const [field, right] of [
    ['email', 'inte en adress'],
    ['phone', 'noll'],
    ['name', ''],
  ] as const)
    expect(() => correctionOf(client, { field, wrong: '', right })).toThrow('rights-value-wrong')
})

test('one’s own account is put right at once', async () => {
  const { accountId } = quote.actor as unknown as { accountId: string }
  const member: Person = { kind: 'member', accountId }
  // The address one signs in with is changed in the account, where the new one is confirmed.
  expect(fieldsFor(member)).toEqual(['name', 'phone'])
  const c = await service.services.database.outside(tx =>
    open(service.services, tx, {
      kind: 'rectification',
      cameBy: 'account',
      person: member,
      level: 1,
      language: 'sv',
      request: correctionOf(member, { field: 'name', wrong: '', right: 'Prov Rättad' }),
    }),
  )
  await runWaiting(service, carryOut as never)
  expect((await now(c)).state).toBe('answered')
  const names = await ask(service.superuserUrl, 'select name, company_id from member where account_id = $1', [
    accountId,
  ])
  expect(names).toEqual([{ name: 'Prov Rättad', company_id: quote.companyId }])
})
