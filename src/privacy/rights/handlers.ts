// What is done without anybody deciding: a stop is in place since the case began, and an extract is made when it is fetched.
import { handledBy } from './cases.ts'

for (const kind of ['restriction', 'opt-out', 'extract', 'portability'] as const)
  handledBy(kind, async () => 'answered')
