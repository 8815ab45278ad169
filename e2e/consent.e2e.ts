// Consent in a real browser: nothing before an answer, only what was allowed after it, and nothing again when it is taken back. Suppliers are
// recorded and never reached; the worst of them is played. Chromium only: no other browser is at hand.
import { createHash } from 'node:crypto'
import type { Browser, BrowserContext, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { flushCounts } from '../src/consent/measure/counts.ts'
import { entryOf, storedHere } from '../src/consent/stored.ts'
import { linkToken, roomPath } from '../src/documents/link-token.ts'
import { rowKeys, rowOf } from '../src/platform/outbound/register/rows.ts'
import { slices } from '../src/slices.ts'
import { ask } from '../src/testing/ask.ts'
import { browserOf } from '../src/testing/browser-of.ts'
import { clause } from '../src/testing/clause.ts'
import { companyWindow } from '../src/testing/company-window.ts'
import { inUseEnv } from '../src/testing/papers.ts'
import { hostOf, programOf, recordingSuppliers } from '../src/testing/recording-suppliers.ts'
import { sentQuote } from '../src/testing/sent-quote.ts'
import { startTestService, type TestService } from '../src/testing/test-service.ts'
import { accessible, context, fits, launch } from './chromium.ts'

const browserRows = rowKeys.filter(key => rowOf(key).browser)
let service: TestService
let browser: Browser
let room: string
let session: [string, string]

beforeAll(async () => {
  service = await startTestService({
    jobs: false,
    processors: recordingSuppliers,
    env: inUseEnv(Object.fromEntries(browserRows.map(key => [key, {}]))),
  })
  browser = await launch()
  const quote = await sentQuote(service.services)
  room = `${roomPath(linkToken(service.services.secrets, quote.links[0] as string))}/`
  session = (await companyWindow(service)).cookie.split('=') as [string, string]
})
afterAll(async () => {
  await browser?.close()
  await service?.close()
})

const suppliers = () => service.services.door.processors.filter(p => p.browser)
/** Those that a yes lets in on a page. */
const byConsent = () => suppliers().filter(p => p.browser?.category !== 'on-request' && !p.browser?.embed)
const keyOf = (address: string): string | null =>
  suppliers().find(p => p.browser?.script === address)?.key ??
  suppliers().find(p => Object.values(p.browser?.hosts ?? {}).some(list => list.some(h => reaches(h, address))))?.key ??
  null
const reaches = (host: string, address: string) =>
  host.includes('*.') ? new URL(address).hostname.endsWith(host.split('*')[1] as string) : address.startsWith(host)

type Visit = { one: BrowserContext; page: Page; foreign: Request[]; met: () => string[] }

/** A browser whose every request beyond the service is written down, and answered by the supplier it was meant for as it would in life. */
async function visit(look: Parameters<typeof context>[1] = {}): Promise<Visit> {
  const one = await context(browser, look)
  const foreign: Request[] = []
  await one.route(
    url => url.origin !== new URL(service.url).origin,
    async route => {
      foreign.push(route.request())
      const of = suppliers().find(p => p.browser?.script === route.request().url())
      if (route.request().resourceType() !== 'script' || !of) return route.fulfill({ status: 204 })
      return route.fulfill({ contentType: 'text/javascript', body: programOf(of) })
    },
  )
  return {
    one,
    page: await one.newPage(),
    foreign,
    met: () => [...new Set(foreign.map(r => keyOf(r.url()) ?? r.url()))].sort(),
  }
}

/** Names of all that lies in the browser, whatever the kind. */
async function kept({ one, page }: Visit): Promise<string[]> {
  const inPage = await page.evaluate(async () => [
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()).map(d => `IndexedDB ${d.name}`),
    ...(await caches.keys()).map(k => `cache ${k}`),
    ...(await navigator.serviceWorker.getRegistrations()).map(r => `service worker ${r.scope}`),
  ])
  return [...(await one.cookies()).map(c => c.name), ...inPage].sort()
}

