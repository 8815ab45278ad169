import { companyId, id, integer, json, reference, table, text, timestamp } from '../datamap/table.ts'
import type { Keep, Use } from '../datamap/vocabulary.ts'

const deliver: Use = { role: 'processor', purpose: 'deliver', instruction: 'I-2' }
const closed: Keep = { for: '24 months', after: 'document-closed', ending: 'erase' }

/** A person's visit, told by the page itself after it was shown; a machine's fetch never makes one. */
export const visit = table('visit', {
  tenancy: 'company',
  is: 'A visit to the room, with how long each section was shown.',
  about: { client: 'link_id' },
  use: deliver,
  keep: closed,
  columns: {
    company_id: companyId(),
    id: id(),
    document_id: reference('document'),
    version: integer('nothing-personal'),
    link_id: reference('room_link'),
    started_at: timestamp({ holds: 'activity' }),
    seen_at: timestamp({ holds: 'activity' }),
    /** Section id to whole seconds on screen. */
    sections: json<Record<string, number>>({ holds: 'activity' }),
    section: text({ holds: 'activity' }),
  },
})

export const recipientTables = [visit] as const
