import { companyId, id, integer, optional, reference, table, text, timestamp } from '../datamap/table.ts'

export const question = table('question', {
  tenancy: 'company',
  is: 'A question a recipient asked about a document, and its answer.',
  about: { client: 'party_id' },
  use: { role: 'processor', purpose: 'communicate', instruction: 'I-2' },
  keep: { for: '24 months', after: 'document-closed', ending: 'erase' },
  columns: {
    company_id: companyId(),
    id: id(),
    document_id: reference('document'),
    version: integer('nothing-personal'),
    party_id: reference('document_party'),
    /** The section or row asked about; empty for the whole document. */
    anchor: text('nothing-personal'),
    body: text({ holds: 'free-text', shared: ['mail'] }),
    asked_at: timestamp({ holds: 'activity' }),
    answer: optional(text({ holds: 'free-text', shared: ['mail'] })),
    answered_at: optional(timestamp({ holds: 'activity' })),
    answered_by: optional(reference('member')),
  },
})

export const conversationTables = [question] as const
