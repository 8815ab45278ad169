// Which right of withdrawal a consumer has (DAL 2005:59; decision table of texts-sv §1.2, first row that matches wins). Where facts
// are unclear or mixed the right applies: the stronger protection wins.
import type { NoWithdrawalReason } from './catalogue.ts'

/** What somebody says who withdraws, in one sentence and their own words. */
export function withdrawalSaid(
  n: { scope: 'whole' | 'part'; part: string | null; note: string | null },
  language: 'sv' | 'en',
): string {
  const what =
    n.scope === 'whole'
      ? { sv: 'Jag ångrar hela avtalet.', en: 'I withdraw from the whole agreement.' }[language]
      : `${{ sv: 'Jag ångrar de här delarna av avtalet:', en: 'I withdraw from these parts of the agreement:' }[language]} ${n.part}`
  return n.note ? `${what}\n${n.note}` : what
}

export type ConclusionFacts = {
  clientKind: 'person' | 'company' | 'association'
  where: 'distance' | 'home' | 'premises'
  work: 'ordinary' | 'construction' | 'urgent' | 'custom-goods'
  /** Öre incl. VAT. */
  totalOre: number
}
export type WithdrawalCase = { case: 'applies' } | { case: 'none'; reason: NoWithdrawalReason }

/** 400 kr: below it an agreement made face to face away from premises is outside the law (DAL 2:1 a second para.). */
const SMALL_ORE = 40_000

export function withdrawalCase(f: ConclusionFacts): WithdrawalCase {
  if (f.clientKind !== 'person') return { case: 'none', reason: 'business' }
  if (f.work === 'construction') return { case: 'none', reason: 'construction' }
  if (f.where === 'premises') return { case: 'none', reason: 'premises' }
  if (f.where === 'home' && f.totalOre < SMALL_ORE) return { case: 'none', reason: 'small' }
  if (f.where === 'home' && f.work === 'urgent') return { case: 'none', reason: 'urgent' }
  if (f.work === 'custom-goods') return { case: 'none', reason: 'custom-goods' }
  return { case: 'applies' }
}
