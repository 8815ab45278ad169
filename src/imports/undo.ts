// An import taken back: what it added goes, what it changed is as it was. What has been used or changed since then is left, and counted.
import { sql } from 'kysely'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { CompanyActor } from '../platform/http/endpoint.ts'
import { shredKey } from '../platform/vault/shred-job.ts'
import type { ImportKind, ImportView } from './contract.ts'

export const UNDO_DAYS = 30
const lastMoment = (at: Date) => new Date(at.getTime() + UNDO_DAYS * 86_400_000)

export async function listImports(
  tx: Tx,
  companyId: string,
  kind: ImportKind,
  now: Date,
): Promise<{ imports: ImportView[] }> {
  const { rows } = await sql<{
    id: string
    kind: ImportKind
    at: Date
    by: string | null
    added: number
    updated: number
    undone_at: Date | null
  }>`select r.id, r.kind, r.at, m.name as by, r.added, r.updated, r.undone_at from import_run r
    left join member m on m.company_id = r.company_id and m.id = r.member_id
    where r.company_id = ${companyId} and r.kind = ${kind} order by r.at desc, r.id desc limit 10`.execute(tx)
  return {
    imports: rows.map(r => {
      const until = lastMoment(r.at)
      return {
        id: r.id,
        kind: r.kind,
        at: r.at.toISOString(),
        by: r.by ?? '',
        added: r.added,
        updated: r.updated,
        undoneAt: r.undone_at?.toISOString() ?? null,
        undoUntil: r.undone_at === null && until > now ? until.toISOString() : null,
      }
    }),
  }
}

/** Takes an import back. Removing rows is the keeper's; it does so here for what nobody has touched since they came. */
export async function undoImport(
  services: Services,
  actor: CompanyActor,
  kind: ImportKind,
  id: string,
): Promise<{ takenBack: number; left: number }> {
  const now = services.clock.now()
  return services.keeper.company(actor.companyId, async tx => {
    const run = await tx
      .selectFrom('import_run')
      .selectAll()
      .where('company_id', '=', actor.companyId)
      .where('id', '=', id)
      .where('kind', '=', kind)
      .forUpdate()
      .executeTakeFirst()
    if (!run) throw new Problem('not-found', {}, { status: 404 })
    if (run.undone_at) throw new Problem('import-undone-already', {}, { status: 409 })
    if (lastMoment(run.at) <= now) throw new Problem('import-undo-too-late', {}, { status: 409 })
    // What the planner knows of these tables is from before the import: without this it reads the whole of them for every row.
    await sql`set local enable_nestloop = off`.execute(tx)
    await sql`set local enable_seqscan = off`.execute(tx)
    const of = { companyId: actor.companyId, importId: id, at: run.at }
    const takenBack = kind === 'articles' ? await undoArticles(tx, of, now) : await undoClients(services, tx, of, now)
    await tx
      .updateTable('import_run')
      .set({ undone_at: now })
      .where('company_id', '=', actor.companyId)
      .where('id', '=', id)
      .execute()
    await sql`delete from import_change where company_id = ${actor.companyId} and import_id = ${id}`.execute(tx)
    return { takenBack, left: run.added + run.updated - takenBack }
  })
}

type Of = { companyId: string; importId: string; at: Date }
/** The changes of the import in rows that stand as it left them. */
const untouched = (of: Of, table: 'article' | 'client') => sql`
  select c.id as change_id, x.id, c.before from import_change c join ${sql.table(table)} x on x.company_id = c.company_id
    and x.id = c.${sql.ref(`${table}_id`)}
  where c.company_id = ${of.companyId} and c.import_id = ${of.importId} and x.updated_at = ${of.at} and x.archived_at is null`

async function undoArticles(tx: Tx, of: Of, now: Date): Promise<number> {
  const put = await sql`update article a set
      name = b.name, number = b.number, category_id = b.category_id, note = b.note, unit = b.unit, work = b.work,
      unit_price_ore = b.unit_price_ore, price_includes_vat = b.price_includes_vat, vat_rate = b.vat_rate, own_cost_ore = b.own_cost_ore,
      deductible = b.deductible, updated_at = ${now}
    from (${untouched(of, 'article')}) u
    cross join lateral (select (jsonb_populate_record(x, u.before)).* from article x where x.company_id = ${of.companyId} and x.id = u.id) b
    where a.company_id = ${of.companyId} and a.id = u.id and u.before is not null`.execute(tx)
  const added = sql`select u.id from (${untouched(of, 'article')}) u where u.before is null`
  const { rows } = await sql<{ id: string }>`with gone as (select id from (${added}) g),
    loosened as (delete from import_change where company_id = ${of.companyId} and article_id in (select id from gone))
    delete from article where company_id = ${of.companyId} and id in (select id from gone) returning id`.execute(tx)
  return Number(put.numAffectedRows ?? 0) + rows.length
}

