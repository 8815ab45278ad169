// Somebody of a company at its window: a session of their own, and the endpoints asked as the app asks them.
import { makeCompany } from '../accounts/accounts.ts'
import { makeApiKey } from '../accounts/api-keys.ts'
import { hashPassword } from '../accounts/password.ts'
import { beginSession } from '../accounts/sessions.ts'
import type { CompanyActor, Role, Scope } from '../platform/http/endpoint.ts'
import { acceptAgreement } from '../privacy/processing/agreement.ts'
import type { TestService } from './test-service.ts'

export type Answer = {
  status: number
  /** What the service says; its shape is the endpoint's own. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every endpoint
  body: any
  text: string
}
export type Ask = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) => Promise<Answer>

export type Window = {
  companyId: string
  accountId: string
  memberId: string
  email: string
  actor: CompanyActor
  cookie: string
  ask: Ask
}

let made = 0

/** A new company with its owner signed in. A password costs time: give one only where it is used. */
export async function companyWindow(
  service: TestService,
  options: {
    company?: string
    password?: string
    confirmed?: boolean
    /** Whether the data processing agreement is accepted, so that clients can be entered. */
    accepted?: boolean
  } = {},
): Promise<Window> {
  const { services } = service
  const email = `fonster${made++}-${services.newId()}@prov.example`
  const who = await makeCompany(services, {
    company: options.company ?? 'Provbolaget AB',
    email,
    passwordHash: options.password ? await hashPassword(services.secrets, options.password) : '',
    language: 'sv',
    confirmed: options.confirmed ?? true,
  })
  if (options.accepted !== false)
    await services.database.company(who.companyId, tx => acceptAgreement(services, tx, who, { how: 'pressed' }))
  return {
    ...who,
    email,
    actor: { kind: 'member', role: 'owner', sessionId: '', ...who },
    ...(await windowOf(service, who)),
  }
}

/** Somebody else of the same company, in a role. */
export async function colleagueWindow(
  service: TestService,
  of: Pick<Window, 'companyId'>,
  role: Role,
): Promise<Omit<Window, 'actor'>> {
  const { services } = service
  const { companyId } = of
  const accountId = services.newId()
  const memberId = services.newId()
  const email = `kollega${made++}-${accountId}@prov.example`
  const at = services.clock.now()
  await services.database.company(companyId, async tx => {
    await tx
      .insertInto('account')
      .values({ id: accountId, email, password_hash: '', confirmed_at: at, created_at: at })
      .execute()
    const who = { company_id: companyId, id: memberId, account_id: accountId, role, created_at: at, joined_at: at }
    await tx
      .insertInto('member')
      .values({ ...who, name: null, phone: null, photo_file: null, left_at: null })
      .execute()
  })
  return { companyId, accountId, memberId, email, ...(await windowOf(service, { companyId, accountId, memberId })) }
}

/** The window of somebody who is there already. */
export async function windowOf(
  service: TestService,
  who: { companyId: string; accountId: string; memberId: string },
): Promise<Pick<Window, 'cookie' | 'ask'>> {
  const { services } = service
  const { cookie } = await services.database.outside(tx =>
    beginSession(services, tx, who, {
      ip: '127.0.0.1',
      userAgent: 'test',
      language: 'sv',
      url: new URL(service.url),
    }),
  )
  const bare = cookie.split(';')[0] as string
  return { cookie: bare, ask: (method, path, body) => askJson(service, method, path, body, { cookie: bare }) }
}

/** A key of the company, and the API asked with it. */
export async function companyKey(
  service: TestService,
  of: Pick<Window, 'companyId' | 'memberId'>,
  scope: Scope = 'write',
) {
  const { id, key } = await service.services.database.company(of.companyId, tx =>
    makeApiKey(service.services, tx, of, 'prov', scope),
  )
  return {
    id,
    key,
    ask: (method: 'GET' | 'POST', path: string, body?: unknown, headers: Record<string, string> = {}) =>
      askJson(service, method, path, body, { authorization: `Bearer ${key}`, ...headers }),
  }
}

export async function askJson(
  service: TestService,
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Answer> {
  const response = await fetch(service.url + path, {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: 'manual',
  })
  const text = await response.text()
  const isJson = (response.headers.get('content-type') ?? '').includes('json')
  return { status: response.status, body: isJson ? JSON.parse(text) : null, text }
}
