// What a link answers. A GET writes nothing; everything else is a form that works without script.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { ask } from '../conversation/questions.ts'
import { sealedFileAnswer } from '../documents/sealed-file.ts'
import { giveFeedback, isAnswered } from '../feedback/feedback.ts'
import { Problem } from '../kernel/problem.ts'
import { cleanText } from '../kernel/text.ts'
import { type ReadyPage, readyPage, seeOther, sendPage } from '../platform/http/answer.ts'
import { type PageRequest, page } from '../platform/http/endpoint.ts'
import { type Limit, makeLimits } from '../platform/http/limits.ts'
import { type Catalogue, refusalOf } from '../platform/http/refusals.ts'
import { platformMessages } from '../platform/platform.messages.ts'
import { approve, askForLonger, choose, chosenFrom, decline, LONGEST, noteVisit, replyToNotice } from './answers.ts'
import { delegate } from './delegate.ts'
import { Kept } from './kept.ts'
import { delegatePage, mayDelegate } from './pages/delegate-page.tsx'
import { handOverPage, type Informs } from './pages/informed.tsx'
import { type RoomNews, roomPage } from './pages/room-page.tsx'
import { recipientMessages } from './recipient.messages.ts'
import { openRoom, type Room, refuseUnlessOpen } from './room.ts'

const pages = new Kept<ReadyPage>(48 * 1024 * 1024, p => p.html.length + p.gzip.length)
const WRITES: Limit = { name: 'room-write', attempts: 60, seconds: 600 }

const roomOf = (r: PageRequest) => openRoom(r.services, r.params.token ?? '', r.visitor)

/** The room's page. What never changes under its key is written and compressed once. */
async function draw(r: PageRequest, room: Room, told: RoomNews = {}, status = 200): Promise<Response> {
  const news = { ...told, informs: await informsOf(r, room) }
  const language = r.visitor.language
  const options = { status, headers: { 'x-robots-tag': 'noindex, nofollow' } }
  const quiet = isQuiet(r.request)
  if (news.refused) return sendPage(readyPage('room', roomPage(room, language, { ...news, quiet })), r.request, options)
  const key = [
    room.versionHash,
    language,
    room.state,
    room.actor.partyId,
    room.today,
    [...room.chosen].sort().join(),
    news.informs.own ?? '',
    news.done ?? '',
    news.feedback ?? '',
    quiet,
    room.rescinded,
    room.signed ? `${room.signed.at.getTime()}${room.signed.timestamp}` : '',
    JSON.stringify([room.parts, room.signatures, room.inPerson, room.declinedByOther]),
    room.conversation.length === 0
      ? ''
      : createHash('sha256').update(JSON.stringify(room.conversation)).digest('base64url'),
  ].join('|')
  let ready = pages.get(key)
  if (!ready) {
    ready = readyPage('room', roomPage(room, language, { ...news, quiet }))
    pages.set(key, ready)
  }
  return sendPage(ready, r.request, options)
}

/** What the company tells its clients of their data, asked fresh: it may have been written since the quote was sent. */
async function informsOf(r: PageRequest, room: Room): Promise<Informs> {
  const { companyId } = room.actor
  const row = await r.services.database.company(companyId, tx =>
    tx.selectFrom('company').select('privacy_text').where('id', '=', companyId).executeTakeFirst(),
  )
  return { operator: r.services.config.operator.name, own: row?.privacy_text ?? null }
}

/** Whether the agreement is made and the reader's signature is in it. */
const hasSigned = (room: Room) => room.signed?.by.some(s => s.partyId === room.actor.partyId) ?? false

/** Whether the reader has asked not to be noted: kept in their own browser, for every room. */
const isQuiet = (request: Request) => /(?:^|;\s*)notera=nej(?:;|$)/.test(request.headers.get('cookie') ?? '')

const QUIET = { 'x-robots-tag': 'noindex, nofollow' }

