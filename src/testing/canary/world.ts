// Who there is: two companies (one a sole trader), their members, people they write to (one human at both, one apart), a co-applicant
// a visitor, a reader of the newsletter and somebody who was a customer once. Each has a value of its own in every column that is about them.
import type { Person as Found } from '../../privacy/subjects/person.ts'
import { makePlanter, numberSpellings, type Planter } from './markers.ts'

export type Person =
  | 'company-a'
  | 'owner-a'
  | 'member-a'
  | 'asa-a'
  | 'erik-a'
  | 'company-b'
  | 'owner-b'
  | 'asa-b'
  | 'per-b'
  | 'company-c'
  | 'owner-c'
  | 'visitor'
  | 'reader'

/** Which company somebody belongs to or is written to by. */
export const tenantOf = (person: Person): 'a' | 'b' | 'c' | null =>
  (/-([abc])$/.exec(person)?.[1] as 'a' | 'b' | 'c' | undefined) ?? null

/** Skatteverket's test numbers. Åsa is one human at two companies. */
export const NUMBERS = {
  asa: '198406012388',
  erik: '198502152393',
  per: '197606042393',
  trader: '194807171899',
} as const

export type World = ReturnType<typeof makeWorld>

export function makeWorld(seed: number) {
  const plant = makePlanter(seed)
  const company = (of: 'company-a' | 'company-b') => ({
    name: plant.text(of, 'company.name', 'name', 'name'),
    street: plant.text(of, 'company.street', 'address', 'street'),
    postcode: plant.postcode(of, 'company.postcode'),
    city: plant.text(of, 'company.city', 'address', 'city'),
    phone: plant.phone(of, 'company.phone'),
    email: plant.text(of, 'company.email', 'contact', 'email'),
    website: plant.text(of, 'company.website', 'contact', 'site'),
    defaultAbout: plant.text(of, 'company.default_about', 'free-text', 'sentence'),
    privacyText: plant.text(of, 'company.privacy_text', 'free-text', 'sentence'),
    colour: '#0b5d45',
    fTax: true,
    defaultTerms: '',
    defaultValidDays: 30,
    pricesIncludeVat: true,
    logoFile: null,
  })
  const exactly = (of: Person, column: string, value: string, spellings = [value]) =>
    plant.exactly(
      of,
      `company.${column}`,
      column === 'organisation_number' ? 'organisation-number' : 'payment-account',
      value,
      spellings,
    )
  const bank = (of: 'company-a' | 'company-b', values: [string, string, string, string]) => ({
    bankgiro: exactly(of, 'bankgiro', values[0]),
    plusgiro: exactly(of, 'plusgiro', values[1]),
    iban: exactly(of, 'iban', values[2], [values[2], values[2].replaceAll(' ', '')]),
    swish: exactly(of, 'swish', values[3], [values[3], values[3].replaceAll(' ', '')]),
  })
  const account = (of: 'owner-a' | 'member-a' | 'owner-b' | 'owner-c') => ({
    email: plant.text(of, 'account.email', 'contact', 'email'),
    password: plant.exactly(of, 'account.password_hash', 'credential', `${plant.word()}-Å ${plant.word()}`),
    name: plant.text(of, 'member.name', 'name', 'name'),
    phone: plant.phone(of, 'member.phone'),
    /** What a camera wrote into the picture. */
    camera: plant.text(of, 'member.photo_file', 'image', 'name'),
  })
  return {
    plant,
    /** Whom the ids lead to; filled in as they come to be. */
    found: new Map<Person, Found>(),
    companyA: {
      ...company('company-a'),
      ...bank('company-a', ['5402-9681', '28 65 43-4', 'SE45 5000 0000 0583 9825 7466', '123 390 06 10']),
      form: 'legal',
      organisationNumber: exactly('company-a', 'organisation_number', '799900-0040', ['799900-0040', '7999000040']),
    },
    companyB: {
      ...company('company-b'),
      bankgiro: exactly('company-b', 'bankgiro', '640-5070'),
      plusgiro: exactly('company-b', 'plusgiro', '410 54 68-5'),
      iban: null,
      swish: null,
      form: 'sole-trader',
      organisationNumber: null,
      soleTraderNumber: number(plant, 'company-b', 'company.sole_trader_number', NUMBERS.trader),
    },
    ownerA: account('owner-a'),
    memberA: { ...account('member-a'), passkey: plant.text('member-a', 'passkey.name', 'preference', 'name') },
    ownerB: account('owner-b'),
    ownerC: account('owner-c'),
    reader: plant.text('reader', 'newsletter_reader.email', 'contact', 'email'),
    /** A household of two. */
    householdA: household(plant, 'asa-a'),
    asaA: person(plant, 'asa-a', NUMBERS.asa, 'asa-b'),
    erikA: person(plant, 'erik-a', NUMBERS.erik),
    /** The same human at another company, and somebody else there. */
    householdB: household(plant, 'asa-b'),
    asaB: { ...person(plant, 'asa-b'), personalNumber: NUMBERS.asa },
    householdPer: household(plant, 'per-b'),
    perB: person(plant, 'per-b', NUMBERS.per),
  }
}

function household(plant: Planter, of: Person) {
  return {
    kind: 'person',
    name: plant.text(of, 'client.name', 'name', 'name'),
    email: plant.text(of, 'client.email', 'contact', 'email'),
    phone: plant.phone(of, 'client.phone'),
    street: plant.text(of, 'client.street', 'address', 'street'),
    postcode: plant.postcode(of, 'client.postcode'),
    city: plant.text(of, 'client.city', 'address', 'city'),
    workStreet: plant.text(of, 'client.work_street', 'address', 'street'),
    workPostcode: plant.postcode(of, 'client.work_postcode'),
    workCity: plant.text(of, 'client.work_city', 'address', 'city'),
    propertyDesignation: plant.text(of, 'client.property_designation', 'property', 'property'),
    flatNumber: plant.text(of, 'client.flat_number', 'property', 'name'),
  }
}

function person(plant: Planter, of: Person, digits?: string, and?: Person) {
  return {
    name: plant.text(of, 'client_person.name', 'name', 'name'),
    email: plant.text(of, 'client_person.email', 'contact', 'email'),
    phone: plant.phone(of, 'client_person.phone'),
    title: plant.text(of, 'client_person.title', 'preference', 'name'),
    usedRotKr: plant.amount(of, 'client_person.used_rot_kr'),
    usedRutKr: plant.amount(of, 'client_person.used_rut_kr'),
    ...(digits ? { personalNumber: number(plant, of, 'client_person.personal_number', digits, and) } : {}),
  }
}

const number = (plant: Planter, of: Person, field: string, digits: string, and?: Person) =>
  plant.exactly(of, field, 'personal-number', digits, numberSpellings(digits), and)
