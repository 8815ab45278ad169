// Another system makes quotes: once each, also when the network loses the answer and it asks again.
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { movableClock } from '../platform/clock.ts'
import { forgetRepeats } from '../platform/http/repeat.ts'
import { ask } from '../testing/ask.ts'
import { companyKey, companyWindow, type Window } from '../testing/company-window.ts'
import { meet } from '../testing/meet.ts'
import { runWaiting } from '../testing/run-waiting.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { announceDocument } from './documents.routes.ts'

const HOUR = 3_600_000
const clock = movableClock(new Date('2026-11-24T09:00:00Z'))
let service: TestService

beforeAll(async () => {
  service = await startTestService({ jobs: false, clock })
})
afterAll(() => service.close())

const quote = (title: string) => ({
  title,
  client: { kind: 'person', name: 'Åsa Berg', email: 'asa@prov.example' },
  pricing: { pricesIncludeVat: true, vatMode: 'standard', form: 'fixed', deduction: 'none' },
  blocks: [],
})
const made = (of: Window) =>
  service.services.database.company(of.companyId, tx =>
    tx.selectFrom('document').select(['id', 'number', 'title']).orderBy('number').execute(),
  )
const kept = (of: Window) =>
  service.services.database.company(of.companyId, tx => tx.selectFrom('idempotency').selectAll().execute())

async function caller() {
  const window = await companyWindow(service)
  const key = await companyKey(service, window)
  return {
    window,
    create: (body: object, idempotencyKey?: string) =>
      key.ask(
        'POST',
        '/api/v1/quotes',
        body,
        idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey },
      ),
  }
}

