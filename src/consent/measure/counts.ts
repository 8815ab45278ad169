// Totals per day, without anybody: which pages were asked for, and how long the answers took. Made from what is asked of the server; nothing
// is read from a device and nothing is set there. What is fewer than ten on a day is put together or forgotten.
import { stockholmDate } from '../../kernel/dates.ts'
import type { Services } from '../../platform/context.ts'
import type { Answered } from '../../platform/http/server.ts'
import { sweep } from '../../platform/jobs/job.ts'
import { answerTime, OTHER } from './reduce.ts'

export type Counted =
  | 'page'
  | 'time'
  | 'browser'
  | 'system'
  | 'device'
  | 'screen'
  | 'zone'
  | 'language'
  | 'dropped'
  | 'stopped'

/** Pages are counted in memory and written together: reading a page writes nothing. At worst half a minute of a count is lost. */
const EVERY_MS = 30_000
const waiting = new WeakMap<object, { counts: Map<string, number>; timer: NodeJS.Timeout | null }>()

export function counted(services: Services, a: Answered): void {
  if (a.zone !== 'website' || a.method !== 'get' || a.status !== 200) return
  const day = stockholmDate(services.clock.now())
  let of = waiting.get(services)
  if (!of) {
    of = { counts: new Map(), timer: null }
    waiting.set(services, of)
  }
  for (const key of [`${day}|page|${a.path}`, `${day}|time|${a.path} ${answerTime(a.ms)}`])
    of.counts.set(key, (of.counts.get(key) ?? 0) + 1)
  of.timer ??= setTimeout(() => {
    flushCounts(services).catch((err: unknown) => services.log.warn({ err }, 'page counts were not written'))
  }, EVERY_MS).unref()
}

/** Writes what waits. */
export async function flushCounts(services: Services): Promise<void> {
  const of = waiting.get(services)
  if (!of) return
  if (of.timer) clearTimeout(of.timer)
  waiting.delete(services)
  const counts = [...of.counts].map(([key, times]) => {
    const [day = '', what = '', value = ''] = key.split('|')
    return { day, what: what as Counted, value, times }
  })
  await count(services, counts)
}

/** Adds to a day's counts. The values are ours: patterns of paths, names of kinds. */
export async function count(
  services: Services,
  counts: readonly { day: string; what: Counted; value: string; times: number }[],
): Promise<void> {
  if (counts.length === 0) return
  await services.database.ask(
    'use-count',
    `insert into use_count select * from unnest($1::text[], $2::text[], $3::text[], $4::integer[])
     on conflict (day, what, value) do update set times = use_count.times + excluded.times`,
    [counts.map(c => c.day), counts.map(c => c.what), counts.map(c => c.value), counts.map(c => c.times)],
  )
}

export const closeDays = sweep('close-days', {
  does: 'Makes totals of the days that have ended: what is fewer than ten is put together, and forgotten where that is fewer too.',
  everySeconds: 3600,
  async run(services) {
    const now = services.clock.now()
    // An hour after midnight: what waited in another process's memory has come.
    const today = stockholmDate(new Date(now.getTime() - 3_600_000))
    await services.database.ask(
      'close-days',
      `with ended as (delete from use_count where day < $1 returning *)
       insert into use_total
         select day, what, value, times from ended where times >= 10 and value <> $2
         union all
         select day, what, $2, sum(times)::integer from ended where times < 10 or value = $2 group by day, what having sum(times) >= 10
       on conflict (day, what, value) do update set times = use_total.times + excluded.times`,
      [today, OTHER],
    )
    const before = stockholmDate(new Date(now.getTime() - 90 * 86_400_000))
    await services.database.ask('forget-site-errors', 'delete from site_error where day < $1', [before])
  },
})
