import { forgetRepeats } from './http/repeat.ts'
import { platformMessages } from './platform.messages.ts'
import { platformTables } from './platform.tables.ts'
import { slice } from './slice.ts'

export const platformSlice = slice({
  name: 'platform',
  tables: platformTables,
  sweeps: [forgetRepeats],
  messages: platformMessages,
})
