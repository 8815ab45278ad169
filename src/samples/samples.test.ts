import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NewArticle } from '../articles/contract.ts'
import { DocumentContent } from '../blocks/contract.ts'
import { movableClock } from '../platform/clock.ts'
import { ask } from '../testing/ask.ts'
import { type Answer, askJson, windowOf } from '../testing/company-window.ts'
import { sentQuote } from '../testing/sent-quote.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { sampleNames } from './sample.ts'
import { isSampleOffered } from './sample-company.ts'

const clock = movableClock(new Date('2026-11-24T09:00:00Z'))
let service: TestService
let cookie: string
beforeAll(async () => {
  service = await startTestService({ jobs: false, clock })
  const pressed = await press()
  expect(pressed).toMatchObject({ status: 303, to: '/app/' })
  cookie = pressed.cookie as string
})
afterAll(() => service.close())

async function press(held?: string) {
  const response = await fetch(`${service.url}/prova`, {
    method: 'POST',
    headers: held ? { cookie: held } : {},
    redirect: 'manual',
  })
  return {
    status: response.status,
    to: response.headers.get('location'),
    cookie: response.headers.get('set-cookie')?.split(';')[0] ?? null,
  }
}
const inApp = (method: 'GET' | 'PUT' | 'POST', path: string, body?: unknown): Promise<Answer> =>
  askJson(service, method, `/api/app${path}`, body, { cookie })
const companies = async () => (await ask(service.superuserUrl, 'select id from company where is_sample')).length

type Listed = { id: string; title: string; state: string; totalOre: number; toPayOre: number; openQuestions: number }
const listed = async (): Promise<Listed[]> => (await inApp('GET', '/documents')).body.documents

describe('the sample company', () => {
  // Counted by hand: hours times price and what is bought, with ROT at 30 % of the hours.
  test.each([
    ['Nytt badrum på Ängsbacken 7', 'reading', 217_060, 173_566],
    ['Gästtoalett, förslag', 'draft', 217_060, 173_566],
    ['Byte av köksblandare', 'question', 4910, 4394],
    ['Altan 32 m²', 'opened', 68_420, 56_414],
    ['Golvslipning, tre rum', 'signed', 28_880, 21_296],
    ['Förråd 15 m²', 'declined', 80_100, 65_610],
    ['Fönsterbyte, elva fönster', 'sent', 107_030, 97_526],
    ['Tilläggsisolering av vind', 'withdrawn', 25_420, 17_794],
  ])('has %s, which is %s and costs %i kronor, %i to pay', async (title, state, total, toPay) => {
    const found = (await listed()).find(d => d.title === title)
    expect(found).toMatchObject({ state, totalOre: total * 100, toPayOre: toPay * 100 })
    expect(found?.openQuestions).toBe(state === 'question' ? 1 : 0)
  })

  test('has nothing else, and its sums of work in hand are those of its quotes', async () => {
    const all = await listed()
    expect(all).toHaveLength(8)
    const toPay = (...states: string[]) =>
      all.filter(d => states.includes(d.state)).reduce((sum, d) => sum + d.toPayOre, 0)
    expect((await inApp('GET', '/pipeline')).body).toMatchObject({
      drafts: { count: 1, ore: toPay('draft') },
      withClient: { count: 4, ore: toPay('sent', 'reading', 'opened', 'question') },
      agreed: { count: 1, ore: toPay('signed') },
    })
  })

  test('holds nothing that the app would not have taken from a person', async () => {
    for (const { id } of await listed()) {
      const { content } = (await inApp('GET', `/documents/${id}`)).body
      expect(DocumentContent.parse(content)).toEqual(content)
    }
    const { articles } = (await inApp('GET', '/articles')).body
    expect(articles).toHaveLength(5)
    for (const { id: _, ...article } of articles) expect(NewArticle.parse(article)).toEqual(article)
    const { body: me } = await inApp('GET', '/me')
    expect(me).toMatchObject({ isSample: true, name: expect.any(String) })
    const { name, phone, photoFile, language } = me
    expect((await inApp('PUT', '/me', { name, phone, photoFile, language })).status).toBe(200)
  })

  test('is worked in as any other: the draft is saved, and lacks nothing to be sent', async () => {
    const draft = (await listed()).find(d => d.state === 'draft') as Listed
    const { revision, content } = (await inApp('GET', `/documents/${draft.id}`)).body
    const saved = await inApp('PUT', `/documents/${draft.id}/content`, { revision, content })
    expect(saved.status).toBe(200)
    const { points } = (await inApp('GET', `/documents/${draft.id}/send-points`)).body
    expect(points.filter((p: { level: string }) => p.level === 'missing')).toEqual([])
  })

  test('asks nobody for a password that nobody has', async () => {
    clock.pass(60 * 60_000)
    expect((await inApp('POST', '/api-keys', { name: 'Bokföringen' })).status).toBe(201)
  })

  test('is one, also when asked for once more in the same browser; somebody else gets their own', async () => {
    const before = await companies()
    expect(await press(cookie)).toEqual({ status: 303, to: '/app/', cookie: null })
    expect(await companies()).toBe(before)
    const other = await press()
    expect(other.cookie).not.toBe(cookie)
    expect(await companies()).toBe(before + 1)
  })

  test('is nowhere where something could reach somebody for real', () => {
    const { config } = service.services
    const offered = (change: object) => isSampleOffered({ config: { ...config, ...change } })
    expect(offered({})).toBe(true)
    expect(offered({ production: true })).toBe(false)
    expect(offered({ mail: { smtpUrl: 'smtp://127.0.0.1', from: 'a@prov.example' } })).toBe(false)
    expect(offered({ sms: { provider: 'cellsynt' } })).toBe(false)
  })
})

describe('each sample', () => {
  // Counted by hand from sample.json: without what is optional, after discount, in öre.
  const SUMS: Record<string, { totalOre: number; toPayOre: number }> = {
    'badrum-rot': { totalOre: 21_706_000, toPayOre: 17_356_600 },
    // Three per cent off; the buyer accounts for the VAT.
    'el-omvand-moms': { totalOre: 38_181_043, toPayOre: 38_181_043 },
    // RUT at 50 % of 7 020 kronor.
    // The cheapest package, and eighteen metres of skirting.
    'job-chain': { totalOre: 9_475_000, toPayOre: 8_201_800 },
    'stad-rut': { totalOre: 776_000, toPayOre: 425_000 },
  }
  test('is counted here', () => expect(sampleNames()).toEqual(Object.keys(SUMS)))
  test.each(Object.entries(SUMS))('%s costs what its rows say', async (sample, sums) => {
    const quote = await sentQuote(service.services, { sample })
    const { actor } = quote as unknown as { actor: { accountId: string; companyId: string; memberId: string } }
    const window = await windowOf(service, actor)
    const { documents } = (await window.ask('GET', '/api/app/documents')).body
    expect(documents).toMatchObject([sums])
  })
})
