// What the draft is worth and looks like right now, from what is typed: the same functions the server uses, on the same shapes.
import { type Margin, marginOf } from '../../articles/margin.ts'
import type { DocumentContent, PriceResult, PriceRow, Pricing } from '../../blocks/contract.ts'
import type { FrozenVersion } from '../../blocks/frozen.ts'
import { computePrice, defaultChoices, isCounted, rowAmount } from '../../blocks/price.ts'
import { contentToSend } from '../../blocks/to-send.ts'
import type { DocumentView } from '../../blocks/view.ts'
import type { DocumentDetail, PartyView } from '../../documents/contract.ts'
import { amountView, presentDocument } from '../../documents/present.ts'
import { mulDiv } from '../../kernel/money.ts'
import type { Picture } from '../api.ts'
import type { Language } from '../words.tsx'
import { isBlank, rowsOf } from './content.ts'

/** The draft without rows nobody has written in: they are no part of what is priced or shown. */
export const withoutBlankRows = (c: DocumentContent): DocumentContent =>
  rowsOf(c).some(isBlank)
    ? {
        ...c,
        blocks: c.blocks.map(b =>
          b.type === 'price-table'
            ? { ...b, rows: b.rows.filter(r => !isBlank(r)) }
            : b.type === 'packages'
              ? { ...b, options: b.options.map(o => ({ ...o, rows: o.rows.filter(r => !isBlank(r)) })) }
              : b,
        ),
      }
    : c

/** People the deduction is computed for. */
export const sharersOf = (parties: readonly PartyView[]) => parties.filter(p => p.share > 0)

/**
 * The price as it stands, or null while it is not known: nothing is priced, or a figure cannot be read. A total of nought is never
 * claimed.
 */
export function draftPrice(
  content: DocumentContent,
  parties: readonly PartyView[],
  options: { chosen?: ReadonlySet<string>; unreadable: boolean },
): PriceResult | null {
  const rows = rowsOf(withoutBlankRows(content))
  if (rows.length === 0 || options.unreadable) return null
  const chosen = options.chosen ?? defaultChoices(rows)
  const price = computePrice({ rows, pricing: content.pricing, chosen, persons: sharersOf(parties) })
  return price.totalOre === 0 ? null : price
}

/** The draft as it would be frozen now: what the server composed, with what has been typed since. */
export function frozenOf(
  base: FrozenVersion,
  detail: Pick<DocumentDetail, 'parties' | 'concludedWhere' | 'workType'>,
  content: DocumentContent,
  pictures: readonly Picture[],
): FrozenVersion {
  const deducts = content.pricing.deduction !== 'none'
  const titles = new Map(base.parties.map(p => [p.id, p.title]))
  const known = new Set(base.files.map(f => f.sha256))
  return {
    ...base,
    content: contentToSend(withoutBlankRows(content)),
    concluded: { where: detail.concludedWhere, work: detail.workType },
    parties: detail.parties.map(p => ({
      id: p.id,
      name: p.name,
      title: titles.get(p.id) ?? null,
      signs: p.signs,
      share: deducts ? p.share : 0,
      usedRotKr: deducts ? p.usedRotKr : 0,
      usedRutKr: deducts ? p.usedRutKr : 0,
      personalNumberMasked: deducts ? p.personalNumberMasked : null,
    })),
    files: [...base.files, ...pictures.filter(p => !known.has(p.sha256)).map(p => ({ ...p, mime: 'image/jpeg' }))],
  }
}

/** The document as the customer meets it; its sums say "räknas" where the price is not known. */
export function draftView(
  frozen: FrozenVersion,
  options: { language: Language; today: string; chosen: ReadonlySet<string>; priceKnown: boolean },
): DocumentView {
  const view = presentDocument({ frozen, chosen: options.chosen, language: options.language, today: options.today })
  if (options.priceKnown) return view
  return {
    ...view,
    sum: { ...view.sum, figure: null, unit: '', aside: [] },
    totals: {
      ...view.totals,
      lines: [],
      persons: null,
      last: { ...view.totals.last, amount: amountView(null, options.language) },
    },
  }
}

/** What is left of a row when its own cost is paid, excl. VAT; null where no cost is given. Only the company sees it. */
export function rowMargin(row: PriceRow, pricing: Pricing): Margin | null {
  if (row.ownCostOre === undefined) return null
  const amount = rowAmount(row)
  const net =
    pricing.pricesIncludeVat && pricing.vatMode === 'standard' ? mulDiv(amount, 100, 100 + row.vatRate) : amount
  return marginOf(net, mulDiv(row.quantityMilli, row.ownCostOre, 1000))
}

/** The margin over all counted rows whose own cost is given. */
export function draftMargin(content: DocumentContent): Margin | null {
  const rows = rowsOf(content)
  const chosen = defaultChoices(rows)
  const margins = rows.flatMap(r => (isCounted(r, chosen) ? (rowMargin(r, content.pricing) ?? []) : []))
  if (margins.length === 0) return null
  const sum = (pick: (m: Margin) => number) => margins.reduce((a, m) => a + pick(m), 0)
  return marginOf(
    sum(m => m.costOre + m.marginOre),
    sum(m => m.costOre),
  )
}

/** "Åsa", "Åsa och Erik", "Åsa, Erik och Maria": first names, for a button. */
export function firstNames(names: readonly string[], and: string): string {
  const first = names.map(n => n.split(' ')[0] ?? n)
  return first.length < 2 ? (first[0] ?? '') : `${first.slice(0, -1).join(', ')} ${and} ${first[first.length - 1]}`
}
