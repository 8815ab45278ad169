import type { DocumentContent } from '../blocks/contract.ts'
import {
  bigint,
  boolean,
  bytes,
  companyId,
  date,
  defaulted,
  generated,
  id,
  integer,
  json,
  optional,
  reference,
  table,
  text,
  texts,
  timestamp,
  uuid,
} from '../datamap/table.ts'
import type { Keep, Use } from '../datamap/vocabulary.ts'
import type { DocumentKind } from './kinds.ts'
import type { Role, Signing } from './signers.ts'
import type { DocumentState } from './states.ts'

const prepare: Use = { role: 'processor', purpose: 'prepare-agreement', instruction: 'I-1' }
const deliver: Use = { role: 'processor', purpose: 'deliver', instruction: 'I-2' }
const proof: Use = { role: 'processor', purpose: 'legal-claims', instruction: 'I-3' }
const closed: Keep = { for: '24 months', after: 'document-closed', ending: 'erase' }
const evidence: Keep = { for: '10 years', after: 'signed', ending: { hold: 'signature-evidence' } }

/** What a document's list and search show, and the draft that is being written. */
export const document = table('document', {
  tenancy: 'company',
  is: 'A document from first draft to sealed agreement.',
  about: { client: 'client_id' },
  sharedThrough: 'document_party',
  use: prepare,
  keep: closed,
  columns: {
    company_id: companyId(),
    id: id(),
    kind: text<DocumentKind>('nothing-personal'),
    /** Which job it belongs to: the id of the job's first document. */
    job_id: uuid('nothing-personal'),
    number: text('nothing-personal'),
    /** What it began from. */
    template_id: optional(reference('document_template')),
    title: text({ holds: 'free-text', shared: ['mail', 'eid'] }),
    client_id: optional(reference('client')),
    /** Copied from the client so that list and search need one table. */
    client_name: text({ holds: 'name' }),
    contact_member_id: reference('member'),
    state: text<DocumentState>('nothing-personal'),
    content: json<DocumentContent>({
      holds: 'free-text',
      why: {
        sv: 'Det du skriver blir offerten som kunden läser. Skriv inte personnummer eller annat känsligt i texten.',
        en: 'What you write becomes the quote that the client reads. Put no personal numbers or anything sensitive in it.',
      },
    }),
    revision: integer('nothing-personal'),
    revised_by: reference('member'),
    revised_at: timestamp('nothing-personal'),
    valid_to: date('nothing-personal'),
    /** Öre incl. VAT and after deduction, as last computed by the server; null while nothing is priced. */
    total_ore: optional(bigint({ holds: 'money' })),
    to_pay_ore: optional(bigint({ holds: 'money' })),
    /** How the agreement comes about and what the work is: decides the right of withdrawal. */
    concluded_where: text<'distance' | 'home' | 'premises'>('nothing-personal'),
    work_type: text<'ordinary' | 'construction' | 'urgent' | 'custom-goods'>('nothing-personal'),
    latest_version: integer('nothing-personal'),
    /** Whether one signature is enough, or all are needed, at once or in order. */
    signing: defaulted(text<Signing>('nothing-personal')),
    /** The company signs too, last. */
    company_signs: defaulted(boolean('nothing-personal')),
    /** Öre incl. VAT worked up so far under an approximate price, as the company says. */
    worked_up_ore: optional(bigint({ holds: 'money' })),
    worked_up_at: optional(timestamp('nothing-personal')),
    opened_at: optional(timestamp({ holds: 'activity' })),
    open_questions: defaulted(integer('nothing-personal')),
    failed_dispatch: defaulted(boolean('nothing-personal')),
    decline_reason: optional(
      text({
        holds: 'free-text',
        shared: ['mail'],
        why: {
          sv: 'Läses av företaget. Frivilligt. Skriv inte personnummer eller annat känsligt.',
          en: 'Read by the company. Optional. Do not write personal numbers or anything sensitive.',
        },
      }),
    ),
    event_count: integer('nothing-personal'),
    event_head: bytes('nothing-personal'),
    last_event: text('nothing-personal'),
    last_event_at: timestamp({ holds: 'activity' }),
    created_at: timestamp('nothing-personal'),
    /** Kept by the database from number, client and title. */
    search: optional(generated(text({ holds: 'free-text' }))),
  },
})
export type { DocumentState } from './states.ts'

/** The number the company's next document of a kind gets. A row of its own: the company's row is read by every statement. */
export const documentSeries = table('document_series', {
  tenancy: 'company',
  is: 'Where the numbering of a company’s documents stands.',
  about: { company: 'company_id' },
  use: prepare,
  keep: { for: '90 days', after: 'relation-ended', ending: 'erase' },
  columns: {
    company_id: companyId(),
    kind: text<DocumentKind>('nothing-personal'),
    next_number: integer('nothing-personal'),
  },
})

/** Who receives and signs. Fixed at the first sending; a change makes a new version. */
export const documentParty = table('document_party', {
  tenancy: 'company',
  is: 'A person who receives a document, and their share of the labour.',
  about: { client: 'client_person_id' },
  columns: {
    company_id: companyId(),
    id: id(),
    document_id: reference('document'),
    client_person_id: reference('client_person'),
    position: integer('nothing-personal'),
    signs: boolean('nothing-personal'),
    /** What somebody does who does not sign. */
    otherwise: defaulted(text<Exclude<Role, 'signer'>>('nothing-personal')),
    /** Weight of the labour cost, for the deduction. */
    share: integer('nothing-personal'),
  },
})

