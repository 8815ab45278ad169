import { messages } from '../../kernel/messages.ts'

type N = { n: number }

/** Words of an ÄTA: writing one, and whether its work may begin. */
export const changeWords = messages({
  // Beginning one
  newChange: { sv: 'Ny ÄTA', en: 'New change' },
  change: { sv: (f: N) => `ÄTA ${f.n}`, en: (f: N) => `Change ${f.n}` },
  toJob: { sv: 'Till jobbet', en: 'To the job' },

  // Pictures
  pictures: { sv: 'Bilder', en: 'Pictures' },
  takePicture: { sv: 'Ta en bild', en: 'Take a picture' },
  another: { sv: 'En till', en: 'One more' },
  pictureNo: { sv: (f: N) => `Bild ${f.n}`, en: (f: N) => `Picture ${f.n}` },
  pictureGoes: { sv: 'Laddar upp', en: 'Uploading' },
  pictureWaits: {
    sv: 'Ingen täckning. Skickas när den är tillbaka, låt sidan vara öppen.',
    en: 'No coverage. Sent when it is back; leave the page open.',
  },

  // What it is
  whatHappened: { sv: 'Vad har hänt?', en: 'What has happened?' },
  whatHint: {
    sv: 'En mening räcker: vad, var och varför.',
    en: 'A sentence will do: what, where and why.',
  },
  came: { sv: 'Hur det kom upp', en: 'How it came up' },
  'came-found': { sv: 'Upptäckt', en: 'Found' },
  'came-asked': { sv: 'Kunden ber', en: 'Client asks' },
  'came-removed': { sv: 'Avgår', en: 'Falls away' },
  act: { sv: 'Vad kunden ska göra', en: 'What the client is to do' },
  'act-order': { sv: 'Beställa', en: 'Order' },
  'act-notice': { sv: 'Få veta', en: 'Be told' },
  orderMeans: {
    sv: 'Kunden får underrättelsen med pris och kan beställa genom att skriva under.',
    en: 'The client is given notice with a price and can order by signing.',
  },
  creditMeans: {
    sv: 'Kunden får veta vad som avgår och godkänner det genom att skriva under.',
    en: 'The client is told what falls away and approves it by signing.',
  },
  noticeMeans: {
    sv: 'En underrättelse utan pris. Inget går att beställa förrän du skickar den igen med pris.',
    en: 'A notice without a price. Nothing can be ordered until you send it again with one.',
  },
  priceFollows: { sv: 'Priset kommer senare', en: 'The price follows' },
  rules: { sv: 'Vilka villkor vilar avtalet på?', en: 'Which terms does the agreement rest on?' },
  rulesWhy: {
    sv: 'Villkoren avgör om du får börja innan kunden har svarat. Svaret följer med till nästa ÄTA.',
    en: 'The terms decide whether you may begin before the client has answered. The answer goes along to the next change.',
  },
  choose: { sv: 'Välj', en: 'Choose' },

  // Price
  price: { sv: 'Pris', en: 'Price' },
  inclVat: { sv: 'kronor inkl. moms', en: 'kronor incl. VAT' },
  exclVat: { sv: 'kronor exkl. moms', en: 'kronor excl. VAT' },
  rowWhat: { sv: 'Vad', en: 'What' },
  rowWhatHint: { sv: 'Till exempel ny bjälke och skarv', en: 'For example new joist and splice' },
  each: { sv: 'à-pris', en: 'Unit price' },
  rowWork: { sv: 'Slag', en: 'Kind' },
  rowFalls: { sv: 'Avgår, räknas av', en: 'Falls away, is deducted' },
  row: { sv: 'Rad', en: 'Row' },
  doneRow: { sv: 'Klar', en: 'Done' },
  editRow: { sv: (f: { what: string }) => `Ändra ${f.what}`, en: (f: { what: string }) => `Change ${f.what}` },
  howPriced: { sv: 'Prisform, moms och avdrag', en: 'Price form, VAT and deduction' },
  afterDeduction: {
    sv: (f: { sum: string; kind: string }) => `${f.sum} efter ${f.kind}`,
    en: (f: { sum: string; kind: string }) => `${f.sum} after ${f.kind}`,
  },
  noPrice: { sv: 'Inget pris än', en: 'No price yet' },

  // Time
  time: { sv: 'Tiden', en: 'Time' },
  timeUnsaid: { sv: 'Inte sagt', en: 'Not said' },
  timeSame: { sv: 'påverkas inte', en: 'is not affected' },
  timeLonger: {
    sv: (f: N) => (f.n === 1 ? 'förlängs 1 arbetsdag' : `förlängs ${f.n} arbetsdagar`),
    en: (f: N) => (f.n === 1 ? 'is extended by 1 working day' : `is extended by ${f.n} working days`),
  },
  timeShorter: {
    sv: (f: N) => (f.n === 1 ? 'förkortas 1 arbetsdag' : `förkortas ${f.n} arbetsdagar`),
    en: (f: N) => (f.n === 1 ? 'is shortened by 1 working day' : `is shortened by ${f.n} working days`),
  },
  oneMore: { sv: 'En dag mer', en: 'One day more' },
  oneLess: { sv: 'En dag mindre', en: 'One day less' },

  // The rest
  more: { sv: 'Skäl, plats och svarsdag', en: 'Reason, place and day of answer' },
  title: { sv: 'Rubrik', en: 'Title' },
  reason: { sv: 'Varför det inte ingår i avtalet', en: 'Why it is not part of the agreement' },
  reasonHint: { sv: 'Skadan syntes först när golvet var rivet.', en: 'The damage showed only when the floor was up.' },
  ifNot: { sv: 'Vad som händer om det inte görs', en: 'What follows if it is not done' },
  place: { sv: 'Var', en: 'Where' },
  foundOn: { sv: 'Upptäckt den', en: 'Found on' },
  type: { sv: 'Art', en: 'Type' },
  'type-change': { sv: 'Ä, ändring', en: 'Change' },
  'type-addition': { sv: 'T, tillägg', en: 'Addition' },
  'type-removal': { sv: 'A, avgår', en: 'Falls away' },
  raisedBy: { sv: 'Vem som tog upp det', en: 'Who raised it' },
  'by-discovered': { sv: 'Vi upptäckte det', en: 'We found it' },
  'by-ordered': { sv: 'Kunden beställer det', en: 'The client orders it' },
  'by-wish': { sv: 'Kunden önskar det', en: 'The client wishes it' },
  answerBy: { sv: 'Svar önskas senast', en: 'Answer wanted by' },

  // May I start?
  mayStart: { sv: 'Får jag börja?', en: 'May I start?' },
  support: {
    sv: 'Svaret bygger på det som är registrerat här. Det är ett stöd, inte ett juridiskt besked.',
    en: 'Based on what is recorded here. A support, not legal advice.',
  },
  unreached: { sv: 'Får inte tag i kunden', en: 'Cannot reach the client' },
  unreachedName: {
    sv: (f: { name: string }) => `Får inte tag i ${f.name}`,
    en: (f: { name: string }) => `Cannot reach ${f.name}`,
  },
  tried: { sv: 'Försök att nå kunden', en: 'Attempts to reach the client' },
  triedNone: { sv: 'Inget försök är antecknat.', en: 'No attempt is noted.' },
  triedFirst: {
    sv: 'Skicka ÄTA:n först. Sedan kan du anteckna att du har försökt nå kunden.',
    en: 'Send the change first. Then you can note that you tried to reach the client.',
  },
  'try-phone': { sv: 'Jag ringde', en: 'I called' },
  'try-sms': { sv: 'Jag skickade sms', en: 'I sent a text message' },
  'try-visit': { sv: 'Jag sökte på plats', en: 'I looked on site' },
  noted: { sv: 'Försöket är antecknat.', en: 'The attempt is noted.' },
  ground: { sv: 'Skäl att börja utan svar', en: 'Ground for beginning without an answer' },
  groundHead: { sv: 'Varför det inte kan vänta', en: 'Why it cannot wait' },
  'ground-none': { sv: 'Inget, jag väntar', en: 'None, I wait' },
  'ground-small': {
    sv: 'Priset är obetydligt eller lågt mot avtalet',
    en: 'The price is insignificant or low against the agreement',
  },
  'ground-wish': {
    sv: 'Det finns särskilda skäl att tro att kunden vill det',
    en: 'There are special reasons to believe the client wants it',
  },
  'ground-danger': {
    sv: 'Det kan inte vänta utan fara för allvarlig skada',
    en: 'It cannot wait without danger of serious damage',
  },
  groundWhy: { sv: 'Vad du bygger det på', en: 'What you base it on' },
  groundHint: {
    sv: 'Till exempel: vattnet rinner ner i bjälklaget.',
    en: 'For example: water is running into the floor structure.',
  },
  groundSave: { sv: 'Spara skälet', en: 'Save the ground' },
  groundSaved: { sv: 'Skälet är antecknat.', en: 'The ground is noted.' },
  groundIs: { sv: (f: { why: string }) => `Ditt skäl: ${f.why}`, en: (f: { why: string }) => `Your ground: ${f.why}` },
  begin: { sv: 'Arbetet börjar nu', en: 'The work begins now' },
  begunAt: {
    sv: (f: { at: string }) => `Arbetet började ${f.at}.`,
    en: (f: { at: string }) => `The work began ${f.at}.`,
  },
  begun: { sv: 'Starten är antecknad.', en: 'The start is noted.' },
  noticed: {
    sv: (f: { at: string }) => `Kunden underrättades ${f.at}.`,
    en: (f: { at: string }) => `The client was given notice ${f.at}.`,
  },
  answeredAt: { sv: (f: { at: string }) => `Svarade ${f.at}`, en: (f: { at: string }) => `Answered ${f.at}` },
  'stance-included': { sv: 'Kunden anser att arbetet ingår i avtalet.', en: 'The client considers the work included.' },
  'stance-cost-refused': { sv: 'Kunden godtar inte kostnaden.', en: 'The client does not accept the cost.' },
  'stance-more-needed': { sv: 'Kunden vill ha mer underlag.', en: 'The client wants more information.' },
  'stance-call-me': { sv: 'Kunden vill bli uppringd.', en: 'The client wants to be called.' },
})
