// The manifest's signature: Ed25519 (RFC 8032) under a key that follows from the installation's root key. The public half is published.
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import type { Services } from '../../../platform/context.ts'
import { type Manifest, ManifestShape } from './shape.ts'

/** RFC 8410: the wrapping of a 32-byte seed as a private key. */
const WRAPPED_SEED = Buffer.from('302e020100300506032b657004220420', 'hex')

const privateKey = (services: Pick<Services, 'secrets'>): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([WRAPPED_SEED, services.secrets.key('extract-manifest')]),
    format: 'der',
    type: 'pkcs8',
  })

export const publicKeyPem = (services: Pick<Services, 'secrets'>): string =>
  createPublicKey(privateKey(services)).export({ type: 'spki', format: 'pem' }).toString()

/** The signature of the manifest's bytes, base64. */
export const signManifest = (services: Pick<Services, 'secrets'>, bytes: Uint8Array): string =>
  sign(null, bytes, privateKey(services)).toString('base64')

/** The manifest, where its bytes are as they were signed here; null where not. */
export function verifiedManifest(
  services: Pick<Services, 'secrets'>,
  bytes: Uint8Array,
  signature: string,
): Manifest | null {
  const right = verify(null, bytes, createPublicKey(privateKey(services)), Buffer.from(signature.trim(), 'base64'))
  if (!right) return null
  const parsed = ManifestShape.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')))
  return parsed.success ? parsed.data : null
}
