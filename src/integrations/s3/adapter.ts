// Files in an S3-compatible object store, by path (https://docs.aws.amazon.com/AmazonS3/latest/API/). What comes here is ciphertext under
// a name that says nothing. Repeats nothing: a job is run again by the queue, and writes under a new name.
import { Problem } from '../../kernel/problem.ts'
import type { Clock } from '../../platform/clock.ts'
import { isObjectName, type ObjectStore } from '../../platform/files/store.ts'
import type { Door } from '../../platform/outbound/door.ts'
import { type Signer, sha256, signed } from './signature.ts'

export type S3Options = Signer & {
  /** For example https://s3.eu-north-1.amazonaws.com */
  endpoint: string
  bucket: string
  door: Pick<Door, 'through'>
  clock: Clock
  /** For a whole exchange. Half a minute by default: a sealed file may be tens of megabytes. */
  timeoutMs?: number
}

type Reply = { status: number; bytes: Buffer }

export function s3Store(options: S3Options): ObjectStore {
  const base = `${options.endpoint.replace(/\/+$/, '')}/${options.bucket}/`

  const call = (method: 'GET' | 'PUT' | 'DELETE', name: string, body?: Uint8Array, query = {}) =>
    options.door.through('files', async (): Promise<Reply> => {
      const url = new URL(name, base)
      for (const [key, value] of Object.entries(query)) url.searchParams.set(key, String(value))
      const headers = signed(
        {
          method,
          url,
          headers: body ? { 'content-type': 'application/octet-stream' } : {},
          bodySha256: sha256(body ?? ''),
          at: options.clock.now(),
        },
        options,
      )
      const reply = await exchange(url, method, headers, body ?? null, options.timeoutMs ?? 30_000)
      // 500, 503 SlowDown and their like: trying again later may help.
      if (reply.status >= 500 || reply.status === 429 || reply.status === 408)
        throw unavailable(new Error(`${method} was answered ${reply.status} ${codeOf(reply)}`))
      return reply
    })
  const key = (name: string) => {
    if (!isObjectName(name)) throw new Error('Not an object name.')
    return name
  }

  return {
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
    async put(name, bytes) {
      const reply = await call('PUT', key(name), bytes)
      if (reply.status !== 200) throw refusal('PUT', reply)
    },

    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
    async get(name) {
      const reply = await call('GET', key(name))
      if (reply.status === 200) return reply.bytes
      // A bucket that is not there is answered 404 as well, and is no missing file.
      if (reply.status === 404 && codeOf(reply) === 'NoSuchKey') return null
      throw refusal('GET', reply)
    },

    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
    async remove(name) {
      const reply = await call('DELETE', key(name))
      if (reply.status !== 204 && reply.status !== 200) throw refusal('DELETE', reply)
    },

    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
    async *olderThan(before) {
      let token: string | undefined
      do {
        const reply = await call('GET', '', undefined, {
          'list-type': 2,
          ...(token ? { 'continuation-token': token } : {}),
        })
        if (reply.status !== 200) throw refusal('LIST', reply)
        const xml = reply.bytes.toString('utf8')
        for (const [, object] of xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
          const name = element(object as string, 'Key') ?? ''
          const at = Date.parse(element(object as string, 'LastModified') ?? '')
          if (isObjectName(name) && at < before.getTime()) yield name
        }
        token = element(xml, 'IsTruncated') === 'true' ? element(xml, 'NextContinuationToken') : undefined
      } while (token)
    },

    // An object is there whole or not at all.
    removeHalves: async () => 0,
  }
}

/** One exchange. Throws `files-unavailable` when there is no whole answer in time. */
async function exchange(
  url: URL,
  method: string,
  headers: Record<string, string>,
  body: Uint8Array | null,
  timeoutMs: number,
): Promise<Reply> {
  try {
    const response = await fetch(url, {
      method,
      headers,
      body: body as BodyInit | null,
      // A signature is for one address.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) }
  } catch (error) {
    throw unavailable(error)
  }
}

const unavailable = (cause: unknown) => Object.assign(new Problem('files-unavailable', {}, { status: 503 }), { cause })

const element = (xml: string, name: string) =>
  new RegExp(`<${name}>([^<]*)</${name}>`)
    .exec(xml)?.[1]
    ?.replace(/&(amp|lt|gt|quot|apos);/g, (_, c: keyof typeof ENTITIES) => ENTITIES[c])
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const codeOf = (reply: Reply) => element(reply.bytes.subarray(0, 10_000).toString('utf8'), 'Code') ?? ''

/** What an operator can do about it, by the store's own code. */
const FIXES: Readonly<Record<string, string>> = {
  NoSuchBucket: 'Make the bucket, or correct CLING_S3_BUCKET.',
  InvalidAccessKeyId: 'Correct CLING_S3_ACCESS_KEY.',
  SignatureDoesNotMatch: 'Correct CLING_S3_SECRET_KEY.',
  AccessDenied: 'Let the key read, write, list and delete in the bucket.',
  RequestTimeTooSkewed: 'Set the clock of this machine right.',
  AuthorizationHeaderMalformed: 'Correct CLING_S3_REGION.',
  PermanentRedirect: 'Correct CLING_S3_ENDPOINT and CLING_S3_REGION: the bucket lies elsewhere.',
}

function refusal(operation: string, reply: Reply): Error {
  const code = codeOf(reply)
  return new Error(
    `The object store refused ${operation} (${[reply.status, code].join(' ').trim()}). ${FIXES[code] ?? ''}`.trim(),
  )
}
