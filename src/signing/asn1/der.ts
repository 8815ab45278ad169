// DER (X.690): as much as certificates, signatures, time stamps and OCSP answers need. Reading is strict: definite lengths in their
// shortest form, nothing after the value, a bounded depth. Runs in browsers too.

export type Der = {
  tag: number
  /** The content alone. */
  value: Uint8Array
  /** Tag, length and content. */
  raw: Uint8Array
  /** Parts of a constructed value. */
  children: Der[]
}

/** Bytes that are not the DER they should be. */
export class DerError extends Error {
  constructor(what: string) {
    super(`Not the DER it should be: ${what}.`)
    this.name = 'DerError'
  }
}

/** A seal holds a stamp, which names the certificates above its own: 25 deep. */
const MAX_DEPTH = 40
const MAX_BYTES = 1024 * 1024

export function readDer(bytes: Uint8Array): Der {
  if (bytes.length > MAX_BYTES) throw new DerError('too large')
  const { der, end } = readAt(bytes, 0, 0)
  if (end !== bytes.length) throw new DerError('bytes after the value')
  return der
}

/** The first value and where it ends, for places where padding may follow (a PDF's /Contents). */
export function readDerPrefix(bytes: Uint8Array): { der: Der; end: number } {
  if (bytes.length > MAX_BYTES) throw new DerError('too large')
  return readAt(bytes, 0, 0)
}

function readAt(bytes: Uint8Array, start: number, depth: number): { der: Der; end: number } {
  if (depth > MAX_DEPTH) throw new DerError('too deep')
  const tag = bytes[start]
  let at = start + 1
  const first = bytes[at++]
  if (tag === undefined || first === undefined) throw new DerError('cut short')
  if ((tag & 0x1f) === 0x1f) throw new DerError('a tag of several bytes')
  let length = first
  if (first >= 0x80) {
    const count = first & 0x7f
    if (count === 0 || count > 4) throw new DerError('length')
    length = 0
    for (let i = 0; i < count; i++) {
      const next = bytes[at++]
      if (next === undefined) throw new DerError('cut short')
      length = length * 256 + next
    }
    if (length < 0x80 || length < 256 ** (count - 1)) throw new DerError('length not in its shortest form')
  }
  const end = at + length
  if (end > bytes.length) throw new DerError('cut short')
  const value = bytes.subarray(at, end)
  const children: Der[] = []
  if (tag & 0x20) {
    let inner = 0
    while (inner < value.length) {
      const child = readAt(value, inner, depth + 1)
      children.push(child.der)
      inner = child.end
    }
  }
  return { der: { tag, value, raw: bytes.subarray(start, end), children }, end }
}

/** The child at a place, with the tag it must have. */
export function child(der: Der, index: number, tag?: number): Der {
  const found = der.children[index]
  if (!found || (tag !== undefined && found.tag !== tag)) throw new DerError(`part ${index} is missing or another`)
  return found
}

export const expect = (der: Der | undefined, tag: number): Der => {
  if (der?.tag !== tag) throw new DerError(`expected tag ${tag.toString(16)}`)
  return der
}

export const SEQUENCE = 0x30
export const SET_TAG = 0x31
export const INTEGER = 0x02
export const BIT_STRING = 0x03
export const OCTET_STRING = 0x04
export const OID_TAG = 0x06

/** "1.2.840.113549.1.7.2" */
export function oidOf(der: Der): string {
  if (der.tag !== OID_TAG || der.value.length === 0) throw new DerError('expected an object identifier')
  const parts: number[] = []
  let part = 0
  for (const b of der.value) {
    part = part * 128 + (b & 0x7f)
    if (part > Number.MAX_SAFE_INTEGER) throw new DerError('object identifier')
    if (b & 0x80) continue
    if (parts.length === 0)
      parts.push(part < 40 ? 0 : part < 80 ? 1 : 2, part < 40 ? part : part < 80 ? part - 40 : part - 80)
    else parts.push(part)
    part = 0
  }
  return parts.join('.')
}

/** Text of any of the string types a name is written in. */
export function textOf(der: Der): string {
  if (der.tag === 0x1e) {
    let text = ''
    for (let i = 0; i + 1 < der.value.length; i += 2)
      text += String.fromCharCode(((der.value[i] as number) << 8) | (der.value[i + 1] as number))
    return text
  }
  if (der.tag === 0x14) return Array.from(der.value, b => String.fromCharCode(b)).join('')
  return new TextDecoder('utf-8', { fatal: true }).decode(der.value)
}

/** UTCTime or GeneralizedTime, always in UTC. */
export function timeOf(der: Der): Date {
  const text = String.fromCharCode(...der.value.subarray(0, 40))
  const m =
    der.tag === 0x17
      ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text)
      : der.tag === 0x18
        ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/.exec(text)
        : null
  if (!m) throw new DerError('time')
  let year = Number(m[1])
  if (der.tag === 0x17) year += year >= 50 ? 1900 : 2000
  const ms = Math.floor(Number(`0.${m[7] ?? 0}`) * 1000)
  const at = new Date(Date.UTC(year, Number(m[2]) - 1, Number(m[3]), Number(m[4]), Number(m[5]), Number(m[6])) + ms)
  // The 31st of February is no time, whatever a calendar makes of it.
  if (at.toISOString().replace(/\D/g, '').slice(0, 14) !== `${year}${m.slice(2, 7).join('')}`)
    throw new DerError('time')
  return at
}

