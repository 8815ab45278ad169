// Roles are sets of permissions. An API key does what a system may do and never manages people or reveals personal numbers.
import type { CompanyActor, Permission } from '../platform/http/endpoint.ts'

const member: readonly Permission[] = [
  'self',
  'documents.read',
  'documents.write',
  'documents.send',
  'clients.read',
  'clients.write',
  'clients.reveal',
  'articles.write',
  'articles.cost',
]

export const roles: Readonly<Record<'owner' | 'member' | 'api', ReadonlySet<Permission>>> = {
  owner: new Set([...member, 'company.manage']),
  member: new Set(member),
  api: new Set<Permission>(['documents.read', 'documents.write', 'clients.read', 'clients.write']),
}

export const may = (actor: CompanyActor, permission: Permission): boolean =>
  roles[actor.kind === 'api' ? 'api' : actor.role].has(permission)
