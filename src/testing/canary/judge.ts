// What was found, held against the declarations: each value outside was allowed there in that form, each inside lies where its column
// says and is reached from its person and nobody else, and what must be nowhere is nowhere. A sentence for each that is not so.
import { type DeclaredColumn, declaredColumns } from '../../datamap/register.ts'
import type { Table } from '../../datamap/table.ts'
import { categories } from '../../datamap/vocabulary.ts'
import type { Evidence, Found, Place } from './evidence.ts'
import type { Marker } from './markers.ts'
import { type Person, tenantOf, type World } from './world.ts'

export type Verdict = { leaks: string[]; lost: string[] }

export function judge(evidence: Evidence, world: World, tables: readonly Table[]): Verdict {
  const columns = new Map(declaredColumns(tables).map(c => [`${c.table}.${c.column}`, c]))
  const judged = { evidence, world, columns, tables: new Map(tables.map(t => [t.name, t])) }
  const leaks = evidence.found.flatMap(f => wrongs(f, judged).map(why => `${f.marker.field} of ${f.marker.of} ${why}`))
  return { leaks: [...new Set(leaks)], lost: lost(judged) }
}

type Judged = {
  evidence: Evidence
  world: World
  columns: ReadonlyMap<string, DeclaredColumn>
  tables: ReadonlyMap<string, Table>
}

const risk = (m: Marker) => categories[m.holds].risk
const isSecret = (m: Marker) => m.holds === 'credential'

function wrongs({ marker, form, place }: Found, j: Judged): string[] {
  switch (place.is) {
    case 'cell':
      return wrongInCell(marker, place, j)
    case 'log':
      return risk(marker) >= 2 ? [`stands in the log (${form})`] : []
    case 'job':
      return risk(marker) >= 2 ? [`stands in the payload of the job ${place.job} (${form})`] : []
    case 'file':
      return [`stands in the file ${place.path} (${form})`]
    case 'copy':
      return risk(marker) === 4 ? [`stands in a backup, in ${place.path} (${form})`] : []
    case 'address':
      return wrongInAddress(marker, form, place)
    case 'left':
      return wrongOutside(marker, form, place, j)
    case 'answer':
      return wrongInAnswer(marker, place)
  }
}

/** A member may search for a name by an address; a number or a key stands in none, and no page points anywhere with anything in it. */
function wrongInAddress(marker: Marker, form: Found['form'], place: Extract<Place, { is: 'address' }>): string[] {
  if (isOwnLink(marker, place.on) || risk(marker) < (place.asked ? 4 : 2)) return []
  return [`stands in an address ${place.asked ? 'that was asked for' : `on ${told(place.on)}`} (${form})`]
}

function wrongInCell(marker: Marker, place: Extract<Place, { is: 'cell' }>, j: Judged): string[] {
  const where =
    place.schema === 'public' ? `${place.table}.${place.column}` : `${place.schema}.${place.table}.${place.column}`
  const column = place.schema === 'public' ? j.columns.get(`${place.table}.${place.column}`) : undefined
  if (!column) return [`stands in ${where}, which is declared nowhere`]
  if (!column.personal) return [`stands in ${where}, which is said to hold nothing personal`]
  if (risk(marker) === 4) return [`stands in clear in ${where}`]
  if ((column.personal.protect ?? 'plain') !== 'plain')
    return [`stands in clear in ${where}, which is said to be protected`]
  if (isReached(marker, place, j)) return []
  return [`stands in a row of ${place.table} that its person does not lead to`]
}

function isReached(marker: Marker, place: Extract<Place, { is: 'cell' }>, j: Judged): boolean {
  const tenant = tenantOf(marker.of as Person)
  // What a company says of itself it may say in everything that is its own.
  const ofTheCompany =
    marker.field.startsWith('company.') ||
    // Whoever signs up is where the company is written to, until it says otherwise.
    (marker.field === 'account.email' && isIn(place, 'company.email'))
  if (ofTheCompany && tenant !== null) return place.companyId === j.evidence.companies.get(tenant)
  return [marker.of, marker.and].some(p => p !== undefined && j.evidence.rows.get(p as Person)?.has(place.row))
}

function wrongOutside(marker: Marker, form: Found['form'], place: Extract<Place, { is: 'left' }>, j: Judged): string[] {
  const { processor } = place
  if (form === 'imprint') return [`reached ${processor} as an imprint that anybody can compute`]
  const foreign = foreignTo(marker, place.to, j)
  if (foreign) return [`reached ${processor} in something to ${foreign}`]
  const excused = allowances.find(
    a => a.field === marker.field && a.at.includes(processor) && (!a.attached || place.attached),
  )
  if (excused)
    return excused.own && ownerOf(place.to, j.world) !== marker.of
      ? [`reached ${processor} in something to another`]
      : []
  if (risk(marker) === 4) return [`reached ${processor}`]
  const carrier = place.attached ? 'file.sha256' : marker.field
  if (!j.columns.get(carrier)?.personal?.shared?.includes(processor))
    return [`reached ${processor}, which ${carrier} is not shared with`]
  const written = j.evidence.disclosed.get(processor)
  // What belongs to no company stands in no company's log.
  const ofNone = !place.attached && j.tables.get(marker.field.split('.')[0] as string)?.tenancy === 'none'
  const noted = ofNone || [carrier, ...(copies[carrier] ?? [])].some(c => written?.has(c))
  return noted ? [] : [`reached ${processor}, and nothing was written down of it`]
}

