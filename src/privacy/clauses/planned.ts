// The list of what waits may only shrink. It is locked in a file of its own: a clause that is planned and not locked is refused, and
// one that has left the list is taken out of the lock and cannot come back, since what was committed is compared with what went before.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { packagePath } from '../../platform/package-path.ts'

const LOCK = 'src/privacy/clauses/planned.lock.json'

export const readLock = (): string[] => JSON.parse(readFileSync(packagePath(LOCK), 'utf8'))

export function lockFaults(planned: readonly string[], lock: readonly string[]): string[] {
  return [
    ...planned
      .filter(id => !lock.includes(id))
      .map(
        id =>
          `${id} is planned and was not before: the list may only shrink. Prove the clause or leave the mechanism in.`,
      ),
    ...lock
      .filter(id => !planned.includes(id))
      .map(id => `${id} is no longer planned: run node scripts/lock-planned.mjs, so that it cannot come back.`),
  ]
}

type Step = { name: string; before: readonly string[]; after: readonly string[] }

/** Ids that came into the lock in a change. */
export const grown = (steps: readonly Step[]): string[] =>
  steps.flatMap(s =>
    s.after
      .filter(id => !s.before.includes(id))
      .map(id => `${id} came into the list of planned clauses with ${s.name}`),
  )

/** Every committed change of the lock, and what lies here over what is committed. None where there is no history to ask. */
export function history(): Step[] {
  if (!existsSync(packagePath('.git'))) return []
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: packagePath('.'), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  const at = (commit: string): string[] | null => {
    try {
      return JSON.parse(git('show', `${commit}:${LOCK}`))
    } catch {
      return null
    }
  }
  let log: string
  try {
    log = git('log', '--format=%H %P', '--', LOCK)
  } catch {
    // No git on this machine, or one that will not read a folder of somebody else's: the lock alone holds.
    return []
  }
  const commits = log.trim().split('\n').filter(Boolean)
  const steps: Step[] = commits.flatMap(line => {
    const [commit = '', ...parents] = line.split(' ')
    const befores = parents.map(at).filter(b => b !== null)
    const after = at(commit)
    return befores.length > 0 && after ? [{ name: commit.slice(0, 7), before: befores.flat(), after }] : []
  })
  const committed = at('HEAD')
  return committed ? [...steps, { name: 'what is not committed yet', before: committed, after: readLock() }] : steps
}