async function undoClients(services: Services, tx: Tx, of: Of, now: Date): Promise<number> {
  const { rows: changed } = await sql<{
    id: string
    before: { client: object; person: ({ id: string; numbered?: boolean } & object) | null } | null
  }>`${untouched(of, 'client')}`.execute(tx)
  const back = changed.filter(c => c.before !== null)
  for (const { id, before } of back) {
    if (!before) continue
    await sql`update client c set name = b.name, organisation_number = b.organisation_number, email = b.email, phone = b.phone,
        street = b.street, postcode = b.postcode, city = b.city, work_street = b.work_street, work_postcode = b.work_postcode,
        work_city = b.work_city, property_designation = b.property_designation, association_number = b.association_number,
        flat_number = b.flat_number, updated_at = ${now}
      from (select (jsonb_populate_record(x, ${JSON.stringify(before.client)}::jsonb)).* from client x
        where x.company_id = ${of.companyId} and x.id = ${id}) b
      where c.company_id = ${of.companyId} and c.id = ${id}`.execute(tx)
    if (before.person) await undoPerson(tx, of.companyId, before.person)
  }
  const ids = await unused(
    services,
    tx,
    of.companyId,
    changed.filter(c => c.before === null).map(c => c.id),
  )
  const { rows: keys } = await sql<{
    key_id: string
  }>`select key_id from client_person where company_id = ${of.companyId}
    and client_id = any(${ids}::uuid[]) and key_id is not null`.execute(tx)
  await sql`delete from import_change where company_id = ${of.companyId} and client_id = any(${ids}::uuid[])`.execute(
    tx,
  )
  await sql`delete from client_person where company_id = ${of.companyId} and client_id = any(${ids}::uuid[])`.execute(
    tx,
  )
  await sql`delete from client where company_id = ${of.companyId} and id = any(${ids}::uuid[])`.execute(tx)
  for (const { key_id } of keys) await shredKey.in(tx, { companyId: of.companyId, keyId: key_id })
  return back.length + ids.length
}

async function undoPerson(tx: Tx, companyId: string, before: { id: string; numbered?: boolean } & object) {
  const { id, numbered, ...columns } = before
  await sql`update client_person p set name = b.name, email = b.email, phone = b.phone, title = b.title
    from (select (jsonb_populate_record(x, ${JSON.stringify(columns)}::jsonb)).* from client_person x
      where x.company_id = ${companyId} and x.id = ${id}) b
    where p.company_id = ${companyId} and p.id = ${id}`.execute(tx)
  if (!numbered) return
  const { rows } = await sql<{ key_id: string | null }>`select key_id from client_person where company_id = ${companyId}
    and id = ${id} for update`.execute(tx)
  await sql`update client_person set personal_number = null, personal_number_index = null, key_id = null
    where company_id = ${companyId} and id = ${id}`.execute(tx)
  if (rows[0]?.key_id) await shredKey.in(tx, { companyId, keyId: rows[0].key_id })
}

/** Those of the clients that no row of any table names, themselves and this import apart: read out of the declarations. */
async function unused(services: Services, tx: Tx, companyId: string, ids: readonly string[]): Promise<string[]> {
  let left = [...ids]
  for (const t of services.tables)
    for (const [column, c] of Object.entries(t.columns)) {
      if (t.name === 'import_change' || (t.name === 'client_person' && column === 'client_id')) continue
      if (c.references !== 'client' && c.references !== 'client_person') continue
      const people = c.references === 'client_person'
      const tenant = t.columns.company_id ? sql`x.company_id = ${companyId} and` : sql``
      const { rows } = await sql<{
        id: string
      }>`select distinct ${people ? sql`p.client_id` : sql.ref(`x.${column}`)} as id
        from ${sql.table(t.name)} x ${people ? sql`join client_person p on p.company_id = ${companyId} and p.id = x.${sql.ref(column)}` : sql``}
        where ${tenant} ${people ? sql`p.client_id` : sql.ref(`x.${column}`)} = any(${left}::uuid[])`.execute(tx)
      const used = new Set(rows.map(r => r.id))
      left = left.filter(id => !used.has(id))
    }
  return left
}