/** Every page of the website that anybody can open; what a link opens stands in for its kind. */
const PUBLIC = slices
  .flatMap(s => s.endpoints ?? [])
  .flatMap(e =>
    e.kind === 'page' && e.method === 'get' && e.zone === 'website' && e.access === 'public' ? [e.path] : [],
  )
  .filter(path => !/\.(json|csv|pem)$|healthz|:/.test(path))
const choose = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
/** The browser of somebody who ticked exactly these in the settings. */
async function allow(page: Page, parts: readonly string[]) {
  const answered = browserOf(service)
  await answered.answers('spara', parts)
  await page.context().clearCookies()
  await page
    .context()
    .addCookies([...answered.jar].map(([name, value]) => ({ name, value, url: service.url, httpOnly: true })))
}
/** The page with all that its suppliers do in it: what their programs begin, they begin before it is loaded. */
const settled = (page: Page, path: string) => page.goto(service.url + path)

describe('the question', () => {
  test(
    'stands at the foot of the page with three equal choices and nothing ticked',
    clause('P-18.1', 'X-28'),
    async () => {
      for (const look of [{ phone: false }, { phone: true }]) {
        const v = await visit(look)
        await v.page.goto(service.url)
        const banner = v.page.getByRole('form', { name: 'Kakor på Cling' })
        const buttons = await banner.getByRole('button').evaluateAll(all =>
          all.map(b => {
            const s = getComputedStyle(b)
            const r = b.getBoundingClientRect()
            return {
              name: b.textContent,
              looks: [
                s.fontSize,
                s.fontWeight,
                s.fontFamily,
                s.color,
                s.backgroundColor,
                s.border,
                s.textDecoration,
                s.opacity,
              ],
              size: [Math.round(r.width), Math.round(r.height)],
              tab: (b as HTMLButtonElement).tabIndex,
            }
          }),
        )
        expect(buttons.map(b => b.name)).toEqual(['Godkänn alla', 'Endast nödvändiga', 'Anpassa'])
        for (const b of buttons) expect({ ...b, name: '' }).toEqual({ ...buttons[0], name: '' })
        // No wall: the page behind is read and used as it is.
        expect(await v.page.getByRole('link', { name: 'Skapa konto' }).first().isEnabled()).toBe(true)
        expect(await banner.getByRole('checkbox').count()).toBe(0)
        await fits(v.page)
        // With the keyboard: one step from each to the next.
        await banner.getByRole('button').first().focus()
        const walked: (string | undefined)[] = []
        for (let n = 0; n < 2; n++) {
          await v.page.keyboard.press('Tab')
          walked.push(await v.page.evaluate(() => document.activeElement?.textContent ?? undefined))
        }
        expect(walked).toEqual(['Endast nödvändiga', 'Anpassa'])
        if (!look.phone) {
          await choose(v.page, 'Anpassa')
          await v.page.getByRole('heading', { level: 1, name: 'Kakinställningar' }).waitFor()
          expect(await v.page.getByRole('checkbox', { checked: true }).count()).toBe(0)
          await v.page.locator('summary').first().click()
          await accessible(v.page)
          await fits(v.page)
        }
        await v.one.close()
      }
    },
  )

  test(
    'is answered, looked at and taken back without script, in as many clicks',
    clause('L-4', 'X-4', 'X-28', 'P-12.6'),
    async () => {
      const v = await visit({ script: false })
      await v.page.goto(service.url)
      const inside = await v.page.locator('.consent-inside').evaluate(e => e.innerHTML)
      await choose(v.page, 'Godkänn alla')
      await v.page.waitForURL(`${service.url}/`)
      expect(await v.page.locator('.consent-banner').count()).toBe(0)
      // What was on the screen is what the ledger has.
      const id = (await v.one.cookies()).find(c => c.name === 'samtycke')?.value.split('!')[1]
      const [row] = await ask(
        service.ownerUrl,
        `select t.* from consent_event join consent_text t on t.hash = text_hash where consent_id = $1 limit 1`,
        [id],
      )
      expect(createHash('sha256').update(`${row.markup}\0${row.style}`).digest('hex')).toBe(row.hash)
      expect(inside.replace(/ value="(\w+)"| type="submit"| name="val"| class="button"/g, '')).toBe(
        row.markup.replace(/ value="(\w+)"| type="submit"| name="val"| class="button"/g, ''),
      )
      // Back: the settings from the foot of any page, and one button. As for a yes to one's own choice: the same page, one button.
      for (const path of [room, '/registrera']) {
        await v.page.goto(service.url + path)
        expect(await v.page.getByRole('link', { name: 'Kakinställningar' }).isVisible(), path).toBe(true)
      }
      await v.page.getByRole('link', { name: 'Kakinställningar' }).click()
      await choose(v.page, 'Endast nödvändiga')
      await v.page.getByText('Vi frågar inte igen före').waitFor()
      await v.page.goto(`${service.url}/kakor/svar`)
      expect(await v.page.getByText('Ja togs tillbaka').count()).toBe(suppliers().length)
      await v.one.close()
    },
  )
})

