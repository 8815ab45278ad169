// How people are reached.
import { bad, type Checked, good } from './check.ts'

/** An e-mail address that can be delivered to; the domain in lower case. */
export function readEmail(text: string): Checked<string> {
  const bare = text.trim().replace(/^mailto:/i, '')
  const at = bare.lastIndexOf('@')
  if (at < 1) return bad('email-at')
  const local = bare.slice(0, at)
  const domain = bare.slice(at + 1).toLowerCase()
  if (bare.length > 254 || local.length > 64) return bad('email-long')
  if (/[\s<>()[\],;:"\\]/.test(local) || local.startsWith('.') || local.endsWith('.') || local.includes('..'))
    return bad('email-form')
  if (!domain.includes('.')) return bad('email-end')
  if (
    !/^(?:[a-z0-9\u00a1-\uffff](?:[a-z0-9\u00a1-\uffff-]{0,61}[a-z0-9\u00a1-\uffff])?\.)+[a-z\u00a1-\uffff]{2,63}$/.test(
      domain,
    )
  )
    return bad('email-form')
  return good(`${local}@${domain}`)
}

/** E.164 of a Swedish or foreign number: "070-174 06 05" gives "+46701740605". */
export function readPhone(text: string): Checked<string> {
  const bare = text
    .replace(/[\s()\-−–./]/g, '')
    .replace(/^00/, '+')
    .replace(/^\+460/, '+46')
  if (/[^\d+]/.test(bare)) return bad('phone-form')
  if (bare.startsWith('+')) return /^\+[1-9]\d{6,14}$/.test(bare) ? good(bare) : bad('phone-length')
  if (!bare.startsWith('0')) return bad('phone-zero')
  // Mobile numbers have ten digits, others eight to ten.
  if (/^07/.test(bare) && bare.length !== 10) return bad(bare.length < 10 ? 'phone-short' : 'phone-length')
  if (!/^0[1-9]\d{6,8}$/.test(bare)) return bad('phone-length')
  return good(`+46${bare.slice(1)}`)
}

/** Whether a text message can be sent there: Swedish numbers beginning with 7, or a foreign number. */
export const isMobile = (e164: string) => !e164.startsWith('+46') || e164.startsWith('+467')

/** "070-174 06 05" for Swedish mobile numbers, else grouped after the country code. */
export function printPhone(e164: string): string {
  if (!e164.startsWith('+46')) return e164
  const d = `0${e164.slice(3)}`
  if (/^07\d{8}$/.test(d)) return `${d.slice(0, 3)}-${d.slice(3, 6)} ${d.slice(6, 8)} ${d.slice(8)}`
  const area = d.startsWith('08') ? 2 : 3
  const rest = d.slice(area)
  return `${d.slice(0, area)}-${rest.length === 6 ? `${rest.slice(0, 2)} ${rest.slice(2, 4)} ${rest.slice(4)}` : rest.replace(/(\d{3})(\d{2,3})(\d{2,3})?$/, '$1 $2 $3').trim()}`
}
