import { slice } from '../../platform/slice.ts'
import { erasureMessages } from './erasure.messages.ts'
import { erasureTables } from './erasure.tables.ts'
import { followErasures, goOn } from './erasure.ts'

/** Erasing a person: planned, done, asked for at processors, and looked for afterwards. */
export const erasureSlice = slice({
  name: 'erasure',
  tables: erasureTables,
  jobs: [goOn] as never,
  sweeps: [followErasures],
  messages: erasureMessages,
})
