// What would come of each row: added, changing one that is known, the same as it is, left out, or refused.
import type { How, Known, Outcome } from './contract.ts'
import type { Fault } from './read.ts'

export type Planned<T> = {
  row: number
  outcome: Outcome
  title: string
  detail: string
  /** What it does when it is applied; null where nothing is done. */
  does: T | null
  /** In the register already, and by what it is known again. */
  known: { id: string; name: string } | null
  /** The same as an earlier row of the file. */
  earlier: number | null
  by: string
  faults: Fault[]
}

export const choiceOf = (how: Pick<How, 'known' | 'rows'>, row: number): Known => how.rows[String(row)] ?? how.known

export function countsOf(planned: readonly Planned<unknown>[]): Record<Outcome, number> {
  const counts = { add: 0, update: 0, same: 0, skip: 0, refused: 0 }
  for (const p of planned) counts[p.outcome]++
  return counts
}
