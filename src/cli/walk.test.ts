import { readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { collectOrders } from '../ordering/collect.ts'
import { readSample, sampleNames } from '../samples/sample.ts'
import { verifyPdf } from '../signing/verify/verify-pdf.ts'
import { dump } from '../testing/dump.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { type DemoResult, walk } from './demo.ts'

let service: TestService
const results: DemoResult[] = []

beforeAll(async () => {
  service = await startTestService()
})
afterAll(() => service.close())

/** What a service of its own does every second or two. */
const meanwhile = () => collectOrders.run(service.services)

describe('the whole walk', () => {
  test.each(sampleNames())('%s is written, sent, opened, signed, sealed and verified over HTTP', async name => {
    const result = await walk(readSample(name), service.url, { untilOpened: false, say: () => {}, meanwhile })
    results.push(result)
    expect(result.verified).toBe(true)
    expect(result.versionHash).toMatch(/^[0-9a-f]{64}$/)
  })

  test('of a job: the ledger is what two signed, with what is ordered and credited and beside it what waits; and one agreement was withdrawn from', () => {
    // 97 600 (Standard) + 18 640 + 22.5 m × 145; 4540 − 3770 ordered; 5760 noticed.
    expect(results.find(r => r.ledger)).toMatchObject({
      ledger: { original: 11_950_250, ordered: 77_000, pending: 576_000, today: 12_027_250 },
      withdrawn: true,
    })
  })

  test('can be taken again on the same service: the customer opens the quote just sent, not an earlier one', async () => {
    const { roomUrl } = await walk(readSample('badrum-rot'), service.url, { untilOpened: true, say: () => {} })
    expect(results.map(r => r.roomUrl)).not.toContain(roomUrl)
  })

  test('no personal number stands in the database, the logs, the outbox or the sealed files', async () => {
    const markers = sampleNames()
      .flatMap(n => readSample(n).client.people.map(p => String(p.personalNumber ?? '')))
      .filter(Boolean)
      .flatMap(n => {
        const digits = n.replace(/\D/g, '')
        return [
          digits,
          digits.slice(2),
          `${digits.slice(0, 8)}-${digits.slice(8)}`,
          `${digits.slice(2, 8)}-${digits.slice(8)}`,
        ]
      })
    expect(markers.length).toBeGreaterThan(0)
    const everything = new Map<string, string>([['the logs', service.logs.join('')]])
    for (const [table, text] of await dump(service.superuserUrl)) everything.set(`the table ${table}`, text)
    for (const r of results) everything.set(`the file of ${r.sample}`, pdfText(r.sealedPdf as string))
    for (const [where, text] of everything)
      for (const marker of markers) expect(text.includes(marker), `${marker} in ${where}`).toBe(false)
    // The search itself works: a name that must be there is found.
    expect([...everything.values()].some(t => t.includes('Åsa Berg'))).toBe(true)
  })

  test('no link’s token stands in the database, the logs or the mails to the sender', async () => {
    const tokens = results.map(r => (/\/rum\/([\w-]{43})\//.exec(r.roomUrl) ?? [])[1] as string)
    const rows = await dump(service.superuserUrl)
    const toSender =
      rows
        .get('public.outbox_message')
        ?.split('\n')
        .filter(l => /"[^"]+\+[a-z0-9]+@[^"]+"/.test(l.split('\t')[3] ?? '')) ?? []
    expect(toSender.length).toBeGreaterThan(3)
    for (const token of tokens) {
      expect(service.logs.join('').includes(token), 'a token in the logs').toBe(false)
      expect(toSender.join('\n').includes(token), 'a token in a mail to the sender').toBe(false)
      for (const [table, text] of rows)
        if (table !== 'public.outbox_message') expect(text.includes(token), `a token in ${table}`).toBe(false)
    }
  })

  test('the sealed file is the same at both parties and any changed byte is caught', async () => {
    const bytes = new Uint8Array(readFileSync(results[0]?.sealedPdf as string))
    const none = { seal: [], timestamp: [] }
    expect((await verifyPdf(bytes, none)).intact).toBe('intact')
    // Sixty places of the file, and every 23rd digit of the signature itself, where no signature covers what stands.
    const text = Buffer.from(bytes).toString('latin1')
    const from = text.indexOf('<', text.lastIndexOf('/Contents <')) + 1
    const digits = text.slice(from, text.indexOf('>', from)).replace(/0+$/, '').length
    const places = Array.from({ length: 60 }, (_, n) => 11 + n * Math.floor((bytes.length - 11) / 60))
    for (let d = 0; d < digits + 20; d += 23) places.push(from + d)
    for (const i of places) {
      const changed = bytes.slice()
      changed[i] = (changed[i] as number) ^ 0x04
      expect((await verifyPdf(changed, none)).intact, `byte ${i}`).not.toBe('intact')
    }
    const longer = new Uint8Array([...bytes, 32])
    expect((await verifyPdf(longer, none)).intact).toBe('added')
  })

  test('the timeline tells the walk in order and the chain of events is whole', async () => {
    const client = new pg.Client({ connectionString: service.superuserUrl })
    await client.connect()
    const { rows } = await client.query('select type from document_event where document_id = $1 order by seq', [
      results[0]?.documentId,
    ])
    await client.end()
    const types = rows.map(r => r.type)
    const order = [
      'created',
      'sent',
      'delivered',
      'opened',
      'asked',
      'answered',
      'chosen',
      'signing-started',
      'signed',
      'sealed',
      'copy-sent',
    ]
    const places = order.map(t => types.indexOf(t))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places).not.toContain(-1)
  })
})

/** A PDF with every deflated stream opened. */
function pdfText(file: string): string {
  const bytes = readFileSync(file)
  const parts = [bytes.toString('latin1')]
  for (let at = bytes.indexOf('stream\n'); at >= 0; at = bytes.indexOf('stream\n', at + 7)) {
    try {
      parts.push(inflateSync(bytes.subarray(at + 7)).toString('utf8'))
    } catch {
      // Not deflated: its bytes were searched as they stand.
    }
  }
  return parts.join('\n')
}
