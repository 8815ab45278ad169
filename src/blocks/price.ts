// The one function that computes a price: rows, discounts, VAT per rate, deduction per person. Editor, room, PDF, API and mail all
// call it; there is no second.
import { largestRemainder, mulDiv } from '../kernel/money.ts'
import type { Discount, PriceInput, PriceResult, PriceRow, VatRate, WorkKind } from './contract.ts'
import { deductionOn } from './deduction.ts'
import { offersQuantity, type PricedRow, pickedQuantities, quantityPick } from './picks.ts'

const WORKS: readonly WorkKind[] = ['labour', 'material', 'other']

function less(amountOre: number, discount: Discount | undefined): number {
  if (!discount) return amountOre
  const off = discount.kind === 'percent' ? mulDiv(amountOre, discount.basisPoints, 10_000) : discount.ore
  return amountOre - off
}

/** A row's amount in öre after its own discount, in the basis prices are entered in. */
export function rowAmount(row: PriceRow, quantityMilli = row.quantityMilli): number {
  return less(mulDiv(quantityMilli, row.unitPriceOre, 1000), row.discount)
}

/** Whether a row is part of the price with these choices. */
export const isCounted = (row: PricedRow, chosen: ReadonlySet<string>): boolean =>
  row.inPackage ? chosen.has(row.inPackage.id) : row.offered === 'included' || chosen.has(row.id)

type Group = { work: WorkKind; deductible: boolean; rate: VatRate; ore: number }

/**
 * Computes the price. Amounts in öre. VAT is computed once per rate on the sum of its rows and rounded to öre (EN 16931 BR-CO-17), so
 * the total does not depend on how the work is split into rows. A whole-quote discount is split over (work, deductible, rate) in
 * proportion to their amounts, by largest remainder (docs/decisions/0002).
 */
export function computePrice(input: PriceInput): PriceResult {
  const { pricing, chosen } = input
  const quantities = pickedQuantities(chosen)
  const rows = input.rows.map(row => ({
    id: row.id,
    amountOre: rowAmount(row, row.quantityRange && quantities.get(row.id)),
    counted: isCounted(row, chosen),
  }))
  const groups = new Map<string, Group>()
  const hasDeduction = pricing.deduction !== 'none'
  for (const [i, row] of input.rows.entries()) {
    const { amountOre, counted } = rows[i] as (typeof rows)[number]
    if (!counted || amountOre === 0) continue
    const deductible = hasDeduction && row.work === 'labour' && row.deductible
    const key = `${row.work}|${deductible}|${row.vatRate}`
    const group = groups.get(key)
    if (group) group.ore += amountOre
    else groups.set(key, { work: row.work, deductible, rate: row.vatRate, ore: amountOre })
  }
  // One order whatever the order of the rows: remainders fall the same way.
  const parts = [...groups.values()].sort(
    (a, b) =>
      b.rate - a.rate || WORKS.indexOf(a.work) - WORKS.indexOf(b.work) || Number(b.deductible) - Number(a.deductible),
  )
  const discountOre = takeDiscount(parts, pricing.discount)

  const reverse = pricing.vatMode === 'reverse-charge'
  const vat: PriceResult['vat'] = []
  const byWork: Record<WorkKind, number> = { labour: 0, material: 0, other: 0 }
  let labourOre = 0
  for (const rate of [...new Set(parts.map(p => p.rate))]) {
    const mine = parts.filter(p => p.rate === rate)
    const sum = mine.reduce((a, p) => a + p.ore, 0)
    const { net, vatOre } = reverse ? { net: sum, vatOre: 0 } : splitVat(sum, rate, pricing.pricesIncludeVat)
    if (!reverse) vat.push({ rate, baseOre: net, vatOre })
    else addNet(vat, net)
    // Each part's share incl. VAT, summing exactly to the rate's total.
    const gross =
      pricing.pricesIncludeVat && !reverse
        ? mine.map(p => p.ore)
        : spread(
            net + vatOre,
            mine.map(p => p.ore),
          )
    for (const [i, p] of mine.entries()) {
      byWork[p.work] += gross[i] as number
      if (p.deductible) labourOre += gross[i] as number
    }
  }
  const netOre = vat.reduce((a, v) => a + v.baseOre, 0)
  const vatOre = vat.reduce((a, v) => a + v.vatOre, 0)
  const totalOre = netOre + vatOre
  const payDay = pricing.payBy
  const deduction =
    // Labour that falls away gives nothing back by itself: what is left of the deduction is computed on what is paid.
    pricing.deduction !== 'none' && payDay && !reverse && labourOre >= 0
      ? deductionOn(pricing.deduction, labourOre, payDay, input.persons)
      : null
  return {
    rows,
    byWork,
    discountOre,
    vat,
    netOre,
    vatOre,
    totalOre,
    deduction,
    toPayOre: totalOre - (deduction ? deduction.amountKr * 100 : 0),
  }
}

