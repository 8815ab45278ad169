import {
  bytes,
  date,
  defaulted,
  id,
  json,
  optional,
  reference,
  table,
  text,
  timestamp,
  uuid,
} from '../../datamap/table.ts'
import type { Use } from '../../datamap/vocabulary.ts'
import type { Person } from '../subjects/person.ts'
import type { Plan } from './plan.ts'

export type ErasureState = 'removing' | 'removed' | 'verified'
export type ProcessorState = 'asking' | 'requested' | 'done' | 'not-held' | 'manual' | 'blocked-by-law'

const answering: Use = { role: 'controller', purpose: 'accountability', ground: { art: '6.1.c', law: 'GDPR 12, 5.2' } }

/** Ids alone, but for the addresses that processors are asked to forget, until they have. */
export const erasure = table('erasure', {
  tenancy: 'none',
  is: 'An erasure of one person, and how far it has come.',
  about: { visitor: 'visitor_id' },
  use: answering,
  keep: { for: '24 months', after: 'ended', ending: 'erase' },
  columns: {
    id: id(),
    case_id: optional(reference('rights_case')),
    subject_kind: text<Person['kind']>('nothing-personal'),
    company_id: optional(reference('company')),
    account_id: optional(uuid('nothing-personal')),
    person_id: optional(uuid('nothing-personal')),
    client_id: optional(uuid('nothing-personal')),
    visitor_id: optional(uuid('nothing-personal')),
    /** Where processors reached the person, encrypted; gone when all have answered. */
    addresses: optional(bytes({ holds: 'contact', subject: 'visitor', protect: 'document-key' })),
    state: text<ErasureState>('nothing-personal'),
    plan: json<Plan>('nothing-personal'),
    /** Keys to destroy and files to remove, until they are. */
    keys: defaulted(json<{ companyId: string; id: string }[]>('nothing-personal')),
    files: defaulted(json<{ companyId: string; sha256: string; key_id: string }[]>('nothing-personal')),
    /** What the last look through every store still found: names of stores and counts. */
    left_behind: defaulted(json<{ store: string; found: number }[]>('nothing-personal')),
    begun_at: timestamp('nothing-personal'),
    removed_at: optional(timestamp('nothing-personal')),
    verified_at: optional(timestamp('nothing-personal')),
  },
})

export const erasureProcessor = table('erasure_processor', {
  tenancy: 'none',
  is: 'How an erasure stands at a processor that had received something of the person.',
  columns: {
    erasure_id: reference('erasure'),
    processor: text('nothing-personal'),
    state: text<ProcessorState>('nothing-personal'),
    reference: optional(text('nothing-personal')),
    request: optional(text('nothing-personal')),
    left_until: optional(date('nothing-personal')),
    noted_by: optional(text('nothing-personal')),
    evidence: optional(text('nothing-personal')),
    at: timestamp('nothing-personal'),
  },
})

export const erasureTables = [erasure, erasureProcessor] as const
