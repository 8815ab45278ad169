// What a browser is asked for, keeps and tells of a visitor: the promises that only a real one can show.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendAccountMail } from '../src/accounts/account-mail.ts'
import { linkToken, roomPath } from '../src/documents/link-token.ts'
import { startFakeIntercom } from '../src/integrations/intercom/fake.ts'
import { offerNews } from '../src/marketing/customers.ts'
import { beginIssue, planIssue } from '../src/marketing/issues.ts'
import { confirmNewsletterMail } from '../src/marketing/readers.ts'
import { sendNews } from '../src/marketing/send-news.ts'
import { relayChats } from '../src/operator/tell.ts'
import { collectOrders } from '../src/ordering/collect.ts'
import { browserOf } from '../src/testing/browser-of.ts'
import { clause } from '../src/testing/clause.ts'
import { companyWindow } from '../src/testing/company-window.ts'
import { inUseEnv } from '../src/testing/papers.ts'
import { runWaiting, sentTo } from '../src/testing/run-waiting.ts'
import { sentQuote } from '../src/testing/sent-quote.ts'
import { startTestService, type TestService } from '../src/testing/test-service.ts'
import { context, launch, launchWithoutCookies } from './chromium.ts'

let service: TestService
let browser: Browser
let room: string

beforeAll(async () => {
  service = await startTestService({ jobs: false })
  browser = await launch()
  const quote = await sentQuote(service.services)
  room = `${roomPath(linkToken(service.services.secrets, quote.links[0] as string))}/`
})
afterAll(async () => {
  await browser?.close()
  await service?.close()
})

const everyPage = () => [
  '/',
  '/registrera',
  '/logga-in',
  '/glomt-losenord',
  '/integritet',
  '/integritet/policy',
  '/verifiera',
  room,
  `${room}skriv-under`,
]

describe('signing up', () => {
  test('asks for three things, and no others', clause('P-4.1', 'L-9'), async () => {
    const page = await (await context(browser)).newPage()
    await page.goto(`${service.url}/registrera`)
    const asked = page.locator('form[action="/registrera"]').locator('input, select, textarea')
    expect(await asked.evaluateAll(fields => fields.map(f => f.getAttribute('name')))).toEqual([
      'company',
      'email',
      'password',
    ])
    await page.context().close()
  })
})

describe('news', () => {
  const content = {
    name: 'host-2026',
    advertiser: '878000-3656',
    subject: { sv: 'Nytt i höst', en: 'New this autumn' },
    paragraphs: { sv: ['Nu kan du förlänga en offert.'], en: ['You can now prolong a quote.'] },
  }
  const sendNewsToAll = async () => {
    const { id } = await planIssue(service.services, { content, audience: 'everybody', by: 'Prov' })
    await beginIssue(service.services, id)
    await runWaiting(service, sendNews as never)
  }
  const letters = async (email: string) =>
    (await sentTo(service, email)).filter(m => m.subject === content.subject.sv).map(m => m.body_html ?? '')
  /** Without script and without a single cookie: whoever gets a letter is signed in nowhere. */
  const stranger = () => browser.newContext({ javaScriptEnabled: false, locale: 'sv-SE' })
  /** Opens a letter as it came, follows its last link, and presses the one button there. */
  async function wayOut(letter: string): Promise<void> {
    const at = await stranger()
    const page = await at.newPage()
    await page.setContent(letter)
    const link = page.getByRole('link', { name: 'Avregistrera dig' })
    expect(await link.isVisible()).toBe(true)
    await link.click()
    await page.getByRole('heading', { level: 1, name: 'Avregistrera dig' }).waitFor()
    expect(await page.locator('main input, main select, main textarea').count()).toBe(0)
    expect(await page.locator('main button').count()).toBe(1)
    await page.locator('main button').click()
    await page.getByRole('heading', { level: 1, name: 'Du är avregistrerad' }).waitFor()
    expect(await at.cookies()).toEqual([])
    await at.close()
  }

  test(
    'is left with one click and no login, from a letter to a reader and from one to a customer',
    clause('P-5.7', 'P-8.18', 'P-12.5', 'X-27'),
    async () => {
      const email = 'lasare-e2e@prov.example'
      const at = await stranger()
      const page = await at.newPage()
      await page.goto(`${service.url}/nyhetsbrev`)
      expect(await page.getByRole('checkbox').isChecked()).toBe(false)
      await page.getByLabel('E-post').fill(email)
      await page.getByRole('checkbox').check()
      await page.getByRole('button', { name: 'Beställ nyhetsbrevet' }).click()
      await page.getByRole('heading', { name: 'Titta i din inkorg' }).waitFor()
      await runWaiting(service, confirmNewsletterMail as never)
      await page.setContent((await sentTo(service, email))[0]?.body_html ?? '')
      await page.getByRole('link', { name: 'Bekräfta nyhetsbrevet' }).click()
      await page.getByRole('button', { name: 'Ja, skicka nyhetsbrevet' }).click()
      await page.getByRole('heading', { name: 'Nyhetsbrevet är på väg' }).waitFor()
      await at.close()
      const customer = await companyWindow(service)
      await offerNews(service.services, customer.accountId, { where: 'sign-up', no: false })
      await sendNewsToAll()
      for (const to of [email, customer.email]) {
        const got = await letters(to)
        expect(got, to).toHaveLength(1)
        await wayOut(got[0] as string)
      }
      await sendNewsToAll()
      for (const to of [email, customer.email]) expect(await letters(to), to).toHaveLength(1)
    },
  )

  test('is switched off in the account, and stays off', clause('P-12.5', 'X-27'), async () => {
    const me = await companyWindow(service)
    await offerNews(service.services, me.accountId, { where: 'sign-up', no: false })
    const at = await context(browser)
    const [name = '', value = ''] = me.cookie.split('=')
    await at.addCookies([{ name, value, url: service.url }])
    const page = await at.newPage()
    await page.goto(`${service.url}/app/installningar/jag`)
    const box = page.getByRole('checkbox', { name: /Skicka mig ett brev/ })
    expect(await box.isChecked()).toBe(true)
    await box.click()
    await page.getByText('Du får ingen reklam från oss.').waitFor()
    await page.reload()
    await box.waitFor()
    expect(await box.isChecked()).toBe(false)
    await at.close()
    await sendNewsToAll()
    expect(await letters(me.email)).toEqual([])
  })
})

