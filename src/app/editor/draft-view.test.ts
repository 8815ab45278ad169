import { describe, expect, test } from 'vitest'
import type { DocumentContent, PriceRow } from '../../blocks/contract.ts'
import type { FrozenVersion } from '../../blocks/frozen.ts'
import { deriveBrand } from '../../design/colour.ts'
import { newRow } from './content.ts'
import { draftMargin, draftPrice, draftView, firstNames, frozenOf, rowMargin, withoutBlankRows } from './draft-view.ts'

const row = (id: string, more: Partial<PriceRow>): PriceRow => ({
  ...newRow(undefined),
  id,
  description: id,
  unitPriceOre: 100_000,
  ...more,
})
const draft = (rows: PriceRow[], more: Partial<DocumentContent['pricing']> = {}): DocumentContent => ({
  title: 'Nytt badrum',
  validTo: '2026-12-23',
  blocks: [{ id: 'pris', type: 'price-table', heading: 'Pris', rows, choices: [] }],
  pricing: { pricesIncludeVat: true, vatMode: 'standard', form: 'fixed', deduction: 'none', ...more },
})
const base: FrozenVersion = {
  v: 1,
  documentId: '0198c0de-0000-7000-8000-000000000087',
  kind: 'quote',
  number: '2026-0187',
  version: 1,
  frozenAt: '2026-11-24T09:00:00.000Z',
  language: 'sv',
  company: {
    name: 'Prov El AB',
    form: 'legal',
    organisationNumber: '878000-3656',
    address: ['Gatan 1', '753 10 Uppsala'],
    email: 'info@prov.example',
    phone: '+46313900605',
    fTax: true,
    payment: [],
    logo: null,
    colour: null,
    brand: deriveBrand(null),
    contact: { name: 'Håkan Björk', phone: null, email: null, photo: null },
  },
  client: { kind: 'person', name: 'Åsa Berg', organisationNumber: null, address: [], workAddress: [], property: null },
  parties: [],
  content: draft([]),
  concluded: { where: 'distance', work: 'ordinary' },
  texts: [],
  files: [],
  operator: 'Prov Drift',
  test: true,
}
const detail = { parties: [], concludedWhere: 'distance', workType: 'ordinary' } as const
const viewOf = (content: DocumentContent, unreadable = false) =>
  draftView(frozenOf(base, { ...detail, parties: [] }, content, []), {
    language: 'sv',
    today: '2026-11-24',
    chosen: new Set(),
    priceKnown: draftPrice(content, [], { unreadable }) !== null,
  })

describe('what a draft is worth', () => {
  test('nothing priced is not known, and never nought', () => {
    expect(draftPrice(draft([]), [], { unreadable: false })).toBeNull()
    expect(draftPrice(draft([row('a', { unitPriceOre: 0 })]), [], { unreadable: false })).toBeNull()
    for (const content of [draft([]), draft([row('a', { unitPriceOre: 0 })])]) {
      const view = viewOf(content)
      expect(view.sum.figure).toBeNull()
      expect(view.totals.last.amount).toEqual({ figure: null, spoken: 'räknas' })
    }
  })

  test('while a figure cannot be read no total is claimed, on the paper either', () => {
    const content = draft([row('a', {})])
    expect(draftPrice(content, [], { unreadable: true })).toBeNull()
    expect(viewOf(content, true).sum.figure).toBeNull()
    expect(viewOf(content).sum.figure).toBe('1\u00a0000')
  })

  test('an option counts only when it is ticked', () => {
    const content = draft([row('a', {}), row('b', { offered: 'optional' })])
    expect(draftPrice(content, [], { unreadable: false })?.totalOre).toBe(100_000)
    expect(draftPrice(content, [], { unreadable: false, chosen: new Set(['b']) })?.totalOre).toBe(200_000)
  })

  test('a row nobody has written in is neither priced nor shown', () => {
    const content = draft([row('a', {}), { ...newRow(undefined), id: 'tomm' }])
    expect(withoutBlankRows(content).blocks[0]).toMatchObject({ rows: [{ id: 'a' }] })
    const same = draft([row('a', {})])
    expect(withoutBlankRows(same)).toBe(same)
  })

  test('own cost does not reach the paper', () => {
    const frozen = frozenOf(base, { ...detail, parties: [] }, draft([row('a', { ownCostOre: 12_345 })]), [])
    expect(JSON.stringify(frozen)).not.toContain('12345')
  })
})

describe('margin', () => {
  test('is counted excl. VAT on what is left after own cost', () => {
    const r = row('a', { quantityMilli: 2000, unitPriceOre: 125_000, ownCostOre: 60_000 })
    expect(rowMargin(r, draft([]).pricing)).toEqual({ costOre: 120_000, marginOre: 80_000, percent: 40 })
    expect(rowMargin(r, { ...draft([]).pricing, pricesIncludeVat: false })?.percent).toBe(52)
  })
  test('is not guessed at where no cost is given', () => {
    expect(rowMargin(row('a', {}), draft([]).pricing)).toBeNull()
    expect(draftMargin(draft([row('a', {})]))).toBeNull()
  })
  test('a row sold below its cost shows a loss', () => {
    expect(rowMargin(row('a', { ownCostOre: 100_000 }), draft([]).pricing)?.percent).toBe(-25)
  })
})

test('the send button names people as one would', () => {
  expect(firstNames([], 'och')).toBe('')
  expect(firstNames(['Åsa Berg'], 'och')).toBe('Åsa')
  expect(firstNames(['Åsa Berg', 'Erik Berg', 'Maria Ek'], 'och')).toBe('Åsa, Erik och Maria')
})
