// The right of withdrawal, used: any message is received and gets a receipt; one in time and of the whole ends the agreement at once. Late,
// in part or without a right, it waits for the company's answer. Nothing is asked of the consumer but what the law names (DAL 2:10 a).
import { sql } from 'kysely'
import { queueDispatch } from '../delivery/dispatch.ts'
import { recordEvent } from '../documents/events.ts'
import { livingLink } from '../documents/links.ts'
import { lockDocument } from '../documents/lock.ts'
import { contactOf, partiesOf } from '../documents/parties.ts'
import { addDays, stockholmDate } from '../kernel/dates.ts'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { CompanyActor } from '../platform/http/endpoint.ts'
import { priceWith } from '../recipient/answers.ts'
import type { Room } from '../recipient/room.ts'
import { type NoWithdrawalReason, texts } from '../texts/catalogue.ts'
import { canBeOrdered, caseOf } from '../texts/chosen.ts'
import { textHash } from '../texts/text-hash.ts'

/** Days within which what was paid is paid back, from the day the message came (DAL 2:14). */
const REFUND_DAYS = 14
export const refundLastDay = (receivedAt: Date): string => addDays(stockholmDate(receivedAt), REFUND_DAYS)

/** What a receipt is called: enough to find it again, and nothing that can be guessed to mean anything. */
export const receiptOf = (noticeId: string): string => noticeId.slice(-8).toUpperCase()

export type WithdrawalTerms = {
  /** Swedish day of the agreement. */
  concludedOn: string
  /** Null where the law gives no right; then `reason` says why. */
  lastDay: string | null
  reason: NoWithdrawalReason | null
  /** The consumer asked for work to begin within the period. */
  earlyStart: boolean
  /** When the work of an ÄTA began. */
  startedOn: string | null
}

export type Notice = {
  id: string
  name: string
  scope: 'whole' | 'part'
  part: string | null
  note: string | null
  receiptTo: string
  receivedAt: Date
  lastDay: string | null
  inTime: boolean
  outcome: 'ended' | 'waiting' | 'accepted' | 'disputed'
  answer: string | null
}

/** Whether this reader is a consumer who has signed something that can be withdrawn from. What only lowers a price is no purchase. */
export function hasWithdrawal(room: Room): boolean {
  const price = priceWith(room, room.chosen)
  return (
    room.signed?.by.some(s => s.partyId === room.actor.partyId) === true &&
    room.frozen.client.kind === 'person' &&
    canBeOrdered(room.frozen) &&
    !(room.frozen.change && (price?.totalOre ?? 0) <= 0)
  )
}

/** What holds for this agreement. Throws `not-found` where there is nothing to withdraw from. */
export async function termsOf(tx: Tx, room: Room): Promise<WithdrawalTerms> {
  if (!hasWithdrawal(room)) throw new Problem('not-found', {}, { status: 404 })
  const { companyId, documentId } = room.actor
  const signed = await tx
    .selectFrom('document_event')
    .select(['at', 'data'])
    .where('company_id', '=', companyId)
    .where('document_id', '=', documentId)
    .where('version', '=', room.version)
    .where('type', '=', 'signed')
    .orderBy('seq')
    .execute()
  const started = await tx
    .selectFrom('change_order')
    .select('started_at')
    .where('company_id', '=', companyId)
    .where('document_id', '=', documentId)
    .executeTakeFirst()
  const which = caseOf(room.frozen, priceWith(room, room.chosen)?.totalOre ?? 0)
  // The last to sign concludes the agreement: the period runs from there.
  const days = signed.flatMap(e => (typeof e.data.withdrawLast === 'string' ? [e.data.withdrawLast] : [])).sort()
  return {
    concludedOn: stockholmDate(signed.at(-1)?.at ?? (room.signed as NonNullable<Room['signed']>).at),
    lastDay: days.at(-1) ?? null,
    reason: which.case === 'none' ? which.reason : null,
    earlyStart: signed.some(e => e.data.earlyStart === true),
    startedOn: started?.started_at ? stockholmDate(started.started_at) : null,
  }
}

