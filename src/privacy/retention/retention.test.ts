// Ten years, night by night where something happens, against dates written down by hand.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { companyId, id, table, text } from '../../datamap/table.ts'
import { movableClock } from '../../platform/clock.ts'
import { tables } from '../../schema.ts'
import { slices } from '../../slices.ts'
import { ask } from '../../testing/ask.ts'
import { clause } from '../../testing/clause.ts'
import { type SentQuote, sentQuote } from '../../testing/sent-quote.ts'
import { signedQuote } from '../../testing/signed-quote.ts'
import { startTestService, type TestService } from '../../testing/test-service.ts'
import { ruleFaults, rulesOf } from './rules.ts'
import { approveRun, carryOutRun, dueNotGone, LARGE, nightlyRetention, planRun } from './run.ts'

const BEGINNING = new Date('2026-11-24T09:00:00Z')
const clock = movableClock(BEGINNING)
let service: TestService
beforeAll(async () => {
  service = await startTestService({ jobs: false, clock })
})
afterAll(() => service.close())
const sql = (text: string, values: unknown[] = []) => ask(service.superuserUrl, text, values)
/** Three in the morning in Sweden, winter time. */
const night = (day: string) => clock.pass(Date.parse(`${day}T02:00:00Z`) - clock.now().getTime())

describe('the rules', () => {
  test('act on every declared period', clause('P-13.1'), () => {
    expect(
      ruleFaults(
        tables,
        slices.flatMap(s => s.sweeps ?? []).map(s => s.name),
      ),
    ).toEqual([])
    expect(rulesOf(tables).length).toBeGreaterThan(25)
  })

  test('know no ending but erasing, destroying a key, or a hold with its day', clause('X-24'), () => {
    const endings = rulesOf(tables).map(r => (typeof r.keep.ending === 'string' ? r.keep.ending : 'hold'))
    expect([...new Set(endings)].sort()).toEqual(['erase', 'hold', 'shred'])
  })

  test('a period that nothing counts, or that is none, is found', () => {
    const use = { role: 'processor', purpose: 'deliver', instruction: 'I-2' } as const
    const planted = table('visit', {
      tenancy: 'company',
      is: 'x',
      about: { client: 'id' },
      use,
      columns: {
        company_id: companyId(),
        id: id(),
        a: text({ holds: 'name', keep: { for: '1 day', after: 'used', ending: 'erase' } }),
      },
    })
    const never = table('session', {
      tenancy: 'none',
      is: 'x',
      about: { client: 'id' },
      use,
      columns: { id: id(), b: text({ holds: 'name', keep: { for: 'a while', after: 'ended', ending: 'erase' } }) },
    })
    expect(
      ruleFaults([planted, never, ...tables.filter(t => t.name === 'document')], ['lapse-consents']).slice(0, 2),
    ).toEqual([
      'visit.a is kept until something after used, and nothing says when that was.',
      'session.b is kept for a while, which is no period.',
    ])
  })
})

