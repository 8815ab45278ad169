import { messages } from '../kernel/messages.ts'

export const articleMessages = messages({
  'article-number-taken': {
    sv: (f: { name: string }) =>
      `Artikelnumret används redan av ”${f.name}”. Välj ett annat, eller arkivera den artikeln först.`,
    en: (f: { name: string }) =>
      `“${f.name}” already has that article number. Choose another, or archive that article first.`,
  },
  'category-twice': {
    sv: (f: { name: string }) => `Kategorin ”${f.name}” står två gånger. Ge den ena ett annat namn eller ta bort den.`,
    en: (f: { name: string }) => `The category “${f.name}” stands twice. Rename one of them or remove it.`,
  },
  'category-unknown': {
    sv: 'Kategorin finns inte längre. Ladda om sidan och välj en annan.',
    en: 'That category no longer exists. Reload the page and choose another.',
  },
})
