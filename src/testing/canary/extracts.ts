// What each person is given when they ask: everything of theirs that lies here, and nothing of anybody else's but what they share.
import type { Table } from '../../datamap/table.ts'
import type { Services } from '../../platform/context.ts'
import { extractFiles } from '../../privacy/rights/extract/extract.ts'
import type { Level } from '../../privacy/rights/rights.tables.ts'
import type { Person as Found } from '../../privacy/subjects/person.ts'
import { type Evidence, opened } from './evidence.ts'
import type { Marker } from './markers.ts'
import type { Mutable, Mutation } from './mutations.ts'
import { type Person, tenantOf } from './world.ts'

/** What is told row by row, and the originals beside. */
type Handed = { rows: Buffer; all: Buffer }

export async function extracts(
  m: Mutable,
  whose: readonly Person[],
): Promise<{ leaks: string[]; mutations: Mutation[] }> {
  const { services } = m.station.service
  const leaks: string[] = []
  const handed = new Map<Person, Handed>()
  for (const [person, who] of m.world.found) {
    if (!whose.includes(person)) continue
    // One as it is read and printed; the others as data to take along, which is quicker made.
    const given = await hand(
      services,
      who,
      3,
      m.world.found.size === whose.length && person === 'asa-a' ? 'extract' : 'portability',
    )
    if (person === 'visitor') await alsoByConsent(m, given)
    handed.set(person, given)
    leaks.push(...missing(m, person, given), ...foreign(m, person, given))
  }
  // By a code to an address alone nobody gets a number in full.
  const weak = await hand(services, m.world.found.get('asa-a') as Found, 1, 'portability')
  for (const { marker } of m.search(weak.all))
    if (marker.holds === 'personal-number')
      leaks.push(`${marker.field} of ${marker.of} is handed out to a weak identity`)
  return { leaks: [...new Set(leaks)], mutations: await mutated(m, handed) }
}

/** A browser has one number for what it did and another for what it answered; whoever asks shows both. */
async function alsoByConsent({ station, world }: Mutable, given: Handed): Promise<void> {
  const number = world.plant.markers.find(x => x.field === 'consent_event.consent_id')?.value ?? ''
  const more = await hand(station.service.services, { kind: 'visitor', visitorId: number }, 3, 'portability')
  given.rows = Buffer.concat([given.rows, more.rows])
  given.all = Buffer.concat([given.all, more.all])
}

async function hand(services: Services, person: Found, level: Level, kind: 'extract' | 'portability'): Promise<Handed> {
  const rows: Buffer[] = []
  const all: Buffer[] = []
  const of = { case: { number: 'R-2026-00000', kind }, person, level, language: 'sv' } as const
  for await (const file of extractFiles(services, of)) {
    const pieces: Buffer[] = []
    for await (const piece of file.content instanceof Uint8Array ? [file.content] : file.content)
      pieces.push(Buffer.from(piece as string))
    const bytes = Buffer.concat(pieces)
    all.push(opened(bytes))
    if (!file.name.includes('/') && file.name.endsWith('.json')) rows.push(bytes)
  }
  return { rows: Buffer.concat(rows), all: Buffer.concat(all) }
}

const isOf = (marker: Marker, person: Person) => marker.of === person || marker.and === person

/** What lies in a row that leads to the person and is not told to them. Keys are told of, never told. */
function missing(
  { evidence, search, world }: Pick<Mutable, 'evidence' | 'search' | 'world'>,
  person: Person,
  given: Handed,
): string[] {
  const told = new Set(search(given.rows).map(h => h.marker))
  return world.plant.markers
    .filter(marker => isOf(marker, person) && marker.holds !== 'credential' && marker.holds !== 'image')
    .filter(marker => marker.holds === 'personal-number' || leadsTo(evidence, marker, person))
    .filter(marker => !told.has(marker) && ![...told].some(t => t.value === marker.value))
    .map(marker => `${marker.field} of ${person} is not in their extract`)
}
const leadsTo = (evidence: Evidence, marker: Marker, person: Person) =>
  evidence.found.some(f => f.marker === marker && f.place.is === 'cell' && evidence.rows.get(person)?.has(f.place.row))

const isClient = (person: Person) => /^(asa|erik|per)-/.test(person)
const HOUSEHOLD: ReadonlySet<string> = new Set<Person>(['asa-a', 'erik-a'])
/** What others are named by is not told, also in what is shared. */
const NAMED_BY = new Set(['name', 'contact', 'address', 'property', 'personal-number', 'money', 'preference'])

function foreign({ search }: Pick<Mutable, 'search'>, person: Person, given: Handed): string[] {
  const wrong = (marker: Marker, inRows: boolean) => {
    if (isOf(marker, person)) return false
    if (marker.holds === 'credential') return true
    if (tenantOf(marker.of as Person) !== tenantOf(person)) return true
    // Who the agreement is with, and whom to ask there, stands in it.
    if (marker.field.startsWith('company.')) return marker.holds === 'personal-number' && inRows
    // Whoever signs up is where the company is written to, until it says otherwise.
    if (marker.field === 'account.email' && person.startsWith('company-')) return false
    if (/^(member|account)\./.test(marker.field)) return inRows && tenantOf(person) !== null && !isClient(person)
    if (!HOUSEHOLD.has(marker.of) || !HOUSEHOLD.has(person)) return true
    return inRows && person === 'erik-a' && NAMED_BY.has(marker.holds)
  }
  return [
    ...search(given.rows).filter(h => wrong(h.marker, true)),
    ...search(given.all).filter(h => wrong(h.marker, false)),
  ].map(({ marker }) => `${marker.field} of ${marker.of} is in the extract of ${person}`)
}

/** Somebody else's extract, and one made from declarations that lead less far. */
async function mutated(m: Mutable, handed: ReadonlyMap<Person, Handed>): Promise<Mutation[]> {
  const pairs: [Person, Person][] = [
    ['asa-b', 'per-b'],
    ['asa-a', 'asa-b'],
    ['asa-a', 'erik-a'],
    ['owner-a', 'member-a'],
    ['reader', 'visitor'],
    ['company-a', 'company-b'],
  ]
  const swapped = pairs.flatMap(([whose, to]) => {
    const given = handed.get(whose)
    return given ? [{ name: `extract: ${to} gets that of ${whose}`, caught: foreign(m, to, given).length > 0 }] : []
  })
  const without = async (name: string, person: Person): Promise<Mutation> => {
    const tables = m.tables.map(t => (t.name === name ? ({ ...t, about: {} } as Table) : t))
    const given = await hand(
      { ...m.station.service.services, tables },
      m.world.found.get(person) as Found,
      3,
      'portability',
    )
    return { name: `extract: ${name} leads to nobody`, caught: missing(m, person, given).length > 0 }
  }
  return [
    ...swapped,
    await without('client_person', 'per-b'),
    await without('question', 'asa-a'),
    await without('account', 'owner-b'),
  ]
}
