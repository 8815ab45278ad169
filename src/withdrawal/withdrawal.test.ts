// A consumer changes their mind: in time it ends the agreement, late it waits for an answer, and every message gets a receipt.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendDispatch } from '../delivery/dispatch.ts'
import { evidenceBucket, sendDocument } from '../delivery/send.ts'
import { beginChange } from '../documents/changes.ts'
import { saveDraft } from '../documents/drafts.ts'
import { linkToken } from '../documents/link-token.ts'
import { sealAgreement } from '../ordering/seal-job.ts'
import { movableClock } from '../platform/clock.ts'
import { ask } from '../testing/ask.ts'
import { runWaiting, sentTo } from '../testing/run-waiting.ts'
import { sampleFrozen, sampleRoom } from '../testing/sample-room.ts'
import type { SentQuote } from '../testing/sent-quote.ts'
import { signedQuote } from '../testing/signed-quote.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { answerNotice, hasWithdrawal, receiptOf } from './notices.ts'
import { withdrawalPage } from './pages/withdrawal-page.tsx'

const SIGNED = new Date('2026-11-24T10:00:00Z')
const DAY = 86_400_000
let service: TestService
let clock: ReturnType<typeof movableClock>
beforeAll(async () => {
  clock = movableClock(SIGNED)
  service = await startTestService({ jobs: false, clock })
})
afterAll(() => service.close())

const roomUrl = (q: SentQuote, n = 0) =>
  `${service.url}/rum/${linkToken(service.services.secrets, q.links[n] as string)}/`
const read = async (q: SentQuote, path: string, n = 0) => (await fetch(`${roomUrl(q, n)}${path}`)).text()
const post = async (q: SentQuote, values: Record<string, string>) => {
  const response = await fetch(`${roomUrl(q)}angra`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: service.url },
    body: new URLSearchParams(values),
  })
  return { status: response.status, text: await response.text() }
}
const rows = (sql: string, values: unknown[]) => ask(service.superuserUrl, sql, values)
const stateOf = async (q: SentQuote) =>
  (await rows('select state from document where id = $1', [q.documentId]))[0].state
const notices = (q: SentQuote) =>
  rows('select * from withdrawal_notice where document_id = $1 order by id', [q.documentId])
const within = <T>(
  q: SentQuote,
  work: (tx: Parameters<Parameters<TestService['services']['database']['company']>[1]>[0]) => Promise<T>,
) => service.services.database.company(q.companyId, work)

const whole = { name: 'Åsa Prov', scope: 'whole', part: '', note: 'Vi har tänkt om.', receiptTo: 'annan@prov.example' }

