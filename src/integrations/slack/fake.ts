// Slack on loopback: answers 200 to nearly everything, as theirs does, and knows only messages of plain text without previews.
import { type FakeServer, jsonOf, startFakeServer, strange } from '../fake-server.ts'

export type FakeSlack = FakeServer & { messages: Map<string, string> }

export async function startFakeSlack(account: { key: string; channel: string }): Promise<FakeSlack> {
  const messages = new Map<string, string>()
  let last = 1700000000
  const said = (json: object) => ({ status: 200, json })
  const server = await startFakeServer(came => {
    if (came.headers.authorization !== `Bearer ${account.key}`) return said({ ok: false, error: 'invalid_auth' })
    const body = jsonOf(came) ?? {}
    if (body.channel !== account.channel) return said({ ok: false, error: 'channel_not_found' })
    if (came.path === '/chat.postMessage') {
      if (strange(body, ['channel', 'text', 'unfurl_links', 'unfurl_media']).length > 0 || body.unfurl_links !== false)
        return said({ ok: false, error: 'invalid_arguments' })
      const ts = `${last++}.000100`
      messages.set(ts, String(body.text))
      return said({ ok: true, channel: account.channel, ts })
    }
    if (came.path === '/chat.delete')
      return said(messages.delete(String(body.ts)) ? { ok: true } : { ok: false, error: 'message_not_found' })
    return said({ ok: false, error: 'unknown_method' })
  })
  return Object.assign(server, { messages })
}
