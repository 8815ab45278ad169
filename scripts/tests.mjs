import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { record, treeHash } from './clause-results.mjs'
import { root, run, tool } from './launch.mjs'

/** How many tests passed, failed and were skipped, over several runs. */
export class Counts {
  passed = 0
  failed = 0
  skipped = 0

  add(other) {
    this.passed += other.passed
    this.failed += other.failed
    this.skipped += other.skipped
    return this
  }

  line() {
    return `${this.passed} passed, ${this.failed} failed, ${this.skipped} skipped`
  }
}

/**
 * Runs Vitest once with a configuration; what it says of clauses is kept. A run that broke outside a test counts as one failure.
 * `tags`: only tests that carry them. `chatter`: what the run says goes to standard error.
 */
export async function runTests(config, filters = [], { env = {}, tags = null, chatter = false } = {}) {
  const tree = treeHash()
  const folder = mkdtempSync(join(tmpdir(), 'cling-report-'))
  const report = join(folder, 'report.json')
  try {
    const code = await run(
      [
        tool('vitest'),
        'run',
        '--root',
        root,
        '--config',
        join(root, config),
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
        ...(tags ? [`--tags-filter=${tags}`] : []),
        ...filters,
      ],
      { env, chatter },
    )
    return counted(report, code, tree)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function counted(report, code, tree) {
  const counts = new Counts()
  try {
    const said = JSON.parse(readFileSync(report, 'utf8'))
    counts.passed = said.numPassedTests
    counts.failed = said.numFailedTests
    counts.skipped = said.numPendingTests + said.numTodoTests
    record(said, tree)
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
  if (code !== 0 && counts.failed === 0) counts.failed = 1
  return counts
}
