// What may be kept in a browser: the table that the policy prints and the browser suite compares with. Ours stands here, a processor's with
// the processor. The list of what is necessary is closed: a line more there needs a review.
import type { Words } from '../datamap/words.ts'
import { type CookieCategory, cookieUses, isNamed, type Stored } from '../platform/outbound/browser.ts'
import type { Processor } from '../platform/outbound/door.ts'

const w = (sv: string, en: string): Words => ({ sv, en })
const closed = w('Tills fönstret stängs', 'Until the window is closed')
const random = w('Ett slumptal', 'A random number')

export const stored: readonly Stored[] = [
  {
    name: 'cling',
    kind: 'cookie',
    use: 'access',
    purpose: w('Håller dig inloggad.', 'Keeps you signed in.'),
    data: random,
    days: 180,
  },
  {
    name: 'cling-ny',
    kind: 'cookie',
    use: 'access',
    purpose: w('Visar att det var du som skapade kontot.', 'Shows that it was you who made the account.'),
    data: random,
    days: 3,
  },
  {
    name: 'cling-steg',
    kind: 'cookie',
    use: 'access',
    purpose: w(
      'Minns att lösenordet stämde medan du skriver koden, i tio minuter som längst.',
      'Remembers that the password was right while you type the code, for ten minutes at most.',
    ),
    data: random,
    days: null,
    until: closed,
  },
  {
    name: 'dina-uppgifter',
    kind: 'cookie',
    use: 'access',
    purpose: w(
      'Håller fönstret med dina uppgifter öppet, en halvtimme som längst.',
      'Keeps the window with your data open, half an hour at most.',
    ),
    data: random,
    days: null,
    until: closed,
  },
  {
    name: 'samtycke',
    kind: 'cookie',
    use: 'remember',
    purpose: w('Minns vad du svarat om kakor, och sedan när.', 'Remembers what you said of cookies, and since when.'),
    data: w(
      'Ditt svar per ändamål, dagen och ett slumptal',
      'Your answer for each purpose, the day and a random number',
    ),
    days: 365,
  },
  {
    name: 'lang',
    kind: 'cookie',
    use: 'remember',
    purpose: w('Minns språket du valt.', 'Remembers the language you chose.'),
    data: w('Språket', 'The language'),
    days: 365,
  },
  {
    name: 'notera',
    kind: 'cookie',
    use: 'remember',
    purpose: w(
      'Minns om besök på dokumentsidan får noteras.',
      'Remembers whether visits to the document may be noted.',
    ),
    data: w('Ja eller nej', 'Yes or no'),
    days: 365,
  },
  {
    name: 'cling:draft:<medlem>:<dokument>',
    kind: 'local',
    use: 'access',
    purpose: w(
      'Bevarar det du skrivit tills det är sparat. Visas bara för dig.',
      'Keeps what you wrote until it is saved. Shown to you only.',
    ),
    data: w('Det du skrivit', 'What you wrote'),
    days: null,
    until: w('Tills det är sparat eller du loggar ut', 'Until it is saved or you sign out'),
  },
  {
    name: 'cling:window',
    kind: 'session',
    use: 'access',
    purpose: w('Skiljer fönster med samma dokument åt.', 'Tells windows with the same document apart.'),
    data: random,
    days: null,
    until: closed,
  },
  {
    name: '<underskrift>',
    kind: 'session',
    use: 'access',
    purpose: w('Öppnar BankID en gång och inte igen.', 'Opens BankID once and not again.'),
    data: w('Att det är gjort', 'That it is done'),
    days: null,
    until: closed,
  },
  {
    name: 'matning',
    kind: 'cookie',
    use: 'analyse',
    purpose: w(
      'Känner igen ditt nästa besök när sidorna mäts.',
      'Recognises your next visit when the pages are measured.',
    ),
    data: random,
    days: 180,
  },
  {
    name: '<nyhetsbrevets bild>',
    kind: 'beacon',
    use: 'analyse',
    purpose: w(
      'Visar att ett nyhetsbrev öppnats, för den som sagt ja till just det.',
      'Shows that a newsletter was opened, for whoever said yes to just that.',
    ),
    data: w('Vilket nyhetsbrev, och dagen', 'Which newsletter, and the day'),
    days: null,
    until: w('Ligger i mejlet, inte i webbläsaren', 'Lies in the mail, not in the browser'),
  },
]

/** Whose each is: null is ours. */
export type Entry = { stored: Stored; category: CookieCategory; owner: Processor | null }

/** Ours, and those of every processor that is active in this installation. */
export const storedHere = (processors: readonly Processor[]): Entry[] => [
  ...stored.map(s => ({ stored: s, category: cookieUses[s.use], owner: null })),
  ...processors.flatMap(p =>
    p.builtIn || !p.browser
      ? []
      : p.browser.stored.map(s => ({
          stored: s,
          category: p.browser?.category === 'on-request' ? ('necessary' as const) : cookieUses[s.use],
          owner: p,
        })),
  ),
]

/** The entry that a name found in a browser is; null for one that nobody has told of. */
export const entryOf = (entries: readonly Entry[], name: string): Entry | null =>
  entries.find(e => !e.stored.name.startsWith('<') && isNamed(e.stored.name, name)) ??
  entries.find(e => e.stored.name === '<underskrift>' && /^[0-9a-f-]{36}$/.test(name)) ??
  null

/** A session cookie goes with the browser, a persistent one stays for its time; the policy knows no third. */
export const cookieType = (s: Stored): Words | null =>
  s.kind !== 'cookie'
    ? null
    : s.days === null
      ? w('Sessionskaka', 'Session cookie')
      : w('Beständig kaka', 'Persistent cookie')

export const storedUntil = (s: Stored): Words =>
  s.until ??
  (s.days === null
    ? w('Tills webbläsaren stängs', 'Until the browser is closed')
    : w(`${s.days} dagar`, `${s.days} days`))
export const storedKinds = {
  cookie: w('Kaka', 'Cookie'),
  local: w('Webbläsarens lagring', 'Browser storage'),
  session: w('Fönstrets lagring', 'Window storage'),
  beacon: w('Osynlig bild', 'Invisible picture'),
} as const
