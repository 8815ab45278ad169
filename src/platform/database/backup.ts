// One consistent picture of the installation, while it runs: database, vault, waiting jobs and stored files.
import { createHash, type Hash, randomBytes, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { Problem } from '../../kernel/problem.ts'
import type { ObjectStore } from '../files/store.ts'
import type { Secrets } from '../secrets.ts'
import {
  copyList,
  type FileEntry,
  FORMAT,
  hashing,
  type Job,
  type KeyFile,
  type Manifest,
  QUEUE_SCHEMA,
  SAME_TEXT,
  sealing,
  type TableEntry,
  tableFile,
  VAULT_SCHEMA,
} from './backup-format.ts'
import { POSTGRES_MAJOR } from './embedded/cluster.ts'
import { urlAs } from './migrate.ts'

export type BackupReport = {
  folder: string
  /** To be kept apart from the folder, and destroyed by `destroyBy`. */
  keyFile: string
  destroyBy: string
  tables: number
  rows: number
  jobs: number
  files: number
  bytes: number
}

/** Keys shredded since may come back with a backup for so long, and no longer (docs/operating.md). */
const KEY_DAYS = 28

/** Where the stored files are: on disk under the data folder, in an object store, or left where they are. */
export type FilesFrom = { dataDir: string } | { store: ObjectStore } | { elsewhere: string }

/**
 * Writes a backup into a folder that does not exist yet, and its key file beside it. `rootKey` is put into the key file where the
 * installation keeps its own; null where it comes from outside.
 */
export async function backup(options: {
  ownerUrl: string
  secrets: Secrets
  files: FilesFrom
  into: string
  rootKey: Buffer | null
  now: Date
}): Promise<BackupReport> {
  const into = resolve(options.into)
  const keyFile = `${into}.key`
  for (const path of [into, keyFile])
    if (existsSync(path)) throw new Problem('backup-target-not-empty', { folder: path })

  const making = `${into}.making`
  await rm(making, { recursive: true, force: true })
  await mkdir(join(making, 'tables'), { recursive: true, mode: 0o700 })
  await mkdir(join(making, 'vault'), { mode: 0o700 })
  const id = randomUUID()
  const vaultKey = randomBytes(32)
  try {
    const database = await saveDatabase(options, { id, vaultKey, folder: making })
    // After the snapshot: every file that a row of it names was stored before that row.
    const files = await saveFiles(options.files, making)
    const manifest: Manifest = {
      format: FORMAT,
      id,
      at: options.now.toISOString(),
      postgres: POSTGRES_MAJOR,
      ...database,
      files,
    }
    const text = `${JSON.stringify(manifest, null, 1)}\n`
    const destroyBy = new Date(options.now.getTime() + KEY_DAYS * 86_400_000).toISOString().slice(0, 10)
    const keys: KeyFile = {
      backup: id,
      vaultKey: vaultKey.toString('hex'),
      rootKey: options.rootKey?.toString('hex') ?? null,
      destroyBy,
    }
    await keep(join(making, 'backup.mac'), `${options.secrets.mac('backup', text).toString('hex')}\n`)
    await keep(join(making, 'backup.json'), text)
    await keep(keyFile, `${JSON.stringify(keys, null, 1)}\n`)
    await rename(making, into)
    return {
      folder: into,
      keyFile,
      destroyBy,
      tables: manifest.tables.length,
      rows: manifest.tables.reduce((sum, t) => sum + t.rows, 0),
      jobs: manifest.jobs.rows,
      files: files.count,
      bytes: files.bytes,
    }
  } catch (error) {
    await rm(making, { recursive: true, force: true })
    throw error
  }
}

type Target = { id: string; vaultKey: Buffer; folder: string }

async function saveDatabase(from: { ownerUrl: string; secrets: Secrets }, target: Target) {
  const owner = new pg.Client({ connectionString: from.ownerUrl })
  const queue = new pg.Client({ connectionString: urlAs(from.ownerUrl, from.secrets, 'cling_jobs') })
  await Promise.all([owner.connect(), queue.connect()])
  try {
    await owner.query(SAME_TEXT)
    await owner.query('begin isolation level repeatable read read only')
    // Better to fail than to save only the rows that a policy lets us see.
    await owner.query('set local row_security = off')
    const { rows } = await owner.query<{ snapshot: string }>('select pg_export_snapshot() as snapshot')
    await queue.query(
      `begin isolation level repeatable read read only; set transaction snapshot '${rows[0]?.snapshot}'`,
    )
    const tables: TableEntry[] = []
    for (const table of await tablesInOrder(owner)) tables.push(await saveTable(owner, table, target))
    return {
      migrations: (
        await owner.query<{ name: string; sha256: string }>('select name, sha256 from public.migration order by name')
      ).rows,
      tables,
      sequences: await sequences(owner),
      jobs: await saveJobs(queue, join(target.folder, 'jobs')),
    }
  } finally {
    await Promise.all([owner.end(), queue.end()])
  }
}

type Described = Pick<TableEntry, 'schema' | 'name' | 'columns'>

/**
 * Every table of ours that survives a restart, what others point at before what points at it. The list of migrations and the queue
 * are left out: a restore makes both anew.
 */
async function tablesInOrder(owner: pg.Client): Promise<Described[]> {
  const { rows } = await owner.query<Described & { needs: string[] }>(
    `select n.nspname as schema, c.relname as name,
       (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       (select coalesce(array_agg(distinct fn.nspname || '.' || fc.relname), '{}') from pg_constraint k
          join pg_class fc on fc.oid = k.confrelid join pg_namespace fn on fn.oid = fc.relnamespace
          where k.contype = 'f' and k.conrelid = c.oid and k.confrelid <> c.oid) as needs
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and c.relpersistence = 'p' and n.nspname not in ('pg_catalog', 'information_schema', $1)
       and (n.nspname, c.relname) <> ('public', 'migration')
     order by 1, 2`,
    [QUEUE_SCHEMA],
  )
  const ordered: Described[] = []
  const placed = new Set<string>()
  let waiting = rows
  while (waiting.length > 0) {
    const ready = waiting.filter(t => t.needs.every(n => placed.has(n)))
    if (ready.length === 0)
      throw new Error(`These tables point at each other in a circle: ${waiting.map(t => t.name).join(', ')}.`)
    for (const { schema, name, columns } of ready) {
      ordered.push({ schema, name, columns })
      placed.add(`${schema}.${name}`)
    }
    waiting = waiting.filter(t => !ready.includes(t))
  }
  return ordered
}

async function saveTable(owner: pg.Client, table: Described, target: Target): Promise<TableEntry> {
  const sha = createHash('sha256')
  const copy = owner.query(copyTo(`copy ${copyList(table)} to stdout`))
  const entry = { ...table, rows: 0, sha256: '', sealed: null }
  const out = output(tableFile(target.folder, entry))
  if (table.schema === VAULT_SCHEMA) {
    const nonce = randomBytes(12)
    const cipher = sealing(target.vaultKey, nonce, target.id, table)
    await pipeline(copy, hashing(sha), cipher, out)
    const sealed = { nonce: nonce.toString('hex'), tag: cipher.getAuthTag().toString('hex') }
    return { ...entry, rows: copy.rowCount, sha256: sha.digest('hex'), sealed }
  }
  await pipeline(copy, hashing(sha), out)
  return { ...entry, rows: copy.rowCount, sha256: sha.digest('hex') }
}

async function sequences(owner: pg.Client): Promise<Manifest['sequences']> {
  const { rows } = await owner.query<{ schema: string; name: string; last: string | null }>(
    `select schemaname as schema, sequencename as name, last_value::text as last from pg_sequences
     where schemaname not in ('pg_catalog', 'information_schema', $1) order by 1, 2`,
    [QUEUE_SCHEMA],
  )
  return rows
}

/** Jobs that may still run. One that is running now will run again, which jobs are written to bear. */
async function saveJobs(queue: pg.Client, file: string): Promise<Manifest['jobs']> {
  const { rows } = await queue.query<Job>(
    `select t.identifier as task, j.payload, q.queue_name as queue, to_json(j.run_at) #>> '{}' as "runAt",
       j.max_attempts as "maxAttempts", j.key, j.priority,
       (select array_agg(f) from jsonb_object_keys(j.flags) f) as flags
     from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id
     left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
     where j.attempts < j.max_attempts order by j.id`,
  )
  const sha = createHash('sha256')
  await writeLines(file, rows, sha)
  return { rows: rows.length, sha256: sha.digest('hex') }
}

async function saveFiles(from: FilesFrom, folder: string): Promise<Manifest['files']> {
  const entries: FileEntry[] = []
  await mkdir(join(folder, 'files'), { mode: 0o700 })
  for await (const { path, read } of objectsOf(from)) {
    const sha = createHash('sha256')
    const target = join(folder, 'files', path)
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    const content = await read()
    if (content === null) continue
    try {
      await pipeline(content, hashing(sha), output(target))
    } catch (error) {
      // Erased while we went along: then it is to be gone here too.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || (await read()) !== null) throw error
      await rm(target, { force: true })
      continue
    }
    entries.push({ path, size: (await stat(target)).size, sha256: sha.digest('hex') })
  }
  const sha = createHash('sha256')
  await writeLines(join(folder, 'files.list'), entries, sha)
  const bytes = entries.reduce((sum, e) => sum + e.size, 0)
  const left = 'elsewhere' in from ? { elsewhere: from.elsewhere } : {}
  return { count: entries.length, bytes, sha256: sha.digest('hex'), ...left }
}

/** `read` gives null when it has been erased meanwhile. */
type Found = { path: string; read: () => Promise<Readable | null> }

async function* objectsOf(from: FilesFrom): AsyncGenerator<Found> {
  if ('dataDir' in from) {
    const root = join(from.dataDir, 'files')
    for (const file of await objectsUnder(root))
      yield {
        path: relative(root, file),
        read: async () => (existsSync(file) ? createReadStream(file) : null),
      }
  }
  if ('store' in from)
    for await (const path of from.store.olderThan(new Date(8.64e15)))
      yield {
        path,
        read: async () => {
          const bytes = await from.store.get(path)
          return bytes && Readable.from([bytes])
        },
      }
}

/** Whole objects only: one that is being written has a temporary name with dots in it. */
async function objectsUnder(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return []
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter(e => e.isFile() && !e.name.includes('.'))
    .map(e => join(e.parentPath, e.name))
    .sort()
}

async function writeLines(file: string, rows: readonly unknown[], sha: Hash) {
  await pipeline(Readable.from(lines(rows)), hashing(sha), output(file))
}

function* lines(rows: readonly unknown[]) {
  for (const row of rows) yield Buffer.from(`${JSON.stringify(row)}\n`)
}

/** Resolved only when the disk has it. */
const output = (file: string) => createWriteStream(file, { mode: 0o600, flags: 'wx', flush: true })
const keep = (file: string, text: string) => writeFile(file, text, { mode: 0o600, flag: 'wx', flush: true })
