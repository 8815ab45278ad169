import { companyId, id, integer, json, optional, reference, table, text, texts, timestamp } from '../datamap/table.ts'
import type { Keep, Use } from '../datamap/vocabulary.ts'
import type { ChoiceName, StopReason } from './choices.ts'

const proof: Use = { role: 'controller', purpose: 'accountability', ground: { art: '6.1.c', law: 'GDPR 28' } }
const whileCustomer: Keep = { for: '90 days', after: 'relation-ended', ending: 'erase' }

/** Append-only. What was accepted is found by its hash (processing_agreement). */
export const agreementAcceptance = table('agreement_acceptance', {
  tenancy: 'company',
  is: 'That the company accepted a version of the data processing agreement.',
  leaves: 'told',
  about: { member: 'member_id' },
  use: proof,
  keep: whileCustomer,
  columns: {
    company_id: companyId(),
    id: id(),
    version: integer('nothing-personal'),
    hash: text('nothing-personal'),
    /** Sub-processors that stood in it (`identityOf`): they were authorised with it. */
    processors: texts('nothing-personal'),
    how: text<'pressed' | 'sample'>('nothing-personal'),
    member_id: reference('member'),
    at: timestamp({ holds: 'activity' }),
  },
})

/** Append-only: the last row of a choice that was not stopped is the one that holds. */
export const instruction = table('instruction', {
  tenancy: 'company',
  is: 'A choice the company made in its instructions.',
  about: { member: 'member_id' },
  use: proof,
  keep: whileCustomer,
  columns: {
    company_id: companyId(),
    id: id(),
    choice: text<ChoiceName>('nothing-personal'),
    value: json<boolean | number>('nothing-personal'),
    /** Why it is not followed: it is believed unlawful, and the company has been told. */
    stopped: optional(text<StopReason>('nothing-personal')),
    member_id: reference('member'),
    at: timestamp({ holds: 'activity' }),
  },
})

export const processorObjection = table('processor_objection', {
  tenancy: 'company',
  is: 'That the company will not have a sub-processor handle its clients’ data.',
  about: { member: 'member_id' },
  use: proof,
  keep: whileCustomer,
  columns: {
    company_id: companyId(),
    id: id(),
    processor: text('nothing-personal'),
    member_id: reference('member'),
    at: timestamp({ holds: 'activity' }),
    withdrawn_at: optional(timestamp('nothing-personal')),
  },
})

export const processorNotice = table('processor_notice', {
  tenancy: 'none',
  is: 'When the companies were told of a sub-processor.',
  columns: {
    identity: text('nothing-personal'),
    announced_at: timestamp('nothing-personal'),
  },
})

export const instructionTables = [agreementAcceptance, instruction, processorObjection, processorNotice] as const
