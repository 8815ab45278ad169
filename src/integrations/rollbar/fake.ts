// Rollbar on loopback: stricter than theirs, since it knows no person and no request.
import { type FakeServer, jsonOf, startFakeServer, strange } from '../fake-server.ts'

type Item = { uuid: string; body: object } & Record<string, unknown>
export type FakeRollbar = FakeServer & { items: Map<string, Item> }

const KNOWN = ['environment', 'body', 'level', 'language', 'context', 'uuid', 'custom', 'notifier']

export async function startFakeRollbar(account: { key: string }): Promise<FakeRollbar> {
  const items = new Map<string, Item>()
  const server = await startFakeServer(came => {
    if (came.headers['x-rollbar-access-token'] !== account.key)
      return { status: 401, json: { err: 1, message: 'invalid access token' } }
    const item = jsonOf(came)?.data as Item | undefined
    if (came.path !== '/api/1/item/' || !item || !/^[0-9a-f-]{36}$/.test(item.uuid) || strange(item, KNOWN).length > 0)
      return { status: 422, json: { err: 1, message: 'invalid item' } }
    if (!items.has(item.uuid)) items.set(item.uuid, item)
    return { status: 200, json: { err: 0, result: { id: null, uuid: item.uuid } } }
  })
  return Object.assign(server, { items })
}
