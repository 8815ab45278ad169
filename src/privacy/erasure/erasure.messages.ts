import { messages } from '../../kernel/messages.ts'

export const erasureMessages = messages({
  'hold-without-end': {
    sv: 'Inget sparas utan slutdag. Ange den sista dagen.',
    en: 'Nothing is kept without an end. State the last day.',
  },
  'erasure-company-closes': {
    sv: 'Ett företags uppgifter raderas när företaget avslutas, under Inställningar, Personuppgifter.',
    en: 'A company’s data are erased when the company is closed, under Settings, Personal data.',
  },
  'erasure-last-owner': {
    sv: 'Du är ensam ägare i ett företag. Gör någon annan till ägare först, eller avsluta företaget.',
    en: 'You are the only owner of a company. Make somebody else an owner first, or close the company.',
  },
  'erasure-evidence-missing': {
    sv: 'Skriv vem som fick svaret och vad leverantören svarade.',
    en: 'State who got the answer and what the supplier answered.',
  },
})
