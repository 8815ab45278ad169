import { port } from './port.ts'

export type OutgoingMail = {
  to: string
  from: { name: string; address: string }
  replyTo?: { name: string; address: string }
  subject: string
  text: string
  html: string
  attachments: readonly { name: string; mime: string; bytes: Uint8Array }[]
  /** Our own id of the sending: becomes the Message-ID, so that a repeat is recognised. */
  reference: string
  /**
   * News has a way out that works with one click and no login (RFC 8058); the address stands in its words too. Nothing else is news.
   */
  unsubscribe?: string
  /** The invisible picture of news to a reader who has said yes to just that (consent/beacons.ts). No other mail has a picture from anywhere. */
  picture?: string
}

/** The two headers by which a mail program offers the way out itself. */
export const unsubscribeHeaders = (mail: Pick<OutgoingMail, 'unsubscribe'>): Record<string, string> =>
  mail.unsubscribe
    ? { 'List-Unsubscribe': `<${mail.unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
    : {}

export type MailSender = {
  /** Resolves when the next server has taken responsibility. Throws MailRefused where repeating cannot help. */
  send(mail: OutgoingMail): Promise<{ reference: string; delivered: boolean }>
}

/** The address or the message was refused for good. The reason is the server's own, without the address. */
export class MailRefused extends Error {
  readonly reason: string
  constructor(reason: string) {
    super('The mail was refused.')
    this.reason = reason
  }
}

export const mailSender = port<MailSender>('mail', {
  processor: 'mail',
  discloses: [
    'dispatch.address',
    'dispatch.note',
    'account.email',
    'session.device',
    'newsletter_reader.email',
    'former_customer.email',
    'client.name',
    'client_person.name',
    'company.name',
    'company.organisation_number',
    'company.street',
    'company.postcode',
    'company.city',
    'company.phone',
    'member.phone',
    'document.title',
    'document.decline_reason',
    'signature.signed_at',
    'signature.method',
    'file.sha256',
    'question.body',
    'withdrawal_notice.name',
    'withdrawal_notice.part',
    'withdrawal_notice.note',
    'withdrawal_notice.answer',
    'withdrawal_notice.received_at',
    'withdrawal_notice.receipt_to',
    'question.answer',
    'rights_access.address',
    'rights_case.answer_to',
    'support_case.reply_to',
    'support_message.body',
  ],
})
