// Mails and text messages (texts-sv §8). Fields are words and figures already in the reader's form; no sum in a subject, never a
// personal number. A text message stays within 160 GSM-7 characters with a 30-character company name; what the sender adds comes beyond.
import { binds, type WrittenKind } from '../blocks/frozen.ts'
import { kindWords } from '../documents/kind-words.ts'
import { dateWords } from '../kernel/dates.ts'
import { messages, say } from '../kernel/messages.ts'
import type { Language } from '../platform/http/endpoint.ts'

type F = Record<string, string>

/** One message in both languages and both channels. `sms` null: it goes by mail only. */
export type DeliveryText = {
  subject: (f: F) => string
  body: (f: F) => readonly string[]
  button: (f: F) => string
  sms: ((f: F) => string) | null
}

export const deliveryTexts = {
  sent: {
    sv: {
      subject: f => `${f.name} från ${f.company}`,
      body: f => [`Hej ${f.firstName}!`, `Här är ${f.the} om ${f.title}. ${f.It} gäller till ${f.validTo}. ${f.act}`],
      button: f => `Öppna ${f.the}`,
      sms: f => `${f.companyShort}: Här är ${f.the}, gäller till ${f.validToShort}. Läs och svara: ${f.link}`,
    },
    en: {
      subject: f => `${f.name} from ${f.company}`,
      body: f => [`Hello ${f.firstName}!`, `Here is ${f.the} on ${f.title}, valid until ${f.validTo}. ${f.act}`],
      button: f => `Open ${f.the}`,
      sms: f => `${f.companyShort}: Here is ${f.the}, valid until ${f.validToShort}. Read and reply: ${f.link}`,
    },
  },
  'new-version': {
    sv: {
      subject: f => `Ny version från ${f.company}`,
      body: f => [
        `Hej ${f.firstName}!`,
        `Det finns en ny version av ${f.the} om ${f.title}. Den gamla är ersatt. Den nya gäller till ${f.validTo}.`,
      ],
      button: () => 'Se den nya versionen',
      sms: f => `${f.companyShort}: Ny version av ${f.the}. Se den: ${f.link}`,
    },
    en: {
      subject: f => `New version from ${f.company}`,
      body: f => [
        `Hello ${f.firstName}!`,
        `There is a new version of ${f.the} on ${f.title}. The old one is replaced. The new one is valid until ${f.validTo}.`,
      ],
      button: () => 'See the new version',
      sms: f => `${f.companyShort}: New version of ${f.the}. See it: ${f.link}`,
    },
  },
  prolonged: {
    sv: {
      subject: f => `${f.The} från ${f.company} gäller längre`,
      body: f => [
        `Hej ${f.firstName}!`,
        `${f.The} om ${f.title} gäller nu till ${f.validTo}. Inget annat är ändrat. Den gamla länken är ersatt av knappen här.`,
      ],
      button: f => `Öppna ${f.the}`,
      sms: f => `${f.companyShort}: ${f.The} gäller nu till ${f.validToShort}. Läs och svara: ${f.link}`,
    },
    en: {
      subject: f => `${f.The} from ${f.company} is valid longer`,
      body: f => [
        `Hello ${f.firstName}!`,
        `${f.The} on ${f.title} is now valid until ${f.validTo}. Nothing else in it has changed. The button here replaces the old link.`,
      ],
      button: f => `Open ${f.the}`,
      sms: f => `${f.companyShort}: ${f.The} is now valid until ${f.validToShort}. Read and reply: ${f.link}`,
    },
  },
  'to-read': {
    sv: {
      subject: f => `${f.name} från ${f.company}`,
      body: f => [
        `Hej ${f.firstName}!`,
        `Här är ${f.the} om ${f.title}, för att du ska kunna läsa. Du behöver inte skriva under.`,
      ],
      button: f => `Läs ${f.the}`,
      sms: f => `${f.companyShort}: Här är ${f.the} att läsa. Du behöver inte skriva under. ${f.link}`,
    },
    en: {
      subject: f => `${f.name} from ${f.company}`,
      body: f => [`Hello ${f.firstName}!`, `Here is ${f.the} on ${f.title} for you to read. You need not sign.`],
      button: f => `Read ${f.the}`,
      sms: f => `${f.companyShort}: Here is ${f.the} to read. You need not sign. ${f.link}`,
    },
  },
  'to-approve': {
    sv: {
      subject: f => `Att godkänna: ${f.the} från ${f.company}`,
      body: f => [
        `Hej ${f.firstName}!`,
        `${f.The} om ${f.title} behöver ditt godkännande innan någon skriver under. Läs, fråga eller godkänn med knappen. Du skriver inte under själv.`,
      ],
      button: () => 'Läs och godkänn',
      sms: f => `${f.companyShort}: ${f.The} behöver ditt godkännande. Läs och svara: ${f.link}`,
    },
    en: {
      subject: f => `To approve: ${f.the} from ${f.company}`,
      body: f => [
        `Hello ${f.firstName}!`,
        `${f.The} on ${f.title} needs your approval before it is signed. Read, ask or approve with the button. You do not sign yourself.`,
      ],
      button: () => 'Read and approve',
      sms: f => `${f.companyShort}: ${f.The} needs your approval. Read and reply: ${f.link}`,
    },
  },
  'in-your-hands': {
    sv: {
      subject: f => `Du ombeds skriva under: ${f.title}`,
      body: f => [
        `Hej ${f.firstName}!`,
        `${f.asker} ber dig skriva under ${f.the} om ${f.title} från ${f.company} i sitt ställe. ${f.It} gäller till ${f.validTo}. Läs först; du bestämmer själv.`,
      ],
      button: f => `Öppna ${f.the}`,
      sms: f => `${f.companyShort}: Du ombeds skriva under i någon annans ställe. Läs: ${f.link}`,
    },
    en: {
      subject: f => `You are asked to sign: ${f.title}`,
      body: f => [
        `Hello ${f.firstName}!`,
        `${f.asker} asks you to sign ${f.the} on ${f.title} from ${f.company} in their place. It is valid until ${f.validTo}. Read first; it is for you to decide.`,
      ],
      button: f => `Open ${f.the}`,
      sms: f => `${f.companyShort}: You are asked to sign in somebody’s place. Read: ${f.link}`,
    },
  },
  'your-turn': {
    sv: {
      subject: f => `Din tur att skriva under: ${f.title}`,
      body: f => [
        `Hej ${f.firstName}!`,
        `Nu är det din tur att skriva under ${f.the} om ${f.title} från ${f.company}. ${f.It} gäller till ${f.validTo}. ${f.act}`,
      ],
      button: f => `Öppna ${f.the}`,
      sms: f => `${f.companyShort}: Nu är det din tur att skriva under, senast ${f.validToShort}: ${f.link}`,
    },
    en: {
      subject: f => `Your turn to sign: ${f.title}`,
      body: f => [
        `Hello ${f.firstName}!`,
        `It is your turn to sign ${f.the} on ${f.title} from ${f.company}, valid until ${f.validTo}. ${f.act}`,
      ],
      button: f => `Open ${f.the}`,
      sms: f => `${f.companyShort}: It is your turn to sign, by ${f.validToShort}: ${f.link}`,
    },
  },
  'question-sent': {
    sv: {
      subject: () => 'Din fråga är skickad',
      body: f => [`${f.company} har fått din fråga om ${f.title}. Svaret kommer hit och i dokumentet.`],
      button: f => `Öppna ${f.the}`,
      sms: null,
    },
    en: {
      subject: () => 'Your question is sent',
      body: f => [`${f.company} has your question on ${f.title}. The answer comes here and in the document.`],
      button: f => `Open ${f.the}`,
      sms: null,
    },
  },
  answered: {
    sv: {
      subject: f => `${f.company} har svarat på din fråga`,
      body: f => [`${f.company} har svarat på din fråga om ${f.title}.`],
      button: () => 'Se svaret i dokumentet',
      sms: f => `${f.companyShort} har svarat på din fråga: ${f.link}`,
    },
    en: {
      subject: f => `${f.company} has answered your question`,
      body: f => [`${f.company} has answered your question on ${f.title}.`],
      button: () => 'See the answer in the document',
      sms: f => `${f.companyShort} has answered your question: ${f.link}`,
    },
  },
  sealed: {
    sv: {
      subject: f => `Din kopia: ${f.title}`,
      body: f => [
        `Klart. ${f.signer} har skrivit under. Här är din kopia med bevis, bifogad i mejlet.`,
        'Spara filen; den går att kontrollera även utan oss. I den finns avtalet, villkoren och bevissidan, och för dig som konsument även ångerblanketten.',
        ...(f.withdrawLine ? [f.withdrawLine] : []),
      ],
      button: () => 'Öppna avtalet',
      sms: f => `${f.companyShort}: Avtalet är klart. Hämta din kopia: ${f.link}`,
    },
    en: {
      subject: f => `Your copy: ${f.title}`,
      body: f => [
        `Done. ${f.signer} has signed. Here is your copy with proof, attached to this mail.`,
        'Keep the file; it can be checked even without us. It holds the agreement, the terms and the proof page, and for consumers the withdrawal form.',
        ...(f.withdrawLine ? [f.withdrawLine] : []),
      ],
      button: () => 'Open the agreement',
      sms: f => `${f.companyShort}: The agreement is complete. Get your copy: ${f.link}`,
    },
  },
  declined: {
    sv: {
      subject: () => 'Tack för ditt besked',
      body: f => [`Du har tackat nej till ${f.title}. Inget mer händer.`],
      button: f => `Öppna ${f.the}`,
      sms: null,
    },
    en: {
      subject: () => 'Thank you for your answer',
      body: f => [`You declined ${f.title}. Nothing more will happen.`],
      button: f => `Open ${f.the}`,
      sms: null,
    },
  },
  'no-agreement': {
    sv: {
      subject: f => `Det blev inget avtal: ${f.title}`,
      body: f => [
        `Hej ${f.firstName}!`,
        `Någon som också skulle skriva under ${f.title} har tackat nej. Det blev inget avtal, och din underskrift binder ingen.`,
      ],
      button: f => `Öppna ${f.the}`,
      sms: f => `${f.companyShort}: Det blev inget avtal. Din underskrift binder inte. ${f.link}`,
    },
    en: {
      subject: f => `There is no agreement: ${f.title}`,
      body: f => [
        `Hello ${f.firstName}!`,
        `Somebody else who was to sign ${f.title} has declined. There is no agreement, and your signature binds nobody.`,
      ],
      button: f => `Open ${f.the}`,
      sms: f => `${f.companyShort}: There is no agreement. Your signature binds nobody. ${f.link}`,
    },
  },
  withdrawn: {
    sv: {
      subject: f => `${f.company} har dragit tillbaka ${f.the}`,
      body: f => [
        `Hej ${f.firstName}!`,
        `${f.company} har dragit tillbaka ${f.the} om ${f.title}. ${f.It} går inte längre att beställa. Du kan fortfarande läsa ${f.it}.`,
      ],
      button: f => `Se ${f.the}`,
      sms: f => `${f.companyShort} har dragit tillbaka ${f.the}. ${f.link}`,
    },
    en: {
      subject: f => `${f.company} has withdrawn ${f.the}`,
      body: f => [
        `Hello ${f.firstName}!`,
        `${f.company} has withdrawn ${f.the} on ${f.title}. It can no longer be ordered. You can still read it.`,
      ],
      button: f => `See ${f.the}`,
      sms: f => `${f.companyShort} has withdrawn ${f.the}. ${f.link}`,
    },
  },
  code: {
    sv: {
      subject: () => 'Din kod för att skriva under',
      body: f => [
        `Koden är ${f.code}. Den gäller i 10 minuter och bara för ${f.title} från ${f.company}.`,
        'Har du inte bett om den? Gör ingenting, och lämna den inte till någon.',
      ],
      button: f => `Öppna ${f.the}`,
      sms: f =>
        `${f.code} är din kod för att skriva under hos ${f.companyShort}. Den gäller i 10 minuter. Lämna den inte till någon.`,
    },
    en: {
      subject: () => 'Your code for signing',
      body: f => [
        `The code is ${f.code}. It is valid for 10 minutes and only for ${f.title} from ${f.company}.`,
        'Did you not ask for it? Do nothing, and give it to no one.',
      ],
      button: f => `Open ${f.the}`,
      sms: f => `${f.code} is your code for signing with ${f.companyShort}. Valid for 10 minutes. Give it to no one.`,
    },
  },
  'c.question': {
    sv: {
      subject: f => `Fråga från ${f.client}: ${f.title}`,
      body: f => [`${f.client} frågar om ${f.title}. Svaret blir en del av ärendet.`],
      button: () => 'Svara',
      sms: null,
    },
    en: {
      subject: f => `Question from ${f.client}: ${f.title}`,
      body: f => [`${f.client} asks about ${f.title}. The reply becomes part of the case.`],
      button: () => 'Reply',
      sms: null,
    },
  },
  'c.signed': {
    sv: {
      subject: f => `${f.client} har skrivit under ${f.title}`,
      body: f => [
        `${f.client} skrev under ${f.signedAt} med ${f.level}. Det förseglade avtalet är bifogat och finns i tjänsten.`,
        ...(f.remaining ? [f.remaining] : []),
      ],
      button: () => 'Öppna jobbet',
      sms: null,
    },
    en: {
      subject: f => `${f.client} has signed ${f.title}`,
      body: f => [
        `${f.client} signed ${f.signedAt} with ${f.level}. The sealed agreement is attached and in the service.`,
        ...(f.remaining ? [f.remaining] : []),
      ],
      button: () => 'Open the job',
      sms: null,
    },
  },
  'c.your-turn': {
    sv: {
      subject: f => `Nu återstår din underskrift: ${f.title}`,
      body: f => [`${f.signer} har skrivit under ${f.title}. Avtalet gäller när företaget också har gjort det.`],
      button: () => 'Skriv under',
      sms: null,
    },
    en: {
      subject: f => `Your signature remains: ${f.title}`,
      body: f => [`${f.signer} has signed ${f.title}. The agreement applies when the company has too.`],
      button: () => 'Sign',
      sms: null,
    },
  },
  'c.delegated': {
    sv: {
      subject: f => `Någon annan ska skriva under: ${f.title}`,
      body: f => [
        `En av dem som skulle skriva under ${f.title} har låtit någon annan göra det i sitt ställe. Vem det är står i jobbet.`,
      ],
      button: () => 'Öppna jobbet',
      sms: null,
    },
    en: {
      subject: f => `Somebody else is to sign: ${f.title}`,
      body: f => [
        `One of those who were to sign ${f.title} has let somebody else do so in their place. Who it is stands in the job.`,
      ],
      button: () => 'Open the job',
      sms: null,
    },
  },
  'c.party-signed': {
    sv: {
      subject: f => `En har skrivit under: ${f.title}`,
      body: f => [
        `${f.signer} har skrivit under ${f.title}. Avtalet gäller först när alla har skrivit under.`,
        ...(f.remaining ? [f.remaining] : []),
      ],
      button: () => 'Öppna jobbet',
      sms: null,
    },
    en: {
      subject: f => `One has signed: ${f.title}`,
      body: f => [
        `${f.signer} has signed ${f.title}. The agreement applies only when everybody has signed.`,
        ...(f.remaining ? [f.remaining] : []),
      ],
      button: () => 'Open the job',
      sms: null,
    },
  },
  'c.approved': {
    sv: {
      subject: f => `Godkänt att skriva under: ${f.title}`,
      body: f => [`Alla som skulle godkänna ${f.title} har gjort det. Nu kan det skrivas under.`],
      button: () => 'Öppna jobbet',
      sms: null,
    },
    en: {
      subject: f => `Approved for signing: ${f.title}`,
      body: f => [`Everybody who was to approve ${f.title} has done so. Now it can be signed.`],
      button: () => 'Open the job',
      sms: null,
    },
  },
  'c.declined': {
    sv: {
      subject: f => `${f.client} tackade nej`,
      body: f => [`${f.client} tackade nej till ${f.title}.`],
      button: () => 'Öppna jobbet',
      sms: null,
    },
    en: {
      subject: f => `${f.client} declined`,
      body: f => [`${f.client} declined ${f.title}.`],
      button: () => 'Open the job',
      sms: null,
    },
  },
  reminder: {
    sv: {
      subject: f => `Påminnelse: ${f.the} från ${f.company}`,
      body: f => [
        `Hej ${f.firstName}!`,
        `${f.The} om ${f.title} väntar på ditt svar. ${f.It} gäller till ${f.validTo}. ${f.act} Vill du inte gå vidare kan du tacka nej, så påminner vi inte mer.`,
      ],
      button: f => `Öppna ${f.the}`,
      sms: f => `${f.companyShort}: ${f.The} väntar på ditt svar och gäller till ${f.validToShort}. ${f.link}`,
    },
    en: {
      subject: f => `Reminder: ${f.the} from ${f.company}`,
      body: f => [
        `Hello ${f.firstName}!`,
        `${f.The} on ${f.title} is waiting for your answer. It is valid until ${f.validTo}. ${f.act} If you do not want to go on you can decline, and we will not remind you again.`,
      ],
      button: f => `Open ${f.the}`,
      sms: f => `${f.companyShort}: ${f.The} is waiting for your answer, valid until ${f.validToShort}. ${f.link}`,
    },
  },
  'withdrawal-received': {
    sv: {
      subject: f => `Kvittens: ${f.company} har fått ditt meddelande om att ångra avtalet`,
      body: f => [
        `${f.company} tog emot meddelandet ${f.receivedAt} (svensk tid). Kvittens: ${f.receipt}. ${f.outcome}`,
        `Avtal: ${f.title}, ${f.number}. Namn: ${f.noticeName}.`,
        `Det här bekräftar att meddelandet kom fram. ${f.company} återkommer om betalning och material, senast 14 dagar efter den dagen om något är betalt. Spara kvittensen.`,
      ],
      button: () => 'Öppna avtalet',
      sms: f => `${f.companyShort} har fått ditt meddelande om att ångra avtalet. Kvittens: ${f.link}`,
    },
    en: {
      subject: f => `Receipt: ${f.company} has your message of withdrawal`,
      body: f => [
        `${f.company} received the message on ${f.receivedAt} (Swedish time). Receipt: ${f.receipt}. ${f.outcome}`,
        `Agreement: ${f.title}, ${f.number}. Name: ${f.noticeName}.`,
        `This confirms that the message arrived. ${f.company} will contact you about payment and material, within 14 days of that day if anything has been paid. Keep this receipt.`,
      ],
      button: () => 'Open the agreement',
      sms: f => `${f.companyShort} has received your message of withdrawal. Receipt: ${f.link}`,
    },
  },
  'withdrawal-answered': {
    sv: {
      subject: f => `${f.company} har svarat om att ångra avtalet`,
      body: f => [`Det gäller ${f.title}, ${f.number}, och ditt meddelande ${f.receivedAt}. ${f.outcome}`],
      button: () => 'Öppna avtalet',
      sms: f => `${f.companyShort} har svarat på ditt meddelande om att ångra avtalet: ${f.link}`,
    },
    en: {
      subject: f => `${f.company} has answered about your withdrawal`,
      body: f => [`It concerns ${f.title}, ${f.number}, and your message of ${f.receivedAt}. ${f.outcome}`],
      button: () => 'Open the agreement',
      sms: f => `${f.companyShort} has answered your message of withdrawal: ${f.link}`,
    },
  },
  'c.withdrawal': {
    sv: {
      subject: f => `${f.client} vill ångra ${f.title}`,
      body: f => [`Meddelandet kom ${f.receivedAt}. ${f.todo}`],
      button: () => 'Öppna dokumentet',
      sms: null,
    },
    en: {
      subject: f => `${f.client} withdraws from ${f.title}`,
      body: f => [`The message came on ${f.receivedAt}. ${f.todo}`],
      button: () => 'Open the document',
      sms: null,
    },
  },
  'c.notice-view': {
    sv: {
      subject: f => `${f.client} har svarat på en underrättelse`,
      body: f => [`${f.client} har svarat om ${f.title}. Svaret är ingen beställning. Läs det i jobbet.`],
      button: () => 'Läs svaret',
      sms: null,
    },
    en: {
      subject: f => `${f.client} has answered a notice`,
      body: f => [`${f.client} has answered about ${f.title}. The answer is not an order. Read it in the job.`],
      button: () => 'Read the answer',
      sms: null,
    },
  },
  'c.extend-asked': {
    sv: {
      subject: f => `${f.client} ber om mer tid`,
      body: f => [
        `Tiden för ${f.the} om ${f.title} har gått ut. ${f.client} vill fortfarande ha arbetet gjort och ber dig förlänga.`,
      ],
      button: f => `Förläng ${f.the}`,
      sms: null,
    },
    en: {
      subject: f => `${f.client} asks for more time`,
      body: f => [
        `${f.The} on ${f.title} has expired. ${f.client} still wants the work done and asks you to extend it.`,
      ],
      button: f => `Extend ${f.the}`,
      sms: null,
    },
  },
  'c.bounced': {
    sv: {
      subject: f => `${f.title} kom inte fram`,
      body: f => [`Meddelandet till ${f.addressMasked} kom inte fram. Räkna inte med att kunden har fått det.`],
      button: () => 'Rätta adressen',
      sms: null,
    },
    en: {
      subject: f => `${f.title} did not arrive`,
      body: f => [`The message to ${f.addressMasked} did not arrive. Do not assume the client has it.`],
      button: () => 'Correct the address',
      sms: null,
    },
  },
} as const satisfies Record<string, { sv: DeliveryText; en: DeliveryText }>

