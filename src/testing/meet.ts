// Several people who do something at the very same moment: a lock holds them all until the last one has come to it.
import pg from 'pg'

/** Runs `work` against a locked table, waits until so many transactions stand at it or behind each other, and lets them go. */
export async function meet<T>(
  superuserUrl: string,
  at: { table: string; waiting: number },
  work: () => Promise<T>[],
): Promise<T[]> {
  const holder = new pg.Client({ connectionString: superuserUrl })
  const watcher = new pg.Client({ connectionString: superuserUrl })
  let ended: Error | null = null
  // A meeting that never comes about ends by itself, so that it holds up no other test.
  holder.on('error', error => {
    ended = new Error('They did not meet.', { cause: error })
  })
  await Promise.all([holder.connect(), watcher.connect()])
  try {
    await holder.query(
      `set idle_in_transaction_session_timeout = '15s'; begin; lock table ${holder.escapeIdentifier(at.table)} in exclusive mode`,
    )
    const all = Promise.all(work())
    all.catch(error => {
      ended = error as Error
    })
    while (!ended) {
      const { rows } = await watcher.query<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
      if ((rows[0]?.n ?? 0) >= at.waiting) break
    }
    if (ended) throw ended
    await holder.query('rollback')
    return await all
  } finally {
    await Promise.all([holder.end(), watcher.end()])
  }
}
