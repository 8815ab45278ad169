// Mail through Mailgun (https://documentation.mailgun.com/docs/mailgun/api-reference). The sending domain lies in their EU region, and
// nothing of a mail is measured: opens and clicks are switched off in every call.
import { z } from 'zod'
import { addDays, stockholmDate } from '../../kernel/dates.ts'
import type { Clock } from '../../platform/clock.ts'
import type { ProcessorErasure } from '../../platform/outbound/erasing.ts'
import { MailRefused, type MailSender, unsubscribeHeaders } from '../../platform/ports/mail.ts'
import { call, callJson, eeaAddress, VendorFailure } from '../call.ts'

export const MAILGUN_EEA = 'https://api.eu.mailgun.net'
export type MailgunOptions = { key: string; domain: string; url?: string; clock: Clock }
const Queued = z.object({ id: z.string().min(3) })

/** What stands in every message, whatever it is: nobody measures it, and it travels encrypted or not at all. */
const ALWAYS = {
  'o:tracking': 'no',
  'o:tracking-opens': 'no',
  'o:tracking-clicks': 'no',
  'o:require-tls': 'yes',
} as const

export function mailgunMail(options: MailgunOptions): MailSender & ProcessorErasure {
  const url = eeaAddress('Mailgun', MAILGUN_EEA, options.url)
  const headers = { authorization: `Basic ${Buffer.from(`api:${options.key}`).toString('base64')}` }
  const domain = `${url}/v3/${encodeURIComponent(options.domain)}`
  return {
    async send(mail) {
      const form = new FormData()
      form.append('from', `${quoted(mail.from.name)} <${mail.from.address}>`)
      form.append('to', mail.to)
      form.append('subject', mail.subject)
      form.append('text', mail.text)
      form.append('html', mail.html)
      if (mail.replyTo) form.append('h:Reply-To', `${quoted(mail.replyTo.name)} <${mail.replyTo.address}>`)
      form.append('h:Auto-Submitted', 'auto-generated')
      for (const [name, value] of Object.entries(unsubscribeHeaders(mail))) form.append(`h:${name}`, value)
      form.append('v:reference', mail.reference)
      for (const [name, value] of Object.entries(ALWAYS)) form.append(name, value)
      for (const a of mail.attachments)
        form.append('attachment', new Blob([Buffer.from(a.bytes)], { type: a.mime }), a.name)
      try {
        const { value } = await callJson({
          vendor: 'Mailgun',
          url: `${domain}/messages`,
          headers,
          body: form,
          answer: Queued,
        })
        return { reference: value.id.replace(/^<|>$/g, ''), delivered: false }
      } catch (error) {
        throw refusedForGood(error)
      }
    },

    async erase({ email }) {
      if (!email) return { state: 'not-held' }
      for (const list of ['bounces', 'unsubscribes', 'complaints', 'whitelists'])
        await call({
          vendor: 'Mailgun',
          method: 'DELETE',
          url: `${domain}/${list}/${encodeURIComponent(email)}`,
          headers,
          accepts: [404],
        })
      // Events and stored messages go by themselves, at the latest after thirty days; no call removes one person from them.
      return { state: 'done', leftUntil: addDays(stockholmDate(options.clock.now()), 30) }
    },
    ask: async () => ({ state: 'not-held' }),
  }
}

export const quoted = (name: string) => `"${name.replace(/["\\\r\n]/g, '')}"`

/** A message they will not take will not be taken the next time either; all else is tried again by the queue. */
export const refusedForGood = (error: unknown): Error =>
  error instanceof VendorFailure && error.kind === 'invalid-request'
    ? new MailRefused(`${error.status}`)
    : (error as Error)
