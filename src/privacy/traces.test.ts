// What somebody who visits, signs up, comes in and reads leaves behind: everything that is stored, logged and sent is searched.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendAccountMail } from '../accounts/account-mail.ts'
import { ask } from '../testing/ask.ts'
import { clause } from '../testing/clause.ts'
import { dump } from '../testing/dump.ts'
import { inRoom } from '../testing/room-of.ts'
import { runWaiting, sentTo } from '../testing/run-waiting.ts'
import { sentQuote } from '../testing/sent-quote.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'

const EMAIL = 'spar@prov.example'
const PASSWORD = 'regnet-Föll+hela dagen'
const OTHER = 'solen-Sken+hela natten'
const SHORT = 'kortÅord7'
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:187.3) Gecko/20100101 Firefox/187.3.91'
const FROM = 'https://sokmotor.example/sok?q=asa+berg+badrum'

let service: TestService
const everywhere = new Map<string, string>()

beforeAll(async () => {
  service = await startTestService({ jobs: false })
  const visit = (path: string, fields?: Record<string, string>) =>
    fetch(service.url + path, {
      method: fields ? 'POST' : 'GET',
      headers: { 'user-agent': BROWSER, referer: FROM, accept: 'text/html' },
      ...(fields ? { body: new URLSearchParams(fields) } : {}),
      redirect: 'manual',
    })
  const newestLink = async () => {
    await runWaiting(service, sendAccountMail as never)
    const mail = (await sentTo(service, EMAIL)).at(-1)?.body_text ?? ''
    return (/http:\/\/localhost:\d+(\/\S+)/.exec(mail) ?? [])[1] as string
  }
  for (const path of ['/', '/integritet', '/registrera', '/finns-inte', '/logga-in']) await visit(path)
  await visit('/registrera', { company: 'Spår AB', email: EMAIL, password: SHORT })
  await visit('/registrera', { company: 'Spår AB', email: EMAIL, password: PASSWORD })
  await visit(await newestLink(), {})
  await visit('/logga-in', { email: EMAIL, password: `${PASSWORD}!` })
  expect((await visit('/logga-in', { email: EMAIL, password: PASSWORD })).status).toBe(303)
  await visit('/glomt-losenord', { email: EMAIL })
  const chosen = await visit(await newestLink(), { password: OTHER })
  const cookie = (chosen.headers.get('set-cookie') ?? '').split(';')[0] as string
  const me = await fetch(`${service.url}/api/app/me`, { headers: { cookie, 'user-agent': BROWSER, referer: FROM } })
  expect(me.status).toBe(200)

  const quote = await sentQuote(service.services)
  const { path } = inRoom(service, quote.links[0] as string)
  expect((await visit(`${path}/`)).status).toBe(200)
  expect((await visit(`/rum/${'x'.repeat(43)}/`)).status).toBe(404)
  await visit(`${path}/fraga`, { anchor: '', body: 'När kan ni börja?' })
  const noted = await fetch(`${service.url}${path}/besok`, {
    method: 'POST',
    headers: { 'user-agent': BROWSER, referer: FROM, 'content-type': 'application/json' },
    body: JSON.stringify({ visit: service.services.newId(), section: 'pris', sections: { pris: 3 }, machine: false }),
  })
  expect(noted.status).toBeLessThan(300)

  everywhere.set('the logs', service.logs.join(''))
  for (const [table, text] of await dump(service.superuserUrl)) everywhere.set(`the table ${table}`, text)
})
afterAll(() => service.close())

/** Where a value stands, as it is or as it travels. */
const placesOf = (value: string) => {
  const forms = [value, encodeURIComponent(value), String(new URLSearchParams({ x: value })).slice(2)].flatMap(form => [
    form,
    JSON.stringify(form).slice(1, -1),
    Buffer.from(form).toString('base64'),
    Buffer.from(form).toString('base64url'),
    Buffer.from(form).toString('hex'),
  ])
  return [...everywhere].filter(([, text]) => forms.some(form => text.includes(form))).map(([where]) => where)
}

describe('what is searched', () => {
  test('holds what must be there', () => {
    expect(placesOf(EMAIL)).toEqual(
      expect.arrayContaining(['the table public.account', 'the table public.outbox_message']),
    )
    expect(placesOf('Firefox på Linux')).toEqual(['the table public.session'])
    expect(placesOf('När kan ni börja?')).toContain('the table public.question')
    expect(everywhere.get('the table public.visit')).toContain('top')
    expect(everywhere.get('the logs')).toContain('room-link-unknown')
  })
})

describe('a visit', () => {
  test.each([
    ['given when signing up', PASSWORD],
    ['chosen anew', OTHER],
    ['refused as too short', SHORT],
    ['given wrong', `${PASSWORD}!`],
  ])('leaves no password %s in any table, log, job or mail', clause('P-4.4'), async (_, password) => {
    expect(placesOf(password)).toEqual([])
    const [row] = await ask(service.ownerUrl, 'select password_hash from account where email = $1', [EMAIL])
    expect(row.password_hash).toMatch(/^\$argon2id\$/)
  })

  test('leaves of the browser its kind, and neither its version nor what else it says', clause('P-8.3'), () => {
    expect(placesOf('187.3')).toEqual([])
    expect(placesOf('Gecko')).toEqual([])
    expect(placesOf('x86_64')).toEqual([])
  })

  test('leaves nothing of where one came from', clause('P-8.14'), () => {
    expect(placesOf(FROM)).toEqual([])
    expect(placesOf('sokmotor')).toEqual([])
  })
})
