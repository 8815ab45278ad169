import { messages } from '../../kernel/messages.ts'

type V = { version: number }
type To = { to: string }

export const sendWords = messages({
  title: {
    sv: (f: V & { number: string }) => `Skicka ${f.number}, version ${f.version}`,
    en: (f: V & { number: string }) => `Send ${f.number}, version ${f.version}`,
  },
  signedAnew: {
    sv: 'Någon har redan skrivit under den version som är skickad. Skickar du en ny gäller den underskriften inte längre, och alla skriver under på nytt.',
    en: 'Somebody has already signed the version that is sent. If you send a new one that signature no longer counts, and everybody signs anew.',
  },
  receivers: { sv: 'Till', en: 'To' },
  noReceivers: { sv: 'Ingen mottagare är vald än.', en: 'No receiver is chosen yet.' },
  mailTo: { sv: (f: To) => `Mejl till ${f.to}`, en: (f: To) => `Mail to ${f.to}` },
  smsTo: { sv: (f: To) => `Sms till ${f.to}`, en: (f: To) => `Text message to ${f.to}` },
  noMail: { sv: 'Ingen e-postadress.', en: 'No e-mail address.' },
  noMobile: { sv: 'Inget mobilnummer.', en: 'No mobile number.' },
  whatItSays: { sv: 'Det här står i meddelandet', en: 'What the message says' },
  link: { sv: '[personlig länk]', en: '[personal link]' },
  locks: {
    sv: (_: V) => 'När du skickar låses det här som version 1. Ändrar du sedan blir det en ny version.',
    en: (_: V) => 'Sending locks this as version 1. Changes after that make a new version.',
  },
  locksAgain: {
    sv: (f: V) => `Version ${f.version} ersätter den förra. Den gamla länken säger att det finns en nyare.`,
    en: (f: V) => `Version ${f.version} replaces the former. The old link says that there is a newer one.`,
  },
  sending: { sv: 'Skickar', en: 'Sending' },
  notSaved: {
    sv: 'Det senaste är inte sparat än, så det kan inte skickas. Texten finns kvar här.',
    en: 'The latest is not saved yet and cannot be sent. The text is kept here.',
  },
  byMail: { sv: 'mejl', en: 'mail' },
  bySms: { sv: 'sms', en: 'text message' },
  byBoth: { sv: 'mejl och sms', en: 'mail and text message' },
  sent: {
    sv: (f: V & { names: string; by: string }) =>
      `Skickad till ${f.names} med ${f.by}. Version ${f.version} är låst; ändrar du nu blir det version ${f.version + 1}.`,
    en: (f: V & { names: string; by: string }) =>
      `Sent to ${f.names} by ${f.by}. Version ${f.version} is locked; changes now make version ${f.version + 1}.`,
  },
})
