// Money is whole öre, quantities whole thousandths, percent whole basis points. Nothing here is a fraction.
import { bad, type Checked, good } from './check.ts'

type Language = 'sv' | 'en'

/** Units that look alike and must not be swapped. A plain number may become one; one kind may not become another. */
export type Ore = number & { readonly unit?: 'ore' }
export type Milli = number & { readonly unit?: 'milli' }
export type BasisPoints = number & { readonly unit?: 'basis-points' }

const NBSP = '\u00a0'
const MINUS = '\u2212'

/** a ÷ b for whole numbers, rounded half away from zero. */
function divRound(a: number, b: number): number {
  const sign = a < 0 !== b < 0 ? -1 : 1
  const x = Math.abs(a)
  const y = Math.abs(b)
  // The remainder and its double are exact for every safe integer, which a quotient is not.
  const rest = x % y
  return sign * ((x - rest) / y + (rest * 2 >= y ? 1 : 0)) || 0
}

/** a × b ÷ c for whole numbers, rounded half away from zero. Only where the product passes 2^53 it goes through BigInt. */
export function mulDiv(a: number, b: number, c: number): number {
  const product = a * b
  if (Number.isSafeInteger(product)) return divRound(product, c)
  const p = BigInt(a) * BigInt(b)
  const d = BigInt(c)
  const sign = p < 0n !== d < 0n ? -1n : 1n
  const x = p < 0n ? -p : p
  const y = d < 0n ? -d : d
  return Number(sign * ((x * 2n + y) / (y * 2n)))
}

/** Whole part and remainder of a × b ÷ c, none negative; through BigInt only where the product passes 2^53. */
function quotient(a: number, b: number, c: number): { whole: number; rest: number } {
  const product = a * b
  if (Number.isSafeInteger(product)) return { whole: (product - (product % c)) / c, rest: product % c }
  const exact = BigInt(a) * BigInt(b)
  return { whole: Number(exact / BigInt(c)), rest: Number(exact % BigInt(c)) }
}

/**
 * Splits a whole total in proportion to whole, non-negative weights so that the parts sum exactly to it: each part is rounded towards
 * zero and what is left goes, one by one, to the largest remainders, ties to the earlier part. Throws when there is something to split
 * and no weight to split it by.
 */
export function largestRemainder(total: number, weights: readonly number[]): number[] {
  let sum = 0
  for (const w of weights) {
    if (!Number.isSafeInteger(w) || w < 0) throw new RangeError('Weights are whole and not negative.')
    sum += w
  }
  if (total === 0) return weights.map(() => 0)
  if (sum === 0) throw new RangeError('There is no weight to split by.')
  const parts = weights.map(w => quotient(Math.abs(total), w, sum))
  const wholes = parts.map(p => p.whole)
  raiseLargest(
    wholes,
    parts.map(p => p.rest),
    Math.abs(total),
  )
  return total < 0 ? wholes.map(w => -w || 0) : wholes
}

/** Raises the parts with the largest remainders by one, ties to the earlier, until they sum to the total. */
function raiseLargest(parts: number[], rests: readonly number[], total: number): void {
  const left = total - parts.reduce((a, b) => a + b, 0)
  const order = rests.map((_, i) => i).sort((a, b) => (rests[b] as number) - (rests[a] as number) || a - b)
  for (const i of order.slice(0, left)) parts[i] = (parts[i] as number) + 1
}

const group = (digits: string, language: Language) => digits.replace(/\B(?=(\d{3})+$)/g, language === 'sv' ? NBSP : ',')
const decimal = (language: Language) => (language === 'sv' ? ',' : '.')

/** "138 390", "1 752,38", "−31 020"; decimals as asked, or two when there are öre. */
export function formatOre(ore: Ore, language: Language, decimals: 0 | 2 | 'auto' = 'auto'): string {
  const two = decimals === 2 || (decimals === 'auto' && ore % 100 !== 0)
  const x = Math.abs(two ? ore : divRound(ore, 100) * 100)
  const kr = group(String(Math.floor(x / 100)), language)
  const figure = two ? `${kr}${decimal(language)}${String(x % 100).padStart(2, '0')}` : kr
  return ore < 0 && x > 0 ? MINUS + figure : figure
}

/** "138 390 kr" or "SEK 138,390". */
export function formatKr(ore: Ore, language: Language): string {
  return language === 'sv' ? `${formatOre(ore, language)}${NBSP}kr` : `SEK${NBSP}${formatOre(ore, language)}`
}

/** Whether a column of amounts shows öre: all or none. */
export const columnDecimals = (ores: readonly Ore[]): 0 | 2 => (ores.some(o => o % 100 !== 0) ? 2 : 0)

/** As read aloud: "138 390 kronor", "minus 31 020 kronor", "1 krona". */
export function spokenOre(ore: Ore, language: Language): string {
  const unit = Math.abs(ore) === 100 ? 'krona' : 'kronor'
  return `${ore < 0 ? 'minus ' : ''}${formatOre(Math.abs(ore), language)} ${unit}`
}

