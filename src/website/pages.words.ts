const sv = {
  frontTitle: 'Offerten kunden kan skriva under direkt',
  frontLead:
    'Skriv offerten, skicka den med mejl och sms, och få tillbaka ett avtal som kunden har skrivit under med BankID. Båda får en förseglad fil som vem som helst kan kontrollera.',
  signUp: 'Skapa konto',
  trySample: 'Prova med ett exempelföretag',
  points: [
    { head: 'ROT och RUT räknas rätt', text: 'Per person, i hela kronor, med lagens satser på betalningsdagen.' },
    { head: 'Kunden läser på mobilen', text: 'Väljer tillval, frågar om en rad och skriver under. Ingen inloggning.' },
    { head: 'Avtalet håller', text: 'Signatur, text och fil hör ihop. Ändras en bokstav syns det.' },
    {
      head: 'Policyn är ett program',
      text: 'Varje löfte om personuppgifter hålls av en mekanism, och ett test slår larm om den slutar fungera.',
    },
  ],
  privacyTitle: 'Integritet',
  privacyLead: 'Uppgifter används för offerten, avtalet och skatteavdraget, och för inget annat.',
  privacy: [
    {
      head: 'Vem ansvarar?',
      text: 'Företaget som skickar en offert ansvarar för sina kunders uppgifter. Vi hanterar dem på företagets uppdrag. För företagets egna konton ansvarar vi.',
    },
    {
      head: 'Vad sparas?',
      text: 'Namn, adress, kontaktuppgifter och det som står i dokumentet. Personnummer bara där ROT eller RUT kräver det, krypterat och maskerat.',
    },
    {
      head: 'Vad noteras när jag läser?',
      text: 'Vilka delar som visas och när, så att företaget vet att dokumentet kommit fram. Ingen annan följer dig.',
    },
    {
      head: 'Hur länge?',
      text: 'Utkast och offerter som inte blev avtal försvinner efter två år. Avtal och bevis sparas i tio år, så länge någon kan kräva något av dem.',
    },
    { head: 'Kakor?', text: 'En för inloggningen och en för språket. Inga andra.' },
  ],
  recipients: 'Vilka får uppgifter?',
  noRecipients: 'I den här installationen lämnas inget ut: mejl, sms och BankID besvaras av inbyggda ersättare.',
  contact: 'Vem driver tjänsten?',
}
const en: typeof sv = {
  frontTitle: 'The quote your client can sign at once',
  frontLead:
    'Write the quote, send it by mail and text message, and get back an agreement signed with BankID. Both get a sealed file that anyone can check.',
  signUp: 'Create account',
  trySample: 'Try it with a sample company',
  points: [
    { head: 'ROT and RUT computed right', text: 'Per person, in whole kronor, at the rates of the day of payment.' },
    { head: 'Your client reads on the phone', text: 'Picks options, asks about a row and signs. No account.' },
    { head: 'The agreement holds', text: 'Signature, text and file belong together. Change one letter and it shows.' },
    {
      head: 'The policy is a program',
      text: 'Each promise on personal data is kept by a mechanism, and a test gives the alarm when it stops working.',
    },
  ],
  privacyTitle: 'Privacy',
  privacyLead: 'Data are used for the quote, the agreement and the tax deduction, and for nothing else.',
  privacy: [
    {
      head: 'Who is responsible?',
      text: 'The company that sends a quote is responsible for its clients’ data. We handle them on its behalf. For the company’s own accounts we are responsible.',
    },
    {
      head: 'What is stored?',
      text: 'Name, address, contact details and what the document says. Personal numbers only where ROT or RUT require it, encrypted and masked.',
    },
    {
      head: 'What is noted when I read?',
      text: 'Which parts are shown and when, so that the company knows the document arrived. Nobody else follows you.',
    },
    {
      head: 'How long?',
      text: 'Drafts and quotes that became no agreement go after two years. Agreements and evidence are kept for ten years, as long as somebody can claim by them.',
    },
    { head: 'Cookies?', text: 'One for signing in and one for the language. No others.' },
  ],
  recipients: 'Who receives data?',
  noRecipients:
    'In this installation nothing is disclosed: mail, text messages and BankID are answered by built-in stand-ins.',
  contact: 'Who runs the service?',
}
export const pageWords = { sv, en }
