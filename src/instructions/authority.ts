// Whether a company's clients' data may go to somebody for a purpose, by what the company has agreed to and instructed. The outbound
// door asks when the sending is decided and once more when it happens.
import { Problem } from '../kernel/problem.ts'
import type { Clock } from '../platform/clock.ts'
import type { Authority, Processor } from '../platform/outbound/door.ts'
import { type Choices, instructionFor, standard } from './choices.ts'

export const NOTICE_DAYS = 30

/** Who it is, not only what it does: another company, or another country, is another sub-processor. */
export const identityOf = (p: Pick<Processor, 'key' | 'name' | 'recipient'>): string =>
  [p.key, ...(p.recipient ? [p.recipient.company, p.recipient.country, p.recipient.place] : [p.name])].join('|')

export const usableFrom = (announced: Date): Date => new Date(announced.getTime() + NOTICE_DAYS * 86_400_000)

type Standing = {
  choices: Partial<Choices> | null
  accepted: boolean
  named: boolean
  objected: boolean
  announced_at: Date | null
}

export function companyAuthority(clock: Clock): Authority {
  return async (tx, { processor, purpose }) => {
    if (!tx.companyId) throw new Error('Only a company instructs.')
    const instruction = instructionFor[purpose]
    if (!instruction) throw new Problem('instruction-none', { purpose }, { status: 500 })
    const identity = identityOf(processor)
    // One round trip: the door stands on the way of every message.
    const { rows } = await tx.client.query<Standing>({
      name: 'company-authority',
      text: `select
        (select json_object_agg(i.choice, i.value) from (select distinct on (choice) choice, value from instruction
          where company_id = $1 and stopped is null order by choice, at desc, id desc) i) as choices,
        exists (select from agreement_acceptance where company_id = $1) as accepted,
        exists (select from agreement_acceptance where company_id = $1 and $2 = any (processors)) as named,
        exists (select from processor_objection where company_id = $1 and processor = $2 and withdrawn_at is null) as objected,
        (select announced_at from processor_notice where identity = $2) as announced_at`,
      values: [tx.companyId, identity],
    })
    const standing = rows[0] as Standing
    const choices = { ...standard, ...standing.choices }
    if (processor.key === 'sms' && !choices.sms) throw new Problem('instruction-channel-off', {}, { status: 409 })
    // Nothing reaches anybody: whom the company would have to know of does not exist.
    if (processor.builtIn) return
    if (!standing.accepted) throw new Problem('processing-agreement-first', {}, { status: 409 })
    const name = processor.recipient?.company ?? processor.name
    if (standing.objected) throw new Problem('processor-objected', { name }, { status: 409 })
    if (standing.named) return
    if (!standing.announced_at || usableFrom(standing.announced_at) > clock.now())
      throw new Problem('processor-too-early', { name }, { status: 409 })
  }
}

/** Whether it was the company that said no, or has not yet said yes, or the person: what waits for that is laid aside and not tried again. */
export const isCompanysNo = (error: unknown): error is Problem =>
  error instanceof Problem &&
  [
    'instruction-channel-off',
    'processing-agreement-first',
    'processor-objected',
    'processor-too-early',
    'outbound-person-restricted',
  ].includes(error.code)
