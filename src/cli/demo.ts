// The whole walk over HTTP, as the two people and by public paths alone: a quote is written, sent, opened, answered, signed, sealed and
// verified. What happened goes to standard error; with --json the last line of standard output is one object.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { stockholmDate } from '../kernel/dates.ts'
import {
  readSample,
  type Sample,
  sampleClient,
  sampleCompany,
  sampleContent,
  samplePicture,
  samplePictures,
} from '../samples/sample.ts'
import { fromPem } from '../signing/asn1/der.ts'
import { allHolds, sayEvidence, sayReport } from '../signing/verify/say-report.ts'
import { verifyEvidence } from '../signing/verify/verify-evidence.ts'
import { verifyPdf } from '../signing/verify/verify-pdf.ts'
import { Browser } from './browser.ts'
import { type OwnService, startOwnService } from './own-service.ts'

export type DemoResult = {
  sample: string
  documentId: string
  versionHash: string
  roomUrl: string
  sealedPdf: string | null
  verified: boolean
  steps: { name: string; ms: number }[]
}

export async function demoCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      sample: { type: 'string' },
      url: { type: 'string' },
      until: { type: 'string' },
      json: { type: 'boolean' },
    },
  })
  if (values.until && values.until !== 'opened') {
    process.stderr.write('--until kan vara: opened\n')
    return 2
  }
  const own: OwnService | null = values.url ? null : await startOwnService()
  try {
    const result = await walk(readSample(values.sample ?? 'badrum-rot'), (values.url ?? own?.url) as string, {
      untilOpened: values.until === 'opened',
      say: line => process.stderr.write(`${line}\n`),
    })
    if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`)
    return result.verified || values.until === 'opened' ? 0 : 1
  } finally {
    await own?.stop()
  }
}

type Options = { untilOpened: boolean; say: (line: string) => void }
const PASSWORD = 'en lagom lång mening 7'

export async function walk(sample: Sample, url: string, options: Options): Promise<DemoResult> {
  const steps: DemoResult['steps'] = []
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const start = performance.now()
    try {
      const result = await work()
      const ms = Math.round(performance.now() - start)
      steps.push({ name, ms })
      options.say(`${String(ms).padStart(6)} ms  ${name}`)
      return result
    } catch (error) {
      options.say(`    FEL    ${name}: ${(error as Error).message}`)
      throw error
    }
  }
  const company = new Browser(url)
  const today = stockholmDate(new Date())
  // An address of its own each time, so that the walk can be taken again on the same service.
  const email = sample.member.email.replace('@', `+${Date.now().toString(36)}@`)

  await step('skapar konto och bekräftar adressen', async () => {
    await company.form('/registrera', { company: sample.company.name, email, password: PASSWORD })
    const confirm = await company.linkInMailTo(email, '/bekrafta/')
    await company.page(confirm)
    await company.form(confirm, {})
  })
  await step('fyller i företaget', async () => {
    const logo = sample.company.logo ? await company.upload(samplePicture(sample, sample.company.logo), 'logo') : null
    await company.api('put', '/api/app/company', { ...sampleCompany(sample, logo), email })
    await company.api('put', '/api/app/me', {
      name: sample.member.name,
      phone: sample.member.phone,
      photoFile: null,
      language: 'sv',
    })
  })
  await step('godkänner personuppgiftsbiträdesavtalet', async () => {
    const { agreement } = await company.api<{ agreement: { hash: string } }>('get', '/api/app/processing')
    await company.api('post', '/api/app/processing/accept', { hash: agreement.hash })
  })
  const client = await step('lägger till kunden', async () => {
    const { id } = await company.api<{ id: string }>('post', '/api/app/clients', sampleClient(sample))
    return company.api<{ id: string; people: { id: string; name: string }[] }>('get', `/api/app/clients/${id}`)
  })
  const documentId = await step('skriver offerten', async () => {
    const pictures = new Map<string, string>()
    for (const file of samplePictures(sample)) pictures.set(file, await company.upload(samplePicture(sample, file)))
    const { id } = await company.api<{ id: string }>('post', '/api/app/documents', {
      clientId: client.id,
      title: sample.quote.title,
    })
    await company.api('put', `/api/app/documents/${id}/recipients`, {
      clientId: client.id,
      parties: client.people.map(p => ({
        clientPersonId: p.id,
        signs: true,
        share: sample.client.people.find(x => x.name === p.name)?.share ?? 0,
      })),
      concludedWhere: sample.concludedWhere,
      workType: sample.workType,
    })
    const draft = await company.api<{ revision: number }>('get', `/api/app/documents/${id}`)
    await company.api('put', `/api/app/documents/${id}/content`, {
      revision: draft.revision,
      content: sampleContent(sample, today, pictures),
    })
    return id
  })
  const signer = sample.client.people.find(p => p.name === sample.signer)
  if (!signer) throw new Error('Exemplets undertecknare finns inte bland kundens personer.')
  const recipient = new Browser(
    url,
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36',
  )
  // The customer's address is the same in every walk.
  await recipient.passOverOldMail()
  const sent = await step('skickar till kunden med mejl och sms', async () => {
    const { points } = await company.api<{ points: { level: string; text: string }[] }>(
      'get',
      `/api/app/documents/${documentId}/send-points`,
    )
    const missing = points.filter(p => p.level === 'missing')
    if (missing.length > 0) throw new Error(missing.map(p => p.text).join(' '))
    const d = await company.api<{ revision: number; parties: { id: string; phone: string | null }[] }>(
      'get',
      `/api/app/documents/${documentId}`,
    )
    return company.api<{ version: number; hash: string }>('post', `/api/app/documents/${documentId}/send`, {
      revision: d.revision,
      to: d.parties.map(p => ({ partyId: p.id, mail: true, sms: p.phone !== null })),
    })
  })
  const roomUrl = await step('kunden öppnar länken', async () => {
    const link = `${await recipient.linkInMailTo(signer.email, '/rum/', sample.company.name)}/`
    const page = await recipient.page(link)
    if (!page.includes(sample.quote.title.replaceAll('&', '&amp;'))) throw new Error('Sidan visar inte offerten.')
    await recipient.post(`${link}besok`, {
      visit: crypto.randomUUID(),
      section: 'top',
      sections: { top: 12 },
      machine: false,
    })
    return link
  })
  const result = (more: Partial<DemoResult>): DemoResult => ({
    sample: sample.name,
    documentId,
    versionHash: sent.hash,
    roomUrl,
    sealedPdf: null,
    verified: false,
    steps,
    ...more,
  })
  if (options.untilOpened) return result({})
  await step('kunden frågar, företaget svarar', async () => {
    const page = await recipient.page(roomUrl)
    const anchor = new RegExp(`<option value="([a-z0-9]+)">${sample.ask.about}</option>`).exec(page)?.[1] ?? ''
    await recipient.form(`${roomUrl}fraga`, { anchor, body: sample.ask.text })
    const timeline = await company.api<{ questions: { id: string }[] }>(
      'get',
      `/api/app/documents/${documentId}/timeline`,
    )
    const question = timeline.questions[0]
    if (!question) throw new Error('Frågan kom inte fram.')
    await company.api('post', `/api/app/documents/${documentId}/questions/${question.id}/answer`, {
      answer: sample.answer,
    })
    if (!(await recipient.page(roomUrl)).includes(sample.answer)) throw new Error('Svaret syns inte i rummet.')
  })
  await step('kunden väljer', async () => {
    const page = await recipient.page(roomUrl)
    const inputs = [...page.matchAll(/<label class="opt"><input([^>]*)\/>(?:<img[^>]*\/>)?<span>([^<]*)/g)]
    const fields = inputs
      .filter(m => sample.choose.includes((m[2] as string).replaceAll('&amp;', '&')))
      .map(
        m =>
          [/name="([^"]+)"/.exec(m[1] as string)?.[1], /value="([^"]+)"/.exec(m[1] as string)?.[1]] as [string, string],
      )
    if (fields.length !== sample.choose.length) throw new Error('Alla val finns inte på sidan.')
    await recipient.formPairs(`${roomUrl}val`, fields)
  })
  return signAndVerify({ sample, company, recipient, roomUrl, documentId, result, step, say: options.say })
}

type Walked = {
  sample: Sample
  company: Browser
  recipient: Browser
  roomUrl: string
  documentId: string
  say: (line: string) => void
  result: (more: Partial<DemoResult>) => DemoResult
  step: <T>(name: string, work: () => Promise<T>) => Promise<T>
}

async function signAndVerify(w: Walked): Promise<DemoResult> {
  const person = w.sample.client.people.find(p => p.name === w.sample.signer)
  // The number is the one the company was given; a company's signer has one of their own.
  const personalNumber = String(person?.personalNumber ?? '198502152393').replace(/\D/g, '')
  const order = await w.step('kunden granskar och beställer', async () => {
    const page = await w.recipient.page(`${w.roomUrl}skriv-under`)
    const ticks = [...page.matchAll(/<input type="checkbox" name="tick" value="([^"]+)"/g)].map(
      m => ['tick', m[1] as string] as [string, string],
    )
    await w.recipient.formPairs(`${w.roomUrl}skriv-under`, [...ticks, ['way', 'here']])
    return w.recipient.lastUrl
  })
  await w.step('kunden skriver under i testtelefonen', async () => {
    const page = await w.recipient.page(order)
    const start = /href="(http:\/\/127\.0\.0\.1:\d+\/)\?autostarttoken=([^"&]+)"/.exec(page)
    if (!start) throw new Error('Sidan visar ingen väg till BankID.')
    const answer = await fetch(`${start[1]}api/approve`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ autoStartToken: decodeURIComponent(start[2] as string), personalNumber }),
    })
    if (!answer.ok) throw new Error(`Testtelefonen svarade ${answer.status}: ${await answer.text()}`)
    await until(
      async () => (await w.recipient.page(w.roomUrl)).match(/data-state="(signed|sealed)"/) !== null,
      'Underskriften kom inte fram.',
    )
  })
  await w.step('avtalet förseglas', () =>
    until(async () => (await w.recipient.page(w.roomUrl)).includes('data-state="sealed"'), 'Filen förseglades inte.'),
  )
  const out = resolve('out')
  mkdirSync(out, { recursive: true })
  const file = join(out, `${w.sample.name}.pdf`)
  const evidenceFile = join(out, `${w.sample.name}-bevis.json`)
  const pdf = await w.step('båda har den förseglade filen', async () => {
    const mine = await w.recipient.bytes(`${w.roomUrl}avtal.pdf`)
    const theirs = await w.company.bytes(`/api/app/documents/${w.documentId}/pdf`)
    if (Buffer.compare(mine, theirs) !== 0) throw new Error('Filerna är inte lika.')
    await w.recipient.attachmentTo(person?.email ?? '', mine)
    writeFileSync(file, mine)
    return mine
  })
  const evidence = await w.step('kunden legitimerar sig och hämtar bevisfilen', async () => {
    await w.recipient.formPairs(`${w.roomUrl}bevis`, [['way', 'here']])
    const waiting = w.recipient.lastUrl
    const start = /href="(http:\/\/127\.0\.0\.1:\d+\/)\?autostarttoken=([^"&]+)"/.exec(await w.recipient.page(waiting))
    if (!start) throw new Error('Sidan visar ingen väg till BankID.')
    await fetch(`${start[1]}api/approve`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ autoStartToken: decodeURIComponent(start[2] as string), personalNumber }),
    })
    await until(async () => (await w.recipient.page(waiting)).includes('bevis.json'), 'Legitimeringen kom inte fram.')
    const bytes = await w.recipient.bytes(`${waiting}/bevis.json`)
    writeFileSync(evidenceFile, bytes)
    return bytes
  })
  const verified = await w.step('filen kontrolleras', async () => {
    const pem = await w.recipient.page('/forsegling/rot.pem')
    writeFileSync(join(out, 'rot.pem'), pem)
    const roots = fromPem(pem)
    const report = await verifyPdf(pdf, { seal: roots, timestamp: roots })
    const second = report.manifest ? await verifyEvidence(report.manifest, evidence, roots) : null
    for (const line of [...sayReport(report, 'sv'), ...sayEvidence(second, 'sv')]) w.say(`           ${line.text}`)
    const changed = pdf.slice()
    changed[Math.floor(changed.length / 2)] = (changed[Math.floor(changed.length / 2)] as number) ^ 1
    if ((await verifyPdf(changed, { seal: roots, timestamp: roots })).intact === 'intact')
      throw new Error('En ändrad byte upptäcktes inte.')
    return allHolds(report, second) && report.seal?.trust === 'known' && second?.ok === true
  })
  return w.result({ sealedPdf: file, verified })
}

async function until(holds: () => Promise<boolean>, otherwise: string): Promise<void> {
  const limit = Date.now() + 30_000
  while (Date.now() < limit) {
    if (await holds()) return
    await new Promise(done => setTimeout(done, 40))
  }
  throw new Error(otherwise)
}
