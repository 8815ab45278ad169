// Where money goes: bankgiro, plusgiro, IBAN, Swish. Printed as the banks print them.
import { bad, type Checked, good } from './check.ts'
import { luhnHolds } from './luhn.ts'

const digitsOf = (text: string) => text.replace(/[\s\-\u2010\u2011\u2013\u2212]/g, '')

/** "5402-9681". */
export function readBankgiro(text: string): Checked<string> {
  const d = digitsOf(text)
  if (!/^\d{7,8}$/.test(d)) return bad('bankgiro-form')
  if (!luhnHolds(d)) return bad('bankgiro-check')
  return good(`${d.slice(0, -4)}-${d.slice(-4)}`)
}

/** "28 65 43-4". */
export function readPlusgiro(text: string): Checked<string> {
  const d = digitsOf(text)
  if (!/^\d{2,8}$/.test(d)) return bad('plusgiro-form')
  if (!luhnHolds(d)) return bad('plusgiro-check')
  // In twos from the right; an odd one joins the first two, as in 410 54 68-5.
  return good(`${d.slice(0, -1).replace(/(?<=\d{2})(?=(?:\d{2})+$)/g, ' ')}-${d.slice(-1)}`)
}

/** IBAN by modulus 97 (ISO 13616), in groups of four. */
export function readIban(text: string): Checked<string> {
  const bare = text
    .replace(/[\s-]/g, '')
    .toUpperCase()
    .replace(/^IBAN:?/, '')
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(bare) || (bare.startsWith('SE') && !/^SE\d{22}$/.test(bare)))
    return bad('iban-form')
  // Letters count as 10 to 35; the remainder is carried digit by digit, so nothing grows past 2^53.
  let rest = 0
  for (const c of bare.slice(4) + bare.slice(0, 4))
    for (const d of /\d/.test(c) ? c : String(c.charCodeAt(0) - 55)) rest = (rest * 10 + Number(d)) % 97
  if (rest !== 1) return bad('iban-check')
  return good(bare.replace(/(.{4})(?=.)/g, '$1 '))
}

/** A company's Swish number: ten digits beginning with 123. */
export function readSwish(text: string): Checked<string> {
  const d = digitsOf(text)
  if (!/^123\d{7}$/.test(d)) return bad('swish-form')
  return good(`${d.slice(0, 3)} ${d.slice(3, 6)} ${d.slice(6, 8)} ${d.slice(8)}`)
}
