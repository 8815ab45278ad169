// The document as a reader meets it: words and figures already in the reader's form. One function makes it
// (present.ts); the editor's preview, the room, the mail and the PDF only draw it. What is seen is what is signed.

import type { Brand } from '../design/colour.ts'

export type Language = 'sv' | 'en'

export type PictureView = { file: string; alt: string; caption: string; width: number; height: number }

/** Text of a paragraph in runs; strong is the only mark. */
export type Run = { text: string; strong?: true }
export type Prose = ({ p: Run[] } | { list: Run[][] } | { h: string })[]

export type AmountView = {
  /** "138 390" or "1 752,38", minus as U+2212, thousands by U+00A0. Null: not known yet, drawn as "räknas". */
  figure: string | null
  /** As read aloud: "138 390 kronor", "minus 31 020 kronor". */
  spoken: string
}

export type RowView = {
  id: string
  description: string
  note: string | null
  /** "46 tim × 720" */
  calculation: string
  quantity: string
  unit: string
  unitPrice: string
  workWord: string
  discount: string | null
  vat: string
  amount: AmountView
  /** The customer may change the quantity: as figures a form can hold, in the unit of the row. */
  range: { value: string; min: string; max: string; step: string; words: string } | null
  /** Options: what it costs after the deduction, with the price before beneath; "ingår" for a free choice. */
  option: { ticked: boolean; effect: string; before: string | null; picture: PictureView | null } | null
}

export type PackageView = {
  id: string
  name: string
  text: string
  picture: PictureView | null
  /** What it contains, each with its quantity. */
  rows: RowView[]
  ticked: boolean
  /** "Rekommenderas", or what it costs more or less than the one that is. */
  beside: string
  recommended: boolean
  /** "48 200 kr" */
  price: string
  before: string | null
}

export type SectionView = {
  id: string
  anchor: string
  heading: string
  /** Short name for navigation and for "visad, per section". */
  name: string
} & (
  | { kind: 'prose'; prose: Prose; letter: boolean }
  | { kind: 'list'; items: string[] }
  | { kind: 'pictures'; pictures: PictureView[] }
  | {
      kind: 'price'
      /** "kronor inkl. moms" */
      basis: string
      groups: { label: string; subtotal: AmountView; rows: RowView[] }[]
      choices: { id: string; label: string; rows: RowView[] }[]
      options: { label: string; aside: string; rows: RowView[] } | null
    }
  | {
      kind: 'packages'
      /** "Välj ett paket" and what the figures are, "efter ROT" */
      label: string
      aside: string
      options: PackageView[]
    }
  | { kind: 'rows'; rows: { label: string; value: string }[]; prose: Prose }
  /** A legal text of the catalogue, by id and version. */
  | { kind: 'legal'; textId: string; textVersion: number; prose: Prose; tone: 'plain' | 'form' }
)

export type TotalsView = {
  lines: { label: string; amount: AmountView; weight: 'plain' | 'strong' }[]
  /** "Åsa 15 510 och Erik 15 510" */
  persons: string | null
  last: { label: string; amount: AmountView }
  /** What happens when the deduction is refused; the price form explained. */
  under: Prose
}

export type DocumentView = {
  language: Language
  /** "Den svenska texten gäller …" in the English view. */
  languageNote: string | null
  kindWord: string
  number: string
  version: number
  title: string
  cover: PictureView | null
  company: {
    name: string
    /** "Org.nr 878000-3656. Godkänd för F-skatt." */
    idLine: string
    addressLines: string[]
    phone: string | null
    email: string
    logo: PictureView | null
    brand: Brand
    contact: { name: string; phone: string | null; email: string | null; photo: PictureView | null; initials: string }
    payment: { label: string; value: string }[]
  }
  client: { name: string; addressLines: string[]; workAddressLines: string[] }
  /** "Till Åsa Berg och Erik Berg" */
  toLine: string
  sum: { label: string; figure: string | null; unit: string; aside: string[] }
  validity: { line: string; daysLeft: string | null; times: string | null }
  sections: SectionView[]
  totals: TotalsView
  /** Who is controller, who handles, the role line. */
  responsible: Prose
}
