// What the sealed file says about itself (bevis.json), and whether it holds together: every hash in it is computed again.
import { dealOf } from '../../documents/deal.ts'
import { canonicalBytes, sha256Hex } from '../../kernel/canonical.ts'
import { isInstant, isListOf, isRecord, isText } from '../shapes.ts'

export type ManifestSignature = {
  partyId: string
  name: string
  method: 'bankid' | 'code-sms' | 'code-mail'
  personalNumberMasked: string | null
  signedAt: string
  /** The text the person approved in the app, word for word. */
  signedText: string
  /** SHA-256 of the BankID signature's XML; null for other methods. */
  xmlSha256: string | null
  /** SHA-256 of the evidence file this signature stands in. */
  evidenceSha256: string
  anotherSpelling: boolean
  inPerson?: boolean
  /** Where several signed (v 2): what this person signed, which differs from the others' in who, on which day, and what was ticked. */
  agreement?: ManifestAgreement
  agreementHash?: string
}

export type ManifestAgreement = { versionHash: string; documentId: string; version: number }

export type ManifestEvent = {
  v: 1
  seq: number
  type: string
  at: string
  actor: string
  version: number | null
  data: Record<string, string | number | boolean | null>
  hash: string
}

export type Manifest = {
  /** 1: one signature, on `agreement`. 2: several, each on its own. */
  v: 1 | 2
  test: boolean
  documentId: string
  number: string
  title: string
  version: number
  versionHash: string
  agreement: ManifestAgreement
  agreementHash: string
  signatures: ManifestSignature[]
  notSigned: string[]
  events: ManifestEvent[]
  sealedBy: { name: string; organisationNumber: string; certificateSha256: string }
}

export type ManifestCheck = { code: 'version' | 'agreement' | 'events' | 'signed-text' | 'seal'; ok: boolean }

/** The manifest when the bytes are one, else null. Whoever sealed the file may have put anything there. */
export function readManifest(bytes: Uint8Array): Manifest | null {
  try {
    const m = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown
    // What cannot be written canonically (fractions, depths without end) was never written by us.
    canonicalBytes(m)
    return isManifest(m) ? (m as unknown as Manifest) : null
  } catch {
    return null
  }
}

function isManifest(m: unknown): boolean {
  return (
    isRecord(m) &&
    (m.v === 1 || m.v === 2) &&
    typeof m.test === 'boolean' &&
    [m.documentId, m.number, m.title, m.versionHash, m.agreementHash].every(isText) &&
    typeof m.version === 'number' &&
    isRecord(m.agreement) &&
    isListOf(m.signatures, s => isSignatureEntry(s) && (m.v === 1 || isOwnAgreement(s))) &&
    isListOf(m.notSigned, isText) &&
    isListOf(m.events, e => isRecord(e) && isText(e.hash)) &&
    isRecord(m.sealedBy) &&
    isText(m.sealedBy.certificateSha256)
  )
}

const isSignatureEntry = (s: unknown) =>
  isRecord(s) &&
  [s.name, s.method, s.signedText, s.evidenceSha256].every(isText) &&
  [s.personalNumberMasked, s.xmlSha256].every(v => v === null || isText(v)) &&
  isInstant(s.signedAt)

const isOwnAgreement = (s: unknown) => isRecord(s) && isRecord(s.agreement) && isText(s.agreementHash)

export async function checkManifest(
  m: Manifest,
  version: Uint8Array | null,
  sealedBySha256: string,
): Promise<ManifestCheck[]> {
  const agreementHash = await sha256Hex(canonicalBytes(m.agreement))
  const signed = await Promise.all(m.signatures.map(s => isSignedWhole(m, s)))
  return [
    {
      code: 'version',
      ok:
        version !== null &&
        (await sha256Hex(version)) === m.versionHash &&
        m.agreement.versionHash === m.versionHash &&
        m.agreement.documentId === m.documentId,
    },
    { code: 'agreement', ok: agreementHash === m.agreementHash && (await isOneDeal(m)) },
    { code: 'signed-text', ok: m.signatures.length > 0 && signed.every(Boolean) },
    { code: 'events', ok: await eventsHold(m) },
    { code: 'seal', ok: m.sealedBy.certificateSha256 === sealedBySha256 },
  ]
}

/** What a signature stands on: its own agreement where several signed, else the one there is. */
export const signedBy = (m: Manifest, s: ManifestSignature): { agreement: ManifestAgreement; agreementHash: string } =>
  m.v === 2 && s.agreement && s.agreementHash
    ? { agreement: s.agreement, agreementHash: s.agreementHash }
    : { agreement: m.agreement, agreementHash: m.agreementHash }

/** The text somebody approved holds the check code of what they signed. */
async function isSignedWhole(m: Manifest, s: ManifestSignature): Promise<boolean> {
  const hash = await sha256Hex(canonicalBytes(signedBy(m, s).agreement))
  return s.signedText.includes(hash.slice(0, 16).match(/.{4}/g)?.join(' ') ?? '')
}

/** Everybody signed the same: the agreements differ in nothing but who signs, on which day, and what that person ticked. */
async function isOneDeal(m: Manifest): Promise<boolean> {
  const deal = await sha256Hex(canonicalBytes(dealOf(m.agreement)))
  const own = await Promise.all(
    m.signatures.map(async s => {
      const { agreement, agreementHash } = signedBy(m, s)
      const signer = (agreement as { signer?: { partyId?: unknown } }).signer?.partyId
      return (
        (await sha256Hex(canonicalBytes(agreement))) === agreementHash &&
        (await sha256Hex(canonicalBytes(dealOf(agreement)))) === deal &&
        (m.v === 1 || signer === s.partyId)
      )
    }),
  )
  return own.every(Boolean)
}

/** Each entry's hash is SHA-256 over the one before and the entry's canonical form (documents/events.ts). */
async function eventsHold(m: Manifest): Promise<boolean> {
  let previous = await digest(new TextEncoder().encode(`doc:${m.documentId}`))
  for (const [i, { hash, ...entry }] of m.events.entries()) {
    if (entry.seq !== i) return false
    const body = canonicalBytes(entry)
    const joined = new Uint8Array(previous.length + body.length)
    joined.set(previous)
    joined.set(body, previous.length)
    previous = await digest(joined)
    if (hexOf(previous) !== hash) return false
  }
  return m.events.length > 0
}

const digest = async (bytes: Uint8Array) =>
  new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes as BufferSource))
const hexOf = (bytes: Uint8Array) => Array.from(bytes, b => b.toString(16).padStart(2, '0')).join('')
