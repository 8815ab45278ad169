// An erasure is believed when nothing is found: rows, keys, files and the queue are looked through, and what a hold keeps lies where the
// application's own login cannot reach it.
import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { movableClock } from '../../platform/clock.ts'
import { urlAs } from '../../platform/database/migrate.ts'
import { fromPem } from '../../signing/asn1/der.ts'
import { sealRoots } from '../../signing/seal-certificate.ts'
import { verifyPdf } from '../../signing/verify/verify-pdf.ts'
import { ask } from '../../testing/ask.ts'
import { clause } from '../../testing/clause.ts'
import { dump } from '../../testing/dump.ts'
import { sentQuote } from '../../testing/sent-quote.ts'
import { signedQuote } from '../../testing/signed-quote.ts'
import { startTestService, type TestService } from '../../testing/test-service.ts'
import { personOfParty } from '../subjects/find.ts'
import type { Person } from '../subjects/person.ts'
import { hangingOn } from './document.ts'
import { beginErasure, erase, eraseAgain, noteProcessor, type Step } from './erasure.ts'
import { heldAbout, openHold } from './holds.ts'
import { planErasure } from './plan.ts'
import { look } from './readback.ts'
import { listHeld, readHeld } from './reading.ts'
import { readTombstones, replay, replayFile, tombstoneFile } from './tombstones.ts'

const clock = movableClock(new Date('2026-11-24T09:00:00Z'))
let service: TestService
beforeAll(async () => {
  service = await startTestService({ jobs: false, clock })
})
afterAll(() => service.close())

type OfClient = Extract<Person, { clientId: string | null }>
const personOf = async (q: { companyId: string; parties: string[] }, n = 0) =>
  (await personOfParty(service.services.database, q.companyId, q.parties[n] as string)) as Person & {
    companyId: string
  }
const erased = async (person: Person) => {
  const id = await beginErasure(service.services, person, null)
  expect(await erase(service.services, id)).toBe(true)
  return id
}
/** Words of one company's rows in the application's tables, with what lies apart beside. */
async function wordsOf(companyId: string) {
  const all = await dump(service.superuserUrl)
  const lines = (name: string) => (all.get(name) ?? '').split('\n').filter(l => l.includes(companyId))
  const names = [...all.keys()].filter(n => n.startsWith('public.'))
  return { open: names.flatMap(lines).join('\n'), apart: lines('restricted.item').join('\n') }
}
const nameAndMail = async (q: { companyId: string }) => {
  const rows = await ask(service.superuserUrl, 'select name, email from client_person where company_id = $1', [
    q.companyId,
  ])
  return rows.flatMap(r => [r.name, r.email]).filter(Boolean) as string[]
}

test('every table that hangs on a document goes with it', async () => {
  const rows = await ask(
    service.superuserUrl,
    `select distinct conrelid::regclass::text as name from pg_constraint where contype = 'f' and confrelid = 'document'::regclass`,
  )
  expect(rows.map(r => r.name).sort()).toEqual([...hangingOn].sort())
})

