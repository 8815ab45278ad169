// AWS Signature Version 4 in its header form (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html), which every
// S3-compatible store asks for. Two dozen lines, held by the vendor's own examples, instead of an SDK of a hundred packages.
import { createHash, createHmac } from 'node:crypto'

export type Unsigned = {
  method: string
  url: URL
  /** Names in lower case. All are signed, `host` with them. */
  headers: Readonly<Record<string, string>>
  /** SHA-256 of the body, hex. */
  bodySha256: string
  at: Date
}
export type Signer = { region: string; accessKey: string; secretKey: string }

/** The headers to send: those given, the time, the body's hash and the signature over them. */
export function signed(request: Unsigned, by: Signer): Record<string, string> {
  const time = `${request.at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
  const headers = { ...request.headers, 'x-amz-content-sha256': request.bodySha256, 'x-amz-date': time }
  const all = Object.entries({ ...headers, host: request.url.host }).sort(([a], [b]) => (a < b ? -1 : 1))
  const names = all.map(([name]) => name).join(';')
  const canonical = [
    request.method,
    request.url.pathname
      .split('/')
      .map(part => encoded(decodeURIComponent(part)))
      .join('/'),
    [...request.url.searchParams]
      .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
      .sort()
      .join('&'),
    ...all.map(([name, value]) => `${name}:${value.trim().replace(/ +/g, ' ')}`),
    '',
    names,
    request.bodySha256,
  ].join('\n')
  const scope = [time.slice(0, 8), by.region, 's3', 'aws4_request']
  const toSign = ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(canonical)].join('\n')
  const key = scope.reduce<string | Buffer>((k, part) => mac(k, part), `AWS4${by.secretKey}`)
  const signature = mac(key, toSign).toString('hex')
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${by.accessKey}/${scope.join('/')},SignedHeaders=${names},Signature=${signature}`,
  }
}

export const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const mac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

/** Percent-encoded as the signature wants it: everything but letters, digits and -._~ */
const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