describe('withdrawing', () => {
  test('is said, confirmed and over: the agreement ends, and everybody concerned has it in writing', async () => {
    clock.set(SIGNED)
    const quote = await signedQuote(service, { seal: false })
    const [own, other] = await rows(
      'select c.email, c.name from document_party p join client_person c on c.id = p.client_person_id where p.document_id = $1 order by p.position',
      [quote.documentId],
    )
    const change = await within(quote, tx => beginChange(service.services, tx, quote.actor, quote.documentId, 'sv'))
    clock.set(new Date(SIGNED.getTime() + 14 * DAY))

    expect(await read(quote, '')).toMatch(/<a class="button" href="angra">Ångra avtalet här/)
    const first = await read(quote, 'angra')
    expect(first).toContain('Till och med 8 december 2026. Du behöver inte ange något skäl.')
    expect(first).toContain(`value="${own.email}"`)
    const asked = await post(quote, whole)
    expect(asked.status).toBe(200)
    expect(asked.text).toContain('Bekräfta frånträde')
    expect(asked.text).toContain('annan@prov.example')
    expect(await notices(quote)).toEqual([])

    const done = await post(quote, { ...whole, gor: 'bekrafta' })
    if (done.status !== 303) throw new Error(service.logs.slice(-3).join('\n'))
    const [notice] = await notices(quote)
    expect(notice).toMatchObject({ outcome: 'ended', in_time: true, note: 'Vi har tänkt om.', name: 'Åsa Prov' })
    expect(await stateOf(quote)).toBe('rescinded')

    const receipt = receiptOf(notice.id)
    for (const seen of [await read(quote, 'angra'), await read(quote, 'angra')]) {
      expect(seen).toContain(receipt)
      expect(seen).toContain('8 december 2026 kl. 11.00')
      expect(seen).not.toContain('angra?nytt')
    }
    const room = await read(quote, '')
    expect(room).toContain('Avtalet är ångrat.')
    expect(room).not.toContain('Ångra avtalet här</a>')

    await runWaiting(service, sendDispatch as never)
    const mail = async (to: string) => (await sentTo(service, to)).filter(m => m.subject.startsWith('Kvittens'))
    const [mine] = await mail(own.email)
    for (const word of [receipt, '8 december 2026 kl. 11.00', 'Jag ångrar hela avtalet.', 'Vi har tänkt om.'])
      expect(mine?.body_text).toContain(word)
    // A mistyped address must not be handed the way in.
    const [typed] = await mail('annan@prov.example')
    expect(typed?.body_text).toContain(receipt)
    expect(typed?.body_text).not.toContain('/rum/')
    expect(await mail(other.email)).toHaveLength(1)
    const [event] = await rows("select data from document_event where document_id = $1 and type = 'client-withdrew'", [
      quote.documentId,
    ])
    expect(event.data).toMatchObject({ receipt, inTime: true, lastDay: '2026-12-08', outcome: 'ended' })

    // What was agreed is sealed all the same: it is the proof of what was withdrawn from. And there is nothing left to change.
    await sealAgreement.run(
      service.services,
      { companyId: quote.companyId, documentId: quote.documentId, version: 1 },
      1,
    )
    expect(await stateOf(quote)).toBe('rescinded')
    expect((await fetch(`${roomUrl(quote)}avtal.pdf`)).status).toBe(200)
    await expect(
      within(quote, tx => beginChange(service.services, tx, quote.actor, quote.documentId, 'sv')),
    ).rejects.toMatchObject({ code: 'contract-unsigned' })
    expect(change.id).toBeTruthy()
  })

  test('takes with it what still waited for an answer on the agreement', async () => {
    clock.set(SIGNED)
    const quote = await signedQuote(service, { seal: false })
    const { id } = await within(quote, tx => beginChange(service.services, tx, quote.actor, quote.documentId, 'sv'))
    const [{ content, revision: before }] = await rows('select content, revision from document where id = $1', [id])
    const said = { ...content.change, priceFollows: true, reason: 'Syntes när golvet var rivet.', days: 2 }
    const blocks = content.blocks.map((b: { type: string }) =>
      b.type === 'text' ? { ...b, body: 'Bjälken är rötskadad.' } : b,
    )
    await within(quote, tx =>
      saveDraft(
        tx,
        quote.actor,
        { documentId: id, revision: before, content: { ...content, title: 'Rötskada', change: said, blocks } },
        clock.now(),
      ),
    )
    const [{ revision }] = await rows('select revision from document where id = $1', [id])
    const parties = await rows('select id from document_party where document_id = $1', [id])
    const key = await service.services.vault.make(quote.companyId, evidenceBucket(clock.now()))
    await within(quote, tx =>
      sendDocument(
        service.services,
        tx,
        quote.actor,
        { documentId: id, revision, to: parties.map(p => ({ partyId: p.id, mail: true, sms: false })), language: 'sv' },
        { key, sealReady: true },
      ),
    )
    await post(quote, { ...whole, gor: 'bekrafta' })
    expect((await rows('select state from document where id = $1', [id]))[0].state).toBe('withdrawn')
  })

  test('asks for a name, for the parts meant and for an address, and keeps what was written', async () => {
    clock.set(SIGNED)
    const quote = await signedQuote(service, { seal: false })
    for (const [values, sentence] of [
      [{ name: '' }, 'Skriv ditt namn.'],
      [{ scope: 'part' }, 'Skriv vilka delar du ångrar'],
      [{ receiptTo: 'ingen' }, '@'],
      [{ note: 'x'.repeat(2001) }, '1 tecken'],
    ] as const) {
      const refused = await post(quote, { ...whole, ...values, gor: 'bekrafta' })
      expect(refused.status).toBe(422)
      expect(refused.text).toContain(sentence)
      expect(refused.text).toContain('annan@prov.example'.slice(0, 'receiptTo' in values ? 0 : 18))
    }
    const back = await post(quote, { ...whole, gor: 'andra' })
    expect(back.text).toContain('Vi har tänkt om.</textarea>')
    expect(await notices(quote)).toEqual([])
  })

  test('of a part, and after the period, waits for the company, which says why the agreement stands or lets it go', async () => {
    clock.set(SIGNED)
    const quote = await signedQuote(service, { seal: false })
    await post(quote, { ...whole, scope: 'part', part: 'Målningen', gor: 'bekrafta' })
    clock.set(new Date(SIGNED.getTime() + 15 * DAY))
    const late = await read(quote, 'angra?nytt')
    expect(late).toContain('gick ångerfristen ut 8 december 2026')
    await post(quote, { ...whole, gor: 'bekrafta' })
    const [part, all] = await notices(quote)
    expect([part.outcome, part.in_time, all.outcome, all.in_time]).toEqual(['waiting', true, 'waiting', false])
    expect(await stateOf(quote)).toBe('signed')

    const say = (noticeId: string, accept: boolean, answer: string) =>
      within(quote, tx =>
        answerNotice(service.services, tx, quote.actor, { documentId: quote.documentId, noticeId, accept, answer }),
      )
    await expect(say(part.id, false, ' ')).rejects.toMatchObject({ code: 'withdrawal-reasons' })
    await say(part.id, false, 'Målningen är redan utförd.')
    await expect(say(part.id, true, '')).rejects.toMatchObject({ code: 'withdrawal-answered-already' })
    expect(await stateOf(quote)).toBe('signed')
    await say(all.id, true, '')
    expect(await stateOf(quote)).toBe('rescinded')
    expect(await read(quote, 'angra')).toContain('Målningen är redan utförd.')
  })

  test('is not there for who has signed nothing, and not for a business', async () => {
    clock.set(SIGNED)
    const quote = await signedQuote(service, { seal: false })
    const unsigned = sampleRoom()
    const signed = sampleRoom({ state: 'signed' })
    const business = sampleFrozen()
    expect(hasWithdrawal(unsigned)).toBe(false)
    expect(hasWithdrawal(signed)).toBe(true)
    expect(hasWithdrawal({ ...signed, frozen: { ...business, client: { ...business.client, kind: 'company' } } })).toBe(
      false,
    )
    expect((await fetch(`${roomUrl(quote).slice(0, -2)}x/angra`)).status).toBe(404)
  })

  test('says why there is no right, and takes a message all the same', () => {
    const terms = {
      concludedOn: '2026-11-24',
      lastDay: null,
      reason: 'premises' as const,
      earlyStart: false,
      startedOn: null,
    }
    const page = withdrawalPage(
      sampleRoom({ state: 'signed' }),
      terms,
      { values: { name: '', scope: 'whole', part: '', note: '', receiptTo: '' }, refused: null },
      'sv',
    )
    expect(page).toContain('Avtalet ingås på plats i företagets egen lokal.')
    expect(page).toContain('Fortsätt</button>')
  })

  test('is held by the database: nothing else ends an agreement so, nothing brings it back, and nobody edits what was said', async () => {
    clock.set(SIGNED)
    const quote = await signedQuote(service, { seal: false })
    const set = (state: string) => rows('update document set state = $2 where id = $1', [quote.documentId, state])
    await expect(set('rescinded')).rejects.toThrow('only a message of withdrawal')
    await post(quote, { ...whole, gor: 'bekrafta' })
    await expect(set('signed')).rejects.toThrow('does not come back')
    await expect(
      within(quote, tx =>
        tx
          .updateTable('withdrawal_notice')
          .set({ note: 'annat' })
          .where('document_id', '=', quote.documentId)
          .execute(),
      ),
    ).rejects.toThrow('permission denied')
    await expect(
      rows("update withdrawal_notice set received_at = received_at + interval '30 days' where document_id = $1", [
        quote.documentId,
      ]),
    ).rejects.toThrow('notice_in_time_by_the_day')
  })
})
