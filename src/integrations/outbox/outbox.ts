// The stand-in for mail and SMS operators: what would have left is kept in the database and shown at /utkorg, on loopback and never in
// production. It refuses what an operator would refuse.

import type { Services } from '../../platform/context.ts'
import { MailRefused, type MailSender } from '../../platform/ports/mail.ts'
import { SmsRefused, type SmsSender } from '../../platform/ports/sms.ts'
import { gsmText, senderName } from '../sms/gsm.ts'

type Bare = Pick<Services, 'database' | 'clock'>

/** Addresses under this name behave as a server that refuses for good, so that a bounce can be tried. */
const BOUNCES = /@(studsar|bounce)\./i

export function outboxMail({ database, clock }: Bare): MailSender {
  return {
    async send(mail) {
      if (BOUNCES.test(mail.to)) throw new MailRefused('550 Mottagaren finns inte')
      await database.outside(async tx => {
        const made = await tx
          .insertInto('outbox_message')
          .values({
            id: mail.reference,
            channel: 'mail',
            sender: `${mail.from.name} <${mail.from.address}>`,
            address: mail.to,
            subject: mail.subject,
            body_text: mail.text,
            body_html: mail.html,
            at: clock.now(),
          })
          .onConflict(c => c.column('id').doNothing())
          .returning('id')
          .executeTakeFirst()
        if (!made) return
        for (const a of mail.attachments)
          await tx
            .insertInto('outbox_attachment')
            .values({ message_id: mail.reference, name: a.name, mime: a.mime, content: Buffer.from(a.bytes) })
            .execute()
      })
      return { reference: mail.reference, delivered: true }
    },
  }
}

export function outboxSms({ database, clock }: Bare): SmsSender {
  return {
    async send(sms) {
      if (!/^\+[1-9]\d{6,14}$/.test(sms.to)) throw new SmsRefused('The number is not in international form.')
      if (sms.to.endsWith('000000')) throw new SmsRefused('Numret finns inte')
      await database.outside(tx =>
        tx
          .insertInto('outbox_message')
          .values({
            id: sms.reference,
            channel: 'sms',
            sender: senderName(sms.from),
            address: sms.to,
            subject: '',
            body_text: gsmText(sms.text),
            body_html: null,
            at: clock.now(),
          })
          .onConflict(c => c.column('id').doNothing())
          .execute(),
      )
      return { reference: sms.reference, delivered: true }
    },
  }
}
