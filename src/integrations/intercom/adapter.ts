// Intercom’s conversations (https://developers.intercom.com/docs/references/rest-api). Their EU host; no script of theirs stands on any page, so
// nothing reaches them before somebody has opened the chat and written.
import { z } from 'zod'
import type { ProcessorErasure } from '../../platform/outbound/erasing.ts'
import type { ChatPort } from '../../platform/ports/chat.ts'
import { call, callJson, eeaAddress } from '../call.ts'

export const INTERCOM_EEA = 'https://api.eu.intercom.io'
const WithId = z.object({ id: z.string() })
const Contacts = z.object({ data: z.array(WithId) })
const Conversations = z.object({ conversations: z.array(WithId) })

export function intercomChat(options: { key: string; url?: string }): ChatPort & ProcessorErasure {
  const base = eeaAddress('Intercom', INTERCOM_EEA, options.url)
  const headers = { authorization: `Bearer ${options.key}`, 'intercom-version': '2.15', accept: 'application/json' }
  const ask = <T>(path: string, json: unknown, answer: z.ZodType<T>) =>
    callJson({ vendor: 'Intercom', url: `${base}${path}`, headers, json, answer }).then(r => r.value)
  const remove = (path: string) =>
    call({ vendor: 'Intercom', method: 'DELETE', url: `${base}${path}`, headers, accepts: [404] })

  async function contactOf(caseId: string, email: string | null): Promise<string> {
    const known = await call({
      vendor: 'Intercom',
      method: 'GET',
      url: `${base}/contacts/find_by_external_id/${encodeURIComponent(caseId)}`,
      headers,
      accepts: [404],
    })
    if (known.status !== 404) return WithId.parse(JSON.parse(known.text)).id
    const made = await ask('/contacts', { role: 'lead', external_id: caseId, ...(email ? { email } : {}) }, WithId)
    return made.id
  }

  return {
    async relay({ caseId, email, text }) {
      const id = await contactOf(caseId, email)
      await ask('/conversations', { from: { type: 'lead', id }, body: text }, z.unknown())
      return { reference: id }
    },

    /** Conversations first: archiving, or the contact alone, would leave the words. */
    async erase({ email, remoteIds = [] }) {
      const found = email
        ? (await ask('/contacts/search', { query: { field: 'email', operator: '=', value: email } }, Contacts)).data
        : []
      const ids = [...new Set([...found.map(c => c.id), ...remoteIds])]
      if (ids.length === 0) return { state: 'not-held' }
      for (const id of ids) {
        const query = { field: 'contact_ids', operator: '=', value: id }
        for (const c of (await ask('/conversations/search', { query }, Conversations)).conversations)
          await remove(`/conversations/${encodeURIComponent(c.id)}`)
        await remove(`/contacts/${encodeURIComponent(id)}`)
      }
      return { state: 'done' }
    },
    ask: async () => ({ state: 'not-held' }),
  }
}
