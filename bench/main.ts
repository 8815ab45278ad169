// `npm run bench`: the table of speed and size, each row measured on the built service and every answer checked. With --json the last
// line of standard output is an array of {id, value, unit, limit, op, ok}. With --only only the named rows, with commas between.
import { createHash } from 'node:crypto'
import { cpus, loadavg } from 'node:os'
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

/** What a row that is not reached would take, as measured in the latest round. */
const takes: Record<string, string> = {
  create_rps:
    'En offert kostar omkring 3,5 ms processortid på två kärnor som också driver databasen och lasten: tjänsten 1,2, databasen 1,1, jobbet och dess kö 1,1. Det som återstår att spara är köns två satser per jobb (jobb i klump) och en kärna till; låset på nummerserien är inte gränsen.',
  seal_rps_1:
    'Ett sigill kostar omkring 90 ms processortid: sättningen 37, arbetaren 25, databasen 15, underskriften 12. Trettio i sekunden på två kärnor kräver 67 ms: sidor som redan är satta (villkor, bevisets fasta delar) eller kärnor som är en tredjedel snabbare.',
  seal_rps_3: 'Som för en sida; sättningen av sju sidor är hälften av kostnaden.',
}

const { values } = parseArgs({ options: { json: { type: 'boolean' }, only: { type: 'string' } } })
const rows: Row[] = []
const hashed = process.hrtime.bigint()
for (let i = 0; i < 64; i++)
  createHash('sha256')
    .update(Buffer.alloc(1 << 20))
    .digest()
const perSecond = 64 / (Number(process.hrtime.bigint() - hashed) / 1e9)
process.stdout.write(
  `${cpus().length} kärnor, ${cpus()[0]?.model.trim() ?? ''}; en kärna hashar ${perSecond.toFixed(0)} MB/s (SHA-256). Belastning före: ${loadavg()[0]?.toFixed(2)}\n`,
)
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
    `${r.id.padEnd(20)} ${figure(r.value).padStart(9)} ${r.unit.padEnd(6)} ${r.op} ${String(r.limit).padEnd(6)} ${r.ok ? 'nådd' : 'INTE NÅDD'}${r.note ? `  ${r.note}` : ''}\n${!r.ok && takes[r.id] ? `${' '.repeat(21)}${takes[r.id]}\n` : ''}`,
  )
if (values.json) process.stdout.write(`${JSON.stringify(shown)}\n`)
process.exit(shown.every(r => r.ok) ? 0 : 1)
