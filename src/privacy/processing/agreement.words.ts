// The data processing agreement between the company and the operator, clause by clause, with the parts of article 28 each answers to.
// What the annexes say is computed (agreement.ts); here stands only what does not follow from a declaration.
import type { Instruction } from '../../datamap/vocabulary.ts'
import type { Words } from '../../datamap/words.ts'

export type AgreementFacts = { operator: string; operatorNumber: string; service: string }
type Clause = { title: Words; text: (f: AgreementFacts) => Words; answers: string }

export const RETRIEVAL_DAYS = 30
export const BACKUP_DAYS = 35

/** Changes when the wording does; what is computed makes a version of its own in any case. */
export const WORDING = '2026-11'

export const agreementClauses: readonly Clause[] = [
  {
    title: { sv: 'Parter och roller', en: 'Parties and roles' },
    answers: '28.3',
    text: f => ({
      sv: `Kunden är det företag som har godkänt avtalet, och är personuppgiftsansvarig. ${f.operator}, org.nr ${f.operatorNumber}, är personuppgiftsbiträde. Ord betyder samma sak som i EU:s dataskyddsförordning (GDPR).`,
      en: `The Customer is the company that has accepted the agreement, and is the controller. ${f.operator}, company number ${f.operatorNumber}, is the processor. Words mean what they mean in the EU’s General Data Protection Regulation (GDPR).`,
    }),
  },
  {
    title: { sv: 'Vad avtalet omfattar', en: 'What the agreement covers' },
    answers: '28.3',
    text: f => ({
      sv: `Föremålet är att tillhandahålla ${f.service} åt Kunden. Avtalet gäller så länge Kunden har ett konto och till dess att raderingen är klar. Behandlingen är lagring, visning, överföring, undertecknande, försegling, arkivering och radering. Ändamålet är att Kunden ska kunna erbjuda, avtala om, utföra och få betalt för varor och tjänster till sina kunder. Vilka uppgifter och personer det gäller står i bilaga B.`,
      en: `The subject is to provide ${f.service} to the Customer. It lasts as long as the Customer has an account and until erasure is done. The processing is storage, display, transfer, signing, sealing, archiving and erasure. The purpose is that the Customer can offer, agree on, carry out and be paid for goods and services to its clients. The data and people concerned stand in annex B.`,
    }),
  },
  {
    title: { sv: 'Kundens ansvar', en: 'The Customer’s responsibility' },
    answers: '28.3',
    text: () => ({
      sv: 'Kunden ser till att det finns rättslig grund och information till dem uppgifterna gäller, att instruktionerna är lagliga och att uppgifter som inte behövs inte läggs in. Personnummer läggs in bara för underskrift eller skattereduktion.',
      en: 'The Customer sees to a legal ground and to information to those the data are about, that the instructions are lawful and that data which are not needed are not entered. Personal numbers are entered only for signing or a tax reduction.',
    }),
  },
  {
    title: { sv: 'Instruktioner', en: 'Instructions' },
    answers: '28.3 a',
    text: f => ({
      sv: `${f.operator} behandlar uppgifterna bara på dokumenterade instruktioner från Kunden: det här avtalet, bilaga A och de val Kunden gör i tjänsten, som sparas i ett register. Det gäller även överföring till land utanför EES. Kräver EU-rätt eller svensk rätt en behandling får Kunden veta det före, om det inte är förbjudet. ${f.operator} använder aldrig uppgifterna för egna ändamål. En instruktion som bedöms strida mot dataskyddsregler stoppas, Kunden får genast veta varför, och det som gällde förut fortsätter att gälla.`,
      en: `${f.operator} processes the data only on documented instructions from the Customer: this agreement, annex A and the choices the Customer makes in the service, which are kept in a register. That includes transfers to countries outside the EEA. Where Union or Swedish law demands a processing, the Customer is told beforehand unless that is forbidden. ${f.operator} never uses the data for purposes of its own. An instruction believed to break data protection rules is stopped, the Customer is told at once why, and what held before goes on.`,
    }),
  },
  {
    title: { sv: 'Sekretess', en: 'Confidentiality' },
    answers: '28.3 b',
    text: f => ({
      sv: `Den som får tillgång till uppgifterna hos ${f.operator} har åtagit sig tystnadsplikt eller omfattas av lagstadgad sådan. Åtkomst ges bara vid behov och loggas.`,
      en: `Whoever at ${f.operator} has access to the data has undertaken confidentiality or is bound to it by law. Access is given only where needed, and logged.`,
    }),
  },
  {
    title: { sv: 'Säkerhet', en: 'Security' },
    answers: '28.3 c',
    text: f => ({
      sv: `${f.operator} vidtar de åtgärder som artikel 32 kräver, minst de i bilaga C. Bilagan får ändras om skyddet inte blir sämre.`,
      en: `${f.operator} takes the measures that article 32 demands, at least those in annex C. The annex may change as long as the protection does not get worse.`,
    }),
  },
  {
    title: { sv: 'Underbiträden', en: 'Sub-processors' },
    answers: '28.2, 28.3 d, 28.4',
    text: f => ({
      sv: `Kunden godkänner de underbiträden som står i bilaga D. Vill ${f.operator} anlita eller byta ett får Kunden veta det minst 30 dagar före, med namn, land, uppgift och vilka uppgifter som berörs. Kunden får invända. Vid invändning används underbiträdet inte för Kundens uppgifter; går det inte att leverera utan det får Kunden säga upp den delen utan kostnad. Underbiträdet har genom skriftligt avtal samma skyldigheter som här, och ${f.operator} ansvarar fullt ut mot Kunden för det. Kunden kan alltid se hela kedjan.`,
      en: `The Customer authorises the sub-processors in annex D. If ${f.operator} wants to engage or change one, the Customer is told at least 30 days ahead, with name, country, task and the data concerned. The Customer may object. Upon an objection the sub-processor is not used for the Customer’s data; where the service cannot be delivered without it the Customer may end that part at no cost. The sub-processor has by written contract the same duties as here, and ${f.operator} is fully liable to the Customer for it. The Customer can always see the whole chain.`,
    }),
  },
  {
    title: { sv: 'Personernas rättigheter', en: 'The rights of the people concerned' },
    answers: '28.3 e',
    text: f => ({
      sv: `${f.operator} hjälper Kunden, tekniskt och organisatoriskt, att svara på begäran om tillgång, rättelse, radering, begränsning, portabilitet och invändning. En begäran som kommer till ${f.operator} registreras och meddelas Kunden samma dag. Hur den besvaras står i instruktion I-6.`,
      en: `${f.operator} helps the Customer, by technical and organisational means, to answer requests for access, rectification, erasure, restriction, portability and objection. A request that reaches ${f.operator} is recorded and passed to the Customer the same day. How it is answered stands in instruction I-6.`,
    }),
  },
  {
    title: { sv: 'Annat bistånd och incidenter', en: 'Other assistance, and breaches' },
    answers: '28.3 f, 33.2',
    text: f => ({
      sv: `${f.operator} hjälper Kunden med skyldigheterna i artiklarna 32–36: säkerhet, anmälan av incidenter, information till de registrerade, konsekvensbedömning och förhandssamråd. Vid en incident får Kunden veta det utan onödigt dröjsmål, med målet 24 timmar, med de uppgifter som artikel 33.3 kräver så långt de är kända.`,
      en: `${f.operator} helps the Customer with the duties of articles 32–36: security, notification of breaches, information to the people concerned, impact assessment and prior consultation. Of a breach the Customer is told without undue delay, within 24 hours as the aim, with what article 33.3 demands as far as it is known.`,
    }),
  },
  {
    title: { sv: 'Överföring utanför EES', en: 'Transfers outside the EEA' },
    answers: '28.3 a, 44–49',
    text: () => ({
      sv: 'Sker bara enligt bilaga E, med giltig grund i GDPR kapitel V, och upphör när grunden upphör.',
      en: 'Happen only as annex E says, on a valid ground in chapter V of the GDPR, and end when the ground ends.',
    }),
  },
  {
    title: { sv: 'Kontroll', en: 'Control' },
    answers: '28.3 h',
    text: f => ({
      sv: `${f.operator} ger Kunden den information som behövs för att visa att artikel 28 följs, i första hand genom öppen dokumentation, provresultat, logg över utlämnanden och egenkontroll i tjänsten. Kunden, eller en oberoende granskare med tystnadsplikt, får granska med 30 dagars varsel, högst en gång per år utan särskilt skäl, och alltid vid incident eller när tillsynsmyndigheten kräver det.`,
      en: `${f.operator} gives the Customer what is needed to show that article 28 is followed, first of all by open documentation, test results, the log of disclosures and self-inspection in the service. The Customer, or an independent auditor bound to confidentiality, may audit with 30 days’ notice, at most once a year without particular cause, and always after a breach or when the supervisory authority demands it.`,
    }),
  },
  {
    title: { sv: 'När uppdraget upphör', en: 'When the assignment ends' },
    answers: '28.3 g',
    text: () => ({
      sv: `Kunden kan när som helst hämta allt i ett dokumenterat format. När Kunden avslutar kontot går uppgifterna att hämta i ${RETRIEVAL_DAYS} dagar. Därefter raderas de, också underlag som Kunden själv ska spara enligt bokföringslagen: den skyldigheten är Kundens och följer med det som hämtats. Säkerhetskopior är borta efter ytterligare ${BACKUP_DAYS} dagar. Kunden får ett raderingsintyg.`,
      en: `The Customer can retrieve everything in a documented format at any time. When the Customer closes the account the data can be retrieved for ${RETRIEVAL_DAYS} days. Then they are erased, also material that the Customer must keep under the Accounting Act: that duty is the Customer’s and goes with what was retrieved. Backups are gone after a further ${BACKUP_DAYS} days. The Customer gets a certificate of erasure.`,
    }),
  },
  {
    title: { sv: 'Register', en: 'Records' },
    answers: '30.2',
    text: f => ({
      sv: `${f.operator} för register enligt artikel 30.2 och lämnar Kundens del på begäran.`,
      en: `${f.operator} keeps records under article 30.2 and hands over the Customer’s part on request.`,
    }),
  },
  {
    title: { sv: 'Ansvar', en: 'Liability' },
    answers: '82',
    text: () => ({
      sv: 'Ansvar mot den vars uppgifter det gäller följer artikel 82. Mellan parterna bär var och en den del av skadan som motsvarar dess del av ansvaret. Sanktionsavgifter bärs av den som fått dem.',
      en: 'Liability to the person whose data are concerned follows article 82. Between the parties each bears the part of the damage that answers to its part of the responsibility. Fines are borne by whoever was fined.',
    }),
  },
  {
    title: { sv: 'Ändringar och form', en: 'Changes and form' },
    answers: '28.9',
    text: () => ({
      sv: 'En ändring av avtalet eller en bilaga blir en ny version och meddelas. Ändras lagen ändras avtalet så att det följer den. Avtalet finns i elektronisk form; vem som godkände vilken version och när sparas.',
      en: 'A change of the agreement or an annex is a new version and is announced. If the law changes, the agreement changes to follow it. The agreement is in electronic form; who accepted which version and when is kept.',
    }),
  },
]

