// Everything a request or a job may use, passed on explicitly: no globals, no container.
import type { Table } from '../datamap/table.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Database } from './database/connect.ts'
import type { Live } from './events/live.ts'
import type { Files } from './files/files.ts'
import type { Log } from './log.ts'
import type { Door } from './outbound/door.ts'
import type { Ports } from './ports/port.ts'
import type { Secrets } from './secrets.ts'
import type { Vault } from './vault/vault.ts'

export type Services = {
  config: Config
  clock: Clock
  log: Log
  database: Database
  /** The login that keeps and erases: it may take away, and reaches what lies apart. Nothing a visitor asks for runs as it. */
  keeper: Database
  vault: Vault
  files: Files
  secrets: Secrets
  door: Door
  ports: Ports
  live: Live
  /** Every table of the system with its declarations: what is derived from them asks here. */
  tables: readonly Table[]
  /** Time-ordered uuid (v7). */
  newId(): string
}
