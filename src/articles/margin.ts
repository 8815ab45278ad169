// What is left when the company has paid its own cost: for those who see costs, and for nobody else.
import { mulDiv } from '../kernel/money.ts'

export type Margin = { costOre: number; marginOre: number; percent: number }

export const marginOf = (netOre: number, costOre: number): Margin => ({
  costOre,
  marginOre: netOre - costOre,
  percent: netOre === 0 ? 0 : Math.round(((netOre - costOre) / netOre) * 100),
})

/** The margin on one unit of an article, excl. VAT; null where no cost is given. */
export function articleMargin(a: {
  unitPriceOre: number
  priceIncludesVat: boolean
  vatRate: number
  ownCostOre: number | null
}): Margin | null {
  if (a.ownCostOre === null) return null
  const net = a.priceIncludesVat ? mulDiv(a.unitPriceOre, 100, 100 + a.vatRate) : a.unitPriceOre
  return marginOf(net, a.ownCostOre)
}
