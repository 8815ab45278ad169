// Every column of the living schema says what it holds, and everything said is there: compared both ways.
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { declaredColumns, faults } from './datamap/register.ts'
import type { Table } from './datamap/table.ts'
import { table, text, uuid } from './datamap/table.ts'
import { processorKeys } from './integrations/processors.ts'
import { tables } from './schema.ts'
import { type TestDatabase, testDatabase } from './testing/test-database.ts'

type Living = { table: string; column: string; type: string; nullable: boolean }
let database: TestDatabase
let living: Living[]
let tenantTables: Map<string, boolean>

beforeAll(async () => {
  database = await testDatabase()
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  living = (
    await client.query<Living>(
      `select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type, not a.attnotnull as nullable
       from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and c.relname <> 'migration'`,
    )
  ).rows
  tenantTables = new Map(
    (
      await client.query<{ name: string; secured: boolean }>(
        `select relname as name, relrowsecurity as secured from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'public' and relkind = 'r'`,
      )
    ).rows.map(r => [r.name, r.secured]),
  )
  await client.end()
})
afterAll(() => database.drop())

function differences(declared: readonly Table[], there: readonly Living[]): string[] {
  const found: string[] = []
  for (const l of there) {
    const column = declared.find(t => t.name === l.table)?.columns[l.column]
    if (!column) found.push(`${l.table}.${l.column} is in the database and says nothing of what it holds`)
    else {
      if (column.sql !== l.type) found.push(`${l.table}.${l.column} is ${l.type} and declared as ${column.sql}`)
      if (column.nullable !== l.nullable)
        found.push(`${l.table}.${l.column} may${l.nullable ? '' : ' not'} be null, declared otherwise`)
    }
  }
  for (const t of declared)
    for (const name of Object.keys(t.columns))
      if (!there.some(l => l.table === t.name && l.column === name))
        found.push(`${t.name}.${name} is declared and not in the database`)
  return found
}

describe('the data map', () => {
  test('holds together', () => expect(faults(tables)).toEqual([]))

  test('and the living schema are the same, both ways', () => expect(differences(tables, living)).toEqual([]))

  test('an undeclared column, and a declared one that is missing, are found', () => {
    const planted = [...living, { table: 'client', column: 'shoe_size', type: 'integer', nullable: true }]
    expect(differences(tables, planted)).toEqual([
      'client.shoe_size is in the database and says nothing of what it holds',
    ])
    const without = living.filter(l => !(l.table === 'client' && l.column === 'name'))
    expect(differences(tables, without)).toEqual(['client.name is declared and not in the database'])
  })

  test('a personal column that does not say of whom, why or until when is a fault', () => {
    const planted = table('planted', {
      tenancy: 'none',
      is: 'x',
      columns: { id: uuid('nothing-personal'), name: text({ holds: 'name' }) },
    })
    expect(faults([planted])).toHaveLength(3)
  })

  test('a personal number in plain text is a fault', () => {
    const planted = table('planted', {
      tenancy: 'none',
      is: 'x',
      about: { client: 'id' },
      use: { role: 'processor', purpose: 'sign', instruction: 'I-3' },
      keep: { for: '1 day', after: 'row-created', ending: 'erase' },
      columns: { id: uuid('nothing-personal'), number: text({ holds: 'personal-number' }) },
    })
    expect(faults([planted])[0]).toContain('must be encrypted')
  })

  test('every tenant table has row-level security', () => {
    const open = tables.filter(t => t.tenancy === 'company' && tenantTables.get(t.name) !== true).map(t => t.name)
    expect(open).toEqual([])
  })

  test('what may be shared is shared with processors that exist', () => {
    const unknown = declaredColumns(tables)
      .flatMap(c => (c.personal?.shared ?? []).map(to => ({ where: `${c.table}.${c.column}`, to })))
      .filter(s => !processorKeys.includes(s.to))
    expect(unknown).toEqual([])
  })
})
