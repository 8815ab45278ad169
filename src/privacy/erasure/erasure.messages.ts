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
  'held-reading-needs-two': {
    sv: 'Det som ligger avskilt läses bara för ett ärende, av två olika personer. Ange ärende, vem som frågar och vem som godkänner.',
    en: 'What lies apart is read only for a case, by two different people. State the case, who asks and who approves.',
  },
  'erasure-evidence-missing': {
    sv: 'Skriv vem som fick svaret och vad leverantören svarade.',
    en: 'State who got the answer and what the supplier answered.',
  },
})
