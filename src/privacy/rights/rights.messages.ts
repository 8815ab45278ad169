import { messages } from '../../kernel/messages.ts'

export const rightsMessages = messages({
  'case-from-the-future': {
    sv: 'Dagen då ärendet kom in ligger framåt i tiden. Skriv den dag det kom.',
    en: 'The day the case came lies ahead. Give the day it came.',
  },
  'case-not-waiting': {
    sv: (f: { number: string }) => `Ärende ${f.number} väntar inte på det här. Ladda om sidan och se hur det står.`,
    en: (f: { number: string }) => `Case ${f.number} is not waiting for this. Reload the page to see how it stands.`,
  },
  'case-not-open': {
    sv: (f: { number: string }) =>
      `Ärende ${f.number} går inte att avsluta än: det väntar på identitet eller på företaget.`,
    en: (f: { number: string }) => `Case ${f.number} cannot be ended yet: it waits for identity or for the company.`,
  },
  'case-ended': {
    sv: (f: { number: string }) => `Ärende ${f.number} är redan avslutat.`,
    en: (f: { number: string }) => `Case ${f.number} has ended already.`,
  },
  'identity-too-low': {
    sv: (f: { level: string }) => `Det här kräver identitet på nivå ${f.level}.`,
    en: (f: { level: string }) => `This needs identity of level ${f.level}.`,
  },
  'refusal-incomplete': {
    sv: 'Ett nej måste säga vad som håller kvar uppgifterna, vilken lag, till vilken dag, skälet, vad som går i stället och vem som beslutat.',
    en: 'A refusal must say what holds the data, which law, until which day, the reason, what can be done instead and who decided.',
  },
  'extension-too-late': {
    sv: (f: { number: string }) => `Ärende ${f.number} kan inte förlängas: det görs en gång, inom den första månaden.`,
    en: (f: { number: string }) => `Case ${f.number} cannot be extended: that is done once, within the first month.`,
  },
  'extension-needs-reasons': {
    sv: 'Skriv varför ärendet behöver mer tid. Skälet skickas till den som frågade.',
    en: 'Write why the case needs more time. The reason is sent to whoever asked.',
  },
  'rights-code-over': {
    sv: 'Koden gäller inte längre. Be om en ny.',
    en: 'The code is no longer valid. Ask for a new one.',
  },
  'rights-code-wrong': {
    sv: 'Koden stämmer inte. Läs den i det senaste mejlet, eller be om en ny.',
    en: 'The code is not right. Read it in the latest mail, or ask for a new one.',
  },
  'rights-link-unknown': {
    sv: 'Länken fungerar inte. Öppna den ur mejlet, eller börja om under Dina uppgifter.',
    en: 'The link does not work. Open it from the mail, or start again under Your data.',
  },
  'rights-link-used': {
    sv: 'Länken är redan använd. Begär ett nytt svar under Dina uppgifter.',
    en: 'The link has been used. Ask for a new answer under Your data.',
  },
  'rights-link-over': {
    sv: 'Länken har gått ut. Begär ett nytt svar under Dina uppgifter.',
    en: 'The link has expired. Ask for a new answer under Your data.',
  },
  'rights-link-shared': {
    sv: 'Svaret gäller någon annan än du. Bara den som frågade kan öppna det.',
    en: 'The answer is about somebody else. Only whoever asked can open it.',
  },
  'rights-link-level': {
    sv: 'Svaret kräver en säkrare legitimering än den du har gjort. Legitimera dig med BankID.',
    en: 'The answer needs a stronger identification than yours. Identify with BankID.',
  },
  'rights-identify-first': {
    sv: 'Visa först att det är du: med en kod till din e-post eller med BankID.',
    en: 'First show that it is you: with a code to your e-mail, or with BankID.',
  },
  'rights-password-wrong': {
    sv: 'Lösenordet stämmer inte.',
    en: 'The password is not right.',
  },
  'rights-bankid-away': {
    sv: 'BankID svarar inte just nu. Försök igen om en stund, eller använd en kod till din e-post.',
    en: 'BankID does not answer right now. Try again in a while, or use a code to your e-mail.',
  },
  'rights-bankid-failed': {
    sv: 'Legitimeringen gick inte igenom. Försök igen.',
    en: 'The identification did not go through. Try again.',
  },
  'rights-nobody': {
    sv: 'Vi hittar inga uppgifter om dig. Det du legitimerade dig med är inte sparat.',
    en: 'We find no data about you. What you identified with is not kept.',
  },
  'rights-field-unknown': {
    sv: 'Det fältet går inte att rätta här. Skriv i stället vad som är fel.',
    en: 'That field cannot be corrected here. Write what is wrong instead.',
  },
  'rights-value-wrong': {
    sv: 'Det rätta värdet går inte att läsa. Skriv det som det ska stå, till exempel namn@exempel.se eller 070-123 45 67.',
    en: 'The right value cannot be read. Write it as it should stand, such as name@example.com or 070-123 45 67.',
  },
  'rights-say-more': {
    sv: 'Skriv vad det gäller.',
    en: 'Write what it concerns.',
  },
  'case-unknown': {
    sv: (f: { number: string }) => `Det finns inget ärende ${f.number}.`,
    en: (f: { number: string }) => `There is no case ${f.number}.`,
  },
  'rights-no-signature': {
    sv: 'Filen är ingen förteckning ur ett utdrag härifrån, eller så är den ändrad.',
    en: 'The file is no manifest of an extract from here, or it has been changed.',
  },
})

