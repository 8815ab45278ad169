// What a customer has picked, as one set of words: ids of optional rows, of rows of a choice and of packages, and "row=milli" for a quantity
// that they may change. The same set is stored, hashed into the agreement and printed.
import type { DocumentContent, PriceRow } from './contract.ts'

/** A row as it is priced: one of a package says which, and in which group of packages. */
export type PricedRow = PriceRow & { inPackage?: { id: string; group: string } }

/** Rows of every price table and every package, in document order. */
export function pricedRows(content: Pick<DocumentContent, 'blocks'>): PricedRow[] {
  return content.blocks.flatMap((b): PricedRow[] => {
    if (b.type === 'price-table') return b.rows
    if (b.type !== 'packages') return []
    return b.options.flatMap(o =>
      o.rows.map(r => ({ ...r, offered: 'included' as const, inPackage: { id: o.id, group: b.id } })),
    )
  })
}

export const quantityPick = (rowId: string, milli: number): string => `${rowId}=${milli}`

/** The quantities picked, by row. */
export function pickedQuantities(chosen: ReadonlySet<string>): Map<string, number> {
  const picked = new Map<string, number>()
  for (const pick of chosen) {
    const at = pick.indexOf('=')
    if (at > 0) picked.set(pick.slice(0, at), Number(pick.slice(at + 1)))
  }
  return picked
}

/** Whether a quantity is one the row offers: within its limits and on one of its steps. */
export function offersQuantity(row: PriceRow, milli: number): boolean {
  const range = row.quantityRange
  if (!range || !Number.isInteger(milli)) return false
  return milli >= range.minMilli && milli <= range.maxMilli && (milli - range.minMilli) % range.stepMilli === 0
}
