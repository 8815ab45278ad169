// The proof: the manifest inside the file and the pages that say the same to a person. Both are made from the signature, the agreement
// and the chain of events, and from nothing else.
import { createHash } from 'node:crypto'
import type { FrozenVersion } from '../blocks/frozen.ts'
import { personalNumberOf } from '../clients/clients.ts'
import type { Agreement } from '../documents/agreement.ts'
import { orderSummary, type SummaryRow, shortHash } from '../documents/agreement.ts'
import { priceOf } from '../documents/drafts.ts'
import { eventWords } from '../documents/timeline.ts'
import { instantWords } from '../kernel/dates.ts'
import { maskPersonalNumber } from '../kernel/personal-number.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { EvidenceFile } from '../signing/evidence-file.ts'
import type { SealKey } from '../signing/seal/instance-certificate.ts'
import type { ProofView } from '../signing/typeset/proof-view.ts'
import type { Manifest, ManifestEvent } from '../signing/verify/manifest.ts'
import { proofWords as w } from './proof.words.ts'

export type ProofFacts = {
  frozen: FrozenVersion
  versionHash: string
  /** In the order they were given: the last made the agreement. */
  signatures: readonly SignatureFacts[]
  events: ManifestEvent[]
}

export type SignatureFacts = {
  partyId: string
  name: string
  method: 'bankid' | 'code-sms' | 'code-mail'
  signedAt: Date
  agreement: Agreement
  agreementHash: string
  evidenceSha256: string
  evidence: EvidenceFile
  maskedNumber: string | null
  anotherSpelling: boolean
  inPerson: boolean
  test: boolean
}

/** The agreement as it was when it was made. */
export const concluding = (f: ProofFacts): SignatureFacts => {
  const last = f.signatures.at(-1)
  if (!last) throw new Error('An agreement without a signature.')
  return last
}

/** The chain of a document as the manifest carries it, up to now. */
export async function eventsOf(tx: Tx, companyId: string, documentId: string): Promise<ManifestEvent[]> {
  const rows = await tx
    .selectFrom('document_event')
    .select(['seq', 'type', 'at', 'actor', 'version', 'data', 'hash'])
    .where('company_id', '=', companyId)
    .where('document_id', '=', documentId)
    .orderBy('seq')
    .execute()
  return rows.map(r => ({
    v: 1,
    seq: r.seq,
    type: r.type,
    at: r.at.toISOString(),
    actor: r.actor,
    version: r.version,
    data: r.data,
    hash: r.hash.toString('hex'),
  }))
}

/** The signer's number as it may be shown, where we hold one. */
export async function maskedNumberOf(services: Services, tx: Tx, companyId: string, partyId: string) {
  const person = await tx
    .selectFrom('document_party as p')
    .innerJoin('client_person as c', join =>
      join.onRef('c.company_id', '=', 'p.company_id').onRef('c.id', '=', 'p.client_person_id'),
    )
    .select(['c.company_id', 'c.id', 'c.personal_number', 'c.key_id'])
    .where('p.company_id', '=', companyId)
    .where('p.id', '=', partyId)
    .executeTakeFirst()
  const number = person ? await personalNumberOf(services, person) : null
  return number ? maskPersonalNumber(number) : null
}

const notSigned = (f: ProofFacts) =>
  f.frozen.parties
    .filter(p => p.signs && f.signatures.every(s => s.partyId !== p.id && s.agreement.signer.for?.partyId !== p.id))
    .map(p => p.name)

export function manifestOf(
  f: ProofFacts,
  seal: SealKey,
  operator: { name: string; organisationNumber: string },
): Manifest {
  const last = concluding(f)
  const several = f.signatures.length > 1
  return {
    // A program that knows one agreement for all who sign cannot read several: it must say so and not call the file broken.
    v: several ? 2 : 1,
    test: f.signatures.some(s => s.test),
    documentId: f.frozen.documentId,
    number: f.frozen.number,
    title: f.frozen.content.title,
    version: f.frozen.version,
    versionHash: f.versionHash,
    agreement: last.agreement,
    agreementHash: last.agreementHash,
    signatures: f.signatures.map(s => ({
      partyId: s.partyId,
      name: s.name,
      method: s.method,
      personalNumberMasked: s.maskedNumber,
      signedAt: s.signedAt.toISOString(),
      signedText: s.evidence.signature.request?.userVisibleData ?? codeText(s),
      xmlSha256: xmlSha256Of(s.evidence),
      evidenceSha256: s.evidenceSha256,
      anotherSpelling: s.anotherSpelling,
      ...(s.inPerson ? { inPerson: true } : {}),
      ...(several ? { agreement: s.agreement, agreementHash: s.agreementHash } : {}),
    })),
    notSigned: notSigned(f),
    events: f.events,
    sealedBy: {
      name: operator.name,
      organisationNumber: operator.organisationNumber,
      certificateSha256: seal.fingerprint,
    },
  }
}

