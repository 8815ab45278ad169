import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { movableClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { currentPassage, makeDoor } from '../../platform/outbound/door.ts'
import { processorsOf } from '../processors.ts'
import { type S3Options, s3Store } from './adapter.ts'
import { type FakeS3, startFakeS3 } from './fake.ts'
import { sha256, signed } from './signature.ts'

const clock = movableClock(new Date('2026-11-24T09:58:00Z'))
const door = makeDoor({ columns: [], ports: [], processors: processorsOf(readConfig({})), clock })
const account = { bucket: 'filer', region: 'eu-north-1', accessKey: 'NYCKEL', secretKey: 'hemligt' }
const name = (n: number) => `019ab000-0000-7000-8000-00000000000${n}/${String(n).repeat(2)}/${String(n).repeat(64)}`

let fake: FakeS3
beforeEach(async () => {
  clock.set(new Date('2026-11-24T09:58:00Z'))
  fake = await startFakeS3({ ...account, clock })
})
afterEach(() => fake.close())
const store = (change: Partial<S3Options> = {}) =>
  s3Store({ ...account, endpoint: fake.endpoint, door, clock, ...change })
const named = async (list: AsyncIterable<string>) => {
  const names: string[] = []
  for await (const n of list) names.push(n)
  return names
}

describe('the signature', () => {
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
  const by = {
    region: 'us-east-1',
    accessKey: 'AKIAIOSFODNN7EXAMPLE',
    secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  }
  const at = new Date('2013-05-24T00:00:00Z')
  test.each([
    ['GET', 'test.txt', { range: 'bytes=0-9' }, '', 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41'],
    [
      'PUT',
      'test$file.text',
      { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
      'Welcome to Amazon S3.',
      '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    ],
    ['GET', '?max-keys=2&prefix=J', {}, '', '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7'],
  ])('of %s %s is the vendor’s', (method, path, headers, body, signature) => {
    const url = new URL(path, 'https://examplebucket.s3.amazonaws.com/')
    const sent = signed({ method, url, headers: headers as Record<string, string>, bodySha256: sha256(body), at }, by)
    expect(sent.authorization).toContain(`Signature=${signature}`)
  })
})

describe('the object store', () => {
  test('keeps what is put, byte for byte, and no longer when it is removed', async () => {
    const bytes = Buffer.from([0, 1, 2, 255, 254, 13, 10])
    await store().put(name(1), bytes)
    expect(fake.objects.get(name(1))?.bytes).toEqual(bytes)
    expect(await store().get(name(1))).toEqual(bytes)
    await store().remove(name(1))
    expect(fake.objects.size).toBe(0)
    expect(await store().get(name(1))).toBeNull()
    await store().remove(name(1))
  })

  test('names what is older, page by page, and nothing of others’', async () => {
    fake.pageSize = 2
    for (const n of [1, 2, 3, 4, 5]) await store().put(name(n), Buffer.from('x'))
    fake.objects.set('logs/2026.txt', { bytes: Buffer.from('x'), at: clock.now() })
    clock.pass(60_000)
    await store().put(name(6), Buffer.from('x'))
    expect(await named(store().olderThan(clock.now()))).toEqual([1, 2, 3, 4, 5].map(name))
  })

  test.each([
    ['another secret', { secretKey: 'gissat' }, 'SignatureDoesNotMatch). Correct CLING_S3_SECRET_KEY.'],
    ['an unknown key', { accessKey: 'OKÄND' }, 'InvalidAccessKeyId). Correct CLING_S3_ACCESS_KEY.'],
    ['another region', { region: 'eu-west-1' }, 'AuthorizationHeaderMalformed). Correct CLING_S3_REGION.'],
    ['another bucket', { bucket: 'andra' }, 'NoSuchBucket). Make the bucket, or correct CLING_S3_BUCKET.'],
    [
      'a clock that is wrong',
      { clock: movableClock(new Date('2026-11-25T00:00:00Z')) },
      'RequestTimeTooSkewed). Set the clock of this machine right.',
    ],
  ])('refuses %s, with the fix, for every operation', async (_, change, sentence) => {
    const wrong = store(change)
    await expect(wrong.put(name(1), Buffer.from('x'))).rejects.toThrow(sentence)
    await expect(wrong.get(name(1))).rejects.toThrow(sentence)
    await expect(wrong.remove(name(1))).rejects.toThrow(sentence)
    await expect(named(wrong.olderThan(clock.now()))).rejects.toThrow(sentence)
  })

  test('an object that may not be read is not taken for a missing one', async () => {
    fake.behaves = 'denies'
    await expect(store().get(name(1))).rejects.toThrow('Let the key read, write, list and delete in the bucket.')
  })

  test('a name that is none of ours never leaves', async () => {
    for (const odd of ['../x', 'a/b', `${name(1)}?acl`, ''])
      await expect(store().get(odd)).rejects.toThrow('Not an object name.')
  })

  test.each(['slow-down', 'cut-short'] as const)(
    'that answers %s is unavailable, and nothing is missing',
    async how => {
      await store().put(name(1), Buffer.alloc(1000, 1))
      fake.behaves = how
      await expect(store().get(name(1))).rejects.toMatchObject({ code: 'files-unavailable', status: 503 })
      fake.behaves = 'normal'
      expect(await store().get(name(1))).toHaveLength(1000)
    },
  )

  test('that never answers is given up', async () => {
    fake.behaves = 'silent'
    const asked = store({ timeoutMs: 50 }).put(name(1), Buffer.from('x'))
    await expect(asked).rejects.toMatchObject({ code: 'files-unavailable', cause: { name: 'TimeoutError' } })
    await fake.leftWaiting
  })

  test('that is down is unavailable', async () => {
    await fake.close()
    await expect(store().get(name(1))).rejects.toMatchObject({ code: 'files-unavailable' })
  })

  test('is reached through the door, as the processor of files', async () => {
    const through: string[] = []
    const watched = {
      through: <T>(processor: string, work: () => Promise<T>) =>
        door.through(processor, () => {
          through.push(String(currentPassage()))
          return work()
        }),
    }
    await store({ door: watched }).put(name(1), Buffer.from('x'))
    expect(through).toEqual(['files'])
  })
})
