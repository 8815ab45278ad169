// The service agreement (Serviceavtalet) between the company and the operator, clause by clause. A draft that no lawyer has read yet. What is
// told of the operator and the periods is filled in; a change of a word makes a new version by itself (agreement.ts).
import type { Words } from '../../datamap/words.ts'
import { BACKUP_DAYS, RETRIEVAL_DAYS } from '../processing/agreement.words.ts'

export type ServiceFacts = { operator: string; operatorNumber: string; address: string; email: string; service: string }
type Clause = { title: Words; text: (f: ServiceFacts) => Words }

/** Days between the announcement of a new version and the day it begins for whoever agreed to an older one. */
export const CHANGE_DAYS = 60
export const REGRET_DAYS = 14
export const ERASED_WITHIN_DAYS = 90

const w = (sv: string, en: string): Words => ({ sv, en })

export const serviceShort = w(
  'Du får använda tjänsten. Du äger det du lägger in. Vi sköter driften, hjälper dig och skyddar uppgifterna. Du kan sluta när du vill och får med dig allt. Vi ansvarar upp till ett tak, men aldrig mindre än lagen kräver.',
  'You may use the service. You own what you put in. We run it, help you and protect the data. You can leave whenever you want and take everything along. We are liable up to a limit, but never less than the law demands.',
)

