// What is said of cookies. The category names are the policy's own.
import type { CookieCategory } from '../platform/outbound/browser.ts'

export const categoryWords: Readonly<Record<CookieCategory, Record<'sv' | 'en', { name: string; text: string }>>> = {
  necessary: {
    sv: {
      name: 'Nödvändiga',
      text: 'Ger dig tillgång till tjänsten: inloggning, skydd av formulär, ditt val av kakor och supportchatt när du själv öppnar den. Kan inte stängas av.',
    },
    en: {
      name: 'Necessary',
      text: 'Gives you access to the service: signing in, protection of forms, your choice of cookies, and support chat when you open it yourself. Cannot be switched off.',
    },
  },
  function: {
    sv: {
      name: 'Presentation och funktion',
      text: 'Hjälper oss att se hur tjänsten används och fungerar, och att anpassa innehåll.',
    },
    en: {
      name: 'Presentation and function',
      text: 'Helps us see how the service is used and performs, and adapt content.',
    },
  },
  advertising: {
    sv: {
      name: 'Riktad annonsering',
      text: 'Gör att annonser kan passa dina intressen, att du slipper se samma annons flera gånger och att vi kan mäta annonsers effekt. Behövs också för inbäddat innehåll från sociala medier.',
    },
    en: {
      name: 'Targeted advertising',
      text: 'Lets advertisements fit your interests, spares you the same one again and lets us measure their effect. Also needed for embedded content from social media.',
    },
  },
}

const sv = {
  title: 'Kakinställningar',
  bannerHead: 'Kakor på Cling',
  bannerText: (what: string, news: string) =>
    `Nödvändiga kakor behövs för att sidan ska fungera. ${news}Vill du också tillåta kakor för att ${what}? Du kan ändra dig när du vill under Kakinställningar längst ner.`,
  measure: 'mäta hur sidan används',
  adapt: 'anpassa innehållet',
  advertise: 'visa annonser som passar dig',
  or: ' och ',
  news: (names: string) => `Nytt sedan du svarade: ${names}. `,
  all: 'Godkänn alla',
  necessary: 'Endast nödvändiga',
  choose: 'Anpassa',
  save: 'Spara mitt val',
  everyCookie: 'Alla kakor',
  lead: 'Välj vad som får sparas i din webbläsare. Allt utom det nödvändiga är avstängt tills du slår på det.',
  always: 'Alltid på',
  own: 'Clings egen mätning',
  ownDoes:
    'Vilka sidor som besöks, vad som klickas på och ungefär hur länge. Uppgifterna stannar hos oss i högst 13 månader och raderas genast om du ändrar dig.',
  nobody: 'Används inte här.',
  inCategory: (category: string) => `Kakor i ${category}`,
  noCookies: 'Inga kakor.',
  columns: ['Namn', 'Vems', 'Varför', 'Typ', 'Hur länge', 'Uppgifter'],
  chosen: (on: string, ends: string) => `Ditt val sparades ${on} och gäller till ${ends}.`,
  refused: (on: string, again: string) => `Ditt val sparades ${on}. Vi frågar inte igen före ${again}.`,
  notChosen: 'Du har inte valt än. Då sparas bara det nödvändiga.',
  receipt: 'Kvitto',
  receiptTitle: 'Dina svar om kakor',
  receiptLead:
    'Det här har din webbläsare svarat, med frågan så som den såg ut. Kvittot känns igen på ett slumptal som bara finns i din kaka.',
  receiptNone: 'Din webbläsare har inte svarat något som sparats.',
  receiptSee: 'Se och hämta dina svar',
  receiptFile: 'Hämta som fil (JSON)',
  receiptText: 'Frågan så som den visades',
  policyVersion: (n: number) => `Policyn, version ${n}`,
  browser:
    'Du kan också neka eller radera kakor i webbläsaren. Raderar du vår kaka har du inte valt längre. Tillsyn över kakor: Post- och telestyrelsen (PTS).',
  changed: 'Frågan har ändrats sedan du öppnade sidan. Ingenting är sparat. Läs den igen och välj.',
  action: {
    given: 'Ja',
    denied: 'Nej',
    withdrawn: 'Ja togs tillbaka',
    expired: 'Ja gick ut',
    replaced: 'Ja igen',
  },
  embedHead: (name: string) => `Innehåll från ${name}`,
  embedText: (name: string) =>
    `Det här innehållet kommer från ${name}. Visas det sätts kakor för annonsering, och ${name} ser att du tittar.`,
  embedShow: 'Visa',
  embedAllow: (name: string) => `Tillåt ${name}`,
  chatHead: 'Chatt',
  chatText: (name: string, place: string) =>
    `Chatten sköts av ${name}${place}. Skriv inte personnummer eller känsliga uppgifter.`,
  chatStart: 'Starta chatten',
  chatMail: 'Mejla i stället',
  close: 'Stäng',
}
type Words = typeof sv

