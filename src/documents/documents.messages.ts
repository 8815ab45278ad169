import { messages } from '../kernel/messages.ts'

type F = Record<string, string | number | boolean | null>
const channel = {
  sv: (f: F) => (f.channel === 'sms' ? 'Sms:et' : 'Mejlet'),
  en: (f: F) => (f.channel === 'sms' ? 'The text message' : 'The mail'),
}

export const documentMessages = messages({
  'edited-elsewhere': {
    sv: 'Dokumentet är öppet på två ställen och ändrades nyss på det andra. Jämför och välj vad som ska gälla.',
    en: 'The document is open in two places and was just changed in the other. Compare and choose what should stand.',
  },
  'client-twice': {
    sv: 'Skicka antingen `client`, en ny kund, eller `clientId`, en som finns.',
    en: 'Send either `client`, a new one, or `clientId`, one that exists.',
  },
  'document-signed': {
    sv: 'Avtalet är undertecknat och kan inte ändras.',
    en: 'The agreement is signed and cannot be changed.',
  },
  'document-not-ready': {
    sv: 'Dokumentet är inte klart att skickas. Se listan Innan du skickar.',
    en: 'The document is not ready to be sent. See the list Before you send.',
  },
  'version-ended': { sv: 'Den här versionen gäller inte längre.', en: 'This version no longer applies.' },
  'not-sealed-yet': {
    sv: 'Avtalet är inte förseglat än. Det brukar ta någon sekund.',
    en: 'The agreement is not sealed yet. It usually takes a second.',
  },
  'not-sent': { sv: 'Dokumentet är inte skickat än.', en: 'The document has not been sent yet.' },
  'sent-already': {
    sv: 'Dokumentet är redan skickat så här. Använd Skicka igen för att nå någon en gång till, eller ändra något först.',
    en: 'The document has already been sent like this. Use Send again to reach somebody once more, or change something first.',
  },
  'signer-unknown': {
    sv: 'Den här länken hör till någon som inte ska skriva under.',
    en: 'This link belongs to somebody who is not to sign.',
  },
  'offer-without-price': {
    sv: 'Det saknas ett pris, och då går det inte att beställa.',
    en: 'There is no price, and then it cannot be ordered.',
  },
  'order-without-price': {
    sv: 'Med de här valen blir summan 0 kr. Välj minst en del att beställa.',
    en: 'With these choices the total is 0 kr. Choose at least one part to order.',
  },
  'choice-missing': { sv: 'Välj ett av alternativen först.', en: 'Pick one of the alternatives first.' },
  'tick-missing': { sv: 'Kryssa i den här rutan för att kunna beställa.', en: 'Tick this box to be able to order.' },
  'party-unknown': { sv: 'Personen finns inte bland mottagarna.', en: 'That person is not among the recipients.' },
  'not-theirs-to-sign': {
    sv: (f: F) => `${f.name} ska inte skriva under det här, eller har redan gjort det.`,
    en: (f: F) => `${f.name} is not to sign this, or already has.`,
  },
  'not-yet-asked': {
    sv: (f: F) => `${f.name} får frågan när det blir dennes tur. Adressen används då.`,
    en: (f: F) => `${f.name} is asked when their turn comes. The address is used then.`,
  },
  'no-channel': {
    sv: 'Välj mejl eller sms för minst en mottagare.',
    en: 'Choose mail or text message for at least one recipient.',
  },
  'no-address': {
    sv: (f: F) => `${f.name} saknar ${f.channel === 'sms' ? 'mobilnummer' : 'e-postadress'}.`,
    en: (f: F) => `${f.name} has no ${f.channel === 'sms' ? 'mobile number' : 'e-mail address'}.`,
  },
  'api-client-missing': { sv: 'Ange clientId eller client.', en: 'Give clientId or client.' },

  // Before sending
  'point.recipients': {
    sv: (f: F) => `Välj kund och vem som ska få ${f.the}.`,
    en: (f: F) => `Choose the client and who receives ${f.the}.`,
  },
  'point.signer': { sv: 'Minst en person ska kunna skriva under.', en: 'At least one person must be able to sign.' },
  'point.address': {
    sv: (f: F) => `${f.name} saknar både e-post och mobilnummer.`,
    en: (f: F) => `${f.name} has neither e-mail nor mobile number.`,
  },
  'point.title': {
    sv: (f: F) => `Ge ${f.the} en rubrik som kunden känner igen.`,
    en: (f: F) => `Give ${f.the} a title the client recognises.`,
  },
  'point.price': { sv: 'Lägg till minst en rad med pris.', en: 'Add at least one priced row.' },
  'point.row': { sv: (f: F) => `Rad ${f.row} saknar beskrivning.`, en: (f: F) => `Row ${f.row} has no description.` },
  'point.valid-to': {
    sv: 'Den sista dagen har passerat. Välj en ny.',
    en: 'The last day has passed. Choose a new one.',
  },
  'point.valid-to-far': {
    sv: (f: F) => `${f.The} kan gälla i högst ett år. Välj en tidigare sista dag.`,
    en: (f: F) => `${f.The} can be valid for a year at most. Choose an earlier last day.`,
  },
  'point.valid-to-done': {
    sv: (f: F) => `${f.form}, gäller till ${f.date}`,
    en: (f: F) => `${f.form}, valid until ${f.date}`,
  },
  'point.company-number': {
    sv: (f: F) => `Fyll i organisationsnummer i inställningarna. Lagen kräver det på ${f.the}.`,
    en: (f: F) => `Fill in the company number in settings. The law requires it on ${f.the}.`,
  },
  'point.company-address': {
    sv: 'Fyll i företagets adress och telefon. Kunden ska kunna nå er och ångra sig.',
    en: 'Fill in the company’s address and phone. The client must be able to reach you and withdraw.',
  },
  'point.confirm-email': {
    sv: 'Bekräfta din e-postadress först. Länken ligger i din inkorg.',
    en: 'Confirm your e-mail address first. The link is in your inbox.',
  },
  'point.f-tax': {
    sv: 'ROT och RUT kräver att ni är godkända för F-skatt. Ange det i inställningarna.',
    en: 'ROT and RUT require approval for F-tax. State it in settings.',
  },
  'point.deduction-people': { sv: 'Ange vilka som delar på avdraget.', en: 'State who shares the deduction.' },
  'point.deduction-number': {
    sv: (f: F) => `${f.name} saknar personnummer. Det behövs för avdraget senast på fakturan.`,
    en: (f: F) => `${f.name} has no personal number. It is needed for the deduction by the invoice.`,
  },
  'point.deduction-done': { sv: 'Texten om nekat avdrag finns med', en: 'The text on a refused deduction is included' },
  'point.not-included': {
    sv: 'Skriv vad som inte ingår, så slipper ni tvista om det.',
    en: 'Say what is not included, so that you need not argue about it.',
  },
  'point.payment-done': { sv: 'Betalning och tider finns', en: 'Payment and times are there' },
  'point.payment': { sv: 'Skriv hur och när det ska betalas.', en: 'Say how and when it is to be paid.' },
  'point.withdrawal-done': { sv: 'Ångerrätt och blankett följer med', en: 'Right of withdrawal and form are included' },
  'point.seal': {
    sv: 'Förseglingen är inte klar i den här installationen. Den som driver den behöver åtgärda det först.',
    en: 'Sealing is not ready in this installation. Its operator needs to fix that first.',
  },
  'point.number-in-text': {
    sv: 'I texten står något som ser ut som ett personnummer. Ta bort det innan du skickar.',
    en: 'The text holds something that looks like a personal number. Remove it before sending.',
  },
  'point.deduction-person': {
    sv: 'ROT och RUT gäller bara privatpersoner. Ta bort avdraget eller byt kund.',
    en: 'ROT and RUT are for private persons only. Remove the deduction or change the client.',
  },
  'point.total-negative': {
    sv: 'Summan blir negativ. Se över rabatter och minusrader.',
    en: 'The total is negative. Look at discounts and negative rows.',
  },
  'point.total-zero': {
    sv: 'Summan blir 0 kr. Kunden behöver ett pris att tacka ja till. Se över rader, val och rabatter.',
    en: 'The total is 0 kr. The client needs a price to say yes to. Look at rows, choices and discounts.',
  },
  'point.total-too-large': {
    sv: 'Summan är över 100 miljoner kronor. Kontrollera nollorna.',
    en: 'The total is above 100 million kronor. Check the zeros.',
  },
  'point.pay-by-missing': {
    sv: 'Ange när kunden beräknas ha betalat. Dagen avgör avdragets sats och år.',
    en: 'Say when the client is expected to have paid. The day decides the deduction’s rate and year.',
  },
  'point.ceiling-missing': { sv: 'Ange takpriset.', en: 'Give the ceiling price.' },
  'point.quantity-range': {
    sv: 'Antalet ska ligga inom gränserna kunden får välja i, på ett av stegen.',
    en: 'The quantity must lie within the limits the client may choose in, on one of the steps.',
  },
  'point.choice-unknown': {
    sv: 'En rad hör till ett val som inte finns. Ta bort raden eller gör om valet.',
    en: 'A row belongs to a choice that does not exist. Remove the row or make the choice again.',
  },

  // Parts of a page that are no block
  'part.top': { sv: 'Överst', en: 'At the top' },
  'part.legal': { sv: 'Det som gäller', en: 'What applies' },

  // The timeline's words
  'event.created': { sv: 'Utkastet skapades', en: 'The draft was made' },
  'event.sent': {
    sv: (f: F) => `Version ${f.version} skickades och låstes`,
    en: (f: F) => `Version ${f.version} was sent and locked`,
  },
  'event.sent-again': {
    sv: (f: F) => `Skickades igen med ${f.channel === 'sms' ? 'sms' : 'mejl'}`,
    en: (f: F) => `Sent again by ${f.channel === 'sms' ? 'text message' : 'mail'}`,
  },
  'event.delivered': {
    sv: (f: F) => `${channel.sv(f)} ${f.how === 'delivered' ? 'kom fram' : 'lämnades till mottagarens server'}`,
    en: (f: F) => `${channel.en(f)} ${f.how === 'delivered' ? 'arrived' : 'was handed to the recipient’s server'}`,
  },
  'event.bounced': {
    sv: (f: F) => `${channel.sv(f)} kom ${f.how === 'failed' ? 'kanske inte' : 'inte'} fram`,
    en: (f: F) => `${channel.en(f)} ${f.how === 'failed' ? 'may not have arrived' : 'did not arrive'}`,
  },
  'event.fetched-by-machine': {
    sv: 'En maskin hämtade länken. Räknas inte som öppnad',
    en: 'A machine fetched the link. Not counted as opened',
  },
  'event.opened': { sv: 'Öppnades', en: 'Opened' },
  'event.asked': { sv: 'Ställde en fråga', en: 'Asked a question' },
  'event.answered': { sv: 'Frågan besvarades', en: 'The question was answered' },
  'event.chosen': { sv: 'Ändrade sina val', en: 'Changed the choices' },
  'event.declined': { sv: 'Tackade nej', en: 'Declined' },
  'event.longer-asked': { sv: 'Bad om förlängning', en: 'Asked for more time' },
  'event.signing-started': { sv: 'Började skriva under', en: 'Began signing' },
  'event.signing-failed': {
    sv: 'Underskriften avbröts. Inget är undertecknat',
    en: 'Signing was interrupted. Nothing is signed',
  },
  'event.other-person': {
    sv: 'En annan person än den inbjudna försökte skriva under. Inget är undertecknat',
    en: 'Somebody other than the invited person tried to sign. Nothing is signed',
  },
  'event.invited': {
    sv: (f: F) => `${f.about ?? 'Nästa person'} ombads skriva under`,
    en: (f: F) => `${f.about ?? 'The next person'} was asked to sign`,
  },
  'event.approved': { sv: 'Godkände att det skrivs under', en: 'Approved that it is signed' },
  'event.delegated': {
    sv: (f: F) => `Lät ${f.about ?? 'någon annan'} skriva under i sitt ställe`,
    en: (f: F) => `Let ${f.about ?? 'somebody else'} sign in their place`,
  },
  'event.in-person': {
    sv: (f: F) => `Öppnades på plats, på företagets enhet${f.about ? `, för ${f.about}` : ''}`,
    en: (f: F) => `Opened in person, on the company’s device${f.about ? `, for ${f.about}` : ''}`,
  },
  'event.party-signed': {
    sv: (f: F) => `Skrev under med ${f.method === 'bankid' ? 'BankID' : 'kod'}. Fler ska skriva under`,
    en: (f: F) => `Signed with ${f.method === 'bankid' ? 'BankID' : 'a code'}. More are to sign`,
  },
  'event.signed': {
    sv: (f: F) => `Skrev under med ${f.method === 'bankid' ? 'BankID' : 'kod'}`,
    en: (f: F) => `Signed with ${f.method === 'bankid' ? 'BankID' : 'a code'}`,
  },
  'event.sealed': { sv: 'Avtalet förseglades', en: 'The agreement was sealed' },
  'event.timestamped': { sv: 'Tidsstämpeln lades till', en: 'The time stamp was added' },
  'event.replaced': {
    sv: (f: F) => `Version ${f.version} ersattes av version ${f.by}`,
    en: (f: F) => `Version ${f.version} was replaced by version ${f.by}`,
  },
  'event.withdrawn': { sv: 'Erbjudandet drogs tillbaka', en: 'The offer was withdrawn' },
  'event.reminded': {
    sv: (f: F) => (Number(f.no) > 1 ? `Påmindes igen, ${f.no} gånger` : 'Påmindes'),
    en: (f: F) => (Number(f.no) > 1 ? `Was reminded again, ${f.no} times` : 'Was reminded'),
  },
  'event.client-withdrew': {
    sv: (f: F) =>
      f.outcome === 'ended'
        ? 'Ångrade avtalet i tid'
        : f.lastDay === null
          ? 'Meddelade att avtalet ångras, utan ångerrätt enligt lag'
          : f.inTime
            ? 'Meddelade att en del av avtalet ångras'
            : 'Meddelade att avtalet ångras, efter fristen',
    en: (f: F) =>
      f.outcome === 'ended'
        ? 'Withdrew from the agreement in time'
        : f.lastDay === null
          ? 'Sent a message of withdrawal, without a statutory right'
          : f.inTime
            ? 'Withdrew from a part of the agreement'
            : 'Sent a message of withdrawal after the period',
  },
  'event.withdrawal-answered': {
    sv: (f: F) => (f.accepted ? 'Godtog att avtalet ångras' : 'Svarade att avtalet står fast'),
    en: (f: F) => (f.accepted ? 'Accepted the withdrawal' : 'Answered that the agreement stands'),
  },
  'event.noticed': {
    sv: (f: F) =>
      `${f.raisedBy === 'ordered' || f.raisedBy === 'wish' ? 'Kunden ombads beställa' : 'Kunden underrättades'}${f.no ? ` om ÄTA ${f.no}` : ''}`.replace(
        'beställa om',
        'beställa',
      ),
    en: (f: F) =>
      `${f.raisedBy === 'ordered' || f.raisedBy === 'wish' ? 'The client was asked to order' : 'The client was given notice of'}${f.no ? ` change ${f.no}` : ' a change'}`,
  },
  'event.notice-answered': {
    sv: (f: F) =>
      ({
        included: 'Kunden anser att arbetet ingår i avtalet',
        'cost-refused': 'Kunden godtar inte kostnaden',
        'more-needed': 'Kunden vill ha mer underlag',
        'call-me': 'Kunden vill bli uppringd',
      })[f.stance as 'included'] ?? 'Kunden svarade på underrättelsen',
    en: (f: F) =>
      ({
        included: 'The client considers the work included in the agreement',
        'cost-refused': 'The client does not accept the cost',
        'more-needed': 'The client wants more information',
        'call-me': 'The client wants to be called',
      })[f.stance as 'included'] ?? 'The client answered the notice',
  },
  'event.attempted': {
    sv: (f: F) =>
      ({ phone: 'Ni försökte ringa kunden', sms: 'Ni försökte nå kunden med sms', visit: 'Ni sökte kunden på plats' })[
        f.how as 'phone'
      ] ?? 'Ni sökte kunden',
    en: (f: F) =>
      ({
        phone: 'You tried to call the client',
        sms: 'You tried to reach the client by text message',
        visit: 'You looked for the client on site',
      })[f.how as 'phone'] ?? 'You sought the client',
  },
  'event.started': { sv: 'Arbetet med ÄTA:n började', en: 'Work on the change began' },
  'event.worked-up': { sv: 'Upparbetad kostnad angavs', en: 'Worked-up cost was stated' },
  'contract-unsigned': {
    sv: 'En ÄTA hör till ett undertecknat avtal. Vänta tills kunden har skrivit under, eller ändra dokumentet i stället.',
    en: 'A change order belongs to a signed agreement. Wait until the client has signed, or change the document instead.',
  },
  'change-client': {
    sv: 'En ÄTA går till samma kund som avtalet. Skriv en offert om någon annan ska få den.',
    en: 'A change order goes to the client of the agreement. Write a quote if somebody else is to have it.',
  },
  'change-misplaced': {
    sv: 'Uppgifterna om ändringen hör bara hemma i en ÄTA.',
    en: 'What a change says of itself belongs in a change order only.',
  },
  'change-not-noticed': {
    sv: 'Skicka ÄTA:n till kunden först. Sedan kan du anteckna att du har försökt nå kunden.',
    en: 'Send the change to the client first. Then you can note that you tried to reach them.',
  },
  'ground-unknown': {
    sv: 'Villkoren för det här avtalet låter er inte börja utan besked av det skälet.',
    en: 'The terms of this agreement do not let you begin without an answer for that reason.',
  },
  'ground-unexplained': { sv: 'Skriv varför det inte kunde vänta.', en: 'Say why it could not wait.' },
  'start-refused': {
    sv: 'Arbetet får inte börja än. Se under Får jag börja? vad som saknas.',
    en: 'The work may not begin yet. See under May I start? what is missing.',
  },
  'not-ordered-here': {
    sv: 'Det här dokumentet går inte att beställa. Be om en offert eller ett pris först.',
    en: 'This document cannot be ordered. Ask for a quote or a price first.',
  },
  'point.rules': {
    sv: 'Ange vilka villkor avtalet vilar på, till exempel AB 04.',
    en: 'State which terms the agreement rests on, for example AB 04.',
  },
  'point.change-reason': {
    sv: 'Skriv varför arbetet inte ingår i avtalet. Det är det som brukar bli tvist.',
    en: 'Say why the work is not part of the agreement. That is what disputes are about.',
  },
  'point.change-days': {
    sv: 'Ange hur tiden påverkas, även om den inte gör det.',
    en: 'State how the time is affected, even if it is not.',
  },
  'point.change-what': { sv: 'Beskriv vad som har hänt.', en: 'Describe what has happened.' },
  'event.address-changed': {
    sv: 'Adressen ändrades. Den gamla länken gäller inte längre',
    en: 'The address was changed. The old link no longer works',
  },
  'event.copy-sent': { sv: 'Kopian skickades till båda', en: 'The copy was sent to both' },
  'event.evidence-fetched': { sv: 'Bevisfilen hämtades', en: 'The evidence file was fetched' },

  'form.fixed': { sv: 'Fast pris', en: 'Fixed price' },
  'form.approximate': { sv: 'Ungefärligt pris', en: 'Approximate price' },
  'form.unit-price': { sv: 'À-pris', en: 'Unit prices' },
  'form.running': { sv: 'Löpande räkning', en: 'Running account' },
  'form.ceiling': { sv: 'Löpande räkning med takpris', en: 'Running account with a ceiling' },
})

/** Headings a new quote begins with; the company changes them as it likes. */
export const draftHeadings = {
  whatHappened: { sv: 'Vad har hänt?', en: 'What has happened?' },
  pictures: { sv: 'Bilder', en: 'Pictures' },
  letter: { sv: 'Inledning', en: 'Introduction' },
  scope: { sv: 'Det här gör vi', en: 'What we do' },
  notIncluded: { sv: 'Ingår inte', en: 'Not included' },
  price: { sv: 'Pris', en: 'Price' },
  times: { sv: 'Tider', en: 'Times' },
  payment: { sv: 'Betalning', en: 'Payment' },
  terms: { sv: 'Villkor', en: 'Terms' },
  about: { sv: 'Om oss', en: 'About us' },
} as const
