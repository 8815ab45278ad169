// Keys by which a company's own systems call the API. Shown once; only a keyed hash is stored.
import { randomBytes } from 'node:crypto'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Actor, Scope } from '../platform/http/endpoint.ts'

const hashOf = (services: Pick<Services, 'secrets'>, key: string) => services.secrets.mac('api-key', key)

export async function makeApiKey(
  services: Services,
  tx: Tx,
  owner: { companyId: string; memberId: string },
  name: string,
  scope: Scope = 'write',
): Promise<{ id: string; key: string }> {
  const id = services.newId()
  const key = `cling_${randomBytes(32).toString('base64url')}`
  await tx
    .insertInto('api_key')
    .values({
      id,
      company_id: owner.companyId,
      member_id: owner.memberId,
      name,
      scope,
      key_hash: hashOf(services, key),
      created_at: services.clock.now(),
      revoked_at: null,
    })
    .execute()
  return { id, key }
}

/** Who calls with `Authorization: Bearer cling_…`, or null. */
export async function keyHolderOf(
  services: Services,
  request: Request,
): Promise<Extract<Actor, { kind: 'api' }> | null> {
  const key = /^Bearer (cling_[\w-]{43})$/.exec(request.headers.get('authorization') ?? '')?.[1]
  if (!key) return null
  const [row] = await services.database.ask<{ id: string; company_id: string; member_id: string; scope: Scope }>(
    'api-key',
    'select id, company_id, member_id, scope from api_key where key_hash = $1 and revoked_at is null',
    [hashOf(services, key)],
  )
  return row
    ? { kind: 'api', companyId: row.company_id, memberId: row.member_id, keyId: row.id, scope: row.scope }
    : null
}
