// A whole job over HTTP: a quote with packages that two sign, an ÄTA by notice that waits, one by order and a credit that are signed, the
// ledger that says what stands; and another quote that its customer signs and withdraws from. Every sealed file is checked.
import type { DocumentContent } from '../blocks/contract.ts'
import { addDays, stockholmDate } from '../kernel/dates.ts'
import { shortId } from '../kernel/ids.ts'
import { type Chain, type ChangeSample, type Sample, sampleRows } from '../samples/sample.ts'
import type { Browser } from './browser.ts'
import { choose, type DemoResult, writeQuote } from './demo.ts'
import {
  address,
  checkSealed,
  fetchSealed,
  openCompany,
  openRoomFromMail,
  outFile,
  personWithPhone,
  send,
  signWithBankId,
  stepper,
} from './walking.ts'

type Draft = { revision: number; content: DocumentContent }
type Ledger = { originalOre: number; orderedOre: number; pendingOre: number; todayOre: number }

export async function walkChain(
  sample: Sample & { chain: Chain },
  url: string,
  { say, meanwhile }: { say: (line: string) => void; meanwhile?: () => Promise<unknown> },
): Promise<DemoResult> {
  const { chain } = sample
  const { step, steps, until } = stepper(say, meanwhile)
  const { company, client } = await openCompany(sample, url, step)
  const [first, second] = await Promise.all(
    sample.client.people.map(async p => ({
      ...p,
      number: String(p.personalNumber).replace(/\D/g, ''),
      browser: await personWithPhone(url),
    })),
  )
  if (!first || !second) throw new Error('Kedjan behöver två undertecknare.')
  const sealed: { name: string; pdf: Uint8Array }[] = []
  const seal = async (documentId: string, roomUrl: string, name: string) => {
    await until(
      async () => (await first.browser.page(roomUrl)).includes('data-state="sealed"'),
      'Filen förseglades inte.',
    )
    sealed.push({
      name,
      pdf: await fetchSealed(company, first.browser, { documentId, roomUrl, name: `job-chain-${name}` }),
    })
  }

  const documentId = await step('skriver offerten med paket', () => writeQuote(company, sample, client, 'all'))
  const sent = await step('skickar till båda', () => send(company, documentId))
  const rooms = await step('båda öppnar sin länk', () =>
    Promise.all(
      [first, second].map(p => openRoomFromMail(p.browser, p.email, sample.company.name, sample.quote.title)),
    ),
  )
  const [roomUrl, otherRoom] = rooms as [string, string]
  await step('den ena väljer paket och antal meter list', async () => {
    const page = await first.browser.page(roomUrl)
    const metres = /name="(q-[a-z0-9]+)"/.exec(page)?.[1]
    if (!metres) throw new Error('Sidan frågar inte efter antal.')
    await choose(first.browser, roomUrl, sample.choose, [[metres, chain.metres]])
  })
  await step('den ena skriver under, och avtalet väntar på den andra', async () => {
    await signWithBankId(first.browser, roomUrl, first.number)
    await until(
      async () =>
        (await company.api<{ state: string }>('get', `/api/app/documents/${documentId}`)).state === 'partly-signed',
      'Den första underskriften kom inte fram.',
    )
  })
  await step('den andra skriver under, och avtalet förseglas', async () => {
    await signWithBankId(second.browser, otherRoom, second.number)
    await seal(documentId, roomUrl, 'avtal')
  })

  const begin = (which: ChangeSample, type: 'addition' | 'removal', raisedBy: 'discovered' | 'ordered') =>
    writeChange(company, documentId, which, { type, raisedBy })
  const openChange = (which: ChangeSample) => openRoomFromMail(first.browser, first.email, which.title, which.title)
  await step('underrättar om något som hittats, och kunden vill bli uppringd', async () => {
    const id = await begin(chain.notice, 'addition', 'discovered')
    await send(company, id)
    const room = await openChange(chain.notice)
    await first.browser.form(`${room}besked`, { svar: 'call-me' })
    await company.api('post', `/api/app/documents/${id}/attempts`, { how: 'phone' })
    const { start } = await company.api<{ start: { may: string } }>('get', `/api/app/documents/${id}/change`)
    if (start.may === 'yes') throw new Error('Arbetet får börja utan svar.')
  })
  for (const [name, which, type] of [
    ['beställning', chain.order, 'addition'],
    ['avdrag', chain.credit, 'removal'],
  ] as const)
    await step(
      type === 'addition' ? 'båda beställer ett tillägg, som förseglas' : 'båda godkänner ett avdrag, som förseglas',
      async () => {
        const id = await begin(which, type, 'ordered')
        await send(company, id)
        const room = await openChange(which)
        const other = await openRoomFromMail(second.browser, second.email, which.title, which.title)
        // Who signed the agreement signs what changes it.
        await signWithBankId(first.browser, room, first.number)
        await until(
          async () =>
            (await company.api<{ state: string }>('get', `/api/app/documents/${id}`)).state === 'partly-signed',
          'Den första underskriften kom inte fram.',
        )
        await signWithBankId(second.browser, other, second.number)
        await seal(id, room, name)
      },
    )
  const ledger = await step('huvudboken säger vad som gäller i dag', async () => {
    const { ledgers } = await company.api<{ ledgers: Ledger[] }>('get', `/api/app/jobs/${documentId}`)
    const found = ledgers[0]
    if (!found) throw new Error('Jobbet har ingen huvudbok.')
    return { original: found.originalOre, ordered: found.orderedOre, pending: found.pendingOre, today: found.todayOre }
  })

  const withdrawn = await step('kunden skriver under en annan offert och ångrar sig', async () => {
    const id = await writeRegretted(company, sample, client)
    await send(company, id)
    const room = await openRoomFromMail(first.browser, first.email, chain.regretted.title, chain.regretted.title)
    await signWithBankId(first.browser, room, first.number)
    await seal(id, room, 'ångrat')
    const said = { name: first.name, scope: 'whole', part: '', note: chain.regretted.note, receiptTo: first.email }
    await first.browser.form(`${room}angra`, said)
    const receipt = await first.browser.form(`${room}angra`, { ...said, gor: 'bekrafta' })
    await first.browser.mailTo(
      first.email,
      m => m.subject.startsWith('Kvittens') && m.text.includes(chain.regretted.title),
    )
    const { state } = await company.api<{ state: string }>('get', `/api/app/documents/${id}`)
    return state === 'rescinded' && receipt.includes(chain.regretted.note)
  })
  const verified = await step('alla förseglade filer kontrolleras', async () => {
    let all = true
    for (const { name, pdf } of sealed) {
      say(`           ${name}:`)
      all = (await checkSealed(first.browser, pdf, null, say)) && all
    }
    return all && sealed.length === 4 && withdrawn
  })
  return {
    sample: sample.name,
    documentId,
    versionHash: sent.hash,
    roomUrl,
    sealedPdf: outFile('job-chain-avtal.pdf'),
    verified,
    steps,
    ledger,
    withdrawn,
  }
}

