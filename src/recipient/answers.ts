// What a recipient may do besides signing: choose, decline, ask for more time, be seen reading.
import { sql } from 'kysely'
import type { PriceResult } from '../blocks/contract.ts'
import { offersQuantity, quantityPick } from '../blocks/picks.ts'
import { queueDispatch } from '../delivery/dispatch.ts'
import { inviteDue } from '../delivery/invite.ts'
import { answerNotice, type Stance } from '../documents/changes.ts'
import { priceOf, priceRows } from '../documents/drafts.ts'
import { recordEvent } from '../documents/events.ts'
import { livingLink } from '../documents/links.ts'
import { lockDocument } from '../documents/lock.ts'
import { contactOf, partsOf, partyContact } from '../documents/parties.ts'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { notify } from '../platform/events/live.ts'
import { type Room, refuseReaders } from './room.ts'

/** The most characters a question and a reason may have. */
export const LONGEST = { body: 4000, reason: 2000 } as const

/**
 * What is picked after a form came in: only what the document offers, one per choice and group of packages, quantities within their limits.
 * Anything else is refused. `quantities`: thousandths by row; what is not a number is NaN.
 */
export function chosenFrom(
  room: Room,
  ids: readonly string[],
  quantities: ReadonlyMap<string, number> = new Map(),
): Set<string> {
  const rows = priceRows(room.frozen.content)
  /** Everything that can be picked, with what it is one of; null where it stands by itself. */
  const offered = new Map<string, string | null>()
  for (const r of rows)
    if (r.inPackage) offered.set(r.inPackage.id, r.inPackage.group)
    else if (r.offered !== 'included') offered.set(r.id, r.offered === 'choice' ? (r.choiceId as string) : null)
  const chosen = new Set<string>()
  const decided = new Set<string>()
  for (const id of ids) {
    const group = offered.get(id)
    if (group === undefined) throw new Problem('choice-unknown', {}, { status: 422 })
    if (group !== null && decided.has(group)) throw new Problem('choice-twice', {}, { status: 422 })
    if (group !== null) decided.add(group)
    chosen.add(id)
  }
  for (const [rowId, milli] of quantities) {
    const row = rows.find(r => r.id === rowId)
    if (!row?.quantityRange) throw new Problem('choice-unknown', {}, { status: 422 })
    if (!offersQuantity(row, milli)) {
      const { minMilli, maxMilli } = row.quantityRange
      throw new Problem(
        'quantity-outside',
        { min: minMilli / 1000, max: maxMilli / 1000, unit: row.unit },
        { status: 422 },
      )
    }
    if (milli !== row.quantityMilli) chosen.add(quantityPick(rowId, milli))
  }
  return chosen
}

export function priceWith(room: Room, chosen: ReadonlySet<string>): PriceResult | null {
  return priceOf(
    room.frozen.content,
    chosen,
    room.frozen.parties.filter(p => p.share > 0),
  )
}

/** Stores the choices on the version, which both owners share. */
export async function choose(
  services: Services,
  tx: Tx,
  room: Room,
  chosen: ReadonlySet<string>,
): Promise<PriceResult | null> {
  refuseReaders(room)
  const price = priceWith(room, chosen)
  const at = services.clock.now()
  const { companyId, documentId } = room.actor
  await lockDocument(tx, companyId, documentId)
  // What somebody has signed stands for those who sign after.
  const { signatures } = await tx
    .selectFrom('signature')
    .select(eb => eb.fn.countAll<number>().as('signatures'))
    .where('company_id', '=', companyId)
    .where('document_id', '=', documentId)
    .where('version', '=', room.version)
    .executeTakeFirstOrThrow()
  if (Number(signatures) > 0) throw new Problem('choices-signed', {}, { status: 409 })
  const sorted = [...chosen].sort()
  const changed = await tx
    .updateTable('document_version')
    .set({ chosen: sorted, chosen_at: at, total_ore: price?.totalOre ?? 0, to_pay_ore: price?.toPayOre ?? 0 })
    .where('company_id', '=', companyId)
    .where('document_id', '=', documentId)
    .where('version', '=', room.version)
    .where('ended_at', 'is', null)
    .where(sql<boolean>`chosen is distinct from ${sorted}::text[]`)
    .returning('version')
    .executeTakeFirst()
  if (!changed) return price
  await tx
    .updateTable('document')
    .set({ total_ore: price?.totalOre ?? null, to_pay_ore: price?.toPayOre ?? null })
    .where('company_id', '=', companyId)
    .where('id', '=', documentId)
    .execute()
  await recordEvent(tx, {
    documentId,
    type: 'chosen',
    actor: room.actor,
    at,
    version: room.version,
    data: { count: sorted.length, toPayOre: price?.toPayOre ?? null },
  })
  return price
}

