// From BankID's answer to the commit, and from the commit to the sealed file, alone and in a burst; and what a reader notices of it.
import pg from 'pg'
import type { OwnService } from '../src/cli/own-service.ts'
import { linkToken } from '../src/documents/link-token.ts'
import { beginOrder, readOrder } from '../src/ordering/orders.ts'
import { completeCode } from '../src/ordering/sign.ts'
import type { Visitor } from '../src/platform/http/endpoint.ts'
import { openRoom } from '../src/recipient/room.ts'
import { signingCode } from '../src/signing/code.ts'
import type { Seeding } from '../src/testing/seeding.ts'
import { load } from './load.ts'
import type { Row } from './main.ts'
import { type Measure, rssOfTree } from './measures.ts'

const visitor: Visitor = {
  ip: '127.0.0.1',
  userAgent: 'bench',
  language: 'sv',
  url: new URL('http://localhost/rum/x/skriv-under'),
}
const TICKS = new Set(['rot.refused-ack', 'order.authority'])
const BURST = 60

type WithService = <T>(work: (service: OwnService, seed: Seeding) => Promise<T>) => Promise<T>
type MakeRow = (id: string, value: number, unit: string, op: Row['op'], limit: number, note?: string) => Row

const median = (list: number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0

export const sealing = (withService: WithService, portOf: (s: OwnService) => number, row: MakeRow): Measure => ({
  ids: ['sign_commit', 'seal_p50', 'seal_rps_3', 'room_while_sealing', 'rss_tree'],
  run: () =>
    withService(async (service, seed) => {
      const { services } = seed.system
      const rooms = await seed.rooms(BURST + 25)
      const watcher = new pg.Client({ connectionString: seed.ownerUrl })
      await watcher.connect()
      const sign = async (quote: (typeof rooms)[number]['quote']) => {
        const room = await openRoom(services, linkToken(services.secrets, quote.links[0] as string), visitor)
        const id = await beginOrder(
          services,
          room,
          { ticked: TICKS, method: 'code-mail', sameDevice: false, drawing: null, purpose: 'sign' },
          visitor,
        )
        const order = await readOrder(services, quote.companyId, id)
        if (!order) throw new Error('no order')
        const start = performance.now()
        await completeCode(services, order, signingCode(services.secrets, id))
        return performance.now() - start
      }
      const sealedAt = async (documentId: string) => {
        const { rows } = await watcher.query(
          'select extract(epoch from (f.sealed_at - s.signed_at)) * 1000 as ms from sealed_file f join signature s using (company_id, document_id, version) where f.document_id = $1',
          [documentId],
        )
        return rows[0] ? Number(rows[0].ms) : null
      }
      const untilSealed = async (documentId: string) => {
        for (let i = 0; i < 2000; i++) {
          const ms = await sealedAt(documentId)
          if (ms !== null) return ms
          await new Promise(done => setTimeout(done, 5))
        }
        throw new Error('A document was not sealed within ten seconds.')
      }
      const commits: number[] = []
      const seals: number[] = []
      for (const [i, { quote }] of rooms.slice(0, 20).entries()) {
        const commit = await sign(quote)
        const seal = await untilSealed(quote.documentId)
        if (i >= 5) {
          commits.push(commit)
          seals.push(seal)
        }
      }
      const burst = rooms.slice(20, 20 + BURST)
      const others = rooms.slice(20 + BURST).map(r => ({ path: r.path, headers: 'accept: text/html\r\n' }))
      await load({ port: portOf(service), connections: 1, seconds: 1, requests: others, check: () => true })
      let largest = 0
      const began = performance.now()
      const sampler = setInterval(() => {
        largest = Math.max(largest, rssOfTree(service.pid))
      }, 300)
      const reading = load({
        port: portOf(service),
        connections: 1,
        seconds: 2.5,
        requests: others,
        check: (status, body) => status === 200 && body.includes('data-state="open"'),
      })
      for (const { quote } of burst) await sign(quote)
      await Promise.all(burst.map(b => untilSealed(b.quote.documentId)))
      const seconds = (performance.now() - began) / 1000
      const readers = await reading
      clearInterval(sampler)
      await watcher.end()
      return [
        row(
          'sign_commit',
          median(commits),
          'ms',
          '≤',
          20,
          'med kod; med BankID tillkommer kontrollen av svaret, omkring 5 ms',
        ),
        row('seal_p50', median(seals), 'ms', '≤', 150, 'från underskrift till lagrad och synkad fil, fem sidor'),
        row('seal_rps_3', BURST / seconds, '/s', '≥', 15, 'fem sidor, med underskrifterna inräknade'),
        row('room_while_sealing', readers.p50, 'ms', '≤', 10, `p95 ${readers.p95.toFixed(1)} ms`),
        row('rss_tree', largest / 1024, 'MB', '≤', 800),
      ]
    }),
})
