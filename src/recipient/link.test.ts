// What a link is worth to somebody who does not have it, to somebody who has it too long, and to somebody who has nothing but it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { heldPersonally } from '../datamap/register.ts'
import { linkToken } from '../documents/link-token.ts'
import { beginOrder, readOrder } from '../ordering/orders.ts'
import { completeCode } from '../ordering/sign.ts'
import { movableClock } from '../platform/clock.ts'
import { tables } from '../schema.ts'
import { signingCode } from '../signing/code.ts'
import { ask } from '../testing/ask.ts'
import { clause } from '../testing/clause.ts'
import { windowOf } from '../testing/company-window.ts'
import { type SentQuote, sentQuote } from '../testing/sent-quote.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { openRoom } from './room.ts'

const DAY = 86_400_000
const clock = movableClock(new Date('2026-11-24T09:00:00Z'))
const visitor = { ip: '127.0.0.1', userAgent: 'test', language: 'sv', url: new URL('http://localhost/rum/x/') } as const
/** Åsa's and Erik's numbers, in any spelling. */
const NUMBER = /840601[-+ ]?2388|850215[-+ ]?2393/
/** What stands in the document and nowhere else. */
const CONTENT = /Åsa|badrum|186|\bkr\b/i

let service: TestService
let places = 0

beforeAll(async () => {
  service = await startTestService({ jobs: false, clock, env: { CLING_TRUSTED_PROXIES: '127.0.0.1' } })
})
afterAll(() => service.close())

const tokenOf = (quote: SentQuote, party = 0) => linkToken(service.services.secrets, quote.links[party] as string)
/** Somebody at an address of their own, or at the one given. */
const visit = async (token: string, path = '', from = `198.51.100.${++places}`) => {
  const response = await fetch(`${service.url}/rum/${token}/${path}`, {
    headers: { 'x-forwarded-for': from },
    redirect: 'manual',
  })
  return { status: response.status, text: await response.text(), headers: response.headers }
}
const alarms = () => service.logs.filter(line => line.includes('"alarm":"room-link-unknown"')).length

async function signed(): Promise<SentQuote> {
  const quote = await sentQuote(service.services, { shortened: true })
  const room = await openRoom(service.services, tokenOf(quote), visitor)
  const ticked = new Set(['rot.refused-ack', 'order.authority'])
  const how = { ticked, method: 'code-mail', sameDevice: true, drawing: null, purpose: 'sign' } as const
  const id = await beginOrder(service.services, room, how, visitor)
  const order = await readOrder(service.services, quote.companyId, id)
  if (!order) throw new Error('no order')
  expect(await completeCode(service.services, order, signingCode(service.services.secrets, id))).toBe('signed')
  return quote
}

