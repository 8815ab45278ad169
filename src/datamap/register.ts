// Questions over all tables. Everything privacy-related that is derived (extract, erasure, retention, policy, redaction) asks here.
import type { Personal, Table } from './table.ts'
import { categories, type Keep, type Subject, type Use } from './vocabulary.ts'

export type DeclaredColumn = {
  table: string
  column: string
  personal: (Personal & { subject: Subject; use: Use; keep: Keep }) | null
}

/** What is wrong with the declarations, as sentences; empty when the data map holds together. */
export function faults(tables: readonly Table[]): string[] {
  const found: string[] = []
  const names = new Set<string>()
  for (const t of tables) {
    if (names.has(t.name)) found.push(`The table ${t.name} is declared twice.`)
    names.add(t.name)
    if (t.tenancy === 'company' && !('company_id' in t.columns) && t.name !== 'company')
      found.push(`${t.name} belongs to a company but has no company_id.`)
    for (const [name, column] of Object.entries(t.columns)) {
      const where = `${t.name}.${name}`
      if (column.references && !tables.some(o => o.name === column.references))
        found.push(`${where} refers to ${column.references}, which no table is called.`)
      if (column.declaration === 'nothing-personal') continue
      const d = column.declaration
      const subject = d.subject ?? onlyKey(t.about)
      if (!subject)
        found.push(
          `${where} holds ${d.holds} but does not say of whom: give the table \`about\` or the column \`subject\`.`,
        )
      if (!(d.use ?? t.use)) found.push(`${where} does not say for what purpose and on which ground or instruction.`)
      if (!(d.keep ?? t.keep)) found.push(`${where} does not say until when it is kept.`)
      for (const use of [d.use ?? t.use, ...(d.also ?? []).map(a => a.use)])
        if (
          subject === 'visitor' &&
          use?.role === 'controller' &&
          use.purpose === 'marketing' &&
          use.ground.art !== '6.1.a'
        )
          found.push(`${where} is a visitor’s and is used for marketing on an interest: that needs their consent.`)
      if ((d.use ?? t.use)?.decides?.review === '')
        found.push(`${where} is decided over by a machine and nobody has reviewed that.`)
      if (categories[d.holds].risk === 4 && (d.protect ?? 'plain') === 'plain')
        found.push(`${where} holds ${d.holds} and must be encrypted or one-way (protect).`)
    }
  }
  return found
}

/** Every column of every table with its full declaration, table-level answers filled in. */
export function declaredColumns(tables: readonly Table[]): DeclaredColumn[] {
  return tables.flatMap(t =>
    Object.entries(t.columns).map(([column, c]) => {
      if (c.declaration === 'nothing-personal') return { table: t.name, column, personal: null }
      const d = c.declaration
      return {
        table: t.name,
        column,
        personal: {
          ...d,
          subject: (d.subject ?? onlyKey(t.about)) as Subject,
          use: (d.use ?? t.use) as Use,
          keep: (d.keep ?? t.keep) as Keep,
        },
      }
    }),
  )
}

/** Names of columns whose values may never appear in a log line: risk class 2 and up, free text included. */
export function redactedNames(tables: readonly Table[]): string[] {
  const names = declaredColumns(tables)
    .filter(c => c.personal && categories[c.personal.holds].risk >= 2)
    .map(c => c.column)
  return [...new Set(names)].sort()
}

function onlyKey(about: Partial<Record<Subject, string>> | undefined): Subject | undefined {
  const keys = Object.keys(about ?? {}) as Subject[]
  return keys.length === 1 ? keys[0] : undefined
}
