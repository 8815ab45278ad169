import {
  bigint,
  companyId,
  defaulted,
  id,
  integer,
  optional,
  reference,
  table,
  text,
  texts,
  timestamp,
} from '../../datamap/table.ts'

/** What it holds lies as files of the company, each piece under a key of its own, until its time is over. */
export const companyExport = table('company_export', {
  tenancy: 'company',
  is: 'An export of everything the company has, on its way to be fetched.',
  leaves: { stays: { sv: 'Exporterna själva.', en: 'The exports themselves.' } },
  columns: {
    company_id: companyId(),
    id: id(),
    member_id: reference('member'),
    state: text<'making' | 'ready' | 'failed' | 'gone'>('nothing-personal'),
    asked_at: timestamp('nothing-personal'),
    done: defaulted(integer('nothing-personal')),
    total: defaulted(integer('nothing-personal')),
    bytes: defaulted(bigint('nothing-personal')),
    parts: defaulted(texts('nothing-personal')),
    made_at: optional(timestamp('nothing-personal')),
    expires_at: timestamp('nothing-personal'),
    fetched: defaulted(integer('nothing-personal')),
  },
})
export const portabilityTables = [companyExport] as const
