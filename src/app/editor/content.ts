// Changes to a draft, as plain functions: each takes the content and gives a new one. Screens say which; nothing here draws.
import type { Block, BlockType, DocumentContent, PriceRow } from '../../blocks/contract.ts'
import { type PricedRow, pricedRows } from '../../blocks/picks.ts'
import { shortId } from '../../kernel/ids.ts'

export type Table = Extract<Block, { type: 'price-table' }>
export type Change = (content: DocumentContent) => DocumentContent

export const tablesOf = (c: DocumentContent): Table[] => c.blocks.filter(b => b.type === 'price-table')
export const rowsOf = (c: DocumentContent): PricedRow[] => pricedRows(c)

export type Package = Extract<Block, { type: 'packages' }>['options'][number]
export const newPackage = (): Package => ({
  id: shortId(),
  name: '',
  text: '',
  recommended: false,
  rows: [newRow(undefined)],
})

/** Changes one part; the rest stays the same object, so that what is not changed is not drawn again. */
export const changeBlock =
  <B extends Block>(id: string, change: (block: B) => B): Change =>
  c => ({ ...c, blocks: c.blocks.map(b => (b.id === id ? change(b as B) : b)) })

export function newBlock(type: BlockType, heading: string): Block {
  const head = { id: shortId(), heading }
  switch (type) {
    case 'not-included':
      return { ...head, type, items: [''] }
    case 'pictures':
      return { ...head, type, pictures: [] }
    case 'price-table':
      return { ...head, type, rows: [], choices: [] }
    case 'packages':
      return { ...head, type, options: [newPackage(), newPackage()] }
    case 'times':
      return { ...head, type, start: '', end: '' }
    case 'payment-plan':
      return { ...head, type, parts: [], body: '' }
    default:
      return { ...head, type, body: '' }
  }
}

export const addBlock =
  (block: Block, after: string | null): Change =>
  c => {
    const at = after === null ? c.blocks.length : c.blocks.findIndex(b => b.id === after) + 1
    return { ...c, blocks: c.blocks.toSpliced(at, 0, block) }
  }

export const removeBlock =
  (id: string): Change =>
  c => ({ ...c, blocks: c.blocks.filter(b => b.id !== id) })

export const moveBlock =
  (id: string, by: -1 | 1): Change =>
  c => ({ ...c, blocks: moved(c.blocks, id, by) })

/** Moves an item one step among its neighbours; at the end of the list it stays. */
function moved<T extends { id: string }>(list: readonly T[], id: string, by: -1 | 1): T[] {
  const at = list.findIndex(x => x.id === id)
  const to = at + by
  if (at === -1 || to < 0 || to >= list.length) return [...list]
  const result = [...list]
  const [item] = result.splice(at, 1)
  result.splice(to, 0, item as T)
  return result
}

/** A new row, of the same kind as the one it follows. */
export function newRow(
  like: PriceRow | undefined,
  offered: PriceRow['offered'] = 'included',
  choiceId?: string,
): PriceRow {
  return {
    id: shortId(),
    description: '',
    work: like?.work ?? 'labour',
    quantityMilli: 1000,
    unit: like?.unit ?? 'tim',
    unitPriceOre: 0,
    vatRate: like?.vatRate ?? 25,
    // Counted only for labour; a material row says nothing of the next.
    deductible: like?.work === 'labour' ? like.deductible : true,
    offered,
    ...(choiceId ? { choiceId } : {}),
  }
}

/** Nothing has been written in it: it may go without anybody missing it. */
export const isBlank = (row: PriceRow): boolean =>
  row.description.trim() === '' && row.unitPriceOre === 0 && !row.note?.trim() && !row.picture

export const changeRow = (tableId: string, rowId: string, change: Partial<PriceRow>): Change =>
  changeBlock<Table>(tableId, t => ({
    ...t,
    rows: t.rows.map(r => (r.id === rowId ? withoutUndefined({ ...r, ...change }) : r)),
  }))

