// Backup and restore of an installation whose files lie in a bucket.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type FakeS3, startFakeS3 } from '../integrations/s3/fake.ts'
import { systemClock } from '../platform/clock.ts'
import { ask } from '../testing/ask.ts'
import { clause } from '../testing/clause.ts'
import { TEST_ROOT_KEY, type TestDatabase, testDatabase } from '../testing/test-database.ts'
import { backupCommand, restoreCommand } from './backup.ts'

const COMPANY = '01900000-0000-7000-8000-000000000001'
const account = { region: 'eu-north-1', accessKey: 'NYCKEL', secretKey: 'hemligt' }
const top = mkdtempSync(join(tmpdir(), 'cling-test-'))
const source = join(top, 'source')
const name = (n: number) => `${COMPANY}/${String(n).repeat(2)}/${String(n).repeat(64)}`

let database: TestDatabase
let bucket: FakeS3
let other: FakeS3
let said: string
let folders = 0

beforeAll(async () => {
  mkdirSync(join(source, 'keys'), { recursive: true })
  writeFileSync(join(source, 'keys', 'root.key'), TEST_ROOT_KEY.toString('hex'), { mode: 0o600 })
  database = await testDatabase()
  await ask(
    database.ownerUrl,
    `insert into company (id, name, created_at, updated_at) values ('${COMPANY}', 'Prov El AB', now(), now())`,
  )
  bucket = await startFakeS3({ ...account, bucket: 'filer', clock: systemClock })
  // Several pages of the list.
  bucket.pageSize = 2
  for (const n of [1, 2, 3, 4, 5])
    bucket.objects.set(name(n), { bytes: Buffer.from(`chiffertext ${n}`), at: new Date() })
})
afterAll(async () => {
  await bucket.close()
  rmSync(top, { recursive: true, force: true })
})
beforeEach(async () => {
  other = await startFakeS3({ ...account, bucket: 'annan', clock: systemClock })
  said = ''
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation(text => {
      said += text
      return true
    })
})
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  await other.close()
})

const withBucket = (of: FakeS3 | null, named: string) => {
  vi.stubEnv('CLING_S3_BUCKET', of ? named : undefined)
  vi.stubEnv('CLING_S3_ENDPOINT', of?.endpoint)
  vi.stubEnv('CLING_S3_REGION', of ? account.region : undefined)
  vi.stubEnv('CLING_S3_ACCESS_KEY', of ? account.accessKey : undefined)
  vi.stubEnv('CLING_S3_SECRET_KEY', of ? account.secretKey : undefined)
}
async function backedUp(...options: string[]) {
  withBucket(bucket, 'filer')
  vi.stubEnv('DATABASE_URL', database.ownerUrl)
  vi.stubEnv('CLING_DATA', source)
  const into = join(top, `kopia${++folders}`)
  expect(await backupCommand(['--into', into, ...options])).toBe(0)
  return into
}
async function restored(from: string, into: FakeS3 | null, ownerUrl?: string) {
  withBucket(into, 'annan')
  const empty = await testDatabase({ migrated: false })
  vi.stubEnv('DATABASE_URL', ownerUrl ?? empty.ownerUrl)
  const dataDir = join(top, `data${++folders}`)
  vi.stubEnv('CLING_DATA', dataDir)
  said = ''
  expect(await restoreCommand(['--from', from, '--no-tombstones'])).toBe(0)
  expect(await ask(empty.ownerUrl, 'select name from company')).toEqual([{ name: 'Prov El AB' }])
  return dataDir
}
const contents = (of: FakeS3) => new Map([...of.objects].map(([key, o]) => [key, o.bytes.toString()]))
const filesIn = (folder: string) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter(e => e.isFile())
        .map(e => readFileSync(join(e.parentPath, e.name), 'utf8'))
        .sort()
    : []

test(
  'a restore asks whom to erase again, and has it beside the data before the service starts',
  clause('X-50'),
  async () => {
    const copy = await backedUp()
    withBucket(other, 'annan')
    const empty = await testDatabase({ migrated: false })
    vi.stubEnv('DATABASE_URL', empty.ownerUrl)
    const dataDir = join(top, `data${++folders}`)
    vi.stubEnv('CLING_DATA', dataDir)
    expect(await restoreCommand(['--from', copy])).toBe(2)
    expect(existsSync(dataDir)).toBe(false)
    const tombstones = join(top, 'tombstones')
    writeFileSync(tombstones, '{"of":"nobody"}\n')
    expect(await restoreCommand(['--from', copy, '--tombstones', tombstones])).toBe(0)
    for (const name of ['tombstones', 'tombstones.replay'])
      expect(readFileSync(join(dataDir, name), 'utf8')).toBe('{"of":"nobody"}\n')
    for (const key of other.objects.keys()) other.objects.delete(key)
    await empty.drop()
  },
)

describe('a backup of an installation with a bucket', () => {
  test('has every file of it, and fills an empty bucket again', async () => {
    const copy = await backedUp()
    expect(said).toContain('5 filer')
    const dataDir = await restored(copy, other)
    expect(contents(other)).toEqual(contents(bucket))
    expect(said).toContain('5 filer i annan (127.0.0.1)')
    expect(filesIn(join(dataDir, 'files'))).toEqual([])
  })

  test('is put on disk where there is no bucket', async () => {
    const dataDir = await restored(await backedUp(), null)
    expect(filesIn(join(dataDir, 'files'))).toEqual([...contents(bucket).values()].sort())
  })

  test('is restored into no bucket that holds anything', async () => {
    const copy = await backedUp()
    other.objects.set(name(9), { bytes: Buffer.from('en annans'), at: new Date() })
    await expect(restored(copy, other)).rejects.toMatchObject({ code: 'restore-bucket-not-empty' })
    expect([...other.objects.keys()]).toEqual([name(9)])
  })

  test('leaves nothing in the bucket when the restore does not go through', async () => {
    const copy = await backedUp()
    await expect(restored(copy, other, database.ownerUrl)).rejects.toMatchObject({ code: 'restore-database-not-empty' })
    expect([...other.objects.keys()]).toEqual([])
  })

  test('leaves the files out when asked to, and both commands say where they are', async () => {
    const copy = await backedUp('--without-files')
    expect(said).toContain('ligger i filer (127.0.0.1) och är inte med')
    await restored(copy, other)
    expect(contents(other).size).toBe(0)
    expect(said).toContain('De låg i filer (127.0.0.1)')
  })

  test('is not made when the bucket cannot be read: half of one is none', async () => {
    bucket.behaves = 'denies'
    try {
      await expect(backedUp()).rejects.toThrow('Let the key read, write, list and delete in the bucket.')
    } finally {
      bucket.behaves = 'normal'
    }
    expect(existsSync(join(top, `kopia${folders}`))).toBe(false)
  })

  test('leaves no files out of an installation without a bucket', async () => {
    withBucket(null, '')
    expect(await backupCommand(['--into', join(top, 'ingen'), '--without-files'])).toBe(2)
    expect(said).toContain('följer med kopian')
    expect(existsSync(join(top, 'ingen'))).toBe(false)
  })
})
