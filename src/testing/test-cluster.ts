// One PostgreSQL for a whole run of tests: the real server, started when the first test asks and thrown away afterwards. It lives
// in the process that runs the workers, so nothing needs a lock; workers ask over a socket, and a database is theirs for as
// long as that connection is open.
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { type Postgres, startPostgres } from '../platform/database/embedded/index.ts'
import { endOrphan, isAlive } from '../platform/database/embedded/process.ts'
import { migrate } from '../platform/database/migrate.ts'
import { packagePath } from '../platform/package-path.ts'
import { testSecrets } from './test-secrets.ts'

/** What a worker asks, one line: a migrated database or an empty one. */
export type Ask = { migrated: boolean }
/** What it is answered, one line. */
export type Answer = { ownerUrl: string; superuserUrl: string } | { error: string }

export type TestCluster = { socket: string; close(): Promise<void> }

/** Listens at once and starts nothing. */
export async function serveTestDatabases(): Promise<TestCluster> {
  removeLeftovers()
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))
  chmodSync(folder, 0o755)
  let maker: Promise<Maker> | undefined
  const open = new Set<Socket>()

  const server = createServer(connection => {
    open.add(connection)
    connection.on('error', () => {})
    let given: Promise<string> | undefined
    connection.on('close', async () => {
      open.delete(connection)
      if (given && maker) await given.then(async name => (await maker)?.drop(name)).catch(() => {})
    })
    createInterface({ input: connection }).once('line', async line => {
      try {
        maker ??= makeMaker(join(folder, 'data'))
        const made = await maker
        given = made.make((JSON.parse(line) as Ask).migrated)
        connection.write(`${JSON.stringify(made.addresses(await given))}\n`)
      } catch (error) {
        connection.write(`${JSON.stringify({ error: (error as Error).stack ?? String(error) })}\n`)
      }
    })
  })
  const socket = join(folder, 'ask')
  await new Promise<void>((done, fail) => server.once('error', fail).listen(socket, done))

  return {
    socket,
    async close() {
      for (const connection of open) connection.destroy()
      await new Promise(done => server.close(done))
      if (maker) await maker.then(m => m.close()).catch(() => {})
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const PREFIX = 'cling-test-'

/** What earlier runs left that were killed: their servers and folders. */
function removeLeftovers() {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.match(/^cling-test-(\d+)-/)?.[1]
    if (!pid || isAlive(Number(pid))) continue
    const folder = join(tmpdir(), name)
    void endOrphan(join(folder, 'data', 'postgres'), () => {})
      .then(() => rmSync(folder, { recursive: true, force: true }))
      .catch(() => {})
  }
}

type Maker = {
  make(migrated: boolean): Promise<string>
  drop(name: string): Promise<void>
  addresses(name: string): { ownerUrl: string; superuserUrl: string }
  close(): Promise<void>
}

/** Migrated databases kept ready, so that a test file does not wait for its own. */
const READY = 2

async function makeMaker(dataDir: string): Promise<Maker> {
  const postgres = await startPostgres({ dataDir, durable: false })
  await migrate({
    ownerUrl: postgres.ownerUrl,
    secrets: testSecrets,
    directory: packagePath('migrations'),
  })
  const admin = new pg.Pool({ connectionString: at(postgres.superuserUrl, 'postgres'), max: 2 })
  admin.on('error', () => {})
  await admin.query('alter database cling with allow_connections false is_template true')

  let number = 0
  // Copying the files takes 10 ms where nothing is synced; the other strategy, through the log, 150.
  const create = async (template: string) => {
    const name = `test_${++number}`
    await admin.query(`create database ${name} template ${template} owner cling strategy file_copy`)
    // Migrations grant this on their own database; a copy does not carry it.
    await admin.query(`grant create, connect on database ${name} to cling_jobs`)
    return name
  }
  const ready: Promise<string>[] = []
  const refill = () => {
    while (ready.length < READY) {
      const next = create('cling')
      next.catch(() => {})
      ready.push(next)
    }
  }
  refill()
  return {
    async make(migrated) {
      if (!migrated) return create('template0')
      const next = ready.shift() as Promise<string>
      refill()
      return next
    },
    drop: async name => {
      await admin.query(`drop database if exists ${name} with (force)`)
    },
    addresses: name => ({ ownerUrl: at(postgres.ownerUrl, name), superuserUrl: at(postgres.superuserUrl, name) }),
    async close() {
      await admin.end().catch(() => {})
      await end(postgres)
    },
  }
}

/** Nothing in it will be read again, so nothing is written down. */
async function end(postgres: Postgres) {
  process.kill(postgres.pid, 'SIGQUIT')
  await postgres.stop()
}

function at(url: string, database: string): string {
  const there = new URL(url)
  there.pathname = `/${database}`
  return there.toString()
}
