// The database's own folder, `postgres` under the data folder: made whole or not at all, of the pinned major, owned by the user
// the server runs as. Passwords lie in `keys`, which only the service reads.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  lchownSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { Problem } from '../../../kernel/problem.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { endOrphan } from './process.ts'
import { blockedFolders, nameOf, type User, userFor } from './run-as.ts'

/** The major of PostgreSQL that this version reads and writes. Raising it asks of every installation to back up and restore. */
export const POSTGRES_MAJOR = 18

export const DATABASE = 'cling'
/** Owns the database and runs migrations; may create roles, is no superuser. */
export const OWNER = 'cling'
export const SUPERUSER = 'postgres'

export type Passwords = { superuser: string; owner: string }
export type Cluster = { folder: string; passwords: Passwords; user: User | null; binaries: Binaries; made: boolean }

/** Opens the cluster under a data folder, which must be locked by the caller; makes it where there is none. */
export async function openCluster(dataDir: string, say: (message: string) => void): Promise<Cluster> {
  if (existsSync(join(dataDir, 'restoring'))) throw new Problem('restore-unfinished', { folder: dataDir })
  const folder = clusterFolder(dataDir)
  const state = stateOf(folder)
  const user = userFor(state === 'absent' ? null : statSync(folder).uid)
  letServerThrough(dataDir, user)
  if (!user && state !== 'absent') refuseForeign(folder)
  const binaries = findBinaries(dataDir, user)

  if (state === 'present') {
    if (user) takeOver(folder, user)
    await endOrphan(folder, say)
    const kept = readPasswords(dataDir)
    if (kept) return { folder, passwords: kept, user, binaries, made: false }
    // The folder is ours, so a lost password is only an inconvenience.
    const passwords = keepPasswords(dataDir)
    await alone(binaries, user, folder, [
      `alter role ${SUPERUSER} password '${passwords.superuser}'`,
      `alter role ${OWNER} password '${passwords.owner}'`,
    ])
    return { folder, passwords, user, binaries, made: false }
  }
  const passwords = keepPasswords(dataDir)
  await makeCluster(folder, passwords, binaries, user)
  return { folder, passwords, user, binaries, made: true }
}

export const clusterFolder = (dataDir: string) => join(dataDir, 'postgres')

/** Makes the data folder itself, for its owner alone. */
export function prepareDataFolder(dataDir: string) {
  try {
    mkdirSync(dirname(dataDir), { recursive: true })
    try {
      mkdirSync(dataDir, { mode: 0o700 })
    } catch (error) {
      // There before, or made this moment by another service, which the lock then tells apart.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    readdirSync(dataDir)
  } catch (error) {
    throw new Problem('data-folder-unusable', { folder: dataDir, reason: (error as Error).message })
  }
  const { uid } = statSync(dataDir)
  const me = process.geteuid?.() ?? 0
  if (me !== 0 && uid !== me)
    throw new Problem('data-folder-not-yours', { folder: dataDir, owner: nameOf(uid), user: nameOf(me) })
}

/** As root: lets the server's group pass through the data folder, and nobody else. Throws where folders above it stop the server. */
export function letServerThrough(dataDir: string, user = userFor(null)) {
  if (!user) return
  const { uid, gid, mode } = statSync(dataDir)
  if (uid === 0 && (mode & 0o001) === 0 && (gid !== user.gid || (mode & 0o010) === 0)) {
    chownSync(dataDir, 0, user.gid)
    chmodSync(dataDir, (mode & 0o700) | 0o010)
  }
  const blocked = blockedFolders(dataDir, user)
  if (blocked.length > 0) throw new Problem('postgres-may-not-enter', { folder: blocked.join(' '), user: user.name })
}

function stateOf(folder: string): 'absent' | 'present' {
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'absent'
    if ((error as NodeJS.ErrnoException).code === 'EACCES') refuseForeign(folder)
    throw error
  }
  if (names.length === 0) return 'absent'
  if (!names.includes('PG_VERSION')) throw new Problem('cluster-unknown', { folder })
  const found = Number.parseInt(readFileSync(join(folder, 'PG_VERSION'), 'utf8'), 10)
  if (found !== POSTGRES_MAJOR)
    throw new Problem(found < POSTGRES_MAJOR ? 'cluster-older' : 'cluster-newer', {
      folder,
      found,
      needed: POSTGRES_MAJOR,
    })
  return 'present'
}

function refuseForeign(folder: string) {
  const { uid } = statSync(folder)
  const me = process.geteuid?.() ?? 0
  if (uid !== me) throw new Problem('data-folder-not-yours', { folder, owner: nameOf(uid), user: nameOf(me) })
}

