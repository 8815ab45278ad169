// A published text is never edited: what somebody relied on must be found again by its version. The lock holds every version of every
// text with its hash; a text that differs from its locked version is a fault until it has a new one.
import { createHash } from 'node:crypto'
import { canonicalBytes } from '../kernel/canonical.ts'
import { conditionsFor, deductionConditions, withdrawalReasons } from './catalogue.ts'
import type { LegalText } from './text.ts'
import { textHash } from './text-hash.ts'

/** Id of a text to its versions, each with its hash. */
export type TextLock = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Words that are put into a text as a field and are as much of it as its own. */
const woven: Readonly<Record<string, unknown>> = {
  'rot.info': { conditionsFor, deductionConditions },
  'withdrawal.information.c': withdrawalReasons,
}

/** SHA-256 (hex) of all that a text can come to say. */
export function lockHash(t: LegalText, parts: Readonly<Record<string, unknown>> = woven): string {
  const own = textHash(t)
  const part = parts[t.id]
  if (part === undefined) return own
  return createHash('sha256').update(own).update(canonicalBytes(part)).digest('hex')
}

/** What is wrong, in sentences that say what to do. */
export function lockFaults(lock: TextLock, texts: readonly LegalText[], parts = woven): string[] {
  const found: string[] = []
  const ids = new Set(texts.map(t => t.id))
  for (const t of texts) {
    const versions = lock[t.id] ?? {}
    const known = versions[t.version]
    if (known === undefined)
      found.push(`${t.id} version ${t.version} is new: lock it with \`node scripts/lock-texts.mjs\`.`)
    else if (known !== lockHash(t, parts))
      found.push(
        `${t.id} is not what was published as version ${t.version}. Give it \`version: ${t.version + 1}\` in src/texts/catalogue.ts and lock that with \`node scripts/lock-texts.mjs\`; or write it as it was.`,
      )
    for (const v of Object.keys(versions))
      if (Number(v) > t.version) found.push(`${t.id} was published as version ${v} and cannot go back to ${t.version}.`)
    for (let v = 1; v < t.version; v++)
      if (!versions[v])
        found.push(`${t.id} has a version ${t.version} and no version ${v}: earlier ones stay in the lock.`)
  }
  for (const id of Object.keys(lock))
    if (!ids.has(id)) found.push(`${id} was published and is gone: what relied on it could not be shown any more.`)
  return found
}

/** The lock with what is new; what is locked stays as it is. */
export function locked(lock: TextLock, texts: readonly LegalText[]): TextLock {
  const all = new Map(Object.entries(lock))
  for (const t of texts) all.set(t.id, { [t.version]: lockHash(t), ...all.get(t.id) })
  return Object.fromEntries([...all].sort(([a], [b]) => (a < b ? -1 : 1)))
}
