// The texts a quote needs (texts-sv §0–6). Swedish is the source and governs; English is for understanding.
import { type LegalText, text } from './text.ts'

export const texts = {
  languageNote: text('common.language-note', {
    evidence: 'E1',
    sv: 'Den svenska texten gäller. Översättningen är till för att du ska förstå.',
    en: 'The Swedish text is the binding one. This translation is here to help you understand.',
  }),
  roleLine: text('common.role-line', {
    evidence: 'E1',
    basis: ['GDPR 13.1 a', 'GDPR 14.1 a', 'EHL 8 §'],
    sv: 'Det här kommer från {company}, {companyId}. Cling är verktyget som {company} använder. Ditt avtal är med {company}.',
    en: 'This is from {company}, {companyId}. Cling is the tool {company} uses. Your agreement is with {company}.',
  }),
  responsible: text('privacy.room-first', {
    evidence: 'E1',
    basis: ['GDPR 13', 'GDPR 14'],
    sv: '{company} ansvarar för dina personuppgifter i det här ärendet; {operator} hanterar dem på uppdrag av {company}. När du läser noteras vilka delar som visas och när, så att {company} vet att dokumentet kommit fram. Ingen annan följer dig här.',
    en: '{company} is responsible for your personal data in this matter; {operator} handles them on its behalf. While you read, which parts are shown and when is noted, so that {company} knows the document arrived. Nobody else follows you here.',
  }),

  withdrawalA: text('withdrawal.information.a', {
    version: 2,
    basis: ['DAL 2:2 p. 10', 'DAL 2:2 a', 'DAL 2:10', 'DAL 2:10 a', 'DAL 2:14'],
    heading: { sv: 'Du kan ångra dig i 14 dagar', en: 'You can change your mind within 14 days' },
    sv: `Du har rätt att ångra det här avtalet inom 14 dagar. Du behöver inte säga varför.

Fristen räknas från dagen efter att avtalet ingicks. Ingås avtalet i dag är sista dagen **{withdrawLast}**.

**Så gör du.** Meddela {company} tydligt att du ångrar avtalet, före fristens slut. Välj det sätt du vill:
- Ångra i tjänsten: öppna dokumentet med din länk och välj **Ångra avtalet här**. Knappen finns där under hela fristen. Du får en kvittens med innehåll, datum och klockslag.
- Skriv, mejla eller ring: {companyAddress}, {companyEmail}, {companyPhone}.
- Fyll i ångerblanketten som följer med. Du måste inte använda den.

Det räcker att du skickar meddelandet innan fristen går ut.

**Det här händer sedan.** {company} betalar tillbaka allt du har betalat, utan onödigt dröjsmål och senast 14 dagar efter att ditt meddelande kom fram. Pengarna kommer samma väg som du betalade, om ni inte kommer överens om något annat. Det kostar dig inget.

Har du fått material levererat som inte är inmonterat får du besked om hur det lämnas tillbaka. {company} hämtar materialet på egen bekostnad.`,
    en: `You have the right to withdraw from this agreement within 14 days without giving a reason.

The period is counted from the day after the agreement is concluded. If you sign today, the last day is **{withdrawLast}**.

**How to do it.** Tell {company} clearly that you withdraw, before the period ends. Choose the way you like:
- In the service: open the document with your link and choose **Withdraw from contract here**. The button is there during the whole period. You get a receipt with content, date and time.
- Write, e-mail or call: {companyAddress}, {companyEmail}, {companyPhone}.
- Fill in the attached withdrawal form. You do not have to use it.

It is enough that you send your message before the period ends.

**What happens then.** {company} pays back everything you have paid, without undue delay and at the latest 14 days after receiving your message, by the same means you paid, unless you agree on something else. It costs you nothing.

If you have received material that is not yet built in, you will be told how to return it. {company} collects the material at its own expense.`,
  }),
  withdrawalB: text('withdrawal.information.b', {
    basis: ['DAL 2:2 p. 12', 'DAL 2:15 p. 3', 'DAL 2:11 p. 1 och 14'],
    sv: '**Om arbetet börjar innan fristen är slut.** Då har du fortfarande ångerrätt, men om du ångrar dig betalar du för det som hunnit utföras. Beloppet räknas som en andel av det avtalade priset, om priset är skäligt. När hela arbetet är klart har du inte längre någon ångerrätt, om du har gått med på det.',
    en: '**If work starts before the period ends.** You still have the right to withdraw, but then you pay for what has been done, as a share of the agreed price if that price is reasonable. Once all the work is finished the right is gone, if you have agreed to that.',
  }),
  withdrawalC: text('withdrawal.information.c', {
    basis: ['DAL 2:2 p. 10'],
    heading: { sv: 'Ingen ångerrätt', en: 'No right of withdrawal' },
    sv: '{reasonText} Du kan alltid höra av dig till {company} om du vill ändra eller avbeställa; då gäller reglerna om avbeställning.',
    en: '{reasonText} You can always contact {company} to change or cancel; the rules on cancellation then apply.',
  }),
  withdrawalButton: text('withdrawal.button', {
    evidence: 'E1',
    basis: ['DAL 2:10 a', 'direktiv 2011/83/EU artikel 11a'],
    sv: 'Ångra avtalet här',
    en: 'Withdraw from contract here',
  }),
  withdrawalPage: text('withdrawal.page1', {
    evidence: 'E5',
    basis: ['DAL 2:10 a'],
    heading: { sv: 'Ångra avtalet', en: 'Withdraw from the agreement' },
    sv: 'Här meddelar du {company} att du ångrar avtalet om **{docTitle}** ({docNo}) från {concludedOn}.',
    en: 'Here you tell {company} that you withdraw from the agreement on **{docTitle}** ({docNo}) of {concludedOn}.',
  }),
  withdrawalStarted: text('withdrawal.started-note', {
    evidence: 'E1',
    basis: ['DAL 2:15 p. 3'],
    sv: 'Arbetet började {startedOn} på din begäran. Ångrar du dig betalar du för det som är utfört.',
    en: 'Work started on {startedOn} at your request. If you withdraw you pay for what has been done.',
  }),
  withdrawalEarly: text('withdrawal.early-note', {
    evidence: 'E1',
    basis: ['DAL 2:15 p. 3'],
    sv: 'Du har begärt att arbetet börjar innan ångerfristen är slut. Har det börjat betalar du för det som är utfört.',
    en: 'You have asked for the work to start before the period ends. If it has started you pay for what has been done.',
  }),
  withdrawalConfirm: text('withdrawal.page2', {
    evidence: 'E5',
    basis: ['DAL 2:10 a', 'direktiv 2011/83/EU artikel 11a'],
    heading: { sv: 'Bekräfta frånträde', en: 'Confirm withdrawal' },
    sv: 'Du är på väg att ångra avtalet **{docTitle}** ({docNo}) med {company}. Kvittensen skickas till {receiptAddress}.',
    en: 'You are about to withdraw from the agreement **{docTitle}** ({docNo}) with {company}. The receipt is sent to {receiptAddress}.',
  }),
  withdrawalReceipt: text('withdrawal.receipt', {
    evidence: 'E4',
    basis: ['DAL 2:10 a', 'DAL 2:14'],
    heading: { sv: 'Ditt meddelande har tagits emot', en: 'Your message has been received' },
    sv: '{company} tog emot ditt meddelande **{receivedAt}** (svensk tid). Det här bekräftar att meddelandet kom fram. {company} återkommer om betalning och material, senast 14 dagar från i dag om du har betalat något. Spara kvittensen.',
    en: '{company} received your message on **{receivedAt}** (Swedish time). This confirms that the message arrived. {company} will contact you about payment and material, within 14 days from today if you have paid anything. Keep this receipt.',
  }),
  withdrawalLate: text('withdrawal.late', {
    evidence: 'E5',
    basis: ['KtjL 42–43 §§'],
    sv: 'Enligt våra uppgifter gick ångerfristen ut {withdrawLast}. Du kan ändå skicka ett meddelande till {company}, och du får en kvittens. Du kan också avbeställa arbetet innan det är klart. Då har {company} rätt till ersättning för det som är gjort och för vissa förluster.',
    en: 'According to our records the period ended on {withdrawLast}. You can still send {company} a message and get a receipt. You can also cancel the work before it is finished; {company} is then entitled to payment for what has been done and for certain losses.',
  }),
  withdrawalNone: text('withdrawal.none', {
    evidence: 'E5',
    basis: ['DAL 2:2 p. 10', 'KtjL 42–43 §§'],
    sv: '{reasonText} Du kan ändå skicka ett meddelande till {company}, och du får en kvittens. Du kan också avbeställa arbetet innan det är klart. Då har {company} rätt till ersättning för det som är gjort och för vissa förluster.',
    en: '{reasonText} You can still send {company} a message and get a receipt. You can also cancel the work before it is finished; {company} is then entitled to payment for what has been done and for certain losses.',
  }),
  withdrawalForm: text('withdrawal.form', {
    basis: ['DAL 2:2 a', 'DAL 2:10', 'förordning (2014:19)', 'direktiv 2011/83/EU bilaga I B'],
    heading: { sv: 'Ångerblankett', en: 'Model withdrawal form' },
    sv: `(Fyll i och skicka tillbaka denna blankett endast om du vill frånträda avtalet.)

Till {company}, {companyAddress}, {companyEmail}:

Jag/Vi (*) meddelar härmed att jag/vi (*) frånträder mitt/vårt (*) avtal om följande tjänst (*)/vara (*): {docTitle}, {docNo}

Beställdes den (*)/mottogs den (*): ____________________

Konsumentens/konsumenternas namn: ____________________

Konsumentens/konsumenternas adress: ____________________

Konsumentens/konsumenternas underskrift (endast om blanketten skickas på papper): ____________________

Datum: ____________________

(*) Stryk det som inte gäller.`,
    en: `(Complete and return this form only if you wish to withdraw from the contract.)

To {company}, {companyAddress}, {companyEmail}:

I/We (*) hereby give notice that I/We (*) withdraw from my/our (*) contract for the provision of the following service (*)/for the sale of the following goods (*): {docTitle}, {docNo}

Ordered on (*)/received on (*): ____________________

Name of consumer(s): ____________________

Address of consumer(s): ____________________

Signature of consumer(s) (only if this form is notified on paper): ____________________

Date: ____________________

(*) Delete as appropriate.`,
  }),
  earlyStart: text('withdrawal.early-start', {
    basis: ['DAL 2:15 p. 3', 'DAL 2:11 p. 1 och 14'],
    sv: '**Jag vill att arbetet börjar innan ångerfristen är slut.** Jag begär uttryckligen att {company} börjar {startDate}. Jag vet att jag får betala för utfört arbete om jag sedan ångrar mig.',
    en: '**I want work to start before the withdrawal period ends.** I expressly ask {company} to start on {startDate}. I know that I must pay for work done if I then withdraw.',
  }),
  lossWhenDone: text('withdrawal.loss-when-done', {
    basis: ['DAL 2:11 p. 1'],
    sv: '**Jag går med på att ångerrätten upphör när hela arbetet är utfört.**',
    en: '**I agree that my right of withdrawal ends when all the work has been done.**',
  }),

  orderSteps: text('order.steps', {
    evidence: 'E1',
    basis: ['EHL 9–10 §§'],
    heading: { sv: 'Så går det till', en: 'How it works' },
    sv: '1 Läs och välj. 2 Kontrollera summan; du kan backa och ändra fram till sista steget. 3 Skriv under. 4 Du får genast en bekräftelse och en kopia som du kan spara. Avtalet ingås på svenska.',
    en: '1 Read and choose. 2 Check the sum; you can go back and change until the last step. 3 Sign. 4 You get a confirmation at once and a copy you can keep. The agreement is made in Swedish.',
  }),
  orderConsumerFixed: text('order.quote.fixed', {
    basis: ['DAL 2:9', 'CRD 8.2'],
    sv: 'Beställ med betalningsskyldighet',
    en: 'Order with obligation to pay',
  }),
  orderConsumerRunning: text('order.quote.running', {
    basis: ['DAL 2:9', 'CRD 8.2'],
    sv: 'Beställ med betalningsskyldighet – {priceForm}',
    en: 'Order with obligation to pay – {priceForm}',
  }),
  orderConsumerOptions: text('order.quote.options', {
    basis: ['DAL 2:9', 'CRD 8.2'],
    sv: 'Beställ mina val med betalningsskyldighet, {toPay}',
    en: 'Order my choices with obligation to pay, {toPay}',
  }),
  orderBusinessFixed: text('order.quote.fixed.business', {
    basis: ['AvtL 1 §'],
    sv: 'Beställ och skriv under',
    en: 'Order and sign',
  }),
  orderBusinessRunning: text('order.quote.running.business', {
    basis: ['AvtL 1 §'],
    sv: 'Beställ – {priceForm}',
    en: 'Order – {priceForm}',
  }),
  orderBusinessOptions: text('order.quote.options.business', {
    basis: ['AvtL 1 §'],
    sv: 'Beställ valda delar, {total}',
    en: 'Order selected parts, {total}',
  }),
  orderAgreementConsumer: text('order.agreement', {
    basis: ['DAL 2:9', 'CRD 8.2'],
    sv: 'Ingå avtalet med betalningsskyldighet',
    en: 'Conclude the agreement with obligation to pay',
  }),
  orderAgreementBusiness: text('order.agreement.business', {
    basis: ['AvtL 1 §'],
    sv: 'Skriv under avtalet',
    en: 'Sign the agreement',
  }),
  orderChangeConsumer: text('order.ata.add', {
    basis: ['DAL 2:9', 'CRD 8.2'],
    sv: 'Beställ tillägget med betalningsskyldighet, {toPay}',
    en: 'Order the addition with obligation to pay, {toPay}',
  }),
  orderChangeConsumerRunning: text('order.ata.running', {
    basis: ['DAL 2:9', 'CRD 8.2'],
    sv: 'Beställ tillägget med betalningsskyldighet – {priceForm}',
    en: 'Order the addition with obligation to pay – {priceForm}',
  }),
  orderChangeBusiness: text('order.ata.add.business', {
    basis: ['AvtL 1 §'],
    sv: 'Beställ ÄTA {no}',
    en: 'Order change {no}',
  }),
  orderChangeBusinessRunning: text('order.ata.running.business', {
    basis: ['AvtL 1 §'],
    sv: 'Beställ ÄTA {no} – {priceForm}',
    en: 'Order change {no} – {priceForm}',
  }),
  orderChangeLess: text('order.ata.reduce', {
    basis: ['AvtL 1 §'],
    sv: 'Godkänn ändringen, du betalar {less} mindre',
    en: 'Accept the change, you pay {less} less',
  }),
  orderChangeLessBusiness: text('order.ata.reduce.business', {
    basis: ['AvtL 1 §'],
    sv: 'Godkänn ÄTA {no}',
    en: 'Accept change {no}',
  }),
  orderChangeSame: text('order.ata.zero', {
    basis: ['AvtL 1 §'],
    sv: 'Godkänn ändringen, samma pris',
    en: 'Accept the change, same price',
  }),
  authority: text('order.authority', {
    basis: ['AvtL 10–11, 25 §§'],
    sv: 'Jag har rätt att ingå avtalet för {client}{clientNumber}, som {signerRole}.',
    en: 'I have authority to conclude this agreement for {client}{clientNumber}, as {signerRole}.',
  }),

  inPlace: text('order.in-place', {
    basis: ['AvtL 10, 25 §§'],
    sv: 'Jag skriver under i stället för {name}, som har bett mig om det, så att det gäller för {name}.',
    en: 'I sign in the place of {name}, who has asked me to, so that it applies to {name}.',
  }),

  rotInfo: text('rot.info', {
    basis: ['IL 67 kap.', 'HUSFL', 'MFL 10 §'],
    heading: { sv: '{kind}: avdraget är preliminärt', en: '{kind}: the deduction is preliminary' },
    sv: `Priset är {total}. Vi drar av {deduction} på fakturan och begär den delen av Skatteverket. Du betalar {toPay}.

Avdraget är {rate} procent av arbetskostnaden inklusive moms. Procentsatsen följer **den dag du betalar**, inte dagen för offerten. Beräkningen gäller betalning senast {payBy}.

**Du behöver uppfylla det här:**
{conditions}

Vi kan inte se hur mycket avdrag du redan har använt eller hur mycket skatt du betalar. Du kan se det på Mina sidor hos Skatteverket.

**Om Skatteverket säger nej**
- Beror det på dina förhållanden, till exempel att ditt utrymme är slut, betalar du den del som Skatteverket inte betalar. Du får en ny faktura med förklaring.
- Beror det på oss, till exempel att vi begärde för sent, saknade F-skatt eller lämnade fel uppgifter, står vi för den delen.`,
    en: `The price is {total}. We deduct {deduction} on the invoice and claim that part from the Swedish Tax Agency. You pay {toPay}.

The deduction is {rate} per cent of the labour cost incl. VAT. The rate follows **the day you pay**, not the day of the quote. The calculation assumes payment by {payBy}.

**You need to meet these conditions:**
{conditions}

We cannot see how much you have already used or how much tax you pay. You can see it on My pages at the Tax Agency.

**If the Tax Agency says no**
- If it is due to your circumstances, for instance that your yearly room is used up, you pay the part not paid by the Tax Agency. You get a new invoice with an explanation.
- If it is due to us, for instance a late claim, no F-tax or wrong details, we bear that part.`,
  }),
  rotRefusedAck: text('rot.refused-ack', {
    basis: ['AVLK 11 §'],
    sv: 'Jag har läst informationen om {kind} och vet att jag betalar den del som Skatteverket inte betalar, om skälet är mina egna förhållanden.',
    en: 'I have read the information on {kind} and know that I pay the part the Tax Agency does not pay, if the reason is my own circumstances.',
  }),

  priceFixed: text('price.form.fixed', {
    basis: ['KtjL 36 §', 'PIL 7, 10 §§'],
    sv: '**Fast pris.** Du betalar {total} för det som står i offerten. Priset ändras bara om ni kommer överens om det, eller om lagen ger rätt till pristillägg.',
    en: '**Fixed price.** You pay {total} for what is in the quote. It changes only if you both agree, or if the law gives a right to a price supplement.',
  }),
  priceApproximate: text('price.form.approximate', {
    basis: ['KtjL 36 §'],
    sv: '**Ungefärligt pris.** Vi räknar med {total}. Slutpriset får bli högst {priceLimitPct} procent högre, alltså högst **{priceCap}**. Beställer du något extra räknas det för sig.',
    en: '**Approximate price.** We expect {total}. The final price may be at most {priceLimitPct} per cent higher, that is at most **{priceCap}**. Anything extra you order is counted separately.',
  }),
  priceRunning: text('price.form.running', {
    basis: ['KtjL 36, 40 §§'],
    sv: '**Löpande räkning.** Du betalar för den tid och det material som går åt, enligt priserna här. Du kan när som helst be om en uppställning.',
    en: '**Running account.** You pay for time and material used, by the prices here. You may ask for a breakdown at any time.',
  }),
  priceCeiling: text('price.form.ceiling', {
    basis: ['KtjL 36 §'],
    sv: '**Löpande räkning med takpris.** Du betalar för det som går åt, men aldrig mer än {priceCap} för det som ingår.',
    en: '**Running account with a ceiling.** You pay for what is used, but never more than {priceCap} for what is included.',
  }),

  priceUnit: text('price.form.unit', {
    basis: ['KtjL 36, 40 §§'],
    sv: '**À-pris.** Du betalar för den mängd som blir utförd, till priserna per enhet här. Mängderna är beräknade.',
    en: '**Unit prices.** You pay for the quantity that is done, at the unit prices here. The quantities are estimates.',
  }),
  priceFixedChange: text('price.form.fixed.change', {
    basis: ['KtjL 36 §', 'PIL 7, 10 §§'],
    sv: '**Fast pris.** Det här ändrar priset för arbetet med {total}. Priset ändras bara om ni kommer överens om det, eller om lagen ger rätt till pristillägg.',
    en: '**Fixed price.** This changes the price of the work by {total}. It changes only if you both agree, or if the law gives a right to a price supplement.',
  }),
  changeNoticeConsumer: text('ata.consumer.notice', {
    evidence: 'E4',
    basis: ['KtjL 6, 8, 38 §§'],
    heading: { sv: 'Vi har hittat något som påverkar arbetet', en: 'We have found something that affects the work' },
    sv: 'Vill du att vi gör det? **Vi börjar inte med det här förrän du har svarat**, om det inte behövs för att hindra allvarlig skada. Svara gärna senast {answerBy}, så att det andra arbetet inte stannar.',
    en: 'Do you want us to do it? **We will not start on this until you have answered**, unless it is needed to prevent serious damage. Please answer by {answerBy}, so that the other work is not held up.',
  }),
  changeOrderConsumer: text('ata.consumer.order', {
    basis: ['KtjL 8, 38 §§'],
    heading: { sv: 'Ett tillägg till det ni har avtalat', en: 'An addition to what you have agreed' },
    sv: 'Det här gäller utöver avtalet {contract}. **Vi börjar när du har beställt.** Svara gärna senast {answerBy}.',
    en: 'This is in addition to the agreement {contract}. **We start when you have ordered.** Please answer by {answerBy}.',
  }),
  changeNoticeBusiness: text('ata.ab.notice', {
    evidence: 'E4',
    basis: ['avtalet'],
    heading: { sv: 'Underrättelse nr {no}', en: 'Notice no. {no}' },
    sv: '{company} underrättar {client} om det som står här. Enligt vår mening hör arbetet inte till vårt åtagande i avtalet {contract}. **Vi ber om ert ställningstagande utan dröjsmål**, senast {answerBy}. Svara här, så har vi båda svaret skriftligt.',
    en: '{company} gives {client} notice of what is stated here. In our view the work is outside our undertaking in the agreement {contract}. **Please give your view without delay**, by {answerBy}. Answer here, so that we both have it in writing.',
  }),
  changeStartBelow: text('ata.ab.start.below', {
    evidence: 'E4',
    basis: ['avtalet'],
    sv: 'Beräknat värde är under {limit} (halva prisbasbeloppet). Vi påbörjar arbetet och redovisar kostnaden löpande.',
    en: 'The estimated value is below {limit} (half the price base amount). We start and report costs as we go.',
  }),
  changeStartAbove: text('ata.ab.start.above', {
    evidence: 'E4',
    basis: ['avtalet'],
    sv: 'Vi påbörjar inte arbetet förrän ni har svarat, om det inte behövs för att hindra skada.',
    en: 'We do not start before your answer, unless it is needed to prevent damage.',
  }),
  changeOrderBusiness: text('ata.ab.order', {
    basis: ['avtalet'],
    heading: { sv: 'Beställning av ÄTA nr {no}', en: 'Order of change no. {no}' },
    sv: '{client} beställer det som står här, utöver avtalet {contract}. Arbetet börjar tidigast när beställningen är undertecknad.',
    en: '{client} orders what is stated here, in addition to the agreement {contract}. Work starts at the earliest when this order is signed.',
  }),
  changePriceFollows: text('ata.price-follows', {
    evidence: 'E4',
    basis: ['KtjL 36 §'],
    sv: '**Priset följer.** Det går inte att beställa ännu. Du får ett pris att ta ställning till innan något kostar.',
    en: '**The price follows.** Nothing can be ordered yet. You will have a price to decide on before anything costs.',
  }),
  changeValidity: text('ata.validity', {
    basis: ['AvtL 1–3 §§'],
    sv: '**Förslaget gäller till och med {validTo}** (svensk tid). Att inte svara är inte att beställa.',
    en: '**The proposal is valid until {validTo}** (Swedish time). Not answering is not ordering.',
  }),
  agreementValidity: text('agreement.validity', {
    basis: ['AvtL 1–3 §§'],
    sv: '**Avtalet kan ingås till och med {validTo}** (svensk tid). Det gäller när du har skrivit under.',
    en: '**The agreement can be concluded until {validTo}** (Swedish time). It applies once you have signed.',
  }),
  indication: text('indication.notice', {
    basis: ['AvtL 9 §'],
    heading: { sv: 'Prisindikation utan förbindelse', en: 'Price indication, not binding' },
    sv: 'Det här är inte en offert och binder varken dig eller {company}. Vill du gå vidare? Be om en offert. Skickar du en beställning på det här ska {company} svara utan dröjsmål.',
    en: 'This is not a quote and binds neither you nor {company}. To go on, ask for a quote. If you send an order based on this, {company} must answer without delay.',
  }),

  validity: text('offer.validity', {
    basis: ['AvtL 1–3 §§'],
    sv: '**Offerten gäller till och med {validTo}** (svensk tid). Ditt ja ska ha kommit fram till {company} senast då. Skriver du under här kommer det fram direkt.',
    en: '**The quote is valid until {validTo}** (Swedish time). Your yes must have reached {company} by then. If you sign here it arrives at once.',
  }),
  reverseCharge: text('vat.reverse-charge', {
    basis: ['ML 16:13', 'ML 17:24'],
    sv: 'Omvänd betalningsskyldighet för moms gäller. Köparen redovisar momsen.',
    en: 'Reverse charge applies. The buyer accounts for the VAT.',
  }),
} as const satisfies Record<string, LegalText>

