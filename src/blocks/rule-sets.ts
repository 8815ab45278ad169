// The rules an ÄTA is judged by are dated data with their source (rule-sets.data.json): AB 04, ABT 06, consumer law, none. Nothing in code
// is called by a standard's name, so that the next one is a row.
import data from './rule-sets.data.json' with { type: 'json' }

export type ClientKind = 'person' | 'company' | 'association'
export type RaisedBy = 'ordered' | 'discovered' | 'wish'

export type RuleSet = {
  id: string
  sv: string
  en: string
  from: string
  to: string | null
  for: readonly string[]
  /** What the client orders must be ordered in writing before it is begun, or payment is at risk. */
  orderedInWriting: boolean
  /** What the company finds: the client is asked, and the answer awaited. */
  discovered: string
  /** Below this value, for what is raised so, work may begin when notice is given. */
  lowValue: { of: string; percent: number; raisedBy: readonly string[] } | null
  /** Whether work may be done without an answer on stated grounds when the client cannot be reached (KtjL 8 §). */
  unreached: boolean
  /** Where in the standard it stands; null until somebody has checked it against the standard. */
  reference: string | null
  source: string
  checked: { by: string; at: string } | null
}

const sets: readonly RuleSet[] = data.sets

/** The rule set of an id; null when there is none of that id. */
export const ruleSet = (id: string): RuleSet | null => sets.find(s => s.id === id) ?? null

/** The sets an agreement with such a client, made that day, may rest on. */
export const ruleSetsFor = (kind: ClientKind, day: string): RuleSet[] =>
  sets.filter(s => s.for.includes(kind) && s.from <= day && (s.to === null || day <= s.to))

/** The value, öre, below which work may begin on notice alone; null where the set knows no such value. Throws for a year not known. */
export function lowValueOre(set: RuleSet, raisedBy: RaisedBy, day: string): number | null {
  if (!set.lowValue?.raisedBy.includes(raisedBy)) return null
  const kr: Readonly<Record<string, number>> = data.priceBaseAmounts.kr
  const amount = kr[day.slice(0, 4)]
  if (amount === undefined) throw new RangeError(`No price base amount is known for ${day.slice(0, 4)}.`)
  return amount * set.lowValue.percent
}
