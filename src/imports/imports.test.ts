// Files read into the registers: seen before anything is written, written as they were seen, and taken back.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { personalNumberOf } from '../clients/clients.ts'
import type { Clock } from '../platform/clock.ts'
import { shredKey } from '../platform/vault/shred-job.ts'
import { ask } from '../testing/ask.ts'
import { companyWindow, type Window } from '../testing/company-window.ts'
import { runWaiting } from '../testing/run-waiting.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { workbook } from '../testing/workbook.ts'
import type { HowInput, ImportKind, Preview } from './contract.ts'
import { csvRecords } from './csv.ts'

let service: TestService
const start = new Date('2026-11-24T09:00:00Z').getTime()
let ahead = 0
const clock: Clock = { now: () => new Date(start + ahead) }
const pass = (ms: number) => {
  ahead += ms
}
beforeAll(async () => {
  service = await startTestService({ jobs: false, clock })
})
afterAll(() => service.close())

const ASA = '19840601-2388'
const ERIK = '19850215-2393'
const RAW = /840601[-+ ]?2388|850215[-+ ]?2393/

async function send(at: Window, path: string, file: string | Buffer, how: HowInput = {}) {
  pass(1000)
  const response = await fetch(
    `${service.url}/api/app/imports/${path}?how=${encodeURIComponent(JSON.stringify(how))}`,
    {
      method: 'POST',
      headers: { accept: 'application/json', cookie: at.cookie, 'content-type': 'application/octet-stream' },
      body: typeof file === 'string' ? file : new Uint8Array(file),
    },
  )
  const text = await response.text()
  return { status: response.status, body: JSON.parse(text), text }
}
const preview = async (at: Window, kind: ImportKind, file: string | Buffer, how: HowInput = {}): Promise<Preview> =>
  (await send(at, `${kind}/preview`, file, how)).body
/** Looked at, and confirmed as it was seen. */
async function bring(at: Window, kind: ImportKind, file: string | Buffer, how: HowInput = {}) {
  const { expect: seen } = await preview(at, kind, file, how)
  return send(at, kind, file, { ...how, expect: seen })
}
const undo = (at: Window, kind: ImportKind, id: string) => {
  pass(1000)
  return at.ask('POST', `/api/app/imports/${kind}/${id}/undo`, {})
}
// biome-ignore lint/suspicious/noExplicitAny: whatever the register says
const articles = async (at: Window): Promise<any[]> => (await at.ask('GET', '/api/app/articles')).body.articles
// biome-ignore lint/suspicious/noExplicitAny: whatever the register says
const clients = async (at: Window): Promise<any[]> => (await at.ask('GET', '/api/app/clients')).body.clients
const rowsIn = async (table: string, at: Window) =>
  Number((await ask(service.ownerUrl, `select count(*) as n from ${table} where company_id = $1`, [at.companyId]))[0].n)

const PRICES = `Artikelnr;Benämning;Enhet;Pris exkl. moms;Inköpspris;Grupp
100;Kopparrör 15 mm;lpm;45,50;21,30;VVS
101;Golvbrunn;styck;1 250;-;VVS
;Rörmokare;timmar;720;;Arbete
102;Krök;st;12.500;;VVS`

