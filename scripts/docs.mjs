// Writes docs/generated from what the sources declare.
import { ensureBuilt } from './freshness.mjs'
import { programArgs, programEnv, run } from './launch.mjs'

await ensureBuilt()
process.exit(await run([...programArgs('cli'), 'docs'], { env: programEnv }))
