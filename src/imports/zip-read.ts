// A ZIP file as it comes from others (APPNOTE 6.3.10): what it says of itself is not believed. Parts are unfolded as they are read, and what
// unfolds to more than is allowed is broken off.
import { crc32, createInflateRaw } from 'node:zlib'
import { Problem } from '../kernel/problem.ts'
import { MAX_ENTRIES, MAX_UNFOLDED_BYTES } from './limits.ts'

export type Zip = {
  names: readonly string[]
  /** A part, piece by piece. Throws `import-damaged` where it cannot be unfolded or is not what its sum says. */
  part(name: string): AsyncGenerator<Buffer>
  /** A small part whole, as text. Null where there is none. */
  text(name: string): Promise<string | null>
}
type Entry = { method: number; packed: number; crc: number; at: number; locked: boolean }

const damaged = () => new Problem('import-damaged')

/** Everything read out of it unfolds to `most` bytes together, or is broken off. */
export function openZip(bytes: Buffer, most = MAX_UNFOLDED_BYTES): Zip {
  const entries = directory(bytes)
  const budget = { left: most }
  async function* part(name: string): AsyncGenerator<Buffer> {
    const entry = entries.get(name)
    if (!entry) throw damaged()
    if (entry.locked) throw new Problem('import-encrypted')
    let crc = 0
    for await (const piece of unfolded(bytes, entry)) {
      budget.left -= piece.length
      if (budget.left < 0) throw new Problem('import-unfolds-too-far')
      crc = crc32(piece, crc)
      yield piece
    }
    if (crc !== entry.crc) throw damaged()
  }
  return {
    names: [...entries.keys()],
    part,
    async text(name) {
      if (!entries.has(name)) return null
      const pieces: Buffer[] = []
      for await (const piece of part(name)) pieces.push(piece)
      return Buffer.concat(pieces).toString('utf8')
    },
  }
}

async function* unfolded(bytes: Buffer, entry: Entry): AsyncGenerator<Buffer> {
  const packed = contentOf(bytes, entry)
  if (entry.method === 0) {
    yield packed
    return
  }
  const inflate = createInflateRaw()
  inflate.end(packed)
  try {
    for await (const piece of inflate) yield piece as Buffer
  } catch (error) {
    if (error instanceof Problem) throw error
    throw damaged()
  }
}

function contentOf(bytes: Buffer, e: Entry): Buffer {
  if (e.at + 30 > bytes.length || bytes.readUInt32LE(e.at) !== 0x04034b50) throw damaged()
  const from = e.at + 30 + bytes.readUInt16LE(e.at + 26) + bytes.readUInt16LE(e.at + 28)
  if (from + e.packed > bytes.length || (e.method !== 0 && e.method !== 8)) throw damaged()
  return bytes.subarray(from, from + e.packed)
}

function directory(bytes: Buffer): Map<string, Entry> {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0 || end + 22 > bytes.length) throw damaged()
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  if (count > MAX_ENTRIES) throw new Problem('import-unfolds-too-far')
  const found = new Map<string, Entry>()
  for (let n = 0; n < count; n++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw damaged()
    const nameLength = bytes.readUInt16LE(at + 28)
    const name = bytes
      .subarray(at + 46, at + 46 + nameLength)
      .toString('utf8')
      .replaceAll('\\', '/')
    found.set(name, {
      locked: (bytes.readUInt16LE(at + 8) & 1) === 1,
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      at: bytes.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return found
}
