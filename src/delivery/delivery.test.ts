// Mails and text messages as they leave: what stands in them, what does not, and what happens when they do not arrive.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { dateWords } from '../kernel/dates.ts'
import { movableClock } from '../platform/clock.ts'
import { ask } from '../testing/ask.ts'
import { clause } from '../testing/clause.ts'
import { windowOf } from '../testing/company-window.ts'
import { inRoom, readdress, tokenOf } from '../testing/room-of.ts'
import { runWaiting, type Sent, sentTo } from '../testing/run-waiting.ts'
import { type SentQuote, sentQuote } from '../testing/sent-quote.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { deliveryTexts } from './delivery.messages.ts'
import { resendQueued, sendDispatch } from './dispatch.ts'
import { checkNote } from './note.ts'

const clock = movableClock(new Date('2026-11-24T09:00:00Z'))
let service: TestService
let quotes = 0

beforeAll(async () => {
  service = await startTestService({ jobs: false, clock })
})
afterAll(() => service.close())

const leave = () => runWaiting(service, sendDispatch as never)
const dispatches = (quote: SentQuote) =>
  ask(
    service.ownerUrl,
    'select id, message, channel, state, reason, address from dispatch where document_id = $1 order by created_at, id',
    [quote.documentId],
  )

/** A quote to Åsa and Erik at addresses of their own, and the company's window on it. */
async function quoteToTwo(options: { send?: boolean } = {}) {
  const quote = await sentQuote(service.services, { send: false })
  const n = ++quotes
  const [asa, erik] = [`asa${n}@prov.example`, `erik${n}@prov.example`]
  await readdress(service, quote.documentId, 0, { email: asa })
  await readdress(service, quote.documentId, 1, { email: erik, phone: '+46701740605' })
  const window = await windowOf(service, quote.actor as never)
  const path = `/api/app/documents/${quote.documentId}`
  const read = async () => (await window.ask('GET', path)).body
  const send = async (channels: { mail: boolean; sms: boolean } = { mail: true, sms: false }) => {
    const { revision, parties } = await read()
    const to = parties.map((p: { id: string }, i: number) => ({
      partyId: p.id,
      ...channels,
      sms: channels.sms && i === 1,
    }))
    const answer = await window.ask('POST', `${path}/send`, { revision, to })
    expect(answer.status, answer.text).toBe(200)
  }
  if (options.send !== false) await send()
  const links = async (): Promise<string[]> =>
    (
      await ask(
        service.ownerUrl,
        `select l.id from room_link l join document_party p on p.company_id = l.company_id and p.id = l.party_id
         where l.document_id = $1 and l.ended_at is null order by l.version desc, p.position`,
        [quote.documentId],
      )
    ).map(r => r.id)
  const contact = async () =>
    (
      await ask(service.ownerUrl, 'select email from account where id = $1', [
        (quote.actor as { accountId: string }).accountId,
      ])
    )[0].email as string
  const save = async (change: (content: never) => void) => {
    const { revision, content } = await read()
    change(content as never)
    expect((await window.ask('PUT', `${path}/content`, { revision, content })).status).toBe(200)
  }
  return { quote, asa, erik, ask: window.ask, path, read, send, links, contact, save }
}
const tokensIn = (m: Sent) => [...`${m.body_text}\n${m.body_html ?? ''}`.matchAll(/\/rum\/([\w-]{43})/g)].map(t => t[1])

