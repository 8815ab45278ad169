// The way back from a backup: everything is checked before anything is written, and what is not whole never looks like an
// installation.
import { createHash, timingSafeEqual } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { Problem } from '../../kernel/problem.ts'
import type { ObjectStore } from '../files/store.ts'
import { type Secrets, secretsFrom } from '../secrets.ts'
import {
  copyList,
  FileEntry,
  hashing,
  Job,
  KeyFile,
  Manifest,
  SAME_TEXT,
  type TableEntry,
  tableContent,
  tableFile,
} from './backup-format.ts'
import { letServerThrough, prepareDataFolder } from './embedded/cluster.ts'
import { lockFolder, startPostgres } from './embedded/index.ts'
import { migrate, urlAs } from './migrate.ts'

export type RestoreReport = {
  at: string
  tables: number
  rows: number
  jobs: number
  files: number
  filesElsewhere: string | null
}

/**
 * Restores a backup into an empty data folder (or one that does not exist), and into the database `ownerUrl` names, which must be
 * empty; without it into the embedded one. Stored files go into `store`, which must be empty, without it under the data folder. `rootKey` null: the one in the key file. Throws problems whose sentences stand in
 * backup.messages.ts; then nothing has been kept.
 */
export async function restore(options: {
  from: string
  /** Where the key file lies now; beside the backup by default. */
  keyFile?: string
  dataDir: string
  ownerUrl?: string
  store?: ObjectStore
  rootKey: Buffer | null
  /** Whom to erase again: the file of tombstones of the installation the backup is of. */
  tombstones?: string
  /** The folder of this version's migrations. */
  migrations: string
}): Promise<RestoreReport> {
  const from = resolve(options.from)
  const dataDir = resolve(options.dataDir)
  const opened = await openBackup(from, options.keyFile ?? `${from}.key`, options.rootKey)
  const { manifest } = opened
  await refuseUnknownMigrations(manifest, options.migrations)
  await checkContent(opened)

  if (existsSync(dataDir) && (await readdir(dataDir)).some(name => !NOTHING.includes(name)))
    throw new Problem('restore-target-not-empty', { folder: dataDir })
  if (options.store) for await (const _ of options.store.olderThan(EVER)) throw new Problem('restore-bucket-not-empty')
  prepareDataFolder(dataDir)
  const lock = lockFolder(dataDir)
  // Its mere presence keeps the service from starting over half an installation.
  const making = join(dataDir, 'restoring')
  const stored: string[] = []
  try {
    if (!options.ownerUrl) letServerThrough(dataDir)
    prepareDataFolder(making)
    if (options.store) await storeFiles(from, options.store, stored)
    else await restoreFiles(from, making)
    if (options.ownerUrl) await restoreDatabase(opened, options.ownerUrl, options.migrations)
    else {
      const postgres = await startPostgres({ dataDir: making })
      try {
        await restoreDatabase(opened, postgres.ownerUrl, options.migrations)
      } finally {
        await postgres.stop()
      }
    }
    if (!options.rootKey) {
      await mkdir(join(making, 'keys'), { recursive: true, mode: 0o700 })
      await writeFile(join(making, 'keys', 'root.key'), `${opened.rootKey.toString('hex')}\n`, { mode: 0o600 })
    }
    if (options.tombstones) {
      await copyFile(options.tombstones, join(making, 'tombstones'))
      await copyFile(options.tombstones, join(making, 'tombstones.replay'))
    }
    await rm(join(making, 'service.lock'), { force: true })
    for (const name of await readdir(making)) await rename(join(making, name), join(dataDir, name))
  } catch (error) {
    for (const name of stored) await options.store?.remove(name)
    throw error
  } finally {
    await rm(making, { recursive: true, force: true })
    lock.release()
  }
  return {
    at: manifest.at,
    tables: manifest.tables.length,
    rows: manifest.tables.reduce((sum, t) => sum + t.rows, 0),
    jobs: manifest.jobs.rows,
    files: manifest.files.count,
    filesElsewhere: manifest.files.elsewhere ?? null,
  }
}

