// Codes of an authenticator app (RFC 6238): six digits that change every thirty seconds, from a key that app and service share.
import { createHmac, timingSafeEqual } from 'node:crypto'

const STEP_SECONDS = 30
const DIGITS = 6
/** So many steps a phone's clock may be off, either way. */
const SKEW = 1

export const stepAt = (at: Date): number => Math.floor(at.getTime() / 1000 / STEP_SECONDS)

/** The code of one step (RFC 4226 §5.3). */
export function codeOf(key: Uint8Array, step: number, options: { digits?: number; hash?: string } = {}): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac(options.hash ?? 'sha1', key)
    .update(counter)
    .digest()
  const at = (mac.at(-1) as number) & 0x0f
  const digits = options.digits ?? DIGITS
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 10 ** digits).padStart(digits, '0')
}

/** The step a typed code is of, or null: only steps after `last`, so that a code seen over a shoulder works for nobody else. */
export function stepOf(key: Uint8Array, typed: string, now: Date, last: number): number | null {
  const given = Buffer.from(typed)
  const middle = stepAt(now)
  let found: number | null = null
  for (let step = middle - SKEW; step <= middle + SKEW; step++) {
    const code = Buffer.from(codeOf(key, step))
    if (step > last && code.length === given.length && timingSafeEqual(code, given)) found = step
  }
  return found
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Bytes as apps take them typed (RFC 4648, without padding). */
export function base32(bytes: Uint8Array): string {
  let bits = 0
  let value = 0
  let text = ''
  for (const byte of bytes) {
    value = (value << 8) | byte
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET[(value >>> (bits - 5)) & 31]
    value &= 0xff
  }
  return bits > 0 ? text + ALPHABET[(value << (5 - bits)) & 31] : text
}

/** What the QR code holds: whose it is and the key. */
export const keyUri = (key: Uint8Array, account: string): string =>
  `otpauth://totp/Cling:${encodeURIComponent(account)}?secret=${base32(key)}&issuer=Cling`
