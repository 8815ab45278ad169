// The signature of a company's list: Ed25519 (RFC 8032), under a key of its own that follows from the installation's root key.
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import type { Services } from '../../platform/context.ts'

/** RFC 8410: the wrapping of a 32-byte seed as a private key. */
const WRAPPED_SEED = Buffer.from('302e020100300506032b657004220420', 'hex')

const privateKey = (services: Pick<Services, 'secrets'>): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([WRAPPED_SEED, services.secrets.key('company-export')]),
    format: 'der',
    type: 'pkcs8',
  })

/** Given to whoever is to take in what is exported here. */
export const companyKeyPem = (services: Pick<Services, 'secrets'>): string =>
  createPublicKey(privateKey(services)).export({ type: 'spki', format: 'pem' }).toString()

/** The signature of a list's bytes, base64. */
export const signList = (services: Pick<Services, 'secrets'>, bytes: Uint8Array): string =>
  sign(null, bytes, privateKey(services)).toString('base64')

/** Whether one of these public keys made the signature. */
export function isSignedBy(keys: readonly string[], bytes: Uint8Array, signature: string): boolean {
  const made = Buffer.from(signature.trim(), 'base64')
  return keys.some(pem => {
    try {
      return verify(null, bytes, createPublicKey(pem), made)
    } catch {
      // No key at all; whoever gave it is told that nobody trusted signed this.
      return false
    }
  })
}
