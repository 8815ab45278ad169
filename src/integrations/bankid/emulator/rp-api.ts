// The relying-party API as a server of its own: HTTPS with mutual TLS, POST and JSON only, the same refusals as BankID's
// (https://developers.bankid.com/api-references/errors). Any client for RP API v6.0 can be pointed at it.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { Clock } from '../../../platform/clock.ts'
import { type Authorities, certificatePem, keyPem } from './authorities.ts'
import { bodyOf } from './body.ts'
import type { Orders } from './orders.ts'
import { OPERATIONS, type Operation, RpError, readOrderRef, readStart } from './requests.ts'

/** How the service behaves; set by the control interface, so that faults can be tried. */
export type Behaviour = { is: 'normal' | 'maintenance' | 'internalError' | 'silent' }

export const BASE_PATH = '/rp/v6.0/'
/** The largest order there can be, and then some. */
const MAX_BODY_BYTES = 300_000
/** Orders a second that one relying party may start, counted over ten. */
const STARTS = { limit: 1_000, windowMs: 10_000 }

export function rpServer(options: {
  orders: Orders
  authorities: Authorities
  behaviour: Behaviour
  clock: Clock
  startLimit?: number
}): Server {
  const { authorities } = options
  const allow = startLimit(options.clock, options.startLimit ?? STARTS.limit)
  const server = createServer(
    {
      key: keyPem(authorities.server),
      cert: certificatePem(authorities.server),
      ca: certificatePem(authorities.tls),
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      requestTimeout: 10_000,
    },
    (request, response) => {
      if (options.behaviour.is === 'silent') return
      answer(request, response).catch(error => {
        if (!(error instanceof RpError)) console.error(error)
        const e = error instanceof RpError ? error : new RpError(500, 'internalError', 'Internal error')
        // A body not read to its end would be taken for the next request.
        if (!request.complete) response.setHeader('connection', 'close')
        send(response, e.status, { errorCode: e.errorCode, details: e.details })
      })
    },
  )

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const operation = operationOf(request)
    if (options.behaviour.is === 'maintenance')
      throw new RpError(503, 'maintenance', 'The service is under maintenance')
    if (options.behaviour.is === 'internalError') throw new RpError(500, 'internalError', 'Internal error')
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST')
      throw new RpError(405, 'methodNotAllowed', 'Only POST is allowed')
    }
    if (!/^application\/json\s*(;\s*charset=utf-8\s*)?$/i.test(request.headers['content-type'] ?? ''))
      throw new RpError(415, 'unsupportedMediaType', 'Only application/json is allowed')
    const body = await readJson(request)
    if (operation === 'collect') return send(response, 200, options.orders.collect(readOrderRef(body)))
    if (operation === 'cancel') {
      options.orders.cancel(readOrderRef(body))
      return send(response, 200, {})
    }
    allow(response)
    const { orderRef, autoStartToken, qrStartToken, qrStartSecret, byPhone } = options.orders.start(
      readStart(operation, body),
    )
    send(response, 200, byPhone ? { orderRef } : { orderRef, autoStartToken, qrStartToken, qrStartSecret })
  }

  // What cannot be read as HTTP, or does not come in time, is refused in the same form.
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable) return socket.destroy()
    const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
    const body = JSON.stringify({ errorCode: late ? 'requestTimeout' : 'invalidParameters', details: 'Not a request' })
    socket.end(
      `HTTP/1.1 ${late ? '408 Request Timeout' : '400 Bad Request'}\r\nContent-Type: application/json\r\n` +
        `Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    )
  })

  return server
}

function operationOf(request: IncomingMessage): Operation {
  const path = request.url ?? ''
  const operation = path.startsWith(BASE_PATH) ? path.slice(BASE_PATH.length) : ''
  if (!OPERATIONS.includes(operation)) throw new RpError(404, 'notFound', 'No such resource')
  return operation as Operation
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const body = await bodyOf(request, MAX_BODY_BYTES)
  if (!body) throw new RpError(400, 'invalidParameters', 'The request is too large')
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw new RpError(400, 'invalidParameters', 'The body is not JSON')
  }
}

/** Starts in the present window are counted; the answer tells what is left. Throws tooManyRequests. */
function startLimit(clock: Clock, limit: number) {
  let window = 0
  let started = 0
  return (response: ServerResponse) => {
    const now = clock.now().getTime()
    const current = Math.floor(now / STARTS.windowMs)
    if (current !== window) started = 0
    window = current
    started++
    response.setHeader('ratelimit-limit', limit)
    response.setHeader('ratelimit-remaining', Math.max(0, limit - started))
    response.setHeader('ratelimit-reset', Math.ceil(((current + 1) * STARTS.windowMs - now) / 1000))
    if (started > limit) throw new RpError(429, 'tooManyRequests', 'Too many requests')
  }
}

function send(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
