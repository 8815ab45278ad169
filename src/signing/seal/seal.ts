// The seal: one incremental revision with a PAdES signature (ETSI EN 319 142, B-B or B-T), written so that PDF/A-3A and PDF/UA-1 survive;
// and a later one with a document time stamp where the authority could not answer at once.
import { createHash, randomBytes } from 'node:crypto'
import { bytesOf, type Pdf, type PdfDict, type PdfValue, readPdf } from '../verify/pdf.ts'
import { stampDictionary, stampField, textString, writeRevision } from '../verify/revision.ts'
import { type Signer, signCms } from './cms.ts'
import { LARGEST_TOKEN } from './timestamp.ts'

export type Stamp = (imprint: Uint8Array) => Promise<Uint8Array>
export type Sealed = { bytes: Uint8Array; level: 'B-B' | 'B-T' }

/** Room for a signature and its attributes; the certificates and a token come on top. */
const PLACE_BARE = 2500
const placeFor = ({ certificate, chain }: Signer, stamped: boolean) =>
  PLACE_BARE + [certificate, ...chain].reduce((n, c) => n + c.length, 0) + (stamped ? LARGEST_TOKEN : 0)

export async function sealPdf(
  bytes: Uint8Array,
  of: { signer: Signer; name: string; reason: string; now: Date; stamp?: Stamp },
): Promise<Sealed> {
  const pdf = readPdf(bytes)
  const signature: PdfDict = new Map<string, PdfValue>([
    ['Type', { name: 'Sig' }],
    ['Filter', { name: 'Adobe.PPKLite' }],
    ['SubFilter', { name: 'ETSI.CAdES.detached' }],
    ['Name', textString(of.name)],
    ['Reason', textString(of.reason)],
    ['M', { bytes: bytesOf(pdfDate(of.now)), hex: false }],
  ])
  const place = placeFor(of.signer, of.stamp !== undefined)
  const sealed = await revise(pdf, { signature, field: 'Forsegling', place }, digest =>
    signCms(of.signer, digest, of.stamp),
  )
  return { bytes: sealed, level: of.stamp ? 'B-T' : 'B-B' }
}

/** Adds a document time stamp over everything that stands there. */
export async function addTimestamp(bytes: Uint8Array, stamp: Stamp): Promise<Uint8Array> {
  const field = stampField(randomBytes(4).toString('hex'))
  return revise(readPdf(bytes), { signature: stampDictionary(), field, place: LARGEST_TOKEN }, stamp)
}

async function revise(
  pdf: Pdf,
  of: { signature: PdfDict; field: string; place: number },
  make: (digest: Uint8Array) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const { bytes, from, to } = writeRevision(pdf, { ...of, id: new Uint8Array(randomBytes(16)) })
  const digest = createHash('sha256').update(bytes.subarray(0, from)).update(bytes.subarray(to)).digest()
  const made = await make(new Uint8Array(digest))
  if (made.length > of.place) throw new Error(`The signature has ${made.length} bytes and its place only ${of.place}.`)
  bytes.set(bytesOf(Buffer.from(made).toString('hex')), from + 1)
  return bytes
}

const pdfDate = (at: Date) => `D:${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`
