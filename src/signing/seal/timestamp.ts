// Asking a time-stamp authority (RFC 3161). Its answer is believed only when the imprint, the nonce and its own signature hold.
import { randomBytes } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import {
  bool,
  child,
  equalBytes,
  expect,
  integer,
  nothing,
  octets,
  oid,
  readDer,
  SEQUENCE,
  sequence,
} from '../asn1/der.ts'
import { OIDS, readCertificate } from '../asn1/x509.ts'
import { verifyTimestamp } from '../verify/cms.ts'

export class TimestampUnavailable extends Error {}

/** For the whole of an answer: one that comes drop by drop is no answer either. */
const LIMIT_MS = 8000
/** A token has a place in the file that is made before it is asked for. */
export const LARGEST_TOKEN = 18_000

export type Authority = {
  url: string
  /** Whom its server's certificate must come from (PEM); null: those the machine trusts. */
  ca: string | null
  /** Whom its stamps must come from; none: nobody can be told from anybody. */
  roots: readonly Uint8Array[]
}

/** A token over a SHA-256 imprint. Throws TimestampUnavailable. */
export async function askTimestamp(
  authority: Authority,
  imprint: Uint8Array,
  limit: AbortSignal = AbortSignal.timeout(LIMIT_MS),
): Promise<Uint8Array> {
  const nonce = new Uint8Array(randomBytes(8))
  nonce[0] = ((nonce[0] as number) & 0x7f) | 0x01
  const question = sequence(
    integer(1),
    sequence(sequence(oid(OIDS.sha256), nothing), octets(imprint)),
    integer(nonce),
    bool(true),
  )
  const answer = await post(authority, question, limit)
  try {
    const der = expect(readDer(answer), SEQUENCE)
    const status = child(child(der, 0, SEQUENCE), 0, 0x02).value[0] ?? 9
    if (status > 1) throw new TimestampUnavailable(`The authority refused (status ${status}).`)
    const token = child(der, 1, SEQUENCE).raw
    const verdict = await verifyTimestamp(token, async () => imprint, authority.roots.map(readCertificate))
    if (!verdict.ok) throw new TimestampUnavailable(`The authority's answer does not hold (${verdict.code}).`)
    if (!verdict.nonce || !equalBytes(verdict.nonce, nonce))
      throw new TimestampUnavailable('The authority answered another question.')
    if (authority.roots.length > 0 && !verdict.trusted)
      throw new TimestampUnavailable('The stamp does not come from the authority that is configured.')
    if (token.length > LARGEST_TOKEN)
      throw new TimestampUnavailable(`The stamp has ${token.length} bytes, and there is room for ${LARGEST_TOKEN}.`)
    return token
  } catch (error) {
    if (error instanceof TimestampUnavailable) throw error
    throw new TimestampUnavailable(`The authority's answer cannot be read: ${(error as Error).message}`)
  }
}

function post(authority: Authority, body: Uint8Array, limit: AbortSignal): Promise<Uint8Array> {
  const url = new URL(authority.url)
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(new TimestampUnavailable(`The authority did not answer: ${error.message}`))
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(
      url,
      {
        method: 'POST',
        headers: { 'content-type': 'application/timestamp-query', 'content-length': body.length },
        signal: limit,
        ...(authority.ca ? { ca: authority.ca } : {}),
      },
      response => {
        const parts: Buffer[] = []
        let size = 0
        response.on('data', (part: Buffer) => {
          size += part.length
          if (size > LARGEST_TOKEN * 2) response.destroy(new Error('too long an answer'))
          else parts.push(part)
        })
        response.on('error', fail)
        response.on('end', () =>
          response.statusCode === 200
            ? resolve(new Uint8Array(Buffer.concat(parts)))
            : fail(new Error(`status ${response.statusCode}`)),
        )
      },
    )
    request.on('error', fail)
    request.end(body)
  })
}
