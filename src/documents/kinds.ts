// What kinds of documents there are, and of each how long it is kept, what holds it longer, and who may receive it (policy clause P-2.4). The
// database takes no other kind. Invoices are declared before they are made, so that none comes without its period.
import type { WrittenKind } from '../blocks/frozen.ts'
import type { Keep, Recipient } from '../datamap/vocabulary.ts'

type Kind = {
  sv: string
  en: string
  /** While it is being written, and when nothing came of it. */
  keep: Keep
  /** When it has been agreed or booked: what holds it, by which law, and how long. */
  hold: { reason: 'signature-evidence' | 'bookkeeping'; law: string; years: number } | null
  /** Who may receive it, or a link to it. */
  shared: readonly Recipient[]
}
const unsigned: Keep = { for: '24 months', after: 'document-closed', ending: 'erase' }
const evidence = { reason: 'signature-evidence', law: 'konsumenttjänstlagen (1985:716) 17 §', years: 10 } as const
const booked = { reason: 'bookkeeping', law: 'bokföringslagen (1999:1078) 7 kap. 2 §', years: 7 } as const

export const documentKinds = {
  quote: { sv: 'Offert', en: 'Quote', keep: unsigned, hold: evidence, shared: ['mail', 'sms'] },
  agreement: { sv: 'Avtal', en: 'Agreement', keep: unsigned, hold: evidence, shared: ['mail', 'sms'] },
  'change-order': { sv: 'ÄTA-avtal', en: 'Change order', keep: unsigned, hold: evidence, shared: ['mail', 'sms'] },
  'price-indication': {
    sv: 'Prisindikation',
    en: 'Price indication',
    keep: unsigned,
    hold: null,
    shared: ['mail', 'sms'],
  },
  invoice: { sv: 'Faktura', en: 'Invoice', keep: unsigned, hold: booked, shared: ['mail', 'invoicing'] },
  other: { sv: 'Annat underlag', en: 'Other document', keep: unsigned, hold: null, shared: ['mail', 'sms'] },
} as const satisfies Record<string, Kind>
export type DocumentKind = keyof typeof documentKinds

/** A stored kind as one that is written here. Throws for an invoice: those are not made of drafts. */
export function writtenKind(kind: DocumentKind): WrittenKind {
  if (kind === 'invoice') throw new RangeError('An invoice is not a written document.')
  return kind
}

/** What a number of that kind begins with: each kind counts for itself. An ÄTA is numbered within its agreement (changes.ts). */
export const numberPrefix: Readonly<Record<Exclude<DocumentKind, 'change-order' | 'invoice'>, string>> = {
  quote: '',
  agreement: 'A-',
  'price-indication': 'P-',
  other: 'U-',
}

/** Kinds whose declaration does not hold together, a sentence each. */
export function kindFaults(kinds: Readonly<Record<string, Partial<Kind>>>, recipients: readonly string[]): string[] {
  return Object.entries(kinds).flatMap(([name, k]) => [
    ...(k.keep ? [] : [`${name} does not say how long it is kept.`]),
    ...(k.hold === undefined ? [`${name} does not say what holds it longer, or that nothing does.`] : []),
    ...(k.shared ? [] : [`${name} does not say who may receive it.`]),
    ...(k.shared ?? [])
      .filter(to => !recipients.includes(to))
      .map(to => `${name} goes to ${to}, which is no processor.`),
    ...(k.hold && !(k.hold.years > 0 && k.hold.law.includes('§')) ? [`${name} is held without a law or an end.`] : []),
  ])
}
