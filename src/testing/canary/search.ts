// Where a planted value stands in any amount of bytes: as it is, as it travels, or as an imprint that anybody could compute anew.
import { createHash } from 'node:crypto'
import type { Marker } from './markers.ts'

/** `imprint`: an unkeyed hash of it, by which whoever has the value finds the person again. */
export type Form = 'clear' | 'encoded' | 'imprint'
export type Hit = { marker: Marker; form: Form }

type Needle = Hit & { bytes: Buffer; alone: boolean }

const SHORTEST = 5
/** A number that says something only where it stands by itself. */
export const isFewDigits = (text: string) => /^[\d ]{1,9}$/.test(text)
const bytesOf = (text: string) => Buffer.from(text, 'utf8')
const unique = <T>(values: readonly T[]) => [...new Set(values)]

/** Base64 of a value wherever it begins in what was encoded: the parts that depend on its neighbours are cut off. */
function base64At(value: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), value])
    .toString('base64')
    .replace(/=+$/, '')
  const whole = Math.floor(((before + value.length) * 8) / 6)
  return text.slice(Math.ceil((before * 8) / 6), whole)
}

const quotedPrintable = (value: Buffer) =>
  [...value]
    .map(b =>
      b > 32 && b < 127 && b !== 61 ? String.fromCharCode(b) : `=${b.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('')

function encodings(value: string): Buffer[] {
  const bytes = bytesOf(value)
  const base64 = [0, 1, 2].map(n => base64At(bytes, n)).filter(t => t.length >= 8)
  return [
    Buffer.from(value, 'utf16le'),
    ...unique([
      encodeURIComponent(value),
      String(new URLSearchParams({ x: value })).slice(2),
      JSON.stringify(value).slice(1, -1),
      value.replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`),
      quotedPrintable(bytes),
      bytes.toString('hex'),
      bytes.toString('hex').toUpperCase(),
      ...base64,
      ...base64.map(t => t.replaceAll('+', '-').replaceAll('/', '_')),
    ])
      .filter(text => text !== value)
      .map(bytesOf),
  ]
}

function imprints(value: string): Buffer[] {
  const normal = unique([value, value.trim().toLowerCase(), value.replace(/\s/g, ''), value.replace(/\D/g, '')]).filter(
    text => text.length >= SHORTEST,
  )
  return normal.flatMap(text =>
    ['md5', 'sha1', 'sha256'].flatMap(kind => {
      const hash = createHash(kind).update(text).digest()
      const base64 = hash.toString('base64').replace(/=+$/, '')
      return [
        hash,
        ...unique([hash.toString('hex'), hash.toString('hex').toUpperCase(), base64, hash.toString('base64url')]).map(
          bytesOf,
        ),
      ]
    }),
  )
}

const isLetter = (byte: number | undefined) =>
  byte !== undefined && ((byte > 47 && byte < 58) || (byte > 64 && byte < 91) || (byte > 96 && byte < 123))

/** Made once for all markers; then each search reads its bytes once. */
export function makeSearch(markers: readonly Marker[]): (bytes: Uint8Array) => Hit[] {
  const needles: Needle[] = []
  for (const marker of markers) {
    const spellings = unique(marker.spellings.flatMap(s => [s, s.toLowerCase(), s.toUpperCase()]))
    const add = (bytes: Buffer, form: Form, alone: boolean) => {
      if (bytes.length < SHORTEST) throw new Error(`${marker.field} of ${marker.of} is too short to be looked for.`)
      needles.push({ marker, form, bytes, alone })
    }
    for (const text of spellings) {
      // A few digits stand in many numbers; they count where they stand by themselves.
      const few = isFewDigits(text)
      add(bytesOf(text), 'clear', few)
      if (few) continue
      for (const bytes of encodings(text)) if (bytes.length >= SHORTEST) add(bytes, 'encoded', false)
    }
    if (!isFewDigits(marker.value))
      for (const value of unique([marker.value, ...marker.spellings]))
        for (const bytes of imprints(value)) add(bytes, 'imprint', false)
  }
  const key = (b: Uint8Array, i: number) =>
    ((b[i] as number) | ((b[i + 1] as number) << 8) | ((b[i + 2] as number) << 16) | ((b[i + 3] as number) << 24)) >>> 0
  const maybe = new Uint8Array(1 << 20)
  const slot = (k: number) => Math.imul(k, 0x9e3779b1) >>> 12
  const byStart = new Map<number, Needle[]>()
  for (const needle of needles) {
    const k = key(needle.bytes, 0)
    maybe[slot(k)] = 1
    const there = byStart.get(k)
    if (there) there.push(needle)
    else byStart.set(k, [needle])
  }
  return bytes => {
    const found = new Map<string, Hit>()
    const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    for (let i = 0; i + 4 <= whole.length; i++) {
      const k = key(whole, i)
      if (maybe[slot(k)] === 0) continue
      for (const needle of byStart.get(k) ?? []) {
        const end = i + needle.bytes.length
        if (end > whole.length || whole.compare(needle.bytes, 0, needle.bytes.length, i, end) !== 0) continue
        if (needle.alone && (isLetter(whole[i - 1]) || isLetter(whole[end]))) continue
        found.set(`${needle.marker.of}|${needle.marker.field}|${needle.marker.value}|${needle.form}`, needle)
      }
    }
    return [...found.values()].map(({ marker, form }) => ({ marker, form }))
  }
}
