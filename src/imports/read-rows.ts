// A file read to its end by the columns chosen or guessed: each row as what it says, with what cannot be read of it.
import { Problem } from '../kernel/problem.ts'
import { type Columns, guessColumns } from './columns.ts'
import type { How, ImportKind } from './contract.ts'
import { MAX_CELL, MAX_ROWS } from './limits.ts'
import type { Fault, Given, Read } from './read.ts'
import type { OpenFile, SheetRow } from './sheet.ts'
import { letters } from './xlsx.ts'

export type ReadRow<T> = { row: number; said: T | null; faults: Fault[] }
export type FileRead<T> = {
  header: SheetRow | null
  /** Field to column. */
  columns: Record<string, number>
  /** Columns that hold anything, with their first values. */
  seen: { index: number; name: string; samples: string[] }[]
  rows: ReadRow<T>[]
}

/** Among as many rows at the top the headings are looked for. */
const TOP = 20
const SAMPLES = 3
const MOST_SEEN = 200

/** Throws `import-too-many-rows` for more than are taken at once, `import-empty` where there is nothing but headings. */
export async function readRows<T>(
  file: OpenFile,
  kind: ImportKind,
  how: Pick<How, 'header' | 'columns'>,
  fields: readonly string[],
  read: (given: Given<string>, columns: Columns) => Read<T>,
): Promise<FileRead<T>> {
  const top: SheetRow[] = []
  const rows: ReadRow<T>[] = []
  const seen = new Map<number, string[]>()
  let found: Columns | null = null
  const take = (row: SheetRow) => {
    const { header, columns } = found as Columns
    if (header && row.number <= header.number) return
    for (const [index, cell] of row.cells.entries()) {
      if (!cell) continue
      const samples = seen.get(index) ?? []
      if (samples.length < SAMPLES) seen.set(index, [...samples, cell.text.slice(0, 60)])
    }
    if (rows.length === MAX_ROWS) throw new Problem('import-too-many-rows', { most: MAX_ROWS })
    rows.push(readRow(row, columns, fields, given => read(given, found as Columns)))
  }
  const begin = () => {
    const guessed = guessColumns(kind, top, how.header)
    found = { header: guessed.header, columns: onlyOf(fields, how.columns ?? guessed.columns) }
    for (const row of top) take(row)
  }
  for await (const row of file.rows()) {
    if (row.cells.every(c => c === undefined)) continue
    if (found) take(row)
    else if (top.push(row) === TOP || (how.header !== undefined && row.number > how.header)) begin()
  }
  if (!found) begin()
  const { header, columns } = found as unknown as Columns
  if (rows.length === 0) throw new Problem('import-empty')
  const named = new Set([...seen.keys(), ...(header?.cells.flatMap((c, i) => (c ? [i] : [])) ?? [])])
  return {
    header,
    columns,
    seen: [...named]
      .sort((a, b) => a - b)
      .slice(0, MOST_SEEN)
      .map(index => ({ index, name: nameOf(header, index), samples: seen.get(index) ?? [] })),
    rows,
  }
}

/** What a column is called: its heading, or else its letter. */
export const nameOf = (header: SheetRow | null, index: number): string =>
  header?.cells[index]?.text.slice(0, 80) || letters(index)

function onlyOf(fields: readonly string[], columns: Record<string, number>) {
  return Object.fromEntries(Object.entries(columns).filter(([field]) => fields.includes(field)))
}

function readRow<T>(
  row: SheetRow,
  columns: Record<string, number>,
  fields: readonly string[],
  read: (given: Given<string>) => Read<T>,
): ReadRow<T> {
  const faults: Fault[] = []
  for (const field of fields) {
    const cell = field in columns ? row.cells[columns[field] as number] : undefined
    if (cell?.fault) faults.push({ field, code: 'import-cell-error', facts: {} })
    else if (cell?.formula && cell.text === '')
      faults.push({ field, code: 'import-formula-empty', facts: { cell: cell.formula } })
    else if (cell && cell.text.length > MAX_CELL)
      faults.push({ field, code: 'field-too-long', facts: { limit: String(MAX_CELL) } })
  }
  if (faults.length > 0) return { row: row.number, said: null, faults }
  const { said, faults: more } = read(field => (field in columns ? row.cells[columns[field] as number] : undefined))
  return { row: row.number, said: more.length > 0 ? null : said, faults: more }
}