/** Root may have restored or copied the folder, so that it is root's; the server needs it to be its own. */
function takeOver(folder: string, user: User) {
  if (statSync(folder).uid === user.uid) return
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    lchownSync(join(entry.parentPath, entry.name), user.uid, user.gid)
  chownSync(folder, user.uid, user.gid)
  chmodSync(folder, 0o700)
}

const passwordFile = (dataDir: string) => join(dataDir, 'keys', 'postgres.json')

/** The passwords of a cluster, or null where they are lost. */
export function readPasswords(dataDir: string): Passwords | null {
  try {
    return JSON.parse(readFileSync(passwordFile(dataDir), 'utf8')) as Passwords
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return null
    throw error
  }
}

function keepPasswords(dataDir: string): Passwords {
  const password = () => randomBytes(24).toString('base64url')
  const passwords = { superuser: password(), owner: password() }
  const file = passwordFile(dataDir)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const temporary = `${file}.making`
  rmSync(temporary, { force: true })
  const fd = openSync(temporary, 'wx', 0o600)
  writeFileSync(fd, `${JSON.stringify(passwords)}\n`)
  fsyncSync(fd)
  closeSync(fd)
  renameSync(temporary, file)
  return passwords
}

/**
 * Made beside its place and moved there when whole: a kill in the middle leaves nothing that looks like a database. Text is
 * compared and classified by the built-in C.UTF-8, which no upgrade of the machine's libraries changes under an index; Swedish
 * order is asked for where people read it, by the collation "sv-x-icu".
 */
async function makeCluster(folder: string, passwords: Passwords, binaries: Binaries, user: User | null) {
  const making = `${folder}.making`
  const passwordFile = `${folder}.password`
  rmSync(making, { recursive: true, force: true })
  rmSync(passwordFile, { force: true })
  mkdirSync(making, { mode: 0o700 })
  writeFileSync(passwordFile, `${passwords.superuser}\n`, { mode: 0o600, flag: 'wx' })
  if (user) {
    chownSync(making, user.uid, user.gid)
    chownSync(passwordFile, user.uid, user.gid)
  }
  try {
    await finish(binaries.initdb, user, [
      `--pgdata=${making}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--data-checksums',
      '--no-instructions',
    ])
  } finally {
    rmSync(passwordFile, { force: true })
  }
  await alone(binaries, user, making, [
    `create role ${OWNER} login createrole password '${passwords.owner}'`,
    `create database ${DATABASE} owner ${OWNER} strategy file_copy`,
  ])
  if (existsSync(folder)) rmSync(folder, { recursive: true })
  renameSync(making, folder)
}

/** Statements run by a server of one process that nobody can connect to. */
async function alone(binaries: Binaries, user: User | null, folder: string, statements: readonly string[]) {
  const errors = await finish(
    binaries.postgres,
    user,
    ['--single', '-D', folder, '-c', 'logging_collector=off', '-c', 'log_checkpoints=off', 'postgres'],
    `${statements.join('\n')}\n`,
  )
  // It answers 0 whatever becomes of the statements.
  if (/ERROR|FATAL|PANIC/.test(errors)) throw new Error(`The database could not be prepared: ${errors.trim()}`)
}

/** Runs a program of PostgreSQL's to its end. Resolves with what it said on standard error. */
async function finish(program: string, user: User | null, args: string[], input = ''): Promise<string> {
  const child = spawn(program, args, { ...serverProcess(user), stdio: ['pipe', 'ignore', 'pipe'] })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', text => {
    errors += text
  })
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', error => reject(unrunnable(error, user)))
    child.on('close', resolve)
  })
  if (code !== 0) throw failed(errors, code)
  return errors
}

/** Options of every process of PostgreSQL's. Nothing of our environment goes along: it holds secrets that are not its business. */
export const serverProcess = (user: User | null) => ({
  ...(user ? { uid: user.uid, gid: user.gid } : {}),
  cwd: '/',
  env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
})

export function unrunnable(error: NodeJS.ErrnoException, user: User | null): Error {
  if (error.code === 'EPERM' && user) return new Problem('postgres-may-not-change-user', { user: user.name })
  return new Problem('postgres-will-not-run', { reason: `${error.code}` })
}

export function failed(errors: string, code: number | null): Error {
  // The loader's own words: a library is missing or too old, which no change of ours can mend here.
  if (code === 127 || /error while loading shared libraries|version `GLIBC/.test(errors))
    return new Problem('postgres-will-not-run', { reason: errors.trim().split('\n')[0] ?? `${code}` })
  return new Error(`PostgreSQL ended with ${code}: ${errors.trim().slice(-2000)}`)
}
