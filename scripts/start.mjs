import { ensureBuilt } from './freshness.mjs'
import { programArgs, programEnv, run } from './launch.mjs'

await ensureBuilt()
process.exit(await run([...programArgs('main'), ...process.argv.slice(2)], { env: programEnv, apart: true }))
