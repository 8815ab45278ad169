// Suppliers of annex 1 that are told of something by the server, each in use and over its stand-in, in one whole service: what reaches them is what
// their row says, and nothing else.
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runChannel } from '../cli/channel.ts'
import type { Purpose } from '../datamap/vocabulary.ts'
import { sendDispatch } from '../delivery/dispatch.ts'
import { tellCrm } from '../marketing/contacts.ts'
import { chooseNews, offerNews } from '../marketing/customers.ts'
import { forgetInCrm } from '../marketing/leave-crm.ts'
import { forwardFaults, relayChats, tellStaff } from '../operator/tell.ts'
import { cameThrough, isConnected, takeBack } from '../partners/connections.ts'
import { keepPartnerTold, tellInvoicing, tellPartner } from '../partners/tell.ts'
import { movableClock } from '../platform/clock.ts'
import type { ProcessorErasure } from '../platform/outbound/erasing.ts'
import { supportChat } from '../platform/ports/chat.ts'
import { type CompanyContact, crm } from '../platform/ports/crm.ts'
import { staff } from '../platform/ports/staff.ts'
import { shredKey } from '../platform/vault/shred-job.ts'
import { readSample } from '../samples/sample.ts'
import { ask } from '../testing/ask.ts'
import { clause } from '../testing/clause.ts'
import { companyWindow, type Window } from '../testing/company-window.ts'
import { inUseEnv } from '../testing/papers.ts'
import { runWaiting } from '../testing/run-waiting.ts'
import { type SentQuote, sentQuote } from '../testing/sent-quote.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { type FakeBillecta, startFakeBillecta } from './billecta/fake.ts'
import { webhookSignature } from './dorunner/adapter.ts'
import { type FakePartner, startFakePartner } from './dorunner/fake.ts'
import { type FakeHubspot, startFakeHubspot } from './hubspot/fake.ts'
import { intercomChat } from './intercom/adapter.ts'
import { type FakeIntercom, startFakeIntercom } from './intercom/fake.ts'
import { type FakeRollbar, startFakeRollbar } from './rollbar/fake.ts'
import { type FakeSlack, startFakeSlack } from './slack/fake.ts'

const clock = movableClock(new Date('2026-11-23T12:00:00Z'))
const BILLECTA = { user: 'anna', password: 'hemligt & långt' }
let hubspot: FakeHubspot
let intercom: FakeIntercom
let slack: FakeSlack
let rollbar: FakeRollbar
let dorunner: FakePartner
let billecta: FakeBillecta
let service: TestService
let bare: TestService
/** A quote that has been sent, by a company that has connected nothing. */
let quote: SentQuote
beforeAll(async () => {
  hubspot = await startFakeHubspot({ key: 'hemlig-hubspot' })
  intercom = await startFakeIntercom({ key: 'hemlig-intercom' })
  slack = await startFakeSlack({ key: 'hemlig-slack', channel: 'C1' })
  rollbar = await startFakeRollbar({ key: 'hemlig-rollbar' })
  dorunner = await startFakePartner({ secret: 'hemlig-dorunner' })
  billecta = await startFakeBillecta(BILLECTA)
  service = await startTestService({
    jobs: false,
    clock,
    env: inUseEnv({
      hubspot: { settings: { url: hubspot.url } },
      intercom: { settings: { url: intercom.url } },
      slack: { settings: { url: slack.url, channel: 'C1' } },
      rollbar: { settings: { url: rollbar.url } },
      dorunner: { settings: { url: dorunner.url } },
      billecta: { settings: { url: billecta.url } },
    }),
  })
  bare = await startTestService({ jobs: false, clock })
  quote = await sentQuote(service.services)
  await runWaiting(service, sendDispatch as never)
})
afterAll(async () => {
  await service.close()
  await bare.close()
  for (const fake of [intercom, hubspot, slack, rollbar, dorunner, billecta]) await fake.close()
})

