// Mails of cases and codes. First it is written down who is told what, with the disclosure; then each mail is made when it leaves, so that
// no queue holds an address, a code or a link.
import { z } from 'zod'
import { deriveBrand } from '../../design/colour.ts'
import { mailHtml, mailText } from '../../design/mail.tsx'
import { dateWords, stockholmDate } from '../../kernel/dates.ts'
import type { Services } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { job } from '../../platform/jobs/job.ts'
import { MailRefused, mailSender } from '../../platform/ports/mail.ts'
import { companiesOf } from '../subjects/find.ts'
import { accessAddress, codeOf, giveLink, linkOf } from './access.ts'
import { read, record, waitForCompany, wantsToBeAsked, wordsOf } from './cases.ts'
import { caseKinds } from './kinds.ts'
import { type RightsMail, rightsMails } from './rights.messages.ts'

const What = z.enum(['company-asked', 'answered', 'refused', 'extended'])

/** Queues what a case has to tell, in the transaction that makes it so. */
export const queueMail = (
  services: Services,
  tx: Tx,
  m: { caseId: string; companyId: string | null; what: z.infer<typeof What> },
) =>
  tellOfCase.in(tx, { caseId: m.caseId, what: m.what }, { key: `case-mail:${m.caseId}:${m.what}:${services.newId()}` })

/** Queues a code to an address somebody named and we hold. */
export async function queueCode(services: Services, tx: Tx, a: { accessId: string; kind: string }): Promise<void> {
  await services.door.disclose(tx, {
    id: services.newId(),
    processor: 'mail',
    purpose: 'communicate',
    columns: ['rights_access.address'],
    subject: { kind: a.kind, id: null },
    documentId: null,
  })
  await sendRightsMail.in(tx, { what: 'code', accessId: a.accessId, caseId: null, companyId: null, memberId: null })
}

export const tellOfCase = job('tell-of-case', {
  does: 'Finds out who is told of a step in a case about somebody’s data, and writes down that they are.',
  input: z.object({ caseId: z.uuid(), what: What }),
  async run(services, { caseId, what }) {
    const c = await services.database.outside(tx => read(tx, caseId))
    const companyId =
      c.companyId ?? (c.person ? (await companiesOf(services.database, c.person))[0] : undefined) ?? null
    if (!companyId) {
      // A visitor belongs to no company: what there is to say stands on the page, or is told by whoever took the case.
      await services.database.outside(tx => record(services, tx, caseId, `${what}-not-mailed`, 'service'))
      return
    }
    await services.database.company(companyId, async tx => {
      if (what === 'company-asked' && (await wantsToBeAsked(tx, companyId))) await waitForCompany(tx, caseId)
      const accountId = c.person?.kind === 'member' ? c.person.accountId : null
      const members =
        what === 'company-asked' || accountId
          ? await tx
              .selectFrom('member')
              .select('id')
              .where('company_id', '=', companyId)
              .where('left_at', 'is', null)
              .where('joined_at', 'is not', null)
              .where(eb => (what === 'company-asked' ? eb('role', '=', 'owner') : eb('account_id', '=', accountId)))
              .execute()
          : []
      const byAddress = what !== 'company-asked' && (await wordsOf(services, tx, caseId, 'answer_to')) !== null
      for (const memberId of byAddress ? [null] : members.map(m => m.id)) {
        await services.door.disclose(tx, {
          id: services.newId(),
          processor: 'mail',
          purpose: memberId ? 'provide-service' : 'communicate',
          columns: [memberId ? 'account.email' : 'rights_case.answer_to'],
          subject: { kind: memberId ? 'member' : 'client', id: memberId },
          documentId: null,
        })
        const accessId = what === 'answered' && c.kind !== 'erasure' ? await giveLink(services, tx, c) : null
        await sendRightsMail.in(tx, { what, accessId, caseId, companyId, memberId })
      }
    })
  },
})

