// The invisible picture of a newsletter: only for a reader who said yes to just that, and dead for every letter when it is taken back.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lapseConsents, ledgerFaults } from '../consent/ledger.ts'
import { declaredColumns } from '../datamap/register.ts'
import { sendDispatch } from '../delivery/dispatch.ts'
import { smtpMail, UNMEASURED } from '../integrations/smtp/adapter.ts'
import { movableClock } from '../platform/clock.ts'
import { checkedMail } from '../platform/ports/checked.ts'
import type { OutgoingMail } from '../platform/ports/mail.ts'
import { tables } from '../schema.ts'
import { ask } from '../testing/ask.ts'
import { clause } from '../testing/clause.ts'
import { runWaiting, sentTo } from '../testing/run-waiting.ts'
import { sentQuote } from '../testing/sent-quote.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { beginIssue, planIssue } from './issues.ts'
import { confirmNewsletterMail } from './readers.ts'
import { sendNews } from './send-news.ts'

const BEGIN = new Date('2026-11-24T09:00:00.000Z')
const clock = movableClock(BEGIN)
let service: TestService
beforeAll(async () => {
  service = await startTestService({ jobs: false, clock, env: { CLING_OPERATOR_ADDRESS: 'Provgatan 1, 211 11 Malmö' } })
})
afterAll(() => service.close())

const rows = (sql: string, values: unknown[] = []) => ask(service.ownerUrl, sql, values)
const post = (path: string, fields: Record<string, string> = {}) =>
  fetch(service.url + path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })

let made = 0
/** A reader who has confirmed, with the page where the other question stands. */
async function reader() {
  const email = `lasare${made++}@prov.example`
  await post('/nyhetsbrev', { email, ja: '1' })
  await runWaiting(service, confirmNewsletterMail as never)
  const confirm = /\/nyhetsbrev\/bekrafta\/[\w-]+/.exec((await sentTo(service, email)).at(-1)?.body_text ?? '')?.[0]
  const done = await (await post(confirm as string)).text()
  const question = /href="(\/nyhetsbrev\/matning\/[\w-]+)"/.exec(done)?.[1] as string
  const [{ id }] = await rows('select id from newsletter_reader where email = $1', [email])
  return { email, id: id as string, question, done }
}
const answers = (question: string, svar: 'ja' | 'nej') => post(question, { svar, sprak: 'sv' })
let issue = 0
async function letters(email: string) {
  const content = {
    name: `brev-${issue++}`,
    advertiser: '878000-3656',
    subject: { sv: 'Nytt', en: 'New' },
    paragraphs: { sv: ['Nu kan du förlänga en offert.'], en: ['You can now prolong a quote.'] },
  }
  const { id } = await planIssue(service.services, { content, audience: 'readers', by: 'Prov Person' })
  await beginIssue(service.services, id)
  await runWaiting(service, sendNews as never)
  return (await sentTo(service, email)).at(-1)?.body_html ?? ''
}
const pictureOf = (html: string) => /<img src="([^"]+)"/.exec(html)?.[1] ?? null
const opened = async (id: string) =>
  (await rows('select opened_on from mail_beacon where consent_id = $1', [id])).map(r => r.opened_on)

