// P-16 to P-18: what is stored in or read from a visitor's device.
import { part } from '../clause.ts'

export const cookies = part({
  'P-16.1': {
    kind: 'definition',
    sv: 'En kaka är det som lagras på din enhet för att känna igen den; all lagring räknas.',
    en: 'A cookie is what is stored on your device to recognise it; all storage counts.',
    verified: 'B',
  },
  'P-16.2': {
    kind: 'fact',
    sv: 'Det finns två typer: sessionskakor och beständiga kakor.',
    en: 'There are two types: session cookies and persistent ones.',
    verified: 'S',
  },
  'P-16.3': {
    kind: 'fact',
    sv: 'Sessionskakor försvinner när webbläsaren stängs.',
    en: 'Session cookies go when the browser is closed.',
    verified: 'B',
  },
  'P-16.4': {
    kind: 'fact',
    sv: 'Beständiga kakor har en angiven tid, högst tolv månader.',
    en: 'Persistent cookies have a stated time, twelve months at most.',
    verified: 'B',
  },
  'P-16.5': {
    kind: 'permission',
    sv: 'Kakor får användas för att anpassa innehållet.',
    en: 'Cookies may be used to adapt the content.',
    verified: 'B',
  },
  'P-16.6': {
    kind: 'permission',
    sv: 'Kakor får användas för att anpassa annonser.',
    en: 'Cookies may be used to adapt advertisements.',
    verified: 'B',
  },
  'P-16.7': {
    kind: 'permission',
    sv: 'Kakor får användas för sociala medier, när du har klickat och sagt ja.',
    en: 'Cookies may be used for social media, when you have clicked and said yes.',
    verified: 'B',
  },
  'P-16.8': {
    kind: 'permission',
    sv: 'Kakor får användas för att se hur sidan används.',
    en: 'Cookies may be used to see how the site is used.',
    verified: 'B',
  },
  'P-16.9': {
    kind: 'fact',
    sv: 'Utan kakor fungerar sidan inte sämre än den måste.',
    en: 'Without cookies the site works no worse than it must.',
    verified: 'B',
  },
  'P-16.10': {
    kind: 'permission',
    sv: 'Riktad annonsering är en kategori för sig och är av från början.',
    en: 'Targeted advertising is a category of its own and off from the start.',
    verified: 'B',
  },
  'P-16.11': {
    kind: 'permission',
    sv: 'Att inte visa samma annons igen och att mäta annonser hör till annonseringen.',
    en: 'Not showing an ad again and measuring ads belong to advertising.',
    verified: 'S',
  },
  'P-16.12': {
    kind: 'permission',
    sv: 'Nödvändiga kakor är en sluten lista: inloggning, formulär, ditt val, och chatten när du öppnat den.',
    en: 'Necessary cookies are a closed list: signing in, forms, your choice, and the chat once you opened it.',
    verified: 'SB',
  },
  'P-16.13': {
    kind: 'permission',
    sv: 'Presentation och funktion är en kategori för sig och är av från början.',
    en: 'Presentation and function is a category of its own and off from the start.',
    verified: 'B',
  },
  'P-17.1': {
    kind: 'permission',
    sv: 'Spårpixlar får finnas bara med mottagarens eget samtycke och är av från början.',
    en: 'Beacons may be there only with the recipient’s own consent and are off from the start.',
    verified: 'BG',
  },
  'P-17.2': {
    kind: 'permission',
    sv: 'Antal besökare får räknas, utan samtycke bara som sidsummor på servern.',
    en: 'Visitors may be counted, without consent only as totals per page on the server.',
    verified: 'B',
  },
  'P-17.3': {
    kind: 'permission',
    sv: 'Om ett mejl kom fram sägs av mejlservern och om det öppnades av rummet; att det lästs påstås aldrig.',
    en: 'Whether a mail arrived is told by the mail server, and opened by the room; read is never claimed.',
    verified: 'GA',
  },
  'P-18.1': {
    kind: 'duty',
    sv: 'Du samtycker på ett angivet ställe, med tre likvärdiga val och ingenting ikryssat.',
    en: 'You consent at an indicated place, with three equal choices and nothing ticked.',
    verified: 'B',
  },
  'P-18.2': {
    kind: 'right',
    sv: 'Nekar du kakor i webbläsaren lagras ingenting på annat sätt heller.',
    en: 'If you refuse cookies in the browser nothing is stored in another way either.',
    verified: 'B',
  },
  'P-18.3': {
    kind: 'right',
    sv: 'Du kan radera kakor, per kategori och när du vill.',
    en: 'You can delete cookies, by category and whenever you like.',
    verified: 'B',
  },
})
