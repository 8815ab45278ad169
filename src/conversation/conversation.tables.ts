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
    body: text({
      holds: 'free-text',
      shared: ['mail'],
      why: {
        sv: 'Läses av företaget, som svarar dig. Skriv inte personnummer eller annat känsligt.',
        en: 'Read by the company, which answers you. Do not write personal numbers or anything sensitive.',
      },
    }),
    asked_at: timestamp({ holds: 'activity' }),
    answer: optional(
      text({
        holds: 'free-text',
        shared: ['mail'],
        why: {
          sv: 'Kunden ser svaret i offerten och får det på mejl.',
          en: 'The client sees the answer in the quote and gets it by mail.',
        },
      }),
    ),
    answered_at: optional(timestamp({ holds: 'activity' })),
    answered_by: optional(reference('member')),
  },
})

export const conversationTables = [question] as const