export const serviceClauses: readonly Clause[] = [
  {
    title: w('Parter', 'Parties'),
    text: f =>
      w(
        `Avtalet gäller mellan ${f.operator}, org.nr ${f.operatorNumber}${f.address} (”vi”) och den som är registrerad som kund (”du” eller ”Kunden”). Den som skapar kontot ska ha rätt att ingå avtal för Kunden.`,
        `The agreement is between ${f.operator}, company number ${f.operatorNumber}${f.address} (“we”) and whoever is registered as customer (“you” or “the Customer”). Whoever makes the account must have the right to agree for the Customer.`,
      ),
  },
  {
    title: w('Vad avtalet består av', 'What the agreement is made of'),
    text: () =>
      w(
        'Det här avtalet, personuppgiftsbiträdesavtalet (PUB-avtalet) med bilagor, och det vi skriftligt kommit överens om i fråga om avgifter. Säger de olika gäller PUB-avtalet först i frågor om personuppgifter, sedan det här avtalet. Dina egna inköpsvillkor gäller bara om vi har skrivit under dem.',
        'This agreement, the data processing agreement with its annexes, and what we have agreed on in writing about fees. Where they differ the data processing agreement comes first on personal data, then this agreement. Terms of purchase of your own hold only where we have signed them.',
      ),
  },
  {
    title: w('Tjänsten', 'The service'),
    text: f =>
      w(
        `Med ${f.service} skapar, skickar, följer, undertecknar och arkiverar du offerter och andra dokument (”Underlag”) till dina kunder (”Slutkunder”). Vi är inte part i dina avtal med Slutkunder.`,
        `With ${f.service} you make, send, follow, sign and archive quotes and other documents for your clients. We are no party to your agreements with them.`,
      ),
  },
  {
    title: w('Konto och användare', 'Account and users'),
    text: f =>
      w(
        `Du bestämmer vilka medlemmar som får använda kontot och vad de får göra. Håll uppgifterna riktiga och inloggningar hemliga. Du ansvarar för det som medlemmar gör i kontot. Misstänker du intrång säger du genast till oss på ${f.email}.`,
        `You decide which members may use the account and what they may do. Keep the details right and log-ins secret. You answer for what members do in the account. If you suspect an intrusion, tell us at once at ${f.email}.`,
      ),
  },
  {
    title: w('Så får tjänsten användas', 'How the service may be used'),
    text: () =>
      w(
        'Använd den för din egen verksamhet och enligt lag. Skicka bara till den som har anledning att få ditt Underlag. Försök inte kringgå skydd, läsa andras uppgifter eller störa driften. Vill du testa säkerheten frågar du först; den som rapporterar brister i god tro anmäls inte av oss.',
        'Use it for your own business and within the law. Send only to whoever has reason to get your document. Do not try to get round protection, read others’ data or disturb the running. If you want to test security, ask first; whoever reports faults in good faith is not reported by us.',
      ),
  },
  {
    title: w('Dina Underlag', 'Your documents'),
    text: () =>
      w(
        'Du ansvarar för innehåll, priser, skatteuppgifter och att rätt villkor används. Standardtexterna i tjänsten är hjälp, inte juridisk rådgivning. Vi rättar fel vi får veta om.',
        'You answer for content, prices, tax details and that the right terms are used. The standard texts in the service are help, not legal advice. We correct faults we learn of.',
      ),
  },
  {
    title: w('Underskrifter och bevis', 'Signatures and evidence'),
    text: () =>
      w(
        'Vi förseglar undertecknade Underlag och ger båda parter det som behövs för att kontrollera dem. Vi beskriver ärligt vilken nivå en underskrift har. BankID tillhandahålls av andra; vi svarar för vår koppling dit, inte för deras drift.',
        'We seal signed documents and give both parties what is needed to check them. We say honestly which level a signature has. BankID is provided by others; we answer for our connection to it, not for its running.',
      ),
  },
  {
    title: w('Avgifter', 'Fees'),
    text: () =>
      w(
        `Avgiften är den som vi skriftligt kommit överens om; utan en sådan överenskommelse är tjänsten fri från avgift. Vi får höja den med ${CHANGE_DAYS} dagars varsel, och du får då säga upp till den dag höjningen börjar. Inget tas ut för export eller för att lämna tjänsten. Vid sen betalning gäller räntelagen.`,
        `The fee is what we have agreed on in writing; without such an agreement the service is free of charge. We may raise it with ${CHANGE_DAYS} days’ notice, and you may then leave by the day the increase begins. Nothing is charged for export or for leaving. For late payment the Interest Act holds.`,
      ),
  },
  {
    title: w('Support', 'Support'),
    text: f =>
      w(
        `Du når oss på ${f.email} och på supportsidan. Ser supporten dina uppgifter sker det på din begäran, och det loggas.`,
        `You reach us at ${f.email} and on the support page. Where support sees your data it is because you asked, and it is logged.`,
      ),
  },
  {
    title: w('Tillgänglighet', 'Availability'),
    text: () =>
      w(
        'Vi arbetar för att tjänsten är tillgänglig 99,5 procent av varje månad, utan underhåll som vi har meddelat i förväg.',
        'We work for the service to be available 99.5 per cent of every month, leaving out maintenance that we have announced.',
      ),
  },
  {
    title: w('Ändringar i tjänsten', 'Changes in the service'),
    text: () =>
      w(
        'Vi utvecklar tjänsten löpande. Tas en funktion bort som du behöver får du veta det minst 90 dagar före, om inte lag eller säkerhet kräver att det går fortare.',
        'We develop the service all the time. If a function that you need is removed you are told at least 90 days before, unless law or security demands more haste.',
      ),
  },
  {
    title: w('Rättigheter', 'Rights'),
    text: f =>
      w(
        `Du äger ditt innehåll. Vi hanterar det bara för att leverera tjänsten, enligt PUB-avtalet. Programmet är öppen källkod under GNU AGPL version 3 eller senare; licensen gäller koden och inskränks inte av det här avtalet. Namn och kännetecken tillhör ${f.operator}. Statistik utan personer och utan fritext får vi använda för att förbättra tjänsten.`,
        `You own your content. We handle it only to deliver the service, under the data processing agreement. The program is open source under the GNU AGPL, version 3 or later; the licence is about the code and is not limited by this agreement. Names and marks belong to ${f.operator}. Statistics without people and without free text we may use to improve the service.`,
      ),
  },
  {
    title: w('Personuppgifter', 'Personal data'),
    text: () =>
      w(
        'Du är personuppgiftsansvarig för Slutkunder och medsökande, och vi är ditt personuppgiftsbiträde enligt PUB-avtalet. För ditt konto och säkerheten är vi personuppgiftsansvariga; det står i integritetspolicyn.',
        'You are the controller for clients and co-applicants, and we are your processor under the data processing agreement. For your account and security we are the controller; that stands in the privacy policy.',
      ),
  },
  {
    title: w('Sekretess', 'Confidentiality'),
    text: () =>
      w(
        'Vi håller det vi får veta om din verksamhet hemligt, även när avtalet har upphört, och ser till att vår personal gör det. Undantag är det som är allmänt känt eller som lag eller myndighet kräver.',
        'We keep secret what we learn of your business, also when the agreement has ended, and see to it that our staff does. The exception is what is generally known, or what a law or an authority demands.',
      ),
  },
  {
    title: w('Säkerhet och säkerhetskopior', 'Security and backups'),
    text: () =>
      w(
        `Åtgärderna står i PUB-avtalets bilaga C. Säkerhetskopior sparas högst ${BACKUP_DAYS} dagar.`,
        `The measures stand in annex C of the data processing agreement. Backups are kept for at most ${BACKUP_DAYS} days.`,
      ),
  },
  {
    title: w('Avstängning', 'Suspension'),
    text: () =>
      w(
        'Vi får stänga av ett konto, helt eller delvis, om det behövs för säkerhet eller lag, eller om du trots påminnelse inte betalar på 30 dagar. Vi säger till före när det går. Du kan alltid hämta dina uppgifter, och Slutkunder kan alltid läsa, ångra och hämta sina dokument.',
        'We may suspend an account, in whole or part, where security or law needs it, or where you have not paid for 30 days in spite of a reminder. We tell you before when that is possible. You can always fetch your data, and clients can always read, withdraw from and fetch their documents.',
      ),
  },
  {
    title: w('Ansvar', 'Liability'),
    text: () =>
      w(
        'Vi ersätter direkt skada som vi orsakar genom vårdslöshet, sammanlagt högst det högsta av tolv månaders avgifter och 50 000 kronor per kalenderår. Vi ersätter inte utebliven vinst eller annan indirekt skada. Gränsen gäller inte vid uppsåt eller grov vårdslöshet, vid brott mot sekretessen, för vårt ansvar enligt dataskyddsreglerna mot den uppgifterna gäller, eller där lag inte tillåter den. Krav ska framställas inom tolv månader från att du märkt skadan.',
        'We compensate direct damage that we cause by negligence, in all at most the higher of twelve months’ fees and SEK 50,000 per calendar year. We do not compensate lost profit or other indirect damage. The limit does not hold for intent or gross negligence, breach of confidentiality, our liability under data protection rules to whoever the data are about, or where law does not allow it. Claims are made within twelve months of your noticing the damage.',
      ),
  },
  {
    title: w('Hinder', 'Hindrance'),
    text: () =>
      w(
        'Den som hindras av något utanför sin kontroll, som inte rimligen kunnat förutses eller undvikas, är fri från påföljd så länge hindret varar. Den andra ska få veta det genast. Varar det mer än 60 dagar får avtalet sägas upp.',
        'Whoever is hindered by something outside their control, which could not reasonably be foreseen or avoided, is free from consequences as long as it lasts. The other is told at once. If it lasts longer than 60 days the agreement may be ended.',
      ),
  },
  {
    title: w('Avtalstid och uppsägning', 'Term and ending'),
    text: () =>
      w(
        `Avtalet gäller tills vidare. Du säger upp när du vill, utan uppsägningstid, i tjänsten under Export och avslut, och kan ångra dig i ${REGRET_DAYS} dagar. Vi säger upp med minst tre månaders varsel. Vid ett väsentligt avtalsbrott som inte rättas inom 30 dagar får den andra säga upp genast.`,
        `The agreement holds until further notice. You end it whenever you want, without notice, in the service under Export and closing, and can change your mind for ${REGRET_DAYS} days. We end it with at least three months’ notice. After a material breach that is not put right within 30 days the other may end it at once.`,
      ),
  },
  {
    title: w('När avtalet upphör', 'When the agreement ends'),
    text: () =>
      w(
        `Du kan hämta allt, som en fil som både människor och program kan läsa, i ${RETRIEVAL_DAYS} dagar. Byter du till en annan leverantör hjälper vi till under den tiden. Därefter raderas dina uppgifter, allt inom ${ERASED_WITHIN_DAYS} dagar från uppsägningen, säkerhetskopior inom ytterligare ${BACKUP_DAYS} dagar, och du får ett raderingsintyg. Bokföringsskyldigheten för dina fakturor är din; ta med exporten. Undertecknade dokument ligger avskilt så länge anspråk kan ställas, och ingen läser dem utan skäl.`,
        `You can fetch everything, as a file that both people and programs can read, for ${RETRIEVAL_DAYS} days. If you move to another supplier we help during that time. Then your data are erased, all within ${ERASED_WITHIN_DAYS} days of the ending, backups within another ${BACKUP_DAYS} days, and you get a certificate of erasure. Bookkeeping your invoices is your duty; take the export along. Signed documents lie apart for as long as claims can be made, and nobody reads them without a reason.`,
      ),
  },
  {
    title: w('Ändring av avtalet', 'Changes of the agreement'),
    text: () =>
      w(
        `En ny version meddelas minst ${CHANGE_DAYS} dagar innan den börjar gälla för dig, och båda versionerna går att läsa. Godtar du den inte får du säga upp till den dag den börjar, utan kostnad. Ändringar som lag kräver får börja tidigare. PUB-avtalets ändringar följer dess egna regler.`,
        `A new version is announced at least ${CHANGE_DAYS} days before it begins to hold for you, and both versions can be read. If you do not accept it you may leave by the day it begins, free of charge. Changes that law demands may begin earlier. Changes of the data processing agreement follow its own rules.`,
      ),
  },
  {
    title: w('Överlåtelse', 'Transfer'),
    text: () =>
      w(
        'Vi får överlåta avtalet till den som tar över verksamheten, om du får veta det minst 30 dagar före och skyddet är detsamma. Du får överlåta det till den som tar över din verksamhet.',
        'We may transfer the agreement to whoever takes over the business, if you are told at least 30 days before and the protection is the same. You may transfer it to whoever takes over your business.',
      ),
  },
  {
    title: w('Meddelanden', 'Notices'),
    text: f =>
      w(
        `Skickas till den e-post som står i kontot och till ${f.email}. Håll adressen aktuell.`,
        `Are sent to the e-mail of the account and to ${f.email}. Keep the address current.`,
      ),
  },
  {
    title: w('Lag och tvist', 'Law and disputes'),
    text: () =>
      w(
        'Svensk lag gäller. Tvist prövas av Stockholms tingsrätt. Är du konsument gäller konsumentskyddande lag före allt i avtalet, du har 14 dagars ångerrätt, taket för ansvar gäller bara där lagen tillåter det, och du kan vända dig till Allmänna reklamationsnämnden och till domstolen där du bor.',
        'Swedish law holds. Disputes are tried by Stockholm District Court. If you are a consumer, consumer law comes before everything in the agreement, you have 14 days’ right of withdrawal, the limit of liability holds only where law allows it, and you can turn to the National Board for Consumer Disputes and to the court where you live.',
      ),
  },
]

export const servicePageWords = {
  sv: {
    title: 'Serviceavtalet',
    version: (n: number, from: string) =>
      `Version ${n}, gäller för nya kunder från ${from}. Ett utkast som ingen jurist har läst ännu.`,
    older: 'En nyare version finns.',
    newest: 'Läs den',
    check: 'Kontrollkod (SHA-256):',
    versions: 'Alla versioner',
    pub: 'Personuppgiftsbiträdesavtalet',
  },
  en: {
    title: 'The service agreement',
    version: (n: number, from: string) =>
      `Version ${n}, for new customers from ${from}. A draft that no lawyer has read yet.`,
    older: 'There is a newer version.',
    newest: 'Read it',
    check: 'Check code (SHA-256):',
    versions: 'All versions',
    pub: 'The data processing agreement',
  },
} as const
