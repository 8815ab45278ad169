// Everything the service can be asked: each has its zone's form, and each one that needs somebody refuses nobody.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { roles, scopes } from './accounts/permissions.ts'
import { type Endpoint, roleKeys, scopeKeys } from './platform/http/endpoint.ts'
import { slices } from './slices.ts'
import { clause } from './testing/clause.ts'
import { colleagueWindow, companyKey, companyWindow } from './testing/company-window.ts'
import { startTestService, type TestService } from './testing/test-service.ts'

const endpoints = slices.flatMap(s => s.endpoints ?? [])
let service: TestService

beforeAll(async () => {
  service = await startTestService({ jobs: false })
})
afterAll(() => service.close())

const PREFIX: Record<string, RegExp> = {
  app: /^\/(api\/app|app)(\/|$)/,
  api: /^\/api\/v1\//,
  room: /^\/rum\/:token/,
  website: /^\/(?!api|app|rum)/,
  rights: /^\/(mina-uppgifter|integritet)(\/|$)/,
  operator: /^\/drift/,
}

function formFaults(list: readonly Endpoint[]): string[] {
  const found: string[] = []
  const seen = new Set<string>()
  for (const e of list) {
    const name = `${e.method.toUpperCase()} ${e.path}`
    if (seen.has(name)) found.push(`${name} is there twice`)
    seen.add(name)
    if (!PREFIX[e.zone]?.test(e.path)) found.push(`${name} does not stand under its zone (${e.zone})`)
    if (e.does.trim().length < 10 || !e.does.trim().endsWith('.')) found.push(`${name} does not say what it does`)
    if (e.kind === 'page' && e.zone === 'room' && e.access !== 'link')
      found.push(`${name} is in the room and not by link`)
    if (e.kind === 'page' && e.zone === 'app' && (e.access === 'public' || e.access === 'link'))
      found.push(`${name} is in the app and open to anybody`)
  }
  return found
}

const filled = (path: string) =>
  path
    .replace(':token', 'x'.repeat(43))
    .replace(':sha256', '0'.repeat(64))
    .replace(':name', 'x')
    .replace(/:\w+/g, '00000000-0000-7000-8000-000000000000')
    .replace('*', '')

describe('endpoints', () => {
  test('each stands under its zone and says what it does', () => expect(formFaults(endpoints)).toEqual([]))

  test('an endpoint in the wrong place, or open where it may not be, is found', () => {
    const planted = { kind: 'page', zone: 'app', method: 'get', path: '/rum/x', does: 'x', access: 'public', limit: 1 }
    expect(formFaults([planted as never])).toHaveLength(3)
  })

  test.each(
    endpoints
      .filter(e => e.kind === 'api' || (e.access !== 'public' && e.access !== 'link'))
      .map(e => [`${e.method.toUpperCase()} ${e.path}`, e] as const),
  )('%s refuses somebody who is not signed in', async (_, e) => {
    const response = await fetch(service.url + filled(e.path), {
      method: e.method.toUpperCase(),
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      ...(e.method === 'get' || e.method === 'delete' ? {} : { body: '{}' }),
      redirect: 'manual',
    })
    expect(response.status).toBe(401)
  })

  test.each(endpoints.filter(e => e.zone === 'room').map(e => [`${e.method.toUpperCase()} ${e.path}`, e] as const))(
    '%s answers an unknown link as any unknown address',
    async (_, e) => {
      const path = filled(e.path)
      const response = await fetch(`${service.url}${path}${e.path === '/rum/:token' ? '/' : ''}`, {
        method: e.method.toUpperCase(),
        ...(e.method === 'get' ? {} : { body: new URLSearchParams() }),
        redirect: 'manual',
      })
      expect([404, 429, ...(e.path.endsWith('/sprak') ? [303] : [])]).toContain(response.status)
    },
  )

  test.each(
    endpoints
      .filter(e => e.method !== 'get' && e.zone !== 'api')
      .map(e => [`${e.method.toUpperCase()} ${e.path}`, e] as const),
  )('%s refuses a request from another site', async (_, e) => {
    const response = await fetch(service.url + filled(e.path), {
      method: e.method.toUpperCase(),
      headers: { origin: 'https://example.org', 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' },
      ...(e.method === 'delete' ? {} : { body: '{}' }),
      redirect: 'manual',
    })
    expect(response.status).toBe(403)
  })
})

describe('whoever is in', () => {
  const needs = (e: Endpoint) => (e.kind === 'api' ? e.permission : e.access)
  const called = (e: Endpoint, headers: Record<string, string>) =>
    fetch(service.url + filled(e.path), {
      method: e.method.toUpperCase(),
      headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
      ...(e.method === 'get' || e.method === 'delete' ? {} : { body: '{}' }),
      redirect: 'manual',
    })
  /** Refused for the role, and not for what was said or because there is no such thing. */
  const isRefused = async (e: Endpoint, headers: Record<string, string>) => {
    const answer = await called(e, headers)
    return answer.status === 403 && ((await answer.json()) as { problem: string }).problem === 'not-allowed'
  }
  // What never ends, and what would end the session that asks.
  const apart = new Set(['/api/app/live', '/app', '/app/*'])

  test.each(roleKeys)('as %s is refused exactly what the grid refuses', clause('L-20'), async role => {
    const owner = await companyWindow(service)
    const { cookie } = role === 'owner' ? owner : await colleagueWindow(service, owner, role)
    for (const e of endpoints.filter(x => x.zone === 'app' && !apart.has(x.path)))
      expect(await isRefused(e, { cookie }), `${e.method} ${e.path}`).toBe(!roles[role].has(needs(e) as never))
  })

  test.each(scopeKeys)('by a key of scope %s is refused exactly what the grid refuses', async scope => {
    const owner = await companyWindow(service)
    const { key } = await companyKey(service, owner, scope)
    for (const e of endpoints.filter(x => x.zone === 'api'))
      expect(await isRefused(e, { authorization: `Bearer ${key}` }), e.path).toBe(!scopes[scope].has(needs(e) as never))
  })
})

test('where the service is reached by https nothing is answered without it', clause('P-20.4'), async () => {
  const config = service.services.config as { publicUrl: string }
  const before = config.publicUrl
  config.publicUrl = 'https://offert.example'
  const server = createServer(getRequestListener(service.system.http().fetch))
  config.publicUrl = before
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  try {
    const at = (path: string, proto: string, method = 'GET') =>
      fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, {
        method,
        headers: { 'x-forwarded-proto': proto },
        redirect: 'manual',
      })
    for (const path of [
      '/',
      '/logga-in',
      `/rum/${'x'.repeat(43)}/`,
      '/api/app/me',
      '/app/assets/x.js',
      '/finns-inte',
    ]) {
      const refused = await at(path, 'http')
      expect(refused.status, path).toBe(403)
      expect(await refused.text(), path).toContain('Utan kryptering svarar vi inte')
      expect(refused.headers.get('set-cookie')).toBeNull()
    }
    expect((await at('/logga-in', 'http', 'POST')).status).toBe(403)
    const answered = await at('/', 'https')
    expect(answered.status).toBe(200)
    expect(answered.headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/)
  } finally {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  }
})
