// Faults put in on purpose, each of which must turn the run red: a run that stays green whatever happens proves nothing.
import { createHash } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Table } from '../../datamap/table.ts'
import { categories } from '../../datamap/vocabulary.ts'
import { mailSender } from '../../platform/ports/mail.ts'
import { ask } from '../ask.ts'
import { type Evidence, type Found, inDatabase, inFiles, opened, type Searching } from './evidence.ts'
import { judge } from './judge.ts'
import type { Marker } from './markers.ts'
import type { Station } from './station.ts'
import { type Person, tenantOf, type World } from './world.ts'

export type Mutation = { name: string; caught: boolean }
export type Mutable = {
  station: Station
  world: World
  tables: readonly Table[]
  search: Searching
  evidence: Evidence
}

export async function mutate(m: Mutable): Promise<Mutation[]> {
  return [...inDeclarations(m), ...(await inTables(m)), ...inLogs(m), ...(await outside(m)), ...elsewhere(m)]
}

const isRed = (m: Mutable, found: readonly Found[], tables = m.tables) =>
  judge({ ...m.evidence, found: [...found] }, m.world, tables).leaks.length > 0

/** The declarations say less than what is done: a recipient taken out, a column that is said to hold nothing of anybody. */
function inDeclarations(m: Mutable): Mutation[] {
  const at = new Map<string, Found[]>()
  const note = (key: string, f: Found) => at.set(key, [...(at.get(key) ?? []), f])
  for (const f of m.evidence.found) {
    if (f.place.is === 'left' && !f.place.attached && categories[f.marker.holds].risk < 4)
      note(`${f.marker.field}>${f.place.processor}`, f)
    if (f.place.is === 'cell') note(`${f.place.table}.${f.place.column}`, f)
  }
  return [...at].map(([key, found]) => {
    const [name = '', processor] = key.split('>')
    const [table = '', column = ''] = name.split('.')
    const tables = m.tables.map(t => (t.name === table ? withColumn(t, column, processor ?? null) : t))
    return {
      name: processor ? `${name} is no longer shared with ${processor}` : `${name} is said to hold nothing personal`,
      caught: isRed(m, found, tables),
    }
  })
}

function withColumn(t: Table, column: string, without: string | null): Table {
  const c = t.columns[column]
  if (!c || c.declaration === 'nothing-personal') throw new Error(`${t.name}.${column} is not declared.`)
  const declaration =
    without === null
      ? ('nothing-personal' as const)
      : { ...c.declaration, shared: (c.declaration.shared ?? []).filter(k => k !== without) }
  return { ...t, columns: { ...t.columns, [column]: { ...c, declaration } } }
}

type Fault = [name: string, put: () => Promise<unknown>, back: () => Promise<unknown>]

/** Values where the live database must not have them; each is put right again. */
async function inTables(m: Mutable): Promise<Mutation[]> {
  const of = (field: string, person: Person) => markerOf(m.world, field, person).value
  const sql = (text: string, values: unknown[] = []) => ask(m.station.service.superuserUrl, text, values)
  const person = (who: Person) => {
    const found = m.world.found.get(who)
    if (found?.kind !== 'client' && found?.kind !== 'co-applicant') throw new Error(`${who} is nobody's client.`)
    return found
  }
  /** Puts a value into one column of one row, and gives what puts the old one back. */
  const instead = (name: string, table: string, column: string, id: string | null, value: unknown): Fault => {
    let old: unknown
    return [
      name,
      async () => {
        const rows = await sql(`select ${column} as old from ${table} where id = $1`, [id])
        old = rows[0].old
        await sql(`update ${table} set ${column} = $1 where id = $2`, [value, id])
      },
      () => sql(`update ${table} set ${column} = $1 where id = $2`, [old, id]),
    ]
  }
  const faults: Fault[] = [
    [
      'a column that nobody declared',
      async () => {
        await sql('alter table client add column shoe_size text')
        await sql('update client set shoe_size = name')
      },
      () => sql('alter table client drop column shoe_size'),
    ],
    [
      'a table that nobody declared',
      () => sql('create table notes as select email as words from client_person'),
      () => sql('drop table notes'),
    ],
    instead(
      'a personal number in clear',
      'client_person',
      'title',
      person('asa-a').personId,
      of('client_person.personal_number', 'asa-a'),
    ),
    instead(
      'a personal number that only looks encrypted',
      'client_person',
      'personal_number',
      person('per-b').personId,
      Buffer.from(of('client_person.personal_number', 'per-b')),
    ),
    instead(
      'a personal number looked up by a hash without a key',
      'client_person',
      'personal_number_index',
      person('erik-a').personId,
      createHash('sha256').update(of('client_person.personal_number', 'erik-a')).digest(),
    ),
    instead(
      'a value in a row of somebody else at the same company',
      'client',
      'name',
      person('per-b').clientId,
      of('client.name', 'asa-b'),
    ),
    instead(
      'a value at another company',
      'company',
      'default_about',
      m.evidence.companies.get('b') ?? null,
      of('client_person.email', 'asa-a'),
    ),
    [
      'a value in a waiting job',
      () =>
        sql(`select graphile_worker.add_job('carry-out', json_build_object('to', $1::text))`, [
          of('client_person.phone', 'asa-a'),
        ]),
      () => sql('delete from graphile_worker._private_jobs'),
    ],
  ]
  const before = new Set(m.evidence.found.map(nameOf))
  const done: Mutation[] = []
  for (const [name, put, back] of faults) {
    await put()
    const found = (await inDatabase(m.station, m.tables, m.search)).filter(f => !before.has(nameOf(f)))
    await back()
    done.push({ name, caught: isRed(m, found) })
  }
  return done
}
const nameOf = (f: Found) => JSON.stringify([f.marker.field, f.marker.of, f.form, f.place])

