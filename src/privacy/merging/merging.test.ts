// Two clients that are one become one, and nothing of either is lost: documents, proof, restrictions, and every right of whom it is about.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { personalNumberOf } from '../../clients/clients.ts'
import { movableClock } from '../../platform/clock.ts'
import { shredKey } from '../../platform/vault/shred-job.ts'
import { ask } from '../../testing/ask.ts'
import { companyWindow, type Window, windowOf } from '../../testing/company-window.ts'
import { dump } from '../../testing/dump.ts'
import { runWaiting } from '../../testing/run-waiting.ts'
import { signedQuote } from '../../testing/signed-quote.ts'
import { startTestService, type TestService } from '../../testing/test-service.ts'
import { beginErasure, erase } from '../erasure/erasure.ts'
import { placeStop } from '../rights/stops.ts'
import { personsOfClient } from '../subjects/find.ts'
import { rowsOf } from '../subjects/rows.ts'

const clock = movableClock(new Date('2026-11-24T09:00:00Z'))
let service: TestService
beforeAll(async () => {
  service = await startTestService({ jobs: false, clock })
})
afterAll(() => service.close())

const ASA = '19840601-2388'
const ERIK = '19850215-2393'
type At = Pick<Window, 'ask' | 'companyId'>
const add = async (at: Pick<Window, 'ask'>, client: object) => (await at.ask('POST', '/api/app/clients', client)).body
const person = (name: string, more: object = {}) => ({ kind: 'person', name, ...more })
const merge = (at: Pick<Window, 'ask'>, id: string, other: string, more: object = {}) =>
  at.ask('POST', `/api/app/clients/${id}/merge`, { other, ...more })

test('what is merged is found whole by extract and erasure, what is signed and sealed is as it was, and nothing names who is gone', async () => {
  const quote = await signedQuote(service)
  const { companyId } = quote
  const actor = quote.actor as Window['actor'] & { accountId: string }
  const at: At = {
    companyId,
    ...(await windowOf(service, { companyId, accountId: actor.accountId, memberId: actor.memberId })),
  }
  const [{ client_id: old }] = await ask(service.superuserUrl, 'select client_id from document where id = $1', [
    quote.documentId,
  ])
  const [asa, erik] = (await at.ask('GET', `/api/app/clients/${old}`)).body.people
  await at.ask('POST', `/api/app/clients/${old}/people/${asa.id}/number`, { reason: 'check' })
  const [found] = await personsOfClient(service.services.database, companyId, old)
  if (!found) throw new Error('Nobody is there.')
  await service.services.database.outside(tx =>
    placeStop(service.services, tx, { person: found, kind: 'objection', purpose: 'deliver', caseId: null }),
  )
  const kept = await add(
    at,
    person('Berg', { email: 'familjen@prov.example', people: [{ name: asa.name, title: 'Ägare' }] }),
  )
  const proof = async () => {
    const all = await dump(service.superuserUrl)
    const lines = (t: string) =>
      (all.get(t) ?? '')
        .split('\n')
        .filter(l => l.includes(companyId))
        .sort()
    return ['document_version', 'document_event', 'signature', 'sealed_file', 'disclosure', 'file', 'room_link'].map(
      t => lines(`public.${t}`),
    )
  }
  const before = await proof()
  expect(before.map(l => l.length > 0)).toEqual(before.map(() => true))

  const { body: seen } = await at.ask('GET', `/api/app/clients/${kept.id}/merge/${old}`)
  expect(seen).toMatchObject({
    documents: { stays: 0, goes: 1 },
    people: [{ stays: kept.people[0].id, goes: asa.id }],
  })
  const { status, body: now } = await merge(at, kept.id, old, { take: ['address', 'property'], people: seen.people })
  expect(status).toBe(200)
  expect(await proof()).toEqual(before)
  expect(now).toMatchObject({ id: kept.id, name: 'Berg', email: 'familjen@prov.example', street: seen.goes.street })
  expect(now.people).toMatchObject([
    { id: asa.id, name: asa.name, title: 'Ägare', email: asa.email, personalNumberMasked: asa.personalNumberMasked },
    { id: erik.id, name: erik.name },
  ])
  // The old address leads to the one it became; the number is read where it now stands.
  expect((await at.ask('GET', `/api/app/clients/${old}`)).body.id).toBe(kept.id)
  const [row] = await ask(service.superuserUrl, 'select * from client_person where id = $1', [asa.id])
  expect(await personalNumberOf(service.services, row)).not.toBe(null)

  const all = await dump(service.superuserUrl)
  const naming = (id: string) => [...all].flatMap(([t, text]) => (text.includes(id) ? [t] : []))
  expect(naming(old)).toEqual(['public.client_merge'])
  expect(naming(kept.people[0].id)).toEqual([])

  const [whole] = await personsOfClient(service.services.database, companyId, kept.id)
  if (!whole) throw new Error('Nobody is there.')
  const tables = new Set<string>()
  await service.services.database.company(companyId, async tx => {
    for await (const r of rowsOf(tx, service.services.tables, whole)) tables.add(r.table.name)
  })
  for (const name of [
    'client',
    'client_person',
    'document',
    'document_version',
    'signature',
    'dispatch',
    'number_view',
  ])
    expect(tables).toContain(name)
  const stops = await ask(service.superuserUrl, 'select client_id, person_id from stop where company_id = $1', [
    companyId,
  ])
  expect(stops).toEqual([{ client_id: kept.id, person_id: asa.id }])

  expect(await erase(service.services, await beginErasure(service.services, whole, null))).toBe(true)
  const after = await dump(service.superuserUrl)
  for (const word of ['familjen@prov.example', asa.name, asa.email, erik.name])
    for (const [table, text] of after)
      if (table.startsWith('public.'))
        expect(
          text.split('\n').filter(l => l.includes(companyId) && l.includes(word)),
          `${word} in ${table}`,
        ).toEqual([])
})

