import { messages } from '../../kernel/messages.ts'

export const templateWords = messages({
  keep: { sv: 'Spara som mall', en: 'Save as a template' },
  name: { sv: 'Mallens namn', en: 'Name of the template' },
  pictures: {
    sv: 'Ta med bilderna: ingen av dem visar en kunds hem',
    en: 'Bring the pictures: none shows a client’s home',
  },
  leftOut: {
    sv: 'Kund, mottagare och datum följer inte med. Kundens namn och adress byts mot … i texterna. Läs igenom dem när du använder mallen.',
    en: 'Client, receivers and dates do not come along. The client’s name and address become … in the texts. Read them through when you use the template.',
  },
  kept: {
    sv: 'Sparad som mall. Du hittar den bredvid knappen för ny offert.',
    en: 'Saved as a template. It is beside the button for a new quote.',
  },
})
