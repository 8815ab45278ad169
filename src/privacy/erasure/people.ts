// Taking a person away: what is theirs alone is removed, what is others' as well loses their part.

import { sql } from 'kysely'
import type { Table } from '../../datamap/table.ts'
import { stockholmDate } from '../../kernel/dates.ts'
import type { Services } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { removeDocument } from './document.ts'
import { lawOf, type NewHold } from './holds.ts'
import { documentsOf } from './plan.ts'
import { addRemains, noRemains, type Remains } from './remains.ts'

export type ClientPerson = { companyId: string; clientId: string | null; personId: string | null }

/** E-mail addresses and numbers a client person was reached at, for asking processors to forget them. */
export async function addressesOf(tx: Tx, p: ClientPerson): Promise<string[]> {
  const { rows } = await sql<{ address: string }>`
    select address from dispatch where company_id = ${p.companyId} and party_id in (
      select dp.id from document_party dp join client_person cp on cp.company_id = dp.company_id and cp.id = dp.client_person_id
      where dp.company_id = ${p.companyId} and (cp.id = ${p.personId} or cp.client_id = ${p.clientId}))
    union select unnest(array[email, phone]) from client_person where company_id = ${p.companyId} and (id = ${p.personId} or client_id = ${p.clientId})
    union select unnest(array[email, phone]) from client where company_id = ${p.companyId} and id = ${p.clientId}`.execute(
    tx,
  )
  return rows.map(r => r.address).filter(Boolean)
}

/** Processors that have been told something of the person, by the log of disclosures. */
export async function processorsTold(tx: Tx, p: ClientPerson): Promise<string[]> {
  const { rows } = await sql<{ processor: string }>`
    select distinct processor from disclosure where company_id = ${p.companyId} and (
      document_id in (select id from document where company_id = ${p.companyId} and client_id = ${p.clientId})
      or subject_id in (select dp.id from document_party dp join client_person cp on cp.company_id = dp.company_id and cp.id = dp.client_person_id
        where dp.company_id = ${p.companyId} and (cp.id = ${p.personId} or cp.client_id = ${p.clientId})))`.execute(tx)
  return rows.map(r => r.processor)
}

/** Removes a household, or one person in it. Runs as the keeper, in a transaction of the company. */
export async function removeClientPerson(services: Services, tx: Tx, p: ClientPerson): Promise<Remains> {
  const remains = noRemains()
  const people = await personsIn(tx, p)
  const today = stockholmDate(services.clock.now())
  for (const d of await documentsOf(tx, p))
    if (d.own) {
      const hold: NewHold | null =
        d.evidence_until && d.evidence_until > today
          ? {
              id: services.newId(),
              companyId: p.companyId,
              reason: 'signature-evidence',
              law: lawOf['signature-evidence'],
              documentId: d.id,
              people: [...people, ...(p.clientId ? [p.clientId] : [])],
              startsOn: today,
              endsOn: d.evidence_until,
              reviewer: 'regel i datakartan',
            }
          : null
      addRemains(remains, await removeDocument(tx, { companyId: p.companyId, documentId: d.id, hold }))
    } else await leaveDocument(tx, p.companyId, d.id, people, remains)
  for (const id of people) await removePersonRow(tx, p.companyId, id, remains, services.clock.now())
  if (p.clientId) {
    // What an import changed of the household, which stands beside it for a month.
    await sql`delete from import_change where company_id = ${p.companyId} and client_id = ${p.clientId}`.execute(tx)
    await sql`delete from client_merge where company_id = ${p.companyId} and client_id = ${p.clientId}`.execute(tx)
    const { rows } = await sql`delete from client c where c.company_id = ${p.companyId} and c.id = ${p.clientId}
      and not exists (select from client_person x where x.company_id = c.company_id and x.client_id = c.id)
      and not exists (select from document d where d.company_id = c.company_id and d.client_id = c.id) returning c.id`.execute(
      tx,
    )
    if (rows.length === 0) await blankClient(tx, p.companyId, p.clientId, services.clock.now())
  }
  return remains
}

