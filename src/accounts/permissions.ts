// Who may what, as data: a row per permission, and endpoints name the permission they need. The page of permissions, the screen and the access
// tests are drawn from here. An API key does what a system may do and never manages people or reveals personal numbers.
import type { CompanyActor, Permission, Role, Scope } from '../platform/http/endpoint.ts'

type Row = { roles: readonly Role[]; scopes: readonly Scope[] }

const everybody = ['owner', 'administrator', 'seller', 'worker', 'reader'] as const
/** Who makes documents. On a building site one writes drafts and changes; what binds the company is sent by whoever sells. */
const writers = ['owner', 'administrator', 'seller', 'worker'] as const
const sellers = ['owner', 'administrator', 'seller'] as const
const managers = ['owner', 'administrator'] as const

/** In the order it is told. */
export const grid: Readonly<Record<Permission, Row>> = {
  self: { roles: everybody, scopes: [] },
  'documents.read': { roles: everybody, scopes: ['write', 'read'] },
  'documents.write': { roles: writers, scopes: ['write'] },
  'documents.send': { roles: sellers, scopes: [] },
  'clients.read': { roles: everybody, scopes: ['write', 'read'] },
  'clients.write': { roles: sellers, scopes: ['write'] },
  'clients.reveal': { roles: sellers, scopes: [] },
  'articles.write': { roles: sellers, scopes: [] },
  'templates.write': { roles: sellers, scopes: [] },
  'articles.cost': { roles: sellers, scopes: [] },
  'company.manage': { roles: managers, scopes: [] },
  'team.manage': { roles: managers, scopes: [] },
  'keys.manage': { roles: managers, scopes: [] },
  'company.own': { roles: ['owner'], scopes: [] },
}
export const permissions = Object.keys(grid) as readonly Permission[]

const allowed = (who: (row: Row) => boolean): ReadonlySet<Permission> => new Set(permissions.filter(p => who(grid[p])))
const ofRole = (role: Role) => allowed(row => row.roles.includes(role))
const ofScope = (scope: Scope) => allowed(row => row.scopes.includes(scope))

export const roles: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  owner: ofRole('owner'),
  administrator: ofRole('administrator'),
  seller: ofRole('seller'),
  worker: ofRole('worker'),
  reader: ofRole('reader'),
}
export const scopes: Readonly<Record<Scope, ReadonlySet<Permission>>> = {
  write: ofScope('write'),
  read: ofScope('read'),
}

export const may = (actor: CompanyActor, permission: Permission): boolean =>
  (actor.kind === 'api' ? scopes[actor.scope] : roles[actor.role]).has(permission)

/** Who one is was proved this lately, for what could do much harm in another's hands. */
const PROVED_MS = 10 * 60_000

/** What may be done in a company that has left: reading, one’s own account, and what only owners do, which is taking it along. */
export const whenClosed: ReadonlySet<Permission> = new Set(['self', 'company.own', 'documents.read', 'clients.read'])

/** The problem that stands in the way, or null. Whoever lacks the second step a company asks for can do nothing but add it. */
export function refusal(now: Date, actor: CompanyActor, permission: Permission, delicate: boolean): string | null {
  if (actor.kind === 'member' && actor.lacksSecond && permission !== 'self') return 'second-step-first'
  if (!may(actor, permission)) return 'not-allowed'
  if (actor.kind === 'member' && actor.closed && !whenClosed.has(permission)) return 'company-closed'
  const proved = actor.kind === 'member' ? actor.provedAt : undefined
  return delicate && !(proved && now.getTime() - proved.getTime() < PROVED_MS) ? 'prove-first' : null
}

/** Whether somebody may make another, who is `from` now, into `to` (null: take them out). Owners are owners’ alone to make and unmake. */
export const mayMake = (by: Role, from: Role | null, to: Role | null): boolean =>
  roles[by].has('team.manage') && ((from !== 'owner' && to !== 'owner') || roles[by].has('company.own'))
