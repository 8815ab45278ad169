// The router: one pass over the endpoint list. Each zone has its own door-keeping here; handlers only translate, call a verb and
// answer.
import { randomUUID } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { Problem } from '../../kernel/problem.ts'
import type { Services } from '../context.ts'
import type { Tx } from '../database/connect.ts'
import { json, seeOther } from './answer.ts'
import type {
  Actor,
  ApiEndpoint,
  CompanyActor,
  Consent,
  Endpoint,
  Language,
  PageEndpoint,
  Permission,
  Visitor,
  Zone,
} from './endpoint.ts'
import { securityHeaders } from './headers.ts'
import { type Catalogue, parseOptions, refusalOf, refusalOfInput, refusalOfUnknown, unknownFields } from './refusals.ts'
import { type Repeat, repeatOf } from './repeat.ts'
import { cameEncrypted, clientAddress, languageOf, trustedProxies } from './visitor.ts'

/** How the slices above HTTP tell it who is who. */
export type Gatekeeper = {
  memberOf(services: Services, request: Request): Promise<Extract<Actor, { kind: 'member' }> | null>
  keyHolderOf(services: Services, request: Request): Promise<Extract<Actor, { kind: 'api' }> | null>
  /** The problem that stands in the way of what is asked, or null. */
  refusal(services: Services, actor: CompanyActor, permission: Permission, delicate: boolean): string | null
}

/** What concerns visitors of the website: what their browser has said of cookies, and the count of what is asked for. */
export type Visitors = {
  consentOf(services: Services, request: Request): Consent
  counted(services: Services, answered: Answered): void
}
/** An answer without anybody: which page by its pattern, and how long it took here. */
export type Answered = { zone: Zone; path: string; method: string; status: number; ms: number }

export type HttpOptions = {
  services: Services
  endpoints: readonly Endpoint[]
  catalogue: Catalogue
  gatekeeper: Gatekeeper
  visitors: Visitors
  /** Draws a refusal for a person (HTML zones). */
  refusalPage: (r: {
    zone: Zone
    status: number
    text: string
    language: Language
    request: Request
    reference: string | null
  }) => Response
  /** Files of the built screens. */
  assets: (path: string, request: Request) => Response | null
}

const JSON_LIMIT = 1024 * 1024
const PLAIN_TEXT = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }

