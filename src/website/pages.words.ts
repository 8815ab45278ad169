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
}
export const pageWords = { sv, en }