describe('a picture in news', () => {
  test(
    'is there for a reader who said yes beforehand to just that, and for nobody else',
    clause('P-17.1', 'X-19'),
    async () => {
      const [yes, no, silent] = [await reader(), await reader(), await reader()]
      // The question stands apart from the newsletter's, on a page that fetches nothing and has nothing chosen.
      const ask = (await (await fetch(service.url + yes.question)).text()).replace(/<style>[\s\S]*?<\/style>/, '')
      expect(ask).toContain('Får vi se om du öppnar nyhetsbreven?')
      expect(ask).not.toMatch(/<img|checked|\/punkt\//)
      expect(await (await fetch(`${service.url}/nyhetsbrev`)).text()).not.toMatch(/öppnas|öppnar|matning/)
      expect((await answers(yes.question, 'ja')).status).toBe(303)
      expect((await answers(no.question, 'nej')).status).toBe(303)
      expect(
        await rows('select purpose, action from consent_event where consent_id = $1 order by seq', [yes.id]),
      ).toEqual([
        { purpose: 'newsletter', action: 'given' },
        { purpose: 'mail-measuring', action: 'given' },
      ])
      const html = await letters(yes.email)
      expect(pictureOf(html)).toMatch(/^http:\/\/localhost:\d+\/punkt\/[\w-]{32}$/)
      expect(html.match(/<img/g)).toHaveLength(1)
      // It tells that it is measured and how to end it.
      expect(html).toContain('Du har sagt ja till att vi ser när brevet öppnas')
      expect(html).toContain(yes.question)
      for (const r of [no, silent]) {
        const [letter] = (await sentTo(service, r.email)).slice(-1)
        expect(letter?.subject).toBe('Nytt')
        expect(letter?.body_html).not.toMatch(/<img|punkt/)
      }
    },
  )

  test(
    'dies with the yes, also in letters that came long before; an unknown one stores nothing either',
    clause('P-17.3', 'X-19', 'P-12.6'),
    async () => {
      const one = await reader()
      await answers(one.question, 'ja')
      const [first, second] = [pictureOf(await letters(one.email)), pictureOf(await letters(one.email))]
      expect(first).not.toBe(second)
      const fetched = await fetch(first as string, { headers: { 'user-agent': 'Prov/187.3' } })
      const bytes = Buffer.from(await fetched.arrayBuffer())
      expect([fetched.status, fetched.headers.get('content-type'), bytes.subarray(0, 3).toString()]).toEqual([
        200,
        'image/gif',
        'GIF',
      ])
      expect(fetched.headers.getSetCookie()).toEqual([])
      expect(await opened(one.id)).toEqual(['2026-11-24', null])
      // As many steps back as there: the same page, one button.
      expect((await answers(one.question, 'nej')).status).toBe(303)
      expect(await opened(one.id)).toEqual([])
      const before = JSON.stringify([
        await rows('select * from mail_beacon'),
        await rows('select count(*) from consent_event'),
      ])
      for (const dead of [
        first as string,
        second as string,
        `${service.url}/punkt/${'x'.repeat(32)}`,
        `${service.url}/punkt/x`,
      ]) {
        const answer = await fetch(dead)
        expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes)
      }
      expect(
        JSON.stringify([await rows('select * from mail_beacon'), await rows('select count(*) from consent_event')]),
      ).toBe(before)
      // The letters come as before, without it.
      expect(await letters(one.email)).not.toContain('<img')
      expect(await service.services.database.outside(tx => ledgerFaults(tx))).toEqual([])
      expect(service.logs.join('')).not.toContain('187.3')
    },
  )

  test('dies when the reader leaves, and when the yes lapses after twelve months', clause('X-19'), async () => {
    const [leaves, lapses] = [await reader(), await reader()]
    for (const r of [leaves, lapses]) await answers(r.question, 'ja')
    const html = await letters(leaves.email)
    await post(new URL(/href="([^"]*avregistrera[^"]*)"/.exec(html)?.[1] as string).pathname)
    const last = (id: string) =>
      rows(
        `select action from consent_event where consent_id = $1 and purpose = 'mail-measuring' order by seq desc limit 1`,
        [id],
      )
    expect([await last(leaves.id), await opened(leaves.id)]).toEqual([[{ action: 'withdrawn' }], []])
    expect(await opened(lapses.id)).toHaveLength(1)
    clock.set(new Date('2027-11-24T09:00:00.000Z'))
    await lapseConsents.run(service.services)
    expect([await last(lapses.id), await opened(lapses.id)]).toEqual([[{ action: 'expired' }], []])
    clock.set(BEGIN)
  })
})

