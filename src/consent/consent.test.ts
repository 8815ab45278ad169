// What somebody answers about cookies: written down with what was shown, kept in one cookie, asked again in its time and ended at once.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { monthsAfter } from '../kernel/dates.ts'
import { isConsented } from '../marketing/newsletter-consent.ts'
import { movableClock } from '../platform/clock.ts'
import type { Processor } from '../platform/outbound/door.ts'
import { ask } from '../testing/ask.ts'
import { browserOf } from '../testing/browser-of.ts'
import { clause } from '../testing/clause.ts'
import { companyWindow } from '../testing/company-window.ts'
import { recordingSuppliers } from '../testing/recording-suppliers.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { isMeasured } from './beacons.ts'
import { eventsOf, lapseConsents, ledgerFaults, record } from './ledger.ts'

const BEGIN = new Date('2026-11-24T09:00:00.000Z')
const clock = movableClock(BEGIN)
const [analys, inspelning, annonser] = recordingSuppliers as [Processor, Processor, Processor]
let service: TestService
beforeAll(async () => {
  service = await startTestService({ jobs: false, clock, processors: [analys, annonser] })
})
afterAll(() => service.close())

const on = (day: string) => clock.set(new Date(`${day}T09:00:00.000Z`))
const events = (browser: ReturnType<typeof browserOf>) =>
  ask(service.ownerUrl, 'select * from consent_event where consent_id = $1 order by seq', [idOf(browser)])
const idOf = (browser: ReturnType<typeof browserOf>) => (browser.jar.get('samtycke') ?? '').split('!')[1]
const said = async (browser: ReturnType<typeof browserOf>) =>
  (await events(browser)).map(e => `${e.purpose} ${e.action}`)
const whole = () => service.services.database.outside(tx => ledgerFaults(tx))
const asked = async (browser: ReturnType<typeof browserOf>, path = '/') => (await browser.question(path)).form

describe('the question', () => {
  test('is asked for each purpose, with a no as near as a yes and nothing ticked', clause('X-4'), async () => {
    const first = (await asked(browserOf(service))) ?? ''
    expect(
      [...first.matchAll(/<button ([^>]*)>([^<]+)/g)].map(m => [/value="(\w+)"/.exec(m[1] ?? '')?.[1], m[2]]),
    ).toEqual([
      ['alla', 'Godkänn alla'],
      ['nodvandiga', 'Endast nödvändiga'],
      ['anpassa', 'Anpassa'],
    ])
    const second = (await asked(browserOf(service), '/kakor')) ?? ''
    expect([...second.matchAll(/<legend>([^<]+)/g)].map(m => m[1])).toEqual([
      'Nödvändiga',
      'Presentation och funktion',
      'Riktad annonsering',
    ])
    expect([...second.matchAll(/<input type="checkbox"[^>]*value="([\w-]+)"/g)].map(m => m[1])).toEqual([
      'function',
      'analys',
      'annonser',
    ])
    expect(first + second).not.toMatch(/checked/)
    // Every part can be refused, and whoever has refused everything signs up, in and out as before.
    const browser = browserOf(service)
    await browser.answers('nodvandiga')
    expect(await said(browser)).toEqual(['function denied', 'analys denied', 'annonser denied'])
    const body = new URLSearchParams({ company: 'Nej AB', email: 'nej@prov.example', password: 'en lagom lång mening' })
    expect((await browser.ask('/registrera', { method: 'POST', body })).status).toBe(303)
  })

  test(
    'that the policy is read is never asked as a consent, and no consent is written of it',
    clause('X-4'),
    async () => {
      const browser = browserOf(service)
      const before = await ask(service.ownerUrl, 'select count(*) from consent_event')
      const form = await browser.read('/registrera')
      expect(form).not.toMatch(/samtyck|godkänn/i)
      const body = new URLSearchParams({
        company: 'Läst AB',
        email: 'last@prov.example',
        password: 'en lagom lång mening',
      })
      await browser.ask('/registrera', { method: 'POST', body })
      expect(await ask(service.ownerUrl, 'select count(*) from consent_event')).toEqual(before)
      const purposes = await ask(service.ownerUrl, 'select distinct purpose from consent_event')
      expect(purposes.map(p => p.purpose).filter(p => /polic/i.test(p))).toEqual([])
    },
  )

  test(
    'the version that was shown is kept with the account, and satisfies no question about consent',
    clause('P-3.2'),
    async () => {
      const browser = browserOf(service)
      expect(await browser.read('/registrera')).toContain('integritetspolicyn, version 1')
      const email = 'visad@prov.example'
      const body = new URLSearchParams({ company: 'Visad AB', email, password: 'en lagom lång mening' })
      expect((await browser.ask('/registrera', { method: 'POST', body })).status).toBe(303)
      const [shown] = await ask(
        service.ownerUrl,
        'select account_id, version, p.at from policy_shown p join account a on a.id = account_id where a.email = $1',
        [email],
      )
      expect(shown).toMatchObject({ version: 1, at: BEGIN })
      // Nothing is allowed by it: not in the browser, not by mail, not by news; and the ledger does not take it.
      const page = await browser.ask('/')
      expect(page.headers.get('content-security-policy')).not.toContain('.example')
      expect(await page.text()).toContain('consent-banner')
      await service.services.database.outside(async tx => {
        expect(await isMeasured(tx, shown.account_id)).toBe(false)
        expect(await isConsented(tx, shown.account_id)).toBe(false)
        expect(await eventsOf(tx, shown.account_id)).toEqual([])
      })
      const event = {
        consentId: shown.account_id,
        action: 'given',
        textHash: null,
        policyVersion: 1,
        language: 'sv',
        zone: 'website',
        method: 'link',
      } as const
      for (const purpose of ['policy', 'integritetspolicy', 'Policy accepted'])
        await expect(
          service.services.database.outside(tx => record(service.services, tx, [{ ...event, purpose }])),
        ).rejects.toThrow(/a_policy_is_no_purpose/)
      expect(await whole()).toEqual([])
    },
  )

  test('stands on pages that would do something with a yes, and on no other', async () => {
    const browser = browserOf(service)
    for (const path of ['/', '/integritet', '/integritet/policy'])
      expect(await asked(browser, path), path).not.toBeNull()
    for (const path of ['/registrera', '/logga-in', '/verifiera']) expect(await asked(browser, path), path).toBeNull()
  })
})

