import { createHash } from 'node:crypto'
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Message, say } from '../../kernel/messages.ts'
import { Problem } from '../../kernel/problem.ts'
import { ask } from '../../testing/ask.ts'
import { TEST_ROOT_KEY, type TestDatabase, testDatabase, testSecrets } from '../../testing/test-database.ts'
import type { ObjectStore } from '../files/store.ts'
import { packagePath } from '../package-path.ts'
import { backupMessages } from './backup.messages.ts'
import { type BackupReport, backup } from './backup.ts'
import { startPostgres } from './embedded/index.ts'
import { urlAs } from './migrate.ts'
import { restore } from './restore.ts'

const top = mkdtempSync(join(tmpdir(), 'cling-backup-'))
chmodSync(top, 0o755)
afterAll(() => rmSync(top, { recursive: true, force: true }))

const COMPANY = '01900000-0000-7000-8000-000000000001'
const KEY = '01900000-0000-7000-8000-000000000002'
const WRAPPED = Buffer.from('det här är en inslagen nyckel')
const OBJECT = `${COMPANY}/ab/${'ab'.repeat(32)}`
/** A table with what the others lack: an identity, a generated column. */
const COUNTED = `create table counted (id bigint generated always as identity primary key, note text,
  twice text generated always as (note || note) stored)`
const NOW = new Date('2026-03-02T10:00:00Z')
const migrations = packagePath('migrations')

const source = { database: null as unknown as TestDatabase, dataDir: join(top, 'source') }
let report: BackupReport
beforeAll(async () => {
  source.database = await testDatabase()
  await ask(
    source.database.ownerUrl,
    `${COUNTED};
     insert into counted (note) values ('ett'), (E'två\\t\\\\N\\n"rader"'), (null);
     delete from counted where note = 'ett';
     insert into company (id, name, created_at, updated_at) values ('${COMPANY}', 'Prov El AB', now(), now());
     insert into vault.key (company_id, id, bucket, wrapped, created_at)
       values ('${COMPANY}', '${KEY}', 'person', '\\x${WRAPPED.toString('hex')}', now());
     insert into vault_key (company_id, id, bucket, created_at) values ('${COMPANY}', '${KEY}', 'person', now());
     insert into client (company_id, id, kind, name, created_at, updated_at)
       values ('${COMPANY}', '${KEY}', 'private', 'Åsa Berg', now(), now());
     insert into client_person (company_id, id, client_id, position, name, key_id, personal_number, created_at)
       values ('${COMPANY}', '${KEY}', '${KEY}', 1, 'Åsa Berg', '${KEY}', '\\x00ff5c6e', now());
     insert into rate_limit values ('\\x01', array[now()], now())`,
  )
  await ask(
    source.database.url('cling_app'),
    `select jobs.enqueue('seal', '{"documentId":"d1"}', 'seal-queue', '2026-03-01T09:00:00.123456Z', 25, 'seal:d1', 3)`,
  )
  mkdirSync(join(source.dataDir, 'files', OBJECT, '..'), { recursive: true })
  writeFileSync(join(source.dataDir, 'files', OBJECT), 'chiffertext')
  writeFileSync(join(source.dataDir, 'files', `${OBJECT}.123.half`), 'halv')
  report = await backup({
    ownerUrl: source.database.ownerUrl,
    secrets: testSecrets,
    files: { dataDir: source.dataDir },
    into: join(top, 'kopia'),
    rootKey: TEST_ROOT_KEY,
    now: NOW,
  })
})