describe('a household that only got an offer', () => {
  test('is gone everywhere, and nobody else is', clause('P-12.3'), async () => {
    const [mine, theirs] = [await sentQuote(service.services), await sentQuote(service.services)]
    const words = await nameAndMail(mine)
    expect(words.length).toBeGreaterThan(2)
    const before = await wordsOf(theirs.companyId)
    const person = await personOf(mine)
    const plan = await planErasure(service.services, person)
    expect(plan).toMatchObject({ stays: [], shared: 0, others: 1 })
    expect(plan.goes.map(g => g.table)).toEqual(
      expect.arrayContaining(['client', 'client_person', 'document', 'dispatch']),
    )
    await erased(person)
    const after = await wordsOf(mine.companyId)
    for (const word of words) expect(after.open, word).not.toContain(word)
    expect(after.apart).toBe('')
    expect(await look(service.services, person, { keys: [], files: [] })).toEqual([])
    expect((await wordsOf(theirs.companyId)).open).toBe(before.open)
  })

  test('which is looked for in every store: what is planted is found, and the erasure stays open', async () => {
    const quote = await sentQuote(service.services)
    const person = (await personOf(quote)) as OfClient
    const id = await beginErasure(service.services, person, null)
    await erase(service.services, id, step => {
      if (step === 'remains') void 0
    })
    const verified = await ask(service.superuserUrl, 'select state from erasure where id = $1', [id])
    expect(verified[0]?.state).toBe('verified')
    const key = await service.services.vault.make(quote.companyId, 'person')
    await ask(
      service.superuserUrl,
      "insert into client (company_id, id, kind, name, created_at, updated_at) values ($1, $2, 'person', 'Återkommen', now(), now())",
      [quote.companyId, person.clientId],
    )
    await ask(
      service.superuserUrl,
      `select graphile_worker.add_job('send-dispatch', json_build_object('companyId', $1::text))`,
      [person.clientId],
    )
    expect(
      await look(service.services, person, { keys: [{ companyId: quote.companyId, id: key.id }], files: [] }),
    ).toEqual(
      expect.arrayContaining([
        { store: 'client', found: 1 },
        { store: 'vault', found: 1 },
        { store: 'queue', found: 1 },
      ]),
    )
    await ask(
      service.superuserUrl,
      "delete from graphile_worker._private_jobs where payload::text like '%' || $1 || '%'",
      [person.clientId],
    )
    await ask(service.superuserUrl, 'delete from client where id = $1', [person.clientId])
  })

  test('goes on where it was interrupted, at every step', async () => {
    for (const stop of ['rows', 'remains', 'processors', 'readback'] as Step[]) {
      const person = await personOf(await sentQuote(service.services))
      const id = await beginErasure(service.services, person, null)
      await expect(
        erase(service.services, id, step => {
          if (step === stop) throw new Error(`killed after ${step}`)
        }),
      ).rejects.toThrow('killed')
      expect(await erase(service.services, id), stop).toBe(true)
      expect(await look(service.services, person, { keys: [], files: [] })).toEqual([])
    }
  })
})

describe('a household that has signed', () => {
  test(
    'keeps what proves the agreement apart, with a law and a last day, and nothing else',
    clause('P-12.4', 'X-23'),
    async () => {
      const quote = await signedQuote(service)
      const words = await nameAndMail(quote)
      const [file] = await ask(
        service.superuserUrl,
        'select f.sha256, f.key_id from file f join sealed_file s on s.file_sha256 = f.sha256 where f.company_id = $1',
        [quote.companyId],
      )
      const sealed = await service.services.files.read(quote.companyId, file as { sha256: string; key_id: string })
      const person = (await personOf(quote)) as OfClient
      const plan = await planErasure(service.services, person)
      expect(plan.stays).toEqual([
        {
          reason: 'signature-evidence',
          law: expect.stringContaining('preskriptionslagen'),
          until: '2036-12-31',
          documents: 1,
        },
      ])
      // Of a client, who is no party to it, the service agreement holds nothing.
      expect(JSON.stringify(plan)).not.toMatch(/serviceavtal|service agreement/i)
      await erased(person)
      const after = await wordsOf(quote.companyId)
      for (const word of words) expect(after.open, word).not.toContain(word)
      const kept = await ask(
        service.superuserUrl,
        'select table_name, count(*)::int as n from restricted.item where company_id = $1 group by 1 order by 1',
        [quote.companyId],
      )
      expect(kept.map(k => k.table_name)).toEqual([
        'document_event',
        'document_party',
        'document_version',
        'file',
        'sealed_file',
        'signature',
      ])
      // The application's login is refused by the database itself; it may know that something is kept, and of whom it is asked.
      for (const statement of [
        'select * from restricted.item',
        'select * from restricted.hold',
        'delete from restricted.hold',
      ])
        await expect(
          service.services.database.company(quote.companyId, tx => tx.client.query(statement)),
          statement,
        ).rejects.toThrow(/permission denied/)
      const held = await service.services.database.outside(tx => heldAbout(tx, [person.clientId as string]))
      expect(held).toEqual([{ reason: 'signature-evidence', law: expect.any(String), ends_on: '2036-12-31', kept: 1 }])
      // What lies apart is whole: the file that was sealed is still the file, and still verifies.
      const again = await service.services.files.read(quote.companyId, file as { sha256: string; key_id: string })
      expect(again.equals(sealed)).toBe(true)
      const report = await verifyPdf(new Uint8Array(again), {
        seal: (await sealRoots(service.services)).flatMap(pem => fromPem(pem)),
        timestamp: [],
      })
      expect(report).toMatchObject({ seal: { trust: 'known' } })
    },
  )

  test('whose co-applicant is erased alone keeps the others’ agreement', async () => {
    const quote = await signedQuote(service, { seal: false })
    const second = (await personOf(quote, 1)) as OfClient
    const [row] = await ask(service.superuserUrl, 'select name, email from client_person where id = $1', [
      second.personId,
    ])
    expect((await planErasure(service.services, second)).shared).toBe(1)
    await erased(second)
    const [left] = await ask(
      service.superuserUrl,
      'select name, email, personal_number, removed_at from client_person where id = $1',
      [second.personId],
    )
    expect(left).toMatchObject({ name: '', email: null, personal_number: null, removed_at: expect.any(Date) })
    const { open } = await wordsOf(quote.companyId)
    expect(open).not.toContain(row?.email)
    expect(await ask(service.superuserUrl, 'select 1 from document where id = $1', [quote.documentId])).toHaveLength(1)
    expect(
      await ask(service.superuserUrl, 'select 1 from signature where document_id = $1', [quote.documentId]),
    ).toHaveLength(1)
  })
})