describe('before an answer, and after a no', () => {
  test(
    'nobody is met, and nothing is kept but what is necessary',
    clause('L-13', 'P-8.1', 'P-8.9', 'P-9.5', 'P-16.1', 'P-17.1', 'P-16.10', 'P-16.12', 'P-16.13', 'P-17.2'),
    async () => {
      const v = await visit()
      const entries = storedHere(service.services.door.processors)
      const look = async (paths: readonly string[]) => {
        for (const path of paths) {
          await settled(v.page, path)
          expect(v.met(), path).toEqual([])
          // Every place where a browser keeps anything, on every page.
          for (const name of await kept(v))
            expect(entryOf(entries, name)?.category, `${name} at ${path}`).toBe('necessary')
        }
      }
      await look([...PUBLIC, room])
      expect(await v.one.cookies()).toEqual([])
      await v.page.goto(service.url)
      await choose(v.page, 'Endast nödvändiga')
      await v.page.waitForURL(`${service.url}/`)
      await look(['/', room])
      expect((await v.one.cookies()).map(c => c.name)).toEqual(['samtycke'])
      expect(await ask(service.ownerUrl, 'select * from visitor_event')).toEqual([])
      // The visits are counted all the same, on the server and of nobody.
      await flushCounts(service.services)
      const [front] = await ask(service.ownerUrl, `select times from use_count where what = 'page' and value = '/'`)
      expect(front.times).toBeGreaterThan(2)
      await v.one.close()
    },
  )

  test('everything is there: one signs up, in and works, with what is necessary alone', clause('P-16.9'), async () => {
    const v = await visit()
    await v.page.goto(service.url)
    await choose(v.page, 'Endast nödvändiga')
    await v.page.waitForURL(`${service.url}/`)
    await v.one.addCookies([{ name: session[0], value: session[1], url: service.url }])
    await v.page.goto(`${service.url}/app/kunder`)
    await v.page.getByRole('heading', { name: 'Kunder' }).first().waitFor()
    await v.page.goto(service.url + room)
    await v.page.getByRole('link', { name: 'Granska och skriv under' }).click()
    await v.page.getByRole('button', { name: /betalningsskyldighet/ }).waitFor()
    expect(v.met()).toEqual([])
    await v.one.close()
  })
})

