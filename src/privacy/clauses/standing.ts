// How every clause stands: worked out from what a run of the tests wrote, the people's checks and what is planned. Nothing is typed.
import { readFileSync } from 'node:fs'
import { packagePath } from '../../platform/package-path.ts'
import { type Check, holds } from './checks.ts'
import { type Ledger, plannedClauses } from './clauses.ts'
import type { Named } from './named.ts'

export type TestResult = { name: string; clauses: string[]; state: 'passed' | 'failed' | 'skipped' }
/** What runs of the tests have written for one state of the sources: by file, the tests that name clauses. */
export type Results = { tree: string; files: Record<string, TestResult[]> }

/** What scripts/clause-results.mjs wrote last, or null where no tests have run here. */
export function readResults(): Results | null {
  try {
    return JSON.parse(readFileSync(packagePath('.cache', 'clauses.json'), 'utf8'))
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT' || error instanceof SyntaxError) return null
    throw error
  }
}

/** Whether the results are of this state of the sources, and none of the files that name clauses is missing. */
export const fits = (results: Results | null, tree: string, files: readonly string[]): results is Results =>
  results?.tree === tree && files.every(f => f in results.files)

export type Standing = {
  total: number
  proven: string[]
  checked: string[]
  planned: string[]
  open: { id: string; why: string }[]
}

export function standing(
  ledger: Ledger,
  of: { results: Results | null; named: readonly Named[]; checks: readonly Check[]; today: string },
): Standing {
  const { results, named, checks, today } = of
  const tests = Object.entries(results?.files ?? {}).flatMap(([file, list]) => list.map(t => ({ ...t, file })))
  const planned = new Set(plannedClauses(ledger).map(([id]) => id))
  const found: Standing = { total: 0, proven: [], checked: [], planned: [], open: [] }
  for (const [id, clause] of Object.entries(ledger)) {
    if (clause.withdrawn) continue
    found.total++
    const proofs = tests.filter(t => t.clauses.includes(id))
    const wrong = proofs.find(t => t.state !== 'passed')
    // Half of a proof is none: every file that names it has its say.
    const silent = named.find(n => n.clauses.includes(id) && !proofs.some(t => t.file === n.file))
    const last = checks.filter(c => c.clause === id).sort((a, b) => (a.date < b.date ? 1 : -1))[0]
    // What should prove it and does not is told first, whoever has looked at it and whatever is planned.
    if (wrong) found.open.push({ id, why: `${wrong.state}: ${wrong.name} (${wrong.file})` })
    else if (planned.has(id)) found.planned.push(id)
    else if (silent) found.open.push({ id, why: `has not run: ${silent.file}` })
    else if (proofs.length > 0) found.proven.push(id)
    else if (last && holds(last, today)) found.checked.push(id)
    else if (last) found.open.push({ id, why: `the check of ${last.date} by ${last.name} has lapsed` })
    else found.open.push({ id, why: 'no test that has run names it' })
  }
  return found
}
