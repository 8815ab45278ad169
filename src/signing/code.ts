// The code that confirms a drawn signature. It follows from the attempt's id and a key only the installation has, so that it is
// stored nowhere and can be made again when the message leaves.
import { timingSafeEqual } from 'node:crypto'
import type { Secrets } from '../platform/secrets.ts'

/** Six digits. */
export function signingCode(secrets: Secrets, orderId: string): string {
  return String(secrets.mac('signing-code', orderId).readUIntBE(0, 6) % 1_000_000).padStart(6, '0')
}

export function isSigningCode(secrets: Secrets, orderId: string, given: string): boolean {
  const digits = given.replace(/\s/g, '')
  if (!/^\d{6}$/.test(digits)) return false
  return timingSafeEqual(Buffer.from(digits), Buffer.from(signingCode(secrets, orderId)))
}
