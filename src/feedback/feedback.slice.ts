import { slice } from '../platform/slice.ts'
import { feedbackTables } from './feedback.tables.ts'

/** What a client thinks after signing; the form stands in the room. */
export const feedbackSlice = slice({ name: 'feedback', tables: feedbackTables })
