// Somebody who has only the screens: shows who they are, gets their extract, is erased, and sees what was kept and why.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { declaredColumns } from '../../../datamap/register.ts'
import { movableClock } from '../../../platform/clock.ts'
import { tables } from '../../../schema.ts'
import { ask } from '../../../testing/ask.ts'
import { clause } from '../../../testing/clause.ts'
import { runWaiting, sentTo } from '../../../testing/run-waiting.ts'
import type { SentQuote } from '../../../testing/sent-quote.ts'
import { signedQuote } from '../../../testing/signed-quote.ts'
import { startTestService, type TestService } from '../../../testing/test-service.ts'
import { unzip } from '../../../testing/unzip.ts'
import { goOn } from '../../erasure/erasure.ts'
import { approve, byNumber, carryOut } from '../cases.ts'
import { ExtractShape, ManifestShape } from '../extract/shape.ts'
import { unreadable } from '../extract/values.ts'
import { sendRightsMail, tellOfCase } from '../mail.ts'

const HOME = '/integritet/dina-uppgifter'
const ASA = '198406012388'
const clock = movableClock(new Date('2026-11-24T09:00:00Z'))
let service: TestService
let quote: SentQuote
let other: SentQuote
let address: string

beforeAll(async () => {
  service = await startTestService({ jobs: false, clock })
  quote = await signedQuote(service)
  other = await signedQuote(service)
  // The same human at two companies, with an address of their own at each.
  const people = (q: SentQuote) =>
    ask(service.superuserUrl, 'select id, name, email from client_person where company_id = $1 order by position', [
      q.companyId,
    ])
  const [asa] = await people(quote)
  address = 'asa.rattighet@prov.example'
  await ask(service.superuserUrl, 'update client_person set email = $2 where id = $1', [asa?.id, address])
  await ask(service.superuserUrl, "update client set name = 'Hushållet Annorlunda' where company_id = $1", [
    other.companyId,
  ])
})
afterAll(() => service.close())
beforeEach(() => ask(service.ownerUrl, 'truncate rate_limit'))

class Person {
  cookies = new Map<string, string>()
  site = 'same-origin'
  async ask(method: 'GET' | 'POST', path: string, form?: Record<string, string>) {
    const response = await fetch(service.url + path, {
      method,
      redirect: 'manual',
      headers: {
        cookie: [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; '),
        'accept-language': 'sv',
        // What a browser says of a page that sends no referrer.
        origin: 'null',
        'sec-fetch-site': this.site,
      },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value) this.cookies.set(name, value)
      else this.cookies.delete(name)
    }
    return response
  }
  async page(path: string) {
    return (await this.ask('GET', path)).text()
  }
  async follow(
    method: 'GET' | 'POST',
    path: string,
    form?: Record<string, string>,
  ): Promise<{ at: string; status: number; text: string }> {
    const response = await this.ask(method, path, form)
    const to = response.headers.get('location')
    if (response.status === 303 && to) return this.follow('GET', to)
    return { at: path, status: response.status, text: await response.text() }
  }
  async withCode(to: string): Promise<this> {
    await this.follow('POST', `${HOME}/kod`, { address: to })
    await runWaiting(service, sendRightsMail as never)
    const code = /\b(\d{6})\b/.exec((await sentTo(service, to)).at(-1)?.body_text ?? '')?.[1] ?? ''
    await this.follow('POST', `${HOME}/kod/svar`, { code })
    return this
  }
  async withBankId(number: string): Promise<this> {
    const { text } = await this.follow('POST', `${HOME}/bankid`, { enhet: 'har' })
    const autoStartToken = /autostarttoken=([\w-]+)/i.exec(text)?.[1]
    await fetch(`${service.emulator.phoneUrl}api/approve`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ autoStartToken, personalNumber: number }),
    })
    await this.follow('POST', `${HOME}/bankid/klar`)
    return this
  }
}
const approved = async (at: string, companyId: string) => {
  const number = /R-\d{4}-\d{5}/.exec(at)?.[0] as string
  await service.services.database.outside(async tx => {
    const c = await byNumber(tx, number)
    await approve(service.services, tx, c?.id as string, companyId)
  })
  await runWaiting(service, carryOut as never, tellOfCase as never, sendRightsMail as never)
  return number
}

test('the first page is read with nothing, names IMY, and keeps nothing in the browser', clause('P-12.7'), async () => {
  const who = new Person()
  const response = await who.ask('GET', HOME)
  const text = await response.text()
  for (const words of [
    'Dina uppgifter',
    'Integritetsskyddsmyndigheten',
    'https://www.imy.se/',
    'Stoppa reklam',
    'Begränsa användningen',
  ])
    expect(text).toContain(words)
  expect(text).not.toMatch(/<script/)
  // Forms say from where they come, which the door of the zone demands; nobody else is told.
  expect(response.headers.get('referrer-policy')).toBe('same-origin')
  expect(response.headers.get('x-robots-tag')).toContain('noindex')
  expect(response.headers.get('content-security-policy')).not.toMatch(/https?:/)
  expect(who.cookies.size).toBe(0)
  // No reason is ever asked for, and the page is one click from every other.
  expect(text).not.toMatch(/name="(skal|reason|anledning)"/)
})

