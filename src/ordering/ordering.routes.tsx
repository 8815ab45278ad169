// The signing pages of a link: review, order, wait, code, evidence. Forms without script; with it, the page is told as things happen.

import { documentMessages } from '../documents/documents.messages.ts'
import { partyContact } from '../documents/parties.ts'
import { instructionMessages } from '../instructions/instructions.messages.ts'
import { isMobile } from '../kernel/contact.ts'
import { findPersonalNumbers } from '../kernel/personal-number.ts'
import { Problem } from '../kernel/problem.ts'
import { cleanText } from '../kernel/text.ts'
import type { Services } from '../platform/context.ts'
import { html, seeOther } from '../platform/http/answer.ts'
import { type PageRequest, page, type Visitor } from '../platform/http/endpoint.ts'
import { eventStream } from '../platform/http/event-stream.ts'
import { type Limit, makeLimits } from '../platform/http/limits.ts'
import { type Catalogue, refusalOf } from '../platform/http/refusals.ts'
import { isPhone } from '../platform/http/visitor.ts'
import { platformMessages } from '../platform/platform.messages.ts'
import { EidRefused, EidUnavailable, eid } from '../platform/ports/eid.ts'
import { decrypt } from '../platform/vault/cipher.ts'
import { priceWith } from '../recipient/answers.ts'
import { recipientMessages } from '../recipient/recipient.messages.ts'
import { openRoom, type Room, refuseUnlessTheirs } from '../recipient/room.ts'
import { canBeOrdered } from '../texts/chosen.ts'
import { orderingMessages, orderingWords } from './ordering.messages.ts'
import { beginOrder, cancelOrder, codeChannels, isUnopened, type Method, type Order, readOrder } from './orders.ts'
import {
  codePage,
  endedPage,
  evidencePage,
  evidenceReadyPage,
  MOST_AUTHORITY,
  qrSvg,
  type ReviewState,
  reviewPage,
  type Waiting,
  waitingPage,
} from './pages/sign-page.tsx'
import { evidencePlace } from './places.ts'
import { completeCode } from './sign.ts'

const catalogue: Catalogue = {
  ...platformMessages,
  ...instructionMessages,
  ...documentMessages,
  ...recipientMessages,
  ...orderingMessages,
}
const STARTS: Limit = { name: 'signing-start', attempts: 20, seconds: 600 }
const EVIDENCE_MS = 10 * 60_000

const roomOf = (r: PageRequest) => openRoom(r.services, r.params.token ?? '', r.visitor)
const answer = (r: PageRequest, text: string, status = 200) => html('room', text, r.request, { status })

async function orderOf(r: PageRequest, room: Room): Promise<Order> {
  const order = await readOrder(r.services, room.actor.companyId, r.params.order ?? '')
  // An order belongs to the link it was begun by.
  if (order?.linkId !== room.actor.linkId) throw new Problem('not-found', {}, { status: 404 })
  return order
}

async function review(r: PageRequest, room: Room, state: ReviewState, status = 200): Promise<Response> {
  const price = priceWith(room, room.chosen)
  if (!price) throw new Problem('offer-without-price', {}, { status: 409 })
  const { companyId, partyId } = room.actor
  const { party, allowed } = await r.services.database.company(companyId, async tx => ({
    party: await partyContact(tx, companyId, partyId),
    allowed: await codeChannels(tx, companyId),
  }))
  const channels = {
    sms: allowed.sms && party.phone !== null && isMobile(party.phone),
    mail: allowed.mail && party.email !== null,
  }
  return answer(r, reviewPage(room, price, r.visitor.language, isPhone(r.visitor.userAgent), channels, state), status)
}

/** What is written into an agreement stands there for ten years: no number of a person, and no essay. */
function refuseAuthority(words: string, today: string): void {
  const over = words.length - MOST_AUTHORITY
  if (over > 0) throw new Problem('text-too-long', { over }, { field: 'authority' })
  if (findPersonalNumbers(words, today).length > 0) throw new Problem('authority-number', {}, { field: 'authority' })
}

const METHODS: Readonly<Record<string, Method>> = {
  here: 'bankid',
  other: 'bankid',
  sms: 'code-sms',
  mail: 'code-mail',
}

/** What could not be begun, as a sentence; anything unforeseen rises. */
function said(r: PageRequest, error: unknown): { field: string | null; text: string; status: number } {
  if (error instanceof EidUnavailable || error instanceof EidRefused)
    return { field: null, text: r.services.ports.get(eid).words({ error }, r.visitor.language), status: 503 }
  if (error instanceof Problem && error.status < 500)
    return {
      field: error.field,
      text: refusalOf(error, catalogue, r.visitor.language).text,
      status: error.status,
    }
  throw error
}

