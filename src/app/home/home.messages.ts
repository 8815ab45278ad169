import { messages } from '../../kernel/messages.ts'

type N = { n: number }

export const homeWords = messages({
  title: { sv: 'Jobb', en: 'Jobs' },
  search: { sv: 'Sök kund, jobb eller nummer', en: 'Search client, job or number' },
  newQuote: { sv: 'Ny offert', en: 'New quote' },
  firstQuote: { sv: 'Skriv din första offert', en: 'Write your first quote' },
  empty: {
    sv: 'Här samlas dina jobb, med det som väntar på dig överst. Börja med en offert.',
    en: 'Your jobs gather here, with what waits for you on top. Begin with a quote.',
  },
  noMatch: {
    sv: (f: { q: string }) => `Inget passar in på ”${f.q}”. Sök på en del av namnet, jobbet eller numret.`,
    en: (f: { q: string }) => `Nothing matches “${f.q}”. Search by a part of the name, job or number.`,
  },
  nothingHere: { sv: 'Inget här just nu.', en: 'Nothing here right now.' },
  nothingWaits: { sv: 'Inget väntar på dig.', en: 'Nothing waits for you.' },
  drafts: { sv: 'Utkast', en: 'Drafts' },
  withClient: { sv: 'Hos kunden', en: 'With the client' },
  agreed: { sv: 'Avtal', en: 'Agreed' },
  expiring: { sv: 'Går ut inom en vecka', en: 'Expires within a week' },
  groups: { sv: 'Visa', en: 'Show' },
  'group-all': { sv: 'Alla', en: 'All' },
  'group-waiting': { sv: 'Väntar på dig', en: 'Waits for you' },
  'group-with-client': { sv: 'Hos kunden', en: 'With the client' },
  'group-draft': { sv: 'Utkast', en: 'Drafts' },
  'group-settled': { sv: 'Avgjort', en: 'Settled' },
  kronor: { sv: 'kronor', en: 'kronor' },
  showAll: { sv: 'Visa alla', en: 'Show all' },
  client: { sv: 'Kund och jobb', en: 'Client and job' },
  state: { sv: 'Läge', en: 'State' },
  happened: { sv: 'Senast', en: 'Latest' },
  when: { sv: 'När', en: 'When' },
  amount: { sv: 'Belopp', en: 'Amount' },
  noClient: { sv: 'Ingen kund vald', en: 'No client chosen' },
  untitled: { sv: 'utan rubrik', en: 'untitled' },
  questions: {
    sv: (f: N) => (f.n === 1 ? 'En fråga väntar på svar' : `${f.n} frågor väntar på svar`),
    en: (f: N) => (f.n === 1 ? 'One question waits for an answer' : `${f.n} questions wait for an answer`),
  },
  validTo: { sv: (f: { day: string }) => `gäller till ${f.day}`, en: (f: { day: string }) => `valid until ${f.day}` },
  readingNow: { sv: 'läser nu', en: 'reading now' },
  isAt: { sv: 'är på', en: 'is at' },
  notShown: { sv: 'ej visad', en: 'not shown' },
  seconds: { sv: (f: N) => `${f.n} s`, en: (f: N) => `${f.n} s` },
  minutes: {
    sv: (f: { m: number; s: number }) => (f.s === 0 ? `${f.m} min` : `${f.m} min ${f.s} s`),
    en: (f: { m: number; s: number }) => (f.s === 0 ? `${f.m} min` : `${f.m} min ${f.s} s`),
  },
})
