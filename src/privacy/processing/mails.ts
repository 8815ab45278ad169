// Mails to a company's owners about what is processed for it. They concern the agreement, so they are the operator's own; who is
// written to is looked up when they leave.
import { z } from 'zod'
import { deriveBrand } from '../../design/colour.ts'
import { mailHtml, mailText } from '../../design/mail.tsx'
import type { Services } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { job } from '../../platform/jobs/job.ts'
import { MailRefused, mailSender } from '../../platform/ports/mail.ts'
import { type ProcessingMessage, processingMails } from './mails.words.ts'

const Input = z.object({
  companyId: z.uuid(),
  memberId: z.uuid(),
  message: z.enum(Object.keys(processingMails) as [ProcessingMessage, ...ProcessingMessage[]]),
  /** What it is about: a code, a processor or a day. Nothing of anybody's. */
  about: z.string().max(300),
  reference: z.uuid(),
})

export const sendProcessingMail = job('send-processing-mail', {
  does: 'Tells an owner about the data processing agreement: a stopped instruction, a new sub-processor, closing.',
  input: Input,
  maxAttempts: 15,
  async run(services, { companyId, memberId, message, about, reference }) {
    const found = await services.database.company(companyId, tx =>
      tx
        .selectFrom('member as m')
        .innerJoin('account as a', 'a.id', 'm.account_id')
        .innerJoin('company as c', 'c.id', 'm.company_id')
        .select(['a.email', 'a.language', 'c.name'])
        .where('m.company_id', '=', companyId)
        .where('m.id', '=', memberId)
        .where('m.left_at', 'is', null)
        .executeTakeFirst(),
    )
    if (!found) return
    const words = processingMails[message](about, found.language)
    await mailTo(services, found, words, reference)
  },
})

type Words = ReturnType<(typeof processingMails)[ProcessingMessage]>
/** One mail, made as it leaves. */
export async function mailTo(
  services: Services,
  to: { email: string; language: 'sv' | 'en' },
  words: Words,
  reference: string,
): Promise<void> {
  const { operator, publicUrl, mail } = services.config
  const body = {
    language: to.language,
    header: words.header,
    paragraphs: words.paragraphs,
    button: { label: words.button, url: `${publicUrl}${words.path}` },
    footer: [[operator.name, operator.address, operator.email].filter(Boolean).join(' · ')],
    test: false,
  }
  try {
    await services.door.through('mail', () =>
      services.ports.get(mailSender).send({
        to: to.email,
        from: { name: 'Cling', address: mail?.from ?? 'cling@localhost' },
        subject: words.subject,
        text: mailText(body),
        html: mailHtml(body, deriveBrand(null)),
        attachments: [],
        reference,
      }),
    )
  } catch (error) {
    if (!(error instanceof MailRefused)) throw error
    services.log.warn({ reason: error.reason }, 'a mail was refused for good')
  }
}

export const processingMail = {
  /** To every owner of the transaction's company. */
  async queue(services: Services, tx: Tx, mail: { message: ProcessingMessage; about: string }): Promise<void> {
    const { companyId } = tx
    if (!companyId) throw new Error('A mail about processing belongs to a company.')
    const owners = await tx
      .selectFrom('member')
      .select('id')
      .where('company_id', '=', companyId)
      .where('role', '=', 'owner')
      .where('left_at', 'is', null)
      .execute()
    for (const { id } of owners) {
      const reference = services.newId()
      await services.door.disclose(tx, {
        id: reference,
        processor: 'mail',
        purpose: 'provide-service',
        columns: ['account.email'],
        subject: { kind: 'member', id },
        documentId: null,
      })
      await sendProcessingMail.in(tx, { companyId, memberId: id, ...mail, reference })
    }
  },
}
