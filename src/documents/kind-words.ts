// What a paper is called in running text, in the room, in mails and in text messages. A consumer is told of a tillägg, a business of an ÄTA.
import type { WrittenKind } from '../blocks/frozen.ts'
import type { Language } from '../blocks/view.ts'

/** `the` and `it` begin small, `The` and `It` begin a sentence; `name` stands alone, as in a subject line. */
export type KindWords = { name: string; the: string; The: string; it: string; It: string }

const words = (name: string, the: string, it: string): KindWords => ({
  name,
  the,
  it,
  The: capital(the),
  It: capital(it),
})
const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1)

type Named = Exclude<WrittenKind, 'change-order'> | 'addition' | 'change'
const known: Record<Language, Record<Named, KindWords>> = {
  sv: {
    quote: words('Offert', 'offerten', 'den'),
    agreement: words('Avtal', 'avtalet', 'det'),
    addition: words('Tillägg', 'tillägget', 'det'),
    change: words('ÄTA', 'ÄTA:n', 'den'),
    'price-indication': words('Prisindikation', 'prisindikationen', 'den'),
    other: words('Underlag', 'underlaget', 'det'),
  },
  en: {
    quote: words('Quote', 'the quote', 'it'),
    agreement: words('Agreement', 'the agreement', 'it'),
    addition: words('Addition', 'the addition', 'it'),
    change: words('Change order', 'the change order', 'it'),
    'price-indication': words('Price indication', 'the price indication', 'it'),
    other: words('Document', 'the document', 'it'),
  },
}

export const kindWords = (kind: WrittenKind, consumer: boolean, language: Language): KindWords =>
  known[language][kind === 'change-order' ? (consumer ? 'addition' : 'change') : kind]
