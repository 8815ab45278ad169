// A file that somebody brings, whatever wrote it, as rows of cells.

import { unguarded } from '../kernel/csv-row.ts'
import { Problem } from '../kernel/problem.ts'
import { cleanText } from '../kernel/text.ts'
import type { Encoding, Separator } from './contract.ts'
import { csvRecords, guessSeparator } from './csv.ts'
import { decode } from './decode.ts'
import { MAX_COLUMNS } from './limits.ts'
import { openWorkbook } from './xlsx.ts'

/** `number`: it was a figure in the file, not text that looks like one. `fault`: the file itself says it could not be computed. */
export type Cell = { text: string; number?: number; formula?: string; fault?: true }
/** `number` as the program that wrote the file counts rows. */
export type SheetRow = { number: number; cells: readonly (Cell | undefined)[] }
export type SheetNotes = { merged: string[]; formulas: { count: number; first: string[] } }

export type OpenFile = {
  format: 'csv' | 'xlsx'
  encoding: Encoding | null
  separator: Separator | null
  sheets: readonly string[]
  sheet: number
  /** Filled in as rows are read. */
  notes: SheetNotes
  rows(): AsyncGenerator<SheetRow>
}

const MACHINE = 2000

/** Opens a file by what it is, not by what it is called. Throws a sentence for what cannot be read. */
export async function openFile(
  bytes: Buffer,
  how: { sheet?: number | undefined; encoding?: Encoding | undefined; separator?: Separator | undefined },
): Promise<OpenFile> {
  if (bytes.length === 0) throw new Problem('import-empty')
  const notes: SheetNotes = { merged: [], formulas: { count: 0, first: [] } }
  if (bytes.subarray(0, 8).toString('hex') === 'd0cf11e0a1b11ae1')
    throw new Problem(
      bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'import-encrypted' : 'import-old-excel',
    )
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04') {
    const workbook = await openWorkbook(bytes)
    const sheet = how.sheet ?? 0
    return {
      format: 'xlsx',
      encoding: null,
      separator: null,
      sheets: workbook.sheets.map(s => cleanText(s.name)),
      sheet,
      notes,
      async *rows() {
        for await (const row of workbook.rows(sheet, notes)) yield cleaned(row)
      },
    }
  }
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') throw new Problem('import-not-text')
  const { text, encoding } = decode(bytes, how.encoding)
  const separator = how.separator ?? guessSeparator(text)
  return {
    format: 'csv',
    encoding,
    separator,
    sheets: [],
    sheet: 0,
    notes,
    async *rows() {
      let number = 0
      for (const record of csvRecords(text, separator)) {
        number++
        if (number === 1 && /^sep=.$/i.test(record.join(separator))) continue
        if (record.length > MAX_COLUMNS) throw new Problem('import-too-wide', { most: MAX_COLUMNS })
        yield cleaned({ number, cells: record.map(value => ({ text: unguarded(value) })) })
        // Others are served in between.
        if (number % MACHINE === 0) await new Promise(resolve => setImmediate(resolve))
      }
    },
  }
}

/** Text as everything from people is kept: NFC, no controls, no marks that turn what follows. Cells without anything are none. */
const cleaned = ({ number, cells }: SheetRow): SheetRow => ({
  number,
  cells: Array.from(cells, c => {
    if (!c) return undefined
    const text = cleanText(c.text).trim()
    return text === '' && !c.fault && !c.formula ? undefined : { ...c, text }
  }),
})