test('two rows of one human become one: what each knew is kept, and the key of the number that goes is destroyed', async () => {
  const one = await companyWindow(service)
  const a = await add(one, person('Åsa Berg', { people: [{ name: 'Åsa Berg', personalNumber: ASA, usedRotKr: 5000 }] }))
  const b = await add(
    one,
    person('Å. Berg', { people: [{ name: 'Å. Berg', phone: '070-174 06 05', personalNumber: ASA }] }),
  )
  const [gone] = await ask(service.superuserUrl, 'select * from client_person where client_id = $1', [b.id])
  const draft = (await one.ask('POST', '/api/app/documents', { clientId: b.id, title: 'Altan' })).body
  const { body: seen } = await one.ask('GET', `/api/app/clients/${a.id}/merge/${b.id}`)
  const { body: now } = await merge(one, a.id, b.id, { people: seen.people, take: ['name'] })
  expect(now.people).toMatchObject([
    { name: 'Å. Berg', phone: '+46701740605', usedRotKr: 5000, personalNumberMasked: '19840601-****' },
  ])
  expect((await one.ask('GET', `/api/app/documents/${draft.id}`)).body).toMatchObject({
    clientName: 'Å. Berg',
    parties: [{ clientPersonId: a.people[0].id }],
  })
  await runWaiting(service, shredKey as never)
  await expect(personalNumberOf(service.services, gone)).rejects.toMatchObject({ code: 'erased' })
})

