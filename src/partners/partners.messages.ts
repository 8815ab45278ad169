import { messages } from '../kernel/messages.ts'

export const partnersMessages = messages({
  'connection-not-offered': {
    sv: 'Den kopplingen erbjuds inte i den här installationen.',
    en: 'That connection is not offered in this installation.',
  },
  'connection-sign-in-wrong': {
    sv: 'Tjänsten kände inte igen användarnamnet och lösenordet. Kontrollera båda.',
    en: 'The service did not recognise the user name and the password. Check both.',
  },
  'connection-there-already': {
    sv: 'Företaget är redan kopplat dit. Koppla från först.',
    en: 'The company is connected there already. Disconnect first.',
  },
  'connection-not-there': {
    sv: 'Företaget är inte kopplat dit.',
    en: 'The company is not connected there.',
  },
})
