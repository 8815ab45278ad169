// One document to one PDF, inside a process that may be killed: the typesetter works synchronously and cannot be interrupted.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import encodeQR from 'qr'
import { deriveBrand } from '../../design/colour.ts'
import { cut } from '../../kernel/text.ts'
import { breakable, type Cleaner, cleanAll, makeCleaner, readCoverage } from './clean.ts'
import { sealFonts } from './fonts.ts'
import type { Attachment, Typeset, TypesetInput } from './input.ts'
import { lockDecoders, plateFor, type ReadyPicture, readyPicture } from './pictures.ts'
import { templates } from './templates.ts'
import { typesetWords } from './words.ts'

/** The typesetter refused; with what it said, without the text it said it about. */
export class TypesetRefused extends Error {}

/** Loads fonts and templates once (some tens of milliseconds); what is given back makes one PDF at a time. Throws TypesetRefused. */
export function makeTypesetting() {
  lockDecoders()
  const clean = makeCleaner(readCoverage())
  const root = templates()
  const compiler = NodeCompiler.create({
    workspace: root,
    fontArgs: [{ fontBlobs: sealFonts().map(file => readFileSync(file)) }],
  })

  /** A file that only the template's fixed names lead to; nothing a person named becomes a path. */
  const place = (path: string, bytes: Uint8Array) => {
    compiler.mapShadow(join(root, path), Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    return `/${path}`
  }

  function compile(input: TypesetInput, { pictures, plate }: Pictures): Typeset {
    compiler.resetShadow()
    const found = [...pictures].map(([name, p], i) => [
      name,
      { path: place(`made/picture-${i}.${p.kind}`, p.bytes), aspect: p.aspect },
    ])
    const names = fileNames(input.attachments)
    const attachments = input.attachments.map((a, i) => ({
      path: place(`made/attachment-${i}`, a.bytes),
      name: names[i],
      mime: /^[\w.+-]+\/[\w.+-]+$/.test(a.mime) ? a.mime : 'application/octet-stream',
      description: clean(a.description).trim() || names[i],
      relationship: a.relationship,
    }))
    const qr = input.proof ? qrCode(input.proof.check.url) : null
    const data = {
      ...printed(input, clean),
      pictures: Object.fromEntries(found),
      attachments,
      qr: qr && place('made/qr.svg', qr),
      plate,
      test: input.test,
      at: dateParts(input.createdAt),
    }
    place('made/data.json', Buffer.from(JSON.stringify(data)))

    const compiled = compiler.compile({ mainFilePath: join(root, 'document.typ') })
    if (compiled.hasError() || !compiled.result) {
      const wrong = compiled.takeDiagnostics()
      throw new TypesetRefused(said(wrong ? compiler.fetchDiagnostics(wrong) : []))
    }
    const seconds = Math.floor(input.createdAt.getTime() / 1000)
    try {
      // The rules of PDF/UA first: this typesetter takes one standard at a time, and the mark of PDF/UA is set when sealing.
      compiler.pdf(compiled.result, { pdfStandard: 'ua-1' })
      const pdf = compiler.pdf(compiled.result, { pdfStandard: 'a-3a', creationTimestamp: seconds })
      return { pdf: new Uint8Array(pdf), pages: compiled.result.numOfPages }
    } catch (error) {
      throw new TypesetRefused(String((error as Error).message).slice(0, 300))
    }
  }

  return async (input: TypesetInput): Promise<Typeset> => {
    try {
      try {
        return compile(input, await readyPictures(input, false))
      } catch (error) {
        // Bytes that looked like a picture may still not be one. Once more, with every picture decoded and written anew.
        if (!(error instanceof TypesetRefused) || Object.keys(input.pictures).length === 0) throw error
        return compile(input, await readyPictures(input, true))
      }
    } finally {
      compiler.resetShadow()
      compiler.evictCache(2)
    }
  }
}

type Pictures = { pictures: Map<string, ReadyPicture>; plate: string | null }

async function readyPictures({ pictures, document }: TypesetInput, careful: boolean): Promise<Pictures> {
  const ready = new Map<string, ReadyPicture>()
  for (const [name, { bytes }] of Object.entries(pictures).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const picture = await readyPicture(bytes, careful)
    if (picture) ready.set(name.toWellFormed(), picture)
  }
  const logo = ready.get(document.company.logo?.file.toWellFormed() ?? '')
  const { fill, ink } = knownColours(document.company.brand.light)
  return { pictures: ready, plate: logo ? await plateFor(logo, [fill, ink]).catch(() => null) : null }
}

/** The words of the file, brought to what can be drawn. */
function printed({ document, proof, footer }: TypesetInput, clean: Cleaner) {
  const view = cleanAll(document, clean)
  const title = view.title.trim() || view.kindWord.trim() || '?'
  return {
    view: {
      ...view,
      title: breakable(title, 14),
      company: { ...view.company, brand: knownColours(document.company.brand.light) },
    },
    proof: proof && cleanAll(proof, clean),
    link: proof && /^https?:\/\/[\x21-\x7e]{1,300}$/.test(proof.check.url) ? proof.check.url : null,
    title: `${view.kindWord} ${view.number}: ${title}`,
    author: view.company.name.trim() || '?',
    running: { company: cut(view.company.name, 60), title: cut(title, 70), footer: clean(footer) },
    words: typesetWords[document.language],
  }
}

/** Colours are read as colours; what is none is drawn in the colour of a company that gave none. */
function knownColours<T extends Record<string, string | null>>(roles: T): T {
  const fallback: Record<string, string | null> = deriveBrand(null).light
  return Object.fromEntries(
    Object.entries(roles).map(([k, v]) => [k, v !== null && /^#[0-9a-f]{6}$/i.test(v) ? v : (fallback[k] ?? null)]),
  ) as T
}

/** A file name that any system can keep; a second one of the same name is numbered. */
function fileNames(attachments: Attachment[]): string[] {
  const names: string[] = []
  for (const { name } of attachments) {
    const safe =
      name
        .normalize('NFC')
        .replace(/[^A-Za-z0-9ÅÄÖåäö._-]+/g, '-')
        .replace(/^[.-]+/, '')
        .slice(-100) || 'bilaga'
    names.push(names.includes(safe) ? `${names.length + 1}-${safe}` : safe)
  }
  return names
}

function qrCode(url: string): Uint8Array | null {
  try {
    return Buffer.from(encodeQR(url, 'svg', { ecc: 'medium', border: 2 }))
  } catch {
    return null
  }
}

const dateParts = (at: Date) => [
  at.getUTCFullYear(),
  at.getUTCMonth() + 1,
  at.getUTCDate(),
  at.getUTCHours(),
  at.getUTCMinutes(),
  at.getUTCSeconds(),
]

const said = (diagnostics: { message?: string }[]) =>
  diagnostics
    .map(d => d.message ?? '')
    .join('; ')
    .slice(0, 300) || 'no reason was given'
