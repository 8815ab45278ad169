// Questions over all tables. Everything privacy-related that is derived (extract, erasure, retention, policy, redaction) asks here.
import type { Personal, Table } from './table.ts'
import {
  categories,
  endsOfVisitors,
  isEvidence,
  type Keep,
  personalNumberPurposes,
  purposes,
  riskClasses,
  type Subject,
  type Use,
} from './vocabulary.ts'

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
      for (const use of [d.use ?? t.use, ...(d.also ?? []).map(a => a.use)]) {
        if (use) found.push(...purposeFaults(where, use, subject), ...numberFaults(where, d, use))
        if (
          subject === 'visitor' &&
          use?.role === 'controller' &&
          use.purpose === 'marketing' &&
          use.ground.art !== '6.1.a'
        )
          found.push(`${where} is a visitor’s and is used for marketing on an interest: that needs their consent.`)
      }
      if ((d.use ?? t.use)?.decides?.review === '')
        found.push(`${where} is decided over by a machine and nobody has reviewed that.`)
      if ((d.use ?? t.use)?.purpose === 'provide-service' && !d.needed)
        found.push(`${where} serves to provide the service and does not say what breaks without it (needed).`)
      const hold = (d.keep ?? t.keep)?.ending
      if (typeof hold === 'object' && hold.hold === 'signature-evidence' && !isEvidence(t.name))
        found.push(`${where} is held as evidence, and no part of what is evidence (datamap/vocabulary.ts).`)
      if (riskClasses[categories[d.holds].risk].encrypted && (d.protect ?? 'plain') === 'plain')
        found.push(`${where} holds ${d.holds} and must be encrypted or one-way (protect).`)
    }
  }
  return found
}

/** A purpose is one of the list, and serves what whoever it is about and whoever answers for it allow. */
function purposeFaults(where: string, use: Use, subject: Subject | undefined): string[] {
  const end = purposes[use.purpose]?.end
  if (!end) return [`${where} is used for ${use.purpose}, which is none of the purposes.`]
  if (subject === 'visitor' && !endsOfVisitors.includes(end))
    return [`${where} is about a visitor and serves ${use.purpose}: a visitor’s data serve to develop and to market.`]
  // Whoever works for a party is none: for them it is weighed.
  if (use.role === 'controller' && use.purpose === 'provide-service') {
    const ground = subject === 'member' ? '6.1.f' : '6.1.b'
    if (use.ground.art !== ground)
      return [
        `${where} serves to provide the service to a ${subject} on art. ${use.ground.art}; that is art. ${ground}.`,
      ]
  }
  if (use.role === 'processor' && (end === 'market' || end === 'develop'))
    return [`${where} is the company’s and serves ${use.purpose}, which is the operator’s own.`]
  return []
}

function numberFaults(where: string, d: Personal, use: Use): string[] {
  if (d.holds !== 'personal-number') return []
  return [
    ...(personalNumberPurposes.includes(use.purpose)
      ? []
      : [`${where} is a personal number and serves ${use.purpose}, which none may.`]),
    ...(d.justified ? [] : [`${where} is a personal number and does not say why nothing less will do (justified).`]),
  ]
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

export type HeldColumn = DeclaredColumn & { personal: NonNullable<DeclaredColumn['personal']> }
/** Every personal column. */
export const heldPersonally = (tables: readonly Table[]): HeldColumn[] =>
  declaredColumns(tables).filter((c): c is HeldColumn => c.personal !== null)

/** Columns that nobody is shown in full but for a stated reason. */
export const revealedColumns = (tables: readonly Table[]): HeldColumn[] =>
  heldPersonally(tables).filter(c => riskClasses[categories[c.personal.holds].risk].revealed)

/** Names of columns whose values may never appear in a log line, by their risk class. */
export function redactedNames(tables: readonly Table[]): string[] {
  const names = heldPersonally(tables)
    .filter(c => riskClasses[categories[c.personal.holds].risk].redacted)
    .map(c => c.column)
  return [...new Set(names)].sort()
}

function onlyKey(about: Partial<Record<Subject, string>> | undefined): Subject | undefined {
  const keys = Object.keys(about ?? {}) as Subject[]
  return keys.length === 1 ? keys[0] : undefined
}

/** Tables so that what a row refers to comes before it. Throws where they refer to each other in a circle. */
export function parentsFirst(tables: readonly Table[]): Table[] {
  const placed: Table[] = []
  const left = new Set(tables)
  while (left.size > 0) {
    // The company is where everything begins; that its number lies under a key ties nothing.
    const next = [...left].find(
      t =>
        t.name === 'company' ||
        Object.values(t.columns).every(
          c => !c.references || c.references === t.name || ![...left].some(o => o.name === c.references),
        ),
    )
    if (!next) throw new Error(`Tables refer to each other in a circle: ${[...left].map(t => t.name).join(', ')}.`)
    placed.push(next)
    left.delete(next)
  }
  return placed
}
