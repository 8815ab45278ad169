// One document to one PDF, inside a child process that may be killed. Synchronous by nature of the typesetter.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import encodeQR from 'qr'
import sharp from 'sharp'
import { packagePath } from '../../platform/package-path.ts'
import { cleanAll, makeCleaner } from './clean.ts'
import { sealFonts } from './fonts.ts'
import type { Typeset, TypesetInput } from './input.ts'

/** Signs a file may not hold; thrown with what the typesetter said, without the text it said it about. */
export class TypesetRefused extends Error {}

const folder = () => packagePath('src', 'signing', 'typeset')
const fonts = sealFonts()
const isEmoji = (f: string) => f.includes('noto-emoji')

export function makeTypesetting() {
  const clean = makeCleaner({ text: fonts.filter(f => !isEmoji(f)), pictures: fonts.filter(isEmoji) })
  const root = folder()
  const compiler = NodeCompiler.create({
    workspace: root,
    fontArgs: [{ fontBlobs: fonts.map(f => readFileSync(f)) }],
  })
  const main = join(root, 'document.typ')

  return async (input: TypesetInput): Promise<Typeset> => {
    compiler.resetShadow()
    const place = (name: string, bytes: Uint8Array) => {
      compiler.mapShadow(join(root, name), Buffer.from(bytes))
      return `/${name}`
    }
    const pictures: Record<string, string> = {}
    for (const [hash, picture] of Object.entries(input.pictures)) {
      const ready = await readyPicture(picture.bytes)
      if (ready) pictures[hash] = place(`${hash}.${ready.kind}`, ready.bytes)
    }
    if (input.proof) place('qr.svg', Buffer.from(encodeQR(input.proof.check.url, 'svg', { ecc: 'medium', border: 2 })))
    const { document } = input
    const at = input.createdAt
    place(
      'data.json',
      Buffer.from(
        JSON.stringify({
          ...cleanAll(
            {
              view: document,
              proof: input.proof,
              title: `${document.kindWord} ${document.number}: ${document.title}`,
              author: document.company.name,
              footer: input.footer,
            },
            clean,
          ),
          pictures,
          test: input.test,
          at: [
            at.getUTCFullYear(),
            at.getUTCMonth() + 1,
            at.getUTCDate(),
            at.getUTCHours(),
            at.getUTCMinutes(),
            at.getUTCSeconds(),
          ],
          attachments: input.attachments.map(a => ({
            path: place(a.name, a.bytes),
            mime: a.mime,
            description: a.description,
            relationship: a.relationship,
          })),
        }),
      ),
    )
    const compiled = compiler.compile({ mainFilePath: main })
    const wrong = compiled.takeDiagnostics()
    if (compiled.hasError() || !compiled.result)
      throw new TypesetRefused(said(wrong ? compiler.fetchDiagnostics(wrong) : []))
    const doc = compiled.result
    // PDF/UA's own rules first; they cannot be asked for together with PDF/A here.
    compiler.pdf(doc, { pdfStandard: 'ua-1' })
    const pdf = compiler.pdf(doc, { pdfStandard: 'a-3a', creationTimestamp: Math.floor(at.getTime() / 1000) })
    const pages = doc.numOfPages
    compiler.evictCache(2)
    return { pdf: new Uint8Array(pdf), pages }
  }
}

const said = (diagnostics: { message?: string }[]) =>
  diagnostics
    .map(d => d.message ?? '')
    .join('; ')
    .slice(0, 300) || 'no reason was given'

/** sRGB and bounded; null when the bytes are no picture, which then is left out rather than failing the file. */
async function readyPicture(bytes: Uint8Array): Promise<{ bytes: Uint8Array; kind: 'png' | 'jpg' } | null> {
  try {
    const image = sharp(bytes, { limitInputPixels: 50e6 })
    const meta = await image.metadata()
    const fits = (meta.width ?? 0) <= 2000 && (meta.height ?? 0) <= 2000
    if (meta.format === 'jpeg' && fits && meta.space === 'srgb' && !meta.hasProfile) return { bytes, kind: 'jpg' }
    if (meta.format === 'png' && fits && meta.space === 'srgb') return { bytes, kind: 'png' }
    const sized = image
      .resize({ width: 2000, height: 2000, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
    return meta.hasAlpha
      ? { bytes: await sized.png().toBuffer(), kind: 'png' }
      : { bytes: await sized.jpeg({ quality: 84 }).toBuffer(), kind: 'jpg' }
  } catch {
    return null
  }
}
