// Reads a ZIP file where it lies (APPNOTE 6.3.10): the directory first, then any entry as a stream. What a file says of itself is believed
// only as far as it holds: nothing is read beyond its stated size, each entry's sum is compared, and no name leads anywhere on disk.
import { type FileHandle, open } from 'node:fs/promises'
import { crc32, createInflateRaw } from 'node:zlib'

export type ZipFile = {
  /** Every entry by name, with the size it says it has. */
  entries: ReadonlyMap<string, { size: number }>
  /** An entry's content. Throws `BrokenZip` when it is not what the directory says. */
  read(name: string): AsyncGenerator<Buffer>
  close(): Promise<void>
}
/** No ZIP file, or not whole. */
export class BrokenZip extends Error {}

type Entry = { at: number; packed: number; size: number; sum: number; deflated: boolean }
const MOST_DIRECTORY = 512 * 1024 * 1024
const PIECE = 256 * 1024

export async function openZip(path: string): Promise<ZipFile> {
  const file = await open(path, 'r')
  try {
    const entries = await directoryOf(file)
    return { entries, read: name => contentOf(file, entries, name), close: () => file.close() }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function directoryOf(file: FileHandle): Promise<Map<string, Entry>> {
  const { size } = await file.stat()
  const tailFrom = Math.max(0, size - 65_557)
  const tail = await bytes(file, tailFrom, size - tailFrom)
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0 || end + 22 > tail.length) throw new BrokenZip('No end.')
  let count = tail.readUInt16LE(end + 10)
  let length = tail.readUInt32LE(end + 12)
  let from = tail.readUInt32LE(end + 16)
  if (end >= 20 && tail.readUInt32LE(end - 20) === 0x07064b50) {
    const further = await bytes(file, Number(tail.readBigUInt64LE(end - 20 + 8)), 56)
    if (further.readUInt32LE(0) !== 0x06064b50) throw new BrokenZip('No further end.')
    count = Number(further.readBigUInt64LE(32))
    length = Number(further.readBigUInt64LE(40))
    from = Number(further.readBigUInt64LE(48))
  }
  if (length > MOST_DIRECTORY || from + length > size) throw new BrokenZip('The directory lies outside the file.')
  return entriesIn(await bytes(file, from, length), count, from)
}

function entriesIn(directory: Buffer, count: number, limit: number): Map<string, Entry> {
  const found = new Map<string, Entry>()
  let at = 0
  for (let n = 0; n < count; n++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50)
      throw new BrokenZip('The directory ends.')
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map(o => directory.readUInt16LE(at + o)) as [
      number,
      number,
      number,
    ]
    const name = directory.subarray(at + 46, at + 46 + nameLength).toString('utf8')
    const method = directory.readUInt16LE(at + 10)
    const encrypted = (directory.readUInt16LE(at + 8) & 1) === 1
    const start = startOf(directory, at, nameLength, extraLength)
    const entry = {
      at: start,
      sum: directory.readUInt32LE(at + 16),
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      deflated: method === 8,
    }
    if (encrypted || (method !== 8 && method !== 0) || found.has(name) || start + entry.packed > limit)
      throw new BrokenZip('An entry that is none of ours.')
    found.set(name, entry)
    at += 46 + nameLength + extraLength + noteLength
  }
  return found
}

function startOf(directory: Buffer, at: number, nameLength: number, extraLength: number): number {
  const near = directory.readUInt32LE(at + 42)
  if (near !== 0xffffffff) return near
  const extra = at + 46 + nameLength
  if (extraLength < 12 || directory.readUInt16LE(extra) !== 0x0001) throw new BrokenZip('An entry without a place.')
  return Number(directory.readBigUInt64LE(extra + 4))
}

async function* contentOf(file: FileHandle, entries: ReadonlyMap<string, Entry>, name: string): AsyncGenerator<Buffer> {
  const entry = entries.get(name)
  if (!entry) throw new BrokenZip(`No ${name}.`)
  const local = await bytes(file, entry.at, 30)
  if (local.readUInt32LE(0) !== 0x04034b50) throw new BrokenZip('No entry where the directory says.')
  const from = entry.at + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
  let sum = 0
  let size = 0
  const packed = piecesOf(file, from, entry.packed)
  for await (const piece of entry.deflated ? inflated(packed) : packed) {
    size += piece.length
    // More than it says: a small file that unfolds without end stops here.
    if (size > entry.size) throw new BrokenZip(`${name} is longer than it says.`)
    sum = crc32(piece, sum)
    yield piece
  }
  if (size !== entry.size || sum !== entry.sum) throw new BrokenZip(`${name} is not whole.`)
}

async function* piecesOf(file: FileHandle, from: number, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < length; at += PIECE) yield await bytes(file, from + at, Math.min(PIECE, length - at))
}

async function* inflated(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const stream = createInflateRaw()
  const feed = (async () => {
    for await (const piece of packed) {
      if (stream.destroyed) return
      if (!stream.write(piece)) await new Promise(resolve => stream.once('drain', resolve).once('close', resolve))
    }
    stream.end()
  })()
  feed.catch(error => stream.destroy(error as Error))
  try {
    for await (const piece of stream) yield piece as Buffer
  } catch (error) {
    throw new BrokenZip('An entry cannot be unfolded.', { cause: error })
  } finally {
    stream.destroy()
  }
}

async function bytes(file: FileHandle, from: number, length: number): Promise<Buffer> {
  const into = Buffer.alloc(length)
  const { bytesRead } = await file.read(into, 0, length, from)
  if (bytesRead < length) throw new BrokenZip('The file ends too early.')
  return into
}