/** How an order stands, in the reader's words. */
export function waitingOf(services: Services, { language, userAgent }: Visitor, order: Order): Waiting {
  const port = services.ports.get(eid)
  const words = orderingWords[language]
  if (order.state !== 'pending')
    return {
      state: order.state,
      words:
        order.state === 'complete'
          ? words.doneTitle
          : (words.hints[order.hint] ??
            port.words({ status: 'failed', hint: order.hint, way: order.sameDevice ? 'same' : 'qr' }, language)),
      qr: null,
      startUrl: null,
      time: null,
    }
  const since = (at: Date) => Math.max(0, Math.floor((services.clock.now().getTime() - at.getTime()) / 1000))
  const seconds = since(order.startedAt)
  const unstarted = isUnopened(order.hint)
  return {
    state: 'pending',
    words: port.words({ status: 'pending', hint: order.hint, way: order.sameDevice ? 'same' : 'qr' }, language),
    qr: unstarted && !order.sameDevice ? qrSvg(port.qr(order.secrets, seconds)) : null,
    startUrl:
      unstarted && (order.sameDevice || port.test)
        ? port.startUrl(order.secrets, isPhone(userAgent) ? 'phone' : 'desktop')
        : null,
    // An order lives for half a minute until the app is opened, and then for three.
    time: unstarted
      ? { words: words.startTime, seconds: 30, gone: seconds }
      : { words: words.signTime, seconds: 180, gone: since(order.openedAt ?? order.startedAt) },
  }
}

