import { bytes, date, id, integer, optional, reference, table, text, timestamp, uuid } from '../datamap/table.ts'
import type { Keep, Use } from '../datamap/vocabulary.ts'

const answering: Use = { role: 'controller', purpose: 'answer', ground: { art: '6.1.f', interest: 'LIA-4' } }
const afterwards: Keep = { for: '24 months', after: 'ended', ending: 'erase' }

/** Somebody who writes, calls or sends a letter. No name is asked for, and none is kept in clear. */
export const supportCase = table('support_case', {
  tenancy: 'none',
  is: 'Something somebody asked the operator, and how it came.',
  about: { visitor: 'visitor_id' },
  use: answering,
  keep: afterwards,
  columns: {
    id: id(),
    /** Random: whoever opened the case is known by it and by nothing else. */
    visitor_id: uuid('nothing-personal'),
    number: text('nothing-personal'),
    came_by: text<CameBy>('nothing-personal'),
    token_hash: bytes({ holds: 'credential', protect: 'one-way' }),
    language: text<'sv' | 'en'>('nothing-personal'),
    /** The day it came; of a letter the day it arrived, whenever it is entered. */
    received_on: date('nothing-personal'),
    deadline: date('nothing-personal'),
    reply_to: optional(
      bytes({
        holds: 'contact',
        protect: 'document-key',
        shared: ['mail', 'chat'],
        why: {
          sv: 'Dit skickas svaret. Frivilligt: svaret går att läsa på sidan.',
          en: 'The answer is sent there. Optional: it can be read on the page.',
        },
      }),
    ),
    rights_case_id: optional(reference('rights_case')),
    created_at: timestamp('nothing-personal'),
    closed_at: optional(timestamp('nothing-personal')),
  },
})
export type CameBy = 'form' | 'chat' | 'mail' | 'phone' | 'post'

export const supportMessage = table('support_message', {
  tenancy: 'none',
  is: 'Words in such a case, with personal and card numbers taken out before they were kept.',
  about: { visitor: 'case_id' },
  use: answering,
  keep: afterwards,
  columns: {
    id: id(),
    case_id: reference('support_case'),
    said_by: text<'person' | 'operator' | 'note'>('nothing-personal'),
    body: bytes({
      holds: 'free-text',
      protect: 'document-key',
      shared: ['mail', 'chat'],
      why: {
        sv: 'Läses av supporten. Skriv inga personnummer: de tas bort innan texten sparas.',
        en: 'Read by support. Write no personal numbers: they are taken out before the text is kept.',
      },
    }),
    seq: integer('nothing-personal'),
    /** How many numbers were taken out. */
    hidden: integer('nothing-personal'),
    at: timestamp({ holds: 'activity' }),
  },
})

export const supportFile = table('support_file', {
  tenancy: 'none',
  is: 'A file that came with a mail, looked through and encrypted.',
  about: { visitor: 'case_id' },
  use: answering,
  keep: afterwards,
  columns: {
    id: id(),
    case_id: reference('support_case'),
    kind: text<'pdf' | 'picture' | 'text'>('nothing-personal'),
    content: bytes({ holds: 'document', protect: 'document-key' }),
    at: timestamp('nothing-personal'),
  },
})

export const supportTables = [supportCase, supportMessage, supportFile] as const
