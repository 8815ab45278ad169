// Two clients that are one become one. Everything that names the one that goes is made to name the one that stays: read out of the declarations,
// so that a table added tomorrow follows too. What is sealed and signed is not touched; it never names a row of the register.
// It cannot be undone: what was two is told apart by nothing afterwards. Whoever merges is told so first.
import { sql } from 'kysely'
import { z } from 'zod'
import { readClient } from '../../clients/clients.ts'
import { ClientView } from '../../clients/contract.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Services } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { CompanyActor } from '../../platform/http/endpoint.ts'
import { shredKey } from '../../platform/vault/shred-job.ts'

/** What may be taken from the one that goes; each alone, but an address as a whole. */
export const mergeFields = {
  name: ['name'],
  organisationNumber: ['organisation_number'],
  email: ['email'],
  phone: ['phone'],
  address: ['street', 'postcode', 'city'],
  workAddress: ['work_street', 'work_postcode', 'work_city'],
  property: ['property_designation', 'association_number', 'flat_number'],
  language: ['language'],
} as const
export type MergeField = keyof typeof mergeFields
export const MergeField = z.enum(Object.keys(mergeFields) as [MergeField, ...MergeField[]])

export const Look = z.object({
  stays: ClientView,
  goes: ClientView,
  documents: z.object({ stays: z.int(), goes: z.int() }),
  /** People of the two that seem to be one human. */
  people: z.array(z.object({ stays: z.uuid(), goes: z.uuid() })),
})
export const Merge = z.object({
  id: z.uuid(),
  other: z.uuid(),
  take: z.array(MergeField).max(20).default([]),
  people: z
    .array(z.object({ stays: z.uuid(), goes: z.uuid() }))
    .max(50)
    .default([]),
})

type Person = {
  id: string
  client_id: string
  position: number
  name: string
  email: string | null
  phone: string | null
  title: string | null
  key_id: string | null
  personal_number_index: Buffer | null
  used_year: number | null
  used_rot_kr: number
  used_rut_kr: number
}

export async function lookAtMerge(
  services: Services,
  tx: Tx,
  companyId: string,
  ids: { id: string; other: string },
): Promise<z.infer<typeof Look>> {
  const people = await peopleOf(tx, companyId, [ids.id, ids.other])
  const mine = people.filter(p => p.client_id === ids.id)
  const pairs: { stays: string; goes: string }[] = []
  for (const p of people.filter(x => x.client_id === ids.other)) {
    const same = mine.find(m => isSame(m, p) && !pairs.some(x => x.stays === m.id))
    if (same) pairs.push({ stays: same.id, goes: p.id })
  }
  const { rows } = await sql<{ id: string; n: number }>`select client_id as id, count(*)::int as n from document
    where company_id = ${companyId} and client_id = any(${[ids.id, ids.other]}::uuid[]) group by 1`.execute(tx)
  const count = (id: string) => rows.find(r => r.id === id)?.n ?? 0
  return {
    stays: await readClient(services, tx, companyId, ids.id),
    goes: await readClient(services, tx, companyId, ids.other),
    documents: { stays: count(ids.id), goes: count(ids.other) },
    people: pairs,
  }
}

/** Two numbers that differ are two people, however alike the rest is. */
function isSame(a: Person, b: Person): boolean {
  if (a.personal_number_index && b.personal_number_index) return a.personal_number_index.equals(b.personal_number_index)
  if (a.name.trim().toLowerCase() === b.name.trim().toLowerCase()) return true
  return a.email !== null && a.email.toLowerCase() === b.email?.toLowerCase()
}

/**
 * Makes two clients one. The keeper does it: it moves what is kept apart by law as well. Throws a sentence where the two are certainly not the
 * same, or where somebody of them is being erased.
 */
export async function mergeClients(
  services: Services,
  actor: CompanyActor,
  merge: z.infer<typeof Merge>,
): Promise<void> {
  const { companyId } = actor
  const at = services.clock.now()
  await services.keeper.company(companyId, async tx => {
    const [stays, goes] = await bothOf(tx, companyId, merge)
    await refuseErasure(tx, companyId, [merge.id, merge.other])
    const taken = Object.fromEntries(
      merge.take.flatMap(field => mergeFields[field].map(column => [column, goes[column]])),
    )
    await tx
      .updateTable('client')
      .set({ ...taken, updated_at: at })
      .where('company_id', '=', companyId)
      .where('id', '=', merge.id)
      .execute()
    const people = await peopleOf(tx, companyId, [merge.id, merge.other])
    const paired = pairsOf(people, merge)
    let position = Math.max(-1, ...people.filter(p => p.client_id === merge.id).map(p => p.position))
    for (const { stays: a, goes: b } of paired) await becomeOne(tx, companyId, a, b, merge.id, services.tables)
    for (const p of people.filter(x => x.client_id === merge.other && !paired.some(pair => pair.goes.id === x.id)))
      await sql`update client_person set position = ${++position} where company_id = ${companyId} and id = ${p.id}`.execute(
        tx,
      )
    await renameEverywhere(tx, services.tables, companyId, 'client', merge.other, merge.id)
    // Pairs that were said to be apart say nothing of the two together.
    await sql`delete from client where company_id = ${companyId} and id = ${merge.other}`.execute(tx)
    // A household of one is written once: its person is called and reached as it is.
    await sql`update client_person p set name = c.name, email = coalesce(c.email, p.email), phone = coalesce(c.phone, p.phone)
      from client c where c.company_id = ${companyId} and c.id = ${merge.id} and c.kind = 'person' and p.company_id = c.company_id
        and p.client_id = c.id and p.removed_at is null and (select count(*) from client_person o where o.company_id = c.company_id
          and o.client_id = c.id and o.removed_at is null) = 1`.execute(tx)
    await sql`update document set client_name = ${(taken.name as string | undefined) ?? stays.name}
      where company_id = ${companyId} and client_id = ${merge.id} and state = 'draft'`.execute(tx)
    await tx
      .insertInto('client_merge')
      .values({
        company_id: companyId,
        id: services.newId(),
        client_id: merge.id,
        gone_id: merge.other,
        member_id: actor.memberId,
        at,
      })
      .execute()
  })
}

