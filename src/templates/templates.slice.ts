import { slice } from '../platform/slice.ts'
import { templateEndpoints } from './templates.routes.ts'
import { templateTables } from './templates.tables.ts'

export const templatesSlice = slice({ name: 'templates', tables: templateTables, endpoints: templateEndpoints })