describe('holds', () => {
  const hold = (over: object) =>
    service.services.keeper.outside(tx =>
      openHold(tx, {
        id: service.services.newId(),
        companyId: service.services.newId(),
        reason: 'legal-claims',
        law: 'GDPR artikel 17.3 e',
        documentId: null,
        people: [],
        startsOn: '2026-11-24',
        endsOn: '2027-11-24',
        reviewer: 'Prov Provsson',
        ...over,
      }),
    )
  test(
    'without an end cannot be saved, by the program or by the database',
    clause('P-13.5', 'P-15.2', 'X-20'),
    async () => {
      await expect(hold({ endsOn: null })).rejects.toMatchObject({ code: 'hold-without-end' })
      await expect(hold({ endsOn: '2026-11-24' })).rejects.toThrow(/hold_ends/)
      await expect(
        ask(
          service.superuserUrl,
          `insert into restricted.hold (id, company_id, reason, law, people, starts_on, reviewer, reviewed_on, review_by)
        values (gen_random_uuid(), gen_random_uuid(), 'legal-claims', 'GDPR 17.3', '{}', '2026-11-24', 'Prov', '2026-11-24', '2027-11-24')`,
        ),
      ).rejects.toThrow(/ends_on/)
      await expect(
        ask(
          service.superuserUrl,
          `insert into restricted.hold (id, company_id, reason, law, people, starts_on, ends_on, reviewer, reviewed_on, review_by)
        values (gen_random_uuid(), gen_random_uuid(), 'legal-claims', 'GDPR 17.3', '{}', '2026-11-24', '2030-01-01', 'Prov', '2026-11-24', '2028-01-01')`,
        ),
      ).rejects.toThrow(/hold_is_reviewed_each_year/)
      await hold({})
    },
  )
})

describe('what lies apart', () => {
  test(
    'is read for a case by two people, each reading written down first, and by no other login',
    clause('P-13.7'),
    async () => {
      const quote = await signedQuote(service)
      await erased(await personOf(quote))
      const url = urlAs(service.ownerUrl, service.services.secrets, 'cling_reader')
      const [hold] = await listHeld(url, quote.companyId)
      const by = { holdId: hold?.id as string, at: clock.now(), id: service.services.newId() }
      const whole = { caseNumber: 'R-2026-00001', askedBy: 'Prov Provsson', approvedBy: 'Andra Andersson' }
      for (const lacking of [{ caseNumber: '' }, { approvedBy: '' }, { approvedBy: ' prov provsson ' }])
        await expect(readHeld(url, { ...by, ...whole, ...lacking })).rejects.toMatchObject({
          code: 'held-reading-needs-two',
        })
      const rows = await readHeld(url, { ...by, ...whole })
      expect(rows.map(r => r.table)).toContain('signature')
      expect(
        await ask(
          service.superuserUrl,
          'select case_number, asked_by, approved_by from restricted.reading where hold_id = $1',
          [hold?.id],
        ),
      ).toEqual([{ case_number: 'R-2026-00001', asked_by: 'Prov Provsson', approved_by: 'Andra Andersson' }])
      // The application’s login, also outside a company; and the reader’s may change nothing.
      await expect(
        service.services.database.outside(tx => tx.client.query('select * from restricted.item')),
      ).rejects.toThrow(/permission denied/)
      for (const statement of [
        'delete from restricted.item',
        'delete from restricted.reading',
        'select * from public.client',
      ])
        await expect(ask(url, statement), statement).rejects.toThrow(/permission denied/)
    },
  )
})