type Facts = Record<
  | 'number'
  | 'kind'
  | 'deadline'
  | 'release'
  | 'law'
  | 'until'
  | 'hold'
  | 'reason'
  | 'alternative'
  | 'decidedBy'
  | 'code'
  | 'operator'
  | 'contact',
  string
>
type Mail = {
  header: string
  subject: (f: Facts) => string
  body: (f: Facts) => string[]
  button: string
  after: string[]
}
const imy = {
  sv: 'Är du inte nöjd? Svara på det här mejlet så tittar vi igen. Du kan klaga hos Integritetsskyddsmyndigheten (IMY), imy.se, och du kan vända dig till domstol.',
  en: 'Not satisfied? Answer this mail and we look again. You can complain to the Swedish Authority for Privacy Protection (IMY), imy.se, and you can go to court.',
}
const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

export const rightsMails = {
  code: {
    sv: {
      header: 'Dina uppgifter',
      subject: () => 'Din kod',
      body: f => [
        `Koden är ${f.code}. Den gäller i femton minuter och visar att adressen är din.`,
        'Har du inte bett om den kan du slänga mejlet.',
      ],
      button: '',
      after: [],
    },
    en: {
      header: 'Your data',
      subject: () => 'Your code',
      body: f => [
        `The code is ${f.code}. It is valid for fifteen minutes and shows that the address is yours.`,
        'If you did not ask for it, throw this mail away.',
      ],
      button: '',
      after: [],
    },
  },
  'company-asked': {
    sv: {
      header: 'Någon frågar efter sina uppgifter hos er',
      subject: f => `${f.kind}, ärende ${f.number}`,
      body: f => [
        `En person i ert register begär ${lower(f.kind)}. Ni är personuppgiftsansvariga.`,
        f.release
          ? `Godkänn eller invänd med skäl senast ${f.release}. Annars lämnas svaret enligt instruktion I-6 i personuppgiftsbiträdesavtalet.`
          : 'Godkänn eller invänd med skäl. Svaret väntar på er. Inget görs innan ni har svarat.',
        `Lagens svarstid går ut ${f.deadline}.`,
      ],
      button: 'Se ärendet',
      after: [],
    },
    en: {
      header: 'Somebody asks about their data with you',
      subject: f => `${f.kind}, case ${f.number}`,
      body: f => [
        `A person in your register asks: ${lower(f.kind)}. You are the controller.`,
        f.release
          ? `Approve, or object with reasons, by ${f.release}. Otherwise the answer is given under instruction I-6 of the data processing agreement.`
          : 'Approve, or object with reasons. The answer waits for you. Nothing is done before you have answered.',
        `The statutory deadline is ${f.deadline}.`,
      ],
      button: 'See the case',
      after: [],
    },
  },
  answered: {
    sv: {
      header: 'Svar på ditt ärende',
      subject: f => `Svar på ärende ${f.number}`,
      body: f => [
        `Ärendet gällde: ${lower(f.kind)}. Det är klart.`,
        'Länken gäller i sju dagar, fungerar en gång och öppnas bara av dig: du visar igen att det är du.',
      ],
      button: 'Hämta svaret',
      after: [imy.sv],
    },
    en: {
      header: 'Answer to your case',
      subject: f => `Answer to case ${f.number}`,
      body: f => [
        `The case was about: ${lower(f.kind)}. It is done.`,
        'The link is valid for seven days, works once and opens only for you: you show again that it is you.',
      ],
      button: 'Get the answer',
      after: [imy.en],
    },
  },
  refused: {
    sv: {
      header: 'Vi kan inte göra det du bad om',
      subject: f => `Svar på ärende ${f.number}`,
      body: f => [
        `Du bad om: ${lower(f.kind)}.`,
        `Skäl: ${f.reason} Det som hindrar är ${lower(f.hold)} (${f.law}), till ${f.until}.`,
        `Det som går i stället: ${f.alternative}`,
        `Beslutet är fattat av ${f.decidedBy}, en person.`,
      ],
      button: '',
      after: [imy.sv],
    },
    en: {
      header: 'We cannot do what you asked',
      subject: f => `Answer to case ${f.number}`,
      body: f => [
        `You asked for: ${lower(f.kind)}.`,
        `Reason: ${f.reason} What prevents it is ${lower(f.hold)} (${f.law}), until ${f.until}.`,
        `What can be done instead: ${f.alternative}`,
        `Decided by ${f.decidedBy}, a person.`,
      ],
      button: '',
      after: [imy.en],
    },
  },
  extended: {
    sv: {
      header: 'Vi behöver mer tid',
      subject: f => `Ärende ${f.number} tar längre tid`,
      body: f => [`Skälet: ${f.reason}`, `Vi svarar senast ${f.deadline}.`],
      button: '',
      after: [imy.sv],
    },
    en: {
      header: 'We need more time',
      subject: f => `Case ${f.number} takes longer`,
      body: f => [`The reason: ${f.reason}`, `We answer by ${f.deadline}.`],
      button: '',
      after: [imy.en],
    },
  },
} as const satisfies Record<string, Record<'sv' | 'en', Mail>>
export type RightsMail = keyof typeof rightsMails
