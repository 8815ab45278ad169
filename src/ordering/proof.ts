// The proof: the manifest inside the file and the pages that say the same to a person. Both are made from the signature, the agreement
// and the chain of events, and from nothing else.
import type { FrozenVersion } from '../blocks/frozen.ts'
import { personalNumberOf } from '../clients/clients.ts'
import type { Agreement } from '../documents/agreement.ts'
import { orderSummary, type SummaryRow } from '../documents/agreement.ts'
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
  agreement: Agreement
  agreementHash: string
  signature: {
    partyId: string
    method: 'bankid' | 'code-sms' | 'code-mail'
    signedAt: Date
    evidenceSha256: string
    anotherSpelling: boolean
    test: boolean
  }
  evidence: EvidenceFile
  maskedNumber: string | null
  events: ManifestEvent[]
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

const signerName = (f: ProofFacts) => f.frozen.parties.find(p => p.id === f.signature.partyId)?.name ?? ''
const notSigned = (f: ProofFacts) =>
  f.frozen.parties.filter(p => p.signs && p.id !== f.signature.partyId).map(p => p.name)

export function manifestOf(
  f: ProofFacts,
  seal: SealKey,
  operator: { name: string; organisationNumber: string },
  xmlSha256: string | null,
): Manifest {
  return {
    v: 1,
    test: f.signature.test,
    documentId: f.frozen.documentId,
    number: f.frozen.number,
    title: f.frozen.content.title,
    version: f.frozen.version,
    versionHash: f.versionHash,
    agreement: f.agreement,
    agreementHash: f.agreementHash,
    signatures: [
      {
        partyId: f.signature.partyId,
        name: signerName(f),
        method: f.signature.method,
        personalNumberMasked: f.maskedNumber,
        signedAt: f.signature.signedAt.toISOString(),
        signedText: f.evidence.signature.request?.userVisibleData ?? codeText(f),
        xmlSha256,
        evidenceSha256: f.signature.evidenceSha256,
        anotherSpelling: f.signature.anotherSpelling,
      },
    ],
    notSigned: notSigned(f),
    events: f.events,
    sealedBy: {
      name: operator.name,
      organisationNumber: operator.organisationNumber,
      certificateSha256: seal.fingerprint,
    },
  }
}

/** For a code nothing was shown in an app: what stood above the button is what was approved. */
const codeText = (f: ProofFacts) =>
  `${f.agreement.order.words}\nDokumentets kontrollkod: ${f.agreementHash.slice(0, 16).match(/.{4}/g)?.join(' ')}`

export function proofViewOf(
  f: ProofFacts,
  seal: SealKey,
  about: {
    operator: string
    verifyUrl: string
    sealedAt: Date
    stamp: 'done' | 'pending' | 'none'
    drawing: string | null
  },
): ProofView {
  const price = priceOf(
    f.frozen.content,
    new Set(f.agreement.chosen),
    f.frozen.parties.filter(p => p.share > 0),
  )
  const { code } = f.evidence.signature
  const level = f.signature.method === 'bankid' ? w.levels.bankid : w.levels[f.signature.method](code?.sentTo ?? '')
  const stamp = { done: w.stampDone, pending: w.stampPending, none: w.stampNone(about.operator) }[about.stamp]
  return {
    test: f.signature.test,
    heading: w.heading,
    lead: [
      ...(f.signature.test ? [w.test] : []),
      w.lead(f.frozen.content.title, f.frozen.number, f.frozen.version, f.frozen.company.name, f.frozen.client.name),
    ],
    agreed: { heading: w.agreed, rows: price ? onePerLine(orderSummary(f.frozen, f.agreement, price, 'sv')) : [] },
    statements: {
      heading: w.statements,
      lines: [...f.agreement.ticked.map(t => t.words), w.button(f.agreement.order.words)],
    },
    signatures: {
      heading: w.who,
      people: [
        {
          name: signerName(f),
          method: w.methods[f.signature.method],
          level: about.drawing ? `${w.levels.drawn} ${level}` : level,
          personalNumberMasked: f.maskedNumber,
          time: w.at(instantWords(f.signature.signedAt, 'sv')),
          details: f.signature.anotherSpelling ? [w.spelling] : [],
          picture: about.drawing,
        },
      ],
      notSigned: notSigned(f).map(w.notSigned),
    },
    proves: {
      heading: w.proves,
      items: w.items(
        about.operator,
        instantWords(about.sealedAt, 'sv'),
        w.trustSelf(grouped(seal.fingerprint)),
        stamp,
        f.signature.method === 'bankid',
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
      { label: w.code, hex: f.agreementHash },
      { label: w.versionCode, hex: f.versionHash },
      { label: w.rootCode, hex: seal.rootFingerprint },
    ],
  }
}

const onePerLine = (rows: SummaryRow[]) =>
  rows.map(({ label, value }) => ({ label, value: value.replaceAll('\n', '; ') }))
const grouped = (hex: string) => hex.slice(0, 32).match(/.{4}/g)?.join(' ') ?? ''