/** Optional fields that are taken away are left out: what is saved has no empty fields. */
const withoutUndefined = (row: PriceRow): PriceRow =>
  Object.fromEntries(Object.entries(row).filter(([, v]) => v !== undefined)) as PriceRow

/** Puts rows in after another, or last. */
export const insertRows = (tableId: string, after: string | null, rows: readonly PriceRow[]): Change =>
  changeBlock<Table>(tableId, t => {
    const at = after === null ? t.rows.length : t.rows.findIndex(r => r.id === after) + 1
    return { ...t, rows: t.rows.toSpliced(at, 0, ...rows) }
  })

export const removeRow = (tableId: string, rowId: string): Change =>
  changeBlock<Table>(tableId, t => withUsedChoices({ ...t, rows: t.rows.filter(r => r.id !== rowId) }))

/** Moves a row past its neighbour in the same group. */
export const moveRow = (tableId: string, rowId: string, by: -1 | 1): Change =>
  changeBlock<Table>(tableId, t => {
    const row = t.rows.find(r => r.id === rowId)
    if (!row) return t
    const group = t.rows.filter(r => r.offered === row.offered && r.choiceId === row.choiceId)
    const neighbour = group[group.indexOf(row) + by]
    if (!neighbour) return t
    const rows = t.rows.filter(r => r !== row)
    rows.splice(rows.indexOf(neighbour) + (by === 1 ? 1 : 0), 0, row)
    return { ...t, rows }
  })

/** Moves a row to where another stands, in that one's group. */
export const placeRow = (tableId: string, rowId: string, at: string): Change =>
  changeBlock<Table>(tableId, t => {
    const row = t.rows.find(r => r.id === rowId)
    const target = t.rows.find(r => r.id === at)
    if (!row || !target || row === target) return t
    const after = t.rows.indexOf(row) < t.rows.indexOf(target)
    const rows = t.rows.filter(r => r !== row)
    const { choiceId: _left, ...bare } = row
    const joined = { ...bare, offered: target.offered, ...(target.choiceId ? { choiceId: target.choiceId } : {}) }
    rows.splice(rows.indexOf(target) + (after ? 1 : 0), 0, joined)
    return withUsedChoices({ ...t, rows })
  })

/** Offers a row in another way. A choice that is new gets its label; one that nothing belongs to any more goes. */
export const offerRow = (
  tableId: string,
  rowId: string,
  offered: PriceRow['offered'],
  choice?: { id: string; label: string },
): Change =>
  changeBlock<Table>(tableId, t => {
    const choices = choice && !t.choices.some(c => c.id === choice.id) ? [...t.choices, choice] : t.choices
    const rows = t.rows.map(r => {
      if (r.id !== rowId) return r
      const { choiceId: _left, ...bare } = r
      return { ...bare, offered, ...(offered === 'choice' && choice ? { choiceId: choice.id } : {}) }
    })
    return withUsedChoices({ ...t, rows, choices })
  })

const withUsedChoices = (t: Table): Table => ({
  ...t,
  choices: t.choices.filter(c => t.rows.some(r => r.choiceId === c.id)),
})

export type RowGroup = { kind: 'included' | 'choice' | 'optional'; choiceId: string | null; rows: PriceRow[] }

/** Rows as the table shows them, group by group: what is included, each choice, the options. */
export function groupsOf(t: Table): RowGroup[] {
  return [
    { kind: 'included', choiceId: null, rows: t.rows.filter(r => r.offered === 'included') },
    ...t.choices.map(c => ({
      kind: 'choice' as const,
      choiceId: c.id,
      rows: t.rows.filter(r => r.offered === 'choice' && r.choiceId === c.id),
    })),
    { kind: 'optional', choiceId: null, rows: t.rows.filter(r => r.offered === 'optional') },
  ]
}

/** The row after or before another in the order shown; null past the ends. */
export function neighbourOf(t: Table, rowId: string, by: -1 | 1): PriceRow | null {
  const shown = groupsOf(t).flatMap(g => g.rows)
  const at = shown.findIndex(r => r.id === rowId)
  return at === -1 ? null : (shown[at + by] ?? null)
}