describe('a price list', () => {
  test('is seen before anything is written: what each column is, what comes of each row, what cannot be read and why', async () => {
    const one = await companyWindow(service)
    const seen = await preview(one, 'articles', PRICES)
    expect(seen).toMatchObject({
      ...{ format: 'csv', encoding: 'utf-8', separator: ';', header: 1, basis: 'excl', rows: 4, missing: [] },
      counts: { add: 2, update: 0, same: 0, skip: 0, refused: 2 },
    })
    expect(seen.columns.map(c => c.field)).toEqual(['number', 'name', 'unit', 'price', 'cost', 'category'])
    expect(seen.faults.map(f => [f.row, f.column])).toEqual([
      [3, 'Inköpspris'],
      [5, 'Pris exkl. moms'],
    ])
    expect(seen.faults[1]?.text).toMatch(/12\s500/)
    expect(await articles(one)).toEqual([])
    expect(await rowsIn('article_category', one)).toBe(0)
  })

  test('is written as it was confirmed: units and kinds as here, categories made once, costs kept', async () => {
    const one = await companyWindow(service)
    const { status, body } = await bring(one, 'articles', PRICES)
    expect(status).toBe(201)
    expect(body).toMatchObject({ added: 2, updated: 0 })
    const pipe = (await articles(one)).find(a => a.number === '100')
    expect(pipe).toMatchObject({
      unit: 'm',
      work: 'material',
      unitPriceOre: 4550,
      priceIncludesVat: false,
      vatRate: 25,
    })
    expect(pipe).toMatchObject({ ownCostOre: 2130, deductible: false })
    expect((await articles(one)).find(a => a.name === 'Rörmokare')).toMatchObject({ work: 'labour', deductible: true })
    const { categories } = (await one.ask('GET', '/api/app/article-categories')).body
    expect(categories.map((c: { name: string }) => c.name)).toEqual(['VVS', 'Arbete'])
  })

  test('brought again changes what differs and nothing else; a row twice in the file is told', async () => {
    const one = await companyWindow(service)
    await bring(one, 'articles', PRICES)
    const next = 'Art.nr;Namn;Pris\n100;Kopparrör 15 mm;49\n200;Ny;10\n200;Ny igen;11\n;Rörmokare;\n'
    const seen = await preview(one, 'articles', next, { basis: 'excl' })
    expect(seen.counts).toMatchObject({ add: 1, update: 1, skip: 1, same: 1 })
    expect(seen.duplicates).toMatchObject([
      { row: 2, known: { name: 'Kopparrör 15 mm' }, by: 'number' },
      { row: 4, known: null, earlier: 3 },
      { row: 5, known: { name: 'Rörmokare' }, by: 'name' },
    ])
    await bring(one, 'articles', next, { basis: 'excl' })
    expect((await articles(one)).find(a => a.number === '100')).toMatchObject({ unitPriceOre: 4900, ownCostOre: 2130 })
    const again = await preview(one, 'articles', next, { basis: 'excl' })
    expect(again.counts).toMatchObject({ add: 0, update: 0, same: 3 })
    expect(again.blocked).toContain('ingenting')
    expect((await send(one, 'articles', next, { basis: 'excl', expect: again.expect })).body.problem).toBe(
      'import-nothing-to-do',
    )
  })

  test('leaves known rows alone, or refuses a number once more, where that is chosen, for all or for one', async () => {
    const one = await companyWindow(service)
    await bring(one, 'articles', PRICES)
    const next = 'Nr;Namn;Pris exkl moms\n100;Rör;49\n'
    expect((await preview(one, 'articles', next, { known: 'skip' })).counts).toMatchObject({ skip: 1, update: 0 })
    expect((await preview(one, 'articles', next, { rows: { 2: 'skip' } })).counts).toMatchObject({ skip: 1 })
    const added = await preview(one, 'articles', next, { known: 'add' })
    expect(added.counts).toMatchObject({ add: 0, refused: 1 })
    expect(added.faults[0]?.text).toContain('Kopparrör')
  })

  test('is not written when the register, the file or the choice is no longer what was seen', async () => {
    const one = await companyWindow(service)
    const { expect: seen } = await preview(one, 'articles', PRICES)
    const other = await send(one, 'articles', PRICES.replace('45,50', '46,50'), { expect: seen })
    expect(other).toMatchObject({ status: 409, body: { problem: 'import-changed' } })
    expect((await send(one, 'articles', PRICES, { known: 'skip', expect: seen })).status).toBe(409)
    expect((await send(one, 'articles', PRICES, {})).status).toBe(409)
    await one.ask('POST', '/api/app/articles', {
      ...{
        name: 'Annan',
        number: '100',
        unit: 'st',
        work: 'material',
        unitPriceOre: 1,
        priceIncludesVat: false,
        vatRate: 25,
      },
    })
    expect((await send(one, 'articles', PRICES, { expect: seen })).status).toBe(409)
    expect(await articles(one)).toHaveLength(1)
  })

  test('of Excel is read with the columns somebody chose, from the sheet they chose', async () => {
    const one = await companyWindow(service)
    const file = await workbook({
      Info: [['Prislista 2026']],
      Lista: [
        ['A', 'B', 'C'],
        ['Kakel', 'm2', 545.5],
        ['Fog', 'kg', { f: 'C2/2', v: 272.75 }],
      ],
    })
    const seen = await preview(one, 'articles', file, { sheet: 1 })
    expect(seen).toMatchObject({ sheets: ['Info', 'Lista'], missing: ['name', 'price'] })
    expect(seen.blocked).toContain('kolumner')
    const how = { sheet: 1, columns: { name: 0, unit: 1, price: 2 }, basis: 'incl' as const }
    const chosen = await preview(one, 'articles', file, how)
    expect(chosen.notes.join()).toContain('C3')
    await bring(one, 'articles', file, how)
    expect(await articles(one)).toMatchObject([
      { name: 'Fog', unitPriceOre: 27_275, priceIncludesVat: true },
      { name: 'Kakel', unit: 'm²', unitPriceOre: 54_550 },
    ])
  })

  test('taken back leaves the register as it was, but for what has been changed since', async () => {
    const one = await companyWindow(service)
    const first = await bring(one, 'articles', PRICES)
    const second = await bring(
      one,
      'articles',
      'Nr;Namn;Pris exkl moms\n100;Rör;49\n;Rörmokare;800\n300;Ny;1\n301;Till;2\n',
    )
    const worker = (await articles(one)).find(a => a.name === 'Ny')
    pass(1000)
    await one.ask('PUT', `/api/app/articles/${worker.id}`, { ...worker, name: 'Ny, ändrad' })
    expect((await undo(one, 'articles', second.body.id)).body).toEqual({ takenBack: 3, left: 1 })
    const left = await articles(one)
    expect(left.map(a => a.name).sort()).toEqual(['Kopparrör 15 mm', 'Ny, ändrad', 'Rörmokare'])
    expect(left.find(a => a.name === 'Rörmokare')).toMatchObject({ unit: 'tim', unitPriceOre: 72_000 })
    expect(left.find(a => a.number === '100')).toMatchObject({ unitPriceOre: 4550, ownCostOre: 2130 })
    expect((await undo(one, 'articles', second.body.id)).body.problem).toBe('import-undone-already')
    const theirs = await companyWindow(service)
    expect((await undo(theirs, 'articles', first.body.id)).status).toBe(404)
    const { imports } = (await one.ask('GET', '/api/app/imports/articles')).body
    expect(imports).toMatchObject([{ undoUntil: null }, { added: 2, undoneAt: null }])
    await ask(service.ownerUrl, `update import_run set at = at - interval '30 days' where id = $1`, [first.body.id])
    expect((await undo(one, 'articles', first.body.id)).body.problem).toBe('import-undo-too-late')
  })
})