/** One value of each column, and one in each spelling, under a name that says nothing. */
function inLogs(m: Mutable): Mutation[] {
  const byField = new Map(m.world.plant.markers.filter(x => categories[x.holds].risk >= 2).map(x => [x.field, x]))
  const email = markerOf(m.world, 'client_person.email', 'asa-a').value
  const spelled: Record<string, string> = {
    'in base64': Buffer.from(`to=${email}`).toString('base64'),
    'in an address': encodeURIComponent(`mailto:${email}`),
    'in hex': Buffer.from(email).toString('hex'),
    'as SHA-256': createHash('sha256').update(email).digest('hex'),
    'as MD5 of its upper-case form': createHash('md5').update(email.toUpperCase().toLowerCase()).digest('base64'),
  }
  const logged = (name: string, value: string): Mutation => {
    const from = m.station.service.logs.length
    m.station.service.services.log.info({ said: value }, 'something was done')
    const lines = m.station.service.logs.splice(from)
    const found = lines.flatMap(line =>
      m.search(Buffer.from(line)).map(h => ({ ...h, place: { is: 'log' as const, line } })),
    )
    return { name, caught: isRed(m, found) }
  }
  return [
    ...[...byField].map(([field, marker]) => logged(`${field} in the log`, marker.value)),
    ...Object.entries(spelled).map(([how, text]) => logged(`an e-mail address in the log ${how}`, text)),
  ]
}

/** Mails that carry what they must not. */
async function outside(m: Mutable): Promise<Mutation[]> {
  const to = markerOf(m.world, 'client_person.email', 'asa-a').value
  const owner = markerOf(m.world, 'account.email', 'owner-b').value
  const said: [name: string, to: string, text: string][] = [
    ['an address to a supplier as an imprint', to, `u=${createHash('sha256').update(to.toLowerCase()).digest('hex')}`],
    [
      'a street to the mail supplier, which it is not shared with',
      to,
      markerOf(m.world, 'client.street', 'asa-a').value,
    ],
    ['a client’s name in a mail to another company', owner, markerOf(m.world, 'client_person.name', 'asa-a').value],
    ['a link in a mail to somebody else', owner, markerOf(m.world, 'room_link.token_hash', 'asa-a').value],
    ['a password in a mail', owner, markerOf(m.world, 'account.password_hash', 'owner-b').value],
    [
      'a personal number in a mail, in base64',
      to,
      Buffer.from(`nr ${markerOf(m.world, 'client_person.personal_number', 'asa-a').value}`).toString('base64'),
    ],
  ]
  const { services } = m.station.service
  const done: Mutation[] = []
  for (const [name, address, text] of said) {
    await services.ports.get(mailSender).send({
      to: address,
      from: { name: 'Prov', address: 'offert@prov.example' },
      replyTo: null,
      subject: 'Prov',
      text,
      html: `<p>${text}</p>`,
      attachments: [],
      reference: services.newId(),
    } as never)
    const left = await m.station.takeBackMail(address)
    const found = m.search(opened(left.bytes)).map(h => ({
      ...h,
      place: { is: 'left' as const, processor: 'mail', to: left.to, attached: false },
    }))
    done.push({ name, caught: isRed(m, found) })
  }
  return done
}

function elsewhere(m: Mutable): Mutation[] {
  const value = (field: string, of: Person) => markerOf(m.world, field, of)
  const shown = (name: string, marker: Marker, to: Person, path: string): Mutation => ({
    name,
    caught: isRed(
      m,
      m.search(Buffer.from(`<p>${marker.value}</p>`)).map(h => ({ ...h, place: { is: 'answer' as const, to, path } })),
    ),
  })
  const file = join(m.station.service.dataDir, 'unencrypted')
  writeFileSync(file, `name: ${value('client_person.name', 'erik-a').value}`)
  const inFile = inFiles(m.station, m.search)
  rmSync(file)
  return [
    { name: 'a file that is not encrypted', caught: isRed(m, inFile) },
    shown(
      'a client of one company on a page of the other',
      value('client.street', 'asa-a'),
      'owner-b',
      '/api/app/clients',
    ),
    shown(
      'a number in full where nobody asked for it',
      value('client_person.personal_number', 'asa-a'),
      'owner-a',
      '/api/app/clients',
    ),
    shown('a colleague’s session on a page', value('session.token_hash', 'owner-a'), 'owner-a', '/api/app/sessions'),
    {
      name: 'an e-mail address in an address on a page',
      caught: isRed(
        m,
        m
          .search(Buffer.from(`/rum/x/?to=${encodeURIComponent(value('client_person.email', 'asa-a').value)}`))
          .map(h => ({
            ...h,
            place: { is: 'address' as const, on: '/rum/x/', asked: false },
          })),
      ),
    },
  ]
}

function markerOf(world: World, field: string, of: Person): Marker {
  const found = world.plant.markers.find(m => m.field === field && m.of === of)
  if (!found) throw new Error(`${of} has no ${field} (${tenantOf(of) ?? 'no company'}).`)
  return found
}
