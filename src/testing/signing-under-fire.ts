// People sign while the service is killed around them, as hard as a machine dies: worker, whole service, database. BankID lives on outside.
// What is given back is what the database, the files and the people themselves then say.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { type OwnService, startOwnService } from '../cli/own-service.ts'
import { startBankIdEmulator } from '../integrations/bankid/emulator/emulator.ts'
import { systemClock } from '../platform/clock.ts'
import { readPidFile } from '../platform/database/embedded/process.ts'
import { seeding } from './seeding.ts'

const ASA = '198406012388'

export type Fire = {
  dataDir: string
  /** How many people sign. */
  signatures: number
  /** What is killed, in turn, while they do; each after one more share of them has signed. */
  kills: readonly ('worker' | 'service' | 'database')[]
  atOnce: number
  say?: (line: string) => void
}

export type Aftermath = {
  /** Signatures and sealed files of each document. */
  signed: number[]
  sealed: number[]
  /** Documents whose person had been told "signed" and that hold no signature. */
  broken: number
  /** People who had to sign again because a process died with BankID's answer in its hands. */
  askedAgain: number
  /** From the last restart until every signature was sealed. */
  sealedAfterMs: number
  /** Copies queued to each party of each document. */
  copies: number[]
}

export async function signUnderFire(fire: Fire): Promise<Aftermath> {
  const say = fire.say ?? (() => {})
  const emulator = await startBankIdEmulator({ dataDir: fire.dataDir, clock: systemClock, startLimit: 100_000 })
  const { close, ...access } = emulator
  const accessFile = join(fire.dataDir, 'access.json')
  writeFileSync(accessFile, JSON.stringify(access), { mode: 0o600 })
  const start = (port?: number) =>
    startOwnService({
      dataDir: fire.dataDir,
      env: { CLING_BANKID_EMULATOR: accessFile, CLING_LOG: 'fatal' },
      ...(port ? { port } : {}),
    })
  let service = await start()
  try {
    const seed = await seeding(service)
    const rooms = await seed.rooms(fire.signatures)
    await seed.close()

    let signedSoFar = 0
    let askedAgain = 0
    const told = new Set<string>()
    const phone = oneAtATime(async (autoStartToken: string) => {
      await fetch(`${emulator.phoneUrl}api/approve`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ autoStartToken, personalNumber: ASA }),
      })
    })
    const person = async (room: (typeof rooms)[number]) => {
      const attempts = await signUntilTold(() => service.url, room.path, phone)
      askedAgain += attempts - 1
      told.add(room.quote.documentId)
      signedSoFar++
    }

    const people = eachOf(rooms, fire.atOnce, person)
    let lastStart = performance.now()
    for (const [i, what] of fire.kills.entries()) {
      const share = Math.floor(((i + 0.3 + Math.random() * 0.6) * fire.signatures) / (fire.kills.length + 1))
      await when(() => signedSoFar >= share)
      say(`${signedSoFar} of ${fire.signatures} have signed; kill -9 ${what}`)
      kill(what, service, fire.dataDir)
      if (what !== 'worker') {
        await service.ended
        service = await start(service.port)
      }
      lastStart = performance.now()
    }
    await people

    const after = await look(service, rooms.length)
    const sealedAfterMs = performance.now() - lastStart
    return {
      ...after,
      broken: [...told].filter(id => !after.documents.has(id)).length,
      askedAgain,
      sealedAfterMs,
    }
  } finally {
    await service.stop()
    await close()
  }
}

