import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const VERSION = 1

/**
 * Encrypts with AES-256-GCM under a random nonce. `place` names where the ciphertext belongs (table, column, row, company): it is
 * bound in, so that a value moved to another row does not decrypt there.
 */
export function encrypt(key: Buffer, plain: Uint8Array, place: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(place))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), body])
}

/** The inverse of `encrypt`. Throws when key, place or bytes do not belong together. */
export function decrypt(key: Buffer, sealed: Buffer, place: string): Buffer {
  if (sealed.length < 29 || sealed[0] !== VERSION)
    throw new Error(`Not a ciphertext of ours at ${place.split('|')[0]}.`)
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13))
  decipher.setAAD(Buffer.from(place))
  decipher.setAuthTag(sealed.subarray(13, 29))
  return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()])
}

/** Where a value lives, as `encrypt` binds it. */
export const place = (table: string, column: string, row: string, companyId: string) =>
  `${table}|${column}|${row}|${companyId}`