async function bothOf(tx: Tx, companyId: string, merge: z.infer<typeof Merge>) {
  if (merge.id === merge.other) throw new Problem('merge-itself')
  const both = await tx
    .selectFrom('client')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('id', 'in', [merge.id, merge.other])
    .where('archived_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  const stays = both.find(c => c.id === merge.id)
  const goes = both.find(c => c.id === merge.other)
  if (!stays || !goes) throw new Problem('not-found', {}, { status: 404 })
  if (stays.kind !== goes.kind) throw new Problem('merge-kinds-differ')
  if (stays.organisation_number && goes.organisation_number && stays.organisation_number !== goes.organisation_number)
    throw new Problem('merge-numbers-differ')
  return [stays, goes] as const
}

async function refuseErasure(tx: Tx, companyId: string, ids: readonly string[]) {
  const { rows } = await sql`select 1 from erasure e where e.company_id = ${companyId} and e.state <> 'verified'
    and (e.client_id = any(${ids}::uuid[]) or e.person_id in (select id from client_person
      where company_id = ${companyId} and client_id = any(${ids}::uuid[]))) limit 1`.execute(tx)
  if (rows.length > 0) throw new Problem('merge-being-erased', {}, { status: 409 })
}

async function peopleOf(tx: Tx, companyId: string, clients: readonly string[]): Promise<Person[]> {
  return tx
    .selectFrom('client_person')
    .select(['id', 'client_id', 'position', 'name', 'email', 'phone', 'title', 'key_id', 'personal_number_index'])
    .select(['used_year', 'used_rot_kr', 'used_rut_kr'])
    .where('company_id', '=', companyId)
    .where('client_id', 'in', clients)
    .where('removed_at', 'is', null)
    .orderBy('position')
    .execute()
}

function pairsOf(people: readonly Person[], merge: z.infer<typeof Merge>): { stays: Person; goes: Person }[] {
  const seen = new Set<string>()
  return merge.people.map(pair => {
    const stays = people.find(p => p.id === pair.stays && p.client_id === merge.id)
    const goes = people.find(p => p.id === pair.goes && p.client_id === merge.other)
    if (!stays || !goes || seen.has(stays.id) || seen.has(goes.id)) throw new Problem('not-found', {}, { status: 404 })
    seen.add(stays.id).add(goes.id)
    const [a, b] = [stays.personal_number_index, goes.personal_number_index]
    if (a && b && !a.equals(b)) throw new Problem('merge-people-differ', { name: stays.name })
    return { stays, goes }
  })
}

/**
 * Two rows of one human become one. Whoever has the number keeps their row: it is encrypted for its place and cannot be moved. Where both have
 * it, the other's key is destroyed with it.
 */
async function becomeOne(
  tx: Tx,
  companyId: string,
  a: Person,
  b: Person,
  clientId: string,
  tables: Services['tables'],
) {
  const [stays, goes] = !a.key_id && b.key_id ? [b, a] : [a, b]
  await sql`update client_person set client_id = ${clientId}, position = ${a.position}, name = ${a.name},
      email = ${a.email ?? b.email}, phone = ${a.phone ?? b.phone}, title = ${a.title ?? b.title},
      used_year = ${latest(a.used_year, b.used_year)}, used_rot_kr = ${Math.max(a.used_rot_kr, b.used_rot_kr)},
      used_rut_kr = ${Math.max(a.used_rut_kr, b.used_rut_kr)}
    where company_id = ${companyId} and id = ${stays.id}`.execute(tx)
  await renameEverywhere(tx, tables, companyId, 'client_person', goes.id, stays.id)
  await sql`delete from client_person where company_id = ${companyId} and id = ${goes.id}`.execute(tx)
  if (goes.key_id) await shredKey.in(tx, { companyId, keyId: goes.key_id })
}
const latest = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.max(a, b))

/** Every column that names the row by its declaration, and the few places that hold ids without a reference. */
async function renameEverywhere(
  tx: Tx,
  tables: Services['tables'],
  companyId: string,
  what: 'client' | 'client_person',
  from: string,
  to: string,
) {
  for (const t of tables)
    for (const [column, c] of Object.entries(t.columns))
      if (c.references === what && t.name !== 'client_apart')
        await sql`update ${sql.table(t.name)} set ${sql.ref(column)} = ${to}
          where ${sql.ref(column)} = ${from} ${t.columns.company_id ? sql`and company_id = ${companyId}` : sql``}`.execute(
          tx,
        )
  await sql`update restricted.hold set people = array_replace(people, ${from}::uuid, ${to}::uuid)
    where company_id = ${companyId} and ${from}::uuid = any(people)`.execute(tx)
  // A window that somebody has open to their own data goes on showing them.
  await sql`update rights_access set persons = replace(persons::text, ${from}, ${to})::jsonb where persons::text like ${`%${from}%`}`.execute(
    tx,
  )
}