const inCompany = <T>(companyId: string, work: Parameters<typeof service.services.database.company<T>>[1]) =>
  service.services.database.company(companyId, work)
const disclose = (companyId: string, processor: string, purpose: Purpose, columns: string[]) =>
  inCompany(companyId, tx =>
    service.services.door.disclose(tx, {
      id: service.services.newId(),
      processor,
      purpose,
      columns,
      subject: { kind: 'client', id: null },
      documentId: null,
    }),
  )
const everythingThatCame = () =>
  [hubspot, slack, rollbar, dorunner, billecta]
    .flatMap(f => f.came.map(c => `${c.path}?${c.query}\n${c.body}`))
    .join('\n')
const people = readSample('badrum-rot').client.people
const numberOf = (p: (typeof people)[number]) => String(p.personalNumber).replace(/\D/g, '')

describe('HubSpot', () => {
  const member = async () => {
    const w = await companyWindow(service)
    await ask(service.ownerUrl, 'update member set name = $1, phone = $2 where id = $3', [
      'Anna Prov',
      '+46701740605',
      w.memberId,
    ])
    await offerNews(service.services, w.accountId, { where: 'sign-up', no: false })
    return w
  }

  test(
    'gets a company’s contact by three columns, and forgets for good whoever says no',
    clause('B-3', 'X-36'),
    async () => {
      const w = await member()
      await runWaiting(service, tellCrm as never, forgetInCrm as never)
      expect([...hubspot.contacts.values()]).toContainEqual({
        email: w.email,
        firstname: 'Anna Prov',
        phone: '+46701740605',
      })
      const [row] = await inCompany(w.companyId, tx =>
        tx.selectFrom('disclosure').select(['purpose', 'columns']).where('processor', '=', 'crm').execute(),
      )
      expect(row).toEqual({ purpose: 'marketing', columns: ['account.email', 'member.name', 'member.phone'] })
      await inCompany(w.companyId, tx => chooseNews(service.services, tx, w.accountId, false))
      await runWaiting(service, tellCrm as never, forgetInCrm as never)
      expect([...hubspot.contacts.values()].map(c => c.email)).not.toContain(w.email)
      expect(hubspot.came.at(-1)?.path).toBe('/crm/v3/objects/contacts/gdpr-delete')
      // Whoever is erased is looked up by their address, and what was taken is asked about until it is done.
      const gone = await member()
      await runWaiting(service, tellCrm as never)
      const adapter = service.services.ports.get(crm) as unknown as ProcessorErasure
      const answer = await adapter.erase({ email: gone.email })
      expect(answer).toEqual({ state: 'requested', reference: expect.any(String) })
      expect(await adapter.ask((answer as { reference: string }).reference)).toEqual({ state: 'done' })
      expect(await adapter.erase({ email: gone.email })).toEqual({ state: 'not-held' })
      // Said no before it was put there: it never is.
      const early = await companyWindow(service)
      await offerNews(service.services, early.accountId, { where: 'sign-up', no: true })
      await tellCrm.run(service.services, { companyId: early.companyId, memberId: early.memberId }, 1)
      expect(hubspot.came.map(c => c.body.toString()).join()).not.toContain(early.email)
    },
  )

  test('never gets a Slutkund: not by type, not at run time, not at the door', clause('B-3', 'X-36'), async () => {
    const port = service.services.ports.get(crm)
    const before = hubspot.came.length
    // @ts-expect-error A contact is made of a member’s row and of nothing else.
    const loose: CompanyContact = { email: 'asa@prov.example', name: 'Åsa', phone: null, reference: 'x' }
    await expect(port.put(loose)).rejects.toThrow('Only a company’s own contact')
    for (const column of [
      'client.email',
      'client.name',
      'client.phone',
      'client_person.email',
      'client_person.name',
      'dispatch.address',
    ])
      await expect(disclose(quote.companyId, 'crm', 'marketing', [column]), column).rejects.toMatchObject({
        code: expect.stringMatching(/^outbound-(column|purpose)-refused$/),
      })
    expect(hubspot.came).toHaveLength(before)
    // The maker of contacts is called where a member’s row is read, and nowhere else.
    const root = join(import.meta.dirname, '..')
    const makers = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter(p => /\.tsx?$/.test(p) && !/\.test\.tsx?$/.test(p) && p !== 'platform/ports/crm.ts')
      .filter(p => /\bcompanyContact\b/.test(readFileSync(join(root, p), 'utf8')))
    expect(makers).toEqual(['marketing/contacts.ts'])
    expect(readFileSync(join(root, 'marketing/contacts.ts'), 'utf8')).not.toMatch(/client/)
    // A whole quote has gone through this service: nothing of those it was to is there.
    const sent = hubspot.came.map(c => c.body.toString()).join('\n')
    for (const p of people) for (const marker of [p.name, p.email, numberOf(p)]) expect(sent).not.toContain(marker)
  })
})

