// Money is whole öre, quantities whole thousandths, percent whole basis points. Nothing here is a fraction.
type Language = 'sv' | 'en'
const NBSP = '\u00a0'
const MINUS = '\u2212'

/** a × b ÷ c, rounded half away from zero. Products beyond 2^53 go through BigInt. */
export function mulDiv(a: number, b: number, c: number): number {
  const product = a * b
  if (Number.isSafeInteger(product)) {
    const sign = product < 0 !== c < 0 ? -1 : 1
    const x = Math.abs(product)
    const y = Math.abs(c)
    const down = Math.floor(x / y)
    // Exact: both are integers below 2^53, and so is the remainder.
    const rest = x - down * y
    return sign * (down + (rest * 2 >= y ? 1 : 0)) || 0
  }
  const p = BigInt(a) * BigInt(b)
  const d = BigInt(c)
  const sign = p < 0n !== d < 0n ? -1n : 1n
  const x = p < 0n ? -p : p
  const y = d < 0n ? -d : d
  return Number(sign * ((x * 2n + y) / (y * 2n)))
}

/** Splits a whole total by weights so that the parts sum exactly: largest remainder, ties to the earlier part. */
export function largestRemainder(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  if (sum === 0) return weights.map(() => 0)
  const sign = total < 0 ? -1 : 1
  const whole = Math.abs(total)
  const parts = weights.map(w => {
    const exact = BigInt(whole) * BigInt(w)
    return { down: Number(exact / BigInt(sum)), rest: exact % BigInt(sum) }
  })
  let left = whole - parts.reduce((a, p) => a + p.down, 0)
  const order = parts
    .map((_, i) => i)
    .sort((a, b) =>
      (parts[b] as { rest: bigint }).rest > (parts[a] as { rest: bigint }).rest
        ? 1
        : (parts[b] as { rest: bigint }).rest < (parts[a] as { rest: bigint }).rest
          ? -1
          : a - b,
    )
  for (const i of order) {
    if (left === 0) break
    ;(parts[i] as { down: number }).down += 1
    left -= 1
  }
  return parts.map(p => sign * p.down || 0)
}

const group = (digits: string, separator: string) => digits.replace(/\B(?=(\d{3})+$)/g, separator)

/** "138 390", "1 752,38", "−31 020"; decimals as asked, or two when there are öre. */
export function formatOre(ore: number, language: Language, decimals: 0 | 2 | 'auto' = 'auto'): string {
  const two = decimals === 2 || (decimals === 'auto' && ore % 100 !== 0)
  const x = Math.abs(two ? ore : Math.round(ore / 100) * 100)
  const kr = group(String(Math.floor(x / 100)), language === 'sv' ? NBSP : ',')
  const figure = two ? `${kr}${language === 'sv' ? ',' : '.'}${String(x % 100).padStart(2, '0')}` : kr
  return ore < 0 && x > 0 ? MINUS + figure : figure
}

/** "138 390 kr" or "SEK 138,390". */
export function formatKr(ore: number, language: Language): string {
  return language === 'sv' ? `${formatOre(ore, language)}${NBSP}kr` : `SEK${NBSP}${formatOre(ore, language)}`
}

/** Whether a column of amounts shows öre: all or none. */
export const columnDecimals = (ores: readonly number[]): 0 | 2 => (ores.some(o => o % 100 !== 0) ? 2 : 0)

/** As read aloud: "138 390 kronor", "minus 31 020 kronor". */
export function spokenOre(ore: number, language: Language): string {
  const figure = formatOre(Math.abs(ore), language)
  const minus = ore < 0 ? 'minus ' : ''
  return language === 'sv' ? `${minus}${figure} kronor` : `${minus}${figure} kronor`
}

/** "46", "2,5": thousandths as people write them. */
export function formatQuantity(milli: number, language: Language): string {
  const sign = milli < 0 ? MINUS : ''
  const x = Math.abs(milli)
  const whole = group(String(Math.floor(x / 1000)), language === 'sv' ? NBSP : ',')
  const rest = String(x % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '')
  return `${sign}${whole}${rest ? `${language === 'sv' ? ',' : '.'}${rest}` : ''}`
}

/** "30 %", "12,5 %". */
export function formatPercent(basisPoints: number, language: Language): string {
  const whole = Math.floor(basisPoints / 100)
  const rest = String(basisPoints % 100)
    .padStart(2, '0')
    .replace(/0+$/, '')
  return `${whole}${rest ? `${language === 'sv' ? ',' : '.'}${rest}` : ''}${language === 'sv' ? NBSP : ''}%`
}

export type Parsed =
  | { ok: true; value: number }
  | { ok: false; code: 'number-unreadable' | 'number-too-precise' | 'number-too-large' }

/**
 * Reads a number as Swedes write it: "1 752,38", "1752.38", "720:-", "−31 020 kr". A point or
 * comma is a decimal sign, groups are parted by spaces: "1.752" kronor is refused as too precise rather than guessed at.
 */
function parseScaled(text: string, decimals: 2 | 3, bound: number): Parsed {
  const bare = text
    .replace(/\s/g, '')
    .replace(/(:-|kr|kronor|SEK)$/i, '')
    .replace(/^[−–]/, '-')
  const match = /^(-)?(\d*)(?:[.,](\d+))?$/.exec(bare)
  const [, minus, wholeText = '', fraction = ''] = match ?? []
  if (!match || wholeText + fraction === '') return { ok: false, code: 'number-unreadable' }
  if (fraction.length > decimals) return { ok: false, code: 'number-too-precise' }
  const scale = 10 ** decimals
  const whole = Number(wholeText || '0')
  const value = (whole * scale + Number(fraction.padEnd(decimals, '0') || 0)) * (minus ? -1 : 1)
  if (!Number.isSafeInteger(value) || Math.abs(value) > bound) return { ok: false, code: 'number-too-large' }
  return { ok: true, value: value || 0 }
}

/** Kronor as typed, to öre. */
export const parseKr = (text: string, bound = 10_000_000_000): Parsed => parseScaled(text, 2, bound)
/** A quantity as typed, to thousandths. */
export const parseQuantity = (text: string, bound = 9_999_999_000): Parsed => parseScaled(text, 3, bound)
/** A percentage as typed, to basis points. */
export const parsePercent = (text: string): Parsed => parseScaled(text.replace(/%$/, ''), 2, 10_000)
