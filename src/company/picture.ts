// Pictures that people upload: told by their content, decoded and written anew, so that nothing but the picture itself is kept. What is
// not a picture, or is one that would fill the memory, is refused with a sentence.
import sharp from 'sharp'
import { Problem } from '../kernel/problem.ts'

sharp.cache(false)
sharp.concurrency(1)
// Only these decoders may run, whatever the bytes claim to be.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
})

export const MAX_UPLOAD = 15 * 1024 * 1024
const MAX_PIXELS = 50_000_000

export type PictureUse = 'picture' | 'logo' | 'photo'
const WIDEST: Record<PictureUse, number> = { picture: 2000, logo: 800, photo: 480 }

/** JPEG, PNG or WebP by its first bytes; names and content types are not believed. */
function kindOf(b: Uint8Array): 'jpeg' | 'png' | 'webp' | null {
  const at = (from: number, ...bytes: number[]) => bytes.every((v, i) => b[from + i] === v)
  if (at(0, 0xff, 0xd8, 0xff)) return 'jpeg'
  if (at(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png'
  if (at(0, 0x52, 0x49, 0x46, 0x46) && at(8, 0x57, 0x45, 0x42, 0x50)) return 'webp'
  return null
}

/** The picture as we keep it: upright, sRGB, bounded, without any metadata. Logos keep their transparency. */
export async function readPicture(
  bytes: Uint8Array,
  use: PictureUse,
): Promise<{ bytes: Buffer; mime: string; width: number; height: number }> {
  if (bytes.length > MAX_UPLOAD) throw new Problem('picture-too-large', { megabytes: 15 }, { status: 413 })
  if (bytes.length === 0 || kindOf(bytes) === null) throw new Problem('picture-unknown')
  try {
    // Turned upright before the note that says so is dropped with the rest.
    const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 })
      .autoOrient()
      .resize({ width: WIDEST[use], height: WIDEST[use], fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
    const { data, info } =
      use === 'logo'
        ? await image.png({ compressionLevel: 9 }).toBuffer({ resolveWithObject: true })
        : await image.flatten({ background: '#ffffff' }).jpeg({ quality: 82 }).toBuffer({ resolveWithObject: true })
    return { bytes: data, mime: use === 'logo' ? 'image/png' : 'image/jpeg', width: info.width, height: info.height }
  } catch (error) {
    throw /pixel limit/i.test((error as Error).message)
      ? new Problem('picture-too-many-pixels', { megapixels: MAX_PIXELS / 1_000_000 })
      : new Problem('picture-broken')
  }
}
