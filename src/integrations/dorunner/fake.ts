// A marketplace on loopback that checks signatures and takes the four things, and nothing else.
import { type FakeServer, jsonOf, startFakeServer, strange } from '../fake-server.ts'
import { webhookSignature } from './adapter.ts'

type Told = { customer: string } & Record<string, unknown>
export type FakePartner = FakeServer & {
  customers: Map<string, Told>
  /** Whether it confirms an erasure at once. */
  confirms: boolean
}

export async function startFakePartner(account: { secret: string }): Promise<FakePartner> {
  const customers = new Map<string, Told>()
  const seen = new Set<string>()
  const server = await startFakeServer(came => {
    const { 'webhook-id': id = '', 'webhook-timestamp': at = '', 'webhook-signature': signature } = came.headers
    if (signature !== webhookSignature(account.secret, id, Number(at), came.body.toString()))
      return { status: 401, json: {} }
    const message = jsonOf(came)
    const data = message?.data as Told | undefined
    if (!data || strange(data, ['customer', 'personalNumber', 'address', 'phone', 'email']).length > 0)
      return { status: 422, json: {} }
    if (seen.has(id)) return { status: 200, json: {} }
    seen.add(id)
    if (message?.type === 'customer.erased') {
      customers.delete(data.customer)
      return { status: 200, json: fake.confirms ? { confirmedAt: 'now' } : {} }
    }
    customers.set(data.customer, data)
    return { status: 200, json: {} }
  })
  const fake: FakePartner = Object.assign(server, { customers, confirms: true })
  return fake
}