/** Writes are limited per link and never carry a secret: the key is the link's id. */
const limited = (r: PageRequest, room: Room) => makeLimits(r.services).count(WRITES, room.actor.linkId)
const formOf = async (r: PageRequest) => {
  const form = await r.request.formData()
  return (name: string) => cleanText(String(form.get(name) ?? '')).trim()
}
const cookie = (r: PageRequest, value: string) =>
  `${value}; Path=/; SameSite=Lax; Max-Age=31536000${r.services.config.publicUrl.startsWith('https:') ? '; Secure' : ''}`

const said = { ...platformMessages, ...recipientMessages } as Catalogue

/** Does what a form asks for. Refused, the page comes back with the reason and every word that was typed, in whatever state it is now. */
async function answering(
  r: PageRequest,
  form: 'fraga' | 'avboj',
  room: Room,
  values: Record<string, string>,
  work: () => Promise<unknown>,
): Promise<Response | null> {
  try {
    refuseUnlessOpen(room)
    await limited(r, room)
    for (const [name, most] of Object.entries(LONGEST)) {
      const over = (values[name] ?? '').length - most
      if (over > 0) throw new Problem('text-too-long', { over }, { status: 422 })
    }
    await work()
    return null
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500 || !(error.code in said)) throw error
    const { text } = refusalOf(error, said, r.visitor.language)
    // Somebody may have ended the offer in the meantime: the page shows how it stands now.
    return draw(r, error.status === 409 ? await roomOf(r) : room, { refused: { form, text, values } }, error.status)
  }
}

const Reply = z.enum(['included', 'cost-refused', 'more-needed', 'call-me'])
const DONE = z.enum(['asked', 'longer', 'saved', 'thanked', 'replied']).optional().catch(undefined)

/** One to five, or nothing. */
const Score = z
  .string()
  .regex(/^[1-5]$/)
  .transform(Number)
  .nullable()
  .catch(null)

const Visit = z.object({
  visit: z.uuid(),
  section: z.string().max(40),
  sections: z.record(z.string().max(40), z.number().int().min(0)),
  machine: z.boolean(),
})

