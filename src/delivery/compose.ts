// The words of one message, put together when it leaves: from the document, the link made anew from its id, and, where the copy
// must be durable, the sealed file attached.

import { deriveBrand } from '../design/colour.ts'
import { mailHtml, mailText } from '../design/mail.tsx'
import { openVersion } from '../documents/freeze.ts'
import { linkToken, roomPath } from '../documents/link-token.ts'
import { contactOf } from '../documents/parties.ts'
import { sealedFileOf } from '../documents/sealed-file.ts'
import { findCardNumbers } from '../kernel/card-number.ts'
import { printPhone } from '../kernel/contact.ts'
import { dateWords, stockholmDate, timeWords } from '../kernel/dates.ts'
import { say } from '../kernel/messages.ts'
import { findPersonalNumbers } from '../kernel/personal-number.ts'
import { cut } from '../kernel/text.ts'
import type { Services } from '../platform/context.ts'
import type { Language } from '../platform/http/endpoint.ts'
import type { OutgoingMail } from '../platform/ports/mail.ts'
import type { OutgoingSms } from '../platform/ports/sms.ts'
import { signingCode } from '../signing/code.ts'
import { type DeliveryMessage, type DeliveryText, deliveryMessages, deliveryTexts } from './delivery.messages.ts'

type Composed = { channel: 'mail'; mail: OutgoingMail } | { channel: 'sms'; sms: OutgoingSms }

