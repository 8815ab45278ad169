import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PDF } from '@libpdf/core'
import { describe, expect, test } from 'vitest'
import { hostileText, seeded, spoil } from './fixtures/hostile.ts'
import { frozenQuote, pictures, proofView, quoteInput, quoteView } from './fixtures/quote.ts'
import type { TypesetInput } from './input.ts'
import { templates } from './templates.ts'
import { makeTypesetting } from './typesetting.ts'

const typeset = makeTypesetting()
/** As in the process itself: the typesetter's memory is given back when the event loop turns. */
const breath = () => new Promise(resolve => setImmediate(resolve))
const pdfOf = async (given: Partial<TypesetInput> = {}) => {
  const { pdf, pages } = await typeset(quoteInput(given))
  await breath()
  return { bytes: Buffer.from(pdf), pages, file: await PDF.load(pdf) }
}
/** Text by page, one blank between words. */
const textOf = (file: PDF) => file.extractText().map(page => page.text.replace(/\s+/g, ' '))

describe('a signed quote of forty rows with ROT for two owners', async () => {
  const { bytes, pages, file } = await pdfOf()
  const text = textOf(file)
  const whole = text.join(' ')

  test('says everything the document says, in the order it is read', () => {
    const view = quoteView()
    const order = [
      'Prov Bad & Bygg AB',
      'Nytt badrum på Ängsbacken 7',
      'Till Åsa Berg och Erik Berg',
      'Hej Åsa och Erik!',
      'Det här gör vi',
      'våtrumsintyg',
      'Efter ombyggnaden',
      'Målning av hall och dörrfoder',
      'Arbete, ger ROT-avdrag',
      'Material',
      'Salvia 100 × 100 mm',
      'Handdukstork, krom',
      'Att betala',
      'Vid start',
      'Konsumenttjänstlagen gäller.',
      'Ångerblankett',
      'Så kan du lita på det här dokumentet',
      'Åsa Berg',
      '19840601-****',
      'Erik Berg har inte skrivit under.',
      'https://cling.example/verifiera',
    ]
    let from = 0
    for (const words of order) {
      const at = whole.indexOf(words, from)
      expect(at, words).toBeGreaterThanOrEqual(from)
      from = at
    }
    const price = view.sections.find(s => s.kind === 'price')
    for (const row of price?.groups.flatMap(g => g.rows) ?? []) expect(whole).toContain(row.description)
    expect(whole.replaceAll('\u00a0', ' ')).toContain(view.totals.last.amount.figure?.replaceAll('\u00a0', ' '))
  })

  test('is PDF/A-3A: tagged, in Swedish, dated, with nothing that runs', () => {
    const xmp = bytes.toString('latin1')
    for (const mark of [/<pdfaid:part>3</, /<pdfaid:conformance>A</]) expect(mark.test(xmp), String(mark)).toBe(true)
    expect(/\/JavaScript|\/Launch|\/OpenAction/.test(xmp)).toBe(false)
    expect(file.getLanguage()).toMatch(/^sv/)
    expect(file.getTitle()).toBe('Offert 2026-0187: Nytt badrum på Ängsbacken 7')
    expect(file.getAuthor()).toBe('Prov Bad & Bygg AB')
    expect(file.getCreationDate()?.toISOString()).toBe('2026-11-23T09:58:00.000Z')
    expect(file.getCatalog().has('StructTreeRoot')).toBe(true)
  })

  test('carries its attachments, each with what it is to the document', () => {
    expect(Buffer.from(file.getAttachment('version.json') ?? []).toString()).toBe('{"v":1}')
    expect(file.getAttachments().get('version.json')).toMatchObject({
      description: 'Dokumentet som det undertecknades',
      mimeType: 'application/json',
    })
    expect(/\/AFRelationship ?\/Source/.test(bytes.toString('latin1'))).toBe(true)
  })

  test('numbers its pages and names the version at the foot of each', () => {
    text.forEach((page, i) => {
      expect(page).toContain(`Sida ${i + 1} av ${pages}`)
      expect(page).toContain('2026-0187, version 2')
    })
  })

  test('carries no mark of a test', () => {
    expect(whole).not.toContain('TEST')
  })
})

test('a test says so on the face of every page', async () => {
  const { file, pages } = await pdfOf({ test: true })
  expect(textOf(file).filter(page => page.includes('TEST. Binder ingen.'))).toHaveLength(pages)
})

test('a version nobody has signed is the document alone', async () => {
  const { file } = await pdfOf({ proof: null, attachments: [] })
  const text = textOf(file).join(' ')
  expect(text).toContain('Nytt badrum på Ängsbacken 7')
  expect(text).not.toContain('Vem skrev under')
  expect(text).not.toMatch(/undertecknad/i)
})

