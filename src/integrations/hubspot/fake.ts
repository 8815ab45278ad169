// HubSpot on loopback. Knows the three properties a contact of a company has, and refuses every other.
import { type FakeServer, jsonOf, startFakeServer, strange } from '../fake-server.ts'

type Input = { idProperty: string; id: string; properties: Record<string, string> }
export type FakeHubspot = FakeServer & { contacts: Map<string, Record<string, string>> }

export async function startFakeHubspot(account: { key: string }): Promise<FakeHubspot> {
  const contacts = new Map<string, Record<string, string>>()
  const failed = (status: number, category: string) => ({
    status,
    json: { status: 'error', category, message: category },
  })
  const server = await startFakeServer(came => {
    if (came.headers.authorization !== `Bearer ${account.key}`) return failed(401, 'EXPIRED_AUTHENTICATION')
    const body = jsonOf(came)
    if (came.path === '/crm/v3/objects/contacts/batch/upsert') {
      const [input, ...more] = (body?.inputs ?? []) as Input[]
      if (!input || more.length > 0 || input.idProperty !== 'email' || input.id !== input.properties.email)
        return failed(400, 'VALIDATION_ERROR')
      if (strange(input.properties, ['email', 'firstname', 'phone']).length > 0) return failed(400, 'VALIDATION_ERROR')
      const known = [...contacts].find(([, c]) => c.email === input.id)?.[0]
      const id = known ?? String(1000 + contacts.size)
      contacts.set(id, input.properties)
      return { status: 200, json: { results: [{ id, new: !known, properties: input.properties }] } }
    }
    if (came.path === '/crm/v3/objects/contacts/gdpr-delete') {
      if (!contacts.delete(String(body?.objectId))) return failed(404, 'OBJECT_NOT_FOUND')
      return { status: 204 }
    }
    if (came.path === '/crm/v3/objects/contacts/search') {
      const [group] = (body?.filterGroups ?? []) as { filters: { value: string }[] }[]
      const found = [...contacts].filter(([, c]) => c.email === group?.filters[0]?.value)
      return { status: 200, json: { results: found.map(([id]) => ({ id })) } }
    }
    const id = came.path.split('/').at(-1) as string
    if (came.method === 'GET') return contacts.has(id) ? { status: 200, json: { id } } : failed(404, 'OBJECT_NOT_FOUND')
    return failed(405, 'METHOD')
  })
  return Object.assign(server, { contacts })
}
