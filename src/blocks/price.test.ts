import { describe, expect, test } from 'vitest'
import type { PriceInput, PriceRow, Pricing } from './contract.ts'
import { computePrice, defaultChoices, missingChoices, optionEffect, pricingFaults, rowAmount } from './price.ts'
import { capsIn, rateOn, roomFor } from './rates.ts'

const row = (over: Partial<PriceRow> & { unitPriceOre: number }): PriceRow => ({
  id: `row${Math.abs(over.unitPriceOre)}${over.work ?? ''}${over.vatRate ?? ''}`,
  description: 'Rad',
  work: 'labour',
  quantityMilli: 1000,
  unit: 'st',
  vatRate: 25,
  deductible: true,
  offered: 'included',
  ...over,
})
const pricing = (over: Partial<Pricing> = {}): Pricing => ({
  pricesIncludeVat: false,
  vatMode: 'standard',
  form: 'fixed',
  deduction: 'none',
  ...over,
})
const compute = (rows: PriceRow[], p: Partial<Pricing> = {}, more: Partial<PriceInput> = {}) =>
  computePrice({ rows, pricing: pricing(p), chosen: new Set(), persons: [], ...more })

describe('the worked example of two owners over the cap', () => {
  const rows = [
    row({ unitPriceOre: 32_000_000 }),
    row({ unitPriceOre: 9_600_000, work: 'material' }),
    row({ unitPriceOre: 400_000, work: 'other' }),
  ]
  const price = compute(
    rows,
    { deduction: 'rot', payBy: '2026-11-20' },
    {
      persons: [
        { id: 'a', share: 1, usedRotKr: 12_000, usedRutKr: 30_000 },
        { id: 'b', share: 1, usedRotKr: 0, usedRutKr: 0 },
      ],
    },
  )
  test('sums to 525 000 with 105 000 VAT', () => {
    expect([price.netOre, price.vatOre, price.totalOre]).toEqual([42_000_000, 10_500_000, 52_500_000])
    expect(price.byWork).toEqual({ labour: 40_000_000, material: 12_000_000, other: 500_000 })
  })
  test('deducts 33 000 and 50 000, and the customers pay 442 000', () => {
    expect(price.deduction?.persons.map(p => p.deductionKr)).toEqual([33_000, 50_000])
    expect(price.deduction?.amountKr).toBe(83_000)
    expect(price.toPayOre).toBe(44_200_000)
  })
})

describe('the deduction', () => {
  test('truncates labour before the rate: 12 345.67 at 30 % gives 3 703', () => {
    const p = compute([row({ unitPriceOre: 1_234_567 })], {
      pricesIncludeVat: true,
      deduction: 'rot',
      payBy: '2026-03-01',
    })
    expect(p.deduction).toMatchObject({ baseKr: 12_345, amountKr: 3703 })
  })
  test('follows the tax agency’s own example: 18 000 excl. VAT gives 6 750', () => {
    expect(
      compute([row({ unitPriceOre: 1_800_000 })], { deduction: 'rot', payBy: '2026-03-01' }).deduction?.amountKr,
    ).toBe(6750)
  })
  test('follows the day of payment, not the day of the quote', () => {
    expect([
      rateOn('rot', '2025-05-11'),
      rateOn('rot', '2025-05-12'),
      rateOn('rot', '2025-12-31'),
      rateOn('rot', '2026-01-01'),
    ]).toEqual([30, 50, 50, 30])
    expect(rateOn('rut', '2026-06-01')).toBe(50)
  })
  test('moves labour from somebody at the cap to somebody with room', () => {
    const p = compute(
      [row({ unitPriceOre: 10_000_000 })],
      { pricesIncludeVat: true, deduction: 'rot', payBy: '2026-05-01' },
      {
        persons: [
          { id: 'a', share: 1, usedRotKr: 50_000, usedRutKr: 0 },
          { id: 'b', share: 1, usedRotKr: 0, usedRutKr: 0 },
        ],
      },
    )
    expect(p.deduction?.persons.map(x => [x.labourKr, x.deductionKr])).toEqual([
      [0, 0],
      [100_000, 30_000],
    ])
  })
  test('is never given on material, on other costs or on labour that does not qualify', () => {
    const p = compute(
      [
        row({ unitPriceOre: 100_000, work: 'material' }),
        row({ unitPriceOre: 200_000, work: 'other' }),
        row({ unitPriceOre: 300_000, deductible: false }),
      ],
      { deduction: 'rut', payBy: '2026-05-01' },
    )
    expect(p.deduction?.amountKr).toBe(0)
  })
  test('leaves room only within both caps of the year', () => {
    const caps = capsIn(2026)
    expect(roomFor('rot', caps, { rotKr: 12_000, rutKr: 30_000 })).toBe(33_000)
    expect(roomFor('rut', caps, { rotKr: 50_000, rutKr: 0 })).toBe(25_000)
    expect(roomFor('rot', caps, { rotKr: 60_000, rutKr: 0 })).toBe(0)
  })
})

