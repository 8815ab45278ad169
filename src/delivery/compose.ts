// The words of one message, put together when it leaves: from the document, the link made anew from its id, and, where the copy
// must be durable, the sealed file attached.

import { deriveBrand } from '../design/colour.ts'
import { mailHtml, mailText } from '../design/mail.tsx'
import { openVersion } from '../documents/freeze.ts'
import { writtenKind } from '../documents/kinds.ts'
import { linkToken, roomPath } from '../documents/link-token.ts'
import { findCardNumbers } from '../kernel/card-number.ts'
import { printPhone } from '../kernel/contact.ts'
import { addDays, dateWords, instantWords, stockholmDate, timeWords } from '../kernel/dates.ts'
import { say } from '../kernel/messages.ts'
import { findPersonalNumbers } from '../kernel/personal-number.ts'
import { cut } from '../kernel/text.ts'
import type { Services } from '../platform/context.ts'
import type { Language } from '../platform/http/endpoint.ts'
import type { OutgoingMail } from '../platform/ports/mail.ts'
import type { OutgoingSms } from '../platform/ports/sms.ts'
import { signingCode } from '../signing/code.ts'
import { withdrawalSaid } from '../texts/withdrawal-case.ts'
import { type DeliveryText, deliveryMessages, deliveryTexts, paperFields } from './delivery.messages.ts'
import { withNote, withSmsNote } from './note.ts'
import { type WaitingMessage, waitingMessage } from './waiting-message.ts'

type Composed = { channel: 'mail'; mail: OutgoingMail } | { channel: 'sms'; sms: OutgoingSms }

/** The message, or why it should not leave any more: it is settled already, or its link has ended. */
export async function compose(
  services: Services,
  companyId: string,
  dispatchId: string,
): Promise<Composed | 'nothing-to-send' | 'link-ended'> {
  const m = await services.database.company(companyId, tx => waitingMessage(tx, companyId, dispatchId))
  if (!m) return 'nothing-to-send'
  if (m.link_ended_at) return 'link-ended'

  const { contact } = m
  const toCompany = m.member_id !== null
  const language: Language = (toCompany ? contact.language : m.party_language) ?? 'sv'
  const text: DeliveryText = deliveryTexts[m.message][language]
  const base = services.config.publicUrl
  // The draft may have gone on since: a message is about what was sent.
  const { content } =
    m.draft === null
      ? await openVersion(
          services,
          { companyId, documentId: m.document_id },
          { version: m.version as number, canonical: m.canonical as Buffer, key_id: m.key_id as string },
        )
      : { content: m.draft }
  const today = stockholmDate(services.clock.now())
  // People write anything into a question, also what may not stand in a mail.
  const safe = (written: string) => hideNumbers(written, today, language)
  const link = toCompany
    ? `${base}/app/dokument/${m.document_id}`
    : m.link_id
      ? `${base}${roomPath(linkToken(services.secrets, m.link_id))}`
      : base
  const kind = writtenKind(m.kind)
  const fields: Record<string, string> = {
    company: m.company,
    companyShort: m.company.slice(0, 30),
    ...paperFields(kind, (m.client_kind ?? 'person') === 'person', language),
    client: m.client_name,
    firstName: m.party_name?.split(' ')[0] ?? '',
    title: safe(content.title),
    validTo: dateWords(content.validTo, language),
    validToShort: dateWords(content.validTo, language, 'short'),
    link,
    code: m.order_id ? signingCode(services.secrets, m.order_id) : '',
    asker: m.asker ?? '',
    signer: namesOf(m.signers ?? [], language),
    signedAt: m.signed_at
      ? `${dateWords(stockholmDate(m.signed_at), language)} ${timeWords(m.signed_at, language)}`
      : '',
    level: m.method === 'bankid' ? 'BankID' : language === 'sv' ? 'kod' : 'code',
    remaining:
      m.remaining.length > 0
        ? language === 'sv'
          ? `Har inte skrivit under: ${m.remaining.join(', ')}.`
          : `Has not signed: ${m.remaining.join(', ')}.`
        : '',
    ...noticeFields(m, language),
    withdrawLine: '',
    addressMasked: maskAddress(m.bounced_address ?? m.address),
  }
  if (m.channel === 'sms') {
    if (!text.sms) throw new Error(`${m.message} has no text message.`)
    return {
      channel: 'sms',
      sms: {
        to: m.address,
        from: m.company,
        text: withSmsNote(text.sms(fields), m.note),
        reference: m.id,
      },
    }
  }

  const quotes = []
  if (m.asked) {
    quotes.push({
      label: say(deliveryMessages[toCompany ? 'delivery.asks' : 'delivery.you-asked'], language),
      text: safe(m.asked),
    })
    // One that left late must not say more than it was written down to say.
    if (m.answered && m.message === 'answered')
      quotes.push({ label: say(deliveryMessages['delivery.answer'], language), text: safe(m.answered) })
  }
  if (m.notice_scope) {
    quotes.push({
      label: say(deliveryMessages[toCompany ? 'delivery.wrote' : 'delivery.you-wrote'], language),
      text: safe(withdrawalSaid({ scope: m.notice_scope, part: m.notice_part, note: m.notice_note }, language)),
    })
    if (m.message === 'withdrawal-answered' && m.notice_answer)
      quotes.push({ label: say(deliveryMessages['delivery.answer'], language), text: safe(m.notice_answer) })
  }
  if (m.message === 'c.declined' && m.decline_reason)
    quotes.push({ label: say(deliveryMessages['delivery.reason'], language), text: safe(m.decline_reason) })
  const companyLine = [
    `${m.company}${m.form === 'legal' && m.organisation_number ? `, org.nr ${m.organisation_number}` : ''}`,
    [m.street, m.postcode && m.city ? `${m.postcode} ${m.city}` : m.city].filter(Boolean).join(', '),
    contact.phone || m.phone ? printPhone((contact.phone ?? m.phone) as string) : '',
    contact.email,
  ].filter(Boolean)
  const body = {
    language,
    header: toCompany
      ? say(deliveryMessages['delivery.header-company'], language)
      : say(deliveryMessages['delivery.header'], language, { company: m.company }),
    paragraphs: withNote(text.body(fields), m.note),
    quotes,
    button: { label: text.button(fields), url: link },
    footer: toCompany
      ? [services.config.operator.name]
      : [
          companyLine.join(', '),
          say(deliveryMessages['delivery.footer-responsible'], language, {
            company: m.company,
            operator: services.config.operator.name,
          }),
          say(deliveryMessages['delivery.footer-measuring'], language),
        ],
    test: services.config.bankId.kind === 'emulator' && m.is_test === true,
  }
  const attachments = m.file
    ? [
        {
          name: `${m.number}.pdf`,
          mime: 'application/pdf',
          bytes: await services.files.read(companyId, m.file),
        },
      ]
    : []
  const brand = deriveBrand(m.colour)
  return {
    channel: 'mail',
    mail: {
      to: m.address,
      from: {
        name: toCompany ? 'Cling' : `${m.company} via Cling`,
        address: services.config.mail?.from ?? 'cling@localhost',
      },
      ...(toCompany ? {} : { replyTo: { name: m.company, address: contact.email } }),
      subject: cut(text.subject(fields), 78),
      text: mailText(body),
      html: mailHtml(body, brand),
      attachments,
      // The same message tried again is the same message to the recipient's server.
      reference: m.id,
    },
  }
}