/** Digits after the decimal sign, without closing zeros; nothing when there are none. */
const fraction = (rest: number, digits: number, language: Language) => {
  const shown = String(rest).padStart(digits, '0').replace(/0+$/, '')
  return shown ? decimal(language) + shown : ''
}

/** "46", "2,5", "1 200": thousandths as people write them. */
export function formatQuantity(milli: Milli, language: Language): string {
  const x = Math.abs(milli)
  const whole = group(String(Math.floor(x / 1000)), language)
  return `${milli < 0 ? MINUS : ''}${whole}${fraction(x % 1000, 3, language)}`
}

/** "30 %", "12,5 %". */
export function formatPercent(basisPoints: BasisPoints, language: Language): string {
  return `${Math.floor(basisPoints / 100)}${fraction(basisPoints % 100, 2, language)}${language === 'sv' ? NBSP : ''}%`
}

type Digits = { whole: string; fraction: string }

/**
 * Tells group marks from the decimal sign. Spaces part groups of three; where both point and comma stand, the last is the decimal sign;
 * one that stands repeatedly parts groups. A single mark before three digits could be either: it is read by the reader's own language
 * where that says something sensible, else refused rather than guessed at.
 */
function digitsOf(body: string, language: Language, decimals: number): Digits | 'unreadable' | 'ambiguous' {
  const grouped = /^(\d{1,3}(?:([ .,])\d{3})(?:\2\d{3})*)(?:([.,])(\d+))?$/.exec(body)
  if (grouped && grouped[2] !== grouped[3]) {
    const [, whole = '', mark, , fraction = ''] = grouped
    const groups = whole.split(mark as string)
    // "0,125" and "0.125" have no thousands.
    const lone = mark !== ' ' && fraction === '' && groups.length === 2
    if (!lone) return { whole: groups.join(''), fraction }
    if (groups[0] !== '0') {
      if (mark === ',' && language === 'en') return { whole: groups.join(''), fraction: '' }
      if (mark !== decimal(language) || decimals < 3) return 'ambiguous'
    }
  }
  const plain = /^(\d*)(?:[.,](\d+))?$/.exec(body)
  const [, whole = '', fraction = ''] = plain ?? []
  return plain && whole + fraction !== '' ? { whole, fraction } : 'unreadable'
}

function parseScaled(text: string, language: Language, decimals: 2 | 3, bound: number): Checked<number> {
  const minus = /^[-\u2212\u2013]\s*/.exec(text.trim())?.[0] ?? ''
  const body = text.trim().slice(minus.length).replace(/\s+/g, ' ').trim()
  const digits = digitsOf(body, language, decimals)
  if (digits === 'unreadable') return bad('number-unreadable')
  if (digits === 'ambiguous')
    return bad('number-ambiguous', { thousands: group(body.replace(/\D/g, ''), language), digits: body })
  if (digits.fraction.length > decimals) return bad('number-too-precise', { decimals: String(decimals) })
  const value = Number(digits.whole || '0') * 10 ** decimals + Number(digits.fraction.padEnd(decimals, '0'))
  if (!Number.isSafeInteger(value) || value > bound) return bad('number-too-large')
  return good(minus ? -value || 0 : value)
}

const notNegative = <T extends number>(read: Checked<T>): Checked<T> =>
  read.ok && read.value < 0 ? bad('number-negative') : read

/**
 * Kronor as typed, to öre: "1 752,38", "1752.38", "1.752,38", "720:-", "720:50", "−31 020 kr", "SEK 1,752.38". The bound is 100 million
 * kronor unless another is given.
 */
export function parseKr(text: string, language: Language, bound: Ore = 10_000_000_000): Checked<Ore> {
  const bare = text
    .trim()
    .replace(/^([-\u2212\u2013]?)\s*(?:kr|sek)\s*/i, '$1')
    .replace(/\s*(?:kronor|kr|sek)\.?$/i, '')
    .replace(/[:,.]\s?[-\u2212\u2013]{1,2}$/, '')
    .replace(/(\d):(\d{2})$/, `$1${decimal(language)}$2`)
  return parseScaled(bare, language, 2, bound)
}

/** A quantity as typed, to thousandths: "46", "2,5". */
export const parseQuantity = (text: string, language: Language, bound: Milli = 9_999_999_000): Checked<Milli> =>
  notNegative(parseScaled(text, language, 3, bound))

/** A percentage from 0 to 100 as typed, to basis points: "30", "12,5 %", "15 procent". */
export const parsePercent = (text: string, language: Language): Checked<BasisPoints> =>
  notNegative(parseScaled(text.trim().replace(/\s*(?:%|procent|per ?cent)$/i, ''), language, 2, 10_000))
