import {
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
  uuid,
} from '../datamap/table.ts'
import type { Keep, Use } from '../datamap/vocabulary.ts'

const prepare: Use = { role: 'processor', purpose: 'prepare-agreement', instruction: 'I-1' }
const deliver: Use = { role: 'processor', purpose: 'deliver', instruction: 'I-2' }
const deduction: Use = { role: 'processor', purpose: 'tax-reduction', instruction: 'I-4' }
const active: Keep = { for: '24 months', after: 'last-activity', ending: 'erase' }

const untilUsed: Keep = { for: '12 months', after: 'used', ending: 'shred' }

const agreement = { sv: 'För avtal och faktura.', en: 'For the agreement and invoice.' }
const elsewhere = { sv: 'Där arbetet görs, om det är en annan plats.', en: 'Where the work is done, if elsewhere.' }
const flat = {
  sv: 'Skatteverket kräver föreningens och lägenhetens nummer för ROT i bostadsrätt.',
  en: 'The Tax Agency requires the numbers of association and flat for ROT in a housing association.',
}
const own = { sv: 'Dit skickas offerten till just den personen.', en: 'The quote goes there, to that person.' }
const used = {
  sv: 'Kundens egen uppgift, för att avdraget ska räknas rätt. Den syns på Mina sidor hos Skatteverket, vi kan inte se den.',
  en: 'The client’s own statement, to compute the deduction. It is on My pages at the Tax Agency; we cannot see it.',
}

export const client = table('client', {
  tenancy: 'company',
  is: 'A customer of the company: a household, a company or an association.',
  about: { client: 'id' },
  use: prepare,
  keep: active,
  columns: {
    company_id: companyId(),
    id: id(),
    kind: text<'person' | 'company' | 'association'>('nothing-personal'),
    name: text({
      holds: 'name',
      shared: ['mail', 'sms', 'eid', 'invoicing'],
      why: { sv: 'Står på offerten.', en: 'Printed on the quote.' },
    }),
    organisation_number: optional(
      text({
        holds: 'organisation-number',
        shared: ['eid', 'invoicing'],
        why: {
          sv: 'Behövs när kunden är ett företag eller en förening.',
          en: 'Needed when the client is a company or association.',
        },
      }),
    ),
    vat_number: optional(text({ holds: 'organisation-number' })),
    email: optional(
      text({
        holds: 'contact',
        use: deliver,
        shared: ['mail', 'invoicing', 'partner'],
        why: { sv: 'Dit skickas offerten och besked om den.', en: 'The quote and notices about it go there.' },
      }),
    ),
    phone: optional(
      text({
        holds: 'contact',
        use: deliver,
        shared: ['sms', 'invoicing', 'partner'],
        why: {
          sv: 'För att kunna nå kunden om arbetet och skicka sms om offerten.',
          en: 'To reach the client about the job and to text about the quote.',
        },
      }),
    ),
    street: optional(text({ holds: 'address', shared: ['invoicing', 'partner'], why: agreement })),
    postcode: optional(text({ holds: 'address', shared: ['invoicing', 'partner'], why: agreement })),
    city: optional(text({ holds: 'address', shared: ['invoicing', 'partner'], why: agreement })),
    work_street: optional(
      text({
        holds: 'address',
        why: elsewhere,
      }),
    ),
    work_postcode: optional(text({ holds: 'address', why: elsewhere })),
    work_city: optional(text({ holds: 'address', why: elsewhere })),
    property_designation: optional(
      text({
        holds: 'property',
        use: deduction,
        why: {
          sv: 'Skatteverket kräver den för ROT i hus. Annars behövs den inte.',
          en: 'The Tax Agency requires it for ROT in houses. Otherwise it is not needed.',
        },
      }),
    ),
    association_number: optional(text({ holds: 'property', use: deduction, why: flat })),
    flat_number: optional(text({ holds: 'property', use: deduction, why: flat })),
    language: defaulted(text<'sv' | 'en'>({ holds: 'preference' })),
    created_at: timestamp('nothing-personal'),
    updated_at: timestamp('nothing-personal'),
    archived_at: optional(timestamp('nothing-personal')),
  },
})

