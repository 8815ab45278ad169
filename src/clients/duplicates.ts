// Clients that look like one and the same: suggestions for somebody who knows them. Nothing is done by itself.
import { sql } from 'kysely'
import { z } from 'zod'
import { Problem } from '../kernel/problem.ts'
import type { Tx } from '../platform/database/connect.ts'

/** By what two are alike, the surest first. */
export const likenesses = ['personalNumber', 'organisationNumber', 'email', 'phone', 'address'] as const
const One = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(['person', 'company', 'association']),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  city: z.string().nullable(),
  documents: z.int(),
})
export const DuplicateList = z.object({
  pairs: z.array(z.object({ a: One, b: One, by: z.array(z.enum(likenesses)) })),
  more: z.boolean(),
})
export const Apart = z.object({ a: z.uuid(), b: z.uuid() })
const MOST = 50

/** What is many people's says nothing: an address of e-mail or a number that stands at more clients than this is a switchboard. */
const TOO_MANY = 5

export async function listDuplicates(tx: Tx, companyId: string): Promise<z.infer<typeof DuplicateList>> {
  const { rows } = await sql<{ pair: z.infer<typeof DuplicateList>['pairs'][number] }>`
    with living as (
      select * from client where company_id = ${companyId} and archived_at is null
    ), keyed as (
      select 1 as rank, 'personalNumber' as by, encode(p.personal_number_index, 'hex') as key, p.client_id as id
        from client_person p where p.company_id = ${companyId} and p.removed_at is null and p.personal_number_index is not null
      union select 2, 'organisationNumber', organisation_number, id from living where organisation_number is not null
      union select 3, 'email', kind || lower(email), id from living where email is not null
      union select 3, 'email', c.kind || lower(p.email), c.id from client_person p join living c on c.id = p.client_id
        where p.company_id = ${companyId} and p.removed_at is null and p.email is not null
      union select 4, 'phone', kind || phone, id from living where phone is not null
      union select 4, 'phone', c.kind || p.phone, c.id from client_person p join living c on c.id = p.client_id
        where p.company_id = ${companyId} and p.removed_at is null and p.phone is not null
      union select 5, 'address', kind || coalesce(postcode, '') || regexp_replace(lower(street), '[^[:alnum:]]', '', 'g'), id
        from living where street is not null
    ), few as (
      select by, key from keyed group by by, key having count(*) between 2 and ${TOO_MANY}
    ), alike as (
      select k.rank, k.by, least(k.id, o.id) as a, greatest(k.id, o.id) as b
      from few join keyed k using (by, key) join keyed o on o.by = k.by and o.key = k.key and k.id < o.id
    ), pairs as (
      select l.a, l.b, min(l.rank) as rank, array_agg(distinct l.by) as by from alike l
      join living x on x.id = l.a join living y on y.id = l.b
      -- Neighbours share a house: at an address the names must be alike as well.
      where (l.by <> 'address' or similarity(${plain(sql`x.name`)}, ${plain(sql`y.name`)}) > 0.4)
        and not exists (select from client_apart n where n.company_id = ${companyId} and n.client_id = l.a and n.other_id = l.b)
      group by l.a, l.b order by min(l.rank), l.a, l.b limit ${MOST + 1}
    )
    select json_build_object('by', p.by, 'a', (${one(sql`p.a`)}), 'b', (${one(sql`p.b`)})) as pair
    from pairs p order by p.rank, p.a, p.b`.execute(tx)
  const inOrder = (by: readonly (typeof likenesses)[number][]) => likenesses.filter(l => by.includes(l))
  return {
    pairs: rows.slice(0, MOST).map(({ pair }) => ({ ...pair, by: inOrder(pair.by) })),
    more: rows.length > MOST,
  }

  function plain(name: ReturnType<typeof sql>) {
    return sql`translate(lower(${name}), 'åäöéèü', 'aaoeeu')`
  }
  function one(id: ReturnType<typeof sql>) {
    return sql`select json_build_object('id', c.id, 'name', c.name, 'kind', c.kind, 'email', c.email, 'phone', c.phone, 'city', c.city,
      'documents', (select count(*) from document d where d.company_id = c.company_id and d.client_id = c.id))
      from living c where c.id = ${id}`
  }
}

/** Remembers that two are not the same, so that they are not suggested again. */
export async function keepApart(tx: Tx, companyId: string, pair: z.infer<typeof Apart>, at: Date): Promise<void> {
  const [a, b] = [pair.a, pair.b].sort() as [string, string]
  const both = await tx
    .selectFrom('client')
    .select('id')
    .where('company_id', '=', companyId)
    .where('id', 'in', [a, b])
    .execute()
  if (both.length < 2) throw new Problem('not-found', {}, { status: 404 })
  await tx
    .insertInto('client_apart')
    .values({ company_id: companyId, client_id: a, other_id: b, created_at: at })
    .onConflict(c => c.columns(['company_id', 'client_id', 'other_id']).doNothing())
    .execute()
}
