import { slice } from '../platform/slice.ts'
import { changeEndpoints } from './changes.routes.ts'
import { documentMessages } from './documents.messages.ts'
import { announceDocument, documentEndpoints } from './documents.routes.ts'
import { documentTables } from './documents.tables.ts'

export const documentsSlice = slice({
  name: 'documents',
  tables: documentTables,
  endpoints: [...documentEndpoints, ...changeEndpoints],
  jobs: [announceDocument as never],
  messages: documentMessages,
})
