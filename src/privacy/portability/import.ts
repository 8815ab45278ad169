// Takes in what a company took along from here or from another installation. Everything is looked through before anything is written, and
// written in one transaction: a company is here whole or not at all. Ids stay, since signatures, sealed files and hash chains name them; the
// company's own id is that of the company it is taken into. Keys are new, links open nothing, nothing is sent.
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Table } from '../../datamap/table.ts'
import { chainEntry, chainHash, chainStart } from '../../documents/events.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Services } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { StoredFile } from '../../platform/files/files.ts'
import { openZip, type ZipFile } from '../../platform/files/unzip.ts'
import { encrypt } from '../../platform/vault/cipher.ts'
import type { Bucket, VaultKey } from '../../platform/vault/vault.ts'
import { fileName, placeOf } from './export.ts'
import { type CompanyManifest, type Portable, portableTables, shownColumns } from './format.ts'
import { checkedManifest, linesOf, refusing } from './look-through.ts'

export type ImportOf = {
  path: string
  /** A company that is empty and whose owner has accepted the processing agreement. */
  companyId: string
  /** Public keys of installations whose exports are taken in here, beside our own. */
  trusted?: readonly string[]
  /** The most it may unfold to, in bytes. */
  most?: number
}
export type Imported = {
  rows: number
  files: number
  /** Documents whose chain of events did not hold together where they came from. */
  brokenChains: string[]
  madeBy: string
  madeAt: string
}

type Row = Record<string, unknown>
const BATCH = 500
const MOST = 50 * 1024 ** 3

export async function importCompany(services: Services, of: ImportOf): Promise<Imported> {
  const zip = await refusing(() => openZip(of.path))
  try {
    const manifest = await checkedManifest(services, zip, { trusted: of.trusted ?? [], most: of.most ?? MOST })
    const stored = await storeFiles(services, zip, manifest, of.companyId)
    try {
      return await services.keeper.company(of.companyId, tx =>
        takeIn(services, tx, zip, manifest, stored, of.companyId),
      )
    } catch (error) {
      // Nobody noted them.
      for (const f of stored.values()) await services.files.discard(f)
      throw error
    }
  } finally {
    await zip.close()
  }
}

/** Encrypts and stores the files under keys of their own, before the transaction that notes them. */
async function storeFiles(services: Services, zip: ZipFile, manifest: CompanyManifest, companyId: string) {
  const stored = new Map<string, StoredFile>()
  const rows = manifest.tables.find(t => t.name === 'file')
  if (!rows) return stored
  for await (const row of linesOf(zip, rows.file)) {
    const parts: Buffer[] = []
    for await (const piece of zip.read(fileName(row as { sha256: string; mime: string }))) parts.push(piece)
    const bytes = Buffer.concat(parts)
    if (createHash('sha256').update(bytes).digest('hex') !== row.sha256)
      throw new Problem('import-altered', { file: `files/${row.sha256}` }, { status: 422 })
    const file = await services.files.write(companyId, bytes, {
      mime: String(row.mime),
      purpose: row.purpose as StoredFile['purpose'],
      bucket: (row.key_id ?? 'draft') as Bucket,
    })
    stored.set(String(row.sha256), file)
  }
  return stored
}

type Taking = {
  services: Services
  tx: Tx
  companyId: string
  at: Date
  /** Members who are here already: the id they had to the one they have. */
  members: ReadonlyMap<string, string>
  stored: ReadonlyMap<string, StoredFile>
  chain: { documentId: string; head: Uint8Array; seq: number; broken: Set<string> }
}

async function takeIn(
  services: Services,
  tx: Tx,
  zip: ZipFile,
  manifest: CompanyManifest,
  stored: ReadonlyMap<string, StoredFile>,
  companyId: string,
): Promise<Imported> {
  const tables = portableTables(services.tables)
  await refuseUnlessReady(tx, tables, companyId)
  const t: Taking = {
    services,
    tx,
    companyId,
    at: services.clock.now(),
    members: await membersHere(tx, zip, manifest, companyId),
    stored,
    chain: { documentId: '', head: Buffer.alloc(0), seq: 0, broken: new Set() },
  }
  let rows = 0
  for (const p of tables) {
    const told = manifest.tables.find(m => m.name === p.table.name)
    if (!told || p.taken === 'told') continue
    let batch: Row[] = []
    for await (const line of linesOf(zip, told.file)) {
      rows++
      batch.push(line)
      if (batch.length === BATCH) {
        await write(t, p, batch)
        batch = []
      }
    }
    if (batch.length > 0) await write(t, p, batch)
  }
  return {
    rows,
    files: stored.size,
    brokenChains: [...t.chain.broken],
    madeBy: manifest.madeBy,
    madeAt: manifest.madeAt,
  }
}

