// Rates and yearly caps are dated data with their source; no percentage stands in code. The day the buyer pays decides both.
import data from './rates.data.json' with { type: 'json' }

export type DeductionKind = 'rot' | 'rut'

/** Percent of labour incl. VAT for a payment on a day. Throws for days the table does not know. */
export function rateOn(kind: DeductionKind, payDay: string): number {
  const rate = data.rates.find(r => r.kind === kind && r.from <= payDay && (r.to === null || payDay <= r.to))
  if (!rate) throw new RangeError(`No ${kind} rate is known for ${payDay}.`)
  return rate.percent
}

export type Caps = { rotKr: number; rutKr: number; togetherKr: number }

/** Yearly caps per person, whole kronor, for the year of payment. */
export function capsIn(year: number): Caps {
  const caps = data.caps.find(c => c.from <= year && (c.to === null || year <= c.to))
  if (!caps) throw new RangeError(`No caps are known for ${year}.`)
  return caps
}

/** What a person can still get this year, whole kronor, given what they say they have used. */
export function roomFor(kind: DeductionKind, caps: Caps, used: { rotKr: number; rutKr: number }): number {
  const own = kind === 'rot' ? caps.rotKr - used.rotKr : caps.rutKr - used.rutKr
  return Math.max(0, Math.min(own, caps.togetherKr - used.rotKr - used.rutKr))
}
