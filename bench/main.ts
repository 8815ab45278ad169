// `npm run bench`: the table of speed and size, each row measured on the built service and every answer checked. With --json the last
// line of standard output is an array of {id, value, unit, limit, op, ok}. With --only only the named rows, with commas between.
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
const known = measures.flatMap(m => m.ids)
const asked = values.only?.split(',') ?? known
const wanted = measures.filter(m => m.ids.some(id => asked.includes(id)))
const unknown = asked.filter(id => !known.includes(id))
if (unknown.length > 0) {
  process.stderr.write(`Det finns inget mått som heter ${unknown.join(', ')}. Välj: ${known.join(', ')}\n`)
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
const shown = rows.filter(r => asked.includes(r.id))
const figure = (n: number | null) => (n === null ? '–' : n >= 100 ? n.toFixed(0) : n.toFixed(2))
for (const r of shown)
  process.stdout.write(
    `${r.id.padEnd(20)} ${figure(r.value).padStart(9)} ${r.unit.padEnd(6)} ${r.op} ${String(r.limit).padEnd(6)} ${r.ok ? 'nådd' : 'INTE NÅDD'}${r.note ? `  ${r.note}` : ''}\n`,
  )
if (values.json) process.stdout.write(`${JSON.stringify(shown)}\n`)
process.exit(shown.every(r => r.ok) ? 0 : 1)
