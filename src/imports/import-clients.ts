// A customer list into the register of clients. Personal numbers are encrypted before the transaction, each under a key of its own; of those
// that are there already none is replaced.
import { sql } from 'kysely'
import { clientColumns, numberPlace } from '../clients/clients.ts'
import { printPhone } from '../kernel/contact.ts'
import type { PersonalNumber } from '../kernel/personal-number.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { encrypt } from '../platform/vault/cipher.ts'
import { noteKeys, type VaultKey } from '../platform/vault/vault.ts'
import type { How } from './contract.ts'
import { batches } from './import-articles.ts'
import { choiceOf, type Planned } from './planned.ts'
import type { ClientRow } from './read-client.ts'
import type { ReadRow } from './read-rows.ts'

type ClientColumns = ReturnType<typeof clientColumns>
type PersonColumns = { name: string; email: string | null; phone: string | null; title: string | null }
export type ClientDoes = {
  /** Null: it is new. */
  id: string | null
  columns: ClientColumns
  person: (PersonColumns & { id: string | null; number: Buffer | null }) | null
  /** Without the number itself, which is never written down twice. */
  before: { client: Partial<ClientColumns>; person: ({ id: string } & Partial<PersonColumns>) | null } | null
  number: PersonalNumber | null
}

type KnownPerson = PersonColumns & { id: string; index: string | null }
type KnownClient = ClientColumns & { id: string; people: KnownPerson[] }

const numberIn = (said: ClientRow | null): PersonalNumber | null =>
  (said?.people?.[0]?.personalNumber as PersonalNumber | null | undefined) ?? null

/** The company's own imprint of each number in the file, by row. */
export async function indexesOf(services: Services, companyId: string, rows: readonly ReadRow<ClientRow | null>[]) {
  const found = new Map<number, Buffer>()
  if (!rows.some(r => numberIn(r.said))) return found
  const index = await services.vault.blindIndexer(companyId)
  for (const { row, said } of rows) {
    const number = numberIn(said)
    if (number) found.set(row, index(number.reveal()))
  }
  return found
}

export async function planClients(
  tx: Tx,
  companyId: string,
  rows: readonly ReadRow<ClientRow | null>[],
  how: Pick<How, 'known' | 'rows'>,
  indexes: ReadonlyMap<number, Buffer>,
): Promise<Planned<ClientDoes>[]> {
  const known = await knownClients(tx, companyId)
  const register = new Map<string, KnownClient>()
  for (const c of known)
    for (const key of keysOf(
      c,
      c.people.flatMap(p => p.index ?? []),
      c.people,
    ))
      if (!register.has(key)) register.set(key, c)
  const here = new Map<string, number>()
  return rows.map(({ row, said, faults }) => {
    const none = { row, does: null, known: null, earlier: null, by: '', title: '', detail: '' }
    if (!said) return { ...none, outcome: 'refused', faults }
    const index = indexes.get(row)
    const keys = keysOf(clientColumns(said), index ? [index.toString('hex')] : [], [])
    const key = keys.find(k => register.has(k)) ?? ''
    const there = register.get(key)
    const earlierKey = keys.find(k => here.has(k))
    const earlier = earlierKey === undefined ? null : (here.get(earlierKey) as number)
    for (const k of keys) if (!here.has(k)) here.set(k, row)
    const by = (key || (earlierKey ?? '')).split(':')[0] as string
    const choice = choiceOf(how, row)
    const base = {
      ...none,
      title: said.name,
      detail: detailOf(said),
      by,
      known: there ? { id: there.id, name: there.name } : null,
      earlier,
    }
    if (choice !== 'add' && earlier !== null) return { ...base, outcome: 'skip', faults: [] }
    if (there && choice === 'skip') return { ...base, outcome: 'skip', faults: [] }
    if (!there || choice === 'add') return { ...base, outcome: 'add', faults: [], does: newClient(said, index ?? null) }
    const does = changedClient(there, said, index ?? null)
    return does ? { ...base, outcome: 'update', faults: [], does } : { ...base, outcome: 'same', faults: [] }
  })
}

