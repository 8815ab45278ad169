// Every screen that is not the company's app, in each state it can be in: nothing for axe to say, nothing sticks out, in light and dark.
// One service for all of them; no worker runs, so that what waits goes on waiting.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendAccountMail } from '../src/accounts/account-mail.ts'
import { answer, ask } from '../src/conversation/questions.ts'
import { sendDispatch } from '../src/delivery/dispatch.ts'
import { withdraw } from '../src/delivery/send.ts'
import { linkToken, roomPath } from '../src/documents/link-token.ts'
import { endLinks } from '../src/documents/links.ts'
import { addressHash, wayOutPath } from '../src/marketing/suppression.ts'
import { collectOrders } from '../src/ordering/collect.ts'
import { beginOrder, readOrder } from '../src/ordering/orders.ts'
import { sealAgreement } from '../src/ordering/seal-job.ts'
import { movableClock } from '../src/platform/clock.ts'
import type { Tx } from '../src/platform/database/connect.ts'
import type { Visitor } from '../src/platform/http/endpoint.ts'
import { sendRightsMail } from '../src/privacy/rights/mail.ts'
import { HOME } from '../src/privacy/rights/pages/window.ts'
import { decline } from '../src/recipient/answers.ts'
import { openRoom } from '../src/recipient/room.ts'
import { clause } from '../src/testing/clause.ts'
import { runWaiting, sentTo } from '../src/testing/run-waiting.ts'
import { type SentQuote, sentQuote } from '../src/testing/sent-quote.ts'
import { startTestService, type TestService } from '../src/testing/test-service.ts'
import { refusalPage } from '../src/website/refusal.tsx'
import { accessible, context, fits, launch } from './chromium.ts'

const ASA = '198406012388'
const ERIK = '198502152393'
const DAY = 86_400_000

let service: TestService
let browser: Browser
/** A phone in light and a desktop in dark; every screen is looked at on both. */
let pages: Page[]
let rooms: Record<(typeof STATES)[number], SentQuote>
let sealedPdf: Buffer
let outbox: { id: string; channel: 'mail' | 'sms'; subject: string; text: string }[]

const STATES = [
  'expired',
  'open',
  'question answered',
  'withdrawn',
  'replaced',
  'declined',
  'signed and not yet sealed',
  'sealed',
  'address changed',
] as const

const visitor = (): Visitor => ({
  ip: '127.0.0.1',
  userAgent: 'test',
  language: 'sv',
  url: new URL(`${service.url}/rum/x/skriv-under`),
})
const link = (quote: SentQuote, party = 0) =>
  `${service.url}${roomPath(linkToken(service.services.secrets, quote.links[party] as string))}/`
const roomOf = (quote: SentQuote, party = 0) =>
  openRoom(service.services, linkToken(service.services.secrets, quote.links[party] as string), visitor())
const within = <T>(quote: SentQuote, work: (tx: Tx) => Promise<T>) =>
  service.services.database.company(quote.companyId, work)
