// The database that comes with the service: PostgreSQL under the data folder, one service at a time.
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Problem } from '../../../kernel/problem.ts'
import type { Log } from '../../log.ts'
import {
  type Cluster,
  clusterFolder,
  DATABASE,
  OWNER,
  openCluster,
  type Passwords,
  prepareDataFolder,
  readPasswords,
  SUPERUSER,
} from './cluster.ts'
import { holderOf, lockFolder } from './folder-lock.ts'
import { isServerOver, place, readPidFile } from './process.ts'
import { startServer } from './server.ts'
import { pgHbaConf, postgresqlConf } from './settings.ts'

export { lockFolder } from './folder-lock.ts'

export type Postgres = {
  /** As the owner of the database, who may create roles and run migrations but is no superuser. */
  ownerUrl: string
  superuserUrl: string
  /** As any login, over the socket. */
  url(login: { user: string; password: string; database?: string }): string
  socketDir: string
  port: number
  pid: number
  /** True when this call made the cluster. */
  made: boolean
  /** Resolves when the server has ended, whether or not it was asked to. */
  ended: Promise<void>
  /** Ends the server in order and lets the folder go. Safe to call twice. */
  stop(): Promise<void>
}

/**
 * Starts the server over `dataDir`/postgres, which is made where it is missing, and holds the folder until `stop`. Throws problems
 * whose sentences stand in embedded.messages.ts.
 */
export async function startPostgres(options: {
  dataDir: string
  log?: Pick<Log, 'info'>
  /** Also listen on a free port of 127.0.0.1. */
  tcp?: boolean
  /** False for tests' throw-away databases only. */
  durable?: boolean
}): Promise<Postgres> {
  const dataDir = resolve(options.dataDir)
  const say = (message: string) => options.log?.info(message)
  prepareDataFolder(dataDir)
  const lock = lockFolder(dataDir)
  try {
    const cluster = await openCluster(dataDir, say)
    const socket = socketFolder(cluster)
    const port = options.tcp ? await freePort() : SOCKET_PORT
    const settings = postgresqlConf({
      socketDir: socket.folder,
      port,
      tcp: options.tcp ?? false,
      durable: options.durable ?? true,
      memory: totalmem(),
    })
    place(cluster.folder, 'postgresql.conf', settings)
    place(cluster.folder, 'pg_hba.conf', pgHbaConf)
    const server = await startServer(cluster, say)

    // A service that ends without saying so takes its server with it, unless it is killed.
    const abandon = () => {
      try {
        process.kill(server.pid, 'SIGINT')
      } catch {}
    }
    process.once('exit', abandon)
    let stopped: Promise<void> | undefined
    const stop = async () => {
      process.off('exit', abandon)
      await server.stop()
      socket.remove()
      lock.release()
    }
    return {
      ...addresses(cluster.passwords, socket.folder, port),
      pid: server.pid,
      made: cluster.made,
      ended: server.ended,
      stop: () => {
        stopped ??= stop()
        return stopped
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

/**
 * For commands that may run beside the service: uses its server where it runs, else starts one for the time being. `stop` ends only
 * what this call started.
 */
export async function joinPostgres(options: { dataDir: string; log?: Pick<Log, 'info'> }): Promise<Postgres> {
  const dataDir = resolve(options.dataDir)
  try {
    return await startPostgres(options)
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'data-folder-in-use')) throw error
  }
  const folder = clusterFolder(dataDir)
  // The service may be starting this very moment.
  for (let waited = 0; waited < 10_000; waited += 50) {
    const running = readPidFile(folder)
    const passwords = readPasswords(dataDir)
    if (running?.ready && passwords && isServerOver(running.pid, folder))
      return {
        ...addresses(passwords, running.socketDir, running.port),
        pid: running.pid,
        made: false,
        ended: new Promise(() => {}),
        stop: async () => {},
      }
    await pause(50)
  }
  throw new Problem('database-not-running', { folder: dataDir, pid: holderOf(dataDir) })
}

/** Names the socket only, where nothing listens on TCP. */
const SOCKET_PORT = 5432
/** The kernel's limit on a socket's path is 108 bytes with its closing zero. */
const LONGEST_SOCKET_PATH = 107

/** Within the cluster's own folder, which only its owner may enter; where that path is too long, in a folder as closed under /tmp. */
function socketFolder(cluster: Cluster): { folder: string; remove(): void } {
  const longestName = '/.s.PGSQL.65535.lock'
  if (Buffer.byteLength(cluster.folder + longestName) <= LONGEST_SOCKET_PATH)
    return { folder: cluster.folder, remove: () => {} }
  const short = Buffer.byteLength(tmpdir()) < 60 ? tmpdir() : '/tmp'
  const folder = mkdtempSync(join(short, 'cling-'))
  chmodSync(folder, 0o700)
  if (cluster.user) chownSync(folder, cluster.user.uid, cluster.user.gid)
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

function addresses(passwords: Passwords, socketDir: string, port: number) {
  // A host must stand in the address for user and password to have a place; the parameter names the socket and wins.
  const url = (login: { user: string; password: string; database?: string }) =>
    `postgres://${login.user}:${encodeURIComponent(login.password)}@localhost:${port}/${login.database ?? DATABASE}?host=${encodeURIComponent(socketDir)}`
  return {
    url,
    ownerUrl: url({ user: OWNER, password: passwords.owner }),
    superuserUrl: url({ user: SUPERUSER, password: passwords.superuser }),
    socketDir,
    port,
  }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((done, fail) => probe.once('error', fail).listen(0, '127.0.0.1', done))
  const { port } = probe.address() as { port: number }
  await new Promise(done => probe.close(done))
  return port
}
