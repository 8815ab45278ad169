// Words of the pages where people see to their own data.
import type { CaseKind } from '../kinds.ts'

type Ask = { title: string; lead: string; button: string }
type PageWords = {
  title: string
  lead: string
  who: (operator: string) => string
  imy: string
  contact: (mail: string) => string
  things: Record<CaseKind, string>
  begin: string
  byMail: string
  byMailText: string
  address: string
  sendCode: string
  byBankId: string
  byBankIdText: string
  bankIdHere: string
  bankIdOther: string
  byAccount: (email: string) => string
  password: string
  continueAs: string
  noBankId: (operator: string) => string
  codeTitle: string
  codeLead: string
  code: string
  show: string
  bankIdTitle: string
  openBankId: string
  waiting: string
  again: string
  cancel: string
  nobody: string
  level: Record<1 | 2 | 3, string>
  more: string
  atCompany: (company: string) => string
  atCompanyText: (company: string, days: number) => string
  atOperator: (operator: string) => string
  asVisitor: string
  ask: Partial<Record<CaseKind, Ask>>
  whatField: string
  otherField: string
  field: string
  correct: string
  purpose: string
  yourCases: string
  noCases: string
  caseTitle: (number: string) => string
  asked: (kind: string, at: string) => string
  answerBy: (day: string) => string
  state: Record<'identity' | 'company' | 'open' | 'answered' | 'refused' | 'withdrawn', string>
  companyUntil: (company: string, day: string) => string
  companyAsked: (company: string) => string
  refusedBy: (hold: string, law: string, until: string) => string
  download: string
  downloadHelp: string
  erasing: string
  erased: string
  goes: string
  rows: (n: number) => string
  stays: string
  staysLine: (documents: number, law: string, until: string) => string
  staysNone: string
  sharedLine: (n: number) => string
  othersLine: (n: number) => string
  backups: string
  copies: string
  processors: string
  processorState: Record<string, string>
  confirmErase: string
  confirmText: string
  takeBack: string
  leave: string
  back: string
  consents: string
  verifyTitle: string
  verifyLead: string
  verifyManifest: string
  verifySignature: string
  verifyButton: string
  verifyRight: (f: { number: string; at: string; by: string; files: number }) => string
  verifyKey: string
}

