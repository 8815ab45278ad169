// Pictures as the file may hold them: JPEG or PNG, sRGB, bounded, upright. What is no picture is left out; the template draws a box with
// its description instead.
import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { contrast } from '../../design/colour.ts'

const WIDEST = 2400
const MOST_PIXELS = 50_000_000

export type ReadyPicture = {
  bytes: Uint8Array
  kind: 'png' | 'jpg'
  /** Width through height. */
  aspect: number
  /** Some of its ground may be clear. */
  clear: boolean
}

/** Only these decoders may run, whatever the bytes claim to be. */
export function lockDecoders() {
  sharp.cache(false)
  sharp.concurrency(1)
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({
    operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
  })
}

/**
 * Null when the bytes are no picture that can be read. Bytes that already are as they should be pass untouched, which is the rule:
 * uploads are written anew when they come. `careful` decodes them all the same.
 */
export async function readyPicture(bytes: Uint8Array, careful = false): Promise<ReadyPicture | null> {
  try {
    const image = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 })
    const meta = await image.metadata()
    const fits = meta.width <= WIDEST && meta.height <= WIDEST
    const upright = (meta.orientation ?? 1) === 1
    const asItIs = !careful && fits && upright && meta.space === 'srgb' && !meta.hasProfile && meta.depth === 'uchar'
    if (asItIs && meta.channels === 3 && meta.format === 'jpeg' && isWhole(bytes))
      return { bytes, kind: 'jpg', aspect: meta.width / meta.height, clear: false }
    if (asItIs && meta.format === 'png')
      return { bytes, kind: 'png', aspect: meta.width / meta.height, clear: meta.hasAlpha }
    const sized = image
      .autoOrient()
      .resize({ width: WIDEST, height: WIDEST, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
    const { data, info } = await (meta.hasAlpha ? sized.png() : sized.jpeg({ quality: 84 })).toBuffer({
      resolveWithObject: true,
    })
    const kind = meta.hasAlpha ? 'png' : 'jpg'
    return { bytes: data, kind, aspect: info.width / info.height, clear: meta.hasAlpha }
  } catch {
    return null
  }
}

/** A JPEG ends with its end mark; one that does not was cut off, or has something behind it. */
const isWhole = (jpeg: Uint8Array) => jpeg.at(-2) === 0xff && jpeg.at(-1) === 0xd9

/**
 * The colour of the plate that a logo with clear ground needs under it, or null: where fewer than nine tenths of its own pixels stand out
 * from white paper (3:1, WCAG 1.4.11), the one of `colours` on which most do.
 */
export async function plateFor(logo: ReadyPicture, colours: readonly string[]): Promise<string | null> {
  if (!logo.clear) return null
  const key = [...colours, createHash('sha256').update(logo.bytes).digest('hex')].join()
  let plate = plates.get(key)
  if (plate === undefined) {
    plate = await measurePlate(logo, colours)
    if (plates.size > 500) plates.clear()
    plates.set(key, plate)
  }
  return plate
}

/** A company's logo comes back with each of its documents. */
const plates = new Map<string, string | null>()

async function measurePlate(logo: ReadyPicture, colours: readonly string[]): Promise<string | null> {
  const data = await sharp(logo.bytes).ensureAlpha().resize({ width: 64, height: 64, fit: 'inside' }).raw().toBuffer()
  const grounds = ['#ffffff', ...colours]
  const seen = grounds.map(() => 0)
  let mark = 0
  for (let i = 0; i < data.length; i += 4) {
    if ((data[i + 3] as number) < 128) continue
    const pixel = `#${data.toString('hex', i, i + 3)}`
    mark += 1
    for (const [n, ground] of grounds.entries()) if (contrast(pixel, ground) >= 3) seen[n] = (seen[n] as number) + 1
  }
  const isClear = mark * 4 < data.length
  const most = seen.indexOf(Math.max(...seen))
  return isClear && (seen[0] as number) < mark * 0.9 && most > 0 ? (grounds[most] as string) : null
}