const en: Words = {
  title: 'Cookie settings',
  bannerHead: 'Cookies on Cling',
  bannerText: (what, news) =>
    `Necessary cookies make the site work. ${news}Do you also want to allow cookies to ${what}? You can change this any time under Cookie settings at the bottom.`,
  measure: 'measure how the site is used',
  adapt: 'adapt the content',
  advertise: 'show advertisements that fit you',
  or: ' and ',
  news: names => `New since you answered: ${names}. `,
  all: 'Accept all',
  necessary: 'Necessary only',
  choose: 'Customise',
  save: 'Save my choice',
  everyCookie: 'Every cookie',
  lead: 'Choose what may be kept in your browser. Everything but the necessary is off until you switch it on.',
  always: 'Always on',
  own: 'Cling’s own measuring',
  ownDoes:
    'Which pages are visited, what is clicked and roughly for how long. It stays with us for 13 months at most and is erased at once if you change your mind.',
  nobody: 'Not used here.',
  inCategory: category => `Cookies in ${category}`,
  noCookies: 'No cookies.',
  columns: ['Name', 'Whose', 'Why', 'Type', 'How long', 'Data'],
  chosen: (on, ends) => `Your choice was saved on ${on} and lasts until ${ends}.`,
  refused: (on, again) => `Your choice was saved on ${on}. We do not ask again before ${again}.`,
  notChosen: 'You have not chosen yet. Only what is necessary is kept.',
  receipt: 'Receipt',
  receiptTitle: 'Your answers about cookies',
  receiptLead:
    'This is what your browser has answered, with the question as it looked. The receipt is recognised by a random number that only your cookie holds.',
  receiptNone: 'Your browser has answered nothing that is kept.',
  receiptSee: 'See and download your answers',
  receiptFile: 'Download as a file (JSON)',
  receiptText: 'The question as it was shown',
  policyVersion: n => `The policy, version ${n}`,
  browser:
    'You can also refuse or delete cookies in your browser. If you delete ours, you have no longer chosen. Supervision of cookies: the Swedish Post and Telecom Authority (PTS).',
  changed: 'The question has changed since you opened the page. Nothing has been saved. Read it again and choose.',
  action: { given: 'Yes', denied: 'No', withdrawn: 'Yes was taken back', expired: 'Yes lapsed', replaced: 'Yes again' },
  embedHead: name => `Content from ${name}`,
  embedText: name =>
    `This content is from ${name}. Showing it sets advertising cookies, and ${name} sees that you are looking.`,
  embedShow: 'Show',
  embedAllow: name => `Allow ${name}`,
  chatHead: 'Chat',
  chatText: (name, place) => `The chat is run by ${name}${place}. Do not write personal numbers or sensitive data.`,
  chatStart: 'Start the chat',
  chatMail: 'E-mail instead',
  close: 'Close',
}
export const consentWords = { sv, en }
