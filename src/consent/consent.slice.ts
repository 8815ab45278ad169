import { messages } from '../kernel/messages.ts'
import { slice } from '../platform/slice.ts'
import { consentTables } from './consent.tables.ts'
import { lapseConsents } from './ledger.ts'
import { closeDays } from './measure/counts.ts'

/** What visitors have said of cookies and measuring, and what follows from it. Its pages stand in the frame of the website. */
export const consentSlice = slice({
  name: 'consent',
  tables: consentTables,
  sweeps: [lapseConsents, closeDays],
  messages: messages({
    'consent-unclear': {
      sv: 'Vi förstod inte vad du valde. Gå till Kakinställningar och välj igen; ingenting är sparat.',
      en: 'We did not understand what you chose. Go to Cookie settings and choose again; nothing has been saved.',
    },
  }),
})
