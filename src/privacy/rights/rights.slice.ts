import { slice } from '../../platform/slice.ts'
import { forgetAccess } from './access.ts'
import './handlers.ts'
import { carryOut, keepCases } from './cases.ts'
import { caseEndpoints } from './company/cases.routes.ts'
import { sendRightsMail, tellOfCase } from './mail.ts'
import { rightsMessages } from './rights.messages.ts'
import { rightsTables } from './rights.tables.ts'

/** What a person may ask about their own data: who is asking, who answers, by when, and what came of it. */
export const rightsSlice = slice({
  name: 'rights',
  tables: rightsTables,
  endpoints: caseEndpoints,
  jobs: [carryOut, tellOfCase, sendRightsMail] as never,
  sweeps: [keepCases, forgetAccess],
  messages: rightsMessages,
})
