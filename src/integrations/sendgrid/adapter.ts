// Mail through SendGrid (https://www.twilio.com/docs/sendgrid/api-reference/mail-send). Their EU host, no opens, no clicks, no footer of theirs.
import { z } from 'zod'
import type { ProcessorErasure } from '../../platform/outbound/erasing.ts'
import type { MailSender } from '../../platform/ports/mail.ts'
import { unsubscribeHeaders } from '../../platform/ports/mail.ts'
import { call, callJson, eeaAddress, VendorFailure } from '../call.ts'
import { refusedForGood } from '../mailgun/adapter.ts'

export const SENDGRID_EEA = 'https://api.eu.sendgrid.com'

const ALWAYS = {
  click_tracking: { enable: false, enable_text: false },
  open_tracking: { enable: false },
  subscription_tracking: { enable: false },
  ganalytics: { enable: false },
} as const

export function sendgridMail(options: { key: string; url?: string }): MailSender & ProcessorErasure {
  const url = eeaAddress('SendGrid', SENDGRID_EEA, options.url)
  const headers = { authorization: `Bearer ${options.key}` }
  const to = (a: { name: string; address: string }) => ({ email: a.address, name: a.name })
  return {
    async send(mail) {
      try {
        const sent = await call({
          vendor: 'SendGrid',
          url: `${url}/v3/mail/send`,
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify({
            personalizations: [
              {
                to: [{ email: mail.to }],
                headers: { 'Auto-Submitted': 'auto-generated', ...unsubscribeHeaders(mail) },
                custom_args: { reference: mail.reference },
              },
            ],
            from: to(mail.from),
            ...(mail.replyTo ? { reply_to: to(mail.replyTo) } : {}),
            subject: mail.subject,
            content: [
              { type: 'text/plain', value: mail.text },
              { type: 'text/html', value: mail.html },
            ],
            ...(mail.attachments.length > 0
              ? {
                  attachments: mail.attachments.map(a => ({
                    content: Buffer.from(a.bytes).toString('base64'),
                    type: a.mime,
                    filename: a.name,
                    disposition: 'attachment',
                  })),
                }
              : {}),
            tracking_settings: ALWAYS,
          }),
        })
        const reference = sent.headers.get('x-message-id')
        if (!reference) throw new VendorFailure('SendGrid', 'protocol', sent.status)
        return { reference, delivered: false }
      } catch (error) {
        throw refusedForGood(error)
      }
    },

    async erase({ email }) {
      if (!email) return { state: 'not-held' }
      const lists = ['bounces', 'blocks', 'spam_reports', 'invalid_emails'].map(list => `/v3/suppression/${list}`)
      for (const path of [...lists, '/v3/asm/suppressions/global'])
        await call({
          vendor: 'SendGrid',
          method: 'DELETE',
          url: `${url}${path}/${encodeURIComponent(email)}`,
          headers,
          accepts: [404],
        })
      const { value } = await callJson({
        vendor: 'SendGrid',
        url: `${url}/v3/recipients/erasejob`,
        headers,
        json: { email_addresses: [email] },
        answer: z.object({ job_id: z.string() }),
      })
      // 202 says that the job is taken. They have thirty days and no call that tells when it is done: a person confirms.
      return { state: 'requested', reference: value.job_id }
    },
    ask: async reference => ({
      state: 'manual',
      request: `Confirm that the recipients’ data erasure job ${reference} is done.`,
    }),
  }
}
