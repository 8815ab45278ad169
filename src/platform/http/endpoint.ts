// What can be asked of the service is a list of values: permissions, OpenAPI, the access tests and the router are derived from it.
import type { z } from 'zod'
import type { Services } from '../context.ts'
import type { Tx } from '../database/connect.ts'
import type { BrowserPart } from '../outbound/browser.ts'
import type { Processor } from '../outbound/door.ts'

export type Zone = 'website' | 'app' | 'room' | 'rights' | 'operator' | 'api'
export type Method = 'get' | 'post' | 'put' | 'delete'
export type Language = 'sv' | 'en'

/** What a member of a company may do. Roles are sets of these (accounts/permissions.ts). */
export type Permission =
  | 'documents.read'
  | 'documents.write'
  | 'documents.send'
  | 'clients.read'
  | 'clients.write'
  | 'clients.reveal'
  | 'articles.write'
  | 'templates.write'
  /** To see what things cost the company, and so its margins. */
  | 'articles.cost'
  | 'company.manage'
  /** Invitations, roles and leaving. */
  | 'team.manage'
  /** Keys by which other systems come in. */
  | 'keys.manage'
  /** What only whoever answers for the company does: hand it over, close it, decide how everybody signs in. */
  | 'company.own'
  | 'self'

/** What a member is in the company, from most to least. */
export const roleKeys = ['owner', 'administrator', 'seller', 'worker', 'reader'] as const
export type Role = (typeof roleKeys)[number]
/** What a key may. */
export const scopeKeys = ['write', 'read'] as const
export type Scope = (typeof scopeKeys)[number]

/** Who acts. Written into every event; never holds more than ids. */
export type Actor =
  | {
      kind: 'member'
      companyId: string
      memberId: string
      accountId: string
      sessionId: string
      role: Role
      /** When they last proved who they are. */
      provedAt?: Date
      /** The company has left: what is there can be read and taken along. */
      closed?: boolean
      /** The company asks for two steps and this session began with one: nothing but that is open. */
      lacksSecond?: boolean
      /** What the member reads the service in, whatever the browser asks for. */
      language?: Language
    }
  | { kind: 'api'; companyId: string; memberId: string; keyId: string; scope: Scope }
  | { kind: 'recipient'; companyId: string; partyId: string; linkId: string; documentId: string }
  | { kind: 'system'; companyId: string }

export type Visitor = {
  /** The caller's address as the nearest trusted proxy saw it. */
  ip: string
  userAgent: string
  language: Language
  /** Path and query as asked, for redirects. */
  url: URL
  /** What this browser has said of cookies; for pages of the website only. */
  consent?: Consent
}

/** What somebody has said of cookies and what follows for a page: read out of one signed cookie, and nothing else is asked. */
export type Consent = {
  /** The same as long as the same is allowed; a page that runs under another is stale. */
  version: string
  /** What has no answer that holds, or none any more. */
  ask: readonly string[]
  granted: ReadonlySet<string>
  /** Processors whose code may run. */
  foreign: readonly { key: string; part: BrowserPart }[]
  /** Names in the browser's storage that nobody has allowed, to be cleared. */
  clear: readonly string[]
  /** Everything that may be asked about here. */
  parts: readonly ConsentPart[]
  id: string | null
  answers: ReadonlyMap<string, { yes: boolean; on: string }>
}
export type ConsentPart = {
  key: string
  category: 'function' | 'advertising'
  /** Null: our own. */
  processor: Processor | null
}

/** Signed-in members and API keys: JSON in, JSON out, in a transaction of the company. */
export type ApiEndpoint<I = unknown, O = unknown, P = unknown> = {
  kind: 'api'
  zone: 'app' | 'api'
  method: Method
  path: string
  does: string
  permission: Permission
  /** Asks who one is once more, where that was some time ago. */
  delicate: boolean
  input: z.ZodType<I>
  output: z.ZodType<O>
  /** 201 for what makes something, else 200. */
  status: 200 | 201
  /** Before the transaction: keys, files, hashes. */
  prepare?: (r: { services: Services; actor: CompanyActor; input: I; visitor: Visitor }) => Promise<P>
  handle: (r: {
    services: Services
    tx: Tx
    actor: CompanyActor
    input: I
    visitor: Visitor
    prepared: P
  }) => Promise<O>
  /** Where a request may be repeated with `Idempotency-Key`: the answer again, from the id of what was made. */
  again?: (r: { tx: Tx; actor: CompanyActor; id: string }) => Promise<O & { id: string }>
}
export type CompanyActor = Extract<Actor, { kind: 'member' | 'api' }>

/** Everything that answers with its own Response: pages, files, streams. */
export type PageEndpoint = {
  kind: 'page'
  zone: Zone
  method: Method
  path: string
  does: string
  /** 'public': anyone · 'link': the token in the path decides · a permission: a signed-in member. */
  access: 'public' | 'link' | Permission
  /** Largest body taken, in bytes. */
  limit: number
  handle: (r: PageRequest) => Promise<Response>
}
export type PageRequest = {
  services: Services
  request: Request
  params: Record<string, string>
  visitor: Visitor
  /** The signed-in member, when there is one. Always there where `access` is a permission. */
  actor: Extract<Actor, { kind: 'member' }> | null
}

export type Endpoint = ApiEndpoint<never, unknown, never> | PageEndpoint

type Route = { [M in Method]?: string }
type MethodAndPath = { method: Method; path: string }

function route(r: Route): MethodAndPath {
  for (const method of ['get', 'post', 'put', 'delete'] as const) {
    const path = r[method]
    if (path !== undefined) return { method, path }
  }
  throw new Error('An endpoint names a method and a path.')
}

/** An endpoint of the company's app (`zone: 'app'`, the default) or of the partner API (`zone: 'api'`). */
export function endpoint<I, O, P = undefined>(
  options: Route & {
    zone?: 'app' | 'api'
    permission: Permission
    delicate?: true
    does: string
    input: z.ZodType<I>
    output: z.ZodType<O>
    status?: 200 | 201
    prepare?: ApiEndpoint<I, O, P>['prepare']
    handle: ApiEndpoint<I, O, P>['handle']
    again?: ApiEndpoint<I, O, P>['again']
  },
): Endpoint {
  const { method, path } = route(options)
  return {
    kind: 'api',
    zone: options.zone ?? 'app',
    method,
    path,
    does: options.does,
    permission: options.permission,
    delicate: options.delicate ?? false,
    input: options.input,
    output: options.output,
    status: options.status ?? 200,
    ...(options.prepare ? { prepare: options.prepare } : {}),
    handle: options.handle,
    ...(options.again ? { again: options.again } : {}),
  } as unknown as Endpoint
}

export function page(
  options: Route & {
    zone: Zone
    access: PageEndpoint['access']
    does: string
    limit?: number
    handle: PageEndpoint['handle']
  },
): Endpoint {
  const { method, path } = route(options)
  return {
    kind: 'page',
    zone: options.zone,
    method,
    path,
    does: options.does,
    access: options.access,
    limit: options.limit ?? 256 * 1024,
    handle: options.handle,
  }
}
