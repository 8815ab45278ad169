// What the policy says as things stand in the sources: wiring, for the test of its versions and the script that makes them.
import { processorsOf } from './integrations/processors.ts'
import { readConfig } from './platform/config.ts'
import { clauses } from './privacy/clauses/clauses.ts'
import { statements } from './privacy/policy/statements.ts'
import { tables } from './schema.ts'

export const currentStatements = () => statements({ tables, processors: processorsOf(readConfig({})), ledger: clauses })
