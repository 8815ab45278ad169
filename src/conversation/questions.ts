// Questions and answers, pinned to a part of the document. Both sides are told; the words stay in one place.

import { queueDispatch } from '../delivery/dispatch.ts'
import { recordEvent } from '../documents/events.ts'
import { livingLink } from '../documents/links.ts'
import { contactOf, partyContact } from '../documents/parties.ts'
import { isMobile } from '../kernel/contact.ts'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Actor, CompanyActor } from '../platform/http/endpoint.ts'

type Recipient = Extract<Actor, { kind: 'recipient' }>

/** A recipient asks; the contact person gets a mail, the asker a receipt. */
export async function ask(
  services: Services,
  tx: Tx,
  actor: Recipient,
  q: { version: number; anchor: string; body: string },
): Promise<string> {
  const id = services.newId()
  const at = services.clock.now()
  await tx
    .insertInto('question')
    .values({
      company_id: actor.companyId,
      id,
      document_id: actor.documentId,
      version: q.version,
      party_id: actor.partyId,
      anchor: q.anchor,
      body: q.body,
      asked_at: at,
      answer: null,
      answered_at: null,
      answered_by: null,
    })
    .execute()
  await recordEvent(tx, {
    documentId: actor.documentId,
    type: 'asked',
    actor,
    at,
    version: q.version,
    data: { questionId: id, anchor: q.anchor },
  })
  await countOpen(tx, actor.companyId, actor.documentId)
  const contact = await contactOf(tx, actor.companyId, actor.documentId)
  await queueDispatch(services, tx, {
    documentId: actor.documentId,
    version: q.version,
    message: 'c.question',
    channel: 'mail',
    address: contact.email,
    to: { memberId: contact.memberId },
    refersTo: { questionId: id },
  })
  const asker = await partyContact(tx, actor.companyId, actor.partyId)
  if (asker.email)
    await queueDispatch(services, tx, {
      documentId: actor.documentId,
      version: q.version,
      message: 'question-sent',
      channel: 'mail',
      address: asker.email,
      to: { partyId: actor.partyId, linkId: actor.linkId },
      refersTo: { questionId: id },
    })
  return id
}

/** The company answers; the asker is told by mail, or by text message when there is no mail address. */
export async function answer(
  services: Services,
  tx: Tx,
  actor: CompanyActor,
  a: { documentId: string; questionId: string; answer: string },
): Promise<void> {
  const at = services.clock.now()
  const question = await tx
    .updateTable('question')
    .set({ answer: a.answer, answered_at: at, answered_by: actor.memberId })
    .where('company_id', '=', actor.companyId)
    .where('document_id', '=', a.documentId)
    .where('id', '=', a.questionId)
    .where('answered_at', 'is', null)
    .returning(['party_id', 'version'])
    .executeTakeFirst()
  if (!question) {
    const known = await tx
      .selectFrom('question')
      .select('id')
      .where('company_id', '=', actor.companyId)
      .where('document_id', '=', a.documentId)
      .where('id', '=', a.questionId)
      .executeTakeFirst()
    throw known ? new Problem('question-answered', {}, { status: 409 }) : new Problem('not-found', {}, { status: 404 })
  }
  await recordEvent(tx, {
    documentId: a.documentId,
    type: 'answered',
    actor,
    at,
    version: question.version,
    data: { questionId: a.questionId },
  })
  await countOpen(tx, actor.companyId, a.documentId)
  const asker = await partyContact(tx, actor.companyId, question.party_id)
  // The version asked about may have been replaced since: its link would lead nowhere.
  const linkId = await livingLink(tx, { documentId: a.documentId, partyId: question.party_id })
  const channel = asker.email ? 'mail' : asker.phone && isMobile(asker.phone) ? 'sms' : null
  if (channel)
    await queueDispatch(services, tx, {
      documentId: a.documentId,
      version: question.version,
      message: 'answered',
      channel,
      address: (asker.email ?? asker.phone) as string,
      to: { partyId: question.party_id, linkId },
      ...(channel === 'mail' ? { refersTo: { questionId: a.questionId } } : {}),
    })
}

async function countOpen(tx: Tx, companyId: string, documentId: string) {
  await tx
    .updateTable('document')
    .set(eb => ({
      open_questions: eb
        .selectFrom('question')
        .select(e => e.fn.countAll<number>().as('n'))
        .where('company_id', '=', companyId)
        .where('document_id', '=', documentId)
        .where('answered_at', 'is', null) as never,
    }))
    .where('company_id', '=', companyId)
    .where('id', '=', documentId)
    .execute()
}