describe('any other mail', () => {
  const sent: OutgoingMail[] = []
  const sender = checkedMail(
    {
      send: async (mail: OutgoingMail) => {
        sent.push(mail)
        return { reference: 'r', delivered: false }
      },
    },
    clock,
  )
  const mail: OutgoingMail = {
    to: 'a@prov.example',
    from: { name: 'C', address: 'c@prov.example' },
    subject: 'x',
    text: 'x',
    html: '<p>x</p>',
    attachments: [],
    reference: 'r',
  }
  const picture = 'https://offert.example/punkt/x'
  const tag = `<img src="${picture}" width="1" height="1" alt="" style="border:0">`

  test.each([
    ['a picture', '<p><img src="https://x.example/p.gif"></p>'],
    ['a picture that is drawn by style', '<p style="background-image:url(https://x.example/p)">x</p>'],
    ['a background', '<table background="https://x.example/p">x</table>'],
    ['a sheet', '<link rel="stylesheet" href="https://x.example/a.css">'],
    ['a font', '<style>@font-face{src:url(x)}</style>'],
    ['a frame', '<iframe src="https://x.example/"></iframe>'],
    ['a picture of ours', tag],
  ])('with %s does not leave', clause('P-17.1', 'X-19'), (_, html) => {
    expect(() => sender.send({ ...mail, html })).toThrow('would fetch something')
  })

  test(
    'to a company’s client cannot be measured: no switch leads there, and the port refuses it',
    clause('P-17.1', 'X-19'),
    async () => {
      // The yes is known by the reader's own number; no table of a company has one.
      const measured = tables.filter(t => t.name.startsWith('mail_'))
      expect(measured.map(t => [t.tenancy, Object.keys(t.about ?? {})])).toEqual([
        ['none', ['visitor']],
        ['none', ['visitor']],
      ])
      const ofCompanies = declaredColumns(tables).filter(
        c => tables.find(t => t.name === c.table)?.tenancy === 'company',
      )
      expect(
        ofCompanies.filter(c => /track|measur|beacon|pixel|opened_by_picture/.test(c.column)).map(c => c.column),
      ).toEqual([])
      // Whoever would put one there all the same: what is not news has no picture.
      expect(() => sender.send({ ...mail, html: `<p>x</p>${tag}`, picture })).toThrow('would fetch something')
      expect(sent).toEqual([])
      const quote = await sentQuote(service.services)
      await runWaiting(service, sendDispatch as never)
      const [{ address }] = await rows('select address from outbox_message where subject like $1 limit 1', ['Offert%'])
      expect(quote.links.length).toBeGreaterThan(0)
      expect((await sentTo(service, address)).at(-1)?.body_html).not.toMatch(/<img|punkt/)
      const out = 'https://offert.example/ut'
      await sender.send({ ...mail, text: out, html: `<a href="${out}">x</a>${tag}`, picture, unsubscribe: out })
      expect(sent).toHaveLength(1)
      // Nor a second one beside it.
      expect(() =>
        sender.send({ ...mail, text: out, html: `<a href="${out}">x</a>${tag}${tag}`, picture, unsubscribe: out }),
      ).toThrow()
    },
  )

  test('says to whoever carries it on that nothing is to be measured', clause('P-17.3'), async () => {
    const received: string[] = []
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, _, done) {
        let text = ''
        stream.on('data', part => {
          text += part
        })
        stream.on('end', () => {
          received.push(text)
          done()
        })
      },
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const address = server.server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const smtp = smtpMail({ smtpUrl: `smtp://127.0.0.1:${port}?pool=false`, from: 'c@prov.example', encrypted: false })
    await service.services.door.through('mail', () => smtp.send(mail))
    await new Promise<void>(resolve => server.close(() => resolve()))
    for (const [name, value] of Object.entries(UNMEASURED))
      expect(received[0]?.replace(/\s+/g, ' ').toLowerCase()).toContain(`${name}: ${value}`.toLowerCase())
  })

  test(
    'tells that it arrived by the mail server and that the document was opened by the room, and never that it was read',
    clause('P-17.3'),
    async () => {
      const src = join(import.meta.dirname, '..')
      const words = readdirSync(src, { recursive: true, encoding: 'utf8' })
        .filter(path => /\.(messages|words)\.tsx?$/.test(path))
        .map(path => readFileSync(join(src, path), 'utf8'))
        .join('\n')
      expect(words.length).toBeGreaterThan(10_000)
      expect(words).not.toMatch(
        /har läst (offerten|dokumentet|avtalet|brevet)|är läst|blivit läst|has read the|was read\b/i,
      )
      // Opened is a visit by the receiver's own link, and the mail's state is the server's.
      const quote = await sentQuote(service.services)
      await runWaiting(service, sendDispatch as never)
      const [dispatch] = await rows('select * from dispatch where document_id = $1 limit 1', [quote.documentId])
      expect(Object.keys(dispatch).filter(k => /open|read|click/.test(k))).toEqual([])
    },
  )
})
