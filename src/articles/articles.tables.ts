import {
  bigint,
  boolean,
  companyId,
  defaulted,
  id,
  integer,
  optional,
  reference,
  table,
  text,
  timestamp,
} from '../datamap/table.ts'

export const articleCategory = table('article_category', {
  tenancy: 'company',
  is: 'A heading in the company’s register of articles, in the company’s own order.',
  columns: {
    company_id: companyId(),
    id: id(),
    name: text('nothing-personal'),
    position: integer('nothing-personal'),
    created_at: timestamp('nothing-personal'),
  },
})

export const article = table('article', {
  tenancy: 'company',
  is: 'Something the company sells again and again, with its price.',
  columns: {
    company_id: companyId(),
    id: id(),
    name: text('nothing-personal'),
    number: optional(text('nothing-personal')),
    category_id: optional(reference('article_category')),
    note: optional(text('nothing-personal')),
    unit: text('nothing-personal'),
    work: text<'labour' | 'material' | 'other'>('nothing-personal'),
    unit_price_ore: bigint('nothing-personal'),
    price_includes_vat: boolean('nothing-personal'),
    vat_rate: integer<25 | 12 | 6 | 0>('nothing-personal'),
    /**
     * What it costs the company. Shared with nobody: it is in no version, mail, answer of the API or extract
     * (cost.test.ts, articles.test.ts).
     */
    own_cost_ore: optional(bigint('nothing-personal')),
    deductible: defaulted(boolean('nothing-personal')),
    used_count: defaulted(integer('nothing-personal')),
    created_at: timestamp('nothing-personal'),
    updated_at: timestamp('nothing-personal'),
    archived_at: optional(timestamp('nothing-personal')),
  },
})

export const articleTables = [articleCategory, article] as const
