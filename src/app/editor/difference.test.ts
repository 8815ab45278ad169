import { describe, expect, test } from 'vitest'
import type { Block, DocumentContent, PriceRow } from '../../blocks/contract.ts'
import { differences, merge } from './difference.ts'

const row = (id: string, description: string, unitPriceOre = 72_000): PriceRow => ({
  id,
  description,
  work: 'labour',
  quantityMilli: 22_000,
  unit: 'tim',
  unitPriceOre,
  vatRate: 25,
  deductible: true,
  offered: 'included',
})
const table = (...rows: PriceRow[]): Block => ({ id: 'pris', type: 'price-table', heading: 'Pris', rows, choices: [] })
const text = (id: string, body: string): Block => ({ id, type: 'text', heading: id, body })
const draft = (blocks: Block[], more: Partial<DocumentContent> = {}): DocumentContent => ({
  title: 'Nytt badrum',
  validTo: '2026-12-23',
  blocks,
  pricing: { pricesIncludeVat: true, vatMode: 'standard', form: 'fixed', deduction: 'rot' },
  ...more,
})
const all = (mine: DocumentContent, theirs: DocumentContent) => new Set(differences(mine, theirs, 'sv').map(d => d.key))

describe('two windows', () => {
  test('drafts that say the same differ in nothing', () => {
    const d = draft([text('villkor', 'a'), table(row('r1', 'Rivning'))])
    expect(differences(d, structuredClone(d), 'sv')).toEqual([])
  })

  test('a changed price is told by row, in words', () => {
    const [d] = differences(draft([table(row('r1', 'Rivning'))]), draft([table(row('r1', 'Rivning', 80_000))]), 'sv')
    expect(d).toEqual({
      key: 'row:pris:r1',
      where: 'Pris, Rivning',
      mine: 'Rivning, 22 tim × 720, Moms 25\u00a0%',
      theirs: 'Rivning, 22 tim × 800, Moms 25\u00a0%',
    })
  })

  test('mine everywhere gives my draft, theirs everywhere gives theirs', () => {
    const mine = draft([text('a', 'mitt'), table(row('r1', 'Rivning'), row('r3', 'Fog')), text('c', 'ny')], {
      title: 'Badrum',
      cover: 'a'.repeat(64),
    })
    const theirs = draft([table(row('r1', 'Rivning', 1), row('r2', 'Kakel')), text('a', 'deras')], {
      validTo: '2026-12-31',
    })
    expect(merge(mine, theirs, all(mine, theirs))).toEqual(mine)
    expect(merge(mine, theirs, new Set())).toEqual(theirs)
  })

  test('what each wrote in a different row can both be kept', () => {
    const mine = draft([table(row('r1', 'Rivning', 90_000), row('r2', 'Kakel'))])
    const theirs = draft([table(row('r1', 'Rivning'), row('r2', 'Kakel och klinker'))])
    const merged = merge(mine, theirs, new Set(['row:pris:r1']))
    expect(merged.blocks[0]).toMatchObject({
      rows: [{ unitPriceOre: 90_000 }, { description: 'Kakel och klinker' }],
    })
  })

  test('a row only I have keeps its place', () => {
    const mine = draft([table(row('r1', 'Ett'), row('ny', 'Mellan'), row('r2', 'Två'))])
    const theirs = draft([table(row('r1', 'Ett'), row('r2', 'Två'), row('r3', 'Tre'))])
    const merged = merge(mine, theirs, new Set(['row:pris:ny']))
    expect(merged.blocks[0]).toMatchObject({ rows: [{ id: 'r1' }, { id: 'ny' }, { id: 'r2' }, { id: 'r3' }] })
  })

  test('a row I removed stays removed when mine is chosen', () => {
    const merged = merge(
      draft([table(row('r1', 'Ett'))]),
      draft([table(row('r1', 'Ett'), row('r2', 'Två'))]),
      new Set(['row:pris:r2']),
    )
    expect(merged.blocks[0]).toMatchObject({ rows: [{ id: 'r1' }] })
  })

  test('what an ÄTA says of itself is told, chosen, and never lost; the order it was written in is no difference', () => {
    const said = {
      type: 'addition',
      raisedBy: 'discovered',
      rules: '',
      foundOn: '2026-11-23',
      place: 'Köket',
      reason: '',
      ifNot: '',
      days: null,
      priceFollows: false,
    } as const
    const { foundOn, ...rest } = said
    const mine = draft([], { change: { ...said, days: 2 } })
    const theirs = draft([], { change: { ...rest, foundOn } })
    expect(differences(draft([], { change: said }), theirs, 'sv')).toEqual([])
    expect(differences(mine, theirs, 'sv')).toMatchObject([{ key: 'change', where: 'Om ändringen' }])
    expect(merge(mine, theirs, new Set(['change'])).change?.days).toBe(2)
    expect(merge(mine, theirs, new Set()).change?.days).toBeNull()
  })

  test('English is complete', () => {
    const [d] = differences(draft([text('a', 'x')]), draft([]), 'en')
    expect(d).toMatchObject({ theirs: 'removed' })
  })
})