describe('VAT', () => {
  test('is computed once per rate: ten lines of 33.33 give 83.33', () => {
    const rows = Array.from({ length: 10 }, (_, i) => row({ id: `row${i}`, unitPriceOre: 3333 }))
    expect(compute(rows).vatOre).toBe(8333)
  })
  test('is taken out of prices that include it, and the total stays what was entered', () => {
    const p = compute([row({ unitPriceOre: 12_500 }), row({ unitPriceOre: 11_200, vatRate: 12 })], {
      pricesIncludeVat: true,
    })
    expect(p.totalOre).toBe(23_700)
    expect(p.vat).toEqual([
      { rate: 25, baseOre: 10_000, vatOre: 2500 },
      { rate: 12, baseOre: 10_000, vatOre: 1200 },
    ])
  })
  test('is none under reverse charge, whatever the rows say, and there is no deduction', () => {
    const p = compute([row({ unitPriceOre: 10_000 }), row({ unitPriceOre: 5000, vatRate: 12 })], {
      vatMode: 'reverse-charge',
      deduction: 'rot',
      payBy: '2026-05-01',
    })
    expect(p).toMatchObject({ netOre: 15_000, vatOre: 0, totalOre: 15_000, deduction: null })
  })
})

describe('discounts', () => {
  test('on a row are taken before anything else', () => {
    expect(
      rowAmount(row({ unitPriceOre: 10_000, quantityMilli: 2500, discount: { kind: 'percent', basisPoints: 1000 } })),
    ).toBe(22_500)
    expect(rowAmount(row({ unitPriceOre: 10_000, discount: { kind: 'amount', ore: 2500 } }))).toBe(7500)
  })
  test('on the whole quote lower labour, and with it the deduction, in proportion', () => {
    const rows = [row({ unitPriceOre: 80_000 }), row({ unitPriceOre: 20_000, work: 'material' })]
    const p = compute(rows, {
      pricesIncludeVat: true,
      discount: { kind: 'percent', basisPoints: 1000 },
      deduction: 'rot',
      payBy: '2026-05-01',
    })
    expect(p.discountOre).toBe(10_000)
    expect(p.byWork).toEqual({ labour: 72_000, material: 18_000, other: 0 })
    expect(p.deduction?.baseKr).toBe(720)
  })
  test('never take more than there is', () => {
    expect(compute([row({ unitPriceOre: 5000 })], { discount: { kind: 'amount', ore: 9000 } }).totalOre).toBe(0)
  })
})

describe('choices', () => {
  const rows = [
    row({ id: 'base', unitPriceOre: 100_000, work: 'material' }),
    row({ id: 'white', unitPriceOre: 0, offered: 'choice', choiceId: 'tile', work: 'material' }),
    row({ id: 'sage', unitPriceOre: 36_000, offered: 'choice', choiceId: 'tile', work: 'material' }),
    row({ id: 'heat', unitPriceOre: 94_000, offered: 'optional' }),
  ]
  test('nothing that costs is picked from the start', () => {
    expect([...defaultChoices(rows)]).toEqual(['white'])
    expect(defaultChoices(rows.filter(r => r.id !== 'white')).size).toBe(0)
  })
  test('a choice without a free row must be made', () => {
    expect(missingChoices(rows, new Set())).toEqual(['tile'])
    expect(missingChoices(rows, new Set(['sage']))).toEqual([])
  })
  test('an option’s effect is what it costs after the deduction', () => {
    const input = {
      rows,
      pricing: pricing({ pricesIncludeVat: true, deduction: 'rot', payBy: '2026-05-01' }),
      chosen: new Set(['white']),
      persons: [],
    }
    expect(optionEffect(input, rows[3] as PriceRow)).toEqual({ toPayOre: 94_000 - 28_200, totalOre: 94_000 })
    expect(optionEffect(input, rows[2] as PriceRow)).toEqual({ toPayOre: 36_000, totalOre: 36_000 })
  })
})