describe('an answer', () => {
  test('is written down with the hash of exactly what was shown', clause('L-4'), async () => {
    const browser = browserOf(service)
    const { page, form } = await browser.question('/')
    expect((await browser.answers('alla', [], '/')).status).toBe(303)
    const [event] = await events(browser)
    const [text] = await ask(service.ownerUrl, 'select * from consent_text where hash = $1', [event.text_hash])
    const hash = createHash('sha256').update(`${text.markup}\0${text.style}`).digest('hex')
    expect(hash).toBe(event.text_hash)
    // The words, the choices and how they look: as they stood on the page that was answered.
    expect(form).toContain(text.markup)
    expect(page).toContain(text.style)
    expect(text.markup).toContain('Endast nödvändiga')
    expect(event).toMatchObject({
      purpose: 'function',
      action: 'given',
      policy_version: 1,
      language: 'sv',
      zone: 'website',
      method: 'all',
      at: BEGIN,
    })
    expect(idOf(browser)).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('holds no address and no more of the browser than that it answered', clause('L-4'), async () => {
    const agent = 'Mozilla/5.0 Prov/187.3.91'
    const browser = browserOf(service, { 'user-agent': agent, 'x-forwarded-for': '192.0.2.77' })
    await browser.answers('alla')
    const rows = JSON.stringify([await events(browser), await ask(service.ownerUrl, 'select * from consent_text')])
    for (const trace of ['187.3', '192.0.2', '127.0.0.1', '::1']) expect(rows).not.toContain(trace)
  })

  test('to another question than the one we ask counts for nothing', async () => {
    const browser = browserOf(service)
    const { fields } = await browser.question('/')
    const post = (change: Record<string, string>) =>
      browser.ask('/samtycke', {
        method: 'POST',
        body: new URLSearchParams({ ...Object.fromEntries(fields), val: 'alla', ...change }),
      })
    // Another text, a question drawn with ticks already in it, and one in another language than it says.
    const changes: Record<string, string>[] = [
      { visad: '0'.repeat(64) },
      { layer: 'settings', ritad: 'function!function!0' },
      { sprak: 'en' },
    ]
    for (const change of changes) {
      const refused = await post(change)
      expect(refused.status).toBe(409)
      expect(await refused.text()).toMatch(/Frågan har ändrats|The question has changed/)
    }
    expect(browser.jar.has('samtycke')).toBe(false)
    expect((await post({ val: 'x' })).status).toBe(422)
  })

  test('that somebody else wrote into the cookie counts for nothing', async () => {
    const browser = browserOf(service)
    await browser.answers('nodvandiga')
    const cookie = browser.jar.get('samtycke') as string
    browser.jar.set('samtycke', cookie.replace('function_', 'function+'))
    expect(await asked(browser)).not.toBeNull()
    expect(await browser.read('/')).not.toContain('measure.js')
  })

  test('of somebody who is signed in is tied to the account by a row of its own', async () => {
    const window = await companyWindow(service)
    const browser = browserOf(service)
    const [name = '', value = ''] = window.cookie.split('=')
    browser.jar.set(name, value)
    await browser.answers('alla')
    const rows = await ask(service.ownerUrl, 'select * from consent_account where consent_id = $1', [idOf(browser)])
    expect(rows).toHaveLength(1)
    await ask(service.ownerUrl, 'delete from consent_account where consent_id = $1', [idOf(browser)])
    expect(await whole()).toEqual([])
  })

  test('is shown to whoever gave it, and to nobody else, with the question as it looked', clause('L-4'), async () => {
    const browser = browserOf(service)
    await browser.answers('spara', ['analys'])
    const file = await (await browser.ask('/kakor/svar.json')).json()
    expect(file.consentId).toBe(idOf(browser))
    expect(file.answers.map((a: { purpose: string; action: string }) => [a.purpose, a.action])).toEqual([
      ['function', 'denied'],
      ['analys', 'given'],
      ['annonser', 'denied'],
    ])
    expect(file.answers[0].shown.markup).toContain('Presentation och funktion')
    const page = await browser.read('/kakor/svar')
    expect(page).toContain(file.answers[0].shown.markup)
    const other = await (await browserOf(service).ask('/kakor/svar.json')).json()
    expect(other).toEqual({ consentId: null, answers: [] })
  })
})

describe('what is consented to', () => {
  const policyOf = async (browser: ReturnType<typeof browserOf>, path = '/') => {
    const response = await browser.ask(path)
    return { policy: response.headers.get('content-security-policy') ?? '', page: await response.text() }
  }

  test('is let in by the page’s own policy, part by part, and nothing else is', async () => {
    const browser = browserOf(service)
    expect((await policyOf(browser)).policy).not.toContain('.example')
    for (const [ticked, there, not] of [
      [['analys'], 'analys.example', 'annonser.example'],
      [['annonser'], 'annonser.example', 'analys.example'],
    ] as const) {
      await browser.answers('spara', ticked)
      const { policy, page } = await policyOf(browser)
      expect(policy).toContain(`script-src 'self' https://${there};`)
      expect(page).toContain(`src="https://${there}/start.js"`)
      expect(policy + page).not.toContain(not)
      expect(policy).not.toMatch(/unsafe|strict-dynamic|\*/)
    }
    // Where something of a person may stand, and in the policy of every other zone: nobody.
    await browser.answers('alla')
    for (const path of ['/registrera', '/logga-in', '/verifiera', '/kakor', '/api/app/me', '/finns-inte'])
      expect(JSON.stringify(await policyOf(browser, path)), path).not.toContain('.example/')
  })

  test('ends with a withdrawal: the next page lets nobody in, and what they set is taken away', async () => {
    const browser = browserOf(service)
    await browser.answers('alla')
    browser.jar.set('analys_id', '1')
    browser.jar.set('annons_id', '1')
    expect(browser.jar.has('matning')).toBe(true)
    await browser.answers('spara', ['annonser'])
    expect([...browser.jar.keys()].sort()).toEqual(['annons_id', 'samtycke'])
    expect(await said(browser)).toEqual([
      ...['function given', 'analys given', 'annonser given'],
      ...['function withdrawn', 'analys withdrawn', 'annonser replaced'],
    ])
    const { policy, page } = await policyOf(browser)
    expect(policy).not.toContain('analys.example')
    expect(page).toContain('data-clear="analys:ko"')
  })

  test('is one answer away from being taken back, as it was to give', clause('L-4'), async () => {
    const browser = browserOf(service)
    const one = await browser.answers('alla')
    const back = await browser.answers('nodvandiga')
    expect([one.status, back.status]).toEqual([303, 303])
    // The same form, from the foot of every page.
    for (const path of ['/', '/registrera', '/integritet'])
      expect(await browser.read(path)).toContain('<a href="/kakor">')
  })
})

describe('time', () => {
  test.each([
    ['2026-11-24', 12, '2027-11-24'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2026-01-31', -12, '2025-01-31'],
  ])('%s and %d months is %s', (day, months, then) => expect(monthsAfter(day, months)).toBe(then))

  test('a no is not asked again for six months, and a yes lapses after twelve', async () => {
    const [no, yes] = [browserOf(service), browserOf(service)]
    await no.answers('nodvandiga')
    await yes.answers('alla')
    on('2027-05-23')
    expect([await asked(no), await asked(yes)]).toEqual([null, null])
    on('2027-05-24')
    expect(await asked(no)).not.toBeNull()
    expect(await asked(yes)).toBeNull()
    on('2027-11-23')
    expect(await yes.read('/')).toContain('analys.example')
    await lapseConsents.run(service.services)
    expect((await said(yes)).length).toBe(3)
    on('2027-11-24')
    expect(await yes.read('/')).not.toContain('analys.example')
    expect(await asked(yes)).not.toBeNull()
    await lapseConsents.run(service.services)
    await lapseConsents.run(service.services)
    expect((await said(yes)).slice(3)).toEqual(['analys expired', 'annonser expired', 'function expired'])
    clock.set(BEGIN)
  })

  test('a supplier that is new is asked about alone', async () => {
    const browser = browserOf(service)
    await browser.answers('spara', ['function'])
    expect(await asked(browser)).toBeNull()
    const here = service.services.door.processors as Processor[]
    here.push(inspelning)
    try {
      expect(await asked(browser)).toContain('Nytt sedan du svarade: Inspelning.')
      await browser.answers('alla', [], '/')
      expect((await said(browser)).slice(3)).toEqual(['inspelning given'])
      const page = await browser.read('/')
      expect(page).toContain('inspelning.example')
      // What was refused stays refused.
      expect(page).not.toContain('annonser.example')
    } finally {
      here.pop()
    }
  })
})

describe('the ledger', () => {
  test('is added to and never changed, by the database’s own rule', clause('L-4'), async () => {
    for (const statement of [
      `update consent_event set action = 'given'`,
      'delete from consent_event',
      'delete from consent_chain',
      'update consent_chain set link = event_hash',
      `update consent_text set markup = ''`,
      'delete from consent_text',
      'truncate consent_event',
    ])
      await expect(
        service.services.database.outside(tx => tx.client.query(statement)),
        statement,
      ).rejects.toThrow(/permission denied/)
    await expect(ask(service.superuserUrl, `update consent_text set markup = markup || 'x'`)).rejects.toThrow(
      /text_stands_under_its_own_hash/,
    )
  })

  test('shows what somebody changed or took out from beneath', clause('L-4'), async () => {
    await browserOf(service).answers('alla')
    expect(await whole()).toEqual([])
    const [{ seq }] = await ask(service.ownerUrl, 'select max(seq) as seq from consent_event')
    await ask(service.superuserUrl, `update consent_event set action = 'denied' where seq = $1`, [seq])
    expect(await whole()).toEqual([`Event ${seq} is not what was written.`])
    await ask(service.superuserUrl, `update consent_event set action = 'given' where seq = $1`, [seq])
    const [link] = await ask(service.superuserUrl, 'delete from consent_chain where seq = $1 returning *', [seq - 1])
    expect(await whole()).toContain(`Event ${seq - 1} is gone from the chain.`)
    await ask(service.superuserUrl, 'insert into consent_chain values ($1, $2, $3)', [
      link.seq,
      link.event_hash,
      link.link,
    ])
    expect(await whole()).toEqual([])
  })

  test('forgets what ended 24 months ago, and nothing that may have to be shown; the chain holds', async () => {
    clock.set(BEGIN)
    const [ended, living] = [browserOf(service), browserOf(service)]
    await ended.answers('nodvandiga')
    on('2028-01-10')
    await living.answers('alla')
    on('2028-11-20')
    await lapseConsents.run(service.services)
    expect(await events(ended)).toHaveLength(3)
    on('2028-11-25')
    await lapseConsents.run(service.services)
    expect(await events(ended)).toHaveLength(0)
    expect(await events(living)).toHaveLength(3)
    expect(await whole()).toEqual([])
    clock.set(BEGIN)
  })
})
