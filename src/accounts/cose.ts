// A passkey's public key as an authenticator writes it: a CBOR map (RFC 8949) of COSE labels (RFC 9052). Read strictly, and no more of either
// than keys need: maps, whole numbers and bytes.
import { createPublicKey, type KeyObject } from 'node:crypto'

/** Algorithms offered, best first: Ed25519, ECDSA on P-256, RSA with SHA-256. */
export const ALGORITHMS = [-8, -7, -257] as const

type Item = number | Buffer | Map<number, Item>

/** The key that begins at `at`, and where it ends. Throws what is no key of ours. */
export function readCoseKey(bytes: Buffer, at: number): { key: KeyObject; end: number } {
  const { item, end } = read(bytes, at, 0)
  if (!(item instanceof Map)) throw new Error('A key is a map.')
  return { key: keyOf(item), end }
}

function keyOf(map: Map<number, Item>): KeyObject {
  const is = (label: number, value: number) => map.get(label) === value
  const part = (label: number, length?: number) => {
    const value = map.get(label)
    if (!Buffer.isBuffer(value) || (length !== undefined && value.length !== length))
      throw new Error('A part of the key is missing.')
    return value.toString('base64url')
  }
  const jwk =
    is(1, 2) && is(3, -7) && is(-1, 1)
      ? { kty: 'EC', crv: 'P-256', x: part(-2, 32), y: part(-3, 32) }
      : is(1, 1) && is(3, -8) && is(-1, 6)
        ? { kty: 'OKP', crv: 'Ed25519', x: part(-2, 32) }
        : is(1, 3) && is(3, -257)
          ? { kty: 'RSA', n: part(-1), e: part(-2) }
          : null
  if (!jwk) throw new Error('A key of a kind that was not asked for.')
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  if (jwk.kty === 'RSA' && (key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048) throw new Error('The key is short.')
  return key
}

function read(bytes: Buffer, at: number, depth: number): { item: Item; end: number } {
  const first = bytes.readUInt8(at)
  const kind = first >> 5
  const { value, end } = lengthOf(bytes, at + 1, first & 31)
  if (kind === 0) return { item: value, end }
  if (kind === 1) return { item: -1 - value, end }
  if (kind === 2) {
    if (end + value > bytes.length) throw new Error('Bytes are missing.')
    return { item: bytes.subarray(end, end + value), end: end + value }
  }
  if (kind !== 5 || depth > 0 || value > 16) throw new Error('Not in a key.')
  const map = new Map<number, Item>()
  let next = end
  for (let i = 0; i < value; i++) {
    const label = read(bytes, next, depth + 1)
    const held = read(bytes, label.end, depth + 1)
    if (typeof label.item !== 'number' || map.has(label.item)) throw new Error('Labels are numbers, each there once.')
    map.set(label.item, held.item)
    next = held.end
  }
  return { item: map, end: next }
}

function lengthOf(bytes: Buffer, at: number, short: number): { value: number; end: number } {
  if (short < 24) return { value: short, end: at }
  if (short === 24) return { value: bytes.readUInt8(at), end: at + 1 }
  if (short === 25) return { value: bytes.readUInt16BE(at), end: at + 2 }
  throw new Error('Longer than a key.')
}
