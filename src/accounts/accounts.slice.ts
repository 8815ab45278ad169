import { slice } from '../platform/slice.ts'
import { sendAccountMail } from './account-mail.ts'
import { accountMessages } from './accounts.messages.ts'
import { accountEndpoints } from './accounts.routes.ts'
import { accountTables } from './accounts.tables.ts'
import { forgetChallenges } from './passkeys.ts'
import { signInEndpoints } from './sign-in.routes.ts'
import { teamEndpoints } from './team.routes.ts'

export const accountsSlice = slice({
  name: 'accounts',
  tables: accountTables,
  endpoints: [...accountEndpoints, ...signInEndpoints, ...teamEndpoints],
  jobs: [sendAccountMail as never],
  sweeps: [forgetChallenges],
  messages: accountMessages,
})
