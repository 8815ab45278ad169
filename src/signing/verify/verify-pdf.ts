// Whether a sealed file is intact, and by whom it was sealed: two answers, never one. Nothing but the file is needed, and the roots one
// chooses to know. Runs in the page and on the command line alike.
import { DerError, equalBytes, readDerPrefix } from '../asn1/der.ts'
import {
  type Certificate,
  type Chain,
  chainTo,
  digest,
  isForSealing,
  isIssuedBy,
  OIDS,
  readCertificate,
} from '../asn1/x509.ts'
import { verifyCms, verifyTimestamp } from './cms.ts'
import { checkManifest, type Manifest, type ManifestCheck, readManifest } from './manifest.ts'
import {
  contentOf,
  isDict,
  isName,
  isRef,
  isString,
  type Pdf,
  type PdfDict,
  PdfError,
  type PdfValue,
  readPdf,
} from './pdf.ts'
import { stampDictionary, stampField, writeRevision } from './revision.ts'

export type Roots = {
  /** Whose seals are known: DER certificates. */
  seal: readonly Uint8Array[]
  /** Whose time stamps are trusted. */
  timestamp: readonly Uint8Array[]
}

export type Intact =
  | 'intact'
  | 'changed'
  /** Something was added after the seal that the seal does not cover. */
  | 'added'
  | 'unsealed'
  | 'not-a-pdf'
  /** A PDF made by other means than ours (encrypted, or with its tables in streams): nothing can be said of it. */
  | 'other'
  | 'too-large'
  | 'unreadable'

export type SealedBy = {
  name: string
  organisation: string
  organisationNumber: string | null
  /** `other-use`: under a known root, but issued for something else than sealing. */
  trust: 'known' | 'unknown' | 'expired' | 'other-use'
  test: boolean
  /** SHA-256 (hex) of the certificate and of the root it came with. */
  fingerprint: string
  rootFingerprint: string
  /** As the sealer's own clock said. */
  claimedAt: Date | null
}
export type StampedAt = { at: Date; by: string; trusted: boolean }

export type Report = {
  intact: Intact
  seal: SealedBy | null
  timestamp: StampedAt | null
  manifest: Manifest | null
  checks: ManifestCheck[]
  attachments: { name: string; bytes: Uint8Array }[]
}

const nothing = (intact: Intact): Report => ({
  intact,
  seal: null,
  timestamp: null,
  manifest: null,
  checks: [],
  attachments: [],
})

/** No sealed file of ours comes near it. */
export const LARGEST_FILE = 200_000_000
const LARGEST_ATTACHMENTS = 20_000_000

/** What is said of a file that need not even be read. */
export const TOO_LARGE: Report = nothing('too-large')

/** There is a report whatever the bytes are. The roots must be certificates. */
export async function verifyPdf(bytes: Uint8Array, roots: Roots): Promise<Report> {
  const known = { seal: roots.seal.map(readCertificate), timestamp: roots.timestamp.map(readCertificate) }
  if (bytes.length > LARGEST_FILE) return TOO_LARGE
  try {
    return await verify(readPdf(bytes), known)
  } catch (error) {
    // The file is somebody else's work: whatever cannot be made of it is said of it, and there always is an answer.
    if (error instanceof PdfError && error.code === 'not-a-pdf') return nothing('not-a-pdf')
    if (error instanceof PdfError && error.code === 'other-structure') return nothing('other')
    return nothing(brokenOr(bytes))
  }
}

/** A file that carries a seal's mark and can no longer be read has been changed. */
const brokenOr = (bytes: Uint8Array): Intact => (looksSealed(bytes) ? 'changed' : 'unreadable')

type KnownRoots = { seal: Certificate[]; timestamp: Certificate[] }
type Field = {
  dict: PdfDict
  revision: number
  kind: 'seal' | 'stamp'
  /** From where to where nothing is signed, and where what is signed ends. */
  range: [number, number, number]
  contents: Uint8Array
  exact: boolean
}

