// A real browser for the journeys, and what is asked of every screen.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'

export const PHONE = { width: 390, height: 844 }
export const DESKTOP = { width: 1440, height: 900 }
const PHONE_AGENT =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36'

export const launch = (): Promise<Browser> => chromium.launch(how())

/** A browser whose owner has refused every cookie, and with it all storage; it keeps its settings in a folder. */
export async function launchWithoutCookies(folder: string): Promise<BrowserContext> {
  mkdirSync(join(folder, 'Default'), { recursive: true })
  const refused = { profile: { default_content_setting_values: { cookies: 2 } } }
  writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify(refused))
  return chromium.launchPersistentContext(folder, { ...how(), locale: 'sv-SE' })
}

function how() {
  const executablePath = process.env.CLING_CHROMIUM
  if (!executablePath) throw new Error('CLING_CHROMIUM does not say where Chromium is; npm test finds or installs one.')
  return {
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A person's browser does not say that it is driven; what is measured of a visit must be what a person's would be.
      '--disable-blink-features=AutomationControlled',
    ],
  }
}

export type Look = { phone?: boolean; dark?: boolean; script?: boolean; width?: number }

export const context = (browser: Browser, look: Look = {}): Promise<BrowserContext> =>
  browser.newContext({
    viewport: look.width ? { width: look.width, height: 800 } : look.phone ? PHONE : DESKTOP,
    colorScheme: look.dark ? 'dark' : 'light',
    javaScriptEnabled: look.script ?? true,
    locale: 'sv-SE',
    ...(look.phone ? { userAgent: PHONE_AGENT, hasTouch: true, isMobile: true } : {}),
  })

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** axe finds nothing (WCAG 2.2 A and AA, and its best practices); `except` names rules that are not for this kind of page. */
export async function accessible(page: Page, except: readonly string[] = []): Promise<void> {
  // The page's own policy forbids foreign scripts; axe is put in by the debugger, as a person's extension would be.
  const session = await page.context().newCDPSession(page)
  const run = async (expression: string) =>
    (await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })).result.value
  await run(`${axe}; true`)
  const found = (await run(
    `axe.run(document, { resultTypes: ['violations'], preload: false, rules: ${JSON.stringify(Object.fromEntries(except.map(r => [r, { enabled: false }])))} }).then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', ')))`,
  )) as string[]
  await session.detach()
  expect(found, page.url().replace(/\/rum\/[^/]+/, '/rum/…')).toEqual([])
}

/** Nothing sticks out sideways. */
export async function fits(page: Page): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(wide, `${page.url().replace(/\/rum\/[^/]+/, '/rum/…')} sticks out by ${wide} px`).toBeLessThanOrEqual(0)
}

/** Errors a page told its console, kept from the start. */
export function troubles(page: Page): string[] {
  const found: string[] = []
  page.on('pageerror', e => found.push(e.message))
  page.on('console', m => {
    // A refused form is an answer, not a fault of the page.
    if (m.type() === 'error' && !m.text().includes('status of 422')) found.push(m.text())
  })
  return found
}