async function writeChange(
  company: Browser,
  contractId: string,
  which: ChangeSample,
  how: { type: 'addition' | 'removal'; raisedBy: 'discovered' | 'ordered' },
): Promise<string> {
  const { id } = await company.api<{ id: string }>('post', `/api/app/documents/${contractId}/changes`, {})
  const { revision, content } = await company.api<Draft>('get', `/api/app/documents/${id}`)
  if (!content.change) throw new Error('Ändringen säger inget om sig själv.')
  const { title, place, reason, ifNot, days } = which
  const rows = sampleRows(which.rows, content.pricing.deduction !== 'none')
  await company.api('put', `/api/app/documents/${id}/content`, {
    revision,
    content: {
      ...content,
      title,
      change: { ...content.change, ...how, place, reason, ifNot, days },
      blocks: content.blocks.map(b =>
        b.type === 'text' ? { ...b, body: which.happened } : b.type === 'price-table' ? { ...b, rows } : b,
      ),
    },
  })
  return id
}

/** A small quote to the same household, which one of them signs alone. */
async function writeRegretted(
  company: Browser,
  sample: Sample & { chain: Chain },
  client: Parameters<typeof address>[2],
): Promise<string> {
  const { title, scope, rows } = sample.chain.regretted
  const { id } = await company.api<{ id: string }>('post', '/api/app/documents', { clientId: client.id, title })
  await address(company, sample, client, id)
  const { revision, content } = await company.api<Draft>('get', `/api/app/documents/${id}`)
  await company.api('put', `/api/app/documents/${id}/content`, {
    revision,
    content: {
      ...content,
      title,
      validTo: addDays(stockholmDate(new Date()), sample.quote.validDays),
      blocks: [
        { id: shortId(), type: 'text', heading: 'Det här gör vi', body: scope },
        { id: shortId(), type: 'price-table', heading: 'Pris', rows: sampleRows(rows, false), choices: [] },
      ],
    },
  })
  return id
}