/**
 * The recipient says no, for everybody: what some have signed is no agreement then. One outcome against a signature at the same time: whoever's
 * transaction ends the version first.
 */
export async function decline(services: Services, tx: Tx, room: Room, reason: string): Promise<void> {
  const at = services.clock.now()
  const { companyId, documentId } = room.actor
  refuseReaders(room)
  if (room.standing === 'signed') throw new Problem('signed-already', {}, { status: 409 })
  await lockDocument(tx, companyId, documentId)
  const ended = await tx
    .updateTable('document_version')
    .set({ ended_at: at, ended_why: 'declined' })
    .where('company_id', '=', companyId)
    .where('document_id', '=', documentId)
    .where('version', '=', room.version)
    .where('ended_at', 'is', null)
    .returning('version')
    .executeTakeFirst()
  if (!ended) throw new Problem('offer-ended', {}, { status: 409 })
  const parts = await partsOf(tx, companyId, documentId, room.version)
  // In another window perhaps, since this page was opened.
  if (parts.some(p => p.partyId === room.actor.partyId && p.signed))
    throw new Problem('signed-already', {}, { status: 409 })
  await tx
    .updateTable('document')
    .set({ state: 'declined', decline_reason: reason || null })
    .where('company_id', '=', companyId)
    .where('id', '=', documentId)
    .execute()
  await recordEvent(tx, {
    documentId,
    type: 'declined',
    actor: room.actor,
    at,
    version: room.version,
    data: { withReason: reason !== '' },
  })
  const contact = await contactOf(tx, companyId, documentId)
  await queueDispatch(services, tx, {
    documentId,
    version: room.version,
    message: 'c.declined',
    channel: 'mail',
    address: contact.email,
    to: { memberId: contact.memberId },
  })
  for (const p of parts.filter(other => other.signed)) await tellNoAgreement(services, tx, room, p.partyId)
  const party = await partyContact(tx, companyId, room.actor.partyId)
  if (party.email)
    await queueDispatch(services, tx, {
      documentId,
      version: room.version,
      message: 'declined',
      channel: 'mail',
      address: party.email,
      to: { partyId: party.id, linkId: room.actor.linkId },
    })
}

/** Whoever has signed is told that nothing came of it: their signature binds nobody. */
async function tellNoAgreement(services: Services, tx: Tx, room: Room, partyId: string): Promise<void> {
  const { companyId, documentId } = room.actor
  const party = await partyContact(tx, companyId, partyId)
  const linkId = await livingLink(tx, { documentId, version: room.version, partyId })
  if (!linkId || !(party.email || party.phone)) return
  await queueDispatch(services, tx, {
    documentId,
    version: room.version,
    message: 'no-agreement',
    channel: party.email ? 'mail' : 'sms',
    address: (party.email ?? party.phone) as string,
    to: { partyId, linkId },
  })
}

