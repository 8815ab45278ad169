// Everything the run left anywhere, searched once: each value found, and where.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { gunzipSync, inflateSync } from 'node:zlib'
import pg from 'pg'
import type { Table } from '../../datamap/table.ts'
import { backup } from '../../platform/database/backup.ts'
import { eachRowOf } from '../../privacy/subjects/rows.ts'
import { TEST_ROOT_KEY, testSecrets } from '../test-secrets.ts'
import { type Hit, isFewDigits, makeSearch } from './search.ts'
import type { LeftSoFar, Station } from './station.ts'
import type { Person, World } from './world.ts'

export type Place =
  | { is: 'cell'; schema: string; table: string; column: string; row: string; companyId: string | null }
  | { is: 'log'; line: string }
  | { is: 'job'; job: string }
  | { is: 'file'; path: string }
  | { is: 'copy'; path: string }
  | { is: 'left'; processor: string; to: string; attached: boolean }
  | { is: 'answer'; to: Person; path: string }
  /** `asked`: what somebody's browser asked for; else what a page points at. */
  | { is: 'address'; on: string; asked: boolean }
export type Found = Hit & { place: Place }

export type Evidence = {
  found: Found[]
  /** The rows of each person, as the declared ways lead to them. */
  rows: ReadonlyMap<Person, ReadonlySet<string>>
  /** Who receives what: the columns disclosed to each supplier. */
  disclosed: ReadonlyMap<string, ReadonlySet<string>>
  /** The folder of the backup that was searched. */
  copy: string
  companies: ReadonlyMap<'a' | 'b' | 'c', string>
}

/** What has been looked at before. */
export type Since = { logs: number; payloads: number; answers: number; left: LeftSoFar }
const NOTHING: Since = { logs: 0, payloads: 0, answers: 0, left: { mail: 0, sms: 0, asked: 0 } }

export type Searching = (bytes: Uint8Array) => Hit[]
export const searchingFor = (world: World): Searching => makeSearch(world.plant.markers)

/** A row, told apart from every other by what stands in it. */
const rowName = (table: string, values: Readonly<Record<string, unknown>>) =>
  `${table} ${JSON.stringify(
    Object.keys(values)
      .sort()
      .map(k => values[k]),
  )}`

export async function gather(
  station: Station,
  world: World,
  tables: readonly Table[],
  search: Searching,
  since: Since = NOTHING,
): Promise<Evidence> {
  const found: Found[] = []
  const look = (bytes: Buffer, place: Place) => {
    // In a PDF a few digits are places on the paper and in the file.
    const isPaper = bytes.subarray(0, 5).toString('latin1') === '%PDF-'
    for (const hit of search(bytes)) if (!(isPaper && isFewDigits(hit.marker.value))) found.push({ ...hit, place })
  }
  found.push(...(await inDatabase(station, tables, search)))
  for (const line of station.service.logs.slice(since.logs)) look(Buffer.from(line), { is: 'log', line })
  for (const p of station.payloads.slice(since.payloads)) look(p.bytes, { is: 'job', job: p.job })
  found.push(...inFiles(station, search))
  for (const left of await station.left(since.left))
    look(opened(left.bytes), {
      is: 'left',
      processor: left.processor,
      to: left.to,
      attached: left.attached === true,
    })
  for (const a of station.answers.slice(since.answers)) {
    const bytes = opened(a.bytes)
    look(bytes, { is: 'answer', to: a.to, path: a.path })
    for (const address of addressesIn(a.bytes)) look(Buffer.from(address), { is: 'address', on: a.path, asked: false })
    look(Buffer.from(a.path), { is: 'address', on: a.path, asked: true })
  }
  const copy = await rawCopy(station)
  for (const path of filesUnder(copy).map(f => join(copy, f)))
    look(readFileSync(path), { is: 'copy', path: path.split('/').slice(-2).join('/') })
  return {
    found,
    rows: await rowsOfAll(station, world, tables),
    disclosed: await disclosures(station),
    copy,
    companies: companiesOf(world),
  }
}

/** The data folder. The emulator stands for somebody outside: what it keeps of who signed is its own. */
export const inFiles = ({ service }: Station, search: Searching): Found[] =>
  filesUnder(service.dataDir)
    .filter(path => !path.startsWith('bankid-emulator'))
    .flatMap(path =>
      search(readFileSync(join(service.dataDir, path))).map(h => ({ ...h, place: { is: 'file' as const, path } })),
    )

const companiesOf = (world: World) =>
  new Map(
    (['a', 'b', 'c'] as const).flatMap(t => {
      const c = world.found.get(`company-${t}`)
      return c?.kind === 'company' ? [[t, c.companyId] as const] : []
    }),
  )

