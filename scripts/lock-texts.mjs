// Locks legal texts that are new, or have a new version, in src/texts/texts.lock.json. What is locked already is never rewritten.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { texts } from '../src/texts/catalogue.ts'
import { locked, lockFaults } from '../src/texts/lock.ts'
import { root } from './launch.mjs'

const file = join(root, 'src', 'texts', 'texts.lock.json')
const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
const after = locked(before, Object.values(texts))
writeFileSync(file, `${JSON.stringify(after, null, 2)}\n`)
const faults = lockFaults(after, Object.values(texts))
for (const fault of faults) process.stderr.write(`${fault}\n`)
process.exit(faults.length > 0 ? 1 : 0)
