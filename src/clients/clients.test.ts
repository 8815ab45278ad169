// The register of clients: who they are, and their personal numbers, which come out masked unless somebody asks to see one.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shredKey } from '../platform/vault/shred-job.ts'
import { ask } from '../testing/ask.ts'
import { clause } from '../testing/clause.ts'
import { companyKey, companyWindow, type Window } from '../testing/company-window.ts'
import { runWaiting } from '../testing/run-waiting.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'

let service: TestService
let window: Window

beforeAll(async () => {
  service = await startTestService({ jobs: false })
  window = await companyWindow(service)
})
afterAll(() => service.close())

const ASA = '19840601-2388'
const ERIK = '19850215-2393'
/** Twelve or ten digits of Åsa's and Erik's numbers, in any spelling. */
const RAW = /840601[-+ ]?2388|850215[-+ ]?2393/

const household = (change: object = {}) => ({
  kind: 'person',
  name: 'Åsa Berg',
  email: 'asa@prov.example',
  people: [
    { name: 'Åsa Berg', email: 'asa@prov.example', personalNumber: ASA },
    { name: 'Erik Berg', personalNumber: ERIK },
  ],
  ...change,
})
const add = (client: object, at = window) => at.ask('POST', '/api/app/clients', client)
const rowsOf = (clientId: string) =>
  ask(service.ownerUrl, 'select * from client_person where client_id = $1 order by position', [clientId])
const numberOf = async (clientId: string, position = 0) => {
  const [row] = (await rowsOf(clientId)).slice(position)
  const { personalNumberOf } = await import('./clients.ts')
  return (await personalNumberOf(service.services, row))?.reveal() ?? null
}

describe('a client', () => {
  test('who is a private person without people named is its own', async () => {
    const { status, body } = await add({ kind: 'person', name: 'Åsa Berg', phone: '070-174 06 05' })
    expect(status).toBe(201)
    expect(body.people).toMatchObject([{ name: 'Åsa Berg', phone: '+46701740605', personalNumberMasked: null }])
  })

  test.each(['company', 'association'])('that is a %s has a number of its own and contacts with titles', async kind => {
    const { body } = await add({
      kind,
      name: 'Brf Eken',
      organisationNumber: '799900-0040',
      people: [{ name: 'Erik Berg', title: 'Ordförande' }],
    })
    expect(body).toMatchObject({ organisationNumber: '799900-0040', people: [{ title: 'Ordförande' }] })
  })

  test('keeps what a change leaves out of its people, and takes away what is emptied', async () => {
    const { body } = await add(household())
    const [asa, erik] = body.people
    const changed = await window.ask('PUT', `/api/app/clients/${body.id}`, {
      ...household(),
      people: [
        { id: asa.id, name: 'Åsa Berg-Lind', email: '' },
        { id: erik.id, name: 'Erik Berg' },
      ],
    })
    expect(changed.body.people).toMatchObject([
      { id: asa.id, name: 'Åsa Berg-Lind', email: null, personalNumberMasked: '19840601-****' },
      { id: erik.id, personalNumberMasked: '19850215-****' },
    ])
  })

  test('loses the people a change does not name', async () => {
    const { body } = await add(household())
    const { body: after } = await window.ask('PUT', `/api/app/clients/${body.id}`, {
      ...household(),
      people: [{ id: body.people[1].id, name: 'Erik Berg' }],
    })
    expect(after.people.map((p: { name: string }) => p.name)).toEqual(['Erik Berg'])
  })

  test.each([
    ['name', { name: ' ' }, 'Fyll i'],
    ['email', { email: 'asa.prov.example' }, '@'],
    ['phone', { phone: '12' }, 'riktnummer'],
    ['organisationNumber', { kind: 'company', people: [], organisationNumber: '799900-0041' }, 'Kontrollsiffran'],
    ['people.1.email', { people: [{ name: 'a' }, { name: 'b', email: 'x' }] }, '@'],
    ['people.0.usedRotKr', { people: [{ name: 'a', usedRotKr: -1 }] }, 'för litet'],
  ])('with a faulty %s is refused beside that field', async (field, change, says) => {
    const answer = await add(household(change))
    expect(answer.status).toBe(422)
    expect(Object.keys(answer.body.fields)).toEqual([field])
    expect(answer.body.fields[field]).toContain(says)
  })
})