async function verify(pdf: Pdf, roots: KnownRoots): Promise<Report> {
  const fields = signatureFields(pdf)
  const seal = fields.find(f => f.kind === 'seal')
  if (!seal) return nothing(looksSealed(pdf.bytes) ? 'changed' : 'unsealed')
  const verdict = await verifyCms(seal.contents, algorithm => digestOfRange(pdf.bytes, seal.range, algorithm))
  const report = nothing('intact')
  if (!verdict.ok) {
    report.intact = 'changed'
    return report
  }
  report.seal = await sealedBy(verdict.signer, verdict.certificates, roots.seal, dateOf(seal.dict.get('M')))
  if (!seal.exact || !verdict.exact || !(await areUnchanged(verdict.certificates, roots.seal)))
    report.intact = 'changed'

  // What stands after the seal: only time stamps may, each over everything before it, and nothing else of the file changed by them.
  const last = pdf.revisions.length - 1
  for (let r = seal.revision + 1; r <= last; r++) {
    const stamp = fields.find(f => f.kind === 'stamp' && f.revision === r)
    if (!stamp?.exact || !isStampAlone(pdf, stamp)) report.intact = report.intact === 'intact' ? 'added' : report.intact
  }
  if (pdf.revisions[last]?.end !== pdf.bytes.length)
    report.intact = report.intact === 'intact' ? 'added' : report.intact

  const stamps = []
  if (verdict.token)
    stamps.push(
      await verifyTimestamp(verdict.token, algorithm => digest(algorithm, verdict.signature), roots.timestamp),
    )
  for (const f of fields.filter(f => f.kind === 'stamp'))
    stamps.push(
      await verifyTimestamp(f.contents, algorithm => digestOfRange(pdf.bytes, f.range, algorithm), roots.timestamp),
    )
  for (const stamp of stamps) {
    if (!stamp.ok) report.intact = 'changed'
    else if (!report.timestamp || isBetter(stamp, report.timestamp))
      report.timestamp = { at: stamp.at, by: stamp.by, trusted: stamp.trusted }
  }

  // Attachments as they stood when sealed: what a later revision says of them does not count.
  report.attachments = await attachmentsOf(pdf, seal.revision)
  const manifest = report.attachments.find(a => a.name === 'bevis.json')
  report.manifest = manifest ? readManifest(manifest.bytes) : null
  if (report.manifest)
    report.checks = await checkManifest(
      report.manifest,
      report.attachments.find(a => a.name === 'version.json')?.bytes ?? null,
      report.seal.fingerprint,
    )
  return report
}

/** Every signature field, with the revision that wrote it and whether its range is exactly that revision's. */
function signatureFields(pdf: Pdf): Field[] {
  const found: Field[] = []
  for (const [revision, r] of pdf.revisions.entries()) {
    for (const num of r.offsets.keys()) {
      const object = pdf.object(num, revision)
      const dict = object?.value
      if (!isDict(dict) || !isString(dict.get('Contents')) || !Array.isArray(dict.get('ByteRange'))) continue
      const kind = isName(dict.get('Type'), 'Sig') ? 'seal' : isName(dict.get('Type'), 'DocTimeStamp') ? 'stamp' : null
      if (!kind || !object) continue
      const sub = dict.get('SubFilter')
      if (!isName(sub, kind === 'seal' ? 'ETSI.CAdES.detached' : 'ETSI.RFC3161')) continue
      const range = dict.get('ByteRange') as PdfValue[]
      const [zero, from, to, length] = range as number[]
      if (range.length !== 4 || range.some(n => typeof n !== 'number' || !Number.isInteger(n) || n < 0)) continue
      const end = (to as number) + (length as number)
      if ((from as number) > (to as number) || end > pdf.bytes.length) continue
      const gap = new TextDecoder('latin1').decode(pdf.bytes.subarray(from as number, to as number))
      const contents = (dict.get('Contents') as { bytes: Uint8Array }).bytes
      // The gap is this object's own /Contents and nothing else, and the range ends where the revision ends.
      const exact =
        zero === 0 &&
        /^<[0-9a-f]*>$/.test(gap) &&
        (from as number) > object.start &&
        (to as number) < object.end &&
        equalBytes(contents, hexBytes(gap.slice(1, -1))) &&
        isPaddedWithZeros(contents) &&
        end === r.end
      found.push({ dict, revision, kind, range: [from as number, to as number, end], contents, exact })
    }
  }
  return found
}

/**
 * Certificates that came with the seal are not covered by it, but by each other: each is signed by one of them or by a root that is known,
 * the last by itself.
 */
async function areUnchanged(certificates: readonly Certificate[], roots: readonly Certificate[]): Promise<boolean> {
  for (const c of certificates) {
    let held = false
    for (const issuer of [...certificates, ...roots]) held ||= await isIssuedBy(c, issuer)
    if (!held) return false
  }
  return true
}

/** The place is larger than the signature: what is left over holds nothing, so that not one bit of it can be changed unseen. */
function isPaddedWithZeros(contents: Uint8Array): boolean {
  try {
    return contents.subarray(readDerPrefix(contents).end).every(b => b === 0)
  } catch (error) {
    if (error instanceof DerError) return false
    throw error
  }
}

async function digestOfRange(
  bytes: Uint8Array,
  [from, to, end]: Field['range'],
  algorithm: string,
): Promise<Uint8Array> {
  const joined = new Uint8Array(from + end - to)
  joined.set(bytes.subarray(0, from))
  joined.set(bytes.subarray(to, end), from)
  return digest(algorithm, joined)
}

const hexBytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], h => Number.parseInt(h, 16))

/** Whether a revision is, byte for byte, what we write to put this stamp on what stood before it. */
function isStampAlone(pdf: Pdf, stamp: Field): boolean {
  const before = pdf.revisions[stamp.revision - 1]
  const now = pdf.revisions[stamp.revision]
  const size = before?.trailer.get('Size')
  const id = now?.trailer.get('ID')
  const mark = Array.isArray(id) ? id[1] : undefined
  const widget = typeof size === 'number' ? pdf.object(size, stamp.revision)?.value : null
  const named = isDict(widget) ? widget.get('T') : null
  if (!before || !now || !isString(named) || (mark !== undefined && !isString(mark))) return false
  const [from, to, end] = stamp.range
  const written = writeRevision(readPdf(pdf.bytes.subarray(0, before.end)), {
    signature: stampDictionary(),
    field: stampField(textOf(named.bytes).slice(-8)),
    place: (to - from - 2) / 2,
    id: mark?.bytes ?? new Uint8Array(),
  })
  const held = (at: number, until: number) =>
    equalBytes(written.bytes.subarray(at, until), pdf.bytes.subarray(at, until))
  return written.from === from && written.to === to && written.bytes.length === end && held(0, from) && held(to, end)
}