export function makeHttp(options: HttpOptions): Hono {
  const { services } = options
  const hono = new Hono({ strict: false })
  const proxies = trustedProxies(services.config.trustedProxies)
  const https = services.config.publicUrl.startsWith('https:')
  const zoneHeaders = new Map<Zone, [string, string][]>()
  for (const zone of ['website', 'app', 'room', 'rights', 'operator', 'api'] as const)
    zoneHeaders.set(zone, Object.entries(securityHeaders(zone, https)))

  const visitorOf = (request: Request, peer: string): Visitor => {
    const cookie = request.headers.get('cookie') ?? ''
    return {
      ip: clientAddress(peer, request.headers.get('x-forwarded-for'), proxies),
      userAgent: (request.headers.get('user-agent') ?? '').slice(0, 256),
      language: languageOf(request.headers.get('accept-language'), /(?:^|;\s*)lang=(sv|en)/.exec(cookie)?.[1] ?? null),
      url: new URL(request.url),
    }
  }
  const dressed = (zone: Zone, response: Response): Response => {
    for (const [name, value] of zoneHeaders.get(zone) ?? [])
      if (!response.headers.has(name)) response.headers.set(name, value)
    return response
  }

  /** Problems become sentences; anything else is ours, logged once with a reference the person can give us. */
  const refuse = (e: Endpoint, error: unknown, visitor: Visitor, request: Request): Response => {
    const asJson = e.kind === 'api' || (request.headers.get('accept') ?? '').includes('application/json')
    if (error instanceof Problem) {
      if (error.status >= 500)
        services.log.error({ err: error, path: e.path, facts: error.facts }, 'refused for a reason of ours')
      const refusal = refusalOf(error, options.catalogue, visitor.language)
      if (asJson) return json(refusal, error.status)
      return options.refusalPage({
        zone: e.zone,
        status: error.status,
        text: refusal.text,
        language: visitor.language,
        request,
        reference: null,
      })
    }
    const reference = randomUUID().slice(0, 8)
    services.log.error({ err: error, path: e.path, reference }, 'a request failed')
    const refusal = refusalOf(new Problem('failure'), options.catalogue, visitor.language)
    if (asJson) return json({ ...refusal, reference }, 500)
    return options.refusalPage({
      zone: e.zone,
      status: 500,
      text: refusal.text,
      language: visitor.language,
      request,
      reference,
    })
  }

  // Where the service is reached by https nobody is answered without it: links are secrets, and sessions ride along.
  if (https)
    hono.use('*', async (c, next) => {
      const peer = getConnInfo(c).remote.address ?? ''
      if (cameEncrypted(peer, c.req.header('x-forwarded-proto') ?? null, proxies)) return next()
      const { language } = visitorOf(c.req.raw, '')
      const refusal = refusalOf(new Problem('not-encrypted', {}, { status: 403 }), options.catalogue, language)
      return dressed('website', new Response(`${refusal.text}\n`, { status: 403, headers: PLAIN_TEXT }))
    })

  // Built files first: they stand under paths that pages answer too, and need nobody to be signed in.
  hono.get('/app/assets/*', async (c, next) => options.assets(new URL(c.req.url).pathname, c.req.raw) ?? (await next()))

  for (const e of options.endpoints) {
    const limit = e.kind === 'api' ? JSON_LIMIT : e.limit
    const tooLarge = bodyLimit({
      maxSize: limit,
      onError: c => refuse(e, new Problem('body-too-large', {}, { status: 413 }), visitorOf(c.req.raw, ''), c.req.raw),
    })
    hono.on([e.method.toUpperCase()], [e.path], ...(e.method === 'get' ? [] : [tooLarge]), async c => {
      const request = c.req.raw
      const visitor = visitorOf(request, getConnInfo(c).remote.address ?? '')
      const begun = performance.now()
      try {
        if (e.method !== 'get') refuseCrossSite(e, request, services.config.publicUrl)
        // Pages alone: no other zone has anything to ask or to let in.
        if (e.zone === 'website') visitor.consent = options.visitors.consentOf(services, request)
        const response =
          e.kind === 'api'
            ? await answerApi(e as never, request, c.req.param(), visitor)
            : await answerPage(e, request, c.req.param(), visitor)
        const ms = performance.now() - begun
        options.visitors.counted(services, {
          zone: e.zone,
          path: e.path,
          method: e.method,
          status: response.status,
          ms,
        })
        return dressed(e.zone, response)
      } catch (error) {
        return dressed(e.zone, refuse(e, error, visitor, request))
      }
    })
  }

  async function answerApi(
    e: ApiEndpoint,
    request: Request,
    params: Record<string, string>,
    visitor: Visitor,
  ): Promise<Response> {
    const actor =
      e.zone === 'app'
        ? await options.gatekeeper.memberOf(services, request)
        : await options.gatekeeper.keyHolderOf(services, request)
    if (!actor) throw new Problem('sign-in-first', {}, { status: 401 })
    // The app is in the member's language, and so is every sentence in an answer to it.
    if (actor.kind === 'member' && actor.language) visitor.language = actor.language
    const refused = options.gatekeeper.refusal(services, actor, e.permission, e.delicate)
    if (refused) throw new Problem(refused, {}, { status: 403 })
    const given = { ...queryOf(visitor.url), ...(await bodyOf(e, request)), ...params }
    const parsed = e.input.safeParse(given, parseOptions)
    if (!parsed.success) return json(refusalOfInput(parsed.error, options.catalogue, visitor.language), 422)
    const unknown = e.zone === 'api' ? unknownFields(given, parsed.data) : []
    if (unknown.length > 0) return json(refusalOfUnknown(unknown, options.catalogue, visitor.language), 422)
    const input = parsed.data as never
    const act = async (tx: Tx, prepared: unknown) =>
      e.handle({ services, tx, actor, input, visitor, prepared: prepared as never })
    const prepare = async () => (e.prepare ? await e.prepare({ services, actor, input, visitor }) : undefined)
    const repeat = e.again ? repeatOf(services, e, request, given) : null
    if (repeat) return json(e.output.parse(await once(e, actor, repeat, prepare, act)), e.status)
    const prepared = await prepare()
    const output = await services.database.company(actor.companyId, tx => act(tx, prepared))
    return json(e.output.parse(output), e.status)
  }

  /** Acts unless the same request already did; then answers as it was answered. */
  async function once(
    e: ApiEndpoint,
    actor: CompanyActor,
    repeat: Repeat,
    prepare: () => Promise<unknown>,
    act: (tx: Tx, prepared: unknown) => Promise<unknown>,
  ): Promise<unknown> {
    const again = (tx: Tx, id: string) => e.again?.({ tx, actor, id })
    const known = await services.database.company(actor.companyId, async tx => {
      const id = await repeat.before(tx)
      return id === null ? null : again(tx, id)
    })
    if (known) return known
    const prepared = await prepare()
    return services.database.company(actor.companyId, async tx => {
      const id = await repeat.begin(tx)
      if (id !== null) return again(tx, id)
      const output = await act(tx, prepared)
      await repeat.made(tx, (output as { id: string }).id)
      return output
    })
  }

  async function answerPage(
    e: PageEndpoint,
    request: Request,
    params: Record<string, string>,
    visitor: Visitor,
  ): Promise<Response> {
    // The room never asks who is signed in elsewhere: its link alone decides.
    const actor = e.zone === 'room' ? null : await options.gatekeeper.memberOf(services, request)
    if (e.access !== 'public' && e.access !== 'link') {
      if (!actor) {
        if (e.method === 'get' && (request.headers.get('accept') ?? '').includes('text/html'))
          return seeOther(`/logga-in?till=${encodeURIComponent(visitor.url.pathname + visitor.url.search)}`)
        throw new Problem('sign-in-first', {}, { status: 401 })
      }
      const refused = options.gatekeeper.refusal(services, actor, e.access, false)
      if (refused) throw new Problem(refused, {}, { status: 403 })
    }
    return e.handle({ services, request, params, visitor, actor })
  }

  hono.get('*', c => {
    const found = options.assets(new URL(c.req.url).pathname, c.req.raw)
    if (found) return found
    const visitor = visitorOf(c.req.raw, '')
    return dressed(
      'website',
      options.refusalPage({
        zone: 'website',
        status: 404,
        text: refusalOf(new Problem('not-found'), options.catalogue, visitor.language).text,
        language: visitor.language,
        request: c.req.raw,
        reference: null,
      }),
    )
  })
  return hono
}

