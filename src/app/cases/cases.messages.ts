import { messages } from '../../kernel/messages.ts'

export const caseWords = messages({
  title: { sv: 'Ärenden om uppgifter', en: 'Requests about data' },
  lead: {
    sv: 'Kunder som frågar efter sina uppgifter hos er. Ni svarar, vi gör arbetet.',
    en: 'Clients who ask about their data with you. You answer, we do the work.',
  },
  empty: {
    sv: 'Ingen har frågat än. Ni får ett mejl när någon gör det.',
    en: 'Nobody has asked yet. You get a mail when somebody does.',
  },
  onlyOwner: { sv: 'Bara ägare i företaget ser och svarar på ärenden.', en: 'Only owners see and answer requests.' },
  waiting: { sv: 'Väntar på er', en: 'Waiting for you' },
  others: { sv: 'Övriga', en: 'Others' },
  noneWaiting: { sv: 'Inget väntar på er.', en: 'Nothing waits for you.' },
  somebody: { sv: 'Någon som inte finns kvar', en: 'Somebody no longer here' },
  asked: {
    sv: (f: { number: string; day: string }) => `Ärende ${f.number}, kom ${f.day}.`,
    en: (f: { number: string; day: string }) => `Case ${f.number}, came ${f.day}.`,
  },
  by: {
    sv: (f: { day: string }) => `Lagens svarstid går ut ${f.day}.`,
    en: (f: { day: string }) => `The statutory deadline is ${f.day}.`,
  },
  goesBy: {
    sv: (f: { day: string }) => `Svarar ni inte gör vi det ${f.day}.`,
    en: (f: { day: string }) => `Unless you answer, we do it ${f.day}.`,
  },
  waitsForYou: {
    sv: 'Svaret väntar på er. Inget görs innan ni har svarat.',
    en: 'The answer waits for you. Nothing is done before you have answered.',
  },
  late: { sv: 'Försenat', en: 'Late' },
  'state-identity': { sv: 'Personen har inte visat vem den är', en: 'Identity not shown yet' },
  'state-company': { sv: 'Väntar på er', en: 'Waiting for you' },
  'state-open': { sv: 'Görs nu', en: 'Being done' },
  'state-answered': { sv: 'Besvarat', en: 'Answered' },
  'state-refused': { sv: 'Avslaget', en: 'Refused' },
  'state-withdrawn': { sv: 'Taget tillbaka', en: 'Withdrawn' },
  'answer-approved': { sv: 'ni godkände', en: 'you approved' },
  'answer-objected': { sv: 'ni invände', en: 'you objected' },
  'answer-silent': { sv: 'lämnat enligt instruktion I-6', en: 'released under instruction I-6' },
  refused: {
    sv: (f: { hold: string; law: string; until: string }) => `${f.hold} (${f.law}), till ${f.until}.`,
    en: (f: { hold: string; law: string; until: string }) => `${f.hold} (${f.law}), until ${f.until}.`,
  },
  release: { sv: 'Godkänn', en: 'Approve' },
  releaseWho: {
    sv: (f: { number: string }) => `Godkänn ärende ${f.number}`,
    en: (f: { number: string }) => `Approve case ${f.number}`,
  },
  'done-by': { sv: 'När ni godkänner ändras det hos kunden.', en: 'Approving changes it at the client.' },
  'do-first': {
    sv: 'Rätta det hos kunden först. Godkänn sedan, så får personen besked.',
    en: 'Correct it at the client first. Then approve, and the person is told.',
  },
  eraseText: {
    sv: 'Allt om personen raderas, utom det som lagen kräver att ni har kvar. Det går inte att ångra.',
    en: 'Everything about the person is erased, except what the law makes you keep. It cannot be undone.',
  },
  erase: { sv: 'Godkänn raderingen', en: 'Approve the erasure' },
  released: { sv: 'Godkänt. Personen får sitt svar.', en: 'Approved. The person gets the answer.' },
  object: { sv: 'Invänd', en: 'Object' },
  objectWho: {
    sv: (f: { number: string }) => `Invänd mot ärende ${f.number}`,
    en: (f: { number: string }) => `Object to case ${f.number}`,
  },
  objectText: {
    sv: 'Ett nej måste ha stöd i lag. Det du skriver skickas till personen, tillsammans med hur man klagar.',
    en: 'A no must stand on a law. What you write is sent to the person, with how to complain.',
  },
  ground: { sv: 'Vad hindrar?', en: 'What prevents it?' },
  until: { sv: 'Till vilken dag?', en: 'Until which day?' },
  reason: { sv: 'Skälet', en: 'The reason' },
  alternative: { sv: 'Vad kan ni göra i stället?', en: 'What can you do instead?' },
  send: { sv: 'Skicka avslaget', en: 'Send the refusal' },
  objected: { sv: 'Avslaget är skickat.', en: 'The refusal is sent.' },
  toClient: { sv: 'Till kunden', en: 'To the client' },
})
