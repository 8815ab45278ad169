// Mandrill on loopback. A message whose measuring is left to the account’s default is refused, as one with a field they do not have.
import { type FakeServer, jsonOf, startFakeServer, strange } from '../fake-server.ts'

type Message = { to: { email: string }[]; headers: Record<string, string> } & Record<string, unknown>
export type FakeMandrill = FakeServer & { mails: Message[]; rejects: Set<string> }

const KNOWN =
  'from_email from_name to subject text html headers metadata attachments track_opens track_clicks view_content_link preserve_recipients'.split(
    ' ',
  )

export async function startFakeMandrill(account: { key: string }): Promise<FakeMandrill> {
  const mails: Message[] = []
  const rejects = new Set<string>()
  const failed = (status: number, name: string) => ({
    status,
    json: { status: 'error', code: -1, name, message: name },
  })
  const server = await startFakeServer(came => {
    const body = jsonOf(came)
    if (came.method !== 'POST' || !body) return failed(500, 'GeneralError')
    if (body.key !== account.key) return failed(401, 'Invalid_Key')
    if (came.path === '/rejects/delete' || came.path === '/allowlists/delete')
      return { status: 200, json: { email: body.email, deleted: rejects.delete(body.email as string) } }
    if (came.path !== '/messages/send') return failed(404, 'Unknown_Method')
    const message = body.message as Message
    const odd = strange(message, KNOWN)
    if (odd.length > 0) return failed(422, 'ValidationError')
    for (const measured of ['track_opens', 'track_clicks', 'view_content_link'])
      if (message[measured] !== false) return failed(422, 'ValidationError')
    const email = message.to[0]?.email ?? ''
    if (!/^[^@\s]+@[^@\s]+$/.test(email)) return failed(422, 'ValidationError')
    if (rejects.has(email))
      return { status: 200, json: [{ email, status: 'rejected', _id: 'x', reject_reason: 'hard-bounce' }] }
    mails.push(message)
    return { status: 200, json: [{ email, status: 'queued', _id: `fake${mails.length}` }] }
  })
  return Object.assign(server, { mails, rejects })
}
