// The second level: the evidence file beside the sealed one. BankID's own answer is verified anew, as it was on the day of signing.
import { canonicalBytes, sha256Hex } from '../../kernel/canonical.ts'
import { maskPersonalNumber } from '../../kernel/personal-number.ts'
import { BankIdAnswerRefused, verifyBankIdAnswer } from '../bankid-signature/verify.ts'
import { readEvidenceFile } from '../evidence-file.ts'
import { type Manifest, signedBy } from './manifest.ts'

export type EvidenceReport =
  | { ok: false; code: 'evidence-unreadable' | 'evidence-other-file' | 'evidence-agreement' | 'evidence-person' }
  /** What BankID's answer failed on, by the verifier's own name for it. */
  | { ok: false; code: 'evidence-signature'; detail: string }
  | { ok: true; method: 'code'; at: string; sentTo: string }
  | {
      ok: true
      method: 'bankid'
      name: string
      at: Date
      test: boolean
      /** Whether the chain ends in a root given to the verifier, not only in one that came with the file. */
      rootKnown: boolean
      /** SHA-256 (hex) of the root it ends in. */
      rootSha256: string
    }

/** `roots` are DER certificates of BankID roots one chooses to know. */
export async function verifyEvidence(
  manifest: Manifest,
  bytes: Uint8Array,
  roots: readonly Uint8Array[],
): Promise<EvidenceReport> {
  const evidence = readEvidenceFile(new TextDecoder().decode(bytes))
  if (!evidence) return { ok: false, code: 'evidence-unreadable' }
  const hash = await sha256Hex(bytes)
  const claimed = manifest.signatures.find(s => s.evidenceSha256 === hash)
  if (!claimed) return { ok: false, code: 'evidence-other-file' }
  const { agreementHash } = signedBy(manifest, claimed)
  if (
    evidence.agreementHash !== agreementHash ||
    (await sha256Hex(canonicalBytes(evidence.agreement))) !== agreementHash
  )
    return { ok: false, code: 'evidence-agreement' }
  const { signature } = evidence
  if (signature.method !== 'bankid')
    return { ok: true, method: 'code', at: signature.at, sentTo: signature.code?.sentTo ?? '' }
  if (!signature.raw || !signature.request) return { ok: false, code: 'evidence-unreadable' }
  // What must have been bound in follows from the manifest: the answer cannot belong to another agreement.
  const nonVisible = canonicalBytes({ v: 1, documentId: manifest.documentId, sha256: agreementHash })
  try {
    const verified = await verifyBankIdAnswer({
      raw: signature.raw,
      kind: 'sign',
      userVisibleData: signature.request.userVisibleData,
      userNonVisibleData: nonVisible,
      rootsPem: signature.rootsPem,
      now: new Date(signature.at),
    })
    const masked = claimed.personalNumberMasked
    if (
      signature.request.userVisibleData !== claimed.signedText ||
      verified.xmlSha256 !== claimed.xmlSha256 ||
      (masked !== null && maskPersonalNumber(verified.personalNumber) !== masked)
    )
      return { ok: false, code: 'evidence-person' }
    const knownRoots = await Promise.all(roots.map(sha256Hex))
    return {
      ok: true,
      method: 'bankid',
      name: verified.name,
      at: verified.at,
      test: verified.test,
      rootKnown: knownRoots.includes(verified.rootSha256),
      rootSha256: verified.rootSha256,
    }
  } catch (error) {
    // Roots that cannot be read, a number that is none: a file may hold anything.
    return error instanceof BankIdAnswerRefused
      ? { ok: false, code: 'evidence-signature', detail: error.code }
      : { ok: false, code: 'evidence-unreadable' }
  }
}
