import { messages } from '../kernel/messages.ts'

export const supportMessages = messages({
  'support-empty': { sv: 'Skriv vad det gäller först.', en: 'Write what it is about first.' },
  'support-no-recording': {
    sv: 'Av ett telefonsamtal sparas bara en anteckning, ingen fil och ingen inspelning.',
    en: 'Of a telephone call only a note is kept, no file and no recording.',
  },
  'support.hidden-number': { sv: '[personnummer borttaget]', en: '[personal number taken out]' },
  'support.hidden-card': { sv: '[kortnummer borttaget]', en: '[card number taken out]' },
  'support.file-refused': {
    sv: 'En bifogad fil togs inte emot. Det som tas emot är bilder, PDF utan program och ren text, högst 5 MB.',
    en: 'An attached file was not taken. Pictures, PDF without programs and plain text are, 5 MB at most.',
  },
})

type MailFacts = { number: string; deadline: string; rights: string; text: string; operator: string }
type MailWords = {
  subject: (f: MailFacts) => string
  paragraphs: (f: MailFacts) => readonly string[]
  button: string
}

export const supportMails: Readonly<Record<'received' | 'answered', Readonly<Record<'sv' | 'en', MailWords>>>> = {
  received: {
    sv: {
      subject: f => `Vi har tagit emot ditt ärende ${f.number}`,
      paragraphs: f => [
        `Du får svar senast ${f.deadline}. Ärendet har nummer ${f.number}.`,
        ...(f.rights
          ? [
              `Det du skriver gäller dina uppgifter. Det har fått ett eget ärende, ${f.rights}. Innan något visas eller ändras behöver vi veta att det är du som frågar. Det gör du under Dina uppgifter.`,
            ]
          : []),
        'Skriv inga personnummer i svaret. De tas bort innan texten sparas.',
      ],
      button: 'Se ärendet',
    },
    en: {
      subject: f => `We have your case ${f.number}`,
      paragraphs: f => [
        `You get an answer by ${f.deadline}. The case has number ${f.number}.`,
        ...(f.rights
          ? [
              `What you write is about your data. It has a case of its own, ${f.rights}. Before anything is shown or changed we need to know that it is you who asks. You do that under Your data.`,
            ]
          : []),
        'Write no personal numbers in an answer. They are taken out before the text is kept.',
      ],
      button: 'See the case',
    },
  },
  answered: {
    sv: {
      subject: f => `Svar i ärende ${f.number}`,
      paragraphs: f => f.text.split(/\n{2,}/),
      button: 'Skriv tillbaka',
    },
    en: { subject: f => `Answer in case ${f.number}`, paragraphs: f => f.text.split(/\n{2,}/), button: 'Write back' },
  },
}

const sv = {
  title: 'Kontakt',
  lead: 'Fråga om tjänsten eller om dina uppgifter. Du får svar inom en månad, oftast mycket fortare.',
  write: 'Skriv till oss',
  text: 'Vad gäller det?',
  replyTo: 'E-post för svaret',
  optional: 'frivilligt',
  send: 'Skicka',
  chat: 'Chatta',
  chatOpen: 'Öppna chatten',
  chatWhat: 'Chatten öppnas när du trycker här. Innan dess hämtas ingenting av den.',
  chatRelayed: (name: string) =>
    `Det du skriver, och din adress om du ger den, går också till ${name}, där vi svarar. Nummer tas bort först.`,
  chatNotice:
    'Det du skriver sparas krypterat och läses av supporten. Skriv inga personnummer eller kortnummer: de tas bort innan texten sparas. Två år efter att chatten avslutats är den borta.',
  chatStart: 'Starta chatten',
  other: 'På andra sätt',
  mail: 'Mejl',
  post: 'Brev',
  phone: 'Av ett telefonsamtal görs en skriven anteckning. Samtal spelas inte in.',
  caseTitle: (number: string) => `Ärende ${number}`,
  deadline: (day: string) => `Du får svar här, senast ${day}. Spara sidans adress: den är din väg tillbaka.`,
  rights:
    'Det du skriver gäller dina uppgifter. Innan något visas eller ändras behöver vi veta att det är du som frågar.',
  you: 'Du',
  us: 'Supporten',
  more: 'Skriv mer',
  end: 'Avsluta',
  ended: 'Ärendet är avslutat. Det som skrivits raderas efter två år.',
  why: 'Varför?',
}
export type SupportWords = typeof sv
const en: SupportWords = {
  title: 'Contact',
  lead: 'Ask about the service or about your data. You get an answer within a month, mostly much sooner.',
  write: 'Write to us',
  text: 'What is it about?',
  replyTo: 'E-mail for the answer',
  optional: 'optional',
  send: 'Send',
  chat: 'Chat',
  chatOpen: 'Open the chat',
  chatWhat: 'The chat opens when you press here. Before that nothing of it is fetched.',
  chatRelayed: (name: string) =>
    `What you write, and your address if you give it, also goes to ${name}, where we answer. Numbers are taken out first.`,
  chatNotice:
    'What you write is kept encrypted and read by support. Write no personal or card numbers: they are taken out before the text is kept. Two years after the chat has ended it is gone.',
  chatStart: 'Begin the chat',
  other: 'In other ways',
  mail: 'Mail',
  post: 'Letter',
  phone: 'Of a telephone call a written note is made. Calls are not recorded.',
  caseTitle: number => `Case ${number}`,
  deadline: day => `You get an answer here, by ${day}. Keep the address of this page: it is your way back.`,
  rights:
    'What you write is about your data. Before anything is shown or changed we need to know that it is you who asks.',
  you: 'You',
  us: 'Support',
  more: 'Write more',
  end: 'End',
  ended: 'The case has ended. What was written is erased after two years.',
  why: 'Why?',
}
export const supportWords = { sv, en }
