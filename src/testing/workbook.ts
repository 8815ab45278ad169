// Workbooks as Excel would write them, and as nobody should.
import { zip } from '../platform/files/zip.ts'

/** Text is shared, a figure stands as one, `{ f, v }` is a formula with what it came to, `{ e }` a cell that shows an error. */
export type TestCell = string | number | boolean | null | { f: string; v?: string | number } | { e: string }

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
const letters = (n: number): string =>
  (n < 26 ? '' : letters(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26))

export function sheetXml(
  rows: readonly (readonly TestCell[])[],
  strings: string[],
  merged: readonly string[] = [],
): string {
  const known = new Map<string, number>()
  const cell = (c: TestCell, ref: string): string => {
    if (c === null) return ''
    if (typeof c === 'number') return `<c r="${ref}"><v>${c}</v></c>`
    if (typeof c === 'boolean') return `<c r="${ref}" t="b"><v>${c ? 1 : 0}</v></c>`
    if (typeof c === 'string') {
      const at = known.get(c) ?? strings.push(`<si><t xml:space="preserve">${escaped(c)}</t></si>`) - 1
      known.set(c, at)
      return `<c r="${ref}" s="1" t="s"><v>${at}</v></c>`
    }
    if ('e' in c) return `<c r="${ref}" t="e"><v>${c.e}</v></c>`
    const v = c.v === undefined ? '' : `<v>${escaped(String(c.v))}</v>`
    return `<c r="${ref}"${typeof c.v === 'string' ? ' t="str"' : ''}><f>${escaped(c.f)}</f>${v}</c>`
  }
  const lines = rows.map(
    (r, i) => `<row r="${i + 1}">${r.map((c, n) => cell(c, `${letters(n)}${i + 1}`)).join('')}</row>`,
  )
  const merge =
    merged.length > 0 ? `<mergeCells>${merged.map(m => `<mergeCell ref="${m}"/>`).join('')}</mergeCells>` : ''
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${lines.join('')}</sheetData>${merge}</worksheet>`
}

export async function workbook(
  sheets: Readonly<Record<string, readonly (readonly TestCell[])[]>>,
  how: { merged?: readonly string[]; extra?: Readonly<Record<string, string | Uint8Array>>; hidden?: string } = {},
): Promise<Buffer> {
  const strings: string[] = []
  const names = Object.keys(sheets)
  const parts: Record<string, string | Uint8Array> = {
    '[Content_Types].xml':
      '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    'xl/workbook.xml': `<workbook xmlns:r="x"><sheets>${names.map((n, i) => `<sheet name="${escaped(n)}" sheetId="${i + 1}"${n === how.hidden ? ' state="hidden"' : ''} r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${names.map((_, i) => `<Relationship Id="rId${i + 1}" Type="sheet" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}</Relationships>`,
  }
  names.forEach((n, i) => {
    parts[`xl/worksheets/sheet${i + 1}.xml`] = sheetXml(sheets[n] ?? [], strings, how.merged)
  })
  parts['xl/sharedStrings.xml'] = `<sst>${strings.join('')}</sst>`
  return packed({ ...parts, ...how.extra })
}

export async function packed(parts: Readonly<Record<string, string | Uint8Array>>): Promise<Buffer> {
  async function* entries() {
    for (const [name, content] of Object.entries(parts))
      yield { name, content: typeof content === 'string' ? Buffer.from(content) : content }
  }
  const pieces: Buffer[] = []
  for await (const piece of zip(entries(), new Date('2026-11-24T09:00:00Z'))) pieces.push(piece)
  return Buffer.concat(pieces)
}