describe('each part that is allowed', () => {
  test(
    'meets its own hosts alone and leaves what it said, for no longer than it said',
    clause('P-16.3', 'P-16.4', 'P-16.5', 'P-16.6', 'P-16.8', 'X-31', 'P-9.7'),
    async () => {
      const entries = storedHere(service.services.door.processors)
      const here = byConsent()
      const v = await visit()
      for (const supplier of here) {
        v.foreign.length = 0
        await allow(v.page, [supplier.key])
        const now = Date.now() / 1000
        await settled(v.page, '/')
        await expect.poll(() => v.foreign.length, { message: supplier.key }).toBeGreaterThan(1)
        expect(v.met(), supplier.key).toEqual([supplier.key])
        const names = (await kept(v)).filter(name => name !== 'samtycke')
        expect(names.length, supplier.key).toBeGreaterThan(0)
        for (const name of names) {
          const entry = entryOf(entries, name)
          expect(entry?.owner?.key, `${name} was left by ${supplier.key}`).toBe(supplier.key)
          expect(entry?.category).toBe(supplier.browser?.category)
        }
        // Ours have their time from the service: src/privacy/policy/pages.test.ts.
        for (const c of (await v.one.cookies()).filter(c => !c.httpOnly)) {
          const days = entryOf(entries, c.name)?.stored.days
          if (days === null) expect(c.expires, c.name).toBe(-1)
          else {
            expect(c.expires, c.name).toBeGreaterThan(now)
            expect(c.expires - now, c.name).toBeLessThanOrEqual((days ?? 0) * 86_400 + 60)
            expect(days).toBeLessThanOrEqual(365)
          }
        }
      }
      await v.one.close()
    },
  )

  test(
    'and ours: coarse events with a random number, and what they say stands in the table',
    clause('P-8.1', 'P-8.4', 'P-8.10', 'P-8.11', 'P-8.15', 'P-17.2'),
    async () => {
      const v = await visit()
      const told: string[] = []
      v.page.on('request', r => r.method() === 'POST' && told.push(new URL(r.url()).pathname))
      await settled(v.page, '/')
      await v.page.locator('[data-click="integritet"]').click()
      await v.page.waitForURL(/integritet$/)
      expect(told).toEqual([])
      await allow(v.page, ['function'])
      told.length = 0
      await ask(service.ownerUrl, 'delete from use_count')
      await settled(v.page, '/')
      await v.page.locator('h1').click()
      await v.page.locator('[data-click="kontrollera"]').click()
      await v.page.waitForURL(/verifiera$/)
      expect(v.met()).toEqual([])
      const id = (await v.one.cookies()).find(c => c.name === 'matning')
      expect(id?.value).toMatch(/^[0-9a-f-]{36}$/)
      expect(id?.httpOnly).toBe(true)
      await expect
        .poll(() =>
          ask(
            service.ownerUrl,
            'select kind, page, target, stayed from visitor_event where visitor_id = $1 order by kind',
            [id?.value],
          ),
        )
        .toEqual([
          { kind: 'click', page: '/', target: 'kontrollera', stayed: null },
          { kind: 'leave', page: '/', target: null, stayed: 'under 10 s' },
          { kind: 'view', page: '/', target: null, stayed: null },
        ])
      const counted = await ask(
        service.ownerUrl,
        `select what, value from use_count where what in ('language', 'zone', 'screen') order by what`,
      )
      expect(counted.map(c => c.what)).toEqual(['language', 'screen', 'zone'])
      expect(counted[0]?.value).toBe('sv')
      await v.one.close()
    },
  )
})

test(
  'two people see the same things in the same order, whatever each has allowed and done',
  clause('P-5.9', 'P-9.3'),
  async () => {
    const doors = async (v: Visit) => {
      await v.page.goto(`${service.url}/integritet`)
      return v.page.locator('.role-tabs a').allInnerTexts()
    }
    const [one, other] = [await visit(), await visit()]
    await allow(one.page, ['function'])
    await one.page.goto(`${service.url}/integritet/besokare`)
    expect(await doors(one)).toEqual(await doors(other))
    await ask(
      service.ownerUrl,
      `insert into use_total select to_char(now(), 'YYYY-MM-DD'), 'page', '/integritet/besokare', 50`,
    )
    expect((await doors(one))[0]).toBe('Besökare')
    expect(await doors(one)).toEqual(await doors(other))
    await one.one.close()
    await other.one.close()
  },
)