export type DeliveryMessage = keyof typeof deliveryTexts

export const deliveryMessages = messages({
  'delivery.header': {
    sv: (f: { company: string }) => `${f.company} skickar det här till dig med verktyget Cling.`,
    en: (f: { company: string }) => `${f.company} sends you this using the tool Cling.`,
  },
  'delivery.header-company': {
    sv: 'Besked om ett av dina jobb i Cling.',
    en: 'A notice about one of your jobs in Cling.',
  },
  'delivery.footer-responsible': {
    sv: (f: { company: string; operator: string }) =>
      `${f.company} ansvarar för dina personuppgifter i det här ärendet; ${f.operator} hanterar dem på uppdrag av ${f.company}.`,
    en: (f: { company: string; operator: string }) =>
      `${f.company} is responsible for your personal data in this matter; ${f.operator} handles them on its behalf.`,
  },
  'delivery.footer-measuring': {
    sv: 'Mejlet innehåller ingen mätning. När du öppnar länken noteras att dokumentet har öppnats, så att företaget vet att det kommit fram. Länken är personlig, skicka den inte vidare.',
    en: 'This mail contains no measuring. When you open the link it is noted that the document was opened, so that the company knows it arrived. The link is personal, do not forward it.',
  },
  'offer-over': {
    sv: (f: { day: string }) => `Tiden gick ut ${dateWords(f.day, 'sv')}. Förläng, så får kunden länken igen.`,
    en: (f: { day: string }) =>
      `The time ran out on ${dateWords(f.day, 'en')}. Extend it, and the client gets the link again.`,
  },
  'note-personal-number': {
    sv: 'Meddelandet innehåller ett personnummer. Ta bort det: mejl och sms kan läsas av andra.',
    en: 'The message contains a personal number. Take it out: mail and text messages can be read by others.',
  },
  'note-card-number': {
    sv: 'Meddelandet innehåller ett kortnummer. Ta bort det: mejl och sms kan läsas av andra.',
    en: 'The message contains a card number. Take it out: mail and text messages can be read by others.',
  },
  'note-long-for-sms': {
    sv: (f: { name: string; most: number }) =>
      `${f.name} får bara sms, och där ryms ${f.most} tecken. Korta meddelandet, eller skicka även med mejl.`,
    en: (f: { name: string; most: number }) =>
      `${f.name} only gets a text message, which takes ${f.most} characters. Shorten the message, or send by mail too.`,
  },
  'prolong-earlier': {
    sv: (f: { day: string }) => `Välj en dag efter ${dateWords(f.day, 'sv')} som inte har varit.`,
    en: (f: { day: string }) => `Choose a day after ${dateWords(f.day, 'en')} that has not passed.`,
  },
  'prolong-unsent': {
    sv: 'Det finns ändringar som inte är skickade. Skicka dem som en ny version, med en ny sista dag.',
    en: 'There are changes that have not been sent. Send them as a new version, with a new last day.',
  },
  /** In place of a number that somebody wrote. */
  'delivery.card': { sv: '(kortnummer, visas inte i mejl)', en: '(card number, not shown in mail)' },
  'delivery.number': { sv: '(personnummer, visas inte i mejl)', en: '(personal number, not shown in mail)' },
  'delivery.act': {
    sv: 'Läs, ställ frågor eller beställ med knappen.',
    en: 'Read, ask or order with the button.',
  },
  'delivery.act-read': { sv: 'Läs och ställ frågor med knappen.', en: 'Read and ask with the button.' },
  'delivery.notice-ended': {
    sv: 'Avtalet är ångrat i sin helhet.',
    en: 'The whole agreement has been withdrawn from.',
  },
  'delivery.notice-waiting': { sv: 'Företaget svarar på det.', en: 'The company will answer it.' },
  'delivery.notice-accepted': {
    sv: 'Företaget har godtagit det.',
    en: 'The company has accepted it.',
  },
  'delivery.notice-disputed': {
    sv: 'Företaget anser att avtalet står fast.',
    en: 'The company holds that the agreement stands.',
  },
  'delivery.todo-ended': {
    sv: (f: { refundLast: string }) =>
      `Det kom i tid och avtalet är slut. Stoppa arbetet. Betala tillbaka det som är betalt senast ${f.refundLast}.`,
    en: (f: { refundLast: string }) =>
      `It came in time and the agreement is over. Stop work. Refund what has been paid by ${f.refundLast}.`,
  },
  'delivery.todo-waiting': {
    sv: 'Det gäller en del av avtalet, kom efter fristen eller saknar ångerrätt enligt lag. Läs det och svara kunden med skäl. Ta inte bort meddelandet.',
    en: 'It concerns a part of the agreement, came after the period or has no statutory right. Read it and answer the client with reasons. Do not remove the message.',
  },
  'delivery.wrote': { sv: 'Kunden skrev', en: 'The client wrote' },
  'delivery.you-wrote': { sv: 'Du skrev', en: 'You wrote' },
  'delivery.you-asked': { sv: 'Du frågade', en: 'You asked' },
  'delivery.answer': { sv: 'Svar', en: 'Answer' },
  'delivery.asks': { sv: 'Frågan', en: 'The question' },
  'delivery.reason': { sv: 'Skäl', en: 'Reason' },
})

/** What a paper is called in a message, by its kind, and what can be done with it there. */
export const paperFields = (kind: WrittenKind, consumer: boolean, language: Language) => ({
  ...kindWords(kind, consumer, language),
  act: say(deliveryMessages[binds(kind) ? 'delivery.act' : 'delivery.act-read'], language),
})
