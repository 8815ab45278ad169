// Mail through Mandrill (https://mailchimp.com/developer/transactional/api/messages/). It has no host within the EEA, so its row needs a
// ground for the transfer; what is sent is not measured, and its content is not shown in their log.
import { z } from 'zod'
import type { ProcessorErasure } from '../../platform/outbound/erasing.ts'
import { MailRefused, type MailSender, unsubscribeHeaders } from '../../platform/ports/mail.ts'
import { callJson, VendorFailure } from '../call.ts'

const Sent = z.array(z.object({ status: z.string(), _id: z.string().optional(), reject_reason: z.string().nullish() }))
const ALWAYS = {
  track_opens: false,
  track_clicks: false,
  view_content_link: false,
  preserve_recipients: false,
} as const

export function mandrillMail(options: { key: string; url?: string }): MailSender & ProcessorErasure {
  const base = (options.url ?? 'https://mandrillapp.com/api/1.4').replace(/\/+$/, '')
  return {
    async send(mail) {
      const { value } = await callJson({
        vendor: 'Mandrill',
        url: `${base}/messages/send`,
        json: {
          key: options.key,
          message: {
            from_email: mail.from.address,
            from_name: mail.from.name,
            to: [{ email: mail.to, type: 'to' }],
            subject: mail.subject,
            text: mail.text,
            html: mail.html,
            headers: {
              'Auto-Submitted': 'auto-generated',
              ...(mail.replyTo ? { 'Reply-To': mail.replyTo.address } : {}),
              ...unsubscribeHeaders(mail),
            },
            metadata: { reference: mail.reference },
            ...(mail.attachments.length > 0
              ? {
                  attachments: mail.attachments.map(a => ({
                    type: a.mime,
                    name: a.name,
                    content: Buffer.from(a.bytes).toString('base64'),
                  })),
                }
              : {}),
            ...ALWAYS,
          },
        },
        answer: Sent,
      })
      const [first] = value
      // A call that went well may hold a mail that did not.
      if (!first) throw new VendorFailure('Mandrill', 'protocol', 200)
      if (first.status === 'rejected' || first.status === 'invalid')
        throw new MailRefused(first.reject_reason ?? first.status)
      return { reference: first._id ?? mail.reference, delivered: false }
    },

    async erase({ email }) {
      if (!email) return { state: 'not-held' }
      for (const list of ['rejects', 'allowlists'])
        await callJson({
          vendor: 'Mandrill',
          url: `${base}/${list}/delete`,
          json: { key: options.key, email },
          answer: z.object({ deleted: z.boolean().optional() }),
          accepts: [404],
        })
      return {
        state: 'manual',
        request: 'Ask Mandrill’s support to erase what is left of the recipient in sent messages and activity.',
      }
    },
    ask: async () => ({ state: 'not-held' }),
  }
}