describe('a yes that is taken back', () => {
  test(
    'ends everything at once: no supplier is met, what they left is gone, other windows and the way back too',
    clause('P-18.3', 'B-17', 'P-12.6'),
    async () => {
      const v = await visit()
      await v.page.goto(service.url)
      await choose(v.page, 'Godkänn alla')
      await v.page.waitForURL(`${service.url}/`)
      await settled(v.page, '/')
      await settled(v.page, '/integritet')
      expect(v.met().length).toBeGreaterThan(5)
      await expect.poll(async () => (await kept(v)).length).toBeGreaterThan(12)
      expect((await v.page.goto(`${service.url}/`))?.headers()['cache-control']).toBe('no-store')
      const other = await v.one.newPage()
      await other.goto(`${service.url}/integritet`)
      const reloaded = other.waitForResponse(r => r.url() === `${service.url}/integritet`)
      await v.page.getByRole('link', { name: 'Kakinställningar' }).click()
      await choose(v.page, 'Endast nödvändiga')
      await v.page.getByText('Vi frågar inte igen före').waitFor()
      await reloaded
      await other.waitForLoadState()
      v.foreign.length = 0
      // The window that was open has begun anew under a policy that admits nobody.
      expect(await other.locator('script[src*="start.js"], script[src*="suppliers.js"]').count()).toBe(0)
      await v.page.goBack()
      await settled(v.page, '/integritet')
      expect(v.met()).toEqual([])
      expect(await kept(v)).toEqual(['samtycke'])
      // Whoever takes our own cookie away has not answered any more.
      await v.one.clearCookies()
      await v.page.goto(service.url)
      expect(await v.page.locator('.consent-banner').isVisible()).toBe(true)
      await v.one.close()
    },
  )
})