export const sendRightsMail = job('send-rights-mail', {
  does: 'Sends a mail of a case about somebody’s data: a code, a receipt, an answer.',
  input: z.object({
    what: z.enum([...What.options, 'code']),
    accessId: z.uuid().nullable(),
    caseId: z.uuid().nullable(),
    companyId: z.uuid().nullable(),
    memberId: z.uuid().nullable(),
  }),
  maxAttempts: 15,
  async run(services, input) {
    const found = await mailOf(services, input)
    if (!found) return
    const { operator } = services.config
    const words = rightsMails[input.what as RightsMail][found.language]
    const facts = { ...found.facts, operator: operator.name, contact: operator.email }
    const body = {
      language: found.language,
      header: words.header,
      paragraphs: words.body(facts),
      button: found.path ? { label: words.button, url: services.config.publicUrl + found.path } : null,
      after: words.after,
      footer: [[operator.name, operator.address, operator.email].filter(Boolean).join(' · ')],
      test: false,
    }
    try {
      await services.door.through('mail', () =>
        services.ports.get(mailSender).send({
          to: found.to,
          from: { name: 'Cling', address: services.config.mail?.from ?? 'cling@localhost' },
          subject: words.subject(facts),
          text: mailText(body),
          html: mailHtml(body, deriveBrand(null)),
          attachments: [],
          reference: services.newId(),
        }),
      )
    } catch (error) {
      if (!(error instanceof MailRefused)) throw error
      services.log.warn({ caseId: input.caseId, reason: error.reason }, 'a mail of a case was refused for good')
    }
  },
})

type Input = {
  what: string
  accessId: string | null
  caseId: string | null
  companyId: string | null
  memberId: string | null
}
type Facts = Record<
  | 'number'
  | 'kind'
  | 'deadline'
  | 'release'
  | 'law'
  | 'until'
  | 'hold'
  | 'reason'
  | 'alternative'
  | 'decidedBy'
  | 'code',
  string
>
const nothing: Facts = {
  number: '',
  kind: '',
  deadline: '',
  release: '',
  law: '',
  until: '',
  hold: '',
  reason: '',
  alternative: '',
  decidedBy: '',
  code: '',
}

/** Where the mail goes and what it says; null where there is nothing to say any more. */
async function mailOf(
  services: Services,
  m: Input,
): Promise<{ to: string; language: 'sv' | 'en'; path: string | null; facts: Facts } | null> {
  if (m.what === 'code') {
    const access = await accessAddress(services, m.accessId as string)
    return access && { ...access, path: null, facts: { ...nothing, code: codeOf(services, m.accessId as string) } }
  }
  const found = await services.database.outside(async tx => ({
    c: await read(tx, m.caseId as string),
    to: await wordsOf(services, tx, m.caseId as string, 'answer_to'),
    reasons: await wordsOf(services, tx, m.caseId as string, 'reasons'),
  }))
  const { c } = found
  const to = m.memberId ? await memberAddress(services, m.companyId as string, m.memberId) : found.to
  if (!to) return null
  const why = (found.reasons ? JSON.parse(found.reasons) : {}) as Partial<Facts>
  return {
    to,
    language: c.language,
    path: m.what === 'company-asked' ? '/app/arenden' : m.accessId ? linkOf(services, m.accessId) : null,
    facts: {
      ...nothing,
      ...why,
      number: c.number,
      kind: caseKinds[c.kind][c.language],
      deadline: dateWords(c.deadline, c.language),
      release: c.releaseOn ? dateWords(c.releaseOn, c.language) : '',
      law: c.refusal?.law ?? '',
      hold: c.refusal?.hold ?? '',
      until: c.refusal ? dateWords(c.refusal.until, c.language) : stockholmDate(services.clock.now()),
    },
  }
}

async function memberAddress(services: Services, companyId: string, memberId: string): Promise<string | null> {
  const row = await services.database.company(companyId, tx =>
    tx
      .selectFrom('member as m')
      .innerJoin('account as a', 'a.id', 'm.account_id')
      .select('a.email')
      .where('m.company_id', '=', companyId)
      .where('m.id', '=', memberId)
      .executeTakeFirst(),
  )
  return row?.email ?? null
}
