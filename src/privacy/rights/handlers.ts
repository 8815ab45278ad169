// What is done without anybody deciding: a stop is in place since the case began, and an extract is made when it is fetched.
import { handledBy } from './cases.ts'
import { rectify } from './rectify.ts'

for (const kind of ['restriction', 'opt-out', 'extract', 'portability'] as const)
  handledBy(kind, async () => 'answered')
// What a company does not object to is upheld. One against ourselves is weighed by a person.
handledBy('objection', async (_, c) => (c.controller === 'company' ? 'answered' : 'waiting'))
handledBy('rectification', rectify)