async function knownClients(tx: Tx, companyId: string): Promise<KnownClient[]> {
  const { rows } = await sql<KnownClient>`
    select c.id, c.kind, c.name, c.organisation_number, c.email, c.phone, c.street, c.postcode, c.city, c.work_street, c.work_postcode,
      c.work_city, c.property_designation, c.association_number, c.flat_number, c.language,
      coalesce((select json_agg(json_build_object('id', p.id, 'name', p.name, 'email', p.email, 'phone', p.phone, 'title', p.title,
        'index', encode(p.personal_number_index, 'hex')) order by p.position) from client_person p
        where p.company_id = c.company_id and p.client_id = c.id and p.removed_at is null), '[]') as people
    from client c where c.company_id = ${companyId} and c.archived_at is null order by c.id`.execute(tx)
  return rows
}

/** By what somebody is known again, the surest first. A household and a firm may share an address of e-mail. */
function keysOf(
  c: Pick<ClientColumns, 'kind' | 'name' | 'organisation_number' | 'email' | 'phone' | 'street' | 'postcode'>,
  indexes: readonly string[],
  people: readonly { email: string | null }[],
): string[] {
  const name = c.name.toLowerCase()
  const emails = new Set([c.email, ...people.map(p => p.email)].flatMap(e => e?.toLowerCase() ?? []))
  return [
    ...indexes.map(i => `personalNumber:${i}`),
    ...(c.organisation_number ? [`organisationNumber:${c.organisation_number}`] : []),
    ...[...emails].map(e => `email:${c.kind}:${e}`),
    ...(c.phone ? [`phone:${c.kind}:${name}:${c.phone}`] : []),
    ...(c.street ? [`address:${c.kind}:${name}:${c.street.toLowerCase()}:${c.postcode ?? ''}`] : []),
  ]
}

const detailOf = (c: ClientRow) =>
  [c.email, c.phone ? printPhone(c.phone as string) : '', c.city].filter(Boolean).join(' · ')

function personIn(said: ClientRow): PersonColumns | null {
  const p = said.people?.[0]
  if (!p) return null
  return {
    name: p.name,
    email: (p.email as string | null | undefined) ?? null,
    phone: (p.phone as string | null | undefined) ?? null,
    title: (p.title as string | null | undefined) ?? null,
  }
}

function newClient(said: ClientRow, number: Buffer | null): ClientDoes {
  const columns = clientColumns(said)
  const person = personIn(said) ?? { name: said.name, email: columns.email, phone: columns.phone, title: null }
  // A firm without a contact is addressed itself, as it is when somebody fills in the form.
  return { id: null, columns, person: { ...person, id: null, number }, before: null, number: numberIn(said) }
}

/** What the row says and the register does not; null where that is nothing. Empty cells change nothing. */
function changedClient(there: KnownClient, said: ClientRow, index: Buffer | null): ClientDoes | null {
  const given = Object.fromEntries(
    Object.entries(clientColumns(said)).filter(([name, v]) => v !== null && name !== 'language' && name !== 'kind'),
  ) as Partial<ClientColumns>
  const before: Partial<ClientColumns> = {}
  for (const name of Object.keys(given) as (keyof ClientColumns)[])
    if (there[name] !== given[name]) Object.assign(before, { [name]: there[name] })
  const { id, people: _, ...columns } = there
  const person = changedPerson(there, personIn(said), index)
  if (Object.keys(before).length === 0 && !person) return null
  return {
    id,
    columns: { ...columns, ...given },
    person: person?.now ?? null,
    before: { client: before, person: person?.before ?? null },
    number: person?.now.number ? numberIn(said) : null,
  }
}

/** The person of a household of one follows the household; at a firm, the contact of that name. A number is given where there is none. */
function changedPerson(there: KnownClient, said: PersonColumns | null, index: Buffer | null) {
  const of =
    index && there.people.find(p => p.index === index.toString('hex'))
      ? there.people.find(p => p.index === index.toString('hex'))
      : there.kind === 'person' && there.people.length === 1
        ? there.people[0]
        : there.people.find(p => p.name.toLowerCase() === said?.name.toLowerCase())
  if (!said || !of) return null
  const now = {
    name: said.name,
    email: said.email ?? of.email,
    phone: said.phone ?? of.phone,
    title: said.title ?? of.title,
  }
  const before = Object.fromEntries(
    (['name', 'email', 'phone', 'title'] as const).flatMap(n => (now[n] === of[n] ? [] : [[n, of[n]]])),
  )
  const number = of.index === null ? index : null
  if (Object.keys(before).length === 0 && !number) return null
  return { now: { ...now, id: of.id, number }, before: { id: of.id, ...before, ...(number ? { numbered: true } : {}) } }
}

