import { messages } from '../kernel/messages.ts'

export const platformMessages = messages({
  failure: {
    sv: 'Något gick fel hos oss. Det du skrev finns kvar. Försök igen om en stund.',
    en: 'Something went wrong on our side. What you wrote is still here. Try again in a moment.',
  },
  'invalid-input': {
    sv: 'Något behöver rättas innan det går att spara.',
    en: 'Something needs correcting before this can be saved.',
  },
  'field-missing': { sv: 'Fyll i det här fältet.', en: 'Fill in this field.' },
  'field-wrong-kind': { sv: 'Värdet går inte att läsa. Kontrollera det.', en: 'The value cannot be read. Check it.' },
  'field-too-long': {
    sv: (f: { limit: string }) => `Texten är för lång. Högst ${f.limit}.`,
    en: (f: { limit: string }) => `Too long. At most ${f.limit}.`,
  },
  'field-too-large': {
    sv: (f: { limit: string }) => `Värdet är för stort. Högst ${f.limit}.`,
    en: (f: { limit: string }) => `Too large. At most ${f.limit}.`,
  },
  'field-too-small': {
    sv: (f: { limit: string }) => `Värdet är för litet. Minst ${f.limit}.`,
    en: (f: { limit: string }) => `Too small. At least ${f.limit}.`,
  },
  'field-unknown': { sv: 'Här finns uppgifter som inte hör hit.', en: 'There are fields here that do not belong.' },
  'field-not-known': { sv: 'Fältet finns inte.', en: 'There is no such field.' },
  'not-found': { sv: 'Det du söker finns inte här.', en: 'What you are looking for is not here.' },
  'not-allowed': {
    sv: 'Din roll har inte behörighet till det här. Be en ägare eller administratör i företaget göra det, eller ge dig en annan roll.',
    en: 'Your role does not have permission for this. Ask an owner or administrator of the company to do it, or to give you another role.',
  },
  'sign-in-first': {
    sv: 'Du behöver logga in igen. Det du skrev finns kvar.',
    en: 'You need to sign in again. What you wrote is still here.',
  },
  'not-encrypted': {
    sv: 'Adressen börjar med https. Utan kryptering svarar vi inte. Driften: sätt CLING_TRUSTED_PROXIES om en proxy står framför.',
    en: 'The address begins with https. Without encryption we do not answer. Operator: set CLING_TRUSTED_PROXIES if a proxy stands in front.',
  },
  'cross-site': {
    sv: 'Begäran kom från en annan webbplats och stoppades.',
    en: 'The request came from another site and was stopped.',
  },
  'body-too-large': { sv: 'Det du skickar är för stort.', en: 'What you are sending is too large.' },
  'not-json': { sv: 'Begäran måste vara JSON.', en: 'The request must be JSON.' },
  'too-many-attempts': {
    sv: (f: { minutes: number }) =>
      `För många försök. Vänta ${f.minutes} ${f.minutes === 1 ? 'minut' : 'minuter'} och försök igen.`,
    en: (f: { minutes: number }) =>
      `Too many attempts. Wait ${f.minutes} ${f.minutes === 1 ? 'minute' : 'minutes'} and try again.`,
  },
  'idempotency-key-form': {
    sv: 'Idempotency-Key ska vara 1 till 200 tecken utan blanksteg, till exempel ett uuid.',
    en: 'Idempotency-Key must be 1 to 200 characters without spaces, for example a uuid.',
  },
  'idempotency-other-request': {
    sv: 'Nyckeln i Idempotency-Key är redan använd för en annan begäran. Använd en ny nyckel för varje ny begäran.',
    en: 'The key in Idempotency-Key has already been used for another request. Use a new key for each new request.',
  },
  erased: { sv: 'Uppgifterna är raderade och kan inte visas.', en: 'The data have been erased and cannot be shown.' },
  'file-missing': { sv: 'Filen finns inte längre.', en: 'The file no longer exists.' },
  'files-unavailable': {
    sv: 'Bilder och filer går inte att nå just nu. Försök igen om en stund.',
    en: 'Pictures and files cannot be reached right now. Try again in a moment.',
  },
  'outbound-processor-inactive': {
    sv: 'Mottagaren är inte aktiv i den här installationen.',
    en: 'The recipient is not active in this installation.',
  },
  'outbound-transfer-ended': {
    sv: (f: { processor: string }) =>
      `Inget skickas just nu genom ${f.processor}: grunden för att lämna uppgifter dit har upphört. Den som driver tjänsten behöver se till att det finns en ny.`,
    en: (f: { processor: string }) =>
      `Nothing is sent through ${f.processor} just now: the ground for passing data on to it has ended. Whoever runs the service needs to provide a new one.`,
  },
  'outbound-person-restricted': {
    sv: 'Personen har begärt att uppgifterna bara sparas, eller att de raderas. Då skickas inget till eller om den.',
    en: 'The person has asked that their data are only stored, or erased. Nothing is sent to or about them.',
  },
  'outbound-consent-missing': {
    sv: 'Uppgiften får inte lämnas ut: personen har inte samtyckt till det.',
    en: 'The data may not be disclosed: the person has not consented to it.',
  },
  'outbound-not-connected': {
    sv: (f: { processor: string }) => `Inget lämnas till ${f.processor}: företaget är inte kopplat dit.`,
    en: (f: { processor: string }) => `Nothing is passed on to ${f.processor}: the company is not connected there.`,
  },
  'outbound-contract-overdue': {
    sv: (f: { processor: string }) =>
      `Inget skickas just nu genom ${f.processor}: avtalet med dem skulle ha lästs igen. Den som driver tjänsten behöver läsa det och skriva in dagen.`,
    en: (f: { processor: string }) =>
      `Nothing is sent through ${f.processor} just now: the contract with it should have been read again. Whoever runs the service needs to read it and enter the day.`,
  },
  'outbound-purpose-refused': {
    sv: 'Uppgifterna får inte lämnas ut för det ändamålet.',
    en: 'The data may not be disclosed for that purpose.',
  },
  'outbound-column-unknown': {
    sv: 'Uppgiften är inte deklarerad och får inte lämnas ut.',
    en: 'The data is not declared and may not be disclosed.',
  },
  'outbound-column-refused': {
    sv: 'Uppgiften får inte lämnas till den mottagaren.',
    en: 'The data may not go to that recipient.',
  },
})
