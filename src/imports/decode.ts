// From the bytes of a text file to its text. What the file says of itself is believed first (a byte order mark), then what can be seen.
import { Problem } from '../kernel/problem.ts'
import type { Encoding } from './contract.ts'

/** Throws `import-not-text` for what is no text at all, `import-garbled` for text that was damaged before it came here. */
export function decode(bytes: Uint8Array, asked?: Encoding): { text: string; encoding: Encoding } {
  const encoding = asked ?? guess(bytes)
  const text = textOf(bytes, encoding)
  if (text === null) throw new Problem('import-not-encoded-so', {}, { field: 'encoding' })
  const look = text.slice(0, 100_000)
  if (/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(look)) throw new Problem('import-not-text')
  // å, ä and ö that were UTF-8, read as something else and saved so: "Ã¥", "Ã¤", "Ã¶".
  if (/Ã[¥¤¶\u0085\u0084\u0096…„–]/.test(text) || /\ufffd/.test(look)) throw new Problem('import-garbled')
  return { text, encoding }
}

function guess(bytes: Uint8Array): Encoding {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  // Without a mark, UTF-16 of our alphabet has a nought in every other byte.
  const look = bytes.subarray(0, 4000)
  const noughts = (odd: 0 | 1) => look.filter((byte, i) => i % 2 === odd && byte === 0).length
  if (look.length >= 4 && noughts(1) > look.length * 0.3) return 'utf-16le'
  if (look.length >= 4 && noughts(0) > look.length * 0.3) return 'utf-16be'
  return textOf(bytes, 'utf-8') === null ? 'windows-1252' : 'utf-8'
}

/** Null where the bytes are no text in that encoding. ISO-8859-1 is read as windows-1252, which says the same and more. */
function textOf(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
