// Words of the proof pages (texts-sv §7, §6.5). The sealed file is Swedish: the language the agreement is made in.
export const proofWords = {
  heading: 'Så kan du lita på det här dokumentet',
  lead: (title: string, number: string, version: number, company: string, client: string) =>
    `${title}, ${number}, version ${version}. Avtal mellan ${company} och ${client}.`,
  agreed: 'Det här beställdes',
  statements: 'Det här kryssades i',
  authority: (words: string) => `Om sin rätt att skriva under: ”${words}”`,
  forCompany: (name: string, company: string) => `${name}, för ${company}`,
  inPlaceOf: (name: string) => `Skrev under i stället för ${name}, på begäran av ${name}.`,
  inPerson: (company: string) => `Skrev under på plats, med eget BankID, på en enhet som tillhör ${company}.`,
  byOne: (name: string, words: string) => `${name}: ${words}`,
  button: (words: string) => `Knappen som trycktes: ”${words}”`,
  who: 'Vem skrev under',
  notSigned: (name: string) => `${name} har inte skrivit under.`,
  at: (when: string) => `${when} (svensk tid)`,
  spelling: 'Namnet i BankID är stavat på ett annat sätt än i dokumentet.',
  methods: {
    bankid: 'Underskrift med BankID',
    'code-sms': 'Godkänd med sms-kod',
    'code-mail': 'Godkänd med kod i mejl',
  },
  sealedBy: (operator: string) => `Förseglad av ${operator}.`,
  levels: {
    bankid:
      'Personen är identifierad av sin bank. Texten, dokumentets kontrollkod och personen är knutna till varandra. Avsedd som avancerad elektronisk underskrift.',
    'code-sms': (to: string) =>
      `Någon med tillgång till telefonen ${to} skrev in koden. Det visar inte säkert vem. Lägre bevisvärde än BankID.`,
    'code-mail': (to: string) => `Någon med tillgång till ${to} skrev in koden. Det visar inte säkert vem.`,
    drawn: 'Ritad underskrift. Bilden visar vad någon ritade på skärmen. Ingen identitet är kontrollerad av systemet.',
  },
  proves: 'Vad bevisar vad?',
  items: (operator: string, sealedAt: string, trust: string, stamp: string, bankid: boolean) => [
    {
      head: 'Kontrollkoden',
      text: 'visar att innehållet är detsamma som när det skrevs under. Ändras en enda bokstav stämmer den inte.',
    },
    ...(bankid
      ? [
          {
            head: 'BankID-underskriften',
            text: 'visar vilken person som godkände texten i appen, och att texten innehöll kontrollkoden. Bankens svar om att BankID var giltigt är sparat bredvid.',
          },
        ]
      : []),
    {
      head: 'Förseglingen',
      text: `visar att filen inte har ändrats efter ${sealedAt}. Den är gjord av ${operator} med installationens certifikat. ${trust}`,
    },
    { head: 'Tidsstämpeln', text: stamp },
    {
      head: 'Händelseloggen',
      text: 'visar när dokumentet skickades, öppnades och besvarades. Händelserna är kedjade, så att ingen kan tas bort obemärkt. En öppning betyder att länken öppnades, inte att någon har läst allt.',
    },
    {
      head: 'Det här bevisas inte:',
      text: 'att parterna har förstått allt, att arbetet är utfört eller att en uppgift som någon har skrivit in är sann.',
    },
  ],
  trustSelf: (fingerprint: string) =>
    `Certifikatet är utfärdat av installationen själv. Ditt läsprogram kan därför visa ”okänd utfärdare”. Fingeravtryck: ${fingerprint}.`,
  trustListed: (issuer: string) => `Certifikatet är utfärdat av ${issuer}.`,
  stampDone: 'visar att filen fanns när den stämplades av en oberoende tidsstämplare.',
  stampPending: 'är ännu inte hämtad. Den läggs till i en ny försegling.',
  stampNone: (operator: string) => `finns inte. Tiden kommer från servern hos ${operator}.`,
  events: 'Händelser',
  check: 'Så kontrollerar du själv',
  steps: (url: string) => [
    'Öppna filen i ett program som visar underskrifter.',
    `Eller gå till ${url} och släpp filen där. Den lämnar inte din dator.`,
    'Eller kör det öppna kontrollprogrammet utan internet: npm run cling -- verify FIL',
  ],
  attachments:
    'Bilagor i filen: version.json (dokumentet som det undertecknades), bevis.json (avtalet, underskrifterna och händelserna), LAS-MIG.txt. Kontrollen fungerar även om tjänsten inte längre finns. Spara filen, inte en utskrift.',
  code: 'Kontrollkod (SHA-256)',
  codeOf: (name: string) => `Kontrollkod, ${name} (SHA-256)`,
  versionCode: 'Dokumentets innehåll (SHA-256)',
  rootCode: 'Rotcertifikat (SHA-256)',
  test: 'TEST. Underskrifterna är gjorda med testlegitimation och binder ingen.',
  reason: 'Avtalet är undertecknat och förseglat mot ändring.',
  readMe: (url: string) => `Så kontrollerar du den här filen

1. Filen är förseglad (PAdES). Läsprogram som visar underskrifter säger om den har ändrats.
2. ${url} kontrollerar filen i din webbläsare. Filen lämnar inte din dator.
3. Det öppna programmet gör samma sak utan internet: npm run cling -- verify FIL --evidence BEVISFIL

version.json   Dokumentet i kanonisk form (RFC 8785). SHA-256 av filen är versionHash i bevis.json.
bevis.json     agreement är det som undertecknades. SHA-256 av dess kanoniska form är agreementHash; de
               första 16 tecknen står i texten som godkändes (signedText). Har flera skrivit under bär varje
               underskrift sitt eget agreement; de skiljer sig bara i vem, vilken dag och vad den kryssade i.
               events är loggen: hash är
               SHA-256 av föregående hash följd av postens kanoniska form; före den första står SHA-256 av
               "doc:" och documentId.
Bevisfilen     BankID:s svar ligger i en egen fil, för att certifikatet i den bär personnumret. Den hämtas i
               rummet eller i appen efter legitimering. Dess SHA-256 är evidenceSha256 i bevis.json.
`,
} as const