const PEOPLE = `Förnamn;Efternamn;Personnummer;E-post;Mobil;Adress;Postnr;Ort
Åsa;Berg;${ASA};asa@prov.example;070-174 06 05;Ängsbacken 7;43651;Hovås
Erik;Berg;19850215-2394;erik@prov.example;;;;
Maria;Ek;;maria.prov.example;701740606;;;`

describe('a customer list', () => {
  test('is read with its people; a faulty number is told by row and column and repeated nowhere', async () => {
    const one = await companyWindow(service)
    const logged = service.logs.length
    const { body: seen, text } = await send(one, 'clients/preview', PEOPLE)
    expect(seen.counts).toMatchObject({ add: 1, refused: 2 })
    expect(seen.faults.map((f: { row: number; column: string }) => [f.row, f.column])).toEqual([
      [3, 'Personnummer'],
      [4, 'E-post'],
    ])
    expect(seen.faults[0].text).toContain('Kontrollsiffran')
    expect(text).not.toMatch(/840601|850215/)
    await bring(one, 'clients', PEOPLE)
    const [asa] = await clients(one)
    const { people, ...client } = (await one.ask('GET', `/api/app/clients/${asa.id}`)).body
    expect(client).toMatchObject({ name: 'Åsa Berg', kind: 'person', phone: '+46701740605', postcode: '436 51' })
    expect(people).toMatchObject([{ name: 'Åsa Berg', personalNumberMasked: '19840601-****' }])
    const [row] = await ask(service.ownerUrl, 'select * from client_person where company_id = $1', [one.companyId])
    expect((await personalNumberOf(service.services, row))?.reveal()).toBe('198406012388')
    const stored = await ask(service.ownerUrl, 'select to_jsonb(c) as c from import_change c where company_id = $1', [
      one.companyId,
    ])
    expect(JSON.stringify(stored) + service.logs.slice(logged).join()).not.toMatch(RAW)
  })

  test('knows somebody again by number, e-mail, phone or address, changes what differs and replaces no number', async () => {
    const one = await companyWindow(service)
    await bring(one, 'clients', PEOPLE)
    const next = [
      'Namn;Personnummer;E-post;Telefon;Ort;Orgnr',
      `Åsa Berg-Lind;${ASA};;;Billdal;`,
      'Åsa Berg;;ASA@prov.example;;;',
      'Prov Fastigheter AB;;;;;878000-3656',
    ].join('\n')
    const seen = await preview(one, 'clients', next)
    expect(seen.duplicates).toMatchObject([
      { row: 2, by: 'personalNumber', known: { name: 'Åsa Berg' } },
      { row: 3, by: 'email', known: { name: 'Åsa Berg' } },
    ])
    const run = await bring(one, 'clients', next, { rows: { 3: 'skip' } })
    expect(run.body).toMatchObject({ added: 1, updated: 1 })
    const list = await clients(one)
    expect(list.map(c => [c.name, c.kind, c.city])).toEqual([
      ['Prov Fastigheter AB', 'company', null],
      ['Åsa Berg-Lind', 'person', 'Billdal'],
    ])
    const { people } = (await one.ask('GET', `/api/app/clients/${list[1].id}`)).body
    expect(people).toMatchObject([{ name: 'Åsa Berg-Lind', personalNumberMasked: '19840601-****' }])
    // Taken back: the household as it was, the firm gone, and the number with neither.
    expect((await undo(one, 'clients', run.body.id)).body).toEqual({ takenBack: 2, left: 0 })
    expect((await clients(one)).map(c => [c.name, c.city])).toEqual([['Åsa Berg', 'Hovås']])
  })

  test('taken back leaves who has been written to since, and destroys the keys of those who go', async () => {
    const one = await companyWindow(service)
    const { body: run } = await bring(one, 'clients', `Namn;Personnummer\nÅsa Berg;${ASA}\nErik Berg;${ERIK}\n`)
    const erik = (await clients(one)).find(c => c.name === 'Erik Berg')
    await one.ask('POST', '/api/app/documents', { clientId: erik.id, title: 'Altan' })
    const [asa] = await ask(
      service.ownerUrl,
      "select * from client_person where company_id = $1 and name = 'Åsa Berg'",
      [one.companyId],
    )
    expect((await undo(one, 'clients', run.id)).body).toEqual({ takenBack: 1, left: 1 })
    await runWaiting(service, shredKey as never)
    expect((await clients(one)).map(c => c.name)).toEqual(['Erik Berg'])
    await expect(personalNumberOf(service.services, asa)).rejects.toMatchObject({ code: 'erased' })
  })

  test('is taken in only under the processing agreement, and numbers only where the company has instructed it', async () => {
    const none = await companyWindow(service, { accepted: false })
    expect((await send(none, 'clients/preview', PEOPLE)).body.problem).toBe('processing-agreement-first')
    const one = await companyWindow(service)
    await one.ask('POST', '/api/app/processing/instructions', { choice: 'taxReduction', value: false })
    const seen = await preview(one, 'clients', PEOPLE)
    expect(seen.blocked).not.toBe(null)
    const refused = await send(one, 'clients', PEOPLE, { expect: seen.expect })
    expect(refused.status).toBeGreaterThanOrEqual(400)
    expect(await clients(one)).toEqual([])
    expect((await bring(one, 'clients', 'Namn\nÅsa Berg\n')).status).toBe(201)
  })
})