/** Every cell of every table of every schema; those we declared by row. */
export async function inDatabase(station: Station, tables: readonly Table[], search: Searching): Promise<Found[]> {
  const declared = new Map(tables.map(t => [t.name, t]))
  const client = new pg.Client({ connectionString: station.service.superuserUrl })
  await client.connect()
  const found: Found[] = []
  try {
    const { rows: there } = await client.query<{ schema: string; name: string; columns: string[] }>(
      `select n.nspname as schema, c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema') group by 1, 2`,
    )
    for (const { schema, name, columns } of there) {
      const { rows } = await client.query(
        `select * from ${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)}`,
      )
      const known = schema === 'public' ? declared.get(name) : undefined
      for (const row of rows) {
        const own = known ? Object.fromEntries(Object.keys(known.columns).map(c => [c, row[c]])) : row
        for (const column of columns) {
          const value = row[column]
          if (value === null || value === undefined) continue
          const bytes = Buffer.isBuffer(value)
            ? value
            : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
          for (const hit of search(bytes))
            found.push({
              ...hit,
              place: {
                is: 'cell',
                schema,
                table: name,
                column,
                row: rowName(name, own),
                companyId: row.company_id ?? (name === 'company' ? row.id : null),
              },
            })
        }
      }
    }
  } finally {
    await client.end()
  }
  return found
}

async function rowsOfAll(station: Station, world: World, tables: readonly Table[]) {
  const all = new Map<Person, Set<string>>()
  for (const [person, who] of world.found) {
    const rows = new Set<string>()
    await eachRowOf(
      { ...station.service.services, tables },
      who,
      row => void rows.add(rowName(row.table.name, row.values)),
    )
    all.set(person, rows)
  }
  // A browser has one number for what it answered and another for what it did.
  const visitor = world.plant.markers.find(m => m.field === 'consent_event.consent_id')
  if (visitor)
    await eachRowOf(
      { ...station.service.services, tables },
      { kind: 'visitor', visitorId: visitor.value },
      row => void all.get('visitor')?.add(rowName(row.table.name, row.values)),
    )
  return all
}

async function disclosures(station: Station) {
  const client = new pg.Client({ connectionString: station.service.superuserUrl })
  await client.connect()
  const { rows } = await client.query<{ processor: string; columns: string[] }>(
    'select processor, columns from disclosure',
  )
  await client.end()
  const by = new Map<string, Set<string>>()
  for (const r of rows) by.set(r.processor, new Set([...(by.get(r.processor) ?? []), ...r.columns]))
  return by
}

/** The installation as it is copied: what whoever finds a backup has before them. */
async function rawCopy(station: Station): Promise<string> {
  const { service, clock } = station
  const into = join(station.copies, String(readdirSync(station.copies).length))
  await backup({
    ownerUrl: service.ownerUrl,
    secrets: testSecrets,
    files: { elsewhere: 'prov' },
    into,
    rootKey: TEST_ROOT_KEY,
    now: clock.now(),
  })
  return into
}

function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(f => relative(folder, join(folder, f)))
    .filter(f => statSync(join(folder, f)).isFile())
}

const addressesIn = (page: Buffer) =>
  [...page.toString('latin1').matchAll(/\s(?:href|src|action|formaction|poster|data)="([^"]*)"/g)]
    .map(m => m[1] as string)
    // What opens a mail program or a telephone asks nobody anything.
    .filter(address => !/^(mailto|tel):/.test(address))

/** The bytes, and what is packed in them: streams of a PDF, attachments and texts in base64. */
export function opened(bytes: Buffer): Buffer {
  const parts = [bytes]
  for (let at = bytes.indexOf('stream'); at >= 0; at = bytes.indexOf('stream', at + 6)) {
    const from = at + 6 + (bytes[at + 6] === 13 ? 2 : 1)
    const packed = unpacked(bytes.subarray(from))
    if (packed) parts.push(packed, utf16Less(packed))
  }
  for (const m of bytes.toString('latin1').matchAll(/[A-Za-z0-9+/_-]{40,}={0,2}/g)) {
    const inner = Buffer.from(m[0], 'base64')
    parts.push(inner, unpacked(inner) ?? Buffer.alloc(0))
  }
  return parts.length === 1 ? bytes : Buffer.concat(parts.flatMap(p => [p, Buffer.from('\n')]))
}

function unpacked(bytes: Buffer): Buffer | null {
  if (bytes[0] === 0x78) return attempt(() => inflateSync(bytes))
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? attempt(() => gunzipSync(bytes)) : null
}
function attempt(work: () => Buffer): Buffer | null {
  try {
    return work()
  } catch {
    // It only looked packed: its bytes were searched as they stand.
    return null
  }
}
const utf16Less = (bytes: Buffer) => Buffer.from(bytes.filter(b => b !== 0))
