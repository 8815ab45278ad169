import { slice } from '../../platform/slice.ts'
import { retentionTables } from './retention.tables.ts'

/** What goes when its time is over, by the declarations. */
export const retentionSlice = slice({ name: 'retention', tables: retentionTables })
