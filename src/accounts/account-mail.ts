// Mails about the account itself. Written when they leave: the link is in no queue.
import { z } from 'zod'
import { deriveBrand } from '../design/colour.ts'
import { mailHtml, mailText } from '../design/mail.tsx'
import { instantWords } from '../kernel/dates.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { job } from '../platform/jobs/job.ts'
import { MailRefused, mailSender } from '../platform/ports/mail.ts'
import { accountMails } from './accounts.messages.ts'
import { accountToken } from './tokens.ts'

export type AccountMessage = keyof typeof accountMails
/** Where the button goes, with the link's secret after it where the mail has one. */
const PATHS: Record<AccountMessage, string> = {
  confirm: '/bekrafta',
  reset: '/nytt-losenord',
  already: '/nytt-losenord',
  invite: '/nytt-losenord',
  'invite-known': '/logga-in',
  'new-device': '/glomt-losenord',
  'sign-in-changed': '/glomt-losenord',
}

/** Whose words name the company, besides the address they go to. */
const NAMES_COMPANY: Record<AccountMessage, boolean> = {
  confirm: true,
  reset: false,
  already: true,
  invite: true,
  'invite-known': true,
  'new-device': false,
  'sign-in-changed': false,
}
const SECRET: readonly AccountMessage[] = ['confirm', 'reset', 'already', 'invite']
/** About something that has happened: no link that could have been used meanwhile. */
const HAPPENED: readonly AccountMessage[] = ['new-device', 'sign-in-changed']

const Input = z.object({
  companyId: z.uuid(),
  memberId: z.uuid(),
  /** The link the mail is about, or the session, or the change. */
  aboutId: z.uuid(),
  message: z.enum(['confirm', 'reset', 'already', 'invite', 'invite-known', 'new-device', 'sign-in-changed']),
})

export const sendAccountMail = job('send-account-mail', {
  does: 'Sends a mail about an account: confirm, choose a password, signed in on a new device, another way to sign in.',
  input: Input,
  maxAttempts: 15,
  async run(services, { companyId, memberId, aboutId, message }) {
    const found = await services.database.company(companyId, async tx => {
      const member = await tx
        .selectFrom('member as m')
        .innerJoin('account as a', 'a.id', 'm.account_id')
        .innerJoin('company as c', 'c.id', 'm.company_id')
        .select(['a.email', 'a.language', 'c.name'])
        .where('m.company_id', '=', companyId)
        .where('m.id', '=', memberId)
        .executeTakeFirstOrThrow()
      const session =
        message === 'new-device'
          ? await tx.selectFrom('session').select(['device', 'created_at']).where('id', '=', aboutId).executeTakeFirst()
          : null
      if (message === 'new-device' && !session) return null
      const token =
        !HAPPENED.includes(message) &&
        (await tx
          .selectFrom('account_token')
          .select('id')
          .where('id', '=', aboutId)
          .where('used_at', 'is', null)
          .where('expires_at', '>', services.clock.now())
          .executeTakeFirst())
      return token || HAPPENED.includes(message) ? { ...member, session } : null
    })
    if (!found) return
    const words = accountMails[message][found.language]
    const operator = services.config.operator
    const path = PATHS[message]
    const body = {
      language: found.language,
      header: words.header,
      paragraphs: words.body({
        company: found.name,
        device: found.session?.device ?? '',
        at: found.session ? instantWords(found.session.created_at, found.language) : '',
      }),
      button: {
        label: words.button,
        url: `${services.config.publicUrl}${path}${SECRET.includes(message) ? `/${accountToken(services.secrets, aboutId)}` : ''}`,
      },
      after: words.after,
      footer: [[operator.name, operator.address, operator.email].filter(Boolean).join(' · ')],
      test: false,
    }
    try {
      await services.door.through('mail', () =>
        services.ports.get(mailSender).send({
          to: found.email,
          from: { name: 'Cling', address: services.config.mail?.from ?? 'cling@localhost' },
          subject: words.subject,
          text: mailText(body),
          html: mailHtml(body, deriveBrand(null)),
          attachments: [],
          reference: aboutId,
        }),
      )
    } catch (error) {
      if (!(error instanceof MailRefused)) throw error
      services.log.warn({ memberId, reason: error.reason }, 'an account mail was refused for good')
    }
  },
})

export const accountMail = {
  /** Queues the mail in the caller's transaction, which is the member's company's. */
  queue: (
    services: Services,
    tx: Tx,
    mail: {
      companyId: string
      memberId: string
      tokenId: string
      message: Exclude<AccountMessage, 'new-device' | 'sign-in-changed'>
    },
  ): Promise<void> => {
    const { tokenId, ...to } = mail
    return queued(services, tx, { ...to, aboutId: tokenId }, NAMES_COMPANY[mail.message] ? ['company.name'] : [])
  },
  /** Tells of a session that began somewhere new. */
  queueNewDevice: (
    services: Services,
    tx: Tx,
    { companyId, memberId, sessionId }: { companyId: string; memberId: string; sessionId: string },
  ): Promise<void> =>
    queued(services, tx, { companyId, memberId, aboutId: sessionId, message: 'new-device' }, ['session.device']),
}

/** Tells somebody that how they sign in was changed: the password, a passkey, the app. Several changes at once are one mail. */
export const tellOfChange = (
  services: Services,
  tx: Tx,
  { companyId, memberId }: { companyId: string; memberId: string },
): Promise<void> =>
  queued(services, tx, { companyId, memberId, aboutId: services.newId(), message: 'sign-in-changed' }, [], memberId)

async function queued(
  services: Services,
  tx: Tx,
  mail: z.infer<typeof Input>,
  more: readonly string[],
  key = mail.aboutId,
): Promise<void> {
  await services.door.disclose(tx, {
    id: services.newId(),
    processor: 'mail',
    purpose: 'provide-service',
    columns: ['account.email', ...more],
    subject: { kind: 'member', id: mail.memberId },
    documentId: null,
  })
  await sendAccountMail.in(tx, mail, { key: `account-mail:${key}` })
}
