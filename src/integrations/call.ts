// One call to a supplier’s interface: a time limit, no redirect, an answer read through a schema, and failures of a closed set. Bodies are in
// no error and no log.
import type { z } from 'zod'

export type Failure =
  | 'invalid-request'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'rate-limited'
  | 'unavailable'
  | 'timeout'
  | 'protocol'

export class VendorFailure extends Error {
  readonly kind: Failure
  readonly status: number | null
  constructor(vendor: string, kind: Failure, status: number | null, said = '') {
    super(`${vendor} did not do it: ${kind}${status === null ? '' : ` (${status})`}${said && `, ${said}`}.`)
    this.kind = kind
    this.status = status
  }
}

const KINDS: Readonly<Record<number, Failure>> = {
  400: 'invalid-request',
  401: 'unauthorized',
  402: 'forbidden',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  413: 'invalid-request',
  422: 'invalid-request',
  429: 'rate-limited',
}

export type Call = {
  vendor: string
  url: string
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  headers?: Record<string, string>
  body?: string | FormData | URLSearchParams
  timeoutMs?: number
  /** Other codes than 2xx that are answers and no failures. */
  accepts?: readonly number[]
}

export async function call(c: Call): Promise<{ status: number; text: string; headers: Headers }> {
  let response: Response
  try {
    response = await fetch(c.url, {
      method: c.method ?? 'POST',
      ...(c.headers ? { headers: c.headers } : {}),
      ...(c.body === undefined ? {} : { body: c.body }),
      // A key is for one address.
      redirect: 'manual',
      signal: AbortSignal.timeout(c.timeoutMs ?? 10_000),
    })
  } catch (error) {
    const late = (error as Error).name === 'TimeoutError'
    throw new VendorFailure(c.vendor, late ? 'timeout' : 'unavailable', null)
  }
  const text = (await response.text()).slice(0, 200_000)
  if (response.ok || c.accepts?.includes(response.status))
    return { status: response.status, text, headers: response.headers }
  const kind = KINDS[response.status] ?? (response.status >= 500 ? 'unavailable' : 'protocol')
  throw new VendorFailure(c.vendor, kind, response.status)
}

/** The same with JSON both ways. */
export async function callJson<T>(
  c: Call & { json?: unknown; answer: z.ZodType<T> },
): Promise<{ status: number; value: T }> {
  const { json, answer, ...rest } = c
  const { status, text } = await call({
    ...rest,
    headers: {
      accept: 'application/json',
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...c.headers,
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  } as Call)
  let read: unknown
  try {
    read = text === '' ? {} : JSON.parse(text)
  } catch {
    throw new VendorFailure(c.vendor, 'protocol', status)
  }
  const parsed = answer.safeParse(read)
  if (!parsed.success) throw new VendorFailure(c.vendor, 'protocol', status)
  return { status, value: parsed.data }
}

/** The address to call: the one within the EEA, or one on this machine where a stand-in answers. */
export function eeaAddress(vendor: string, eea: string, asked: string | undefined): string {
  const url = (asked ?? eea).replace(/\/+$/, '')
  if (url !== eea && !['127.0.0.1', 'localhost'].includes(new URL(url).hostname))
    throw new Error(`${vendor} is reached at ${eea}, within the EEA; ${new URL(url).hostname} is not used.`)
  return url
}