describe('a mail with a quote', () => {
  test(
    'says from whom, about what and until when, and carries the receiver’s own link and no other',
    clause('P-6.3'),
    async () => {
      const one = await quoteToTwo()
      await leave()
      const links = await one.links()
      for (const [i, address] of [one.asa, one.erik].entries()) {
        const [mail, ...more] = await sentTo(service, address)
        expect(more).toEqual([])
        expect(mail).toMatchObject({ subject: 'Offert från Prov Bad & Bygg AB' })
        expect(mail?.sender).toContain('Prov Bad & Bygg AB via Cling')
        expect(mail?.body_text).toContain('Nytt badrum på Ängsbacken 7')
        expect(mail?.body_text).toContain('24 december 2026')
        // Whose the data are, and how that company is reached.
        expect(mail?.body_text).toContain('Prov Bad & Bygg AB ansvarar för dina personuppgifter i det här ärendet')
        expect(mail?.body_text).toMatch(/Prov Bad & Bygg AB, org\.nr 878000-3656, .*@prov/)
        expect(new Set(tokensIn(mail as Sent))).toEqual(new Set([tokenOf(service, links[i] as string)]))
      }
    },
  )

  test('measures nothing: no picture, no script, nothing fetched, and no address but our own', async () => {
    const one = await quoteToTwo()
    await leave()
    const [mail] = await sentTo(service, one.asa)
    const html = mail?.body_html ?? ''
    expect(html).toContain('<a ')
    expect(html).not.toMatch(/<img|<script|<link|<iframe|<object|background=|url\(|@import|srcset/i)
    const urls = [...`${html} ${mail?.body_text}`.matchAll(/https?:\/\/[^\s"'<>]+/g)].map(u => u[0])
    expect(urls.length).toBeGreaterThan(1)
    expect(urls.filter(u => !u.startsWith(`${service.url}/rum/`))).toEqual([])
    expect(urls.filter(u => u.includes('?') || u.includes('#'))).toEqual([])
  })

  test('names no sum and no personal number, also where the people’s are known', clause('L-12'), async () => {
    const one = await quoteToTwo()
    await leave()
    for (const address of [one.asa, one.erik])
      for (const mail of await sentTo(service, address)) {
        expect(mail.subject).not.toMatch(/\d/)
        expect(mail.body_text).not.toMatch(/\bkr\b|840601|850215|personnummer/i)
      }
  })

  test('is about what was sent, though the draft has gone on since', async () => {
    const one = await quoteToTwo()
    await one.save((c: { title: string; validTo: string }) => {
      c.title = 'Ändrad rubrik'
      c.validTo = '2027-02-01'
    })
    await leave()
    const [mail] = await sentTo(service, one.asa)
    expect(mail?.body_text).toContain('Nytt badrum på Ängsbacken 7')
    expect(mail?.body_text).toContain('24 december 2026')
    expect(mail?.body_text).not.toMatch(/Ändrad rubrik|2027/)
    const { body } = await one.ask('GET', '/api/app/documents')
    expect(body.documents[0].validTo).toBe('2026-12-24')
  })

  test('leaves with a link that has not ended meanwhile, or not at all', async () => {
    const one = await quoteToTwo()
    await one.save((c: { title: string }) => {
      c.title = 'Ny version'
    })
    await one.send()
    await leave()
    expect((await sentTo(service, one.asa)).map(m => m.subject)).toEqual(['Ny version från Prov Bad & Bygg AB'])
    expect((await dispatches(one.quote)).map(d => d.state).sort()).toEqual([
      'cancelled',
      'cancelled',
      'delivered',
      'delivered',
    ])
  })

  test('handed over twice by a worker that died in between is one mail', async () => {
    const one = await quoteToTwo()
    const [first] = await dispatches(one.quote)
    const input = { companyId: one.quote.companyId, dispatchId: first.id }
    await sendDispatch.run(service.services, input, 1)
    await ask(service.ownerUrl, `update dispatch set state = 'queued' where id = $1`, [first.id])
    await sendDispatch.run(service.services, input, 2)
    expect(await sentTo(service, first.address)).toHaveLength(1)
  })

  test('no token stands in a row, a job or a log line', async () => {
    const one = await quoteToTwo()
    const jobs = JSON.stringify(await ask(service.superuserUrl, 'select payload from graphile_worker._private_jobs'))
    const rows = JSON.stringify([
      await ask(service.ownerUrl, 'select * from dispatch'),
      await ask(service.ownerUrl, 'select * from room_link'),
      await ask(service.ownerUrl, 'select * from disclosure'),
    ])
    await leave()
    for (const link of await one.links())
      expect(rows + jobs + service.logs.join()).not.toContain(tokenOf(service, link))
    expect(jobs + service.logs.join()).not.toContain(one.asa)
  })
})

describe('a text message', () => {
  test(
    'goes where it is asked for, with the receiver’s own link, and says no more than it needs',
    clause('B-5'),
    async () => {
      const one = await quoteToTwo({ send: false })
      await one.send({ mail: true, sms: true })
      const before = (await sentTo(service, '+46701740605')).length
      await leave()
      const sms = (await sentTo(service, '+46701740605')).slice(before)
      expect(sms).toHaveLength(1)
      expect(tokensIn(sms[0] as Sent)).toEqual([tokenOf(service, (await one.links())[1] as string)])
      expect(sms[0]?.body_text).toMatch(/^Prov Bad & Bygg AB: Här är offerten, gäller till 24 dec/)
      expect(sms[0]?.body_text).not.toMatch(/Erik|badrum|\bkr\b/i)
    },
  )

  test.each(
    Object.entries(deliveryTexts).flatMap(([name, t]) =>
      (['sv', 'en'] as const).map(l => [name, l, t[l].sms] as const),
    ),
  )('%s in %s keeps within one message with the longest company name, its link aside', (_, language, sms) => {
    if (!sms) return expect(sms).toBeNull()
    const text = sms({
      companyShort: 'x'.repeat(30),
      validToShort: dateWords('2026-09-24', language, 'short'),
      link: 'https://cling.example/rum/'.padEnd(69, 'x'),
      code: '123456',
    } as never)
    expect(text.length).toBeLessThanOrEqual(160)
  })

  test(
    'is set words with the company’s name, a day, the link or a code, and nothing that anybody wrote',
    clause('B-5'),
    () => {
      const asked = new Set<string>()
      const noting = new Proxy({}, { get: (_, field) => asked.add(String(field)) && 'x' })
      for (const t of Object.values(deliveryTexts)) for (const l of ['sv', 'en'] as const) t[l].sms?.(noting as never)
      expect([...asked].sort()).toEqual(['The', 'code', 'companyShort', 'link', 'the', 'validToShort'])
      // Beyond them at most a greeting of the sender's, on one line and without numbers that are anybody's.
      expect(checkNote(`${'x'.repeat(78)}\n\ny`, '2026-11-24')?.sms).toBe(`${'x'.repeat(78)} y`)
      expect(checkNote('x'.repeat(81), '2026-11-24')?.sms).toBeNull()
      for (const number of ['19840601-2388', '840601-2388', '4111 1111 1111 1111'])
        expect(() => checkNote(`Hej ${number}`, '2026-11-24')).toThrow()
    },
  )

  test('is refused for a number that takes none, beside the person’s name', async () => {
    const one = await quoteToTwo()
    await readdress(service, one.quote.documentId, 1, { phone: '+46313900605' })
    const partyId = (await one.read()).parties[1].id
    const answer = await one.ask('POST', `${one.path}/send-again`, { partyId, mail: false, sms: true })
    expect(answer.status).toBe(422)
    expect(answer.body.text).toBe('Erik Berg saknar mobilnummer.')
  })
})

describe('the sender’s own words', () => {
  const note = 'Tack för kaffet!\n\nRing mig <b>efter</b> fyra. /Håkan'
  const sendTo = async (
    one: Awaited<ReturnType<typeof quoteToTwo>>,
    words: string,
    channels = { mail: true, sms: true },
  ) => {
    const { revision, parties } = await one.read()
    return one.ask('POST', `${one.path}/send`, {
      revision,
      to: [{ partyId: parties[1].id, ...channels }],
      note: words,
    })
  }
  const entries = async (one: Awaited<ReturnType<typeof quoteToTwo>>, type: string) =>
    (await one.ask('GET', `${one.path}/timeline`)).body.entries.filter((e: { type: string }) => e.type === type)

  test('stand in the mail after the greeting, as plain text, in the text message, and in the timeline', async () => {
    const one = await quoteToTwo({ send: false })
    const texts = (await sentTo(service, '+46701740605')).length
    expect((await sendTo(one, note)).status).toBe(200)
    await leave()
    const [mail] = await sentTo(service, one.erik)
    expect(mail?.body_text).toMatch(
      /Hej Erik!\s+Tack för kaffet!\s+Ring mig <b>efter<\/b> fyra. \/Håkan\s+Här är offerten/,
    )
    expect(mail?.body_html).toContain('Ring mig &lt;b&gt;efter&lt;/b&gt; fyra')
    const [sms] = (await sentTo(service, '+46701740605')).slice(texts)
    expect(sms?.body_text).toMatch(/^Prov Bad.*\nTack för kaffet! Ring mig <b>efter<\/b> fyra. \/Håkan$/)
    expect(await entries(one, 'sent')).toMatchObject([{ note }])
    const told = await ask(
      service.ownerUrl,
      `select d.columns @> '{dispatch.note}' as told from disclosure d where d.document_id = $1`,
      [one.quote.documentId],
    )
    expect(told).toEqual([{ told: true }, { told: true }])
  })

  test('are as they left, whoever would write them anew', async () => {
    const one = await quoteToTwo({ send: false })
    await sendTo(one, note)
    await expect(
      ask(service.ownerUrl, `update dispatch set note = 'Något annat' where document_id = $1`, [one.quote.documentId]),
    ).rejects.toThrow(/as it left/)
  })

  test('too long for a text message go by mail alone, and are refused where no mail goes', async () => {
    const one = await quoteToTwo({ send: false })
    const long = `Tack för kaffet! ${'Vi ses. '.repeat(20)}`.trim()
    const refused = await sendTo(one, long, { mail: false, sms: true })
    expect(refused.status).toBe(422)
    expect(refused.body).toMatchObject({
      text: 'Erik Berg får bara sms, och där ryms 80 tecken. Korta meddelandet, eller skicka även med mejl.',
      fields: { note: expect.any(String) },
    })
    expect((await sendTo(one, long)).status).toBe(200)
    expect(
      await ask(service.ownerUrl, 'select channel, note from dispatch where document_id = $1 order by channel', [
        one.quote.documentId,
      ]),
    ).toEqual([
      { channel: 'mail', note: long },
      { channel: 'sms', note: null },
    ])
    expect(await entries(one, 'sent')).toMatchObject([{ note: long }])
  })

  test.each([
    ['a personal number', 'Ditt nummer är 19840601-2388, stämmer det?', /personnummer/],
    ['a card number', 'Kortet är 4111 1111 1111 1111', /kortnummer/],
  ])('with %s are refused in a sentence, and nothing leaves or is sent', async (_, words, sentence) => {
    const one = await quoteToTwo({ send: false })
    const refused = await sendTo(one, words)
    expect(refused.status).toBe(422)
    expect(refused.body.fields.note).toMatch(sentence)
    expect(refused.text).not.toMatch(/2388|4111/)
    expect((await one.read()).latestVersion).toBe(0)
    expect((await sendTo(one, 'x'.repeat(1001))).status).toBe(422)
  })

  test('go along when it is sent again, and stand with that', async () => {
    const one = await quoteToTwo()
    const partyId = (await one.read()).parties[1].id
    const words = 'Fick du den?'
    const again = (more: object) =>
      one.ask('POST', `${one.path}/send-again`, { partyId, mail: true, sms: false, ...more })
    expect((await again({ note: words })).status).toBe(200)
    expect((await again({})).status).toBe(200)
    expect((await entries(one, 'sent-again')).map((e: { note: string | null }) => e.note)).toEqual([null, words])
    await leave()
    expect((await sentTo(service, one.erik)).filter(m => m.body_text.includes(words))).toHaveLength(1)
  })
})

describe('what does not arrive', () => {
  test('is told to the company, on the list and in the timeline, and the address is not spelt out', async () => {
    const one = await quoteToTwo({ send: false })
    await readdress(service, one.quote.documentId, 0, { email: 'asa@studsar.example' })
    await one.send()
    await leave()
    expect((await one.read()).state).toBe('bounced')
    const told = (await sentTo(service, await one.contact())).at(-1)
    expect(told?.subject).toBe('Nytt badrum på Ängsbacken 7 kom inte fram')
    expect(told?.body_text).toContain('a…@studsar.example')
    expect(told?.body_text).not.toContain('asa@studsar.example')
    expect(told?.body_text).not.toContain((await one.contact()).slice(1))
    expect(tokensIn(told as Sent)).toEqual([])
    const { body } = await one.ask('GET', `${one.path}/timeline`)
    expect(body.entries.filter((e: { type: string }) => e.type === 'bounced')).toHaveLength(1)
    // Erik's arrived all the same.
    expect(await sentTo(service, one.erik)).toHaveLength(1)
  })

  test('is mended by another address: the warning goes and the mail arrives', async () => {
    const one = await quoteToTwo({ send: false })
    await readdress(service, one.quote.documentId, 0, { email: 'asa@studsar.example' })
    await one.send()
    await leave()
    const partyId = (await one.read()).parties[0].id
    await one.ask('POST', `${one.path}/send-again`, { partyId, mail: true, sms: false, email: one.asa })
    await leave()
    expect((await one.read()).state).toBe('sent')
    expect(await sentTo(service, one.asa)).toHaveLength(1)
  })

  test('the company’s own mail that is refused is logged as an alarm, without the address, and repeats nothing', async () => {
    const one = await quoteToTwo()
    await ask(service.ownerUrl, 'update account set email = $2 where id = $1', [
      (one.quote.actor as { accountId: string }).accountId,
      `agare${quotes}@studsar.example`,
    ])
    await inRoom(service, (await one.links())[0] as string).post('fraga', { body: 'När börjar ni?' })
    const before = service.logs.length
    await leave()
    const alarm = service.logs.slice(before).filter(l => l.includes('member-mail-bounced'))
    expect(alarm).toHaveLength(1)
    expect(alarm.join()).not.toContain('studsar')
    expect((await dispatches(one.quote)).filter(d => d.message.startsWith('c.')).map(d => d.state)).toEqual(['bounced'])
  })

  test('and was forgotten by the queue is enqueued again after ten minutes, and leaves once', async () => {
    const one = await quoteToTwo()
    await ask(service.superuserUrl, 'delete from graphile_worker._private_jobs')
    await resendQueued.run(service.services)
    expect(await leave()).toBe(0)
    clock.pass(601_000)
    await resendQueued.run(service.services)
    await resendQueued.run(service.services)
    await leave()
    expect(await sentTo(service, one.asa)).toHaveLength(1)
  })
})

describe('a withdrawn quote', () => {
  test('is told to everybody who had it, and a landline gets no text message', async () => {
    const one = await quoteToTwo()
    await leave()
    await readdress(service, one.quote.documentId, 1, { email: null, phone: '+46313900605' })
    expect((await one.ask('POST', `${one.path}/withdraw`, {})).status).toBe(200)
    await leave()
    expect((await sentTo(service, one.asa)).at(-1)?.subject).toBe('Prov Bad & Bygg AB har dragit tillbaka offerten')
    expect(await sentTo(service, '+46313900605')).toEqual([])
    expect((await one.read()).state).toBe('withdrawn')
  })
})

describe('a disclosure', () => {
  test('stands for every message, names kinds and no values, and is there before it leaves', async () => {
    const one = await quoteToTwo()
    const rows = await ask(service.ownerUrl, 'select * from disclosure where document_id = $1', [one.quote.documentId])
    expect(rows.map(r => r.id).sort()).toEqual((await dispatches(one.quote)).map(d => d.id).sort())
    expect(rows[0]).toMatchObject({ processor: 'mail', purpose: 'deliver', subject_kind: 'client' })
    expect(JSON.stringify(rows)).not.toMatch(/Åsa|Erik|prov\.example|badrum/)
  })
})

describe('an offer that is to stand longer', () => {
  const day = (d: Date) => d.toISOString().slice(0, 10)
  /** Sent by mail and text message, for five days. */
  const briefly = async () => {
    const q = await quoteToTwo({ send: false })
    await q.save((content: { validTo: string }) => {
      content.validTo = later(5)
    })
    await q.send({ mail: true, sms: true })
    return q
  }
  const pastIts = (days = 6) => clock.pass(days * 86_400_000)
  afterEach(() => clock.set(new Date('2026-11-24T09:00:00Z')))
  const later = (days: number) => day(new Date(clock.now().getTime() + days * 86_400_000))

  test('gets a new last day and nothing else, and goes to those who had it, the same way', async () => {
    const { quote, ask: say, path, read, asa, erik } = await briefly()
    await leave()
    const before = await read()
    pastIts()
    expect((await read()).state).toBe('expired')
    const answer = await say('POST', `${path}/prolong`, { validTo: later(20) })
    expect(answer.status, answer.text).toBe(200)
    const after = await read()
    expect(after.state).toBe('sent')
    expect({ ...after.content, validTo: '' }).toEqual({ ...before.content, validTo: '' })
    expect(after.content.validTo).toBe(later(20))
    await leave()
    const again = (await dispatches(quote)).filter(d => d.message === 'prolonged')
    expect(again.map(d => [d.channel, d.address]).sort()).toEqual([
      ['mail', asa],
      ['mail', erik],
      ['sms', '+46701740605'],
    ])
    const mail = (await sentTo(service, asa)).at(-1) as Sent
    expect(mail.body_text).toContain(`gäller nu till ${dateWords(later(20), 'sv')}`)
  })

  test('is not sent once more as it was when its last day has passed: the sentence says what to do', async () => {
    const { ask: say, path, read } = await briefly()
    pastIts()
    const [party] = (await read()).parties
    const refused = await say('POST', `${path}/send-again`, { partyId: party.id, mail: true, sms: false })
    expect(refused.status).toBe(409)
    expect(refused.body.text).toContain('Förläng,')
  })

  test.each([-1, 0, 1])('cannot end %i days from its last day on, or on a day that has passed', async days => {
    const { ask: say, path, read } = await briefly()
    const { content } = await read()
    const ends = new Date(`${content.validTo}T12:00:00Z`).getTime()
    if (days === 1) pastIts(8)
    const refused = await say('POST', `${path}/prolong`, { validTo: day(new Date(ends + days * 86_400_000)) })
    expect(refused.status).toBe(422)
    expect(refused.body.fields.validTo).toContain('Välj en dag efter')
  })

  test('takes no unsent change along', async () => {
    const { ask: say, path, save } = await briefly()
    await save((content: { title: string }) => {
      content.title = 'Något annat'
    })
    const refused = await say('POST', `${path}/prolong`, { validTo: later(60) })
    expect(refused.status).toBe(409)
    expect(refused.body.text).toContain('ändringar som inte är skickade')
  })
})
