import { sweepFiles } from './files/sweep.ts'
import { forgetAttempts } from './http/limits.ts'
import { forgetRepeats } from './http/repeat.ts'
import { watchContracts } from './outbound/register/watch.ts'
import { platformMessages } from './platform.messages.ts'
import { platformTables } from './platform.tables.ts'
import { slice } from './slice.ts'
import { shredKey } from './vault/shred-job.ts'
import { sweepKeys } from './vault/sweep.ts'

export const platformSlice = slice({
  name: 'platform',
  tables: platformTables,
  jobs: [shredKey as never],
  sweeps: [forgetAttempts, forgetRepeats, sweepFiles, sweepKeys, watchContracts],
  messages: platformMessages,
})
