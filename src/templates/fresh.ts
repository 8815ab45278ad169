// The same parts under ids of their own, so that two documents from one template have nothing in common but their words.
import type { Block, PriceRow } from '../blocks/contract.ts'
import { shortId } from '../kernel/ids.ts'

export function freshBlocks(blocks: readonly Block[], newId: () => string = shortId): Block[] {
  return blocks.map(b => {
    const id = newId()
    if (b.type === 'packages')
      return { ...b, id, options: b.options.map(o => ({ ...o, id: newId(), rows: freshRows(o.rows, newId) })) }
    if (b.type !== 'price-table') return { ...b, id }
    const choices = new Map(b.choices.map(c => [c.id, newId()]))
    return {
      ...b,
      id,
      choices: b.choices.map(c => ({ ...c, id: choices.get(c.id) as string })),
      rows: freshRows(b.rows, newId).map(r => {
        const choiceId = r.choiceId && choices.get(r.choiceId)
        return choiceId ? { ...r, choiceId } : r
      }),
    }
  })
}

export const freshRows = (rows: readonly PriceRow[], newId: () => string = shortId): PriceRow[] =>
  rows.map(r => ({ ...r, id: newId() }))
