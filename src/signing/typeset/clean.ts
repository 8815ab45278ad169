// What a person typed must never make the file fail: under PDF/A a sign without a drawing is an error. Everything is brought to what
// the fonts can draw; what they cannot becomes a question mark.
import { readFileSync } from 'node:fs'
import { cleanText } from '../../kernel/text.ts'

/** Code points a TrueType file has drawings for (cmap formats 4 and 12). */
export function codePointsOf(font: Uint8Array): Set<number> {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength)
  const tables = view.getUint16(4)
  let cmap = 0
  for (let i = 0; i < tables; i++) {
    const at = 12 + i * 16
    if (view.getUint32(at) === 0x636d6170) cmap = view.getUint32(at + 8)
  }
  const found = new Set<number>()
  if (cmap === 0) return found
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const at = cmap + view.getUint32(cmap + 4 + i * 8 + 4)
    const format = view.getUint16(at)
    if (format === 4) {
      const segments = view.getUint16(at + 6) / 2
      const ends = at + 14
      const starts = ends + segments * 2 + 2
      const deltas = starts + segments * 2
      const offsets = deltas + segments * 2
      for (let s = 0; s < segments; s++) {
        const start = view.getUint16(starts + s * 2)
        const end = view.getUint16(ends + s * 2)
        const delta = view.getUint16(deltas + s * 2)
        const offset = view.getUint16(offsets + s * 2)
        for (let c = start; c <= end && c !== 0xffff; c++) {
          const glyph = offset === 0 ? (c + delta) & 0xffff : view.getUint16(offsets + s * 2 + offset + (c - start) * 2)
          if (glyph !== 0) found.add(c)
        }
      }
    } else if (format === 12) {
      for (let g = 0; g < view.getUint32(at + 12); g++) {
        const from = view.getUint32(at + 16 + g * 12)
        const to = view.getUint32(at + 20 + g * 12)
        for (let c = from; c <= to; c++) found.add(c)
      }
    }
  }
  return found
}

/** Signs that shape their neighbours and need no drawing of their own in the text's faces. */
const JOINERS = new Set([0x200d, 0xfe0e, 0xfe0f])
/** A word longer than this is given places where it may break. */
const LONG_WORD = 40

export type Cleaner = (text: string) => string

/** `text` must be drawable by every text face, since weight and style vary; `pictures` by any. */
export function makeCleaner(fonts: { text: readonly string[]; pictures: readonly string[] }): Cleaner {
  const sets = fonts.text.map(f => codePointsOf(readFileSync(f)))
  const drawable = new Set([...(sets[0] ?? [])].filter(c => sets.every(s => s.has(c))))
  const pictures = new Set(fonts.pictures.flatMap(f => [...codePointsOf(readFileSync(f))]))
  return text => {
    let out = ''
    let marks = 0
    let run = 0
    for (const c of cleanText(text)) {
      const code = c.codePointAt(0) as number
      if (c === '\n' || c === '\t') {
        out += c === '\t' ? ' ' : c
        run = 0
        continue
      }
      // A flood of accents on one letter would climb over the lines above.
      if (/\p{M}/u.test(c)) {
        if (JOINERS.has(code)) {
          if (
            pictures.has(out.codePointAt(out.length - 2) ?? -1) ||
            pictures.has(out.codePointAt(out.length - 1) ?? -1)
          )
            out += c
          continue
        }
        if (++marks > 2 || !drawable.has(code)) continue
        out += c
        continue
      }
      marks = 0
      if (JOINERS.has(code)) {
        if (pictures.has(lastCode(out))) out += c
        continue
      }
      run = /\s/.test(c) ? 0 : run + 1
      if (run > 0 && run % LONG_WORD === 0) out += '\u200b'
      out += drawable.has(code) || pictures.has(code) || c === ' ' || c === '\u00a0' ? c : '?'
    }
    return out.replace(/[\u200d\ufe0e]+(?=\s|$)/g, '')
  }
}

const lastCode = (text: string): number => {
  const last = text.length - 1
  const low = text.charCodeAt(last)
  return low >= 0xdc00 && low <= 0xdfff ? (text.codePointAt(last - 1) ?? -1) : low
}

/** Names of pictures are looked up by, not printed. */
const KEPT = new Set(['file', 'picture'])

/** Every string inside a value cleaned; the shape stays. */
export function cleanAll<T>(value: T, clean: Cleaner): T {
  if (typeof value === 'string') return clean(value) as T
  if (Array.isArray(value)) return value.map(v => cleanAll(v, clean)) as T
  if (value && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).map(([k, v]) => [k, KEPT.has(k) && typeof v === 'string' ? v : cleanAll(v, clean)]),
    ) as T
  return value
}