describe('with everything allowed', () => {
  const MARKS = ['Sparmärke Öström', 'spar.marke@prov.example', '070-174 06 49', '198406012388', 'markt-hemlighet-77']

  test(
    'the room, the app and every page that holds something of a person stay without anybody',
    clause('P-6.14', 'P-4.16', 'X-7', 'X-38', 'B-11', 'B-17'),
    async () => {
      const v = await visit()
      await v.page.goto(service.url)
      await choose(v.page, 'Godkänn alla')
      await v.page.waitForURL(`${service.url}/`)
      await v.one.addCookies([{ name: session[0], value: session[1], url: service.url }])
      await expect.poll(() => v.met().length).toBeGreaterThan(5)
      v.foreign.length = 0
      const before = await ask(service.ownerUrl, 'select count(*) from visitor_event')
      await ask(service.ownerUrl, 'delete from use_count')
      for (const path of [
        room,
        `${room}skriv-under`,
        '/app/',
        '/app/kunder',
        '/app/installningar',
        '/registrera',
        '/logga-in',
        '/verifiera',
        '/kakor',
        '/mina-uppgifter',
      ]) {
        const answer = await v.page.goto(service.url + path)
        const policy = answer?.headers()['content-security-policy'] ?? ''
        expect(policy.replace(/https?:\/\/localhost\S*/g, ''), path).not.toMatch(/https?:|wss?:/)
      }
      const entries = storedHere(service.services.door.processors)
      for (const name of await kept(v)) expect(entryOf(entries, name), name).not.toBeNull()
      // Nobody is met, nothing is measured, and what is read in the room is not even counted.
      expect(v.met()).toEqual([])
      await flushCounts(service.services)
      expect(await ask(service.ownerUrl, 'select count(*) from visitor_event where page like $1', ['%rum%'])).toEqual([
        { count: 0 },
      ])
      expect((await ask(service.ownerUrl, 'select value from use_count')).filter(c => /rum|app/.test(c.value))).toEqual(
        [],
      )
      expect(Number(before[0]?.count)).toBeGreaterThanOrEqual(0)
      // Where they are let in, every form is masked and there is no field to type in.
      for (const path of ['/', '/integritet', '/integritet/policy']) {
        await v.page.goto(service.url + path)
        expect(await v.page.locator('form:not([data-private][data-hj-suppress])').count(), path).toBe(0)
        expect(await v.page.locator('input:not([type=hidden]), textarea, select').count(), path).toBe(0)
      }
      await v.one.close()
    },
  )

  test(
    'nothing that somebody writes or comes from reaches a supplier, clear, encoded or hashed',
    clause('B-11', 'B-12', 'B-13', 'B-17'),
    async () => {
      const v = await visit()
      await v.page.goto(service.url)
      await choose(v.page, 'Godkänn alla')
      await v.page.waitForURL(`${service.url}/`)
      // A page whose address and fields hold somebody, and then the pages where suppliers are.
      await v.page.goto(`${service.url}/registrera?till=${encodeURIComponent(MARKS[4] as string)}`)
      await v.page.getByLabel('Företagets namn').fill(MARKS[0] as string)
      await v.page.getByLabel('E-post').fill(MARKS[1] as string)
      await v.page.getByRole('link', { name: 'Integritet', exact: true }).click()
      await v.page.waitForURL(/integritet$/)
      await settled(v.page, `/?q=${encodeURIComponent(MARKS.join(' '))}`)
      await settled(v.page, '/')
      await expect
        .poll(() => v.foreign.filter(r => r.method() === 'POST').length)
        .toBeGreaterThan(2 * byConsent().length)
      const forms = MARKS.flatMap(m => [
        m,
        m.toLowerCase(),
        ...(m.replace(/\D/g, '').length >= 8 ? [m.replace(/\D/g, '')] : []),
        m.replace(/\s/g, ''),
      ]).flatMap(m => [
        m,
        encodeURIComponent(m),
        Buffer.from(m).toString('base64').replace(/=+$/, ''),
        Buffer.from(m, 'utf16le').toString('base64').replace(/=+$/, ''),
        Buffer.from(m).toString('hex'),
        ...['md5', 'sha1', 'sha256'].map(how => createHash(how).update(m).digest('hex')),
      ])
      const said = v.foreign.map(r => [r.url(), r.postData() ?? '', JSON.stringify(r.headers())].join('\n'))
      expect(said.some(s => s.includes(encodeURIComponent(service.url)) || s.includes(service.url))).toBe(true)
      for (const form of new Set(forms))
        expect(
          said.filter(s => s.includes(form)),
          form,
        ).toEqual([])
      // And what a supplier was begun with: a page view, everything else off.
      const begun = await v.page.evaluate(() => {
        const w = window as unknown as { fbq: { queue: unknown[] }; dataLayer: ArrayLike<unknown>[] }
        return { facebook: w.fbq.queue, google: [...w.dataLayer].map(c => Array.from(c)) }
      })
      expect(begun.facebook).toEqual([
        ['set', 'autoConfig', false, 'prov-pixel'],
        ['init', 'prov-pixel'],
        ['track', 'PageView'],
      ])
      expect(
        begun.google.filter(c => c[0] === 'config').map(c => (c[2] as Record<string, unknown>).page_location),
      ).toEqual([`${service.url}/`, `${service.url}/`])
      expect(JSON.stringify(begun.google)).not.toContain('user_data')
      await v.one.close()
    },
  )
})

