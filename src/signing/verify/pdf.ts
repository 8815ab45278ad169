// As much of PDF (ISO 32000-2) as sealing and verifying need: revisions, cross-reference tables, objects, streams. Strict: files of other
// makers with other means (cross-reference streams, encryption) are refused with a name for it. Runs in browsers too.

export type PdfName = { name: string }
export type PdfRef = { ref: number; gen: number }
export type PdfString = { bytes: Uint8Array; hex: boolean }
export type PdfDict = Map<string, PdfValue>
export type PdfValue = null | boolean | number | PdfName | PdfRef | PdfString | PdfDict | PdfValue[]

export class PdfError extends Error {
  readonly code: 'not-a-pdf' | 'unreadable' | 'other-structure'
  constructor(code: 'not-a-pdf' | 'unreadable' | 'other-structure', what: string) {
    super(what)
    this.code = code
  }
}
const unreadable = (what: string): never => {
  throw new PdfError('unreadable', what)
}

export const isName = (v: PdfValue | undefined, name?: string): v is PdfName =>
  typeof v === 'object' && v !== null && 'name' in v && (name === undefined || v.name === name)
export const isRef = (v: PdfValue | undefined): v is PdfRef => typeof v === 'object' && v !== null && 'ref' in v
export const isString = (v: PdfValue | undefined): v is PdfString => typeof v === 'object' && v !== null && 'bytes' in v
export const isDict = (v: PdfValue | undefined): v is PdfDict => v instanceof Map

const latin = (bytes: Uint8Array, from = 0, to = bytes.length) => {
  let text = ''
  for (let i = from; i < to; i += 0x4000) text += String.fromCharCode(...bytes.subarray(i, Math.min(to, i + 0x4000)))
  return text
}
export const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, c => c.charCodeAt(0) & 0xff)

const SPACE = new Set([0, 9, 10, 12, 13, 32])
const DELIMITER = new Set([...'()<>[]{}/%'].map(c => c.charCodeAt(0)))
const MAX_DEPTH = 60

/** Reads values from a place on. */
export class PdfReader {
  readonly bytes: Uint8Array
  at: number
  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes
    this.at = at
  }

  skip() {
    for (;;) {
      const b = this.bytes[this.at]
      if (b === undefined) return
      if (SPACE.has(b)) this.at++
      else if (b === 0x25)
        while (this.at < this.bytes.length && this.bytes[this.at] !== 10 && this.bytes[this.at] !== 13) this.at++
      else return
    }
  }

  word(): string {
    const from = this.at
    while (this.at < this.bytes.length) {
      const b = this.bytes[this.at] as number
      if (SPACE.has(b) || DELIMITER.has(b)) break
      this.at++
    }
    return latin(this.bytes, from, this.at)
  }

  value(depth = 0): PdfValue {
    if (depth > MAX_DEPTH) unreadable('too deep')
    this.skip()
    const b = this.bytes[this.at]
    if (b === undefined) return unreadable('cut short')
    if (b === 0x2f) {
      this.at++
      return { name: this.word().replace(/#([0-9a-fA-F]{2})/g, (_, h) => String.fromCharCode(Number.parseInt(h, 16))) }
    }
    if (b === 0x28) return this.#literal()
    if (b === 0x5b) {
      this.at++
      const list: PdfValue[] = []
      for (;;) {
        this.skip()
        if (this.bytes[this.at] === 0x5d) {
          this.at++
          return list
        }
        list.push(this.value(depth + 1))
      }
    }
    if (b === 0x3c) {
      if (this.bytes[this.at + 1] === 0x3c) return this.#dict(depth)
      return this.#hex()
    }
    const start = this.at
    const word = this.word()
    if (word === 'true' || word === 'false') return word === 'true'
    if (word === 'null') return null
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) return unreadable(`a value at ${start}`)
    if (/^\d+$/.test(word)) {
      const after = this.at
      const ref = /^\s+(\d+)\s+R(?![A-Za-z0-9])/.exec(latin(this.bytes, after, Math.min(after + 24, this.bytes.length)))
      if (ref) {
        this.at = after + ref[0].length
        return { ref: Number(word), gen: Number(ref[1]) }
      }
    }
    return Number(word)
  }

  #dict(depth: number): PdfDict {
    this.at += 2
    const dict: PdfDict = new Map()
    for (;;) {
      this.skip()
      if (this.bytes[this.at] === 0x3e && this.bytes[this.at + 1] === 0x3e) {
        this.at += 2
        return dict
      }
      const key = this.value(depth + 1)
      if (!isName(key)) return unreadable('a key that is no name')
      // A key twice would let two readers see two things.
      if (dict.has(key.name)) return unreadable(`the key ${key.name} twice`)
      dict.set(key.name, this.value(depth + 1))
    }
  }

  #hex(): PdfString {
    const end = this.bytes.indexOf(0x3e, this.at)
    if (end < 0) return unreadable('a string without end')
    const digits = latin(this.bytes, this.at + 1, end).replace(/\s/g, '')
    if (!/^[0-9a-fA-F]*$/.test(digits)) return unreadable('a string of hex digits')
    this.at = end + 1
    const padded = digits.length % 2 ? `${digits}0` : digits
    const out = new Uint8Array(padded.length / 2)
    for (let i = 0; i < out.length; i++) out[i] = Number.parseInt(padded.slice(i * 2, i * 2 + 2), 16)
    return { bytes: out, hex: true }
  }

  #literal(): PdfString {
    const out: number[] = []
    let depth = 1
    this.at++
    for (;;) {
      const b = this.bytes[this.at++]
      if (b === undefined) return unreadable('a string without end')
      if (b === 0x5c) {
        const e = this.bytes[this.at++] as number
        const mapped = { 110: 10, 114: 13, 116: 9, 98: 8, 102: 12 }[e]
        if (mapped !== undefined) out.push(mapped)
        else if (e >= 0x30 && e <= 0x37) {
          let octal = e - 0x30
          for (let i = 0; i < 2; i++) {
            const next = this.bytes[this.at]
            if (next === undefined || next < 0x30 || next > 0x37) break
            octal = octal * 8 + next - 0x30
            this.at++
          }
          out.push(octal & 0xff)
        } else if (e === 13) {
          if (this.bytes[this.at] === 10) this.at++
        } else if (e !== 10) out.push(e)
        continue
      }
      if (b === 0x28) depth++
      if (b === 0x29 && --depth === 0) return { bytes: Uint8Array.from(out), hex: false }
      out.push(b)
    }
  }
}

