// `cling verify`: a sealed file, and its evidence file, checked without asking anybody.
// Whether the file is unchanged and who sealed it are two answers, and it ends with 0 only when both are good: a script that asks nothing
// more must not take a stranger's seal for anybody's.
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
const HELP = `npm run cling -- verify FIL [--evidence BEVISFIL] [--root ROT.pem]… [--json] [--english]

Kontrollerar en förseglad fil utan att fråga någon.
  --evidence  bevisfilen, så att underskriften själv kontrolleras
  --root      rotcertifikat som du litar på; utan det går det inte att säga vem som har förseglat
  --json      samma svar till ett program, sist på en egen rad
  --english   på engelska

Slutar med
  0  allt stämmer, och sigillet står under en av rötterna
  1  något stämmer inte
  2  det gick inte att pröva: filen finns inte, eller något är felskrivet
  3  allt stämmer, men vem som har förseglat är inte avgjort: sigillets rot är ingen av dem som angavs
`
const UNSETTLED = {
  sv: 'Vem som har förseglat är inte avgjort. Hämta rotcertifikatet hos utfärdaren och ange det med --root ROT.pem.',
  en: 'Who sealed it is not settled. Get the root certificate from whoever issued it, and give it with --root ROOT.pem.',
}

export async function verifyCommand(args: string[]): Promise<number> {
  const asked = readArguments(args)
  if (asked === 'help') {
    process.stdout.write(HELP)
    return 0
  }
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
  const settled = report.seal?.trust === 'known'
  if (holds && !settled) process.stdout.write(`${marks.warn}${UNSETTLED[language]}\n`)
  if (asked.json) {
    const { attachments, ...rest } = report
    process.stdout.write(`${JSON.stringify({ holds, ...rest, attachments: attachments.map(a => a.name), evidence })}\n`)
  }
  if (!holds) return 1
  return settled ? 0 : 3
}

type Asked = {
  file: string
  evidenceFile: string | null
  roots: Uint8Array[]
  language: 'sv' | 'en'
  json: boolean
}

function readArguments(args: string[]): Asked | 'help' | { wrong: string } {
  let given: ReturnType<typeof parse>
  try {
    given = parse(args)
  } catch {
    return { wrong: USAGE }
  }
  const { values, positionals } = given
  if (values.help) return 'help'
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
      help: { type: 'boolean' },
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
