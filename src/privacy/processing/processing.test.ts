// The company decides: nothing about a client is taken in before the agreement, no instruction goes unheeded, and no new sub-processor
// is used before it was told of, or against an objection.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { table, text } from '../../datamap/table.ts'
import type { Purpose } from '../../datamap/vocabulary.ts'
import { purposes } from '../../datamap/vocabulary.ts'
import { identityOf } from '../../instructions/authority.ts'
import { instructionFor } from '../../instructions/choices.ts'
import { processorsOf } from '../../integrations/processors.ts'
import { movableClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { tables } from '../../schema.ts'
import { ask } from '../../testing/ask.ts'
import { clause } from '../../testing/clause.ts'
import { companyKey, companyWindow, type Window } from '../../testing/company-window.ts'
import { runWaiting, sentTo } from '../../testing/run-waiting.ts'
import { sentQuote } from '../../testing/sent-quote.ts'
import { startTestService, type TestService } from '../../testing/test-service.ts'
import { annexes } from '../policy/register.ts'
import {
  acceptService,
  announceService,
  composeService,
  type ServiceAgreement,
  serviceBy,
  serviceHash,
  serviceStanding,
} from '../service/agreement.ts'
import { agreementHash, composeAgreement, currentAgreement } from './agreement.ts'
import { sendProcessingMail } from './mails.ts'
import { announceProcessor, announceProcessors } from './notices.ts'

const client = { kind: 'person', name: 'Åsa Berg', email: 'asa@prov.example' }
const operator = { name: 'Prov Drift AB', organisationNumber: '878000-3656' }

describe('the agreement', () => {
  let service: TestService
  beforeAll(async () => {
    service = await startTestService({ jobs: false })
  })
  afterAll(() => service.close())

  test(
    'comes before the first client, in the app and by the API, and is accepted by an owner alone',
    clause('P-6.6'),
    async () => {
      const owner = await companyWindow(service, { accepted: false })
      const key = await companyKey(service, owner)
      const pricing = { pricesIncludeVat: true, vatMode: 'standard', form: 'fixed', deduction: 'none' }
      const quote = { client, title: 'Altan', blocks: [], pricing }
      const refused = await owner.ask('POST', '/api/app/clients', client)
      expect(refused).toMatchObject({ status: 409, body: { problem: 'processing-agreement-first' } })
      expect(await key.ask('POST', '/api/v1/quotes', quote)).toMatchObject({ status: 409 })
      expect(await ask(service.ownerUrl, 'select * from client where company_id = $1', [owner.companyId])).toEqual([])

      const { body: before } = await owner.ask('GET', '/api/app/processing')
      expect(before.accepted).toBeNull()
      const shown = await fetch(service.url + before.agreement.path)
      expect(await shown.text()).toContain(before.agreement.hash)
      expect(await key.ask('POST', '/api/app/processing/accept', { hash: before.agreement.hash })).not.toMatchObject({
        status: 200,
      })
      const unseen = await owner.ask('POST', '/api/app/processing/accept', { hash: '0'.repeat(64) })
      expect(unseen.body.problem).toBe('agreement-changed')
      const { status } = await owner.ask('POST', '/api/app/processing/accept', { hash: before.agreement.hash })
      expect(status).toBe(200)
      const evidence = await ask(service.ownerUrl, 'select * from agreement_acceptance where company_id = $1', [
        owner.companyId,
      ])
      expect(evidence).toMatchObject([
        { member_id: owner.memberId, hash: before.agreement.hash, version: before.agreement.version, how: 'pressed' },
      ])
      expect((await owner.ask('POST', '/api/app/clients', client)).status).toBe(201)
      expect((await key.ask('POST', '/api/v1/quotes', quote)).status).toBe(201)
    },
  )

  test(
    'has the annexes that the declarations give, and another hash when one of them changes',
    clause('P-6.6'),
    async () => {
      const { processors } = service.services.door
      const content = composeAgreement({ operator, tables, processors })
      expect(content).toMatchObject(annexes(tables, processors))
      const planted = table('planted', {
        tenancy: 'company',
        is: 'x',
        about: { client: 'id' },
        use: { role: 'processor', purpose: 'deliver', instruction: 'I-2' },
        keep: { for: '5 months', after: 'row-created', ending: 'erase' },
        columns: { id: text('nothing-personal'), shoe_size: text({ holds: 'image' }) },
      })
      const more = composeAgreement({ operator, tables: [...tables, planted], processors })
      expect(more.B.length).toBe(content.B.length + 1)
      expect(more.F.length).toBe(content.F.length + 1)
      expect(agreementHash(more)).not.toBe(agreementHash(content))
      expect(agreementHash(composeAgreement({ operator, tables, processors }))).toBe(agreementHash(content))
    },
  )

  test('holds what article 28 demands and serves no purpose of the operator’s', clause('P-7.3'), () => {
    const content = composeAgreement({ operator, tables, processors: service.services.door.processors })
    const answered = content.clauses.map(c => c.answers).join(', ')
    for (const part of [
      '28.2',
      '28.3 a',
      '28.3 b',
      '28.3 c',
      '28.3 d',
      '28.3 e',
      '28.3 f',
      '28.3 g',
      '28.3 h',
      '28.4',
      '28.9',
      '33.2',
    ])
      expect(answered).toContain(part)
    const of = new Map((Object.keys(purposes) as Purpose[]).map(p => [purposes[p].sv, p]))
    const used = content.B.map(b => of.get(b.purpose.sv) as Purpose)
    expect(used.length).toBeGreaterThan(5)
    expect(used.filter(p => !instructionFor[p])).toEqual([])
    for (const own of ['provide-service', 'know-party', 'security'] as const)
      expect(instructionFor[own]).toBeUndefined()
  })

  test('of an earlier version can still be read, and says that another holds', async () => {
    const { services } = service
    const earlier = agreementHash({ ...composeAgreement({ operator, tables, processors: [] }), wording: 'prov' })
    const content = { ...composeAgreement({ operator, tables, processors: [] }), wording: 'prov' }
    await services.database.outside(async tx => {
      await currentAgreement(services, tx)
      await tx
        .insertInto('processing_agreement')
        .values({ hash: earlier, version: 900, content: JSON.stringify(content), made_at: services.clock.now() })
        .execute()
    })
    const page = await (await fetch(`${service.url}/integritet/bitradesavtal/${earlier}`)).text()
    expect(page).toContain('En nyare version gäller nu')
    expect((await fetch(`${service.url}/integritet/bitradesavtal/${'0'.repeat(64)}`)).status).toBe(404)
  })
})

describe('an instruction', () => {
  let service: TestService
  let owner: Window
  const instruct = (choice: string, value: unknown, at = owner) =>
    at.ask('POST', '/api/app/processing/instructions', { choice, value })
  beforeAll(async () => {
    service = await startTestService({ jobs: false })
    owner = await companyWindow(service)
  })
  afterAll(() => service.close())

  test(
    'believed unlawful is stopped, the owners are told why, and what held before goes on',
    clause('P-6.5'),
    async () => {
      await instruct('evidenceYears', 5)
      const { status, body } = await instruct('evidenceYears', 30)
      expect(status).toBe(200)
      expect(body.choices.evidenceYears).toBe(5)
      expect(body.register[0]).toMatchObject({ choice: 'evidenceYears', value: 30 })
      expect(body.register[0].stopped).toContain('preskriptionslagen')
      await runWaiting(service, sendProcessingMail as never)
      const [mail] = await sentTo(service, owner.email)
      expect(mail?.subject).toBe('En instruktion är stoppad')
      expect(mail?.body_text).toContain('preskriptionslagen')
      expect((await instruct('measureMail', true)).body.choices.measureMail).toBe(false)
    },
  )

  test.each([
    ['sms', 1],
    ['evidenceYears', true],
    ['evidenceYears', 0],
    ['shareWithAll', true],
  ])('that %s be %j is none', async (choice, value) => {
    expect((await instruct(choice, value)).status).toBe(422)
  })

  test('not to take tax reductions keeps personal numbers out', async () => {
    await instruct('taxReduction', false)
    const person = { ...client, people: [{ name: 'Åsa Berg', personalNumber: '19840601-2388' }] }
    expect((await owner.ask('POST', '/api/app/clients', person)).body.problem).toBe('instruction-no-tax-reduction')
    expect((await owner.ask('POST', '/api/app/clients', client)).status).toBe(201)
    await instruct('taxReduction', true)
    expect((await owner.ask('POST', '/api/app/clients', person)).status).toBe(201)
  })

  test(
    'is needed for every purpose, and what the company has turned off leaves by no way',
    clause('P-6.4'),
    async () => {
      const { services } = service
      const { companyId, actor } = await sentQuote(services, { send: false })
      const leave = (processor: string, purpose: Purpose, columns: string[]) =>
        services.database.company(companyId, tx => services.door.allow(tx, { processor, purpose, columns }))
      await leave('sms', 'deliver', ['dispatch.address'])
      await leave('mail', 'provide-service', ['account.email'])
      // The operator's own purpose with what is held for the company: there is no instruction for that.
      await expect(leave('mail', 'provide-service', ['dispatch.address'])).rejects.toMatchObject({
        code: 'instruction-none',
      })
      await services.database.company(companyId, async tx => {
        const { instruct: give } = await import('../../instructions/instructions.ts')
        await give(services, tx, actor, { choice: 'sms', value: false })
      })
      await expect(leave('sms', 'deliver', ['dispatch.address'])).rejects.toMatchObject({
        code: 'instruction-channel-off',
      })
      await leave('mail', 'deliver', ['dispatch.address'])
      expect(await ask(service.ownerUrl, 'select * from instruction where company_id = $1', [companyId])).toHaveLength(
        1,
      )
    },
  )
})

describe('a sub-processor', () => {
  const clock = movableClock(new Date('2026-11-24T08:00:00Z'))
  const MAIL = { CLING_SMTP_URL: 'smtp://mail.example', CLING_MAIL_FROM: 'offert@prov.example' }
  let service: TestService
  beforeAll(async () => {
    service = await startTestService({
      clock,
      jobs: false,
      env: { ...MAIL, CLING_MAIL_OPERATOR: 'Första Post AB, SE' },
    })
  })
  afterAll(() => service.close())
  const mails = (companyId: string) =>
    service.services.database.company(companyId, tx =>
      service.services.door.allow(tx, { processor: 'mail', purpose: 'deliver', columns: ['dispatch.address'] }),
    )
  const told = async (companyId: string) =>
    (
      await ask(
        service.superuserUrl,
        `select j.payload->>'message' as message from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
         where t.identifier = 'send-processing-mail' and j.payload->>'companyId' = $1`,
        [companyId],
      )
    ).map(r => r.message)

  test(
    'that came after the agreement is announced, refused for thirty days, and then used for who has not objected',
    clause('B-0'),
    async () => {
      const old = await companyWindow(service)
      const objecting = await companyWindow(service)
      // They agreed when another one carried the mail.
      for (const { companyId } of [old, objecting])
        await ask(service.ownerUrl, `update agreement_acceptance set processors = '{}' where company_id = $1`, [
          companyId,
        ])
      await expect(mails(old.companyId)).rejects.toMatchObject({ code: 'processor-too-early' })
      const fresh = await companyWindow(service)
      await mails(fresh.companyId)

      await announceProcessors.run(service.services)
      await announceProcessors.run(service.services)
      expect(await told(old.companyId)).toEqual(['new-processor'])
      expect(await told(fresh.companyId)).toEqual([])
      const { body } = await old.ask('GET', '/api/app/processing')
      expect(body.processors).toMatchObject([{ name: 'Första Post AB', state: 'announced', from: '2026-12-24' }])
      const [{ id }] = body.processors
      await objecting.ask('POST', '/api/app/processing/objections', { processor: id })

      clock.set(new Date('2026-12-24T07:59:59Z'))
      await expect(mails(old.companyId)).rejects.toMatchObject({ code: 'processor-too-early' })
      clock.set(new Date('2026-12-24T08:00:00Z'))
      await mails(old.companyId)
      await expect(mails(objecting.companyId)).rejects.toMatchObject({ code: 'processor-objected' })
      await objecting.ask('POST', '/api/app/processing/objections/withdraw', { processor: id })
      await mails(objecting.companyId)
    },
  )

  test('stands in the annex with whom, where, what and which data, exactly as declared', clause('B-0'), async () => {
    const { processors } = service.services.door
    const html = await (await fetch(`${service.url}/integritet/bitradesavtal`)).text()
    const { D } = annexes(tables, processors)
    expect(D.map(d => d.name)).toEqual(['Första Post AB'])
    for (const d of D) {
      for (const said of [d.name, d.task.sv, d.place.sv]) expect(html).toContain(said)
      for (const v of d.values) expect(html.toLowerCase()).toContain(v.sv.toLowerCase())
    }
    // What reaches nobody outside is no sub-processor.
    expect(composeAgreement({ operator, tables, processors: processorsOf(readConfig({})) }).D).toEqual([])
  })

  test('that changes its company or country is another one', async () => {
    const [mail] = service.services.door.processors
    if (!mail?.recipient) throw new Error('The mail operator was given.')
    const moved = { ...mail, recipient: { ...mail.recipient, place: 'DE' } }
    expect(identityOf(moved)).not.toBe(identityOf(mail))
    expect(await announceProcessor(service.services, moved)).toBe(true)
    expect(await announceProcessor(service.services, moved)).toBe(false)
  })

  test(
    'objected to while a message waits does not get it, under an agreement that says all that the law demands',
    clause('L-7'),
    async () => {
      const { services } = service
      const { clauses } = composeAgreement({ operator, tables, processors: services.door.processors })
      const answered = clauses.map(c => c.answers).join(', ')
      for (const part of ['28.2', ...['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(l => `28.3 ${l}`), '28.4', '33.2'])
        expect(answered).toContain(part)
      const [atTheEnd] = clauses.filter(c => c.answers.includes('28.3 g'))
      expect(atTheEnd?.text.sv).toContain('30 dagar')
      const quote = await sentQuote(services)
      const { object } = await import('../../instructions/instructions.ts')
      const { sendDispatch } = await import('../../delivery/dispatch.ts')
      const identity = identityOf(services.door.processors[0] as never)
      await services.database.company(quote.companyId, tx => object(services, tx, quote.actor, identity))
      await runWaiting(service, sendDispatch as never)
      expect(
        await ask(service.ownerUrl, 'select state, reason from dispatch where company_id = $1', [quote.companyId]),
      ).toEqual(quote.parties.map(() => ({ state: 'cancelled', reason: 'processor-objected' })))
    },
  )
})

describe('the service agreement', () => {
  const clock = movableClock(new Date('2026-11-24T09:00:00Z'))
  let service: TestService
  beforeAll(async () => {
    service = await startTestService({ jobs: false, clock })
  })
  afterAll(() => service.close())
  const signUp = async (email: string) => {
    const body = new URLSearchParams({ company: 'Åkes Tak', email, password: 'en lång fras om tak' })
    const headers = { origin: service.url, 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await fetch(`${service.url}/registrera`, { method: 'POST', headers, body, redirect: 'manual' })
    expect(answer.status).toBe(303)
    const [row] = await ask(
      service.ownerUrl,
      'select s.* from service_acceptance s join member m on m.id = s.member_id join account a on a.id = m.account_id where a.email = $1',
      [email],
    )
    return row
  }

  test(
    'is signed when the account is made, in the version that the page leads to, whose text can be read whole',
    clause('P-2.3'),
    async () => {
      const page = await (await fetch(`${service.url}/registrera`)).text()
      const path = /href="(\/integritet\/serviceavtal\/([0-9a-f]{64}))"/.exec(page)
      expect(page).toContain('Serviceavtalet, version 1')
      expect(await signUp('ake@prov.example')).toMatchObject({ hash: path?.[2], version: 1, how: 'signed-up' })
      const text = await (await fetch(service.url + (path?.[1] ?? ''))).text()
      const content = composeService(service.services.config.operator)
      for (const c of content.clauses)
        for (const said of [c.title.sv, c.text.sv]) expect(text.includes(said), said).toBe(true)
      expect(content.clauses.length).toBeGreaterThan(20)
      const kept = await service.services.database.outside(tx => serviceBy(tx, path?.[2] ?? ''))
      expect(serviceHash((kept as ServiceAgreement).content)).toBe(path?.[2])
    },
  )

  test('that changes is told of sixty days before, and the one that was signed can be read all the while', async () => {
    const before = await signUp('ulla@prov.example')
    await announceService.run(service.services)
    const { config } = service.services
    const moved = {
      ...service.services,
      config: { ...config, operator: { ...config.operator, address: 'Nya gatan 1, Malmö' } },
    }
    await announceService.run(moved)
    await announceService.run(moved)
    await runWaiting(service, sendProcessingMail as never)
    const told = await sentTo(service, 'ulla@prov.example')
    expect(told.filter(m => m.subject === 'Serviceavtalet ändras')).toHaveLength(1)
    expect(told.at(-1)?.body_text).toContain('23 januari 2027')
    const standing = (companyId: string) =>
      service.services.database.company(companyId, tx => serviceStanding(moved, tx, companyId))
    expect(await standing(before.company_id)).toMatchObject({
      current: { version: 2 },
      accepted: { version: 1, path: `/integritet/serviceavtal/${before.hash}` },
      begins: '2027-01-23',
    })
    const old = await (await fetch(`${service.url}/integritet/serviceavtal/${before.hash}`)).text()
    expect(old).toContain('En nyare version finns.')
    const actor = { companyId: before.company_id, memberId: before.member_id }
    const accept = (hash: string) =>
      service.services.database.company(actor.companyId, tx => acceptService(moved, tx, actor, hash))
    await expect(accept(before.hash)).rejects.toMatchObject({ code: 'agreement-changed' })
    clock.pass(1000)
    await accept((await standing(actor.companyId)).current.hash)
    expect(await standing(actor.companyId)).toMatchObject({ accepted: { version: 2 }, begins: null })
  })
})