export type Revision = {
  /** Where this revision's table stands, and the first byte after its %%EOF. */
  table: number
  end: number
  trailer: PdfDict
  /** Objects this revision wrote, by number. */
  offsets: Map<number, number>
}
export type PdfObject = { value: PdfValue; stream: Uint8Array | null; start: number; end: number }

export type Pdf = {
  bytes: Uint8Array
  /** Oldest first. */
  revisions: Revision[]
  /** The object as it stands after a revision (the last by default). */
  object(num: number, revision?: number): PdfObject | null
  resolve(value: PdfValue | undefined, revision?: number): PdfValue
}

export function readPdf(bytes: Uint8Array): Pdf {
  if (latin(bytes, 0, 5) !== '%PDF-') throw new PdfError('not-a-pdf', 'The file does not begin as a PDF.')
  const tail = latin(bytes, Math.max(0, bytes.length - 1100))
  const last = [...tail.matchAll(/startxref\s+(\d+)\s+%%EOF/g)].pop()
  if (!last) return unreadable('the end')
  const revisions: Revision[] = []
  const seen = new Set<number>()
  let table: number | null = Number(last[1])
  while (table !== null) {
    if (seen.has(table) || revisions.length > 200) return unreadable('revisions in a ring')
    seen.add(table)
    const revision = readRevision(bytes, table)
    revisions.unshift(revision)
    const previous = revision.trailer.get('Prev')
    table = typeof previous === 'number' ? previous : null
  }
  for (const [i, r] of revisions.entries()) {
    const before = revisions[i - 1]
    if (before && before.end > r.table) return unreadable('revisions out of order')
    if (r.trailer.has('Encrypt')) throw new PdfError('other-structure', 'The file is encrypted.')
  }
  const kept = new Map<string, PdfObject>()
  const reading = new Set<string>()
  let read = 0
  const pdf: Pdf = {
    bytes,
    revisions,
    object(num, revision = revisions.length - 1) {
      for (let i = revision; i >= 0; i--) {
        const offset = revisions[i]?.offsets.get(num)
        if (offset === undefined) continue
        const key = `${num}@${offset}`
        let found = kept.get(key)
        if (found === undefined) {
          // A stream's length may stand in another object, whose length may stand in the first.
          if (reading.has(key) || reading.size > 20) return unreadable('objects in a ring')
          reading.add(key)
          found = readObject(bytes, offset, num, pdf, revision)
          reading.delete(key)
          // Objects lie beside each other; those that lie inside each other would be read again and again.
          read += found.end - found.start
          if (read > bytes.length * 2) return unreadable('objects inside each other')
          kept.set(key, found)
        }
        return found
      }
      return null
    },
    resolve(value, revision) {
      let v = value ?? null
      for (let hops = 0; isRef(v); hops++) {
        if (hops > 20) return unreadable('references in a ring')
        v = pdf.object(v.ref, revision)?.value ?? null
      }
      return v
    },
  }
  return pdf
}

