// Attempts counted in the database, so that every process counts the same. Only what is wrong or writes is counted: a successful
// GET costs nothing.

import { Problem } from '../../kernel/problem.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/connect.ts'
import type { Secrets } from '../secrets.ts'

export type Limit = { name: string; attempts: number; seconds: number }

export type Limits = {
  /** Counts one attempt and tells how many there are; throws the problem `too-many-attempts` (429) beyond the limit. */
  count(limit: Limit, who: string): Promise<number>
  /** Whether the limit is already reached, without counting. */
  isReached(limit: Limit, who: string): Promise<boolean>
  /** Begins anew, after what went right. */
  forget(limit: Limit, who: string): Promise<void>
  /** Until the count begins anew by itself. */
  minutesLeft(limit: Limit): number
}

export function makeLimits(options: { database: Database; secrets: Secrets; clock: Clock }): Limits {
  const { database, secrets, clock } = options
  // Whom the count is about is hashed under a key of the day: yesterday's counts can be tied to nobody.
  const key = (limit: Limit, who: string) =>
    secrets.mac(`limit-${clock.now().toISOString().slice(0, 10)}`, `${limit.name}|${who}`).subarray(0, 16)
  const window = (limit: Limit) =>
    new Date(Math.floor(clock.now().getTime() / (limit.seconds * 1000)) * limit.seconds * 1000)
  return {
    async count(limit, who) {
      const [row] = await database.ask<{ count: number }>(
        'limit-count',
        `insert into rate_limit (key, window_start, count) values ($1, $2, 1)
         on conflict (key, window_start) do update set count = rate_limit.count + 1 returning count`,
        [key(limit, who), window(limit)],
      )
      const count = row?.count ?? 0
      if (count > limit.attempts)
        throw new Problem('too-many-attempts', { minutes: Math.ceil(limit.seconds / 60) }, { status: 429 })
      return count
    },
    async isReached(limit, who) {
      const [row] = await database.ask<{ count: number }>(
        'limit-read',
        'select count from rate_limit where key = $1 and window_start = $2',
        [key(limit, who), window(limit)],
      )
      return (row?.count ?? 0) >= limit.attempts
    },
    async forget(limit, who) {
      await database.ask('limit-forget', 'delete from rate_limit where key = $1', [key(limit, who)])
    },
    minutesLeft(limit) {
      const ms = limit.seconds * 1000
      return Math.ceil((window(limit).getTime() + ms - clock.now().getTime()) / 60_000)
    },
  }
}
