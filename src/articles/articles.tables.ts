import {
  bigint,
  boolean,
  companyId,
  defaulted,
  id,
  integer,
  optional,
  table,
  text,
  timestamp,
} from '../datamap/table.ts'

export const article = table('article', {
  tenancy: 'company',
  is: 'Something the company sells again and again, with its price.',
  columns: {
    company_id: companyId(),
    id: id(),
    name: text('nothing-personal'),
    note: optional(text('nothing-personal')),
    unit: text('nothing-personal'),
    work: text<'labour' | 'material' | 'other'>('nothing-personal'),
    unit_price_ore: bigint('nothing-personal'),
    price_includes_vat: boolean('nothing-personal'),
    vat_rate: integer<25 | 12 | 6 | 0>('nothing-personal'),
    own_cost_ore: optional(bigint('nothing-personal')),
    deductible: defaulted(boolean('nothing-personal')),
    used_count: defaulted(integer('nothing-personal')),
    created_at: timestamp('nothing-personal'),
    updated_at: timestamp('nothing-personal'),
    archived_at: optional(timestamp('nothing-personal')),
  },
})

export const articleTables = [article] as const
