// Values with something between them (RFC 4180, and what programs write instead): quotes only where a value begins with one, any line break.
import { Problem } from '../kernel/problem.ts'
import type { Separator } from './contract.ts'
import { MAX_CELL } from './limits.ts'

/** The records of a text in order, blank ones too: their number is the row people see. Throws `import-quote` for a quote that never ends. */
export function* csvRecords(text: string, separator: Separator): Generator<string[]> {
  let at = 0
  let record: string[] = []
  let number = 1
  const end = text.length
  while (at <= end) {
    let value: string
    if (text[at] === '"') {
      let close = at + 1
      for (;;) {
        close = text.indexOf('"', close)
        if (close === -1) throw new Problem('import-quote', { row: number })
        if (text[close + 1] !== '"') break
        close += 2
      }
      value = text.slice(at + 1, close).replaceAll('""', '"')
      at = close + 1
      // What stands between the quote and the separator belongs to the value.
      const rest = endOfValue(text, at, separator)
      value += text.slice(at, rest)
      at = rest
    } else {
      const rest = endOfValue(text, at, separator)
      value = text.slice(at, rest)
      at = rest
    }
    record.push(value.length > MAX_CELL ? value.slice(0, MAX_CELL + 1) : value)
    const next = text[at]
    if (next === separator) {
      at++
      continue
    }
    if (next === undefined) {
      if (record.length > 1 || record[0] !== '') yield record
      return
    }
    at += next === '\r' && text[at + 1] === '\n' ? 2 : 1
    yield record
    record = []
    number++
  }
}

function endOfValue(text: string, from: number, separator: Separator): number {
  let at = from
  for (; at < text.length; at++) {
    const c = text[at]
    if (c === separator || c === '\n' || c === '\r') break
  }
  return at
}

const separators: readonly Separator[] = [';', '\t', ',', '|']

/** The sign that parts the first rows into most columns, equally many in each. "sep=;", as some programs begin a file, decides. */
export function guessSeparator(text: string): Separator {
  const said = /^sep=(.)\r?\n/i.exec(text)?.[1]
  if (said && separators.includes(said as Separator)) return said as Separator
  let best: { separator: Separator; score: number } = { separator: ';', score: 0 }
  for (const separator of separators) {
    const widths: number[] = []
    try {
      for (const record of csvRecords(text.slice(0, 50_000), separator)) {
        if (record.some(v => v.trim() !== '')) widths.push(record.length)
        if (widths.length === 20) break
      }
    } catch {
      // A quote that ends beyond what is looked at: what was read so far says enough.
    }
    const first = widths[0] ?? 1
    const alike = widths.filter(w => w === first).length / Math.max(1, widths.length)
    const score = first > 1 ? alike * 10 + Math.min(first, 50) / 10 : 0
    if (score > best.score) best = { separator, score }
  }
  return best.separator
}
