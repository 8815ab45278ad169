// Rows for Swedish Excel: semicolons, and nothing that a spreadsheet would take for a formula (OWASP, CSV injection).

/** The byte order mark by which Excel knows that the text is UTF-8. */
export const CSV_MARK = '\ufeff'

export function csvRow(values: readonly (string | number | null)[]): string {
  return `${values.map(v => quoted(guarded(v === null ? '' : String(v)))).join(';')}\r\n`
}

/** What begins as a formula does is preceded by an apostrophe, which a spreadsheet hides. A plain figure may begin with a minus. */
const guarded = (value: string) =>
  /^[=+\-@\t\r]/.test(value) && !/^-?[\d\s\u00a0]+(?:,\d+)?$/.test(value) ? `'${value}` : value
/** Our own guard, taken away again when the file comes back. */
export const unguarded = (value: string) => (/^'[=+\-@\t\r]/.test(value) ? value.slice(1) : value)
const quoted = (value: string) => (/[";\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
