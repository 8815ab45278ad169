import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Change, DocumentContent, PriceRow } from '../blocks/contract.ts'
import { addClient } from '../clients/clients.ts'
import { NewClient } from '../clients/contract.ts'
import { evidenceBucket, sendDocument } from '../delivery/send.ts'
import { beginOrder, readOrder } from '../ordering/orders.ts'
import { completeCode } from '../ordering/sign.ts'
import { replyToNotice } from '../recipient/answers.ts'
import { openRoom } from '../recipient/room.ts'
import { signingCode } from '../signing/code.ts'
import { ask } from '../testing/ask.ts'
import { type SentQuote, sentQuote } from '../testing/sent-quote.ts'
import { signedQuote } from '../testing/signed-quote.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { beginChange, beginWork, noteAttempt, setGround } from './changes.ts'
import { createDraft, saveDraft, setRecipients } from './drafts.ts'
import { readChange, readJob } from './jobs.ts'
import { linkToken } from './link-token.ts'
import { presentDocument } from './present.ts'

let service: TestService
let quote: SentQuote
let original: number
beforeAll(async () => {
  service = await startTestService({ jobs: false })
  quote = await signedQuote(service, { seal: false })
  const [row] = await ask(service.superuserUrl, 'select total_ore::int as ore from document where id = $1', [
    quote.documentId,
  ])
  original = row.ore
})
afterAll(() => service.close())

const within = <T>(
  work: (tx: Parameters<Parameters<TestService['services']['database']['company']>[1]>[0]) => Promise<T>,
) => service.services.database.company(quote.companyId, work)
const visitor = () => ({
  ip: '127.0.0.1',
  userAgent: 'prov',
  language: 'sv' as const,
  url: new URL(`${service.url}/rum/x`),
})
const begin = (id = quote.documentId) => within(tx => beginChange(service.services, tx, quote.actor, id, 'sv'))
const row = (kr: number): PriceRow => ({
  id: 'rad1',
  description: 'Byte av rötskadad bjälke',
  work: 'material',
  quantityMilli: 1000,
  unit: 'st',
  unitPriceOre: kr * 100,
  vatRate: 25,
  deductible: false,
  offered: 'included',
})

