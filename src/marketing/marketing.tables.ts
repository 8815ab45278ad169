import { bytes, date, id, integer, json, optional, reference, table, text, timestamp, uuid } from '../datamap/table.ts'
import type { Keep, Use } from '../datamap/vocabulary.ts'
import type { NewsContent } from './issue-content.ts'

/** To whoever asked for it. Never an interest of ours: whoever only visits has not asked (marknadsföringslagen 19 §). */
const asked: Use = { role: 'controller', purpose: 'marketing', ground: { art: '6.1.a', consent: 'newsletter' } }
/** To customers, of what they have. */
const customers: Use = { role: 'controller', purpose: 'marketing', ground: { art: '6.1.f', interest: 'LIA-3' } }
/** To obey a no, one must know of it. */
const obeyed: Use = { role: 'controller', purpose: 'accountability', ground: { art: '6.1.c', law: 'GDPR 21.3' } }
const untilLeft: Keep = { for: 'until removed', after: 'removed-by-person', ending: 'erase' }

export const newsletterReader = table('newsletter_reader', {
  tenancy: 'none',
  is: 'Somebody who asked for the newsletter.',
  about: { visitor: 'id' },
  use: asked,
  keep: untilLeft,
  columns: {
    id: id(),
    email: text({
      holds: 'contact',
      shared: ['mail'],
      why: {
        sv: 'Nyhetsbrevet skickas dit, sedan du bekräftat. Varje brev har en länk som avslutar.',
        en: 'The newsletter is sent there, once you have confirmed. Every letter has a link that ends it.',
      },
    }),
    address_hash: bytes({ holds: 'contact', protect: 'one-way' }),
    language: text<'sv' | 'en'>({ holds: 'preference' }),
    token_hash: bytes({ holds: 'credential', protect: 'one-way' }),
    /** The words that were beside the button, as the ledger of consents keeps them. */
    text_hash: { ...text('nothing-personal'), references: 'consent_text' },
    asked_at: timestamp({ holds: 'activity' }),
    confirmed_at: optional(timestamp({ holds: 'activity' })),
  },
})

export const suppression = table('suppression', {
  tenancy: 'none',
  is: 'An address or number that wants no advertising, as a keyed hash.',
  about: { visitor: 'id' },
  use: obeyed,
  keep: untilLeft,
  columns: {
    id: id(),
    address_hash: bytes({ holds: 'contact', protect: 'one-way' }),
    how: text<HowSaid>('nothing-personal'),
    since: timestamp({ holds: 'activity' }),
  },
})
export type HowSaid = 'link' | 'one-click' | 'account' | 'support' | 'sms' | 'phone' | 'post' | 'rights'

export const newsOffer = table('news_offer', {
  tenancy: 'none',
  is: 'That somebody was offered to be without news when they gave their address.',
  about: { member: 'account_id' },
  use: customers,
  keep: { for: '90 days', after: 'relation-ended', ending: 'erase' },
  columns: {
    account_id: reference('account'),
    offered_at: timestamp({ holds: 'activity' }),
    offered_where: text<'sign-up' | 'invitation' | 'settings'>('nothing-personal'),
  },
})

export const formerCustomer = table('former_customer', {
  tenancy: 'none',
  is: 'Somebody who was a customer, for a year.',
  about: { member: 'account_id' },
  use: customers,
  keep: { for: '365 days', after: 'relation-ended', ending: 'erase' },
  columns: {
    id: id(),
    account_id: optional(reference('account')),
    email: text({ holds: 'contact', shared: ['mail'] }),
    address_hash: bytes({ holds: 'contact', protect: 'one-way' }),
    language: text<'sv' | 'en'>({ holds: 'preference' }),
    ended_on: date({ holds: 'activity' }),
  },
})

export const crmContact = table('crm_contact', {
  tenancy: 'none',
  is: 'That a company’s contact stands in the operator’s customer register, and as what.',
  about: { member: 'account_id' },
  use: customers,
  keep: { for: '90 days', after: 'relation-ended', ending: 'erase' },
  columns: {
    account_id: reference('account'),
    remote_reference: text({ holds: 'identifier' }),
    told_at: timestamp({ holds: 'activity' }),
  },
})

export const newsIssue = table('news_issue', {
  tenancy: 'none',
  is: 'News that is told once, to many.',
  columns: {
    id: id(),
    name: text('nothing-personal'),
    content: json<NewsContent>('nothing-personal'),
    audience: text<'readers' | 'customers' | 'everybody'>('nothing-personal'),
    planned_at: timestamp('nothing-personal'),
    planned_by: text('nothing-personal'),
    planned_count: integer('nothing-personal'),
    begun_at: optional(timestamp('nothing-personal')),
    stopped_at: optional(timestamp('nothing-personal')),
  },
})

/** Ids of who, never an address: that is read when it leaves. */
export const newsDispatch = table('news_dispatch', {
  tenancy: 'none',
  is: 'News on its way to one reader or customer, and what came of it.',
  columns: {
    id: id(),
    issue_id: reference('news_issue'),
    kind: text<'reader' | 'member' | 'former'>('nothing-personal'),
    reader_id: optional(uuid('nothing-personal')),
    company_id: optional(uuid('nothing-personal')),
    member_id: optional(uuid('nothing-personal')),
    former_id: optional(uuid('nothing-personal')),
    state: text<'queued' | 'sent' | 'not-sent'>('nothing-personal'),
    reason: optional(text<NotSent>('nothing-personal')),
    settled_at: optional(timestamp('nothing-personal')),
  },
})
/** Why news did not leave. */
export type NotSent =
  | 'said-no'
  | 'stopped-by-right'
  | 'no-consent'
  | 'no-customer'
  | 'never-offered'
  | 'too-long-ago'
  | 'interest-too-old'
  | 'stopped'
  | 'refused'

export const marketingTables = [
  newsletterReader,
  suppression,
  newsOffer,
  formerCustomer,
  crmContact,
  newsIssue,
  newsDispatch,
] as const
