// An order to sign: begun in the room, waited for by the worker, ended one way. What is about to be signed stands in it, encrypted, so
// that what is shown, asked and proven is one thing.

import { queueDispatch } from '../delivery/dispatch.ts'
import { type Agreement, agreementHash, makeAgreement, signedData, signText } from '../documents/agreement.ts'
import { type EventActor, recordEvent } from '../documents/events.ts'
import { partyContact } from '../documents/parties.ts'
import { choicesOf } from '../instructions/instructions.ts'
import { isMobile } from '../kernel/contact.ts'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { notify } from '../platform/events/live.ts'
import type { Visitor } from '../platform/http/endpoint.ts'
import { EidRefused, EidUnavailable, eid } from '../platform/ports/eid.ts'
import { decrypt, encrypt, place } from '../platform/vault/cipher.ts'
import { type Room, refuseUnlessTheirs } from '../recipient/room.ts'

export type Method = 'bankid' | 'code-sms' | 'code-mail'

/** The order's own secrets and what was asked, encrypted under the version's key. */
export type OrderSecrets = {
  orderRef: string | null
  autoStartToken: string
  qrStartToken: string
  qrStartSecret: string
  /** The text the person approves. */
  text: string
  /** Base64 of what is bound in and not shown. */
  nonVisible: string
  /** A drawn signature, PNG in base64. */
  drawing: string | null
  /** Masked address a code was sent to. */
  sentTo: string | null
}

export type Order = {
  companyId: string
  id: string
  documentId: string
  version: number
  partyId: string | null
  linkId: string | null
  /** Who signs for the company; then there is no party. */
  memberId: string | null
  purpose: 'sign' | 'evidence'
  method: Method
  state: 'pending' | 'complete' | 'failed' | 'cancelled'
  hint: string
  agreement: Agreement
  agreementHash: string
  keyId: string
  secrets: OrderSecrets
  /** BankID's finished answer, where it was received and is not yet dealt with. */
  reply: string | null
  sameDevice: boolean
  startedAt: Date
  /** When the person's app was opened, as far as BankID has told. */
  openedAt: Date | null
  finishedAt: Date | null
}

/** Whose doing an order is, in the log of the document. */
export function actorOf(
  order: Pick<Order, 'companyId' | 'documentId' | 'partyId' | 'linkId' | 'memberId'>,
): EventActor {
  const { companyId, documentId, partyId, linkId, memberId } = order
  if (memberId) return { kind: 'member', companyId, memberId }
  return { kind: 'recipient', companyId, documentId, partyId: partyId as string, linkId: linkId as string }
}

/** BankID's hints while nobody has opened the app. */
export const isUnopened = (hint: string) => hint === 'outstandingTransaction' || hint === 'noClient'

export const orderPlace = (column: 'agreement' | 'secrets' | 'reply', id: string, companyId: string) =>
  place('signing_order', column, id, companyId)

/** A drawn signature larger than this is a mistake. */
const MAX_DRAWING = 120_000

export type Begin = {
  ticked: ReadonlySet<string>
  method: Method
  sameDevice: boolean
  drawing: string | null
  purpose: 'sign' | 'evidence'
  /** By what right they sign for a company or an association, in their own words. */
  authority?: string
}

