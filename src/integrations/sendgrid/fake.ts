// SendGrid on loopback. Refuses what theirs would, and any call that leaves measuring to their default.
import { randomUUID } from 'node:crypto'
import { type FakeServer, jsonOf, startFakeServer, strange } from '../fake-server.ts'

type Sent = {
  personalizations: { to: { email: string }[]; headers: Record<string, string> }[]
  content: { type: string; value: string }[]
  tracking_settings?: Record<string, { enable: boolean }>
  attachments?: { filename: string }[]
} & Record<string, unknown>
export type FakeSendgrid = FakeServer & { mails: Sent[]; erased: string[]; suppressed: Set<string> }

const KNOWN = ['personalizations', 'from', 'reply_to', 'subject', 'content', 'attachments', 'tracking_settings']

export async function startFakeSendgrid(account: { key: string }): Promise<FakeSendgrid> {
  const mails: Sent[] = []
  const erased: string[] = []
  const suppressed = new Set<string>()
  const wrong = (message: string) => ({ status: 400, json: { errors: [{ message, field: null, help: null }] } })
  const server = await startFakeServer(came => {
    if (came.headers.authorization !== `Bearer ${account.key}`)
      return { status: 401, json: { errors: [{ message: 'authorization required' }] } }
    const body = jsonOf(came)
    if (came.method === 'POST' && came.path === '/v3/mail/send') {
      const sent = body as Sent | null
      if (!sent) return wrong('Bad Request')
      const odd = strange(sent, KNOWN)
      if (odd.length > 0) return wrong(`Additional property ${odd[0]} is not allowed`)
      const [first] = sent.personalizations ?? []
      if (!first?.to[0] || !/^[^@\s]+@[^@\s]+$/.test(first.to[0].email))
        return wrong('Does not contain a valid address.')
      if (sent.content?.[0]?.type !== 'text/plain') return wrong('If present, text/plain must be first')
      for (const kind of ['open_tracking', 'click_tracking'])
        if (sent.tracking_settings?.[kind]?.enable !== false) return wrong(`${kind} is left to the account’s default`)
      mails.push(sent)
      return { status: 202, headers: { 'x-message-id': `fake-${mails.length}` } }
    }
    if (came.method === 'POST' && came.path === '/v3/recipients/erasejob') {
      const addresses = body?.email_addresses as string[] | undefined
      if (!addresses?.length || addresses.some(a => !a.includes('@'))) return wrong('invalid email address')
      erased.push(...addresses)
      return { status: 202, json: { job_id: randomUUID() } }
    }
    if (came.method === 'DELETE' && /^\/v3\/(suppression|asm\/suppressions)\//.test(came.path)) {
      const gone = suppressed.delete(decodeURIComponent(came.path.split('/').at(-1) as string))
      return { status: gone ? 204 : 404 }
    }
    return { status: 404, json: { errors: [{ message: 'not found' }] } }
  })
  return Object.assign(server, { mails, erased, suppressed })
}