/**
 * Cookies ride along with any request a browser makes; only our own pages may write. Keys (zone api) carry no cookie. The room carries
 * none either, its link is what lets one in; its pages send no referrer, and a browser then calls their origin "null". So it does on the pages
 * of rights, whose foot has forms of the website's: there the browser's own word that the page is ours is needed, which no other site can
 * make it say.
 */
function refuseCrossSite(e: Endpoint, request: Request, publicUrl: string) {
  if (e.zone === 'api') return
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  const host = request.headers.get('host')
  const ours =
    origin === null ||
    origin === publicUrl ||
    (origin === 'null' && (e.zone === 'room' || site === 'same-origin')) ||
    (origin !== 'null' && URL.canParse(origin) && new URL(origin).host === host)
  if ((site !== null && site !== 'same-origin' && site !== 'none') || !ours)
    throw new Problem('cross-site', {}, { status: 403 })
}

function queryOf(url: URL): Record<string, string> {
  return url.search === '' ? {} : Object.fromEntries(url.searchParams)
}

async function bodyOf(e: ApiEndpoint, request: Request): Promise<Record<string, unknown>> {
  if (e.method === 'get' || e.method === 'delete') return {}
  if (!(request.headers.get('content-type') ?? '').startsWith('application/json'))
    throw new Problem('not-json', {}, { status: 415 })
  const body: unknown = await request.json().catch(() => {
    throw new Problem('not-json', {}, { status: 400 })
  })
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Problem('not-json', {}, { status: 400 })
  return body as Record<string, unknown>
}
