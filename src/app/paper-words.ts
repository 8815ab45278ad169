// What a paper is called in the company's own lists: there an ÄTA is an ÄTA, whoever it goes to.
import type { DocumentSummary } from '../documents/contract.ts'
import { type KindWords, kindWords } from '../documents/kind-words.ts'
import type { Language } from './words.tsx'

type Kind = DocumentSummary['kind']

/** In running text: "offerten", "ÄTA:n". */
export const paperWords = (kind: Kind, language: Language): KindWords => kindWords(kind, false, language)

/** Standing alone, an ÄTA with its number in its agreement: "Offert", "ÄTA 2". */
export function paperName(d: { kind: Kind; number: string }, language: Language): string {
  const { name } = paperWords(d.kind, language)
  const no = d.kind === 'change-order' ? /(\d+)$/.exec(d.number)?.[1] : undefined
  return no ? `${name} ${no}` : name
}

const fresh: Record<Language, Record<Kind, string>> = {
  sv: {
    quote: 'Ny offert',
    agreement: 'Nytt avtal',
    'change-order': 'Ny ÄTA',
    'price-indication': 'Ny prisindikation',
    other: 'Nytt underlag',
  },
  en: {
    quote: 'New quote',
    agreement: 'New agreement',
    'change-order': 'New change order',
    'price-indication': 'New price indication',
    other: 'New document',
  },
}

/** What stands for the title of one that has none yet. */
export const freshPaper = (kind: Kind, language: Language): string => fresh[language][kind]
