// What a link opens, asked fresh in one statement each time: permission and state are never kept. What never changes (the frozen
// version) is decrypted and parsed once and kept by its hash.
import { FrozenVersion } from '../blocks/frozen.ts'
import type { Delegate } from '../documents/agreement.ts'
import { versionPlace } from '../documents/freeze.ts'
import { linkTokenHash } from '../documents/link-token.ts'
import { type Part, type Role, type Signing, type Standing, standingOf } from '../documents/signers.ts'
import { stockholmDate } from '../kernel/dates.ts'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Actor, Visitor } from '../platform/http/endpoint.ts'
import { type Limit, makeLimits } from '../platform/http/limits.ts'
import { decrypt } from '../platform/vault/cipher.ts'
import { Kept } from './kept.ts'

type Row = {
  company_id: string
  link_id: string
  document_id: string
  version: number
  party_id: string
  link_ended_why: 'replaced' | 'withdrawn' | 'address-changed' | 'expired' | null
  link_expires_at: Date
  document_state: string
  latest_version: number
  version_hash: string
  canonical: Buffer
  key_id: string
  valid_to: string
  chosen: string[]
  ended_why: 'replaced' | 'withdrawn' | 'declined' | 'signed' | null
  ended_at: Date | null
  signing: Signing
  in_person: boolean
  company_signs: boolean
  signatures: { partyId: string | null; memberId: string | null; at: string; method: string }[]
  parts: {
    partyId: string
    role: Role
    turn: number
    invitedAt: string | null
    approvedAt: string | null
    forPartyId: string | null
    name: string | null
  }[]
  is_test: boolean | null
  declined_by: string | null
  sealed_at: Date | null
  timestamp_state: 'none' | 'pending' | 'done' | null
  conversation: Question[]
}
export type Question = {
  id: string
  anchor: string
  body: string
  askedAt: string
  answer: string | null
  answeredAt: string | null
  mine: boolean
}

/** No party: it is the company's. */
export type Signature = { partyId: string | null; at: Date; method: string }
/** Named where the version does not: somebody who came into another's place. */
export type RoomPart = Part & { name: string | null }

/** How the room stands for this link now. */
export type RoomState =
  | 'open'
  | 'expired'
  | 'signed'
  | 'sealed'
  | 'declined'
  | 'replaced'
  | 'withdrawn'
  | 'address-changed'
  | 'link-expired'

export type Room = {
  actor: Extract<Actor, { kind: 'recipient' }>
  version: number
  versionHash: string
  frozen: FrozenVersion
  keyId: string
  chosen: ReadonlySet<string>
  state: RoomState
  endedAt: Date | null
  /** A consumer has used the right of withdrawal: the agreement is over. */
  rescinded: boolean
  /** The agreement, once it is made: `at` is when the last who was needed signed. */
  signed: {
    at: Date
    by: readonly Signature[]
    test: boolean
    timestamp: 'none' | 'pending' | 'done' | null
  } | null
  /** Who has signed so far. */
  signatures: readonly Signature[]
  signing: Signing
  parts: readonly RoomPart[]
  companySigns: boolean
  /** The reader signs in somebody's place. */
  delegate: Delegate | null
  /** Opened on the company's own device. */
  inPerson: boolean
  /** It was somebody else who said no. */
  declinedByOther: boolean
  /** What is for this reader to do, while the offer is open. */
  standing: Standing
  conversation: readonly Question[]
  /** Stockholm date of this view. */
  today: string
}

const frozenVersions = new Kept<FrozenVersion>(500)
const MISSES: Limit = { name: 'room-miss', attempts: 30, seconds: 600 }

/** The room behind a token. A wrong one is counted, alarmed and answered like any unknown address. */
export async function openRoom(services: Services, token: string, visitor: Visitor): Promise<Room> {
  const [row] = /^[A-Za-z0-9_-]{43}$/.test(token)
    ? await services.database.ask<Row>('room', 'select * from room_by_token($1)', [
        linkTokenHash(services.secrets, token),
      ])
    : []
  if (!row) {
    const limits = makeLimits(services)
    services.log.warn({ alarm: 'room-link-unknown', zone: 'room' }, 'a link that does not exist was tried')
    await limits.count(MISSES, visitor.ip)
    throw new Problem('link-unknown', {}, { status: 404 })
  }
  const today = stockholmDate(services.clock.now())
  const state = stateOf(row, today, services.clock.now())
  // Who comes by a link that has ended comes to nothing: not to what was agreed either.
  const ended = state === 'address-changed' || state === 'link-expired'
  const frozen = await frozenOf(services, row)
  const signatures = row.signatures.map(s => ({ partyId: s.partyId, method: s.method, at: new Date(s.at) }))
  const parts = partsIn(row, frozen)
  return {
    actor: {
      kind: 'recipient',
      companyId: row.company_id,
      partyId: row.party_id,
      linkId: row.link_id,
      documentId: row.document_id,
    },
    version: row.version,
    versionHash: row.version_hash,
    frozen,
    keyId: row.key_id,
    chosen: new Set(row.chosen),
    state,
    endedAt: row.ended_at,
    rescinded: row.document_state === 'rescinded' && !ended,
    signed:
      row.ended_why === 'signed' && !ended
        ? {
            at: signatures.at(-1)?.at ?? (row.ended_at as Date),
            by: signatures,
            test: row.is_test ?? false,
            timestamp: row.timestamp_state,
          }
        : null,
    signatures: ended ? [] : signatures,
    signing: row.signing,
    parts,
    companySigns: row.company_signs,
    delegate: delegateIn(parts, row.party_id),
    inPerson: row.in_person,
    declinedByOther: row.declined_by !== null && row.declined_by !== row.party_id,
    standing: standingOf(row.signing, parts, row.party_id),
    conversation: row.conversation,
    today,
  }
}

