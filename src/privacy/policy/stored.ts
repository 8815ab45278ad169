// What the service keeps in a browser: the table that the policy prints. All of it is necessary for what the person does; what asks for
// consent is declared where consent is.
import type { Words } from '../../datamap/words.ts'

export type Stored = {
  /** As the browser shows it; over https those of the session have `__Host-` before it. What stands in <> differs. */
  name: string
  kind: 'cookie' | 'local' | 'session'
  purpose: Words
  /** How many days it stays; null: as `until` says. */
  days: number | null
  until?: Words
}

const w = (sv: string, en: string): Words => ({ sv, en })
const closed = w('Tills fönstret stängs', 'Until the window is closed')

export const stored: readonly Stored[] = [
  { name: 'cling', kind: 'cookie', purpose: w('Håller dig inloggad.', 'Keeps you signed in.'), days: 180 },
  {
    name: 'cling-ny',
    kind: 'cookie',
    purpose: w('Visar att det var du som skapade kontot.', 'Shows that it was you who made the account.'),
    days: 3,
  },
  {
    name: 'lang',
    kind: 'cookie',
    purpose: w('Minns språket du valt.', 'Remembers the language you chose.'),
    days: 365,
  },
  {
    name: 'notera',
    kind: 'cookie',
    purpose: w(
      'Minns om besök på dokumentsidan får noteras.',
      'Remembers whether visits to the document may be noted.',
    ),
    days: 365,
  },
  {
    name: 'cling:draft:<dokument>',
    kind: 'local',
    purpose: w('Bevarar det du skrivit tills det är sparat.', 'Keeps what you wrote until it is saved.'),
    days: null,
    until: w('Tills det är sparat', 'Until it is saved'),
  },
  {
    name: 'cling:window',
    kind: 'session',
    purpose: w('Skiljer fönster med samma dokument åt.', 'Tells windows with the same document apart.'),
    days: null,
    until: closed,
  },
  {
    name: '<underskrift>',
    kind: 'session',
    purpose: w('Öppnar BankID en gång och inte igen.', 'Opens BankID once and not again.'),
    days: null,
    until: closed,
  },
]

export const storedUntil = (s: Stored): Words => s.until ?? w(`${s.days} dagar`, `${s.days} days`)
export const storedKinds = {
  cookie: w('Kaka', 'Cookie'),
  local: w('Webbläsarens lagring', 'Browser storage'),
  session: w('Fönstrets lagring', 'Window storage'),
} as const
