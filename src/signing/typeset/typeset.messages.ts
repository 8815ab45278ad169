import { messages } from '../../kernel/messages.ts'

export const typesetMessages = messages({
  'fonts-missing': {
    sv: ({ files }: { files: string }) =>
      `Typsnitten till det förseglade dokumentet saknas (${files}). Den som driver tjänsten behöver köra npm install igen.`,
    en: ({ files }: { files: string }) =>
      `The fonts of the sealed document are missing (${files}). The operator needs to run npm install again.`,
  },
  'typesetter-busy': {
    sv: 'Det är många dokument på kö just nu. Försök igen om en stund.',
    en: 'Many documents are waiting right now. Try again in a while.',
  },
})
