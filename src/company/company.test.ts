// The company's own particulars, as its owner fills them in.
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shredKey } from '../platform/vault/shred-job.ts'
import { ask } from '../testing/ask.ts'
import { clause } from '../testing/clause.ts'
import { companyWindow, type Window } from '../testing/company-window.ts'
import { runWaiting } from '../testing/run-waiting.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'

let service: TestService
let window: Window

beforeAll(async () => {
  service = await startTestService({ jobs: false })
  window = await companyWindow(service)
})
afterAll(() => service.close())

const blank = {
  name: 'Snickarn i Lund',
  form: null,
  organisationNumber: null,
  street: null,
  postcode: null,
  city: null,
  phone: null,
  email: null,
  website: null,
  colour: null,
  logoFile: null,
  fTax: false,
  bankgiro: null,
  plusgiro: null,
  iban: null,
  swish: null,
  defaultTerms: '',
  defaultAbout: '',
  defaultValidDays: 30,
  pricesIncludeVat: true,
}
const save = (change: object, at = window) => at.ask('PUT', '/api/app/company', { ...blank, ...change })

describe('numbers of a company', () => {
  test.each([
    ['organisationNumber', '8780003656', '878000-3656'],
    ['organisationNumber', 'SE878000365601', '878000-3656'],
    ['bankgiro', '54029681', '5402-9681'],
    ['bankgiro', '991-2346', '991-2346'],
    ['plusgiro', '2865434', '28 65 43-4'],
    ['iban', 'se45 5000 0000 0583 9825 7466', 'SE45 5000 0000 0583 9825 7466'],
    ['swish', '1231181189', '123 118 11 89'],
    ['postcode', '41255', '412 55'],
    ['phone', '070-174 06 05', '+46701740605'],
    ['colour', '1F6F54', '#1f6f54'],
    ['website', 'https://www.provel.se', 'www.provel.se'],
  ])('%s %s is kept as %s', async (field, typed, kept) => {
    const answer = await save({ [field]: typed })
    expect(answer.body).toMatchObject({ [field]: kept })
  })

  test.each([
    ['organisationNumber', '878000-3657', 'Kontrollsiffran stämmer inte'],
    ['organisationNumber', '878000', 'tio siffror'],
    ['organisationNumber', '840601-2388', 'personnummer'],
    ['bankgiro', '5402-9682', 'Bankgirots kontrollsiffra stämmer inte'],
    ['bankgiro', '12', 'ankgiro'],
    ['plusgiro', '28 65 43-5', 'Plusgirots kontrollsiffra stämmer inte'],
    ['iban', 'SE45 5000 0000 0583 9825 7467', 'IBAN'],
    ['iban', 'SE45', 'IBAN'],
    ['swish', '0701740605', '123'],
    ['postcode', '4125', 'fem siffror'],
    ['colour', 'grön', 'sex tecken'],
    ['website', 'javascript:alert(1)', 'webbadress'],
    ['email', 'a.b', '@'],
    ['soleTraderNumber', '840601-2389', 'Kontrollsiffran stämmer inte'],
    ['soleTraderNumber', '19840631-2388', 'Datumet finns inte'],
    ['defaultValidDays', 0, 'för litet'],
    ['defaultValidDays', 366, 'för stort'],
    ['logoFile', '../../etc/passwd', 'går inte att läsa'],
  ])('%s %s is refused beside its field', async (field, typed, says) => {
    const before = (await window.ask('GET', '/api/app/company')).body
    const answer = await save({ name: 'Ändrat', [field]: typed })
    expect(answer.status).toBe(422)
    expect(Object.keys(answer.body.fields)).toEqual([field])
    expect(answer.body.fields[field]).toContain(says)
    expect((await window.ask('GET', '/api/app/company')).body).toEqual(before)
  })

  test('a number without a form is a company’s number', async () => {
    const answer = await save({ organisationNumber: '878000-3656', form: null })
    expect(answer.body).toMatchObject({ form: 'legal', organisationNumber: '878000-3656' })
  })
})

