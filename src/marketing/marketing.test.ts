import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sendAccountMail } from '../accounts/account-mail.ts'
import { makeCompany } from '../accounts/accounts.ts'
import { runNews } from '../cli/news.ts'
import { hasConsented } from '../consent/consented.ts'
import { eventsOf, keepText, ledgerFaults, newConsentId, record } from '../consent/ledger.ts'
import { BALANCING_DAYS, balancingFaults, balancings } from '../datamap/balancing.ts'
import { declaredColumns, faults } from '../datamap/register.ts'
import { type Table, table, text, uuid } from '../datamap/table.ts'
import type { Use } from '../datamap/vocabulary.ts'
import { addDays, endOfDayStockholm, stockholmDate } from '../kernel/dates.ts'
import { selling, sentences, templates } from '../operator/templates.ts'
import { movableClock } from '../platform/clock.ts'
import { makeDoor } from '../platform/outbound/door.ts'
import { rowKeys, rowOf } from '../platform/outbound/register/rows.ts'
import { checkedMail } from '../platform/ports/checked.ts'
import { mailSender, type OutgoingMail } from '../platform/ports/mail.ts'
import { placeStop } from '../privacy/rights/stops.ts'
import { tables } from '../schema.ts'
import { ask } from '../testing/ask.ts'
import { clause } from '../testing/clause.ts'
import { runWaiting, sentTo } from '../testing/run-waiting.ts'
import { sentQuote } from '../testing/sent-quote.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { chooseNews, getsNews, offerNews, relationEnded } from './customers.ts'
import { beginIssue, planIssue, stopIssue } from './issues.ts'
import { consentShown } from './newsletter-consent.ts'
import { confirmNewsletterMail, forgetUnconfirmed } from './readers.ts'
import { receiverOf, sendNews } from './send-news.ts'
import { addressHash, followRights, isSuppressed, suppress, wayOutPath } from './suppression.ts'

const BEGINNING = new Date('2026-11-23T12:00:00Z')
const clock = movableClock(BEGINNING)
const SECRET = '0123456789abcdef0123456789abcdef'
let service: TestService
beforeAll(async () => {
  service = await startTestService({
    jobs: false,
    clock,
    env: {
      CLING_SMS_USERNAME: 'x',
      CLING_SMS_PASSWORD: 'y',
      CLING_SMS_REPORT_SECRET: SECRET,
      CLING_OPERATOR_ADDRESS: 'Provgatan 1, 211 11 Malmö',
    },
  })
})
afterAll(() => service.close())
beforeEach(() => clock.set(BEGINNING))

const outside = <T>(work: Parameters<typeof service.services.database.outside<T>>[0]) =>
  service.services.database.outside(work)
let made = 0
const address = (who: string) => `${who}${made++}@prov.example`
const hashOf = (email: string) => addressHash(service.services.secrets, email)
const suppressed = (email: string) => outside(tx => isSuppressed(tx, hashOf(email)))
const run = () => runWaiting(service, sendNews as never)

const content = {
  name: 'host-2026',
  advertiser: '878000-3656',
  subject: { sv: 'Nytt i höst', en: 'New this autumn' },
  paragraphs: { sv: ['Nu kan du förlänga en offert.'], en: ['You can now prolong a quote.'] },
  button: { label: { sv: 'Se hur', en: 'See how' }, path: '/app/' },
}
type Audience = Parameters<typeof planIssue>[1]['audience']
const issue = async (audience: Audience = 'everybody') =>
  (await planIssue(service.services, { content, audience, by: 'Prov Person' })).id
/** Sends an issue to everybody it is for. */
const sendAll = async (audience: Audience = 'everybody') => {
  const id = await issue(audience)
  await beginIssue(service.services, id)
  await run()
  return id
}
const news = async (email: string) => (await sentTo(service, email)).filter(m => m.subject === content.subject.sv)
const reasons = (issueId: string) =>
  ask(service.ownerUrl, 'select kind, state, reason from news_dispatch where issue_id = $1', [issueId])

