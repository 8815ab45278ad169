// Sending: the wish to send is written in the transaction that causes it, with the disclosure it means and the job that carries it
// out. The words, the link's token and any code are made when it leaves; no queue or row holds them.
import { z } from 'zod'
import { recordEvent } from '../documents/events.ts'
import { contactOf } from '../documents/parties.ts'
import { isCompanysNo } from '../instructions/authority.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { job, sweep } from '../platform/jobs/job.ts'
import { MailRefused, mailSender } from '../platform/ports/mail.ts'
import { SmsRefused, SmsUnknown, smsSender } from '../platform/ports/sms.ts'
import { compose } from './compose.ts'
import type { DeliveryMessage } from './delivery.messages.ts'
import { disclosed } from './discloses.ts'

export type NewDispatch = {
  documentId: string
  version: number | null
  message: DeliveryMessage
  channel: 'mail' | 'sms'
  /** The e-mail address, or the number in E.164. */
  address: string
  to: { partyId: string; linkId: string | null } | { memberId: string }
  /** Checked by `checkNote`. */
  note?: string | null
  refersTo?: { questionId?: string; orderId?: string; dispatchId?: string; noticeId?: string }
}

/** Messages that somebody asks for this moment. */
const CHOSEN: ReadonlySet<DeliveryMessage> = new Set([
  'sent',
  'new-version',
  'prolonged',
  'to-read',
  'to-approve',
  'code',
])

/** Queues one message in the caller's transaction. */
export async function queueDispatch(services: Services, tx: Tx, d: NewDispatch): Promise<string> {
  if (!tx.companyId) throw new Error('A message belongs to a company.')
  const id = services.newId()
  const party = 'partyId' in d.to ? d.to : null
  const purpose = d.refersTo?.questionId ? (d.channel === 'mail' ? 'communicate' : 'deliver') : 'deliver'
  const leaving = { processor: d.channel, purpose, columns: disclosed(d.message, d.channel, Boolean(d.note)) } as const
  const subject = {
    kind: party ? 'client' : 'member',
    id: party?.partyId ?? ('memberId' in d.to ? d.to.memberId : null),
  }
  let refused: string | null = null
  try {
    await services.door.allow(tx, { ...leaving, subject })
  } catch (error) {
    // Somebody chose to send it now and is told why it does not leave. What follows by itself is laid aside instead.
    if (!isCompanysNo(error) || CHOSEN.has(d.message)) throw error
    refused = error.code
  }
  await tx
    .insertInto('dispatch')
    .values({
      company_id: tx.companyId,
      id,
      document_id: d.documentId,
      version: d.version,
      party_id: party?.partyId ?? null,
      member_id: 'memberId' in d.to ? d.to.memberId : null,
      link_id: party?.linkId ?? null,
      message: d.message,
      channel: d.channel,
      address: d.address,
      note: d.note ?? null,
      refers_to: JSON.stringify(d.refersTo ?? {}),
      state: refused ? 'cancelled' : 'queued',
      reason: refused,
      provider_reference: null,
      created_at: services.clock.now(),
      handed_at: null,
      accepted_at: null,
      settled_at: refused ? services.clock.now() : null,
    })
    .execute()
  if (refused) return id
  await services.door.disclose(tx, {
    id,
    ...leaving,
    subject,
    documentId: d.documentId,
  })
  await sendDispatch.in(tx, { companyId: tx.companyId, dispatchId: id }, { key: `dispatch:${id}` })
  return id
}

const Input = z.object({ companyId: z.uuid(), dispatchId: z.uuid() })

