// What things cost the company itself. It is kept to count margins by, never leaves the company, and is not every member's to see: whoever
// may is decided here and nowhere else.
import { may } from '../accounts/permissions.ts'
import type { DocumentContent, PriceRow } from '../blocks/contract.ts'
import { pricedRows } from '../blocks/picks.ts'
import type { CompanyActor } from '../platform/http/endpoint.ts'

export const seesCost = (actor: CompanyActor): boolean => may(actor, 'articles.cost')

const withRows = (content: DocumentContent, change: (row: PriceRow) => PriceRow): DocumentContent => ({
  ...content,
  blocks: content.blocks.map(b =>
    b.type === 'price-table'
      ? { ...b, rows: b.rows.map(change) }
      : b.type === 'packages'
        ? { ...b, options: b.options.map(o => ({ ...o, rows: o.rows.map(change) })) }
        : b,
  ),
})

/** A document without what its rows cost the company. */
export const withoutCosts = (content: DocumentContent): DocumentContent =>
  withRows(content, ({ ownCostOre: _own, ...row }) => row)

/** What somebody wrote who does not see costs: rows keep the cost they had, and no other is taken from them. */
export function keepCosts(before: DocumentContent, written: DocumentContent): DocumentContent {
  const costs = new Map(pricedRows(before).map(r => [r.id, r.ownCostOre]))
  return withRows(withoutCosts(written), row => {
    const cost = costs.get(row.id)
    return cost === undefined ? row : { ...row, ownCostOre: cost }
  })
}
