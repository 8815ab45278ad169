// A PDF of a few kilobytes, written by hand: pages with a line of text, attachments, and the metadata that sealing adds to. For tests that
// need many files, or ones with something wrong in them; the typesetter's own are in src/signing/typeset.
import { deflateSync } from 'node:zlib'

export type SmallPdf = {
  pages?: readonly string[]
  attachments?: readonly { name: string; bytes: Uint8Array }[]
  /** Objects of one's own, by number from 50 on, and what stands in the catalogue besides. */
  more?: Readonly<Record<number, string | Uint8Array>>
  catalogue?: string
}

const XMP = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaExtension:schemas><rdf:Bag></rdf:Bag></pdfaExtension:schemas><pdfaid:part>3</pdfaid:part></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`

const latin = (text: string | Uint8Array) => Buffer.from(text as string, 'latin1')
export const stream = (content: Uint8Array | string, dictionary = '') =>
  Buffer.concat([
    latin(`<</Length ${latin(content).length}${dictionary}>>\nstream\n`),
    latin(content),
    latin('\nendstream'),
  ])

export function smallPdf(of: SmallPdf = {}): Uint8Array {
  const pages = of.pages ?? ['Att betala 84 500 kr', 'Villkor']
  const attachments = of.attachments ?? []
  const objects = new Map<number, Buffer>()
  const put = (num: number, body: string | Uint8Array) => objects.set(num, latin(body))
  const kids = pages.map((_, i) => `${10 + i * 2} 0 R`).join(' ')
  put(2, `<</Type /Pages /Kids [${kids}] /Count ${pages.length}>>`)
  put(3, stream(XMP, ' /Type /Metadata /Subtype /XML'))
  put(4, '<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>')
  pages.forEach((text, i) => {
    const [page, content] = [10 + i * 2, 11 + i * 2]
    put(
      page,
      `<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <</Font <</F 4 0 R>>>> /Contents ${content} 0 R>>`,
    )
    put(content, stream(`BT /F 14 Tf 60 760 Td (${text}) Tj ET`))
  })
  const names = attachments.map((a, i) => {
    const packed = deflateSync(a.bytes)
    put(30 + i * 2, stream(packed, ' /Type /EmbeddedFile /Filter /FlateDecode'))
    put(31 + i * 2, `<</Type /Filespec /F (${a.name}) /UF (${a.name}) /EF <</F ${30 + i * 2} 0 R>>>>`)
    return `(${a.name}) ${31 + i * 2} 0 R`
  })
  for (const [num, body] of Object.entries(of.more ?? {})) put(Number(num), body)
  const files = of.catalogue ?? `/Names <</EmbeddedFiles <</Names [${names.join(' ')}]>>>>`
  put(1, `<</Type /Catalog /Pages 2 0 R /Metadata 3 0 R ${files}>>`)
  return written(objects)
}

function written(objects: ReadonlyMap<number, Buffer>): Uint8Array {
  const parts: Buffer[] = [latin('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n')]
  let at = (parts[0] as Buffer).length
  const size = Math.max(...objects.keys()) + 1
  const table = Array.from({ length: size }, () => '0000000000 65535 f \n')
  for (const [num, body] of [...objects].sort(([a], [b]) => a - b)) {
    table[num] = `${String(at).padStart(10, '0')} 00000 n \n`
    const part = Buffer.concat([latin(`${num} 0 obj\n`), body, latin('\nendobj\n')])
    parts.push(part)
    at += part.length
  }
  const id = '<00112233445566778899aabbccddeeff>'
  parts.push(
    latin(
      `xref\n0 ${size}\n${table.join('')}trailer\n<</Size ${size} /Root 1 0 R /ID [${id} ${id}]>>\nstartxref\n${at}\n%%EOF\n`,
    ),
  )
  return new Uint8Array(Buffer.concat(parts))
}

/** The file with objects written anew in one more revision, as a program that edits would do it. */
export function edited(
  bytes: Uint8Array,
  change: Readonly<Record<number, string | Uint8Array>>,
  options: { free?: readonly number[]; trailer?: string } = {},
): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1')
  const last = Number([...text.matchAll(/startxref\s+(\d+)/g)].at(-1)?.[1])
  const sizes = [...text.matchAll(/\/Size (\d+)/g)].map(m => Number(m[1]))
  const size = Math.max(...sizes, ...Object.keys(change).map(n => Number(n) + 1))
  const parts = [Buffer.from(bytes)]
  let at = bytes.length
  let table = 'xref\n'
  for (const [num, body] of Object.entries(change)) {
    table += `${num} 1\n${String(at).padStart(10, '0')} 00000 n \n`
    const part = Buffer.concat([latin(`${num} 0 obj\n`), latin(body), latin('\nendobj\n')])
    parts.push(part)
    at += part.length
  }
  for (const num of options.free ?? []) table += `${num} 1\n0000000000 00001 f \n`
  const extra = options.trailer ?? ''
  parts.push(latin(`${table}trailer\n<</Size ${size} /Root 1 0 R /Prev ${last}${extra}>>\nstartxref\n${at}\n%%EOF\n`))
  return new Uint8Array(Buffer.concat(parts))
}