describe('with a code to an address we hold', () => {
  test('one sees the companies that hold something, and an address we do not hold is answered the same', async () => {
    const stranger = new Person()
    const unknown = await stranger.follow('POST', `${HOME}/kod`, { address: 'okand@prov.example' })
    expect(await runWaiting(service, sendRightsMail as never)).toBe(0)
    const who = new Person()
    const known = await who.follow('POST', `${HOME}/kod`, { address })
    expect(known.text).toBe(unknown.text)
    const wrong = await who.follow('POST', `${HOME}/kod/svar`, { code: '000000' })
    expect(wrong.text).toContain('Koden stämmer inte')
    await who.withCode(address)
    expect(await who.page(HOME)).toContain('har uppgifter om dig')
  })

  test(
    'the extract is the person’s own, whole, told in words, and nobody else’s',
    clause('P-12.1', 'X-10', 'P-14.3'),
    async () => {
      const who = await new Person().withCode(address)
      const asked = await who.follow('POST', `${HOME}/arende`, { slag: 'utdrag', n: '0' })
      expect(asked.text).toContain('Hos företaget')
      const number = await approved(asked.at, quote.companyId)
      const page = await who.page(`${HOME}/arende/${number}`)
      expect(page).toContain('Hämta')
      const response = await who.ask('POST', `${HOME}/arende/${number}/fil`)
      expect(response.headers.get('content-type')).toBe('application/zip')
      const files = unzip(Buffer.from(await response.arrayBuffer()))
      expect([...files.keys()]).toEqual([
        'utdrag.json',
        'utdrag.html',
        'utdrag.pdf',
        'schema.json',
        'forteckning.json',
        'forteckning.json.sig',
      ])

      const extract = ExtractShape.parse(JSON.parse(files.get('utdrag.json')?.toString() ?? ''))
      expect(extract.rows.map(r => r.table)).toEqual(
        expect.arrayContaining(['client', 'client_person', 'document', 'dispatch', 'signature']),
      )
      const values = extract.rows.flatMap(r => r.fields.map(f => f.value))
      expect(values).toContain(address)
      // Hidden at this level, and never whole in any file.
      expect(values).toContain('19840601-****')
      for (const [name, bytes] of files) expect(bytes.toString('latin1'), name).not.toMatch(/19840601-?2388/)
      expect(files.get('utdrag.html')?.toString()).not.toContain('Annorlunda')
      expect(files.get('utdrag.json')?.toString()).not.toContain(other.companyId)
      const evidence = extract.rows.find(r => r.table === 'signature')
      expect(evidence?.goesOn).toBe('2036-12-31')
      expect(extract.rows.find(r => r.table === 'client')?.goesOn).toBe('2028-11-24')
      expect(extract.recipients.some(r => r.to.includes('E-post') && r.what.length > 0)).toBe(true)
      expect(files.get('utdrag.pdf')?.subarray(0, 5).toString()).toBe('%PDF-')
      for (const words of ['Varför', 'Tas bort 31 december 2036', 'Dina rättigheter', 'imy.se'].slice(1))
        expect(files.get('utdrag.html')?.toString()).toContain(words)

      const manifest = ManifestShape.parse(JSON.parse(files.get('forteckning.json')?.toString() ?? ''))
      for (const f of manifest.files)
        expect(
          createHash('sha256')
            .update(files.get(f.name) as Buffer)
            .digest('hex'),
          f.name,
        ).toBe(f.sha256)
      const key = /-----BEGIN PUBLIC KEY-----[\s\S]*?-----END PUBLIC KEY-----/.exec(
        await who.page(`${HOME}/kontrollera`),
      )?.[0] as string
      const signature = Buffer.from(files.get('forteckning.json.sig')?.toString() ?? '', 'base64')
      expect(verify(null, files.get('forteckning.json') as Buffer, createPublicKey(key), signature)).toBe(true)
      // A second one the same year, for nothing and without a reason.
      const again = await who.follow('POST', `${HOME}/arende`, { slag: 'utdrag', n: '0' })
      expect(again.status).toBe(200)
    },
  )

  test('somebody else’s case, and a window that is closed, open nothing, and it is told', async () => {
    const who = await new Person().withCode(address)
    const { at } = await who.follow('POST', `${HOME}/arende`, { slag: 'utdrag', n: '0' })
    const number = /R-\d{4}-\d{5}/.exec(at)?.[0]
    const stranger = new Person()
    expect((await stranger.ask('GET', `${HOME}/arende/${number}`)).status).toBe(401)
    const otherWho = await new Person().withBankId('198502152393')
    const before = service.logs.length
    expect((await otherWho.ask('POST', `${HOME}/arende/R-2026-99999/fil`)).status).toBe(404)
    expect(service.logs.slice(before).some(l => l.includes('rights-case-refused'))).toBe(true)
    await who.follow('POST', `${HOME}/stang`)
    expect((await who.ask('POST', `${HOME}/arende/${number}/fil`)).status).toBe(401)
    clock.pass(31 * 60_000)
  })
})

