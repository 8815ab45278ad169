import { messages } from '../../kernel/messages.ts'

type Days = { from: string; until: string }

export const leavingWords = messages({
  onlyOwners: {
    sv: 'Bara ägare tar ut allt som företaget har, och bara ägare avslutar det.',
    en: 'Only owners take out everything the company has, and only owners close it.',
  },
  agreement: { sv: 'Serviceavtalet', en: 'The service agreement' },
  signed: {
    sv: (f: { version: string; at: string; by: string }) => `Version ${f.version} undertecknades ${f.at} av ${f.by}.`,
    en: (f: { version: string; at: string; by: string }) => `Version ${f.version} was signed ${f.at} by ${f.by}.`,
  },
  someone: { sv: 'en ägare', en: 'an owner' },
  notSigned: { sv: 'Inte undertecknat än.', en: 'Not signed yet.' },
  begins: {
    sv: (f: { version: string; on: string }) =>
      `Version ${f.version} börjar gälla för er ${f.on}. Till dess gäller den ni har undertecknat.`,
    en: (f: { version: string; on: string }) =>
      `Version ${f.version} begins to hold for you on ${f.on}. Until then the one you signed holds.`,
  },
  read: {
    sv: (f: { version: string }) => `Läs version ${f.version}`,
    en: (f: { version: string }) => `Read version ${f.version}`,
  },
  sign: { sv: 'Underteckna', en: 'Sign' },
  signNew: { sv: 'Underteckna den nya versionen', en: 'Sign the new version' },
  signedNow: { sv: 'Avtalet är undertecknat.', en: 'The agreement is signed.' },

  export: { sv: 'Ta med allt', en: 'Take everything along' },
  exportText: {
    sv: 'En ZIP-fil med kunder, artiklar, dokument, förseglade avtal, bevis och bilder, som både människor och program kan läsa. Den går att läsa in i en annan installation av tjänsten.',
    en: 'A ZIP file with clients, articles, documents, sealed agreements, evidence and pictures, which both people and programs can read. It can be taken in at another installation of the service.',
  },
  exportCare: {
    sv: 'Filen innehåller personnummer i klartext. Spara den där ingen obehörig kommer åt den.',
    en: 'The file holds personal numbers in clear. Keep it where nobody without right can reach it.',
  },
  exportFormat: { sv: 'Så är filen uppbyggd', en: 'How the file is built' },
  make: { sv: 'Gör en export', en: 'Make an export' },
  makeNew: { sv: 'Gör en ny', en: 'Make a new one' },
  making: { sv: 'Exporten görs.', en: 'The export is being made.' },
  makingOf: {
    sv: (f: { done: string; total: string }) => `${f.done} av ${f.total} rader. Du kan lämna sidan så länge.`,
    en: (f: { done: string; total: string }) => `${f.done} of ${f.total} rows. You can leave the page meanwhile.`,
  },
  ready: {
    sv: (f: { at: string; size: string; until: string }) => `Gjord ${f.at}, ${f.size}. Går att hämta till ${f.until}.`,
    en: (f: { at: string; size: string; until: string }) => `Made ${f.at}, ${f.size}. Can be fetched until ${f.until}.`,
  },
  fetch: { sv: 'Hämta filen', en: 'Fetch the file' },
  failed: {
    sv: 'Exporten gick inte att göra. Det är vårt fel. Försök igen, eller skriv till supporten.',
    en: 'The export could not be made. That is our fault. Try again, or write to support.',
  },
  gone: {
    sv: (f: { at: string }) => `Exporten från ${f.at} är borta: den ligger kvar ett dygn.`,
    en: (f: { at: string }) => `The export of ${f.at} is gone: it is kept for a day.`,
  },

  closing: { sv: 'Avsluta företaget', en: 'Close the company' },
  closingText: {
    sv: 'Avtalet sägs upp och allt raderas, i tre steg som går att följa här.',
    en: 'The agreement is ended and everything is erased, in three steps that can be followed here.',
  },
  close: { sv: 'Avsluta företaget …', en: 'Close the company …' },
  closeNow: { sv: 'Säg upp och avsluta', en: 'End and close' },
  sure: { sv: (f: { name: string }) => `Avsluta ${f.name}?`, en: (f: { name: string }) => `Close ${f.name}?` },
  stepRegret: {
    sv: (f: Days) => `Till ${f.from} fungerar allt som vanligt, och du kan ångra dig.`,
    en: (f: Days) => `Until ${f.from} everything works as usual, and you can change your mind.`,
  },
  stepRetrieval: {
    sv: (f: Days) => `Från ${f.from} till ${f.until} går det bara att läsa och hämta.`,
    en: (f: Days) => `From ${f.from} until ${f.until} it is only possible to read and to fetch.`,
  },
  stepErase: {
    sv: (f: Days) => `${f.until} raderas allt, och du får ett intyg.`,
    en: (f: Days) => `On ${f.until} everything is erased, and you get a certificate.`,
  },
  whatWaiting: {
    sv: (f: { n: string }) => `Offerter som väntar på svar (${f.n} i dag) dras tillbaka, och kunderna får veta det.`,
    en: (f: { n: string }) => `Quotes that wait for an answer (${f.n} today) are withdrawn, and the clients are told.`,
  },
  whatSigned: {
    sv: (f: { n: string }) =>
      `Undertecknade avtal (${f.n}) ligger avskilt så länge anspråk kan ställas. Kunderna har sina förseglade filer i mejlen; länkarna slutar fungera.`,
    en: (f: { n: string }) =>
      `Signed agreements (${f.n}) lie apart for as long as claims can be made. Clients have their sealed files in their mail; the links stop working.`,
  },
  whatGone: {
    sv: (f: { documents: string; clients: string; members: string }) =>
      `Borta för gott: ${f.documents} dokument, ${f.clients} kunder, och inloggningen för ${f.members}.`,
    en: (f: { documents: string; clients: string; members: string }) =>
      `Gone for good: ${f.documents} documents, ${f.clients} clients, and the sign-in of ${f.members}.`,
  },
  whatBooks: {
    sv: 'Det som ska finnas i bokföringen är ert att spara. Gör en export först.',
    en: 'What bookkeeping needs is yours to keep. Make an export first.',
  },
  writeName: {
    sv: (f: { name: string }) => `Skriv företagets namn, ${f.name}`,
    en: (f: { name: string }) => `Write the company’s name, ${f.name}`,
  },
  isClosing: { sv: 'Företaget är uppsagt', en: 'The company is closing' },
  isClosed: { sv: 'Företaget är avslutat', en: 'The company is closed' },
  regret: { sv: 'Ångra avslutet', en: 'Take it back' },
  regretted: { sv: 'Avslutet är ångrat. Allt är som förut.', en: 'The closing is taken back. All is as before.' },
  certificate: { sv: 'Här kommer intyget att stå', en: 'The certificate will stand here' },
  people: {
    sv: (f: { n: number }) => (f.n === 1 ? 'en person' : `${f.n} personer`),
    en: (f: { n: number }) => (f.n === 1 ? 'one person' : `${f.n} people`),
  },
})
