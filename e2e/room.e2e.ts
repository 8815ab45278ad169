import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { linkToken, roomPath } from '../src/documents/link-token.ts'
import { clause } from '../src/testing/clause.ts'
import { type SentQuote, sentQuote } from '../src/testing/sent-quote.ts'
import { startTestService, type TestService } from '../src/testing/test-service.ts'
import { accessible, context, fits, launch, troubles } from './chromium.ts'

let service: TestService
let browser: Browser

beforeAll(async () => {
  service = await startTestService()
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await service?.close()
})

const link = (quote: SentQuote, party = 0) =>
  `${service.url}${roomPath(linkToken(service.services.secrets, quote.links[party] as string))}`
const events = (quote: SentQuote) =>
  service.services.database.company(quote.companyId, async tx =>
    (
      await tx
        .selectFrom('document_event')
        .select('type')
        .where('document_id', '=', quote.documentId)
        .orderBy('seq')
        .execute()
    ).map(e => e.type as string),
  )
const mail = async (to: string, subject: string) => {
  const response = await fetch(`${service.url}/utkorg`, { headers: { accept: 'application/json' } })
  const { messages } = (await response.json()) as { messages: { to: string; subject: string; text: string }[] }
  return messages.find(m => m.to === to && m.subject.includes(subject))
}
const until = async <T>(look: () => Promise<T | undefined | false | null>): Promise<T> => {
  const limit = Date.now() + 30_000
  for (;;) {
    const found = await look()
    if (found) return found
    if (Date.now() > limit) throw new Error('It did not come within half a minute.')
    await new Promise(done => setTimeout(done, 50))
  }
}

describe('the customer on a phone', () => {
  test(
    'reads, picks an option, asks, orders with BankID on the same phone, has the sealed file, and may say what they thought',
    clause('P-7.1'),
    async () => {
      const quote = await sentQuote(service.services)
      const page = await (await context(browser, { phone: true })).newPage()
      const wrong = troubles(page)
      await page.goto(link(quote))
      expect(page.url()).toMatch(/\/$/)
      await accessible(page)
      await fits(page)

      const before = await page.locator('[data-sum-bar]').innerText()
      await page.getByLabel(/Golvvärme/).check()
      await until(async () => (await page.locator('[data-sum-bar]').innerText()) !== before)
      expect(await page.getByRole('status').last().innerText()).toContain('Ny summa')

      await page.getByRole('link', { name: 'Fråga' }).click()
      await page.getByLabel('Din fråga').fill('Hur länge är vattnet avstängt? <script>alert(1)</script>')
      await page.getByRole('button', { name: 'Skicka frågan' }).click()
      await page.getByText('<script>alert(1)</script>').waitFor()
      await until(async () => (await events(quote)).includes('opened'))

      await page.getByRole('link', { name: 'Granska och skriv under' }).click()
      await accessible(page)
      await fits(page)
      await page.getByRole('button', { name: /betalningsskyldighet/ }).click()
      // Without the required statement it does not bind: the box says so, and nothing typed is lost.
      await page.getByText('Kryssa i den här rutan').waitFor()
      await accessible(page)
      await page.getByRole('checkbox', { name: /Jag har läst informationen/ }).check()
      await page.getByRole('button', { name: /betalningsskyldighet/ }).click()
      await page.getByRole('heading', { name: 'Väntar på BankID' }).waitFor()
      await accessible(page)
      const start = await page.getByRole('link', { name: 'Öppna testtelefonen' }).getAttribute('href')
      const token = new URL(start as string).searchParams.get('autostarttoken')
      await fetch(`${service.emulator.phoneUrl}api/approve`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ autoStartToken: token, personalNumber: '198406012388' }),
      })
      await page.getByText('Klart. Ni har ett avtal.').waitFor()
      await until(async () => {
        await page.reload()
        return page.getByRole('link', { name: 'Hämta avtalet (PDF)' }).isVisible()
      })
      await accessible(page)
      await fits(page)
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Hämta avtalet (PDF)' }).click(),
      ])
      expect(download.suggestedFilename()).toMatch(/^\d{4}-\d{4}\.pdf$/)
      // All is done before anybody is asked what they thought, and who reads it is said first.
      await page.getByRole('heading', { name: 'Vad tyckte du?' }).waitFor()
      expect(await page.locator('#omdome > p').innerText()).toMatch(/^Frivilligt: avtalet gäller ändå\..*läses av/)
      await page.getByRole('group', { name: 'Hur bra var offerten?' }).getByLabel('4').check()
      await page.getByRole('button', { name: 'Skicka', exact: true }).click()
      await page.getByText('Tack. Det är skickat.').waitFor()
      expect(await page.getByRole('heading', { name: 'Vad tyckte du?' }).count()).toBe(0)
      expect(wrong).toEqual([])
    },
  )

  test('without script reads, recalculates by form and signs with a code', async () => {
    const quote = await sentQuote(service.services)
    const page = await (await context(browser, { phone: true, script: false })).newPage()
    await page.goto(link(quote))
    const before = await page.locator('[data-sum-bar]').innerText()
    await page.getByLabel(/Golvvärme/).check()
    await page.getByRole('button', { name: 'Räkna om' }).first().click()
    expect(await page.locator('[data-sum-bar]').innerText()).not.toBe(before)
    expect(await page.getByLabel(/Golvvärme/).isChecked()).toBe(true)
    await page.getByRole('link', { name: 'Granska och skriv under' }).click()
    await page.getByRole('checkbox').first().check()
    await page.getByText('Har du inte BankID?').click()
    await page.getByRole('button', { name: 'Skicka kod med mejl' }).click()
    const sent = await until(() => mail('asa.berg@mejl.example', 'kod'))
    const code = /\b(\d{6})\b/.exec(sent.text)?.[1] as string
    await page.getByLabel('Kod').fill('12')
    await page.getByRole('button', { name: 'Godkänn' }).click()
    await page.getByText('Koden stämmer inte').waitFor()
    await page.getByLabel('Kod').fill(code)
    await page.getByRole('button', { name: 'Godkänn' }).click()
    await page.getByText('Klart. Ni har ett avtal.').waitFor()
  })

  test('declines with a reason, and the company is told', async () => {
    const quote = await sentQuote(service.services)
    const page = await (await context(browser, { phone: true })).newPage()
    await page.goto(link(quote))
    await page.getByText('Tacka nej').click()
    await page.getByLabel(/Vill du säga varför/).fill('Vi väntar till våren.')
    await page.getByRole('button', { name: 'Skicka mitt nej' }).click()
    await page.getByText('Du har tackat nej').waitFor()
    await accessible(page)
    expect(await events(quote)).toContain('declined')
  })

  test('can do all of it with the keyboard alone', async () => {
    const quote = await sentQuote(service.services)
    const page = await (await context(browser)).newPage()
    await page.goto(link(quote))
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Till innehållet')
    const reached = new Set<string>()
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab')
      const at = await page.evaluate(() => {
        const e = document.activeElement as HTMLElement | null
        const style = e ? getComputedStyle(e) : null
        return {
          text: (e?.textContent || (e as HTMLInputElement | null)?.name) ?? '',
          outline: style?.outlineStyle ?? '',
          name: e?.tagName ?? '',
        }
      })
      reached.add(at.text.trim())
      if (at.text && at.name !== 'BODY') expect(at.outline).not.toBe('none')
    }
    expect([...reached].some(t => t.includes('Granska och skriv under'))).toBe(true)
    expect(reached.has('o')).toBe(true)
  })
})