/** "Åsa Berg", "Åsa Berg och Erik Berg" */
const namesOf = (names: readonly string[], language: Language): string =>
  new Intl.ListFormat(language, { type: 'conjunction' }).format(names)
/** What a message about a withdrawal names; empty for others. */
function noticeFields(m: WaitingMessage, language: Language): Record<string, string> {
  if (!m.notice_id || !m.received_at) return {}
  const outcome = m.notice_outcome ?? 'waiting'
  return {
    number: m.number,
    noticeName: m.notice_name ?? '',
    receipt: m.notice_id.slice(-8).toUpperCase(),
    receivedAt: instantWords(m.received_at, language),
    refundLast: dateWords(addDays(stockholmDate(m.received_at), 14), language),
    outcome: say(deliveryMessages[`delivery.notice-${outcome}`], language),
    todo: say(deliveryMessages[outcome === 'ended' ? 'delivery.todo-ended' : 'delivery.todo-waiting'], language, {
      refundLast: dateWords(addDays(stockholmDate(m.received_at), 14), language),
    }),
  }
}

/** The text with each personal number and each card number in it said to be one. */
function hideNumbers(text: string, today: string, language: Language): string {
  const places = [
    ...findPersonalNumbers(text, today).map(p => ({ ...p, word: deliveryMessages['delivery.number'] })),
    ...findCardNumbers(text).map(p => ({ ...p, word: deliveryMessages['delivery.card'] })),
  ].sort((one, other) => one.from - other.from)
  let shown = ''
  let from = 0
  for (const place of places) {
    // Digits that read as both are hidden once.
    if (place.from < from) continue
    shown += text.slice(from, place.from) + say(place.word, language)
    from = place.to
  }
  return shown + text.slice(from)
}

/** "a…@example.se", "070-… 67": recognisable to who wrote it, useless to others. */
function maskAddress(address: string): string {
  const at = address.indexOf('@')
  return at > 0 ? `${address[0]}…${address.slice(at)}` : `${address.slice(0, 5)}…${address.slice(-2)}`
}
