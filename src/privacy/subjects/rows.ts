// All rows of one person, a few hundred at a time: somebody with a hundred thousand needs no more memory than somebody with ten.
import { declaredColumns } from '../../datamap/register.ts'
import type { Table } from '../../datamap/table.ts'
import type { Services } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { companiesOf } from './find.ts'
import { idAt, type Person } from './person.ts'
import { type Way, waysTo } from './ways.ts'

export type PersonalColumn = {
  column: string
  /** As it lies in the database: ciphertext where it is protected. */
  value: unknown
  declared: NonNullable<ReturnType<typeof declaredColumns>[number]['personal']>
}
export type PersonalRow = {
  table: Table
  companyId: string | null
  /** Every column of the row, personal or not. */
  values: Readonly<Record<string, unknown>>
  /** The personal ones, with their declarations. */
  personal: readonly PersonalColumn[]
  /** About others as well: the person has a part in it (a co-applicant in a household's document). */
  shared: boolean
}

const BATCH = 500

/**
 * A person's rows that this transaction sees: a company's rows in a transaction of the company, accounts and sessions in one outside
 * (`eachRowOf` walks through all). Rows of tables without personal columns come along where they lead to the person: they tie things together.
 */
export async function* rowsOf(
  tx: Tx,
  tables: readonly Table[],
  person: Person,
  only: (table: Table) => boolean = () => true,
): AsyncGenerator<PersonalRow> {
  const declared = declarations(tables)
  for (const { table, ways } of waysTo(tables, person.kind)) {
    const here = tx.companyId === null ? table.tenancy === 'none' : table.tenancy === 'company'
    const way = ways.find(w => idAt(person, w.end.is) !== null)
    if (!here || !way || !only(table)) continue
    const { text, values } = statement(tables, table, way, idAt(person, way.end.is) as string, tx.companyId)
    const cursor = `rows_of_${table.name}`
    await tx.client.query(`declare ${cursor} no scroll cursor for ${text}`, values)
    for (;;) {
      const { rows } = await tx.client.query(`fetch ${BATCH} from ${cursor}`)
      for (const row of rows)
        yield {
          table,
          companyId: tx.companyId,
          values: row,
          personal: (declared.get(table.name) ?? []).map(c => ({ ...c, value: row[c.column] })),
          shared: way.shared,
        }
      if (rows.length < BATCH) break
    }
    await tx.client.query(`close ${cursor}`)
  }
}

/** Every row of a person wherever it lies, one transaction after another; each comes to `take` inside the one it was read in. */
export async function eachRowOf(
  services: Pick<Services, 'database' | 'tables'>,
  person: Person,
  take: (row: PersonalRow, tx: Tx) => Promise<void> | void,
): Promise<void> {
  const read = async (tx: Tx) => {
    for await (const row of rowsOf(tx, services.tables, person)) await take(row, tx)
  }
  if (person.kind === 'member' || person.kind === 'visitor' || person.kind === 'company')
    await services.database.outside(read)
  for (const companyId of await companiesOf(services.database, person)) await services.database.company(companyId, read)
}

/** The statement that reads what leads to one person. Names are those of the declarations; only ids are given as values. */
export function statement(tables: readonly Table[], table: Table, way: Way, id: string, companyId: string | null) {
  const tenant = new Set(tables.filter(t => t.tenancy === 'company' && t.columns.company_id).map(t => t.name))
  const within = (name: string) => (tenant.has(name) && companyId !== null ? `${name}.company_id = $2 and ` : '')
  // A row without an id of its own is named by what it is about, under the same name at whoever refers to it.
  const keyOf = (name: string, column: string) => (tables.find(t => t.name === name)?.columns.id ? 'id' : column)
  const from = (name: string, rest: readonly Way['steps'][number][]): string => {
    const [step, ...more] = rest
    if (!step) return `${within(name)}${name}.${way.end.column} = $1`
    // What names the person is compared as it stands: without a company, no row of its table can be seen.
    if (more.length === 0 && !step.back && way.end.column === 'id') return `${within(name)}${name}.${step.column} = $1`
    const chosen = `select ${step.to}.${step.back ? step.column : keyOf(step.to, step.column)} from ${step.to} where ${from(step.to, more)}`
    return `${within(name)}${name}.${step.back ? 'id' : step.column} in (${chosen})`
  }
  const columns = Object.keys(table.columns).map(c => `${table.name}.${c}`)
  const text = `select ${columns.join(', ')} from ${table.name} where ${from(table.name, way.steps)}`
  return { text, values: text.includes('$2') ? [id, companyId] : [id] }
}

const known = new WeakMap<readonly Table[], Map<string, Omit<PersonalColumn, 'value'>[]>>()
function declarations(tables: readonly Table[]) {
  let found = known.get(tables)
  if (!found) {
    found = new Map()
    for (const c of declaredColumns(tables))
      if (c.personal) found.set(c.table, [...(found.get(c.table) ?? []), { column: c.column, declared: c.personal }])
    known.set(tables, found)
  }
  return found
}
