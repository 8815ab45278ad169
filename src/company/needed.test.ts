// What a company must tell and what it may leave out: each value is taken away in turn, and exactly what was said to need it stops.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faults, heldPersonally } from '../datamap/register.ts'
import { id, table, text } from '../datamap/table.ts'
import { features } from '../datamap/vocabulary.ts'
import { linkToken } from '../documents/link-token.ts'
import { beginOrder, readOrder } from '../ordering/orders.ts'
import { completeCode } from '../ordering/sign.ts'
import { movableClock } from '../platform/clock.ts'
import { openRoom } from '../recipient/room.ts'
import { tables } from '../schema.ts'
import { signingCode } from '../signing/code.ts'
import { ask } from '../testing/ask.ts'
import { clause } from '../testing/clause.ts'
import { type Ask, windowOf } from '../testing/company-window.ts'
import { type SentQuote, sentQuote } from '../testing/sent-quote.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'

const visitor = { ip: '127.0.0.1', userAgent: 'test', language: 'sv', url: new URL('http://localhost/rum/x/') } as const
const own = heldPersonally(tables).filter(c => c.personal.use.purpose === 'provide-service')
const ofCompany = own.filter(c => c.table === 'company')
const camel = (name: string) => name.replace(/_(\w)/g, (_, c: string) => c.toUpperCase())
/** What is refused where a value that a quote needs is missing: one beside the other's address is enough of it. */
const together: Readonly<Record<string, readonly string[]>> = {
  street: ['street', 'postcode', 'city'],
  postcode: ['street', 'postcode', 'city'],
  city: ['street', 'postcode', 'city'],
}

let service: TestService
let quote: SentQuote
let one: { ask: Ask }
let company: Record<string, unknown>
beforeAll(async () => {
  service = await startTestService({ jobs: false, clock: movableClock(new Date('2026-11-24T09:00:00Z')) })
  quote = await sentQuote(service.services, { send: false, shortened: true })
  one = await windowOf(service, quote.actor as never)
  company = (await one.ask('GET', '/api/app/company')).body
})
afterAll(() => service.close())

const path = () => `/api/app/documents/${quote.documentId}`
const missing = async (): Promise<string[]> =>
  (await one.ask('GET', `${path()}/send-points`)).body.points
    .filter((p: { level: string }) => p.level === 'missing')
    .map((p: { code: string }) => p.code)
const save = async (change: object) => {
  const { status, text: said } = await one.ask('PUT', '/api/app/company', { ...company, ...change })
  expect(status, said).toBe(200)
}
const emptied = (names: readonly string[]) =>
  Object.fromEntries(names.map(camel).map(n => [n, n === 'defaultAbout' || n === 'privacyText' ? '' : null]))

describe('a value of the company’s own', () => {
  test('says what breaks without it', clause('P-5.3'), () => {
    expect(own.length).toBeGreaterThan(20)
    for (const c of own) expect(Object.keys(features), `${c.table}.${c.column}`).toContain(c.personal.needed)
    const planted = table('planted', {
      tenancy: 'none',
      is: 'x',
      about: { company: 'id' },
      use: { role: 'controller', purpose: 'provide-service', ground: { art: '6.1.b', contract: 'service-agreement' } },
      keep: { for: '1 day', after: 'row-created', ending: 'erase' },
      columns: { id: id(), shoe_size: text({ holds: 'preference' }) },
    })
    expect(faults([planted])).toEqual([
      'planted.shoe_size serves to provide the service and does not say what breaks without it (needed).',
    ])
  })

  test.each(
    ofCompany.filter(c => c.column !== 'name').map(c => [c.column, c.personal.needed as keyof typeof features]),
  )('%s taken away breaks exactly: %s', clause('P-5.3'), async (column, needed) => {
    expect(await missing()).toEqual([])
    await save(emptied(together[column] ?? [column]))
    try {
      const now = await missing()
      if (features[needed].refused) {
        expect(now).toEqual([column === 'organisation_number' ? 'point.company-number' : 'point.company-address'])
        const { revision } = (await one.ask('GET', path())).body
        expect((await one.ask('POST', `${path()}/send`, { revision, to: [] })).status).toBeGreaterThanOrEqual(400)
      } else expect(now).toEqual([])
      // Whoever works there comes in all the same.
      expect((await one.ask('GET', '/api/app/me')).status).toBe(200)
    } finally {
      await save({})
    }
  })

  test(
    'that may be left out is no condition: with all of it empty a quote is sent, signed and agreed',
    clause('P-4.5'),
    async () => {
      const optional = ofCompany
        .filter(c => !features[c.personal.needed as keyof typeof features].refused)
        .map(c => c.column)
      expect(optional.length).toBeGreaterThan(7)
      await save(emptied(optional))
      const me = { name: null, phone: null, photoFile: null, language: 'sv' }
      expect((await one.ask('PUT', '/api/app/me', me)).status).toBe(200)
      const declared = new Map(heldPersonally(tables).map(c => [`${c.table}.${c.column}`, c.personal]))
      for (const column of ['name', 'phone', 'photo_file'])
        expect(features[declared.get(`member.${column}`)?.needed as keyof typeof features].refused).toBe(false)
      const [row] = await ask(service.ownerUrl, 'select * from company where id = $1', [quote.companyId])
      for (const column of optional) expect(row[column], column).toBeNull()

      expect(await missing()).toEqual([])
      const { revision, parties } = (await one.ask('GET', path())).body
      const to = parties.map((p: { id: string }) => ({ partyId: p.id, mail: true, sms: false }))
      const sent = await one.ask('POST', `${path()}/send`, { revision, to })
      expect(sent.status, sent.text).toBe(200)
      const [link] = await ask(
        service.ownerUrl,
        'select l.id from room_link l join document_party p on p.id = l.party_id where l.document_id = $1 order by p.position',
        [quote.documentId],
      )
      const room = await openRoom(service.services, linkToken(service.services.secrets, link.id), visitor)
      const how = {
        ticked: new Set(['rot.refused-ack', 'order.authority']),
        method: 'code-mail',
        sameDevice: true,
        drawing: null,
        purpose: 'sign',
      } as const
      const order = await beginOrder(service.services, room, how, visitor)
      const begun = await readOrder(service.services, quote.companyId, order)
      if (!begun) throw new Error('no order')
      expect(await completeCode(service.services, begun, signingCode(service.services.secrets, order))).toBe('signed')
    },
  )
})
