// Answers of the kinds the service gives. HTML answers carry the policy for exactly the styles they hold.
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { BrowserPart } from '../outbound/browser.ts'
import type { Zone } from './endpoint.ts'
import { contentSecurityPolicy } from './headers.ts'

/** A page ready to be sent many times: bytes, compressed bytes and its policy, made once. */
export type ReadyPage = { html: Buffer; gzip: Buffer; policy: string }

export function readyPage(zone: Zone, html: string, foreign: readonly BrowserPart[] = []): ReadyPage {
  const hashes = [...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(m =>
    createHash('sha256')
      .update(m[1] as string)
      .digest('base64'),
  )
  const bytes = Buffer.from(html)
  return { html: bytes, gzip: gzipSync(bytes, { level: 6 }), policy: contentSecurityPolicy(zone, hashes, foreign) }
}

export function sendPage(
  page: ReadyPage,
  request: Request,
  options: { status?: number; headers?: Record<string, string> } = {},
): Response {
  const compressed = (request.headers.get('accept-encoding') ?? '').includes('gzip')
  return new Response((compressed ? page.gzip : page.html) as unknown as BodyInit, {
    status: options.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': page.policy,
      'cache-control': 'no-store',
      vary: 'accept-encoding, accept-language, cookie',
      ...(compressed ? { 'content-encoding': 'gzip' } : {}),
      ...options.headers,
    },
  })
}

/** A page made for this answer alone. */
export const html = (
  zone: Zone,
  text: string,
  request: Request,
  options: { status?: number; headers?: Record<string, string>; foreign?: readonly BrowserPart[] } = {},
) => sendPage(readyPage(zone, text, options.foreign), request, options)

/** After a form: see the result with a GET. */
export const seeOther = (location: string, headers: Record<string, string> = {}) =>
  new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store', ...headers } })

export const json = (value: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  })

/** A file for a spreadsheet. Its name is ours: no words of anybody's stand in it. */
export const csvAnswer = (text: string, name: string): Response =>
  new Response(text, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
      'cache-control': 'no-store',
    },
  })
