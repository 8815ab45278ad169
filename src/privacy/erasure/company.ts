// Taking a company away: every row of every table that is its own, in one transaction. Signed agreements are moved apart first, each to its
// own last day; of the keys those remain, and no others.
import { sql } from 'kysely'
import { parentsFirst } from '../../datamap/register.ts'
import type { Table } from '../../datamap/table.ts'
import { stockholmDate } from '../../kernel/dates.ts'
import type { Services } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { removeDocument } from './document.ts'
import { lawOf } from './holds.ts'
import type { Plan } from './plan.ts'
import type { Found } from './readback.ts'
import { noRemains, type Remains } from './remains.ts'

/** Keep their own time, and name the company by an id that leads nowhere. */
const OUTLIVE = new Set(['rights_case', 'erasure', 'company_closure', 'incident_company', 'news_dispatch'])

/** The tables whose rows go with the company, the outermost first. */
export const companysTables = (tables: readonly Table[]): Table[] =>
  parentsFirst(
    tables.filter(
      t =>
        !OUTLIVE.has(t.name) &&
        (t.tenancy === 'company' || Object.values(t.columns).some(c => c.references === 'company')),
    ),
  ).reverse()

const mine = (t: Table, companyId: string) =>
  t.name === 'company' ? sql`id = ${companyId}` : sql`company_id = ${companyId}`

export type Removed = { remains: Remains; plan: Plan; told: { addresses: string[]; processors: string[] } }

/** Removes a company. Runs as the keeper, in a transaction of the company. */
export async function removeCompany(services: Services, tx: Tx, companyId: string): Promise<Removed> {
  const plan: Plan = { goes: [], stays: [], shared: 0, others: 0 }
  const told = { addresses: await addressesOf(tx, companyId), processors: await processorsOf(tx, companyId) }
  const tables = companysTables(services.tables)
  for (const t of tables) {
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from ${sql.table(t.name)} where ${mine(t, companyId)}`.execute(tx)
    if (rows[0]?.n) plan.goes.push({ table: t.name, rows: rows[0].n })
  }
  await holdSigned(services, tx, companyId, plan)
  const remains = noRemains()
  const { rows: files } = await sql<{ sha256: string; key_id: string }>`
    select sha256, key_id from file where company_id = ${companyId}`.execute(tx)
  remains.files.push(...files.map(f => ({ companyId, ...f })))
  const { rows: keys } = await sql<{ id: string }>`
    select id from vault_key where company_id = ${companyId} and shredded_at is null and id::text not in (
      select content ->> 'key_id' from restricted.item where company_id = ${companyId} and content ->> 'key_id' is not null)`.execute(
    tx,
  )
  remains.keys.push(...keys.map(k => ({ companyId, id: k.id })))
  for (const t of tables) await sql`delete from ${sql.table(t.name)} where ${mine(t, companyId)}`.execute(tx)
  plan.goes.sort((a, b) => (a.table < b.table ? -1 : 1))
  return { remains, plan, told }
}

/** What proves an agreement lies apart, under the company's id and the agreement's own last day. */
async function holdSigned(services: Services, tx: Tx, companyId: string, plan: Plan): Promise<void> {
  const today = stockholmDate(services.clock.now())
  const { rows: signed } = await sql<{ id: string; client_id: string | null; people: string[]; until: string }>`
    select d.id, d.client_id, max(substring(k.bucket from 'evidence-([0-9]{4})') || '-12-31') as until,
      coalesce((select array_agg(p.client_person_id) from document_party p where p.company_id = d.company_id and p.document_id = d.id), '{}') as people
    from document d
    join signature s on s.company_id = d.company_id and s.document_id = d.id
    join document_version v on v.company_id = s.company_id and v.document_id = s.document_id and v.version = s.version
    join vault_key k on k.company_id = v.company_id and k.id = v.key_id
    where d.company_id = ${companyId} group by d.company_id, d.id, d.client_id order by d.id`.execute(tx)
  for (const d of signed) {
    if (!d.until || d.until <= today) continue
    await removeDocument(tx, {
      companyId,
      documentId: d.id,
      hold: {
        id: services.newId(),
        companyId,
        reason: 'signature-evidence',
        law: lawOf['signature-evidence'],
        documentId: d.id,
        people: [...d.people, ...(d.client_id ? [d.client_id] : [])],
        startsOn: today,
        endsOn: d.until,
        reviewer: 'regel i datakartan',
      },
    })
    const known = plan.stays.find(s => s.until === d.until)
    if (known) known.documents++
    else
      plan.stays.push({ reason: 'signature-evidence', law: lawOf['signature-evidence'], until: d.until, documents: 1 })
  }
}

const addressesOf = async (tx: Tx, companyId: string): Promise<string[]> =>
  (
    await sql<{ address: string | null }>`
      select address from dispatch where company_id = ${companyId}
      union select unnest(array[email, phone]) from client where company_id = ${companyId}
      union select unnest(array[email, phone]) from client_person where company_id = ${companyId}
      union select email from company where id = ${companyId}`.execute(tx)
  ).rows
    .map(r => r.address)
    .filter((a): a is string => Boolean(a))

const processorsOf = async (tx: Tx, companyId: string): Promise<string[]> =>
  (
    await sql<{ processor: string }>`select distinct processor from disclosure where company_id = ${companyId}`.execute(
      tx,
    )
  ).rows.map(r => r.processor)

/** What is still there of a company that was taken away, by store. */
export async function lookForCompany(services: Services, companyId: string, remains: Remains): Promise<Found[]> {
  const found: Found[] = []
  const add = (store: string, n: number) => {
    if (n > 0) found.push({ store, found: n })
  }
  const held = await services.keeper.outside(async tx => {
    for (const t of companysTables(services.tables)) {
      const { rows } = await sql<{
        n: number
      }>`select count(*)::int as n from ${sql.table(t.name)} where ${mine(t, companyId)}`.execute(tx)
      add(t.name, rows[0]?.n ?? 0)
    }
    const { rows: queue } = await sql<{ n: number }>`select jobs.name_any(${[companyId]}) as n`.execute(tx)
    add('queue', Number(queue[0]?.n ?? 0))
    const { rows } = await sql<{ id: string }>`select distinct content ->> 'key_id' as id from restricted.item
      where company_id = ${companyId} and content ->> 'key_id' is not null`.execute(tx)
    return rows.map(r => r.id)
  })
  add('vault', await services.vault.holdsFor(companyId, held))
  let files = 0
  for (const { companyId: _, ...file } of remains.files) if (await services.files.exists(companyId, file)) files++
  add('files', files)
  return found
}
