import { messages } from '../../kernel/messages.ts'

type N = { n: number }
type Sum = { sum: string }

export const jobWords = messages({
  untitled: { sv: 'Jobb utan rubrik', en: 'Untitled job' },
  noSite: { sv: 'Ingen arbetsplats angiven', en: 'No work address given' },
  parts: { sv: 'Visa', en: 'Show' },
  'part-happened': { sv: 'Händelser', en: 'Events' },
  'part-stands': { sv: 'Vad gäller', en: 'What stands' },
  'part-documents': { sv: 'Dokument', en: 'Documents' },
  'part-pictures': { sv: 'Bilder', en: 'Pictures' },
  'part-people': { sv: 'Kunden', en: 'Client' },
  asks: {
    sv: (f: { name: string; paper: string }) => `${f.name} väntar på svar om ${f.paper}.`,
    en: (f: { name: string; paper: string }) => `${f.name} waits for an answer about ${f.paper}.`,
  },
  answer: { sv: 'Svara', en: 'Answer' },
  earlier: {
    sv: 'Det som hände tidigare finns på varje dokument.',
    en: 'What happened earlier is on each document.',
  },
  noPictures: {
    sv: 'Inga bilder än. De du lägger i offerten och i ÄTA samlas här.',
    en: 'No pictures yet. Those of the quote and its changes gather here.',
  },
  pictureFrom: {
    sv: (f: { paper: string }) => `Bild i ${f.paper}`,
    en: (f: { paper: string }) => `Picture in ${f.paper}`,
  },
  noPeople: { sv: 'Ingen kund är vald än.', en: 'No client is chosen yet.' },
  toClient: { sv: 'Kundens uppgifter', en: 'The client’s details' },
  written: { sv: 'Utkast, inte skickat', en: 'Draft, not sent' },

  // The ledger
  stands: { sv: 'Vad gäller i dag', en: 'What stands today' },
  inclVat: { sv: 'kronor inkl. moms', en: 'kronor incl. VAT' },
  exclVat: { sv: 'kronor exkl. moms', en: 'kronor excl. VAT' },
  nothingAgreed: {
    sv: 'Inget är avtalat än. När kunden har skrivit under står här vad som gäller.',
    en: 'Nothing is agreed yet. When the client has signed, what stands is shown here.',
  },
  ordered: { sv: 'Beställt', en: 'Ordered' },
  pending: { sv: 'Väntar på svar', en: 'Awaiting an answer' },
  ifOrdered: {
    sv: (f: { what: string }) => `Om ${f.what} beställs`,
    en: (f: { what: string }) => `If ${f.what} is ordered`,
  },
  ifAll: { sv: 'Om allt som väntar beställs', en: 'If everything waiting is ordered' },
  drafts: { sv: 'Skrivs', en: 'Being written' },
  declined: { sv: 'Räknas inte', en: 'Not counted' },
  toPay: { sv: 'Kunden betalar efter avdrag', en: 'The client pays after deduction' },
  priceFollows: { sv: 'priset kommer', en: 'price follows' },
  noPrice: { sv: 'inget pris', en: 'no price' },
  unpriced: {
    sv: (f: N) => (f.n === 1 ? 'En ÄTA väntar utan pris.' : `${f.n} ÄTA väntar utan pris.`),
    en: (f: N) => (f.n === 1 ? 'One change waits without a price.' : `${f.n} changes wait without a price.`),
  },
  time: { sv: 'Tiden', en: 'Time' },
  timeSame: { sv: 'som avtalat', en: 'as agreed' },
  timeUnsaid: { sv: 'inte sagt i alla ÄTA', en: 'not said in every change' },
  days: {
    sv: (f: { n: string; one: boolean }) => `${f.n} ${f.one ? 'arbetsdag' : 'arbetsdagar'}`,
    en: (f: { n: string; one: boolean }) => `${f.n} working ${f.one ? 'day' : 'days'}`,
  },
  'form-fixed': { sv: 'fast pris', en: 'fixed price' },
  'form-approximate': { sv: 'ungefärligt pris', en: 'approximate price' },
  'form-running': { sv: 'löpande räkning', en: 'running account' },
  'form-ceiling': { sv: 'takpris', en: 'ceiling price' },
  'form-unit-price': { sv: 'à-pris', en: 'unit prices' },
  'type-change': { sv: 'ändring', en: 'change' },
  'type-addition': { sv: 'tillkommer', en: 'added' },
  'type-removal': { sv: 'avgår', en: 'falls away' },
  'stance-included': { sv: 'kunden anser att det ingår', en: 'the client considers it included' },
  'stance-cost-refused': { sv: 'kunden godtar inte kostnaden', en: 'the client does not accept the cost' },
  'stance-more-needed': { sv: 'kunden vill ha mer underlag', en: 'the client wants more information' },
  'stance-call-me': { sv: 'kunden vill bli uppringd', en: 'the client wants to be called' },

  // Approximate price
  guard: { sv: 'Ungefärligt pris', en: 'Approximate price' },
  workedUp: { sv: 'Upparbetat', en: 'Worked up' },
  workedUpOf: {
    sv: (f: { sum: string; of: string }) => `${f.sum} av ungefär ${f.of}`,
    en: (f: { sum: string; of: string }) => `${f.sum} of about ${f.of}`,
  },
  cap: { sv: 'Mest du får ta betalt', en: 'Most you may charge' },
  stateWorkedUp: { sv: 'Ange upparbetat', en: 'State worked-up cost' },
  workedUpSum: { sv: 'Upparbetat hittills, inkl. moms', en: 'Worked up so far, incl. VAT' },
  workedUpWhy: {
    sv: 'Tid och material för det som ingår i avtalet, före avdrag, och beställda ÄTA. Du får veta i tid när det närmar sig gränsen.',
    en: 'Time and material for what the agreement includes, before deduction, and ordered changes. You are told in time as the limit nears.',
  },
  workedUpSaved: { sv: 'Upparbetat är noterat.', en: 'The worked-up cost is noted.' },
  statedAt: { sv: (f: { at: string }) => `angavs ${f.at}`, en: (f: { at: string }) => `stated ${f.at}` },
  neverStated: { sv: 'inte angivet än', en: 'not stated yet' },
  nearHead: { sv: 'Du är nära gränsen.', en: 'You are close to the limit.' },
  near: {
    sv: (f: { cap: string }) =>
      `Högst ${f.cap} får du ta betalt utan ny överenskommelse. Ser du att priset kan bli betydligt högre än kunden räknat med? Då ska du berätta det nu och fråga hur kunden vill göra.`,
    en: (f: { cap: string }) =>
      `You may charge at most ${f.cap} without a new agreement. If the price may become considerably higher than the client expected, tell them now and ask what they want.`,
  },
  reachedHead: { sv: 'Gränsen är nådd.', en: 'The limit is reached.' },
  reached: {
    sv: (f: { cap: string }) =>
      `Mer än ${f.cap} kan du normalt inte ta betalt för det som ingår. Undantag: tillägg som kunden har beställt, eller att kunden själv orsakat en fördyring som du inte borde ha förutsett. Kom överens om en ÄTA först.`,
    en: (f: { cap: string }) =>
      `You normally cannot charge more than ${f.cap} for what is included. Exceptions: additions the client has ordered, or added cost caused by the client that you could not foresee. Agree on a change first.`,
  },
  summary: { sv: (f: Sum) => `${f.sum} beställt`, en: (f: Sum) => `${f.sum} ordered` },
  summaryPending: { sv: (f: Sum) => `${f.sum} väntar`, en: (f: Sum) => `${f.sum} pending` },
})