describe('Intercom', () => {
  const chats = (fields: Record<string, string>) =>
    fetch(`${service.url}/kontakt/chatt`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })

  test(
    'gets what was written in a chat that somebody opened, without numbers, and an address where one was given',
    clause('B-1', 'X-37'),
    async () => {
      // Whoever only looks, or opens the chat and writes nothing, is not met.
      for (const path of ['/', '/kontakt', '/kontakt/chatt']) {
        const page = await (await fetch(service.url + path)).text()
        expect(page).not.toMatch(/intercom\.(io|com)|intercomcdn/i)
        if (path === '/kontakt/chatt') expect(page).toContain('går också till Intercom Prov AB')
      }
      await relayChats.run(service.services)
      expect(intercom.came).toEqual([])
      const number = String(people[0]?.personalNumber)
      const text = `Hej, mitt nummer är ${number} och kortet 4111 1111 1111 1111. Hur byter jag logga?`
      expect((await chats({ text, replyTo: 'chatt@prov.example' })).status).toBe(303)
      expect((await chats({ text: 'Utan adress.' })).status).toBe(303)
      await relayChats.run(service.services)
      await relayChats.run(service.services)
      const said = [...intercom.conversations.values()].map(c => c.body).sort()
      expect(said).toHaveLength(2)
      expect(said[0]).toMatch(/^Hej, mitt nummer är \[[^\]]+\] och kortet \[[^\]]+\]\. Hur byter jag logga\?$/)
      const known = [...intercom.contacts.values()]
      expect(known.map(c => Object.keys(c).sort()).sort((a, b) => b.length - a.length)).toEqual([
        ['email', 'external_id', 'role'],
        ['external_id', 'role'],
      ])
      expect(intercom.came.map(c => c.body.toString()).join()).not.toMatch(/4111|840601|850215/)
      const told = await ask(
        service.ownerUrl,
        `select columns, purpose from own_disclosure where processor = 'chat' order by cardinality(columns) desc`,
      )
      expect(told).toEqual([
        { columns: ['support_message.body', 'support_case.reply_to'], purpose: 'answer' },
        { columns: ['support_message.body'], purpose: 'answer' },
      ])
    },
  )

  test('masks what stood there all the same, at the moment it leaves', clause('B-1', 'X-37'), async () => {
    const number = String(people[0]?.personalNumber)
    await service.services.ports
      .get(supportChat)
      .relay({ caseId: randomUUID(), email: null, text: `Nummer ${number}, kort 4111111111111111` })
    const last = [...intercom.conversations.values()].at(-1)?.body
    expect(last).toBe('Nummer [personnummer], kort [kortnummer]')
  })

  test('gets nothing of another field, of a form, or of who asks about their own data', clause('B-1'), async () => {
    const before = intercom.came.length
    for (const column of [
      'account.email',
      'member.name',
      'client.name',
      'question.body',
      'support_file.content',
      'client_person.personal_number',
    ])
      await expect(disclose(quote.companyId, 'chat', 'answer', [column]), column).rejects.toMatchObject({
        code: expect.stringMatching(/^outbound-(column|purpose)-refused$/),
      })
    await fetch(`${service.url}/kontakt`, {
      method: 'POST',
      body: new URLSearchParams({ text: 'Med formuläret.', replyTo: 'form@prov.example' }),
      redirect: 'manual',
    })
    await chats({ text: 'Jag vill ha ett registerutdrag.', replyTo: 'utdrag@prov.example' })
    await relayChats.run(service.services)
    expect(intercom.came).toHaveLength(before)
  })

  test('erases the conversations and then whoever wrote', async () => {
    const adapter = service.services.ports.get(supportChat) as unknown as ProcessorErasure
    expect(await adapter.erase({ email: 'chatt@prov.example' })).toEqual({ state: 'done' })
    expect([...intercom.contacts.values()].some(c => c.email === 'chatt@prov.example')).toBe(false)
    expect([...intercom.conversations.values()].some(c => /logga/.test(c.body))).toBe(false)
    expect(await adapter.erase({ email: 'chatt@prov.example' })).toEqual({ state: 'not-held' })
    expect(() => intercomChat({ key: 'x', url: 'https://api.intercom.io' })).toThrow('within the EEA')
  })
})

