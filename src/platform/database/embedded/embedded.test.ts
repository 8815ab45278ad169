import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { type Message, say } from '../../../kernel/messages.ts'
import { Problem } from '../../../kernel/problem.ts'
import { ask } from '../../../testing/ask.ts'
import type { Held, Refused } from '../../../testing/hold-postgres.ts'
import { embeddedMessages } from './embedded.messages.ts'
import { joinPostgres, startPostgres } from './index.ts'
import { isAlive } from './process.ts'
import { blockedFolders, userFor } from './run-as.ts'

const isRoot = process.geteuid?.() === 0
const top = mkdtempSync(join(tmpdir(), 'cling-embedded-'))
chmodSync(top, 0o755)
const holders: Holder[] = []
const strangers: ChildProcess[] = []
afterAll(async () => {
  for (const stranger of strangers) stranger.kill('SIGKILL')
  for (const holder of holders) await holder.letGo()
  rmSync(top, { recursive: true, force: true })
})

describe('one data folder through its life', () => {
  const dataDir = join(top, 'life')
  let first: Holder
  let held: Held

  test('the first start makes a durable database whose owner is no superuser', async () => {
    first = hold(dataDir)
    held = await first.held
    expect(held.made).toBe(true)
    const settings = await ask(
      held.ownerUrl,
      `select name, setting from pg_settings where setting = 'on' and name in ('fsync', 'synchronous_commit', 'data_checksums') order by name`,
    )
    expect(settings.map(s => s.name)).toEqual(['data_checksums', 'fsync', 'synchronous_commit'])
    expect(
      await ask(held.ownerUrl, 'select rolsuper, rolcreaterole, rolbypassrls from pg_roles where rolname = user'),
    ).toEqual([{ rolsuper: false, rolcreaterole: true, rolbypassrls: false }])
  })

  test('Swedish order is there for those who ask for it', async () => {
    const words = await ask(
      held.ownerUrl,
      `select w from unnest(array['öl', 'zink', 'ål', 'äpple', 'Ask', 'vit', 'wik']) w order by w collate "sv-x-icu"`,
    )
    expect(words.map(w => w.w).join(' ')).toBe('Ask vit wik zink ål äpple öl')
  })

  test('nobody reaches it over the network unless that was asked for', async () => {
    expect(await ask(held.ownerUrl, 'show listen_addresses')).toEqual([{ listen_addresses: '' }])
  })

  test('a second service is refused, with the process to stop', async () => {
    const problem = await refusal(startPostgres({ dataDir }))
    expect(problem).toMatchObject({ code: 'data-folder-in-use', facts: { folder: dataDir, pid: held.service } })
    expect(sentence(problem)).toContain(`process ${held.service}`)
  })

  test('of two services that start together exactly one gets the folder', async () => {
    const folder = join(top, 'together')
    const both = await Promise.all([hold(folder), hold(folder)].map(h => h.said))
    expect(both.map(b => ('code' in b ? b.code : 'held')).sort()).toEqual(['data-folder-in-use', 'held'])
  })

  test('a command beside the service uses the service’s server and leaves it running', async () => {
    const joined = await joinPostgres({ dataDir })
    expect(joined.pid).toBe(held.server)
    expect(await ask(joined.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    await joined.stop()
    expect(isAlive(held.server)).toBe(true)
  })

  test('what people write is in no log, also when statements fail on it', async () => {
    const client = new pg.Client({ connectionString: held.ownerUrl })
    await client.connect()
    await client.query('create table person (name text primary key)')
    await client.query(`insert into person values ('Åsa Markör')`)
    for (const [sql, values] of [
      [`insert into person values ('Åsa Markör')`, []],
      ['insert into person values ($1)', ['Åsa Markör']],
      ['select $1::int', ['Åsa Markör']],
      [`select 'Åsa Markör'::int`, []],
      [`do $$ begin raise exception 'Åsa Markör'; end $$`, []],
    ] as const)
      await expect(client.query(sql, [...values])).rejects.toThrow()
    await client.end()
    const log = join(dataDir, 'postgres', 'log')
    const written = readdirSync(log).map(name => readFileSync(join(log, name), 'utf8'))
    expect(written.join('')).toContain('ready to accept connections')
    expect(written.join('')).not.toContain('Markör')
  })

  test('after kill -9 of the service the server it left is ended, a new one starts and nothing is lost', async () => {
    await first.kill()
    expect(isAlive(held.server)).toBe(true)
    const said: string[] = []
    const postgres = await startPostgres({ dataDir, log: { info: (text: string) => said.push(text) } as never })
    expect(isAlive(held.server)).toBe(false)
    expect(said).toEqual([expect.stringContaining(`process ${held.server}`)])
    expect(await ask(postgres.ownerUrl, 'select name from person')).toEqual([{ name: 'Åsa Markör' }])
    await postgres.stop()
    await postgres.stop()
    expect(isAlive(postgres.pid)).toBe(false)
  })

  test('after kill -9 of the server too, its number taken by a stranger, it recovers and the stranger lives', async () => {
    const holder = hold(dataDir)
    const { server } = await holder.held
    process.kill(server, 'SIGKILL')
    await holder.kill()
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore', ...owner() })
    strangers.push(stranger)
    const file = join(dataDir, 'postgres', 'postmaster.pid')
    writeFileSync(file, readFileSync(file, 'utf8').replace(String(server), String(stranger.pid)))
    const postgres = await startPostgres({ dataDir })
    expect(await ask(postgres.ownerUrl, 'select name from person')).toHaveLength(1)
    expect(isAlive(stranger.pid as number)).toBe(true)
    await postgres.stop()
  })

  test('a service that ends without stopping its server takes it along', async () => {
    const holder = hold(dataDir)
    const { server } = await holder.held
    await holder.leave()
    await gone(server)
    expect(isAlive(server)).toBe(false)
  })

  test('lost passwords are made anew', async () => {
    rmSync(join(dataDir, 'keys', 'postgres.json'))
    const postgres = await startPostgres({ dataDir, tcp: true })
    expect(await ask(postgres.ownerUrl, 'select name from person')).toHaveLength(1)
    // The same server, also over TCP, where that was asked for.
    const tcp = new URL(postgres.ownerUrl)
    tcp.search = ''
    tcp.hostname = '127.0.0.1'
    expect(await ask(tcp.toString(), 'select name from person')).toHaveLength(1)
    await postgres.stop()
  })

  test('an operator’s own settings win', async () => {
    writeFileSync(join(dataDir, 'postgres', 'local.conf'), 'work_mem = 16MB\n', { mode: 0o644 })
    const postgres = await startPostgres({ dataDir })
    expect(await ask(postgres.ownerUrl, 'show work_mem')).toEqual([{ work_mem: '16MB' }])
    await postgres.stop()
  })

  test('a server that ends by itself is noticed, and the folder can be let go all the same', async () => {
    const postgres = await startPostgres({ dataDir })
    process.kill(postgres.pid, 'SIGKILL')
    await postgres.ended
    await postgres.stop()
    const again = await startPostgres({ dataDir })
    await again.stop()
  })
})

test('a folder too deep for a socket’s path works all the same', async () => {
  const dataDir = join(top, 'en-mapp-vars-namn-är-långt'.repeat(4), 'data')
  const postgres = await startPostgres({ dataDir })
  expect(Buffer.byteLength(postgres.socketDir)).toBeLessThan(80)
  expect(await ask(postgres.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  await postgres.stop()
  expect(() => readdirSync(postgres.socketDir)).toThrow('ENOENT')
})

describe('folders that are refused', () => {
  const cases: [string, (folder: string) => void, string, RegExp][] = [
    [
      'of an older PostgreSQL',
      f => withFile(f, 'postgres/PG_VERSION', '17\n'),
      'cluster-older',
      /17.*backup.*restore/s,
    ],
    ['of a newer PostgreSQL', f => withFile(f, 'postgres/PG_VERSION', '19\n'), 'cluster-newer', /19.*nyare/],
    ['with other things in them', f => withFile(f, 'postgres/brev.txt', 'hej'), 'cluster-unknown', /brev|inte tom/],
    ['with half a restore', f => withFile(f, 'restoring/postgres/x', ''), 'restore-unfinished', /restore/],
  ]
  test.each(cases)('%s are refused with what to do', async (name, prepare, code, words) => {
    const dataDir = join(top, name.replaceAll(' ', '-'))
    prepare(dataDir)
    const problem = await refusal(startPostgres({ dataDir }))
    expect(problem.code).toBe(code)
    expect(sentence(problem)).toMatch(words)
    expect(sentence(problem, 'en')).not.toBe(sentence(problem))
  })

  test('that are files are refused with what to do', async () => {
    withFile(top, 'a-file', '')
    expect((await refusal(startPostgres({ dataDir: join(top, 'a-file') }))).code).toBe('data-folder-unusable')
  })
})

const account = (name: string, uid: number, shell = '/usr/sbin/nologin') => ({ name, uid, gid: uid, shell })

test.each([
  ['an ordinary user runs it as itself', 1000, null, [account('postgres', 70)], undefined],
  ['root runs it as postgres', 0, null, [account('nobody', 65534), account('postgres', 70)], 'postgres'],
  ['root without a postgres runs it as nobody', 0, null, [account('daemon', 1), account('nobody', 65534)], 'nobody'],
  ['root runs a cluster as the one who owns it', 0, 1000, [account('anna', 1000), account('postgres', 70)], 'anna'],
  ['root without either runs it as one who cannot sign in', 0, null, [account('root', 0), account('ftp', 14)], 'ftp'],
] as const)('%s', (_, me, clusterOwner, passwd, expected) => {
  expect(userFor(clusterOwner, me, [...passwd])?.name).toBe(expected)
})

test('root with nobody to run it as is told how to make somebody', () => {
  expect(() => userFor(null, 0, [account('root', 0)])).toThrow(new Problem('postgres-needs-a-user'))
  expect(sentence(new Problem('postgres-needs-a-user'))).toContain('useradd')
})

// What follows needs root to set up, and one other user who can reach the project.
const nobody = { name: 'nobody', uid: 65534, gid: 65534 }
if (isRoot)
  test('a folder that the server’s user may not enter is named, with the fix', async () => {
    const closed = join(top, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    const problem = await refusal(startPostgres({ dataDir: join(closed, 'data') }))
    expect(problem).toMatchObject({ code: 'postgres-may-not-enter', facts: { folder: closed } })
    expect(sentence(problem)).toContain(`chmod o+x ${closed}`)
    expect(sentence(problem)).toContain('CLING_DATA=')
  })

if (isRoot && blockedFolders(fileURLToPath(import.meta.url).replace(/\/[^/]+$/, ''), nobody).length === 0)
  describe('an ordinary user', () => {
    const own = join(top, 'own')
    mkdirSync(own)
    chownSync(own, nobody.uid, nobody.gid)
    const dataDir = join(own, 'data')

    test('starts it as itself', async () => {
      const holder = hold(dataDir, nobody)
      const held = await holder.held
      expect(readFileSync(`/proc/${held.server}/status`, 'utf8')).toMatch(/^Uid:\s65534\s65534/m)
      await holder.letGo()
    })

    test('finds the folder still theirs after root has started it once', async () => {
      const postgres = await startPostgres({ dataDir })
      expect(readFileSync(`/proc/${postgres.pid}/status`, 'utf8')).toMatch(/^Uid:\s65534\s65534/m)
      await postgres.stop()
      const holder = hold(dataDir, nobody)
      expect(await holder.held).toMatchObject({ made: false })
      await holder.letGo()
    })

    test('is refused over another’s folder, with whose it is', async () => {
      const foreign = join(top, 'foreign')
      mkdirSync(foreign, { mode: 0o755 })
      const refused = (await hold(foreign, nobody).said) as Refused
      expect(refused).toMatchObject({ code: 'data-folder-not-yours', facts: { owner: 'root', user: 'nobody' } })
      expect(sentence(new Problem(refused.code, refused.facts))).toContain('chown -R nobody')
    })
  })

type Holder = {
  said: Promise<Held | Refused>
  held: Promise<Held>
  kill(): Promise<void>
  leave(): Promise<void>
  letGo(): Promise<void>
}

/** A service in a process of its own. */
function hold(dataDir: string, as?: { uid: number; gid: number }): Holder {
  const program = fileURLToPath(new URL('../../../testing/hold-postgres.ts', import.meta.url))
  const child: ChildProcess = spawn(process.execPath, [program, dataDir], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(as ? { uid: as.uid, gid: as.gid } : {}),
  })
  const ended = new Promise<void>(done => child.once('exit', () => done()))
  const said = new Promise<Held | Refused>((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', line => resolve(JSON.parse(line)))
    child.once('exit', code => reject(new Error(`It ended with ${code} without a word.`)))
  })
  const holder: Holder = {
    said,
    held: said.then(s => {
      if ('code' in s) throw new Problem(s.code, s.facts)
      return s
    }),
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
    leave: async () => {
      child.stdin!.write('leave\n')
      await ended
    },
    letGo: async () => {
      child.stdin!.end()
      await ended
    },
  }
  holder.held.catch(() => {})
  holders.push(holder)
  return holder
}

/** The user that a server of ours runs as here. */
function owner() {
  const user = userFor(null)
  return user ? { uid: user.uid, gid: user.gid } : {}
}

async function gone(pid: number) {
  while (isAlive(pid)) await new Promise(done => setTimeout(done, 5))
}

function withFile(folder: string, name: string, text: string) {
  const file = join(folder, name)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
}

async function refusal(started: Promise<unknown>): Promise<Problem> {
  const outcome = await started.then(
    () => null,
    error => error,
  )
  if (outcome instanceof Problem) return outcome
  throw outcome ?? new Error('It was not refused.')
}

function sentence(problem: Problem, language: 'sv' | 'en' = 'sv'): string {
  const catalogue = embeddedMessages as Record<string, Message<never>>
  return say(catalogue[problem.code] as Message<never>, language, problem.facts)
}