/** Why there is no right of withdrawal (texts-sv §1.3 c). */
export const withdrawalReasons = {
  business: {
    sv: 'Avtalet ingås av ett företag, en förening eller en myndighet. Lagens ångerrätt gäller konsumenter.',
    en: 'The agreement is made by a business, an association or an authority. The statutory right is for consumers.',
  },
  construction: {
    sv: 'Avtalet gäller att uppföra en byggnad eller annan fast anläggning. Sådana avtal omfattas inte av lagens ångerrätt.',
    en: 'The agreement is about putting up a building or other fixed structure. The statutory right does not cover it.',
  },
  premises: {
    sv: 'Avtalet ingås på plats i företagets egen lokal.',
    en: 'The agreement is made in the company’s own premises.',
  },
  small: {
    sv: 'Priset är under 400 kr och avtalet ingås när vi träffas.',
    en: 'The price is below 400 kr and the agreement is made when we meet.',
  },
  urgent: {
    sv: 'Du har själv bett företaget komma hem till dig för en brådskande åtgärd. För just den åtgärden finns ingen ångerrätt. Beställer du något mer vid besöket gäller ångerrätt för det.',
    en: 'You asked the company to come to your home for something urgent. There is no right of withdrawal for that measure. For anything more you order during the visit there is.',
  },
  'custom-goods': {
    sv: 'Avtalet gäller en vara som tillverkas efter dina mått eller önskemål.',
    en: 'The agreement is about goods made to your measure or wishes.',
  },
} as const
export type NoWithdrawalReason = keyof typeof withdrawalReasons