export const documentVersion = table('document_version', {
  tenancy: 'company',
  is: 'A document as it was sent: never changed, hashed, encrypted under a key of its own.',
  about: { client: 'document_id' },
  use: proof,
  keep: evidence,
  columns: {
    company_id: companyId(),
    document_id: reference('document'),
    version: integer('nothing-personal'),
    /** SHA-256 (hex) of the canonical form. */
    hash: text('nothing-personal'),
    canonical: bytes({ holds: 'document', protect: 'document-key' }),
    key_id: reference('vault_key'),
    content_revision: integer('nothing-personal'),
    valid_to: date('nothing-personal'),
    frozen_at: timestamp('nothing-personal'),
    frozen_by: reference('member'),
    /** Ids of optional and choice rows the customer has picked so far. */
    chosen: texts({ holds: 'activity' }),
    chosen_at: optional(timestamp({ holds: 'activity' })),
    total_ore: bigint({ holds: 'money', shared: ['eid'] }),
    to_pay_ore: bigint({ holds: 'money', shared: ['eid'] }),
    ended_at: optional(timestamp('nothing-personal')),
    ended_why: optional(text<'replaced' | 'withdrawn' | 'declined' | 'signed'>('nothing-personal')),
    signing: defaulted(text<Signing>('nothing-personal')),
    company_signs: defaulted(boolean('nothing-personal')),
  },
})

/** Of a sent version: what each person is to do, how they are reached, and how far it has come. */
export const versionParty = table('version_party', {
  tenancy: 'company',
  is: 'What a person is to do with a sent version: sign, approve, read.',
  about: { client: 'party_id' },
  use: prepare,
  keep: closed,
  columns: {
    company_id: companyId(),
    document_id: reference('document'),
    version: integer('nothing-personal'),
    party_id: reference('document_party'),
    role: text<Role>('nothing-personal'),
    /** Their place among those who sign, from 1; 0 for others. */
    turn: integer('nothing-personal'),
    by_mail: boolean('nothing-personal'),
    by_sms: boolean('nothing-personal'),
    invited_at: optional(timestamp('nothing-personal')),
    approved_at: optional(timestamp({ holds: 'activity' })),
    /** In whose place they sign, by that person's own word. */
    for_party_id: optional(reference('document_party')),
  },
})

/** The timeline: append-only, each row hashed onto the one before. The database refuses update and delete. */
export const documentEvent = table('document_event', {
  tenancy: 'company',
  is: 'Something that happened to a document.',
  about: { client: 'document_id' },
  use: proof,
  keep: evidence,
  columns: {
    company_id: companyId(),
    document_id: reference('document'),
    seq: integer('nothing-personal'),
    type: text('nothing-personal'),
    at: timestamp({ holds: 'activity' }),
    actor: text<'member' | 'recipient' | 'system' | 'api'>('nothing-personal'),
    actor_id: optional(uuid('nothing-personal')),
    version: optional(integer('nothing-personal')),
    data: json<Record<string, string | number | boolean | null>>({ holds: 'activity' }),
    hash: bytes('nothing-personal'),
  },
})

/** One person's way to one version of one document. The token is not here, only a keyed hash of it. */
export const roomLink = table('room_link', {
  tenancy: 'company',
  is: 'A link by which one person opens one version of a document.',
  about: { client: 'party_id' },
  columns: {
    company_id: companyId(),
    id: id(),
    document_id: reference('document'),
    version: integer('nothing-personal'),
    party_id: reference('document_party'),
    token_hash: bytes({ holds: 'credential', subject: 'client', use: deliver, keep: closed, protect: 'one-way' }),
    created_at: timestamp('nothing-personal'),
    expires_at: timestamp('nothing-personal'),
    ended_at: optional(timestamp('nothing-personal')),
    ended_why: optional(text<'replaced' | 'withdrawn' | 'address-changed' | 'expired'>('nothing-personal')),
    /** Opened on the company's own device, for whoever sits beside. */
    in_person: defaulted(boolean('nothing-personal')),
  },
})

/** What an ÄTA is beside its document: the signed version it changes, and the acts that are not the order itself. */
export const changeOrder = table('change_order', {
  tenancy: 'company',
  is: 'An ÄTA: which agreement it changes, and when notice was given, answered and begun.',
  about: { client: 'document_id' },
  use: prepare,
  keep: closed,
  columns: {
    company_id: companyId(),
    document_id: reference('document'),
    contract_id: reference('document'),
    contract_version: integer('nothing-personal'),
    /** Its running number within the agreement. */
    no: integer('nothing-personal'),
    noticed_at: optional(timestamp('nothing-personal')),
    /** What the client answered to the notice, other than ordering or declining. */
    stance: optional(text<'included' | 'cost-refused' | 'more-needed' | 'call-me'>({ holds: 'activity' })),
    stance_at: optional(timestamp({ holds: 'activity' })),
    /** Why it may be begun without an answer (KtjL 8 §), and the reasons in the company's words. */
    ground: optional(text<'small' | 'wish' | 'danger'>('nothing-personal')),
    ground_reason: optional(
      text({
        holds: 'free-text',
        why: {
          sv: 'Varför arbetet inte kunde vänta på svar. Det kan behöva visas för kunden senare. Skriv inget känsligt.',
          en: 'Why the work could not wait for an answer. The client may have to be shown it later. Write nothing sensitive.',
        },
      }),
    ),
    started_at: optional(timestamp('nothing-personal')),
  },
})

export const documentTables = [
  document,
  documentSeries,
  documentParty,
  documentVersion,
  versionParty,
  documentEvent,
  roomLink,
  changeOrder,
] as const
