// The measures. Those that need the same service share one.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { type OwnService, startOwnService } from '../src/cli/own-service.ts'
import { joinPostgres } from '../src/platform/database/embedded/index.ts'
import { packagePath } from '../src/platform/package-path.ts'
import { type Seeding, seeding } from '../src/testing/seeding.ts'
import { lists } from './lists.ts'
import { type Loaded, load } from './load.ts'
import type { Row } from './main.ts'
import { phone } from './phone.ts'
import { privacy } from './privacy.ts'
import { sealing } from './sealing.ts'

export type Measure = { ids: string[]; run: () => Promise<Row[]> }

export type WithService = <T>(work: (service: OwnService, seed: Seeding) => Promise<T>) => Promise<T>
export type MakeRow = typeof row

const row = (id: string, value: number, unit: string, op: Row['op'], limit: number, note = ''): Row => ({
  id,
  value,
  unit,
  op,
  limit,
  ok: op === '≤' ? value <= limit : value >= limit,
  ...(note ? { note } : {}),
})
const spread = (l: Loaded) =>
  `p50 ${l.p50.toFixed(2)} p95 ${l.p95.toFixed(2)} p99 ${l.p99.toFixed(2)} ms, ${l.count} svar${l.wrong ? `, ${l.wrong} FEL` : ''}`

async function withService<T>(work: (service: OwnService, seed: Seeding) => Promise<T>): Promise<T> {
  const service = await startOwnService()
  const seed = await seeding(service)
  try {
    return await work(service, seed)
  } finally {
    await seed.close()
    await service.stop()
  }
}
const portOf = (s: OwnService) => Number(new URL(s.url).port)

const room: Measure = {
  ids: ['room_rps', 'room_rps_gzip', 'room_p50', 'room_html', 'room_js'],
  run: () =>
    withService(async (service, seed) => {
      const rooms = await seed.rooms(200)
      const port = portOf(service)
      const plain = (status: number, body: Buffer) => status === 200 && body.includes('data-state="open"')
      const requests = rooms.map(r => ({ path: r.path, headers: 'accept: text/html\r\n' }))
      const packed = requests.map(r => ({ ...r, headers: 'accept: text/html\r\naccept-encoding: gzip\r\n' }))
      // Every page is drawn once, and the process is warm, before anything is counted.
      await load({ port, connections: 4, seconds: 4, requests, check: plain })
      const rps = await load({ port, connections: 16, seconds: 8, requests, check: plain })
      let seen = 0
      const gzip = await load({
        port,
        connections: 16,
        seconds: 8,
        requests: packed,
        check: (status, body) =>
          status === 200 && body[0] === 0x1f && (seen++ % 50 !== 0 || gunzipSync(body).includes('data-state="open"')),
      })
      const one = await load({ port, connections: 1, seconds: 4, requests, check: plain })
      const html = await (await fetch(service.url + (rooms[0] as { path: string }).path)).text()
      const script = readFileSync(packagePath('dist', 'room', 'room.js'))
      const foreign = [...html.matchAll(/(?:src|href)="(https?:\/\/[^"]+)"/g)].filter(
        m => !(m[1] as string).startsWith(service.url),
      )
      return [
        row('room_rps', rps.wrong ? 0 : rps.rps, '/s', '≥', 1500, spread(rps)),
        row('room_rps_gzip', gzip.wrong ? 0 : gzip.rps, '/s', '≥', 900, spread(gzip)),
        row('room_p50', one.p50, 'ms', '≤', 2.5, spread(one)),
        row('room_html', foreign.length > 0 ? 999 : Buffer.byteLength(html) / 1024, 'kB', '≤', 40),
        row('room_js', gzipSync(script, { level: 9 }).length / 1024, 'kB', '≤', 11),
      ]
    }),
}

