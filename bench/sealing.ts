// From BankID's answer to the commit, and from the commit to the sealed file, one after another and four at once; and what a reader
// notices of it. Every sealed file is read back and verified.
import type { OwnService } from '../src/cli/own-service.ts'
import { linkToken } from '../src/documents/link-token.ts'
import { beginOrder, readOrder } from '../src/ordering/orders.ts'
import { completeCode } from '../src/ordering/sign.ts'
import type { Visitor } from '../src/platform/http/endpoint.ts'
import { openRoom } from '../src/recipient/room.ts'
import { signingCode } from '../src/signing/code.ts'
import { isDict, readPdf } from '../src/signing/verify/pdf.ts'
import { verifyPdf } from '../src/signing/verify/verify-pdf.ts'
import type { SeededRoom, Seeding } from '../src/testing/seeding.ts'
import { load } from './load.ts'
import { type MakeRow, type Measure, rssOfTree, type WithService } from './measures.ts'

const visitor: Visitor = {
  ip: '127.0.0.1',
  userAgent: 'bench',
  language: 'sv',
  url: new URL('http://localhost/rum/x/skriv-under'),
}
const TICKS = new Set(['rot.refused-ack', 'order.authority'])
const AT_ONCE = 4
const BURST = 80

const median = (list: number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0

export const sealing = (withService: WithService, portOf: (s: OwnService) => number, row: MakeRow): Measure => ({
  ids: ['sign_commit', 'seal_p50', 'seal_rps_1', 'seal_rps_3', 'room_while_sealing', 'rss_tree'],
  run: () =>
    withService(async (service, seed) => {
      const desk = signingDesk(seed)
      const long = await seed.rooms(2 * BURST + 25)
      const short = await seed.rooms(BURST + 10, { sample: 'el-omvand-moms', shortened: true })

      // The worker's processes are begun and warm before anything is counted.
      await desk.burst([...long.splice(0, 5), ...short.splice(0, 10)])
      const commits: number[] = []
      const seals: number[] = []
      for (const room of long.splice(0, 15)) {
        const { commitMs, sealMs } = await desk.signAndSeal(room)
        commits.push(commitMs)
        seals.push(sealMs)
      }
      const one = await desk.burst(short.splice(0, BURST))
      const many = await desk.burst(long.splice(0, BURST))

      // A reader as people read, now and then, and the largest the service ever is.
      const others = (await seed.rooms(5)).map(r => ({ path: r.path, headers: 'accept: text/html\r\n' }))
      const check = (status: number, body: Buffer) => status === 200 && body.includes('data-state="open"')
      await load({ port: portOf(service), connections: 1, seconds: 1, requests: others, check })
      let largest = 0
      const sampler = setInterval(() => {
        largest = Math.max(largest, rssOfTree(service.pid))
      }, 200)
      const [readers] = await Promise.all([
        load({ port: portOf(service), connections: 1, seconds: 4, everyMs: 20, requests: others, check }),
        desk.burst(long.splice(0, BURST)),
      ])
      clearInterval(sampler)
      const wrong = await desk.wrong()
      const sealed = (id: string, limit: number, made: { rps: number; pages: number }) =>
        row(
          id,
          wrong ? 0 : made.rps,
          '/s',
          '≥',
          limit,
          `fyra åt gången med underskrifterna inräknade, ${made.pages} sidor med beviset${wrong ? `, ${wrong} FEL` : ''}`,
        )
      return [
        row(
          'sign_commit',
          median(commits),
          'ms',
          '≤',
          20,
          'med kod; med BankID tillkommer kontrollen av svaret, omkring 5 ms',
        ),
        row(
          'seal_p50',
          median(seals),
          'ms',
          '≤',
          150,
          `från underskrift till lagrad och synkad fil, ${many.pages} sidor`,
        ),
        sealed('seal_rps_1', 30, one),
        sealed('seal_rps_3', 15, many),
        row(
          'room_while_sealing',
          readers.wrong ? 999 : readers.p50,
          'ms',
          '≤',
          10,
          `p95 ${readers.p95.toFixed(1)} p99 ${readers.p99.toFixed(1)} ms, ${readers.count} svar`,
        ),
        row('rss_tree', largest / 1024, 'MB', '≤', 800),
      ]
    }),
})

/** Signs as people do and hears when the worker has sealed. */
function signingDesk({ system: { services } }: Seeding) {
  const sealedNow = new Map<string, () => void>()
  services.live.watch(
    n => n.topic === 'document' && n.what === 'sealed',
    n => n.topic === 'document' && sealedNow.get(n.documentId)?.(),
  )
  const made: SeededRoom[] = []

  async function signAndSeal(room: SeededRoom): Promise<{ commitMs: number; sealMs: number }> {
    const { quote } = room
    made.push(room)
    const opened = await openRoom(services, linkToken(services.secrets, quote.links[0] as string), visitor)
    const id = await beginOrder(
      services,
      opened,
      { ticked: TICKS, method: 'code-mail', sameDevice: false, drawing: null, purpose: 'sign' },
      visitor,
    )
    const order = await readOrder(services, quote.companyId, id)
    if (!order) throw new Error('There is no order to sign.')
    const sealed = new Promise<number>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('A document was not sealed within twenty seconds.')), 20_000)
      sealedNow.set(quote.documentId, () => {
        clearTimeout(late)
        resolve(performance.now())
      })
    })
    const began = performance.now()
    await completeCode(services, order, signingCode(services.secrets, id))
    const committed = performance.now()
    return { commitMs: committed - began, sealMs: (await sealed) - committed }
  }

  const fileOf = async ({ quote }: SeededRoom) => {
    const file = await services.database.company(quote.companyId, tx =>
      tx
        .selectFrom('file')
        .select(['sha256', 'key_id'])
        .where('company_id', '=', quote.companyId)
        .where('purpose', '=', 'sealed')
        .executeTakeFirstOrThrow(),
    )
    return new Uint8Array(await services.files.read(quote.companyId, file))
  }

  return {
    signAndSeal,
    /** All of them, four at a time. */
    async burst(rooms: SeededRoom[]): Promise<{ rps: number; pages: number }> {
      const waiting = [...rooms]
      const began = performance.now()
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          for (let room = waiting.shift(); room; room = waiting.shift()) await signAndSeal(room)
        }),
      )
      const seconds = (performance.now() - began) / 1000
      return { rps: rooms.length / seconds, pages: pagesOf(await fileOf(rooms[0] as SeededRoom)) }
    },
    /** How many of the sealed files do not verify. */
    async wrong(): Promise<number> {
      let count = 0
      for (const room of made) {
        const report = await verifyPdf(await fileOf(room), { seal: [], timestamp: [] })
        if (report.intact !== 'intact' || report.checks.some(c => !c.ok)) count++
      }
      return count
    },
  }
}

function pagesOf(bytes: Uint8Array): number {
  const pdf = readPdf(bytes)
  const root = pdf.resolve((pdf.revisions.at(-1) as (typeof pdf.revisions)[number]).trailer.get('Root'))
  const pages = isDict(root) ? pdf.resolve(root.get('Pages')) : null
  return isDict(pages) ? Number(pages.get('Count')) : 0
}
