import { supportChat } from '../platform/ports/chat.ts'
import { faultCollector } from '../platform/ports/errors.ts'
import { staff } from '../platform/ports/staff.ts'
import { slice } from '../platform/slice.ts'
import { operatorTables } from './operator.tables.ts'
import { forwardFaults, relayChats, tellStaff } from './tell.ts'

/** What those who run the installation are told, outside of it. */
export const operatorSlice = slice({
  name: 'operator',
  tables: operatorTables,
  sweeps: [tellStaff, forwardFaults, relayChats],
  ports: [staff as never, faultCollector as never, supportChat as never],
})
