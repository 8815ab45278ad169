// The company's register of clients and the people in each. Personal numbers are encrypted under a key per person, and looked up by
// a hash that means nothing outside this company.
import { sql } from 'kysely'
import { z } from 'zod'
import { requireAgreement, requireTaxReduction } from '../instructions/instructions.ts'
import { maskPersonalNumber, PersonalNumber, printPersonalNumber } from '../kernel/personal-number.ts'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { CompanyActor } from '../platform/http/endpoint.ts'
import { decrypt, encrypt, place } from '../platform/vault/cipher.ts'
import { shredKey } from '../platform/vault/shred-job.ts'
import { noteKey, type VaultKey } from '../platform/vault/vault.ts'
import type { ShowReason } from './clients.tables.ts'
import type { ClientView, NewClient, PersonInput } from './contract.ts'

/** Encrypted before the transaction begins: the key must be safe before anything depends on it. */
export type ProtectedNumber = { key: VaultKey; personId: string; ciphertext: Buffer; index: Buffer }

export const numberPlace = (companyId: string, personId: string) =>
  place('client_person', 'personal_number', personId, companyId)

/** Protects the personal numbers among the people given; people without an id get theirs here. */
export async function protectNumbers(
  services: Services,
  companyId: string,
  people: readonly PersonInput[],
): Promise<{ people: (PersonInput & { id: string; isNew: boolean })[]; numbers: Map<string, ProtectedNumber> }> {
  const numbers = new Map<string, ProtectedNumber>()
  const named = []
  for (const p of people) {
    const id = p.id ?? services.newId()
    named.push({ ...p, id, isNew: p.id === undefined })
    if (!p.personalNumber) continue
    const value = (p.personalNumber as PersonalNumber).reveal()
    const key = await services.vault.make(companyId, 'person')
    numbers.set(id, {
      key,
      personId: id,
      ciphertext: encrypt(key.key, Buffer.from(value), numberPlace(companyId, id)),
      index: await services.vault.blindIndex(companyId, value),
    })
  }
  return { people: named, numbers }
}

/** The number itself, for comparison with a signer or for the tax agency's file. */
export async function personalNumberOf(
  services: Services,
  row: { company_id: string; id: string; personal_number: Buffer | null; key_id: string | null },
): Promise<PersonalNumber | null> {
  if (!row.personal_number || !row.key_id) return null
  const key = await services.vault.key(row.company_id, row.key_id)
  return PersonalNumber.of(decrypt(key, row.personal_number, numberPlace(row.company_id, row.id)).toString('utf8'))
}

/** "19840601-****", or null where we hold none. */
export async function maskedNumberOf(
  services: Services,
  row: Parameters<typeof personalNumberOf>[1],
): Promise<string | null> {
  const number = await personalNumberOf(services, row)
  return number ? maskPersonalNumber(number) : null
}

type Prepared = Awaited<ReturnType<typeof protectNumbers>>

export function clientColumns(input: NewClient) {
  return {
    kind: input.kind,
    name: input.name,
    organisation_number: input.kind === 'person' ? null : (input.organisationNumber ?? null),
    email: input.email ?? null,
    phone: input.phone ?? null,
    street: input.street ?? null,
    postcode: input.postcode ?? null,
    city: input.city ?? null,
    work_street: input.workStreet ?? null,
    work_postcode: input.workPostcode ?? null,
    work_city: input.workCity ?? null,
    property_designation: input.propertyDesignation ?? null,
    association_number: input.associationNumber ?? null,
    flat_number: input.flatNumber ?? null,
    language: input.language ?? 'sv',
  }
}

/** Adds a client and its people. A private person without named people is a household of one. */
export async function addClient(
  services: Services,
  tx: Tx,
  companyId: string,
  input: NewClient,
  prepared: Prepared,
): Promise<string> {
  await requireAgreement(tx, companyId)
  const id = services.newId()
  const at = services.clock.now()
  await tx
    .insertInto('client')
    .values({
      company_id: companyId,
      id,
      ...clientColumns(input),
      vat_number: null,
      created_at: at,
      updated_at: at,
      archived_at: null,
    })
    .execute()
  await writePeople(services, tx, companyId, id, prepared, input.kind)
  return id
}

