// The canary run. Its lines go to standard error; with --json the last line of standard output is what came of it.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt } from './freshness.mjs'
import { runTests } from './tests.mjs'

const filters = process.argv.slice(2)
const json = filters.includes('--json')
const folder = mkdtempSync(join(tmpdir(), 'cling-canary-'))
const result = join(folder, 'result.json')
try {
  await ensureBuilt()
  const counts = await runTests(
    'vitest.canary.config.ts',
    filters.filter(f => f !== '--json'),
    {
      env: { CLING_CANARY_RESULT: result },
      chatter: true,
    },
  )
  const said = read(result)
  if (said) {
    process.stderr.write(
      `\n${said.markers} markers, ${said.leaks} leaks, ${said.mutationsCaught} of ${said.mutations} faults caught\n`,
    )
    if (json) process.stdout.write(`${JSON.stringify(said)}\n`)
  }
  process.exitCode = counts.failed === 0 && said?.leaks === 0 && said.mutationsCaught === said.mutations ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
    return null
  }
}