async function personsIn(tx: Tx, p: ClientPerson): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from client_person where company_id = ${p.companyId}
    and (id = ${p.personId} or client_id = ${p.clientId}) for update`.execute(tx)
  return rows.map(r => r.id)
}

/** What a person did in a document that is others' as well. What they signed stays: it is the others' proof too. */
async function leaveDocument(tx: Tx, companyId: string, documentId: string, people: string[], remains: Remains) {
  const parties = sql`select id from document_party where company_id = ${companyId} and document_id = ${documentId} and client_person_id = any(${people}::uuid[])`
  const mine = sql`company_id = ${companyId} and document_id = ${documentId} and party_id in (${parties})`
  const { rows: orders } = await sql<{ key_id: string; used: boolean }>`delete from signing_order o where ${mine}
    returning key_id, exists (select from signature s where s.company_id = o.company_id and s.key_id = o.key_id) as used`.execute(
    tx,
  )
  for (const o of orders) if (!o.used) remains.keys.push({ companyId, id: o.key_id })
  await sql`delete from visit where company_id = ${companyId} and link_id in (select id from room_link where ${mine})`.execute(
    tx,
  )
  await sql`delete from question where ${mine}`.execute(tx)
  await sql`update dispatch set address = '', note = null, link_id = null where ${mine}`.execute(tx)
  await sql`delete from room_link where ${mine}`.execute(tx)
}

async function removePersonRow(tx: Tx, companyId: string, id: string, remains: Remains, at: Date) {
  await sql`delete from number_view where company_id = ${companyId} and client_person_id = ${id}`.execute(tx)
  const { rows } = await sql<{
    key_id: string | null
  }>`select key_id from client_person where company_id = ${companyId} and id = ${id}`.execute(tx)
  if (rows[0]?.key_id) remains.keys.push({ companyId, id: rows[0].key_id })
  const { rows: gone } = await sql`delete from client_person p where p.company_id = ${companyId} and p.id = ${id}
    and not exists (select from document_party d where d.company_id = p.company_id and d.client_person_id = p.id) returning p.id`.execute(
    tx,
  )
  if (gone.length === 0)
    await tx
      .updateTable('client_person')
      .set({
        name: '',
        email: null,
        phone: null,
        title: null,
        key_id: null,
        personal_number: null,
        personal_number_index: null,
        used_year: null,
        used_rot_kr: 0,
        used_rut_kr: 0,
        removed_at: at,
      })
      .where('company_id', '=', companyId)
      .where('id', '=', id)
      .execute()
}

async function blankClient(tx: Tx, companyId: string, id: string, at: Date) {
  const empty = {
    organisation_number: null,
    vat_number: null,
    email: null,
    phone: null,
    street: null,
    postcode: null,
    city: null,
    work_street: null,
    work_postcode: null,
    work_city: null,
    property_designation: null,
    association_number: null,
    flat_number: null,
  }
  await tx
    .updateTable('client')
    .set({ name: '', ...empty, archived_at: at })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .execute()
}

/** Removes what a member's account holds in one company; what they wrote there is the company's and stays without them. */
export async function removeMemberOf(
  tx: Tx,
  companyId: string,
  accountId: string | null,
  at: Date,
  memberId: string | null = null,
): Promise<Remains> {
  const remains = noRemains()
  const { rows } = await sql<{ id: string; sha256: string | null; key_id: string | null }>`
    select m.id, f.sha256, f.key_id from member m left join file f on f.company_id = m.company_id and f.sha256 = m.photo_file
      and not exists (select from member o where o.company_id = m.company_id and o.id <> m.id and o.photo_file = m.photo_file)
    where m.company_id = ${companyId} and (m.account_id = ${accountId} or m.id = ${memberId})`.execute(tx)
  for (const m of rows) {
    await sql`update dispatch set address = '' where company_id = ${companyId} and member_id = ${m.id}`.execute(tx)
    await sql`delete from number_view where company_id = ${companyId} and member_id = ${m.id}`.execute(tx)
    await sql`delete from session where company_id = ${companyId} and member_id = ${m.id}`.execute(tx)
    await tx
      .updateTable('member')
      .set(eb => ({
        account_id: null,
        name: null,
        phone: null,
        photo_file: null,
        left_at: eb.fn.coalesce('left_at', eb.val(at)),
      }))
      .where('company_id', '=', companyId)
      .where('id', '=', m.id)
      .execute()
    if (m.sha256 && m.key_id) {
      await sql`delete from file where company_id = ${companyId} and sha256 = ${m.sha256}`.execute(tx)
      remains.keys.push({ companyId, id: m.key_id })
      remains.files.push({ companyId, sha256: m.sha256, key_id: m.key_id })
    }
  }
  return remains
}

/** Removes an account that is no member anywhere any more, with all that hangs on it. */
export async function removeAccount(tx: Tx, tables: readonly Table[], accountId: string): Promise<void> {
  for (const t of [...tables].reverse())
    for (const [column, c] of Object.entries(t.columns))
      if (c.references === 'account' && t.name !== 'member' && !OUTLIVE.has(t.name))
        await sql`delete from ${sql.table(t.name)} where ${sql.ref(column)} = ${accountId}`.execute(tx)
  await sql`delete from account where id = ${accountId}`.execute(tx)
}
/** What remembers by an id that leads to nobody. */
const OUTLIVE = new Set(['rights_case', 'stop'])
