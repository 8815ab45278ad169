// Intercom on loopback: contacts of a number and perhaps an address, conversations of words, and nothing else.
import { type FakeServer, jsonOf, startFakeServer, strange } from '../fake-server.ts'

export type FakeIntercom = FakeServer & {
  contacts: Map<string, { external_id: string; email?: string }>
  conversations: Map<string, { contact: string; body: string }>
}

export async function startFakeIntercom(account: { key: string }): Promise<FakeIntercom> {
  const contacts: FakeIntercom['contacts'] = new Map()
  const conversations: FakeIntercom['conversations'] = new Map()
  let last = 0
  const failed = (status: number, code: string) => ({
    status,
    json: { type: 'error.list', errors: [{ code, message: code }] },
  })
  const server = await startFakeServer(came => {
    if (came.headers.authorization !== `Bearer ${account.key}`) return failed(401, 'unauthorized')
    if (came.headers['intercom-version'] !== '2.15') return failed(400, 'intercom_version_invalid')
    const body = jsonOf(came) ?? {}
    const id = decodeURIComponent(came.path.split('/').at(-1) as string)
    if (came.method === 'GET' && came.path.startsWith('/contacts/find_by_external_id/')) {
      const found = [...contacts].find(([, c]) => c.external_id === id)
      return found ? { status: 200, json: { id: found[0] } } : failed(404, 'not_found')
    }
    if (came.method === 'DELETE') {
      const gone = came.path.startsWith('/contacts/') ? contacts.delete(id) : conversations.delete(id)
      return gone ? { status: 200, json: { id } } : failed(404, 'not_found')
    }
    const query = body.query as { value: string } | undefined
    switch (came.path) {
      case '/contacts': {
        if (strange(body, ['role', 'external_id', 'email']).length > 0) return failed(422, 'parameter_invalid')
        if ([...contacts.values()].some(c => c.external_id === body.external_id)) return failed(409, 'conflict')
        const made = `k${++last}`
        contacts.set(made, body as never)
        return { status: 200, json: { id: made } }
      }
      case '/conversations': {
        const from = body.from as { id: string } | undefined
        if (strange(body, ['from', 'body']).length > 0 || !from || !contacts.has(from.id))
          return failed(422, 'parameter_invalid')
        const made = `s${++last}`
        conversations.set(made, { contact: from.id, body: String(body.body) })
        return { status: 200, json: { id: made } }
      }
      case '/contacts/search':
        return {
          status: 200,
          json: { data: [...contacts].filter(([, c]) => c.email === query?.value).map(([i]) => ({ id: i })) },
        }
      case '/conversations/search':
        return {
          status: 200,
          json: {
            conversations: [...conversations].filter(([, c]) => c.contact === query?.value).map(([i]) => ({ id: i })),
          },
        }
      default:
        return failed(404, 'not_found')
    }
  })
  return Object.assign(server, { contacts, conversations })
}
