// Who may what: the grid is whole, asked for and obeyed.
import { describe, expect, test } from 'vitest'
import { type Endpoint, type Role, roleKeys } from '../platform/http/endpoint.ts'
import { slices } from '../slices.ts'
import { permissionWords } from './permission-words.ts'
import { grid, mayMake, permissions, roles, scopes } from './permissions.ts'

const endpoints = slices.flatMap(s => s.endpoints ?? [])
const asked = (e: Endpoint): string => (e.kind === 'api' ? e.permission : e.access)

/** Endpoints that ask for nothing the grid knows, and permissions that no endpoint asks for. */
function gridFaults(list: readonly Endpoint[]): string[] {
  const known = new Set<string>([...permissions, 'public', 'link'])
  const used = new Set(list.map(asked))
  return [
    ...list
      .filter(e => !known.has(asked(e)))
      .map(e => `${e.method.toUpperCase()} ${e.path} asks for no permission of the grid`),
    ...list
      .filter(e => e.zone === 'app' && ['public', 'link'].includes(asked(e)))
      .map(e => `${e.path} is open to anybody`),
    ...permissions.filter(p => !used.has(p) && p !== 'articles.cost').map(p => `${p} is asked for by nothing`),
  ]
}

describe('the grid', () => {
  test('knows what every endpoint asks for, and asks for nothing in vain', () =>
    expect(gridFaults(endpoints)).toEqual([]))

  test('finds an endpoint that asks for nothing, for what nobody has heard of, or that is open', () => {
    const planted = { kind: 'api', zone: 'app', method: 'get', path: '/api/app/x' }
    const open = { kind: 'page', zone: 'app', method: 'get', path: '/app/x', access: 'public' }
    const found = gridFaults([
      ...endpoints,
      { ...planted, permission: undefined },
      { ...planted, permission: 'x.y' },
      open,
    ] as never)
    expect(found).toHaveLength(3)
    expect(gridFaults(endpoints.filter(e => asked(e) !== 'clients.reveal'))).toEqual([
      'clients.reveal is asked for by nothing',
    ])
  })

  test('has a word for each row, and each role may no more than the one before it', () => {
    expect(Object.keys(permissionWords).sort()).toEqual([...permissions].sort())
    for (const [i, role] of roleKeys.entries()) {
      const above = roleKeys[i - 1]
      if (above) for (const p of roles[role]) expect([...roles[above]], `${role} ${p}`).toContain(p)
    }
    for (const p of scopes.read) expect([...scopes.write]).toContain(p)
  })

  test.each([
    ['reader', ['self', 'documents.read', 'clients.read']],
    ['worker', ['self', 'documents.read', 'documents.write', 'clients.read']],
  ] as const)('%s may exactly %j', (role, may) => expect([...roles[role]].sort()).toEqual([...may].sort()))

  test('a seller meets no settings, an administrator nothing that is the owner’s, and an owner everything', () => {
    for (const p of ['company.manage', 'team.manage', 'keys.manage', 'company.own'] as const)
      expect(roles.seller.has(p), p).toBe(false)
    expect(permissions.filter(p => !roles.administrator.has(p))).toEqual(['company.own'])
    expect(roles.owner.size).toBe(permissions.length)
  })

  test('no key manages people, sends, reveals a number or sees a cost', () => {
    expect([...scopes.write].sort()).toEqual(['clients.read', 'clients.write', 'documents.read', 'documents.write'])
    expect(Object.values(grid).every(row => row.roles.includes('owner'))).toBe(true)
  })

  test.each<[Role, Role | null, Role | null, boolean]>([
    ['owner', null, 'owner', true],
    ['owner', 'owner', null, true],
    ['administrator', null, 'seller', true],
    ['administrator', 'reader', 'administrator', true],
    ['administrator', null, 'owner', false],
    ['administrator', 'owner', 'seller', false],
    ['administrator', 'owner', null, false],
    ['administrator', 'administrator', 'owner', false],
    ['seller', 'reader', 'seller', false],
    ['seller', null, 'reader', false],
  ])('%s makes %s into %s: %s', (by, from, to, can) => expect(mayMake(by, from, to)).toBe(can))
})
