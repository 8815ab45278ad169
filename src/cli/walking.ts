// The steps that every walk over HTTP is made of: a company is set up, a document written and sent, a room opened, an order signed in the
// test phone, a sealed file checked.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Sample, sampleClient, sampleCompany, samplePicture } from '../samples/sample.ts'
import { fromPem } from '../signing/asn1/der.ts'
import { allHolds, sayEvidence, sayReport } from '../signing/verify/say-report.ts'
import { verifyEvidence } from '../signing/verify/verify-evidence.ts'
import { verifyPdf } from '../signing/verify/verify-pdf.ts'
import { Browser } from './browser.ts'

export type StepTaken = { name: string; ms: number }
export type Step = <T>(name: string, work: () => Promise<T>) => Promise<T>

export type Until = (holds: () => Promise<boolean>, otherwise: string) => Promise<void>

/**
 * Takes steps one by one and says how long each took. `meanwhile` is done over and over while something is waited for: a test runs the
 * service's own sweeps there, which come by themselves in a service of its own.
 */
export function stepper(
  say: (line: string) => void,
  meanwhile: () => Promise<unknown> = () => new Promise(done => setTimeout(done, 40)),
): { step: Step; steps: StepTaken[]; until: Until } {
  const steps: StepTaken[] = []
  const until: Until = async (holds, otherwise) => {
    const limit = Date.now() + 30_000
    while (Date.now() < limit) {
      if (await holds()) return
      await meanwhile()
    }
    throw new Error(otherwise)
  }
  const step: Step = async (name, work) => {
    const start = performance.now()
    try {
      const result = await work()
      const ms = Math.round(performance.now() - start)
      steps.push({ name, ms })
      say(`${String(ms).padStart(6)} ms  ${name}`)
      return result
    } catch (error) {
      say(`    FEL    ${name}: ${(error as Error).message}`)
      throw error
    }
  }
  return { step, steps, until }
}

export type WalkedClient = { id: string; people: { id: string; name: string }[] }
const PASSWORD = 'en lagom lång mening 7'

/** Signs up, fills in the company, accepts the agreement on data and adds the client. */
export async function openCompany(
  sample: Sample,
  url: string,
  step: Step,
): Promise<{ company: Browser; client: WalkedClient }> {
  const company = new Browser(url)
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
    return company.api<WalkedClient>('get', `/api/app/clients/${id}`)
  })
  return { company, client }
}

/** Says who receives and signs. `signing`: one signature is enough, or all sign. */
export async function address(
  company: Browser,
  sample: Sample,
  client: WalkedClient,
  documentId: string,
  signing: 'one' | 'all' = 'one',
): Promise<void> {
  await company.api('put', `/api/app/documents/${documentId}/recipients`, {
    clientId: client.id,
    parties: client.people.map(p => ({
      clientPersonId: p.id,
      signs: true,
      share: sample.client.people.find(x => x.name === p.name)?.share ?? 0,
    })),
    concludedWhere: sample.concludedWhere,
    workType: sample.workType,
    signing,
  })
}

/** Sends to everybody, by mail and where there is a number by text message; what is missing stops it with its sentence. */
export async function send(company: Browser, documentId: string): Promise<{ version: number; hash: string }> {
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
  return company.api('post', `/api/app/documents/${documentId}/send`, {
    revision: d.revision,
    to: d.parties.map(p => ({ partyId: p.id, mail: true, sms: p.phone !== null })),
  })
}

/** A person with a phone, to whom mail of earlier walks is no news. */
export async function personWithPhone(url: string): Promise<Browser> {
  const person = new Browser(
    url,
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36',
  )
  await person.passOverOldMail()
  return person
}

/** Opens the room from the mail; `saying` is what tells the mail from others to the same person. */
export async function openRoomFromMail(person: Browser, email: string, saying: string, title: string): Promise<string> {
  const link = `${await person.linkInMailTo(email, '/rum/', saying)}/`
  const page = await person.page(link)
  if (!page.includes(title.replaceAll('&', '&amp;'))) throw new Error('Sidan visar inte dokumentet.')
  return link
}

/** Ticks what is to be ticked, orders, and approves in the test phone. */
export async function signWithBankId(person: Browser, roomUrl: string, personalNumber: string): Promise<void> {
  const page = await person.page(`${roomUrl}skriv-under`)
  const ticks = [...page.matchAll(/<input type="checkbox" name="tick" value="([^"]+)"/g)].map(
    m => ['tick', m[1] as string] as [string, string],
  )
  await person.formPairs(`${roomUrl}skriv-under`, [...ticks, ['way', 'here']])
  await approve(person, person.lastUrl, personalNumber)
}

/** Approves in the test phone what a waiting page asks for. */
export async function approve(person: Browser, waiting: string, personalNumber: string): Promise<void> {
  const page = await person.page(waiting)
  const start = /href="(http:\/\/127\.0\.0\.1:\d+\/)\?autostarttoken=([^"&]+)"/.exec(page)
  if (!start) throw new Error('Sidan visar ingen väg till BankID.')
  const answer = await fetch(`${start[1]}api/approve`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ autoStartToken: decodeURIComponent(start[2] as string), personalNumber }),
  })
  if (!answer.ok) throw new Error(`Testtelefonen svarade ${answer.status}: ${await answer.text()}`)
}

/** Where a walk leaves its files. */
export function outFile(name: string): string {
  const out = resolve('out')
  mkdirSync(out, { recursive: true })
  return join(out, name)
}

/** Both parties' sealed file, which is one and the same; written to `out/`. */
export async function fetchSealed(
  company: Browser,
  person: Browser,
  of: { documentId: string; roomUrl: string; name: string },
): Promise<Uint8Array> {
  const mine = await person.bytes(`${of.roomUrl}avtal.pdf`)
  const theirs = await company.bytes(`/api/app/documents/${of.documentId}/pdf`)
  if (Buffer.compare(mine, theirs) !== 0) throw new Error('Filerna är inte lika.')
  writeFileSync(outFile(`${of.name}.pdf`), mine)
  return mine
}

/** Checks a sealed file, with the evidence of a signature where one was fetched; a changed byte must be found. */
export async function checkSealed(
  person: Browser,
  pdf: Uint8Array,
  evidence: Uint8Array | null,
  say: (line: string) => void,
): Promise<boolean> {
  const pem = await person.page('/forsegling/rot.pem')
  writeFileSync(outFile('rot.pem'), pem)
  const roots = fromPem(pem)
  const report = await verifyPdf(pdf, { seal: roots, timestamp: roots })
  const second = report.manifest && evidence ? await verifyEvidence(report.manifest, evidence, roots) : null
  for (const line of [...sayReport(report, 'sv'), ...(evidence ? sayEvidence(second, 'sv') : [])])
    say(`           ${line.text}`)
  const changed = pdf.slice()
  changed[Math.floor(changed.length / 2)] = (changed[Math.floor(changed.length / 2)] as number) ^ 1
  if ((await verifyPdf(changed, { seal: roots, timestamp: roots })).intact === 'intact')
    throw new Error('En ändrad byte upptäcktes inte.')
  return allHolds(report, second) && report.seal?.trust === 'known' && (evidence === null || second?.ok === true)
}
