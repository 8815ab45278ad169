/**
 * Text from a person, safe to store, show and typeset: normalised (NFC), without control characters (tab and line break stay), without
 * marks that turn the direction of what follows, without lone surrogates. What it says is unchanged.
 */
export function cleanText(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
      // Controls; direction marks, embeddings, overrides and isolates; byte order mark; interlinear marks and what is no character.
      .replace(
        /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufff9-\uffff]/g,
        '',
      )
      .normalize('NFC')
  )
}

/** One line: line breaks and runs of blanks become one space. */
export const oneLine = (text: string): string => cleanText(text).replace(/\s+/g, ' ').trim()

const segmenter = new Intl.Segmenter('sv', { granularity: 'grapheme' })

/** Cut by characters as people count them, never in the middle of one. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text
  const segments = [...segmenter.segment(text)]
  return segments.length <= length
    ? text
    : `${segments
        .slice(0, length - 1)
        .map(s => s.segment)
        .join('')}\u2026`
}
