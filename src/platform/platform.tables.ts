import {
  bytes,
  companyId,
  id,
  integer,
  optional,
  reference,
  table,
  text,
  texts,
  timestamp,
  timestamps,
  uuid,
} from '../datamap/table.ts'

/** Attempts that count, shared by every process. Keys are keyed hashes: nobody can be read out of them. */
export const rateLimit = table('rate_limit', {
  tenancy: 'none',
  is: 'When somebody, who cannot be read out of it, lately tried something that may be tried only so often.',
  columns: {
    key: bytes('nothing-personal'),
    attempts: timestamps('nothing-personal'),
    until: timestamp('nothing-personal'),
  },
})

/** A worker process that is alive says so here; a silent one's locks are released. */
export const workerHeartbeat = table('worker_heartbeat', {
  tenancy: 'none',
  is: 'A worker process and when it was last alive.',
  columns: {
    worker_id: text('nothing-personal'),
    started_at: timestamp('nothing-personal'),
    seen_at: timestamp('nothing-personal'),
  },
})

/** An answer already given to a request with the same key, so that a retry does nothing twice. */
export const idempotency = table('idempotency', {
  tenancy: 'company',
  is: 'The answer given to an API request that may be repeated.',
  leaves: {
    stays: {
      sv: 'Svar på upprepade anrop; borta efter några dagar.',
      en: 'Answers to repeated calls; gone after some days.',
    },
  },
  columns: {
    company_id: companyId(),
    key_hash: bytes('nothing-personal'),
    request_hash: bytes('nothing-personal'),
    status: integer('nothing-personal'),
    answer_id: text('nothing-personal'),
    created_at: timestamp('nothing-personal'),
  },
})

/** As `disclosure`, of what belongs to no company: the operator's own readers, and people who ask about their data. */
export const ownDisclosure = table('own_disclosure', {
  tenancy: 'none',
  is: 'That kinds of data about one of the operator’s own people were disclosed to a processor, why and when.',
  columns: {
    id: id(),
    processor: text('nothing-personal'),
    purpose: text('nothing-personal'),
    columns: texts('nothing-personal'),
    subject_kind: text('nothing-personal'),
    subject_id: optional(uuid('nothing-personal')),
    remote_reference: optional(text('nothing-personal')),
    at: timestamp('nothing-personal'),
  },
})

/** A stored object: encrypted bytes on disk or in the object store, named by the hash of what is inside. */
export const file = table('file', {
  tenancy: 'company',
  is: 'A picture or sealed document that belongs to the company.',
  about: { company: 'company_id' },
  use: { role: 'processor', purpose: 'prepare-agreement', instruction: 'I-1' },
  keep: { for: 'as-parent', after: 'relation-ended', ending: 'shred' },
  columns: {
    company_id: companyId(),
    /** What it names lies, encrypted, in the object store where one is configured; a sealed file goes as a copy with its mail. */
    sha256: text({ holds: 'document', protect: 'document-key', shared: ['files', 'mail'] }),
    purpose: text('nothing-personal'),
    mime: text('nothing-personal'),
    size: integer('nothing-personal'),
    width: optional(integer('nothing-personal')),
    height: optional(integer('nothing-personal')),
    key_id: reference('vault_key'),
    created_at: timestamp('nothing-personal'),
  },
})

/**
 * The keys themselves stand in a schema and role of their own (`vault`), which this application role cannot read; this row says
 * only that a key exists and whether it is destroyed.
 */
export const vaultKey = table('vault_key', {
  tenancy: 'company',
  is: 'That a key exists, for whom and why, and whether it has been destroyed.',
  leaves: {
    stays: {
      sv: 'Nycklarna stannar här. Det de skyddar följer med i klartext och får nya nycklar där det läses in.',
      en: 'The keys stay here. What they protect goes along in clear and gets new keys where it is taken in.',
    },
  },
  columns: {
    company_id: companyId(),
    id: id(),
    bucket: text('nothing-personal'),
    created_at: timestamp('nothing-personal'),
    shredded_at: optional(timestamp('nothing-personal')),
  },
})

export const platformTables = [rateLimit, workerHeartbeat, idempotency, ownDisclosure, file, vaultKey] as const