export const rightsPageWords: Readonly<Record<'sv' | 'en', PageWords>> = {
  sv: {
    title: 'Dina uppgifter',
    lead: 'Se, rätta, radera eller ta med dig det som finns om dig. Det är gratis. Svar kommer senast inom en månad; mycket går direkt.',
    who: o =>
      `Gäller det ett dokument från ett företag ansvarar företaget, och ${o} hjälper det. Gäller det ditt konto här eller ditt besök ansvarar ${o}.`,
    imy: 'Du kan alltid klaga hos Integritetsskyddsmyndigheten (IMY), Box 8114, 104 20 Stockholm,',
    contact: m => `Dataskyddskontakt: ${m}.`,
    things: {
      extract: 'Se vad som finns om mig',
      rectification: 'Rätta något',
      erasure: 'Radera',
      restriction: 'Begränsa användningen',
      objection: 'Invända',
      portability: 'Flytta mina uppgifter',
      'opt-out': 'Stoppa reklam',
      withdrawal: 'Ta tillbaka ett samtycke',
    },
    begin: 'Visa att det är du',
    byMail: 'Med en kod till din e-post',
    byMailText: 'Då ser du det som hör till adressen, med personnummer dolt och utan dokument.',
    address: 'E-postadress',
    sendCode: 'Skicka koden',
    byBankId: 'Med BankID',
    byBankIdText: 'Då ser du allt. Personnumret används för att söka en gång och sparas inte om inget finns.',
    bankIdHere: 'BankID på den här enheten',
    bankIdOther: 'BankID på en annan enhet',
    byAccount: e => `Du är inloggad som ${e}. Skriv lösenordet igen.`,
    password: 'Lösenord',
    continueAs: 'Fortsätt',
    noBankId: o => `Har du inte BankID? Skriv till ${o}. Vi sparar aldrig kopia på legitimation.`,
    codeTitle: 'Skriv koden',
    codeLead: 'Finns adressen hos oss har vi skickat en kod dit. Den gäller i femton minuter.',
    code: 'Kod, sex siffror',
    show: 'Visa mina uppgifter',
    bankIdTitle: 'Legitimera dig med BankID',
    openBankId: 'Öppna BankID',
    waiting: 'Sidan går vidare av sig själv.',
    again: 'Försök igen',
    cancel: 'Avbryt',
    nobody: 'Vi hittar inga uppgifter om dig. Det du legitimerade dig med är inte sparat.',
    level: {
      1: 'Du har visat att adressen är din. Fönstret stängs efter en halvtimme.',
      2: 'Du är inloggad på ditt konto. Fönstret stängs efter en halvtimme.',
      3: 'Du har legitimerat dig med BankID. Fönstret stängs efter en halvtimme.',
    },
    more: 'Se allt med BankID',
    atCompany: c => `${c} har uppgifter om dig`,
    atCompanyText: (c, d) =>
      `Det är ${c} som ansvarar. Svarar de inte inom ${d} dagar lämnar vi ut utdraget, enligt vårt avtal med dem.`,
    atOperator: o => `Ditt konto hos ${o}`,
    asVisitor: 'Ditt besök här',
    ask: {
      extract: {
        title: 'Registerutdrag',
        lead: 'Allt som finns om dig, varför, vem som fått det och när det tas bort. Så ofta du vill.',
        button: 'Begär utdrag',
      },
      portability: {
        title: 'Flytta mina uppgifter',
        lead: 'Samma uppgifter i filer som andra tjänster kan läsa (JSON och CSV).',
        button: 'Begär filerna',
      },
      rectification: {
        title: 'Rätta något',
        lead: 'Välj vad det gäller och skriv vad som är rätt. Underskrivna dokument ändras inte.',
        button: 'Begär rättelse',
      },
      erasure: {
        title: 'Radera',
        lead: 'Du får först se vad som tas bort, vad som måste vara kvar och varför.',
        button: 'Se vad som raderas',
      },
      restriction: {
        title: 'Begränsa användningen',
        lead: 'Uppgifterna sparas men används inte och lämnas inte ut, från och med nu.',
        button: 'Begränsa',
      },
      objection: {
        title: 'Invända',
        lead: 'Mot sådant som grundas på ett berättigat intresse. Vi slutar först och prövar sedan.',
        button: 'Invänd',
      },
      'opt-out': {
        title: 'Stoppa reklam',
        lead: 'Ingen reklam i någon kanal. Gäller genast.',
        button: 'Stoppa reklam',
      },
    },
    whatField: 'Vad gäller det?',
    otherField: 'Något annat',
    field: 'Vad är fel? Behövs bara för något annat.',
    correct: 'Vad är rätt?',
    purpose: 'Vad vill du inte att uppgifterna används till?',
    yourCases: 'Dina ärenden',
    noCases: 'Inga än.',
    caseTitle: n => `Ärende ${n}`,
    asked: (k, at) => `${k}, begärt ${at}.`,
    answerBy: d => `Svar senast ${d}.`,
    state: {
      identity: 'Väntar på att du visar vem du är.',
      company: 'Hos företaget.',
      open: 'Arbetet pågår.',
      answered: 'Klart.',
      refused: 'Avslaget.',
      withdrawn: 'Du har tagit tillbaka det.',
    },
    companyUntil: (c, d) => `${c} har fått veta det. Invänder de inte med skäl lämnas svaret ${d}.`,
    companyAsked: c => `${c} har fått veta det och måste svara.`,
    refusedBy: (h, l, u) => `Det som hindrar är ${h} (${l}), till ${u}.`,
    download: 'Hämta',
    downloadHelp:
      'En ZIP-fil med utdrag.html att läsa, utdrag.pdf att skriva ut, utdrag.json för maskiner, och originalen. Listan i den är signerad.',
    erasing: 'Raderingen pågår. Den är klar när vi har letat på alla ställen och inte hittar något.',
    erased: 'Vi har raderat det vi kan, letat på alla ställen och inte hittat något kvar.',
    goes: 'Tas bort',
    rows: n => (n === 1 ? '1 rad' : `${n} rader`),
    stays: 'Måste vara kvar',
    staysLine: (n, l, u) =>
      `${n} ${n === 1 ? 'undertecknat avtal' : 'undertecknade avtal'} och beviset för underskriften, enligt ${l}, till och med ${u}. Det ligger avskilt, används inte till något annat och läses bara för ett ärende, av två personer.`,
    staysNone: 'Ingenting.',
    sharedLine: n =>
      `${n === 1 ? 'Ett dokument' : `${n} dokument`} gäller också andra. Din del tas bort, deras är kvar.`,
    othersLine: n =>
      `Det som hör till samma kundpost om ${n === 1 ? 'en person till' : `${n} personer till`} i hushållet tas också bort.`,
    backups: 'Säkerhetskopior är borta inom 35 dagar. Återställs en kopia görs raderingen om innan tjänsten öppnar.',
    copies: 'Det du eller företaget redan har sparat själva kan vi inte radera.',
    processors: 'Leverantörer som fått uppgifter',
    processorState: {
      asking: 'frågas',
      requested: 'har fått frågan, inte klart',
      done: 'raderat',
      'not-held': 'har inget',
      manual: 'frågas av en person',
      'blocked-by-law': 'måste spara enligt lag',
    },
    confirmErase: 'Begär radering',
    confirmText: 'Det går inte att ångra när det är gjort.',
    takeBack: 'Ta tillbaka',
    leave: 'Stäng fönstret',
    back: 'Till Dina uppgifter',
    consents: 'Samtycken ändras under Kakinställningar; nyhetsbrevet avslutas med länken i varje brev.',
    verifyTitle: 'Kontrollera ett utdrag',
    verifyLead: 'Förteckningen i utdraget är signerad. Här ser du om den är gjord här och oförändrad. Inget sparas.',
    verifyManifest: 'forteckning.json',
    verifySignature: 'forteckning.json.sig',
    verifyButton: 'Kontrollera',
    verifyRight: f =>
      `Äkta och oförändrad: ärende ${f.number}, gjord ${f.at} av ${f.by}, ${f.files} filer. Filernas kontrollsummor (SHA-256) står i den.`,
    verifyKey: 'Den öppna nyckeln (Ed25519)',
  },
  en: {
    title: 'Your data',
    lead: 'See, correct, erase or take along what is held about you. It is free. The answer comes within a month; much happens at once.',
    who: o =>
      `If it concerns a document from a company, the company is responsible and ${o} helps it. If it concerns your account here or your visit, ${o} is.`,
    imy: 'You can always complain to the Swedish Authority for Privacy Protection (IMY), Box 8114, SE-104 20 Stockholm,',
    contact: m => `Data protection contact: ${m}.`,
    things: {
      extract: 'See what is held about me',
      rectification: 'Correct something',
      erasure: 'Erase',
      restriction: 'Restrict the use',
      objection: 'Object',
      portability: 'Take my data along',
      'opt-out': 'Stop advertising',
      withdrawal: 'Withdraw a consent',
    },
    begin: 'Show that it is you',
    byMail: 'With a code to your e-mail',
    byMailText: 'You then see what belongs to the address, with personal numbers hidden and without documents.',
    address: 'E-mail address',
    sendCode: 'Send the code',
    byBankId: 'With BankID',
    byBankIdText: 'You then see everything. Your number is used to search once and is not kept if nothing is found.',
    bankIdHere: 'BankID on this device',
    bankIdOther: 'BankID on another device',
    byAccount: e => `You are signed in as ${e}. Enter the password again.`,
    password: 'Password',
    continueAs: 'Continue',
    noBankId: o => `No BankID? Write to ${o}. We never keep a copy of an ID document.`,
    codeTitle: 'Enter the code',
    codeLead: 'If we hold the address we have sent a code there. It is valid for fifteen minutes.',
    code: 'Code, six digits',
    show: 'Show my data',
    bankIdTitle: 'Identify with BankID',
    openBankId: 'Open BankID',
    waiting: 'The page goes on by itself.',
    again: 'Try again',
    cancel: 'Cancel',
    nobody: 'We find no data about you. What you identified with is not kept.',
    level: {
      1: 'You have shown that the address is yours. The window closes after half an hour.',
      2: 'You are signed in to your account. The window closes after half an hour.',
      3: 'You have identified with BankID. The window closes after half an hour.',
    },
    more: 'See everything with BankID',
    atCompany: c => `${c} holds data about you`,
    atCompanyText: (c, d) =>
      `${c} is responsible. If it does not answer within ${d} days we release the extract under our contract with it.`,
    atOperator: o => `Your account with ${o}`,
    asVisitor: 'Your visit here',
    ask: {
      extract: {
        title: 'Extract',
        lead: 'Everything held about you, why, who received it and when it goes. As often as you like.',
        button: 'Request the extract',
      },
      portability: {
        title: 'Take my data along',
        lead: 'The same data in files that other services can read (JSON and CSV).',
        button: 'Request the files',
      },
      rectification: {
        title: 'Correct something',
        lead: 'Write what is wrong and what is right. Signed documents are not altered; the correction is linked to them.',
        button: 'Request correction',
      },
      erasure: {
        title: 'Erase',
        lead: 'You first see what goes, what must stay and why.',
        button: 'See what is erased',
      },
      restriction: {
        title: 'Restrict the use',
        lead: 'The data are kept but not used and not passed on, from now.',
        button: 'Restrict',
      },
      objection: {
        title: 'Object',
        lead: 'To what rests on a legitimate interest. We stop first and weigh after.',
        button: 'Object',
      },
      'opt-out': {
        title: 'Stop advertising',
        lead: 'No advertising in any channel. In effect at once.',
        button: 'Stop advertising',
      },
    },
    whatField: 'What is it about?',
    otherField: 'Something else',
    field: 'What is wrong? Needed only for something else.',
    correct: 'What is right?',
    purpose: 'What do you not want the data used for?',
    yourCases: 'Your cases',
    noCases: 'None yet.',
    caseTitle: n => `Case ${n}`,
    asked: (k, at) => `${k}, asked ${at}.`,
    answerBy: d => `Answer by ${d}.`,
    state: {
      identity: 'Waits for you to show who you are.',
      company: 'With the company.',
      open: 'Being worked on.',
      answered: 'Done.',
      refused: 'Refused.',
      withdrawn: 'You have withdrawn it.',
    },
    companyUntil: (c, d) => `${c} has been told. Unless it objects with reasons the answer is released on ${d}.`,
    companyAsked: c => `${c} has been told and must answer.`,
    refusedBy: (h, l, u) => `What prevents it is ${h} (${l}), until ${u}.`,
    download: 'Download',
    downloadHelp:
      'A ZIP file with extract.html to read, extract.pdf to print, extract.json for machines, and the originals. The list in it is signed.',
    erasing: 'The erasure is going on. It is done when we have looked everywhere and find nothing.',
    erased: 'We have erased what we can, looked everywhere and found nothing left.',
    goes: 'Goes',
    rows: n => (n === 1 ? '1 row' : `${n} rows`),
    stays: 'Must stay',
    staysLine: (n, l, u) =>
      `${n} signed ${n === 1 ? 'agreement' : 'agreements'} and the evidence of the signature, under ${l}, to ${u} inclusive. It lies apart, is used for nothing else and is read only for a case, by two people.`,
    staysNone: 'Nothing.',
    sharedLine: n =>
      `${n === 1 ? 'One document concerns' : `${n} documents concern`} others as well. Your part goes, theirs stays.`,
    othersLine: n =>
      `What belongs to the same client record about ${n === 1 ? 'one more person' : `${n} more people`} in the household goes too.`,
    backups: 'Backups are gone within 35 days. If one is restored the erasure is done again before the service opens.',
    copies: 'What you or the company have already saved yourselves is beyond us.',
    processors: 'Suppliers that received data',
    processorState: {
      asking: 'being asked',
      requested: 'asked, not done',
      done: 'erased',
      'not-held': 'holds nothing',
      manual: 'being asked by a person',
      'blocked-by-law': 'must keep by law',
    },
    confirmErase: 'Request erasure',
    confirmText: 'It cannot be undone once it is done.',
    takeBack: 'Withdraw',
    leave: 'Close the window',
    back: 'To Your data',
    consents: 'Consents are changed under Cookie settings; the newsletter ends with the link in every letter.',
    verifyTitle: 'Check an extract',
    verifyLead:
      'The manifest in the extract is signed. Here you see whether it was made here and is unchanged. Nothing is kept.',
    verifyManifest: 'manifest.json',
    verifySignature: 'manifest.json.sig',
    verifyButton: 'Check',
    verifyRight: f =>
      `Genuine and unchanged: case ${f.number}, made ${f.at} by ${f.by}, ${f.files} files. Their checksums (SHA-256) stand in it.`,
    verifyKey: 'The public key (Ed25519)',
  },
}
