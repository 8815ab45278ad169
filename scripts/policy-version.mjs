// Writes the version of the policy that the declarations and promises ask for now. `--publish` locks the newest, which is then never edited;
// not while a link of its pages leads nowhere.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stockholmDate } from '../src/kernel/dates.ts'
import { currentStatements } from '../src/policy-now.ts'
import {
  nextVersion,
  readVersions,
  versionFaults,
  versionHash,
  versionsFolder,
} from '../src/privacy/policy/versions.ts'

const args = process.argv.slice(2)
const [sv, en] = args.filter(a => !a.startsWith('--'))
if (args.includes('--publish')) {
  const links = ['run', 'src/privacy/policy/pages.test.ts', '-t', 'what the policy refers to']
  const { status } = spawnSync('vitest', links, { stdio: 'inherit' })
  if (status !== 0) {
    process.stderr.write('En länk i policyn leder ingenstans. Ingenting är publicerat.\n')
    process.exit(1)
  }
}
const { versions, lock } = readVersions()
const next = nextVersion(versions, lock, currentStatements(), {
  today: stockholmDate(new Date()),
  summary: sv && en ? { sv, en } : null,
})
const all = next ? [...versions.filter(v => v.version !== next.version), next] : versions
const newest = all.at(-1)
if (next) writeFileSync(join(versionsFolder(), `${next.version}.json`), written(next))
const after = args.includes('--publish') ? { ...lock, [newest.version]: versionHash(newest) } : lock
if (after !== lock) writeFileSync(join(versionsFolder(), 'lock.json'), `${JSON.stringify(after, null, 2)}\n`)
const faults = versionFaults(all, after, currentStatements())
process.stdout.write(
  `Version ${newest.version}, från ${newest.from}${after[newest.version] ? '' : ', inte publicerad'}.\n`,
)
for (const fault of faults) process.stderr.write(`${fault}\n`)
process.exit(faults.length > 0 ? 1 : 0)

/** A statement a line, so that a change is read in its difference. */
function written({ statements, ...head }) {
  const lines = Object.entries(statements).map(([key, s]) => `    ${JSON.stringify(key)}: ${JSON.stringify(s)}`)
  const rest = JSON.stringify(head, null, 2).replace(/\n}$/, '')
  return `${rest},\n  "statements": {\n${lines.join(',\n')}\n  }\n}\n`
}