/** Before this moment everything was stored. */
const EVER = new Date(8.64e15)

/** What may lie in an empty data folder: a lock that nobody holds, and what a file system puts at its top. */
const NOTHING = ['service.lock', 'lost+found']

type Opened = { folder: string; manifest: Manifest; secrets: Secrets; rootKey: Buffer; vaultKey: Buffer }

async function openBackup(folder: string, keyFile: string, given: Buffer | null): Promise<Opened> {
  const text = await readFile(join(folder, 'backup.json'), 'utf8').catch(absent)
  const mac = await readFile(join(folder, 'backup.mac'), 'utf8').catch(absent)
  const manifest = Manifest.safeParse(text && json(text))
  if (!text || !mac || !manifest.success) throw new Problem('backup-unreadable', { folder })
  const keyText = await readFile(keyFile, 'utf8').catch(absent)
  if (!keyText) throw new Problem('backup-key-missing', { file: keyFile })
  const keys = KeyFile.safeParse(json(keyText))
  if (!keys.success || keys.data.backup !== manifest.data.id) throw new Problem('backup-key-wrong')
  const rootKey = given ?? (keys.data.rootKey === null ? null : Buffer.from(keys.data.rootKey, 'hex'))
  if (!rootKey) throw new Problem('backup-root-key-missing')
  const secrets = secretsFrom(rootKey)
  const expected = Buffer.from(mac.trim(), 'hex')
  const found = secrets.mac('backup', text)
  if (expected.length !== found.length || !timingSafeEqual(expected, found)) throw new Problem('backup-key-wrong')
  return { folder, manifest: manifest.data, secrets, rootKey, vaultKey: Buffer.from(keys.data.vaultKey, 'hex') }
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
  throw error
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function refuseUnknownMigrations(manifest: Manifest, directory: string) {
  for (const { name, sha256 } of manifest.migrations) {
    const here = await readFile(join(directory, name)).catch(absent)
    if (!here || createHash('sha256').update(here).digest('hex') !== sha256)
      throw new Problem('backup-newer', { migration: name })
  }
}

/** Reads everything once, so that a damaged backup is told before it has cost anything. */
async function checkContent({ folder, manifest, vaultKey }: Opened) {
  for (const table of manifest.tables)
    await check(`${table.schema}.${table.name}`, table.sha256, sha =>
      pipeline([...tableContent(tableFile(folder, table), vaultKey, manifest.id, table), hashing(sha), nowhere()]),
    )
  const plain = (file: string) => (sha: ReturnType<typeof createHash>) =>
    pipeline(createReadStream(file), hashing(sha), nowhere())
  await check('jobs', manifest.jobs.sha256, plain(join(folder, 'jobs')))
  await check('files.list', manifest.files.sha256, plain(join(folder, 'files.list')))
  for await (const file of fileList(folder))
    await check(file.path, file.sha256, plain(join(folder, 'files', file.path)))
}

async function check(what: string, expected: string, read: (sha: ReturnType<typeof createHash>) => Promise<void>) {
  const sha = createHash('sha256')
  try {
    await read(sha)
  } catch (error) {
    const problem = new Problem('backup-damaged', { what })
    problem.cause = error
    throw problem
  }
  if (sha.digest('hex') !== expected) throw new Problem('backup-damaged', { what })
}

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() })

async function* fileList(folder: string): AsyncGenerator<FileEntry> {
  for await (const line of createInterface({ input: createReadStream(join(folder, 'files.list')) })) {
    const entry = FileEntry.parse(JSON.parse(line))
    if (!/^[a-zA-Z0-9_-]+(\/[a-zA-Z0-9_-]+)*$/.test(entry.path))
      throw new Problem('backup-damaged', { what: entry.path })
    yield entry
  }
}

async function restoreFiles(from: string, to: string) {
  for await (const file of fileList(from)) {
    const target = join(to, 'files', file.path)
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    await pipeline(
      createReadStream(join(from, 'files', file.path)),
      createWriteStream(target, { mode: 0o600, flags: 'wx', flush: true }),
    )
  }
}

