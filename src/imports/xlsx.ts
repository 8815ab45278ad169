// An Excel workbook (ECMA-376) as rows of a sheet: the strings it shares, then the sheet itself as it unfolds. Formulas count by the value that
// was saved with them; macros, pictures, formats and everything else are not looked at.
import { Problem } from '../kernel/problem.ts'
import { MAX_CELL, MAX_COLUMNS, MAX_UNFOLDED_BYTES } from './limits.ts'
import type { Cell, SheetNotes, SheetRow } from './sheet.ts'
import { xmlReader } from './xml.ts'
import { openZip, type Zip } from './zip-read.ts'

export type Workbook = {
  sheets: readonly { name: string; path: string }[]
  rows(sheet: number, notes: SheetNotes): AsyncGenerator<SheetRow>
}

/** Throws a sentence for what is no workbook, holds macros, or is a workbook of another kind. */
export async function openWorkbook(bytes: Buffer): Promise<Workbook> {
  const zip = openZip(bytes)
  const types = (await zip.text('[Content_Types].xml')) ?? ''
  if (/macroEnabled/i.test(types) || zip.names.some(n => /vbaProject/i.test(n))) throw new Problem('import-macros')
  if (/sheet\.binary/i.test(types)) throw new Problem('import-binary-workbook')
  const workbook = await zip.text('xl/workbook.xml')
  if (workbook === null) throw new Problem('import-not-a-workbook')
  const sheets = await sheetsOf(zip, workbook)
  if (sheets.length === 0) throw new Problem('import-empty')
  let strings: string[] | null = null
  return {
    sheets,
    async *rows(sheet, notes) {
      const chosen = sheets[sheet]
      if (!chosen) throw new Problem('import-no-such-sheet', {}, { field: 'sheet' })
      strings ??= await sharedStrings(zip)
      yield* rowsOf(zip, chosen.path, strings, notes)
    },
  }
}

async function sheetsOf(zip: Zip, workbook: string) {
  const targets = new Map<string, string>()
  xmlReader({
    open(name, attribute) {
      const id = attribute('Id')
      const target = attribute('Target')
      if (name === 'Relationship' && id && target)
        targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target}`)
    },
    close() {},
  }).feed((await zip.text('xl/_rels/workbook.xml.rels')) ?? '')
  const found: { name: string; path: string; hidden: boolean }[] = []
  xmlReader({
    open(name, attribute) {
      if (name !== 'sheet') return
      const path = targets.get(attribute('r:id') ?? attribute('id') ?? '') ?? ''
      if (zip.names.includes(path))
        found.push({ name: attribute('name') ?? '', path, hidden: attribute('state') !== undefined })
    },
    close() {},
  }).feed(workbook)
  const seen = found.filter(s => !s.hidden)
  return (seen.length > 0 ? seen : found).map(({ name, path }) => ({ name, path }))
}

async function sharedStrings(zip: Zip): Promise<string[]> {
  const found: string[] = []
  if (!zip.names.includes('xl/sharedStrings.xml')) return found
  let text = ''
  let depth = 0
  let phonetic = 0
  const reader = xmlReader({
    open(name) {
      if (name === 'si') text = ''
      else if (name === 'rPh') phonetic++
      else if (name === 't' && phonetic === 0) depth++
    },
    close(name) {
      if (name === 'si') found.push(plain(text))
      else if (name === 'rPh') phonetic--
      else if (name === 't' && phonetic === 0) depth--
    },
    text(piece) {
      if (depth > 0 && text.length <= MAX_CELL) text += piece
    },
  })
  for await (const piece of decoded(zip.part('xl/sharedStrings.xml'))) reader.feed(piece)
  return found
}

async function* rowsOf(zip: Zip, path: string, strings: string[], notes: SheetNotes): AsyncGenerator<SheetRow> {
  const ready: SheetRow[] = []
  let row: { number: number; cells: (Cell | undefined)[] } = { number: 0, cells: [] }
  let column = -1
  let type = ''
  let value = ''
  let isFormula = false
  let inside: 'v' | 't' | null = null
  const reader = xmlReader({
    open(name, attribute) {
      switch (name) {
        case 'row':
          row = { number: Number(attribute('r')) || row.number + 1, cells: [] }
          column = -1
          break
        case 'c': {
          const ref = attribute('r')
          column = ref ? columnOf(ref) : column + 1
          type = attribute('t') ?? 'n'
          value = ''
          isFormula = false
          break
        }
        case 'f':
          isFormula = true
          break
        case 'v':
        case 't':
          inside = name
          break
        case 'mergeCell':
          notes.merged.push(attribute('ref') ?? '')
          break
      }
    },
    close(name) {
      if (name === 'v' || name === 't') inside = null
      else if (name === 'c') {
        const cell = cellOf(type, value, strings)
        if (isFormula) {
          const at = `${letters(column)}${row.number}`
          notes.formulas.count++
          if (notes.formulas.first.length < 5) notes.formulas.first.push(at)
          row.cells[column] = { ...(cell ?? { text: '' }), formula: at }
        } else if (cell) row.cells[column] = cell
        if (row.cells.length > MAX_COLUMNS) throw new Problem('import-too-wide', { most: MAX_COLUMNS })
      } else if (name === 'row') ready.push(row)
    },
    text(piece) {
      if (inside && value.length <= MAX_CELL) value += piece
    },
  })
  for await (const piece of decoded(zip.part(path))) {
    reader.feed(piece)
    yield* ready.splice(0)
  }
}

function cellOf(type: string, value: string, strings: readonly string[]): Cell | undefined {
  if (value === '') return undefined
  switch (type) {
    case 's':
      return { text: strings[Number(value)] ?? '' }
    case 'b':
      return { text: value === '1' ? 'ja' : 'nej' }
    case 'e':
      return { text: '', fault: true }
    case 'n': {
      const number = Number(value)
      // Fifteen digits are what a spreadsheet means; the rest is how the machine holds them.
      return Number.isFinite(number) ? { text: decimal(number), number } : { text: value }
    }
    default:
      return { text: plain(value) }
  }
}

const decimal = (n: number) => {
  const text = String(Number(n.toPrecision(15)))
  return text.includes('e') ? text : text.replace('.', ',')
}
/** "_x000D_" is how a workbook writes what XML cannot. */
const plain = (text: string) =>
  text.replace(/_x([0-9A-F]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** "AB12" is column 27, counted from nought. */
function columnOf(ref: string): number {
  let n = 0
  for (const c of /^[A-Z]{1,3}/.exec(ref)?.[0] ?? 'A') n = n * 26 + c.charCodeAt(0) - 64
  return n - 1
}
export function letters(column: number): string {
  let text = ''
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26)) text = String.fromCharCode(65 + ((n - 1) % 26)) + text
  return text
}

async function* decoded(pieces: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null
  let read = 0
  for await (const piece of pieces) {
    decoder ??= new TextDecoder(piece[0] === 0xff && piece[1] === 0xfe ? 'utf-16le' : 'utf-8')
    read += piece.length
    if (read > MAX_UNFOLDED_BYTES) throw new Problem('import-unfolds-too-far')
    yield decoder.decode(piece, { stream: true })
  }
}
