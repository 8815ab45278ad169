import type { KindWords } from '../../documents/kind-words.ts'
import { messages } from '../../kernel/messages.ts'

type Name = { name: string }
type At = { at: string }

/** Words of the page that follows a sent document. */
type Paper = Pick<KindWords, 'the' | 'The'>

export const followWords = messages({
  toJob: { sv: 'Jobbet', en: 'The job' },
  othersAnswer: {
    sv: 'En säljare, administratör eller ägare svarar kunden.',
    en: 'A seller, administrator or owner answers the client.',
  },
  happened: { sv: 'Det här har hänt', en: 'What has happened' },
  readingNow: { sv: 'Kunden läser just nu', en: 'The client is reading now' },
  questions: { sv: 'Frågor', en: 'Questions' },
  feedback: { sv: 'Omdöme', en: 'Feedback' },
  feedbackBy: {
    sv: (f: { name: string; rating: number }) => `${f.name}: ${f.rating} av 5`,
    en: (f: { name: string; rating: number }) => `${f.name}: ${f.rating} of 5`,
  },
  asked: {
    sv: (f: Name & { about: string }) => `${f.name} frågar${f.about ? ` om ${f.about}` : ''}`,
    en: (f: Name & { about: string }) => `${f.name} asks${f.about ? ` about ${f.about}` : ''}`,
  },
  answered: { sv: (f: At) => `Besvarad ${f.at}`, en: (f: At) => `Answered ${f.at}` },
  answerTo: { sv: (f: Name) => `Svara ${f.name}`, en: (f: Name) => `Answer ${f.name}` },
  sendAnswer: { sv: 'Skicka svaret', en: 'Send the answer' },
  answerSent: {
    sv: (f: Name) => `Svaret är skickat till ${f.name}.`,
    en: (f: Name) => `The answer is sent to ${f.name}.`,
  },
  shown: { sv: 'Visad, per del', en: 'Shown, per part' },
  visit: {
    sv: (f: Name & At) => `${f.name}, ${f.at}`,
    en: (f: Name & At) => `${f.name}, ${f.at}`,
  },
  version: { sv: (f: { n: number }) => `version ${f.n}`, en: (f: { n: number }) => `version ${f.n}` },
  terms: { sv: 'Vad som gäller', en: 'What stands' },
  noLonger: { sv: 'Ångrat, gäller inte längre', en: 'Withdrawn from, no longer applies' },
  toPay: { sv: 'Att betala', en: 'To pay' },
  total: { sv: 'Summa inkl. moms', en: 'Sum incl. VAT' },
  validTo: { sv: 'Gäller till', en: 'Valid until' },
  receivers: { sv: 'Mottagare', en: 'Receivers' },
  mail: { sv: 'Mejl', en: 'Mail' },
  sms: { sv: 'Sms', en: 'Text message' },
  'state-queued': { sv: 'på väg', en: 'on its way' },
  'state-accepted': { sv: 'lämnat till mottagarens server', en: 'handed to the recipient’s server' },
  'state-delivered': { sv: 'kom fram', en: 'arrived' },
  'state-failed': { sv: 'osäkert om det kom fram', en: 'may not have arrived' },
  'state-bounced': { sv: 'kom inte fram', en: 'did not arrive' },
  'state-cancelled': { sv: 'behövdes inte längre', en: 'was no longer needed' },
  sendAgain: { sv: 'Skicka igen', en: 'Send again' },
  sendAgainTo: { sv: (f: Name) => `Skicka igen till ${f.name}`, en: (f: Name) => `Send again to ${f.name}` },
  addressWhy: {
    sv: 'Ändrar du adressen slutar den gamla länken att gälla, och en ny skickas.',
    en: 'If you change the address the old link ends and a new one is sent.',
  },
  note: { sv: 'Ett personligt meddelande', en: 'A personal message' },
  noteOptional: { sv: 'frivilligt', en: 'optional' },
  noteInSms: { sv: 'Följer med både i mejl och sms.', en: 'Goes along in mail and text message alike.' },
  noteNotInSms: {
    sv: (f: { n: number; most: number }) =>
      `I ett sms ryms ${f.most} tecken och det här är ${f.n}: det följer bara med i mejlet.`,
    en: (f: { n: number; most: number }) =>
      `A text message takes ${f.most} characters and this is ${f.n}: it goes by mail only.`,
  },
  email: { sv: 'E-post', en: 'E-mail' },
  phone: { sv: 'Mobil', en: 'Mobile' },
  byMail: { sv: 'Skicka med mejl', en: 'Send by mail' },
  bySms: { sv: 'Skicka med sms', en: 'Send by text message' },
  sentAgain: { sv: (f: Name) => `Skickad igen till ${f.name}.`, en: (f: Name) => `Sent again to ${f.name}.` },
  newVersion: { sv: 'Skriv ny version', en: 'Write a new version' },
  editMore: { sv: 'Fortsätt på nästa version', en: 'Go on with the next version' },
  copy: { sv: 'Ny offert av den här', en: 'New quote from this' },
  withdraw: { sv: (f: Paper) => `Dra tillbaka ${f.the}`, en: (f: Paper) => `Withdraw ${f.the}` },
  withdrawTitle: { sv: (f: Paper) => `Dra tillbaka ${f.the}?`, en: (f: Paper) => `Withdraw ${f.the}?` },
  withdrawText: {
    sv: (f: Paper & { names: string }) =>
      `${f.names} får besked, och länken säger att ${f.the} inte gäller längre. Det som redan hänt finns kvar här. Du kan skicka en ny version efteråt.`,
    en: (f: Paper & { names: string }) =>
      `${f.names} will be told, and the link says that ${f.the} no longer applies. What has happened stays here. You can send a new version afterwards.`,
  },
  withdrawn: { sv: (f: Paper) => `Du drog tillbaka ${f.the}.`, en: (f: Paper) => `You withdrew ${f.the}.` },
  download: { sv: 'Hämta förseglad PDF', en: 'Download the sealed PDF' },
  actions: { sv: 'Mer', en: 'More' },
  signed: { sv: (f: Name & At) => `${f.name} skrev under ${f.at}.`, en: (f: Name & At) => `${f.name} signed ${f.at}.` },
  awaitsCompany: {
    sv: 'Alla hos kunden har skrivit under. Avtalet gäller när du också har gjort det.',
    en: 'Everybody at the client has signed. The agreement applies when you have too.',
  },
  countersign: { sv: 'Skriv under för företaget', en: 'Sign for the company' },
  countersignLead: {
    sv: 'Du skriver under samma sak som kunden, med ditt eget BankID. Namnet i BankID jämförs med ditt namn här.',
    en: 'You sign the same as the client, with your own BankID. The name in BankID is compared with your name here.',
  },
  bankIdHere: { sv: 'BankID på den här enheten', en: 'BankID on this device' },
  bankIdOther: { sv: 'BankID på en annan enhet', en: 'BankID on another device' },
  openBankId: { sv: 'Öppna BankID', en: 'Open BankID' },
  qrAlt: { sv: 'QR-kod för BankID', en: 'QR code for BankID' },
  whatISign: { sv: 'Det här skriver du under', en: 'This is what you sign' },
  companyAwaits: { sv: 'skriver under sist', en: 'signs last' },
  companyTurn: { sv: 'har inte skrivit under', en: 'has not signed' },
  inPlaceOf: { sv: (f: Name) => `i stället för ${f.name}`, en: (f: Name) => `in place of ${f.name}` },
  inPerson: { sv: 'Skriv under på plats', en: 'Sign in person' },
  inPersonTitle: { sv: (f: Name) => `${f.name} skriver under här`, en: (f: Name) => `${f.name} signs here` },
  inPersonOpen: { sv: (f: Name) => `Öppna för ${f.name}`, en: (f: Name) => `Open for ${f.name}` },
  inPersonLead: {
    sv: (f: Name) =>
      `Sidan öppnas i ett eget fönster som du lämnar över. ${f.name} läser, kryssar i och skannar QR-koden med BankID på sin egen telefon. Ditt BankID går inte att använda. Sidan stängs av sig själv efter två timmar, och det står i avtalet att underskriften gjordes på plats.`,
    en: (f: Name) =>
      `The page opens in a window of its own that you hand over. ${f.name} reads, ticks and scans the QR code with BankID on their own phone. Your BankID cannot be used. The page closes by itself after two hours, and the agreement says that it was signed in person.`,
  },
  inPersonWhere: {
    sv: 'Offerten är skriven för ett avtal på distans. Är ni hemma hos kunden, ändra ”Var kommer ni överens?” och skicka en ny version först, så att rätt information om ångerrätt följer med.',
    en: 'The quote is written for an agreement at a distance. If you are at the client’s home, change “Where do you agree?” and send a new version first, so that the right information on withdrawal comes along.',
  },
  signatures: { sv: 'Underskrifter', en: 'Signatures' },
  'standing-sign': { sv: (_: At) => 'har inte skrivit under', en: (_: At) => 'has not signed' },
  'standing-signed': { sv: (f: At) => `skrev under ${f.at}`, en: (f: At) => `signed ${f.at}` },
  'standing-approve': { sv: (_: At) => 'har inte godkänt', en: (_: At) => 'has not approved' },
  'standing-approved': { sv: (f: At) => `godkände ${f.at}`, en: (f: At) => `approved ${f.at}` },
  'standing-awaits-turn': { sv: (_: At) => 'väntar på sin tur', en: (_: At) => 'waits for their turn' },
  'standing-awaits-approval': { sv: (_: At) => 'väntar på godkännande', en: (_: At) => 'waits for the approval' },
  'standing-delegated': { sv: (_: At) => 'lät någon annan skriva under', en: (_: At) => 'let somebody else sign' },
  'standing-read': { sv: (_: At) => 'läser', en: (_: At) => 'reads' },
  remaining: {
    sv: (f: { names: string }) => `${f.names} har inte skrivit under.`,
    en: (f: { names: string }) => `${f.names} has not signed.`,
  },
  sealPending: {
    sv: 'Avtalet gäller redan. Förseglingen görs strax.',
    en: 'The agreement already stands. The seal comes shortly.',
  },
  stampPending: {
    sv: 'Förseglad. Tidsstämpeln hämtas så snart tjänsten svarar.',
    en: 'Sealed. The time stamp is fetched when the service answers.',
  },
  sealedBoth: { sv: 'Förseglad. Filen är hos båda.', en: 'Sealed. Both have the file.' },
  test: { sv: 'TEST: undertecknad med testlegitimation.', en: 'TEST: signed with a test identity.' },
  declined: {
    sv: (f: { reason: string }) => `Kunden tackade nej${f.reason ? `: ”${f.reason}”` : '.'}`,
    en: (f: { reason: string }) => `The client declined${f.reason ? `: “${f.reason}”` : '.'}`,
  },
  expired: { sv: (f: Paper) => `${f.The} har gått ut.`, en: (f: Paper) => `${f.The} has expired.` },
  prolong: { sv: 'Förläng', en: 'Extend' },
  prolongTitle: { sv: (f: Paper) => `Förläng ${f.the}`, en: (f: Paper) => `Extend ${f.the}` },
  newLastDay: { sv: 'Ny sista dag', en: 'New last day' },
  prolongText: {
    sv: (f: { names: string }) =>
      `${f.names} får en ny länk på samma sätt som förut. Inget annat än dagen ändras. Det blir en ny version, så att det syns vad som gällde när.`,
    en: (f: { names: string }) =>
      `${f.names} will get a new link the same way as before. Nothing but the day changes. It becomes a new version, so that it shows what applied when.`,
  },
  prolongAndSend: { sv: 'Förläng och skicka', en: 'Extend and send' },
  prolonged: {
    sv: (f: Paper) => `${f.The} gäller längre, och mottagarna får veta det.`,
    en: (f: Paper) => `${f.The} is valid for longer, and the receivers are told.`,
  },
  unsentChanges: { sv: 'Det finns ändringar som inte är skickade.', en: 'There are changes that have not been sent.' },
  versions: { sv: 'Versioner', en: 'Versions' },
  frozen: { sv: (f: At) => `låst ${f.at}`, en: (f: At) => `locked ${f.at}` },
  'ended-replaced': { sv: 'ersatt', en: 'replaced' },
  'ended-withdrawn': { sv: 'återkallad', en: 'withdrawn' },
  'ended-signed': { sv: 'undertecknad', en: 'signed' },
  'ended-declined': { sv: 'avböjd', en: 'declined' },
  ended: { sv: 'gäller inte längre', en: 'no longer applies' },
  nothingYet: { sv: 'Inget har hänt än.', en: 'Nothing has happened yet.' },
  and: { sv: 'och', en: 'and' },
})
