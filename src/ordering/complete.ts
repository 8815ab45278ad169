// After each signature: either the agreement is made, and what is signed will be sealed, or whoever comes next is asked and the company told.

import { queueDispatch } from '../delivery/dispatch.ts'
import { inviteDue } from '../delivery/invite.ts'
import { type Agreement, startTerms } from '../documents/agreement.ts'
import { type EventActor, recordEvent } from '../documents/events.ts'
import { contactOf, partsOf } from '../documents/parties.ts'
import { unsigned } from '../documents/signers.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { decrypt } from '../platform/vault/cipher.ts'
import type { Order } from './orders.ts'
import { agreementPlace } from './places.ts'
import { sealAgreement } from './seal-job.ts'

type Noted = {
  order: Order
  actor: EventActor
  at: Date
  fact: { method: Order['method']; agreement: string; anotherSpelling: boolean; inPerson?: boolean }
}

/** True when this signature made the agreement. The version's row is locked by the caller. */
export async function noteSigned(services: Services, tx: Tx, n: Noted): Promise<boolean> {
  const { companyId, documentId, version } = n.order
  const { signing, company_signs } = await tx
    .selectFrom('document_version')
    .select(['signing', 'company_signs'])
    .where('company_id', '=', companyId)
    .where('document_id', '=', documentId)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  const parts = await partsOf(tx, companyId, documentId, version)
  const haveAll = unsigned(signing, parts).length === 0
  // The company signs last: with its signature it is complete.
  const isComplete = haveAll && (!company_signs || n.order.memberId !== null)
  await tx
    .updateTable('document')
    .set({
      state: isComplete ? 'signed' : 'partly-signed',
      total_ore: n.order.agreement.totals.totalOre,
      to_pay_ore: n.order.agreement.totals.toPayOre,
    })
    .where('company_id', '=', companyId)
    .where('id', '=', documentId)
    .execute()
  const event = { documentId, actor: n.actor, at: n.at, version }
  if (!isComplete) {
    await recordEvent(tx, { ...event, type: 'party-signed', data: n.fact })
    await inviteDue(services, tx, { documentId, version, signing })
    const contact = await contactOf(tx, companyId, documentId)
    await queueDispatch(services, tx, {
      documentId,
      version,
      message: haveAll ? 'c.your-turn' : 'c.party-signed',
      channel: 'mail',
      address: contact.email,
      to: { memberId: contact.memberId },
    })
    return false
  }
  await tx
    .updateTable('document_version')
    .set({ ended_at: n.at, ended_why: 'signed' })
    .where('company_id', '=', companyId)
    .where('document_id', '=', documentId)
    .where('version', '=', version)
    .where('ended_at', 'is', null)
    .execute()
  await recordEvent(tx, {
    ...event,
    type: 'signed',
    data: { ...n.fact, ...(await termsOfAll(services, tx, n.order)) },
  })
  const which = { companyId, documentId, version }
  await sealAgreement.in(tx, which, { key: `seal:${documentId}:${version}`, priority: -10 })
  return true
}

/** When work may begin, by the day the last signed: early only where everybody has asked for it. */
async function termsOfAll(services: Services, tx: Tx, order: Order): Promise<ReturnType<typeof startTerms>> {
  const { companyId, documentId, version } = order
  const rows = await tx
    .selectFrom('signature')
    .select(['id', 'agreement', 'key_id'])
    .where('company_id', '=', companyId)
    .where('document_id', '=', documentId)
    .where('version', '=', version)
    .execute()
  const key = await services.vault.key(companyId, order.keyId)
  const all = rows.map(
    r => JSON.parse(decrypt(key, r.agreement, agreementPlace(r.id, companyId)).toString('utf8')) as Agreement,
  )
  return {
    ...startTerms(order.agreement),
    earlyStart: all.filter(a => !a.signer.company).every(a => startTerms(a).earlyStart),
  }
}