/** Changes a client. People left out are taken away; drafts that name them keep their own copy until changed. */
export async function changeClient(
  services: Services,
  tx: Tx,
  companyId: string,
  clientId: string,
  input: NewClient,
  prepared: Prepared,
): Promise<void> {
  const changed = await tx
    .updateTable('client')
    .set({ ...clientColumns(input), updated_at: services.clock.now() })
    .where('company_id', '=', companyId)
    .where('id', '=', clientId)
    .where('archived_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw new Problem('not-found', {}, { status: 404 })
  await writePeople(services, tx, companyId, clientId, prepared, input.kind)
  await tx
    .updateTable('document')
    .set({ client_name: input.name })
    .where('company_id', '=', companyId)
    .where('client_id', '=', clientId)
    .where('state', '=', 'draft')
    .execute()
}

async function writePeople(
  services: Services,
  tx: Tx,
  companyId: string,
  clientId: string,
  prepared: Prepared,
  kind: NewClient['kind'],
) {
  if (prepared.numbers.size > 0) await requireTaxReduction(tx, companyId)
  const at = services.clock.now()
  const year = at.getUTCFullYear()
  for (const [position, p] of prepared.people.entries()) {
    const number = prepared.numbers.get(p.id)
    if (number) await noteKey(tx, number.key, at)
    const takenAway = p.personalNumber === null || kind !== 'person'
    if (!p.isNew && (number || takenAway)) await shredNumber(tx, companyId, p.id)
    const changes = {
      position,
      name: p.name,
      email: p.email ?? null,
      phone: p.phone ?? null,
      title: p.title ?? null,
      ...(p.usedRotKr !== undefined ? { used_rot_kr: p.usedRotKr, used_year: year } : {}),
      ...(p.usedRutKr !== undefined ? { used_rut_kr: p.usedRutKr, used_year: year } : {}),
      ...(number
        ? { personal_number: number.ciphertext, personal_number_index: number.index, key_id: number.key.id }
        : {}),
      ...(takenAway ? { personal_number: null, personal_number_index: null, key_id: null } : {}),
    }
    if (p.isNew) {
      await tx
        .insertInto('client_person')
        .values({
          company_id: companyId,
          id: p.id,
          client_id: clientId,
          key_id: null,
          personal_number: null,
          personal_number_index: null,
          used_year: null,
          created_at: at,
          removed_at: null,
          ...changes,
        })
        .execute()
      continue
    }
    const known = await tx
      .updateTable('client_person')
      .set(changes)
      .where('company_id', '=', companyId)
      .where('client_id', '=', clientId)
      .where('id', '=', p.id)
      .returning('id')
      .executeTakeFirst()
    if (!known) throw new Problem('not-found', {}, { status: 404 })
  }
  const kept = prepared.people.map(p => p.id)
  await tx
    .updateTable('client_person')
    .set({ removed_at: at })
    .where('company_id', '=', companyId)
    .where('client_id', '=', clientId)
    .where('removed_at', 'is', null)
    .where(eb => (kept.length > 0 ? eb('id', 'not in', kept) : eb.lit(true)))
    .execute()
}

/** The number that stood there is replaced or taken away: its key goes with it. */
async function shredNumber(tx: Tx, companyId: string, personId: string) {
  const before = await tx
    .selectFrom('client_person')
    .select('key_id')
    .where('company_id', '=', companyId)
    .where('id', '=', personId)
    .executeTakeFirst()
  if (before?.key_id) await shredKey.in(tx, { companyId, keyId: before.key_id })
}

export async function readClient(services: Services, tx: Tx, companyId: string, asked: string): Promise<ClientView> {
  const clientId = await whereNow(tx, companyId, asked)
  const c = await tx
    .selectFrom('client')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('id', '=', clientId)
    .where('archived_at', 'is', null)
    .executeTakeFirst()
  if (!c) throw new Problem('not-found', {}, { status: 404 })
  const people = await tx
    .selectFrom('client_person')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('client_id', '=', clientId)
    .where('removed_at', 'is', null)
    .orderBy('position')
    .execute()
  const { rows: shown } = await sql<{ person: string; at: Date; name: string }>`
    select distinct on (v.client_person_id) v.client_person_id as person, v.at, coalesce(m.name, '') as name
    from number_view v join member m on m.company_id = v.company_id and m.id = v.member_id
    where v.company_id = ${companyId} and v.client_person_id = any(${people.map(p => p.id)}::uuid[])
    order by v.client_person_id, v.at desc`.execute(tx)
  const lastShown = new Map(shown.map(s => [s.person, { at: s.at.toISOString(), to: s.name }]))
  return {
    id: c.id,
    kind: c.kind,
    name: c.name,
    organisationNumber: c.organisation_number,
    email: c.email,
    phone: c.phone,
    street: c.street,
    postcode: c.postcode,
    city: c.city,
    workStreet: c.work_street,
    workPostcode: c.work_postcode,
    workCity: c.work_city,
    propertyDesignation: c.property_designation,
    associationNumber: c.association_number,
    flatNumber: c.flat_number,
    language: c.language,
    people: await Promise.all(
      people.map(async p => ({
        id: p.id,
        name: p.name,
        email: p.email,
        phone: p.phone,
        title: p.title,
        personalNumberMasked: await maskedNumberOf(services, p),
        numberShown: lastShown.get(p.id) ?? null,
        usedRotKr: p.used_rot_kr,
        usedRutKr: p.used_rut_kr,
      })),
    ),
    updatedAt: c.updated_at.toISOString(),
  }
}

/** The client itself, or the one it became part of: what once led to a client still does. */
async function whereNow(tx: Tx, companyId: string, clientId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with recursive led as (
      select ${clientId}::uuid as id, 0 as steps
      union all select m.client_id, l.steps + 1 from led l join client_merge m on m.company_id = ${companyId} and m.gone_id = l.id
    ) select id from led order by steps desc limit 1`.execute(tx)
  return rows[0]?.id ?? clientId
}

/** The number in full, for one member's eyes, after it is written down that they saw it. Throws `not-found` where we hold none. */
export async function showNumber(
  services: Services,
  tx: Tx,
  actor: CompanyActor,
  of: { clientId: string; personId: string; reason: ShowReason },
): Promise<string> {
  const person = await tx
    .selectFrom('client_person')
    .select(['company_id', 'id', 'personal_number', 'key_id'])
    .where('company_id', '=', actor.companyId)
    .where('client_id', '=', of.clientId)
    .where('id', '=', of.personId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  const number = person ? await personalNumberOf(services, person) : null
  if (!number) throw new Problem('not-found', {}, { status: 404 })
  await tx
    .insertInto('number_view')
    .values({
      company_id: actor.companyId,
      id: services.newId(),
      client_person_id: of.personId,
      member_id: actor.memberId,
      reason: of.reason,
      at: services.clock.now(),
    })
    .execute()
  return printPersonalNumber(number)
}

const PAGE = 100

/** Name and id of the last client of the page before; a cursor that is none of ours begins at the beginning. */
const Place = z.tuple([z.string(), z.uuid()])
function placeOf(cursor: string | undefined): z.infer<typeof Place> | [null, null] {
  try {
    const place = Place.safeParse(JSON.parse(Buffer.from(cursor ?? '', 'base64url').toString('utf8')))
    return place.success ? place.data : [null, null]
  } catch {
    return [null, null]
  }
}

/** "070-174 06" as it stands in a number that is kept as +46701740605; null where something else is looked for. */
function phoneLike(q: string): string | null {
  if (!/^[\d\s()+\-/.]{3,}$/.test(q)) return null
  const digits = q.replace(/\D/g, '').replace(/^0+(?:46)?/, '')
  return `%${digits}%`
}

/** Clients by name, a page at a time; `q` matches anywhere in name, e-mail or phone. */
export async function listClients(tx: Tx, companyId: string, ask: { q: string; cursor?: string | undefined }) {
  const [name, id] = placeOf(ask.cursor)
  const like = `%${ask.q.toLowerCase().replace(/[\\%_]/g, c => `\\${c}`)}%`
  const { rows } = await sql<{
    id: string
    kind: 'person' | 'company' | 'association'
    name: string
    email: string | null
    phone: string | null
    city: string | null
    documents: number
  }>`
    select c.id, c.kind, c.name, c.email, c.phone, c.city,
      (select count(*)::int from document d where d.company_id = c.company_id and d.client_id = c.id) as documents
    from client c
    where c.company_id = ${companyId} and c.archived_at is null
      and (${ask.q} = '' or lower(c.name) like ${like} or lower(c.email) like ${like} or c.phone like ${phoneLike(ask.q) ?? like})
      and (${name}::text is null or (lower(c.name), c.id) > (${name}::text, ${id}::uuid))
    order by lower(c.name), c.id limit ${PAGE}`.execute(tx)
  const last = rows[rows.length - 1]
  return {
    clients: rows,
    next:
      rows.length === PAGE && last
        ? Buffer.from(JSON.stringify([last.name.toLowerCase(), last.id])).toString('base64url')
        : null,
  }
}