const noticeQuery = (tx: Tx, companyId: string, documentId: string) =>
  tx
    .selectFrom('withdrawal_notice')
    .select(['id', 'name', 'scope', 'part', 'note', 'receipt_to as receiptTo', 'received_at as receivedAt'])
    .select(['last_day as lastDay', 'in_time as inTime', 'outcome', 'answer', 'party_id as partyId'])
    .where('company_id', '=', companyId)
    .where('document_id', '=', documentId)
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')

/** What this reader has sent, the newest first. */
export const ownNotices = (tx: Tx, room: Room): Promise<Notice[]> =>
  noticeQuery(tx, room.actor.companyId, room.actor.documentId).where('party_id', '=', room.actor.partyId).execute()

export const noticesOf = (tx: Tx, companyId: string, documentId: string): Promise<Notice[]> =>
  noticeQuery(tx, companyId, documentId).execute()

export type Said = { name: string; scope: 'whole' | 'part'; part: string; note: string; receiptTo: string }

/**
 * Receives a message of withdrawal. Never refused for being late: it is written down with its time, the reader and everybody concerned get a
 * receipt, and in time and of the whole it ends the agreement, with every ÄTA of it that still waited for an answer.
 */
export async function giveNotice(services: Services, tx: Tx, room: Room, said: Said): Promise<Notice> {
  const { companyId, documentId, partyId } = room.actor
  await lockDocument(tx, companyId, documentId)
  const terms = await termsOf(tx, room)
  const at = services.clock.now()
  const inTime = terms.lastDay !== null && stockholmDate(at) <= terms.lastDay
  const ends = inTime && said.scope === 'whole'
  const id = services.newId()
  const notice = {
    name: said.name,
    scope: said.scope,
    part: said.scope === 'part' ? said.part : null,
    note: said.note || null,
    outcome: ends ? ('ended' as const) : ('waiting' as const),
    answer: null,
  }
  await tx
    .insertInto('withdrawal_notice')
    .values({
      ...notice,
      company_id: companyId,
      id,
      document_id: documentId,
      version: room.version,
      party_id: partyId,
      receipt_to: said.receiptTo,
      received_at: at,
      last_day: terms.lastDay,
      in_time: inTime,
      answered_at: null,
      answered_by: null,
    })
    .execute()
  await recordEvent(tx, {
    documentId,
    type: 'client-withdrew',
    actor: room.actor,
    at,
    version: room.version,
    data: {
      receipt: receiptOf(id),
      scope: said.scope,
      inTime,
      lastDay: terms.lastDay,
      outcome: notice.outcome,
      // What was read and confirmed, word for word, is found again by this.
      text: textHash(texts.withdrawalConfirm),
    },
  })
  if (ends) await rescind(services, tx, { companyId, documentId })
  await tellAll(services, tx, room, id, said.receiptTo)
  return { ...notice, id, receiptTo: said.receiptTo, receivedAt: at, lastDay: terms.lastDay, inTime }
}

/** Ends the agreement. What was pending on it has nothing left to change. */
async function rescind(services: Services, tx: Tx, of: { companyId: string; documentId: string }): Promise<void> {
  await tx
    .updateTable('document')
    .set({ state: 'rescinded' })
    .where('company_id', '=', of.companyId)
    .where('id', '=', of.documentId)
    .where('state', '!=', 'rescinded')
    .execute()
  const at = services.clock.now()
  const { rows: pending } = await sql<{ id: string; version: number }>`
    update document_version v set ended_at = ${at}, ended_why = 'withdrawn'
    from change_order c
    where c.company_id = ${of.companyId} and c.contract_id = ${of.documentId}
      and v.company_id = c.company_id and v.document_id = c.document_id and v.ended_at is null
    returning v.document_id as id, v.version`.execute(tx)
  for (const p of pending) {
    await tx
      .updateTable('document')
      .set({ state: 'withdrawn' })
      .where('company_id', '=', of.companyId)
      .where('id', '=', p.id)
      .execute()
    await recordEvent(tx, {
      documentId: p.id,
      type: 'withdrawn',
      actor: { kind: 'system', companyId: of.companyId },
      at,
      version: p.version,
    })
  }
}