describe('a quote made by another system', () => {
  test('asked again with the same key is the first quote, and nothing is made twice', async () => {
    const { window, create } = await caller()
    const first = await create(quote('Altan'), 'order-1')
    const again = await create(quote('Altan'), 'order-1')
    expect(first.status).toBe(201)
    expect(again).toEqual(first)
    expect(await made(window)).toHaveLength(1)
    const clients = await window.ask('GET', '/api/app/clients')
    expect(clients.body.clients).toHaveLength(1)
  })

  test('is told to the company’s open windows, when its job is run', async () => {
    const { window, create } = await caller()
    await runWaiting(service, announceDocument as never)
    const listener = new pg.Client({ connectionString: service.ownerUrl })
    await listener.connect()
    await listener.query('listen cling')
    const told = new Promise<string>(resolve => listener.once('notification', n => resolve(n.payload ?? '')))
    const { body } = await create(quote('Altan'))
    await runWaiting(service, announceDocument as never)
    expect(JSON.parse(await told)).toEqual({
      topic: 'document',
      companyId: window.companyId,
      documentId: body.id,
      what: 'created',
    })
    await listener.end()
  })

  test('with a field that does not exist is refused at that field, however deep it stands', async () => {
    const { window, create } = await caller()
    const row = {
      id: 'rad1',
      description: 'Trall',
      work: 'material',
      quantityMilli: 1000,
      unit: 'st',
      unitPriceOre: 10_000,
      vatRate: 25,
      deductible: false,
      offered: 'included',
    }
    const table = { id: 'pris', type: 'price-table', heading: 'Pris', rows: [row], choices: [] }
    expect((await create({ ...quote('Altan'), blocks: [table] })).status).toBe(201)
    const misspelt = { ...table, rows: [{ ...row, discountOre: 5000 }] }
    const odd = { valid: '2026-12-24', note: null, constructor: 'x' }
    const refused = await create({ ...quote('Altan'), ...odd, blocks: [misspelt] })
    expect(refused.status).toBe(422)
    expect(refused.body.fields).toEqual({
      valid: 'Fältet finns inte.',
      note: 'Fältet finns inte.',
      constructor: 'Fältet finns inte.',
      'blocks.0.rows.0.discountOre': 'Fältet finns inte.',
    })
    expect(await made(window)).toHaveLength(1)
  })

  test('for a new client and for one that exists at the same time is refused', async () => {
    const { window, create } = await caller()
    const refused = await create({ ...quote('Altan'), clientId: '01a20000-0000-7000-8000-000000000000' })
    expect(refused.status).toBe(422)
    expect(refused.body.fields.clientId).toContain('antingen `client`')
    expect(await made(window)).toEqual([])
  })

  test('asked again takes no number: the series has no holes', async () => {
    const { create } = await caller()
    await create(quote('Altan'), 'order-1')
    await create(quote('Altan'), 'order-1')
    await create(quote('Altan'), 'order-1')
    expect((await create(quote('Trappa'), 'order-2')).body.number).toBe('2026-0002')
  })

  test('is the same request when only the order of its fields differs', async () => {
    const { create } = await caller()
    const first = await create({ ...quote('Altan'), blocks: [] }, 'order-1')
    const { title, ...rest } = quote('Altan')
    expect((await create({ ...rest, title }, 'order-1')).body).toEqual(first.body)
  })

  test('with a used key and another body is refused with a sentence, and nothing is made', async () => {
    const { window, create } = await caller()
    await create(quote('Altan'), 'order-1')
    const other = await create(quote('Trappa'), 'order-1')
    expect(other.status).toBe(422)
    expect(other.body.text).toContain('redan använd för en annan begäran')
    expect(await made(window)).toMatchObject([{ title: 'Altan' }])
  })

  test('asked for five times at once is one quote, and all five are told the same', async () => {
    const { window, create } = await caller()
    // Each has seen that the key is unknown; the first holds it and stands at the register of clients.
    const answers = await meet(service.superuserUrl, { table: 'client', waiting: 5 }, () =>
      Array.from({ length: 5 }, () => create(quote('Altan'), 'order-1')),
    )
    expect(answers.map(a => a.status)).toEqual([201, 201, 201, 201, 201])
    expect(new Set(answers.map(a => a.text)).size).toBe(1)
    expect(await made(window)).toHaveLength(1)
  })

  test('two different ones at once under one key: one is made, the other refused', async () => {
    const { window, create } = await caller()
    const answers = await meet(service.superuserUrl, { table: 'client', waiting: 2 }, () => [
      create(quote('Altan'), 'order-1'),
      create(quote('Trappa'), 'order-1'),
    ])
    expect(answers.map(a => a.status).sort()).toEqual([201, 422])
    expect(await made(window)).toHaveLength(1)
  })

  test('that was refused leaves its key free: the same key works when the fault is mended', async () => {
    const { window, create } = await caller()
    const refused = await create(
      { ...quote('Altan'), client: undefined, clientId: service.services.newId() },
      'order-1',
    )
    expect(refused.status).toBe(404)
    expect((await create(quote('Altan'), 'order-1')).status).toBe(201)
    expect(await made(window)).toHaveLength(1)
  })

  test('a key means nothing at another company', async () => {
    const mine = await caller()
    const theirs = await caller()
    const first = await mine.create(quote('Altan'), 'order-1')
    const other = await theirs.create(quote('Altan'), 'order-1')
    expect(other.status).toBe(201)
    expect(other.body.id).not.toBe(first.body.id)
  })

  test('a key lives a day: then it is forgotten, also where nobody has swept', async () => {
    const { window, create } = await caller()
    await create(quote('Altan'), 'order-1')
    clock.pass(23 * HOUR)
    await forgetRepeats.run(service.services)
    await create(quote('Altan'), 'order-1')
    expect(await made(window)).toHaveLength(1)
    clock.pass(2 * HOUR)
    expect((await create(quote('Trappa'), 'order-1')).status).toBe(201)
    expect(await made(window)).toHaveLength(2)
    clock.pass(25 * HOUR)
    await forgetRepeats.run(service.services)
    expect(await kept(window)).toEqual([])
  })

  test('nothing of the request is kept with the key', async () => {
    const { window, create } = await caller()
    await create(quote('Altan'), 'order-med-namn')
    const rows = await kept(window)
    expect(rows).toHaveLength(1)
    const said = JSON.stringify(rows, (_, v) => (v?.type === 'Buffer' ? Buffer.from(v.data).toString('latin1') : v))
    for (const word of ['Altan', 'Berg', 'order-med-namn']) expect(said).not.toContain(word)
  })

  test.each(['', 'two words', 'x'.repeat(201)])('refuses “%s” as a key', async key => {
    const { window, create } = await caller()
    const answer = await create(quote('Altan'), key)
    expect(answer.status).toBe(400)
    expect(answer.body.text).toContain('Idempotency-Key')
    expect(await made(window)).toEqual([])
  })

  test('without a key it is made each time, and keys are not even asked about', async () => {
    const { window, create } = await caller()
    await ask(service.ownerUrl, 'revoke all on idempotency from cling_app')
    try {
      expect((await create(quote('Altan'))).status).toBe(201)
      expect((await create(quote('Altan'))).status).toBe(201)
      expect((await create(quote('Altan'), 'order-1')).status).toBe(500)
    } finally {
      await ask(service.ownerUrl, 'grant select, insert, update, delete on idempotency to cling_app')
    }
    expect(await made(window)).toHaveLength(2)
  })

  test('a revoked key makes nothing', async () => {
    const window = await companyWindow(service)
    const key = await companyKey(service, window)
    expect((await key.ask('POST', '/api/v1/quotes', quote('Altan'))).status).toBe(201)
    expect((await window.ask('POST', `/api/app/api-keys/${key.id}/revoke`, {})).status).toBe(200)
    expect((await key.ask('POST', '/api/v1/quotes', quote('Altan'))).status).toBe(401)
    expect(await made(window)).toHaveLength(1)
  })

  test('a client’s address that cannot be right is refused beside its field', async () => {
    const { window, create } = await caller()
    const answer = await create({
      ...quote('Altan'),
      client: { kind: 'person', name: 'Åsa Berg', email: 'asa.prov.example', phone: '12' },
    })
    expect(answer.status).toBe(422)
    expect(Object.keys(answer.body.fields).sort()).toEqual(['client.email', 'client.phone'])
    expect(answer.body.fields['client.email']).toMatch(/@/)
    expect(await made(window)).toEqual([])
  })
})
