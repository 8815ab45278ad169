// Values that stand for a person's data, one for each column and person: whoever sees one knows whose it is and where it was written.
import type { Category } from '../../datamap/vocabulary.ts'

export type Marker = {
  /** Whose: a person of the world, by name. */
  of: string
  /** Another whose it is as well: one human at two companies, or somebody who was written to in the same breath. */
  and?: string
  /** "table.column" it was written into. */
  field: string
  holds: Category
  /** As it was written. */
  value: string
  /** Every way it is spelled when shown. */
  spellings: readonly string[]
}

const CONSONANTS = 'bdfgklmnprstvz'
const VOWELS = 'aeiouy'

/** Words that are in no language and stand for nothing, each given once. */
export function wordsFrom(seed: number): () => string {
  let state = seed >>> 0
  const next = (below: number) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0
    return (state >>> 8) % below
  }
  const given = new Set<string>()
  return () => {
    for (;;) {
      let word = 'q'
      for (let i = 0; i < 5; i++) word += `${VOWELS[next(6)]}${CONSONANTS[next(14)]}`
      if (given.has(word)) continue
      given.add(word)
      return word
    }
  }
}

const capital = (word: string) => `${word[0]?.toUpperCase()}${word.slice(1)}`

/** How a value of a kind is written with a word in it. The word alone is what is looked for; imprints are of the whole. */
const written = {
  name: (w: string) => capital(w),
  street: (w: string) => `${capital(w)}gatan 7`,
  city: (w: string) => capital(w),
  email: (w: string) => `${w}@prov.example`,
  site: (w: string) => `https://${w}.example`,
  property: (w: string) => `Göteborg ${capital(w)} 1:999`,
  sentence: (w: string) => `Det här gäller ${w} och inget annat.`,
  title: (w: string) => `Arbete på ${capital(w)}`,
} as const
export type Written = keyof typeof written

/** 070-174 06 05 to 99 are given to nobody. */
function phoneSpellings(n: number) {
  const tail = String(5 + n).padStart(2, '0')
  if (n > 94) throw new Error('There are no more phone numbers that are nobody’s.')
  return [`+467017406${tail}`, `00467017406${tail}`, `07017406${tail}`, `070-174 06 ${tail}`]
}

export const numberSpellings = (digits: string) => {
  const short = digits.slice(2)
  const split = (d: string) => [`${d.slice(0, -4)}-${d.slice(-4)}`, `${d.slice(0, -4)} ${d.slice(-4)}`]
  return [digits, short, ...split(digits), ...split(short)]
}

export type Planter = ReturnType<typeof makePlanter>

/** Makes markers and keeps them. */
export function makePlanter(seed: number) {
  const word = wordsFrom(seed)
  const markers: Marker[] = []
  let phones = 0
  let codes = 0
  let amounts = 0
  const keep = (m: Marker) => {
    markers.push(m)
    return m.value
  }
  return {
    markers,
    word,
    /** A value with a word of its own in it. */
    text(of: string, field: string, holds: Category, how: Written, and?: string): string {
      const w = word()
      return keep({ of, field, holds, value: written[how](w), spellings: [w, capital(w)], ...(and ? { and } : {}) })
    },
    phone(of: string, field: string): string {
      const spellings = phoneSpellings(phones++)
      return keep({ of, field, holds: 'contact', value: spellings[0] as string, spellings })
    },
    postcode(of: string, field: string): string {
      const spelled = `9${String(10 + codes).padStart(2, '0')} ${String(31 + codes++).padStart(2, '0')}`
      return keep({ of, field, holds: 'address', value: spelled, spellings: [spelled] })
    },
    amount(of: string, field: string): number {
      const value = 31_417 + 13 * amounts++
      keep({ of, field, holds: 'money', value: String(value), spellings: [String(value)] })
      return value
    },
    /** What must have a form of its own: a number, an amount. */
    exactly(
      of: string,
      field: string,
      holds: Category,
      value: string,
      spellings: readonly string[] = [value],
      and?: string,
    ) {
      return keep({ of, field, holds, value, spellings, ...(and ? { and } : {}) })
    },
  }
}
