// Identifiers. Rows get time-ordered uuids (RFC 9562 version 7), so that neighbours in time are neighbours in the index; parts of a
// document get short ids of their own; secrets are tokens.

const random = (bytes: number) => globalThis.crypto.getRandomValues(new Uint8Array(bytes))

/** A uuid version 7: 48 bits of time (ms), 74 random bits. An id is not a secret; links carry keyed tokens instead. */
export function newId(now: Date): string {
  const bytes = random(16)
  const ms = now.getTime()
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(ms / 2 ** (8 * (5 - i))) & 0xff
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const h = Array.from(bytes, b => b.toString(16).padStart(2, '0')).join('')
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`
}

// 32 letters, so that five random bits pick one evenly; those easily misread (i, l, o, u) are left out, as in Crockford's base 32.
const LETTERS = 'abcdefghjkmnpqrstvwxyz0123456789'

/** An id of a block or row inside one document: ten characters, 50 random bits. */
export const shortId = (): string => Array.from(random(10), b => LETTERS[b & 31]).join('')

/** A secret as base64url: 128 random bits by default (22 characters), never fewer. */
export function randomToken(bytes = 16): string {
  if (bytes < 16) throw new RangeError('A token has at least 128 bits.')
  return btoa(String.fromCharCode(...random(bytes)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')
}
