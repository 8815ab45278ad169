// What an agreement comes to: original + ordered = today, and beside it what is pending, "om den beställs". Öre incl. VAT (excl. under
// reverse charge), before deduction; what is to be paid follows alongside.
import { mulDiv } from '../kernel/money.ts'
import type { DocumentState } from './documents.tables.ts'

export type LedgerDocument = {
  documentId: string
  /** The ÄTA's number; null for the agreement itself. */
  no: number | null
  state: DocumentState
  /** Null while nothing is priced. */
  totalOre: number | null
  toPayOre: number | null
  /** Working days by which the end moves; null while not known. */
  days: number | null
}

/** How a document counts: the agreement itself, ordered, waiting for an answer, still being written, or answered no. */
export type Counted = 'original' | 'ordered' | 'pending' | 'draft' | 'none'

export type Ledger = {
  originalOre: number
  orderedOre: number
  pendingOre: number
  /** original + ordered */
  todayOre: number
  /** today + pending: what it comes to if everything waiting is ordered. */
  ifOrderedOre: number
  toPayTodayOre: number
  toPayIfOrderedOre: number
  /** Working days by which what is ordered has moved the end; null when something ordered does not say. */
  daysOrdered: number | null
  /** ÄTA that wait and have no price yet. */
  unpriced: number
}

export function countedAs(d: Pick<LedgerDocument, 'no' | 'state'>): Counted {
  const agreed = d.state === 'signed' || d.state === 'sealed'
  if (d.no === null) return agreed ? 'original' : 'none'
  if (agreed) return 'ordered'
  if (d.state === 'sent' || d.state === 'partly-signed') return 'pending'
  return d.state === 'draft' ? 'draft' : 'none'
}

export function ledgerOf(contract: LedgerDocument, changes: readonly LedgerDocument[]): Ledger {
  const sum = (of: Counted, what: 'totalOre' | 'toPayOre') =>
    changes.filter(c => countedAs(c) === of).reduce((all, c) => all + (c[what] ?? 0), 0)
  const stands = countedAs(contract) === 'original'
  const originalOre = stands ? (contract.totalOre ?? 0) : 0
  const orderedOre = sum('ordered', 'totalOre')
  const pendingOre = sum('pending', 'totalOre')
  const toPayTodayOre = (stands ? (contract.toPayOre ?? 0) : 0) + sum('ordered', 'toPayOre')
  const ordered = changes.filter(c => countedAs(c) === 'ordered')
  return {
    originalOre,
    orderedOre,
    pendingOre,
    todayOre: originalOre + orderedOre,
    ifOrderedOre: originalOre + orderedOre + pendingOre,
    toPayTodayOre,
    toPayIfOrderedOre: toPayTodayOre + sum('pending', 'toPayOre'),
    daysOrdered: ordered.some(c => c.days === null) ? null : ordered.reduce((all, c) => all + (c.days ?? 0), 0),
    unpriced: changes.filter(c => countedAs(c) === 'pending' && c.totalOre === null).length,
  }
}

/** How near a limit from which the client must be told: KtjL 6 § second paragraph is read as ten percent over what was reckoned with. */
const NEAR_PERCENT = 10

export type Guard = {
  /** The most that may be charged without a new agreement, öre. */
  capOre: number
  expectedOre: number
  workedUpOre: number
  level: 'within' | 'near' | 'reached'
}

/**
 * How worked-up cost stands to an approximate price (KtjL 36 §). Ordered ÄTA with a price of their own lie outside: they are added to both
 * sides. Amounts in öre incl. VAT, before deduction.
 */
export function guardOf(of: {
  approximateOre: number
  limitPercent: number
  orderedOre: number
  workedUpOre: number
}): Guard {
  // The limit is a ceiling and may not grow by rounding: whole kronor downwards.
  const capOre = Math.floor(mulDiv(of.approximateOre, 100 + of.limitPercent, 100) / 100) * 100 + of.orderedOre
  const expectedOre = of.approximateOre + of.orderedOre
  const nearOre = mulDiv(of.approximateOre, 100 + Math.min(NEAR_PERCENT, of.limitPercent), 100) + of.orderedOre
  const level = of.workedUpOre >= capOre ? 'reached' : of.workedUpOre >= nearOre ? 'near' : 'within'
  return { capOre, expectedOre, workedUpOre: of.workedUpOre, level }
}
