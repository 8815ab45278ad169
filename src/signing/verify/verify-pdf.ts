// Whether a sealed file is intact, and by whom it was sealed: two answers, never one. Nothing but the file is needed, and the roots one
// chooses to know. Runs in the page and on the command line alike.
import { DerError, equalBytes, readDerPrefix } from '../asn1/der.ts'
import { type Certificate, chainTo, digest, isIssuedBy, OIDS, readCertificate } from '../asn1/x509.ts'
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
  writeValue,
} from './pdf.ts'

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
  | 'unreadable'

export type SealedBy = {
  name: string
  organisation: string
  organisationNumber: string | null
  trust: 'known' | 'unknown' | 'expired'
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

export async function verifyPdf(bytes: Uint8Array, roots: Roots): Promise<Report> {
  let pdf: Pdf
  try {
    pdf = readPdf(bytes)
  } catch (error) {
    if (!(error instanceof PdfError)) throw error
    return nothing(error.code === 'not-a-pdf' ? 'not-a-pdf' : brokenOr(bytes))
  }
  try {
    return await verify(pdf, roots)
  } catch (error) {
    if (error instanceof PdfError) return nothing(brokenOr(bytes))
    throw error
  }
}

/** A file that carries a seal's mark and can no longer be read has been changed. */
const brokenOr = (bytes: Uint8Array): Intact => (looksSealed(bytes) ? 'changed' : 'unreadable')

type Field = {
  dict: PdfDict
  revision: number
  kind: 'seal' | 'stamp'
  range: [number, number]
  contents: Uint8Array
  exact: boolean
}

async function verify(pdf: Pdf, roots: Roots): Promise<Report> {
  const fields = signatureFields(pdf)
  const seal = fields.find(f => f.kind === 'seal')
  if (!seal) return nothing(looksSealed(pdf.bytes) ? 'changed' : 'unsealed')
  const sealRoots = roots.seal.map(readCertificate)
  const verdict = await verifyCms(seal.contents, algorithm => digestOfRange(pdf.bytes, seal.range, algorithm))
  const report = nothing('intact')
  if (!verdict.ok) {
    report.intact = 'changed'
    return report
  }
  report.seal = await sealedBy(verdict.signer, verdict.certificates, sealRoots, dateOf(seal.dict.get('M')))
  if (!seal.exact || !verdict.exact || !(await areUnchanged(verdict.certificates, sealRoots))) report.intact = 'changed'

  // What stands after the seal: only time stamps may, each over everything before it, and nothing else of the file changed by them.
  const last = pdf.revisions.length - 1
  for (let r = seal.revision + 1; r <= last; r++) {
    const stamp = fields.find(f => f.kind === 'stamp' && f.revision === r)
    if (!stamp?.exact || !onlyAddsField(pdf, r)) report.intact = report.intact === 'intact' ? 'added' : report.intact
  }
  if (pdf.revisions[last]?.end !== pdf.bytes.length)
    report.intact = report.intact === 'intact' ? 'added' : report.intact

  const stampRoots = roots.timestamp.map(readCertificate)
  const stamps = []
  if (verdict.token)
    stamps.push(await verifyTimestamp(verdict.token, algorithm => digest(algorithm, verdict.signature), stampRoots))
  for (const f of fields.filter(f => f.kind === 'stamp'))
    stamps.push(
      await verifyTimestamp(f.contents, algorithm => digestOfRange(pdf.bytes, f.range, algorithm), stampRoots),
    )
  for (const stamp of stamps) {
    if (!stamp.ok) report.intact = 'changed'
    else if (!report.timestamp || stamp.at < report.timestamp.at)
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
        (to as number) + (length as number) === r.end
      found.push({ dict, revision, kind, range: [from as number, to as number], contents, exact })
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

async function digestOfRange(bytes: Uint8Array, [from, to]: [number, number], algorithm: string): Promise<Uint8Array> {
  // The end of the second part follows from the dictionary that was just checked; it is read again from the file.
  const end = rangeEnd(bytes, from, to)
  const joined = new Uint8Array(from + end - to)
  joined.set(bytes.subarray(0, from))
  joined.set(bytes.subarray(to, end), from)
  return digest(algorithm, joined)
}

function rangeEnd(bytes: Uint8Array, from: number, to: number): number {
  const head = new TextDecoder('latin1').decode(bytes.subarray(Math.max(0, from - 200), from))
  const m = [...head.matchAll(/\/ByteRange \[0 (\d+) (\d+) (\d+)\]/g)].pop()
  if (!m || Number(m[1]) !== from || Number(m[2]) !== to) return to
  return Math.min(bytes.length, to + Number(m[3]))
}

const hexBytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], h => Number.parseInt(h, 16))

/** A revision that changes nothing but the form's list of fields and the first page's list of annotations. */
function onlyAddsField(pdf: Pdf, revision: number): boolean {
  const before = revision - 1
  const size = pdf.revisions[before]?.trailer.get('Size')
  const root = pdf.revisions[revision]?.trailer.get('Root')
  if (writeValue(root ?? null) !== writeValue(pdf.revisions[before]?.trailer.get('Root') ?? null)) return false
  for (const num of pdf.revisions[revision]?.offsets.keys() ?? []) {
    if (typeof size === 'number' && num >= size) continue
    const now = pdf.object(num, revision)?.value
    const then = pdf.object(num, before)?.value
    if (!isDict(now) || !isDict(then)) return false
    const isRoot = isRef(root) && root.ref === num
    const ignored = isRoot ? ['AcroForm'] : isName(then.get('Type'), 'Page') ? ['Annots', 'Tabs'] : []
    const without = (d: PdfDict) =>
      writeValue(new Map([...d].filter(([k]) => !ignored.includes(k)).sort(([a], [b]) => (a < b ? -1 : 1))))
    if (ignored.length === 0 || without(now) !== without(then)) return false
  }
  return true
}

const looksSealed = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes).includes('/ETSI.CAdES.detached')

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
    trust: known.ok ? 'known' : known.code === 'chain-expired' ? 'expired' : 'unknown',
    test: name.startsWith('TEST '),
    fingerprint: hexOf(await digest('SHA-256', signer.raw)),
    rootFingerprint: hexOf(await digest('SHA-256', own.raw)),
    claimedAt,
  }
}
const hexOf = (bytes: Uint8Array) => Array.from(bytes, b => b.toString(16).padStart(2, '0')).join('')

