// What somebody waits who asks for all that is held of them, or to be erased, in a company with a hundred thousand documents among a million;
// and what the outbound door adds to each message.
import pg from 'pg'
import { joinPostgres } from '../src/platform/database/embedded/index.ts'
import { zip } from '../src/platform/files/zip.ts'
import { beginErasure, erase } from '../src/privacy/erasure/erasure.ts'
import { extractFiles } from '../src/privacy/rights/extract/extract.ts'
import { personOfParty } from '../src/privacy/subjects/find.ts'
import type { Person } from '../src/privacy/subjects/person.ts'
import { write } from './lists.ts'
import type { MakeRow, Measure, WithService } from './measures.ts'

const LARGE = 100_000
const OTHERS = { companies: 90, documents: 10_000 }
const TIMES = 5
const MESSAGES = 500

export const privacy = (withService: WithService, row: MakeRow): Measure => ({
  ids: ['extract', 'erasure', 'door'],
  run: () =>
    withService(async (service, seed) => {
      const { services } = seed.system
      const postgres = await joinPostgres({ dataDir: service.dataDir })
      const superuser = new pg.Client({ connectionString: postgres.superuserUrl })
      await superuser.connect()
      try {
        const rooms = (await seed.rooms(OTHERS.companies + 1, { shortened: true })).map(r => r.quote)
        for (const [n, quote] of rooms.entries()) {
          await superuser.query('begin')
          if (n === 0) await withOthers(superuser, quote.companyId, quote.documentId)
          else await write(superuser, quote.companyId, OTHERS.documents)
          // The person who is measured has their own document; the others belong to nobody that is asked about.
          await superuser.query(
            'update document set client_id = null where company_id = $1 and id <> $2 and client_id is not null and content = $3',
            [quote.companyId, quote.documentId, {}],
          )
          await superuser.query('commit')
        }
        await superuser.query('vacuum analyze')
        const people = await Promise.all(
          rooms.slice(0, TIMES).map(q => personOfParty(services.database, q.companyId, q.parties[0] as string)),
        )
        const [first] = people as Person[]
        const told = {
          case: { number: 'R-2026-00001', kind: 'extract' as const },
          level: 3 as const,
          language: 'sv' as const,
        }
        // The typesetter is started by whoever comes first.
        for await (const _ of zip(extractFiles(services, { ...told, person: first as Person }), new Date()));
        const extracting: number[] = []
        for (const person of people as Person[]) {
          const start = performance.now()
          let bytes = 0
          for await (const piece of zip(extractFiles(services, { ...told, person }), new Date())) bytes += piece.length
          if (bytes < 10_000) throw new Error('Utdraget är tomt.')
          extracting.push((performance.now() - start) / 1000)
        }
        const quote = rooms[TIMES]
        const door: number[] = []
        await services.database.company(quote?.companyId as string, async tx => {
          const allowed = {
            processor: 'mail',
            purpose: 'deliver',
            columns: ['dispatch.address'],
            subject: { kind: 'client', id: quote?.parties[0] as string },
          } as const
          for (let n = 0; n < MESSAGES; n++) {
            const start = performance.now()
            await services.door.allow(tx, allowed)
            door.push(performance.now() - start)
          }
        })
        const erasing: number[] = []
        for (const person of people as Person[]) {
          const start = performance.now()
          if (!(await erase(services, await beginErasure(services, person, null))))
            throw new Error('Raderingen är inte kontrollerad.')
          erasing.push((performance.now() - start) / 1000)
        }
        const worst = (list: number[]) => Math.max(...list)
        const middle = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] as number
        const note = (list: number[]) =>
          `i det stora företaget ${(list[0] as number).toFixed(2)} s, mitten ${middle(list).toFixed(2)} s av ${list.length}`
        return [
          row('extract', worst(extracting), 's', '≤', 2, note(extracting)),
          row('erasure', worst(erasing), 's', '≤', 5, note(erasing)),
          row(
            'door',
            middle(door),
            'ms',
            '≤',
            1,
            `mitten av ${MESSAGES} frågor, med instruktion, invändning och begränsning`,
          ),
        ]
      } finally {
        await superuser.end()
        await postgres.stop()
      }
    }),
})

/** Documents with what hangs on them: a party, a link, events, a message and a visit each. */
async function withOthers(superuser: pg.Client, companyId: string, documentId: string) {
  await copied(superuser, 'client', `t.company_id = '${companyId}'`, 1, { id: 'uuidv7()', name: `'Alla andra'` })
  await copied(superuser, 'client_person', `t.company_id = '${companyId}' and t.position = 0`, 1, {
    id: 'uuidv7()',
    client_id: `(select id from client where company_id = '${companyId}' and name = 'Alla andra')`,
    name: `'Annan Person'`,
    personal_number: 'null',
    personal_number_index: 'null',
    key_id: 'null',
  })
  await write(superuser, companyId, LARGE)
  const each = (table: string, more: Record<string, string>) =>
    copied(
      superuser,
      table,
      `t.company_id = '${companyId}' and t.document_id = '${documentId}'`,
      null,
      { ...more, document_id: 'o.id' },
      companyId,
      documentId,
    )
  await each('document_party', {
    id: 'uuidv7()',
    client_person_id: `(select id from client_person where company_id = '${companyId}' and name = 'Annan Person')`,
  })
  await each('room_link', {
    id: 'uuidv7()',
    token_hash: 'sha256(o.id::text::bytea)',
    party_id: 'o.party',
  })
  await each('document_event', {})
  await each('dispatch', { id: 'uuidv7()', provider_reference: 'null', party_id: 'null', link_id: 'null' })
  await superuser.query(
    `insert into visit (company_id, id, document_id, version, link_id, started_at, seen_at, sections, section)
     select l.company_id, uuidv7(), l.document_id, 1, l.id, now(), now(), '{}', '' from room_link l where l.company_id = $1 and l.document_id <> $2`,
    [companyId, documentId],
  )
}

/** Rows like one there is, with some columns otherwise: so many, or one for each other document. */
async function copied(
  superuser: pg.Client,
  table: string,
  like: string,
  count: number | null,
  more: Record<string, string>,
  companyId = '',
  documentId = '',
) {
  const { rows } = await superuser.query<{ column_name: string }>(
    `select column_name from information_schema.columns where table_name = $1 and table_schema = 'public' and is_generated = 'NEVER'`,
    [table],
  )
  const names = rows.map(r => r.column_name)
  const others = `(select o.company_id, o.id, p.id as party from document o
    left join document_party p on p.company_id = o.company_id and p.document_id = o.id
    where o.company_id = '${companyId}' and o.id <> '${documentId}') o`
  const from = count === null ? others : `generate_series(1, ${count})`
  await superuser.query(
    `insert into ${table} (${names.join(', ')}) select ${names.map(n => more[n] ?? `d.${n}`).join(', ')} from ${from}, (select * from ${table} t where ${like} limit 1) as d`,
  )
}