function stateOf(row: Row, today: string, now: Date): RoomState {
  if (row.link_ended_why === 'address-changed') return 'address-changed'
  // Also what is signed: both parties have had the file, and a link that never ends is found by somebody else one day.
  if (row.link_expires_at < now || row.link_ended_why === 'expired') return 'link-expired'
  if (row.ended_why === 'signed') return row.sealed_at ? 'sealed' : 'signed'
  if (row.ended_why === 'withdrawn' || row.link_ended_why === 'withdrawn') return 'withdrawn'
  if (row.ended_why === 'replaced' || row.link_ended_why === 'replaced') return 'replaced'
  if (row.ended_why === 'declined') return 'declined'
  return row.valid_to < today ? 'expired' : 'open'
}

function delegateIn(parts: readonly RoomPart[], partyId: string): Delegate | null {
  const mine = parts.find(p => p.partyId === partyId)
  return mine?.forPartyId && mine.name ? { name: mine.name, forPartyId: mine.forPartyId } : null
}

/** What somebody in the room is called. */
export const nameIn = (room: Room, partyId: string): string =>
  room.frozen.parties.find(p => p.id === partyId)?.name ?? room.parts.find(p => p.partyId === partyId)?.name ?? ''

/** Versions sent before anybody had a part of their own: those who sign may, and the first signature is all. */
function partsIn(row: Row, frozen: FrozenVersion): RoomPart[] {
  const signed = (partyId: string) => row.signatures.some(s => s.partyId === partyId)
  if (row.parts.length > 0)
    return row.parts.map(p => ({
      partyId: p.partyId,
      role: p.role,
      turn: p.turn,
      invited: p.invitedAt !== null,
      approved: p.approvedAt !== null,
      signed: signed(p.partyId),
      forPartyId: p.forPartyId,
      name: p.name,
    }))
  return frozen.parties.map((p, i) => ({
    partyId: p.id,
    role: p.signs ? ('signer' as const) : ('copy' as const),
    turn: i + 1,
    invited: true,
    approved: false,
    signed: signed(p.id),
    name: null,
  }))
}

async function frozenOf(services: Services, row: Row): Promise<FrozenVersion> {
  const known = frozenVersions.get(row.version_hash)
  // The key is asked for all the same: a version whose key was destroyed may not be shown from memory.
  const key = await services.vault.key(row.company_id, row.key_id)
  if (known) return known
  const bytes = decrypt(key, row.canonical, versionPlace(row.company_id, row.document_id, row.version))
  const frozen = FrozenVersion.parse(JSON.parse(bytes.toString('utf8')))
  frozenVersions.set(row.version_hash, frozen)
  return frozen
}

/** Whether this reader may pick among what is offered: those who sign, until the first of them has. */
export const mayChoose = (room: Room): boolean =>
  room.state === 'open' &&
  room.signatures.length === 0 &&
  ['sign', 'awaits-turn', 'awaits-approval'].includes(room.standing)

/** Refuses whoever reads along and decides nothing. */
export function refuseReaders(room: Room): void {
  if (room.standing === 'read') throw new Problem('only-reads', {}, { status: 403 })
}

/** Refuses whoever may not sign now, with the reason. */
export function refuseUnlessTheirs(room: Room): void {
  refuseUnlessOpen(room)
  switch (room.standing) {
    case 'sign':
      return
    case 'signed':
      throw new Problem('signed-already', {}, { status: 409 })
    case 'delegated':
      throw new Problem('delegated-already', {}, { status: 409 })
    case 'awaits-approval':
      throw new Problem('sign-after-approval', {}, { status: 409 })
    case 'awaits-turn':
      throw new Problem('sign-in-turn', {}, { status: 409 })
    default:
      throw new Problem('signer-unknown', {}, { status: 403 })
  }
}

/** Refuses when the offer can no longer be answered, with the reason. */
export function refuseUnlessOpen(room: Room): void {
  if (room.state === 'open') return
  throw new Problem(
    room.state === 'expired'
      ? 'offer-expired'
      : room.state === 'signed' || room.state === 'sealed'
        ? 'offer-signed'
        : 'offer-ended',
    {},
    { status: 409 },
  )
}
