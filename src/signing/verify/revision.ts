// How a seal or a stamp is written into a file: one incremental revision (ISO 32000-2 7.5.6) with a signature field, so that PDF/A-3A and
// PDF/UA-1 survive. Written by sealing, and written again by verifying, so that a stamp added after the seal can be nothing but a stamp.
import { join } from '../asn1/der.ts'
import {
  bytesOf,
  isDict,
  isRef,
  type Pdf,
  type PdfDict,
  PdfError,
  type PdfRef,
  type PdfValue,
  writeValue,
} from './pdf.ts'

/** The bytes, and where its /Contents stands with its brackets. */
export type Written = { bytes: Uint8Array; from: number; to: number }

const FIXED = (n: number) => String(n).padStart(10, '0')

/** The dictionary of a document time stamp. */
export const stampDictionary = (): PdfDict =>
  new Map<string, PdfValue>([
    ['Type', { name: 'DocTimeStamp' }],
    ['Filter', { name: 'Adobe.PPKLite' }],
    ['SubFilter', { name: 'ETSI.RFC3161' }],
  ])
/** Its field's name: eight hex digits keep one apart from the next. */
export const stampField = (mark: string) => `Tidsstampel ${mark}`

/** The file with one more revision, whose signature still is noughts. */
export function writeRevision(
  pdf: Pdf,
  of: { signature: PdfDict; field: string; place: number; id: Uint8Array },
): Written {
  const { signature, field: fieldName, place } = of
  const last = pdf.revisions[pdf.revisions.length - 1] as Pdf['revisions'][number]
  const rootRef = last.trailer.get('Root')
  const size = last.trailer.get('Size')
  if (!isRef(rootRef) || typeof size !== 'number') throw new PdfError('unreadable', 'the trailer')
  const root = new Map(dictAt(pdf, rootRef))
  const pageRef = firstPage(pdf, root)
  const page = new Map(dictAt(pdf, pageRef))
  const field: PdfRef = { ref: size, gen: 0 }
  const value: PdfRef = { ref: size + 1, gen: 0 }
  const appearance: PdfRef = { ref: size + 2, gen: 0 }
  const first = !root.has('AcroForm')

  const form = pdf.resolve(root.get('AcroForm'))
  const fields = isDict(form) ? (pdf.resolve(form.get('Fields')) as PdfValue[]) : []
  root.set(
    'AcroForm',
    new Map<string, PdfValue>([
      ['Fields', [...fields, field]],
      ['SigFlags', 3],
    ]),
  )
  const annotations = pdf.resolve(page.get('Annots'))
  page.set('Annots', [...(Array.isArray(annotations) ? annotations : []), field])
  page.set('Tabs', { name: 'S' })
  // Outside the page: PDF/A forbids hiding it, PDF/UA wants anything inside to be tagged.
  const widget: PdfDict = new Map<string, PdfValue>([
    ['Type', { name: 'Annot' }],
    ['Subtype', { name: 'Widget' }],
    ['FT', { name: 'Sig' }],
    ['T', textString(fieldName)],
    ['TU', textString(fieldName)],
    ['F', 132],
    ['Rect', [-1, -1, -1, -1]],
    ['P', pageRef],
    ['V', value],
    ['AP', new Map<string, PdfValue>([['N', appearance]])],
  ])
  const objects: [number, Uint8Array][] = [
    [pageRef.ref, bytesOf(writeValue(page))],
    [field.ref, bytesOf(writeValue(widget))],
    [appearance.ref, bytesOf('<</Type /XObject /Subtype /Form /BBox [0 0 0 0] /Length 0>>\nstream\n\nendstream')],
  ]
  if (first) {
    root.set(
      'Extensions',
      new Map([
        [
          'ESIC',
          new Map<string, PdfValue>([
            ['BaseVersion', { name: '1.7' }],
            ['ExtensionLevel', 5],
          ]),
        ],
      ]),
    )
    const viewer = pdf.resolve(root.get('ViewerPreferences'))
    root.set('ViewerPreferences', new Map([...(isDict(viewer) ? viewer : []), ['DisplayDocTitle', true]]))
    const metadata = root.get('Metadata')
    if (!isRef(metadata)) throw new PdfError('other-structure', 'The file says nothing about itself.')
    objects.push([metadata.ref, metadataWithUa(pdf, metadata)])
  }
  objects.push([rootRef.ref, bytesOf(writeValue(root))])

  // The signature's own object last, so that its place is known when everything else is.
  const offsets = new Map<number, number>()
  const parts: Uint8Array[] = []
  let at = pdf.bytes.length
  const put = (part: Uint8Array) => {
    parts.push(part)
    at += part.length
  }
  if (pdf.bytes[pdf.bytes.length - 1] !== 10) put(bytesOf('\n'))
  const putObject = (num: number, body: Uint8Array) => {
    offsets.set(num, at)
    put(bytesOf(`${num} 0 obj\n`))
    put(body)
    put(bytesOf('\nendobj\n'))
  }
  for (const [num, body] of objects) putObject(num, body)
  const head = `${writeValue(signature).slice(0, -2)} /ByteRange [0 ${FIXED(0)} ${FIXED(0)} ${FIXED(0)}] /Contents `
  const contents = `<${'0'.repeat(place * 2)}>`
  const signatureAt = at + `${value.ref} 0 obj\n`.length
  putObject(value.ref, bytesOf(`${head}${contents}>>`))

  const table = at
  put(bytesOf(tableOf(offsets)))
  const id = last.trailer.get('ID')
  const trailer: PdfDict = new Map<string, PdfValue>([
    ['Size', size + 3],
    ['Root', rootRef],
    ['Prev', last.table],
  ])
  const info = last.trailer.get('Info')
  if (info !== undefined) trailer.set('Info', info)
  if (Array.isArray(id)) trailer.set('ID', [id[0] ?? null, { bytes: of.id, hex: true }])
  put(bytesOf(`trailer\n${writeValue(trailer)}\nstartxref\n${table}\n%%EOF\n`))

  const out = join(pdf.bytes, ...parts)
  const from = signatureAt + head.length
  const to = from + contents.length
  const range = `[0 ${FIXED(from)} ${FIXED(to)} ${FIXED(out.length - to)}]`
  out.set(bytesOf(range), signatureAt + head.indexOf('[0 '))
  return { bytes: out, from, to }
}