export const sendDispatch = job('send-dispatch', {
  does: 'Hands one mail or text message to its operator.',
  input: Input,
  maxAttempts: 25,
  async run(services, { companyId, dispatchId }) {
    const composed = await compose(services, companyId, dispatchId)
    if (composed === 'nothing-to-send') return
    const cancel = (reason: string | null) =>
      services.database.company(companyId, tx =>
        tx
          .updateTable('dispatch')
          .set({ state: 'cancelled', reason, settled_at: services.clock.now() })
          .where('company_id', '=', companyId)
          .where('id', '=', dispatchId)
          .where('state', '=', 'queued')
          .execute(),
      )
    if (composed === 'link-ended') {
      await cancel(null)
      return
    }
    try {
      // It may have waited long; the company's word of today counts.
      await services.database.company(companyId, tx => allowStill(services, tx, companyId, dispatchId))
    } catch (error) {
      if (!isCompanysNo(error)) throw error
      await cancel(error.code)
      return
    }
    const settle = (state: Settled, facts: { reference?: string; reason?: string }) =>
      services.database.company(companyId, tx =>
        settleDispatch(services, tx, { companyId, dispatchId, state, ...facts }),
      )
    try {
      if (composed.channel === 'sms') await noteHandedOver(services, companyId, dispatchId)
      const sent =
        composed.channel === 'mail'
          ? await services.door.through('mail', () => services.ports.get(mailSender).send(composed.mail))
          : await services.door.through('sms', () => services.ports.get(smsSender).send(composed.sms))
      await settle(sent.delivered ? 'delivered' : 'accepted', { reference: sent.reference })
    } catch (error) {
      // Sent perhaps: once more might be twice. A person is told, and decides.
      if (error instanceof SmsUnknown) {
        services.log.warn({ err: error, dispatchId }, 'whether a text message left is not known')
        return settle('failed', {})
      }
      // Only a refusal for good ends it; anything else is tried again by the queue.
      if (!(error instanceof MailRefused || error instanceof SmsRefused)) {
        if (composed.channel === 'sms' && !(error instanceof BeingHandedOver))
          await noteNothingLeft(services, companyId, dispatchId)
        throw error
      }
      await settle('bounced', { reason: error.reason })
    }
  },
})

async function allowStill(services: Services, tx: Tx, companyId: string, dispatchId: string): Promise<void> {
  const d = await tx
    .selectFrom('dispatch')
    .select(['channel', 'message', 'note', 'party_id', 'member_id'])
    .where('company_id', '=', companyId)
    .where('id', '=', dispatchId)
    .executeTakeFirstOrThrow()
  const columns = disclosed(d.message as DeliveryMessage, d.channel, d.note !== null)
  const subject = { kind: d.party_id ? 'client' : 'member', id: d.party_id ?? d.member_id }
  await services.door.allow(tx, { processor: d.channel, purpose: 'deliver', columns, subject })
}

/** Longer than an operator is ever waited for. */
const HANDING_OVER_MS = 60_000

/** Another worker is at it, or was a moment ago. */
class BeingHandedOver extends Error {}

/**
 * Before a text message is handed to the operator, who takes a repeated one for a new one. Throws SmsUnknown where it was handed over
 * before and nobody lived to say how that went.
 */
