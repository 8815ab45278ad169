import {
  bytes,
  companyId,
  id,
  integer,
  json,
  optional,
  reference,
  table,
  text,
  texts,
  timestamp,
  uuid,
} from '../datamap/table.ts'
import type { Keep, Use } from '../datamap/vocabulary.ts'

const deliver: Use = { role: 'processor', purpose: 'deliver', instruction: 'I-2' }
const closed: Keep = { for: '24 months', after: 'document-closed', ending: 'erase' }

/** A mail or SMS on its way: what, to whom, how it went. Its text is made at sending time and kept nowhere here. */
export const dispatch = table('dispatch', {
  tenancy: 'company',
  is: 'A mail or text message to somebody about a document.',
  about: { client: 'party_id', member: 'member_id' },
  use: deliver,
  keep: closed,
  columns: {
    company_id: companyId(),
    id: id(),
    document_id: optional(reference('document')),
    version: optional(integer('nothing-personal')),
    party_id: optional(reference('document_party')),
    member_id: optional(reference('member')),
    link_id: optional(reference('room_link')),
    message: text('nothing-personal'),
    channel: text<'mail' | 'sms'>('nothing-personal'),
    address: text({ holds: 'contact', subject: 'client', shared: ['mail', 'sms'] }),
    /** Ids of what the text is about (a question, an order, a message that bounced): the words are fetched when it is sent. */
    refers_to: json<{ questionId?: string; orderId?: string; dispatchId?: string; noticeId?: string }>(
      'nothing-personal',
    ),
    /** What the sender wrote beside the set words, as it left. */
    note: optional(
      text({
        holds: 'free-text',
        subject: 'client',
        shared: ['mail', 'sms'],
        why: {
          sv: 'Mottagaren läser det efter hälsningen. Det sparas som det skickades. Skriv inga personnummer eller kortnummer.',
          en: 'The receiver reads it after the greeting. It is kept as it was sent. Write no personal or card numbers.',
        },
      }),
    ),
    state: text<'queued' | 'accepted' | 'delivered' | 'bounced' | 'failed' | 'cancelled'>('nothing-personal'),
    reason: optional(text('nothing-personal')),
    provider_reference: optional(text('nothing-personal')),
    created_at: timestamp('nothing-personal'),
    /** Since when a text message may have left: it is not handed over again. */
    handed_at: optional(timestamp('nothing-personal')),
    accepted_at: optional(timestamp('nothing-personal')),
    settled_at: optional(timestamp('nothing-personal')),
  },
})

/** How a company wants those reminded who have not answered. */
export const reminderRule = table('reminder_rule', {
  tenancy: 'company',
  is: 'How often and when a company’s clients are reminded.',
  about: { company: 'company_id' },
  columns: {
    company_id: companyId(),
    times: integer('nothing-personal'),
    first_days: integer('nothing-personal'),
    then_days: integer('nothing-personal'),
    quiet_from: integer('nothing-personal'),
    quiet_to: integer('nothing-personal'),
  },
})

/** Documents nobody is reminded of. */
export const reminderOff = table('reminder_off', {
  tenancy: 'company',
  is: 'A document that nobody is reminded of.',
  columns: { company_id: companyId(), document_id: reference('document') },
})

/** What was disclosed to whom: written in the transaction that lets it leave. No values, only kinds. */
export const disclosure = table('disclosure', {
  tenancy: 'company',
  is: 'That kinds of data about a person were disclosed to a processor, why and when.',
  columns: {
    company_id: companyId(),
    id: id(),
    processor: text('nothing-personal'),
    purpose: text('nothing-personal'),
    columns: texts('nothing-personal'),
    subject_kind: text('nothing-personal'),
    subject_id: optional(uuid('nothing-personal')),
    /** Of a document that may be gone by now. */
    document_id: optional(uuid('nothing-personal')),
    remote_reference: optional(text('nothing-personal')),
    at: timestamp('nothing-personal'),
  },
})

/** The built-in stand-in for mail and SMS operators: what would have left. Loopback only, refused in production. */
export const outboxMessage = table('outbox_message', {
  tenancy: 'none',
  is: 'A mail or text message that would have left, in an installation without operators.',
  about: { client: 'id' },
  alreadyLeft: true,
  use: deliver,
  keep: { for: '30 days', after: 'row-created', ending: 'erase' },
  columns: {
    id: id(),
    channel: text<'mail' | 'sms'>('nothing-personal'),
    sender: text({ holds: 'contact' }),
    address: text({ holds: 'contact' }),
    subject: text({ holds: 'free-text' }),
    body_text: text({ holds: 'free-text' }),
    body_html: optional(text({ holds: 'free-text' })),
    at: timestamp('nothing-personal'),
  },
})
export const outboxAttachment = table('outbox_attachment', {
  tenancy: 'none',
  is: 'A file attached to such a mail.',
  alreadyLeft: true,
  about: { client: 'message_id' },
  use: deliver,
  keep: { for: '30 days', after: 'row-created', ending: 'erase' },
  columns: {
    message_id: reference('outbox_message'),
    name: text('nothing-personal'),
    mime: text('nothing-personal'),
    content: bytes({ holds: 'document' }),
  },
})

export const deliveryTables = [
  dispatch,
  reminderRule,
  reminderOff,
  disclosure,
  outboxMessage,
  outboxAttachment,
] as const
