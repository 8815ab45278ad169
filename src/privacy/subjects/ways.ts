// How a row of any table leads to a person: read out of the declarations (`about`, references, `sharedThrough`) and out of nothing else.
// Extract, erasure and retention walk these ways; a table with personal columns that none of them leaves is a fault.
import { declaredColumns } from '../../datamap/register.ts'
import type { Table } from '../../datamap/table.ts'
import type { Subject } from '../../datamap/vocabulary.ts'
import { type End, ends, type Person } from './person.ts'

/** From a row's column to the other row it names, or (`back`) from a row to the rows that name it. */
export type Step = { from: string; column: string; to: string; back: boolean }
export type Way = {
  steps: readonly Step[]
  /** The table and column where the person's own id stands. */
  end: { table: string; column: string; is: End }
  /** The row is about others as well: this person has a part in it. */
  shared: boolean
}

/** Every way from a table to a person of the kind, the nearest kinship first: one's own rows before those one has a part in. */
export function waysFrom(tables: readonly Table[], name: string, kind: Subject, seen: readonly string[] = []): Way[] {
  const from = tables.find(t => t.name === name)
  if (!from || seen.includes(name)) return []
  const on = (to: string) => waysFrom(tables, to, kind, [...seen, name])
  const column = from.about?.[kind] ?? (kind === 'co-applicant' ? from.about?.client : undefined)
  const found: Way[] = []
  if (column) {
    const end = column === 'id' ? ends[kind][name] : undefined
    const to = from.columns[column]?.references
    if (end) found.push({ steps: [], end: { table: name, column, is: end }, shared: false })
    else if (to)
      found.push(...on(to).map(w => ({ ...w, steps: [{ from: name, column, to, back: false }, ...w.steps] })))
    else if (kind === 'visitor')
      found.push({ steps: [], end: { table: name, column, is: 'visitor' as const }, shared: false })
  }
  if (from.sharedThrough) {
    const to = from.sharedThrough
    const back = Object.entries(tables.find(t => t.name === to)?.columns ?? {}).find(([, c]) => c.references === name)
    if (back)
      found.push(
        ...on(to).map(w => ({
          ...w,
          steps: [{ from: name, column: back[0], to, back: true }, ...w.steps],
          shared: true,
        })),
      )
  }
  return found
}

/** Columns that say whose they are but whose row leads to no such person: a sentence each, empty when everything can be found. */
export function wayFaults(tables: readonly Table[]): string[] {
  const found = new Set<string>()
  for (const c of declaredColumns(tables)) {
    const table = tables.find(t => t.name === c.table)
    if (!c.personal || !table || table.alreadyLeft) continue
    if (waysFrom(tables, c.table, c.personal.subject).length === 0)
      found.add(
        `${c.table}.${c.column} is about a ${c.personal.subject}, and no way leads from ${c.table} to one: say by which column in \`about\`.`,
      )
  }
  for (const t of tables) {
    for (const [kind, column] of Object.entries(t.about ?? {}))
      if (!t.alreadyLeft && waysFrom(tables, t.name, kind as Subject).length === 0)
        found.add(`${t.name} is about a ${kind} by ${column}, which leads to none.`)
    if (t.sharedThrough && waysFrom(tables, t.name, 'client').every(w => !w.shared))
      found.add(`${t.name} is shared through ${t.sharedThrough}, which leads to nobody.`)
  }
  return [...found]
}

/** The tables a person of this kind can have rows in, with the ways. */
export function waysTo(tables: readonly Table[], kind: Person['kind']): { table: Table; ways: Way[] }[] {
  return tables
    .filter(t => !t.alreadyLeft)
    .map(table => ({ table, ways: waysFrom(tables, table.name, kind) }))
    .filter(found => found.ways.length > 0)
}
