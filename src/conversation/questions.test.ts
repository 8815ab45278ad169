// A question and its answer: both sides are told, each in their own mail, and the words stay in one place.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendDispatch } from '../delivery/dispatch.ts'
import { ask } from '../testing/ask.ts'
import { companyWindow, windowOf } from '../testing/company-window.ts'
import { inRoom, readdress, tokenOf } from '../testing/room-of.ts'
import { runWaiting, sentTo } from '../testing/run-waiting.ts'
import { sentQuote } from '../testing/sent-quote.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'

let service: TestService
let asked = 0

beforeAll(async () => {
  service = await startTestService({ jobs: false })
})
afterAll(() => service.close())

const leave = () => runWaiting(service, sendDispatch as never)

/** A sent quote with a question from Åsa about it, and every mail gone. */
async function question(body = 'När börjar ni?') {
  const quote = await sentQuote(service.services)
  const asa = `fragar${++asked}@prov.example`
  await readdress(service, quote.documentId, 0, { email: asa })
  await leave()
  const { accountId } = quote.actor as { accountId: string }
  const [{ email: company }] = await ask(service.ownerUrl, 'select email from account where id = $1', [accountId])
  const room = inRoom(service, quote.links[0] as string)
  const posted = await room.post('fraga', { body, anchor: 'finns-inte' })
  await leave()
  const window = await windowOf(service, quote.actor as never)
  const path = `/api/app/documents/${quote.documentId}`
  const timeline = async () => (await window.ask('GET', `${path}/timeline`)).body
  const [first] = (await timeline()).questions
  return {
    quote,
    asa,
    company: company as string,
    room,
    posted,
    window,
    path,
    timeline,
    state: async () => (await window.ask('GET', path)).body.state,
    answer: (answer: string, id = first.id, at: Pick<typeof window, 'ask'> = window) =>
      at.ask('POST', `${path}/questions/${id}/answer`, { answer }),
  }
}

describe('a question', () => {
  test('is told to the company and confirmed to the asker, and waits on the list', async () => {
    const one = await question()
    expect(one.posted.headers.get('location')).toBe('./?klart=asked')
    const told = (await sentTo(service, one.company)).at(-1)
    expect(told?.subject).toMatch(/^Fråga från .*: Nytt badrum på Ängsbacken 7$/)
    expect(told?.body_text).toContain('När börjar ni?')
    // The company comes in by signing in: the customer's link is the customer's.
    expect(told?.body_text).not.toContain('/rum/')
    const receipt = (await sentTo(service, one.asa)).at(-1)
    expect(receipt).toMatchObject({ subject: 'Din fråga är skickad' })
    expect(receipt?.body_text).toContain(tokenOf(service, one.quote.links[0] as string))
    expect(await one.state()).toBe('question')
  })

  test('that is empty is not asked, and nobody is told', async () => {
    const one = await question()
    const before = (await sentTo(service, one.company)).length
    expect((await one.room.post('fraga', { body: '  ' })).status).toBe(422)
    await leave()
    expect(await sentTo(service, one.company)).toHaveLength(before)
  })

  test('with a payment card in it arrives, without the card', async () => {
    const one = await question('Dra det på 4111 1111 1111 1111, mitt nummer är 840601-2388')
    const told = (await sentTo(service, one.company)).at(-1)
    expect(told?.body_text).toContain('Dra det på (kortnummer, visas inte i mejl), mitt nummer är (personnummer')
    expect(JSON.stringify([told, await sentTo(service, one.asa)])).not.toMatch(/4111|840601/)
  })

  test('with a personal number in it arrives, without the number', async () => {
    const one = await question('Mitt nummer är 840601-2388, räcker det för ROT?')
    const told = (await sentTo(service, one.company)).at(-1)
    expect(told?.body_text).toContain('Mitt nummer är (personnummer, visas inte i mejl), räcker det för ROT?')
    expect(JSON.stringify([told, await sentTo(service, one.asa)])).not.toMatch(/840601-?2388/)
    expect(service.logs.join()).not.toMatch(/840601-?2388/)
    await one.answer('Ja, 840601-2388 räcker.')
    await leave()
    const answered = (await sentTo(service, one.asa)).at(-1)
    expect(answered?.subject).toBe('Prov Bad & Bygg AB har svarat på din fråga')
    expect(JSON.stringify(answered)).not.toMatch(/840601-?2388/)
    const waiting = await ask(service.ownerUrl, `select 1 from dispatch where state = 'queued'`)
    expect(waiting).toEqual([])
  })

  test('goes to an owner when the contact has left the company', async () => {
    const one = await question()
    const { companyId, memberId } = one.quote.actor as { companyId: string; memberId: string }
    const heir = `arvtagare${asked}@prov.example`
    const [accountId, heirId] = [service.services.newId(), service.services.newId()]
    await ask(
      service.ownerUrl,
      `with a as (insert into account (id, email, password_hash, confirmed_at, created_at) values ($1, $2, 'x', now(), now()))
       insert into member (company_id, id, account_id, role, created_at, joined_at) values ($3, $4, $1, 'owner', now(), now())`,
      [accountId, heir, companyId, heirId],
    )
    await ask(service.ownerUrl, 'update member set left_at = now() where id = $1', [memberId])
    const before = (await sentTo(service, one.company)).length
    await one.room.post('fraga', { body: 'Är ni kvar?' })
    await leave()
    expect((await sentTo(service, heir)).at(-1)?.body_text).toContain('Är ni kvar?')
    expect(await sentTo(service, one.company)).toHaveLength(before)
  })
})