async function write(id: string, change: Partial<Change>, kr: number | null) {
  await within(async tx => {
    const d = await tx
      .selectFrom('document')
      .select(['content', 'revision'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const content: DocumentContent = {
      ...d.content,
      title: 'Rötskadad bjälke',
      change: { ...(d.content.change as Change), reason: 'Syntes först när golvet var rivet.', days: 2, ...change },
      blocks: d.content.blocks.map(b =>
        b.type === 'text'
          ? { ...b, body: 'Bjälken under diskmaskinen är rötskadad.' }
          : b.type === 'price-table' && kr !== null
            ? { ...b, rows: [row(kr)] }
            : b,
      ),
    }
    await saveDraft(tx, quote.actor, { documentId: id, revision: d.revision, content }, service.services.clock.now())
  })
}

/** Sends it to everybody and opens the first one's room. */
async function sendAndOpen(id: string) {
  const { services } = service
  const key = await services.vault.make(quote.companyId, evidenceBucket(services.clock.now()))
  await within(async tx => {
    const { revision } = await tx
      .selectFrom('document')
      .select('revision')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const parties = await tx
      .selectFrom('document_party')
      .select('id')
      .where('document_id', '=', id)
      .orderBy('position')
      .execute()
    const to = parties.map(p => ({ partyId: p.id, mail: true, sms: false }))
    await sendDocument(
      services,
      tx,
      quote.actor,
      { documentId: id, revision, to, language: 'sv' },
      { key, sealReady: true },
    )
  })
  const [link] = await ask(
    service.superuserUrl,
    `select l.id from room_link l join document_party p on p.id = l.party_id where l.document_id = $1 and l.ended_at is null order by p.position limit 1`,
    [id],
  )
  return openRoom(services, linkToken(services.secrets, link.id), visitor())
}

type Room = Awaited<ReturnType<typeof sendAndOpen>>
async function order(room: Room, ...ticks: string[]) {
  const { services } = service
  const how = { ticked: new Set(ticks), method: 'code-mail', sameDevice: true, drawing: null, purpose: 'sign' } as const
  const id = await beginOrder(services, room, how, visitor())
  const begun = await readOrder(services, quote.companyId, id)
  if (!begun) throw new Error('No order was begun.')
  expect(await completeCode(services, begun, signingCode(services.secrets, id))).toBe('signed')
  return begun
}
const change = (id: string) => within(tx => readChange(service.services, tx, quote.companyId, id))
const events = async (id: string) =>
  (await ask(service.superuserUrl, 'select type from document_event where document_id = $1 order by seq', [id])).map(
    e => e.type,
  )

describe('an ÄTA', () => {
  test('is noticed, answered, ordered and begun, each an act of its own; the ledger says what stands', async () => {
    const made = await begin()
    expect(made.number).toMatch(/^\d{4}-\d{4} ÄTA 1$/)
    expect(await change(made.id)).toMatchObject({
      no: 1,
      noticedAt: null,
      start: { may: 'no', code: 'start.not-noticed' },
    })
    await write(made.id, {}, 10_000)
    const room = await sendAndOpen(made.id)
    const view = presentDocument({ frozen: room.frozen, chosen: new Set(), language: 'sv', today: room.today })
    expect(view.kindWord).toBe('Tillägg 1')
    expect(JSON.stringify(view.sections)).toContain('Vi har hittat något som påverkar arbetet')
    expect(await change(made.id)).toMatchObject({
      start: { may: 'no', code: 'start.asked' },
      ledger: { originalOre: original, orderedOre: 0, pendingOre: 1_000_000, todayOre: original },
    })
    await expect(within(tx => beginWork(service.services, tx, quote.actor, made.id))).rejects.toMatchObject({
      code: 'start-refused',
    })
    await within(tx => replyToNotice(service.services, tx, room, 'call-me'))
    await within(tx => noteAttempt(service.services, tx, quote.actor, { documentId: made.id, how: 'phone' }))
    await within(tx =>
      setGround(tx, quote.actor, { documentId: made.id, ground: 'small', reason: 'Lågt pris mot avtalet.' }),
    )
    expect(await change(made.id)).toMatchObject({ stance: 'call-me', start: { may: 'limited', code: 'start.small' } })

    const begun = await order(room, 'withdrawal.early-start')
    expect(begun.agreement.order.id).toBe('order.ata.add')
    const stands = await change(made.id)
    expect(stands).toMatchObject({
      start: { may: 'yes', code: 'start.early-ok' },
      ledger: { orderedOre: 1_000_000, pendingOre: 0, todayOre: original + 1_000_000, daysOrdered: 2 },
    })
    await within(tx => beginWork(service.services, tx, quote.actor, made.id))
    expect(await events(made.id)).toEqual(
      expect.arrayContaining(['created', 'sent', 'noticed', 'notice-answered', 'attempted', 'signed', 'started']),
    )
  })

  test('that lowers the price is approved, not ordered: no withdrawal, and today is less', async () => {
    const before = await within(tx => readJob(service.services, tx, quote.companyId, quote.documentId, 'sv'))
    const made = await begin()
    expect(made.number).toMatch(/ÄTA 2$/)
    await write(made.id, { type: 'removal', raisedBy: 'wish', days: 0 }, -4000)
    const room = await sendAndOpen(made.id)
    expect(room.frozen.texts.map(t => t.id)).not.toContain('withdrawal.form')
    expect(room.frozen.change).toMatchObject({ no: 2, originalOre: original })
    const begun = await order(room)
    expect(begun.agreement.order).toMatchObject({
      id: 'order.ata.reduce',
      words: expect.stringMatching(/4\s000\skr mindre/),
    })
    const after = await within(tx => readJob(service.services, tx, quote.companyId, quote.documentId, 'sv'))
    expect(after.ledgers[0]?.todayOre).toBe((before.ledgers[0]?.todayOre ?? 0) - 400_000)
    expect(after.documents.map(d => d.kind)).toEqual(['quote', 'change-order', 'change-order'])
  })

  test('whose price follows gives notice and cannot be ordered', async () => {
    const made = await begin()
    await write(made.id, { priceFollows: true }, null)
    const room = await sendAndOpen(made.id)
    await expect(order(room)).rejects.toMatchObject({ code: 'not-ordered-here' })
    expect((await change(made.id)).ledger).toMatchObject({ unpriced: 1, pendingOre: 0 })
  })

  test('goes to the client of its agreement, and to nobody else', async () => {
    const made = await begin()
    const stranger = await within(tx =>
      addClient(service.services, tx, quote.companyId, NewClient.parse({ kind: 'person', name: 'Grannen' }), {
        people: [],
        numbers: new Map(),
      }),
    )
    const to = (client: { id: string; name: string }) =>
      within(tx =>
        setRecipients(
          tx,
          quote.actor,
          { documentId: made.id, client, parties: [], concludedWhere: 'home', workType: 'ordinary' },
          service.services.newId,
        ),
      )
    await expect(to({ id: stranger, name: 'Grannen' })).rejects.toMatchObject({ code: 'change-client' })
    const [own] = await ask(
      service.superuserUrl,
      'select client_id as id, client_name as name from document where id = $1',
      [quote.documentId],
    )
    await to(own)
  })

  test('belongs to something signed, and says of itself only where it is one', async () => {
    const unsigned = await sentQuote(service.services, { shortened: true })
    await expect(
      service.services.database.company(unsigned.companyId, tx =>
        beginChange(service.services, tx, unsigned.actor, unsigned.documentId, 'sv'),
      ),
    ).rejects.toMatchObject({ code: 'contract-unsigned' })
    const id = service.services.newId()
    const [{ content }] = await ask(service.superuserUrl, 'select content from document where id = $1', [
      quote.documentId,
    ])
    const now = service.services.clock.now()
    await within(tx =>
      createDraft(tx, quote.actor, { id, kind: 'other', title: 'Egenkontroll', content, client: null }, now),
    )
    const misplaced = {
      ...content,
      change: {
        type: 'addition',
        raisedBy: 'wish',
        rules: '',
        place: '',
        reason: '',
        ifNot: '',
        days: 0,
        priceFollows: false,
      },
    }
    await expect(
      within(tx => saveDraft(tx, quote.actor, { documentId: id, revision: 1, content: misplaced }, now)),
    ).rejects.toMatchObject({ code: 'change-misplaced' })
  })

  test('is refused by the database too: to what is unsigned, begun too soon, and any signature on what does not bind', async () => {
    const made = await begin()
    const write = (sql: string, values: unknown[]) => ask(service.superuserUrl, sql, values)
    await expect(
      write(
        `insert into change_order (company_id, document_id, contract_id, contract_version, no) values ($1, $2, $2, 1, 9)`,
        [quote.companyId, made.id],
      ),
    ).rejects.toThrow('belongs to a signed version')
    await expect(write('update change_order set started_at = now() where document_id = $1', [made.id])).rejects.toThrow(
      'not begun before',
    )
    const [paper] = await ask(service.superuserUrl, `select id from document where kind = 'other' limit 1`)
    await expect(
      write(
        `insert into signature select (s).* from (select jsonb_populate_record(s, jsonb_build_object('id', uuidv7(), 'document_id', $1::text)) as s from signature s limit 1) x`,
        [paper.id],
      ),
    ).rejects.toThrow('not signed')
  })
})