/** A service whose database counts its statements. */
async function withStatistics<T>(work: (service: OwnService, seed: Seeding, superuser: pg.Client) => Promise<T>) {
  const dataDir = mkdtempSync(join(tmpdir(), 'cling-'))
  try {
    // Once to make the cluster, then with the library that counts.
    await (await startOwnService({ dataDir })).stop()
    writeFileSync(join(dataDir, 'postgres', 'local.conf'), `shared_preload_libraries = 'pg_stat_statements'\n`, {
      mode: 0o644,
    })
    const service = await startOwnService({ dataDir })
    const seed = await seeding(service)
    const postgres = await joinPostgres({ dataDir })
    const superuser = new pg.Client({ connectionString: postgres.superuserUrl })
    await superuser.connect()
    try {
      await superuser.query('create extension pg_stat_statements')
      return await work(service, seed, superuser)
    } finally {
      await superuser.end()
      await postgres.stop()
      await seed.close()
      await service.stop()
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const statements: Measure = {
  ids: ['room_sql'],
  run: () =>
    withStatistics(async (service, seed, superuser) => {
      const [room] = await seed.rooms(1)
      const view = () => fetch(service.url + (room as { path: string }).path).then(r => r.text())
      // Drawn once before it is counted.
      await view()
      await superuser.query('select pg_stat_statements_reset()')
      const views = 40
      for (let i = 0; i < views; i++)
        if (!(await view()).includes('data-state="open"')) throw new Error('Sidan är fel.')
      const { rows } = await superuser.query<{ query: string; calls: string; writes: boolean }>(
        `select query, calls, query ~* '\\m(insert|update|delete|merge)\\M' as writes
         from pg_stat_statements s join pg_roles r on r.oid = s.userid
         where r.rolname in ('cling_app', 'cling_vault') and query !~* '^\\s*(begin|commit|set|rollback)'
         order by calls desc`,
      )
      // What is asked once in a while by clocks of the service's own is not the view's.
      const each = rows.filter(r => Number(r.calls) >= views)
      const writes = each.filter(r => r.writes).length
      const calls = each.reduce((sum, r) => sum + Number(r.calls) / views, 0)
      return [row('room_sql', writes > 0 ? 99 : calls, 'st', '≤', 4, `räknade av databasen, ${writes} skriver`)]
    }),
}

const create: Measure = {
  ids: ['create_rps'],
  run: () =>
    withService(async (service, seed) => {
      const { key, clientId } = await seed.apiKey()
      const rows = Array.from({ length: 10 }, (_, i) => ({
        id: `rad${i}`,
        description: `Rad ${i}`,
        work: i % 2 ? 'material' : 'labour',
        quantityMilli: 2000 + i,
        unit: 'tim',
        unitPriceOre: 72_000,
        vatRate: 25,
        deductible: i % 2 === 0,
        offered: 'included',
      }))
      const body = JSON.stringify({
        title: 'Offert genom API',
        clientId,
        blocks: [{ id: 'pris', type: 'price-table', heading: 'Pris', rows, choices: [] }],
        pricing: { pricesIncludeVat: true, vatMode: 'standard', form: 'fixed', deduction: 'none' },
      })
      const request = { path: '/api/v1/quotes', method: 'POST', headers: `authorization: Bearer ${key}\r\n`, body }
      const check = (status: number, answer: Buffer) => status === 201 && answer.includes('"number":"')
      const port = portOf(service)
      await load({ port, connections: 4, seconds: 3, requests: [request], check })
      await seed.analyze()
      await load({ port, connections: 4, seconds: 1, requests: [request], check })
      const made = await load({ port, connections: 4, seconds: 8, requests: [request], check })
      return [row('create_rps', made.wrong ? 0 : made.rps, '/s', '≥', 600, spread(made))]
    }),
}

const start: Measure = {
  ids: ['start_warm', 'start_new', 'rss_web'],
  run: async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'cling-bench-'))
    try {
      const fresh = await startOwnService({ dataDir })
      await fresh.stop()
      const warm: number[] = []
      for (let i = 0; i < 3; i++) {
        const service = await startOwnService({ dataDir })
        warm.push(service.startedMs)
        await service.stop()
      }
      const running = await startOwnService({ dataDir })
      await new Promise(done => setTimeout(done, 10_000))
      const rss = rssOf(running.pid)
      await running.stop()
      warm.sort((a, b) => a - b)
      return [
        row('start_warm', (warm[1] as number) / 1000, 's', '≤', 1.5),
        row('start_new', fresh.startedMs / 1000, 's', '≤', 3),
        row('rss_web', rss / 1024, 'MB', '≤', 200),
      ]
    } finally {
      rmSync(dataDir, { recursive: true, force: true })
    }
  },
}

/** Resident kB of a process. */
export const rssOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)

/** Resident kB of a process and all it began, PostgreSQL apart. */
export function rssOfTree(pid: number): number {
  const children = execFileSync('ps', ['-eo', 'pid=,ppid=,comm='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map(l => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(l) as RegExpExecArray)
    .map(m => ({ pid: Number(m[1]), parent: Number(m[2]), name: m[3] as string }))
  let sum = 0
  const visit = (id: number) => {
    try {
      sum += rssOf(id)
    } catch {
      return
    }
    for (const c of children) if (c.parent === id && !/postgres/.test(c.name)) visit(c.pid)
  }
  visit(pid)
  return sum
}

export const measures: readonly Measure[] = [
  room,
  statements,
  phone(withService, row),
  create,
  sealing(withService, portOf, row),
  lists(withService, portOf, row),
  privacy(withService, row),
  start,
]
