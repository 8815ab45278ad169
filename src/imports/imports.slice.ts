import { slice } from '../platform/slice.ts'
import { importMessages } from './imports.messages.ts'
import { importEndpoints } from './imports.routes.ts'
import { importTables } from './imports.tables.ts'

export const importsSlice = slice({
  name: 'imports',
  tables: importTables,
  messages: importMessages,
  endpoints: importEndpoints,
})
