import { deriveBrand } from '../../design/colour.ts'
import type { TypesetInput } from './input.ts'

/** The smallest document that goes through every template: typeset to see that it can be done here, and thrown away. */
export function specimen(): TypesetInput {
  return {
    document: {
      language: 'sv',
      languageNote: null,
      kindWord: 'Offert',
      number: '1',
      version: 1,
      title: 'Prov',
      cover: null,
      company: {
        name: 'Prov',
        idLine: '',
        addressLines: [],
        phone: null,
        email: '',
        logo: null,
        brand: deriveBrand(null),
        contact: { name: '', phone: null, email: null, photo: null, initials: '' },
        payment: [],
      },
      client: { name: 'Prov', addressLines: [], workAddressLines: [] },
      toLine: '',
      sum: { label: '', figure: null, unit: '', aside: [] },
      validity: { line: '', daysLeft: null, times: null },
      sections: [],
      totals: { lines: [], persons: null, last: { label: '', amount: { figure: null, spoken: '' } }, under: [] },
      responsible: [],
    },
    proof: {
      test: false,
      heading: 'Prov',
      lead: [],
      agreed: { heading: 'Prov', rows: [] },
      statements: null,
      signatures: { heading: 'Prov', people: [], notSigned: [] },
      proves: { heading: 'Prov', items: [] },
      events: { heading: 'Prov', rows: [] },
      check: { heading: 'Prov', steps: [], url: 'https://localhost/', sealedBy: '', attachments: '' },
      fingerprints: [],
    },
    pictures: {},
    attachments: [],
    test: false,
    createdAt: new Date(0),
    footer: '',
  }
}