describe('why a value is asked for', () => {
  test('stands beside its field, and is opened with the keyboard', clause('P-0.2'), async () => {
    const page = await (await context(browser)).newPage()
    const open = async (field: Locator, says: RegExp) => {
      const note = page.locator('.field', { has: field }).locator('details.why')
      await note.scrollIntoViewIfNeeded()
      // One step on from the field itself, and without script.
      await field.focus()
      await page.keyboard.press('Tab')
      expect(await note.locator('summary').evaluate(s => s === document.activeElement)).toBe(true)
      expect(await note.locator('p').isVisible()).toBe(false)
      await page.keyboard.press('Enter')
      expect(await note.locator('p').innerText()).toMatch(says)
      expect(await note.locator('summary').innerText()).toBe('Varför?')
    }
    await page.goto(`${service.url}/registrera`)
    await open(page.getByLabel('Företagets namn'), /Sparas 90 dagar efter att avtalet upphört, sedan raderas det/)
    await open(page.getByLabel('E-post'), /Kan gå till den som förmedlar e-post/)
    await open(page.getByLabel(/Lösenord/), /Lämnas inte vidare/)
    await page.goto(service.url + room)
    await page.locator('#fraga > summary').click()
    await open(page.locator('#body'), /Läses av företaget/)
    await page.locator('#nej > summary').click()
    await open(page.locator('#reason'), /Läses av företaget\. Frivilligt/)
    await page.context().close()
  })
})

describe('the policy', () => {
  test('is one click from every page, also without script and cookies', clause('P-0.1'), async () => {
    // A browser that has been nowhere, and runs nothing. That nothing is lost without cookies either is seen below: none is set or asked for.
    const bare = await browser.newContext({ javaScriptEnabled: false, locale: 'sv-SE' })
    const read = await bare.newPage()
    for (const here of everyPage()) {
      await read.goto(service.url + here)
      expect(await read.locator('a[href="/integritet"]').last().isVisible(), here).toBe(true)
    }
    await read.locator('a[href="/integritet"]').last().click()
    await read.getByRole('heading', { level: 1, name: 'Integritetspolicy' }).waitFor()
    await read.getByRole('link', { name: 'Hela policyn' }).click()
    await read.locator('[id="P-4.4"]').waitFor()
    expect(await read.locator('.sentences > li[id^="P-"]').count()).toBeGreaterThan(100)
    expect(await bare.cookies()).toEqual([])
    await bare.close()
    // The app's own screens lead there as well.
    const app = await context(browser)
    const [name = '', value = ''] = (await companyWindow(service)).cookie.split('=')
    await app.addCookies([{ name, value, url: service.url }])
    const page = await app.newPage()
    for (const screen of ['/app/', '/app/kunder', '/app/artiklar', '/app/installningar']) {
      await page.goto(service.url + screen)
      await page.locator('a[href="/integritet"]').waitFor()
    }
    await page.getByRole('link', { name: 'Integritet' }).click()
    await page.getByRole('heading', { level: 1, name: 'Integritetspolicy' }).waitFor()
    await app.close()
  })
})