const phone = (what: string, body: object) =>
  fetch(`${service.emulator.phoneUrl}api/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
async function order(quote: SentQuote, how: { sameDevice?: boolean; method?: 'code-mail' } = {}) {
  const id = await beginOrder(
    service.services,
    await roomOf(quote),
    {
      ticked: new Set(['rot.refused-ack', 'order.authority']),
      method: how.method ?? 'bankid',
      sameDevice: how.sameDevice ?? true,
      drawing: null,
      purpose: 'sign',
    },
    visitor(),
  )
  const found = await readOrder(service.services, quote.companyId, id)
  return { url: `${link(quote)}skriv-under/${id}`, autoStartToken: found?.secrets.autoStartToken as string }
}
async function signed(quote: SentQuote) {
  const { autoStartToken } = await order(quote)
  await phone('approve', { autoStartToken, personalNumber: ASA })
  await collectOrders.run(service.services)
}

beforeAll(async () => {
  const clock = movableClock(new Date())
  service = await startTestService({ clock, jobs: false })
  browser = await launch()
  pages = await Promise.all(
    [{ phone: true }, { dark: true }].map(async look => (await context(browser, look)).newPage()),
  )
  const expired = await sentQuote(service.services)
  clock.pass(60 * DAY)
  const made = [expired]
  for (const _ of STATES.slice(1)) made.push(await sentQuote(service.services))
  rooms = Object.fromEntries(STATES.map((s, i) => [s, made[i]])) as typeof rooms

  const asked = rooms['question answered']
  const room = await roomOf(asked)
  for (const [anchor, body] of [
    ['', 'Kan ni börja redan vecka 2?\nVi är bortresta vecka 4.'],
    [room.frozen.content.blocks.find(b => b.type === 'price-table')?.id ?? '', 'Ingår bortforsling?'],
  ] as const) {
    const questionId = await within(asked, tx => ask(service.services, tx, room.actor, { version: 1, anchor, body }))
    if (anchor === '')
      await within(asked, tx =>
        answer(service.services, tx, asked.actor, {
          documentId: asked.documentId,
          questionId,
          answer: 'Ja, på måndag.',
        }),
      )
  }
  await within(rooms.withdrawn, tx => withdraw(service.services, tx, rooms.withdrawn.actor, rooms.withdrawn.documentId))
  for (const [state, why] of [
    ['replaced', 'replaced'],
    ['address changed', 'address-changed'],
  ] as const)
    await within(rooms[state], tx => endLinks(service.services, tx, { documentId: rooms[state].documentId }, why))
  const no = await roomOf(rooms.declined)
  await within(rooms.declined, tx => decline(service.services, tx, no, 'Vi väntar till våren.'))
  await signed(rooms.sealed)
  await runWaiting(service, sealAgreement as never, sendDispatch as never)
  await signed(rooms['signed and not yet sealed'])
  sealedPdf = Buffer.from(await (await fetch(`${link(rooms.sealed)}avtal.pdf`)).arrayBuffer())
  const listed = await fetch(`${service.url}/utkorg`, { headers: { accept: 'application/json' } })
  outbox = ((await listed.json()) as { messages: typeof outbox }).messages
})
afterAll(async () => {
  await browser?.close()
  await service?.close()
})

/** On both devices: brought there, it is in order. */
async function inOrder(
  bring: string | ((page: Page) => Promise<unknown>),
  beside?: (page: Page) => Promise<unknown>,
  except: string[] = [],
) {
  for (const page of pages) {
    if (typeof bring === 'string') await page.goto(bring.startsWith('http') ? bring : service.url + bring)
    else await bring(page)
    await beside?.(page)
    await accessible(page, except)
    await fits(page)
  }
}
/** A mail stands inside another program's page, which has the landmarks and the heading. */
const MAIL = ['landmark-one-main', 'page-has-heading-one', 'region']
const says = (words: string | RegExp) => async (page: Page) => {
  await page.getByText(words).first().waitFor()
}

describe('the room', () => {
  test.each<[(typeof STATES)[number], string | RegExp]>([
    ['expired', 'Be om förlängning'],
    ['open', /dagar kvar/],
    ['question answered', 'Ja, på måndag.'],
    ['withdrawn', 'dragit tillbaka offerten'],
    ['replaced', 'Det finns en nyare version.'],
    ['declined', 'Du har tackat nej.'],
    ['signed and not yet sealed', 'Filen förseglas.'],
    ['sealed', 'Hämta avtalet (PDF)'],
    ['address changed', 'Länken gäller inte längre.'],
  ])('%s', async (state, words) => {
    await inOrder(link(rooms[state]), says(words))
    if (!['open', 'question answered'].includes(state))
      for (const page of pages) expect(await page.content()).not.toContain('dagar kvar')
  })

  test('expired, and asked for longer: the invitation to ask gives way to what was done', async () => {
    await inOrder(async page => {
      await page.goto(link(rooms.expired))
      await page.getByRole('button', { name: 'Be om förlängning' }).click()
    }, says('har fått din fråga om förlängning'))
    expect(await pages[0]?.content()).not.toContain('Vill du fortfarande')
  })

  test('a refused question stands where it was asked, with its words', async () => {
    await inOrder(async page => {
      await page.goto(link(rooms.open))
      await page.getByText('Ställ en fråga').click()
      await page.getByLabel('Din fråga').fill(' ')
      await page.getByRole('button', { name: 'Skicka frågan' }).click()
    }, says('Skriv din fråga först.'))
  })

  test('at 320 px a long date leaves its label in one piece', async () => {
    const quote = await sentQuote(service.services, { sample: 'el-omvand-moms' })
    const page = await (await context(browser, { width: 320 })).newPage()
    await page.goto(link(quote))
    await fits(page)
    const label = await page
      .locator('.pairs dt')
      .first()
      .evaluate(e => e.getBoundingClientRect().width)
    expect(label).toBeGreaterThan(80)
    await page.context().close()
  })

  test('on a phone at 200 % nothing runs out of the page, and no word of a heading is broken', async () => {
    const page = await (await context(browser, { width: 195 })).newPage()
    for (const path of ['', 'skriv-under']) {
      await page.goto(link(rooms.open) + path)
      await fits(page)
      const broken = await page.evaluate(() => {
        const found: string[] = []
        for (const heading of document.querySelectorAll('h1, h2')) {
          const walk = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT)
          for (let node = walk.nextNode(); node; node = walk.nextNode())
            for (const word of (node.textContent ?? '').matchAll(/\p{L}+/gu)) {
              const range = document.createRange()
              range.setStart(node, word.index)
              range.setEnd(node, word.index + word[0].length)
              if (new Set([...range.getClientRects()].map(r => r.top)).size > 1) found.push(word[0])
            }
        }
        return found
      })
      expect(broken).toEqual([])
    }
    await page.context().close()
  })

  test('at 200 % the sum and the button leave most of the screen to the document', async () => {
    const page = await (await context(browser, { width: 720 })).newPage()
    await page.setViewportSize({ width: 720, height: 450 })
    for (const path of ['', 'skriv-under']) {
      await page.goto(link(rooms.open) + path)
      await fits(page)
    }
    await page.goto(link(rooms.open))
    expect((await page.locator('.bar').boundingBox())?.height).toBeLessThan(450 * 0.35)
    await page.setViewportSize({ width: 720, height: 400 })
    expect(await page.locator('.bar').evaluate(e => getComputedStyle(e).position)).toBe('static')
    await page.context().close()
  })

  test('on paper it is black on white at night too, without what can only be pressed, and with what is folded on screen', async () => {
    const page = await (await context(browser, { dark: true })).newPage()
    for (const state of ['open', 'sealed'] as const) {
      await page.goto(link(rooms[state]))
      await page.emulateMedia({ media: 'print' })
      const paper = await page.evaluate(() => ({
        ground: getComputedStyle(document.body).backgroundColor,
        ink: getComputedStyle(document.querySelector('.doc') as Element).color,
        pressed: [...document.querySelectorAll('.button, .rail, .foot')].filter(e => e.checkVisibility()).length,
      }))
      expect(paper).toMatchObject({ ground: 'rgb(255, 255, 255)', ink: 'rgb(26, 28, 31)', pressed: 0 })
      await fits(page)
      const pdf = await page.pdf({ format: 'A4' })
      expect(pdf.length).toBeGreaterThan(10_000)
      await page.emulateMedia({ media: 'screen' })
    }
    expect(await page.locator('.doc details:not([open])').count()).toBe(0)
    await page.context().close()
  })
})

describe('signing', () => {
  test('what is ordered, and the box that was not ticked has the focus', async () => {
    await inOrder(`${link(rooms.open)}skriv-under`, says('Du betalar'))
    await inOrder(async page => {
      await page.goto(`${link(rooms.open)}skriv-under`)
      await page.getByRole('button', { name: /betalningsskyldighet/ }).click()
    }, says('Kryssa i den här rutan'))
    for (const page of pages)
      expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true')
  })

  test('waiting with a code to scan, which fits and is large enough for a camera', async () => {
    const { url } = await order(rooms.open, { sameDevice: false })
    await inOrder(url, says('Öppna appen inom en halv minut.'))
    for (const page of pages) {
      const [plate, window] = [await page.locator('.plate').boundingBox(), page.viewportSize()]
      expect(plate?.width).toBeGreaterThanOrEqual(340)
      expect((plate?.x ?? 0) + (plate?.width ?? 0)).toBeLessThanOrEqual((window?.width ?? 0) - 20)
    }
  })

  test('waiting on the same device; when the app is opened there is more time, and the words say so', async () => {
    const { url, autoStartToken } = await order(rooms.open)
    await inOrder(url, says('Öppna appen inom en halv minut.'))
    await phone('open', { autoStartToken, personalNumber: ASA })
    await collectOrders.run(service.services)
    for (const page of pages) {
      await says('Du har tre minuter på dig i appen.')(page)
      expect(await page.locator('.progress').evaluate((e: HTMLElement) => e.style.getPropertyValue('--time'))).toBe(
        '180s',
      )
    }
    await inOrder(url, says('Läs texten i appen.'))
  })

  test.each([
    ['cancelled', (t: string) => phone('cancel', { autoStartToken: t }), 'Du avbröt i appen.'],
    [
      'stopped by the bank',
      (t: string) => phone('fail', { autoStartToken: t, hint: 'transactionRiskBlocked' }),
      'av säkerhetsskäl',
    ],
    [
      'by somebody else',
      (t: string) => phone('approve', { autoStartToken: t, personalNumber: ERIK }),
      'ställt till någon annan',
    ],
  ])('%s: what happened, that nothing is signed, and the way on', async (_, end, words) => {
    const { url, autoStartToken } = await order(rooms.open)
    await end(autoStartToken)
    await collectOrders.run(service.services)
    await inOrder(url, says(words))
    await pages[0]?.getByRole('link', { name: 'Försök igen' }).click()
    await pages[0]?.getByRole('heading', { name: 'Granska och skriv under' }).waitFor()
  })

  test('by a code, refused', async () => {
    const { url } = await order(rooms.open, { method: 'code-mail' })
    await inOrder(url, says('Vi har skickat sex siffror'))
    await inOrder(async page => {
      await page.goto(url)
      await page.getByLabel('Kod').fill('12')
      await page.getByRole('button', { name: 'Godkänn' }).click()
    }, says('Koden stämmer inte.'))
  })

  test('the evidence file: asked for, and the agreement untouched when nobody identifies', async () => {
    await inOrder(async page => {
      await page.goto(`${link(rooms.sealed)}bevis`)
      await page.getByRole('button', { name: 'Legitimera på den här enheten' }).click()
      await page.getByRole('heading', { name: 'Väntar på BankID' }).waitFor()
      const start = await page.getByRole('link', { name: 'Öppna testtelefonen' }).getAttribute('href')
      await phone('cancel', { autoStartToken: new URL(start as string).searchParams.get('autostarttoken') })
      await collectOrders.run(service.services)
    }, says('Avtalet påverkas inte.'))
  })
})

describe('the public pages', () => {
  test.each([
    '/',
    '/registrera',
    '/registrera/klart',
    '/bekrafta/utgangen',
    '/logga-in',
    '/glomt-losenord',
    '/integritet',
    '/integritet/slutkund',
    '/integritet/policy',
    '/integritet/register',
    '/integritet/bevis',
    '/kakor',
    '/kontakt',
    '/kontakt/chatt',
    '/nyhetsbrev',
    '/utkorg',
    '/finns-inte',
  ])('%s', path => inOrder(path))

  test('the way out of all advertising, and that it is gone', async () => {
    const path = wayOutPath(service.services.secrets, addressHash(service.services.secrets, 'x@prov.example'))
    await inOrder(path)
    await inOrder(async page => {
      await page.goto(service.url + path)
      await page.getByRole('button', { name: 'Avregistrera mig' }).click()
    }, says('Du är avregistrerad'))
  })

  test(
    'of rights and consent are for everybody, also inside, where one asks about one’s own data',
    clause('L-21'),
    async () => {
      for (const path of [HOME, `${HOME}/kontrollera`, '/kakor', '/kakor/svar']) await inOrder(path)
      const { rows: people } = await service.services.database.outside(tx =>
        tx.client.query<{ email: string }>('select email from account order by id limit 2'),
      )
      expect(people).toHaveLength(2)
      for (const [n, page] of pages.entries()) {
        const email = people[n % 2]?.email ?? ''
        const before = (await sentTo(service, email)).length
        await page.goto(service.url + HOME)
        await page.locator('input[name="address"]').fill(email)
        await page.locator(`form[action="${HOME}/kod"] button`).click()
        await page.locator('input[name="code"]').waitFor()
        await accessible(page)
        await fits(page)
        // Whoever sends it, this process or the service's own worker: the mail is there when it is there.
        await runWaiting(service, sendRightsMail as never)
        await expect.poll(async () => (await sentTo(service, email)).length).toBeGreaterThan(before)
        const code = /\b(\d{6})\b/.exec((await sentTo(service, email)).at(-1)?.body_text ?? '')?.[1] ?? ''
        await page.locator('input[name="code"]').fill(code)
        await page.locator(`form[action="${HOME}/kod/svar"] button`).click()
        await page.locator('form.rights-ask').first().waitFor({ state: 'attached', timeout: 8000 })
        await accessible(page)
        await fits(page)
      }
    },
  )

  test('signing up with wrong input says so beside each field, and keeps what was typed', async () => {
    await inOrder(async page => {
      await page.goto(`${service.url}/registrera`)
      await page.getByLabel('Företagets namn').fill('Prov El AB')
      await page.evaluate(() => {
        for (const f of document.forms) f.noValidate = true
      })
      await page.getByLabel('E-post').fill('linnea@provel')
      await page.getByLabel(/Lösenord/).fill('kort')
      await page.getByRole('button', { name: 'Skapa konto' }).click()
    }, says('Adressen saknar slutet'))
    for (const page of pages) {
      expect(await page.getByLabel('Företagets namn').inputValue()).toBe('Prov El AB')
      expect(await page.getByLabel(/Lösenord/).inputValue()).toBe('')
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('email')
    }
  })

  test('signing up writes the company’s name on the first quote, and the link mailed shows a button', async () => {
    const page = pages[0] as Page
    await page.goto(`${service.url}/registrera`)
    await page.getByLabel('Företagets namn').fill('Prov El AB')
    // The paper takes the name as it is typed; on a phone there is no room to show it.
    expect(await page.locator('[data-company]').textContent()).toBe('Prov El AB')
    await page.getByLabel('E-post').fill('linnea@provel.example')
    await page.getByLabel(/Lösenord/).fill('en lagom lång mening 7')
    await page.getByRole('button', { name: 'Skapa konto' }).click()
    await page.getByText('Vi har mejlat en länk.').waitFor()
    await runWaiting(service, sendAccountMail as never)
    const [mail] = await sentTo(service, 'linnea@provel.example')
    const to = /http\S+\/bekrafta\/\S+/.exec(mail?.body_text ?? '')?.[0] as string
    // Elsewhere than where one signed up, a password is chosen with the mail in hand.
    await inOrder(to, seen => says(seen === page ? 'Bekräfta och logga in' : 'Därför väljer du lösenordet här')(seen))
  })

  test.each([
    ['room', 429],
    ['room', 500],
    ['website', 429],
    ['website', 500],
    ['website', 503],
  ] as const)('a refusal in the %s with %i says what is and leads back', async (zone, status) => {
    const request = new Request(`${service.url}/${zone === 'room' ? 'rum/x/skriv-under/y/kod' : 'registrera'}`)
    const drawn = refusalPage({ zone, status, text: 'Vänta en stund.', language: 'sv', request, reference: 'prov' })
    const html = await drawn.text()
    await inOrder(async page => {
      await page.goto(`${service.url}/forsegling/rot.pem`).catch(() => {})
      await page.setContent(html)
    })
    const back = await pages[0]?.getByRole('link', { name: /Till (dokumentet|startsidan)/ }).getAttribute('href')
    expect(new URL(back as string, request.url).pathname).toBe(zone === 'room' ? '/rum/x/' : '/')
  })

  test('mails as programs show them, in light and at night, and as they lie in the outbox', async () => {
    const ofEach = (subject: string) => outbox.find(m => m.subject.startsWith(subject))?.id as string
    const text = outbox.find(m => m.channel === 'mail' && m.subject.startsWith('Din kopia'))
    for (const id of ['Offert från', 'Din kopia', 'Din fråga är skickad', 'Prov Bad'].map(ofEach)) {
      await inOrder(`/utkorg/${id}/html`, undefined, MAIL)
      const grounds = await Promise.all(
        pages.map(p => p.evaluate(() => getComputedStyle(document.body).backgroundColor)),
      )
      expect(grounds).toEqual(['rgb(255, 255, 255)', 'rgb(26, 27, 29)'])
    }
    await inOrder(`/utkorg/${text?.id}`)
  })
})

describe('the checking page', () => {
  const altered = () => {
    const bytes = Buffer.from(sealedPdf)
    bytes[5000] = (bytes[5000] as number) ^ 1
    return bytes
  }
  test.each<[string, () => Buffer, string]>([
    ['intact, and a test', () => sealedPdf, 'Filen är oförändrad'],
    ['altered', altered, 'Filen har ändrats'],
    ['not a PDF', () => Buffer.from('hej'), 'Filen är ingen PDF'],
  ])('%s', async (name, file, words) => {
    await inOrder(async page => {
      await page.goto(`${service.url}/verifiera`)
      await page.locator('#file').setInputFiles({ name: `${name}.pdf`, mimeType: 'application/pdf', buffer: file() })
    }, says(words))
  })

  test('sealed under a root that is not this installation’s: unchanged, and by whom is not known', async () => {
    await inOrder(async page => {
      await page.route('**/verifiera', async route => {
        const response = await route.fetch()
        const html = await response.text()
        await route.fulfill({ response, body: html.replace(/(<template data-roots="">)[^<]*/, '$1') })
      })
      await page.goto(`${service.url}/verifiera`)
      await page.unroute('**/verifiera')
      await page.locator('#file').setInputFiles({ name: 'avtal.pdf', mimeType: 'application/pdf', buffer: sealedPdf })
      await page.getByText('Filen är oförändrad').waitFor()
    }, says('Sigillets rot är okänd här'))
  })
})

describe('the test phone', () => {
  test('chooses who one is, shows what is signed, and how it ended', async () => {
    const { autoStartToken } = await order(rooms.open)
    await inOrder(service.emulator.phoneUrl, says('Vem är du?'))
    await inOrder(async page => {
      await page.goto(service.emulator.phoneUrl)
      await page.getByRole('button', { name: /Åsa Berg/ }).click()
    }, says('Väntar på den här datorn'))
    for (const page of pages.slice(0, 1)) {
      await page
        .getByRole('button', { name: /Skriv under/ })
        .first()
        .click()
      await page.getByRole('heading', { name: 'Skriv under' }).waitFor()
      await accessible(page)
      await fits(page)
      await page.getByRole('button', { name: 'Skriv under' }).click()
      await page.getByRole('heading', { name: 'Klart' }).waitFor()
      await accessible(page)
    }
    expect(autoStartToken).not.toBe('')
  })
})