describe('a link', () => {
  test(
    'is 256 bits that nobody can count up to, and with any one of its characters changed it is no link',
    clause('P-6.1', 'X-48'),
    async () => {
      const [quote, next] = [await sentQuote(service.services), await sentQuote(service.services)]
      const right = tokenOf(quote)
      const others = [tokenOf(quote, 1), tokenOf(next), tokenOf(next, 1)]
      for (const token of [right, ...others]) expect(Buffer.from(token, 'base64url')).toHaveLength(32)
      // Made one after the other, they have no more in common than chance gives.
      for (const other of others) expect([...right].filter((c, i) => c === other[i]).length).toBeLessThan(10)
      const before = alarms()
      for (let i = 0; i < right.length; i++) {
        const wrong = right.slice(0, i) + (right[i] === 'A' ? 'B' : 'A') + right.slice(i + 1)
        const answer = await visit(wrong)
        expect(answer.status, `character ${i}`).toBe(404)
        expect(answer.text).not.toMatch(CONTENT)
      }
      expect(alarms() - before).toBe(right.length)
      expect((await visit(right)).status).toBe(200)
    },
  )

  test(
    'is not guessed: every try raises the alarm, and after thirty nobody there is answered for a while',
    clause('P-6.1', 'X-48'),
    async () => {
      const from = '203.0.113.9'
      const before = alarms()
      const tries: number[] = []
      for (let i = 0; i < 32; i++) tries.push((await visit(`${i}`.padEnd(43, 'x'), '', from)).status)
      expect(tries).toEqual([...Array(30).fill(404), 429, 429])
      expect(alarms() - before).toBe(32)
      expect((await visit('y'.repeat(43))).status).toBe(404)
      clock.pass(10 * 60_000)
      expect((await visit('y'.repeat(43), '', from)).status).toBe(404)
    },
  )

  test(
    'ends after four hundred days, also that of an agreement, and then shows nothing',
    clause('P-6.1', 'X-48'),
    async () => {
      const open = await sentQuote(service.services)
      const agreed = await signed()
      clock.pass(400 * DAY)
      for (const quote of [open, agreed]) expect((await visit(tokenOf(quote))).text).toMatch(CONTENT)
      clock.pass(1)
      for (const quote of [open, agreed]) {
        const { text } = await visit(tokenOf(quote))
        expect(text).toContain('Länken är för gammal')
        expect(text).not.toMatch(CONTENT)
        for (const path of ['avtal.pdf', 'bevis', 'skriv-under'])
          expect((await visit(tokenOf(quote), path)).status, path).not.toBe(200)
      }
    },
  )

  test('shows no number whole, and opens the evidence only after one step more', clause('P-6.1', 'X-48'), async () => {
    const quote = await signed()
    const token = tokenOf(quote)
    const page = await visit(token)
    expect(page.text).toContain('Åsa Berg')
    expect(page.text).not.toMatch(NUMBER)
    const [order] = await service.services.database.company(quote.companyId, tx =>
      tx.selectFrom('signing_order').select('id').where('document_id', '=', quote.documentId).execute(),
    )
    expect((await visit(token, `skriv-under/${order?.id}/bevis.json`)).status).toBe(403)
    const asks = await visit(token, 'bevis')
    expect(asks.text).toContain('BankID')
    expect(asks.text).not.toMatch(NUMBER)
  })

  test(
    'leads to addresses that say nothing: no number of a document, an order or a person',
    clause('P-6.1'),
    async () => {
      const { text, headers } = await visit(tokenOf(await sentQuote(service.services)))
      const addresses = [...text.matchAll(/(?:href|src|action)="([^"]*)"/g)].map(m => m[1] as string)
      expect(addresses.length).toBeGreaterThan(5)
      const own = addresses.filter(a => !/^(mailto:|tel:|#|\/icon|\/room\/|\/fonts\/)/.test(a))
      expect(own.filter(a => /\d{4}-\d{4}|\d{6}/.test(a.replace(/fil\/[0-9a-f]{64}/g, '')))).toEqual([])
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(/<title>([^<]*)/.exec(text)?.[1]).not.toMatch(/\d{4}-\d{4}/)
    },
  )
})

describe('what somebody thinks after signing', () => {
  const give = (quote: SentQuote, fields: Record<string, string>, party = 0) =>
    fetch(`${service.url}/rum/${tokenOf(quote, party)}/omdome`, {
      method: 'POST',
      headers: { 'x-forwarded-for': `198.51.100.${++places}` },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    })
  const answers = (quote: SentQuote) =>
    ask(service.ownerUrl, 'select rating, comment from feedback where document_id = $1', [quote.documentId])
  const scores = () => ask(service.ownerUrl, 'select month, score, times from service_score order by score')
  const isAsked = async (quote: SentQuote, party = 0) =>
    (await visit(tokenOf(quote, party))).text.includes('action="omdome"')

  test(
    'is two records: the company’s own, and a count for the operator that leads to nobody',
    clause('P-7.2', 'X-8'),
    async () => {
      const [one, other] = [await signed(), await signed()]
      expect((await give(one, { betyg: '4', tjanst: '5', kommentar: 'Tydligt. Ring 19840601-2388.' })).status).toBe(303)
      await give(other, { betyg: '2', tjanst: '5' })
      expect(await answers(one)).toEqual([{ rating: 4, comment: 'Tydligt. Ring […].' }])
      expect(await scores()).toEqual([{ month: clock.now().toISOString().slice(0, 7), score: 5, times: 2 }])
      // No column of the count can lead anywhere: no id, no reference, no time finer than a month.
      const columns = await ask(
        service.ownerUrl,
        `select column_name as name, data_type as type from information_schema.columns where table_name = 'service_score' order by 1`,
      )
      expect(columns).toEqual([
        { name: 'month', type: 'text' },
        { name: 'score', type: 'integer' },
        { name: 'times', type: 'integer' },
      ])
      expect(
        await ask(
          service.superuserUrl,
          `select conname from pg_constraint where contype = 'f' and 'service_score'::regclass in (conrelid, confrelid)`,
        ),
      ).toEqual([])
      // Nor were the two written in one transaction.
      const [{ same }] = await ask(
        service.superuserUrl,
        'select count(*)::int as same from feedback f join service_score s on s.xmin::text = f.xmin::text',
      )
      expect(same).toBe(0)
      expect(service.logs.join('')).not.toContain('Tydligt')
      const declared = (name: string) => heldPersonally(tables.filter(t => t.name === name))
      expect(declared('service_score')).toEqual([])
      for (const c of declared('feedback'))
        expect(c.personal.use).toMatchObject({ role: 'processor', instruction: 'I-8' })
      // The company reads it where the document is; another does not.
      const reader = await windowOf(service, one.actor as never)
      const { body } = await reader.ask('GET', `/api/app/documents/${one.documentId}/timeline`)
      expect(body.feedback).toMatchObject([{ rating: 4, comment: 'Tydligt. Ring […].' }])
      const stranger = await windowOf(service, other.actor as never)
      expect((await stranger.ask('GET', `/api/app/documents/${one.documentId}/timeline`)).status).toBe(404)
    },
  )

  test('is asked once, of whoever signed, and the agreement stands without it', clause('P-7.1'), async () => {
    const quote = await signed()
    const page = (await visit(tokenOf(quote))).text
    expect(page.includes('Klart. Ni har ett avtal.')).toBe(true)
    // Who reads it stands before the first field.
    const form = page.slice(page.indexOf('id="omdome"'))
    expect(form.indexOf('Frivilligt: avtalet gäller ändå')).toBeGreaterThan(0)
    expect(form.indexOf('läses av')).toBeLessThan(form.indexOf('<input'))
    expect(form.includes('required')).toBe(false)
    expect(await isAsked(quote, 1)).toBe(false)
    expect((await give(quote, { betyg: '1' }, 1)).status).toBe(303)
    expect(await answers(quote)).toEqual([])
    expect((await give(quote, { gor: 'hoppa', betyg: '3', kommentar: 'Nej' })).status).toBe(303)
    expect(await answers(quote)).toEqual([{ rating: null, comment: null }])
    expect(await isAsked(quote)).toBe(false)
    const before = await scores()
    await give(quote, { betyg: '5', tjanst: '1' })
    expect(await answers(quote)).toEqual([{ rating: null, comment: null }])
    expect(await scores()).toEqual(before)
    // Before anything is signed nobody is asked.
    expect(await isAsked(await sentQuote(service.services, { shortened: true }))).toBe(false)
  })
})

describe('whoever opens the room', () => {
  test(
    'reads before the first field whose data these are, how that company is reached, and what it says of them itself',
    clause('P-6.3', 'L-8'),
    async () => {
      const quote = await sentQuote(service.services, { shortened: true })
      const owner = await windowOf(service, quote.actor as never)
      const company = (await owner.ask('GET', '/api/app/company')).body
      const first = (await visit(tokenOf(quote))).text
      expect(first.includes('Vi delar dem med ingen.')).toBe(false)
      const saved = await owner.ask('PUT', '/api/app/company', { ...company, privacyText: 'Vi delar dem med ingen.' })
      expect(saved.body.privacyText).toBe('Vi delar dem med ingen.')
      const page = (await visit(tokenOf(quote))).text
      const told = page.indexOf('class="informed"')
      const part = page.slice(told, page.indexOf('</aside>', told)).replaceAll('&amp;', '&')
      expect(told).toBeGreaterThan(0)
      expect(told).toBeLessThan(page.search(/<(input|textarea|select)\b/))
      expect(part).toContain(
        `${company.name} ansvarar för dina personuppgifter här. Prov Drift AB hanterar dem åt företaget.`,
      )
      for (const way of [company.organisationNumber, company.city]) expect(part).toContain(way)
      expect(part).toMatch(/[\w.]+@[\w.]+/)
      // Where they come from and what one can do, and the company’s own words.
      expect(part).toContain(`Uppgifterna kommer från ${company.name}`)
      expect(part).toContain('Vi delar dem med ingen.')
      expect(part).toContain('href="/integritet/dina-uppgifter"')
    },
  )

  test(
    'has a page to hand to whoever shares the deduction, which says what is held of them and nothing of anybody',
    clause('L-8'),
    async () => {
      const quote = await sentQuote(service.services, { shortened: true })
      expect((await visit(tokenOf(quote))).text).toContain('href="till-medsokande"')
      const { status, text } = await visit(tokenOf(quote), 'till-medsokande')
      expect(status).toBe(200)
      for (const said of [
        'Namn, din del av avdraget',
        'Prov Drift AB hanterar uppgifterna',
        'tolv månader',
        '(IMY)',
        'Skatteverket',
      ])
        expect(text.includes(said), said).toBe(true)
      expect(text).not.toMatch(NUMBER)
      expect(text.includes('Åsa')).toBe(false)
      expect((await visit('x'.repeat(43), 'till-medsokande')).status).toBe(404)
    },
  )
})