describe('Slack', () => {
  test('is told that a case waits, by its number and a link, once', clause('B-14', 'X-37'), async () => {
    const id = randomUUID()
    const words = 'Åsa Prov, asa@prov.example, 070-174 06 05'
    await ask(
      service.ownerUrl,
      `insert into rights_case (id, number, kind, state, came_by, level, controller, subject_kind, visitor_id, request, language, received_at, received_on, deadline)
       values ($1, 'R-2026-0042', 'access', 'open', 'mail', 1, 'operator', 'visitor', $1, $2, 'sv', now(), '2026-11-23', '2026-12-23')`,
      [id, Buffer.from(words)],
    )
    await tellStaff.run(service.services)
    await tellStaff.run(service.services)
    expect([...slack.messages.values()]).toEqual([
      `Ett ärende om någons uppgifter väntar: R-2026-0042\n${service.url}/integritet/dina-uppgifter`,
    ])
    const [told] = await ask(service.ownerUrl, `select columns, purpose from own_disclosure where processor = 'staff'`)
    expect(told).toEqual({ columns: ['rights_case.number'], purpose: 'communicate' })
    // What was said can be taken away again.
    const [row] = await ask(service.ownerUrl, `select remote_reference from told_outside where what = 'rights-case'`)
    await service.services.ports.get(staff).remove(row.remote_reference)
    expect(slack.messages.size).toBe(0)
  })

  test.each([
    ['a name', { number: 'Åsa Prov', path: '/integritet' }],
    ['an address', { number: 'asa@prov.example', path: '/integritet' }],
    ['a link elsewhere', { number: 'R-1', path: '//annan.example' }],
    ['a link with anything in it', { number: 'R-1', path: '/integritet?namn=Asa' }],
  ])('has no room for %s', clause('B-14'), async (_, change) => {
    const before = slack.came.length
    const tell = async () => service.services.ports.get(staff).tell({ kind: 'rights-case', ...change })
    await expect(tell()).rejects.toThrow('A notice')
    expect(slack.came).toHaveLength(before)
  })

  test('may be told of nothing else', clause('B-14'), async () => {
    for (const column of ['account.email', 'member.name', 'client.name', 'question.body', 'rights_case.request'])
      await expect(disclose(quote.companyId, 'staff', 'communicate', [column]), column).rejects.toMatchObject({
        code: 'outbound-column-refused',
      })
  })
})