/** Content of a bit string of whole bytes. */
export function bitsOf(der: Der): Uint8Array {
  expect(der, BIT_STRING)
  if (der.value[0] !== 0) throw new DerError('bit string of broken bytes')
  return der.value.subarray(1)
}

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0))
  let at = 0
  for (const p of parts) {
    out.set(p, at)
    at += p.length
  }
  return out
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let different = 0
  for (let i = 0; i < a.length; i++) different |= (a[i] as number) ^ (b[i] as number)
  return different === 0
}

// Writing.
export function tlv(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = join(...parts)
  const n = body.length
  const length =
    n < 0x80
      ? [n]
      : n < 0x100
        ? [0x81, n]
        : n < 0x10000
          ? [0x82, n >> 8, n & 0xff]
          : [0x83, n >> 16, (n >> 8) & 0xff, n & 0xff]
  return join(Uint8Array.of(tag, ...length), body)
}
export const sequence = (...parts: readonly Uint8Array[]) => tlv(SEQUENCE, ...parts)
export const setOne = (...parts: readonly Uint8Array[]) => tlv(SET_TAG, ...parts)
/** SET OF: members in the order of their bytes. */
export const setOf = (...parts: readonly Uint8Array[]) => tlv(SET_TAG, ...[...parts].sort(compareBytes))
export const octets = (bytes: Uint8Array) => tlv(OCTET_STRING, bytes)
export const bits = (bytes: Uint8Array) => tlv(BIT_STRING, Uint8Array.of(0), bytes)
export const nothing = Uint8Array.of(0x05, 0x00)
export const bool = (value: boolean) => Uint8Array.of(0x01, 0x01, value ? 0xff : 0x00)
export const utf8 = (text: string) => tlv(0x0c, new TextEncoder().encode(text))
export const printable = (text: string) => tlv(0x13, new TextEncoder().encode(text))

export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return (a[i] as number) - (b[i] as number)
  return a.length - b.length
}

/** A non-negative integer from its bytes or a small number. */
export function integer(value: number | Uint8Array): Uint8Array {
  let bytes = typeof value === 'number' ? bytesOfNumber(value) : value
  let skip = 0
  while (skip < bytes.length - 1 && bytes[skip] === 0) skip++
  bytes = bytes.subarray(skip)
  return tlv(INTEGER, (bytes[0] as number) & 0x80 ? join(Uint8Array.of(0), bytes) : bytes)
}
function bytesOfNumber(value: number): Uint8Array {
  const out: number[] = []
  do {
    out.unshift(value % 256)
    value = Math.floor(value / 256)
  } while (value > 0)
  return Uint8Array.from(out)
}

export function oid(dotted: string): Uint8Array {
  const [a = 0, b = 0, ...rest] = dotted.split('.').map(Number)
  const out: number[] = []
  for (const n of [a * 40 + b, ...rest]) {
    const part = [n % 128]
    for (let left = Math.floor(n / 128); left > 0; left = Math.floor(left / 128)) part.unshift((left % 128) | 0x80)
    out.push(...part)
  }
  return tlv(OID_TAG, Uint8Array.from(out))
}

const two = (n: number) => String(n).padStart(2, '0')
/** UTCTime through 2049, GeneralizedTime from 2050 (RFC 5280 4.1.2.5). */
export function time(at: Date): Uint8Array {
  const tail = `${two(at.getUTCMonth() + 1)}${two(at.getUTCDate())}${two(at.getUTCHours())}${two(at.getUTCMinutes())}${two(at.getUTCSeconds())}Z`
  const year = at.getUTCFullYear()
  return year < 2050
    ? tlv(0x17, new TextEncoder().encode(two(year % 100) + tail))
    : tlv(0x18, new TextEncoder().encode(year + tail))
}
export function generalizedTime(at: Date): Uint8Array {
  const tail = `${two(at.getUTCMonth() + 1)}${two(at.getUTCDate())}${two(at.getUTCHours())}${two(at.getUTCMinutes())}${two(at.getUTCSeconds())}Z`
  return tlv(0x18, new TextEncoder().encode(at.getUTCFullYear() + tail))
}

export function fromBase64(text: string): Uint8Array {
  const bare = text.replace(/\s+/g, '')
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(bare) || bare.length % 4 !== 0) throw new DerError('base64')
  return Uint8Array.from(atob(bare), c => c.charCodeAt(0))
}
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  return btoa(text)
}

/** Every block of a PEM text with this label. */
export const fromPem = (pem: string, label = 'CERTIFICATE'): Uint8Array[] =>
  [...pem.matchAll(new RegExp(`-----BEGIN ${label}-----([\\s\\S]*?)-----END ${label}-----`, 'g'))].map(m =>
    fromBase64(m[1] as string),
  )
export const toPem = (bytes: Uint8Array, label = 'CERTIFICATE'): string =>
  `-----BEGIN ${label}-----\n${toBase64(bytes)
    .replace(/(.{64})/g, '$1\n')
    .trimEnd()}\n-----END ${label}-----\n`
