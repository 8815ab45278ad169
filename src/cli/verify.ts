// `cling verify`: a sealed file, and its evidence file, checked without asking anybody.
//   0  all of it holds, and where roots were given the seal stands under one of them
//   1  something does not hold
//   2  it could not be tried: no such file, no such option
//   3  all of it holds, but the seal stands under none of the roots given
import { readFileSync, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { fromPem } from '../signing/asn1/der.ts'
import { readCertificate } from '../signing/asn1/x509.ts'
import { allHolds, type Line, sayEvidence, sayNoProof, sayReport } from '../signing/verify/say-report.ts'
import { type EvidenceReport, verifyEvidence } from '../signing/verify/verify-evidence.ts'
import { LARGEST_FILE, TOO_LARGE, verifyPdf } from '../signing/verify/verify-pdf.ts'

const MARK: Record<Line['tone'], string> = { good: 'JA  ', warn: 'OBS ', bad: 'NEJ ', plain: '    ' }
const MARK_EN: Record<Line['tone'], string> = { good: 'YES  ', warn: 'NOTE ', bad: 'NO   ', plain: '     ' }
const USAGE = 'Ange filen: npm run cling -- verify FIL [--evidence BEVISFIL] [--root ROT.pem] [--json] [--english]'

export async function verifyCommand(args: string[]): Promise<number> {
  const asked = readArguments(args)
  if ('wrong' in asked) {
    process.stderr.write(`${asked.wrong}\n`)
    return 2
  }
  const { file, evidenceFile, roots, language } = asked
  const tooLarge = statSync(file).size > LARGEST_FILE
  const report = tooLarge ? TOO_LARGE : await verifyPdf(read(file), { seal: roots, timestamp: roots })
  let evidence: EvidenceReport | null = null
  if (evidenceFile && report.manifest) evidence = await verifyEvidence(report.manifest, read(evidenceFile), roots)
  const aboutEvidence = report.manifest
    ? sayEvidence(evidence, language)
    : evidenceFile && report.seal
      ? sayNoProof(language)
      : []
  const marks = language === 'en' ? MARK_EN : MARK
  for (const line of [...sayReport(report, language), ...aboutEvidence])
    process.stdout.write(`${marks[line.tone]}${line.text}\n`)
  const holds = allHolds(report, evidence) && !(evidenceFile && !evidence)
  if (asked.json) {
    const { attachments, ...rest } = report
    process.stdout.write(`${JSON.stringify({ holds, ...rest, attachments: attachments.map(a => a.name), evidence })}\n`)
  }
  if (!holds) return 1
  return roots.length > 0 && report.seal?.trust !== 'known' ? 3 : 0
}

type Asked = {
  file: string
  evidenceFile: string | null
  roots: Uint8Array[]
  language: 'sv' | 'en'
  json: boolean
}

function readArguments(args: string[]): Asked | { wrong: string } {
  let given: ReturnType<typeof parse>
  try {
    given = parse(args)
  } catch {
    return { wrong: USAGE }
  }
  const { values, positionals } = given
  const [file, ...more] = positionals
  if (!file || more.length > 0) return { wrong: USAGE }
  for (const path of [file, values.evidence, ...(values.root ?? [])]) {
    const found = path === undefined ? null : statSync(path, { throwIfNoEntry: false })
    if (path !== undefined && !found) return { wrong: `Filen ${path} finns inte.` }
    if (found && !found.isFile()) return { wrong: `${path} är ingen fil.` }
  }
  const roots: Uint8Array[] = []
  for (const path of values.root ?? []) {
    const held = rootsIn(path)
    if (held.length === 0) return { wrong: `${path} innehåller inget certifikat i PEM-form som går att läsa.` }
    roots.push(...held)
  }
  return {
    file,
    evidenceFile: values.evidence ?? null,
    roots,
    language: values.english ? 'en' : 'sv',
    json: values.json === true,
  }
}

const parse = (args: string[]) =>
  parseArgs({
    args,
    allowPositionals: true,
    options: {
      evidence: { type: 'string' },
      root: { type: 'string', multiple: true },
      json: { type: 'boolean' },
      english: { type: 'boolean' },
    },
  })

function rootsIn(path: string): Uint8Array[] {
  try {
    const roots = fromPem(readFileSync(path, 'utf8'))
    for (const root of roots) readCertificate(root)
    return roots
  } catch {
    return []
  }
}

const read = (path: string) => new Uint8Array(readFileSync(path))
