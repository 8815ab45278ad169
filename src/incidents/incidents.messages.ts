import { messages } from '../kernel/messages.ts'

export const incidentMessages = messages({
  'incident-from-the-future': {
    sv: 'Incidenten kan inte ha upptäckts senare än nu.',
    en: 'The incident cannot have been discovered later than now.',
  },
  'incident-late-without-reason': {
    sv: 'Skriv varför incidenten anmäls efter 72 timmar, eller inte alls.',
    en: 'Write why the incident is reported after 72 hours, or not at all.',
  },
  'incident-persons-untold': {
    sv: 'Vid hög risk ska de registrerade få veta. Ange att de har fått det innan incidenten avslutas.',
    en: 'At high risk the people concerned are to be told. Say that they have been before the incident is closed.',
  },
})

type Told = { number: string; persons: number; kinds: string; contact: string }
type Words = {
  subject: (f: Told) => string
  paragraphs: (f: Told) => readonly string[]
  draftLabel: string
  draft: (f: Told) => string
  button: string
}
export const incidentMail: Readonly<Record<'sv' | 'en', Words>> = {
  sv: {
    subject: f => `Personuppgiftsincident ${f.number} rör era kunder`,
    paragraphs: f => [
      `En incident hos oss kan ha rört uppgifter som ni ansvarar för. Den gäller ${f.persons} personer hos er: ${f.kinds}.`,
      'Ni är personuppgiftsansvariga. Ni bedömer om incidenten ska anmälas till Integritetsskyddsmyndigheten (IMY) inom 72 timmar, och om era kunder ska få veta. Vi hjälper er.',
      `Frågor: ${f.contact}. Ange ${f.number}.`,
    ],
    draftLabel: 'Förslag till besked till era kunder',
    draft: f =>
      `Hos den som driver vårt offertverktyg har det hänt något som kan ha rört dina uppgifter (${f.kinds}). Vi undersöker det och hör av oss när vi vet mer. Hör av dig till oss om du har frågor.`,
    button: 'Öppna tjänsten',
  },
  en: {
    subject: f => `Personal data incident ${f.number} concerns your clients`,
    paragraphs: f => [
      `An incident with us may have concerned data that you are responsible for. It is about ${f.persons} people of yours: ${f.kinds}.`,
      'You are controller. You decide whether the incident is reported to the Swedish Authority for Privacy Protection (IMY) within 72 hours, and whether your clients are told. We help you.',
      `Questions: ${f.contact}. Mention ${f.number}.`,
    ],
    draftLabel: 'Draft of a notice to your clients',
    draft: f =>
      `Something has happened at whoever runs our quoting tool that may have concerned your data (${f.kinds}). We are looking into it and will tell you when we know more. Get in touch if you have questions.`,
    button: 'Open the service',
  },
}
