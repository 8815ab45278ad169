// PostgreSQL refuses to run as root. Started by root it runs as somebody else, who then must be able to reach the folders.
import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { Problem } from '../../../kernel/problem.ts'

export type User = { name: string; uid: number; gid: number }

/**
 * Whom the server runs as: null when as ourselves. Root's server runs as the owner of an existing cluster, so that a folder made
 * by an ordinary user stays that user's; else as `postgres`, `nobody`, or an account nobody can sign in to.
 */
export function userFor(clusterOwner: number | null, me = process.geteuid?.(), passwd = readPasswd()): User | null {
  if (me !== 0) return null
  if (clusterOwner) {
    const known = passwd.find(u => u.uid === clusterOwner)
    return known ?? { name: String(clusterOwner), uid: clusterOwner, gid: clusterOwner }
  }
  const named = (name: string) => passwd.find(u => u.name === name && u.uid > 0)
  const user = named('postgres') ?? named('nobody') ?? passwd.find(u => u.uid > 0 && /(nologin|false)$/.test(u.shell))
  if (!user) throw new Problem('postgres-needs-a-user')
  return user
}

/** The name of an account, or its number where it has none. */
export function nameOf(uid: number): string {
  return readPasswd().find(u => u.uid === uid)?.name ?? String(uid)
}

function readPasswd(): (User & { shell: string })[] {
  let text: string
  try {
    text = readFileSync('/etc/passwd', 'utf8')
  } catch {
    return []
  }
  return text.split('\n').flatMap(line => {
    const [name, , uid, gid, , , shell] = line.split(':')
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid), shell: shell ?? '' }] : []
  })
}

/** The folders on the way to `path`, itself included, that the user may not enter; none when the way is open. */
export function blockedFolders(path: string, user: User): string[] {
  const way: string[] = []
  for (let at = path; ; at = dirname(at)) {
    way.unshift(at)
    if (at === dirname(at)) break
  }
  const blocked = way.filter(folder => !mayEnter(folder, user))
  // The mode bits do not tell of access lists, so the user is asked as well.
  return blocked.length > 0 && !enters(path, user) ? blocked : []
}

function mayEnter(folder: string, user: User): boolean {
  const { uid, gid, mode } = statSync(folder)
  const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
  return (mode & bit) !== 0
}

function enters(path: string, user: User): boolean {
  const tried = spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', path], {
    uid: user.uid,
    gid: user.gid,
    cwd: '/',
    stdio: 'ignore',
  })
  if ((tried.error as NodeJS.ErrnoException | undefined)?.code === 'EPERM')
    throw new Problem('postgres-may-not-change-user', { user: user.name })
  return tried.status === 0
}