/** Begins an order. Throws EidUnavailable or EidRefused where BankID would not. */
export async function beginOrder(services: Services, room: Room, begin: Begin, visitor: Visitor): Promise<string> {
  if (begin.purpose === 'sign') refuseUnlessTheirs(room)
  const channels = await services.database.company(room.actor.companyId, tx => codeChannels(tx, room.actor.companyId))
  if (begin.method === 'code-sms' && !channels.sms)
    throw new Problem(channels.mail ? 'instruction-no-sms-code' : 'instruction-no-codes', {}, { status: 409 })
  if (begin.method === 'code-mail' && !channels.mail) throw new Problem('instruction-no-codes', {}, { status: 409 })
  const { agreement, price } = makeAgreement({
    frozen: room.frozen,
    versionHash: room.versionHash,
    picked: room.chosen,
    // Fetching evidence states nothing anew.
    ticked: begin.purpose === 'sign' ? begin.ticked : new Set(['rot.refused-ack', 'order.authority']),
    signerId: room.actor.partyId,
    delegate: room.delegate,
    ...(begin.authority ? { authority: begin.authority } : {}),
    today: room.today,
  })
  const hash = await agreementHash(agreement)
  const text = begin.purpose === 'sign' ? signText(room.frozen, agreement, price, hash) : evidenceText(room)
  const nonVisible = signedData(agreement, hash)
  const id = services.newId()
  const started =
    begin.method === 'bankid'
      ? await services.door.through('eid', () =>
          services.ports.get(eid).start({
            kind: begin.purpose === 'sign' ? 'sign' : 'auth',
            endUserIp: visitor.ip || '127.0.0.1',
            userAgent: visitor.userAgent,
            text,
            nonVisible: begin.purpose === 'sign' ? nonVisible : null,
            returnUrl: begin.sameDevice
              ? `${services.config.publicUrl}${visitor.url.pathname.replace(/\/[^/]*$/, '')}/skriv-under/${id}`
              : null,
          }),
        )
      : null
  const key = await services.vault.key(room.actor.companyId, room.keyId)
  await services.database.company(room.actor.companyId, async tx => {
    const at = services.clock.now()
    const sentTo = begin.method === 'bankid' ? null : await codeAddress(tx, room, begin.method)
    const secrets: OrderSecrets = {
      orderRef: started?.orderRef ?? null,
      autoStartToken: started?.autoStartToken ?? '',
      qrStartToken: started?.qrStartToken ?? '',
      qrStartSecret: started?.qrStartSecret ?? '',
      text,
      nonVisible: Buffer.from(nonVisible).toString('base64'),
      drawing: begin.drawing && begin.drawing.length <= MAX_DRAWING ? begin.drawing : null,
      sentTo: sentTo ? maskAddress(sentTo) : null,
    }
    await endPending(tx, room.actor.companyId, room.actor.linkId, at)
    await tx
      .insertInto('signing_order')
      .values({
        company_id: room.actor.companyId,
        id,
        document_id: room.actor.documentId,
        version: room.version,
        party_id: room.actor.partyId,
        link_id: room.actor.linkId,
        member_id: null,
        purpose: begin.purpose,
        method: begin.method,
        state: 'pending',
        hint: begin.method === 'bankid' ? 'outstandingTransaction' : 'code-sent',
        agreement: encrypt(
          key,
          Buffer.from(JSON.stringify(agreement)),
          orderPlace('agreement', id, room.actor.companyId),
        ),
        agreement_hash: hash,
        key_id: room.keyId,
        secrets: encrypt(key, Buffer.from(JSON.stringify(secrets)), orderPlace('secrets', id, room.actor.companyId)),
        same_device: begin.sameDevice,
        started_at: at,
        opened_at: null,
        finished_at: null,
      })
      .execute()
    if (begin.purpose === 'sign')
      await recordEvent(tx, {
        documentId: room.actor.documentId,
        type: 'signing-started',
        actor: room.actor,
        at,
        version: room.version,
        data: { method: begin.method, ...(room.inPerson ? { inPerson: true } : {}) },
      })
    if (begin.method === 'bankid')
      await services.door.disclose(tx, {
        id: services.newId(),
        processor: 'eid',
        purpose: 'sign',
        columns: [
          'company.name',
          'company.organisation_number',
          'client.name',
          'document.title',
          'document_version.total_ore',
          'document_version.to_pay_ore',
        ],
        subject: { kind: 'client', id: room.actor.partyId },
        documentId: room.actor.documentId,
      })
    else
      await queueDispatch(services, tx, {
        documentId: room.actor.documentId,
        version: room.version,
        message: 'code',
        channel: begin.method === 'code-sms' ? 'sms' : 'mail',
        address: sentTo as string,
        to: { partyId: room.actor.partyId, linkId: room.actor.linkId },
        refersTo: { orderId: id },
      })
  })
  return id
}

/** By what a code may be sent, as the company has instructed. */
export async function codeChannels(tx: Tx, companyId: string): Promise<{ sms: boolean; mail: boolean }> {
  const { codes, sms } = await choicesOf(tx, companyId)
  return { sms: codes && sms, mail: codes }
}

const evidenceText = (room: Room) =>
  `Legitimera dig för att hämta bevisfilen till ${room.frozen.number} från ${room.frozen.company.name.slice(0, 80)}.`

async function codeAddress(tx: Tx, room: Room, method: Method): Promise<string> {
  const party = await partyContact(tx, room.actor.companyId, room.actor.partyId)
  const address = method === 'code-sms' ? (party.phone && isMobile(party.phone) ? party.phone : null) : party.email
  if (!address) throw new Problem('code-no-address', {}, { status: 422 })
  return address
}

