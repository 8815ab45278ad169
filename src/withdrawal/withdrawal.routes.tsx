// The pages of the withdrawal function, and what the app asks of messages received.
import type { z } from 'zod'
import { ById } from '../documents/contract.ts'
import { partyContact } from '../documents/parties.ts'
import { readEmail } from '../kernel/contact.ts'
import { kernelMessages } from '../kernel/kernel.messages.ts'
import { Problem } from '../kernel/problem.ts'
import { cleanText } from '../kernel/text.ts'
import type { Tx } from '../platform/database/connect.ts'
import { html, seeOther } from '../platform/http/answer.ts'
import { endpoint, type Language, type PageRequest, page } from '../platform/http/endpoint.ts'
import { type Limit, makeLimits } from '../platform/http/limits.ts'
import { type Catalogue, refusalOf } from '../platform/http/refusals.ts'
import { platformMessages } from '../platform/platform.messages.ts'
import { recipientMessages } from '../recipient/recipient.messages.ts'
import { openRoom, type Room } from '../recipient/room.ts'
import { withdrawalSaid } from '../texts/withdrawal-case.ts'
import { NoticeAnswerInput, NoticesAnswer } from './contract.ts'
import {
  answerNotice,
  giveNotice,
  noticesOf,
  ownNotices,
  receiptOf,
  refundLastDay,
  type Said,
  termsOf,
} from './notices.ts'
import { confirmPage, type FormState, receiptPage, withdrawalPage } from './pages/withdrawal-page.tsx'
import { withdrawalMessages } from './withdrawal.messages.ts'

const catalogue: Catalogue = { ...kernelMessages, ...platformMessages, ...recipientMessages, ...withdrawalMessages }
const SENDS: Limit = { name: 'withdrawal', attempts: 20, seconds: 3600 }

const answer = (r: PageRequest, text: string, status = 200) =>
  html('room', text, r.request, { status, headers: { 'x-robots-tag': 'noindex, nofollow' } })

const inCompany = <T,>(r: PageRequest, room: Room, work: (tx: Tx) => Promise<T>) =>
  r.services.database.company(room.actor.companyId, work)

/** What the form says. A receipt needs an address, and a part its words. */
function check(said: Said): Said {
  if (said.name === '') throw new Problem('withdrawal-name', {}, { field: 'name' })
  if (said.scope === 'part' && said.part === '') throw new Problem('withdrawal-part', {}, { field: 'part' })
  const email = readEmail(said.receiptTo)
  if (!email.ok) throw new Problem(email.code, {}, { field: 'receiptTo' })
  for (const [field, most] of [
    ['name', 120],
    ['part', 2000],
    ['note', 2000],
  ] as const)
    if (said[field].length > most) throw new Problem('text-too-long', { over: said[field].length - most }, { field })
  return { ...said, receiptTo: email.value }
}

async function firstValues(tx: Tx, room: Room): Promise<Said> {
  const party = await partyContact(tx, room.actor.companyId, room.actor.partyId)
  return { name: party.name, scope: 'whole', part: '', note: '', receiptTo: party.email ?? '' }
}

export const withdrawalEndpoints = [
  page({
    get: '/rum/:token/angra',
    zone: 'room',
    access: 'link',
    does: 'Where a consumer withdraws from an agreement, or sees the receipts of having done so.',
    handle: async r => {
      const room = await openRoom(r.services, r.params.token ?? '', r.visitor)
      const { language } = r.visitor
      const text = await inCompany(r, room, async tx => {
        const terms = await termsOf(tx, room)
        const notices = await ownNotices(tx, room)
        return notices.length > 0 && !r.visitor.url.searchParams.has('nytt')
          ? receiptPage(room, terms, notices, language)
          : withdrawalPage(room, terms, { values: await firstValues(tx, room), refused: null }, language)
      })
      return answer(r, text)
    },
  }),
  page({
    post: '/rum/:token/angra',
    zone: 'room',
    access: 'link',
    does: 'Shows a message of withdrawal for confirmation and, confirmed, receives it.',
    handle: async r => {
      const room = await openRoom(r.services, r.params.token ?? '', r.visitor)
      const { language } = r.visitor
      const form = await r.request.formData()
      const field = (name: string) => cleanText(String(form.get(name) ?? '')).trim()
      const said: Said = {
        name: field('name'),
        scope: field('scope') === 'part' ? 'part' : 'whole',
        part: field('part'),
        note: field('note'),
        receiptTo: field('receiptTo'),
      }
      const terms = await inCompany(r, room, tx => termsOf(tx, room))
      const again = (refused: FormState['refused'], status: number) =>
        answer(r, withdrawalPage(room, terms, { values: said, refused }, language), status)
      try {
        const checked = check(said)
        if (field('gor') === 'andra') return again(null, 200)
        if (field('gor') !== 'bekrafta') return answer(r, confirmPage(room, terms, checked, language))
        await makeLimits(r.services).count(SENDS, room.actor.linkId)
        await inCompany(r, room, tx => giveNotice(r.services, tx, room, checked))
        return seeOther('angra')
      } catch (error) {
        if (!(error instanceof Problem) || error.status >= 500 || !(error.code in catalogue)) throw error
        return again({ field: error.field ?? null, text: refusalOf(error, catalogue, language).text }, error.status)
      }
    },
  }),
  endpoint({
    get: '/api/app/documents/:id/withdrawals',
    permission: 'documents.read',
    does: 'Messages of withdrawal from an agreement, the newest first.',
    input: ById,
    output: NoticesAnswer,
    handle: ({ tx, actor, input, visitor }) => viewsOf(tx, actor.companyId, input.id, visitor.language),
  }),
  endpoint({
    post: '/api/app/documents/:id/withdrawals/:noticeId/answer',
    permission: 'documents.send',
    does: 'Accepts a message of withdrawal that waits, or answers why the agreement stands.',
    input: NoticeAnswerInput,
    output: NoticesAnswer,
    handle: async ({ services, tx, actor, input, visitor }) => {
      await answerNotice(services, tx, actor, {
        documentId: input.id,
        noticeId: input.noticeId,
        accept: input.accept,
        answer: cleanText(input.answer),
      })
      return viewsOf(tx, actor.companyId, input.id, visitor.language)
    },
  }),
]

async function viewsOf(
  tx: Tx,
  companyId: string,
  documentId: string,
  language: Language,
): Promise<z.infer<typeof NoticesAnswer>> {
  const signed = await tx
    .selectFrom('document_event')
    .select('data')
    .where('company_id', '=', companyId)
    .where('document_id', '=', documentId)
    .where('type', '=', 'signed')
    .execute()
  const earlyStart = signed.some(e => e.data.earlyStart === true)
  return {
    notices: (await noticesOf(tx, companyId, documentId)).map(n => ({
      id: n.id,
      receipt: receiptOf(n.id),
      name: n.name,
      said: withdrawalSaid(n, language),
      scope: n.scope,
      receivedAt: n.receivedAt.toISOString(),
      lastDay: n.lastDay,
      inTime: n.inTime,
      outcome: n.outcome,
      refundLast: refundLastDay(n.receivedAt),
      earlyStart,
      answer: n.answer,
    })),
  }
}