export const clientPerson = table('client_person', {
  tenancy: 'company',
  is: 'One human of a client: an owner, a co-applicant, a person who signs.',
  about: { client: 'id', 'co-applicant': 'id' },
  use: prepare,
  keep: active,
  columns: {
    company_id: companyId(),
    id: id(),
    client_id: reference('client'),
    position: integer('nothing-personal'),
    name: text({
      holds: 'name',
      subject: 'client',
      shared: ['mail', 'sms', 'eid'],
      why: {
        sv: 'Står på offerten, för den som får eller undertecknar den.',
        en: 'Printed on the quote, for whoever gets or signs it.',
      },
    }),
    email: optional(text({ holds: 'contact', subject: 'client', use: deliver, shared: ['mail', 'partner'], why: own })),
    phone: optional(text({ holds: 'contact', subject: 'client', use: deliver, shared: ['sms', 'partner'], why: own })),
    title: optional(
      text({
        holds: 'preference',
        subject: 'client',
        why: {
          sv: 'För att veta vem hos kunden man har att göra med. Frivilligt.',
          en: 'To know whom at the client one deals with. Optional.',
        },
      }),
    ),
    key_id: optional(reference('vault_key')),
    personal_number: optional(
      bytes({
        holds: 'personal-number',
        subject: 'co-applicant',
        use: deduction,
        shared: ['partner'],
        protect: 'person-key',
        keep: untilUsed,
        /** Whoever signs is compared with the number that is held of them. */
        also: [{ use: { role: 'processor', purpose: 'sign', instruction: 'I-3' }, keep: untilUsed }],
        justified: {
          sv: 'Skatteverket tar inte emot en ansökan om avdrag utan det, och BankID svarar med det.',
          en: 'The Tax Agency takes no application for the deduction without it, and BankID answers with it.',
        },
        why: {
          sv: 'Skatteverket kräver det för avdraget. Det sparas krypterat och står aldrig i mejl, sms eller länkar. Utan det blir det inget avdrag.',
          en: 'The Tax Agency requires it for the deduction. It is stored encrypted and never put in mails, texts or links. Without it there is no deduction.',
        },
      }),
    ),
    /** Keyed hash under a key of this company alone, so the same human at two companies cannot be joined. */
    personal_number_index: optional(
      bytes({
        holds: 'personal-number',
        subject: 'co-applicant',
        use: deduction,
        protect: 'one-way',
        justified: {
          sv: 'Samma person ska inte stå två gånger hos samma kund. Avtrycket kan inte läsas tillbaka.',
          en: 'The same person is not to stand twice with one client. The imprint cannot be read back.',
        },
      }),
    ),
    used_year: optional(integer({ holds: 'money', subject: 'co-applicant', use: deduction })),
    used_rot_kr: defaulted(integer({ holds: 'money', subject: 'co-applicant', use: deduction, why: used })),
    used_rut_kr: defaulted(integer({ holds: 'money', subject: 'co-applicant', use: deduction, why: used })),
    created_at: timestamp('nothing-personal'),
    removed_at: optional(timestamp('nothing-personal')),
  },
})

/** For what a number may be seen in full: an application for the deduction, or a check against what the person says. */
export type ShowReason = 'tax-reduction' | 'check'

/** Written before the number is handed out, so that none is seen without a trace. */
export const numberView = table('number_view', {
  tenancy: 'company',
  is: 'That a member had somebody’s personal number shown in full.',
  about: { client: 'client_person_id', member: 'member_id' },
  use: { role: 'processor', purpose: 'accountability', instruction: 'I-1' },
  keep: { for: '24 months', after: 'row-created', ending: 'erase' },
  columns: {
    company_id: companyId(),
    id: id(),
    client_person_id: reference('client_person'),
    member_id: reference('member'),
    reason: text<ShowReason>('nothing-personal'),
    at: timestamp({ holds: 'activity', subject: 'member' }),
  },
})

/** What was two clients and is one: an old address of the one that is gone still leads right. */
export const clientMerge = table('client_merge', {
  tenancy: 'company',
  is: 'That two clients of the register were made one.',
  about: { client: 'client_id', member: 'member_id' },
  use: { role: 'processor', purpose: 'accountability', instruction: 'I-1' },
  keep: { for: '24 months', after: 'row-created', ending: 'erase' },
  columns: {
    company_id: companyId(),
    id: id(),
    client_id: reference('client'),
    gone_id: uuid('nothing-personal'),
    member_id: reference('member'),
    at: timestamp({ holds: 'activity', subject: 'member' }),
  },
})

export const clientApart = table('client_apart', {
  tenancy: 'company',
  is: 'That two clients who look alike are not the same.',
  columns: {
    company_id: companyId(),
    client_id: reference('client'),
    other_id: reference('client'),
    created_at: timestamp('nothing-personal'),
  },
})

export const clientTables = [client, clientPerson, numberView, clientMerge, clientApart] as const
