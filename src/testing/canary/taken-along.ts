// What a company takes along: everything that lies in its own tables, and nothing of the other company's.
import type { Table } from '../../datamap/table.ts'
import type { Services } from '../../platform/context.ts'
import { companyFiles } from '../../privacy/portability/export.ts'
import { portableTables, shownColumns } from '../../privacy/portability/format.ts'
import { opened } from './evidence.ts'
import type { Marker } from './markers.ts'
import type { Mutable, Mutation } from './mutations.ts'
import { type Person, tenantOf } from './world.ts'

const OWNERS = { a: 'company-a', b: 'company-b' } as const
type Tenant = keyof typeof OWNERS

export async function takenAlong(m: Mutable): Promise<{ leaks: string[]; mutations: Mutation[] }> {
  const { services } = m.station.service
  const [a, b] = [await take(m, services, 'a'), await take(m, services, 'b')]
  const without = (name: string) => {
    const stays = { stays: { sv: '', en: '' } }
    return { ...services, tables: m.tables.map(t => (t.name === name ? ({ ...t, leaves: stays } as Table) : t)) }
  }
  const less = await take(m, without('question'), 'a')
  return {
    leaks: [...missing(m, 'a', a), ...missing(m, 'b', b), ...foreign(m, 'a', a), ...foreign(m, 'b', b)],
    mutations: [
      { name: 'export: company-b gets that of company-a', caught: foreign(m, 'b', a).length > 0 },
      { name: 'export: question stays behind', caught: missing(m, 'a', less).length > 0 },
    ],
  }
}

type Taken = { rows: Buffer; files: Buffer }

async function take(m: Mutable, services: Services, tenant: Tenant): Promise<Taken> {
  const who = m.world.found.get(OWNERS[tenant])
  if (who?.kind !== 'company') throw new Error('There is no such company.')
  const rows: Buffer[] = []
  const files: Buffer[] = []
  for await (const file of companyFiles(services, { companyId: who.companyId, numbers: true })) {
    const pieces: Buffer[] = []
    for await (const piece of file.content instanceof Uint8Array ? [file.content] : file.content)
      pieces.push(Buffer.from(piece as string))
    ;(file.name.startsWith('tables/') ? rows : files).push(opened(Buffer.concat(pieces)))
  }
  return { rows: Buffer.concat(rows), files: Buffer.concat(files) }
}

const isAt = (marker: Marker, tenant: Tenant) =>
  [marker.of, marker.and].some(p => p !== undefined && tenantOf(p as Person) === tenant)

function missing(m: Mutable, tenant: Tenant, taken: Taken): string[] {
  const along = new Set(portableTables(m.tables).flatMap(p => shownColumns(p).map(c => `${p.table.name}.${c.name}`)))
  const told = new Set(m.search(taken.rows).map(h => h.marker.value))
  const lies = (marker: Marker) =>
    marker.holds === 'personal-number' || m.evidence.found.some(f => f.marker === marker && f.place.is === 'cell')
  return m.world.plant.markers
    .filter(marker => tenantOf(marker.of as Person) === tenant && along.has(marker.field))
    .filter(marker => marker.holds !== 'image' && lies(marker) && !told.has(marker.value))
    .map(marker => `${marker.field} of ${marker.of} is not in the export of ${OWNERS[tenant]}`)
}

/** Somebody else's, or what opens something. A figure alone is looked for in the rows: a drawn page is full of figures. */
const foreign = (m: Mutable, tenant: Tenant, taken: Taken): string[] =>
  [...m.search(taken.rows), ...m.search(taken.files).filter(h => !/^\d{1,6}$/.test(h.marker.value))]
    .filter(h => h.marker.holds === 'credential' || !isAt(h.marker, tenant))
    .map(({ marker }) => `${marker.field} of ${marker.of} is in the export of ${OWNERS[tenant]}`)