export const orderingEndpoints = [
  page({
    get: '/rum/:token/skriv-under',
    zone: 'room',
    access: 'link',
    does: 'Shows what is ordered, the statements and the order button.',
    handle: async r => {
      const room = await roomOf(r)
      if (!canBeOrdered(room.frozen)) return seeOther('./')
      refuseUnlessTheirs(room)
      return review(r, room, { ticked: new Set(), authority: '', error: null })
    },
  }),
  page({
    post: '/rum/:token/skriv-under',
    zone: 'room',
    access: 'link',
    does: 'Orders: begins signing with BankID or with a code.',
    handle: async r => {
      const room = await roomOf(r)
      refuseUnlessTheirs(room)
      await makeLimits(r.services).count(STARTS, room.actor.linkId)
      const form = await r.request.formData()
      const ticked = new Set(form.getAll('tick').map(String))
      const way = String(form.get('way') ?? '')
      const method = METHODS[way]
      if (!method) return review(r, room, { ticked, authority: '', error: null }, 422)
      const drawing = /^data:image\/png;base64,([A-Za-z0-9+/=]+)$/.exec(String(form.get('drawing') ?? ''))?.[1] ?? null
      const authority = cleanText(String(form.get('authority') ?? '')).trim()
      try {
        refuseAuthority(authority, room.today)
        const id = await beginOrder(
          r.services,
          room,
          {
            ticked,
            method,
            // On the company's device nobody signs with a BankID that is on it.
            sameDevice: way === 'here' && !room.inPerson,
            drawing,
            purpose: 'sign',
            ...(authority ? { authority } : {}),
          },
          r.visitor,
        )
        return seeOther(`skriv-under/${id}`)
      } catch (error) {
        const { field, text, status } = said(r, error)
        return review(r, room, { ticked, authority, error: { field, text } }, status)
      }
    },
  }),
  page({
    get: '/rum/:token/skriv-under/:order',
    zone: 'room',
    access: 'link',
    does: 'Waits for BankID, or asks for the code, or says how it ended.',
    handle: async r => {
      const room = await roomOf(r)
      const order = await orderOf(r, room)
      const { language } = r.visitor
      const port = r.services.ports.get(eid)
      if (order.state === 'complete')
        return order.purpose === 'sign' ? seeOther('../') : answer(r, evidenceReadyPage(room, order, language))
      const waiting = waitingOf(r.services, r.visitor, order)
      if (order.state !== 'pending') return answer(r, endedPage(room, order, language, waiting.words))
      if (order.method !== 'bankid') return answer(r, codePage(room, order, language, null))
      return answer(r, waitingPage(room, order, language, waiting, port.test))
    },
  }),
  page({
    get: '/rum/:token/skriv-under/:order/handelser',
    zone: 'room',
    access: 'link',
    does: 'Tells the waiting page how the order stands, as it happens, with a new QR code every second.',
    handle: async r => {
      const room = await roomOf(r)
      let order = await orderOf(r, room)
      const { services } = r
      return eventStream(r.request, send => {
        let ended = false
        const tell = () => {
          if (ended) return
          const waiting = waitingOf(r.services, r.visitor, order)
          send(waiting)
          ended = waiting.state !== 'pending'
        }
        const renew = async () => {
          try {
            order = (await readOrder(services, order.companyId, order.id)) ?? order
            tell()
          } catch (error) {
            services.log.warn({ err: error }, 'a waiting page could not be told')
          }
        }
        const stop = services.live.watch(
          n => n.topic === 'order' && n.orderId === order.id,
          () => void renew(),
        )
        tell()
        // A notice sent before this stream listened is caught by looking once more.
        void renew()
        const timer = setInterval(() => (order.state === 'pending' && !order.sameDevice ? tell() : undefined), 1000)
        timer.unref()
        return () => {
          clearInterval(timer)
          stop()
        }
      })
    },
  }),
  page({
    post: '/rum/:token/skriv-under/:order/avbryt',
    zone: 'room',
    access: 'link',
    does: 'Cancels an order.',
    handle: async r => {
      const room = await roomOf(r)
      const order = await orderOf(r, room)
      if (order.state === 'pending') await cancelOrder(r.services, order)
      return seeOther('../../')
    },
  }),
  page({
    post: '/rum/:token/skriv-under/:order/kod',
    zone: 'room',
    access: 'link',
    does: 'Confirms with the code that was sent.',
    handle: async r => {
      const room = await roomOf(r)
      const order = await orderOf(r, room)
      const form = await r.request.formData()
      try {
        await completeCode(r.services, order, String(form.get('code') ?? ''))
        return seeOther('../../')
      } catch (error) {
        const { text, status } = said(r, error)
        return answer(r, codePage(room, order, r.visitor.language, text), status)
      }
    },
  }),
  page({
    get: '/rum/:token/bevis',
    zone: 'room',
    access: 'link',
    does: 'Asks for identification before the evidence file.',
    handle: async r => {
      const room = await roomOf(r)
      if (!room.signed) return seeOther('./')
      return answer(r, evidencePage(room, r.visitor.language, isPhone(r.visitor.userAgent), null))
    },
  }),
  page({
    post: '/rum/:token/bevis',
    zone: 'room',
    access: 'link',
    does: 'Begins an identification for the evidence file.',
    handle: async r => {
      const room = await roomOf(r)
      if (!room.signed) return seeOther('./')
      await makeLimits(r.services).count(STARTS, room.actor.linkId)
      const way = String((await r.request.formData()).get('way') ?? 'other')
      try {
        const id = await beginOrder(
          r.services,
          room,
          { ticked: new Set(), method: 'bankid', sameDevice: way === 'here', drawing: null, purpose: 'evidence' },
          r.visitor,
        )
        return seeOther(`skriv-under/${id}`)
      } catch (error) {
        const { text, status } = said(r, error)
        return answer(r, evidencePage(room, r.visitor.language, isPhone(r.visitor.userAgent), text), status)
      }
    },
  }),
  page({
    get: '/rum/:token/skriv-under/:order/bevis.json',
    zone: 'room',
    access: 'link',
    does: 'The evidence file, for ten minutes after identification.',
    handle: async r => {
      const room = await roomOf(r)
      const order = await orderOf(r, room)
      const age = r.services.clock.now().getTime() - (order.finishedAt?.getTime() ?? 0)
      if (order.purpose !== 'evidence' || order.state !== 'complete' || age > EVIDENCE_MS)
        throw new Problem('evidence-not-identified', {}, { status: 403 })
      const { companyId } = room.actor
      const row = await r.services.database.company(companyId, tx =>
        tx
          .selectFrom('signature')
          .select(['id', 'evidence', 'key_id'])
          .where('company_id', '=', companyId)
          .where('document_id', '=', room.actor.documentId)
          .where('version', '=', room.version)
          // Each fetches what they signed themselves; whoever was not needed, what made the agreement.
          .orderBy(eb => eb('party_id', '=', room.actor.partyId), 'desc')
          .orderBy('signed_at', 'desc')
          .executeTakeFirstOrThrow(),
      )
      const bytes = decrypt(
        await r.services.vault.key(companyId, row.key_id),
        row.evidence,
        evidencePlace(row.id, companyId),
      )
      return new Response(bytes as unknown as BodyInit, {
        headers: {
          'content-type': 'application/json',
          'content-disposition': `attachment; filename="${room.frozen.number}-bevis.json"`,
          'cache-control': 'private, no-store',
        },
      })
    },
  }),
]
