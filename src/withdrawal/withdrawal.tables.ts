import { boolean, companyId, date, id, integer, optional, reference, table, text, timestamp } from '../datamap/table.ts'
import type { Keep, Use } from '../datamap/vocabulary.ts'

const proof: Use = { role: 'processor', purpose: 'legal-claims', instruction: 'I-3' }
const closed: Keep = { for: '24 months', after: 'document-closed', ending: 'erase' }

/**
 * Kept as it was written: the database lets nobody change more than the company’s answer. That it came, when and in what state is in the
 * hash chain of events, which outlives it; both parties have its words by mail.
 */
export const withdrawalNotice = table('withdrawal_notice', {
  tenancy: 'company',
  is: 'A consumer’s message of withdrawal from an agreement, and how the company answered.',
  about: { client: 'party_id' },
  use: proof,
  keep: closed,
  columns: {
    company_id: companyId(),
    id: id(),
    document_id: reference('document'),
    version: integer('nothing-personal'),
    party_id: reference('document_party'),
    name: text({
      holds: 'name',
      shared: ['mail'],
      why: {
        sv: 'Lagen vill att det framgår vem som ångrar avtalet. Står i kvittensen.',
        en: 'The law asks who withdraws. It stands in the receipt.',
      },
    }),
    scope: text<'whole' | 'part'>('nothing-personal'),
    part: optional(
      text({
        holds: 'free-text',
        shared: ['mail'],
        why: {
          sv: 'Vad av avtalet du ångrar. Läses av företaget och står i kvittensen.',
          en: 'What of the agreement you withdraw from. Read by the company and put in the receipt.',
        },
      }),
    ),
    note: optional(
      text({
        holds: 'free-text',
        shared: ['mail'],
        why: {
          sv: 'Läses av företaget. Frivilligt: du behöver inte ange något skäl.',
          en: 'Read by the company. Optional: you need not give a reason.',
        },
      }),
    ),
    receipt_to: text({
      holds: 'contact',
      shared: ['mail'],
      why: {
        sv: 'Dit skickas kvittensen. Den går också till adressen som dokumentet skickades till.',
        en: 'The receipt is sent there. It also goes to the address the document was sent to.',
      },
    }),
    received_at: timestamp({ holds: 'activity', shared: ['mail'] }),
    /** The last day to withdraw, Swedish date; null where the law gives no such right. */
    last_day: optional(date('nothing-personal')),
    in_time: boolean('nothing-personal'),
    /** `ended`: in time and of the whole, so the agreement is over. `waiting`: late, in part, or without right; the company answers. */
    outcome: text<'ended' | 'waiting' | 'accepted' | 'disputed'>('nothing-personal'),
    answer: optional(
      text({
        holds: 'free-text',
        shared: ['mail'],
        why: {
          sv: 'Kunden får ditt svar på mejl, med skälen.',
          en: 'The client gets your answer by mail, with the reasons.',
        },
      }),
    ),
    answered_at: optional(timestamp({ holds: 'activity' })),
    answered_by: optional(reference('member')),
  },
})

export const withdrawalTables = [withdrawalNotice] as const
