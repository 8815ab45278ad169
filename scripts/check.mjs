// Lint, types and boundaries: what can be said without running the service. Cheap first, all of it even when one complains.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root, run, tool } from './launch.mjs'
import { runTests } from './tests.mjs'

const failed = []
const colours = process.stdout.isTTY ? 'force' : 'off'
const step = async (name, passes) => {
  process.stdout.write(`${name}\n`)
  if (!(await passes())) failed.push(name)
}

await step('lint and format', async () => (await run([tool('biome'), 'ci', `--colors=${colours}`, root])) === 0)
await step('types', async () => (await run([tool('tsc'), '-p', root])) === 0)
const coverage = readdirSync(join(root, 'src')).filter(name => name.endsWith('.test.ts'))
if (coverage.length > 0)
  await step('boundaries and the other lists', async () => {
    const counts = await runTests(
      'vitest.config.ts',
      coverage.map(name => `src/${name}`),
    )
    return counts.failed === 0
  })

process.stdout.write(failed.length > 0 ? `\nNot in order: ${failed.join(', ')}.\n` : '\nAll in order.\n')
process.exit(failed.length > 0 ? 1 : 0)
