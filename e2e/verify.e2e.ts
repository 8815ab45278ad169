// The checking page in a browser: the same answers as on the command line, and nothing of the file leaves.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromPem } from '../src/signing/asn1/der.ts'
import { addTimestamp } from '../src/signing/seal/seal.ts'
import { askTimestamp } from '../src/signing/seal/timestamp.ts'
import { currentSealKey, renewSealCertificate, sealRoots } from '../src/signing/seal-certificate.ts'
import { sayEvidence, sayReport } from '../src/signing/verify/say-report.ts'
import { verifyEvidence } from '../src/signing/verify/verify-evidence.ts'
import { verifyPdf } from '../src/signing/verify/verify-pdf.ts'
import { type SealedSample, sealedSample } from '../src/testing/sealed-sample.ts'
import { smallPdf } from '../src/testing/small-pdf.ts'
import { startTestService, type TestService } from '../src/testing/test-service.ts'
import { startTimeStampAuthority, type TimeStampAuthority } from '../src/testing/time-stamp-authority.ts'
import { accessible, context, fits, launch, troubles } from './chromium.ts'

let service: TestService
let authority: TimeStampAuthority
let browser: Browser
let folder: string
let sealed: SealedSample
let stamped: Uint8Array

beforeAll(async () => {
  authority = await startTimeStampAuthority()
  folder = mkdtempSync(join(tmpdir(), 'cling-test-'))
  const caFile = join(folder, 'tsa.pem')
  writeFileSync(caFile, authority.rootPem)
  service = await startTestService({ jobs: false, env: { CLING_TSA_URL: authority.url, CLING_TSA_CA: caFile } })
  sealed = await sealedSample({ key: await currentSealKey(service.services), now: new Date() })
  const roots = fromPem(authority.rootPem)
  stamped = await addTimestamp(sealed.bytes, i => askTimestamp({ url: authority.url, ca: null, roots }, i))
  // What was sealed is known after the seal was renewed, too.
  await renewSealCertificate(service.services)
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await service?.close()
  await authority?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const pdf = (bytes: Uint8Array) => ({ name: 'avtal.pdf', mimeType: 'application/pdf', buffer: Buffer.from(bytes) })
const json = (bytes: Uint8Array) => ({ name: 'bevis.json', mimeType: 'application/json', buffer: Buffer.from(bytes) })

/** The lines of the page, in order, without their marks. */
const linesOf = (page: Page, first: string) =>
  page
    .locator('.findings')
    .filter({ hasText: first })
    .waitFor()
    .then(() =>
      page.$$eval('.findings li', items =>
        items.map(i =>
          [...i.childNodes]
            .slice(1)
            .map(n => n.textContent)
            .join(''),
        ),
      ),
    )

/** What the command line says. */
async function said(bytes: Uint8Array, language: 'sv' | 'en', evidence?: Uint8Array): Promise<string[]> {
  const seal = (await sealRoots(service.services)).flatMap(pem => fromPem(pem))
  const report = await verifyPdf(bytes, { seal, timestamp: fromPem(authority.rootPem) })
  const second = report.manifest && evidence ? await verifyEvidence(report.manifest, evidence, seal) : null
  return [...sayReport(report, language), ...(report.manifest ? sayEvidence(second, language) : [])].map(l => l.text)
}

const files: (() => Uint8Array)[] = [
  () => stamped,
  () => sealed.bytes.map((b, i) => (i === 100 ? b ^ 1 : b)),
  () => new Uint8Array([...sealed.bytes, 32]),
  () => smallPdf(),
  () => new Uint8Array([1, 2, 3]),
]

test.each(['sv', 'en'] as const)(
  'every file is answered as on the command line, and nothing of it leaves (%s)',
  async language => {
    const page = await open(language)
    const wrong = troubles(page)
    const asked: string[] = []
    page.on('request', r => asked.push(`${r.method()} ${new URL(r.url()).pathname}`))
    for (const make of files) {
      await page.locator('#file').setInputFiles(pdf(make()))
      const expected = await said(make(), language)
      expect(await linesOf(page, expected[0] as string)).toEqual(expected)
    }
    // A face that the findings are set in may be fetched when they are first drawn.
    expect(asked.filter(r => !r.startsWith('GET /fonts/'))).toEqual([])
    expect(wrong).toEqual([])
    await page.context().close()
  },
)

test('the evidence file is checked beside it, and another’s is refused; on a phone, for everybody', async () => {
  const page = await open('sv', true)
  await page.locator('#file').setInputFiles(pdf(stamped))
  await linesOf(page, 'Filen är oförändrad')
  expect((await said(stamped, 'sv'))[1]).toMatch(/^Förseglad av Prov Drift AB/)
  const wrong = new Uint8Array([...sealed.evidence, 32])
  for (const evidence of [sealed.evidence, wrong]) {
    await page.locator('#evidence').setInputFiles(json(evidence))
    const expected = await said(stamped, 'sv', evidence)
    expect(await linesOf(page, expected.at(-1) as string)).toEqual(expected)
  }
  await accessible(page)
  await fits(page)
  await page.context().close()
})

async function open(language: 'sv' | 'en', phone = false): Promise<Page> {
  const tab = await context(browser, { phone })
  await tab.addCookies([{ name: 'lang', value: language, url: service.url }])
  const page = await tab.newPage()
  await page.goto(`${service.url}/verifiera`)
  await page.locator('[data-drop]').waitFor()
  return page
}
