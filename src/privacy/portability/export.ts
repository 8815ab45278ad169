// Everything of a company as one ZIP file, written as it is read: a company with a hundred thousand rows costs no more memory than one with
// ten. All of it as it stood at one moment.
import { createHash } from 'node:crypto'
import type { Table } from '../../datamap/table.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Services } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { ZipEntry } from '../../platform/files/zip.ts'
import { decrypt, place } from '../../platform/vault/cipher.ts'
import { channel } from '../rights/extract/channel.ts'
import {
  type CompanyManifest,
  companySchema,
  FORMAT,
  FORMAT_VERSION,
  isNumber,
  type Portable,
  portableTables,
  shownColumns,
  stayingTables,
} from './format.ts'
import { readMe } from './read-me.ts'
import { companyKeyPem, signList } from './signed.ts'

export type ExportOf = {
  companyId: string
  /** Personal numbers and evidence go along: for somebody who has just shown who they are. */
  numbers: boolean
  /** Told how many of how many rows are written. */
  progress?: (done: number, of: number) => Promise<void>
}

const BATCH = 500
const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/svg+xml': 'svg',
}
export const fileName = (f: { sha256: unknown; mime: unknown }) =>
  `files/${f.sha256}.${EXTENSIONS[String(f.mime)] ?? 'bin'}`

/** The files of an export, in order; the last two are the list of the others and its signature. */
export async function* companyFiles(services: Services, of: ExportOf): AsyncGenerator<ZipEntry> {
  const listed: CompanyManifest['files'] = []
  const rows = new Map<string, number>()
  let total = 0
  // One transaction from the first row to the last; the reader draws, and it waits.
  const entries = channel<ZipEntry>(push =>
    services.database.company(of.companyId, async tx => {
      await tx.client.query('set transaction isolation level repeatable read, read only')
      const company = await tx.selectFrom('company').select('name').where('id', '=', of.companyId).executeTakeFirst()
      if (!company) throw new Problem('not-found', {}, { status: 404 })
      // Taken when it has been read to its end.
      const send = (name: string, content: ZipEntry['content']) => push(measured({ name, content }, listed))
      await send('LÄS MIG.txt', Buffer.from(readMe(services.config.operator.name)))
      await send('schema.json', Buffer.from(`${JSON.stringify(companySchema(services.tables), null, 1)}\n`))
      const tables = portableTables(services.tables)
      total = await countAll(tx, tables, of.companyId)
      let done = 0
      for (const p of tables) {
        let count = 0
        const lines = async function* () {
          for await (const row of rowsOf(tx, p, of.companyId)) {
            count++
            done++
            if (done % BATCH === 0) await of.progress?.(done, total)
            yield `${JSON.stringify(await lineOf(services, p, row, of))}\n`
          }
        }
        await send(`tables/${p.table.name}.jsonl`, lines())
        rows.set(p.table.name, count)
      }
      for await (const f of storedFiles(tx, of.companyId))
        await send(fileName(f), await services.files.read(of.companyId, f))
      for (const [i, pem] of (await sealCertificates(tx)).entries())
        await send(`certificates/seal-${i + 1}.pem`, Buffer.from(pem))
      const manifest = Buffer.from(
        `${JSON.stringify(listOf(services, of, company.name, tables, rows, listed), null, 1)}\n`,
      )
      await push({ name: 'manifest.json', content: manifest })
      await push({ name: 'manifest.json.sig', content: Buffer.from(`${signList(services, manifest)}\n`) })
    }),
  )
  yield* entries
  await of.progress?.(total, total)
}

const listOf = (
  services: Services,
  of: ExportOf,
  name: string,
  tables: readonly Portable[],
  rows: ReadonlyMap<string, number>,
  files: CompanyManifest['files'],
): CompanyManifest => ({
  format: FORMAT,
  version: FORMAT_VERSION,
  madeAt: services.clock.now().toISOString(),
  madeBy: services.config.operator.name,
  signedWith: companyKeyPem(services),
  company: { id: of.companyId, name },
  personalNumbers: of.numbers,
  tables: tables.map(p => ({
    name: p.table.name,
    file: `tables/${p.table.name}.jsonl`,
    rows: rows.get(p.table.name) ?? 0,
    taken: p.taken,
    columns: shownColumns(p).map(c => c.name),
  })),
  stays: stayingTables(services.tables).map(s => ({ table: s.table, why: s.why.sv })),
  files,
})

/** Notes what goes by: name, length and hash. */
function measured(file: ZipEntry, into: CompanyManifest['files']): ZipEntry {
  return {
    name: file.name,
    content: (async function* () {
      const hash = createHash('sha256')
      let bytes = 0
      const pieces = file.content instanceof Uint8Array ? [file.content] : file.content
      for await (const piece of pieces) {
        const b = typeof piece === 'string' ? Buffer.from(piece) : piece
        hash.update(b)
        bytes += b.length
        yield b
      }
      into.push({ name: file.name, bytes, sha256: hash.digest('hex') })
    })(),
  }
}

