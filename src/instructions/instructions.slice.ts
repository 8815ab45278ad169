import { slice } from '../platform/slice.ts'
import { instructionMessages } from './instructions.messages.ts'
import { instructionTables } from './instructions.tables.ts'

export const instructionsSlice = slice({
  name: 'instructions',
  tables: instructionTables,
  messages: instructionMessages,
})
