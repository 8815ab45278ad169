import { messages } from '../kernel/messages.ts'

export const signingMessages = messages({
  'seal-not-ready': {
    sv: 'Förseglingen är inte klar i den här installationen. Den som driver den behöver åtgärda det först.',
    en: 'Sealing is not ready in this installation. Its operator needs to fix that first.',
  },
  'seal-expired': {
    sv: 'Certifikatet som filer förseglas med gäller inte nu. Den som driver installationen behöver förnya det; det som är undertecknat förseglas sedan.',
    en: 'The certificate that files are sealed with is not valid now. The operator needs to renew it; what is signed is sealed then.',
  },
  'seal-is-configured': {
    sv: 'Sigillet är ett som ni själva har skaffat. Byt filerna i CLING_SEAL_CERT och CLING_SEAL_KEY och starta om.',
    en: 'The seal is one of your own. Replace the files of CLING_SEAL_CERT and CLING_SEAL_KEY and start again.',
  },
})
