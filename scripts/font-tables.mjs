// The little of OpenType that the web fonts need: widths for fallbacks, and a feature that leaves some signs alone.
// https://learn.microsoft.com/typography/opentype/spec/ (gsub, chapter2, cmap, hmtx)

/** Letters of running text with how often they come (Swedish, blanks among them). */
const TEXT =
  'Vi river badrummet till stommen, byter brunn och rör och bygger upp det igen med tätskikt enligt branschreglerna. Ni kan själva välja kakel och tillval längre ner, så räknas priset om. Tack för en trevlig stund hemma hos er.'

const view = bytes => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function tableOf(font, tag) {
  for (let i = 0; i < font.getUint16(4); i++) {
    const at = 12 + 16 * i
    if (tagAt(font, at) === tag) return font.getUint32(at + 8)
  }
  throw new Error(`The font has no ${tag} table.`)
}
const tagAt = (font, at) => String.fromCharCode(...[0, 1, 2, 3].map(i => font.getUint8(at + i)))

/** Glyph of a character of the Basic Multilingual Plane (cmap format 4); 0 when there is none. */
function glyphOf(font, char) {
  const cmap = tableOf(font, 'cmap')
  for (let i = 0; i < font.getUint16(cmap + 2); i++) {
    const table = cmap + font.getUint32(cmap + 4 + 8 * i + 4)
    if (font.getUint16(table) !== 4) continue
    const twice = font.getUint16(table + 6)
    const ends = table + 14
    const starts = ends + twice + 2
    const code = char.codePointAt(0)
    for (let s = 0; s < twice; s += 2) {
      if (font.getUint16(ends + s) < code) continue
      const start = font.getUint16(starts + s)
      if (start > code) return 0
      const delta = font.getUint16(starts + twice + s)
      const rangeAt = starts + 2 * twice + s
      const range = font.getUint16(rangeAt)
      if (range === 0) return (code + delta) & 0xffff
      const glyph = font.getUint16(rangeAt + range + 2 * (code - start))
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff
    }
  }
  throw new Error('The font has no cmap of format 4.')
}

/** Mean advance of a letter in running text, and the line's measures, all in em. */
export function metricsOf(bytes) {
  const font = view(bytes)
  const em = font.getUint16(tableOf(font, 'head') + 18)
  const hhea = tableOf(font, 'hhea')
  const hmtx = tableOf(font, 'hmtx')
  const long = font.getUint16(hhea + 34)
  const advance = char => font.getUint16(hmtx + 4 * Math.min(glyphOf(font, char), long - 1))
  return {
    width: [...TEXT].reduce((sum, char) => sum + advance(char), 0) / TEXT.length / em,
    ascent: font.getInt16(hhea + 4) / em,
    descent: -font.getInt16(hhea + 6) / em,
    lineGap: font.getInt16(hhea + 8) / em,
  }
}

/**
 * Makes a feature's single substitutions (GSUB type 1) replace these characters by themselves, in place. Throws where the font is built
 * otherwise than expected, so that a new version of a family is looked at.
 */
export function keepOwnWidth(bytes, feature, chars) {
  const font = view(bytes)
  const gsub = tableOf(font, 'GSUB')
  const features = gsub + font.getUint16(gsub + 6)
  const lookups = gsub + font.getUint16(gsub + 8)
  const used = new Set()
  for (let i = 0; i < font.getUint16(features); i++) {
    const at = features + 2 + 6 * i
    if (tagAt(font, at) !== feature) continue
    const table = features + font.getUint16(at + 4)
    for (let l = 0; l < font.getUint16(table + 2); l++) used.add(font.getUint16(table + 4 + 2 * l))
  }
  const glyphs = new Set([...chars].map(c => glyphOf(font, c)))
  let kept = 0
  for (const l of used) {
    const lookup = lookups + font.getUint16(lookups + 2 + 2 * l)
    const extended = font.getUint16(lookup) === 7
    for (let s = 0; s < font.getUint16(lookup + 4); s++) {
      let sub = lookup + font.getUint16(lookup + 6 + 2 * s)
      if (extended) sub += font.getUint32(sub + 4)
      if (font.getUint16(sub) !== 2) throw new Error(`A substitution of ${feature} is not a list of glyphs.`)
      covered(font, sub + font.getUint16(sub + 2)).forEach((glyph, i) => {
        if (!glyphs.has(glyph)) return
        font.setUint16(sub + 6 + 2 * i, glyph)
        kept++
      })
    }
  }
  if (kept < glyphs.size)
    throw new Error(`${feature} replaces ${kept} of the ${glyphs.size} signs that should keep their width.`)
}

/** Glyphs of a coverage table, in order. */
function covered(font, at) {
  const count = font.getUint16(at + 2)
  if (font.getUint16(at) === 1) return Array.from({ length: count }, (_, i) => font.getUint16(at + 4 + 2 * i))
  return Array.from({ length: count }, (_, i) => {
    const range = at + 4 + 6 * i
    const first = font.getUint16(range)
    return Array.from({ length: font.getUint16(range + 2) - first + 1 }, (_, j) => first + j)
  }).flat()
}
