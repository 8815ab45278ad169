import { eid } from '../platform/ports/eid.ts'
import { slice } from '../platform/slice.ts'
import { signingMessages } from './signing.messages.ts'
import { signingTables } from './signing.tables.ts'
import { typesetMessages } from './typeset/typeset.messages.ts'

export const signingSlice = slice({
  name: 'signing',
  tables: signingTables,
  ports: [eid as never],
  messages: { ...signingMessages, ...typesetMessages },
})
