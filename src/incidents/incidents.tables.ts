import {
  bytes,
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
} from '../datamap/table.ts'
import type { Keep, Use } from '../datamap/vocabulary.ts'

const documenting: Use = { role: 'controller', purpose: 'accountability', ground: { art: '6.1.c', law: 'GDPR 33.5' } }
const kept: Keep = { for: '5 years', after: 'ended', ending: 'erase' }

/** Where it may have happened: a time, and a supplier or kinds of values where it was no more than that. */
export type Scope = {
  from: string
  to: string
  processor?: string | undefined
  columns?: readonly string[] | undefined
  companies?: readonly string[] | undefined
}

/** Every incident is documented, reported or not (GDPR art. 33.5). What is written of it in so many words lies encrypted. */
export const incident = table('incident', {
  tenancy: 'none',
  is: 'That personal data may have been lost, changed or seen by somebody who should not.',
  about: { visitor: 'visitor_id' },
  use: documenting,
  keep: kept,
  columns: {
    id: id(),
    visitor_id: uuid('nothing-personal'),
    number: text('nothing-personal'),
    aware_at: timestamp('nothing-personal'),
    began_at: optional(timestamp('nothing-personal')),
    ended_at: optional(timestamp('nothing-personal')),
    risk: text<'unlikely' | 'likely' | 'high'>('nothing-personal'),
    described: bytes({ holds: 'free-text', protect: 'document-key' }),
    scope: json<Scope>('nothing-personal'),
    alarms: defaulted(integer('nothing-personal')),
    reported_at: optional(timestamp('nothing-personal')),
    persons_told: defaulted(text<'not-yet' | 'told' | 'not-needed'>('nothing-personal')),
    closed_at: optional(timestamp('nothing-personal')),
  },
})

export const incidentCompany = table('incident_company', {
  tenancy: 'none',
  is: 'That a company is told of an incident about its clients’ data.',
  columns: {
    incident_id: reference('incident'),
    company_id: uuid('nothing-personal'),
    persons: integer('nothing-personal'),
    told_at: optional(timestamp('nothing-personal')),
  },
})

export const incidentTables = [incident, incidentCompany] as const