export const recipientEndpoints = [
  page({
    get: '/rum/:token',
    zone: 'room',
    access: 'link',
    does: 'Opens the document a link leads to.',
    handle: async r => {
      // With a closing slash every address on the page is relative, so the token stands nowhere in it.
      if (!r.visitor.url.pathname.endsWith('/')) return seeOther(`/rum/${r.params.token}/`)
      const done = DONE.parse(r.visitor.url.searchParams.get('klart') ?? undefined)
      const room = await roomOf(r)
      const isSigner = hasSigned(room)
      const feedback = isSigner && !(await isAnswered(r.services, room.actor))
      return draw(r, room, { ...(done ? { done } : {}), feedback })
    },
  }),
  page({
    get: '/rum/:token/till-medsokande',
    zone: 'room',
    access: 'link',
    does: 'A page to hand to whoever shares the deduction: what is held of them, by whom and why.',
    handle: async r => {
      const room = await roomOf(r)
      if (room.state === 'address-changed' || room.state === 'link-expired')
        throw new Problem('not-found', {}, { status: 404 })
      const { language } = r.visitor
      return sendPage(readyPage('room', handOverPage(room, await informsOf(r, room), language)), r.request, {
        status: 200,
        headers: { 'x-robots-tag': 'noindex, nofollow' },
      })
    },
  }),
  page({
    post: '/rum/:token/val',
    zone: 'room',
    access: 'link',
    does: 'Stores which options the recipient has picked; the server’s engine recalculates.',
    handle: async r => {
      const room = await roomOf(r)
      refuseUnlessOpen(room)
      await limited(r, room)
      const form = await r.request.formData()
      const ids = [...form.entries()].filter(([k]) => k === 'o' || k.startsWith('c-')).map(([, v]) => String(v))
      // "12,5" as people write it.
      const quantities = new Map(
        [...form.entries()]
          .filter(([k]) => k.startsWith('q-'))
          .map(([k, v]) => [k.slice(2), Math.round(Number(String(v).trim().replace(',', '.') || 'x') * 1000)]),
      )
      const chosen = chosenFrom(room, ids, quantities)
      await r.services.database.company(room.actor.companyId, tx => choose(r.services, tx, room, chosen))
      if (r.request.headers.get('x-room') === 'part') return draw(r, { ...room, chosen })
      return seeOther('./?klart=saved#sparat')
    },
  }),
  page({
    post: '/rum/:token/fraga',
    zone: 'room',
    access: 'link',
    does: 'Asks the company a question.',
    handle: async r => {
      const room = await roomOf(r)
      const field = await formOf(r)
      const values = { body: field('body'), anchor: field('anchor') }
      const known = room.frozen.content.blocks.some(b => b.id === values.anchor)
      const refused = await answering(r, 'fraga', room, values, async () => {
        if (values.body === '') throw new Problem('question-empty', {}, { status: 422 })
        const question = { version: room.version, anchor: known ? values.anchor : '', body: values.body }
        await r.services.database.company(room.actor.companyId, tx => ask(r.services, tx, room.actor, question))
      })
      if (refused) return refused
      return seeOther('./?klart=asked')
    },
  }),
  page({
    post: '/rum/:token/avboj',
    zone: 'room',
    access: 'link',
    does: 'Declines the offer, with a reason if the recipient gives one.',
    handle: async r => {
      const room = await roomOf(r)
      const values = { reason: (await formOf(r))('reason') }
      const refused = await answering(r, 'avboj', room, values, () =>
        r.services.database.company(room.actor.companyId, tx => decline(r.services, tx, room, values.reason)),
      )
      if (refused) return refused
      return seeOther('./')
    },
  }),
  page({
    get: '/rum/:token/lamna-over',
    zone: 'room',
    access: 'link',
    does: 'Asks who is to sign in the reader’s place.',
    handle: async r => {
      const room = await roomOf(r)
      if (!mayDelegate(room)) return seeOther('./')
      const page = delegatePage(room, r.visitor.language, null)
      return sendPage(readyPage('room', page), r.request, { status: 200, headers: QUIET })
    },
  }),
  page({
    post: '/rum/:token/lamna-over',
    zone: 'room',
    access: 'link',
    does: 'Names another person to sign in the reader’s place.',
    handle: async r => {
      const room = await roomOf(r)
      const field = await formOf(r)
      const values = { name: field('namn'), contact: field('kontakt') }
      refuseUnlessOpen(room)
      await limited(r, room)
      try {
        await r.services.database.company(room.actor.companyId, tx => delegate(r.services, tx, room, values))
      } catch (error) {
        if (!(error instanceof Problem) || error.status !== 422) throw error
        const { text } = refusalOf(error, said, r.visitor.language)
        const page = delegatePage(room, r.visitor.language, { code: error.code, text, values })
        return sendPage(readyPage('room', page), r.request, { status: 422, headers: QUIET })
      }
      return seeOther('./')
    },
  }),
  page({
    post: '/rum/:token/godkann',
    zone: 'room',
    access: 'link',
    does: 'Approves that the document is signed by others.',
    handle: async r => {
      const room = await roomOf(r)
      refuseUnlessOpen(room)
      await limited(r, room)
      await r.services.database.company(room.actor.companyId, tx => approve(r.services, tx, room))
      return seeOther('./')
    },
  }),
  page({
    post: '/rum/:token/besked',
    zone: 'room',
    access: 'link',
    does: 'Answers the notice of an ÄTA in another way than by ordering or declining.',
    handle: async r => {
      const room = await roomOf(r)
      const reply = Reply.safeParse((await formOf(r))('svar'))
      if (!reply.success || !room.frozen.change) throw new Problem('not-found', {}, { status: 404 })
      refuseUnlessOpen(room)
      await limited(r, room)
      await r.services.database.company(room.actor.companyId, tx => replyToNotice(r.services, tx, room, reply.data))
      return seeOther('./?klart=replied')
    },
  }),
  page({
    post: '/rum/:token/omdome',
    zone: 'room',
    access: 'link',
    does: 'Takes what whoever signed thought, or that they will not say.',
    handle: async r => {
      const room = await roomOf(r)
      if (!hasSigned(room)) return seeOther('./')
      await limited(r, room)
      const field = await formOf(r)
      const score = (name: string) => Score.parse(field(name))
      const skips = field('gor') === 'hoppa' || (score('betyg') === null && score('tjanst') === null)
      await giveFeedback(
        r.services,
        room.actor,
        skips
          ? { rating: null, comment: '', service: null }
          : { rating: score('betyg'), comment: field('kommentar'), service: score('tjanst') },
      )
      return seeOther(skips ? './' : './?klart=thanked')
    },
  }),
  page({
    post: '/rum/:token/forlang',
    zone: 'room',
    access: 'link',
    does: 'Asks the company to extend an expired offer.',
    handle: async r => {
      const room = await roomOf(r)
      if (room.state !== 'expired') return seeOther('./')
      await limited(r, room)
      await r.services.database.company(room.actor.companyId, tx => askForLonger(r.services, tx, room))
      return seeOther('./?klart=longer')
    },
  }),
  page({
    post: '/rum/:token/besok',
    zone: 'room',
    access: 'link',
    does: 'Notes that a person has the page before them, and which part.',
    limit: 8 * 1024,
    handle: async r => {
      const room = await roomOf(r)
      const report = Visit.safeParse(await r.request.json().catch(() => null))
      if (report.success && room.state === 'open' && !isQuiet(r.request))
        await r.services.database.company(room.actor.companyId, tx => noteVisit(r.services, tx, room, report.data))
      return new Response(null, { status: 204 })
    },
  }),
  page({
    post: '/rum/:token/sprak',
    zone: 'room',
    access: 'link',
    does: 'Chooses the language of the words around the document.',
    handle: async r => {
      const lang = (await formOf(r))('lang') === 'en' ? 'en' : 'sv'
      return seeOther('./', { 'set-cookie': cookie(r, `lang=${lang}`) })
    },
  }),
  page({
    post: '/rum/:token/notera',
    zone: 'room',
    access: 'link',
    does: 'Turns off, or on again, that what is shown is noted for the company.',
    handle: async r => {
      await roomOf(r)
      const visning = (await formOf(r))('visning') === 'nej' ? 'nej' : 'ja'
      return seeOther('./', { 'set-cookie': cookie(r, `notera=${visning}`) })
    },
  }),
  page({
    get: '/rum/:token/fil/:sha256',
    zone: 'room',
    access: 'link',
    does: 'A picture the document shows.',
    handle: async r => {
      const room = await roomOf(r)
      const file = room.frozen.files.find(f => f.sha256 === r.params.sha256)
      if (!file || room.state === 'address-changed' || room.state === 'link-expired')
        throw new Problem('not-found', {}, { status: 404 })
      const row = await r.services.database.company(room.actor.companyId, tx =>
        tx
          .selectFrom('file')
          .select(['sha256', 'key_id', 'mime'])
          .where('company_id', '=', room.actor.companyId)
          .where('sha256', '=', file.sha256)
          .executeTakeFirst(),
      )
      if (!row) throw new Problem('file-missing', {}, { status: 404 })
      return new Response((await r.services.files.read(room.actor.companyId, row)) as unknown as BodyInit, {
        headers: { 'content-type': row.mime, 'cache-control': 'private, max-age=31536000, immutable' },
      })
    },
  }),
  page({
    get: '/rum/:token/avtal.pdf',
    zone: 'room',
    access: 'link',
    does: 'The sealed agreement.',
    handle: async r => {
      const room = await roomOf(r)
      if (room.state !== 'sealed') throw new Problem('not-sealed-yet', {}, { status: 404 })
      const { companyId, documentId } = room.actor
      return sealedFileAnswer(r.services, { companyId, documentId, version: room.version })
    },
  }),
]
