import {
  bigint,
  bytes,
  defaulted,
  id,
  integer,
  optional,
  reference,
  table,
  text,
  timestamp,
  uuid,
} from '../datamap/table.ts'
import type { Keep, Use } from '../datamap/vocabulary.ts'

const proof: Use = { role: 'controller', purpose: 'accountability', ground: { art: '6.1.c', law: 'GDPR 7.1' } }
const afterwards: Keep = { for: '24 months', after: 'ended', ending: 'erase' }

/** What was shown, kept by its own hash: the screen can be drawn again as somebody saw it. */
export const consentText = table('consent_text', {
  tenancy: 'none',
  is: 'A question about consent exactly as it was shown: words, choices and layout.',
  columns: {
    hash: text('nothing-personal'),
    layer: text<'banner' | 'settings' | 'mail'>('nothing-personal'),
    language: text<'sv' | 'en'>('nothing-personal'),
    markup: text('nothing-personal'),
    style: text('nothing-personal'),
    first_at: timestamp('nothing-personal'),
  },
})

/** No address and no browser string: proof comes of what was shown and of how it works. Only ever added to. */
export const consentEvent = table('consent_event', {
  tenancy: 'none',
  is: 'That somebody, known by a random number in their own browser, said yes, no or no longer.',
  about: { visitor: 'consent_id' },
  use: proof,
  keep: afterwards,
  columns: {
    seq: bigint('nothing-personal'),
    consent_id: uuid({ holds: 'identifier' }),
    /** `function`, the key of a processor, `newsletter` or `mail-measuring`. Never that a policy was accepted. */
    purpose: text({ holds: 'preference' }),
    action: text<ConsentAction>({ holds: 'activity' }),
    text_hash: optional({ ...text('nothing-personal'), references: 'consent_text' }),
    policy_version: integer('nothing-personal'),
    language: text<'sv' | 'en'>('nothing-personal'),
    zone: text('nothing-personal'),
    method: text<ConsentMethod>('nothing-personal'),
    at: timestamp({ holds: 'activity' }),
    /** Goes with the row: what is left in the chain can then be guessed by nobody. */
    salt: bytes('nothing-personal'),
  },
})
export type ConsentAction = 'given' | 'denied' | 'withdrawn' | 'expired' | 'replaced'
export type ConsentMethod = 'all' | 'necessary' | 'chosen' | 'time' | 'link'

/** One link per event, each over the one before. Stays when the event has gone. */
export const consentChain = table('consent_chain', {
  tenancy: 'none',
  is: 'The hash of an event of the consent ledger, over the one before.',
  columns: {
    seq: bigint('nothing-personal'),
    event_hash: bytes('nothing-personal'),
    link: bytes('nothing-personal'),
  },
})

/** Ties the answers of a browser to an account while somebody is signed in there. Can go without harm to the ledger. */
export const consentAccount = table('consent_account', {
  tenancy: 'none',
  is: 'That a consent was given by somebody who was signed in.',
  about: { member: 'account_id' },
  use: proof,
  keep: { for: 'as-parent', after: 'relation-ended', ending: 'erase' },
  columns: {
    account_id: reference('account'),
    consent_id: uuid({ holds: 'identifier' }),
    at: timestamp('nothing-personal'),
  },
})

const developing: Use = { role: 'controller', purpose: 'develop', ground: { art: '6.1.a', consent: 'function' } }

/** Only with consent to Presentation och funktion. What the browser is stands in no row of its own: see use_count. */
export const visitorEvent = table('visitor_event', {
  tenancy: 'none',
  is: 'Something done on a public page by somebody who said yes to being measured.',
  about: { visitor: 'visitor_id' },
  use: developing,
  keep: { for: '13 months', after: 'row-created', ending: 'erase' },
  columns: {
    id: id(),
    visitor_id: uuid({ holds: 'identifier' }),
    kind: text<'view' | 'click' | 'leave'>({ holds: 'activity' }),
    page: text({ holds: 'activity' }),
    target: optional(text({ holds: 'activity' })),
    stayed: optional(text({ holds: 'activity' })),
    came_from: optional(text({ holds: 'technical' })),
    at: timestamp({ holds: 'activity' }),
  },
})

/** A day that is still going on. Nobody stands in it. */
export const useCount = table('use_count', {
  tenancy: 'none',
  is: 'How often something happened on a day that has not ended: a page asked for, a kind of browser, an error.',
  columns: {
    day: text('nothing-personal'),
    what: text('nothing-personal'),
    value: text('nothing-personal'),
    times: integer('nothing-personal'),
  },
})

/** A day that has ended: what is fewer than ten has been put together, or is gone. */
export const useTotal = table('use_total', {
  tenancy: 'none',
  is: 'How often something happened on a day, where it happened ten times or more.',
  columns: {
    day: text('nothing-personal'),
    what: text('nothing-personal'),
    value: text('nothing-personal'),
    times: integer('nothing-personal'),
  },
})

/** Words that only we have written, and places in our own files. Counted, not told one by one. */
export const siteError = table('site_error', {
  tenancy: 'none',
  is: 'A fault in our own scripts: its kind, the words of the browser’s maker, and where in our files.',
  columns: {
    day: text('nothing-personal'),
    zone: text('nothing-personal'),
    kind: text('nothing-personal'),
    message: text('nothing-personal'),
    frames: text('nothing-personal'),
    times: defaulted(integer('nothing-personal')),
  },
})

/** There as long as the consent to be measured in letters holds; what hangs on it goes with it. */
export const mailMeasure = table('mail_measure', {
  tenancy: 'none',
  is: 'That somebody lets us see whether newsletters are opened.',
  about: { visitor: 'consent_id' },
  use: { role: 'controller', purpose: 'develop', ground: { art: '6.1.a', consent: 'mail-measuring' } },
  keep: { for: '12 months', after: 'row-created', ending: 'erase' },
  columns: {
    consent_id: uuid({ holds: 'identifier' }),
    since: timestamp({ holds: 'preference' }),
  },
})

/** The picture of one letter to one person. Without its row the address leads to nothing. */
export const mailBeacon = table('mail_beacon', {
  tenancy: 'none',
  is: 'The invisible picture of a newsletter to somebody who said yes to it, and the day it was first fetched.',
  about: { visitor: 'consent_id' },
  use: { role: 'controller', purpose: 'develop', ground: { art: '6.1.a', consent: 'mail-measuring' } },
  keep: { for: '12 months', after: 'row-created', ending: 'erase' },
  columns: {
    token_hash: bytes('nothing-personal'),
    consent_id: reference('mail_measure'),
    letter: text('nothing-personal'),
    opened_on: optional(text({ holds: 'activity' })),
    created_at: timestamp('nothing-personal'),
  },
})

export const consentTables = [
  consentText,
  consentEvent,
  consentChain,
  consentAccount,
  visitorEvent,
  useCount,
  useTotal,
  siteError,
  mailMeasure,
  mailBeacon,
] as const
