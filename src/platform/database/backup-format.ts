// What a backup is made of. A folder:
//   backup.json   what is in it, with the hash of everything; backup.mac proves that nobody changed it
//   tables/       every table as PostgreSQL's COPY writes it; encrypted columns stay encrypted
//   vault/        the vault's tables the same way, encrypted once more under a key made for this backup alone
//   jobs          what was waiting in the queue, a line of JSON each
//   files, files.list   the stored objects as they lie (ciphertext), from disk or from the bucket, and their hashes
// and beside it FOLDER.key: the vault's key of this backup, and the root key where the installation keeps its own. Whoever has the
// folder without that file reads no personal number, signature or document; destroying the file ends the vault's part, so that
// keys which were shredded since cannot come back with an old backup.
import { createCipheriv, createDecipheriv, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { z } from 'zod'

export const FORMAT = 1

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const name = z.string().regex(/^[a-z_][a-z0-9_]*$/)

export const Manifest = z.strictObject({
  format: z.literal(FORMAT),
  id: z.uuid(),
  at: z.iso.datetime(),
  postgres: z.number().int(),
  migrations: z.array(z.strictObject({ name: z.string().regex(/^\d{4}_\w+\.sql$/), sha256: hash })),
  /** In an order in which each may be loaded: what a row points at is there before it. */
  tables: z.array(
    z.strictObject({
      schema: name,
      name,
      columns: z.array(name),
      rows: z.number().int(),
      /** Of the plain content. */
      sha256: hash,
      /** The vault's tables only. */
      sealed: z.strictObject({ nonce: z.hex(), tag: z.hex() }).nullable(),
    }),
  ),
  /** The last value handed out, null where none has been. */
  sequences: z.array(z.strictObject({ schema: name, name, last: z.string().nullable() })),
  jobs: z.strictObject({ rows: z.number().int(), sha256: hash }),
  files: z.strictObject({
    count: z.number().int(),
    bytes: z.number().int(),
    sha256: hash,
    /** Where they lie instead, when whoever made the backup wanted them left out: "bucket (host)". */
    elsewhere: z.string().optional(),
  }),
})
export type Manifest = z.infer<typeof Manifest>
export type TableEntry = Manifest['tables'][number]

export const KeyFile = z.strictObject({
  backup: z.uuid(),
  vaultKey: hash,
  rootKey: hash.nullable(),
  /** After this day the file must be destroyed (privacy: a shredded key may not be restorable for longer). */
  destroyBy: z.iso.date(),
})
export type KeyFile = z.infer<typeof KeyFile>

export const Job = z.strictObject({
  task: z.string(),
  payload: z.unknown(),
  queue: z.string().nullable(),
  runAt: z.string(),
  maxAttempts: z.number().int(),
  key: z.string().nullable(),
  priority: z.number().int(),
  flags: z.array(z.string()).nullable(),
})
export type Job = z.infer<typeof Job>

export const FileEntry = z.strictObject({ path: z.string(), size: z.number().int(), sha256: hash })
export type FileEntry = z.infer<typeof FileEntry>

/** The queue's own schema is its library's business: jobs are carried over as jobs, through its front door. */
export const QUEUE_SCHEMA = 'graphile_worker'
export const VAULT_SCHEMA = 'vault'

/** So that the same rows are the same text, whatever the server's defaults. */
export const SAME_TEXT =
  "set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set timezone = 'UTC'; set bytea_output = 'hex'; set extra_float_digits = 1; set synchronize_seqscans = off"

export const tableFile = (folder: string, table: TableEntry) =>
  join(folder, table.schema === VAULT_SCHEMA ? 'vault' : 'tables', `${table.schema}.${table.name}`)

export const copyList = (table: Pick<TableEntry, 'schema' | 'name' | 'columns'>) =>
  `"${table.schema}"."${table.name}" (${table.columns.map(c => `"${c}"`).join(', ')})`

/** Passes bytes through and hashes them. */
export function hashing(sha: Hash): Transform {
  return new Transform({
    transform(chunk, _, done) {
      sha.update(chunk)
      done(null, chunk)
    },
  })
}

/** What the ciphertext of a vault table is bound to. */
const placeOf = (backup: string, table: Pick<TableEntry, 'schema' | 'name'>) =>
  Buffer.from(`backup|${backup}|${table.schema}.${table.name}`)

export function sealing(key: Buffer, nonce: Buffer, backup: string, table: Pick<TableEntry, 'schema' | 'name'>) {
  return createCipheriv('aes-256-gcm', key, nonce).setAAD(placeOf(backup, table))
}

/** The plain content of a table's file, as the first streams of a pipeline; it fails where a sealed one is not what was written. */
export function tableContent(
  file: string,
  key: Buffer,
  backup: string,
  table: TableEntry,
): [Readable] | [Readable, Transform] {
  const stored = createReadStream(file)
  if (!table.sealed) return [stored]
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(table.sealed.nonce, 'hex'))
  decipher.setAAD(placeOf(backup, table)).setAuthTag(Buffer.from(table.sealed.tag, 'hex'))
  return [stored, decipher]
}
