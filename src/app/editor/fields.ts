// What a person types in a figure's field, and what stands there: one way to read and one to print for each kind.
import type { Discount } from '../../blocks/contract.ts'
import { type Checked, good } from '../../kernel/check.ts'
import { formatOre, formatPercent, formatQuantity, parseKr, parsePercent, parseQuantity } from '../../kernel/money.ts'
import type { Language } from '../words.tsx'

export type FigureKind = 'kr' | 'quantity' | 'percent'

/** Öre, thousandths or basis points. An empty field is nought: nothing priced yet. */
export function readFigure(kind: FigureKind, text: string, language: Language): Checked<number> {
  if (text.trim() === '') return good(0)
  switch (kind) {
    case 'kr':
      return parseKr(text, language)
    case 'quantity':
      return parseQuantity(text, language)
    case 'percent':
      return parsePercent(text, language)
  }
}

/** As it stands in the field: nought is an empty field, percent without its sign. */
export function printFigure(kind: FigureKind, value: number, language: Language): string {
  if (value === 0 && kind !== 'quantity') return ''
  switch (kind) {
    case 'kr':
      return formatOre(value, language)
    case 'quantity':
      return formatQuantity(value, language)
    case 'percent':
      return formatPercent(value, language).replace(/\s?%$/, '')
  }
}

/** "10 %" is a share, "500" or "500 kr" an amount; nothing is no discount. */
export function readDiscount(text: string, language: Language): Checked<Discount | undefined> {
  if (text.trim() === '') return good(undefined)
  if (/(%|procent|per ?cent)\s*$/i.test(text)) {
    const read = parsePercent(text, language)
    if (!read.ok) return read
    return good(read.value === 0 ? undefined : { kind: 'percent', basisPoints: read.value })
  }
  const read = parseKr(text.replace(/^\s*[-\u2212\u2013]\s*/, ''), language)
  if (!read.ok) return read
  return good(read.value === 0 ? undefined : { kind: 'amount', ore: read.value })
}

export function printDiscount(discount: Discount | undefined, language: Language): string {
  if (!discount) return ''
  return discount.kind === 'percent' ? formatPercent(discount.basisPoints, language) : formatOre(discount.ore, language)
}
