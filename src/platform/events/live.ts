// What happens now, told to whoever watches: PostgreSQL's NOTIFY carries ids between processes, inside the transaction that made
// them true. A missed notice costs nothing: watchers ask for the state again when they (re)connect.
import { sql } from 'kysely'
import pg from 'pg'
import type { Tx } from '../database/connect.ts'
import type { Log } from '../log.ts'

/** Ids only: a notice is not protected by row-level security. */
export type Notice =
  | { topic: 'document'; companyId: string; documentId: string; what: string }
  | { topic: 'order'; orderId: string }

const CHANNEL = 'cling'

/** Told when (and only if) the transaction commits. */
export async function notify(tx: Tx, notice: Notice): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${JSON.stringify(notice)})`.execute(tx)
}

export type Live = {
  /** Calls back for each notice the filter lets through; returns how to stop. */
  watch(filter: (n: Notice) => boolean, tell: (n: Notice) => void): () => void
  close(): Promise<void>
}

export function startLive(options: { url: string; log: Log }): Live {
  const watchers = new Set<{ filter: (n: Notice) => boolean; tell: (n: Notice) => void }>()
  let client: pg.Client | null = null
  let connecting: Promise<void> | null = null
  let closed = false

  const connect = async () => {
    const fresh = new pg.Client({ connectionString: options.url, application_name: 'cling-live' })
    fresh.on('error', () => {})
    fresh.on('end', () => {
      client = null
      connecting = null
      if (!closed && watchers.size > 0) setTimeout(ensure, 500).unref()
    })
    fresh.on('notification', message => {
      const notice = JSON.parse(message.payload ?? '{}') as Notice
      for (const w of watchers) if (w.filter(notice)) w.tell(notice)
    })
    await fresh.connect()
    await fresh.query(`listen ${CHANNEL}`)
    client = fresh
  }
  const ensure = () => {
    if (closed || client || connecting) return connecting
    connecting = connect()
      .catch(error => {
        options.log.warn({ err: error }, 'live notices are interrupted')
        if (!closed) setTimeout(ensure, 1000).unref()
      })
      .finally(() => {
        connecting = null
      })
    return connecting
  }

  return {
    watch(filter, tell) {
      const watcher = { filter, tell }
      watchers.add(watcher)
      void ensure()
      return () => watchers.delete(watcher)
    },
    async close() {
      closed = true
      await connecting
      await client?.end().catch(() => {})
    },
  }
}
