// Mail by SMTP. The next server's answer decides: accepted is accepted, a 5xx to the address is refused for good, anything else is
// tried again by the queue.
import nodemailer from 'nodemailer'
import { MailRefused, type MailSender, unsubscribeHeaders } from '../../platform/ports/mail.ts'

type SmtpError = Error & { responseCode?: number; response?: string; code?: string }

export function smtpMail(options: { smtpUrl: string; from: string; encrypted: boolean }): MailSender {
  const transport = nodemailer.createTransport({
    url: options.smtpUrl,
    pool: true,
    // Without it a server that offers no STARTTLS would be given the mail in the clear.
    requireTLS: options.encrypted,
    maxConnections: 4,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as never)
  const host = options.from.split('@')[1] ?? 'localhost'
  return {
    async send(mail) {
      const messageId = `<${mail.reference}@${host}>`
      try {
        await transport.sendMail({
          messageId,
          from: mail.from,
          to: mail.to,
          ...(mail.replyTo ? { replyTo: mail.replyTo } : {}),
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          attachments: mail.attachments.map(a => ({
            filename: a.name,
            contentType: a.mime,
            content: Buffer.from(a.bytes),
          })),
          // No automatic answers, and no list of anybody else.
          headers: { 'Auto-Submitted': 'auto-generated', ...unmeasured, ...unsubscribeHeaders(mail) },
        })
        return { reference: messageId, delivered: false }
      } catch (error) {
        const e = error as SmtpError
        if (e.responseCode && e.responseCode >= 500 && e.responseCode < 600)
          throw new MailRefused(withoutAddress(e.response ?? String(e.responseCode), mail.to))
        throw new Error(`The mail server did not take the mail (${e.code ?? e.responseCode ?? 'no answer'}).`)
      }
    },
  }
}

/**
 * Behind the server may stand a carrier that measures by default; each of these is read by one of them (Mailgun, SendGrid, Mandrill, Postmark,
 * Mailjet) and by nobody else.
 */
export const UNMEASURED: Readonly<Record<string, string>> = {
  'X-Mailgun-Track': 'no',
  'X-Mailgun-Track-Opens': 'no',
  'X-Mailgun-Track-Clicks': 'no',
  'X-SMTPAPI': `{"filters": {${['opentrack', 'clicktrack', 'ganalytics'].map(f => `"${f}": {"settings": {"enable": 0}}`).join(', ')}}}`,
  'X-MC-Track': 'none',
  'X-PM-TrackOpens': 'false',
  'X-PM-TrackLinks': 'None',
  'X-Mailjet-TrackOpen': '0',
  'X-Mailjet-TrackClick': '0',
}

/** As they are: a long one would be encoded, and nobody would read it. */
const unmeasured = Object.fromEntries(
  Object.entries(UNMEASURED).map(([name, value]) => [name, { prepared: true, value }]),
)

const withoutAddress = (response: string, address: string) =>
  response.replaceAll(address, '').replace(/\s+/g, ' ').trim().slice(0, 200)
