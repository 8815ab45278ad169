import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DocumentDetail } from '../src/documents/contract.ts'
import { companyWindow } from '../src/testing/company-window.ts'
import { startTestService, type TestService } from '../src/testing/test-service.ts'
import { accessible, context, fits, type Look, launch, troubles } from './chromium.ts'

let service: TestService
let browser: Browser
let cookie: string
let documents: { id: string; jobId: string; state: string; title: string }[]

beforeAll(async () => {
  service = await startTestService()
  browser = await launch()
  const made = await fetch(`${service.url}/prova`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: service.url, 'accept-language': 'sv' },
  })
  cookie = /cling=([^;]+)/.exec(made.headers.get('set-cookie') ?? '')?.[1] as string
  const list = await fetch(`${service.url}/api/app/documents`, { headers: { cookie: `cling=${cookie}` } })
  documents = ((await list.json()) as { documents: typeof documents }).documents
})
afterAll(async () => {
  await browser?.close()
  await service?.close()
})

const signedIn = async (look: Look = {}): Promise<BrowserContext> => {
  const c = await context(browser, look)
  await c.addCookies([{ name: 'cling', value: cookie, url: service.url }])
  return c
}
const of = (state: string) => documents.find(d => d.state === state)?.id as string
/** The app has drawn what it fetched. Asked at every frame: the locators ask twice a second. */
const settled = (page: Page) =>
  page.waitForFunction(() => {
    const heading = document.querySelector('main :is(h1, h2), main [role="heading"], [role="dialog"] h2')
    return (
      document.readyState === 'complete' && heading?.checkVisibility() && !document.querySelector('[aria-busy="true"]')
    )
  })

