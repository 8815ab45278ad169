import { messages } from '../../kernel/messages.ts'

export const articleWords = messages({
  articles: { sv: 'Artiklar', en: 'Articles' },
  newArticle: { sv: 'Ny artikel', en: 'New article' },
  search: { sv: 'Sök artikel', en: 'Search articles' },
  empty: {
    sv: 'Det ni säljer ofta skriver ni en gång. Lägg till här, eller spara en rad ur en offert.',
    en: 'What you sell often you write once. Add it here, or save a row from a quote.',
  },
  noMatch: {
    sv: (f: { q: string }) => `Ingen artikel heter ”${f.q}”.`,
    en: (f: { q: string }) => `No article is called “${f.q}”.`,
  },
  many: {
    sv: 'De 200 mest använda visas. Sök för att hitta fler.',
    en: 'The 200 most used are shown. Search to find more.',
  },
  name: { sv: 'Benämning', en: 'Name' },
  note: { sv: 'Förklaring till kunden', en: 'Note to the client' },
  kind: { sv: 'Slag', en: 'Kind' },
  labour: { sv: 'Arbete', en: 'Labour' },
  material: { sv: 'Material', en: 'Material' },
  other: { sv: 'Övrigt', en: 'Other' },
  unit: { sv: 'Enhet', en: 'Unit' },
  price: { sv: 'Pris', en: 'Price' },
  basis: { sv: 'Priset är', en: 'The price is' },
  inclVat: { sv: 'inkl. moms', en: 'incl. VAT' },
  exclVat: { sv: 'exkl. moms', en: 'excl. VAT' },
  vat: { sv: 'Moms', en: 'VAT' },
  ownCost: { sv: 'Egen kostnad, exkl. moms', en: 'Own cost, excl. VAT' },
  ownCostWhy: {
    sv: 'Bara ni ser den. Den visar marginalen när ni skriver.',
    en: 'Only you see it. It shows the margin as you write.',
  },
  deductible: { sv: 'Arbetet ger ROT eller RUT', en: 'The work gives ROT or RUT' },
  saved: { sv: 'Artikeln är sparad.', en: 'The article is saved.' },
  removed: {
    sv: 'Artikeln är borttagen. Offerter som redan är skrivna påverkas inte.',
    en: 'The article is removed. Quotes already written are not affected.',
  },
  remove: { sv: 'Ta bort artikeln', en: 'Remove the article' },
})