/** SHA-256 of the signature's XML as BankID gave it. */
function xmlSha256Of(evidence: EvidenceFile): string | null {
  if (!evidence.signature.raw) return null
  const answer = JSON.parse(evidence.signature.raw) as { completionData?: { signature?: string } }
  const xml = Buffer.from(answer.completionData?.signature ?? '', 'base64')
  return createHash('sha256').update(xml).digest('hex')
}

/** For a code nothing was shown in an app: what stood above the button is what was approved. */
const codeText = (s: SignatureFacts) =>
  `${s.agreement.order.words}\nDokumentets kontrollkod: ${shortHash(s.agreementHash)}`

/** SHA-256 (hex) of a drawn signature: its name among the pictures of the page. */
export function drawingOf(s: SignatureFacts): { sha256: string; bytes: Buffer } | null {
  const drawing = s.evidence.signature.code?.drawing
  if (!drawing) return null
  return { sha256: createHash('sha256').update(drawing).digest('hex'), bytes: Buffer.from(drawing, 'base64') }
}

export function proofViewOf(
  f: ProofFacts,
  seal: SealKey,
  about: {
    operator: string
    verifyUrl: string
    sealedAt: Date
    stamp: 'done' | 'pending' | 'none'
  },
): ProofView {
  const { agreement } = concluding(f)
  const several = f.signatures.length > 1
  const price = priceOf(
    f.frozen.content,
    new Set(agreement.chosen),
    f.frozen.parties.filter(p => p.share > 0),
  )
  const stamp = { done: w.stampDone, pending: w.stampPending, none: w.stampNone(about.operator) }[about.stamp]
  return {
    test: f.signatures.some(s => s.test),
    heading: w.heading,
    lead: [
      ...(f.signatures.some(s => s.test) ? [w.test] : []),
      w.lead(f.frozen.content.title, f.frozen.number, f.frozen.version, f.frozen.company.name, f.frozen.client.name),
    ],
    agreed: {
      heading: w.agreed,
      rows: price ? onePerLine(orderSummary(f.frozen, { ...agreement, complete: true }, price, 'sv')) : [],
    },
    statements: {
      heading: w.statements,
      lines: [
        ...f.signatures.flatMap(one =>
          [...one.agreement.ticked.map(t => t.words), ...authorityOf(one)].map(words =>
            several ? w.byOne(one.name, words) : words,
          ),
        ),
        w.button(agreement.order.words),
      ],
    },
    signatures: {
      heading: w.who,
      people: f.signatures.map(one => ({
        name: one.agreement.signer.company ? w.forCompany(one.name, f.frozen.company.name) : one.name,
        method: w.methods[one.method],
        level: levelOf(one),
        personalNumberMasked: one.maskedNumber,
        time: w.at(instantWords(one.signedAt, 'sv')),
        details: [
          ...(one.anotherSpelling ? [w.spelling] : []),
          ...(one.agreement.signer.for ? [w.inPlaceOf(one.agreement.signer.for.name)] : []),
          ...(one.inPerson ? [w.inPerson(f.frozen.company.name)] : []),
        ],
        picture: drawingOf(one)?.sha256 ?? null,
      })),
      notSigned: notSigned(f).map(w.notSigned),
    },
    proves: {
      heading: w.proves,
      items: w.items(
        about.operator,
        instantWords(about.sealedAt, 'sv'),
        w.trustSelf(grouped(seal.fingerprint)),
        stamp,
        f.signatures.some(one => one.method === 'bankid'),
      ),
    },
    events: {
      heading: w.events,
      rows: f.events.map(e => ({
        time: instantWords(new Date(e.at), 'sv'),
        words: eventWords(e.type, 'sv', { ...e.data, version: e.version }),
        hash: e.hash.slice(0, 16),
      })),
    },
    check: {
      heading: w.check,
      steps: w.steps(about.verifyUrl),
      url: about.verifyUrl,
      sealedBy: w.sealedBy(about.operator),
      attachments: w.attachments,
    },
    fingerprints: [
      ...f.signatures.map(one => ({ label: several ? w.codeOf(one.name) : w.code, hex: one.agreementHash })),
      { label: w.versionCode, hex: f.versionHash },
      { label: w.rootCode, hex: seal.rootFingerprint },
    ],
  }
}

const authorityOf = (s: SignatureFacts) => (s.agreement.authority ? [w.authority(s.agreement.authority)] : [])

function levelOf(s: SignatureFacts): string {
  const level = s.method === 'bankid' ? w.levels.bankid : w.levels[s.method](s.evidence.signature.code?.sentTo ?? '')
  return drawingOf(s) ? `${w.levels.drawn} ${level}` : level
}

const onePerLine = (rows: SummaryRow[]) =>
  rows.map(({ label, value }) => ({ label, value: value.replaceAll('\n', '; ') }))
const grouped = (hex: string) => hex.slice(0, 32).match(/.{4}/g)?.join(' ') ?? ''