describe('a backup', () => {
  test('says what it holds and by when its key file is to be destroyed', () => {
    expect(report).toMatchObject({ jobs: 1, files: 1, bytes: 11, destroyBy: '2026-03-30' })
    expect(report.rows).toBeGreaterThanOrEqual(7)
  })

  test('holds no key of the vault and no root key; those are in the file beside it', () => {
    const everything = filesUnder(report.folder).map(f => readFileSync(f, 'latin1'))
    for (const secret of [WRAPPED.toString('hex'), WRAPPED.toString('latin1'), TEST_ROOT_KEY.toString('hex')])
      expect(everything.filter(text => text.includes(secret))).toEqual([])
    expect(readFileSync(report.keyFile, 'utf8')).toContain(TEST_ROOT_KEY.toString('hex'))
  })

  test('is readable to its owner alone', () => {
    for (const file of [report.keyFile, ...filesUnder(report.folder)]) expect(statSync(file).mode & 0o077).toBe(0)
  })

  test('lacks what was erased while it was made', async () => {
    const store = {
      async *olderThan() {
        yield OBJECT
        yield OBJECT.replaceAll('ab', 'cd')
      },
      get: async (name: string) => (name === OBJECT ? Buffer.from('chiffertext') : null),
    } as unknown as ObjectStore
    const made = await backup({
      ownerUrl: source.database.ownerUrl,
      secrets: testSecrets,
      files: { store },
      into: join(top, 'erased'),
      rootKey: null,
      now: NOW,
    })
    expect(made).toMatchObject({ files: 1, bytes: 11 })
    expect(filesUnder(join(made.folder, 'files'))).toEqual([join(made.folder, 'files', OBJECT)])
  })

  test('never writes over another', async () => {
    const again = backup({
      ownerUrl: source.database.ownerUrl,
      secrets: testSecrets,
      files: { dataDir: source.dataDir },
      into: report.folder,
      rootKey: null,
      now: NOW,
    })
    expect(sentence(await refusal(again))).toContain('finns redan')
  })
})

describe('a restore', () => {
  test('brings back every row, key, job, file and the root key, and then this version’s shape', async () => {
    const dataDir = join(top, 'restored')
    const newer = join(top, 'newer-migrations')
    cpSync(migrations, newer, { recursive: true })
    writeFileSync(join(newer, '9999_later.sql'), 'create table later (id int primary key)')
    const here = await restoreWithCounted(dataDir, newer)
    expect(here).toMatchObject({ at: NOW.toISOString(), rows: report.rows, jobs: 1, files: 1 })
    expect(readdirSync(dataDir)).toEqual(expect.arrayContaining(['files', 'keys', 'postgres']))
    expect(readdirSync(dataDir)).not.toContain('restoring')
    expect(readFileSync(join(dataDir, 'keys', 'root.key'), 'utf8').trim()).toBe(TEST_ROOT_KEY.toString('hex'))
    expect(filesUnder(join(dataDir, 'files'))).toEqual([join(dataDir, 'files', OBJECT)])
    expect(readFileSync(join(dataDir, 'files', OBJECT), 'utf8')).toBe('chiffertext')

    const postgres = await startPostgres({ dataDir })
    try {
      for (const table of ['counted', 'company', 'vault.key', 'vault_key', 'client', 'client_person'])
        expect(await ask(postgres.ownerUrl, `select * from ${table} order by 1, 2`)).toEqual(
          await ask(source.database.ownerUrl, `select * from ${table} order by 1, 2`),
        )
      expect(await ask(postgres.ownerUrl, `insert into counted (note) values ('ny') returning id::int`)).toEqual([
        { id: 4 },
      ])
      expect(await ask(postgres.ownerUrl, 'select * from later')).toEqual([])
      expect(await ask(urlAs(postgres.ownerUrl, testSecrets, 'cling_jobs'), WAITING)).toEqual(
        await ask(source.database.url('cling_jobs'), WAITING),
      )
      // The service's own login sees what row-level security lets it see, with the password that follows from the root key.
      expect(await ask(urlAs(postgres.ownerUrl, testSecrets, 'cling_app'), 'select * from client')).toEqual([])
    } finally {
      await postgres.stop()
    }
  })

  test('that fails in the middle leaves an empty folder, in which it may be tried again', async () => {
    const dataDir = join(top, 'failed')
    const broken = join(top, 'broken-migrations')
    cpSync(migrations, broken, { recursive: true })
    writeFileSync(join(broken, '9999_broken.sql'), 'select 1 / 0')
    await expect(restoreWithCounted(dataDir, broken)).rejects.toThrow('9999_broken.sql')
    expect(readdirSync(dataDir)).toEqual(['service.lock'])
  })
})

