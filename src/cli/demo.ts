// The whole walk over HTTP, as the two people and by public paths alone: a quote is written, sent, opened, answered, signed, sealed and
// verified. What happened goes to standard error; with --json the last line of standard output is one object.
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { stockholmDate } from '../kernel/dates.ts'
import { readSample, type Sample, sampleContent, samplePicture, samplePictures } from '../samples/sample.ts'
import type { Browser } from './browser.ts'
import { walkChain } from './job-chain.ts'
import { type OwnService, startOwnService } from './own-service.ts'
import {
  address,
  approve,
  checkSealed,
  fetchSealed,
  openCompany,
  openRoomFromMail,
  outFile,
  personWithPhone,
  type Step,
  type StepTaken,
  send,
  signWithBankId,
  stepper,
  type Until,
} from './walking.ts'

export type DemoResult = {
  sample: string
  documentId: string
  versionHash: string
  roomUrl: string
  sealedPdf: string | null
  verified: boolean
  steps: StepTaken[]
  /** Of a chain: what the agreement comes to, öre incl. VAT. */
  ledger?: { original: number; ordered: number; pending: number; today: number }
  /** Of a chain: whether a customer withdrew from another agreement in time. */
  withdrawn?: boolean
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

type Options = { untilOpened: boolean; say: (line: string) => void; meanwhile?: () => Promise<unknown> }

/** Takes the walk that a sample describes; one with a chain goes on after the quote is signed. */
export const walk = (sample: Sample, url: string, options: Options): Promise<DemoResult> =>
  sample.chain && !options.untilOpened
    ? walkChain({ ...sample, chain: sample.chain }, url, options)
    : walkQuote(sample, url, options)

async function walkQuote(sample: Sample, url: string, options: Options): Promise<DemoResult> {
  const { step, steps, until } = stepper(options.say, options.meanwhile)
  const { company, client } = await openCompany(sample, url, step)
  const documentId = await step('skriver offerten', () => writeQuote(company, sample, client, 'one'))
  const signer = sample.client.people.find(p => p.name === sample.signer)
  if (!signer) throw new Error('Exemplets undertecknare finns inte bland kundens personer.')
  const recipient = await personWithPhone(url)
  const sent = await step('skickar till kunden med mejl och sms', () => send(company, documentId))
  const roomUrl = await step('kunden öppnar länken', async () => {
    const link = await openRoomFromMail(recipient, signer.email, sample.company.name, sample.quote.title)
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
  await step('kunden väljer', () => choose(recipient, roomUrl, sample.choose))
  return signAndVerify({ sample, company, recipient, roomUrl, documentId, result, step, until, say: options.say })
}

/** Writes the sample's quote, pictures and all. */
export async function writeQuote(
  company: Browser,
  sample: Sample,
  client: Parameters<typeof address>[2],
  signing: 'one' | 'all',
): Promise<string> {
  const pictures = new Map<string, string>()
  for (const file of samplePictures(sample)) pictures.set(file, await company.upload(samplePicture(sample, file)))
  const { id } = await company.api<{ id: string }>('post', '/api/app/documents', {
    clientId: client.id,
    title: sample.quote.title,
  })
  await address(company, sample, client, id, signing)
  const draft = await company.api<{ revision: number }>('get', `/api/app/documents/${id}`)
  await company.api('put', `/api/app/documents/${id}/content`, {
    revision: draft.revision,
    content: sampleContent(sample, stockholmDate(new Date()), pictures),
  })
  return id
}

/** Picks by the words that stand beside each box. `more`: fields beside them, as quantities are. */
export async function choose(
  recipient: Browser,
  roomUrl: string,
  wanted: readonly string[],
  more: readonly [string, string][] = [],
): Promise<void> {
  const page = await recipient.page(roomUrl)
  const inputs = [...page.matchAll(/<label class="opt[^"]*"><input([^>]*)\/>(?:<img[^>]*\/>)?<span>([^<]*)/g)]
  const fields = inputs
    .filter(m => wanted.includes((m[2] as string).trim().replaceAll('&amp;', '&')))
    .map(
      m =>
        [/name="([^"]+)"/.exec(m[1] as string)?.[1], /value="([^"]+)"/.exec(m[1] as string)?.[1]] as [string, string],
    )
  if (fields.length !== wanted.length) throw new Error('Alla val finns inte på sidan.')
  await recipient.formPairs(`${roomUrl}val`, [...fields, ...more])
}

type Walked = {
  sample: Sample
  company: Browser
  recipient: Browser
  roomUrl: string
  documentId: string
  say: (line: string) => void
  result: (more: Partial<DemoResult>) => DemoResult
  step: Step
  until: Until
}

async function signAndVerify(w: Walked): Promise<DemoResult> {
  const person = w.sample.client.people.find(p => p.name === w.sample.signer)
  // The number is the one the company was given; a company's signer has one of their own.
  const personalNumber = String(person?.personalNumber ?? '198502152393').replace(/\D/g, '')
  await w.step('kunden granskar, beställer och skriver under i testtelefonen', async () => {
    await signWithBankId(w.recipient, w.roomUrl, personalNumber)
    await w.until(
      async () => (await w.recipient.page(w.roomUrl)).match(/data-state="(signed|sealed)"/) !== null,
      'Underskriften kom inte fram.',
    )
  })
  await w.step('avtalet förseglas', () =>
    w.until(async () => (await w.recipient.page(w.roomUrl)).includes('data-state="sealed"'), 'Filen förseglades inte.'),
  )
  const pdf = await w.step('båda har den förseglade filen', async () => {
    const { documentId, roomUrl } = w
    const mine = await fetchSealed(w.company, w.recipient, { documentId, roomUrl, name: w.sample.name })
    await w.recipient.attachmentTo(person?.email ?? '', mine)
    return mine
  })
  const evidence = await w.step('kunden legitimerar sig och hämtar bevisfilen', async () => {
    await w.recipient.formPairs(`${w.roomUrl}bevis`, [['way', 'here']])
    const waiting = w.recipient.lastUrl
    await approve(w.recipient, waiting, personalNumber)
    await w.until(async () => (await w.recipient.page(waiting)).includes('bevis.json'), 'Legitimeringen kom inte fram.')
    const bytes = await w.recipient.bytes(`${waiting}/bevis.json`)
    writeFileSync(outFile(`${w.sample.name}-bevis.json`), bytes)
    return bytes
  })
  const verified = await w.step('filen kontrolleras', () => checkSealed(w.recipient, pdf, evidence, w.say))
  return w.result({ sealedPdf: outFile(`${w.sample.name}.pdf`), verified })
}
