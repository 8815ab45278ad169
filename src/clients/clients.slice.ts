import { slice } from '../platform/slice.ts'
import { clientMessages } from './clients.messages.ts'
import { clientEndpoints } from './clients.routes.ts'
import { clientTables } from './clients.tables.ts'

export const clientsSlice = slice({
  name: 'clients',
  tables: clientTables,
  endpoints: clientEndpoints,
  messages: clientMessages,
})