describe('Rollbar', () => {
  test('gets faults that name nobody, once each, and nothing of who met them', clause('B-10', 'X-37'), async () => {
    const marker = 'MARKOR-asa@prov.example'
    // As a broken page would tell, with all it could see.
    for (let n = 0; n < 3; n++)
      await fetch(`${service.url}/fel`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': marker },
        body: JSON.stringify({
          zone: 'app',
          kind: 'TypeError',
          message: `Cannot read properties of ${marker} 19840601-2388`,
          stack: `TypeError: ${marker}\n at x (${service.url}/rum/${marker}/?q=${marker}:1:2)`,
          page: marker,
        }),
      })
    await forwardFaults.run(service.services)
    // A day is passed on when it has ended.
    expect(rollbar.items.size).toBe(0)
    clock.pass(86_400_000)
    await forwardFaults.run(service.services)
    await forwardFaults.run(service.services)
    clock.pass(-86_400_000)
    const items = [...rollbar.items.values()]
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({
      context: 'app',
      custom: { times: 3 },
      body: { trace: { exception: { class: 'TypeError' } } },
    })
    expect(Object.keys(items[0] ?? {}).sort()).toEqual([
      'body',
      'context',
      'custom',
      'environment',
      'language',
      'level',
      'notifier',
      'uuid',
    ])
    const came = rollbar.came.map(c => `${c.path}${c.query}${JSON.stringify(c.headers)}${c.body}`).join('\n')
    for (const form of [
      marker,
      'asa@prov',
      'prov.example',
      encodeURIComponent(marker),
      '840601',
      Buffer.from(marker).toString('base64'),
    ])
      expect(came).not.toContain(form)
    for (const column of ['account.email', 'member.name', 'session.network', 'client.name'])
      await expect(disclose(quote.companyId, 'errors', 'security', [column]), column).rejects.toMatchObject({
        code: 'outbound-column-refused',
      })
  })
})