/** What goes out although its column alone would not let it: where, and why. Printed with every run. */
export const allowances: readonly {
  field: string
  at: readonly string[]
  attached?: true
  own?: true
  because: string
}[] = [
  {
    field: 'account_token.token_hash',
    at: ['mail'],
    own: true,
    because: 'a link is a key: it goes to the one it is for',
  },
  {
    field: 'newsletter_reader.token_hash',
    at: ['mail'],
    own: true,
    because: 'a link is a key: it goes to the one it is for',
  },
  {
    field: 'room_link.token_hash',
    at: ['mail', 'sms'],
    own: true,
    because: 'a link is a key: it goes to the one it is for',
  },
  { field: 'room_link.token_hash', at: ['eid'], because: 'BankID’s app leads back to the page it was begun on' },
  {
    field: 'company.sole_trader_number',
    at: ['mail'],
    attached: true,
    because: 'the law has it stand in the agreement, and the customer gets that in lasting form',
  },
]

/** Columns a value goes on to as it is. */
export const copies: Readonly<Record<string, readonly string[]>> = {
  'client.name': ['document.client_name', 'document.search'],
  'client.work_city': ['import_change.before'],
  'document.title': ['document.search', 'document.content'],
  'client_person.email': ['dispatch.address'],
  'client_person.phone': ['dispatch.address'],
  'withdrawal_notice.receipt_to': ['dispatch.address'],
  'account.email': ['dispatch.address', 'former_customer.email'],
}

const ownerOf = (address: string, world: World): Person | null => {
  const wanted = address.toLowerCase()
  const m = world.plant.markers.find(x => [x.value, ...x.spellings].some(v => v.toLowerCase() === wanted))
  return (m?.of as Person | undefined) ?? null
}

/** Whom something went to that has nothing to do with the company the value is at; null where they are of one company. */
function foreignTo(marker: Marker, address: string, j: Judged): Person | null {
  const to = ownerOf(address, j.world)
  return to && !isTogether(marker, to) ? to : null
}
const isTogether = (marker: Marker, with_: Person) =>
  marker.of === with_ ||
  ([marker.of, marker.and].some(p => p !== undefined && tenantOf(p as Person) === tenantOf(with_)) &&
    tenantOf(with_) !== null)

function wrongInAnswer(marker: Marker, place: Extract<Place, { is: 'answer' }>): string[] {
  if (!isTogether(marker, place.to)) return [`was shown to ${place.to} on ${told(place.path)}`]
  if (isSecret(marker)) return mayShowSecret(marker, place.path) ? [] : [`was shown on ${told(place.path)}`]
  if (marker.holds === 'personal-number')
    return mayShowNumber(marker, place.path) ? [] : [`was shown in full on ${told(place.path)}`]
  return []
}

/** What is shown once, when it is made, and where. */
const SHOWN_ONCE: Readonly<Record<string, string>> = {
  'api_key.key_hash': '/api/app/api-keys',
  'recovery_code.code_hash': '/api/app/authenticator',
}
/** A key is shown once, when it is made; what opens a page stands in that page's own forms. */
const mayShowSecret = (marker: Marker, path: string) => SHOWN_ONCE[marker.field] === path || isOwnLink(marker, path)
const isOwnLink = (marker: Marker, path: string) => isSecret(marker) && path.includes(marker.value)

/** In full where somebody asked for it, in the evidence a signer identified for, and a sole trader's on what the law wants it on. */
const mayShowNumber = (marker: Marker, path: string) =>
  marker.field === 'company.sole_trader_number'
    ? /^\/rum\/|\/pdf$|\/as-sent$/.test(path)
    : /\/number$|\/bevis\.json$/.test(path)

const told = (path: string) =>
  path.replace(/\/(rum|bekrafta|nytt-losenord)\/[^/]+/, '/$1/…').replace(/[0-9a-f-]{36}/g, '…')

/** A value that was planted and stands nowhere proves nothing: each must have come where it was written. */
function lost(j: Judged): string[] {
  const stands = new Set(
    j.evidence.found.flatMap(f =>
      f.place.is === 'cell' ? [`${f.marker.of}|${f.marker.value}|${f.place.table}.${f.place.column}`] : [],
    ),
  )
  const copied = Object.entries(copies).flatMap(([from, to]) =>
    to
      .filter(column => !j.evidence.found.some(f => f.marker.field === from && isIn(f.place, column)))
      .map(column => `${from} is said to go on to ${column}, and does not`),
  )
  const missing = j.world.plant.markers
    .filter(m => !isSecret(m) && m.holds !== 'personal-number' && m.holds !== 'image')
    .filter(m => (j.columns.get(m.field)?.personal?.protect ?? 'plain') === 'plain')
    .filter(m => !stands.has(`${m.of}|${m.value}|${m.field}`))
    .map(m => `${m.field} of ${m.of} was planted and stands nowhere`)
  return [...missing, ...copied]
}
const isIn = (place: Place, column: string) => place.is === 'cell' && `${place.table}.${place.column}` === column