describe('the room', () => {
  test.each([
    ['light', false],
    ['dark', true],
  ])('is accessible and fits in %s, on a desktop and at 320 px', async (_, dark) => {
    const quote = await sentQuote(service.services)
    for (const look of [{ dark }, { width: 320, dark }]) {
      const page = await (await context(browser, look)).newPage()
      await page.goto(link(quote))
      await accessible(page)
      await fits(page)
      await page.goto(`${link(quote)}/skriv-under`)
      await accessible(page)
      await fits(page)
      await page.context().close()
    }
  })

  test('a scanner that fetches the link leaves no trace of an opening', async () => {
    const quote = await sentQuote(service.services)
    const before = await events(quote)
    for (const agent of ['Mozilla/5.0 (compatible; MailScanner)', 'curl/8'])
      await fetch(link(quote), { headers: { 'user-agent': agent } })
    expect((await events(quote)).filter(e => e !== 'delivered')).toEqual(before.filter(e => e !== 'delivered'))
  })

  test('a link with any character changed is not found', async () => {
    const quote = await sentQuote(service.services)
    const right = link(quote)
    for (const at of [1, 20, 42]) {
      const i = right.length - at
      const wrong = right.slice(0, i) + (right[i] === 'A' ? 'B' : 'A') + right.slice(i + 1)
      expect((await fetch(`${wrong}/`)).status).toBe(404)
    }
    expect(service.logs.join('')).toContain('room-link-unknown')
  })

  test('the link’s token stands nowhere in the page, and no other host is named', async () => {
    const quote = await sentQuote(service.services)
    const html = await (await fetch(`${link(quote)}/`)).text()
    expect(html).not.toContain(link(quote).slice(-43))
    expect([...html.matchAll(/(?:src|href|action)="(https?:)?\/\//g)]).toEqual([])
    expect(Buffer.byteLength(html)).toBeLessThan(40 * 1024)
  })
})