describe('on request', () => {
  test('a chat meets nobody before it is started, and leaves nothing when it is closed', clause('X-29'), async () => {
    const v = await visit()
    await settled(v.page, '/visa/chatten')
    await v.page.getByText('Skriv inte personnummer').waitFor()
    expect([v.met(), await kept(v)]).toEqual([[], []])
    await choose(v.page, 'Starta chatten')
    await expect.poll(() => v.met()).toEqual(['chatten'])
    await expect.poll(() => kept(v)).toEqual(['chatt:rad', 'chatt_id'])
    // It is where it was asked for, and nowhere else.
    v.foreign.length = 0
    await settled(v.page, '/')
    expect(v.met()).toEqual([])
    await settled(v.page, '/visa/chatten?visa=1')
    await choose(v.page, 'Stäng')
    await v.page.getByRole('button', { name: 'Starta chatten' }).waitFor()
    v.foreign.length = 0
    expect(await kept(v)).toEqual([])
    await settled(v.page, '/visa/chatten')
    expect(v.met()).toEqual([])
    await v.one.close()
  })

  test(
    'content of a social network needs the consent to advertising and a click, both',
    clause('P-16.7', 'X-30'),
    async () => {
      const v = await visit()
      // A click without the consent shows nothing, however it is asked.
      for (const path of ['/visa/natverket', '/visa/natverket?visa=1']) {
        await settled(v.page, path)
        expect(v.met(), path).toEqual([])
        expect(await v.page.getByRole('button', { name: 'Visa', exact: true }).count()).toBe(0)
      }
      await v.page.getByRole('link', { name: /Tillåt Prov natverket/ }).click()
      const part = v.page.getByRole('checkbox', { name: /Natverket/ })
      expect(
        await v.page
          .getByRole('group', { name: 'Riktad annonsering' })
          .getByRole('checkbox', { name: /Natverket/ })
          .count(),
      ).toBe(1)
      await part.check()
      await choose(v.page, 'Spara mitt val')
      await v.page.waitForURL(/natverket$/)
      // The consent without a click shows nothing either: here, or on any page.
      for (const path of ['/visa/natverket', '/', '/integritet']) {
        await settled(v.page, path)
        expect(v.met(), path).toEqual([])
      }
      await settled(v.page, '/visa/natverket')
      await choose(v.page, 'Visa')
      await expect.poll(() => v.met()).toEqual(['natverket'])
      await expect.poll(() => kept(v)).toContain('natverk_id')
      await v.one.close()
    },
  )
})

describe('what somebody puts into a page', () => {
  test(
    'reaches no supplier that was not allowed: it is stopped by the page’s policy, and told',
    clause('B-12', 'B-17'),
    async () => {
      const v = await visit()
      await v.page.goto(service.url)
      await choose(v.page, 'Endast nödvändiga')
      await v.page.waitForURL(`${service.url}/`)
      await ask(service.ownerUrl, 'delete from use_count')
      const host = hostOf('annonser')
      const reports = v.page.waitForResponse(r => r.url().endsWith('/avvikelse'))
      await v.page.evaluate(host => {
        const put = (name: string, of: Record<string, string>) =>
          document.body.append(Object.assign(document.createElement(name), of))
        put('script', { src: `${host}/start.js` })
        put('img', { src: `${host}/punkt` })
        put('iframe', { src: `${host}/ram` })
        fetch(`${host}/in`, { mode: 'no-cors' }).catch(() => {})
        const form = Object.assign(document.createElement('form'), {
          action: `${host}/form`,
          method: 'post',
          target: '_blank',
        })
        document.body.append(form)
        form.submit()
        try {
          new WebSocket(`${host.replace('https', 'wss')}/ledning`)
        } catch {}
      }, host)
      await reports
      await expect
        .poll(async () =>
          (await ask(service.ownerUrl, `select value from use_count where what = 'stopped' order by value`)).map(
            c => c.value,
          ),
        )
        .toEqual(expect.arrayContaining(['connect annonser', 'frame annonser', 'img annonser', 'script annonser']))
      expect(v.met()).toEqual([])
      expect(service.logs.join('')).toContain('a supplier was stopped without consent')
      await v.one.close()
    },
  )
})
