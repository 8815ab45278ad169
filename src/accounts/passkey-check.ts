// What a browser says with a passkey, held against what was asked (WebAuthn level 2, §7.1 and §7.2). Attestation is not asked for: which maker's
// device somebody owns is none of our business, so nothing is believed of a new key but that it answers. No library: with one kind of
// attestation there is only this page to check, and a dependency at the door would be the largest risk there.
import { createHash, createPublicKey, timingSafeEqual, verify } from 'node:crypto'
import { readCoseKey } from './cose.ts'

export type Asked = { challenge: Buffer; origin: string; rpId: string }

/** As the browser gives them, base64url. */
export type NewPasskey = { credentialId: string; clientData: string; authenticatorData: string }
export type Assertion = NewPasskey & { signature: string; userHandle?: string | undefined }

export type Known = { publicKey: Buffer; signCount: number; backupEligible: boolean }
export type Flags = { signCount: number; backupEligible: boolean; backedUp: boolean }

/** Why a passkey was not believed. For the log; the person is told one sentence whatever it was. */
export class PasskeyRefused extends Error {}

const refuse = (why: string): never => {
  throw new PasskeyRefused(why)
}
const bytes = (text: string) => Buffer.from(text, 'base64url')
const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest()

/** A new passkey: its id and public key (SPKI). */
export function checkNew(asked: Asked, given: NewPasskey): Flags & { credentialId: Buffer; publicKey: Buffer } {
  checkClientData(asked, given.clientData, 'webauthn.create')
  const data = bytes(given.authenticatorData)
  const flags = readFlags(asked, data)
  // Which authenticator it is (AAGUID, 16 bytes) is not read.
  if (!(data.readUInt8(32) & 0x40) || data.length < 55) return refuse('no key in the answer')
  const length = data.readUInt16BE(53)
  const credentialId = data.subarray(55, 55 + length)
  if (length < 16 || length > 1023 || credentialId.length !== length) return refuse('an id of no length')
  if (!credentialId.equals(bytes(given.credentialId))) return refuse('another id than the browser says')
  try {
    const { key, end } = readCoseKey(data, 55 + length)
    const hasExtensions = (data.readUInt8(32) & 0x80) !== 0
    if (!hasExtensions && end !== data.length) return refuse('more than a key')
    return { ...flags, credentialId, publicKey: key.export({ format: 'der', type: 'spki' }) }
  } catch (error) {
    if (error instanceof PasskeyRefused) throw error
    return refuse('no key that we know')
  }
}

/** A sign-in with a known passkey: what to remember of it. */
export function checkAssertion(asked: Asked, given: Assertion, known: Known): Flags {
  const clientData = checkClientData(asked, given.clientData, 'webauthn.get')
  const data = bytes(given.authenticatorData)
  const flags = readFlags(asked, data)
  const key = createPublicKey({ key: known.publicKey, format: 'der', type: 'spki' })
  const algorithm = key.asymmetricKeyType === 'ed25519' ? null : 'sha256'
  const signed = Buffer.concat([data, sha256(clientData)])
  let isSigned = false
  try {
    isSigned = verify(algorithm, signed, key, bytes(given.signature))
  } catch {
    // A signature of no shape is none.
  }
  if (!isSigned) return refuse('the signature does not fit')
  if (flags.backupEligible !== known.backupEligible) return refuse('it may suddenly be copied, or no longer')
  // Passkeys that are kept in step between devices do not count; one that counts and goes back has been copied.
  if ((flags.signCount > 0 || known.signCount > 0) && flags.signCount <= known.signCount)
    return refuse('the count went back')
  return flags
}

function checkClientData(asked: Asked, text: string, type: string): Buffer {
  const raw = bytes(text)
  let said: { type?: unknown; challenge?: unknown; origin?: unknown; crossOrigin?: unknown }
  try {
    said = JSON.parse(raw.toString('utf8'))
  } catch {
    return refuse('not JSON')
  }
  if (said === null || typeof said !== 'object' || said.type !== type) return refuse('said for something else')
  const challenge = bytes(String(said.challenge))
  if (challenge.length !== asked.challenge.length || !timingSafeEqual(challenge, asked.challenge))
    return refuse('another challenge')
  if (said.origin !== asked.origin || said.crossOrigin === true) return refuse('said at another place')
  return raw
}

function readFlags(asked: Asked, data: Buffer): Flags {
  if (data.length < 37) return refuse('too short')
  if (!data.subarray(0, 32).equals(sha256(Buffer.from(asked.rpId)))) return refuse('for another service')
  const flags = data.readUInt8(32)
  const has = (bit: number) => (flags & bit) !== 0
  if (!has(0x01)) return refuse('nobody was present')
  if (!has(0x04)) return refuse('nobody was verified')
  const backupEligible = has(0x08)
  const backedUp = has(0x10)
  if (backedUp && !backupEligible) return refuse('copied and not to be copied')
  return { signCount: data.readUInt32BE(33), backupEligible, backedUp }
}
