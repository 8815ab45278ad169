// What happened to a document, in order, each entry hashed onto the one before (SHA-256 over the previous hash and the entry's
// canonical JSON), so that nothing can be slipped in or taken out unseen. Entries hold ids and facts, never names or addresses.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { canonicalBytes } from '../kernel/canonical.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Actor } from '../platform/http/endpoint.ts'

type Facts = Record<string, string | number | boolean | null>

/** Every kind of entry. The words a person reads are in documents.messages.ts under `event.<type>`. */
export const eventTypes = [
  'created',
  'sent',
  'sent-again',
  'delivered',
  'bounced',
  'fetched-by-machine',
  'opened',
  'asked',
  'answered',
  'chosen',
  'declined',
  'longer-asked',
  'signing-started',
  'signing-failed',
  'other-person',
  'invited',
  'approved',
  'delegated',
  'in-person',
  'party-signed',
  'signed',
  'sealed',
  'timestamped',
  'replaced',
  'withdrawn',
  'address-changed',
  'copy-sent',
  'evidence-fetched',
  'noticed',
  'notice-answered',
  'attempted',
  'started',
  'worked-up',
  'reminded',
  'client-withdrew',
  'withdrawal-answered',
] as const
export type EventType = (typeof eventTypes)[number]

/** What machines report in passing. In lists it stands only until a person has done something more telling. */
const inPassing: readonly EventType[] = ['delivered', 'fetched-by-machine', 'timestamped', 'copy-sent']
const OUTSHONE = ['sent', 'sent-again', ...inPassing]

/** Of a member it is enough to know who. */
export type EventActor = Exclude<Actor, { kind: 'member' }> | { kind: 'member'; companyId: string; memberId: string }

export type NewEvent = {
  documentId: string
  type: EventType
  actor: EventActor
  at: Date
  version?: number | null
  data?: Facts
}

/** The chain's beginning for a document. */
export const chainStart = (documentId: string): Buffer => createHash('sha256').update(`doc:${documentId}`).digest()

/** The entry as it is hashed; the evidence manifest carries it in this form. */
export function chainEntry(e: {
  seq: number
  type: string
  at: Date
  actor: string
  version: number | null
  data: Facts
}) {
  return { v: 1, seq: e.seq, type: e.type, at: e.at.toISOString(), actor: e.actor, version: e.version, data: e.data }
}

export function chainHash(previous: Uint8Array, entry: ReturnType<typeof chainEntry>): Buffer {
  return createHash('sha256').update(previous).update(canonicalBytes(entry)).digest()
}

const actorId = (actor: EventActor): string | null => {
  switch (actor.kind) {
    case 'member':
    case 'api':
      return actor.memberId
    case 'recipient':
      return actor.partyId
    case 'system':
      return null
  }
}

/** Appends an entry and tells whoever watches, in the caller's transaction. Locks the document's row: one writer at a time. */
export async function recordEvent(tx: Tx, e: NewEvent): Promise<void> {
  const head = await tx
    .selectFrom('document')
    .select(['event_count', 'event_head'])
    .where('company_id', '=', e.actor.companyId)
    .where('id', '=', e.documentId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  await append(tx, e, head.event_count, head.event_head)
}

/** The first entry's place and hash, for the statement that makes the document. */
export function firstEvent(e: NewEvent): { row: EventRow; count: number; head: Buffer } {
  const row = rowOf(e, 0, chainStart(e.documentId))
  return { row, count: 1, head: row.hash }
}

export type EventRow = {
  company_id: string
  document_id: string
  seq: number
  type: EventType
  at: Date
  actor: Actor['kind']
  actor_id: string | null
  version: number | null
  data: Facts
  hash: Buffer
}

function rowOf(e: NewEvent, seq: number, previous: Uint8Array): EventRow {
  const version = e.version ?? null
  const data = e.data ?? {}
  const hash = chainHash(previous, chainEntry({ seq, type: e.type, at: e.at, actor: e.actor.kind, version, data }))
  return {
    company_id: e.actor.companyId,
    document_id: e.documentId,
    seq,
    type: e.type,
    at: e.at,
    actor: e.actor.kind,
    actor_id: actorId(e.actor),
    version,
    data,
    hash,
  }
}

/** One statement: the entry, the document's new head, and the notice. */
async function append(tx: Tx, e: NewEvent, seq: number, previous: Uint8Array) {
  const r = rowOf(e, seq, previous)
  const stands = !inPassing.includes(e.type)
  const notice = JSON.stringify({ topic: 'document', companyId: r.company_id, documentId: r.document_id, what: r.type })
  await sql`
    with entry as (
      insert into document_event (company_id, document_id, seq, type, at, actor, actor_id, version, data, hash)
      values (${r.company_id}, ${r.document_id}, ${r.seq}, ${r.type}, ${r.at}, ${r.actor}, ${r.actor_id}, ${r.version}, ${JSON.stringify(r.data)}::jsonb, ${r.hash})
    ), head as (
      update document set event_count = ${r.seq + 1}, event_head = ${r.hash},
        last_event = case when ${stands} or last_event = any(${OUTSHONE}) then ${r.type} else last_event end,
        last_event_at = case when ${stands} or last_event = any(${OUTSHONE}) then ${r.at}::timestamptz else last_event_at end
      where company_id = ${r.company_id} and id = ${r.document_id}
    )
    select pg_notify('cling', ${notice})
  `.execute(tx)
}

/** Recomputes the whole chain. Returns the place of the first entry that does not fit, or null when all do. */
export async function findBrokenLink(tx: Tx, companyId: string, documentId: string): Promise<number | null> {
  const rows = await tx
    .selectFrom('document_event')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('document_id', '=', documentId)
    .orderBy('seq')
    .execute()
  let previous: Uint8Array = chainStart(documentId)
  for (const [i, r] of rows.entries()) {
    const expected = chainHash(previous, chainEntry({ ...r, data: r.data }))
    if (r.seq !== i || !expected.equals(r.hash)) return i
    previous = r.hash
  }
  return null
}
