import { slice } from '../platform/slice.ts'
import { withdrawalMessages } from './withdrawal.messages.ts'
import { withdrawalEndpoints } from './withdrawal.routes.tsx'
import { withdrawalTables } from './withdrawal.tables.ts'

/** The right of withdrawal, used by a consumer and answered by the company. */
export const withdrawalSlice = slice({
  name: 'withdrawal',
  tables: withdrawalTables,
  endpoints: withdrawalEndpoints,
  messages: withdrawalMessages,
})
