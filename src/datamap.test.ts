// Every column of the living schema says what it holds, and everything said is there: compared both ways.
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { declaredColumns, faults } from './datamap/register.ts'
import type { Table } from './datamap/table.ts'
import { table, text, uuid } from './datamap/table.ts'
import { documentKinds, kindFaults } from './documents/kinds.ts'
import { processorKeys } from './integrations/processors.ts'
import { tables } from './schema.ts'
import { ask } from './testing/ask.ts'
import { clause } from './testing/clause.ts'
import { type TestDatabase, testDatabase } from './testing/test-database.ts'

/** A foreign key: from which columns of which table to which others. */
type Lead = { table: string; columns: string[]; to: string; there: string[] }
type Living = { table: string; column: string; type: string; nullable: boolean }
let database: TestDatabase
let living: Living[]
let tenantTables: Map<string, boolean>
let leads: Lead[]

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
  leads = (
    await client.query<Lead>(
      `select conrelid::regclass::text as table, confrelid::regclass::text as to,
         array(select attname::text from unnest(conkey) with ordinality k(n, i)
               join pg_attribute on attrelid = conrelid and attnum = n order by i) as columns,
         array(select attname::text from unnest(confkey) with ordinality k(n, i)
               join pg_attribute on attrelid = confrelid and attnum = n order by i) as there
       from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
    )
  ).rows
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

/**
 * Columns about clients. The stand-in for the mail server and the SMS operator is left out: what lies there has left, and it is refused in
 * production (platform/config.ts).
 */
const ofClients = (declared: readonly Table[]) =>
  declaredColumns(declared).filter(
    c => ['client', 'co-applicant'].includes(c.personal?.subject ?? '') && !c.table.startsWith('outbox_'),
  )
const notTheCompanys = (declared: readonly Table[]) =>
  ofClients(declared)
    .filter(c => c.personal?.use.role !== 'processor' || declared.find(t => t.name === c.table)?.tenancy !== 'company')
    .map(c => `${c.table}.${c.column}`)

const foreign = (lead: Lead) => lead.columns.filter((c, n) => !(c === 'company_id' && lead.there[n] === 'company_id'))

/** Foreign keys whose column does not declare where it leads. */
const undeclaredLeads = (declared: readonly Table[], there: readonly Lead[]) =>
  there.flatMap(l =>
    foreign(l)
      .filter(c => declared.find(t => t.name === l.table)?.columns[c]?.references !== l.to)
      .map(c => `${l.table}.${c} leads to ${l.to} and does not say so`),
  )

/** Foreign keys between tables of companies that do not carry the company. */
const leadsAcross = (declared: readonly Table[], there: readonly Lead[]) => {
  const tenant = new Set(declared.filter(t => t.tenancy === 'company').map(t => t.name))
  return there
    .filter(l => tenant.has(l.table) && tenant.has(l.to) && l.to !== 'company')
    .filter(
      l => l.columns.indexOf('company_id') < 0 || l.columns.indexOf('company_id') !== l.there.indexOf('company_id'),
    )
    .map(l => `${l.table}.${l.columns.join()} leads into any company’s ${l.to}`)
}

describe('the data map', () => {
  test('holds together', () => expect(faults(tables)).toEqual([]))

  test('and the living schema are the same, both ways', clause('X-51'), () =>
    expect(differences(tables, living)).toEqual([]),
  )

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
    expect(faults([planted]).join()).toContain('must be encrypted')
  })

  test('every tenant table has row-level security', () => {
    const open = tables.filter(t => t.tenancy === 'company' && tenantTables.get(t.name) !== true).map(t => t.name)
    expect(open).toEqual([])
  })

  test(
    'leads from row to row as the living schema does: nothing is tied to a person by a link that is not told',
    clause('P-2.7'),
    () => {
      expect(leads.length).toBeGreaterThan(50)
      expect(undeclaredLeads(tables, leads)).toEqual([])
      const planted = { table: 'visit', columns: ['account_id'], to: 'account', there: ['id'] }
      expect(undeclaredLeads(tables, [...leads, planted])).toEqual([
        'visit.account_id leads to account and does not say so',
      ])
    },
  )

  test('no link between rows of companies leads from one company to another', clause('P-2.2', 'P-6.2'), () => {
    expect(leadsAcross(tables, leads)).toEqual([])
    const planted = { table: 'client_person', columns: ['same_as'], to: 'client_person', there: ['id'] }
    expect(leadsAcross(tables, [...leads, planted])).toEqual([
      'client_person.same_as leads into any company’s client_person',
    ])
  })

  test('what is held of a client is the company’s: in its own rows and under its instruction', clause('P-6.2'), () => {
    expect(ofClients(tables).length).toBeGreaterThan(30)
    expect(notTheCompanys(tables)).toEqual([])
    const about = {
      is: 'x',
      about: { client: 'id' },
      keep: { for: '1 day', after: 'row-created', ending: 'erase' },
    } as const
    const columns = { id: uuid('nothing-personal'), name: text({ holds: 'name' }) }
    const instructed = { role: 'processor', purpose: 'deliver', instruction: 'I-2' } as const
    const measured = { role: 'controller', purpose: 'security', ground: { art: '6.1.f', interest: 'x' } } as const
    const planted = [
      table('of_nobody', { ...about, tenancy: 'none', use: instructed, columns }),
      table('of_ours', { ...about, tenancy: 'company', use: measured, columns }),
    ]
    expect(notTheCompanys(planted)).toEqual(['of_nobody.name', 'of_ours.name'])
  })

  test(
    'every kind of document says how long it is kept, what holds it and who may get it, and there is no other',
    clause('P-2.4'),
    async () => {
      expect(Object.values(documentKinds).map(k => k.sv)).toEqual([
        'Offert',
        'Avtal',
        'ÄTA-avtal',
        'Prisindikation',
        'Faktura',
        'Annat underlag',
      ])
      expect(kindFaults(documentKinds, processorKeys)).toEqual([])
      expect(kindFaults({ receipt: { sv: 'Kvitto', en: 'Receipt', shared: ['fax'] } }, processorKeys)).toEqual([
        'receipt does not say how long it is kept.',
        'receipt does not say what holds it longer, or that nothing does.',
        'receipt goes to fax, which is no processor.',
      ])
      // What is said of a quote is what its tables say.
      const declared = declaredColumns(tables)
      const keepOf = (name: string) => declared.find(c => `${c.table}.${c.column}` === name)?.personal?.keep
      expect(keepOf('document.content')).toEqual(documentKinds.quote.keep)
      expect(keepOf('document_version.canonical')).toMatchObject({
        for: `${documentKinds.quote.hold.years} years`,
        ending: { hold: documentKinds.quote.hold.reason },
      })
      // The database takes those and no other.
      const [check] = await ask(
        database.ownerUrl,
        `select pg_get_constraintdef(oid) as says from pg_constraint where conname = 'document_kind_declared'`,
      )
      expect([...check.says.matchAll(/'([a-z-]+)'::text/g)].map(m => m[1]).sort()).toEqual(
        Object.keys(documentKinds).sort(),
      )
    },
  )

  test('what may be shared is shared with processors that exist', () => {
    const unknown = declaredColumns(tables)
      .flatMap(c => (c.personal?.shared ?? []).map(to => ({ where: `${c.table}.${c.column}`, to })))
      .filter(s => !processorKeys.includes(s.to))
    expect(unknown).toEqual([])
  })
})
