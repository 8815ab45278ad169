// Versions of the policy. Each lies whole in `versions/`, and a published one is locked by its hash. When the declarations or the promises
// say something else than the newest version, a new one must be made; what makes more of somebody's data is announced 30 days before.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { addDays, type IsoDay } from '../../kernel/dates.ts'
import { packagePath } from '../../platform/package-path.ts'
import { daysOf } from './model.ts'
import type { Facts, Statement, Statements } from './statements.ts'

export const NOTICE_DAYS = 30

const WordsShape = z.strictObject({ sv: z.string().min(1), en: z.string().min(1) })
const Version = z.strictObject({
  version: z.int().positive(),
  /** The day it was told. */
  announced: z.iso.date(),
  /** The day it begins to hold. */
  from: z.iso.date(),
  summary: WordsShape,
  statements: z.record(
    z.string(),
    WordsShape.extend({
      facts: z
        .strictObject({
          whose: z.string(),
          holds: z.string(),
          role: z.string(),
          purpose: z.string(),
          basis: z.string(),
          keep: z.string(),
          shared: z.array(z.string()),
        })
        .optional(),
    }),
  ),
})
export type PolicyVersion = Omit<z.infer<typeof Version>, 'statements'> & { statements: Statements }
/** Number of a version to the hash it was published with. */
export type VersionLock = Readonly<Record<string, string>>

export const versionsFolder = () => packagePath('src', 'privacy', 'policy', 'versions')
const LOCK = 'lock.json'

export const parseVersion = (json: unknown): PolicyVersion => Version.parse(json) as PolicyVersion

let read: { versions: PolicyVersion[]; lock: VersionLock } | null = null

/** Every version, the first one first, and which are published. */
export function readVersions(): { versions: PolicyVersion[]; lock: VersionLock } {
  if (read) return read
  const json = (name: string) => JSON.parse(readFileSync(`${versionsFolder()}/${name}`, 'utf8'))
  const versions = readdirSync(versionsFolder())
    .filter(name => /^\d+\.json$/.test(name))
    .map(name => parseVersion(json(name)))
    .sort((a, b) => a.version - b.version)
  read = { versions, lock: json(LOCK) }
  return read
}

export const versionHash = (v: PolicyVersion): string => createHash('sha256').update(JSON.stringify(v)).digest('hex')

export type Change = {
  key: string
  kind: 'added' | 'removed' | 'changed'
  before?: Statement
  after?: Statement
  material: boolean
}

/** What differs, statement by statement, and which of it makes more of somebody's data. */
export function changes(before: Statements, after: Statements): Change[] {
  const known = new Set(Object.values(before).flatMap(s => (s.facts ? [kindOf(s.facts)] : [])))
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap((key): Change[] => {
    const [b, a] = [before[key], after[key]]
    if (b && !a) return [{ key, kind: 'removed', before: b, material: key.startsWith('clause ') }]
    if (!b && a)
      return [
        {
          key,
          kind: 'added',
          after: a,
          material: a.facts ? !known.has(kindOf(a.facts)) || a.facts.shared.length > 0 : key.startsWith('recipient '),
        },
      ]
    if (!a || !b || JSON.stringify(a) === JSON.stringify(b)) return []
    return [{ key, kind: 'changed', before: b, after: a, material: isMore(b, a) }]
  })
}

/** The same kind of value, of the same people, for the same purpose and by the same responsibility. */
const kindOf = (f: Facts) => [f.whose, f.holds, f.role, f.purpose].join('|')

function isMore(before: Statement, after: Statement): boolean {
  const [b, a] = [before.facts, after.facts]
  // A promise or a recipient in other words is for people to judge, who must then have the time.
  if (!b || !a) return true
  return (
    kindOf(b) !== kindOf(a) ||
    b.basis !== a.basis ||
    a.shared.some(s => !b.shared.includes(s)) ||
    isLonger(b.keep, a.keep)
  )
}

function isLonger(before: string, after: string): boolean {
  if (before === after) return false
  const [fromBefore, fromAfter] = [before, after].map(keep => keep.slice(keep.indexOf(' after ')))
  return fromBefore !== fromAfter || daysOf(before) === 0 || daysOf(after) === 0 || daysOf(after) > daysOf(before)
}

/** What is wrong with the versions, in sentences that say what to do. */
export function versionFaults(versions: readonly PolicyVersion[], lock: VersionLock, now: Statements): string[] {
  const newest = versions.at(-1)
  if (!newest) return ['The policy has no version: run node scripts/policy-version.mjs.']
  const found: string[] = []
  versions.forEach((v, i) => {
    if (v.version !== i + 1) found.push(`The policy has no version ${i + 1}: earlier ones stay in versions/.`)
    const locked = lock[v.version]
    if (locked && locked !== versionHash(v))
      found.push(
        `Version ${v.version} of the policy is not what was published. Write it as it was; a change is a new version.`,
      )
    if (!locked && v !== newest)
      found.push(`Version ${v.version} of the policy was followed by another and is not locked.`)
    const before = versions[i - 1]
    if (!before) return
    if (v.from <= before.from) found.push(`Version ${v.version} begins to hold before version ${before.version}.`)
    const material = changes(before.statements, v.statements).some(c => c.material)
    if (material && v.from < addDays(v.announced, NOTICE_DAYS))
      found.push(
        `Version ${v.version} makes more of somebody’s data and is announced less than ${NOTICE_DAYS} days before.`,
      )
  })
  for (const n of Object.keys(lock))
    if (!versions.some(v => String(v.version) === n))
      found.push(`Version ${n} of the policy was published and is gone.`)
  const differing = changes(newest.statements, now)
  if (differing.length > 0)
    found.push(
      `The declarations and promises say something else than version ${newest.version} of the policy (${differing
        .map(c => c.key)
        .slice(0, 3)
        .join(
          ', ',
        )}${differing.length > 3 ? ` and ${differing.length - 3} more` : ''}). Make a new version: node scripts/policy-version.mjs "Vad som ändrats." "What changed."`,
    )
  return found
}

/** The version that should stand in the folder for what is said now: the newest written anew while it is not published, else the next. */
export function nextVersion(
  versions: readonly PolicyVersion[],
  lock: VersionLock,
  now: Statements,
  of: { today: IsoDay; summary: { sv: string; en: string } | null },
): PolicyVersion | null {
  const newest = versions.at(-1)
  if (newest && changes(newest.statements, now).length === 0) return null
  const isOpen = newest !== undefined && !lock[newest.version]
  const before = isOpen ? versions.at(-2) : newest
  const material = before ? changes(before.statements, now).some(c => c.material) : false
  const summary = of.summary ?? (isOpen ? newest.summary : null)
  if (!summary)
    throw new Error(
      'Say in a sentence what changed, in Swedish and in English: node scripts/policy-version.mjs "…" "…"',
    )
  const soonest = before && before.from >= of.today ? addDays(before.from, 1) : of.today
  const noticed = addDays(of.today, NOTICE_DAYS)
  return {
    version: (before?.version ?? 0) + 1,
    announced: of.today,
    from: material && noticed > soonest ? noticed : soonest,
    summary,
    statements: now,
  }
}

/** The version that holds on a day, and those announced that do not yet. */
export function inForce(
  versions: readonly PolicyVersion[],
  today: IsoDay,
): { current: PolicyVersion; coming: PolicyVersion[] } {
  const current = versions.findLast(v => v.from <= today) ?? versions[0]
  if (!current) throw new Error('The policy has no version: run node scripts/policy-version.mjs.')
  return { current, coming: versions.filter(v => v.from > today && v !== current) }
}
