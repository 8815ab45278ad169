import {
  boolean,
  bytes,
  companyId,
  defaulted,
  id,
  integer,
  optional,
  reference,
  table,
  text,
  timestamp,
} from '../datamap/table.ts'
import type { Keep, Use } from '../datamap/vocabulary.ts'

const sign: Use = { role: 'processor', purpose: 'sign', instruction: 'I-3' }
const proof: Use = { role: 'processor', purpose: 'legal-claims', instruction: 'I-3' }
const evidence: Keep = { for: '10 years', after: 'signed', ending: { hold: 'signature-evidence' } }
const attempt: Keep = { for: '30 days', after: 'row-created', ending: 'erase' }

/** An attempt to sign: started, waited for, ended one way or another. */
export const signingOrder = table('signing_order', {
  tenancy: 'company',
  is: 'An attempt to sign a version, with what was to be signed.',
  leaves: {
    stays: {
      sv: 'Försök att skriva under. Det som blev en underskrift finns i signature.',
      en: 'Attempts to sign. What became a signature is in signature.',
    },
  },
  about: { client: 'party_id', member: 'member_id' },
  use: sign,
  keep: attempt,
  columns: {
    company_id: companyId(),
    id: id(),
    document_id: reference('document'),
    version: integer('nothing-personal'),
    party_id: optional(reference('document_party')),
    link_id: optional(reference('room_link')),
    /** Who signs for the company; none where a recipient does. */
    member_id: optional(reference('member')),
    purpose: text<'sign' | 'evidence'>('nothing-personal'),
    method: text<'bankid' | 'code-sms' | 'code-mail'>('nothing-personal'),
    state: text<'pending' | 'complete' | 'failed' | 'cancelled'>('nothing-personal'),
    hint: text('nothing-personal'),
    /** The agreement object, canonical, encrypted: what the person is about to sign. */
    agreement: bytes({ holds: 'document', subject: 'client', use: sign, protect: 'document-key' }),
    agreement_hash: text('nothing-personal'),
    key_id: reference('vault_key'),
    /** The service's own references and secrets of the order, encrypted. */
    secrets: bytes({ holds: 'credential', subject: 'client', protect: 'document-key' }),
    same_device: boolean('nothing-personal'),
    started_at: timestamp('nothing-personal'),
    /** When the person's app was opened. */
    opened_at: optional(timestamp('nothing-personal')),
    finished_at: optional(timestamp('nothing-personal')),
    /** BankID's finished answer, kept until the order has ended: it is given once. Encrypted. */
    reply: optional(bytes({ holds: 'signature-evidence', subject: 'client', protect: 'document-key' })),
  },
})

export const signature = table('signature', {
  tenancy: 'company',
  is: 'A verified signature on a version, with its evidence.',
  about: { client: 'party_id', member: 'member_id' },
  use: proof,
  keep: evidence,
  columns: {
    company_id: companyId(),
    id: id(),
    document_id: reference('document'),
    version: integer('nothing-personal'),
    party_id: optional(reference('document_party')),
    /** Who signed for the company; none where a recipient did. */
    member_id: optional(reference('member')),
    method: text<'bankid' | 'code-sms' | 'code-mail'>('nothing-personal'),
    signed_at: timestamp({ holds: 'activity', subject: 'client', shared: ['mail'] }),
    agreement: bytes({ holds: 'document', subject: 'client', protect: 'document-key' }),
    agreement_hash: text('nothing-personal'),
    /** SHA-256 of what everybody who signs the version agrees to; none in what was signed before several could. */
    deal_hash: optional(text('nothing-personal')),
    /** The signed manifest entry and the raw answer with OCSP, one encrypted file: it carries the personal number. */
    evidence: bytes({ holds: 'signature-evidence', subject: 'client', protect: 'document-key' }),
    evidence_sha256: text('nothing-personal'),
    key_id: reference('vault_key'),
    another_spelling: defaulted(boolean('nothing-personal')),
    /** On the company's device, with a BankID of their own. */
    in_person: defaulted(boolean('nothing-personal')),
    is_test: boolean('nothing-personal'),
  },
})

export const sealedFile = table('sealed_file', {
  tenancy: 'company',
  is: 'The sealed PDF of a signed version.',
  columns: {
    company_id: companyId(),
    document_id: reference('document'),
    version: integer('nothing-personal'),
    file_sha256: text('nothing-personal'),
    level: text<'B-B' | 'B-T'>('nothing-personal'),
    timestamp_state: text<'none' | 'pending' | 'done'>('nothing-personal'),
    sealed_at: timestamp('nothing-personal'),
    certificate_sha256: text('nothing-personal'),
    seen_by_company_at: optional(timestamp('nothing-personal')),
  },
})

/** The installation's own sealing certificate. The key is encrypted under the root key. */
export const sealCertificate = table('seal_certificate', {
  tenancy: 'none',
  is: 'A certificate this installation seals with.',
  columns: {
    id: id(),
    certificate_pem: text('nothing-personal'),
    chain_pem: text('nothing-personal'),
    /** None for a bought one: its key stays where it was bought for. */
    key_encrypted: optional(bytes('nothing-personal')),
    created_at: timestamp('nothing-personal'),
    retired_at: optional(timestamp('nothing-personal')),
  },
})

export const signingTables = [signingOrder, signature, sealedFile, sealCertificate] as const
