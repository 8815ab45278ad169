// Pictures that people upload. What comes out is the picture and nothing that came with it.
import { deflateSync, gzipSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { MAX_UPLOAD, readPicture } from './picture.ts'

const field = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#3a7d44' } })
const codeOf = (bytes: Uint8Array) =>
  readPicture(bytes, 'picture').then(
    () => 'taken',
    error => error.code,
  )

/** A PNG chunk with its check sum. */
function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc(body), body.length + 4)
  return out
}
function crc(bytes: Uint8Array): number {
  let c = 0xffffffff
  for (const b of bytes) {
    c ^= b
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
  }
  return (c ^ 0xffffffff) >>> 0
}
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
function header(width: number, height: number): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(width, 0)
  data.writeUInt32BE(height, 4)
  data.set([8, 2, 0, 0, 0], 8)
  return chunk('IHDR', data)
}

describe('a picture', () => {
  test('loses where it was taken, by whom and with what, and everything else that is not the picture', async () => {
    const planted = await field(40, 30)
      .withExif({
        IFD0: { Artist: 'FOTOGRAF-PLANTERAD', Software: 'KAMERA-PLANTERAD' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '55/1 42/1 1234/100', GPSLongitudeRef: 'E' },
      })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><r>XMP-PLANTERAD</r></x:xmpmeta>')
      .withIccProfile('p3')
      .jpeg()
      .toBuffer()
    // It is there before, or its absence after would say nothing.
    const before = await sharp(planted).metadata()
    expect(before.exif?.toString('latin1')).toContain('FOTOGRAF-PLANTERAD')
    // The tag that leads to the position (0x8825), in either order of bytes.
    expect(
      [
        [0x25, 0x88],
        [0x88, 0x25],
      ].some(tag => before.exif?.includes(Buffer.from(tag))),
    ).toBe(true)
    const tail = Buffer.from('<script>EFTER-PLANTERAD</script>')
    for (const use of ['picture', 'logo', 'photo'] as const) {
      const kept = await readPicture(Buffer.concat([planted, tail]), use)
      const after = await sharp(kept.bytes).metadata()
      expect([after.exif, after.xmp, after.icc, after.iptc]).toEqual([undefined, undefined, undefined, undefined])
      expect(kept.bytes.toString('latin1')).not.toMatch(/PLANTERAD|Exif|GPS/)
      expect(kept).toMatchObject({ width: 40, height: 30 })
    }
  })

  test('taken on its side stands upright when the note that said so is gone', async () => {
    const lying = await field(40, 30).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(await readPicture(lying, 'picture')).toMatchObject({ width: 30, height: 40 })
  })

  test('is told by its content: a PNG that calls itself something else is a PNG', async () => {
    const png = await field(8, 8).png().toBuffer()
    expect((await readPicture(png, 'picture')).mime).toBe('image/jpeg')
    expect((await readPicture(png, 'logo')).mime).toBe('image/png')
  })

  test('as a logo keeps what is transparent, as a picture stands on white', async () => {
    const clear = await sharp({ create: { width: 4, height: 4, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer()
    const logo = await sharp((await readPicture(clear, 'logo')).bytes)
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect(logo.info.channels).toBe(4)
    expect(logo.data[3]).toBe(0)
    const picture = await sharp((await readPicture(clear, 'picture')).bytes)
      .raw()
      .toBuffer()
    expect([...picture.subarray(0, 3)]).toEqual([255, 255, 255])
  })

  test.each([
    ['picture', 2000],
    ['logo', 800],
    ['photo', 480],
  ] as const)('as a %s is at most %i wide', async (use, widest) => {
    const wide = await field(2400, 300).png().toBuffer()
    expect((await readPicture(wide, use)).width).toBe(widest)
  })

  test('is the same every time: the same bytes in, the same bytes out', async () => {
    const png = await field(50, 50).png().toBuffer()
    const [a, b] = await Promise.all([readPicture(png, 'picture'), readPicture(png, 'picture')])
    expect(a.bytes.equals(b.bytes)).toBe(true)
  })
})

describe('what is refused', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
  test.each([
    ['an SVG', Buffer.from(svg)],
    ['an SVG with a declaration', Buffer.from(`<?xml version="1.0"?>${svg}`)],
    ['a compressed SVG', gzipSync(svg)],
    ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00;', 'latin1')],
    ['a PDF', Buffer.from('%PDF-1.7\n')],
    ['HTML', Buffer.from('<!doctype html><p>Hej')],
    ['a program', Buffer.from('\x7fELF', 'latin1')],
    ['a TIFF', Buffer.from('II*\0', 'latin1')],
    ['nothing', Buffer.alloc(0)],
  ])('%s is no picture', async (_, bytes) => expect(await codeOf(bytes)).toBe('picture-unknown'))

  test.each([
    ['a JPEG’s first bytes before an SVG', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from(svg)])],
    ['a PNG’s first bytes and no more', SIGNATURE],
    ['a WebP’s first bytes before HTML', Buffer.from('RIFF\x10\0\0\0WEBP<html><body>', 'latin1')],
  ])('%s is damaged', async (_, bytes) => expect(await codeOf(bytes)).toBe('picture-broken'))

  test('half a picture is damaged', async () => {
    const noise = await sharp({
      create: {
        width: 200,
        height: 200,
        channels: 3,
        background: '#000',
        noise: { type: 'gaussian', mean: 99, sigma: 50 },
      },
    })
      .png()
      .toBuffer()
    expect(await codeOf(noise)).toBe('taken')
    expect(await codeOf(noise.subarray(0, noise.length / 2))).toBe('picture-broken')
  })

  test('a little file that says it is 60 000 by 60 000 is refused before anything is unpacked', async () => {
    const bomb = Buffer.concat([
      SIGNATURE,
      header(60_000, 60_000),
      chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
      chunk('IEND', Buffer.alloc(0)),
    ])
    const before = process.memoryUsage().rss
    expect(await codeOf(bomb)).toBe('picture-too-many-pixels')
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024)
  })

  test('a real picture with more than fifty million points is refused', async () => {
    const big = await field(8000, 6300).png({ compressionLevel: 9 }).toBuffer()
    expect(big.length).toBeLessThan(1024 * 1024)
    expect(await codeOf(big)).toBe('picture-too-many-pixels')
  })

  test('a text in a picture that unpacks to a hundred megabytes fills no memory', async () => {
    const png = await field(4, 4).png().toBuffer()
    const text = Buffer.concat([Buffer.from('Comment\0\0', 'latin1'), deflateSync(Buffer.alloc(100 * 1024 * 1024))])
    const after = SIGNATURE.length + 25
    const bomb = Buffer.concat([png.subarray(0, after), chunk('zTXt', text), png.subarray(after)])
    const before = process.memoryUsage().rss
    const answer = await codeOf(bomb)
    expect(['taken', 'picture-broken']).toContain(answer)
    expect(process.memoryUsage().rss - before).toBeLessThan(90 * 1024 * 1024)
  })

  test('a file above fifteen megabytes is not looked at', async () =>
    expect(await codeOf(Buffer.alloc(MAX_UPLOAD + 1))).toBe('picture-too-large'))
})