describe('what is refused', () => {
  test('a negative total, whatever the customer picks', () => {
    const input = {
      rows: [row({ unitPriceOre: 1000 }), row({ id: 'minus', unitPriceOre: -5000, offered: 'optional' })],
      pricing: pricing(),
      chosen: new Set<string>(),
      persons: [],
    }
    expect(pricingFaults(input, new Set()).map(f => f.code)).toEqual(['total-negative'])
  })
  test('a sum beyond all sense', () => {
    expect(
      pricingFaults(
        {
          rows: [row({ unitPriceOre: 9_000_000_000, quantityMilli: 9000 })],
          pricing: pricing(),
          chosen: new Set(),
          persons: [],
        },
        new Set(),
      ).map(f => f.code),
    ).toEqual(['total-too-large'])
  })
})

describe('for a thousand made-up quotes', () => {
  // A small generator with a fixed seed: the same quotes every time.
  let seed = 20_261_123
  const random = (n: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((seed / 2 ** 32) * n)
  }
  const quotes = Array.from({ length: 1000 }, () => ({
    rows: Array.from({ length: 1 + random(12) }, (_, i) =>
      row({
        id: `row${i}`,
        unitPriceOre: random(5_000_000),
        quantityMilli: 1 + random(90_000),
        work: (['labour', 'material', 'other'] as const)[random(3)] ?? 'labour',
        vatRate: ([25, 12, 6, 0] as const)[random(4)] ?? 25,
        deductible: random(2) === 0,
      }),
    ),
    pricing: pricing({
      pricesIncludeVat: random(2) === 0,
      deduction: (['rot', 'rut', 'none'] as const)[random(3)] ?? 'none',
      payBy: '2026-08-01',
      ...(random(2) === 0 ? { discount: { kind: 'percent' as const, basisPoints: 1 + random(5000) } } : {}),
    }),
    chosen: new Set<string>(),
    persons: Array.from({ length: random(4) }, (_, i) => ({
      id: `p${i}`,
      share: 1 + random(3),
      usedRotKr: random(60_000),
      usedRutKr: random(40_000),
    })),
  }))
  test('parts always sum exactly to the total', () => {
    for (const q of quotes) {
      const p = computePrice(q)
      expect(p.byWork.labour + p.byWork.material + p.byWork.other).toBe(p.totalOre)
      expect(p.netOre + p.vatOre).toBe(p.totalOre)
      if (p.deduction) expect(p.deduction.persons.reduce((a, x) => a + x.labourKr, 0)).toBe(p.deduction.baseKr)
    }
  })
  test('the deduction keeps within each person’s room and the share the law allows', () => {
    for (const q of quotes) {
      const d = computePrice(q).deduction
      for (const p of d?.persons ?? []) {
        expect(p.deductionKr).toBeLessThanOrEqual(p.roomKr)
        // At most 3/7 (30 %) or the whole (50 %) of what the buyer has paid: HUSFL 7 §.
        expect(p.deductionKr * (100 - (d?.ratePercent ?? 0))).toBeLessThanOrEqual(
          (p.labourKr - p.deductionKr) * (d?.ratePercent ?? 0),
        )
      }
    }
  })
  test('the order of rows changes nothing', () => {
    for (const q of quotes) {
      const { rows: _a, ...forward } = computePrice(q)
      const { rows: _b, ...backward } = computePrice({ ...q, rows: [...q.rows].reverse() })
      expect(backward).toEqual(forward)
    }
  })
})
