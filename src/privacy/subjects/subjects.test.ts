// A person is found through what the tables declare, whole and alone: at one company, in one household, in one account.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeCompany } from '../../accounts/accounts.ts'
import { showNumber } from '../../clients/clients.ts'
import { companyId, id, optional, reference, table, text } from '../../datamap/table.ts'
import { PersonalNumber } from '../../kernel/personal-number.ts'
import { readSample } from '../../samples/sample.ts'
import { tables } from '../../schema.ts'
import { ask } from '../../testing/ask.ts'
import { clause } from '../../testing/clause.ts'
import { type SentQuote, sentQuote } from '../../testing/sent-quote.ts'
import { startTestService, type TestService } from '../../testing/test-service.ts'
import { personOfParty, personsAt, personsWithNumber } from './find.ts'
import type { Person } from './person.ts'
import { eachRowOf, type PersonalRow } from './rows.ts'
import { wayFaults, waysFrom } from './ways.ts'

const told = (name: string, kind: 'client' | 'co-applicant' | 'member') =>
  waysFrom(tables, name, kind).map(w =>
    [...w.steps.map(s => (s.back ? `<${s.to}` : s.column)), w.end.is, ...(w.shared ? ['shared'] : [])].join(' '),
  )

describe('the ways', () => {
  test('lead from every table with personal columns to the person they are about', () =>
    expect(wayFaults(tables)).toEqual([]))

  test.each([
    ['visit', 'client', ['link_id party_id client_person_id person']],
    ['document', 'client', ['client_id household', '<document_party client_person_id person shared']],
    ['document', 'co-applicant', ['<document_party client_person_id person shared']],
    ['document_version', 'co-applicant', ['document_id <document_party client_person_id person shared']],
    ['client', 'co-applicant', []],
    ['session', 'member', ['account_id account']],
    ['dispatch', 'member', ['member_id account_id account']],
  ] as const)('from %s to a %s are %j', (name, kind, ways) => expect(told(name, kind)).toEqual(ways))

  test('that are missing, or end in nobody, are found', () => {
    const use = { role: 'processor', purpose: 'deliver', instruction: 'I-2' } as const
    const keep = { for: '1 day', after: 'row-created', ending: 'erase' } as const
    const name = text({ holds: 'name', subject: 'client', use, keep })
    const planted = [
      table('lost', { tenancy: 'company', is: 'x', columns: { company_id: companyId(), id: id(), name } }),
      table('astray', {
        tenancy: 'company',
        is: 'x',
        about: { client: 'article_id' },
        columns: { company_id: companyId(), id: id(), article_id: optional(reference('article')), name },
      }),
      table('of_itself', { tenancy: 'company', is: 'x', about: { client: 'id' }, columns: { id: id(), name } }),
    ]
    expect(wayFaults([...tables, ...planted])).toEqual([
      'lost.name is about a client, and no way leads from lost to one: say by which column in `about`.',
      'astray.name is about a client, and no way leads from astray to one: say by which column in `about`.',
      'of_itself.name is about a client, and no way leads from of_itself to one: say by which column in `about`.',
      'astray is about a client by article_id, which leads to none.',
      'of_itself is about a client by id, which leads to none.',
    ])
  })
})