async function noteHandedOver(services: Services, companyId: string, dispatchId: string): Promise<void> {
  const now = services.clock.now()
  const earlier = await services.database.company(companyId, async tx => {
    const { handed_at } = await tx
      .selectFrom('dispatch')
      .select('handed_at')
      .where('company_id', '=', companyId)
      .where('id', '=', dispatchId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (!handed_at) await setHandedOver(tx, companyId, dispatchId, now)
    return handed_at
  })
  if (!earlier) return
  if (now.getTime() - earlier.getTime() < HANDING_OVER_MS)
    throw new BeingHandedOver('The text message is being handed over elsewhere.')
  throw new SmsUnknown('was handed it by a process that ended')
}

const noteNothingLeft = (services: Services, companyId: string, dispatchId: string) =>
  services.database.company(companyId, tx => setHandedOver(tx, companyId, dispatchId, null))

async function setHandedOver(tx: Tx, companyId: string, dispatchId: string, at: Date | null): Promise<void> {
  await tx
    .updateTable('dispatch')
    .set({ handed_at: at })
    .where('company_id', '=', companyId)
    .where('id', '=', dispatchId)
    .execute()
}

/** `failed`: whether it left is not known. */
type Settled = 'accepted' | 'delivered' | 'bounced' | 'failed'

/** An operator's report on a message, or on one part of it. False when nothing carries that reference. */
export async function reportDelivery(
  services: Services,
  report: { reference: string; state: 'delivered' | 'bounced' },
): Promise<boolean> {
  const [found] = await services.database.ask<{ company_id: string; id: string }>(
    'dispatch-by-reference',
    'select * from dispatch_by_reference($1)',
    [report.reference],
  )
  if (!found) return false
  const { company_id: companyId, id: dispatchId } = found
  await services.database.company(companyId, async tx => {
    const row = await tx
      .selectFrom('dispatch')
      .select('provider_reference')
      .where('company_id', '=', companyId)
      .where('id', '=', dispatchId)
      .forUpdate()
      .executeTakeFirst()
    // A long message has arrived when its last part has; it has failed when one has.
    const waiting = (row?.provider_reference ?? '').split(' ').filter(part => part !== report.reference)
    if (report.state === 'bounced' || waiting.length === 0)
      return settleDispatch(services, tx, { companyId, dispatchId, state: report.state })
    await tx
      .updateTable('dispatch')
      .set({ provider_reference: waiting.join(' ') })
      .where('company_id', '=', companyId)
      .where('id', '=', dispatchId)
      .execute()
  })
  return true
}

/** Notes how it went, once. Also called by an operator's delivery report. */
export async function settleDispatch(
  services: Services,
  tx: Tx,
  s: {
    companyId: string
    dispatchId: string
    state: Settled
    reference?: string
    reason?: string
  },
): Promise<void> {
  const at = services.clock.now()
  const before = await tx
    .selectFrom('dispatch')
    .select(['state', 'document_id', 'version', 'channel', 'message', 'party_id', 'member_id', 'address'])
    .where('company_id', '=', s.companyId)
    .where('id', '=', s.dispatchId)
    .forUpdate()
    .executeTakeFirst()
  if (!before || before.state === s.state || ['delivered', 'bounced', 'failed'].includes(before.state)) return
  await tx
    .updateTable('dispatch')
    .set({
      state: s.state,
      reason: s.reason ?? null,
      ...(s.reference ? { provider_reference: s.reference } : {}),
      ...(s.state === 'accepted' ? { accepted_at: at } : { settled_at: at, accepted_at: at }),
    })
    .where('company_id', '=', s.companyId)
    .where('id', '=', s.dispatchId)
    .execute()
  if (before.member_id && s.state === 'bounced')
    services.log.warn({ alarm: 'member-mail-bounced', memberId: before.member_id }, 'a mail to a member was refused')
  if (!before.document_id || !before.party_id || before.message === 'code') return
  const actor = { kind: 'system', companyId: s.companyId } as const
  await recordEvent(tx, {
    documentId: before.document_id,
    type: isLost(s.state) ? 'bounced' : 'delivered',
    actor,
    at,
    version: before.version,
    data: { channel: before.channel, message: before.message, how: s.state, ...(s.reason ? { reason: s.reason } : {}) },
  })
  if (!isLost(s.state)) return
  await tx
    .updateTable('document')
    .set({ failed_dispatch: true })
    .where('company_id', '=', s.companyId)
    .where('id', '=', before.document_id)
    .execute()
  const contact = await contactOf(tx, s.companyId, before.document_id)
  await queueDispatch(services, tx, {
    documentId: before.document_id,
    version: before.version,
    message: 'c.bounced',
    channel: 'mail',
    address: contact.email,
    to: { memberId: contact.memberId },
    refersTo: { dispatchId: s.dispatchId },
  })
}

/** What nobody may count on having arrived. */
const isLost = (state: Settled) => state === 'bounced' || state === 'failed'

/** A message may never be forgotten: one still queued after ten minutes is enqueued again. */
export const resendQueued = sweep('resend-queued', {
  does: 'Enqueues messages again that have waited too long.',
  everySeconds: 300,
  async run(services) {
    const before = new Date(services.clock.now().getTime() - 600_000)
    const rows = await services.database.ask<{ company_id: string; id: string }>(
      'queued-dispatches',
      'select * from queued_dispatches($1)',
      [before],
    )
    for (const row of rows)
      await services.database.company(row.company_id, tx =>
        sendDispatch.in(tx, { companyId: row.company_id, dispatchId: row.id }, { key: `dispatch:${row.id}` }),
      )
  },
})
