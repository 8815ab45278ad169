import { messages } from '../kernel/messages.ts'

/** Words of the frame, shared by the screens. */
export const appWords = messages({
  quotes: { sv: 'Jobb', en: 'Jobs' },
  clients: { sv: 'Kunder', en: 'Clients' },
  articles: { sv: 'Artiklar', en: 'Articles' },
  settings: { sv: 'Inställningar', en: 'Settings' },
  signOut: { sv: 'Logga ut', en: 'Sign out' },
  signOutLoses: { sv: 'Du har text som inte är sparad', en: 'You have text that is not saved' },
  signOutLosesText: {
    sv: 'Den finns bara i den här webbläsaren. Öppna utkastet när du har täckning, så sparas den. Loggar du ut nu tas den bort.',
    en: 'It is in this browser only. Open the draft when you have coverage and it is saved. If you sign out now it is removed.',
  },
  signOutStay: { sv: 'Stanna kvar', en: 'Stay' },
  signOutAnyway: { sv: 'Logga ut och ta bort texten', en: 'Sign out and remove the text' },
  untitled: { sv: 'Utan rubrik', en: 'Untitled' },
  privacy: { sv: 'Integritet', en: 'Privacy' },
  cookies: { sv: 'Kakinställningar', en: 'Cookie settings' },
  menu: { sv: 'Meny', en: 'Menu' },
  toContent: { sv: 'Till innehållet', en: 'To the content' },
  close: { sv: 'Stäng', en: 'Close' },
  cancel: { sv: 'Avbryt', en: 'Cancel' },
  save: { sv: 'Spara', en: 'Save' },
  saved: { sv: 'Sparat', en: 'Saved' },
  remove: { sv: 'Ta bort', en: 'Remove' },
  undo: { sv: 'Ångra', en: 'Undo' },
  back: { sv: 'Tillbaka', en: 'Back' },
  calendar: { sv: 'Välj i kalender', en: 'Pick in a calendar' },
  dayHint: { sv: '2026-12-24', en: '2026-12-24' },
  dayWrong: {
    sv: 'Skriv en dag som finns, till exempel 24/12 eller +30 för trettio dagar framåt.',
    en: 'Write a day that exists, such as 24/12, or +30 for thirty days ahead.',
  },
  dayBetween: {
    sv: (f: { min: string; max: string }) => `Tidigast ${f.min}, senast ${f.max}.`,
    en: (f: { min: string; max: string }) => `No earlier than ${f.min}, no later than ${f.max}.`,
  },
  why: { sv: 'Varför?', en: 'Why?' },
  optional: { sv: 'frivilligt', en: 'optional' },
  tryAgain: { sv: 'Försök igen', en: 'Try again' },
  showMore: { sv: 'Visa fler', en: 'Show more' },
  loading: { sv: 'Hämtar', en: 'Loading' },
  counting: { sv: 'räknas', en: 'being computed' },
  noContact: {
    sv: 'Det finns ingen kontakt med tjänsten just nu. Kontrollera uppkopplingen och försök igen.',
    en: 'There is no contact with the service right now. Check the connection and try again.',
  },
  failure: {
    sv: 'Något gick fel hos oss. Inget du skrivit har gått förlorat. Försök igen.',
    en: 'Something went wrong on our side. Nothing you wrote is lost. Try again.',
  },
  missingTitle: { sv: 'Sidan finns inte', en: 'There is no such page' },
  missing: {
    sv: 'Adressen stämmer inte, eller så har du inte längre tillgång till det som fanns här.',
    en: 'The address is wrong, or you no longer have access to what was here.',
  },
  onlyReading: {
    sv: 'Du får läsa men inte ändra. Be en ägare eller administratör om en annan roll om du behöver skriva.',
    en: 'You may read but not change. Ask an owner or administrator for another role if you need to write.',
  },
  toQuotes: { sv: 'Till jobben', en: 'To the jobs' },
  checkFields: { sv: 'Titta på de här fälten', en: 'Look at these fields' },
  confirmEmail: {
    sv: (f: { email: string }) =>
      `Bekräfta din e-postadress innan du skickar. Länken ligger i inkorgen hos ${f.email}.`,
    en: (f: { email: string }) => `Confirm your e-mail address before sending. The link is in the inbox of ${f.email}.`,
  },
  companyClosed: {
    sv: 'Företaget är avslutat. Det går att läsa och hämta allt, men inget kan ändras.',
    en: 'The company is closed. Everything can be read and fetched, but nothing can be changed.',
  },
  companyClosedOpen: { sv: 'Export och avslut', en: 'Export and closing' },
  sample: {
    sv: 'Det här är ett exempelföretag. Inget du gör här når någon på riktigt.',
    en: 'This is a sample company. Nothing you do here reaches anybody for real.',
  },
})