type Row = Record<string, unknown>

/** Every row of the company in one table, in the order of its key. */
async function* rowsOf(tx: Tx, p: Portable, companyId: string): AsyncGenerator<Row> {
  const { table } = p
  const mine = table.name === 'company' ? 't.id = $1' : 't.company_id = $1'
  const key = await keyOf(tx, table)
  const names = Object.keys(table.columns).map(c => `t.${c}`)
  const more =
    table.name === 'member'
      ? ', (select a.email from account a where a.id = t.account_id) as email'
      : hasBucket(p)
        ? ', (select k.bucket from vault_key k where k.company_id = $1 and k.id = t.key_id) as bucket_of_key'
        : ''
  const cursor = `company_${table.name}`
  await tx.client.query(
    `declare ${cursor} no scroll cursor for select ${names.join(', ')}${more} from ${table.name} t where ${mine}${passing(table)} order by ${key}`,
    [companyId],
  )
  for (;;) {
    const { rows } = await tx.client.query<Row>(`fetch ${BATCH} from ${cursor}`)
    yield* rows
    if (rows.length < BATCH) break
  }
  await tx.client.query(`close ${cursor}`)
}

const hasBucket = (p: Portable) => p.columns.some(c => c.form === 'bucket')
/** Exports themselves lie among the files; they are not part of the next one. */
const passing = (table: Table) => (table.name === 'file' ? ` and t.purpose <> 'export'` : '')

async function keyOf(tx: Tx, table: Table): Promise<string> {
  const { rows } = await tx.client.query<{ name: string }>(
    `select a.attname as name from pg_index i cross join unnest(i.indkey::smallint[]) with ordinality k (n, place)
     join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.n where i.indrelid = $1::regclass and i.indisprimary order by k.place`,
    [table.name],
  )
  const names = rows.length > 0 ? rows.map(r => r.name) : Object.keys(table.columns)
  return names.map(n => `t.${n}`).join(', ')
}

async function countAll(tx: Tx, tables: readonly Portable[], companyId: string): Promise<number> {
  let total = 0
  for (const { table } of tables) {
    const mine = table.name === 'company' ? 't.id = $1' : 't.company_id = $1'
    const { rows } = await tx.client.query<{ n: number }>(
      `select count(*)::int as n from ${table.name} t where ${mine}${passing(table)}`,
      [companyId],
    )
    total += rows[0]?.n ?? 0
  }
  return total
}

async function lineOf(services: Services, p: Portable, row: Row, of: ExportOf): Promise<Row> {
  const line: Row = {}
  for (const c of shownColumns(p)) {
    const value = row[c.name]
    if (c.form === 'bucket') line[c.name] = value === null ? null : row.bucket_of_key
    else if (c.form === 'opened')
      line[c.name] =
        value === null || (isNumber(p, c.name) && !of.numbers) ? null : await opened(services, p, row, c.name, of)
    else
      line[c.name] =
        value instanceof Date ? value.toISOString() : Buffer.isBuffer(value) ? value.toString('base64') : value
  }
  if (p.table.name === 'member') line.email = row.email
  return line
}

/** What stands encrypted in a column; null where its key has been destroyed. */
async function opened(services: Services, p: Portable, row: Row, column: string, of: ExportOf): Promise<string | null> {
  try {
    const key = await services.vault.key(of.companyId, row.key_id as string)
    return decrypt(key, row[column] as Buffer, placeOf(p.table, column, row, of.companyId)).toString('utf8')
  } catch (error) {
    if (error instanceof Problem && error.code === 'erased') return null
    throw error
  }
}

/** Where a row's ciphertexts are bound to: by its own id, or by document and version. */
export const placeOf = (table: Table, column: string, row: Row, companyId: string): string =>
  place(
    table.name,
    column,
    table.name === 'company' ? companyId : String(row.id ?? `${row.document_id}/${row.version}`),
    companyId,
  )

async function* storedFiles(tx: Tx, companyId: string) {
  for (let after = ''; ; ) {
    const { rows } = await tx.client.query<{ sha256: string; mime: string; key_id: string }>(
      `select t.sha256, t.mime, t.key_id from file t where t.company_id = $1 and t.purpose <> 'export' and t.sha256 > $2 order by t.sha256 limit ${BATCH}`,
      [companyId, after],
    )
    yield* rows
    const last = rows.at(-1)
    if (rows.length < BATCH || !last) break
    after = last.sha256
  }
}

/** By which a sealed file is known to have been sealed here. */
const sealCertificates = async (tx: Tx): Promise<string[]> =>
  (
    await tx.selectFrom('seal_certificate').select(['certificate_pem', 'chain_pem']).orderBy('created_at').execute()
  ).map(c => `${c.certificate_pem.trim()}\n${c.chain_pem.trim()}\n`)
