// What somebody attaches is looked through before it is kept: only a picture, a PDF that does nothing, or a plain text; never a recording.
import { readPicture } from '../company/picture.ts'
import { hideNumbers } from '../kernel/hidden-numbers.ts'
import { Problem } from '../kernel/problem.ts'
import { cleanText } from '../kernel/text.ts'

export const LARGEST = 5 * 1024 * 1024
export type Scanned = { kind: 'pdf' | 'picture' | 'text'; bytes: Buffer; hidden: number }

/** What a PDF could do by itself when it is opened (ISO 32000-2, 12.6), or carry along. */
const ACTIVE = /\/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA|OpenAction|AA|SubmitForm|ImportData)\b/

/** The file as it may be kept; null where it may not be at all. */
export async function scan(
  bytes: Buffer,
  today: string,
  hiddenWords: { number: string; card: string },
): Promise<Scanned | null> {
  if (bytes.length === 0 || bytes.length > LARGEST) return null
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') {
    // Names can be written with #xx for a letter.
    const text = bytes
      .toString('latin1')
      .replace(/#([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    return ACTIVE.test(text) ? null : { kind: 'pdf', bytes, hidden: 0 }
  }
  try {
    // Made anew, so that nothing but the picture itself is kept.
    const picture = await readPicture(bytes, 'picture')
    return { kind: 'picture', bytes: picture.bytes, hidden: 0 }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
  }
  const text = readText(bytes)
  if (text === null) return null
  const without = hideNumbers(text, today, hiddenWords)
  return { kind: 'text', bytes: Buffer.from(without.text), hidden: without.hidden }
}

/** Plain text or nothing: a byte that no text has ends it. */
function readText(bytes: Buffer): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return /[\u0000-\u0008\u000e-\u001f]/.test(text) || /^(#!|<\?|<html|MZ)/i.test(text) ? null : cleanText(text)
  } catch {
    return null
  }
}
