// The company gives one colour; six roles are derived from it in OKLCH, so that any colour is readable in light and dark. The raw
// colour is used only where nothing depends on it. The derivation is part of what is frozen with a version.

/** Hex values. `edge` is the border of `fill` where fill alone would not be seen; null when it needs none. */
export type BrandRoles = { tint: string; ink: string; fill: string; on: string; edge: string | null; line: string }
export type Brand = { light: BrandRoles; dark: BrandRoles }

type Rgb = [number, number, number]
type Lch = { l: number; c: number; h: number }

const PAPER = { light: '#ffffff', dark: '#1a1b1d' } as const
const DEFAULT = '#1a1c1f'
/** Contrast that text in the company's colour must reach on paper and on its own tint. */
const ON_PAPER = 7
const ON_TINT = 6.2

const toLinear = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
const fromLinear = (v: number) => (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055)
const rgbOf = (hex: string): Rgb => [1, 3, 5].map(i => Number.parseInt(hex.slice(i, i + 2), 16) / 255) as Rgb
const hexOf = (rgb: Rgb): string =>
  `#${rgb
    .map(v =>
      Math.round(Math.min(1, Math.max(0, v)) * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`

function luminance(hex: string): number {
  const [r, g, b] = rgbOf(hex).map(toLinear) as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** WCAG 2.x contrast of two hex colours. */
export function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p) as [number, number]
  return (x + 0.05) / (y + 0.05)
}

function lchOf(hex: string): Lch {
  const [r, g, b] = rgbOf(hex).map(toLinear) as Rgb
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const lightness = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return { l: lightness, c: Math.hypot(a, bb), h: ((Math.atan2(bb, a) * 180) / Math.PI + 360) % 360 }
}

function linearOf({ l, c, h }: Lch): Rgb {
  const a = c * Math.cos((h * Math.PI) / 180)
  const b = c * Math.sin((h * Math.PI) / 180)
  const l3 = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m3 = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s3 = (l - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l3 - 3.3077115913 * m3 + 0.2309699292 * s3,
    -1.2684380046 * l3 + 2.6097574011 * m3 - 0.3413193965 * s3,
    -0.0041960863 * l3 - 0.7034186147 * m3 + 1.707614701 * s3,
  ]
}

/** The nearest colour of the same lightness and hue that a screen can show: chroma gives way. */
function hexOfLch(lch: Lch): string {
  const inside = (c: number) => linearOf({ ...lch, c }).every(v => v >= -0.0001 && v <= 1.0001)
  let c = lch.c
  if (!inside(c)) {
    let low = 0
    let high = c
    for (let i = 0; i < 20; i++) {
      const middle = (low + high) / 2
      if (inside(middle)) low = middle
      else high = middle
    }
    c = low
  }
  return hexOf(linearOf({ ...lch, c }).map(v => fromLinear(Math.min(1, Math.max(0, v)))) as Rgb)
}

/** A yellow that must darken turns to mud; its hue is drawn towards ochre instead. */
function darkenedHue({ l, c, h }: Lch): number {
  const isYellow = h >= 80 && h <= 125 && l > 0.7 && c > 0.06
  return isYellow ? h - Math.min(28, 0.9 * (h - 80) + 12) : h
}

function rolesFor(hex: string, mode: 'light' | 'dark'): BrandRoles {
  const raw = lchOf(hex)
  // Below this chroma a hue is noise: grey, black and white give a quiet graphite document.
  const base = raw.c < 0.02 ? { ...raw, c: 0, h: 0 } : raw
  const light = mode === 'light'
  const paper = PAPER[mode]
  const tint = hexOfLch(
    light
      ? { l: 0.968, c: Math.min(0.16 * base.c, 0.02), h: base.h }
      : { l: 0.262, c: Math.min(0.22 * base.c, 0.026), h: base.h },
  )
  const ink = inkFor(base, light, paper, tint)
  const fill = light || base.l >= 0.45 ? hex.toLowerCase() : hexOfLch({ ...base, l: 0.45 })
  const on = contrast('#ffffff', fill) >= 4.5 ? '#ffffff' : contrast('#1a1b1c', fill) >= 4.5 ? '#1a1b1c' : '#000000'
  const edge = contrast(fill, paper) >= 3 ? null : ink
  const line = hexOfLch(
    light
      ? { l: 0.86, c: Math.min(0.35 * base.c, 0.045), h: base.h }
      : { l: 0.38, c: Math.min(base.c, 0.04), h: base.h },
  )
  return { tint, ink, fill, on, edge, line }
}

function inkFor(base: Lch, light: boolean, paper: string, tint: string): string {
  const h = light ? darkenedHue(base) : base.h
  let l = light ? Math.min(base.l, 0.5) : Math.max(base.l, 0.7)
  const c = Math.min(base.c, light ? 0.14 : 0.12)
  for (;;) {
    const hex = hexOfLch({ l, c, h })
    if ((contrast(hex, paper) >= ON_PAPER && contrast(hex, tint) >= ON_TINT) || l <= 0 || l >= 1) return hex
    l += light ? -0.005 : 0.005
  }
}

const known = new Map<string, Brand>()

/** The roles of a company's colour, or of ink-black when it has given none. */
export function deriveBrand(hex: string | null): Brand {
  const colour = (hex ?? DEFAULT).toLowerCase()
  let brand = known.get(colour)
  if (!brand) {
    brand = { light: rolesFor(colour, 'light'), dark: rolesFor(colour, 'dark') }
    if (known.size > 5000) known.clear()
    known.set(colour, brand)
  }
  return brand
}

/** The roles as custom properties, for one <style> element whose hash the page's policy carries. Print is always the light ones. */
export function brandCss(brand: Brand, selector = ':root'): string {
  const properties = (r: BrandRoles) =>
    `--brand-tint:${r.tint};--brand-ink:${r.ink};--brand-fill:${r.fill};--brand-on:${r.on};--brand-edge:${r.edge ?? r.fill};--brand-line:${r.line}`
  return `${selector}{${properties(brand.light)}}@media screen and (prefers-color-scheme:dark){${selector}{${properties(brand.dark)}}}`
}