describe('a customer who signs with BankID', () => {
  test(
    'leaves the personal number in no address, no title and nothing that tells where one was',
    clause('P-6.1'),
    async () => {
      const quote = await sentQuote(service.services, { shortened: true })
      const page = await (await context(browser, { phone: true })).newPage()
      const told: string[] = []
      page.on('request', r => told.push(r.url(), r.headers().referer ?? ''))
      const look = async () => told.push(page.url(), await page.title())
      await page.goto(`${service.url}${roomPath(linkToken(service.services.secrets, quote.links[0] as string))}/`)
      await look()
      await page.getByRole('link', { name: 'Granska och skriv under' }).click()
      await page.getByRole('checkbox', { name: /Jag har läst informationen/ }).check()
      await look()
      await page.getByRole('button', { name: /betalningsskyldighet/ }).click()
      await page.getByRole('heading', { name: 'Väntar på BankID' }).waitFor()
      await look()
      const start = await page.getByRole('link', { name: 'Öppna testtelefonen' }).getAttribute('href')
      const autoStartToken = new URL(start as string).searchParams.get('autostarttoken')
      await fetch(`${service.emulator.phoneUrl}api/approve`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ autoStartToken, personalNumber: '198406012388' }),
      })
      await collectOrders.run(service.services)
      await page.getByText('Klart. Ni har ett avtal.').waitFor()
      await look()
      await page.context().close()
      expect(told.filter(t => t.includes('/skriv-under')).length).toBeGreaterThan(2)
      expect(told.filter(t => /840601[-+ ]?2388/.test(decodeURIComponent(t)))).toEqual([])
    },
  )
})

describe('the support chat', () => {
  test(
    'is fetched when it is opened and not before, and is gone when it is closed',
    clause('P-8.19', 'X-29'),
    async () => {
      const own = await context(browser)
      const page = await own.newPage()
      const asked: string[] = []
      page.on('request', r => asked.push(new URL(r.url()).pathname))
      const chats = () => asked.filter(path => /chatt|arende/.test(path))
      for (const path of ['/', '/integritet', '/kontakt']) await page.goto(service.url + path)
      expect(chats()).toEqual([])
      await page.getByRole('link', { name: 'Öppna chatten' }).click()
      await page.getByText('Skriv inga personnummer eller kortnummer').waitFor()
      expect(chats()).toEqual(['/kontakt/chatt'])
      await page.getByLabel('Vad gäller det?').fill('Hej, 840601-2388 här')
      await page.getByRole('button', { name: 'Starta chatten' }).click()
      await page.getByText('Hej, [personnummer borttaget] här').waitFor()
      await page.getByRole('button', { name: 'Avsluta' }).click()
      await page.getByText('Ärendet är avslutat').waitFor()
      expect(await page.getByRole('textbox').count()).toBe(0)
      // Nothing of it follows along, and nothing of it is kept in the browser.
      const before = chats().length
      for (const path of ['/', '/kontakt']) await page.goto(service.url + path)
      expect(chats()).toHaveLength(before)
      expect((await own.cookies()).filter(c => /chat|support|arende/i.test(c.name))).toEqual([])
      expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0)
      await own.close()
    },
  )
})

describe('the supplier of the chat', () => {
  test('is met by no page, and by nothing before somebody has opened the chat and written', clause('B-1'), async () => {
    const intercom = await startFakeIntercom({ key: 'hemlig-intercom' })
    const used = await startTestService({
      jobs: false,
      env: inUseEnv({ intercom: { settings: { url: intercom.url } } }),
    })
    const own = await context(browser)
    try {
      const page = await own.newPage()
      const foreign: string[] = []
      page.on('request', r => {
        if (new URL(r.url()).origin !== new URL(used.url).origin) foreign.push(r.url())
      })
      for (const path of ['/', '/kontakt']) await page.goto(used.url + path)
      await page.getByRole('link', { name: 'Öppna chatten' }).click()
      await page.getByText('går också till Intercom Prov AB').waitFor()
      await page.getByLabel('Vad gäller det?').fill('Hur byter jag logga?')
      await relayChats.run(used.services)
      expect(intercom.came).toEqual([])
      await page.getByRole('button', { name: 'Starta chatten' }).click()
      await page.getByText('Hur byter jag logga?').waitFor()
      await relayChats.run(used.services)
      expect([...intercom.conversations.values()].map(c => c.body)).toEqual(['Hur byter jag logga?'])
      expect(foreign).toEqual([])
    } finally {
      await own.close()
      await used.close()
      await intercom.close()
    }
  })
})