export const instructionTexts: Readonly<Record<Instruction, Words>> = {
  'I-1': {
    sv: 'Spara kundens uppgifter och underlag och visa dem för Kundens medlemmar enligt behörighet och för kunden själv.',
    en: 'Keep the client’s data and documents and show them to the Customer’s members by permission and to the client.',
  },
  'I-2': {
    sv: 'Skicka länk och meddelanden med e-post och sms till den kund som Kunden anger, och notera att de kommit fram eller öppnats. Ingen mätning i mejl. Kunden kan stänga av sms.',
    en: 'Send links and messages by e-mail and SMS to the client the Customer names, and note that they arrived or were opened. No measuring in mails. The Customer can turn SMS off.',
  },
  'I-3': {
    sv: 'Hämta namn och personnummer från e-legitimation för underskrift, öppning av personliga delar och rättighetsärenden, och spara underskriften som bevis i tio år. Kunden kan kräva BankID och välja kortare tid.',
    en: 'Obtain name and personal number from the electronic ID for signing, opening personal parts and rights cases, and keep the signature as evidence for ten years. The Customer can demand BankID and choose a shorter time.',
  },
  'I-4': {
    sv: 'Samla in personnummer, medsökande och uppgifter om fastighet eller lägenhet när underlaget har skattereduktion. Kunden kan stänga av det.',
    en: 'Collect personal numbers, co-applicants and data on the property or flat when a document has a tax reduction. The Customer can turn it off.',
  },
  'I-5': {
    sv: 'Påminna kunden om ett underlag som väntar på svar, och sluta när kunden svarar eller säger nej.',
    en: 'Remind the client of a document that awaits an answer, and stop when the client answers or says no.',
  },
  'I-6': {
    sv: 'Ta emot begäran från den uppgifterna gäller, kontrollera identitet, göra utkast till utdrag, meddela Kunden och lämna ut efter 10 dagar om Kunden inte invänt med skäl. Rättelse och radering görs när Kunden godkänt. Kunden kan kräva att få godkänna varje gång.',
    en: 'Receive requests from the person concerned, check identity, draft an extract, tell the Customer and release it after 10 days unless the Customer has objected with reasons. Rectification and erasure are done on the Customer’s approval. The Customer can demand to approve each time.',
  },
  'I-7': {
    sv: 'Spara och gallra enligt bilaga F. Bokföringsmaterial till och med sjunde året efter utgången av det kalenderår då räkenskapsåret slutade.',
    en: 'Keep and erase as annex F says. Accounting material through the seventh year after the calendar year in which the financial year ended.',
  },
  'I-8': {
    sv: 'Fråga kunden en gång efter underskrift eller nej vad den tyckte, och ge Kunden svaret.',
    en: 'Ask the client once after a signature or a no what they thought, and give the Customer the answer.',
  },
  'I-9': {
    sv: 'Överföra de uppgifter som visas till de tjänster Kunden själv kopplar in, och sluta när de kopplas från.',
    en: 'Transfer the data shown to the services the Customer itself connects, and stop when they are disconnected.',
  },
}