describe('processors', () => {
  test('that have received something are asked, and an erasure is not done while one of them is not', async () => {
    const quote = await sentQuote(service.services)
    // Somebody who once carried messages here and is not used any more.
    await ask(
      service.superuserUrl,
      "update disclosure set processor = 'gone-carrier' where id = (select id from disclosure where company_id = $1 limit 1)",
      [quote.companyId],
    )
    const id = await beginErasure(service.services, await personOf(quote), null)
    expect(await erase(service.services, id)).toBe(false)
    const stands = () =>
      ask(service.superuserUrl, 'select processor, state from erasure_processor where erasure_id = $1 order by 1', [id])
    expect(await stands()).toEqual([
      { processor: 'gone-carrier', state: 'manual' },
      { processor: 'mail', state: 'done' },
    ])
    const answered = { erasureId: id, processor: 'gone-carrier', state: 'done' as const, by: 'Prov Provsson' }
    await expect(noteProcessor(service.services, { ...answered, evidence: '' })).rejects.toMatchObject({
      code: 'erasure-evidence-missing',
    })
    await noteProcessor(service.services, { ...answered, evidence: 'Svar i brev 2026-11-24, ärende 7.' })
    expect(await erase(service.services, id)).toBe(true)
  })
})

describe('a restored backup', () => {
  test('is erased again before anybody is let in', clause('X-50'), async () => {
    const quote = await sentQuote(service.services)
    const person = (await personOf(quote)) as OfClient
    const [key] = await ask(
      service.superuserUrl,
      'select key_id from client_person where company_id = $1 and key_id is not null',
      [quote.companyId],
    )
    const id = await erased(person)
    const lines = []
    for await (const t of readTombstones(tombstoneFile(service.dataDir))) if (t.erasureId === id) lines.push(t)
    expect(lines).toEqual([
      expect.objectContaining({
        person,
        keys: expect.arrayContaining([{ companyId: quote.companyId, id: key?.key_id }]),
      }),
    ])
    // The backup knows the client and knows nothing of the erasure.
    await ask(service.superuserUrl, 'delete from erasure_processor where erasure_id = $1', [id])
    await ask(service.superuserUrl, 'delete from erasure where id = $1', [id])
    await ask(
      service.superuserUrl,
      "insert into client (company_id, id, kind, name, created_at, updated_at) values ($1, $2, 'person', 'Ur kopian', now(), now())",
      [quote.companyId, person.clientId],
    )
    writeFileSync(replayFile(service.dataDir), lines.map(l => JSON.stringify(l)).join('\n'))
    expect(await replay(service.services, eraseAgain)).toBe(1)
    expect(await ask(service.superuserUrl, 'select 1 from client where id = $1', [person.clientId])).toEqual([])
    expect(await replay(service.services, eraseAgain)).toBe(0)
  })
})

test('a member is removed from what they wrote, and nobody is left without an owner', async () => {
  const quote = await sentQuote(service.services)
  const { accountId } = quote.actor as unknown as { accountId: string }
  const person = { kind: 'member', accountId } as const
  await expect(planErasure(service.services, person)).rejects.toMatchObject({ code: 'erasure-last-owner' })
  await ask(
    service.superuserUrl,
    `with a as (insert into account (id, email, password_hash, language, created_at) values (gen_random_uuid(), 'andra-' || $1 || '@prov.example', '', 'sv', now()) returning id)
     insert into member (company_id, id, account_id, role, name, language, created_at, joined_at)
     select $1::uuid, gen_random_uuid(), a.id, 'owner', 'Andra Ägaren', 'sv', now(), now() from a`,
    [quote.companyId],
  )
  await ask(
    service.superuserUrl,
    "update member set name = 'Raderad Medlem' where company_id = $1 and account_id = $2",
    [quote.companyId, accountId],
  )
  const [account] = await ask(service.superuserUrl, 'select email from account where id = $1', [accountId])
  await erased(person)
  const all = [...(await dump(service.superuserUrl)).values()].join('\n')
  expect(all).not.toContain('Raderad Medlem')
  expect(all).not.toContain(account?.email)
  expect(await ask(service.superuserUrl, 'select 1 from document where id = $1', [quote.documentId])).toHaveLength(1)
})
