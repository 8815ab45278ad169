// The evidence file: what was asked, what the e-ID service answered, byte for byte, and the roots it was believed by. It carries the
// personal number inside the person's certificate, so it is kept encrypted and fetched only after identification (clause X-46).
import { canonicalBytes } from '../kernel/canonical.ts'
import { isInstant, isListOf, isRecord, isText } from './shapes.ts'

export type EvidenceFile = {
  v: 1
  documentId: string
  version: number
  agreement: unknown
  agreementHash: string
  signature: {
    partyId: string
    method: 'bankid' | 'code-sms' | 'code-mail'
    at: string
    request: { userVisibleData: string; userNonVisibleData: string } | null
    /** The whole answer of the e-ID service. */
    raw: string | null
    rootsPem: string[]
    /** For a code: where it was sent, masked, and the picture that was drawn, if any (PNG, base64). */
    code: { sentTo: string; drawing: string | null } | null
  }
}

/** The file when the text is one, else null. */
export function readEvidenceFile(text: string): EvidenceFile | null {
  try {
    const e = JSON.parse(text) as unknown
    canonicalBytes(e)
    return isEvidence(e) ? (e as unknown as EvidenceFile) : null
  } catch {
    return null
  }
}

function isEvidence(e: unknown): boolean {
  if (!isRecord(e) || e.v !== 1 || !isText(e.agreementHash) || !isRecord(e.agreement) || !isRecord(e.signature))
    return false
  const { method, at, request, raw, rootsPem, code } = e.signature
  return (
    isText(method) &&
    isInstant(at) &&
    (request === null || (isRecord(request) && isText(request.userVisibleData))) &&
    (raw === null || isText(raw)) &&
    isListOf(rootsPem, isText) &&
    (code === null || (isRecord(code) && isText(code.sentTo)))
  )
}
