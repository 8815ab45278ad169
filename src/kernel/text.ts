/**
 * Text from a person, safe to store, show and typeset: normalised (NFC), without control characters (tab and line break stay), without
 * marks that turn the direction of what follows, without lone surrogates. What it says is unchanged.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\uffff]/g, '')
    .normalize('NFC')
}

/** One line: line breaks and runs of blanks become one space. */
export const oneLine = (text: string): string => cleanText(text).replace(/\s+/g, ' ').trim()

/** Cut by characters as people count them, never in the middle of one. */
export function cut(text: string, length: number): string {
  const segments = [...new Intl.Segmenter('sv', { granularity: 'grapheme' }).segment(text)]
  return segments.length <= length
    ? text
    : `${segments
        .slice(0, length - 1)
        .map(s => s.segment)
        .join('')}\u2026`
}
