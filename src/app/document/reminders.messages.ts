import { messages } from '../../kernel/messages.ts'

export const reminderWords = messages({
  next: {
    sv: (f: { day: string }) => `Den som inte har svarat påminns ${f.day}.`,
    en: (f: { day: string }) => `Whoever has not answered is reminded on ${f.day}.`,
  },
  off: { sv: 'Ingen påminns om det här.', en: 'Nobody is reminded of this.' },
  turnOff: { sv: 'Påminn inte', en: 'Do not remind' },
  turnOn: { sv: 'Påminn', en: 'Remind' },
  lead: {
    sv: 'Kunder som inte har svarat påminns av sig själva, på samma väg som de fick dokumentet. Aldrig efter ett svar och aldrig efter sista dagen.',
    en: 'Clients who have not answered are reminded by themselves, the same way they got the document. Never after an answer and never after the last day.',
  },
  times: { sv: 'Hur många gånger', en: 'How many times' },
  'times-0': { sv: 'Aldrig', en: 'Never' },
  'times-1': { sv: 'En gång', en: 'Once' },
  'times-2': { sv: 'Högst två gånger', en: 'Twice at most' },
  'times-3': { sv: 'Högst tre gånger', en: 'Three times at most' },
  first: { sv: 'Första gången efter', en: 'The first time after' },
  after: { sv: 'Sedan efter ytterligare', en: 'Then after another' },
  days: {
    sv: (f: { n: number }) => (f.n === 1 ? '1 dag' : `${f.n} dagar`),
    en: (f: { n: number }) => (f.n === 1 ? '1 day' : `${f.n} days`),
  },
  quietFrom: { sv: 'Ingen påminns från', en: 'Nobody is reminded from' },
  quietTo: { sv: 'Till', en: 'Until' },
  hour: {
    sv: (f: { h: number }) => `kl. ${String(f.h).padStart(2, '0')}.00`,
    en: (f: { h: number }) => `${String(f.h).padStart(2, '0')}:00`,
  },
  saved: { sv: 'Sparat.', en: 'Saved.' },
})
