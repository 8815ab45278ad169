// Mailgun on loopback: as strict as theirs about key, domain and fields, and stricter about measuring, which it refuses.
import { type Came, type FakeServer, startFakeServer } from '../fake-server.ts'

const FIELDS =
  /^(from|to|subject|text|html|attachment|o:(tracking|tracking-opens|tracking-clicks|require-tls)|h:(Reply-To|Auto-Submitted|List-Unsubscribe|List-Unsubscribe-Post)|v:reference)$/

export type FakeMailgun = FakeServer & {
  mails: Record<string, string>[]
  /** Addresses on each of its lists. */
  lists: Record<'bounces' | 'unsubscribes' | 'complaints' | 'whitelists', Set<string>>
}

export async function startFakeMailgun(account: { key: string; domain: string }): Promise<FakeMailgun> {
  const lists = {
    bounces: new Set<string>(),
    unsubscribes: new Set<string>(),
    complaints: new Set<string>(),
    whitelists: new Set<string>(),
  }
  const mails: Record<string, string>[] = []
  const server = await startFakeServer(async came => {
    if (came.headers.authorization !== `Basic ${Buffer.from(`api:${account.key}`).toString('base64')}`)
      return { status: 401, text: 'Forbidden' }
    const [, version, domain, what, address] = came.path.split('/').map(decodeURIComponent)
    if (version !== 'v3' || domain !== account.domain) return { status: 404, json: { message: 'Domain not found' } }
    if (came.method === 'DELETE' && what && what in lists) {
      const gone = lists[what as keyof typeof lists].delete(address ?? '')
      return gone ? { status: 200, json: { message: 'removed' } } : { status: 404, json: { message: 'not found' } }
    }
    if (came.method !== 'POST' || what !== 'messages') return { status: 404, json: { message: 'Not Found' } }
    const fields = await formOf(came)
    const odd = Object.keys(fields).find(name => !FIELDS.test(name))
    if (odd) return { status: 400, json: { message: `unknown field ${odd}` } }
    for (const name of ['from', 'to', 'subject', 'text'])
      if (!fields[name]) return { status: 400, json: { message: `${name} parameter is missing` } }
    if (!/^[^@\s]+@[^@\s]+$/.test(fields.to as string))
      return { status: 400, json: { message: "'to' parameter is not a valid address" } }
    mails.push(fields)
    return { status: 200, json: { id: `<${mails.length}.fake@${account.domain}>`, message: 'Queued. Thank you.' } }
  })
  return Object.assign(server, { mails, lists })
}

async function formOf(came: Came): Promise<Record<string, string>> {
  const form = await new Response(came.body as unknown as BodyInit, {
    headers: { 'content-type': came.headers['content-type'] ?? '' },
  }).formData()
  return Object.fromEntries([...form].map(([name, value]) => [name, typeof value === 'string' ? value : value.name]))
}
