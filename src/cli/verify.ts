// `cling verify`: a sealed file, and its evidence file, checked without asking anybody. Exit code 0 only when all of it holds.
import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { fromPem } from '../signing/asn1/der.ts'
import { allHolds, type Line, sayEvidence, sayReport } from '../signing/verify/say-report.ts'
import { type EvidenceReport, verifyEvidence } from '../signing/verify/verify-evidence.ts'
import { verifyPdf } from '../signing/verify/verify-pdf.ts'

const MARK: Record<Line['tone'], string> = { good: 'JA  ', warn: 'OBS ', bad: 'NEJ ', plain: '    ' }

export async function verifyCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      evidence: { type: 'string' },
      root: { type: 'string', multiple: true },
      json: { type: 'boolean' },
      english: { type: 'boolean' },
    },
  })
  const [file] = positionals
  if (!file) {
    process.stderr.write('Ange filen: npm run cling -- verify FIL [--evidence BEVISFIL] [--root ROT.pem]\n')
    return 2
  }
  for (const path of [file, values.evidence, ...(values.root ?? [])])
    if (path && !existsSync(path)) {
      process.stderr.write(`Filen ${path} finns inte.\n`)
      return 2
    }
  const roots = (values.root ?? []).flatMap(path => fromPem(readFileSync(path, 'utf8')))
  const report = await verifyPdf(new Uint8Array(readFileSync(file)), { seal: roots, timestamp: roots })
  let evidence: EvidenceReport | null = null
  if (values.evidence && report.manifest)
    evidence = await verifyEvidence(report.manifest, new Uint8Array(readFileSync(values.evidence)), roots)
  const language = values.english ? 'en' : 'sv'
  for (const line of [...sayReport(report, language), ...(report.manifest ? sayEvidence(evidence, language) : [])])
    process.stdout.write(`${MARK[line.tone]}${line.text}\n`)
  const holds = allHolds(report, evidence) && !(values.evidence && !evidence)
  if (values.json) {
    const { attachments, ...rest } = report
    process.stdout.write(`${JSON.stringify({ holds, ...rest, attachments: attachments.map(a => a.name), evidence })}\n`)
  }
  return holds ? 0 : 1
}
