import { date, id, optional, reference, table, text, texts, timestamp, uuid } from '../../datamap/table.ts'

export type ClosureState = 'regret' | 'regretted' | 'retrieval' | 'erasing' | 'erased'

/** Outlives the company. Ids, days and counts: it names nobody. */
export const companyClosure = table('company_closure', {
  tenancy: 'none',
  is: 'That a company leaves, how far that has come, and the certificate when it is gone.',
  columns: {
    id: id(),
    /** Of a company that will be gone. */
    company_id: uuid('nothing-personal'),
    state: text<ClosureState>('nothing-personal'),
    /** The member who asked; leads to nobody when the company is gone. */
    asked_by: uuid('nothing-personal'),
    /** Accounts that are told of the certificate; they go by their own rule. */
    owners: texts('nothing-personal'),
    asked_at: timestamp('nothing-personal'),
    retrieval_from: date('nothing-personal'),
    erase_on: date('nothing-personal'),
    ended_at: optional(timestamp('nothing-personal')),
    erasure_id: optional(reference('erasure')),
    erased_at: optional(timestamp('nothing-personal')),
    /** JSON, as it was signed. */
    certificate: optional(text('nothing-personal')),
    signature: optional(text('nothing-personal')),
  },
})
export const closureTables = [companyClosure] as const
