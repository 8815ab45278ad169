import { crm } from '../platform/ports/crm.ts'
import { slice } from '../platform/slice.ts'
import { tellCrm } from './contacts.ts'
import { forgetInCrm } from './leave-crm.ts'
import { marketingMessages } from './marketing.messages.ts'
import { marketingEndpoints } from './marketing.routes.ts'
import { marketingTables } from './marketing.tables.ts'
import { confirmNewsletterMail, forgetUnconfirmed } from './readers.ts'
import { sendNews } from './send-news.ts'
import { followRights } from './suppression.ts'

/** News of the service: to those who asked, to customers who have not said no, and to nobody else. */
export const marketingSlice = slice({
  name: 'marketing',
  tables: marketingTables,
  endpoints: marketingEndpoints,
  jobs: [confirmNewsletterMail, sendNews, tellCrm, forgetInCrm] as never,
  ports: [crm as never],
  sweeps: [forgetUnconfirmed, followRights],
  messages: marketingMessages,
})
