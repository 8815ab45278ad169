// Organisation numbers (lag 1974:174): ten digits, the third at least 2 (which parts them from personal numbers), modulus 10.
import { bad, type Checked, good } from './check.ts'
import { luhnHolds } from './luhn.ts'

/** "878000-3656". A sole trader's number is a personal number and is refused here with a code of its own. */
export function readOrganisationNumber(text: string): Checked<string> {
  const digits = text
    .replace(/[\s\-\u2010\u2011\u2013\u2212]/g, '')
    .replace(/^SE(\d{10})01$/i, '$1')
    .replace(/^16(\d{10})$/, '$1')
  if (!/^\d{10}$|^\d{12}$/.test(digits)) return bad('organisation-number-form')
  const ten = digits.slice(-10)
  if (!luhnHolds(ten)) return bad('organisation-number-check')
  if (digits.length === 12 || Number(ten[2]) < 2) return bad('organisation-number-personal')
  return good(`${ten.slice(0, 6)}-${ten.slice(6)}`)
}

/** "SE878000365601". */
export const vatNumberOf = (organisationNumber: string): string => `SE${organisationNumber.replace('-', '')}01`