const post = (path: string, fields: Record<string, string> = {}) =>
  fetch(service.url + path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
/** Asks for the newsletter as a visitor does, and says what the mail's link is. */
async function asks(email: string): Promise<string> {
  const response = await post('/nyhetsbrev', { email, ja: '1' })
  expect(response.status).toBe(303)
  await runWaiting(service, confirmNewsletterMail as never)
  const mail = (await sentTo(service, email)).at(-1)
  return /\/nyhetsbrev\/bekrafta\/[\w-]+/.exec(mail?.body_text ?? '')?.[0] ?? ''
}
async function reads(email: string): Promise<void> {
  expect((await post(await asks(email))).status).toBe(200)
}
/** A company with one member, who was offered the way out. */
async function customer(options: { email?: string; offered?: boolean; phone?: string } = {}) {
  const email = options.email ?? address('kund')
  const company = await makeCompany(service.services, {
    company: 'Prov El AB',
    email,
    passwordHash: '',
    language: 'sv',
    confirmed: true,
  })
  if (options.offered !== false) await offerNews(service.services, company.accountId, { where: 'sign-up', no: false })
  if (options.phone)
    await ask(service.ownerUrl, 'update member set phone = $1 where id = $2', [options.phone, company.memberId])
  return { email, ...company }
}
const readerOf = async (email: string) =>
  (await ask(service.ownerUrl, 'select * from newsletter_reader where address_hash = $1', [hashOf(email)]))[0]
const wayOutIn = (body: string) => new URL(/https?:\S+\/integritet\/avregistrera\/\S+/.exec(body)?.[0] ?? '').pathname

describe('the newsletter', () => {
  test(
    'goes to nobody before the address is confirmed, and then what was shown is written down',
    clause('P-8.17', 'P-9.6', 'X-5', 'L-14'),
    async () => {
      const email = address('lasare')
      const link = await asks(email)
      // One mail, which asks and tells of nothing.
      expect((await sentTo(service, email)).map(m => m.subject)).toEqual(['Bekräfta Clings nyhetsbrev'])
      const before = await readerOf(email)
      expect(before.confirmed_at).toBe(null)
      expect(await outside(tx => eventsOf(tx, before.id))).toEqual([])
      await sendAll('readers')
      expect(await news(email)).toEqual([])
      // Fetching the link confirms nothing: programs do that.
      expect((await fetch(service.url + link)).status).toBe(200)
      expect((await readerOf(email)).confirmed_at).toBe(null)
      expect((await post(link)).status).toBe(200)
      const [event, ...more] = await outside(tx => eventsOf(tx, before.id))
      expect(more).toEqual([])
      expect(event).toMatchObject({ purpose: 'newsletter', action: 'given', language: 'sv' })
      // The words the ledger keeps are those that stand beside the box.
      const page = await (await fetch(`${service.url}/nyhetsbrev`)).text()
      expect(event?.markup?.length).toBeGreaterThan(50)
      expect(page).toContain(event?.markup)
      expect(await outside(ledgerFaults)).toEqual([])
      // Pressed again it is the same yes.
      expect((await post(link)).status).toBe(200)
      expect(await outside(tx => eventsOf(tx, before.id))).toHaveLength(1)
      await sendAll('readers')
      expect(await news(email)).toHaveLength(1)
    },
  )

  test.each([
    ['without the tick', { email: 'utan@prov.example' }, 'Kryssa i rutan'],
    ['to what is no address', { email: 'ingen adress', ja: '1' }, '@'],
  ])('is not ordered %s', clause('P-8.17'), async (_, fields, said) => {
    const response = await post('/nyhetsbrev', fields as never)
    expect(response.status).toBe(422)
    expect(await response.text()).toContain(said)
    expect(await sentTo(service, fields.email)).toEqual([])
  })

  test(
    'is not confirmed by another link, or by one that is too old; the address is then forgotten',
    clause('P-8.17'),
    async () => {
      const email = address('gammal')
      const link = await asks(email)
      const other = link.slice(0, -1) + (link.endsWith('A') ? 'B' : 'A')
      expect((await post(other)).status).toBe(410)
      clock.pass(3 * 86_400_000 + 1)
      expect((await post(link)).status).toBe(410)
      expect((await readerOf(email)).confirmed_at).toBe(null)
      clock.pass(4 * 86_400_000)
      await forgetUnconfirmed.run(service.services)
      expect(await readerOf(email)).toBe(undefined)
    },
  )

  test(
    'is left by the link of any letter: the yes is taken back, the address goes, the hash stays',
    clause('P-8.18', 'P-12.5'),
    async () => {
      const email = address('lamnar')
      await reads(email)
      const { id } = await readerOf(email)
      await sendAll('readers')
      const [letter] = await news(email)
      const path = wayOutIn(letter?.body_text ?? '')
      const queued = await issue('readers')
      await beginIssue(service.services, queued)
      // As a mail program does: no cookie, no login, no page.
      const response = await post(path, { 'List-Unsubscribe': 'One-Click' })
      expect(response.status).toBe(200)
      expect(await readerOf(email)).toBe(undefined)
      expect((await outside(tx => eventsOf(tx, id))).map(e => e.action)).toEqual(['given', 'withdrawn'])
      expect(await suppressed(email)).toBe(true)
      expect(JSON.stringify(await ask(service.ownerUrl, 'select * from suppression'))).not.toContain(email)
      // Neither what was queued nor what comes after.
      await run()
      await sendAll('everybody')
      expect(await news(email)).toHaveLength(1)
      // Whoever says yes again, and proves it, gets it again.
      await reads(email)
      await sendAll('readers')
      expect(await news(email)).toHaveLength(2)
    },
  )

  test('ends when the yes in the ledger has lapsed', async () => {
    const email = address('lapsar')
    await reads(email)
    const { id } = await readerOf(email)
    await ask(service.superuserUrl, `update consent_event set action = 'expired' where consent_id = $1`, [id])
    const issueId = await sendAll('readers')
    expect(await news(email)).toEqual([])
    expect(await reasons(issueId)).toContainEqual({ kind: 'reader', state: 'not-sent', reason: 'no-consent' })
    await forgetUnconfirmed.run(service.services)
    expect(await readerOf(email)).toBe(undefined)
  })
})

describe('news to customers', () => {
  test(
    'has a link in words, a header for one click, who sends it and where they are found',
    clause('P-5.7', 'P-8.18', 'L-14', 'X-5'),
    async () => {
      const { email } = await customer()
      const reader = address('lasare')
      await reads(reader)
      const sent: OutgoingMail[] = []
      const port = service.services.ports.get(mailSender)
      const send = port.send
      port.send = async mail => {
        sent.push(mail)
        return send(mail)
      }
      try {
        await sendAll()
      } finally {
        port.send = send
      }
      expect(sent.map(m => m.to)).toEqual(expect.arrayContaining([email, reader]))
      for (const mail of sent) {
        const url = service.url + wayOutPath(service.services.secrets, hashOf(mail.to))
        expect(mail.unsubscribe).toBe(url)
        expect(mail.text).toContain(`Avregistrera dig:\n${url}`)
        expect(mail.html).toContain(`href="${url}"`)
        expect(mail.text).toContain('Prov Drift AB · Provgatan 1, 211 11 Malmö')
        // The address of nobody stands in the link.
        expect(decodeURIComponent(url)).not.toContain('@')
      }
    },
  )

  test('does not leave without its way out in words and in the header', clause('P-5.7', 'P-8.18'), async () => {
    const left: OutgoingMail[] = []
    const sender = checkedMail(
      {
        send: async (mail: OutgoingMail) => {
          left.push(mail)
          return { reference: 'r', delivered: false }
        },
      },
      clock,
    )
    const url = 'https://offert.example/integritet/avregistrera/x'
    const mail = {
      to: 'a@prov.example',
      from: { name: 'C', address: 'c@prov.example' },
      subject: 'x',
      attachments: [],
      reference: 'r',
    }
    const whole = { ...mail, text: `x ${url}`, html: `<a href="${url}">x</a>`, unsubscribe: url }
    for (const lacking of [{ text: 'x' }, { html: '<p>x</p>' }, { unsubscribe: 'mailto:x@prov.example' }])
      expect(() => sender.send({ ...whole, ...lacking })).toThrow('without its way out')
    expect(left).toEqual([])
    await sender.send(whole)
    expect(left).toHaveLength(1)
    // The door lets nothing out for that purpose but through the one job that makes such a letter.
    const root = join(import.meta.dirname, '..')
    const who = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter(p => /\.tsx?$/.test(p) && !/\.test\.tsx?$/.test(p) && !/tables\.ts$/.test(p))
      .filter(p =>
        /disclose\(tx, \{[^}]*processor: 'mail',[^}]*purpose: 'marketing'/s.test(readFileSync(join(root, p), 'utf8')),
      )
    expect(who).toEqual(['marketing/send-news.ts'])
  })

  test(
    'that is queued obeys a no that was said since, in whatever way it was said',
    clause('P-5.7', 'P-12.5', 'X-27', 'P-13.10'),
    async () => {
      const { services } = service
      const ways: Record<string, (c: Awaited<ReturnType<typeof customer>>) => Promise<unknown>> = {
        link: c => post(wayOutPath(services.secrets, hashOf(c.email))),
        program: c => post(wayOutPath(services.secrets, hashOf(c.email)), { 'List-Unsubscribe': 'One-Click' }),
        account: c => services.database.company(c.companyId, tx => chooseNews(services, tx, c.accountId, false)),
        support: c => runNews(services, ['no', c.email]),
        phone: c => runNews(services, ['no', c.email.toUpperCase(), '--how', 'phone']),
        post: c => runNews(services, ['no', ` ${c.email} `, '--how', 'post']),
        rights: async c => {
          const person = { kind: 'member', accountId: c.accountId } as const
          await outside(tx => placeStop(services, tx, { person, kind: 'opt-out', purpose: null, caseId: null }))
        },
      }
      const people = await Promise.all(Object.keys(ways).map(async way => ({ way, ...(await customer()) })))
      const stays = await customer()
      const id = await issue('customers')
      await beginIssue(services, id)
      for (const p of people) await ways[p.way]?.(p)
      await run()
      for (const p of people) expect(await news(p.email), p.way).toEqual([])
      expect(await news(stays.email)).toHaveLength(1)
      const why = (await reasons(id)).filter(r => r.state === 'not-sent').map(r => r.reason)
      expect(why.filter(r => r === 'said-no')).toHaveLength(people.length - 1)
      expect(why.filter(r => r === 'stopped-by-right')).toHaveLength(1)
      // What was said in a case stands in the one list as well, and outlives the case.
      await followRights.run(services)
      for (const p of people) expect(await suppressed(p.email), p.way).toBe(true)
    },
  )

  test(
    'a no holds for every channel: the address and every number of the account',
    clause('P-12.5', 'X-27'),
    async () => {
      const c = await customer({ phone: '+46701740605' })
      await service.services.database.company(c.companyId, tx => chooseNews(service.services, tx, c.accountId, false))
      expect([await suppressed(c.email), await suppressed('070-174 06 05')]).toEqual([true, true])
      // And a text message that says STOPP, from a number in whatever form the operator writes it.
      const other = '0046701740606'
      expect(await suppressed('+46701740606')).toBe(false)
      expect((await post('/sms/svar/gissad', { sender: other, text: 'STOPP' })).status).toBe(404)
      expect((await post(`/sms/svar/${SECRET}`, { sender: other, text: 'Tack' })).status).toBe(200)
      expect(await suppressed('+46701740606')).toBe(false)
      const answer = await post(`/sms/svar/${SECRET}`, { sender: other, text: ' stopp nu' })
      expect([answer.status, await answer.text(), await suppressed('+46701740606')]).toEqual([200, '', true])
    },
  )

  test('a no outlives everything else that is known of somebody', clause('P-5.7', 'P-8.18'), async () => {
    const c = await customer()
    await post(wayOutPath(service.services.secrets, hashOf(c.email)))
    for (const sql of [
      'delete from news_dispatch where member_id = $1',
      'delete from member where id = $1',
      'delete from company where id = (select company_id from member where id = $1)',
    ])
      await ask(service.superuserUrl, sql, [c.memberId])
    await ask(service.superuserUrl, 'delete from account where id = $1', [c.accountId])
    // The same address comes back as a new customer: nothing is sent.
    const again = await customer({ email: c.email })
    expect(again.accountId).not.toBe(c.accountId)
    await sendAll('customers')
    expect(await news(c.email)).toEqual([])
  })

  test(
    'goes only to those who were offered to be without when they gave the address',
    clause('X-5', 'L-14'),
    async () => {
      const never = await customer({ offered: false })
      const said = await customer({ offered: false })
      await offerNews(service.services, said.accountId, { where: 'invitation', no: true })
      const may = await customer()
      await sendAll('customers')
      expect([await news(never.email), await news(said.email)]).toEqual([[], []])
      expect(await news(may.email)).toHaveLength(1)
      // Also one that was queued for somebody who was never asked.
      const to = { kind: 'member', companyId: never.companyId, memberId: never.memberId } as const
      const ask = () => service.services.database.company(never.companyId, tx => receiverOf(service.services, tx, to))
      expect(await ask()).toBe('never-offered')
      expect(
        await service.services.database.company(may.companyId, tx => getsNews(service.services, tx, may.accountId)),
      ).toBe(true)
    },
  )

  test(
    'the way out is offered where the address is confirmed, and a tick there is a no',
    clause('X-5', 'L-14'),
    async () => {
      const email = address('ny')
      const cookie = (
        await post('/registrera', { company: 'Prov Rör AB', email, password: 'en lagom lång mening' })
      ).headers
        .getSetCookie()
        .map(c => c.split(';')[0])
        .join('; ')
      await runWaiting(service, sendAccountMail as never)
      const link = /\/bekrafta\/[\w-]+/.exec((await sentTo(service, email))[0]?.body_text ?? '')?.[0] as string
      const page = await (await fetch(service.url + link, { headers: { cookie } })).text()
      expect(page).toMatch(/<input type="checkbox" name="nyheter" value="nej"/)
      expect(page).not.toMatch(/name="nyheter"[^>]*checked/)
      const done = await fetch(service.url + link, {
        method: 'POST',
        headers: { cookie },
        body: new URLSearchParams({ nyheter: 'nej' }),
        redirect: 'manual',
      })
      expect(done.status).toBe(303)
      expect(await suppressed(email)).toBe(true)
    },
  )

  test('is planned, looked at, sent, listed and stopped by a command', async () => {
    const { email } = await customer()
    const file = join(mkdtempSync(join(tmpdir(), 'cling-news-')), 'brev.json')
    writeFileSync(file, JSON.stringify(content))
    const command = (...args: string[]) => runNews(service.services, args)
    const plan = await command('plan', file, '--to', 'customers', '--by', 'Prov Person')
    expect(plan).toContain('Nu kan du förlänga en offert.')
    expect(plan).toMatch(/Går till 0 läsare, \d+ kunder och \d+ tidigare kunder\./)
    // Planning sends nothing.
    await run()
    expect(await news(email)).toEqual([])
    const id = /news send (\S+)/.exec(plan)?.[1] as string
    expect(await command('send', id)).toMatch(/^\d+ brev står i kö/)
    await run()
    expect(await news(email)).toHaveLength(1)
    expect(await command('list')).toContain(`${id}  host-2026  skickat`)
    expect(await command('stop', id)).toContain('Stoppat')
    expect(await command('list')).toContain(`${id}  host-2026  stoppat`)
    expect(await command('vad')).toContain('news plan FIL')
  })

  test('stops in the queue when the issue is stopped, and is begun once', async () => {
    const { email } = await customer()
    const id = await issue('customers')
    await beginIssue(service.services, id)
    await expect(beginIssue(service.services, id)).rejects.toMatchObject({ code: 'news-begun' })
    await stopIssue(service.services, id)
    await run()
    expect(await news(email)).toEqual([])
    const old = await issue('customers')
    clock.pass(86_400_001)
    await expect(beginIssue(service.services, old)).rejects.toMatchObject({ code: 'news-plan-old' })
  })
})

describe('a former customer', () => {
  const former = async () => {
    const c = await customer()
    await service.services.database.company(c.companyId, tx => relationEnded(service.services, tx, c.companyId))
    await ask(service.ownerUrl, 'update member set left_at = $1 where id = $2', [clock.now(), c.memberId])
    return c
  }
  const lastDay = addDays(stockholmDate(BEGINNING), 365)

  test(
    'is written to on day 365 and never on day 366, as days are counted in Sweden',
    clause('P-13.9', 'X-22'),
    async () => {
      const c = await former()
      clock.set(endOfDayStockholm(lastDay))
      const first = await issue('customers')
      await beginIssue(service.services, first)
      const second = await issue('customers')
      await beginIssue(service.services, second)
      const [one, two] = await Promise.all(
        [first, second].map(
          async id =>
            (
              await ask(
                service.ownerUrl,
                `select d.id from news_dispatch d join former_customer f on f.id = d.former_id where issue_id = $1 and f.address_hash = $2`,
                [id, hashOf(c.email)],
              )
            )[0]?.id,
        ),
      )
      await sendNews.run(service.services, { dispatchId: one }, 1)
      expect(await news(c.email)).toHaveLength(1)
      // What was queued on the last day and is late does not leave on the next.
      clock.pass(1)
      await sendNews.run(service.services, { dispatchId: two }, 1)
      expect(await news(c.email)).toHaveLength(1)
      expect(await reasons(second)).toContainEqual({ kind: 'former', state: 'not-sent', reason: 'too-long-ago' })
      const kept = tables.find(t => t.name === 'former_customer')?.keep
      expect(kept).toEqual({ for: '365 days', after: 'relation-ended', ending: 'erase' })
    },
  )

  test('who says no is written to no more, also on the first day', clause('P-13.10', 'X-22'), async () => {
    const c = await former()
    const id = await issue('customers')
    await beginIssue(service.services, id)
    await post(wayOutPath(service.services.secrets, hashOf(c.email)))
    await run()
    expect(await news(c.email)).toEqual([])
    // Kept for nothing else, so nothing is kept.
    expect(
      await ask(service.ownerUrl, 'select 1 from former_customer where address_hash = $1', [hashOf(c.email)]),
    ).toEqual([])
    const said = await customer()
    await outside(tx => suppress(service.services, tx, [hashOf(said.email)], 'support'))
    await service.services.database.company(said.companyId, tx => relationEnded(service.services, tx, said.companyId))
    expect(
      await ask(service.ownerUrl, 'select 1 from former_customer where address_hash = $1', [hashOf(said.email)]),
    ).toEqual([])
  })
})

describe('the interest that news to customers rests on', () => {
  test('is weighed, and holds for two years and not a day more', clause('P-5.6'), async () => {
    const today = stockholmDate(new Date())
    expect(balancingFaults(tables, today)).toEqual([])
    const relied = declaredColumns(tables).flatMap(c =>
      c.personal ? [c.personal.use, ...(c.personal.also ?? []).map(a => a.use)] : [],
    )
    const ofCustomers = relied.filter(
      u => u.role === 'controller' && u.purpose === 'marketing' && u.ground.art === '6.1.f',
    )
    expect(ofCustomers.length).toBeGreaterThan(1)
    for (const use of ofCustomers) expect(use).toMatchObject({ ground: { interest: 'LIA-3' } })
    const last = addDays(balancings['LIA-3']?.weighed ?? '', BALANCING_DAYS)
    expect(balancingFaults(tables, addDays(last, 1)).join()).toContain(
      'LIA-3 is relied on and was not weighed within two years',
    )
    const c = await customer()
    const to = { kind: 'member', companyId: c.companyId, memberId: c.memberId } as const
    const ask = () => service.services.database.company(c.companyId, tx => receiverOf(service.services, tx, to))
    clock.set(endOfDayStockholm(last))
    expect(await ask()).toEqual({ email: c.email, language: 'sv' })
    clock.pass(1)
    expect(await ask()).toBe('interest-too-old')
  })

  test.each([
    ['another’s number', { advertiser: '799900-0040' }],
    ['no number', { advertiser: 'Prov Drift AB' }],
    ['a link elsewhere', { paragraphs: { sv: ['Se https://annan.example/erbjudande'], en: ['x'] } }],
    ['a link elsewhere without scheme', { subject: { sv: 'Se www.annan.example', en: 'x y' } }],
  ])('covers our own service alone: a letter with %s is refused', clause('P-5.6'), async (_, change) => {
    await expect(
      planIssue(service.services, { content: { ...content, ...change }, audience: 'customers', by: 'Prov' }),
    ).rejects.toMatchObject({ code: 'news-of-somebody-else' })
  })

  test('a letter that cannot be read, or that nobody sends, is refused', async () => {
    const plan = (json: unknown, by = 'Prov') => planIssue(service.services, { content: json, audience: 'readers', by })
    await expect(plan({ ...content, subject: { sv: 'x' } })).rejects.toMatchObject({ code: 'news-content-wrong' })
    await expect(
      plan({ ...content, button: { label: content.subject, path: 'https://x.example' } }),
    ).rejects.toMatchObject({ code: 'news-content-wrong' })
    await expect(plan(content, ' ')).rejects.toMatchObject({ code: 'news-by-nobody' })
  })
})

describe('nobody else', () => {
  test(
    'a client of a company is refused at the door, whatever column the address stands in',
    clause('P-6.12'),
    async () => {
      const quote = await sentQuote(service.services)
      const ofClients = declaredColumns(tables).filter(
        c => ['client', 'co-applicant'].includes(c.personal?.subject ?? '') && c.personal?.shared?.includes('mail'),
      )
      expect(ofClients.map(c => `${c.table}.${c.column}`)).toContain('dispatch.address')
      const { door, database, newId } = service.services
      const disclose = (column: string, purpose: 'marketing' | 'deliver') =>
        database.company(quote.companyId, tx =>
          door.disclose(tx, {
            id: newId(),
            processor: 'mail',
            purpose,
            columns: [column],
            subject: { kind: 'client', id: null },
            documentId: null,
          }),
        )
      for (const c of ofClients)
        await expect(disclose(`${c.table}.${c.column}`, 'marketing'), c.column).rejects.toMatchObject({
          code: expect.stringMatching(/^outbound-(purpose|column)-refused$/),
        })
      await disclose('dispatch.address', 'deliver')
      await disclose('account.email', 'marketing')
      // It is no mistake somebody could make in a declaration either: it does not compile.
      // @ts-expect-error What is held for a company has no purpose of ours.
      const use: Use = { role: 'processor', purpose: 'marketing', instruction: 'I-2' }
      expect(use.role).toBe('processor')
      // And a whole round of news to everybody reaches none of the quote's receivers.
      const people = await ask(
        service.ownerUrl,
        'select email from client where email is not null union select email from client_person where email is not null',
      )
      expect(people.length).toBeGreaterThan(1)
      await sendAll()
      for (const { email } of people) expect(await news(email)).toEqual([])
    },
  )

  test('an address that nobody registered for it, or that is gone, is refused', clause('P-9.6'), async () => {
    const unknown = { kind: 'reader', readerId: '00000000-0000-4000-8000-000000000000' } as const
    expect(await outside(tx => receiverOf(service.services, tx, unknown))).toBe('no-consent')
    const email = address('obekraftad')
    await asks(email)
    const { id } = await readerOf(email)
    expect(await outside(tx => receiverOf(service.services, tx, { kind: 'reader', readerId: id }))).toBe('no-consent')
    await outside(async tx => {
      await tx.deleteFrom('newsletter_reader').where('id', '=', id).execute()
    })
    expect(await outside(tx => receiverOf(service.services, tx, { kind: 'reader', readerId: id }))).toBe('no-consent')
  })

  test('what is held of a visitor is used for marketing with consent alone', clause('P-9.8', 'X-5'), () => {
    const ofVisitors = (list: readonly Table[]) =>
      declaredColumns(list).flatMap(c =>
        c.personal?.subject === 'visitor'
          ? [c.personal.use, ...(c.personal.also ?? []).map(a => a.use)]
              .filter(u => u.purpose === 'marketing')
              .map(u => (u.role === 'controller' ? u.ground.art : 'none'))
          : [],
      )
    expect(new Set(ofVisitors(tables))).toEqual(new Set(['6.1.a']))
    const planted = table('planted', {
      tenancy: 'none',
      is: 'x',
      about: { visitor: 'id' },
      use: { role: 'controller', purpose: 'marketing', ground: { art: '6.1.f', interest: 'LIA-3' } },
      keep: { for: '1 day', after: 'row-created', ending: 'erase' },
      columns: { id: uuid('nothing-personal'), email: text({ holds: 'contact' }) },
    }) as Table
    expect(faults([planted])).toContain(
      'planted.email is a visitor’s and is used for marketing on an interest: that needs their consent.',
    )
  })
})

describe('a list to an ad network', () => {
  const recipient = { company: 'Prov Annons AB', country: 'SE', place: 'SE', transfer: null }
  const keep = { for: '1 day', after: 'row-created', ending: 'erase' } as const
  const ground = { art: '6.1.a', consent: 'newsletter' } as const
  /** A door with a network that would take one, and a column that might go there. */
  const door = makeDoor({
    columns: [
      {
        table: 'account',
        column: 'email',
        personal: {
          holds: 'contact',
          subject: 'member',
          shared: ['annonser'],
          use: { role: 'controller', purpose: 'audience', ground },
          keep,
        },
      },
    ],
    ports: [{ processor: 'annonser', discloses: ['account.email'] }],
    processors: [
      {
        key: 'annonser',
        name: 'x',
        does: { sv: 'x', en: 'x' },
        recipient,
        purposes: ['audience', 'marketing'],
        builtIn: false,
      },
    ],
    clock,
    consented: hasConsented,
  })

  test('leaves only with an active yes to that network, and nothing here makes one', clause('P-5.5'), async () => {
    const c = await customer()
    const { services } = service
    const upload = (purpose: 'audience' | 'marketing' = 'audience', id: string | null = c.memberId, kind = 'member') =>
      services.database.company(c.companyId, tx =>
        door.disclose(tx, {
          id: services.newId(),
          processor: 'annonser',
          purpose,
          columns: ['account.email'],
          subject: { kind, id },
          documentId: null,
        }),
      )
    const refused = { code: 'outbound-consent-missing' }
    await expect(upload()).rejects.toMatchObject(refused)
    // The ground for news does not do: it is a purpose of its own.
    await expect(upload('marketing')).rejects.toMatchObject({ code: 'outbound-purpose-refused' })
    const consentId = newConsentId()
    const say = (purpose: string, action: 'given' | 'withdrawn') =>
      outside(async tx => {
        const textHash = await keepText(services, tx, { ...consentShown('sv'), layer: 'settings', language: 'sv' })
        await record(services, tx, [
          { consentId, purpose, action, textHash, policyVersion: 1, language: 'sv', zone: 'website', method: 'chosen' },
        ])
      })
    await say('annonser', 'given')
    // Said in some browser: nobody knows whose, and it is nobody's here.
    await expect(upload()).rejects.toMatchObject(refused)
    await outside(tx =>
      tx
        .insertInto('consent_account')
        .values({ account_id: c.accountId, consent_id: consentId, at: clock.now() })
        .execute(),
    )
    await upload()
    await expect(upload('audience', null)).rejects.toMatchObject(refused)
    await expect(upload('audience', c.memberId, 'client')).rejects.toMatchObject(refused)
    await say('annonser', 'withdrawn')
    await expect(upload()).rejects.toMatchObject(refused)
    // Yes to something else is no yes to this.
    await say('function', 'given')
    await expect(upload()).rejects.toMatchObject(refused)
    // The channels here are our own: no supplier of annex 1 takes a list, and no column may go on one.
    expect(rowKeys.filter(key => rowOf(key).purposes.includes('audience'))).toEqual([])
    const uses = declaredColumns(tables).flatMap(x =>
      x.personal ? [x.personal.use, ...(x.personal.also ?? []).map(a => a.use)] : [],
    )
    expect(uses.map(u => u.purpose)).not.toContain('audience')
    await expect(
      services.database.company(c.companyId, tx =>
        services.door.disclose(tx, {
          id: services.newId(),
          processor: 'mail',
          purpose: 'audience',
          columns: ['account.email'],
          subject: { kind: 'member', id: c.memberId },
          documentId: null,
        }),
      ),
    ).rejects.toMatchObject({ code: 'outbound-purpose-refused' })
  })
})

describe('somebody who is a customer and a visitor both', () => {
  test('is under the rule that protects them more, whichever way they came in', clause('X-6'), async () => {
    // As a visitor they took their yes back: that they are a customer too makes nothing good again.
    const left = await customer()
    await reads(left.email)
    await sendAll()
    expect(await news(left.email)).toHaveLength(2)
    await post(wayOutPath(service.services.secrets, hashOf(left.email)))
    await sendAll()
    expect(await news(left.email)).toHaveLength(2)
    // As a customer they declined: an address that somebody types in a form opens nothing, until they say yes themselves.
    const declined = await customer({ offered: false })
    await offerNews(service.services, declined.accountId, { where: 'sign-up', no: true })
    await asks(declined.email)
    await sendAll()
    expect(await news(declined.email)).toEqual([])
    // A member nobody offered a way out to, who never confirmed as a reader, is neither a customer to be told nor a visitor who asked.
    const neither = await customer({ offered: false })
    await asks(neither.email)
    await sendAll()
    expect(await news(neither.email)).toEqual([])
  })
})

describe('operations and news', () => {
  /** Files that hand a mail or a text message to whoever carries it. */
  const root = join(import.meta.dirname, '..')
  const senders = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(p => p.endsWith('.ts') && !p.endsWith('.test.ts') && !p.startsWith('testing/'))
    .filter(p => /ports\.get\((mailSender|smsSender)\)/.test(readFileSync(join(root, p), 'utf8')))

  test('are told apart for everything that is sent, by somebody who has read it', clause('P-5.4'), () => {
    expect(Object.keys(templates).sort()).toEqual(senders.sort())
    for (const [file, t] of Object.entries(templates)) {
      expect(t.read, file).toMatch(/^\d{4}-\d\d-\d\d$/)
      // Only what is news carries a way out, and all of it does.
      expect(/unsubscribe:/.test(readFileSync(join(root, file), 'utf8')), file).toBe(t.kind === 'news')
      expect(sentences(t.words).length, file).toBeGreaterThan(5)
    }
  })

  test('what comes whatever anybody has said sells nothing', clause('P-5.4'), () => {
    const found = Object.entries(templates).flatMap(([file, t]) =>
      t.kind === 'operations' ? selling(t.words).map(s => `${file}: ${s}`) : [],
    )
    expect(found).toEqual([])
    expect(selling({ sv: { body: () => ['Hej!', 'Passa på: 20 % rabatt i november.'] } })).toHaveLength(1)
  })
})
