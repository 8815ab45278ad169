import { describe, expect, test } from 'vitest'
import { cellsOf, isSheet, parseSheet } from './paste.ts'

const short = (text: string, language: 'sv' | 'en' = 'sv') =>
  parseSheet(text, language).map(r => [r.description, r.quantityMilli / 1000, r.unit, r.unitPriceOre / 100, r.work])

describe('a price list from a spreadsheet', () => {
  test('columns are known by their headings, in any order', () => {
    expect(
      short('Antal\tEnhet\tBenämning\tÀ-pris\tSumma\n22\ttim\tRivning\t720,00\t15 840,00\n30\tm²\tKakel\t465\t13950'),
    ).toEqual([
      ['Rivning', 22, 'tim', 720, 'labour'],
      ['Kakel', 30, 'm²', 465, 'material'],
    ])
  })

  test('without headings the columns are known by what stands in them', () => {
    expect(short('Rivning och bortforsling\t22\ttim\t720\t15840\nGolvbrunn\t1\tsats\t8 640\t8 640')).toEqual([
      ['Rivning och bortforsling', 22, 'tim', 720, 'labour'],
      ['Golvbrunn', 1, 'sats', 8640, 'material'],
    ])
  })

  test('two figures are quantity and price, one is a price', () => {
    expect(short('Målning\t3\t4500\nSpackling\t2\t900')).toEqual([
      ['Målning', 3, '', 4500, null],
      ['Spackling', 2, '', 900, null],
    ])
    expect(short('Målning\t4500\nSpackling\t900,50')).toEqual([
      ['Målning', 1, '', 4500, null],
      ['Spackling', 1, '', 900.5, null],
    ])
  })

  test('a list of words alone becomes rows to price', () => {
    expect(short('Rivning\nPlattsättning\nSlutstädning')).toEqual([
      ['Rivning', 1, '', 0, null],
      ['Plattsättning', 1, '', 0, null],
      ['Slutstädning', 1, '', 0, null],
    ])
  })

  test('sums at the end are left out and headings say what kind the rows beneath are', () => {
    expect(short('Arbete\nRivning\t22\ttim\t720\nMaterial\nFog\t1\tsats\t480\nSumma\t\t\t16 320')).toEqual([
      ['Rivning', 22, 'tim', 720, 'labour'],
      ['Fog', 1, 'sats', 480, 'material'],
    ])
  })

  test('what cannot be read stays on its row as a note', () => {
    expect(parseSheet('Beskrivning\tAntal\tPris\nBilning\tca 10\toffereras', 'sv')[0]).toMatchObject({
      description: 'Bilning',
      quantityMilli: 1000,
      unitPriceOre: 0,
      note: 'ca 10, offereras',
    })
  })

  test('a column nobody knows is kept as a note rather than dropped', () => {
    expect(parseSheet('Beskrivning\tPris\tRum\nMålning\t4500\tKök', 'sv')[0]?.note).toBe('Kök')
  })

  test('quantity and unit may share a cell', () => {
    expect(short('Beskrivning\tAntal\tPris\nRivning\t22 tim\t720')).toEqual([['Rivning', 22, 'tim', 720, 'labour']])
  })

  test('a price is worked out from the sum where only that is given', () => {
    expect(short('Beskrivning\tAntal\tSumma\nKakel\t30\t13950')).toEqual([['Kakel', 30, '', 465, null]])
  })

  test('VAT is taken where it is a rate that exists', () => {
    const rows = parseSheet('Beskrivning\tPris\tMoms\nBok\t100\t6 %\nAnnat\t100\t17 %', 'sv')
    expect(rows.map(r => r.vatRate)).toEqual([6, null])
  })

  test('quoted cells may hold line breaks, tabs and quotes', () => {
    expect(cellsOf('"Rivning\ninkl. ""container"""\t22\nFog\t1')).toEqual([
      ['Rivning\ninkl. "container"', '22'],
      ['Fog', '1'],
    ])
  })

  test('English figures are read as English', () => {
    expect(short('Description\tQty\tUnit price\nDemolition\t1.5\t1,752.38', 'en')).toEqual([
      ['Demolition', 1.5, '', 1752.38, null],
    ])
  })

  test('a word or two is no sheet; a tab or a line break makes one', () => {
    expect(isSheet('Rivning och bortforsling')).toBe(false)
    expect(isSheet('Rivning\n')).toBe(false)
    expect(isSheet('Rivning\t22')).toBe(true)
    expect(isSheet('Rivning\nFog')).toBe(true)
  })

  test('a thousand rows are read at once', () => {
    expect(parseSheet(Array.from({ length: 1000 }, (_, i) => `Rad ${i}\t2\tst\t100`).join('\n'), 'sv')).toHaveLength(
      1000,
    )
  })
})
