// Takes clauses that no longer wait out of src/privacy/clauses/planned.lock.json. Nothing is ever put in.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { clauses, plannedClauses } from '../src/privacy/clauses/clauses.ts'
import { root } from './launch.mjs'

const file = join(root, 'src', 'privacy', 'clauses', 'planned.lock.json')
const planned = plannedClauses(clauses).map(([id]) => id)
const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : planned
writeFileSync(
  file,
  `${JSON.stringify(
    before.filter(id => planned.includes(id)),
    null,
    2,
  )}\n`,
)
const grown = planned.filter(id => !before.includes(id))
for (const id of grown) process.stderr.write(`${id} is planned and was not before: the list may only shrink.\n`)
process.exit(grown.length > 0 ? 1 : 0)