/** Keys for every number that will be written, safe before anything depends on them. */
export async function keysFor(services: Services, companyId: string, planned: readonly Planned<ClientDoes>[]) {
  const rows = planned.filter(p => p.does?.number).map(p => p.row)
  const keys = await services.vault.makeMany(companyId, 'person', rows.length)
  return new Map(rows.map((row, i) => [row, keys[i] as VaultKey]))
}

const CLIENT = sql`t(id uuid, kind text, name text, organisation_number text, email text, phone text, street text, postcode text, city text,
  work_street text, work_postcode text, work_city text, property_designation text, association_number text, flat_number text, language text)`
const PERSON = sql`p(id uuid, client_id uuid, name text, email text, phone text, title text, key_id uuid, number text, index text)`

/** Writes what was planned; gives every client that was added or changed, as it was before. */
export async function applyClients(
  tx: Tx,
  companyId: string,
  planned: readonly Planned<ClientDoes>[],
  keys: ReadonlyMap<number, VaultKey>,
  at: Date,
  newId: () => string,
): Promise<{ id: string; before: object | null }[]> {
  const whole = planned.flatMap(p => {
    if (!p.does) return []
    const id = p.does.id ?? newId()
    const person = p.does.person && personRow(companyId, p.does, id, p.does.person, keys.get(p.row), newId)
    return [{ isNew: p.does.id === null, before: p.does.before, client: { ...p.does.columns, id }, person }]
  })
  await noteKeys(tx, [...keys.values()], at)
  const added = whole.filter(w => w.isNew)
  const changed = whole.filter(w => !w.isNew)
  for (const some of batches(added.map(w => w.client)))
    await sql`insert into client (company_id, id, kind, name, organisation_number, email, phone, street, postcode, city, work_street,
      work_postcode, work_city, property_designation, association_number, flat_number, language, created_at, updated_at)
      select ${companyId}::uuid, t.*, ${at}::timestamptz, ${at}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as ${CLIENT}`.execute(tx)
  for (const some of batches(added.flatMap(w => w.person ?? [])))
    await sql`insert into client_person (company_id, id, client_id, position, name, email, phone, title, key_id, personal_number,
      personal_number_index, created_at)
      select ${companyId}::uuid, p.id, p.client_id, 0, p.name, p.email, p.phone, p.title, p.key_id, decode(p.number, 'base64'),
        decode(p.index, 'base64'), ${at}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as ${PERSON}`.execute(tx)
  for (const some of batches(changed.map(w => w.client))) {
    await sql`update client c set name = t.name, organisation_number = t.organisation_number, email = t.email, phone = t.phone,
      street = t.street, postcode = t.postcode, city = t.city, work_street = t.work_street, work_postcode = t.work_postcode,
      work_city = t.work_city, property_designation = t.property_designation, association_number = t.association_number,
      flat_number = t.flat_number, updated_at = ${at}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as ${CLIENT} where c.company_id = ${companyId} and c.id = t.id`.execute(
      tx,
    )
    // As when a client is changed by hand: what is still being written follows.
    await sql`update document d set client_name = c.name from client c where c.company_id = ${companyId} and d.company_id = c.company_id
      and d.client_id = c.id and d.state = 'draft' and c.id = any(${some.map(c => c.id)}::uuid[]) and d.client_name <> c.name`.execute(
      tx,
    )
  }
  for (const some of batches(changed.flatMap(w => w.person ?? [])))
    await sql`update client_person q set name = p.name, email = p.email, phone = p.phone, title = p.title,
      key_id = coalesce(q.key_id, p.key_id), personal_number = coalesce(q.personal_number, decode(p.number, 'base64')),
      personal_number_index = coalesce(q.personal_number_index, decode(p.index, 'base64'))
      from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as ${PERSON} where q.company_id = ${companyId} and q.id = p.id`.execute(
      tx,
    )
  return whole.map(w => ({ id: w.client.id, before: w.before }))
}

function personRow(
  companyId: string,
  does: ClientDoes,
  clientId: string,
  person: NonNullable<ClientDoes['person']>,
  key: VaultKey | undefined,
  newId: () => string,
) {
  const id = person.id ?? newId()
  const { number, ...columns } = person
  const sealed =
    key && does.number && number
      ? {
          key_id: key.id,
          number: encrypt(key.key, Buffer.from(does.number.reveal()), numberPlace(companyId, id)).toString('base64'),
          index: number.toString('base64'),
        }
      : { key_id: null, number: null, index: null }
  return { ...columns, ...sealed, id, client_id: clientId }
}
