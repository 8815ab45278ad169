// An authenticator in a few lines: makes passkeys and answers with them, as a browser would hand it on. Each answer can be bent.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest()
const text = (data: Uint8Array) => Buffer.from(data).toString('base64url')

export type Kind = 'es256' | 'ed25519' | 'rs256'
export type Bent = {
  type?: string
  challenge?: string
  origin?: string
  crossOrigin?: boolean
  rpId?: string
  flags?: number
  count?: number
}
/** Present, verified, may be copied and is. */
export const SYNCED = 0x1d

type Place = { origin: string; rpId: string }

export function softwarePasskey(place: Place, kind: Kind = 'es256') {
  const { publicKey, privateKey } = keys(kind)
  const id = randomBytes(32)
  const clientData = (type: string, challenge: string, bent: Bent) =>
    Buffer.from(
      JSON.stringify({
        type: bent.type ?? type,
        challenge: bent.challenge ?? challenge,
        origin: bent.origin ?? place.origin,
        crossOrigin: bent.crossOrigin ?? false,
      }),
    )
  const head = (bent: Bent, more: number) => {
    const data = Buffer.alloc(37)
    sha256(Buffer.from(bent.rpId ?? place.rpId)).copy(data)
    data.writeUInt8((bent.flags ?? SYNCED) | more, 32)
    data.writeUInt32BE(bent.count ?? 0, 33)
    return data
  }
  return {
    credentialId: text(id),
    /** The answer to being asked for a new passkey. */
    make(challenge: string, bent: Bent & { key?: Buffer; after?: Buffer } = {}) {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(id.length)
      const key = bent.key ?? coseOf(publicKey, kind)
      const data = Buffer.concat([head(bent, 0x40), Buffer.alloc(16), length, id, key, bent.after ?? Buffer.alloc(0)])
      return {
        credentialId: text(id),
        clientData: text(clientData('webauthn.create', challenge, bent)),
        authenticatorData: text(data),
      }
    },
    /** The answer to being asked who one is. */
    answer(challenge: string, bent: Bent & { userHandle?: string } = {}) {
      const said = clientData('webauthn.get', challenge, bent)
      const data = head(bent, 0)
      const signed = Buffer.concat([data, sha256(said)])
      return {
        credentialId: text(id),
        clientData: text(said),
        authenticatorData: text(data),
        signature: text(sign(kind === 'ed25519' ? null : 'sha256', signed, privateKey)),
        ...(bent.userHandle ? { userHandle: bent.userHandle } : {}),
      }
    },
  }
}

function keys(kind: Kind): { publicKey: KeyObject; privateKey: KeyObject } {
  if (kind === 'ed25519') return generateKeyPairSync('ed25519')
  if (kind === 'rs256') return generateKeyPairSync('rsa', { modulusLength: 2048 })
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}

const whole = (n: number): Buffer => {
  const kind = n < 0 ? 0x20 : 0
  const value = n < 0 ? -1 - n : n
  if (value < 24) return Buffer.from([kind | value])
  return value < 256 ? Buffer.from([kind | 24, value]) : Buffer.from([kind | 25, value >> 8, value & 255])
}
const held = (data: Buffer) => {
  const n = whole(data.length)
  n[0] = (n[0] as number) | 0x40
  return Buffer.concat([n, data])
}
/** A CBOR map of labels to numbers or bytes. */
export const coseMap = (entries: readonly (readonly [number, number | Buffer])[]) =>
  Buffer.concat([
    Buffer.from([0xa0 | entries.length]),
    ...entries.flatMap(([label, value]) => [whole(label), typeof value === 'number' ? whole(value) : held(value)]),
  ])

function coseOf(key: KeyObject, kind: Kind): Buffer {
  const jwk = key.export({ format: 'jwk' })
  const part = (name: 'x' | 'y' | 'n' | 'e') => Buffer.from(jwk[name] as string, 'base64url')
  if (kind === 'ed25519')
    return coseMap([
      [1, 1],
      [3, -8],
      [-1, 6],
      [-2, part('x')],
    ])
  if (kind === 'rs256')
    return coseMap([
      [1, 3],
      [3, -257],
      [-1, part('n')],
      [-2, part('e')],
    ])
  return coseMap([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, part('x')],
    [-3, part('y')],
  ])
}

/** The key of an authenticator app as its owner types it. */
export function readBase32(typed: string): Buffer {
  const bits = [...typed].map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map(b => Number.parseInt(b, 2)))
}