/** What a company may have and still be empty: what signing up and agreeing makes. */
const FROM_THE_START = new Set([
  'company',
  'member',
  'file',
  'disclosure',
  'document_series',
  'instruction',
  'processor_objection',
])

async function refuseUnlessReady(tx: Tx, tables: readonly Portable[], companyId: string) {
  const company = await tx
    .selectFrom('company')
    .select(['id', 'closed_at'])
    .where('id', '=', companyId)
    .forUpdate()
    .executeTakeFirst()
  if (!company) throw new Problem('not-found', {}, { status: 404 })
  if (company.closed_at) throw new Problem('company-closed', {}, { status: 409 })
  for (const { table } of tables) {
    if (FROM_THE_START.has(table.name) || table.leaves) continue
    const { rows } = await sql`select 1 from ${sql.table(table.name)} where company_id = ${companyId} limit 1`.execute(
      tx,
    )
    if (rows.length > 0) throw new Problem('import-not-empty', {}, { status: 409 })
  }
  const agreed = await tx
    .selectFrom('agreement_acceptance')
    .select('id')
    .where('company_id', '=', companyId)
    .executeTakeFirst()
  if (!agreed) throw new Problem('import-agreement-first', {}, { status: 409 })
}

/** Whoever had an account with the same address there is the same member here. */
async function membersHere(tx: Tx, zip: ZipFile, manifest: CompanyManifest, companyId: string) {
  const here = await tx
    .selectFrom('member as m')
    .innerJoin('account as a', 'a.id', 'm.account_id')
    .select(['m.id', 'a.email'])
    .where('m.company_id', '=', companyId)
    .where('m.left_at', 'is', null)
    .execute()
  const found = new Map<string, string>()
  const told = manifest.tables.find(m => m.name === 'member')
  if (told)
    for await (const line of linesOf(zip, told.file)) {
      const same = here.find(h => h.email.toLowerCase() === String(line.email ?? '').toLowerCase())
      if (same) found.set(String(line.id), same.id)
    }
  return found
}

async function write(t: Taking, p: Portable, lines: readonly Row[]): Promise<void> {
  const rows: Row[] = []
  const keys: VaultKey[] = []
  for (const line of lines) {
    const row = await arrived(t, p, line, keys)
    if (row) rows.push(row)
  }
  await noteKeys(t, keys)
  if (rows.length > 0) await insert(t.tx, p.table, rows)
}

/** A line as the row it becomes here; null where it became part of a row that is here already. */
async function arrived(t: Taking, p: Portable, line: Row, keys: VaultKey[]): Promise<Row | null> {
  const { table } = p
  const row: Row = {}
  for (const c of shownColumns(p)) {
    if (!(c.name in line)) continue
    const value = line[c.name]
    if (c.form === 'bucket' || c.form === 'opened') continue
    row[c.name] =
      value === null || value === undefined
        ? null
        : c.form === 'bytes'
          ? hex(Buffer.from(String(value), 'base64'))
          : c.column.sql === 'uuid'
            ? (t.members.get(String(value)) ?? value)
            : value
  }
  if (table.name !== 'company') row.company_id = t.companyId
  if (table.name === 'file') {
    const file = t.stored.get(String(line.sha256))
    if (!file) return null
    keys.push(file.key)
    row.key_id = file.key.id
  } else await protect(t, p, line, row, keys)
  return (await onArrival[table.name]?.(t, row, line)) ?? (table.name in onArrival ? null : row)
}

/** Encrypts what came opened, under a key of the row's own. What was destroyed there is destroyed here. */
async function protect(t: Taking, p: Portable, line: Row, row: Row, keys: VaultKey[]): Promise<void> {
  const { vault } = t.services
  const closed = p.columns.filter(c => c.form === 'opened')
  const bucket = p.columns.find(c => c.form === 'bucket')
  if (!bucket || closed.length === 0) return
  const needed = closed.filter(c => !c.column.nullable || typeof line[c.name] === 'string')
  if (needed.length === 0) {
    row[bucket.name] = null
    for (const c of closed) row[c.name] = null
    return
  }
  const key = await vault.make(t.companyId, String(line[bucket.name] ?? 'draft') as Bucket)
  keys.push(key)
  row[bucket.name] = key.id
  let destroyed = false
  for (const c of closed) {
    const text = line[c.name]
    if (typeof text !== 'string' && c.column.nullable) row[c.name] = null
    else
      row[c.name] = hex(encrypt(key.key, Buffer.from(String(text ?? '')), placeOf(p.table, c.name, row, t.companyId)))
    if (typeof text !== 'string' && !c.column.nullable) destroyed = true
  }
  if (destroyed) await vault.shred(t.companyId, key.id)
}

const hex = (bytes: Buffer) => `\\x${bytes.toString('hex')}`