function readRevision(bytes: Uint8Array, table: number): Revision {
  const reader = new PdfReader(bytes, table)
  if (reader.word() !== 'xref') {
    if (/^\s*\d+\s+\d+\s+obj/.test(latin(bytes, table, Math.min(bytes.length, table + 40))))
      throw new PdfError('other-structure', 'The file has its cross-reference table in a stream.')
    return unreadable('the cross-reference table')
  }
  const offsets = new Map<number, number>()
  for (;;) {
    reader.skip()
    const word = reader.word()
    if (word === 'trailer') break
    if (!/^\d+$/.test(word)) return unreadable('the cross-reference table')
    reader.skip()
    const count = Number(reader.word())
    const first = Number(word)
    if (!Number.isInteger(count) || count > 200_000) return unreadable('the cross-reference table')
    for (let i = 0; i < count; i++) {
      reader.skip()
      const offset = reader.word()
      reader.skip()
      reader.word()
      reader.skip()
      const kind = reader.word()
      if (kind === 'n') offsets.set(first + i, Number(offset))
    }
  }
  const trailer = reader.value()
  if (!isDict(trailer)) return unreadable('the trailer')
  if (trailer.has('XRefStm')) throw new PdfError('other-structure', 'The file hides objects in a stream.')
  const rest = latin(bytes, reader.at, Math.min(bytes.length, reader.at + 100))
  const eof = /^\s*startxref\s+(\d+)\s+%%EOF(\r\n|\n|\r)?/.exec(rest)
  if (!eof || Number(eof[1]) !== table) return unreadable('the end of a revision')
  return { table, end: reader.at + eof[0].length, trailer, offsets }
}

function readObject(bytes: Uint8Array, offset: number, num: number, pdf: Pdf, revision: number): PdfObject {
  const reader = new PdfReader(bytes, offset)
  const head = /^\s*(\d+)\s+(\d+)\s+obj(?![A-Za-z])/.exec(latin(bytes, offset, Math.min(bytes.length, offset + 40)))
  if (!head || Number(head[1]) !== num) return unreadable(`object ${num}`)
  reader.at = offset + head[0].length
  const value = reader.value()
  reader.skip()
  let stream: Uint8Array | null = null
  let word = reader.word()
  if (word === 'stream') {
    if (bytes[reader.at] === 13) reader.at++
    if (bytes[reader.at] === 10) reader.at++
    const length = pdf.resolve(isDict(value) ? value.get('Length') : null, revision)
    if (typeof length !== 'number' || length < 0 || reader.at + length > bytes.length) return unreadable('a stream')
    stream = bytes.subarray(reader.at, reader.at + length)
    reader.at += length
    reader.skip()
    if (reader.word() !== 'endstream') return unreadable('the end of a stream')
    reader.skip()
    word = reader.word()
  }
  if (word !== 'endobj') return unreadable(`the end of object ${num}`)
  return { value, stream, start: offset, end: reader.at }
}

/** A stream's content; deflated or plain. What unpacks to more than `most` bytes is refused. */
export async function contentOf(pdf: Pdf, object: PdfObject, most: number): Promise<Uint8Array> {
  if (!object.stream || !isDict(object.value)) return unreadable('no stream')
  const filter = pdf.resolve(object.value.get('Filter'))
  const names = filter === null ? [] : Array.isArray(filter) ? filter : [filter]
  if (names.length === 0) return object.stream.length > most ? unreadable('a stream as large') : object.stream
  if (names.length > 1 || !isName(names[0], 'FlateDecode')) return unreadable('a stream packed otherwise')
  const inflated = new Blob([object.stream as BlobPart]).stream().pipeThrough(new DecompressionStream('deflate'))
  const reader = inflated.getReader()
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      size += value.length
      if (size > most) break
      parts.push(value)
    }
  } catch {
    return unreadable('a packed stream')
  }
  if (size > most) {
    await reader.cancel().catch(() => {})
    return unreadable('a stream as large')
  }
  const out = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** A value as it is written. */
export function writeValue(value: PdfValue): string {
  if (value === null) return 'null'
  if (typeof value === 'boolean' || typeof value === 'number') return String(value)
  if (Array.isArray(value)) return `[${value.map(writeValue).join(' ')}]`
  if (value instanceof Map) return `<<${[...value].map(([k, v]) => `/${writeName(k)} ${writeValue(v)}`).join(' ')}>>`
  if ('name' in value) return `/${writeName(value.name)}`
  if ('ref' in value) return `${value.ref} ${value.gen} R`
  return `<${Array.from(value.bytes, b => b.toString(16).padStart(2, '0')).join('')}>`
}
const writeName = (name: string) =>
  name.replace(/[^!-~]|[#()<>[\]{}/%]/g, c => `#${c.charCodeAt(0).toString(16).padStart(2, '0')}`)
