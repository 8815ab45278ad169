// Runs the tests that name clauses, and those alone. Words choose the files; what they say goes to standard error.
import { NO_CHROMIUM, provideChromium } from './chromium.mjs'
import { ensureBuilt } from './freshness.mjs'
import { runTests } from './tests.mjs'

const files = process.argv.slice(2)
const journeys = files.filter(f => f.startsWith('e2e'))
const others = files.filter(f => !f.startsWith('e2e'))
const how = { tags: 'clause', chatter: true }

await ensureBuilt()
if (others.length > 0) await runTests('vitest.config.ts', others, how)
if (journeys.length > 0) {
  const chromium = provideChromium()
  if (chromium) await runTests('vitest.e2e.config.ts', journeys, { ...how, env: { CLING_CHROMIUM: chromium } })
  else process.stderr.write(`${NO_CHROMIUM}\n`)
}
