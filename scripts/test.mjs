// Everything: unit and integration on a real PostgreSQL, then journeys in a real Chromium. Words after `npm test --` choose files.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { NO_CHROMIUM, provideChromium } from './chromium.mjs'
import { ensureBuilt } from './freshness.mjs'
import { programArgs, root, run } from './launch.mjs'
import { Counts, runTests } from './tests.mjs'

const filters = process.argv.slice(2)
const journeys = filters.filter(f => f.startsWith('e2e'))
const others = filters.filter(f => !f.startsWith('e2e'))
const counts = new Counts()

await ensureBuilt()
if (others.length > 0 || journeys.length === 0) counts.add(await runTests('vitest.config.ts', others))
if (hasJourneys() && (journeys.length > 0 || others.length === 0)) {
  const chromium = provideChromium()
  if (chromium) counts.add(await runTests('vitest.e2e.config.ts', journeys, { env: { CLING_CHROMIUM: chromium } }))
  else {
    process.stderr.write(`${NO_CHROMIUM}\n`)
    counts.failed++
  }
}
// Everything has run: no clause of the policy may be open.
if (filters.length === 0 && existsSync(join(root, 'src', 'privacy', 'clauses'))) {
  process.stdout.write('\n')
  if ((await run([...programArgs('cli'), 'clauses', '--recorded'])) !== 0) counts.failed++
}
// The one line that says how it went, whatever ran.
process.stdout.write(`\n${counts.line()}\n`)
process.exit(counts.failed > 0 ? 1 : 0)

function hasJourneys() {
  try {
    return readdirSync(join(root, 'e2e')).some(name => name.endsWith('.e2e.ts'))
  } catch {
    return false
  }
}
