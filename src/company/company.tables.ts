import {
  boolean,
  bytes,
  companyId,
  defaulted,
  id,
  integer,
  optional,
  reference,
  table,
  text,
  timestamp,
} from '../datamap/table.ts'
import type { Keep, Use } from '../datamap/vocabulary.ts'
import type { Role } from '../platform/http/endpoint.ts'

const contract: Use = {
  role: 'controller',
  purpose: 'provide-service',
  ground: { art: '6.1.b', contract: 'service-agreement' },
}
/** The agreement is with the company: whoever works there is no party to it. */
const working: Use = {
  role: 'controller',
  purpose: 'provide-service',
  ground: { art: '6.1.f', interest: 'LIA-2' },
}
/** The operator's own register of whom to tell of the service, where one is in use. */
const news: Use = { role: 'controller', purpose: 'marketing', ground: { art: '6.1.f', interest: 'LIA-3' } }
const whileCustomer: Keep = { for: '90 days', after: 'relation-ended', ending: 'erase' }
const shown = { sv: 'Står på dina offerter.', en: 'Printed on your quotes.' }

export const company = table('company', {
  tenancy: 'company',
  is: 'A company (Kund) that writes documents.',
  about: { company: 'id' },
  use: contract,
  keep: whileCustomer,
  columns: {
    id: id(),
    name: text({
      holds: 'name',
      needed: 'send-quote',
      shared: ['mail', 'sms', 'eid'],
      why: { sv: 'Kunden ser vem offerten kommer från.', en: 'The client sees who the quote is from.' },
    }),
    form: optional(text<'legal' | 'sole-trader'>('nothing-personal')),
    organisation_number: optional(
      text({
        holds: 'organisation-number',
        needed: 'send-quote',
        shared: ['mail', 'eid'],
        why: {
          sv: 'Lagen kräver det på offert och faktura. Det står i det kunden skriver under.',
          en: 'The law requires it on quotes and invoices. It stands in what the client signs.',
        },
      }),
    ),
    /** A sole trader's organisation number is a personal number (policy clause X-47). */
    sole_trader_number: optional(
      bytes({
        holds: 'personal-number',
        use: { ...contract, purpose: 'know-party' },
        protect: 'person-key',
        justified: {
          sv: 'En enskild firmas organisationsnummer är personnumret. Utan det vet kunden inte vem avtalet är med.',
          en: 'A sole trader’s organisation number is the personal number. Without it the client does not know whom the agreement is with.',
        },
        why: {
          sv: 'Enskild firma har personnumret som organisationsnummer. Det sparas krypterat, visas maskerat här och står bara i själva offerten.',
          en: 'A sole trader’s number is the personal number. It is stored encrypted, shown masked here and stands only in the quote itself.',
        },
      }),
    ),
    key_id: optional(reference('vault_key')),
    street: optional(text({ holds: 'address', needed: 'send-quote', shared: ['mail'], why: shown })),
    postcode: optional(text({ holds: 'address', needed: 'send-quote', shared: ['mail'], why: shown })),
    city: optional(text({ holds: 'address', needed: 'send-quote', shared: ['mail'], why: shown })),
    phone: optional(text({ holds: 'contact', needed: 'send-quote', shared: ['mail'], why: shown })),
    email: optional(text({ holds: 'contact', needed: 'be-reached', why: shown })),
    website: optional(text({ holds: 'contact', needed: 'be-reached', why: shown })),
    logo_file: optional(text({ holds: 'image', needed: 'be-recognised', why: shown })),
    colour: optional(text('nothing-personal')),
    f_tax: defaulted(boolean('nothing-personal')),
    bankgiro: optional(text({ holds: 'payment-account', needed: 'be-paid', why: shown })),
    plusgiro: optional(text({ holds: 'payment-account', needed: 'be-paid', why: shown })),
    iban: optional(text({ holds: 'payment-account', needed: 'be-paid', why: shown })),
    swish: optional(text({ holds: 'payment-account', needed: 'be-paid', why: shown })),
    default_terms: optional(text('nothing-personal')),
    default_about: optional(text({ holds: 'free-text', needed: 'tell-more', why: shown })),
    /** To the clients, about their data; shown where they meet it. */
    privacy_text: optional(
      text({
        holds: 'free-text',
        needed: 'tell-more',
        why: {
          sv: 'Dina kunder läser det där de ser offerten, om de undrar över sina uppgifter.',
          en: 'Your clients read it where they see the quote, if they wonder about their data.',
        },
      }),
    ),
    default_valid_days: defaulted(integer('nothing-personal')),
    prices_include_vat: defaulted(boolean('nothing-personal')),
    /** Since when everybody here signs in with two steps. */
    second_factor_since: optional(timestamp('nothing-personal')),
    is_sample: defaulted(boolean('nothing-personal')),
    /** From when it can be read and taken along, and nothing else (privacy/closure). */
    closed_at: optional(timestamp('nothing-personal')),
    created_at: timestamp('nothing-personal'),
    updated_at: timestamp('nothing-personal'),
  },
})

export const member = table('member', {
  tenancy: 'company',
  is: 'A person who works in the company with an account.',
  about: { member: 'account_id' },
  use: working,
  keep: whileCustomer,
  columns: {
    company_id: companyId(),
    id: id(),
    /** Null when the human has been erased; what they wrote for the company stays. */
    account_id: optional(reference('account')),
    role: text<Role>('nothing-personal'),
    name: optional(
      text({
        holds: 'name',
        needed: 'be-recognised',
        shared: ['crm'],
        also: [{ use: news, keep: whileCustomer }],
        why: { sv: 'Kunden ser vem de kan fråga.', en: 'The client sees whom to ask.' },
      }),
    ),
    phone: optional(
      text({
        holds: 'contact',
        needed: 'be-reached',
        shared: ['mail', 'crm'],
        also: [{ use: news, keep: whileCustomer }],
        why: { sv: 'Kunden kan ringa dig om offerten.', en: 'The client can call you about the quote.' },
      }),
    ),
    photo_file: optional(
      text({
        holds: 'image',
        needed: 'be-recognised',
        keep: { for: 'until removed', after: 'removed-by-person', ending: 'shred' },
        why: { sv: 'Ett ansikte bredvid namnet. Frivilligt.', en: 'A face beside the name. Optional.' },
      }),
    ),
    language: defaulted(text<'sv' | 'en'>({ holds: 'preference', needed: 'read-own-language' })),
    created_at: timestamp('nothing-personal'),
    /** Empty while the invitation waits for an answer. */
    joined_at: optional(timestamp('nothing-personal')),
    left_at: optional(timestamp('nothing-personal')),
  },
})

/** Append-only. What was signed is found by its hash (service_agreement). */
export const serviceAcceptance = table('service_acceptance', {
  tenancy: 'company',
  is: 'That the company signed a version of the service agreement.',
  leaves: 'told',
  about: { member: 'member_id' },
  use: { role: 'controller', purpose: 'know-party', ground: { art: '6.1.f', interest: 'LIA-2' } },
  keep: whileCustomer,
  columns: {
    company_id: companyId(),
    id: id(),
    version: integer('nothing-personal'),
    hash: text('nothing-personal'),
    how: text<'signed-up' | 'pressed'>('nothing-personal'),
    member_id: reference('member'),
    at: timestamp({ holds: 'activity' }),
  },
})

export const companyTables = [company, member, serviceAcceptance] as const
