// Every mail and text message that can leave, held against what was written down about it before it left.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DeliveryMessage, deliveryTexts } from '../delivery/delivery.messages.ts'
import { queueDispatch, sendDispatch } from '../delivery/dispatch.ts'
import { linkToken } from '../documents/link-token.ts'
import { timeWords } from '../kernel/dates.ts'
import { openRoom } from '../recipient/room.ts'
import { signingCode } from '../signing/code.ts'
import { ask } from '../testing/ask.ts'
import { inRoom } from '../testing/room-of.ts'
import { runWaiting, sentTo } from '../testing/run-waiting.ts'
import { type SentQuote, sentQuote } from '../testing/sent-quote.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { beginOrder, readOrder } from './orders.ts'
import { closeTypesetter, sealAgreement } from './seal-job.ts'
import { completeCode } from './sign.ts'

let service: TestService
let quote: SentQuote
/** Of each column a word that stands in no other. */
let words: Map<string, string>
let question: string
let notice: string

/** What a company or a client could have written, one word per column. */
const PLANTED = {
  company: {
    name: 'Firmamärke AB',
    organisation_number: '878000-3656',
    street: 'Gatumärket 7',
    postcode: '111 22',
    city: 'Ortmärke',
    phone: '+46701740605',
    email: 'firmamejl@prov.example',
    website: 'https://webbmarke.example',
    bankgiro: '5555-5551',
    default_about: 'Presentationsmärke',
  },
  member: { name: 'Medlemsmärke Ek', phone: '+46701740606' },
  client: { name: 'Hushållsmärket', street: 'Kundgatan 8', city: 'Kundorten' },
  client_person: { email: 'personmejl@prov.example', phone: '+46701740607' },
}

beforeAll(async () => {
  service = await startTestService({ jobs: false })
  const { services } = service
  quote = await sentQuote(services)
  const room = inRoom(service, quote.links[0] as string)
  await room.post('fraga', { body: 'Frågemärke om rören?' })
  const [asked] = await ask(service.ownerUrl, 'select id from question where document_id = $1', [quote.documentId])
  question = asked.id
  await ask(
    service.superuserUrl,
    `update question set answer = 'Svarsmärke', answered_at = now(), answered_by = (select id from member where company_id = question.company_id limit 1) where id = $1`,
    [question],
  )
  await ask(service.superuserUrl, `update document set decline_reason = 'Skälmärke' where id = $1`, [quote.documentId])

  const opened = await openRoom(services, linkToken(services.secrets, quote.links[0] as string), visitor())
  const id = await beginOrder(
    services,
    opened,
    {
      ticked: new Set(['rot.refused-ack', 'order.authority']),
      method: 'code-mail',
      sameDevice: false,
      drawing: null,
      purpose: 'sign',
    },
    visitor(),
  )
  const order = await readOrder(services, quote.companyId, id)
  if (!order) throw new Error('There is no order to sign.')
  await completeCode(services, order, signingCode(services.secrets, id))
  await runWaiting(service, sealAgreement as never, sendDispatch as never)

  const [{ email }] = await ask(service.superuserUrl, 'select email from account where id = $1', [
    (quote.actor as { accountId: string }).accountId,
  ])
  for (const [table, columns] of Object.entries(PLANTED))
    for (const [column, value] of Object.entries(columns))
      await ask(
        service.superuserUrl,
        `update ${table} set ${column} = $1 where ${table === 'company' ? 'id' : 'company_id'} = $2`,
        [value, quote.companyId],
      )
  await ask(service.superuserUrl, `update company set form = 'legal' where id = $1`, [quote.companyId])
  await ask(service.superuserUrl, `update client_person set name = 'Personmärke ' || name where company_id = $1`, [
    quote.companyId,
  ])
  await ask(service.superuserUrl, 'update document set client_name = $1 where id = $2', [
    PLANTED.client.name,
    quote.documentId,
  ])
  notice = services.newId()
  await ask(
    service.superuserUrl,
    `insert into withdrawal_notice (company_id, id, document_id, version, party_id, name, scope, part, note, receipt_to, received_at, last_day, in_time,
       outcome, answer, answered_at) values ($1, $2, $3, 1, $4, 'Ångernamnet', 'part', 'Ångerdelen', 'Ångerorden', 'a@prov.example', '2026-03-04T02:17:00Z', null, false,
       'disputed', 'Ångersvaret', now())`,
    [quote.companyId, notice, quote.documentId, quote.parties[0]],
  )
  const [{ title, signed }] = await ask(
    service.superuserUrl,
    `select d.title, s.signed_at as signed
     from document d join signature s on s.document_id = d.id where d.id = $1`,
    [quote.documentId],
  )
  words = new Map([
    ...Object.entries(PLANTED).flatMap(([table, columns]) =>
      Object.entries(columns).map(([column, value]) => [`${table}.${column}`, value] as const),
    ),
    ['company.phone', '070-174 06 05'],
    ['member.phone', '070-174 06 06'],
    ['client_person.phone', '070-174 06 07'],
    ['client_person.name', 'Personmärke'],
    ['account.email', email],
    ['document.title', title],
    ['document.decline_reason', 'Skälmärke'],
    ['question.body', 'Frågemärke'],
    ['question.answer', 'Svarsmärke'],
    ['withdrawal_notice.name', 'Ångernamnet'],
    ['withdrawal_notice.part', 'Ångerdelen'],
    ['withdrawal_notice.note', 'Ångerorden'],
    ['withdrawal_notice.answer', 'Ångersvaret'],
    ['withdrawal_notice.received_at', 'kl. 03.17'],
    ['signature.signed_at', timeWords(signed, 'sv')],
  ])
})
afterAll(async () => {
  closeTypesetter()
  await service.close()
})
const visitor = () => ({ ip: '127.0.0.1', userAgent: 'prov', language: 'sv' as const, url: new URL(service.url) })