/** Under reverse charge there is one base and no VAT; it is told apart by `vatMode`, not by a rate of 0. */
function addNet(vat: PriceResult['vat'], net: number) {
  const known = vat[0]
  if (known) known.baseOre += net
  else vat.push({ rate: 0, baseOre: net, vatOre: 0 })
}

function splitVat(sum: number, rate: VatRate, includes: boolean): { net: number; vatOre: number } {
  const vatOre = includes ? mulDiv(sum, rate, 100 + rate) : mulDiv(sum, rate, 100)
  return { net: includes ? sum - vatOre : sum, vatOre }
}

/** Spreads a total by amounts that may be negative: positive parts carry the remainder. */
function spread(total: number, amounts: readonly number[]): number[] {
  const sum = amounts.reduce((a, b) => a + b, 0)
  if (sum === 0) return amounts.map((a, i) => (i === 0 ? a + total : a))
  const parts = amounts.map(a => mulDiv(a, total, sum))
  const rest = total - parts.reduce((a, b) => a + b, 0)
  const largest = amounts.reduce((best, a, i) => (a > (amounts[best] as number) ? i : best), 0)
  parts[largest] = (parts[largest] as number) + rest
  return parts
}

/** Takes the whole-quote discount off the parts in place; returns it as positive öre. */
function takeDiscount(parts: Group[], discount: Discount | undefined): number {
  if (!discount) return 0
  const sum = parts.reduce((a, p) => a + p.ore, 0)
  if (sum <= 0) return 0
  const off = discount.kind === 'percent' ? mulDiv(sum, discount.basisPoints, 10_000) : Math.min(discount.ore, sum)
  const shares = largestRemainder(
    off,
    parts.map(p => Math.max(0, p.ore)),
  )
  for (const [i, p] of parts.entries()) p.ore -= shares[i] as number
  return off
}

/** How much more (or less) the customer pays, and the total becomes, when a row that is not counted is ticked. */
export function optionEffect(input: PriceInput, row: PriceRow): { toPayOre: number; totalOre: number } {
  const without = new Set(
    [...input.chosen].filter(
      id => id !== row.id && !(row.choiceId && input.rows.some(r => r.id === id && r.choiceId === row.choiceId)),
    ),
  )
  const before = computePrice({ ...input, chosen: without })
  const after = computePrice({ ...input, chosen: new Set([...without, row.id]) })
  return { toPayOre: after.toPayOre - before.toPayOre, totalOre: after.totalOre - before.totalOre }
}

/** What the customer pays with one package of a group, and what the total becomes; beside it the same with none of the group. */
export function packageEffect(
  input: PriceInput,
  of: { id: string; group: string },
): { toPayOre: number; totalOre: number } {
  const group = new Set(input.rows.flatMap(r => (r.inPackage?.group === of.group ? [r.inPackage.id] : [])))
  const without = new Set([...input.chosen].filter(id => !group.has(id)))
  const before = computePrice({ ...input, chosen: without })
  const after = computePrice({ ...input, chosen: new Set([...without, of.id]) })
  return { toPayOre: after.toPayOre - before.toPayOre, totalOre: after.totalOre - before.totalOre }
}

/** The cheapest package of each group, the first of those that cost the same. */
function cheapestPackages(rows: readonly PricedRow[]): string[] {
  const sums = new Map<string, Map<string, number>>()
  for (const r of rows) {
    if (!r.inPackage) continue
    const group = sums.get(r.inPackage.group) ?? new Map<string, number>()
    group.set(r.inPackage.id, (group.get(r.inPackage.id) ?? 0) + rowAmount(r))
    sums.set(r.inPackage.group, group)
  }
  return [...sums.values()].map(g => [...g].reduce((least, p) => (p[1] < least[1] ? p : least))[0])
}

/**
 * What is chosen before the customer has touched anything: in each choice the first row that costs nothing, and of packages the cheapest, so
 * that the sum is one that can be ordered. Never anything that costs more.
 */
