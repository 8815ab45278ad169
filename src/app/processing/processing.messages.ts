import { messages } from '../../kernel/messages.ts'

export const processingWords = messages({
  agreement: { sv: 'Personuppgiftsbiträdesavtal', en: 'Data processing agreement' },
  firstTitle: { sv: 'Innan den första kunden', en: 'Before the first client' },
  firstText: {
    sv: 'Uppgifterna om era kunder är era. Lagen kräver ett avtal om att vi sköter dem åt er: vi gör bara det ni instruerar, säger till före en ny leverantör och raderar när ni slutar.',
    en: 'The data about your clients are yours. The law demands an agreement that we look after them for you: we do only what you instruct, tell you before a new supplier and erase when you leave.',
  },
  firstOnce: {
    sv: 'Det görs en gång. Det du har skrivit finns kvar.',
    en: 'It is done once. What you have written stays.',
  },
  firstAskOwner: {
    sv: 'Den som är ägare i företaget behöver godkänna avtalet först, under Inställningar, Personuppgifter. Det du har skrivit finns kvar här så länge.',
    en: 'An owner of the company needs to accept the agreement first, under Settings, Personal data. What you have written stays here meanwhile.',
  },
  read: { sv: 'Läs avtalet', en: 'Read the agreement' },
  readVersion: {
    sv: (f: { version: string }) => `Läs version ${f.version}`,
    en: (f: { version: string }) => `Read version ${f.version}`,
  },
  opensNew: { sv: '(ny flik)', en: '(new tab)' },
  acceptAndSave: { sv: 'Godkänn och spara kunden', en: 'Accept and save the client' },
  accept: { sv: 'Godkänn avtalet', en: 'Accept the agreement' },
  acceptNew: { sv: 'Godkänn den nya versionen', en: 'Accept the new version' },
  accepted: { sv: 'Avtalet är godkänt.', en: 'The agreement is accepted.' },
  acceptedBy: {
    sv: (f: { version: string; at: string; by: string }) => `Version ${f.version} godkändes ${f.at} av ${f.by}.`,
    en: (f: { version: string; at: string; by: string }) => `Version ${f.version} was accepted ${f.at} by ${f.by}.`,
  },
  someone: { sv: 'en ägare', en: 'an owner' },
  notAccepted: {
    sv: 'Inte godkänt än. Det behövs innan den första kunden läggs in.',
    en: 'Not accepted yet. It is needed before the first client is entered.',
  },
  newer: {
    sv: (f: { version: string }) =>
      `Version ${f.version} gäller nu. Läs den och godkänn när ni vill; det ni har fortsätter att fungera.`,
    en: (f: { version: string }) =>
      `Version ${f.version} holds now. Read it and accept when you like; what you have goes on working.`,
  },
  choices: { sv: 'Era instruktioner', en: 'Your instructions' },
  choicesHelp: {
    sv: 'Ni bestämmer vad som görs med uppgifterna om era kunder. Varje ändring skrivs ned med datum och namn.',
    en: 'You decide what is done with the data about your clients. Each change is written down with its date and name.',
  },
  'choice-sms': { sv: 'Kunder får sms', en: 'Clients get text messages' },
  'choice-measureMail': { sv: 'Mät i mejlen att de öppnas', en: 'Measure in mails that they are opened' },
  'choice-codes': { sv: 'Kunder får skriva under med en kod', en: 'Clients may sign with a code' },
  'choice-taxReduction': { sv: 'ROT, RUT och grön teknik', en: 'Tax reductions (ROT, RUT, green technology)' },
  'choice-approveRights': {
    sv: 'Fråga oss innan ett registerutdrag lämnas ut',
    en: 'Ask us before an extract is handed out',
  },
  'choice-evidenceYears': { sv: 'Underskrifter sparas som bevis', en: 'Signatures are kept as evidence' },
  'help-sms': { sv: 'Av: bara mejl.', en: 'Off: mail only.' },
  'help-codes': { sv: 'Av: bara BankID.', en: 'Off: BankID only.' },
  'help-taxReduction': {
    sv: 'Av: personnummer tas inte in för skattereduktion.',
    en: 'Off: personal numbers are not taken for tax reductions.',
  },
  'help-approveRights': {
    sv: 'Av: utdraget lämnas efter tio dagar om ni inte har invänt.',
    en: 'Off: the extract is handed out after ten days unless you have objected.',
  },
  years: { sv: 'år', en: 'years' },
  written: { sv: 'Instruktionen är nedskriven.', en: 'The instruction is written down.' },
  stopped: { sv: 'Följs inte:', en: 'Not followed:' },
  register: { sv: 'Register över instruktioner', en: 'Register of instructions' },
  registerEmpty: {
    sv: 'Inga egna instruktioner än. Avtalets gäller.',
    en: 'None of your own yet. The agreement’s hold.',
  },
  on: { sv: 'på', en: 'on' },
  off: { sv: 'av', en: 'off' },
  processors: { sv: 'Leverantörer som hanterar era kunders uppgifter', en: 'Suppliers that handle your clients’ data' },
  processorsNone: {
    sv: 'Inga. Uppgifterna stannar i den här tjänsten.',
    en: 'None. The data stay in this service.',
  },
  'state-in-use': { sv: 'Används', en: 'In use' },
  'state-announced': {
    sv: (f: { day: string }) => `Ny, används från ${f.day}`,
    en: (f: { day: string }) => `New, used from ${f.day}`,
  },
  'state-objected': { sv: 'Ni har invänt: används inte', en: 'You have objected: not used' },
  gets: { sv: (f: { values: string }) => `Får: ${f.values}`, en: (f: { values: string }) => `Gets: ${f.values}` },
  object: { sv: 'Invänd', en: 'Object' },
  objectTo: { sv: (f: { name: string }) => `Invänd mot ${f.name}`, en: (f: { name: string }) => `Object to ${f.name}` },
  objectText: {
    sv: (f: { name: string }) =>
      `Från och med nu går inget om era kunder till ${f.name}. Det som bara kan göras där slutar fungera tills ni tar tillbaka invändningen.`,
    en: (f: { name: string }) =>
      `From now on nothing about your clients goes to ${f.name}. What can only be done there stops working until you withdraw the objection.`,
  },
  objected: { sv: 'Invändningen är nedskriven.', en: 'The objection is written down.' },
  withdraw: { sv: 'Ta tillbaka', en: 'Withdraw' },
  withdrawWho: {
    sv: (f: { name: string }) => `Ta tillbaka invändningen mot ${f.name}`,
    en: (f: { name: string }) => `Withdraw the objection to ${f.name}`,
  },
  cases: { sv: 'Ärenden om uppgifter', en: 'Requests about data' },
  casesHelp: {
    sv: 'När någon av era kunder frågar efter sina uppgifter är det ni som svarar. Vi har underlaget klart.',
    en: 'When one of your clients asks about their data, the answer is yours. We have it ready.',
  },
  casesOpen: { sv: 'Se ärendena', en: 'See the requests' },
  withdrawn: { sv: 'Invändningen är borttagen.', en: 'The objection is withdrawn.' },
})
