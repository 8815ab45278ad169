// A ZIP file as a stream (APPNOTE 6.3.10): entries are compressed as they come and their sizes follow them, so that nothing is held whole.
import { crc32, createDeflateRaw } from 'node:zlib'

export type ZipEntry = { name: string; content: Uint8Array | AsyncIterable<Uint8Array | string> }

const FLAGS = 0x0808 // sizes follow (bit 3), names are UTF-8 (bit 11)
const MOST = 0xffffffff
const MOST_ENTRIES = 0xffff
/** Whatever is beyond ZIP's old fields stands in ZIP64's (APPNOTE 4.3.14, 4.5.3). */
const BEYOND = 0xffffffff

/** The file, piece by piece. Throws a RangeError when one file in it is beyond 4 GiB. */
export async function* zip(entries: AsyncIterable<ZipEntry>, at: Date): AsyncGenerator<Buffer> {
  const directory: Buffer[] = []
  let offset = 0
  const [date, time] = dosTime(at)
  for await (const entry of entries) {
    const name = Buffer.from(entry.name)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    head(local, 4, date, time)
    local.writeUInt16LE(name.length, 26)
    yield local
    yield name
    let crc = 0
    let size = 0
    let packed = 0
    async function* counted() {
      for await (const piece of pieces(entry.content)) {
        crc = crc32(piece, crc)
        size += piece.length
        yield piece
      }
    }
    for await (const piece of deflated(counted())) {
      packed += piece.length
      yield piece
    }
    const start = offset
    offset += 30 + name.length + packed + 16
    if (packed > MOST || size > MOST) throw new RangeError('Too much for one file of a ZIP file.')
    const after = Buffer.alloc(16)
    after.writeUInt32LE(0x08074b50, 0)
    sizes(after, 4, crc, packed, size)
    yield after
    const far = start >= BEYOND ? farAway(start) : Buffer.alloc(0)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(0x031e, 4)
    head(central, 6, date, time)
    sizes(central, 16, crc, packed, size)
    central.writeUInt16LE(name.length, 28)
    central.writeUInt16LE(far.length, 30)
    // A plain file that its owner may read and write.
    central.writeUInt32LE((0o100600 << 16) >>> 0, 38)
    central.writeUInt32LE(Math.min(start, BEYOND), 42)
    directory.push(Buffer.concat([central, name, far]))
  }
  const whole = Buffer.concat(directory)
  yield whole
  const count = directory.length
  if (count >= MOST_ENTRIES || offset >= BEYOND) yield end64(count, whole.length, offset)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(count, MOST_ENTRIES), 8)
  end.writeUInt16LE(Math.min(count, MOST_ENTRIES), 10)
  end.writeUInt32LE(whole.length, 12)
  end.writeUInt32LE(Math.min(offset, BEYOND), 16)
  yield end
}

/** Where an entry begins, beyond four gigabytes. */
function farAway(start: number): Buffer {
  const extra = Buffer.alloc(12)
  extra.writeUInt16LE(0x0001, 0)
  extra.writeUInt16LE(8, 2)
  extra.writeBigUInt64LE(BigInt(start), 4)
  return extra
}

/** The end that counts further, and where it stands. */
function end64(count: number, length: number, offset: number): Buffer {
  const end = Buffer.alloc(56 + 20)
  end.writeUInt32LE(0x06064b50, 0)
  end.writeBigUInt64LE(44n, 4)
  end.writeUInt16LE(45, 12)
  end.writeUInt16LE(45, 14)
  end.writeBigUInt64LE(BigInt(count), 24)
  end.writeBigUInt64LE(BigInt(count), 32)
  end.writeBigUInt64LE(BigInt(length), 40)
  end.writeBigUInt64LE(BigInt(offset), 48)
  end.writeUInt32LE(0x07064b50, 56)
  end.writeBigUInt64LE(BigInt(offset + length), 64)
  end.writeUInt32LE(1, 72)
  return end
}

function head(to: Buffer, at: number, date: number, time: number) {
  to.writeUInt16LE(20, at)
  to.writeUInt16LE(FLAGS, at + 2)
  to.writeUInt16LE(8, at + 4)
  to.writeUInt16LE(time, at + 6)
  to.writeUInt16LE(date, at + 8)
}

function sizes(to: Buffer, at: number, crc: number, packed: number, size: number) {
  to.writeUInt32LE(crc, at)
  to.writeUInt32LE(packed, at + 4)
  to.writeUInt32LE(size, at + 8)
}

async function* pieces(content: ZipEntry['content']): AsyncGenerator<Buffer> {
  if (content instanceof Uint8Array) yield Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  else for await (const piece of content) yield typeof piece === 'string' ? Buffer.from(piece) : Buffer.from(piece)
}

async function* deflated(from: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const stream = createDeflateRaw({ level: 6 })
  const feed = (async () => {
    for await (const piece of from)
      if (!stream.write(piece)) await new Promise(resolve => stream.once('drain', resolve))
    stream.end()
  })()
  feed.catch(error => stream.destroy(error as Error))
  for await (const piece of stream) yield piece as Buffer
  await feed
}

/** Date and time as MS-DOS wrote them, in UTC, to two seconds. */
function dosTime(at: Date): [date: number, time: number] {
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  return [date, (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)]
}