/** Conditions for ROT and RUT, printed as a list (texts-sv §3.1). */
export const deductionConditions = {
  age: { sv: 'Du fyller minst 18 år under året.', en: 'You turn at least 18 during the year.' },
  own: {
    sv: 'Du äger bostaden, helt eller delvis, eller har bostadsrätten.',
    en: 'You own the home, in whole or part, or hold the tenant-ownership.',
  },
  live: {
    sv: 'Du eller din förälder bor i eller använder bostaden.',
    en: 'You or your parent live in or use the home.',
  },
  'no-double': {
    sv: 'Samma arbete betalas inte av försäkring eller annat bidrag.',
    en: 'The same work is not paid by insurance or grant.',
  },
  tax: { sv: 'Du betalar tillräckligt med skatt för avdraget.', en: 'You pay enough tax for the deduction.' },
  cap: {
    sv: 'Du har utrymme kvar för avdraget. Taket är {cap} per person och år.',
    en: 'You have room left for the deduction. The limit is {cap} per person and year.',
  },
  electronic: {
    sv: 'Du betalar elektroniskt, till exempel med bankgiro, kort eller Swish. Kontanter ger inget avdrag.',
    en: 'You pay electronically, e.g. bankgiro, card or Swish. Cash gives no deduction.',
  },
  relative: { sv: 'Arbetet utförs inte av dig eller en närstående.', en: 'The work is not done by you or a relative.' },
} as const
export const conditionsFor = {
  rot: ['age', 'own', 'live', 'no-double', 'tax', 'cap', 'electronic', 'relative'],
  rut: ['age', 'live', 'tax', 'cap', 'electronic', 'relative'],
} as const

const byId = new Map<string, LegalText>(Object.values(texts).map(t => [t.id, t]))
export function textById(id: string): LegalText {
  const t = byId.get(id)
  if (!t) throw new Error(`No text is called ${id}.`)
  return t
}
