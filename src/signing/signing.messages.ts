import { messages } from '../kernel/messages.ts'

export const signingMessages = messages({
  'seal-not-ready': {
    sv: 'Förseglingen är inte klar i den här installationen. Den som driver den behöver åtgärda det först.',
    en: 'Sealing is not ready in this installation. Its operator needs to fix that first.',
  },
})
