import { slice } from '../../platform/slice.ts'
import { retentionMessages } from './retention.messages.ts'
import { retentionTables } from './retention.tables.ts'
import { nightlyRetention } from './run.ts'

/** What goes when its time is over, by the declarations. */
export const retentionSlice = slice({
  name: 'retention',
  tables: retentionTables,
  sweeps: [nightlyRetention],
  messages: retentionMessages,
})