describe('the rows', () => {
  let service: TestService
  let mine: SentQuote
  let theirs: SentQuote
  let first: Person
  let second: Person
  beforeAll(async () => {
    service = await startTestService({ jobs: false })
    mine = await sentQuote(service.services)
    theirs = await sentQuote(service.services)
    first = (await personOfParty(service.services.database, mine.companyId, mine.parties[0] ?? '')) as Person
    second = (await personOfParty(service.services.database, mine.companyId, mine.parties[1] ?? '')) as Person
  })
  afterAll(() => service.close())
  const rowsOf = async (person: Person) => {
    const found: PersonalRow[] = []
    await eachRowOf(service.services, person, row => void found.push(row))
    return found
  }
  const counted = (rows: readonly PersonalRow[]) => {
    const count: Record<string, number> = {}
    for (const r of rows) count[r.table.name] = (count[r.table.name] ?? 0) + 1
    return count
  }

  test('of the first in a household are the household’s and the person’s own, and not the other person’s', async () => {
    expect(first).toMatchObject({ kind: 'client', clientId: expect.any(String) })
    const rows = await rowsOf(first)
    expect(counted(rows)).toEqual({
      client: 1,
      client_person: 1,
      document: 1,
      document_party: 1,
      document_version: 1,
      document_event: expect.any(Number),
      room_link: 1,
      version_party: 1,
      dispatch: 1,
    })
    expect(rows.filter(r => r.shared)).toEqual([])
    expect(rows.find(r => r.table.name === 'client_person')?.values.id).toBe((first as { personId: string }).personId)
  })

  test('tell who had a person’s number shown in full, when and why', clause('L-20'), async () => {
    const who = first as { personId: string; clientId: string }
    const shown = await service.services.database.company(mine.companyId, async tx => {
      const of = { clientId: who.clientId, personId: who.personId, reason: 'check' } as const
      await showNumber(service.services, tx, mine.actor, of)
      return tx.selectFrom('number_view').select('at').where('client_person_id', '=', who.personId).execute()
    })
    try {
      const told = (await rowsOf(first)).filter(r => r.table.name === 'number_view')
      expect(told).toMatchObject([{ values: { reason: 'check', at: shown[0]?.at } }])
      expect((await rowsOf(second)).filter(r => r.table.name === 'number_view')).toEqual([])
    } finally {
      await ask(service.ownerUrl, 'delete from number_view where client_person_id = $1', [who.personId])
    }
  })

  test('of a co-applicant are their own, and the documents they have a part in, marked as shared', async () => {
    expect(second).toMatchObject({ kind: 'co-applicant', clientId: null })
    const rows = await rowsOf(second)
    expect(counted(rows)).toMatchObject({ client_person: 1, document: 1, document_version: 1, room_link: 1 })
    expect(counted(rows)).not.toHaveProperty('client')
    expect([...new Set(rows.filter(r => r.shared).map(r => r.table.name))].sort()).toEqual([
      'document',
      'document_event',
      'document_version',
    ])
  })

  test('say of each column what it holds, why, until when and who may receive it', async () => {
    const person = (await rowsOf(first)).find(r => r.table.name === 'client_person')
    expect(person?.personal.find(c => c.column === 'email')).toMatchObject({
      declared: {
        holds: 'contact',
        use: { role: 'processor', instruction: 'I-2' },
        shared: ['mail', 'partner'],
        keep: { for: '24 months' },
      },
    })
    expect(person?.personal.find(c => c.column === 'name')?.value).toBe(person?.values.name)
  })

  test('are of one company, however like the person is at another', async () => {
    const other = await personOfParty(service.services.database, theirs.companyId, theirs.parties[0] ?? '')
    const rows = await rowsOf(other as Person)
    expect(rows.length).toBeGreaterThan(5)
    expect([...new Set(rows.map(r => r.companyId))]).toEqual([theirs.companyId])
  })

  test('of an account lie in it and in its companies', async () => {
    const accountId = (mine.actor as unknown as { accountId: string }).accountId
    const rows = await rowsOf({ kind: 'member', accountId })
    expect(counted(rows)).toMatchObject({ account: 1, member: 1 })
  })

  test('of a company that is one human lie in it, also where no company is known yet', async () => {
    await ask(
      service.superuserUrl,
      "insert into api_key (id, company_id, member_id, name, key_hash, created_at) select $2, company_id, id, 'x', '', now() from member where company_id = $1",
      [mine.companyId, service.services.newId()],
    )
    const rows = await rowsOf({ kind: 'company', companyId: mine.companyId })
    expect(counted(rows)).toMatchObject({ company: 1, api_key: 1, document_series: 1 })
    expect(counted(rows)).not.toHaveProperty('client')
  })

  test('of a person with many come a few hundred at a time and are all there', async () => {
    const { companyId, links, documentId } = mine
    await ask(
      service.superuserUrl,
      `insert into visit (company_id, id, document_id, version, link_id, started_at, seen_at, sections, section)
       select $1, gen_random_uuid(), $2, 1, $3, now(), now(), '{}', '' from generate_series(1, 2345)`,
      [companyId, documentId, links[0]],
    )
    expect(counted(await rowsOf(first)).visit).toBe(2345)
    expect(counted(await rowsOf(second)).visit).toBeUndefined()
  })

  test('are found by an address we hold, at every company, and by no other', async () => {
    const email = (await rowsOf(first)).find(r => r.table.name === 'client_person')?.values.email as string
    const found = await personsAt(service.services.database, ` ${email.toUpperCase()} `)
    expect(found).toContainEqual(first)
    expect(found.map(p => 'companyId' in p && p.companyId)).toContain(theirs.companyId)
    expect(await personsAt(service.services.database, 'ingen@prov.example')).toEqual([])
    const account = await personsAt(service.services.database, 'finns@prov.example')
    expect(account).toEqual([])
    const who = await makeCompany(service.services, {
      company: 'Prov AB',
      email: 'Finns@prov.example',
      passwordHash: '',
      language: 'sv',
      confirmed: true,
    })
    expect(await personsAt(service.services.database, 'finns@prov.example')).toEqual([
      { kind: 'member', accountId: who.accountId },
    ])
  })

  test('are found by a personal number at each company that holds it', async () => {
    const held = await ask(
      service.superuserUrl,
      'select count(*)::int from client_person where personal_number is not null',
    )
    expect(held[0].count).toBeGreaterThan(1)
    const number = PersonalNumber.of(String(readSample('badrum-rot').client.people[0]?.personalNumber).replace('-', ''))
    const found = await personsWithNumber(service.services, number)
    expect(found).toContainEqual(first)
    expect(found).toHaveLength(2)
  })
})
