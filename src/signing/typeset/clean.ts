// What a person typed must never make the file fail: under PDF/A a sign without a drawing is an error. Everything is brought to what
// the fonts can draw, a character as people count them at a time; what they cannot draw becomes a question mark, which is seen.
import { readFileSync } from 'node:fs'
import { cleanText } from '../../kernel/text.ts'
import { codePointsOf } from './cmap.ts'
import { fontFiles } from './fonts.ts'

export type Cleaner = (text: string) => string
/** Code points that can be drawn. A character must be drawable within one of them, since weight and face vary but not inside it. */
export type Coverage = { text: readonly ReadonlySet<number>[]; emoji: ReadonlySet<number> }

export function readCoverage(): Coverage {
  const sets = (family: 'sans' | 'serif' | 'emoji') => fontFiles(family).map(f => codePointsOf(readFileSync(f)))
  const inAll = ([first, ...rest]: Set<number>[]) =>
    new Set([...(first ?? [])].filter(c => rest.every(s => s.has(c)) && mayStand(c)))
  return { text: [inAll(sets('sans')), inAll(sets('serif'))], emoji: inAll(sets('emoji')) }
}

/** PDF/A asks that every sign means something: private use, controls and the replacement sign do not. */
const mayStand = (c: number) =>
  c >= 0x20 && !(c >= 0x7f && c < 0xa0) && !(c >= 0xe000 && c <= 0xf8ff) && c < 0xf0000 && c !== 0xfffd

const UNKNOWN = '?'
const JOINER = 0x200d
/** Accents on one letter; a flood of them would climb over the lines above. */
const MOST_MARKS = 2
/** Marks that are never drawn and mean nothing on paper; the joiner and the tags of emoji are looked at where they stand. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}--[\u200d\u{e0020}-\u{e007f}]]/gv
const SPACES = /[\u1680\u2000-\u200a\u202f\u205f\u3000]/g
const segmenter = new Intl.Segmenter('sv', { granularity: 'grapheme' })

export function makeCleaner(coverage: Coverage): Cleaner {
  const drawable = (codes: number[]) => coverage.text.some(set => codes.every(c => set.has(c)))

  function character(grapheme: string): string {
    if (grapheme === '\n' || grapheme === ' ') return grapheme
    if (grapheme === '\t') return ' '
    const codes = [...grapheme].map(c => c.codePointAt(0) as number)
    if (drawable(codes) && codes.length <= 1 + MOST_MARKS) return grapheme
    const pictures = codes.filter(c => c === JOINER || coverage.emoji.has(c))
    if (pictures.length > 0 && pictures[0] !== JOINER && pictures[0] === codes[0])
      return String.fromCodePoint(...pictures).replace(/\u200d+$/, '')
    const marked = codes.filter((c, i) => i === 0 || coverage.text[0]?.has(c)).slice(0, 1 + MOST_MARKS)
    if (drawable(marked)) return String.fromCodePoint(...marked)
    return drawable(codes.slice(0, 1)) ? String.fromCodePoint(codes[0] as number) : UNKNOWN
  }

  return text => {
    return PLAIN.test(text)
      ? text
      : [
          ...segmenter.segment(
            cleanText(text)
              .replace(SPACES, '\u00a0')
              .replace(/[\u2010\u2011]/g, '-')
              .replace(UNSEEN, ''),
          ),
        ]
          .map(s => character(s.segment))
          .join('')
  }
}

/** What nearly every text is made of; needs no closer look. */
const PLAIN = /^[\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u00ff\u2013\u2014\u2018-\u201e\u2026\u2212]*$/

/** An unbroken run wider than this, in the letters' own size, would leave its column. No Swedish word of sense is that long. */
const WIDEST_EM = 22

/** Long runs without a space are given places where they may break, unseen where they need not. */
export function breakable(text: string, widest = WIDEST_EM): string {
  if (!/[^\s]{15}/.test(text)) return text
  let out = ''
  let width = 0
  for (const c of text) {
    width = /\s/.test(c) && c !== '\u00a0' ? 0 : width + widthOf(c)
    if (width > widest) {
      out += '\u200b'
      width = widthOf(c)
    }
    out += c
  }
  return out
}

const widthOf = (c: string) =>
  /\p{M}/u.test(c)
    ? 0
    : /[iljtf.,:;'’|!()/-]/.test(c)
      ? 0.34
      : /[a-z0-9åäöéü]/.test(c) && c !== 'm' && c !== 'w'
        ? 0.6
        : 1

/** Names of pictures are looked up by, not printed. */
const KEPT = new Set(['file', 'picture'])
/** Addresses and codes must survive being copied, so they are not given places to break. */
const UNBROKEN = new Set(['url', 'hex', 'hash'])

/** Every string inside a value cleaned; the shape stays. */
export function cleanAll<T>(value: T, clean: Cleaner, key = ''): T {
  if (typeof value === 'string') {
    if (KEPT.has(key)) return value.toWellFormed() as T
    const drawn = clean(value)
    return (UNBROKEN.has(key) ? drawn : breakable(drawn)) as T
  }
  if (Array.isArray(value)) return value.map(v => cleanAll(v, clean, key)) as T
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, cleanAll(v, clean, k)])) as T
  return value
}
