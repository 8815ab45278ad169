import { messages } from '../../kernel/messages.ts'

export const withdrawalAppWords = messages({
  head: { sv: 'Kunden ångrar sig', en: 'The client withdraws' },
  from: {
    sv: (f: { name: string; receipt: string }) => `${f.name}, kvittens ${f.receipt}`,
    en: (f: { name: string; receipt: string }) => `${f.name}, receipt ${f.receipt}`,
  },
  ended: {
    sv: 'Det kom i tid. Avtalet är slut. Stoppa arbetet.',
    en: 'It came in time. The agreement is over. Stop work.',
  },
  waiting: { sv: 'Svara kunden.', en: 'Answer the client.' },
  accepted: { sv: 'Du har godtagit det.', en: 'You have accepted it.' },
  disputed: { sv: 'Du har svarat att avtalet står fast.', en: 'You have answered that the agreement stands.' },
  late: {
    sv: (f: { day: string }) => `Enligt uppgifterna här gick ångerfristen ut ${f.day}.`,
    en: (f: { day: string }) => `According to what is recorded here the period ended on ${f.day}.`,
  },
  inPart: {
    sv: 'Det kom i tid och gäller en del av avtalet.',
    en: 'It came in time and concerns a part of the agreement.',
  },
  noRight: {
    sv: 'Enligt det ni svarade när dokumentet skrevs finns ingen ångerrätt enligt lag.',
    en: 'According to what you answered when the document was written there is no statutory right.',
  },
  refund: {
    sv: (f: { day: string }) => `Betala tillbaka det som är betalt senast ${f.day}.`,
    en: (f: { day: string }) => `Refund what has been paid by ${f.day}.`,
  },
  early: {
    sv: 'Kunden begärde tidig start och fick informationen: du får ta betalt för det som är utfört, som en andel av priset.',
    en: 'The client asked for an early start and was informed: you may charge for what has been done, as a share of the price.',
  },
  notEarly: {
    sv: 'Kunden begärde inte tidig start: du får inte ta betalt för det som är utfört.',
    en: 'The client did not ask for an early start: you may not charge for what has been done.',
  },
  answer: { sv: 'Svar till kunden, med skäl', en: 'Answer to the client, with reasons' },
  accept: { sv: 'Godta', en: 'Accept' },
  dispute: { sv: 'Svara att avtalet står fast', en: 'Answer that it stands' },
  sent: { sv: 'Svaret är skickat till kunden.', en: 'The answer has been sent to the client.' },
})