type Arrival = (t: Taking, row: Row, line: Row) => Promise<Row | null> | Row | null
/** What is not as it was: everything that differs between a company there and here stands in these few. */
const onArrival: Readonly<Record<string, Arrival>> = {
  /** The company is here: it gets what it said of itself. */
  company: async (t, row) => {
    // That it was closed there is why it is here.
    const { id: _, created_at: __, closed_at: ___, ...said } = row
    await update(t.tx, 'company', said, sql`t.id = ${t.companyId}`)
    return null
  },
  /** An account is a human's own. Whoever has none in this company has left it, and can be invited. */
  member: async (t, row, line) => {
    const here = t.members.get(String(line.id))
    if (here) {
      const { name, phone, photo_file, language } = row
      await update(
        t.tx,
        'member',
        { name, phone, photo_file, language },
        sql`t.company_id = ${t.companyId} and t.id = ${here}`,
      )
      return null
    }
    return { ...row, account_id: null, left_at: row.left_at ?? t.at.toISOString() }
  },
  document_series: async (t, row) => {
    await sql`insert into document_series (company_id, kind, next_number) values (${t.companyId}, ${row.kind}, ${row.next_number})
      on conflict (company_id, kind) do update set next_number = greatest(document_series.next_number, excluded.next_number)`.execute(
      t.tx,
    )
    return null
  },
  /** The same number has another imprint in another company. */
  client_person: async (t, row, line) => ({
    ...row,
    personal_number_index:
      typeof line.personal_number === 'string'
        ? hex(await t.services.vault.blindIndex(t.companyId, line.personal_number))
        : null,
  }),
  document_event: (t, row) => {
    follow(t, row)
    return row
  },
  /** Nobody has a token that opens it, and nobody gets one: a document is sent anew from here. */
  room_link: (t, row) => ({
    ...row,
    token_hash: hex(randomBytes(32)),
    ended_at: row.ended_at ?? t.at.toISOString(),
    ended_why: row.ended_why ?? 'replaced',
  }),
  /** What waited there is not sent from here, and no operator's report finds it. */
  dispatch: (_, row) => ({
    ...row,
    provider_reference: null,
    state: row.state === 'queued' ? 'cancelled' : row.state,
  }),
  /** A time stamp that was not had there is not asked for here: the file is as it was sealed. */
  sealed_file: (_, row) => ({
    ...row,
    timestamp_state: row.timestamp_state === 'pending' ? 'none' : row.timestamp_state,
  }),
  /** Lies under no company: its id may be another's here. The case it came of stays where it was answered. */
  stop: (t, row) => ({ ...row, id: t.services.newId(), account_id: null, case_id: null }),
}

/** Events come by document and place: each must follow from the one before. */
function follow(t: Taking, row: Row): void {
  const documentId = String(row.document_id)
  const { chain } = t
  if (chain.documentId !== documentId) Object.assign(chain, { documentId, head: chainStart(documentId), seq: 0 })
  const entry = chainEntry({
    seq: Number(row.seq),
    type: String(row.type),
    at: new Date(String(row.at)),
    actor: String(row.actor),
    version: row.version === null ? null : Number(row.version),
    data: row.data as Record<string, string>,
  })
  const stated = Buffer.from(String(row.hash).slice(2), 'hex')
  if (row.seq !== chain.seq || !chainHash(chain.head, entry).equals(stated)) chain.broken.add(documentId)
  Object.assign(chain, { head: stated, seq: chain.seq + 1 })
}

async function noteKeys(t: Taking, keys: readonly VaultKey[]) {
  if (keys.length === 0) return
  await insert(
    t.tx,
    { name: 'vault_key' },
    keys.map(k => ({
      company_id: t.companyId,
      id: k.id,
      bucket: k.bucket,
      created_at: t.at.toISOString(),
      shredded_at: null,
    })),
  )
}

/** One statement for many rows; the database reads them as it reads JSON. What a row does not say gets the database's default. */
async function insert(tx: Tx, table: Pick<Table, 'name'>, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] as Row)
  const names = columns.map(c => `"${c}"`).join(', ')
  // A logo that the company here has already.
  const same = table.name === 'file' ? 'on conflict (company_id, sha256) do nothing' : ''
  await tx.client.query(
    `insert into ${table.name} (${names}) select ${names} from jsonb_populate_recordset(null::${table.name}, $1::jsonb) ${same}`,
    [JSON.stringify(rows)],
  )
}

async function update(tx: Tx, table: 'company' | 'member', said: Row, which: ReturnType<typeof sql>): Promise<void> {
  const columns = Object.keys(said)
  const set = sql.join(columns.map(c => sql`${sql.ref(c)} = r.${sql.ref(c)}`))
  await sql`update ${sql.table(table)} as t set ${set} from jsonb_populate_record(null::${sql.table(table)}, ${JSON.stringify(said)}::jsonb) r
    where ${which}`.execute(tx)
}
