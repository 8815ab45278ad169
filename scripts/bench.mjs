import { provideChromium } from './chromium.mjs'
import { ensureBuilt } from './freshness.mjs'
import { programArgs, programEnv, run } from './launch.mjs'

await ensureBuilt()
const env = { ...programEnv, CLING_CHROMIUM: provideChromium() ?? '' }
process.exit(await run([...programArgs('bench'), ...process.argv.slice(2)], { env }))