/** Whoever is to approve first does so; when all have, those who sign are asked. */
export async function approve(services: Services, tx: Tx, room: Room): Promise<void> {
  const at = services.clock.now()
  const { companyId, documentId, partyId } = room.actor
  const { version } = room
  await lockDocument(tx, companyId, documentId)
  const living = await tx
    .selectFrom('document_version')
    .select('signing')
    .where('company_id', '=', companyId)
    .where('document_id', '=', documentId)
    .where('version', '=', version)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!living) throw new Problem('offer-ended', {}, { status: 409 })
  const approved = await tx
    .updateTable('version_party')
    .set({ approved_at: at })
    .where('company_id', '=', companyId)
    .where('document_id', '=', documentId)
    .where('version', '=', version)
    .where('party_id', '=', partyId)
    .where('role', '=', 'approver')
    .where('approved_at', 'is', null)
    .returning('party_id')
    .executeTakeFirst()
  if (!approved) throw new Problem('approval-not-asked', {}, { status: 409 })
  await recordEvent(tx, { documentId, type: 'approved', actor: room.actor, at, version })
  const parts = await partsOf(tx, companyId, documentId, version)
  if (parts.some(p => p.role === 'approver' && !p.approved)) return
  await inviteDue(services, tx, { documentId, version, signing: living.signing })
  const contact = await contactOf(tx, companyId, documentId)
  await queueDispatch(services, tx, {
    documentId,
    version,
    message: 'c.approved',
    channel: 'mail',
    address: contact.email,
    to: { memberId: contact.memberId },
  })
}

/** The recipient answers the notice of an ÄTA in another way than by ordering or declining; the company is told. */
export async function replyToNotice(services: Services, tx: Tx, room: Room, stance: Stance): Promise<void> {
  const { companyId, documentId } = room.actor
  await answerNotice(services, tx, room.actor, { version: room.version, stance })
  const contact = await contactOf(tx, companyId, documentId)
  await queueDispatch(services, tx, {
    documentId,
    version: room.version,
    message: 'c.notice-view',
    channel: 'mail',
    address: contact.email,
    to: { memberId: contact.memberId },
  })
}

/** The offer went out of date and the recipient still wants it. */
export async function askForLonger(services: Services, tx: Tx, room: Room): Promise<void> {
  const at = services.clock.now()
  const { companyId, documentId } = room.actor
  await recordEvent(tx, { documentId, type: 'longer-asked', actor: room.actor, at, version: room.version })
  const contact = await contactOf(tx, companyId, documentId)
  await queueDispatch(services, tx, {
    documentId,
    version: room.version,
    message: 'c.extend-asked',
    channel: 'mail',
    address: contact.email,
    to: { memberId: contact.memberId },
  })
}

export type VisitReport = { visit: string; section: string; sections: Record<string, number>; machine: boolean }

/**
 * The page tells that a person has it before them, and which section. The first report of a person makes "opened"; a machine that runs
 * scripts is written down as one and not counted.
 */
export async function noteVisit(services: Services, tx: Tx, room: Room, report: VisitReport): Promise<void> {
  const at = services.clock.now()
  const { companyId, documentId, linkId } = room.actor
  const known = new Set([...room.frozen.content.blocks.map(b => b.id), 'top', 'legal', 'sign'])
  const sections = Object.fromEntries(
    Object.entries(report.sections).filter(([id, s]) => known.has(id) && Number.isInteger(s) && s >= 0 && s < 86_400),
  )
  const section = known.has(report.section) ? report.section : 'top'
  if (report.machine) {
    await recordEvent(tx, {
      documentId,
      type: 'fetched-by-machine',
      actor: { kind: 'system', companyId },
      at,
      version: room.version,
    })
    return
  }
  const { rows } = await sql<{ fresh: boolean }>`
    insert into visit (company_id, id, document_id, version, link_id, started_at, seen_at, sections, section)
    values (${companyId}, ${report.visit}, ${documentId}, ${room.version}, ${linkId}, ${at}, ${at}, ${JSON.stringify(sections)}::jsonb, ${section})
    on conflict (company_id, id) do update set seen_at = excluded.seen_at, sections = excluded.sections, section = excluded.section
      where visit.link_id = excluded.link_id
    returning (xmax = 0) as fresh`.execute(tx)
  if (rows[0]?.fresh) {
    const first = await tx
      .updateTable('document')
      .set({ opened_at: at })
      .where('company_id', '=', companyId)
      .where('id', '=', documentId)
      .where('opened_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (first) await recordEvent(tx, { documentId, type: 'opened', actor: room.actor, at, version: room.version })
  }
  await notify(tx, { topic: 'document', companyId, documentId, what: 'reading' })
}