describe('ten years', () => {
  let offered: SentQuote
  let signed: SentQuote
  const uuid = (n: number) => `0190a0a0-0000-7000-8000-${String(n).padStart(12, '0')}`
  const outbox = (n: number) =>
    sql(
      `insert into outbox_message (id, channel, sender, address, subject, body_text, at) values ($1, 'mail', 'x', 'y', 'z', 'w', $2)`,
      [uuid(n), BEGINNING],
    )
  beforeAll(async () => {
    await outbox(6)
    offered = await sentQuote(service.services)
    signed = await signedQuote(service)
    const at = BEGINNING
    const [member] = await sql('select id, account_id from member where company_id = $1', [signed.companyId])
    const [person] = await sql('select id from client_person where company_id = $1 limit 1', [signed.companyId])
    const view = (n: number, when: string) =>
      sql(
        "insert into number_view (company_id, id, client_person_id, member_id, reason, at) values ($1, $2, $3, $4, 'check', $5)",
        [signed.companyId, uuid(n), person?.id, member?.id, when],
      )
    await view(1, '2026-11-24T09:00:00Z')
    const session = (n: number, ended: string | null) =>
      sql(
        `insert into session (id, account_id, company_id, member_id, token_hash, created_at, seen_at, ended_at, device, network)
         values ($1, $2, $3, $4, $5, $6, $6, $7, 'x', 'y')`,
        [uuid(n), member?.account_id, signed.companyId, member?.id, Buffer.from(`session ${n}`), at, ended],
      )
    await session(2, '2026-11-24T09:00:00Z')
    await session(3, null)
    await sql(
      `insert into member (company_id, id, account_id, role, name, language, created_at, joined_at, left_at)
       values ($1, $2, null, 'seller', 'Lämnade Oss', 'sv', $3, $3, $3)`,
      [signed.companyId, uuid(4), at],
    )
  })

  const there = {
    'a look at a number': () => sql('select 1 from number_view where id = $1', [uuid(1)]),
    'an ended session': () => sql('select 1 from session where id = $1', [uuid(2)]),
    'a session nobody came back to': () => sql('select 1 from session where id = $1', [uuid(3)]),
    'the name of a member who left': () => sql("select 1 from member where name = 'Lämnade Oss'"),
    'what was to be signed, and its secrets': () =>
      sql('select 1 from signing_order where company_id = $1 and length(secrets) > 0', [signed.companyId]),
    'a mail that would have left': () => sql('select 1 from outbox_message where id = $1', [uuid(6)]),
    'personal numbers of who signed': () =>
      sql('select 1 from client_person where company_id = $1 and personal_number is not null', [signed.companyId]),
    'personal numbers of who only got an offer': () =>
      sql('select 1 from client_person where company_id = $1 and personal_number is not null', [offered.companyId]),
    'the agreement in the service': () => sql('select 1 from document where company_id = $1', [signed.companyId]),
    'the household that signed': () => sql('select 1 from client where company_id = $1', [signed.companyId]),
    'the offer nobody answered': () => sql('select 1 from document where company_id = $1', [offered.companyId]),
    'the household that only got an offer': () =>
      sql('select 1 from client_person where company_id = $1', [offered.companyId]),
    'the evidence': () =>
      sql(
        `select 1 from restricted.item where company_id = $1 union all select 1 from signature where company_id = $1`,
        [signed.companyId],
      ),
    'the sealed file': async () => {
      const files = await sql(
        `select content ->> 'sha256' as sha256, content ->> 'key_id' as key_id from restricted.item where company_id = $1 and table_name = 'file'
        union select sha256, key_id::text from file where company_id = $1 and purpose = 'sealed'`,
        [signed.companyId],
      )
      const kept = await Promise.all(
        files.map(f => service.services.files.exists(signed.companyId, f as { sha256: string; key_id: string })),
      )
      return kept.filter(Boolean)
    },
  }
  /** The first night each is gone. The offer ran out on Christmas Eve; everything else happened at ten in the morning of 24 November 2026. */
  const gone: [string, keyof typeof there][] = [
    ['2026-12-25', 'an ended session'],
    ['2026-12-25', 'what was to be signed, and its secrets'],
    ['2026-12-25', 'a mail that would have left'],
    ['2027-02-23', 'the name of a member who left'],
    ['2027-06-23', 'a session nobody came back to'],
    ['2027-11-25', 'personal numbers of who signed'],
    ['2027-11-25', 'personal numbers of who only got an offer'],
    ['2028-11-25', 'a look at a number'],
    ['2028-11-25', 'the agreement in the service'],
    ['2028-11-25', 'the household that signed'],
    ['2028-12-25', 'the offer nobody answered'],
    ['2028-12-25', 'the household that only got an offer'],
    ['2037-01-01', 'the evidence'],
    ['2037-01-01', 'the sealed file'],
  ]

  test(
    'each thing is there until its night and gone from it, and nothing is due and there',
    clause('P-13.3', 'P-13.4', 'P-13.6', 'X-21', 'X-41'),
    async () => {
      const [{ valid_to } = { valid_to: '' }] = await sql('select valid_to::text from document where company_id = $1', [
        offered.companyId,
      ])
      expect(valid_to).toBe('2026-12-24')
      const dayBefore = (day: string) =>
        new Date(Date.parse(`${day}T12:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
      for (const day of [...new Set(gone.map(([d]) => d))]) {
        night(dayBefore(day))
        await nightlyRetention.run(service.services)
        for (const [when, what] of gone)
          if (when >= day) expect(await there[what](), `${what}, the night before ${day}`).not.toEqual([])
        night(day)
        await nightlyRetention.run(service.services)
        for (const [when, what] of gone) if (when <= day) expect(await there[what](), `${what}, on ${day}`).toEqual([])
        expect(await dueNotGone(service.services)).toMatchObject({ left: 0, waiting: false })
      }
      // No key of the two households lives.
      const keys = await sql(
        "select count(*)::int as n from vault.key where company_id = any($1) and wrapped is not null and bucket <> 'draft'",
        [[signed.companyId, offered.companyId]],
      )
      expect(keys).toEqual([{ n: 0 }])
    },
  )

  test('much at once waits for a second person, and goes on where it was broken off', async () => {
    const quote = await sentQuote(service.services)
    const [member] = await sql('select id from member where company_id = $1', [quote.companyId])
    const [person] = await sql('select id from client_person where company_id = $1 limit 1', [quote.companyId])
    const many = LARGE.rows + 1
    await sql(
      `insert into number_view (company_id, id, client_person_id, member_id, reason, at)
       select $1, gen_random_uuid(), $2, $3, 'check', '2020-01-01' from generate_series(1, $4::int)`,
      [quote.companyId, person?.id, member?.id, many],
    )
    const views = async () => (await sql('select 1 from number_view where company_id = $1', [quote.companyId])).length
    night('2037-03-01')
    const run = await planRun(service.services, 'Prov Planerare')
    await carryOutRun(service.services, run)
    expect(await views()).toBe(many)
    expect(await dueNotGone(service.services)).toMatchObject({ left: many, waiting: true })
    for (const by of ['prov planerare', ''])
      await expect(approveRun(service.services, '2037-03-01', by)).rejects.toMatchObject({
        code: 'retention-second-person',
      })
    await approveRun(service.services, '2037-03-01', 'Prov Andra')
    await carryOutRun(service.services, run)
    expect(await views()).toBe(0)
    expect(await dueNotGone(service.services)).toMatchObject({ left: 0, waiting: false })
    await expect(approveRun(service.services, '2037-03-01', 'Prov Andra')).rejects.toMatchObject({
      code: 'retention-nothing-waits',
    })
  })
})
