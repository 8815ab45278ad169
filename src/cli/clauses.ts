// `cling clauses`: how the clauses of the policy stand, from what the tests wrote last over these sources. Where no result fits, the
// tests that name clauses are run first; `--recorded` never does, and is what `npm test` asks when everything has run.
import { spawnSync } from 'node:child_process'
import { stockholmDate } from '../kernel/dates.ts'
import { packagePath } from '../platform/package-path.ts'
import { readChecks } from '../privacy/clauses/checks.ts'
import { clauses, plannedClauses } from '../privacy/clauses/clauses.ts'
import { namedClauses } from '../privacy/clauses/named.ts'
import { fits, readResults, type Standing, standing } from '../privacy/clauses/standing.ts'

export async function clausesCommand(args: readonly string[]): Promise<number> {
  const named = namedClauses()
  const files = named.map(n => n.file)
  const tree = ask('clause-results.mjs').trim()
  if (!tree) throw new Error('The hash of the sources could not be had.')
  if (!fits(readResults(), tree, files) && !args.includes('--recorded')) {
    process.stderr.write('Inget resultat gäller det som ligger här nu; proven som nämner klausuler körs först.\n')
    ask('clause-tests.mjs', ...files)
  }
  const results = readResults()
  const now = standing(clauses, {
    results: results?.tree === tree ? results : null,
    named,
    checks: readChecks(),
    today: stockholmDate(new Date()),
  })
  process.stdout.write(`${said(now, plannedClauses(clauses)).join('\n')}\n`)
  if (args.includes('--json')) process.stdout.write(`${JSON.stringify(counts(now))}\n`)
  return now.open.length > 0 ? 1 : 0
}

/** A script of ours, run to its end; what it answers. What it says along the way goes to standard error. */
function ask(script: string, ...args: string[]): string {
  const { stdout, error } = spawnSync(process.execPath, [packagePath('scripts', script), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (error) throw error
  return stdout
}

export const counts = (now: Standing) => ({
  total: now.total,
  proven: now.proven.length,
  checked: now.checked.length,
  planned: now.planned.length,
  open: now.open.length,
})

function said(now: Standing, planned: ReturnType<typeof plannedClauses>): string[] {
  const { total, proven, checked, open } = counts(now)
  const waiting = Map.groupBy(planned, ([, capability]) => capability)
  return [
    `Policyns klausuler: ${total}`,
    `  bevisade av prov  ${proven}`,
    `  sedda av människa ${checked}`,
    `  planerade         ${now.planned.length}`,
    `  öppna             ${open}`,
    '',
    `Bevisade: ${now.proven.join(' ')}`,
    ...(checked > 0 ? [`Sedda av människa: ${now.checked.join(' ')}`] : []),
    '',
    'Planerade, efter vad de väntar på (listan får bara bli kortare):',
    ...[...waiting].map(([capability, list]) => `  ${capability}: ${list.map(([id]) => id).join(' ')}`),
    '',
    ...(open === 0 ? ['Ingen klausul är öppen.'] : ['Öppna:', ...now.open.map(o => `  ${o.id}  ${o.why}`)]),
  ]
}