describe('a personal number', () => {
  test.each([
    ['840601-2388', '198406012388'],
    ['19840601 2388', '198406012388'],
    ['198406012388', '198406012388'],
    // Co-ordination numbers: sixty added to the day; the second lacks its month.
    ['19140168-2396', '191401682396'],
    ['191500722390', '191500722390'],
  ])('written %s is read', async (typed, digits) => {
    const { status, body } = await add(household({ people: [{ name: 'Åsa Berg', personalNumber: typed }] }))
    expect(status).toBe(201)
    expect(await numberOf(body.id)).toBe(digits)
  })

  test.each([
    ['19840601-2389', 'Kontrollsiffran stämmer inte'],
    ['19840631-2388', 'Datumet finns inte'],
    ['12345', 'tolv siffror'],
  ])('%s is refused beside its field, and is in no answer and no log', async (typed, says) => {
    const logged = service.logs.length
    const answer = await add(household({ people: [{ name: 'Åsa Berg', personalNumber: typed }] }))
    expect(answer.status).toBe(422)
    expect(Object.keys(answer.body.fields)).toEqual(['people.0.personalNumber'])
    expect(answer.body.fields['people.0.personalNumber']).toContain(says)
    expect(answer.text + service.logs.slice(logged).join()).not.toContain(typed.replace('-', ''))
    expect(answer.text + service.logs.slice(logged).join()).not.toContain(typed)
  })

  test('sent as a figure instead of text is refused without being repeated', async () => {
    const answer = await add(household({ people: [{ name: 'Åsa Berg', personalNumber: 198406012388 }] }))
    expect(answer.status).toBe(422)
    expect(answer.text).not.toMatch(RAW)
  })

  test(
    'is shown in full to a member who asks, one at a time, and who it was is written down',
    clause('L-20', 'L-12'),
    async () => {
      const one = await companyWindow(service)
      const { body } = await one.ask('POST', '/api/app/clients', household())
      const [asa] = body.people
      expect(asa.numberShown).toBe(null)
      const shown = await one.ask('POST', `/api/app/clients/${body.id}/people/${asa.id}/number`, { reason: 'check' })
      expect(shown).toMatchObject({ status: 200, body: { number: '19840601-2388' } })
      const after = await one.ask('GET', `/api/app/clients/${body.id}`)
      expect(after.body.people.map((p: { numberShown: unknown }) => p.numberShown !== null)).toEqual([true, false])
      const other = await companyWindow(service)
      const theirs = await other.ask('POST', `/api/app/clients/${body.id}/people/${asa.id}/number`, { reason: 'check' })
      const unsaid = await one.ask('POST', `/api/app/clients/${body.id}/people/${asa.id}/number`, {})
      expect(unsaid.status).toBe(422)
      expect(theirs.status).toBe(404)
      const key = await companyKey(service, one)
      expect((await key.ask('POST', `/api/app/clients/${body.id}/people/${asa.id}/number`, {})).status).toBe(401)
      expect(await ask(service.ownerUrl, 'select member_id, reason from number_view')).toEqual([
        { member_id: one.memberId, reason: 'check' },
      ])
    },
  )

  test(
    'is masked in every answer about its client and its documents, and raw in none',
    clause('L-12', 'L-9'),
    async () => {
      const one = await companyWindow(service)
      const said: string[] = []
      const note = async (...args: Parameters<Window['ask']>) => {
        const answer = await one.ask(...args)
        expect(answer.status, args[1]).toBeLessThan(300)
        said.push(answer.text)
        return answer.body
      }
      const client = await note('POST', '/api/app/clients', household())
      await note('GET', '/api/app/clients')
      await note('GET', '/api/app/clients?q=840601')
      await note('GET', `/api/app/clients/${client.id}`)
      await note('PUT', `/api/app/clients/${client.id}`, household({ people: client.people.map(bare) }))
      const made = await note('POST', '/api/app/documents', { clientId: client.id, title: 'Altan' })
      const path = `/api/app/documents/${made.id}`
      const detail = await note('GET', path)
      await note('PUT', `${path}/content`, {
        revision: detail.revision,
        content: { ...detail.content, pricing: { ...detail.content.pricing, deduction: 'rot' } },
      })
      await note('GET', `${path}/as-sent`)
      await note('GET', `${path}/send-points`)
      await note('GET', `${path}/timeline`)
      await note('GET', '/api/app/documents?q=2388')
      expect(said.join()).toContain('19840601-****')
      expect(said.join()).not.toMatch(RAW)
      expect(service.logs.join()).not.toMatch(RAW)
    },
  )

  test('is in no table in clear', clause('P-20.4'), async () => {
    const { body } = await add(household())
    const rows = await rowsOf(body.id)
    const bytes = rows
      .map(r => r.personal_number.toString('latin1') + r.personal_number_index.toString('latin1'))
      .join()
    expect(JSON.stringify(rows) + bytes).not.toMatch(/2388|2393/)
  })

  test(
    'looks different at every company, and in every person: nobody can be joined by it',
    clause('P-2.2', 'P-20.4'),
    async () => {
      const other = await companyWindow(service)
      const [mine, again, theirs] = [await add(household()), await add(household()), await add(household(), other)]
      const [a, b, c] = await Promise.all([mine, again, theirs].map(async r => (await rowsOf(r.body.id))[0]))
      expect(a.personal_number_index.equals(b.personal_number_index)).toBe(true)
      expect(a.personal_number_index.equals(c.personal_number_index)).toBe(false)
      expect(a.personal_number.equals(b.personal_number)).toBe(false)
      // Moved to another person it opens nothing: it is bound to its place.
      const { personalNumberOf } = await import('./clients.ts')
      await expect(personalNumberOf(service.services, { ...a, id: b.id })).rejects.toThrow()
    },
  )

  test.each(['company', 'association'])('is not taken for people of a %s: nothing there needs it', async kind => {
    const answer = await add(household({ kind }))
    expect(answer.status).toBe(422)
    expect(answer.body.fields['people.0.personalNumber']).toContain('bara för privatpersoner med ROT eller RUT')
    expect(answer.text).not.toMatch(RAW)
  })

  test('goes when a household becomes a company', async () => {
    const { body } = await add(household())
    const people = body.people.map(bare)
    const after = await window.ask('PUT', `/api/app/clients/${body.id}`, household({ kind: 'company', people }))
    expect(after.body.people.map((p: { personalNumberMasked: unknown }) => p.personalNumberMasked)).toEqual([
      null,
      null,
    ])
  })

  test('of one human is not given for two', async () => {
    const people = [
      { name: 'Åsa Berg', personalNumber: ASA },
      { name: 'Erik Berg', personalNumber: '840601-2388' },
    ]
    const answer = await add(household({ people }))
    expect(answer.status).toBe(422)
    expect(Object.keys(answer.body.fields)).toEqual(['people.1.personalNumber'])
  })

  test('taken away or replaced is gone from old copies too: its key is destroyed', clause('P-20.4'), async () => {
    const { body } = await add(household())
    const keys = (await rowsOf(body.id)).map(r => r.key_id)
    await window.ask('PUT', `/api/app/clients/${body.id}`, {
      ...household(),
      people: [
        { ...bare(body.people[0]), personalNumber: null },
        { ...bare(body.people[1]), personalNumber: ASA },
      ],
    })
    await runWaiting(service, shredKey as never)
    expect((await rowsOf(body.id)).map(r => r.personal_number === null)).toEqual([true, false])
    expect(await numberOf(body.id, 1)).toBe('198406012388')
    const gone = await ask(service.superuserUrl, 'select 1 from vault.key where id = any($1) and wrapped is null', [
      keys,
    ])
    expect(gone).toHaveLength(2)
  })
})

