// Files as people bring them: read for what they are, or refused in a sentence.
import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { csvRow, unguarded } from '../kernel/csv-row.ts'
import { packed, workbook } from '../testing/workbook.ts'
import { csvRecords, guessSeparator } from './csv.ts'
import { decode } from './decode.ts'
import { importMessages } from './imports.messages.ts'
import { MAX_UNFOLDED_BYTES } from './limits.ts'
import { openFile, type SheetRow } from './sheet.ts'
import { openZip } from './zip-read.ts'

const open = (bytes: Buffer | string, how: Parameters<typeof openFile>[1] = {}) =>
  openFile(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, how)
async function rowsOf(bytes: Buffer | string, how: Parameters<typeof openFile>[1] = {}): Promise<SheetRow[]> {
  const rows: SheetRow[] = []
  for await (const row of (await open(bytes, how)).rows()) rows.push(row)
  return rows
}
const texts = async (bytes: Buffer | string, how: Parameters<typeof openFile>[1] = {}) =>
  (await rowsOf(bytes, how)).map(r => r.cells.map(c => c?.text ?? ''))
const refusal = async (bytes: Buffer | string, how: Parameters<typeof openFile>[1] = {}) => {
  const error = await texts(bytes, how).then(
    () => null,
    e => e as { code: string },
  )
  expect(importMessages).toHaveProperty([error?.code ?? 'nothing was refused'])
  return error?.code
}

const swedish = 'Namn;Pris\r\nRörläggning, våtrum;1 250,50\r\n'
const read = [
  ['Namn', 'Pris'],
  ['Rörläggning, våtrum', '1 250,50'],
]
const latin1 = (text: string) => Buffer.from(text, 'latin1')
const utf16 = (text: string, mark: boolean, turned = false) => {
  const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le')
  return turned ? bytes.swap16() : bytes
}