/** The message, or why it should not leave any more: it is settled already, or its link has ended. */
export async function compose(
  services: Services,
  companyId: string,
  dispatchId: string,
): Promise<Composed | 'nothing-to-send' | 'link-ended'> {
  const found = await services.database.company(companyId, async tx => {
    const dispatch = await tx
      .selectFrom('dispatch')
      .selectAll()
      .where('company_id', '=', companyId)
      .where('id', '=', dispatchId)
      .executeTakeFirst()
    if (dispatch?.state !== 'queued' || !dispatch.document_id) return null
    const document = await tx
      .selectFrom('document')
      .selectAll()
      .where('company_id', '=', companyId)
      .where('id', '=', dispatch.document_id)
      .executeTakeFirstOrThrow()
    const company = await tx.selectFrom('company').selectAll().where('id', '=', companyId).executeTakeFirstOrThrow()
    const contact = await contactOf(tx, companyId, document.id)
    const sent = dispatch.version
      ? await tx
          .selectFrom('document_version')
          .select(['version', 'canonical', 'key_id'])
          .where('company_id', '=', companyId)
          .where('document_id', '=', document.id)
          .where('version', '=', dispatch.version)
          .executeTakeFirst()
      : null
    const party = dispatch.party_id
      ? await tx
          .selectFrom('document_party as p')
          .innerJoin('client_person as c', join =>
            join.onRef('c.company_id', '=', 'p.company_id').onRef('c.id', '=', 'p.client_person_id'),
          )
          .innerJoin('client as k', join =>
            join.onRef('k.company_id', '=', 'p.company_id').onRef('k.id', '=', 'c.client_id'),
          )
          .select(['c.name', 'k.language', 'k.kind'])
          .where('p.company_id', '=', companyId)
          .where('p.id', '=', dispatch.party_id)
          .executeTakeFirst()
      : null
    const question = dispatch.refers_to.questionId
      ? await tx
          .selectFrom('question as q')
          .innerJoin('document_party as p', join =>
            join.onRef('p.company_id', '=', 'q.company_id').onRef('p.id', '=', 'q.party_id'),
          )
          .innerJoin('client_person as c', join =>
            join.onRef('c.company_id', '=', 'p.company_id').onRef('c.id', '=', 'p.client_person_id'),
          )
          .select(['q.body', 'q.answer', 'c.name'])
          .where('q.company_id', '=', companyId)
          .where('q.id', '=', dispatch.refers_to.questionId)
          .executeTakeFirst()
      : null
    const bounced = dispatch.refers_to.dispatchId
      ? await tx
          .selectFrom('dispatch')
          .select('address')
          .where('company_id', '=', companyId)
          .where('id', '=', dispatch.refers_to.dispatchId)
          .executeTakeFirst()
      : null
    const link = dispatch.link_id
      ? await tx
          .selectFrom('room_link')
          .select(['ended_at'])
          .where('company_id', '=', companyId)
          .where('id', '=', dispatch.link_id)
          .executeTakeFirst()
      : null
    const signature = dispatch.version
      ? await tx
          .selectFrom('signature as s')
          .innerJoin('document_party as p', join =>
            join.onRef('p.company_id', '=', 's.company_id').onRef('p.id', '=', 's.party_id'),
          )
          .innerJoin('client_person as c', join =>
            join.onRef('c.company_id', '=', 'p.company_id').onRef('c.id', '=', 'p.client_person_id'),
          )
          .select(['s.signed_at', 's.method', 's.party_id', 'c.name', 's.is_test'])
          .where('s.company_id', '=', companyId)
          .where('s.document_id', '=', dispatch.document_id)
          .where('s.version', '=', dispatch.version)
          .executeTakeFirst()
      : null
    const file =
      dispatch.version && (dispatch.message === 'sealed' || dispatch.message === 'c.signed')
        ? await sealedFileOf(tx, { companyId, documentId: dispatch.document_id, version: dispatch.version })
        : null
    const waiting = await tx
      .selectFrom('document_party as p')
      .innerJoin('client_person as c', join =>
        join.onRef('c.company_id', '=', 'p.company_id').onRef('c.id', '=', 'p.client_person_id'),
      )
      .select(['c.name', 'p.id'])
      .where('p.company_id', '=', companyId)
      .where('p.document_id', '=', dispatch.document_id)
      .where('p.signs', '=', true)
      .execute()
    return { dispatch, document, company, contact, sent, party, question, bounced, link, signature, file, waiting }
  })
  if (!found) return 'nothing-to-send'
  if (found.link?.ended_at) return 'link-ended'

  const { dispatch, document, company, contact, party, question, signature } = found
  const toCompany = dispatch.member_id !== null
  const language: Language = (toCompany ? contact.language : party?.language) ?? 'sv'
  const text: DeliveryText = deliveryTexts[dispatch.message as DeliveryMessage][language]
  const base = services.config.publicUrl
  // The draft may have gone on since: a message is about what was sent.
  const content = found.sent
    ? (await openVersion(services, { companyId, documentId: document.id }, found.sent)).content
    : document.content
  const today = stockholmDate(services.clock.now())
  // People write anything into a question, also what may not stand in a mail.
  const safe = (written: string) => hideNumbers(written, today, language)
  const link = toCompany
    ? `${base}/app/dokument/${document.id}`
    : dispatch.link_id
      ? `${base}${roomPath(linkToken(services.secrets, dispatch.link_id))}`
      : base
  const remaining = found.waiting.filter(w => w.id !== signature?.party_id).map(w => w.name)
  const fields: Record<string, string> = {
    company: company.name,
    companyShort: company.name.slice(0, 30),
    client: document.client_name,
    firstName: party?.name.split(' ')[0] ?? '',
    title: safe(content.title),
    validTo: dateWords(content.validTo, language),
    validToShort: dateWords(content.validTo, language, 'short'),
    link,
    code: dispatch.refers_to.orderId ? signingCode(services.secrets, dispatch.refers_to.orderId) : '',
    signer: signature?.name ?? '',
    signedAt: signature
      ? `${dateWords(stockholmDate(signature.signed_at), language)} ${timeWords(signature.signed_at, language)}`
      : '',
    level: signature?.method === 'bankid' ? 'BankID' : language === 'sv' ? 'kod' : 'code',
    remaining:
      remaining.length > 0
        ? language === 'sv'
          ? `Har inte skrivit under: ${remaining.join(', ')}.`
          : `Has not signed: ${remaining.join(', ')}.`
        : '',
    withdrawLine: '',
    addressMasked: maskAddress(found.bounced?.address ?? dispatch.address),
  }
  if (dispatch.channel === 'sms') {
    if (!text.sms) throw new Error(`${dispatch.message} has no text message.`)
    return {
      channel: 'sms',
      sms: { to: dispatch.address, from: company.name, text: text.sms(fields), reference: dispatch.id },
    }
  }

  const quotes = []
  if (question) {
    quotes.push({
      label: say(deliveryMessages[toCompany ? 'delivery.asks' : 'delivery.you-asked'], language),
      text: safe(question.body),
    })
    // One that left late must not say more than it was written down to say.
    if (question.answer && dispatch.message === 'answered')
      quotes.push({ label: say(deliveryMessages['delivery.answer'], language), text: safe(question.answer) })
  }
  if (dispatch.message === 'c.declined' && document.decline_reason)
    quotes.push({ label: say(deliveryMessages['delivery.reason'], language), text: safe(document.decline_reason) })
  const companyLine = [
    `${company.name}${company.form === 'legal' && company.organisation_number ? `, org.nr ${company.organisation_number}` : ''}`,
    [company.street, company.postcode && company.city ? `${company.postcode} ${company.city}` : company.city]
      .filter(Boolean)
      .join(', '),
    contact.phone || company.phone ? printPhone((contact.phone ?? company.phone) as string) : '',
    contact.email,
  ].filter(Boolean)
  const body = {
    language,
    header: toCompany
      ? say(deliveryMessages['delivery.header-company'], language)
      : say(deliveryMessages['delivery.header'], language, { company: company.name }),
    paragraphs: text.body(fields),
    quotes,
    button: { label: text.button(fields), url: link },
    footer: toCompany
      ? [services.config.operator.name]
      : [
          companyLine.join(', '),
          say(deliveryMessages['delivery.footer-responsible'], language, {
            company: company.name,
            operator: services.config.operator.name,
          }),
          say(deliveryMessages['delivery.footer-measuring'], language),
        ],
    test: services.config.bankId.kind === 'emulator' && signature?.is_test === true,
  }
  const attachments = found.file
    ? [
        {
          name: `${document.number}.pdf`,
          mime: 'application/pdf',
          bytes: await services.files.read(companyId, found.file),
        },
      ]
    : []
  const brand = deriveBrand(company.colour)
  return {
    channel: 'mail',
    mail: {
      to: dispatch.address,
      from: {
        name: toCompany ? 'Cling' : `${company.name} via Cling`,
        address: services.config.mail?.from ?? 'cling@localhost',
      },
      ...(toCompany ? {} : { replyTo: { name: company.name, address: contact.email } }),
      subject: cut(text.subject(fields), 78),
      text: mailText(body),
      html: mailHtml(body, brand),
      attachments,
      // The same message tried again is the same message to the recipient's server.
      reference: dispatch.id,
    },
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
