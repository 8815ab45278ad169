import { slice } from '../../platform/slice.ts'
import { sendProcessingMail } from './mails.ts'
import { announceProcessors } from './notices.ts'
import { processingMessages } from './processing.messages.ts'
import { processingEndpoints } from './processing.routes.ts'
import { processingTables } from './processing.tables.ts'

export const processingSlice = slice({
  name: 'processing',
  tables: processingTables,
  endpoints: processingEndpoints,
  jobs: [sendProcessingMail as never],
  sweeps: [announceProcessors],
  messages: processingMessages,
})
