import {
  boolean,
  bytes,
  date,
  defaulted,
  id,
  integer,
  json,
  optional,
  reference,
  table,
  text,
  timestamp,
  uuid,
} from '../../datamap/table.ts'
import type { Keep, Use } from '../../datamap/vocabulary.ts'
import type { Person } from '../subjects/person.ts'
import type { CaseKind } from './kinds.ts'

const answering: Use = { role: 'controller', purpose: 'accountability', ground: { art: '6.1.c', law: 'GDPR 12, 5.2' } }
const security: Use = { role: 'controller', purpose: 'security', ground: { art: '6.1.f', interest: 'LIA-1' } }
const afterwards: Keep = { for: '24 months', after: 'ended', ending: 'erase' }

/** No name, no address and no words in clear: the case outlives what it was about. */
export const rightsCase = table('rights_case', {
  tenancy: 'none',
  is: 'What somebody asked for about their own data, and what came of it.',
  about: { visitor: 'visitor_id', member: 'account_id', client: 'person_id' },
  use: answering,
  keep: afterwards,
  columns: {
    id: id(),
    number: text('nothing-personal'),
    kind: text<CaseKind>('nothing-personal'),
    state: text<CaseState>('nothing-personal'),
    came_by: text<CameBy>('nothing-personal'),
    /** How well we know who asks: 0 nothing, 1 a code to an address we hold, 2 signed in anew, 3 BankID. */
    level: integer<Level>('nothing-personal'),
    controller: text<'operator' | 'company'>('nothing-personal'),
    subject_kind: optional(text<Person['kind']>('nothing-personal')),
    company_id: optional(reference('company')),
    account_id: optional(reference('account')),
    person_id: optional(reference('client_person')),
    client_id: optional(reference('client')),
    visitor_id: optional(uuid('nothing-personal')),
    /** What was asked in so many words, encrypted: which field, to what, why. */
    request: optional(
      bytes({
        holds: 'free-text',
        subject: 'visitor',
        protect: 'document-key',
        why: {
          sv: 'För att kunna göra det du ber om. Läses av den som svarar. Skriv inga personnummer.',
          en: 'To do what you ask. Read by whoever answers. Write no personal numbers.',
        },
      }),
    ),
    /** Where the answer goes, encrypted; gone when it has gone. */
    answer_to: optional(bytes({ holds: 'contact', subject: 'visitor', protect: 'document-key', shared: ['mail'] })),
    language: text<'sv' | 'en'>('nothing-personal'),
    received_at: timestamp('nothing-personal'),
    received_on: date('nothing-personal'),
    identity_asked_on: optional(date('nothing-personal')),
    paused_days: defaulted(integer('nothing-personal')),
    deadline: date('nothing-personal'),
    extended: defaulted(boolean('nothing-personal')),
    alarms: defaulted(integer('nothing-personal')),
    late: defaulted(boolean('nothing-personal')),
    company_told_on: optional(date('nothing-personal')),
    release_on: optional(date('nothing-personal')),
    company_answer: optional(text<'approved' | 'objected' | 'silent'>('nothing-personal')),
    /** Why it was extended, objected to or refused, encrypted. */
    reasons: optional(
      bytes({
        holds: 'free-text',
        subject: 'visitor',
        protect: 'document-key',
        why: {
          sv: 'Skälet skickas till den som frågade och sparas med ärendet. Skriv inga personnummer.',
          en: 'The reason is sent to whoever asked and kept with the case. Write no personal numbers.',
        },
      }),
    ),
    refusal_hold: optional(text('nothing-personal')),
    refusal_law: optional(text('nothing-personal')),
    refusal_until: optional(date('nothing-personal')),
    /** SHA-256 of the manifest of what was handed out. */
    manifest_sha256: optional(text('nothing-personal')),
    ended_at: optional(timestamp('nothing-personal')),
  },
})
export type CaseState = 'identity' | 'company' | 'open' | 'answered' | 'refused' | 'withdrawn'
export type CameBy = 'page' | 'account' | 'room' | 'mail' | 'post' | 'phone' | 'company'
export type Level = 0 | 1 | 2 | 3

/** Append-only: what happened to a case, without a word of what it was about. */
export const rightsEvent = table('rights_event', {
  tenancy: 'none',
  is: 'A step of a case: what, when and by whom.',
  columns: {
    case_id: reference('rights_case'),
    seq: integer('nothing-personal'),
    at: timestamp('nothing-personal'),
    what: text('nothing-personal'),
    by: text<'person' | 'operator' | 'company' | 'service'>('nothing-personal'),
    /** Whoever at the operator entered it, where somebody did. */
    entered_by: optional(text('nothing-personal')),
    level: optional(integer<Level>('nothing-personal')),
  },
})

/** The way in of somebody who proves who they are: a code underway, a window that is open, a link in a mail. */
export const rightsAccess = table('rights_access', {
  tenancy: 'none',
  is: 'That somebody proved, or is about to prove, who they are, how well, and until when it holds.',
  about: { visitor: 'id' },
  use: security,
  keep: { for: '7 days', after: 'row-created', ending: 'erase' },
  columns: {
    id: id(),
    way: text<'code' | 'window' | 'link' | 'bankid'>('nothing-personal'),
    level: integer<Level>('nothing-personal'),
    token_hash: bytes({ holds: 'credential', protect: 'one-way' }),
    case_id: optional(reference('rights_case')),
    /** Whom it opens for: ids only. */
    persons: json<Person[]>('nothing-personal'),
    /** Where the code or the link goes, encrypted; gone when it has gone. */
    address: optional(
      bytes({
        holds: 'contact',
        protect: 'document-key',
        shared: ['mail'],
        why: {
          sv: 'En kod skickas dit, om vi har adressen. Den är borta när koden är använd.',
          en: 'A code is sent there, if we hold the address. It is gone when the code is used.',
        },
      }),
    ),
    /** The e-ID's own references while it is asked, encrypted. */
    secrets: optional(bytes({ holds: 'credential', protect: 'document-key' })),
    language: text<'sv' | 'en'>('nothing-personal'),
    created_at: timestamp('nothing-personal'),
    expires_at: timestamp('nothing-personal'),
    used_at: optional(timestamp('nothing-personal')),
  },
})

/** What a person has stopped: looked at before anything of theirs is used or leaves. */
export const stop = table('stop', {
  tenancy: 'none',
  is: 'That a person’s data may not be used, or not for one purpose, since when and until when.',
  leaves: 'follows',
  about: { member: 'account_id', client: 'person_id' },
  columns: {
    id: id(),
    kind: text<'restriction' | 'objection' | 'opt-out'>('nothing-personal'),
    purpose: optional(text('nothing-personal')),
    case_id: optional(reference('rights_case')),
    company_id: optional(reference('company')),
    account_id: optional(reference('account')),
    person_id: optional(reference('client_person')),
    client_id: optional(reference('client')),
    since: timestamp('nothing-personal'),
    lifted_at: optional(timestamp('nothing-personal')),
    /** How an objection was weighed: stopped first, weighed after. */
    weighed: optional(text<'upheld' | 'overruled'>('nothing-personal')),
  },
})

export const rightsTables = [rightsCase, rightsEvent, rightsAccess, stop] as const
