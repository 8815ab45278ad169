// A case that comes by mail, post or telephone has the clock it would have had on the page, waits for who asks, and says who entered it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { movableClock } from '../platform/clock.ts'
import { byNumber, carryOut, eventsOf } from '../privacy/rights/cases.ts'
import { sendRightsMail, tellOfCase } from '../privacy/rights/mail.ts'
import { hasObjected } from '../privacy/rights/stops.ts'
import { ask } from '../testing/ask.ts'
import { clause } from '../testing/clause.ts'
import { runWaiting, sentTo } from '../testing/run-waiting.ts'
import { type SentQuote, sentQuote } from '../testing/sent-quote.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { runCase } from './case.ts'

const ASA = '19840601-2388'
const BY = ['--by', 'support 2']
const clock = movableClock(new Date('2026-03-02T09:00:00Z'))
const folder = mkdtempSync(join(tmpdir(), 'cling-case-'))
let service: TestService
let quote: SentQuote
let owner: string

beforeAll(async () => {
  service = await startTestService({ jobs: false, clock })
  quote = await sentQuote(service.services)
  const [row] = await ask(service.superuserUrl, 'select email from account where id = $1', [
    (quote.actor as unknown as { accountId: string }).accountId,
  ])
  owner = row?.email
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await service.close()
})

const run = (...args: string[]) => runCase(service.services, args, () => ASA)
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const numberIn = (text: string) => /R-\d{4}-\d{5}/.exec(text)?.[0] as string
const opened = async (...more: string[]) =>
  numberIn(
    await run('new', ...(more.length > 0 ? more : ['utdrag', '--came-by', 'post']), '--arrived', '2026-02-27', ...BY),
  )
const now = (number: string) => service.services.database.outside(tx => byNumber(tx, number))

test('a letter counts from the day it came, and waits for who asks', clause('L-11'), async () => {
  const number = await opened()
  expect(await now(number)).toMatchObject({
    state: 'identity',
    cameBy: 'post',
    receivedOn: '2026-02-27',
    deadline: '2026-03-27',
    person: null,
  })
  expect(await run('list')).toContain(
    `${number}  Registerutdrag  identity  kom 2026-02-27 (post)  svar senast 2026-03-27`,
  )
  await expect(run('done', number, ...BY)).rejects.toMatchObject({ code: 'case-not-open' })
  await expect(run('new', 'utdrag', '--came-by', 'post', '--arrived', '2026-03-03', ...BY)).rejects.toMatchObject({
    code: 'case-from-the-future',
  })
})

test('nothing is entered without a name', async () => {
  const number = await opened()
  for (const args of [
    ['new', 'utdrag', '--came-by', 'phone', '--arrived', '2026-03-01'],
    ['identify', number, '--address', owner],
    ['done', number],
  ])
    expect(await run(...args)).toContain('case list')
  expect((await now(number))?.state).toBe('identity')
})

test('an address we hold is enough for what lies at it, and the step says who entered it', async () => {
  const number = await opened()
  await expect(run('identify', number, '--address', 'okand@prov.example', ...BY)).rejects.toMatchObject({
    code: 'rights-nobody',
  })
  await run('identify', number, '--address', owner, ...BY)
  const c = await now(number)
  expect(c).toMatchObject({ state: 'open', level: 1, person: { kind: 'member' } })
  const steps = await service.services.database.outside(tx => eventsOf(tx, c?.id as string))
  expect(steps).toMatchObject([
    { what: 'received', by: 'operator', entered_by: 'support 2' },
    { what: 'identified', by: 'operator', entered_by: 'support 2', level: 1 },
  ])
  expect(await run('show', number)).toContain('identified  support 2  nivå 1')
})

test('somebody who was met is found by the number, which is kept nowhere', async () => {
  const other = await sentQuote(service.services)
  const number = await opened()
  const several = await run('identify', number, '--met', ...BY)
  expect(several).toContain('Välj med --who')
  expect((await now(number))?.state).toBe('identity')
  await run('identify', number, '--met', '--who', '1', ...BY)
  const c = await now(number)
  expect(c).toMatchObject({ state: 'company', level: 3, person: { kind: 'client' } })
  expect([quote.companyId, other.companyId]).toContain(c?.companyId)
  const rows = await ask(
    service.superuserUrl,
    'select * from rights_case join rights_event on case_id = rights_case.id',
  )
  expect(JSON.stringify(rows) + several + service.logs.join('\n')).not.toMatch(/19840601-?2388/)
})

test('whoever asked by mail is answered by mail; words keep no number', clause('L-11'), async () => {
  const words = file('brev.txt', `Jag invänder mot er reklam. Mitt nummer är ${ASA}.`)
  const number = await opened('invanda', '--came-by', 'mail', '--answer-to', 'agare@prov.example', '--words', words)
  expect(await run('show', number)).toContain('”Jag invänder mot er reklam. Mitt nummer är [personnummer].”')
  await run('identify', number, '--address', owner, ...BY)
  await runWaiting(service, carryOut as never)
  // It is weighed by a person: nothing closes it by itself.
  expect((await now(number))?.state).toBe('open')
  await run('done', number, ...BY)
  await runWaiting(service, tellOfCase as never, sendRightsMail as never)
  const [mail] = await sentTo(service, 'agare@prov.example')
  expect(mail?.subject).toBe(`Svar på ärende ${number}`)
  const person = (await now(number))?.person
  if (!person) throw new Error('Nobody is known to ask.')
  // Upheld: it holds from now on.
  expect(await service.services.database.outside(tx => hasObjected(tx, person, 'marketing'))).toBe(true)
})

test('a no names its law and its day, and what was stopped meanwhile goes on', async () => {
  await ask(service.ownerUrl, 'truncate stop')
  const number = await opened('invanda', '--came-by', 'phone')
  await run('identify', number, '--address', owner, ...BY)
  const person = (await now(number))?.person
  if (!person) throw new Error('Nobody is known to ask.')
  const objects = () => service.services.database.outside(tx => hasObjected(tx, person, 'security'))
  expect(await objects()).toBe(true)
  const reason = file('skal.txt', 'Loggen behövs för att skydda kontot mot intrång.')
  const instead = file('annat.txt', 'Vi kortar tiden till det kortaste.')
  const refuse = (...more: string[]) => run('refuse', number, reason, '--instead', instead, ...BY, ...more)
  expect(await refuse('--ground', 'trivsel', '--until', '2027-03-02')).toContain('case list')
  await expect(refuse('--ground', 'claims', '--until', '2026-03-01')).rejects.toMatchObject({
    code: 'refusal-incomplete',
  })
  expect(await refuse('--ground', 'claims', '--until', '2027-03-02')).toContain('dataskyddsförordningen art. 17.3 e')
  expect(await now(number)).toMatchObject({ state: 'refused', refusal: { until: '2027-03-02' } })
  expect(await objects()).toBe(false)
})

test('more time is given once, with its reason', clause('L-11'), async () => {
  const number = await opened()
  await run('identify', number, '--address', owner, ...BY)
  const why = file('mer.txt', 'Underlaget finns i flera system.')
  expect(await run('extend', number, why, ...BY)).toContain('svar senast 2026-05-27')
  await expect(run('extend', number, why, ...BY)).rejects.toMatchObject({ code: 'extension-too-late' })
  await expect(run('show', 'R-2026-99999')).rejects.toMatchObject({ code: 'case-unknown' })
})