describe('a text file', () => {
  test.each([
    ['UTF-8', Buffer.from(swedish), 'utf-8'],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${swedish}`), 'utf-8'],
    ['Windows-1252', latin1(swedish), 'windows-1252'],
    ['UTF-16', utf16(swedish, true), 'utf-16le'],
    ['UTF-16 without its mark', utf16(swedish, false), 'utf-16le'],
    ['UTF-16, high byte first', utf16(swedish, true, true), 'utf-16be'],
  ])('in %s is read letter by letter', async (_, bytes, encoding) => {
    expect((await open(bytes)).encoding).toBe(encoding)
    expect(await texts(bytes)).toEqual(read)
  })

  test('of an old Mac is read when that is said', async () => {
    const mac = Buffer.from(
      [...'R']
        .map(c => c.charCodeAt(0))
        .concat(
          [0x9a],
          [...'r;1\n'].map(c => c.charCodeAt(0)),
        ),
    )
    expect(await texts(mac, { encoding: 'macintosh' })).toEqual([['Rör', '1']])
  })

  test('said to be in an encoding that it is not in is refused beside the choice', async () =>
    expect(await refusal(latin1(swedish), { encoding: 'utf-8' })).toBe('import-not-encoded-so'))

  test('whose å, ä and ö were damaged before it came here is refused, and not stored damaged', async () => {
    expect(await refusal(Buffer.from(Buffer.from(swedish).toString('latin1')))).toBe('import-garbled')
    expect(await refusal('Namn;Pris\nR\ufffdr;1')).toBe('import-garbled')
    expect(decode(Buffer.from('SÃO PAULO')).text).toBe('SÃO PAULO')
  })

  test.each([
    [';', 'a;b;c\n1,5;2;3\n4;5,5;6'],
    [',', 'a,b,c\n"1,5",2,3\n4,5,6'],
    ['\t', 'a\tb\tc\n1,5\t2;2\t3'],
    ['|', 'a|b\n1|2'],
    [';', 'bara en kolumn\nhär'],
    [',', 'sep=,\na;b,c\n'],
  ])('has its values parted by %j', (separator, text) => expect(guessSeparator(text)).toBe(separator))

  test('has values in quotes with separators, quotes and line breaks in them, and counts rows as people see them', async () => {
    expect(await texts('Namn;Not\n"Rör; 15 mm";"säger ""hej""\nigen"\n\n5" rör;x')).toEqual([
      ['Namn', 'Not'],
      ['Rör; 15 mm', 'säger "hej"\nigen'],
      [''],
      ['5" rör', 'x'],
    ])
    expect((await rowsOf('a;b\n"x\ny";1\n\nz;2')).map(r => r.number)).toEqual([1, 2, 3, 4])
  })

  test('with a quote that never ends is refused with its row', () =>
    expect(() => [...csvRecords('a;b\nc;d\n"e;f\n', ';')]).toThrow(expect.objectContaining({ facts: { row: 3 } })))

  test('is kept in NFC, without marks that turn what follows', async () =>
    expect(await texts('A\u030angstro\u0308m \u202egnp.exe\u202c;\u05e9\u05dc\u05d5\u05dd')).toEqual([
      ['Ångström gnp.exe', '\u05e9\u05dc\u05d5\u05dd'],
    ]))

  test('with a thousand columns is read, with one more refused', async () => {
    const wide = (n: number) => Array.from({ length: n }, (_, i) => `k${i}`).join(';')
    expect((await texts(wide(1000)))[0]).toHaveLength(1000)
    expect(await refusal(wide(1001))).toBe('import-too-wide')
  })
})

describe('an Excel workbook', () => {
  test('gives text, figures and yes or no, row by row, without what is empty', async () => {
    const bytes = await workbook({
      Artiklar: [['Namn', 'Pris', 'ROT'], ['Rör & <kopplingar>', 1250.5, true], [], ['Å', 0.1 + 0.2, false]],
    })
    expect(await texts(bytes)).toEqual([
      ['Namn', 'Pris', 'ROT'],
      ['Rör & <kopplingar>', '1250,5', 'ja'],
      [],
      ['Å', '0,3', 'nej'],
    ])
    expect((await rowsOf(bytes))[1]?.cells[1]).toEqual({ text: '1250,5', number: 1250.5 })
  })

  test('with several sheets lets one choose; hidden ones are not offered', async () => {
    const bytes = await workbook({ Kunder: [['a']], Gamla: [['b']], Gömd: [['c']] }, { hidden: 'Gömd' })
    expect((await open(bytes)).sheets).toEqual(['Kunder', 'Gamla'])
    expect(await texts(bytes, { sheet: 1 })).toEqual([['b']])
    expect(await refusal(bytes, { sheet: 2 })).toBe('import-no-such-sheet')
  })

  test('has formulas read by the value saved with them, each named; cells in error say so; merged cells are told', async () => {
    const bytes = await workbook(
      {
        A: [
          ['Namn', 'Pris'],
          [
            { f: 'A1&"x"', v: 'Rör' },
            { f: '1+1', v: 2 },
          ],
          ['Krök', { f: 'B9' }],
          ['T', { e: '#REF!' }],
        ],
      },
      { merged: ['A5:B5'] },
    )
    const file = await open(bytes)
    const rows: SheetRow[] = []
    for await (const row of file.rows()) rows.push(row)
    expect(rows[1]?.cells).toEqual([
      { text: 'Rör', formula: 'A2' },
      { text: '2', number: 2, formula: 'B2' },
    ])
    expect(rows[2]?.cells[1]).toEqual({ text: '', formula: 'B3' })
    expect(rows[3]?.cells[1]).toEqual({ text: '', fault: true })
    expect(file.notes).toEqual({ merged: ['A5:B5'], formulas: { count: 3, first: ['A2', 'B2', 'B3'] } })
  })

  test('with rich text, phonetic marks and escaped characters is read as it looks', async () => {
    const strings =
      '<sst><si><r><t>Rör</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 15</t></r><rPh><t>ruby</t></rPh></si><si><t>a_x000D_b &#229;</t></si></sst>'
    const sheet =
      '<x:worksheet><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c><x:c t="inlineStr"><x:is><x:t><![CDATA[<c>]]></x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
    const bytes = await workbook(
      { A: [] },
      { extra: { 'xl/sharedStrings.xml': strings, 'xl/worksheets/sheet1.xml': sheet } },
    )
    expect(await texts(bytes)).toEqual([['Rör 15', 'a\nb å', '<c>']])
  })

  test.each([
    ['with macros', () => workbook({ A: [['x']] }, { extra: { 'xl/vbaProject.bin': 'x' } }), 'import-macros'],
    [
      'that says it has macros',
      () =>
        workbook(
          { A: [['x']] },
          { extra: { '[Content_Types].xml': '<Types ContentType="x.sheet.macroEnabled.main+xml"/>' } },
        ),
      'import-macros',
    ],
    [
      'that is binary',
      () =>
        workbook({ A: [['x']] }, { extra: { '[Content_Types].xml': '<Types ContentType="x.sheet.binary.macro"/>' } }),
      'import-binary-workbook',
    ],
    ['that is something else in a ZIP', () => packed({ 'content.xml': '<office/>' }), 'import-not-a-workbook'],
    [
      'with a declaration of entities',
      () =>
        workbook({ A: [] }, { extra: { 'xl/worksheets/sheet1.xml': '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>' } }),
      'import-damaged',
    ],
    [
      'with a value that never ends',
      () =>
        workbook({ A: [] }, { extra: { 'xl/worksheets/sheet1.xml': `<worksheet><row a="${'x'.repeat(1_200_000)}` } }),
      'import-damaged',
    ],
    ['of the old kind', async () => Buffer.from('d0cf11e0a1b11ae1'.padEnd(1024, '0'), 'hex'), 'import-old-excel'],
    [
      'locked with a password',
      async () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
      'import-encrypted',
    ],
    ['that is empty', async () => Buffer.alloc(0), 'import-empty'],
    ['that is a PDF', async () => Buffer.from('%PDF-1.7\nxxx'), 'import-not-text'],
    ['that is a picture', async () => Buffer.from('ffd8ffe000104a46494600010000', 'hex'), 'import-not-text'],
    ['that was cut off', async () => (await workbook({ A: [['x']] })).subarray(0, 700), 'import-damaged'],
  ])('%s is refused in a sentence', async (_, bytes, code) => expect(await refusal(await bytes())).toBe(code))

  test('changed on its way is refused by its sums', async () => {
    const bytes = await workbook({ A: [['x'.repeat(500)]] })
    const at = bytes.indexOf(deflateRawSync(Buffer.from('zzz'), { level: 6 }).subarray(0, 1), 100)
    const turned = Buffer.from(bytes)
    turned[at + 3] = (turned[at + 3] as number) ^ 0xff
    expect(await refusal(turned)).toBe('import-damaged')
  })

  test('that is a bomb is broken off as it unfolds, whatever it says of its size', async () => {
    // A thousand bytes out of one.
    const bytes = await packed({ a: Buffer.alloc(1_000_000, ' '), b: Buffer.alloc(1_000_000, ' ') })
    const end = bytes.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'))
    bytes.writeUInt32LE(1, end + 24)
    expect(bytes.length).toBeLessThan(5000)
    const zip = openZip(bytes, 1_500_000)
    expect((await zip.text('a'))?.length).toBe(1_000_000)
    const pieces = zip.part('b')
    let came = 0
    const rest = (async () => {
      for await (const piece of pieces) came += piece.length
    })()
    await expect(rest).rejects.toMatchObject({ code: 'import-unfolds-too-far' })
    expect(came).toBeLessThanOrEqual(500_000)
    expect(MAX_UNFOLDED_BYTES).toBeLessThanOrEqual(200 * 1024 * 1024)
  })
})

describe('what we write for a spreadsheet', () => {
  test.each(['=1+1', '+46701740605', '-2+3', '@SUM(A1)', '\tx', "=cmd|' /C calc'!A0"])(
    '%j is no formula there, and itself when it comes back',
    value => {
      const [[written = ''] = []] = [...csvRecords(csvRow([value]), ';')]
      expect(written).toBe(`'${value}`)
      expect(unguarded(written)).toBe(value)
    },
  )
  test('figures stay figures, and quotes, separators and line breaks are kept', () => {
    expect(csvRow(['-1 250,50', 'a;b', 'säg "hej"', 'rad\nrad', null, 25])).toBe(
      '-1 250,50;"a;b";"säg ""hej""";"rad\nrad";;25\r\n',
    )
  })
})
