import { ensureBuilt } from './freshness.mjs'
import { runTests } from './tests.mjs'

await ensureBuilt()
const counts = await runTests('vitest.faults.config.ts', process.argv.slice(2))
process.stdout.write(`\n${counts.line()}\n`)
process.exit(counts.failed > 0 ? 1 : 0)
