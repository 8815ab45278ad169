import { describe, expect, test } from 'vitest'
import type { DocumentContent } from '../../blocks/contract.ts'
import { rowsOf } from '../editor/content.ts'
import { asType, cameOf, choose, firstRow, named, setSaid, tell, titleFrom } from './change-content.ts'

const content = (rows: { description?: string; ore: number }[] = []): DocumentContent => ({
  title: '',
  validTo: '2026-12-08',
  pricing: { pricesIncludeVat: true, vatMode: 'standard', form: 'fixed', deduction: 'rot' },
  blocks: [
    { id: 'told', type: 'text', heading: 'Vad har hänt?', body: '' },
    {
      id: 'cost',
      type: 'price-table',
      heading: 'Pris',
      choices: [],
      rows: rows.map(r => ({ ...firstRow(undefined), description: r.description ?? 'Rad', unitPriceOre: r.ore })),
    },
  ],
  change: {
    type: 'addition',
    raisedBy: 'discovered',
    rules: 'ktjl',
    place: '',
    reason: '',
    ifNot: '',
    days: null,
    priceFollows: false,
  },
})
const prices = (c: DocumentContent) => rowsOf(c).map(r => r.unitPriceOre)

describe('what has happened', () => {
  test.each([
    ['Bjälken är rötskadad. Måste bytas innan golvet läggs.', 'Bjälken är rötskadad'],
    ['Bjälken under diskmaskinen är rötskadad, ungefär 2,4 m. Byts.', 'Bjälken under diskmaskinen är rötskadad'],
    ['Två skåp utgår', 'Två skåp utgår'],
    ['Rör, gammalt', 'Rör, gammalt'],
    ['Kabeln\nligger fel', 'Kabeln'],
    ['2,4 m regel saknas', '2,4 m regel saknas'],
    ['   ', ''],
    [
      'Avloppsröret mellan badrummet och tvättstugan visade sig vara av gjutjärn med sprickor',
      'Avloppsröret mellan badrummet och tvättstugan visade sig',
    ],
    ['x'.repeat(90), 'x'.repeat(60)],
  ])('%j gives a title', (told, title) => {
    expect(titleFrom(told)).toBe(title)
  })

  test('gives the title while nobody has written one, and a row called the same follows', () => {
    const first = tell('Rötskadad bjälke.')(content())
    expect(first.title).toBe('Rötskadad bjälke')
    const row = named({ ...firstRow(undefined), unitPriceOre: 500 }, first.title)
    expect(row.description).toBe('Rötskadad bjälke')
    const priced = { ...first, blocks: first.blocks.map(b => (b.type === 'price-table' ? { ...b, rows: [row] } : b)) }
    const next = tell('Rötskadad bjälke och reglar.')(priced)
    expect(next.title).toBe('Rötskadad bjälke och reglar')
    expect(rowsOf(next)[0]?.description).toBe('Rötskadad bjälke och reglar')
    expect(tell('Något annat.')({ ...next, title: 'Min egen' }).title).toBe('Min egen')
  })

  test('a row without a price is not given a name', () => {
    expect(named(firstRow(undefined), 'Bjälke').description).toBe('')
  })
})

describe('how it came up', () => {
  test('a consumer wishes, a business orders, and what is found is found', () => {
    expect(choose('asked', true)(content()).change?.raisedBy).toBe('wish')
    expect(choose('asked', false)(content()).change?.raisedBy).toBe('ordered')
    expect(choose('found', true)(choose('asked', true)(content())).change?.raisedBy).toBe('discovered')
  })

  test('what falls away lowers the price, and back again', () => {
    const removed = choose('removed', true)(content([{ ore: 920_000 }]))
    expect(removed.change).toMatchObject({ type: 'removal', raisedBy: 'wish' })
    expect(prices(removed)).toEqual([-920_000])
    expect(cameOf(removed.change as never)).toBe('removed')
    const back = choose('found', true)(removed)
    expect(back.change).toMatchObject({ type: 'addition', raisedBy: 'discovered' })
    expect(prices(back)).toEqual([920_000])
  })

  test('a credit row in a change keeps its sign when the kind stays one that adds', () => {
    const mixed = content([{ ore: 500 }, { ore: -200 }])
    expect(prices(asType('change')(mixed))).toEqual([500, -200])
  })

  test('what is taken away is left out, not emptied', () => {
    const told = setSaid({ answerBy: '2026-12-01' })(content())
    expect(setSaid({ answerBy: undefined })(told).change).not.toHaveProperty('answerBy')
  })
})