describe('an answer', () => {
  test('is told to the asker with question and answer, and the question waits no more', async () => {
    const one = await question()
    expect((await one.answer('Den 12 januari.')).status).toBe(200)
    await leave()
    const told = (await sentTo(service, one.asa)).at(-1)
    expect(told?.subject).toBe('Prov Bad & Bygg AB har svarat på din fråga')
    expect(told?.body_text).toMatch(/När börjar ni\?[\s\S]*Den 12 januari\./)
    expect(told?.body_text).toContain(one.room.path)
    expect(await one.state()).not.toBe('question')
    expect((await one.timeline()).questions).toMatchObject([{ body: 'När börjar ni?', answer: 'Den 12 januari.' }])
  })

  test('is given once: of two at the same moment one stands, and the other is told', async () => {
    const one = await question()
    const answers = await Promise.all([one.answer('Den 12 januari.'), one.answer('Den 19 januari.')])
    expect(answers.map(a => a.status).sort()).toEqual([200, 409])
    expect(answers.find(a => a.status === 409)?.body.text).toBe('Frågan är redan besvarad.')
    const before = (await sentTo(service, one.asa)).length
    await leave()
    expect(await sentTo(service, one.asa)).toHaveLength(before + 1)
  })

  test('leads to the newest version, when the one asked about has been replaced', async () => {
    const one = await question()
    const { revision, content, parties } = (await one.window.ask('GET', one.path)).body
    const saved = await one.window.ask('PUT', `${one.path}/content`, {
      revision,
      content: { ...content, title: 'Ny version' },
    })
    const to = parties.map((p: { id: string }) => ({ partyId: p.id, mail: true, sms: false }))
    await one.window.ask('POST', `${one.path}/send`, { revision: saved.body.revision, to })
    await one.answer('Den 12 januari.')
    await leave()
    const [link] = await ask(
      service.ownerUrl,
      'select id from room_link where document_id = $1 and party_id = $2 and ended_at is null',
      [one.quote.documentId, one.quote.parties[0]],
    )
    expect((await sentTo(service, one.asa)).at(-1)?.body_text).toContain(`/rum/${tokenOf(service, link.id)}`)
  })

  test('goes as a text message without the words, where there is no mail address', async () => {
    const one = await question()
    await readdress(service, one.quote.documentId, 0, { email: null, phone: '+46701740605' })
    const before = (await sentTo(service, '+46701740605')).length
    await one.answer('Den 12 januari.')
    await leave()
    const [sms] = (await sentTo(service, '+46701740605')).slice(before)
    expect(sms?.body_text).toContain(one.room.path)
    expect(sms?.body_text).not.toContain('januari')
  })

  test('to a landline alone is kept in the room: no message is sent that cannot arrive', async () => {
    const one = await question()
    await readdress(service, one.quote.documentId, 0, { email: null, phone: '+46313900605' })
    expect((await one.answer('Den 12 januari.')).status).toBe(200)
    await leave()
    expect(await sentTo(service, '+46313900605')).toEqual([])
    const page = await (await fetch(`${service.url}${one.room.path}/`)).text()
    expect(page).toContain('Den 12 januari.')
  })

  test('to a question that is not there is not found, nor by another company', async () => {
    const one = await question()
    expect((await one.answer('Hej', service.services.newId())).status).toBe(404)
    const other = await companyWindow(service)
    const [{ id }] = (await one.timeline()).questions
    expect((await one.answer('Hej', id, other)).status).toBe(404)
    expect((await one.timeline()).questions[0].answer).toBeNull()
  })
})