const every = (Object.keys(deliveryTexts) as DeliveryMessage[]).flatMap(message => [
  [message, 'mail'] as const,
  ...(deliveryTexts[message].sv.sms ? [[message, 'sms'] as const] : []),
])

describe('what a message says', () => {
  test.each(every)('%s by %s is what the door was told, and no more', async (message, channel) => {
    const { services } = service
    const toCompany = message.startsWith('c.')
    const address =
      channel === 'mail' ? `till-${message}@prov.example` : `+4670174060${every.findIndex(e => e[0] === message) % 5}`
    const id = await services.database.company(quote.companyId, tx =>
      queueDispatch(services, tx, {
        documentId: quote.documentId,
        version: 1,
        message,
        channel,
        address,
        to: toCompany ? { memberId: quote.actor.memberId } : { partyId: quote.parties[0] as string, linkId: null },
        ...(/withdrawal/.test(message)
          ? { refersTo: { noticeId: notice } }
          : /question|answered/.test(message)
            ? { refersTo: { questionId: question } }
            : {}),
      }),
    )
    await runWaiting(service, sendDispatch as never)
    const sent = (await sentTo(service, address)).at(-1)
    expect(sent).toBeDefined()
    const said = JSON.stringify(sent)
    const [{ columns }] = await ask(service.ownerUrl, 'select columns from disclosure where id = $1', [id])
    const found = [...words].filter(([, word]) => said.includes(word)).map(([column]) => column)
    for (const column of found) expect(columns, column).toContain(column)
    // Nor more than it says: whoever reads the list shall not be told of what never left.
    const attached = await ask(
      service.ownerUrl,
      'select 1 from outbox_attachment where message_id = (select id from outbox_message where address = $1 order by at desc limit 1)',
      [address],
    )
    const known = new Set([
      ...found,
      'dispatch.address',
      'signature.method',
      ...(attached.length ? ['file.sha256'] : []),
    ])
    // The company's own number stands where the member has none.
    expect(columns.filter((c: string) => !known.has(c) && c !== 'company.phone')).toEqual([])
  })
})