/** As a person does it: opens, orders, approves, waits; and again where the service was away. Resolves with the number of approvals. */
async function signUntilTold(
  url: () => string,
  path: string,
  approve: (autoStartToken: string) => Promise<void>,
): Promise<number> {
  for (let approvals = 0; ; ) {
    try {
      const state = await roomState(`${url()}${path}`)
      if (state === 'signed' || state === 'sealed') return Math.max(approvals, 1)
      const begun = await fetch(`${url()}${path}skriv-under`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: url(), 'content-type': 'application/x-www-form-urlencoded' },
        body: 'tick=rot.refused-ack&tick=order.authority&way=here',
      })
      const order = begun.headers.get('location')
      if (begun.status !== 303 || !order) {
        await pause(50)
        continue
      }
      const page = await fetch(new URL(order, begun.url)).then(r => r.text())
      const token = /\?autostarttoken=([^"&]+)"/.exec(page)?.[1]
      if (!token) continue
      await approve(decodeURIComponent(token))
      approvals++
      // Until the page says how it went.
      for (;;) {
        const answer = await fetch(new URL(order, begun.url), { redirect: 'manual' })
        const text = answer.status === 200 ? await answer.text() : ''
        if (answer.status !== 200 || !text.includes('data-order')) break
        await pause(40)
      }
    } catch (error) {
      // Nobody answers just now: a person presses again.
      if (!(error instanceof TypeError)) throw error
      await pause(50)
    }
  }
}

async function roomState(url: string): Promise<string> {
  const page = await fetch(url).then(r => r.text())
  return /data-state="(\w+)"/.exec(page)?.[1] ?? 'unknown'
}

function kill(what: Fire['kills'][number], service: OwnService, dataDir: string) {
  const postgres = readPidFile(join(dataDir, 'postgres'))?.pid
  const worker = childOf(service.pid, 'worker.js')
  const pid = { worker, service: service.pid, database: postgres }[what]
  if (!pid) throw new Error(`There is no ${what} to kill.`)
  process.kill(pid, 'SIGKILL')
}

/** A child by what its command line holds. */
function childOf(parent: number, name: string): number | null {
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
      const parentOf = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      if (parentOf === parent && readFileSync(`/proc/${entry}/cmdline`, 'utf8').includes(name)) return Number(entry)
    } catch {
      // It ended while we looked.
    }
  }
  return null
}

async function look(service: OwnService, documents: number) {
  const seed = await seeding(service)
  const client = new pg.Client({ connectionString: seed.ownerUrl })
  await client.connect()
  try {
    const counts = async () => {
      const { rows } = await client.query<{ document_id: string; signed: number; sealed: number; copies: number }>(
        `select v.document_id,
           (select count(*)::int from signature s where s.document_id = v.document_id) as signed,
           (select count(*)::int from sealed_file f where f.document_id = v.document_id) as sealed,
           (select coalesce(max(n), 0)::int from (select count(*) as n from dispatch d
              where d.document_id = v.document_id and d.message = 'sealed' group by d.party_id) x) as copies
         from document_version v`,
      )
      return rows
    }
    await when(async () => {
      const rows = await counts()
      return rows.length === documents && rows.every(r => r.sealed > 0)
    })
    const rows = await counts()
    return {
      documents: new Set(rows.filter(r => r.signed > 0).map(r => r.document_id)),
      signed: rows.map(r => r.signed),
      sealed: rows.map(r => r.sealed),
      copies: rows.map(r => r.copies),
    }
  } finally {
    await client.end()
    await seed.close()
  }
}

/** Waits for something to become true. Gives up after two minutes, naming it. */
async function when(holds: () => boolean | Promise<boolean>): Promise<void> {
  const limit = performance.now() + 120_000
  while (!(await holds())) {
    if (performance.now() > limit) throw new Error(`It never came true: ${holds.toString()}`)
    await pause(20)
  }
}

function oneAtATime<A>(work: (a: A) => Promise<void>): (a: A) => Promise<void> {
  let last: Promise<void> = Promise.resolve()
  return a => {
    const mine = last.then(() => work(a))
    last = mine.catch(() => {})
    return mine
  }
}

async function eachOf<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items]
  await Promise.all(
    Array.from({ length: Math.min(width, queue.length) }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
    }),
  )
}
