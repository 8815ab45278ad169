// What things cost the company is the company's: it reaches nobody else, and no member who may not see it.
import { expect, test } from 'vitest'
import { scopes } from '../accounts/permissions.ts'
import type { DocumentContent } from '../blocks/contract.ts'
import { contentToSend } from '../blocks/to-send.ts'
import { declaredColumns } from '../datamap/register.ts'
import { tables } from '../schema.ts'
import { slices } from '../slices.ts'
import { keepCosts, withoutCosts } from './cost.ts'

const COST = 7_654_321
const row = (id: string, more: object = {}) => ({
  id,
  description: 'Kakelsättning',
  work: 'labour',
  quantityMilli: 1000,
  unit: 'tim',
  unitPriceOre: 9_000_000,
  vatRate: 25,
  deductible: true,
  offered: 'included',
  ...more,
})
const content = (rows: object[]) =>
  ({
    title: 'Badrum',
    validTo: '2026-12-24',
    pricing: { pricesIncludeVat: true, vatMode: 'standard', form: 'fixed', deduction: 'none' },
    blocks: [{ id: 'priset', type: 'price-table', heading: 'Pris', rows, choices: [] }],
  }) as unknown as DocumentContent
const costsIn = (c: DocumentContent) =>
  c.blocks.flatMap(b => (b.type === 'price-table' ? b.rows.map(r => [r.id, r.ownCostOre]) : []))

test('no supplier is declared to receive a cost, and no endpoint of the API gives one', () => {
  const column = declaredColumns(tables).find(c => c.table === 'article' && c.column === 'own_cost_ore')
  expect(column).toBeDefined()
  expect(column?.personal?.shared ?? []).toEqual([])
  expect(Object.values(scopes).flatMap(s => [...s])).not.toContain('articles.cost')
  const given = slices.flatMap(s => s.endpoints ?? []).filter(e => e.kind === 'api' && e.zone === 'api')
  expect(given.length).toBeGreaterThan(0)
  for (const e of given) if (e.kind === 'api') expect(JSON.stringify(e.output)).not.toContain('ownCost')
})

test('what is frozen to be sent has no cost', () =>
  expect(JSON.stringify(contentToSend(content([row('aaaa', { ownCostOre: COST })])))).not.toMatch(/ownCost|7654321/))

test('whoever writes without seeing costs leaves them at their rows, and can neither set, move nor take one', () => {
  const before = content([row('aaaa', { ownCostOre: COST }), row('bbbb')])
  expect(costsIn(withoutCosts(before))).toEqual([
    ['aaaa', undefined],
    ['bbbb', undefined],
  ])
  const written = content([row('bbbb', { ownCostOre: 1 }), row('aaaa'), row('cccc', { ownCostOre: 2 })])
  expect(costsIn(keepCosts(before, written))).toEqual([
    ['bbbb', undefined],
    ['aaaa', COST],
    ['cccc', undefined],
  ])
})
