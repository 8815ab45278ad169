import { slice } from '../platform/slice.ts'
import { companyMessages } from './company.messages.ts'
import { companyEndpoints } from './company.routes.ts'
import { companyTables } from './company.tables.ts'

export const companySlice = slice({
  name: 'company',
  tables: companyTables,
  endpoints: companyEndpoints,
  messages: companyMessages,
})