describe('a sole trader', () => {
  const NUMBER = '19840601-2388'
  const trader = { form: 'sole-trader', soleTraderNumber: NUMBER }
  const keysOf = (of: Window) =>
    ask(
      service.superuserUrl,
      'select id, wrapped is null as gone from vault.key where company_id = $1 and bucket = $2 order by created_at, id',
      [of.companyId, 'person'],
    )

  test('has a personal number, which is shown masked and kept encrypted', clause('X-47'), async () => {
    const one = await companyWindow(service)
    const saved = await save(trader, one)
    expect(saved.body).toMatchObject({ soleTraderNumberMasked: '19840601-****', organisationNumber: null })
    expect((await one.ask('GET', '/api/app/company')).text + saved.text).not.toMatch(/2388/)
    const rows = await ask(service.ownerUrl, 'select * from company where id = $1', [one.companyId])
    expect(rows[0].sole_trader_number).toBeInstanceOf(Buffer)
    expect(JSON.stringify(rows) + rows[0].sole_trader_number.toString('latin1')).not.toMatch(/2388/)
    expect(service.logs.join()).not.toMatch(/840601-?2388/)
  })

  test('keeps the number when the rest is saved without it', async () => {
    const one = await companyWindow(service)
    await save(trader, one)
    const { body } = await save({ form: 'sole-trader', name: 'Nytt namn' }, one)
    expect(body).toMatchObject({ name: 'Nytt namn', soleTraderNumberMasked: '19840601-****' })
  })

  test.each([
    ['takes the number away', { form: 'sole-trader', soleTraderNumber: null }],
    ['empties the field', { form: 'sole-trader', soleTraderNumber: '' }],
    ['becomes a company', { form: 'legal', organisationNumber: '878000-3656' }],
    ['says nothing of what it is', { form: null }],
  ])('who %s has no number, and its key is destroyed', async (_, change) => {
    const one = await companyWindow(service)
    await save(trader, one)
    expect((await save(change, one)).body.soleTraderNumberMasked).toBeNull()
    await runWaiting(service, shredKey as never)
    expect((await keysOf(one)).map(k => k.gone)).toEqual([true])
    const noted = await ask(service.ownerUrl, 'select shredded_at from vault_key where company_id = $1', [
      one.companyId,
    ])
    expect(noted.map(n => n.shredded_at !== null)).toEqual([true])
  })

  test('who gives another number has a new key, and the old one is destroyed', async () => {
    const one = await companyWindow(service)
    await save(trader, one)
    await save({ ...trader, soleTraderNumber: '19850215-2393' }, one)
    await runWaiting(service, shredKey as never)
    expect((await keysOf(one)).map(k => k.gone)).toEqual([true, false])
    expect((await one.ask('GET', '/api/app/company')).body.soleTraderNumberMasked).toBe('19850215-****')
  })

  test('a company that sends a personal number keeps none', async () => {
    const one = await companyWindow(service)
    await save({ form: 'legal', organisationNumber: '878000-3656', soleTraderNumber: NUMBER }, one)
    const [row] = await ask(service.ownerUrl, 'select sole_trader_number, key_id from company where id = $1', [
      one.companyId,
    ])
    expect(row).toEqual({ sole_trader_number: null, key_id: null })
  })
})

describe('pictures of a company', () => {
  const upload = async (bytes: Buffer, at = window, use = 'logo') => {
    const response = await fetch(`${service.url}/api/app/files?use=${use}`, {
      method: 'POST',
      headers: { cookie: at.cookie, accept: 'application/json', 'content-type': 'image/svg+xml' },
      body: new Uint8Array(bytes),
    })
    return { status: response.status, body: await response.json() }
  }
  const shown = (sha256: string, at = window) =>
    fetch(`${service.url}/api/app/files/${sha256}`, { headers: { cookie: at.cookie, accept: 'application/json' } })
  const logo = () =>
    sharp(randomBytes(12), { raw: { width: 2, height: 2, channels: 3 } })
      .png()
      .toBuffer()

  test('are shown as what they are, never as a page, and only to the company', async () => {
    const { status, body } = await upload(await logo())
    expect(status).toBe(201)
    const answer = await shown(body.sha256)
    expect(answer.headers.get('content-type')).toBe('image/png')
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect((await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).width).toBe(2)
    expect((await shown(body.sha256, await companyWindow(service))).status).toBe(404)
  })

  test('lie encrypted on the disk', async () => {
    const { body } = await upload(await logo())
    const [row] = await ask(service.ownerUrl, 'select size from file where sha256 = $1', [body.sha256])
    const stored = await service.services.database.company(window.companyId, tx =>
      tx.selectFrom('file').select(['sha256', 'key_id']).where('sha256', '=', body.sha256).executeTakeFirstOrThrow(),
    )
    const plain = await service.services.files.read(window.companyId, stored)
    expect(plain.subarray(1, 4).toString()).toBe('PNG')
    expect(row.size).toBe(plain.length)
    const onDisk = readdirSync(join(service.dataDir, 'files'), { recursive: true, withFileTypes: true })
      .filter(f => f.isFile())
      .map(f => readFileSync(join(f.parentPath, f.name)))
    expect(onDisk.length).toBeGreaterThan(0)
    expect(onDisk.filter(bytes => bytes.includes('PNG'))).toEqual([])
  })

  test('uploaded twice are one', async () => {
    const bytes = await logo()
    const [first, second] = [await upload(bytes), await upload(bytes)]
    expect(second.body).toEqual(first.body)
    const rows = await ask(service.ownerUrl, 'select 1 from file where sha256 = $1', [first.body.sha256])
    expect(rows).toHaveLength(1)
  })

  test.each([
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 422, 'ingen bild som går att visa'],
    ['nothing', Buffer.alloc(0), 422, 'ingen bild som går att visa'],
    ['more than fifteen megabytes', Buffer.alloc(15 * 1024 * 1024 + 1), 413, 'för stort'],
  ])('%s is refused with a sentence', async (_, bytes, status, says) => {
    const answer = await upload(bytes)
    expect(answer.status).toBe(status)
    expect(answer.body.text).toContain(says)
  })

  test('a logo that is no picture of the company is refused: it could be nobody’s or another’s', async () => {
    const theirs = await companyWindow(service)
    const { body } = await upload(await logo(), theirs)
    for (const logoFile of [body.sha256, '0'.repeat(64)]) {
      const answer = await save({ logoFile })
      expect(answer.status).toBe(422)
      expect(answer.body.fields.logoFile).toContain('Bilden finns inte')
    }
    expect((await save({ logoFile: body.sha256 }, theirs)).body.logoFile).toBe(body.sha256)
  })
})