/** "D:20261123120000Z" */
function dateOf(value: PdfValue | undefined): Date | null {
  if (!isString(value)) return null
  const m = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(new TextDecoder('latin1').decode(value.bytes))
  return m
    ? new Date(Date.UTC(Number(m[1]), Number(m[2]) - 1, Number(m[3]), Number(m[4]), Number(m[5]), Number(m[6])))
    : null
}

async function attachmentsOf(pdf: Pdf, revision: number): Promise<{ name: string; bytes: Uint8Array }[]> {
  const root = pdf.resolve(pdf.revisions[revision]?.trailer.get('Root'), revision)
  const names = isDict(root) ? pdf.resolve(root.get('Names'), revision) : null
  const files = isDict(names) ? pdf.resolve(names.get('EmbeddedFiles'), revision) : null
  const found: { name: string; bytes: Uint8Array }[] = []
  const visit = async (node: PdfValue, depth: number): Promise<void> => {
    if (!isDict(node) || depth > 10) return
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
      found.push({ name: textOf(label.bytes), bytes: await contentOf(pdf, object) })
    }
  }
  await visit(files, 0)
  return found
}

const textOf = (bytes: Uint8Array) =>
  bytes[0] === 0xfe && bytes[1] === 0xff
    ? new TextDecoder('utf-16be').decode(bytes.subarray(2))
    : new TextDecoder('latin1').decode(bytes)