test('the same document is the same bytes, whatever was typeset before it', async () => {
  const fresh = makeTypesetting()
  await fresh(quoteInput({ proof: null, createdAt: new Date(0) }))
  const [one, two] = [await fresh(quoteInput()), await typeset(quoteInput())]
  expect(Buffer.from(one.pdf).equals(Buffer.from(two.pdf))).toBe(true)
})

test('a thousand rows keep the head of the table on every page they reach', async () => {
  const { file, pages } = await pdfOf({ document: quoteView(frozenQuote(1000)), proof: null })
  expect(pages).toBeGreaterThan(20)
  const withRows = textOf(file).filter(page => /, del \d+/.test(page))
  expect(withRows.every(page => page.includes('Beskrivning') && page.includes('À-pris'))).toBe(true)
})

test('no heading stands last on a page, wherever the page ends', async () => {
  const whole = quoteView(frozenQuote(1))
  const filling = (n: number) => ({
    ...whole,
    cover: null,
    sections: whole.sections.map(s =>
      s.kind === 'list' ? { ...s, items: Array.from({ length: n }, (_, i) => `Rad ${i}`) } : s,
    ),
  })
  // From one page end to the next, by less than a heading's height.
  for (let n = 14; n < 22; n++) {
    const { file } = await pdfOf({ document: filling(n), proof: null })
    const page = textOf(file).find(t => t.includes('Det här gäller'))
    expect(page, `${n} lines before`).toContain('ROT: avdraget')
  }
})

test('a long value leaves its label whole', async () => {
  const rows = ['Du beställer', 'Kan tillkomma'].map(label => ({
    label,
    value: 'efter utfört arbete och i hela kronor, '.repeat(8),
  }))
  const { file } = await pdfOf({ proof: { ...proofView, agreed: { ...proofView.agreed, rows } } })
  const lines = file.extractText().flatMap(page => page.text.split('\n'))
  for (const { label } of rows)
    expect(
      lines.filter(l => l.startsWith(label)),
      label,
    ).toHaveLength(1)
})

test('what looks like code is printed, not run', async () => {
  const title = '#read("/made/data.json") #eval("1+1") $x^2$ <lab> @ref'
  const { file } = await pdfOf({ document: { ...quoteView(), title } })
  expect(textOf(file).join(' ')).toContain('#eval("1+1") $x^2$ <lab> @ref')
})

describe('bytes that are no picture', () => {
  const [cover, plan] = Object.keys(pictures) as [string, string]
  const jpeg = pictures[cover]?.bytes as Uint8Array
  const broken = Buffer.concat([
    Buffer.from('89504e470d0a1a0a0000000d4948445200000010000000100802000000', 'hex'),
    Buffer.alloc(40, 7),
  ])
  test.each([
    ['none at all', new Uint8Array()],
    ['words', Buffer.from('<svg onload="alert(1)"/>')],
    ['the head of a PNG and nothing after', broken],
    ['half a JPEG', jpeg.subarray(0, 300)],
  ])('leave a box with the picture’s words: %s', async (_, bytes) => {
    const { file } = await pdfOf({ pictures: { [plan]: { bytes, mime: 'image/png' } }, proof: null })
    expect(textOf(file).join(' ')).toContain('Bilden kunde inte visas: Planritning')
  })
})

test('an attachment cannot take the place of a template or of the data', async () => {
  const named = (name: string) => ({
    name,
    mime: 'not a type',
    description: '',
    relationship: 'data' as const,
    bytes: Buffer.from('#panic("taken over")'),
  })
  const names = ['document.typ', '../document.typ', '/made/data.json', '', 'document.typ', '\ud800']
  const { file } = await pdfOf({ attachments: names.map(named) })
  expect([...file.getAttachments().keys()].sort()).toEqual(
    ['2-document.typ', '5-document.typ', '6-bilaga', 'bilaga', 'document.typ', 'made-data.json'].sort(),
  )
})

test('templates run nothing that is typed and fetch nothing', () => {
  for (const name of readdirSync(templates()).filter(n => n.endsWith('.typ'))) {
    const source = readFileSync(join(templates(), name), 'utf8')
    expect(source, name).not.toMatch(/\beval\(|@preview|plugin\(/)
  }
})

describe('whatever is typed, there is a PDF', () => {
  // Words of the shape itself, which no person types.
  const kept = new Set(['kind', 'language', 'tone', 'weight', 'relationship'])
  const document = quoteView(frozenQuote(6))
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('seed %i', async seed => {
    const random = seeded(seed)
    const spoilt = { document: spoil(document, random, kept), proof: spoil(proofView, random, kept) }
    const { pages } = await typeset(quoteInput({ ...spoilt, footer: hostileText(random) }))
    expect(pages).toBeGreaterThan(0)
    await breath()
  })
})