describe('the register', () => {
  test('of one company is not there for another: not to read, change, list or write to', clause('P-6.2'), async () => {
    const theirs = await companyWindow(service)
    const { body } = await add(household(), theirs)
    expect((await window.ask('GET', `/api/app/clients/${body.id}`)).status).toBe(404)
    expect((await window.ask('PUT', `/api/app/clients/${body.id}`, household())).status).toBe(404)
    const other = await companyWindow(service)
    expect((await other.ask('GET', '/api/app/clients')).body.clients).toEqual([])
    expect((await window.ask('POST', '/api/app/documents', { clientId: body.id })).status).toBe(404)
    const mine = (await add(household())).body
    const stolen = household({ people: [{ id: body.people[0].id, name: 'Stulen' }] })
    expect((await window.ask('PUT', `/api/app/clients/${mine.id}`, stolen)).status).toBe(404)
    expect((await rowsOf(body.id))[0].name).toBe('Åsa Berg')
    const key = await companyKey(service, window)
    const quote = { title: 'x', clientId: body.id, blocks: [], pricing: pricing }
    expect((await key.ask('POST', '/api/v1/quotes', quote)).status).toBe(404)
  })

  test('keeps people with their own client: a person of another is not there', async () => {
    const [one, other] = [(await add(household())).body, (await add(household())).body]
    const taken = household({ people: [{ id: other.people[0].id, name: 'Flyttad' }] })
    expect((await window.ask('PUT', `/api/app/clients/${one.id}`, taken)).status).toBe(404)
    expect((await rowsOf(other.id))[0].name).toBe('Åsa Berg')
  })

  test('is searched by name, mail and phone as people write it; what the search is made of is not obeyed', async () => {
    const one = await companyWindow(service)
    await add({ kind: 'person', name: 'Åsa 100% Berg', email: 'asa@prov.example', phone: '070-174 06 05' }, one)
    await add({ kind: 'person', name: 'Erik Lind' }, one)
    const found = async (q: string) =>
      (await one.ask('GET', `/api/app/clients?q=${encodeURIComponent(q)}`)).body.clients.map(
        (c: { name: string }) => c.name,
      )
    for (const q of ['åsa', 'ÅSA', 'berg', 'ASA@prov', '070-174 06', '0701740605', '+46 70 174', '%'])
      expect(await found(q), q).toEqual(['Åsa 100% Berg'])
    for (const q of ['_', '\\', "'; drop table client", '08-123']) expect(await found(q), q).toEqual([])
    expect(await found('')).toHaveLength(2)
  })

  test('comes a hundred at a time, each client once, also where names are the same', async () => {
    const one = await companyWindow(service)
    await ask(
      service.ownerUrl,
      `insert into client (company_id, id, kind, name, language, created_at, updated_at)
       select $1, gen_random_uuid(), 'person', 'Kund ' || (i / 150), 'sv', now(), now() from generate_series(1, 205) i`,
      [one.companyId],
    )
    const seen: string[] = []
    let cursor = ''
    do {
      const { body } = await one.ask('GET', `/api/app/clients${cursor && `?cursor=${cursor}`}`)
      seen.push(...body.clients.map((c: { id: string }) => c.id))
      cursor = body.next ?? ''
    } while (cursor)
    expect(seen).toHaveLength(205)
    expect(new Set(seen).size).toBe(205)
  })

  test.each(['x', 'eyJ4IjoxfQ', Buffer.from('["a","b"]').toString('base64url')])(
    'asked from the place %s, which it never gave, begins at the beginning',
    async cursor => {
      const { status, body } = await window.ask('GET', `/api/app/clients?cursor=${cursor}`)
      expect(status).toBe(200)
      expect(body.clients.length).toBeGreaterThan(0)
    },
  )
})

const pricing = { pricesIncludeVat: true, vatMode: 'standard', form: 'fixed', deduction: 'none' }
const bare = (p: { id: string; name: string }) => ({ id: p.id, name: p.name })