describe('a restore is refused, and the folder left as it was,', () => {
  const cases: [string, Partial<Parameters<typeof restore>[0]>, (copy: string) => void, RegExp][] = [
    ['where something lies already', { dataDir: join(top, 'source') }, () => {}, /inte tom/],
    ['of a folder that is no backup', { from: join(top, 'source') }, () => {}, /ingen hel säkerhetskopia/],
    ['without the key file', { keyFile: join(top, 'borta.key') }, () => {}, /borta\.key/],
    ['with another root key', { rootKey: Buffer.alloc(32, 9) }, () => {}, /Nycklarna hör inte/],
    [
      'with the key file of another backup',
      {},
      c => replace(`${c}.key`, /(?<="backup": "f*)[0-9a-e]/, 'f'),
      /Nycklarna/,
    ],
    [
      'when the root key is nowhere',
      {},
      c => replace(`${c}.key`, /"rootKey": "[0-9a-f]+"/, '"rootKey": null'),
      /CLING_ROOT_KEY/,
    ],
    ['when its list was changed', {}, c => replace(join(c, 'backup.json'), /"rows": \d+/, '"rows": 99'), /Nycklarna/],
    [
      'when a table was changed',
      {},
      c => replace(join(c, 'tables', 'public.client'), /Åsa/, 'Eva'),
      /public\.client är inte vad som skrevs/,
    ],
    ['when the vault was cut short', {}, c => writeFileSync(join(c, 'vault', 'vault.key'), 'x'), /vault\.key/],
    ['when a stored file has grown', {}, c => appendFileSync(join(c, 'files', OBJECT), 'x'), /skadad/],
    ['when a stored file is gone', {}, c => rmSync(join(c, 'files', OBJECT)), /skadad/],
    ['by a version that lacks one of its migrations', { migrations: join(top, 'none') }, () => {}, /annan version/],
  ]
  test.each(cases)('%s', async (name, options, spoil, words) => {
    const copy = join(top, name.replaceAll(' ', '-'))
    cpSync(report.folder, copy, { recursive: true })
    cpSync(report.keyFile, `${copy}.key`)
    spoil(copy)
    const dataDir = join(top, `into-${name.replaceAll(' ', '-')}`)
    const before = filesUnder(options.dataDir ?? dataDir)
    const problem = await refusal(restore({ from: copy, dataDir, rootKey: null, migrations, ...options }))
    expect(sentence(problem)).toMatch(words)
    expect(filesUnder(options.dataDir ?? dataDir)).toEqual(before)
  })
})

const WAITING = `select t.identifier, j.payload, q.queue_name, j.run_at, j.max_attempts, j.key, j.priority, j.attempts
  from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
  left join graphile_worker._private_job_queues q on q.id = j.job_queue_id`

/** `counted` belongs to no migration; the backup's list of them is given one that makes it, in both places. */
async function restoreWithCounted(dataDir: string, directory: string) {
  const file = '9000_counted.sql'
  writeFileSync(join(directory, file), COUNTED)
  const copy = mkdtempSync(join(top, 'with-counted-'))
  cpSync(report.folder, copy, { recursive: true })
  cpSync(report.keyFile, `${copy}.key`)
  const manifest = JSON.parse(readFileSync(join(copy, 'backup.json'), 'utf8'))
  manifest.migrations.push({ name: file, sha256: createHash('sha256').update(COUNTED).digest('hex') })
  const text = JSON.stringify(manifest)
  writeFileSync(join(copy, 'backup.json'), text)
  writeFileSync(join(copy, 'backup.mac'), testSecrets.mac('backup', text).toString('hex'))
  return restore({ from: copy, dataDir, rootKey: null, migrations: directory })
}

function replace(file: string, what: RegExp, by: string) {
  const before = readFileSync(file, 'utf8')
  const after = before.replace(what, by)
  expect(after).not.toBe(before)
  writeFileSync(file, after)
}

function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(e => e.isFile())
    .map(e => join(e.parentPath, e.name))
    .sort()
}

async function refusal(attempt: Promise<unknown>): Promise<Problem> {
  const outcome = await attempt.then(
    () => null,
    error => error,
  )
  if (outcome instanceof Problem) return outcome
  throw outcome ?? new Error('It was not refused.')
}

function sentence(problem: Problem): string {
  return say((backupMessages as Record<string, Message<never>>)[problem.code] as Message<never>, 'sv', problem.facts)
}
