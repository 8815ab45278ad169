import { slice } from '../platform/slice.ts'
import { articleMessages } from './articles.messages.ts'
import { articleEndpoints } from './articles.routes.ts'
import { articleTables } from './articles.tables.ts'

export const articlesSlice = slice({
  name: 'articles',
  tables: articleTables,
  messages: articleMessages,
  endpoints: articleEndpoints,
})
