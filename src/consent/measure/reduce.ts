// What is kept of what a browser says of itself: a kind, a class, an origin. Each of these is counted by itself; no row holds two of them, so
// that together they recognise nobody. Words that are not in the lists do not exist.

/** The longer name holds the shorter: those that call themselves by several come first. */
const browsers: readonly (readonly [string, RegExp])[] = [
  ['Edge', /Edg(e|A|iOS)?\//],
  ['Samsung', /SamsungBrowser\//],
  ['Firefox', /(Firefox|FxiOS)\//],
  ['Chrome', /(Chrome|CriOS|Chromium)\//],
  ['Safari', /Safari\//],
]
const systems: readonly (readonly [string, RegExp])[] = [
  ['iOS', /iPhone|iPad|iPod/],
  ['Android', /Android/],
  ['macOS', /Mac OS X|Macintosh/],
  ['Windows', /Windows/],
  ['Linux', /Linux|CrOS/],
]
const devices: readonly (readonly [string, RegExp])[] = [
  ['surfplatta', /iPad|Tablet|Android(?!.*Mobile)/],
  ['mobil', /Mobile|iPhone|Android/],
  ['dator', /Windows|Macintosh|Linux|CrOS/],
]
export const OTHER = 'övrigt'
const first = (list: readonly (readonly [string, RegExp])[], text: string) =>
  list.find(([, pattern]) => pattern.test(text))?.[0] ?? OTHER

export const browserKind = (userAgent: string) => first(browsers, userAgent)
export const systemKind = (userAgent: string) => first(systems, userAgent)
export const deviceClass = (userAgent: string) => first(devices, userAgent)

/** The width in three steps: what a layout turns on. */
export const screenClass = (width: unknown): string =>
  typeof width !== 'number' || !(width > 0) ? OTHER : width < 760 ? 'smal' : width < 1440 ? 'mellan' : 'bred'

const NORDIC = new Set([
  'Europe/Stockholm',
  'Europe/Oslo',
  'Europe/Copenhagen',
  'Europe/Helsinki',
  'Atlantic/Reykjavik',
])
export const zoneClass = (zone: unknown): string =>
  typeof zone !== 'string' ? OTHER : NORDIC.has(zone) ? 'Norden' : zone.startsWith('Europe/') ? 'Europa' : OTHER

export const languageClass = (language: unknown): string =>
  typeof language === 'string' && /^(sv|en|nb|nn|no|da|fi)(-|$)/.test(language) ? language.slice(0, 2) : OTHER

const STAYS: readonly (readonly [number, string])[] = [
  [10, 'under 10 s'],
  [60, 'under 1 min'],
  [300, 'under 5 min'],
  [1800, 'under 30 min'],
]
/** How long a page was looked at, in steps. */
export const stayClass = (milliseconds: unknown): string | null =>
  typeof milliseconds !== 'number' || !(milliseconds >= 0)
    ? null
    : (STAYS.find(([seconds]) => milliseconds < seconds * 1000)?.[1] ?? 'längre')

/** The site somebody came from: its origin and nothing behind it; null for ours and for what is no site. */
export function originOf(from: unknown, own: string): string | null {
  if (typeof from !== 'string' || !URL.canParse(from)) return null
  const url = new URL(from)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  return url.origin === new URL(own).origin ? null : url.origin
}

/** How long an answer took here, in steps. */
export const answerTime = (ms: number): string =>
  ms < 50 ? 'under 50 ms' : ms < 200 ? 'under 200 ms' : ms < 1000 ? 'under 1 s' : 'längre'
