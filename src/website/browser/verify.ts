// The checking page: the file is read and checked here, in the browser, and goes nowhere.
import { fromPem } from '../../signing/asn1/der.ts'
import { type Line, sayEvidence, sayReport } from '../../signing/verify/say-report.ts'
import { verifyEvidence } from '../../signing/verify/verify-evidence.ts'
import { LARGEST_FILE, type Report, TOO_LARGE, verifyPdf } from '../../signing/verify/verify-pdf.ts'

const language = document.documentElement.lang === 'en' ? 'en' : 'sv'
const area = document.querySelector<HTMLElement>('[data-drop]')
const result = document.querySelector<HTMLElement>('[data-result]')
const rootsIn = (place: string) =>
  fromPem(document.querySelector<HTMLTemplateElement>(`[${place}]`)?.content.textContent ?? '')
const roots = rootsIn('data-roots')
const stampRoots = rootsIn('data-stamp-roots')
const files = document.querySelector<HTMLInputElement>('#file')
const evidence = document.querySelector<HTMLInputElement>('#evidence')
const second = document.querySelector<HTMLElement>('[data-second]')
let report: Report | null = null

/** What cannot be read (moved meanwhile, closed to the browser) is as good as empty. */
const bytesOf = (file: File): Promise<Uint8Array> =>
  file.arrayBuffer().then(
    b => new Uint8Array(b),
    () => new Uint8Array(),
  )
const MARKS: Record<Line['tone'], string> = { good: '✓', warn: '!', bad: '×', plain: '' }

function show(lines: readonly Line[]) {
  if (!result) return
  const list = document.createElement('ul')
  list.className = 'findings'
  for (const line of lines) {
    const item = document.createElement('li')
    item.className = line.tone
    const mark = document.createElement('span')
    mark.textContent = MARKS[line.tone]
    mark.setAttribute('aria-hidden', 'true')
    item.append(mark, line.text)
    list.append(item)
  }
  result.replaceChildren(list)
}

const named = (input: string, file: File) => {
  const place = document.querySelector(`[data-name="${input}"]`)
  if (place) place.textContent = file.name
}

async function check(file: File) {
  named('file', file)
  result?.setAttribute('aria-busy', 'true')
  report =
    file.size > LARGEST_FILE ? TOO_LARGE : await verifyPdf(await bytesOf(file), { seal: roots, timestamp: stampRoots })
  show(report.manifest ? [...sayReport(report, language), ...sayEvidence(null, language)] : sayReport(report, language))
  if (second) second.hidden = report.manifest === null
  result?.removeAttribute('aria-busy')
}
files?.addEventListener('change', () => {
  if (files.files?.[0]) void check(files.files[0])
})
evidence?.addEventListener('change', async () => {
  const file = evidence.files?.[0]
  if (!file || !report?.manifest) return
  named('evidence', file)
  const found = await verifyEvidence(report.manifest, await bytesOf(file), [])
  show([...sayReport(report, language), ...sayEvidence(found, language)])
})
area?.addEventListener('dragover', e => {
  e.preventDefault()
  area.classList.add('over')
})
area?.addEventListener('dragleave', () => area.classList.remove('over'))
area?.addEventListener('drop', e => {
  e.preventDefault()
  area.classList.remove('over')
  const dropped = [...(e.dataTransfer?.files ?? [])]
  const pdf = dropped.find(f => f.name.toLowerCase().endsWith('.pdf')) ?? dropped[0]
  if (pdf) void check(pdf)
})
if (area) area.hidden = false