/** "a…@example.se", "+4670…05" */
const maskAddress = (address: string): string => {
  const at = address.indexOf('@')
  return at > 0 ? `${address[0]}…${address.slice(at)}` : `${address.slice(0, 5)}…${address.slice(-2)}`
}

async function endPending(tx: Tx, companyId: string, linkId: string, at: Date) {
  await tx
    .updateTable('signing_order')
    .set({ state: 'cancelled', hint: 'cancelled', finished_at: at })
    .where('company_id', '=', companyId)
    .where('link_id', '=', linkId)
    .where('state', '=', 'pending')
    // What the person has approved at BankID is signed, whatever was pressed here at the same moment.
    .where('reply', 'is', null)
    .execute()
}

/** An order with what it holds. Null when there is none of that id. */
export async function readOrder(services: Services, companyId: string, id: string): Promise<Order | null> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return null
  const row = await services.database.company(companyId, tx =>
    tx
      .selectFrom('signing_order')
      .selectAll()
      .where('company_id', '=', companyId)
      .where('id', '=', id)
      .executeTakeFirst(),
  )
  if (!row) return null
  const key = await services.vault.key(companyId, row.key_id)
  const open = (column: 'agreement' | 'secrets') =>
    JSON.parse(decrypt(key, row[column], orderPlace(column, id, companyId)).toString('utf8'))
  return {
    companyId,
    id,
    documentId: row.document_id,
    version: row.version,
    partyId: row.party_id,
    linkId: row.link_id,
    memberId: row.member_id,
    purpose: row.purpose,
    method: row.method,
    state: row.state,
    hint: row.hint,
    agreement: open('agreement'),
    agreementHash: row.agreement_hash,
    keyId: row.key_id,
    secrets: open('secrets'),
    reply: row.reply ? decrypt(key, row.reply, orderPlace('reply', id, companyId)).toString('utf8') : null,
    sameDevice: row.same_device,
    startedAt: row.started_at,
    openedAt: row.opened_at,
    finishedAt: row.finished_at,
  }
}

/**
 * Keeps BankID's finished answer before anything is made of it: it is given once, so a process that dies in the middle must not take the
 * signature with it. False when the order had ended already.
 */
export async function keepReply(services: Services, order: Order, raw: string): Promise<boolean> {
  const key = await services.vault.key(order.companyId, order.keyId)
  const reply = encrypt(key, Buffer.from(raw), orderPlace('reply', order.id, order.companyId))
  return services.database.company(order.companyId, async tx => {
    const kept = await tx
      .updateTable('signing_order')
      .set({ reply })
      .where('company_id', '=', order.companyId)
      .where('id', '=', order.id)
      .where('state', '=', 'pending')
      .returning('id')
      .executeTakeFirst()
    return kept !== undefined
  })
}

/** Ends a pending order without a signature. False when it had ended already. */
export async function endOrder(
  services: Services,
  order: Pick<Order, 'companyId' | 'id' | 'documentId' | 'version' | 'partyId' | 'linkId' | 'memberId' | 'purpose'>,
  end: { state: 'failed' | 'cancelled'; hint: string; event?: 'signing-failed' | 'other-person' },
): Promise<boolean> {
  const at = services.clock.now()
  return services.database.company(order.companyId, async tx => {
    const ended = await tx
      .updateTable('signing_order')
      .set({ state: end.state, hint: end.hint, finished_at: at, reply: null })
      .where('company_id', '=', order.companyId)
      .where('id', '=', order.id)
      .where('state', '=', 'pending')
      .$if(end.state === 'cancelled', q => q.where('reply', 'is', null))
      .returning('id')
      .executeTakeFirst()
    if (!ended) return false
    if (order.purpose === 'sign')
      await recordEvent(tx, {
        documentId: order.documentId,
        type: end.event ?? 'signing-failed',
        actor: actorOf(order),
        at,
        version: order.version,
        data: { hint: end.hint },
      })
    await notify(tx, { topic: 'order', orderId: order.id })
    return true
  })
}

/** The person changed their mind on the page. */
export async function cancelOrder(services: Services, order: Order): Promise<void> {
  if (order.method === 'bankid' && order.secrets.orderRef) {
    const { orderRef } = order.secrets
    await services.door
      .through('eid', () => services.ports.get(eid).cancel(orderRef))
      .catch(error => {
        if (!(error instanceof EidUnavailable || error instanceof EidRefused)) throw error
      })
  }
  await endOrder(services, order, { state: 'cancelled', hint: 'userCancel' })
}