async function storeFiles(from: string, store: ObjectStore, stored: string[]) {
  for await (const { path } of fileList(from)) {
    stored.push(path)
    await store.put(path, await readFile(join(from, 'files', path)))
  }
}

/** To the shape the backup has, then the rows, then whatever shape has come since. */
async function restoreDatabase(opened: Opened, ownerUrl: string, migrations: string) {
  const { secrets, manifest } = opened
  await refuseTables(ownerUrl)
  const then = await mkdtemp(join(tmpdir(), 'cling-migrations-'))
  try {
    for (const { name } of manifest.migrations) await copyFile(join(migrations, name), join(then, name))
    await migrate({ ownerUrl, secrets, directory: then })
  } finally {
    await rm(then, { recursive: true })
  }
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await owner.query(SAME_TEXT)
    await owner.query('begin')
    await owner.query('set local row_security = off')
    await loadTables(owner, opened)
    for (const { schema, name, last } of manifest.sequences)
      if (last !== null) await owner.query(`select setval('"${schema}"."${name}"', $1)`, [last])
    await compareTables(owner, manifest.tables)
    await owner.query('commit')
    await owner.query('analyze')
  } finally {
    await owner.end()
  }
  await restoreJobs(opened, urlAs(ownerUrl, secrets, 'cling_jobs'))
  await migrate({ ownerUrl, secrets, directory: migrations })
}

async function refuseTables(ownerUrl: string) {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    const { rows } = await owner.query(
      `select from pg_tables where schemaname not in ('pg_catalog', 'information_schema') limit 1`,
    )
    if (rows.length > 0) throw new Problem('restore-database-not-empty')
  } finally {
    await owner.end()
  }
}

async function loadTables(owner: pg.Client, { folder, manifest, vaultKey }: Opened) {
  const all = manifest.tables.map(t => `"${t.schema}"."${t.name}"`)
  // Rows that migrations themselves put there are in the backup too, as they were.
  if (all.length > 0) await owner.query(`truncate ${all.join(', ')}`)
  for (const table of manifest.tables) {
    const name = `"${table.schema}"."${table.name}"`
    // What a trigger once did is among the rows already.
    await owner.query(`alter table ${name} disable trigger user`)
    await pipeline([
      ...tableContent(tableFile(folder, table), vaultKey, manifest.id, table),
      owner.query(copyFrom(`copy ${copyList(table)} from stdin`)),
    ])
    await owner.query(`alter table ${name} enable trigger user`)
  }
}

/** Reads everything back: the same rows in the same order are the same bytes. */
async function compareTables(owner: pg.Client, tables: readonly TableEntry[]) {
  for (const table of tables) {
    const sha = createHash('sha256')
    const copy = owner.query(copyTo(`copy ${copyList(table)} to stdout`))
    await pipeline(copy, hashing(sha), nowhere())
    if (copy.rowCount !== table.rows || sha.digest('hex') !== table.sha256)
      throw new Error(`${table.schema}.${table.name} was restored otherwise than it was saved.`)
  }
}

async function restoreJobs({ folder, manifest }: Opened, url: string) {
  const queue = new pg.Client({ connectionString: url })
  await queue.connect()
  let added = 0
  try {
    await queue.query('begin')
    for await (const line of createInterface({ input: createReadStream(join(folder, 'jobs')) })) {
      const job = Job.parse(JSON.parse(line))
      await queue.query('select graphile_worker.add_job($1, $2, $3, $4, $5, $6, $7, $8)', [
        job.task,
        JSON.stringify(job.payload),
        job.queue,
        job.runAt,
        job.maxAttempts,
        job.key,
        job.priority,
        job.flags,
      ])
      added++
    }
    if (added !== manifest.jobs.rows) throw new Error('The queue was restored otherwise than it was saved.')
    await queue.query('commit')
  } finally {
    await queue.end()
  }
}
