import { slice } from '../platform/slice.ts'
import { recipientMessages } from './recipient.messages.ts'
import { recipientEndpoints } from './recipient.routes.tsx'
import { recipientTables } from './recipient.tables.ts'

export const recipientSlice = slice({
  name: 'recipient',
  tables: recipientTables,
  endpoints: recipientEndpoints,
  messages: recipientMessages,
})