describe('the app', () => {
  const screens: [string, () => string][] = [
    ['the list', () => '/app/'],
    ['a search without hits', () => '/app/?q=finns-inte'],
    ['the editor', () => `/app/dokument/${of('draft')}/skriv`],
    ['a job with a question', () => `/app/dokument/${of('question')}`],
    ['a sealed job', () => `/app/dokument/${of('sealed') ?? of('signed')}`],
    ['the clients', () => '/app/kunder'],
    ['a new client', () => '/app/kunder/ny'],
    ['the articles', () => '/app/artiklar'],
    ['the settings', () => '/app/installningar'],
    ['the instructions', () => '/app/installningar/personuppgifter'],
    ['leaving', () => '/app/installningar/avslut'],
    ['requests about data', () => '/app/arenden'],
    ['a page that does not exist', () => '/app/finns-inte'],
  ]
  const looks: BrowserContext[] = []
  beforeAll(async () => {
    looks.push(await signedIn({ phone: true }), await signedIn({ dark: true }))
  })
  test.each(screens)('%s is accessible and fits, light on a phone and dark on a desktop', async (_, path) => {
    for (const look of looks) {
      const page = await look.newPage()
      const wrong = troubles(page)
      await page.goto(service.url + path())
      await settled(page)
      await accessible(page)
      await fits(page)
      expect(wrong.filter(m => !m.includes('404'))).toEqual([])
      await page.close()
    }
  })

  test('whoever is not signed in is led to signing in, and back', async () => {
    const page = await (await context(browser)).newPage()
    await page.goto(`${service.url}/app/kunder`)
    expect(page.url()).toContain('/logga-in?till=%2Fapp%2Fkunder')
  })

  test('a passkey is made in the app and lets in without a name and a password', async () => {
    const fresh = await companyWindow(service)
    const c = await context(browser, { phone: true })
    await c.addCookies([{ name: 'cling', value: fresh.cookie.split('=')[1] as string, url: service.url }])
    const page = await c.newPage()
    await page.goto(`${service.url}/app/installningar/inloggning`)
    await settled(page)
    await accessible(page)
    const device = await c.newCDPSession(page)
    await device.send('WebAuthn.enable')
    await device.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
        ...{ isUserVerified: true, automaticPresenceSimulation: true },
      },
    })
    await page.getByRole('button', { name: 'Lägg till en passkey' }).click()
    await page
      .getByRole('dialog')
      .getByLabel(/Vad du kallar den/)
      .fill('Telefonen')
    await page.getByRole('dialog').getByRole('button', { name: 'Lägg till en passkey' }).click()
    await page.getByText('Telefonen', { exact: true }).waitFor()
    await c.clearCookies()
    await page.goto(`${service.url}/logga-in?till=/app/kunder`)
    await page.getByRole('button', { name: 'Logga in med passkey' }).click()
    await page.waitForURL(url => url.pathname === '/app/kunder')
    await settled(page)
    expect((await fresh.ask('GET', '/api/app/sign-in')).body.passkeys).toMatchObject([
      { name: 'Telefonen', usedAt: expect.any(String) },
    ])
    await c.close()
  })

  test('what is typed is saved by itself, survives a reload, and two windows are asked', async () => {
    const c = await signedIn()
    const page = await c.newPage()
    const id = of('draft')
    await page.goto(`${service.url}/app/dokument/${id}/skriv`)
    const title = page.getByLabel('Rubrik', { exact: true }).first()
    await title.fill('Gästtoalett med ljus klinker')
    await page
      .getByText(/^Sparat /)
      .first()
      .waitFor()
    await page.reload()
    await expect
      .poll(() => page.getByLabel('Rubrik', { exact: true }).first().inputValue())
      .toBe('Gästtoalett med ljus klinker')

    const other = await c.newPage()
    await other.goto(`${service.url}/app/dokument/${id}/skriv`)
    await settled(other)
    await other.getByLabel('Rubrik', { exact: true }).first().fill('Gästtoalett, andra fönstret')
    await other
      .getByText(/^Sparat /)
      .first()
      .waitFor()
    await page.getByLabel('Rubrik', { exact: true }).first().fill('Gästtoalett, första fönstret')
    const sheet = page.getByRole('dialog')
    await sheet.waitFor()
    expect(await sheet.textContent()).toContain('Gästtoalett, andra fönstret')
    expect(await sheet.textContent()).toContain('Gästtoalett, första fönstret')
    await accessible(page)
    await c.close()
  })

  test('a question is answered in the job and stands in the customer’s room', async () => {
    const c = await signedIn()
    const page = await c.newPage()
    await page.goto(`${service.url}/app/dokument/${of('question')}`)
    await page.getByRole('textbox').first().fill('Ja, samma pris i borstad mässing.')
    await page
      .getByRole('button', { name: /Svara|Skicka svar/ })
      .first()
      .click()
    await page.getByText('Ja, samma pris i borstad mässing.').first().waitFor()
    await c.close()
  })

  test('an ÄTA with a photo goes from the job to the customer in six taps on a phone', async () => {
    const c = await signedIn({ phone: true })
    const page = await c.newPage()
    const wrong = troubles(page)
    let taps = 0
    const tap = async (on: Locator) => {
      await on.tap()
      taps += 1
    }
    const agreed = documents.find(d => d.state === 'sealed' || d.state === 'signed') as (typeof documents)[number]
    await page.goto(`${service.url}/app/jobb/${agreed.jobId}`)
    await settled(page)
    await accessible(page)
    const photo = { name: 'bild.jpg', mimeType: 'image/jpeg', buffer: await page.screenshot({ type: 'jpeg' }) }

    await tap(page.getByRole('button', { name: 'Ny ÄTA' }))
    // The camera is the phone's own: a tap opens it, and it gives a file.
    await page.locator('input[capture]').setInputFiles(photo)
    taps += 1
    await page.locator('.taken img').waitFor()
    await tap(page.getByRole('textbox', { name: 'Vad har hänt?' }))
    await page.keyboard.type('Bjälken är rötskadad. Den måste bytas innan golvet läggs.')
    await tap(page.getByLabel('à-pris'))
    await page.keyboard.type('14260')
    await accessible(page)
    await fits(page)
    await tap(page.getByRole('button', { name: /^Skicka till / }))
    await tap(page.getByRole('dialog').getByRole('button', { name: /^Skicka till / }))
    await page.waitForURL(url => !url.pathname.endsWith('/skriv'))
    expect(taps).toBe(6)

    await page.getByText('Nej, inte än.').waitFor()
    await accessible(page)
    const id = page.url().split('/').at(-1)
    const made = await fetch(`${service.url}/api/app/documents/${id}`, { headers: { cookie: `cling=${cookie}` } })
    const { state, content } = (await made.json()) as DocumentDetail
    expect(state).toBe('sent')
    expect(content.title).toBe('Bjälken är rötskadad')
    expect(content.blocks).toMatchObject([
      { type: 'text' },
      { type: 'pictures', pictures: [{ file: expect.any(String) }] },
      { type: 'price-table', rows: [{ description: 'Bjälken är rötskadad', unitPriceOre: 1_426_000 }] },
    ])
    await page.goto(`${service.url}/app/jobb/${agreed.jobId}?visa=galler`)
    await page.locator('.in-page').getByText('Om ÄTA 1 beställs').waitFor()
    await fits(page)
    expect(wrong).toEqual([])
    await c.close()
  })

  test('before the first client the agreement is accepted in place, and what was typed is kept', async () => {
    const fresh = await companyWindow(service, { accepted: false })
    const c = await context(browser, { phone: true })
    await c.addCookies([{ name: 'cling', value: fresh.cookie.slice('cling='.length), url: service.url }])
    const page = await c.newPage()
    await page.goto(`${service.url}/app/kunder/ny`)
    await settled(page)
    await page.locator('#name').fill('Familjen Provsson')
    await page.getByRole('button', { name: 'Spara', exact: true }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('link', { name: /Läs avtalet/ }).waitFor()
    await accessible(page)
    await sheet.getByRole('button', { name: 'Godkänn och spara kunden' }).click()
    await page.waitForURL(/\/app\/kunder\/(?!ny)/)
    await page.goto(`${service.url}/app/installningar/personuppgifter`)
    await page.getByText(/^Version 1 godkändes /).waitFor()
    await page.getByRole('checkbox', { name: /^Kunder får sms/ }).click()
    await page.getByText('Instruktionen är nedskriven.').waitFor()
    expect(await page.getByRole('checkbox', { name: /^Kunder får sms/ }).isChecked()).toBe(false)
    await c.close()
  })
})
