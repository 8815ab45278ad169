// What a row of annex 1 says: a product, whom it is bought from, what it is for, and how somebody is forgotten there. The rows are data
// (rows.ts); whether one is in use is the operator's, with its papers (paperwork.ts). A fresh installation uses none.
import type { Purpose } from '../../../datamap/vocabulary.ts'
import type { Words } from '../../../datamap/words.ts'
import type { Zone } from '../../http/endpoint.ts'
import type { BrowserPart } from '../browser.ts'

/** What the one who receives is in law: for companies' data, for ours alone, together with us, or for themselves. */
export const processorRoles = {
  'sub-processor': { sv: 'Underbiträde', en: 'Sub-processor' },
  processor: { sv: 'Biträde', en: 'Processor' },
  joint: { sv: 'Gemensamt ansvarig', en: 'Joint controller' },
  independent: { sv: 'Självständigt ansvarig', en: 'Independent controller' },
} as const satisfies Record<string, Words>
export type ProcessorRole = keyof typeof processorRoles

/** What must hold of the company, the person or the page before anything goes there. */
export const conditions = {
  'own-channel': {
    sv: 'Bara för företag som kom hit genom den leverantören.',
    en: 'Only for companies that came here through that supplier.',
  },
  connected: {
    sv: 'Bara för företag som själva har kopplat på det.',
    en: 'Only for companies that have connected it.',
  },
  'after-click': { sv: 'Först när någon öppnar chatten.', en: 'Only once somebody opens the chat.' },
  'consent-function': {
    sv: 'Bara med samtycke till Presentation och funktion.',
    en: 'Only with consent to Presentation and function.',
  },
  'consent-ads': {
    sv: 'Bara med samtycke till Riktad annonsering.',
    en: 'Only with consent to Targeted advertising.',
  },
  'never-clients': { sv: 'Aldrig uppgifter om en Slutkund.', en: 'Never data about a Slutkund.' },
} as const satisfies Record<string, Words>
export type Condition = keyof typeof conditions

/** How somebody is forgotten there, and how long what we cannot reach stays. */
export type Erasing = {
  /** `asked`: they say when it is done. `by-hand`: a request to their support. `expires`: by their own periods alone. */
  way: 'at-once' | 'asked' | 'by-hand' | 'expires'
  how: Words
  /** The longest it can stay after that. */
  days: number
}

export type Row = {
  /** As in the clause of the ledger. Google is four rows of one clause. */
  clause: string
  product: string
  /** What annex 1 of the policy calls it. */
  listedAs: string
  /** Where the company behind it sits and where it handles data, as far as known; the papers say what holds. */
  country: string
  places: readonly string[]
  does: Words
  role: ProcessorRole
  /** Set where the annex leaves open what they are: the papers must say it. */
  roleOpen?: true
  /** Pages that its script may stand on; empty for what goes from the server alone. */
  zones: readonly Zone[]
  purposes: readonly Purpose[]
  conditions: readonly Condition[]
  /** The data map's key for what it does, where it goes from the server. */
  serves: string | null
  /** What it does in a browser: hosts, what it keeps there, by which consent. `{name}` in its program’s address is a setting. */
  browser?: BrowserPart
  /** What a page gives it, event by event: nothing else is ever called. */
  events: readonly Words[]
  /** What was agreed with somebody who is controller together with us, in short (GDPR art. 26): printed beside the row. */
  essence?: Words
  /** It records what somebody does on a page: the papers must name an impact assessment (GDPR art. 35). */
  records?: true
  /** Where the server reaches it, unless the papers' `settings.url` says otherwise. */
  api?: string
  /** The address within the EEA that must be used, where it has one. */
  eea?: string
  /** What the papers must give of settings, and whether it needs a secret key (`CLING_<ROW>_KEY`). */
  settings: readonly string[]
  secret: boolean
  erasing: Erasing
}