describe('a merge is refused', () => {
  test('where the two are certainly not one, with what to do, and both stay', async () => {
    const [one, theirs] = await Promise.all([companyWindow(service), companyWindow(service)])
    const asa = await add(one, person('Berg', { people: [{ name: 'Berg', personalNumber: ASA }] }))
    const erik = await add(one, person('Berg', { people: [{ name: 'Berg', personalNumber: ERIK }] }))
    const brf = await add(one, { kind: 'association', name: 'Brf Eken', organisationNumber: '799900-0040' })
    const firm = await add(one, { kind: 'association', name: 'Brf Eken', organisationNumber: '878000-3656' })
    const other = await add(theirs, person('Berg'))
    expect((await one.ask('GET', `/api/app/clients/${asa.id}/merge/${erik.id}`)).body.people).toEqual([])
    const pair = { people: [{ stays: asa.people[0].id, goes: erik.people[0].id }] }
    const answers = await Promise.all([
      merge(one, asa.id, erik.id, pair),
      merge(one, asa.id, brf.id),
      merge(one, brf.id, firm.id),
      merge(one, asa.id, asa.id),
      merge(one, asa.id, other.id),
      merge(theirs, other.id, asa.id),
    ])
    expect(answers.map(a => a.body.problem)).toEqual([
      ...[
        'merge-people-differ',
        'merge-kinds-differ',
        'merge-numbers-differ',
        'merge-itself',
        'not-found',
        'not-found',
      ],
    ])
    expect((await one.ask('GET', '/api/app/clients')).body.clients).toHaveLength(4)
  })

  test('while somebody of them is being erased', async () => {
    const one = await companyWindow(service)
    const [a, b] = [await add(one, person('Åsa')), await add(one, person('Åsa'))]
    const [found] = await personsOfClient(service.services.database, one.companyId, b.id)
    if (!found) throw new Error('Nobody is there.')
    await beginErasure(service.services, found, null)
    expect((await merge(one, a.id, b.id)).body.problem).toBe('merge-being-erased')
  })
})

describe('clients that look alike', () => {
  const pairs = async (at: Pick<Window, 'ask'>) =>
    (await at.ask('GET', '/api/app/client-duplicates')).body.pairs.map(
      (p: { a: { name: string }; b: { name: string }; by: string[] }) => [[p.a.name, p.b.name].sort(), p.by],
    )

  test('are suggested by number, e-mail, telephone or a like name at one address, and neighbours are not', async () => {
    const one = await companyWindow(service)
    await companyWindow(service).then(theirs => add(theirs, person('Åsa Berg', { email: 'asa@prov.example' })))
    for (const c of [
      person('Åsa Berg', { email: 'asa@prov.example', street: 'Ängsbacken 7', postcode: '436 51' }),
      person('Asa Bergh', { street: 'ängsbacken  7', postcode: '436 51' }),
      person('Kalle Prov', { street: 'Ängsbacken 7', postcode: '436 51' }),
      person('Åsa B', { people: [{ name: 'Åsa B', email: 'ASA@prov.example', personalNumber: ASA }] }),
      person('Å Berg', { people: [{ name: 'Å Berg', personalNumber: ASA }] }),
      { kind: 'company', name: 'Berg Bygg AB', email: 'asa@prov.example', organisationNumber: '878000-3656' },
      { kind: 'company', name: 'Bergs Bygg', organisationNumber: '878000-3656', phone: '070-174 06 05' },
      person('Tel Ett', { phone: '070-174 06 05' }),
      person('Tel Två', { phone: '+46701740605' }),
    ])
      await add(one, c)
    expect(await pairs(one)).toEqual([
      [['Å Berg', 'Åsa B'].sort(), ['personalNumber']],
      [['Berg Bygg AB', 'Bergs Bygg'], ['organisationNumber']],
      [['Åsa B', 'Åsa Berg'].sort(), ['email']],
      [['Tel Ett', 'Tel Två'].sort(), ['phone']],
      [['Asa Bergh', 'Åsa Berg'].sort(), ['address']],
    ])
  })

  test('are not suggested again when somebody has said that they are two', async () => {
    const [one, theirs] = await Promise.all([companyWindow(service), companyWindow(service)])
    const [a, b] = [
      await add(one, person('Åsa', { email: 'asa@prov.example' })),
      await add(one, person('Åsa', { email: 'asa@prov.example' })),
    ]
    expect(await pairs(one)).toHaveLength(1)
    expect((await theirs.ask('POST', '/api/app/client-duplicates/apart', { a: a.id, b: b.id })).status).toBe(404)
    for (const pair of [
      { a: b.id, b: a.id },
      { a: a.id, b: b.id },
    ])
      expect((await one.ask('POST', '/api/app/client-duplicates/apart', pair)).status).toBe(200)
    expect(await pairs(one)).toEqual([])
  })
})