describe('a register as a file', () => {
  const exported = async (at: Window, kind: ImportKind) => {
    const response = await fetch(`${service.url}/api/app/${kind}/export`, { headers: { cookie: at.cookie } })
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="(artiklar|kunder)-2026-11-24\.csv"$/,
    )
    return Buffer.from(await response.arrayBuffer())
  }

  test('of articles comes back as it went, and holds no formula', async () => {
    const one = await companyWindow(service)
    await bring(one, 'articles', PRICES)
    await one.ask('POST', '/api/app/articles', {
      ...{ name: '=HYPERLINK("http://x")', note: '+1', unit: 'st', work: 'other', unitPriceOre: -1_250_50 },
      ...{ priceIncludesVat: true, vatRate: 12, ownCostOre: 1_000_000_00 },
    })
    const file = await exported(one, 'articles')
    expect(file.subarray(0, 3).toString('hex')).toBe('efbbbf')
    const values = [...csvRecords(file.toString('utf8').slice(1), ';')].flat()
    expect(values.filter(v => /^[=+@\t\r]/.test(v))).toEqual([])
    expect(values).toContain('-1250,50')
    expect((await preview(one, 'articles', file)).counts).toEqual({ add: 0, update: 0, same: 3, skip: 0, refused: 0 })
    const other = await companyWindow(service)
    await bring(other, 'articles', file)
    const bare = (list: { id: string; categoryId: string | null }[]) => list.map(({ id: _, categoryId: __, ...a }) => a)
    expect(bare(await articles(other))).toEqual(bare(await articles(one)))
  })

  test('of clients comes back as it went, without anybody’s number', async () => {
    const one = await companyWindow(service)
    await bring(one, 'clients', PEOPLE)
    await one.ask('POST', '/api/app/clients', {
      ...{ kind: 'association', name: 'Brf Eken', organisationNumber: '799900-0040', workStreet: 'Sjövägen 1' },
      people: [{ name: 'Erik Berg', title: 'Ordförande', email: 'erik@prov.example', phone: '+4712345678' }],
    })
    const file = await exported(one, 'clients')
    expect(file.toString()).not.toMatch(/840601|\d{8}-\d{4}/)
    const seen = await preview(one, 'clients', file)
    expect([seen.counts, seen.faults]).toEqual([{ add: 0, update: 0, same: 2, skip: 0, refused: 0 }, []])
  })
})

test('more than fifty thousand rows are refused in a sentence; a larger file is not even read', async () => {
  const one = await companyWindow(service)
  const many = `Namn;Pris\n${'x;1\n'.repeat(50_001)}`
  expect((await send(one, 'articles/preview', many)).body.text).toContain('50 000 rader')
  expect((await send(one, 'articles/preview', 'x'.repeat(20 * 1024 * 1024 + 2000))).status).toBe(413)
})
