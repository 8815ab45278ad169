// The server as a process of the machine: what it writes of itself, whether it lives, whether it is ours, and its end. One that a
// killed service left behind is found here.
import { chownSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

export const POLL_MS = 4

/**
 * Ends a server that a service killed earlier left over this cluster. A fresh one is then started rather than the old adopted: its
 * settings and its program may be of an earlier version, and statements of the dead service may still run in it.
 */
export async function endOrphan(folder: string, say: (message: string) => void): Promise<void> {
  const left = readPidFile(folder)
  if (!left) return
  if (isAlive(left.pid) && isServerOver(left.pid, folder)) {
    say(`a database server was left behind by an earlier run (process ${left.pid}) and is ended`)
    await endServer(left.pid, () => !isAlive(left.pid))
    if (!readPidFile(folder)) return
  }
  // It was killed. Its number may by now belong to a stranger, or to its own unreaped remains, and the next server would take
  // either for a rival. It takes its parent's number for a stale one, and still checks that nobody holds the old memory;
  // removing the file would lose that check.
  const rest = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n').slice(1)
  place(folder, 'postmaster.pid', [process.pid, ...rest].join('\n'))
  for (const name of readdirSync(folder)) if (name.startsWith('.s.PGSQL.')) rmSync(join(folder, name))
}

/** Asks for a fast shutdown, then for an immediate one, then the kernel. */
export async function endServer(pid: number, isGone: () => boolean) {
  for (const [signal, seconds] of [
    ['SIGINT', 30],
    ['SIGQUIT', 10],
    ['SIGKILL', 10],
  ] as const) {
    try {
      process.kill(pid, signal)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return
      throw error
    }
    for (let waited = 0; waited < seconds * 1000; waited += POLL_MS) {
      if (isGone()) return
      await pause(POLL_MS)
    }
  }
  throw new Error(`The database server, process ${pid}, does not end.`)
}

/** What a running or crashed server has written of itself: its process, and whether it takes connections. */
export function readPidFile(
  folder: string,
): { pid: number; ready: boolean; port: number; socketDir: string; tcp: boolean } | null {
  let lines: string[]
  try {
    lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  const pid = Math.abs(Number.parseInt(lines[0] ?? '', 10))
  if (!pid) return null
  return {
    pid,
    port: Number(lines[3]),
    socketDir: lines[4]?.trim() ?? '',
    tcp: Boolean(lines[5]?.trim()),
    ready: lines[7]?.trim() === 'ready',
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  // A zombie answers too, where nobody reaps (a container whose first process does not).
  try {
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  } catch {
    return false
  }
}

/** Whether a living process is the server of exactly this folder, by its working folder or its command line. */
export function isServerOver(pid: number, folder: string): boolean {
  const same = (path: string) => {
    try {
      const [a, b] = [statSync(path), statSync(folder)]
      return a.dev === b.dev && a.ino === b.ino
    } catch {
      return false
    }
  }
  let args: string[]
  try {
    args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return false
  }
  if (!/(^|\/)postgres$/.test(args[0] ?? '')) return false
  const named = args[args.indexOf('-D') + 1]
  // Root without the right to trace may not read another user's working folder.
  return same(`/proc/${pid}/cwd`) || (args.includes('-D') && named !== undefined && same(named))
}

/**
 * Writes a file of the cluster's, owned as the cluster is. Put in place by renaming: as root we never write through a link that
 * the server's user may have laid there.
 */
export function place(folder: string, name: string, text: string) {
  const temporary = join(folder, `${name}.making`)
  rmSync(temporary, { force: true })
  writeFileSync(temporary, text, { mode: 0o600, flag: 'wx' })
  const { uid, gid } = statSync(folder)
  if (process.geteuid?.() === 0) chownSync(temporary, uid, gid)
  renameSync(temporary, join(folder, name))
}
