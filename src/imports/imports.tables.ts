import { companyId, id, integer, json, optional, reference, table, text, timestamp } from '../datamap/table.ts'
import type { Use } from '../datamap/vocabulary.ts'

const accountability: Use = { role: 'processor', purpose: 'accountability', instruction: 'I-1' }

/** What was brought, by whom and when; not the file, which is read and never stored. */
export const importRun = table('import_run', {
  tenancy: 'company',
  is: 'That a file of articles or clients was read into the register.',
  about: { member: 'member_id' },
  use: accountability,
  keep: { for: '24 months', after: 'row-created', ending: 'erase' },
  columns: {
    company_id: companyId(),
    id: id(),
    kind: text<'articles' | 'clients'>('nothing-personal'),
    member_id: reference('member'),
    added: integer('nothing-personal'),
    updated: integer('nothing-personal'),
    at: timestamp({ holds: 'activity', subject: 'member' }),
    undone_at: optional(timestamp('nothing-personal')),
  },
})

/** One article or client that an import added or changed, as it was before: for as long as the import can be taken back. */
export const importChange = table('import_change', {
  tenancy: 'company',
  is: 'What an import changed in one article or client, so that it can be taken back.',
  about: { client: 'client_id' },
  use: { role: 'processor', purpose: 'prepare-agreement', instruction: 'I-1' },
  keep: { for: '30 days', after: 'row-created', ending: 'erase' },
  columns: {
    company_id: companyId(),
    id: id(),
    import_id: reference('import_run'),
    article_id: optional(reference('article')),
    client_id: optional(reference('client')),
    /** Null where it was not there before. Never a personal number. */
    before: optional(json<Record<string, unknown>>({ holds: 'free-text' })),
    created_at: timestamp('nothing-personal'),
  },
})

export const importTables = [importRun, importChange] as const
