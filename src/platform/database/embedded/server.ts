// The server's process: started in a session of its own, so that Ctrl-C reaches the service and the service ends the server;
// one that a killed service left behind is found and ended before the next is started.
import { spawn } from 'node:child_process'
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Cluster, failed, serverProcess, unrunnable } from './cluster.ts'

export type Server = {
  pid: number
  /** Resolves when the process has ended, asked to or not. */
  ended: Promise<void>
  /** Ends every connection, writes everything down and ends the server. */
  stop(): Promise<void>
}

type Say = (message: string) => void

/** Starts the server and resolves when it takes connections, however long recovery after a crash takes. */
export async function startServer(cluster: Cluster, say: Say): Promise<Server> {
  for (let tries = 1; ; tries++) {
    const attempt = await attemptStart(cluster, say)
    if ('pid' in attempt) return attempt
    // The server was killed and a connection's process still has its memory: it notices within moments.
    const isLingering = /pre-existing shared memory block .* is still in use/.test(attempt.errors)
    if (!isLingering || tries === 100) throw failed(attempt.errors, attempt.code)
    await pause(100)
  }
}

async function attemptStart(cluster: Cluster, say: Say): Promise<Server | { errors: string; code: number | null }> {
  const child = spawn(cluster.binaries.postgres, ['-D', cluster.folder], {
    ...serverProcess(cluster.user),
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', text => {
    errors = (errors + text).slice(-10_000)
  })
  let code: number | null | undefined
  let broken: Error | undefined
  const ended = new Promise<void>(resolve => {
    child.on('error', error => {
      broken = unrunnable(error, cluster.user)
      resolve()
    })
    child.on('close', exit => {
      code = exit
      resolve()
    })
  })

  let isReady = false
  void ended.then(() => {
    isReady = true
  })
  for (let waited = 0; !isReady; waited += POLL_MS) {
    const status = readPidFile(cluster.folder)
    if (status?.pid === child.pid && status?.ready) break
    if (waited > 0 && waited % 10_000 === 0) say('the database is still recovering after an abrupt end')
    await pause(POLL_MS)
  }
  if (broken) throw broken
  if (code !== undefined) return { errors: errors || tailOfLog(cluster.folder), code }

  // Neither the process nor its pipe keeps the service alive.
  child.unref()
  ;(child.stderr as unknown as { unref(): void }).unref()
  const pid = child.pid as number
  return {
    pid,
    ended,
    stop: () => endServer(pid, () => code !== undefined),
  }
}

const POLL_MS = 4

/** Asks for a fast shutdown, then for an immediate one, then the kernel. */
async function endServer(pid: number, isGone: () => boolean) {
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

/**
 * Ends a server that a service killed earlier left over this cluster. A fresh one is then started rather than the old adopted: its
 * settings and its program may be of an earlier version, and statements of the dead service may still run in it.
 */
export async function endOrphan(folder: string, say: Say): Promise<void> {
  const left = readPidFile(folder)
  if (!left || !isAlive(left.pid)) return
  if (isServerOver(left.pid, folder)) {
    say(`a database server was left behind by an earlier run (process ${left.pid}) and is ended`)
    await endServer(left.pid, () => !isAlive(left.pid))
    return
  }
  // The number now belongs to another process, and the server would take that for a rival. It takes its parent's number for
  // a stale one, and still checks that nobody holds the old memory; removing the file would lose that check.
  const file = join(folder, 'postmaster.pid')
  const rest = readFileSync(file, 'utf8').split('\n').slice(1)
  writeFileSync(`${file}.making`, [process.pid, ...rest].join('\n'), { mode: 0o600, flag: 'w' })
  renameSync(`${file}.making`, file)
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

function tailOfLog(folder: string): string {
  const day = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][new Date().getUTCDay()]
  try {
    return readFileSync(join(folder, 'log', `postgresql-${day}.log`), 'utf8').slice(-2000)
  } catch {
    return ''
  }
}
