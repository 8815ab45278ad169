// `npm run bench`: the table of speed and size, each row measured on the built service and every answer checked. With --json the last
// line of standard output is an array of {id, value, unit, limit, op, ok}.
import { parseArgs } from 'node:util'
import { measures } from './measures.ts'

export type Row = {
  id: string
  value: number | null
  unit: string
  limit: number
  op: '≤' | '≥'
  ok: boolean
  note?: string
}

const { values } = parseArgs({ options: { json: { type: 'boolean' }, only: { type: 'string' } } })
const rows: Row[] = []
const wanted = measures.filter(m => !values.only || m.ids.includes(values.only))
if (wanted.length === 0) {
  process.stderr.write(
    `Det finns inget mått som heter ${values.only}. Välj: ${measures.flatMap(m => m.ids).join(', ')}\n`,
  )
  process.exit(2)
}
for (const measure of wanted) {
  process.stderr.write(`${measure.ids.join(', ')} …\n`)
  try {
    rows.push(...(await measure.run()))
  } catch (error) {
    process.stderr.write(`  ${(error as Error).message}\n`)
    for (const id of measure.ids)
      rows.push({ id, value: null, unit: '', limit: 0, op: '≤', ok: false, note: (error as Error).message })
  }
}
const shown = rows.filter(r => !values.only || r.id === values.only)
const figure = (n: number | null) => (n === null ? '–' : n >= 100 ? n.toFixed(0) : n.toFixed(2))
for (const r of shown)
  process.stdout.write(
    `${r.id.padEnd(20)} ${figure(r.value).padStart(9)} ${r.unit.padEnd(6)} ${r.op} ${String(r.limit).padEnd(6)} ${r.ok ? 'nådd' : 'INTE NÅDD'}${r.note ? `  ${r.note}` : ''}\n`,
  )
if (values.json) process.stdout.write(`${JSON.stringify(shown)}\n`)
process.exit(shown.every(r => r.ok) ? 0 : 1)