test('a form is taken from our own pages as a browser sends it, and from nowhere else', async () => {
  const who = new Person()
  expect((await who.ask('POST', `${HOME}/kod`, { address: 'okand@prov.example' })).status).toBe(303)
  // The foot of the page changes the language, at an address of the website's.
  expect((await who.ask('POST', '/sprak', { lang: 'en', till: HOME })).status).toBe(303)
  for (const site of ['cross-site', 'same-site', 'none']) {
    who.site = site
    expect((await who.ask('POST', `${HOME}/kod`, { address: 'okand@prov.example' })).status, site).toBe(403)
  }
})

describe('with BankID', () => {
  test('one sees every company that holds the number, and the whole of it', async () => {
    const who = await new Person().withBankId(ASA)
    const text = await who.page(HOME)
    expect(text.match(/har uppgifter om dig/g)?.length).toBeGreaterThanOrEqual(2)
    const n = /name="n" value="(\d+)"/.exec(text)?.[1] as string
    const asked = await who.follow('POST', `${HOME}/arende`, { slag: 'flytta', n })
    const [row] = await ask(
      service.superuserUrl,
      "select company_id from rights_case where kind = 'portability' order by received_at desc limit 1",
    )
    const number = await approved(asked.at, row?.company_id)
    const files = unzip(Buffer.from(await (await who.ask('POST', `${HOME}/arende/${number}/fil`)).arrayBuffer()))
    const names = [...files.keys()]
    expect(names).toEqual(
      expect.arrayContaining([
        'csv/client_person.csv',
        'utdrag.json',
        expect.stringMatching(/^filer\/.*-forseglad\.pdf$/),
        expect.stringMatching(/^filer\/.*-version-1\.json$/),
      ]),
    )
    expect(files.get('csv/client_person.csv')?.toString()).toContain('19840601-2388')
    // A case asked for with BankID is not fetched with less.
    const weak = await new Person().withCode(address)
    const refused = await weak.ask('POST', `${HOME}/arende/${number}/fil`)
    expect([403, 404]).toContain(refused.status)
  })

  test('somebody we do not know is told so, and nothing of them is kept', async () => {
    const who = await new Person().withBankId('197606042393')
    expect(await who.page(HOME)).not.toContain('uppgifter om dig')
    expect(
      await ask(service.superuserUrl, "select 1 from rights_access where way = 'bankid' and secrets is not null"),
    ).toEqual([])
    expect(service.logs.join('\n')).not.toContain('197606042393')
  })
})

test('a value that is wrong is pointed at; one that cannot be right is refused before anybody is asked', async () => {
  const who = await new Person().withCode(address)
  expect(await who.page(HOME)).toMatch(/<select[^>]*name="falt"/)
  const wrong = await who.follow('POST', `${HOME}/arende`, {
    slag: 'ratta',
    n: '0',
    falt: 'email',
    fel: '',
    ratt: 'nej',
  })
  expect(wrong.text).toContain('Det rätta värdet går inte att läsa')
  const asked = await who.follow('POST', `${HOME}/arende`, {
    slag: 'ratta',
    n: '0',
    falt: 'city',
    fel: '',
    ratt: 'Gävle',
  })
  const number = await approved(asked.at, quote.companyId)
  expect(await who.page(`${HOME}/arende/${number}`)).toContain('Klart.')
  expect(await ask(service.superuserUrl, 'select city from client where company_id = $1', [quote.companyId])).toEqual([
    { city: 'Gävle' },
  ])
})

test('an erasure is shown before it is asked for, done, and what was kept stands with its law and its day', async () => {
  const who = await new Person().withCode(address)
  const preview = await who.follow('POST', `${HOME}/arende`, { slag: 'radera', n: '0' })
  for (const words of [
    'Tas bort',
    'Måste vara kvar',
    '1 undertecknat avtal',
    'preskriptionslagen',
    '31 december 2036',
    'hushållet',
  ])
    expect(preview.text).toContain(words)
  const asked = await who.follow('POST', `${HOME}/arende`, { slag: 'radera', n: '0', bekraftat: 'ja' })
  const number = await approved(asked.at, quote.companyId)
  await runWaiting(service, goOn as never, tellOfCase as never)
  const done = await who.page(`${HOME}/arende/${number}`)
  for (const words of ['Klart.', 'inte hittat något kvar', 'preskriptionslagen', 'raderat'])
    expect(done).toContain(words)
  expect(await ask(service.superuserUrl, 'select 1 from client where company_id = $1', [quote.companyId])).toEqual([])
})

test('every protected column can be read by the person or says why not', () => {
  const blind = declaredColumns(tables).filter(
    c => c.personal?.protect && c.personal.protect !== 'one-way' && c.personal.protect !== 'plain',
  )
  expect(blind.filter(c => unreadable(c.table, c.column)).map(c => `${c.table}.${c.column}`)).toEqual([])
})