/**
 * The receipt goes to where the document was sent and to where it was asked for: a link in wrong hands must not end an agreement unseen. An
 * address that was typed gets no link, since it may be mistyped. The company is told at once, and so is everybody else who signs.
 */
async function tellAll(services: Services, tx: Tx, room: Room, noticeId: string, receiptTo: string): Promise<void> {
  const { companyId, documentId, partyId } = room.actor
  const { version } = room
  const refersTo = { noticeId }
  const known = new Set<string>()
  for (const p of await partiesOf(tx, companyId, documentId)) {
    const address = p.email ?? p.phone
    if (!address || !(p.signs || p.id === partyId)) continue
    known.add(address)
    const linkId = p.id === partyId ? room.actor.linkId : await livingLink(tx, { documentId, version, partyId: p.id })
    await queueDispatch(services, tx, {
      documentId,
      version,
      message: 'withdrawal-received',
      channel: p.email ? 'mail' : 'sms',
      address,
      to: { partyId: p.id, linkId },
      refersTo,
    })
  }
  if (!known.has(receiptTo))
    await queueDispatch(services, tx, {
      documentId,
      version,
      message: 'withdrawal-received',
      channel: 'mail',
      address: receiptTo,
      to: { partyId, linkId: null },
      refersTo,
    })
  const contact = await contactOf(tx, companyId, documentId)
  await queueDispatch(services, tx, {
    documentId,
    version,
    message: 'c.withdrawal',
    channel: 'mail',
    address: contact.email,
    to: { memberId: contact.memberId },
    refersTo,
  })
}

/** The company answers what waits: it accepts, and the agreement ends if the message was of the whole, or it says why it stands. */
export async function answerNotice(
  services: Services,
  tx: Tx,
  actor: CompanyActor,
  a: { documentId: string; noticeId: string; accept: boolean; answer: string },
): Promise<void> {
  const { companyId } = actor
  await lockDocument(tx, companyId, a.documentId)
  if (!a.accept && a.answer.trim() === '') throw new Problem('withdrawal-reasons', {}, { field: 'answer' })
  const at = services.clock.now()
  const answered = await tx
    .updateTable('withdrawal_notice')
    .set({
      outcome: a.accept ? 'accepted' : 'disputed',
      answer: a.answer.trim() || null,
      answered_at: at,
      answered_by: actor.memberId,
    })
    .where('company_id', '=', companyId)
    .where('document_id', '=', a.documentId)
    .where('id', '=', a.noticeId)
    .where('outcome', '=', 'waiting')
    .returning(['scope', 'party_id', 'version'])
    .executeTakeFirst()
  if (!answered) throw new Problem('withdrawal-answered-already', {}, { status: 409 })
  await recordEvent(tx, {
    documentId: a.documentId,
    type: 'withdrawal-answered',
    actor,
    at,
    version: answered.version,
    data: { receipt: receiptOf(a.noticeId), accepted: a.accept },
  })
  if (a.accept && answered.scope === 'whole') await rescind(services, tx, { companyId, documentId: a.documentId })
  const party = (await partiesOf(tx, companyId, a.documentId)).find(p => p.id === answered.party_id)
  const address = party?.email ?? party?.phone
  if (!party || !address) return
  await queueDispatch(services, tx, {
    documentId: a.documentId,
    version: answered.version,
    message: 'withdrawal-answered',
    channel: party.email ? 'mail' : 'sms',
    address,
    to: {
      partyId: party.id,
      linkId: await livingLink(tx, { documentId: a.documentId, version: answered.version, partyId: party.id }),
    },
    refersTo: { noticeId: a.noticeId },
  })
}