describe('somebody who has refused cookies', () => {
  let folder: string
  let theirs: BrowserContext
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cling-cookies-'))
    theirs = await launchWithoutCookies(folder)
  })
  afterAll(async () => {
    await theirs?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('is told, having signed in, why it goes no further', clause('P-16.9'), async () => {
    const email = 'utan-kakor@prov.example'
    const password = 'regnet-Föll+hela dagen'
    const visitor = browserOf(service)
    const post = (path: string, fields: Record<string, string>) =>
      visitor.ask(path, { method: 'POST', body: new URLSearchParams(fields) })
    await post('/registrera', { company: 'Utan Kakor AB', email, password })
    await runWaiting(service, sendAccountMail as never)
    const mail = (await sentTo(service, email)).at(-1)?.body_text ?? ''
    await post((/http:\/\/localhost:\d+(\/\S+)/.exec(mail) ?? [])[1] as string, {})
    const page = await theirs.newPage()
    await page.goto(`${service.url}/logga-in`)
    await page.getByLabel('E-post').fill(email)
    await page.getByLabel('Lösenord').fill(password)
    await page.getByRole('button', { name: 'Logga in', exact: true }).click()
    await page.getByText('webbläsaren tar inte emot kakor').waitFor()
    expect(await theirs.cookies()).toEqual([])
    await page.close()
  })

  test('reads every page, and nothing is kept in the browser in any way', clause('P-18.2', 'P-16.9'), async () => {
    const page = await theirs.newPage()
    const wrong: string[] = []
    page.on('pageerror', e => wrong.push(e.message))
    for (const path of everyPage()) {
      const answer = await page.goto(service.url + path)
      expect(answer?.status(), path).toBe(200)
      expect((await page.locator('h1').first().innerText()).length, path).toBeGreaterThan(3)
    }
    // Also what they ask to have remembered.
    await page.goto(service.url)
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('button', { name: 'English' }).waitFor()
    expect(wrong).toEqual([])
    await page.close()
    expect(await theirs.cookies()).toEqual([])
    expect(await kept(theirs)).toEqual([])
  })
})

describe('somebody who has chosen nothing', () => {
  test('reads every page, and nothing is kept in the browser in any way', clause('P-18.2'), async () => {
    const one = await context(browser)
    const page = await one.newPage()
    for (const path of everyPage()) await page.goto(service.url + path)
    expect(await one.cookies()).toEqual([])
    expect(await kept(one)).toEqual([])
    // The search finds what is there: the language one asks for is remembered.
    await page.goto(service.url)
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('button', { name: 'Svenska' }).waitFor()
    expect((await one.cookies()).map(c => c.name)).toEqual(['lang'])
    await page.evaluate(() => localStorage.setItem('prov', '1'))
    expect(await kept(one)).toEqual(['localStorage'])
    await one.close()
  })

  test(
    'and leaves the room or the page on privacy, tells no other site where they have been',
    clause('P-8.14'),
    async () => {
      const from: (string | undefined)[] = []
      const elsewhere = createServer((request, response) => {
        if (request.url === '/dit') from.push(request.headers.referer)
        response.end('hit')
      })
      await new Promise<void>(resolve => elsewhere.listen(0, '127.0.0.1', resolve))
      const there = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/dit`
      const page = await (await context(browser)).newPage()
      for (const here of [room, '/integritet']) {
        await page.goto(service.url + here)
        await page.evaluate(to => window.location.assign(to), there)
        await page.waitForURL(/\/dit$/)
      }
      await page.context().close()
      elsewhere.closeAllConnections()
      await new Promise(resolve => elsewhere.close(resolve))
      expect(from).toEqual([undefined, undefined])
    },
  )
})

/** Every place of a browser where a page may keep something, asked of a page of the service. */
async function kept(of: BrowserContext): Promise<string[]> {
  const page = await of.newPage()
  await page.goto(service.url)
  const found = await page.evaluate(async () => {
    const look = async (name: string, count: () => number | Promise<number>) => {
      try {
        return (await count()) > 0 ? [name] : []
      } catch {
        // Refused with the cookies: nothing can lie there.
        return []
      }
    }
    return (
      await Promise.all([
        look('localStorage', () => localStorage.length),
        look('sessionStorage', () => sessionStorage.length),
        look('IndexedDB', async () => (await indexedDB.databases()).length),
        look('caches', async () => (await caches.keys()).length),
        look('service workers', async () => (await navigator.serviceWorker.getRegistrations()).length),
      ])
    ).flat()
  })
  await page.close()
  return found
}
