import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { type FakeS3, startFakeS3 } from '../../integrations/s3/fake.ts'
import { clause } from '../../testing/clause.ts'
import { sentQuote } from '../../testing/sent-quote.ts'
import { startTestService, type TestService } from '../../testing/test-service.ts'
import { movableClock } from '../clock.ts'
import { noteFile } from './files.ts'
import { sweepFiles } from './sweep.ts'

const HOUR = 3_600_000
const START = new Date('2026-11-24T09:58:00Z')
const clock = movableClock(START)
const account = { bucket: 'filer', region: 'eu-north-1', accessKey: 'NYCKEL', secretKey: 'hemligt' }
/** An object of a company that this installation does not have. */
const FOREIGN = `019ab000-0000-7000-8000-000000000001/aa/${'a'.repeat(64)}`

let service: TestService
let fake: FakeS3 | undefined
afterEach(async () => {
  await service.close()
  await fake?.close()
  fake = undefined
  clock.set(START)
})

/** What a company's writer leaves: a file in use, and one whose writer died before noting it. */
async function aCompany() {
  const { companyId } = await sentQuote(service.services, { send: false })
  const write = (text: string) =>
    service.services.files.write(companyId, Buffer.from(text), {
      mime: 'image/jpeg',
      purpose: 'picture',
      bucket: 'draft',
    })
  const used = await write('en bild av ett badrum')
  await service.services.database.company(companyId, tx => noteFile(tx, used, clock.now()))
  return { companyId, write, used }
}

test('on disk, halves and objects that no row refers to go after a day; newer ones, those in use and others’ stay', async () => {
  service = await startTestService({ jobs: false, clock })
  const root = join(service.dataDir, 'files')
  mkdirSync(root)
  const there = () =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter(f => f.isFile())
      .map(f => relative(root, join(f.parentPath, f.name)))
      .sort()
  const put = (name: string, at: Date) => {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), 'x', { flag: 'a' })
    utimesSync(join(root, name), at, at)
  }
  /** The name of what is written, dated by the clock that stands in for the disk's. */
  const named = async (work: () => Promise<unknown>) => {
    const before = new Set(there())
    await work()
    const name = there().find(n => !before.has(n)) as string
    utimesSync(join(root, name), clock.now(), clock.now())
    return name
  }
  let company: Awaited<ReturnType<typeof aCompany>> | undefined
  const used = await named(async () => {
    company = await aCompany()
  })
  const forgotten = await named(async () => company?.write('en bild av ett kök'))
  put(`${used}.4711.k3j2`, clock.now())
  put('LÄS MIG', clock.now())
  put(FOREIGN, clock.now())

  clock.pass(2 * HOUR)
  const newer = await named(async () => company?.write('en bild av en hall'))
  put(`${used}.4712.x9`, clock.now())

  clock.pass(22 * HOUR)
  const before = there()
  await sweepFiles.run(service.services)
  expect(there()).toEqual(before)

  clock.pass(1)
  await sweepFiles.run(service.services)
  expect(there()).toEqual([used, newer, `${used}.4712.x9`, 'LÄS MIG', FOREIGN].sort())
  expect(before.filter(n => !there().includes(n))).toEqual([forgotten, `${used}.4711.k3j2`].sort())
})

test(
  'in an object store too, where only ciphertext lies and none of its keys',
  clause('B-2', 'B-15', 'P-20.4'),
  async () => {
    fake = await startFakeS3({ ...account, clock })
    service = await startTestService({
      jobs: false,
      clock,
      env: {
        CLING_S3_ENDPOINT: fake.endpoint,
        CLING_S3_BUCKET: account.bucket,
        CLING_S3_ACCESS_KEY: account.accessKey,
        CLING_S3_SECRET_KEY: account.secretKey,
      },
    })
    const { companyId, write, used } = await aCompany()
    const [usedName] = fake.objects.keys()
    await write('en bild av ett kök')
    fake.objects.set(FOREIGN, { bytes: Buffer.from('x'), at: clock.now() })
    clock.pass(2 * HOUR)
    await write('en bild av en hall')
    const newerName = [...fake.objects.keys()].at(-1)

    clock.pass(22 * HOUR)
    await sweepFiles.run(service.services)
    expect(fake.objects.size).toBe(4)
    clock.pass(1)
    await sweepFiles.run(service.services)
    expect([...fake.objects.keys()].sort()).toEqual([usedName, newerName, FOREIGN].sort())

    for (const { bytes } of fake.objects.values()) {
      expect(bytes.includes('bild')).toBe(false)
      expect(bytes.includes(used.key.key)).toBe(false)
      expect(bytes.includes(used.key.key.toString('hex'))).toBe(false)
    }
    const read = await service.services.files.read(companyId, { sha256: used.sha256, key_id: used.key.id })
    expect(read.toString()).toBe('en bild av ett badrum')
  },
)
