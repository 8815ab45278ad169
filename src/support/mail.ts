// Mails of support: a receipt, an answer. The job knows ids alone; words and address are opened when the mail leaves.
import { z } from 'zod'
import { deriveBrand } from '../design/colour.ts'
import { mailHtml, mailText } from '../design/mail.tsx'
import { dateWords } from '../kernel/dates.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { job } from '../platform/jobs/job.ts'
import { MailRefused, mailSender } from '../platform/ports/mail.ts'
import { find } from '../privacy/rights/cases.ts'
import { supportMails } from './support.messages.ts'
import { readThread, tokenOf } from './support.ts'

const What = z.enum(['received', 'answered'])

/** Queues a mail to whoever opened the case, with its disclosure. */
export async function queueSupportMail(
  services: Services,
  tx: Tx,
  m: { caseId: string; what: z.infer<typeof What> },
): Promise<void> {
  const reference = services.newId()
  await services.door.disclose(tx, {
    id: reference,
    processor: 'mail',
    purpose: 'answer',
    columns: ['support_case.reply_to', ...(m.what === 'answered' ? ['support_message.body'] : [])],
    subject: { kind: 'visitor', id: m.caseId },
    documentId: null,
  })
  await sendSupportMail.in(tx, { ...m, reference })
}

export const sendSupportMail = job('send-support-mail', {
  does: 'Sends a receipt or an answer of a support case to whoever opened it.',
  input: z.object({ caseId: z.uuid(), what: What, reference: z.uuid() }),
  maxAttempts: 15,
  async run(services, { caseId, what, reference }) {
    const found = await services.database.outside(async tx => {
      const row = await tx.selectFrom('support_case').select('number').where('id', '=', caseId).executeTakeFirst()
      if (!row) return null
      const thread = await readThread(services, tx, { number: row.number })
      const rights = thread.rightsCaseId ? await find(tx, thread.rightsCaseId) : null
      return { thread, rights: rights?.number ?? '' }
    })
    if (!found?.thread.replyTo) return
    const { thread, rights } = found
    const { operator, publicUrl, mail } = services.config
    const words = supportMails[what][thread.language]
    const facts = {
      number: thread.number,
      deadline: dateWords(thread.deadline, thread.language),
      rights,
      text: thread.messages.findLast(m => m.saidBy === 'operator')?.text ?? '',
      operator: operator.name,
    }
    const body = {
      language: thread.language,
      header: operator.name,
      paragraphs: words.paragraphs(facts),
      button: { label: words.button, url: `${publicUrl}/kontakt/arende/${tokenOf(services, thread.id)}` },
      footer: [[operator.name, operator.address, operator.email].filter(Boolean).join(' · ')],
      test: false,
    }
    try {
      await services.door.through('mail', () =>
        services.ports.get(mailSender).send({
          to: thread.replyTo as string,
          from: { name: 'Cling', address: mail?.from ?? 'cling@localhost' },
          subject: words.subject(facts),
          text: mailText(body),
          html: mailHtml(body, deriveBrand(null)),
          attachments: [],
          reference,
        }),
      )
    } catch (error) {
      if (!(error instanceof MailRefused)) throw error
      services.log.warn({ number: thread.number, reason: error.reason }, 'a mail of support was refused for good')
    }
  },
})
