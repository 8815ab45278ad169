// Starts the server in a session of its own, so that Ctrl-C reaches the service and the service ends the server.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Cluster, failed, serverProcess, unrunnable } from './cluster.ts'
import { endServer, POLL_MS, readPidFile } from './process.ts'

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
  if (code !== undefined) return { errors: `${errors}${tailOfLog(cluster.folder)}`, code }

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

function tailOfLog(folder: string): string {
  const day = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][new Date().getUTCDay()]
  try {
    return readFileSync(join(folder, 'log', `postgresql-${day}.log`), 'utf8').slice(-2000)
  } catch {
    return ''
  }
}