describe('Dorunner', () => {
  const FIELDS = [
    'client_person.personal_number',
    'client.street',
    'client.postcode',
    'client.city',
    'client_person.phone',
    'client_person.email',
  ]

  test('gets nothing of a company that did not come through it', clause('B-8', 'X-34'), async () => {
    await expect(disclose(quote.companyId, 'partner', 'deliver', ['client.street'])).rejects.toMatchObject({
      code: 'outbound-not-connected',
    })
    await keepPartnerTold.run(service.services)
    expect(await runWaiting(service, tellPartner as never)).toBe(0)
    const [person] = await ask(service.ownerUrl, 'select id from client_person where company_id = $1', [
      quote.companyId,
    ])
    await tellPartner.run(service.services, { companyId: quote.companyId, personId: person.id }, 1)
    expect(dorunner.came).toEqual([])
  })

  test(
    'gets number, address, telephone and e-mail of its own company’s clients, and takes an erasure',
    clause('B-8', 'X-34'),
    async () => {
      const own = await sentQuote(service.services)
      const { services } = service
      expect(await runChannel(services, [own.companyId])).toContain('personnummer, adress, telefon och e-post')
      await keepPartnerTold.run(services)
      expect(await runWaiting(service, tellPartner as never)).toBe(people.length)
      const told = [...dorunner.customers.values()]
      expect(told.map(t => t.personalNumber).sort()).toEqual(people.map(numberOf).sort())
      for (const t of told) {
        expect(
          Object.keys(t).filter(k => !['customer', 'personalNumber', 'address', 'phone', 'email'].includes(k)),
        ).toEqual([])
        expect(Object.keys(t.address as object)).toEqual(['street', 'postcode', 'city'])
      }
      // No name, no job, no price.
      const came = dorunner.came.map(c => c.body.toString()).join('\n')
      for (const p of people) expect(came).not.toContain(p.name)
      expect(came).not.toContain(readSample('badrum-rot').client.name)
      const rows = await inCompany(own.companyId, tx =>
        tx.selectFrom('disclosure').select('columns').where('processor', '=', 'partner').execute(),
      )
      for (const r of rows) for (const c of r.columns) expect([...FIELDS, 'client.phone', 'client.email']).toContain(c)
      for (const column of [
        'client.name',
        'client_person.name',
        'document.title',
        'dispatch.note',
        'client.property_designation',
      ])
        await expect(disclose(own.companyId, 'partner', 'deliver', [column]), column).rejects.toMatchObject({
          code: 'outbound-column-refused',
        })
      // Nothing is told twice, until something changes.
      clock.pass(1000)
      await keepPartnerTold.run(services)
      expect(await runWaiting(service, tellPartner as never)).toBe(0)
      // Taken is not done: the way back is tried until they confirm.
      dorunner.confirms = false
      await runChannel(services, [own.companyId, '--end'])
      await expect(runWaiting(service, takeBack as never)).rejects.toThrow('has not confirmed')
      dorunner.confirms = true
      const [c] = await ask(service.ownerUrl, 'select id from company_connection where company_id = $1', [
        own.companyId,
      ])
      await takeBack.run(services, { companyId: own.companyId, connectionId: c.id }, 2)
      expect(dorunner.customers.size).toBe(0)
      await expect(disclose(own.companyId, 'partner', 'deliver', ['client.street'])).rejects.toMatchObject({
        code: 'outbound-not-connected',
      })
    },
  )

  test('is not there in an installation that has settled nothing about it', clause('X-34'), async () => {
    const w = await companyWindow(bare)
    await expect(
      bare.services.database.company(w.companyId, tx => cameThrough(bare.services, tx, w.companyId)),
    ).rejects.toMatchObject({ code: 'connection-not-offered' })
    await keepPartnerTold.run(bare.services)
  })

  test('is told in the open layout of signed messages', () =>
    expect(
      webhookSignature(
        'c2VjcmV0LXBhcnRuZXItdGVzdC1rZXk=',
        'evt_1',
        1700000000,
        '{"type":"quote.signed","data":{"partnerReference":"DR-1001","quoteId":"q_1"}}',
      ),
    ).toBe('v1,yMeeZg2yxMJTPqzRAv2coaM6Jm1OZ80xNcvR/8DOpHM='))
})

