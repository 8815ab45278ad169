// Who a processor is in law, and whether anything may go there today (GDPR art. 44–49). Where the data lie and where the company that
// can reach them has its seat are two questions.
import { type IsoDay, isDay } from '../../kernel/dates.ts'

/** Countries of the European Economic Area, ISO 3166-1. */
const EEA = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' '),
)

export const inEea = (country: string) => EEA.has(country)

/** Decision on adequacy (art. 45) · certified under the EU–US Data Privacy Framework (decision (EU) 2023/1795) · standard clauses (art. 46). */
export const mechanisms = ['adequacy', 'DPF', 'SCC'] as const
export type Transfer = { mechanism: (typeof mechanisms)[number]; until: IsoDay }

export type Recipient = {
  company: string
  /** Where the company that is contracted with has its seat. */
  country: string
  /** Where the data are handled. */
  place: string
  /** And where else. */
  otherPlaces?: readonly string[]
  /** On what they may leave the EEA, and until when; null where they do not. */
  transfer: Transfer | null
}

export const leavesEea = (r: Pick<Recipient, 'country' | 'place' | 'otherPlaces'>) =>
  [r.country, r.place, ...(r.otherPlaces ?? [])].some(country => !inEea(country))

/**
 * "Exempel AB, SE" · "Exempel Inc, US, DE, DPF 2027-06-30": company, its country, where the data are handled (the same unless it is said),
 * and for what leaves the EEA on which mechanism and to which day. Null when it says anything else, or leaves without one.
 */
export function readRecipient(text: string): Recipient | null {
  const [company = '', country = '', ...rest] = text.split(',').map(part => part.trim())
  const place = rest[0] && /^[A-Z]{2}$/.test(rest[0]) ? (rest.shift() as string) : country
  const [on, ...more] = rest
  if (company === '' || !/^[A-Z]{2}$/.test(country) || more.length > 0) return null
  const [mechanism = '', until = ''] = (on ?? '').split(' ')
  const transfer = mechanisms.some(m => m === mechanism) && isDay(until) ? ({ mechanism, until } as Transfer) : null
  if (on !== undefined && !transfer) return null
  const read = { company, country, place, transfer }
  return leavesEea(read) === (transfer !== null) ? read : null
}

/** Why nothing may go there today; null when it may. `dpf`: whether the framework stands. */
export function transferEnded(r: Recipient, today: IsoDay, dpf: boolean): 'ended' | 'framework' | 'none' | null {
  if (!leavesEea(r)) return null
  if (!r.transfer) return 'none'
  if (r.transfer.until < today) return 'ended'
  return r.transfer.mechanism === 'DPF' && !dpf ? 'framework' : null
}
