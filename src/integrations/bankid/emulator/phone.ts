// The phone: a small web server on loopback where the person's side of an order is played, by pages for people (here) and by JSON for
// tests and the demo (control.ts).
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { App } from './app.ts'
import { bodyOf } from './body.ts'
import { type Body, control, hintIn, listed, PhoneError, text } from './control.ts'
import type { Order } from './orders.ts'
import { type Person, personWith } from './persons.ts'
import { homePage, orderPage, type PhonePage } from './phone-page.tsx'
import type { Behaviour } from './rp-api.ts'

const MAX_BODY_BYTES = 20_000

export function phoneServer(app: App, behaviour: Behaviour): Server {
  /** Who holds the phone in each browser. Only a random name of it is in the cookie: the number never is. */
  const holders = new Map<string, Person>()

  const server = createServer((request, response) => {
    answer(request, response).catch(error => {
      if (!(error instanceof PhoneError)) console.error(error)
      const e = error instanceof PhoneError ? error : new PhoneError(500, 'internal')
      if (!request.complete) response.setHeader('connection', 'close')
      if (request.url?.startsWith('/api/')) return json(response, e.status, { error: e.error })
      response.writeHead(e.status, { 'content-type': 'text/plain; charset=utf-8' })
      response.end(e.status === 404 ? 'Sidan finns inte.' : 'Det gick inte.')
    })
  })

  async function answer(request: IncomingMessage, response: ServerResponse) {
    refuseStrangers(request)
    const url = new URL(request.url ?? '/', 'http://phone')
    const holder = holders.get(cookieOf(request)) ?? null
    if (request.method === 'GET') {
      if (url.pathname === '/') return home(url, holder, response)
      if (url.pathname === '/api/orders') return json(response, 200, { orders: app.orders.waiting().map(listed) })
      const order = orderAt(url.pathname)
      if (order) return page(response, orderPage(order, holder), order)
    } else if (request.method === 'POST') {
      const body = await readBody(request)
      if (url.pathname.startsWith('/api/'))
        return json(response, 200, await control(app, behaviour, url.pathname.slice(5), body))
      if (url.pathname === '/person') return choosePerson(request, response, body)
      if (url.pathname === '/open') return openFromForm(response, holder, body)
      const order = orderAt(url.pathname)
      if (order) return act(order, url.pathname.split('/')[3] ?? '', holder, body, response)
    }
    throw new PhoneError(404, 'not-found')
  }

  // Pages.

  function home(url: URL, holder: Person | null, response: ServerResponse) {
    const token = url.searchParams.get('autostarttoken')
    if (token === null) return page(response, homePage({ holder, orders: app.orders.waiting() }))
    const order = app.orders.byAutoStartToken(token)
    if (!order) return page(response, homePage({ holder, orders: app.orders.waiting(), problem: { is: 'unknown' } }))
    app.take(order, true, holder)
    seeOther(response, `/order/${order.phoneId}`)
  }

  function openFromForm(response: ServerResponse, holder: Person | null, body: Body) {
    const order = typeof body.qr === 'string' ? app.orders.byQr(body.qr) : app.orders.byPhoneId(text(body.order))
    if (order === null || order === 'unknown' || order === 'stale')
      return page(
        response,
        homePage({ holder, orders: app.orders.waiting(), problem: { is: order ?? 'unknown' } }),
        null,
        422,
      )
    app.take(order, false, holder)
    seeOther(response, `/order/${order.phoneId}`)
  }

  function choosePerson(request: IncomingMessage, response: ServerResponse, body: Body) {
    const order = app.orders.byPhoneId(text(body.order))
    const number = text(body.personalNumber)
    const person = number ? personWith(number, app.now(), text(body.givenName), text(body.surname)) : null
    if (number && !person) {
      const problem = { is: 'number' as const, typed: number }
      const again = order
        ? orderPage(order, null, problem)
        : homePage({ holder: null, orders: app.orders.waiting(), problem })
      return page(response, again, order, 422)
    }
    const kept = cookieOf(request)
    const id = kept && holders.has(kept) ? kept : randomBytes(12).toString('base64url')
    if (person) holders.set(id, person)
    else holders.delete(id)
    response.setHeader('set-cookie', `testtelefon=${id}; HttpOnly; SameSite=Lax; Path=/`)
    if (order && person) app.show(order, person)
    seeOther(response, order ? `/order/${order.phoneId}` : '/')
  }

  async function act(order: Order, what: string, holder: Person | null, body: Body, response: ServerResponse) {
    if (what === 'approve' && holder) {
      app.show(order, holder)
      await app.approve(order)
    } else if (what === 'cancel') app.fail(order, 'userCancel')
    else if (what === 'fail') app.fail(order, hintIn(body))
    else throw new PhoneError(404, 'not-found')
    const back = order.sameDevice && order.state.is === 'complete' ? webAddress(order.returnUrl) : null
    seeOther(response, back?.href ?? `/order/${order.phoneId}`)
  }

  const orderAt = (path: string) => {
    const id = /^\/order\/([A-Za-z0-9_-]+)(?:\/[a-z]+)?$/.exec(path)?.[1]
    return id === undefined ? null : app.orders.byPhoneId(id)
  }

  return server
}

/** Only a name that means this machine, so that no page elsewhere can reach in under a name of its own, and no form from elsewhere. */
function refuseStrangers(request: IncomingMessage) {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '')
  const from = request.headers['sec-fetch-site']
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(host)) throw new PhoneError(403, 'host')
  if (request.method === 'POST' && from && from !== 'same-origin' && from !== 'none')
    throw new PhoneError(403, 'origin')
}

const cookieOf = (request: IncomingMessage) =>
  /(?:^|;\s*)testtelefon=([A-Za-z0-9_-]{16})(?:;|$)/.exec(request.headers.cookie ?? '')?.[1] ?? ''

async function readBody(request: IncomingMessage): Promise<Body> {
  const body = await bodyOf(request, MAX_BODY_BYTES)
  if (!body) throw new PhoneError(413, 'too-large')
  const written = body.toString('utf8')
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('application/x-www-form-urlencoded') && !request.url?.startsWith('/api/'))
    return Object.fromEntries(new URLSearchParams(written))
  if (!type.startsWith('application/json') || !request.url?.startsWith('/api/'))
    throw new PhoneError(415, 'content-type')
  try {
    const value: unknown = JSON.parse(written)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Body
  } catch {
    // Said below, together with JSON that is no object.
  }
  throw new PhoneError(400, 'json')
}

/** Where the app may send a browser. */
function webAddress(address: string | null): URL | null {
  const url = address === null ? null : URL.parse(address)
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url : null
}

/** An approval leads on to the order's own address, which the policy must know: browsers count a form's redirects too. */
function page(response: ServerResponse, made: PhonePage, order: Order | null = null, status = 200) {
  const back = order ? webAddress(order.returnUrl) : null
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': [
      "default-src 'none'",
      'img-src data:',
      `style-src 'sha256-${made.styleHash}'`,
      `form-action 'self'${back ? ` ${back.origin}` : ''}`,
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
  })
  response.end(made.html)
}

function seeOther(response: ServerResponse, location: string) {
  response.writeHead(303, { location, 'cache-control': 'no-store', 'referrer-policy': 'same-origin' })
  response.end()
}

function json(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
