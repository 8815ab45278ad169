import { describe, expect, test } from 'vitest'
import type { Block, DocumentContent, PriceRow } from '../blocks/contract.ts'
import { pricedRows, quantityPick } from '../blocks/picks.ts'
import { computePrice, defaultChoices, missingChoices, pricingFaults } from '../blocks/price.ts'
import { contentToSend } from '../blocks/to-send.ts'
import { sampleFrozen, sampleRoom } from '../testing/sample-room.ts'
import { chosenFrom } from './answers.ts'
import { roomPage } from './pages/room-page.tsx'

const row = (id: string, kr: number, more: Partial<PriceRow> = {}): PriceRow => ({
  id,
  description: `Rad ${id}`,
  work: 'material',
  quantityMilli: 1000,
  unit: 'st',
  unitPriceOre: kr * 100,
  vatRate: 25,
  deductible: false,
  offered: 'included',
  ...more,
})
const option = (id: string, name: string, recommended: boolean, ...rows: PriceRow[]) => ({
  id,
  name,
  text: '',
  recommended,
  rows,
})
const packages: Block = {
  id: 'paket1',
  type: 'packages',
  heading: 'Kök',
  options: [
    option('plus', 'Plus', false, row('plus1', 90_000), row('plus2', 5000)),
    option('base', 'Bas', false, row('base1', 40_000)),
    option('stand', 'Standard', true, row('stand1', 60_000)),
  ],
}
const skirting = row('list', 100, {
  description: 'Golvlist',
  unit: 'm',
  quantityMilli: 20_000,
  quantityRange: { minMilli: 10_000, maxMilli: 40_000, stepMilli: 500 },
})
const table: Block = {
  id: 'pris',
  type: 'price-table',
  heading: 'Pris',
  rows: [row('start', 2000), skirting],
  choices: [],
}
const content: DocumentContent = {
  title: 'Nytt kök',
  validTo: '2026-12-24',
  blocks: [packages, table],
  pricing: { pricesIncludeVat: true, vatMode: 'standard', form: 'fixed', deduction: 'none' },
}
const rows = pricedRows(content)
const price = (...picks: string[]) =>
  computePrice({ rows, pricing: content.pricing, chosen: new Set(picks), persons: [] }).totalOre / 100
const frozen = { ...sampleFrozen(), content }
const room = sampleRoom({ frozen, chosen: new Set(['base']) })
const page = (...picks: string[]) => roomPage({ ...room, chosen: new Set(picks) }, 'sv').replaceAll('\u00a0', ' ')

describe('packages', () => {
  test('count whole when picked, one of a group, and the first sum shown is one that can be ordered', () => {
    expect([price(), price('base'), price('stand'), price('plus')]).toEqual([4000, 44_000, 64_000, 99_000])
    expect([...defaultChoices(rows)]).toEqual(['base'])
    expect([missingChoices(rows, new Set()), missingChoices(rows, new Set(['plus']))]).toEqual([['paket1'], []])
    expect(() => chosenFrom(room, ['base', 'plus'])).toThrow('choice-twice')
    // A row of a package is nothing one can pick.
    expect(() => chosenFrom(room, ['plus1'])).toThrow('choice-unknown')
    expect([...chosenFrom(room, ['stand'])]).toEqual(['stand'])
  })

  test('are shown by what they cost whole, and by what they differ from the one that is advised', () => {
    const shown = page('base')
    expect(shown).toMatch(/value="stand"[^>]*>.*?Standard ?<em>Rekommenderas/)
    expect(shown).toMatch(/60 000 kr/)
    expect(shown).toContain('35 000 kr mer än Standard')
    expect(shown).toContain('20 000 kr mindre än Standard')
    expect(shown).toMatch(/name="c-paket1" checked="" value="base"/)
  })

  test('leave without what they cost the company', () => {
    const costly = {
      ...packages,
      options: packages.options.map(o => ({ ...o, rows: o.rows.map(r => ({ ...r, ownCostOre: 77_777 })) })),
    }
    expect(JSON.stringify(contentToSend({ ...content, blocks: [costly] }))).not.toContain('77777')
  })
})

describe('a quantity that may be changed', () => {
  const pick = (milli: number) => chosenFrom(room, ['base'], new Map([['list', milli]]))

  test('is priced by what was picked, and stands among the picks only where it differs', () => {
    expect(price('base', quantityPick('list', 12_500))).toBe(43_250)
    expect([...pick(12_500)]).toEqual(['base', 'list=12500'])
    expect([...pick(20_000)]).toEqual(['base'])
    expect(page('base', 'list=12500')).toMatch(/value="12.5"|12,5 m × 100/)
  })

  test.each([[9500], [40_500], [12_300], [Number.NaN], [-20_000]])('of %i thousandths is refused', milli =>
    expect(() => pick(milli)).toThrow('quantity-outside'),
  )

  test('cannot be picked for another row, and must lie within its own limits when it is sent', () => {
    expect(() => chosenFrom(room, ['base'], new Map([['start', 2000]]))).toThrow('choice-unknown')
    const outside = { ...skirting, quantityMilli: 5000 }
    const faults = pricingFaults(
      { rows: [outside], pricing: content.pricing, chosen: new Set(), persons: [] },
      new Set(),
    )
    expect(faults).toContainEqual({ code: 'quantity-range', rowId: 'list' })
  })
})
