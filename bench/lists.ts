// The list and the search of a company that has written a hundred thousand documents, among a million of all companies'.
import pg from 'pg'
import type { OwnService } from '../src/cli/own-service.ts'
import { joinPostgres } from '../src/platform/database/embedded/index.ts'
import type { Seeding } from '../src/testing/seeding.ts'
import { load } from './load.ts'
import type { MakeRow, Measure, WithService } from './measures.ts'

const LARGE = 100_000
const OTHERS = { companies: 90, documents: 10_000 }

type Listed = { documents: { id: string; number: string; title: string; clientName: string }[]; next: string | null }

const SEARCHES = [
  ['badrum', 'a common word'],
  ['badrum ekvägen', 'two words'],
  ['altan lindgatan 77', 'three words, few hits'],
  ['0042', 'a part of a number'],
  ['2025-004711', 'one number'],
  ['tallen 317', 'a client'],
  ['ta', 'two letters'],
  ['k', 'one letter'],
  ['finns inte alls', 'no hits'],
  ['qz', 'two letters, no hits'],
  ['%_', 'signs that mean something to a database'],
] as const

export const lists = (withService: WithService, portOf: (s: OwnService) => number, row: MakeRow): Measure => ({
  ids: ['list_p95', 'search_p95'],
  run: () =>
    withService(async (service, seed) => {
      const postgres = await joinPostgres({ dataDir: service.dataDir })
      const superuser = new pg.Client({ connectionString: postgres.superuserUrl })
      await superuser.connect()
      try {
        const member = await seed.member()
        for (const [company, documents] of await fill(seed, member.companyId))
          await write(superuser, company, documents)
        await superuser.query('vacuum analyze document')
        const headers = `cookie: ${member.cookie}\r\naccept: application/json\r\n`
        const ask = async (query: string) =>
          (await (
            await fetch(`${service.url}/api/app/documents?${query}`, { headers: { cookie: member.cookie } })
          ).json()) as Listed

        const pages = []
        for (const group of ['all', 'waiting', 'with-client', 'settled', 'draft']) {
          let query = `group=${group}`
          for (let page = 0; page < 4; page++) {
            const answer = await ask(query)
            pages.push({ query, ids: answer.documents.map(d => d.id).join() })
            query = `group=${group}&cursor=${encodeURIComponent(answer.next ?? '')}`
            if (!answer.next) break
          }
        }
        const searches = []
        for (const [q] of SEARCHES) {
          const { documents } = await ask(`q=${encodeURIComponent(q)}`)
          const right = await found(superuser, member.companyId, q)
          if (documents.map(d => d.id).join() !== right) throw new Error(`Sökningen efter ${q} svarar fel.`)
          searches.push({ query: `q=${encodeURIComponent(q)}`, ids: right })
        }

        const measured = async (asked: { query: string; ids: string }[]) => {
          const requests = asked.map(a => ({ path: `/api/app/documents?${a.query}`, headers }))
          let at = 0
          const check = (status: number, body: Buffer) => {
            const expected = asked[at++ % asked.length] as (typeof asked)[number]
            return (
              status === 200 && (JSON.parse(body.toString()) as Listed).documents.map(d => d.id).join() === expected.ids
            )
          }
          // One connection takes the requests in turn, so each answer has a question to be held against.
          const times = { port: portOf(service), connections: 1, requests }
          await load({ ...times, seconds: 2, check: status => status === 200 })
          return load({ ...times, seconds: 8, check })
        }
        const listing = await measured(pages)
        const searching = await measured(searches)
        const note = (l: typeof listing) =>
          `p50 ${l.p50.toFixed(1)} p99 ${l.p99.toFixed(1)} ms, ${l.count} svar${l.wrong ? `, ${l.wrong} FEL` : ''}`
        return [
          row('list_p95', listing.wrong ? 999 : listing.p95, 'ms', '≤', 30, note(listing)),
          row('search_p95', searching.wrong ? 999 : searching.p95, 'ms', '≤', 30, note(searching)),
        ]
      } finally {
        await superuser.end()
        await postgres.stop()
      }
    }),
})

/** The companies and how many documents each gets. */
export async function fill(seed: Seeding, large: string): Promise<[string, number][]> {
  const companies: [string, number][] = [[large, LARGE]]
  for (const { quote } of await seed.rooms(OTHERS.companies, { shortened: true, sample: 'el-omvand-moms' }))
    companies.push([quote.companyId, OTHERS.documents])
  return companies
}

/** Documents of three years in every state, after the one the company has. Written by the database itself: a million by hand take hours. */
export async function write(superuser: pg.Client, companyId: string, count: number) {
  const { rows } = await superuser.query<{ column_name: string }>(
    `select column_name from information_schema.columns
     where table_name = 'document' and table_schema = 'public' and is_generated = 'NEVER'`,
  )
  const own: Record<string, string> = {
    id: 'uuidv7()',
    number: `(2024 + n % 3) || '-' || lpad(n::text, 6, '0')`,
    title: `(array['Badrum', 'Kök', 'Altan', 'Elcentral', 'Takbyte', 'Fasadmålning', 'Värmepump', 'Dränering'])[1 + n % 8] || ' ' ||
      (array['Ekvägen', 'Lindgatan', 'Björkstigen', 'Storgatan', 'Sjövägen'])[1 + n % 5] || ' ' || n % 97`,
    client_name: `(array['BRF Tallen', 'Familjen Gran', 'Kontor Alen', 'Hushåll Rönn', 'Föreningen Hassel', 'Villa Sälg'])[1 + n % 6] || ' ' || n % 1009`,
    state: `(array['draft', 'sent', 'sent', 'signed', 'sealed', 'sealed', 'declined', 'sealed'])[1 + n % 8]`,
    latest_version: '1',
    content: `'{}'::jsonb`,
    valid_to: `current_date - (n / 90) + 30`,
    last_event_at: `now() - make_interval(mins => n * 15)`,
    opened_at: `case when n % 3 = 0 then now() end`,
    open_questions: `case when n % 50 = 0 then 1 else 0 end`,
  }
  const names = rows.map(r => r.column_name)
  await superuser.query(
    `insert into document (${names.join(', ')})
     select ${names.map(n => own[n] ?? `d.${n}`).join(', ')} from generate_series(1, ${count}) as n,
       (select * from document where company_id = $1 limit 1) as d`,
    [companyId],
  )
}

/** The answer a search should have, found the slow way: every word somewhere, the shortest where a word begins. */
async function found(superuser: pg.Client, companyId: string, q: string): Promise<string> {
  const { rows } = await superuser.query<{ ids: string | null }>(
    `select string_agg(id::text, ',' order by last_event_at desc, id desc) as ids from (
       select id, last_event_at from document
       where company_id = $1 and not exists (
         select from unnest($2::text[]) as word where strpos(lower(' ' || number || ' ' || client_name || ' ' || title), word) = 0
       ) order by last_event_at desc, id desc limit 50) as newest`,
    [companyId, q === '%_' ? ['%_'] : q.split(' ').map(w => (w.length < 3 ? ` ${w}` : w))],
  )
  return rows[0]?.ids ?? ''
}