describe('Billecta', () => {
  let w: Window
  let clientId: string
  const put = (id: string, of = w) => of.ask('POST', `/api/app/connections/invoicing/clients/${id}`, {})

  test('gets nothing of a company that has not connected it', clause('B-16', 'X-35'), async () => {
    w = await companyWindow(service)
    const made = await w.ask('POST', '/api/app/clients', {
      kind: 'company',
      name: 'Prov Kund AB',
      email: 'kund@prov.example',
      phone: '+46701740606',
    })
    expect(made.status, made.text).toBe(201)
    clientId = made.body.id
    expect((await put(clientId)).status).toBe(404)
    await expect(disclose(w.companyId, 'invoicing', 'bookkeeping', ['client.name'])).rejects.toMatchObject({
      code: 'outbound-not-connected',
    })
    await tellInvoicing.run(service.services, { companyId: w.companyId, clientId }, 1)
    expect(billecta.came).toEqual([])
  })

  test(
    'is connected by somebody of the company, as an instruction that says who and when',
    clause('B-16', 'X-35'),
    async () => {
      const wrong = await w.ask('POST', '/api/app/connections/invoicing', { ...BILLECTA, password: 'gissat' })
      expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('Tjänsten kände inte igen')])
      expect((await w.ask('POST', '/api/app/connections/invoicing', BILLECTA)).status).toBe(200)
      expect((await w.ask('POST', '/api/app/connections/invoicing', BILLECTA)).status).toBe(409)
      expect((await w.ask('GET', '/api/app/connections')).body.connections).toEqual([
        { service: 'invoicing', since: clock.now().toISOString(), byMember: w.memberId },
      ])
      // The password is nowhere, and what opens the service lies encrypted.
      const [row] = await ask(service.ownerUrl, 'select * from company_connection where company_id = $1', [w.companyId])
      const kept = row.access.toString('latin1')
      expect(kept).not.toContain('token-')
      expect(JSON.stringify([row, service.logs])).not.toMatch(/hemligt|token-/)
      // Another company is no more connected than before.
      expect(await inCompany(quote.companyId, tx => isConnected(tx, 'invoicing'))).toBe(false)
    },
  )

  test('then gets what an invoice needs of the client, and no other field', clause('B-16'), async () => {
    expect((await put(clientId)).status).toBe(200)
    expect((await put(clientId, await companyWindow(service))).status).toBe(404)
    await runWaiting(service, tellInvoicing as never)
    expect([...billecta.debtors.values()]).toEqual([
      {
        CreditorPublicId: 'c-1',
        DebtorExternalId: clientId,
        DebtorType: 'Company',
        Name: 'Prov Kund AB',
        CountryCode: 'SE',
        Email: 'kund@prov.example',
        Phone: '+46701740606',
      },
    ])
    // Once more is the same debtor.
    await put(clientId)
    await runWaiting(service, tellInvoicing as never)
    expect(billecta.debtors.size).toBe(1)
    for (const column of [
      'client_person.personal_number',
      'client_person.name',
      'document.title',
      'dispatch.note',
      'account.email',
    ])
      await expect(disclose(w.companyId, 'invoicing', 'bookkeeping', [column]), column).rejects.toMatchObject({
        code: 'outbound-column-refused',
      })
    await expect(disclose(w.companyId, 'invoicing', 'deliver', ['client.name'])).rejects.toMatchObject({
      code: 'outbound-purpose-refused',
    })
  })

  test('is disconnected at once: nothing more goes, and what went is erased', clause('X-35'), async () => {
    const second = await w.ask('POST', '/api/app/clients', {
      kind: 'company',
      name: 'Fakturerad AB',
      email: 'f@prov.example',
    })
    await put(second.body.id)
    await runWaiting(service, tellInvoicing as never)
    const invoiced = [...billecta.debtors].find(([, d]) => d.Name === 'Fakturerad AB')?.[0] as string
    billecta.invoiced.add(invoiced)
    await put(clientId)
    expect((await w.ask('DELETE', '/api/app/connections/invoicing')).status).toBe(200)
    const before = billecta.came.length
    // Queued before, and late: it goes nowhere.
    await runWaiting(service, tellInvoicing as never)
    expect(billecta.came).toHaveLength(before)
    await expect(disclose(w.companyId, 'invoicing', 'bookkeeping', ['client.name'])).rejects.toMatchObject({
      code: 'outbound-not-connected',
    })
    await runWaiting(service, takeBack as never, shredKey as never)
    // Whoever was invoiced stays as the Bookkeeping Act demands, without what that needs not.
    expect([...billecta.debtors].map(([id, d]) => [id, d.Email, d.Phone])).toEqual([[invoiced, '', '']])
    const [row] = await ask(service.ownerUrl, 'select access, ended_at from company_connection where company_id = $1', [
      w.companyId,
    ])
    expect([row.access, row.ended_at]).toEqual([null, clock.now()])
    expect(await ask(service.ownerUrl, 'select 1 from connection_remote where company_id = $1', [w.companyId])).toEqual(
      [],
    )
  })
})

test('none of them has been sent the words of a quote, a question or a message', async () => {
  const sample = readSample('badrum-rot')
  const came = everythingThatCame()
  expect(came.length).toBeGreaterThan(500)
  const rows = await ask(service.superuserUrl, 'select body_text, subject from outbox_message')
  expect(rows.length).toBeGreaterThan(1)
  for (const { subject } of rows) if (subject) expect(came).not.toContain(subject)
  for (const marker of [sample.client.name, 'rum/', 'Offert']) expect(came).not.toContain(marker)
})
