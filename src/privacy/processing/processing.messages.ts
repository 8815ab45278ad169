import { messages } from '../../kernel/messages.ts'

export const processingMessages = messages({
  'agreement-changed': {
    sv: 'Avtalet har ändrats sedan sidan öppnades. Ladda om sidan, läs den nya versionen och godkänn den.',
    en: 'The agreement has changed since the page was opened. Reload the page, read the new version and accept it.',
  },
})
