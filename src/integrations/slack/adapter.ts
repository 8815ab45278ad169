// Slack’s Web API (https://docs.slack.dev/reference/methods/chat.postMessage): the way that lets a message be taken away again. What is said is
// put together in the port, of a kind, a number and a page of ours.
import { z } from 'zod'
import { type StaffPort, staffText } from '../../platform/ports/staff.ts'
import { callJson, type Failure, VendorFailure } from '../call.ts'

const Said = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  channel: z.string().optional(),
  ts: z.string().optional(),
})
/** What is answered with 200 and is a failure all the same. */
const KINDS: Readonly<Record<string, Failure>> = {
  invalid_auth: 'unauthorized',
  account_inactive: 'unauthorized',
  token_revoked: 'unauthorized',
  missing_scope: 'forbidden',
  not_in_channel: 'forbidden',
  channel_not_found: 'not-found',
  ratelimited: 'rate-limited',
  fatal_error: 'unavailable',
  internal_error: 'unavailable',
}

export function slackStaff(options: { key: string; channel: string; publicUrl: string; url?: string }): StaffPort {
  const base = (options.url ?? 'https://slack.com/api').replace(/\/+$/, '')
  const ask = async (method: string, json: object) => {
    const { value } = await callJson({
      vendor: 'Slack',
      url: `${base}/${method}`,
      headers: { authorization: `Bearer ${options.key}`, 'content-type': 'application/json; charset=utf-8' },
      json,
      answer: Said,
    })
    if (!value.ok && value.error !== 'message_not_found')
      throw new VendorFailure('Slack', KINDS[value.error ?? ''] ?? 'protocol', 200)
    return value
  }
  return {
    async tell(notice) {
      // What an address holds may not be read as a call to everybody.
      const text = staffText(notice, options.publicUrl).replace(
        /[&<>]/g,
        c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] as string,
      )
      const said = await ask('chat.postMessage', {
        channel: options.channel,
        text,
        unfurl_links: false,
        unfurl_media: false,
      })
      return { reference: `${said.channel ?? options.channel} ${said.ts ?? ''}` }
    },
    async remove(reference) {
      const [channel, ts] = reference.split(' ')
      await ask('chat.delete', { channel, ts })
    },
  }
}
