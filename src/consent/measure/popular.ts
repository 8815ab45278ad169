// What is most used comes first, by totals of nobody: the same order for everybody in a role, whoever they are and whatever they have allowed.
// Nothing is ordered for one person alone.
import { stockholmDate } from '../../kernel/dates.ts'
import type { Services } from '../../platform/context.ts'

/** The most used first; what is used alike keeps the order it had. */
export const byUse = <T extends string>(items: readonly T[], times: ReadonlyMap<string, number>): T[] =>
  items.toSorted((a, b) => (times.get(b) ?? 0) - (times.get(a) ?? 0))

/** How often pages were asked for in the last thirty days that have ended. */
export async function pageUse(services: Pick<Services, 'database' | 'clock'>): Promise<ReadonlyMap<string, number>> {
  const since = stockholmDate(new Date(services.clock.now().getTime() - 30 * 86_400_000))
  const rows = await services.database.ask<{ value: string; times: number }>(
    'page-use',
    `select value, sum(times)::integer as times from use_total where what = 'page' and day >= $1 group by value`,
    [since],
  )
  return new Map(rows.map(r => [r.value, r.times]))
}