export function defaultChoices(rows: readonly PricedRow[]): Set<string> {
  const chosen = new Set<string>(cheapestPackages(rows))
  for (const choiceId of new Set(rows.flatMap(r => (r.offered === 'choice' && r.choiceId ? [r.choiceId] : [])))) {
    const free = rows.find(r => r.offered === 'choice' && r.choiceId === choiceId && rowAmount(r) === 0)
    if (free) chosen.add(free.id)
  }
  return chosen
}

/** The least a customer can pick: the cheapest of each choice, and every optional row that lowers the price. */
function cheapestChoices(rows: readonly PricedRow[]): Set<string> {
  const cheapest = new Map<string, PriceRow>()
  for (const r of rows) {
    if (r.offered === 'optional' && rowAmount(r) < 0) cheapest.set(r.id, r)
    if (r.offered !== 'choice') continue
    const choice = `choice ${r.choiceId ?? ''}`
    const least = cheapest.get(choice)
    if (!least || rowAmount(r) < rowAmount(least)) cheapest.set(choice, r)
  }
  const least = rows.flatMap(r => (r.quantityRange ? [quantityPick(r.id, r.quantityRange.minMilli)] : []))
  return new Set([...[...cheapest.values()].map(r => r.id), ...cheapestPackages(rows), ...least])
}

/** Ids of choices where nothing is picked yet. */
export function missingChoices(rows: readonly PricedRow[], chosen: ReadonlySet<string>): string[] {
  const choices = new Set(
    rows.flatMap(r => (r.inPackage ? [r.inPackage.group] : r.offered === 'choice' && r.choiceId ? [r.choiceId] : [])),
  )
  for (const r of rows) {
    if (r.inPackage && chosen.has(r.inPackage.id)) choices.delete(r.inPackage.group)
    if (r.choiceId && chosen.has(r.id)) choices.delete(r.choiceId)
  }
  return [...choices]
}

export type PricingFault = {
  code:
    | 'total-negative'
    | 'total-zero'
    | 'total-too-large'
    | 'pay-by-missing'
    | 'ceiling-missing'
    | 'choice-unknown'
    | 'quantity-range'
  rowId: string | null
}

/** 100 million kronor; beyond it a figure is a slip of the hand. */
const MAX_TOTAL_ORE = 10_000_000_000

/** What is wrong with a priced document as a whole; rows are checked one by one by their shape. */
export function pricingFaults(
  input: PriceInput,
  choiceIds: ReadonlySet<string>,
  /** An ÄTA may cost nothing, or less than nothing. */
  mayLower = false,
): PricingFault[] {
  const faults: PricingFault[] = []
  // Judged at its cheapest and its dearest: whatever the customer picks must be sane.
  const everything = new Set(
    input.rows.flatMap(r => [
      r.id,
      ...(r.inPackage ? [r.inPackage.id] : []),
      ...(r.quantityRange ? [quantityPick(r.id, r.quantityRange.maxMilli)] : []),
    ]),
  )
  const cheapest = cheapestChoices(input.rows)
  for (const chosen of [new Set<string>(), defaultChoices(input.rows), cheapest, everything]) {
    const price = computePrice({ ...input, chosen })
    if (price.totalOre < 0 && !mayLower) faults.push({ code: 'total-negative', rowId: null })
    if (Math.abs(price.totalOre) > MAX_TOTAL_ORE) faults.push({ code: 'total-too-large', rowId: null })
  }
  // Nothing at all may be picked only where everything is optional; then nothing can be ordered either (makeAgreement).
  const something = input.rows.some(r => isCounted(r, cheapest)) ? [cheapest, everything] : [everything]
  if (!mayLower && something.some(chosen => computePrice({ ...input, chosen }).totalOre === 0))
    faults.push({ code: 'total-zero', rowId: null })
  if (input.pricing.deduction !== 'none' && !input.pricing.payBy) faults.push({ code: 'pay-by-missing', rowId: null })
  if (input.pricing.form === 'ceiling' && !input.pricing.ceilingOre)
    faults.push({ code: 'ceiling-missing', rowId: null })
  for (const r of input.rows)
    if (r.quantityRange && !offersQuantity(r, r.quantityMilli)) faults.push({ code: 'quantity-range', rowId: r.id })
  for (const r of input.rows)
    if (r.offered === 'choice' && !choiceIds.has(r.choiceId ?? '')) faults.push({ code: 'choice-unknown', rowId: r.id })
  return faults.filter((f, i) => faults.findIndex(g => g.code === f.code && g.rowId === f.rowId) === i)
}