const dictAt = (pdf: Pdf, ref: PdfRef): PdfDict => {
  const value = pdf.object(ref.ref)?.value
  if (!isDict(value)) throw new PdfError('unreadable', `object ${ref.ref}`)
  return value
}

function firstPage(pdf: Pdf, root: PdfDict): PdfRef {
  let ref = root.get('Pages')
  for (let depth = 0; depth < 20; depth++) {
    if (!isRef(ref)) throw new PdfError('unreadable', 'the pages')
    const kids: PdfValue = pdf.resolve(dictAt(pdf, ref).get('Kids'))
    if (!Array.isArray(kids)) return ref
    ref = kids[0]
  }
  throw new PdfError('unreadable', 'the pages')
}

/** The XMP packet with the mark of PDF/UA-1, which the typesetter cannot set beside PDF/A's. Throws when the packet is not as known. */
function metadataWithUa(pdf: Pdf, ref: PdfRef): Uint8Array {
  const object = pdf.object(ref.ref)
  if (!object?.stream || !isDict(object.value) || object.value.has('Filter'))
    throw new PdfError('other-structure', 'The metadata are packed.')
  let xmp = new TextDecoder().decode(object.stream)
  const replace = (what: string, by: string) => {
    if (xmp.split(what).length !== 2) throw new PdfError('other-structure', 'The metadata are not as they should be.')
    xmp = xmp.replace(what, by)
  }
  replace(
    '<rdf:Description rdf:about=""',
    '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"',
  )
  replace(
    '<pdfaExtension:schemas><rdf:Bag>',
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>',
  )
  replace('<pdfaid:part>', '<pdfuaid:part>1</pdfuaid:part><pdfaid:part>')
  const body = new TextEncoder().encode(xmp)
  return join(
    bytesOf(`<</Type /Metadata /Subtype /XML /Length ${body.length}>>\nstream\n`),
    body,
    bytesOf('\nendstream'),
  )
}

function tableOf(offsets: ReadonlyMap<number, number>): string {
  const numbers = [...offsets.keys()].sort((a, b) => a - b)
  let text = 'xref\n'
  for (let i = 0; i < numbers.length; ) {
    let j = i
    while (numbers[j + 1] === (numbers[j] as number) + 1) j++
    text += `${numbers[i]} ${j - i + 1}\n`
    for (let k = i; k <= j; k++) text += `${FIXED(offsets.get(numbers[k] as number) as number)} 00000 n \n`
    i = j + 1
  }
  return text
}

/** UTF-16 with its mark, as PDF's text strings want anything beyond Latin. */
export function textString(text: string): PdfValue {
  const out = new Uint8Array(2 + text.length * 2)
  out.set([0xfe, 0xff])
  for (let i = 0; i < text.length; i++) {
    out[2 + i * 2] = text.charCodeAt(i) >> 8
    out[3 + i * 2] = text.charCodeAt(i) & 0xff
  }
  return { bytes: out, hex: true }
}
