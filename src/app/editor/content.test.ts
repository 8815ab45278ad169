import { describe, expect, test } from 'vitest'
import type { DocumentContent } from '../../blocks/contract.ts'
import {
  changeRow,
  groupsOf,
  insertRows,
  isBlank,
  moveRow,
  neighbourOf,
  newBlock,
  newRow,
  offerRow,
  placeRow,
  removeRow,
  type Table,
} from './content.ts'
import { noHistory, noteChange, stepBack } from './history.ts'

const start = (): DocumentContent => ({
  title: '',
  validTo: '2026-12-23',
  blocks: [
    {
      ...(newBlock('price-table', 'Pris') as Table),
      id: 'tabell',
      rows: ['aaaa', 'bbbb', 'cccc'].map(id => ({ ...newRow(undefined), id, description: id })),
    },
  ],
  pricing: { pricesIncludeVat: true, vatMode: 'standard', form: 'fixed', deduction: 'none' },
})
const tableOf = (c: DocumentContent) => c.blocks[0] as Table
const ids = (c: DocumentContent) => tableOf(c).rows.map(r => r.id)

describe('rows', () => {
  test('a new row is of the same kind as the one above, without its words and price', () => {
    const above = {
      ...newRow(undefined),
      work: 'material' as const,
      unit: 'm²',
      description: 'Kakel',
      unitPriceOre: 46_500,
    }
    expect(newRow(above)).toMatchObject({ work: 'material', unit: 'm²', description: '', unitPriceOre: 0 })
    expect(isBlank(newRow(above))).toBe(true)
  })

  test('rows are put in after the one the cursor is in', () => {
    expect(ids(insertRows('tabell', 'aaaa', [{ ...newRow(undefined), id: 'nyyy' }])(start()))).toEqual([
      'aaaa',
      'nyyy',
      'bbbb',
      'cccc',
    ])
  })

  test('a row is moved past its neighbour in its own group only', () => {
    const optional = offerRow('tabell', 'bbbb', 'optional')(start())
    expect(ids(moveRow('tabell', 'aaaa', 1)(optional))).toEqual(['bbbb', 'cccc', 'aaaa'])
    expect(ids(moveRow('tabell', 'bbbb', -1)(optional))).toEqual(['aaaa', 'bbbb', 'cccc'])
  })

  test('dropped on a row of another group it joins that group', () => {
    const optional = offerRow('tabell', 'cccc', 'optional')(start())
    const placed = placeRow('tabell', 'aaaa', 'cccc')(optional)
    expect(tableOf(placed).rows.map(r => [r.id, r.offered])).toEqual([
      ['bbbb', 'included'],
      ['cccc', 'optional'],
      ['aaaa', 'optional'],
    ])
  })

  test('a choice comes with its first row and goes with its last', () => {
    const chosen = offerRow('tabell', 'aaaa', 'choice', { id: 'kakel', label: 'Kakel' })(start())
    expect(tableOf(chosen).choices).toEqual([{ id: 'kakel', label: 'Kakel' }])
    expect(groupsOf(tableOf(chosen)).map(g => g.rows.length)).toEqual([2, 1, 0])
    expect(tableOf(offerRow('tabell', 'aaaa', 'included')(chosen)).choices).toEqual([])
    expect(tableOf(removeRow('tabell', 'aaaa')(chosen)).choices).toEqual([])
  })

  test('up and down follow the order shown, over the groups', () => {
    const t = tableOf(offerRow('tabell', 'aaaa', 'optional')(start()))
    expect(neighbourOf(t, 'cccc', 1)?.id).toBe('aaaa')
    expect(neighbourOf(t, 'aaaa', 1)).toBeNull()
    expect(neighbourOf(t, 'bbbb', -1)).toBeNull()
  })

  test('what is taken away from a row leaves no empty field behind', () => {
    const given = changeRow('tabell', 'aaaa', { note: 'x' })(start())
    const taken = changeRow('tabell', 'aaaa', { note: undefined } as never)(given)
    expect('note' in (tableOf(taken).rows[0] as object)).toBe(false)
  })
})

describe('undo', () => {
  test('a word typed in one field is one step; another field is the next', () => {
    const c = start()
    const typed = (title: string) => ({ ...c, title })
    let h = noteChange(noHistory, c, 'title', 0)
    h = noteChange(h, typed('N'), 'title', 200)
    h = noteChange(h, typed('Ny'), 'validTo', 400)
    expect(stepBack(h)?.content.title).toBe('Ny')
    expect(stepBack(stepBack(h)?.history ?? noHistory)?.content.title).toBe('')
  })
  test('nothing to undo is nothing', () => {
    expect(stepBack(noHistory)).toBeNull()
  })
})