/** Anybody can put on a stamp of their own, with any time: one that is trusted counts before it, and then the earliest. */
const isBetter = (one: StampedAt, than: StampedAt) => (one.trusted === than.trusted ? one.at < than.at : one.trusted)

const SEAL_MARK = '/ETSI.CAdES.detached'
/** Searched in pieces: a phone has no room for all of a large file as one text. */
function looksSealed(bytes: Uint8Array): boolean {
  const step = 1_000_000
  for (let at = 0; at < bytes.length; at += step)
    if (new TextDecoder('latin1').decode(bytes.subarray(at, at + step + SEAL_MARK.length)).includes(SEAL_MARK))
      return true
  return false
}

async function sealedBy(
  signer: Certificate,
  certificates: readonly Certificate[],
  roots: readonly Certificate[],
  claimedAt: Date | null,
): Promise<SealedBy> {
  const known = await chainTo(signer, certificates, roots, claimedAt ?? signer.notBefore)
  const own = certificates.find(c => equalBytes(c.issuer, c.subject)) ?? signer
  const name = signer.names[OIDS.commonName] ?? ''
  return {
    name,
    organisation: signer.names[OIDS.organisation] ?? '',
    organisationNumber: signer.names[OIDS.organisationIdentifier]?.replace(/^NTRSE-/, '') ?? null,
    trust: trustOf(signer, known),
    test: [signer, ...certificates].some(c => c.names[OIDS.commonName]?.startsWith('TEST ')),
    fingerprint: hexOf(await digest('SHA-256', signer.raw)),
    rootFingerprint: hexOf(await digest('SHA-256', own.raw)),
    claimedAt,
  }
}
function trustOf(signer: Certificate, known: Chain): SealedBy['trust'] {
  if (!known.ok) return known.code === 'chain-expired' ? 'expired' : 'unknown'
  return isForSealing(signer) ? 'known' : 'other-use'
}
const hexOf = (bytes: Uint8Array) => Array.from(bytes, b => b.toString(16).padStart(2, '0')).join('')

/** "D:20261123120000Z" */
function dateOf(value: PdfValue | undefined): Date | null {
  if (!isString(value)) return null
  const m = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(new TextDecoder('latin1').decode(value.bytes))
  if (!m) return null
  const at = new Date(`${m[1]}-${m[2]}-${m[3]}T${m[4]}:${m[5]}:${m[6]}Z`)
  return Number.isNaN(at.getTime()) ? null : at
}

async function attachmentsOf(pdf: Pdf, revision: number): Promise<{ name: string; bytes: Uint8Array }[]> {
  const root = pdf.resolve(pdf.revisions[revision]?.trailer.get('Root'), revision)
  const names = isDict(root) ? pdf.resolve(root.get('Names'), revision) : null
  const files = isDict(names) ? pdf.resolve(names.get('EmbeddedFiles'), revision) : null
  const found: { name: string; bytes: Uint8Array }[] = []
  let room = LARGEST_ATTACHMENTS
  let nodes = 0
  const visit = async (node: PdfValue, depth: number): Promise<void> => {
    if (!isDict(node) || depth > 10 || nodes++ > 200) return
    const kids = pdf.resolve(node.get('Kids'), revision)
    if (Array.isArray(kids)) for (const kid of kids) await visit(pdf.resolve(kid, revision), depth + 1)
    const pairs = pdf.resolve(node.get('Names'), revision)
    if (!Array.isArray(pairs)) return
    for (let i = 0; i + 1 < pairs.length && found.length < 50; i += 2) {
      const spec = pdf.resolve(pairs[i + 1], revision)
      if (!isDict(spec)) continue
      const label = pdf.resolve(spec.get('UF') ?? spec.get('F'), revision)
      const ef = pdf.resolve(spec.get('EF'), revision)
      const ref = isDict(ef) ? ef.get('F') : null
      const object = isRef(ref) ? pdf.object(ref.ref, revision) : null
      if (!isString(label) || !object) continue
      try {
        const bytes = await contentOf(pdf, object, room)
        room -= bytes.length
        found.push({ name: textOf(label.bytes), bytes })
      } catch (error) {
        // An attachment that cannot be unpacked is none; what is missing then is said further on.
        if (!(error instanceof PdfError)) throw error
      }
    }
  }
  await visit(files, 0)
  return found
}

const textOf = (bytes: Uint8Array) =>
  bytes[0] === 0xfe && bytes[1] === 0xff
    ? new TextDecoder('utf-16be').decode(bytes.subarray(2))
    : new TextDecoder('latin1').decode(bytes)
