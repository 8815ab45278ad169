import { companyId, id, integer, optional, reference, table, text, timestamp } from '../datamap/table.ts'

/** What a client thought, to the company: its own, under its instruction. */
export const feedback = table('feedback', {
  tenancy: 'company',
  is: 'What a client thought of the document, or that they did not want to say.',
  about: { client: 'party_id' },
  use: { role: 'processor', purpose: 'communicate', instruction: 'I-8' },
  keep: { for: '24 months', after: 'row-created', ending: 'erase' },
  columns: {
    company_id: companyId(),
    id: id(),
    document_id: reference('document'),
    party_id: reference('document_party'),
    /** One to five; empty where they did not want to. */
    rating: optional(
      integer({
        holds: 'activity',
        why: { sv: 'Företaget får veta vad du tyckte.', en: 'The company learns what you thought.' },
      }),
    ),
    comment: optional(
      text({
        holds: 'free-text',
        why: {
          sv: 'Läses av företaget. Frivilligt. Skriv inte personnummer eller annat känsligt.',
          en: 'Read by the company. Optional. Do not write personal numbers or anything sensitive.',
        },
      }),
    ),
    at: timestamp({ holds: 'activity' }),
  },
})

/** The operator's own: how many gave which score in a month. Nobody stands in it, and nothing leads from it to anybody. */
export const serviceScore = table('service_score', {
  tenancy: 'none',
  is: 'How many gave the service a score in a month.',
  columns: {
    month: text('nothing-personal'),
    score: integer('nothing-personal'),
    times: integer('nothing-personal'),
  },
})

export const feedbackTables = [feedback, serviceScore] as const
