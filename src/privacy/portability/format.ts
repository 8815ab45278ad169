// What a company takes along and in which form, worked out from the tables' own declarations: a table of tomorrow goes along by itself.
import { z } from 'zod'
import { parentsFirst } from '../../datamap/register.ts'
import type { Column, Table } from '../../datamap/table.ts'
import type { Words } from '../../datamap/words.ts'

export const FORMAT = 'cling-company'
export const FORMAT_VERSION = 1

/**
 * How a column goes along. `value` as it is; `bytes` in base64; `opened` decrypted, as text; `bucket` why the key exists and until when,
 * never the key. The rest does not: `secret` opens something or is an imprint under a key of ours; `own` names the company, an account or
 * something else that stays; `computed` the database works out again.
 */
export type ColumnForm = 'value' | 'bytes' | 'opened' | 'bucket' | 'secret' | 'own' | 'computed'
export type Portable = {
  table: Table
  /** Taken in again, or told of only. */
  taken: 'in' | 'told'
  columns: { name: string; form: ColumnForm; column: Column }[]
}

/** The tables that go along, so that what a row refers to comes before it. */
export function portableTables(tables: readonly Table[]): Portable[] {
  const chosen = tables.filter(t => goesAlong(t))
  const names = new Set(chosen.map(t => t.name))
  return parentsFirst(chosen).map(table => ({
    table,
    taken: table.leaves === 'told' ? 'told' : 'in',
    columns: Object.entries(table.columns).map(([name, column]) => ({
      name,
      column,
      form: formOf(name, column, names),
    })),
  }))
}

/** The company's own tables that stay, with the reason. */
export const stayingTables = (tables: readonly Table[]): { table: string; why: Words }[] =>
  tables.flatMap(t => (typeof t.leaves === 'object' ? [{ table: t.name, why: t.leaves.stays }] : []))

const goesAlong = (t: Table): boolean =>
  typeof t.leaves === 'object' ? false : t.tenancy === 'company' || t.leaves !== undefined

function formOf(name: string, c: Column, along: ReadonlySet<string>): ColumnForm {
  if (c.computed) return 'computed'
  if (c.references === 'vault_key') return 'bucket'
  if (name === 'company_id' || c.references === 'company' || (c.references && !along.has(c.references))) return 'own'
  const d = c.declaration
  if (d !== 'nothing-personal' && (d.holds === 'credential' || d.protect === 'one-way')) return 'secret'
  if (c.sql !== 'bytea') return 'value'
  return d !== 'nothing-personal' && (d.protect ?? 'plain') !== 'plain' ? 'opened' : 'bytes'
}

/** Columns whose value names a human in a way that only a shown identity opens: left out unless it was. */
export const isNumber = (p: Portable, name: string): boolean => {
  const d = p.table.columns[name]?.declaration
  return (
    d !== undefined && d !== 'nothing-personal' && (d.holds === 'personal-number' || d.holds === 'signature-evidence')
  )
}

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
export const CompanyManifest = z.object({
  format: z.literal(FORMAT),
  version: z.int(),
  madeAt: z.iso.datetime(),
  madeBy: z.string(),
  /** The public half of what signs this list: it says whom to ask, and is trusted only where somebody has said so. */
  signedWith: z.string(),
  company: z.object({ id: z.uuid(), name: z.string() }),
  /** Without personal numbers and evidence it can be read, and not taken in. */
  personalNumbers: z.boolean(),
  tables: z.array(
    z.object({
      name: z.string(),
      file: z.string(),
      rows: z.int().min(0),
      taken: z.enum(['in', 'told']),
      columns: z.array(z.string()),
    }),
  ),
  stays: z.array(z.object({ table: z.string(), why: z.string() })),
  files: z.array(z.object({ name: z.string(), bytes: z.int().min(0), sha256: Sha256 })),
})
export type CompanyManifest = z.infer<typeof CompanyManifest>

/** The JSON Schema of the list and of each table's lines. */
export function companySchema(tables: readonly Table[]): unknown {
  const lines: Record<string, unknown> = {}
  for (const p of portableTables(tables)) {
    const shown = shownColumns(p)
    const properties = Object.fromEntries(shown.map(c => [c.name, schemaOf(c.column, c.form)]))
    if (p.table.name === 'member') properties.email = { type: ['string', 'null'] }
    lines[p.table.name] = {
      description: p.table.is,
      type: 'object',
      properties,
      required: shown.filter(c => !c.column.nullable && c.form === 'value').map(c => c.name),
      additionalProperties: false,
    }
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `${FORMAT} ${FORMAT_VERSION}`,
    description: 'manifest.json is a manifest; each line of tables/NAME.jsonl is one of lines.NAME.',
    manifest: z.toJSONSchema(CompanyManifest),
    lines,
  }
}

export const shownColumns = (p: Portable) =>
  p.columns.filter(c => c.form === 'value' || c.form === 'bytes' || c.form === 'opened' || c.form === 'bucket')

function schemaOf(c: Column, form: ColumnForm): unknown {
  const nullable = (of: { type: string; [k: string]: unknown }) =>
    c.nullable ? { ...of, type: [of.type, 'null'] } : of
  if (form === 'bucket')
    return {
      type: ['string', 'null'],
      description: 'Why the key exists: person, draft, evidence-YEAR or bookkeeping-YEAR.',
    }
  if (form === 'opened')
    return { type: ['string', 'null'], description: 'Decrypted; null where it is left out or destroyed.' }
  switch (c.sql) {
    case 'bytea':
      return nullable({ type: 'string', contentEncoding: 'base64' })
    case 'uuid':
      return nullable({ type: 'string', format: 'uuid' })
    case 'integer':
    case 'bigint':
      return nullable({ type: 'integer' })
    case 'boolean':
      return nullable({ type: 'boolean' })
    case 'date':
      return nullable({ type: 'string', format: 'date' })
    case 'timestamp with time zone':
      return nullable({ type: 'string', format: 'date-time' })
    case 'text[]':
      return nullable({ type: 'array', items: { type: 'string' } })
    case 'timestamp with time zone[]':
      return nullable({ type: 'array', items: { type: 'string', format: 'date-time' } })
    case 'jsonb':
      return {}
    default:
      return nullable({ type: 'string' })
  }
}
