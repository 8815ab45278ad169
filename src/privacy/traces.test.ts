// What somebody who visits, signs up, comes in and reads leaves behind: everything that is stored, logged and sent is searched.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendAccountMail } from '../accounts/account-mail.ts'
import { declaredColumns } from '../datamap/register.ts'
import { sendDispatch } from '../delivery/dispatch.ts'
import { beginOrder, readOrder } from '../ordering/orders.ts'
import { openRoom } from '../recipient/room.ts'
import { tables } from '../schema.ts'
import { ask } from '../testing/ask.ts'
import { clause } from '../testing/clause.ts'
import { windowOf } from '../testing/company-window.ts'
import { dump } from '../testing/dump.ts'
import { inRoom, readdress, tokenOf } from '../testing/room-of.ts'
import { runWaiting, sentTo } from '../testing/run-waiting.ts'
import { sentQuote } from '../testing/sent-quote.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'

const EMAIL = 'spar@prov.example'
const PASSWORD = 'regnet-Föll+hela dagen'
const OTHER = 'solen-Sken+hela natten'
const SHORT = 'kortÅord7'
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:187.3) Gecko/20100101 Firefox/187.3.91'
const TRADER = '840601-2388'
const FROM = 'https://sokmotor.example/sok?q=asa+berg+badrum'

let service: TestService
const everywhere = new Map<string, string>()

beforeAll(async () => {
  service = await startTestService({ jobs: false })
  // One browser, which keeps what it is given.
  const jar = new Map<string, string>()
  const visit = async (path: string, fields?: Record<string, string>) => {
    const cookie = [...jar].map(c => c.join('=')).join('; ')
    const response = await fetch(service.url + path, {
      method: fields ? 'POST' : 'GET',
      headers: { 'user-agent': BROWSER, referer: FROM, accept: 'text/html', cookie },
      ...(fields ? { body: new URLSearchParams(fields) } : {}),
      redirect: 'manual',
    })
    for (const given of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(given) ?? []
      jar.set(name, value)
    }
    return response
  }
  const newestLink = async () => {
    await runWaiting(service, sendAccountMail as never)
    const mail = (await sentTo(service, EMAIL)).at(-1)?.body_text ?? ''
    return (/http:\/\/localhost:\d+(\/\S+)/.exec(mail) ?? [])[1] as string
  }
  for (const path of ['/', '/integritet', '/registrera', '/finns-inte', '/logga-in']) await visit(path)
  await visit('/registrera', { company: 'Spår AB', email: EMAIL, password: SHORT })
  await visit('/registrera', { company: 'Spår AB', email: EMAIL, password: PASSWORD })
  expect((await visit(await newestLink(), {})).status).toBe(303)
  await visit('/logga-in', { email: EMAIL, password: `${PASSWORD}!` })
  expect((await visit('/logga-in', { email: EMAIL, password: PASSWORD })).status).toBe(303)
  await visit('/glomt-losenord', { email: EMAIL })
  expect((await visit(await newestLink(), { password: OTHER })).status).toBe(303)
  expect((await visit('/api/app/me')).status).toBe(200)

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

  await theTradersQuote()

  everywhere.set('the logs', service.logs.join(''))
  for (const [table, text] of await dump(service.superuserUrl)) everywhere.set(`the table ${table}`, text)
})
afterAll(() => service.close())

/** What a customer meets of a sole trader's quote: the page, what may be followed on it, and the text to sign. */
const met = { page: '', addresses: [] as string[], sign: '' }

async function theTradersQuote(): Promise<void> {
  const quote = await sentQuote(service.services, { send: false })
  const window = await windowOf(service, quote.actor as never)
  const company = (await window.ask('GET', '/api/app/company')).body
  const trader = { ...company, form: 'sole-trader', organisationNumber: null, soleTraderNumber: TRADER }
  const saved = await window.ask('PUT', '/api/app/company', trader)
  expect(saved.body, saved.text).toMatchObject({ soleTraderNumberMasked: '19840601-****' })
  const path = `/api/app/documents/${quote.documentId}`
  await readdress(service, quote.documentId, 1, { email: 'erik@prov.example', phone: '+46701740605' })
  const { revision, parties } = (await window.ask('GET', path)).body
  const to = parties.map((p: { id: string }, i: number) => ({ partyId: p.id, mail: true, sms: i === 1 }))
  expect((await window.ask('POST', `${path}/send`, { revision, to })).status).toBe(200)
  await runWaiting(service, sendDispatch as never)
  expect(await sentTo(service, '+46701740605')).toHaveLength(1)

  const [link] = await ask(service.ownerUrl, 'select id from room_link where document_id = $1', [quote.documentId])
  const token = tokenOf(service, link.id)
  const answer = await fetch(`${service.url}/rum/${token}/`)
  met.page = await answer.text()
  met.addresses = [...met.page.matchAll(/(?:href|src|action)="([^"]*)"/g)].map(m => m[1] as string)
  const visitor = { ip: '127.0.0.1', userAgent: BROWSER, language: 'sv', url: new URL(answer.url) } as const
  const room = await openRoom(service.services, token, visitor)
  const ticked = new Set(['rot.refused-ack', 'order.authority'])
  const id = await beginOrder(
    service.services,
    room,
    { ticked, method: 'bankid', sameDevice: true, drawing: null, purpose: 'sign' },
    visitor,
  )
  met.sign = (await readOrder(service.services, quote.companyId, id))?.secrets.text ?? ''
}

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

  test(
    'leaves of whoever works in a company nothing technical but what security needs, and of that the kind alone',
    clause('P-4.16'),
    () => {
      const technical = declaredColumns(tables).filter(
        c => c.personal?.holds === 'technical' && ['member', 'company'].includes(c.personal.subject),
      )
      expect(technical.map(c => `${c.table}.${c.column}`).sort()).toEqual(['session.device', 'session.network'])
      expect(technical.map(c => c.personal?.use.purpose)).toEqual(['security', 'security'])
      expect(placesOf('Firefox på Linux')).toEqual(['the table public.session'])
      expect(placesOf(BROWSER)).toEqual([])
    },
  )

  test('leaves nothing of where one came from', clause('P-8.14'), () => {
    expect(placesOf(FROM)).toEqual([])
    expect(placesOf('sokmotor')).toEqual([])
  })
})

describe('a sole trader’s number', () => {
  const forms = [TRADER, TRADER.replace('-', ''), `19${TRADER.replace('-', '')}`, `19${TRADER}`]

  test(
    'stands on the quote, where the law wants it, and nowhere else: no row, log, mail or text message',
    clause('X-47'),
    () => {
      expect(met.page).toContain(TRADER)
      for (const form of forms) expect(placesOf(form), form).toEqual([])
    },
  )

  test('is in no address on the page, and not in the text that is signed', clause('X-47'), () => {
    expect(met.addresses.length).toBeGreaterThan(3)
    expect(met.sign).toContain('enskild firma')
    for (const form of forms) expect(met.addresses.join() + met.sign).not.toContain(form)
  })

  test(
    'is kept under a key of its own, to know whom the agreement is with, and may go to nobody',
    clause('X-47'),
    () => {
      const said = declaredColumns(tables).find(
        c => c.table === 'company' && c.column === 'sole_trader_number',
      )?.personal
      expect(said).toMatchObject({ holds: 'personal-number', protect: 'person-key', use: { purpose: 'know-party' } })
      expect(said?.shared ?? []).toEqual([])
    },
  )
})
