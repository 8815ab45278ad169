// What the form holds between the client as stored and the client as saved.
import type { ClientView } from '../../clients/contract.ts'
import { printPhone } from '../../kernel/contact.ts'
import type { ClientForm } from '../api.ts'

/** `personalNumber` undefined: the stored one stays · null: it goes · text: typed now. */
export type PersonDraft = {
  id?: string
  name: string
  email: string
  phone: string
  title: string
  masked: string | null
  /** When the number was last shown in full, and to whom. */
  shown: { at: string; to: string } | null
  personalNumber: string | null | undefined
  usedRotKr: number
  usedRutKr: number
}
export type ClientDraft = Record<
  | 'name'
  | 'organisationNumber'
  | 'email'
  | 'phone'
  | 'street'
  | 'postcode'
  | 'city'
  | 'workStreet'
  | 'workPostcode'
  | 'workCity'
  | 'propertyDesignation'
  | 'associationNumber'
  | 'flatNumber',
  string
> & {
  kind: ClientView['kind']
  language: 'sv' | 'en'
  workElsewhere: boolean
  deducts: boolean
  home: 'house' | 'flat'
  people: PersonDraft[]
}

export const noPerson = (): PersonDraft => ({
  name: '',
  email: '',
  phone: '',
  title: '',
  masked: null,
  shown: null,
  personalNumber: undefined,
  usedRotKr: 0,
  usedRutKr: 0,
})

export function emptyClient(name = '', deducts = false): ClientDraft {
  return {
    kind: 'person',
    name,
    organisationNumber: '',
    email: '',
    phone: '',
    street: '',
    postcode: '',
    city: '',
    workStreet: '',
    workPostcode: '',
    workCity: '',
    propertyDesignation: '',
    associationNumber: '',
    flatNumber: '',
    language: 'sv',
    workElsewhere: false,
    deducts,
    home: 'house',
    people: [{ ...noPerson(), name }],
  }
}

export function draftOfClient(c: ClientView, deducts = false): ClientDraft {
  return {
    kind: c.kind,
    name: c.name,
    organisationNumber: c.organisationNumber ?? '',
    email: c.email ?? '',
    phone: c.phone ? printPhone(c.phone) : '',
    street: c.street ?? '',
    postcode: c.postcode ?? '',
    city: c.city ?? '',
    workStreet: c.workStreet ?? '',
    workPostcode: c.workPostcode ?? '',
    workCity: c.workCity ?? '',
    propertyDesignation: c.propertyDesignation ?? '',
    associationNumber: c.associationNumber ?? '',
    flatNumber: c.flatNumber ?? '',
    language: c.language,
    workElsewhere: Boolean(c.workStreet || c.workCity),
    deducts:
      deducts ||
      Boolean(c.propertyDesignation || c.associationNumber) ||
      c.people.some(p => p.personalNumberMasked || p.usedRotKr > 0 || p.usedRutKr > 0),
    home: c.associationNumber || c.flatNumber ? 'flat' : 'house',
    people: c.people.map(p => ({
      id: p.id,
      name: p.name,
      email: p.email ?? '',
      phone: p.phone ? printPhone(p.phone) : '',
      title: p.title ?? '',
      masked: p.personalNumberMasked,
      shown: p.numberShown,
      personalNumber: undefined,
      usedRotKr: p.usedRotKr,
      usedRutKr: p.usedRutKr,
    })),
  }
}

const orNull = (text: string) => (text.trim() === '' ? null : text)

/**
 * What is sent. A household of one is written once: its person takes name, e-mail and phone from the client. What belongs to a deduction
 * is sent only where there is one, so that no personal number is kept for nothing.
 */
export function formOfDraft(d: ClientDraft): ClientForm {
  const isPerson = d.kind === 'person'
  const deducts = isPerson && d.deducts
  const single = isPerson && d.people.length === 1
  const work = (text: string) => (d.workElsewhere ? orNull(text) : null)
  const people = d.people.map(p => ({
    ...(p.id ? { id: p.id } : {}),
    name: single ? d.name : p.name,
    email: orNull(single ? d.email : p.email),
    phone: orNull(single ? d.phone : p.phone),
    title: isPerson ? null : orNull(p.title),
    ...(deducts
      ? p.personalNumber === undefined || p.personalNumber === ''
        ? {}
        : { personalNumber: p.personalNumber }
      : p.masked
        ? { personalNumber: null }
        : {}),
    usedRotKr: deducts ? p.usedRotKr : 0,
    usedRutKr: deducts ? p.usedRutKr : 0,
  }))
  return {
    kind: d.kind,
    name: d.name,
    organisationNumber: isPerson ? null : orNull(d.organisationNumber),
    email: orNull(d.email),
    phone: orNull(d.phone),
    street: orNull(d.street),
    postcode: orNull(d.postcode),
    city: orNull(d.city),
    workStreet: work(d.workStreet),
    workPostcode: work(d.workPostcode),
    workCity: work(d.workCity),
    propertyDesignation: deducts && d.home === 'house' ? orNull(d.propertyDesignation) : null,
    associationNumber: deducts && d.home === 'flat' ? orNull(d.associationNumber) : null,
    flatNumber: deducts && d.home === 'flat' ? orNull(d.flatNumber) : null,
    language: d.language,
    people,
  }
}
