import { messages } from '../../kernel/messages.ts'

export const retentionMessages = messages({
  'retention-second-person': {
    sv: 'Någon annan än den som planerade måste godkänna. Ange ditt namn.',
    en: 'Somebody other than whoever planned it must approve. State your name.',
  },
  'retention-nothing-waits': {
    sv: (f: { day: string }) => `Ingen gallring från ${f.day} väntar på godkännande.`,
    en: (f: { day: string }) => `No run of ${f.day} waits for approval.`,
  },
})
