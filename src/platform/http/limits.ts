// Attempts counted in the database, so that every process counts the same. Only what is wrong or writes is counted: a successful
// GET costs nothing.

import { Problem } from '../../kernel/problem.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/connect.ts'
import { sweep } from '../jobs/job.ts'
import type { Secrets } from '../secrets.ts'

/** So many attempts within any span of so many seconds. */
export type Limit = { name: string; attempts: number; seconds: number }

export type Limits = {
  /** Counts one attempt and tells how many there are; throws the problem `too-many-attempts` (429) beyond the limit. */
  count(limit: Limit, who: string): Promise<number>
  /** Minutes, rounded up, until another attempt is allowed; 0 when one is now. Counts nothing. */
  wait(limit: Limit, who: string): Promise<number>
  /** Begins anew, after what went right. */
  forget(limit: Limit, who: string): Promise<void>
}

export function makeLimits(options: { database: Database; secrets: Secrets; clock: Clock }): Limits {
  const { database, secrets, clock } = options
  // Whom the count is about is a keyed hash, and is gone when the count is (`forgetAttempts`).
  const key = (limit: Limit, who: string) => secrets.mac('limit', `${limit.name}|${who}`).subarray(0, 16)
  const wait = async (limit: Limit, who: string) => {
    const rows = await database.ask<{ attempts: Date[] }>(
      'limit-read',
      'select attempts from rate_limit where key = $1',
      [key(limit, who)],
    )
    const now = clock.now().getTime()
    const ms = limit.seconds * 1000
    const counted = (rows[0]?.attempts ?? []).map(a => a.getTime()).filter(a => a > now - ms && a <= now)
    const first = counted[counted.length - limit.attempts]
    return first === undefined ? 0 : Math.ceil((first + ms - now) / 60_000)
  }
  return {
    wait,
    async count(limit, who) {
      const [row] = await database.ask<{ count: number }>(
        'limit-count',
        'select count_attempt($1, $2, $3, $4) as count',
        [key(limit, who), clock.now(), limit.seconds, limit.attempts],
      )
      const count = row?.count ?? 0
      if (count > limit.attempts)
        throw new Problem('too-many-attempts', { minutes: Math.max(1, await wait(limit, who)) }, { status: 429 })
      return count
    },
    async forget(limit, who) {
      await database.ask('limit-forget', 'delete from rate_limit where key = $1', [key(limit, who)])
    },
  }
}

export const forgetAttempts = sweep('forget-attempts', {
  does: 'Forgets counts of attempts that no longer count.',
  everySeconds: 600,
  async run(services) {
    await services.database.ask('forget-attempts', 'delete from rate_limit where until < $1', [services.clock.now()])
  },
})
