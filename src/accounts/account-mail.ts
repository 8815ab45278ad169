// Mails about the account itself. Written when they leave: the link is in no queue.
import { z } from 'zod'
import { deriveBrand } from '../design/colour.ts'
import { mailHtml, mailText } from '../design/mail.tsx'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { job } from '../platform/jobs/job.ts'
import { MailRefused, mailSender } from '../platform/ports/mail.ts'
import { accountMails } from './accounts.messages.ts'
import { accountToken } from './tokens.ts'

export type AccountMessage = keyof typeof accountMails
/** Where the link goes; null for a mail that carries no secret. */
const PATHS: Record<AccountMessage, string | null> = {
  confirm: '/bekrafta',
  reset: '/nytt-losenord',
  already: '/nytt-losenord',
  invite: '/nytt-losenord',
  'invite-known': null,
}

/** Whose words name the company, besides the address they go to. */
const NAMES_COMPANY: Record<AccountMessage, boolean> = {
  confirm: true,
  reset: false,
  already: true,
  invite: true,
  'invite-known': true,
}

const Input = z.object({
  companyId: z.uuid(),
  memberId: z.uuid(),
  tokenId: z.uuid(),
  message: z.enum(['confirm', 'reset', 'already', 'invite', 'invite-known']),
})

export const sendAccountMail = job('send-account-mail', {
  does: 'Sends a mail about an account: confirm, choose a password.',
  input: Input,
  maxAttempts: 15,
  async run(services, { companyId, memberId, tokenId, message }) {
    const found = await services.database.company(companyId, async tx => {
      const member = await tx
        .selectFrom('member as m')
        .innerJoin('account as a', 'a.id', 'm.account_id')
        .innerJoin('company as c', 'c.id', 'm.company_id')
        .select(['a.email', 'a.language', 'c.name'])
        .where('m.company_id', '=', companyId)
        .where('m.id', '=', memberId)
        .executeTakeFirstOrThrow()
      const token = await tx
        .selectFrom('account_token')
        .select('id')
        .where('id', '=', tokenId)
        .where('used_at', 'is', null)
        .where('expires_at', '>', services.clock.now())
        .executeTakeFirst()
      return token ? member : null
    })
    if (!found) return
    const words = accountMails[message][found.language]
    const operator = services.config.operator
    const path = PATHS[message]
    const body = {
      language: found.language,
      header: words.header,
      paragraphs: words.body({ company: found.name }),
      button: {
        label: words.button,
        url: `${services.config.publicUrl}${path ? `${path}/${accountToken(services.secrets, tokenId)}` : '/logga-in'}`,
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
          reference: tokenId,
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
  async queue(
    services: Services,
    tx: Tx,
    mail: { companyId: string; memberId: string; tokenId: string; message: AccountMessage },
  ): Promise<void> {
    await services.door.disclose(tx, {
      id: services.newId(),
      processor: 'mail',
      purpose: 'provide-service',
      columns: ['account.email', ...(NAMES_COMPANY[mail.message] ? ['company.name'] : [])],
      subject: { kind: 'member', id: mail.memberId },
      documentId: null,
    })
    await sendAccountMail.in(tx, mail, { key: `account-mail:${mail.tokenId}` })
  },
}
