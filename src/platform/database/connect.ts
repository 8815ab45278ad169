// Connections to PostgreSQL. Three logins, none of which owns anything the application writes: `cling_app` obeys row-level
// security, `cling_vault` reaches keys only, `cling_jobs` the queue only. A transaction is opened for one company; a query
// that forgets its `where` sees that company's rows and no others, and without a company it sees none.
import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import {
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  SingleConnectionProvider,
} from 'kysely'
import pg from 'pg'
import type { Schema } from '../../schema.ts'

// öre and counters fit in 2^53; a value beyond it is a bug and must not be rounded silently.
pg.types.setTypeParser(20, text => {
  const n = Number(text)
  if (!Number.isSafeInteger(n)) throw new RangeError('A bigint from the database does not fit in a JavaScript integer.')
  return n
})
// Dates are calendar days, not instants.
pg.types.setTypeParser(1082, text => text)

export type Tx = Kysely<Schema> & { readonly companyId: string | null; readonly client: pg.PoolClient }

export type Database = {
  /** All writing for one company happens in one of these. */
  company<T>(companyId: string, work: (tx: Tx) => Promise<T>): Promise<T>
  /** For what has no tenant yet: accounts, sessions, limits, links by token. Sees no company's rows. */
  outside<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** One prepared statement without a transaction: for the narrow functions that answer before a tenant is known. */
  ask<R extends pg.QueryResultRow>(name: string, sql: string, values: readonly unknown[]): Promise<R[]>
  readonly pool: pg.Pool
  close(): Promise<void>
}

const open = new AsyncLocalStorage<{ open: boolean }>()

export function connect(options: { url: string; max?: number; applicationName?: string }): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 10,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 10_000,
    application_name: options.applicationName ?? 'cling',
    allowExitOnIdle: true,
  })
  // A connection that dies while idle is replaced by the pool, one that dies in use fails its statement; without listeners either would
  // also end the process.
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))

  async function transaction<T>(companyId: string | null, work: (tx: Tx) => Promise<T>): Promise<T> {
    if (open.getStore()?.open)
      throw new Error('A transaction is already open in this call: pass its `tx` on instead of opening another.')
    if (companyId !== null && !/^[0-9a-f-]{36}$/.test(companyId)) throw new Error('Not a company id.')
    const client = await pool.connect()
    const state = { open: true }
    let broken: Error | undefined
    try {
      // One round trip. The id was checked to be a uuid above, so it can stand in the statement.
      await client.query(companyId === null ? 'begin' : `begin; set local cling.company = '${companyId}'`)
      const result = await open.run(state, () => work(transactionOver(client, companyId)))
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch(e => {
        broken = e as Error
      })
      throw error
    } finally {
      state.open = false
      client.release(broken)
    }
  }

  return {
    company: (companyId, work) => transaction(companyId, work),
    outside: work => transaction(null, work),
    ask: async (name, sql, values) => {
      if (open.getStore()?.open) throw new Error('A transaction is open in this call: ask within it.')
      const result = await pool.query({ name, text: sql, values: values as unknown[] })
      return result.rows
    },
    pool,
    close: () => pool.end(),
  }
}

const adapter = new PostgresAdapter()
const compiler = new PostgresQueryCompiler()
const names = new Map<string, string>()

/** Prepared under a name made from its text, so that PostgreSQL parses and plans each statement once per connection. */
function statementName(sql: string): string | undefined {
  const known = names.get(sql)
  if (known) return known
  // Statements with lists of varying length would fill the server's memory; only so many are prepared.
  if (names.size >= 500) return undefined
  const name = createHash('sha256').update(sql).digest('base64url').slice(0, 24)
  names.set(sql, name)
  return name
}

class Connection implements DatabaseConnection {
  readonly #client: pg.PoolClient
  constructor(client: pg.PoolClient) {
    this.#client = client
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const name = statementName(query.sql)
    const result = await this.#client.query({
      text: query.sql,
      values: query.parameters as unknown[],
      ...(name ? { name } : {}),
    })
    return { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) }
  }
  // biome-ignore lint/correctness/useYield: reading row by row is not offered inside a transaction
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Read in pages instead of a stream.')
  }
}

const never: Driver = {
  init: async () => {},
  acquireConnection: async () => {
    throw new Error('The transaction carries its own connection.')
  },
  beginTransaction: async () => {
    throw new Error('Already in a transaction.')
  },
  commitTransaction: async () => {},
  rollbackTransaction: async () => {},
  releaseConnection: async () => {},
  destroy: async () => {},
}
const dialect = {
  createAdapter: () => adapter,
  createDriver: () => never,
  createQueryCompiler: () => compiler,
  createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
}

function transactionOver(client: pg.PoolClient, companyId: string | null): Tx {
  const executor = new DefaultQueryExecutor(compiler, adapter, new SingleConnectionProvider(new Connection(client)))
  const kysely = new Kysely<Schema>({
    config: { dialect: dialect as never },
    driver: never as never,
    dialect: dialect as never,
    executor,
  })
  return Object.assign(kysely, { companyId, client }) as Tx
}
