import { describe, expect, test } from 'vitest'
import type { ClientView } from '../../clients/contract.ts'
import { draftOfClient, emptyClient, formOfDraft, noPerson } from './form-state.ts'

const stored: ClientView = {
  id: '0198c0de-0000-7000-8000-000000000001',
  kind: 'person',
  name: 'Åsa och Erik Berg',
  organisationNumber: null,
  email: 'asa@mejl.example',
  phone: '+46701740605',
  street: 'Ängsbacken 7',
  postcode: '436 51',
  city: 'Hovås',
  workStreet: null,
  workPostcode: null,
  workCity: null,
  propertyDesignation: 'Göteborg Hovås 1:999',
  associationNumber: null,
  flatNumber: null,
  language: 'sv',
  people: ['Åsa Berg', 'Erik Berg'].map((name, i) => ({
    id: `0198c0de-0000-7000-8000-00000000001${i}`,
    name,
    email: null,
    phone: null,
    title: null,
    personalNumberMasked: '19840601-****',
    numberShown: null,
    usedRotKr: i * 18_000,
    usedRutKr: 0,
  })),
  updatedAt: '2026-11-24T09:00:00Z',
}

describe('the client form', () => {
  test('saving without touching anything changes nothing but how the phone is written', () => {
    const { id: _id, updatedAt: _at, people, ...rest } = stored
    expect(formOfDraft(draftOfClient(stored))).toEqual({
      ...rest,
      phone: '070-174 06 05',
      people: people.map(({ personalNumberMasked: _masked, numberShown: _shown, ...p }) => p),
    })
  })

  test('a stored personal number is never sent back, only left alone, replaced or taken away', () => {
    const draft = draftOfClient(stored)
    expect(JSON.stringify(formOfDraft(draft))).not.toContain('****')
    const [asa, erik] = draft.people
    const changed = {
      ...draft,
      people: [
        { ...asa!, personalNumber: null },
        { ...erik!, personalNumber: '19850215-2393' },
      ],
    }
    expect(formOfDraft(changed).people.map(p => p.personalNumber)).toEqual([null, '19850215-2393'])
  })

  test('when the job gives no deduction, numbers and property go', () => {
    const form = formOfDraft({ ...draftOfClient(stored), deducts: false })
    expect(form.people.every(p => p.personalNumber === null)).toBe(true)
    expect(form.propertyDesignation).toBeNull()
  })

  test('a household of one is written once', () => {
    const draft = { ...emptyClient(), name: 'Åsa Berg', email: 'asa@mejl.example', phone: '0701740605' }
    expect(formOfDraft(draft).people).toMatchObject([
      { name: 'Åsa Berg', email: 'asa@mejl.example', phone: '0701740605' },
    ])
  })

  test('a company has contacts of its own and no deduction', () => {
    const form = formOfDraft({
      ...emptyClient('', true),
      kind: 'company',
      name: 'Prov Fastigheter AB',
      organisationNumber: '878000-3656',
      propertyDesignation: 'Kvar 1:2',
      people: [{ ...noPerson(), name: 'Eva Lind', title: 'förvaltare', email: 'eva@prov.example' }],
    })
    expect(form).toMatchObject({
      organisationNumber: '878000-3656',
      propertyDesignation: null,
      people: [{ name: 'Eva Lind', title: 'förvaltare' }],
    })
  })

  test('a work address that is unticked goes', () => {
    const draft = { ...emptyClient('X'), workStreet: 'Sjövägen 12', workElsewhere: false }
    expect(formOfDraft(draft).workStreet).toBeNull()
    expect(formOfDraft({ ...draft, workElsewhere: true }).workStreet).toBe('Sjövägen 12')
  })
})
