// An object store in memory that refuses what the vendor refuses: every request is judged by its signature, computed here from what
// came over the wire, before anything is done.
import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '../../platform/clock.ts'

export type FakeS3 = {
  endpoint: string
  objects: Map<string, { bytes: Buffer; at: Date }>
  /** `silent`: never answers. `cut-short`: ends in the middle of the answer. */
  behaves: 'normal' | 'silent' | 'cut-short' | 'slow-down' | 'denies'
  /** Objects to a page of the list. */
  pageSize: number
  /** Resolves when a request has come that is not going to be answered. */
  leftWaiting: Promise<void>
  close(): Promise<void>
}

type Refusal = [status: number, code: string]
const SKEW_MS = 15 * 60_000

export async function startFakeS3(options: {
  bucket: string
  region: string
  accessKey: string
  secretKey: string
  clock: Clock
}): Promise<FakeS3> {
  const waiting = Promise.withResolvers<void>()
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const body = Buffer.concat(parts)
    if (fake.behaves === 'silent') return waiting.resolve()
    const refused = fake.behaves === 'slow-down' ? ([503, 'SlowDown'] satisfies Refusal) : refusalOf(request, body)
    if (refused) return refuse(response, ...refused)
    answer(request, body, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const fake: FakeS3 = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects: new Map(),
    behaves: 'normal',
    pageSize: 1000,
    leftWaiting: waiting.promise,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }

  function refusalOf(request: IncomingMessage, body: Buffer): Refusal | null {
    const form =
      /^AWS4-HMAC-SHA256 Credential=([^/,]+)\/(\d{8})\/([^/,]+)\/s3\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/
    const parsed = form.exec(request.headers.authorization ?? '')
    if (!parsed) return [request.headers.authorization ? 400 : 403, 'AccessDenied']
    const [, accessKey, day, region, names, signature] = parsed as unknown as string[]
    if (accessKey !== options.accessKey) return [403, 'InvalidAccessKeyId']
    if (region !== options.region) return [400, 'AuthorizationHeaderMalformed']
    const time = String(request.headers['x-amz-date'])
    const [y, mo, d, h, mi, s] = (/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time) ?? []).slice(1).map(Number)
    const at = Date.UTC(y as number, (mo as number) - 1, d, h, mi, s)
    if (!time.startsWith(day as string) || !(Math.abs(at - options.clock.now().getTime()) < SKEW_MS))
      return [403, 'RequestTimeTooSkewed']
    const signedNames = (names as string).split(';')
    const must = ['host', ...Object.keys(request.headers).filter(n => n.startsWith('x-amz-'))]
    if (must.some(n => !signedNames.includes(n))) return [403, 'AccessDenied']
    const said = String(request.headers['x-amz-content-sha256'])
    if (said !== createHash('sha256').update(body).digest('hex')) return [400, 'XAmzContentSHA256Mismatch']

    const [path, query = ''] = (request.url as string).split('?')
    let canonical = `${request.method}\n${path}\n${query.split('&').sort().join('&')}\n`
    for (const name of signedNames) canonical += `${name}:${request.headers[name]}\n`
    canonical += `\n${names}\n${said}`
    const scope = `${day}/${region}/s3/aws4_request`
    const toSign = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${createHash('sha256').update(canonical).digest('hex')}`
    let key: string | Buffer = `AWS4${options.secretKey}`
    for (const part of [day, region, 's3', 'aws4_request'])
      key = createHmac('sha256', key).update(String(part)).digest()
    if (createHmac('sha256', key).update(toSign).digest('hex') !== signature) return [403, 'SignatureDoesNotMatch']
    if (fake.behaves === 'denies') return [403, 'AccessDenied']
    return (path as string).split('/')[1] === options.bucket ? null : [404, 'NoSuchBucket']
  }

  function answer(request: IncomingMessage, body: Buffer, response: ServerResponse) {
    const url = new URL(request.url as string, fake.endpoint)
    const name = decodeURIComponent(url.pathname.slice(options.bucket.length + 2))
    const found = fake.objects.get(name)
    if (request.method === 'GET' && name === '') return list(url, response)
    if (request.method === 'PUT' && name !== '') {
      if (request.headers['content-length'] === undefined) return refuse(response, 411, 'MissingContentLength')
      fake.objects.set(name, { bytes: body, at: options.clock.now() })
      return response.writeHead(200, { etag: '"x"' }).end()
    }
    if (request.method === 'DELETE' && name !== '') {
      fake.objects.delete(name)
      return response.writeHead(204).end()
    }
    if (request.method !== 'GET') return refuse(response, 405, 'MethodNotAllowed')
    if (!found) return refuse(response, 404, 'NoSuchKey')
    response.writeHead(200, { 'content-length': found.bytes.length })
    if (fake.behaves !== 'cut-short') return response.end(found.bytes)
    return response.write(found.bytes.subarray(0, 10), () => response.destroy())
  }

  function list(url: URL, response: ServerResponse) {
    if (url.searchParams.get('list-type') !== '2') return refuse(response, 501, 'NotImplemented')
    // A token is what may stand in one: also characters that XML and addresses write differently.
    const from = Number((url.searchParams.get('continuation-token') ?? 'a&b+/=0').split('=')[1])
    const names = [...fake.objects.keys()].sort()
    const page = names.slice(from, from + fake.pageSize)
    const next = from + page.length
    response
      .writeHead(200, { 'content-type': 'application/xml' })
      .end(
        `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult><Name>${options.bucket}</Name>` +
          `<IsTruncated>${next < names.length}</IsTruncated>` +
          (next < names.length ? `<NextContinuationToken>a&amp;b+/=${next}</NextContinuationToken>` : '') +
          page
            .map(
              n =>
                `<Contents><Key>${n}</Key><LastModified>${fake.objects.get(n)?.at.toISOString()}</LastModified></Contents>`,
            )
            .join('') +
          '</ListBucketResult>',
      )
  }
  return fake
}

function refuse(response: ServerResponse, status: number, code: string) {
  response
    .writeHead(status, { 'content-type': 'application/xml' })
    .end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>No.</Message></Error>`)
}
