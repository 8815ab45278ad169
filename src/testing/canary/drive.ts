// Everything people do here, by the paths they do it: accounts, clients, quotes, the room, questions, signatures with BankID and with a
// code, a no, numbers shown, keys, visits. Grows with the product: what is not driven is not searched.
import sharp from 'sharp'
import { codeOf, stepAt } from '../../accounts/totp.ts'
import type { PriceRow } from '../../blocks/contract.ts'
import { stockholmDate } from '../../kernel/dates.ts'
import { relationEnded } from '../../marketing/customers.ts'
import { beginIssue, planIssue } from '../../marketing/issues.ts'
import { readSample, sampleContent } from '../../samples/sample.ts'
import { signingCode } from '../../signing/code.ts'
import { readBase32, softwarePasskey } from '../software-passkey.ts'
import { type Browser, browserOf, linkIn } from './browser.ts'
import type { Station } from './station.ts'
import { NUMBERS, type Person, type World } from './world.ts'

export async function drive(station: Station, world: World): Promise<void> {
  const a = await companyA(station, world)
  const b = await companyB(station, world)
  await quoteThatIsSigned(station, world, a)
  await quoteThatIsDeclined(station, world, b)
  await byTheApi(station, world, b)
  await aVisitor(station, world)
  await news(station, world)
  await station.work()
}

const secret = (world: World, of: Person, field: string, value: string) =>
  world.plant.exactly(of, field, 'credential', value)

async function signUp(
  station: Station,
  world: World,
  of: Person,
  who: { email: string; password: string },
  company: string,
) {
  const browser = browserOf(station, of)
  await browser.page('/registrera')
  await browser.form('/registrera', { company, email: who.email, password: who.password })
  await station.work()
  const link = linkIn(await station.mailTo(who.email), '/bekrafta/')
  secret(world, of, 'account_token.token_hash', link.split('/').at(-1) as string)
  await browser.page(link)
  await browser.form(link, {})
  const held = [...browser.jar].find(([name]) => /session|cling/i.test(name))?.[1]
  if (!held) throw new Error('Signing in gave no session.')
  secret(world, of, 'session.token_hash', held)
  const { agreement } = await browser.api('GET', '/api/app/processing')
  await browser.api('POST', '/api/app/processing/accept', { hash: agreement.hash })
  return browser
}

/** As a phone's camera leaves it: with words in its margin. */
const pictureFrom = (camera: string) =>
  sharp({ create: { width: 320, height: 320, channels: 3, background: '#7a8' } })
    .withExif({ IFD0: { Artist: camera, ImageDescription: camera } })
    .jpeg()
    .toBuffer()

async function profile(browser: Browser, who: { name: string; phone: string; camera: string }) {
  const photoFile = await browser.upload(await pictureFrom(who.camera), 'photo')
  await browser.api('PUT', '/api/app/me', { name: who.name, phone: who.phone, photoFile, language: 'sv' })
  await browser.api('GET', '/api/app/me')
}

/** What the company writes again and again. */
async function templates(world: World, browser: Browser) {
  const of = 'company-a'
  const { plant } = world
  const text = plant.text(of, 'snippet.content', 'free-text', 'sentence')
  await browser.api('POST', '/api/app/snippets', { name: 'Om arbetet', content: { text } })
  const { id } = await browser.api('POST', '/api/app/documents', { title: 'Mallen' })
  const d = await browser.api('GET', `/api/app/documents/${id}`)
  const body = plant.text(of, 'document_template.content', 'free-text', 'sentence')
  const blocks = [{ id: 'mallen', type: 'text', heading: 'Arbetet', body }]
  const content = { ...d.content, blocks }
  await browser.api('PUT', `/api/app/documents/${id}/content`, { revision: d.revision, content })
  await browser.api('POST', `/api/app/documents/${id}/template`, { name: 'Vår mall' })
  // What the template took is the company’s; the draft is written anew.
  await browser.api('PUT', `/api/app/documents/${id}/content`, { revision: d.revision + 1, content: d.content })
  await browser.api('GET', '/api/app/templates')
  await browser.api('GET', '/api/app/snippets')
}

async function ids(station: Station, email: string) {
  return station.service.services.database
    .ask<{ id: string }>('canary-account', 'select id from account where lower(email) = $1', [email.toLowerCase()])
    .then(r => r[0]?.id as string)
}

async function companyA(station: Station, world: World): Promise<Browser> {
  const owner = await signUp(station, world, 'owner-a', world.ownerA, world.companyA.name)
  await owner.api('PUT', '/api/app/company', world.companyA)
  await profile(owner, world.ownerA)
  await templates(world, owner)
  await owner.api('POST', '/api/app/members/invite', { email: world.memberA.email, name: '', role: 'administrator' })
  await station.work()
  const member = browserOf(station, 'member-a')
  const link = linkIn(await station.mailTo(world.memberA.email), '/nytt-losenord/')
  secret(world, 'member-a', 'account_token.token_hash', link.split('/').at(-1) as string)
  await member.page(link)
  await member.form(link, { password: world.memberA.password })
  await profile(member, world.memberA)
  await secondSteps(station, world, 'member-a', member, world.memberA.passkey)
  await owner.api('GET', '/api/app/members')
  await owner.api('GET', '/api/app/sessions')
  await browserOf(station, 'owner-a').form('/glomt-losenord', { email: world.ownerA.email })
  await station.work()
  world.found.set('owner-a', { kind: 'member', accountId: await ids(station, world.ownerA.email) })
  world.found.set('member-a', { kind: 'member', accountId: await ids(station, world.memberA.email) })
  return owner
}

/** A passkey under a name, and an app with its codes for losing it. */
async function secondSteps(station: Station, world: World, of: Person, browser: Browser, name: string) {
  const passkey = softwarePasskey({ origin: new URL(station.service.url).origin, rpId: 'localhost' })
  const asked = await browser.api('POST', '/api/app/passkeys/begin', {})
  await browser.api('POST', '/api/app/passkeys', { ...passkey.make(asked.challenge), challengeId: asked.id, name })
  const app = await browser.api('POST', '/api/app/authenticator/begin', {})
  const code = codeOf(readBase32(app.typed), stepAt(station.service.services.clock.now()))
  const { codes } = await browser.api('POST', '/api/app/authenticator', { id: app.id, code })
  for (const c of codes as string[])
    world.plant.exactly(of, 'recovery_code.code_hash', 'credential', c, [
      c,
      c.replace('-', ''),
      c.toLowerCase(),
      c.replace('-', '').toLowerCase(),
    ])
  await browser.api('GET', '/api/app/sign-in')
}

async function companyB(station: Station, world: World): Promise<Browser> {
  const owner = await signUp(station, world, 'owner-b', world.ownerB, world.companyB.name)
  await owner.api('PUT', '/api/app/company', world.companyB)
  await profile(owner, world.ownerB)
  world.found.set('owner-b', { kind: 'member', accountId: await ids(station, world.ownerB.email) })
  return owner
}

type Client = { id: string; people: { id: string; name: string }[] }

async function addClient(
  station: Station,
  browser: Browser,
  household: object,
  people: readonly object[],
): Promise<Client> {
  const made = await browser.api('POST', '/api/app/clients', { ...household, language: 'sv', people })
  await station.work()
  await browser.api('GET', '/api/app/clients')
  return made
}

/** A list in which the household stands with something changed, and then as it was: what it was before is kept for a month. */
async function bringList(world: World, browser: Browser) {
  const { name, email, workCity } = world.householdA
  for (const city of ['Annan ort', workCity]) {
    const list = `Namn;E-post;Arbetsort\n${name};${email};${city}\n`
    const seen = await browser.bring('/api/app/imports/clients/preview', list)
    const how = encodeURIComponent(JSON.stringify({ expect: seen.expect }))
    await browser.bring(`/api/app/imports/clients?how=${how}`, list)
  }
  await browser.api('GET', '/api/app/imports/clients')
  await browser.api('GET', '/api/app/client-duplicates')
  // The register as a file is an answer like any other: nobody's number in it, and nobody of another company.
  await browser.bytes('/api/app/clients/export')
  await browser.bytes('/api/app/articles/export')
}

async function companyIdOf(station: Station, accountId: string): Promise<string> {
  const rows = await station.service.services.database.ask<{ company_id: string }>(
    'companies-of-account',
    'select company_id from companies_of_account($1)',
    [accountId],
  )
  return rows[0]?.company_id as string
}

/** A quote with the writer's own words in it, ready to be sent. */
async function writeQuote(world: World, browser: Browser, of: Person, client: Client, today: string) {
  const { plant } = world
  const sample = readSample('badrum-rot')
  const title = plant.text(of, 'document.title', 'free-text', 'title')
  const body = plant.text(of, 'document.content', 'free-text', 'sentence')
  const { id } = await browser.api('POST', '/api/app/documents', { clientId: client.id, title })
  await browser.api('PUT', `/api/app/documents/${id}/recipients`, {
    clientId: client.id,
    parties: client.people.map(p => ({ clientPersonId: p.id, signs: true, share: 1 })),
    concludedWhere: 'distance',
    workType: 'ordinary',
  })
  const { revision } = await browser.api('GET', `/api/app/documents/${id}`)
  const whole = sampleContent(sample, today, { get: () => '0'.repeat(64) } as never)
  const { cover: _, ...rest } = whole
  const content = {
    ...rest,
    title,
    blocks: whole.blocks
      .filter(b => b.type === 'letter' || b.type === 'price-table')
      .map(b => (b.type === 'letter' ? { ...b, body } : { ...b, choices: [], rows: fewRows(b.rows) })),
  }
  await browser.api('PUT', `/api/app/documents/${id}/content`, { revision, content })
  return { id: id as string, title, content }
}

const fewRows = (rows: readonly PriceRow[]) =>
  rows
    .filter(r => r.offered !== 'choice')
    .slice(-6)
    .map(({ picture: _, ...r }) => r)

async function send(station: Station, world: World, browser: Browser, of: Person, id: string, and?: Person) {
  const note = world.plant.text(of, 'dispatch.note', 'free-text', 'sentence', and)
  const points = await browser.api('GET', `/api/app/documents/${id}/send-points`)
  const missing = points.points.filter((p: { level: string }) => p.level === 'missing')
  if (missing.length > 0) throw new Error(`The quote cannot be sent: ${JSON.stringify(missing)}`)
  const d = await browser.api('GET', `/api/app/documents/${id}`)
  await browser.api('POST', `/api/app/documents/${id}/send`, {
    revision: d.revision,
    to: d.parties.map((p: { id: string; phone: string | null }) => ({
      partyId: p.id,
      mail: true,
      sms: p.phone !== null,
    })),
    note,
  })
  await station.work()
}

async function openRoom(station: Station, world: World, of: Person, email: string) {
  const browser = browserOf(station, of)
  const link = `${linkIn(await station.mailTo(email), '/rum/').replace(/\/$/, '')}/`
  secret(world, of, 'room_link.token_hash', link.split('/')[2] as string)
  const page = await browser.page(link)
  await browser.ask(`${link}besok`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      visit: station.service.services.newId(),
      section: 'top',
      sections: { top: 7 },
      machine: false,
    }),
  })
  return { browser, link, page }
}

async function orderIn(browser: Browser, link: string, way: string): Promise<string> {
  const page = await browser.page(`${link}skriv-under`)
  const ticks = [...page.matchAll(/<input type="checkbox" name="tick" value="([^"]+)"/g)].map(
    m => ['tick', m[1]] as [string, string],
  )
  return browser.form(`${link}skriv-under`, [...ticks, ['way', way]])
}

async function approve(station: Station, page: string, personalNumber: string, name: string) {
  const token = /\?autostarttoken=([^"&]+)"/.exec(page)?.[1]
  if (!token) throw new Error('The page shows no way to BankID.')
  const answer = await fetch(`${station.service.emulator.phoneUrl}api/approve`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      autoStartToken: decodeURIComponent(token),
      personalNumber,
      givenName: name,
      surname: 'Prov',
    }),
  })
  if (!answer.ok) throw new Error(`The phone answered ${answer.status}: ${await answer.text()}`)
  await station.collect()
}

/** A household of two: one asks, chooses, signs with BankID and fetches the evidence; both get the sealed file. */
async function quoteThatIsSigned(station: Station, world: World, owner: Browser): Promise<void> {
  const { plant } = world
  const client = await addClient(station, owner, world.householdA, [world.asaA, world.erikA])
  await bringList(world, owner)
  const found = world.found.get('owner-a')
  const companyId = await companyIdOf(station, found?.kind === 'member' ? found.accountId : '')
  world.found.set('company-a', { kind: 'company', companyId })
  world.found.set('asa-a', { kind: 'client', companyId, personId: client.people[0]?.id ?? null, clientId: client.id })
  world.found.set('erik-a', { kind: 'co-applicant', companyId, personId: client.people[1]?.id ?? null, clientId: null })
  const quote = await writeQuote(world, owner, 'asa-a', client, stockholmDate(station.clock.now()))
  await send(station, world, owner, 'asa-a', quote.id, 'erik-a')
  const asa = await openRoom(station, world, 'asa-a', world.asaA.email)
  const erik = await openRoom(station, world, 'erik-a', world.erikA.email)
  await asa.browser.form(`${asa.link}fraga`, {
    anchor: '',
    body: plant.text('asa-a', 'question.body', 'free-text', 'sentence'),
  })
  await station.work()
  const timeline = await owner.api('GET', `/api/app/documents/${quote.id}/timeline`)
  await owner.api('POST', `/api/app/documents/${quote.id}/questions/${timeline.questions[0].id}/answer`, {
    answer: plant.text('asa-a', 'question.answer', 'free-text', 'sentence'),
  })
  const option = /name="(o)" value="([^"]+)"/.exec(asa.page)
  if (option) await asa.browser.form(`${asa.link}val`, { o: option[2] as string })
  await owner.api('POST', `/api/app/clients/${client.id}/people/${client.people[0]?.id}/number`, { reason: 'check' })
  const order = await orderIn(asa.browser, asa.link, 'here')
  await approve(station, await asa.browser.page(order), NUMBERS.asa, world.asaA.name)
  await station.work()
  for (const path of [asa.link, `${asa.link}avtal.pdf`]) await asa.browser.bytes(path)
  await asa.browser.form(`${asa.link}omdome`, {
    betyg: '4',
    tjanst: '5',
    kommentar: plant.text('asa-a', 'feedback.comment', 'free-text', 'sentence'),
  })
  await owner.api('GET', `/api/app/documents/${quote.id}/timeline`)
  await erik.browser.page(erik.link)
  await owner.bytes(`/api/app/documents/${quote.id}/pdf`)
  const evidence = await asa.browser.form(`${asa.link}bevis`, { way: 'here' })
  await approve(station, await asa.browser.page(evidence), NUMBERS.asa, world.asaA.name)
  await asa.browser.bytes(`${evidence}/bevis.json`)
  await owner.api('GET', '/api/app/documents')
  await changeThatIsAnswered(station, world, owner, quote.id)
  await partThatIsWithdrawnFrom(station, world, owner, quote.id, asa)
}

/** A consumer takes back a part of what was ordered, and the company says why it stands. */
async function partThatIsWithdrawnFrom(
  station: Station,
  { plant }: World,
  owner: Browser,
  documentId: string,
  asa: { browser: Browser; link: string },
) {
  const said = {
    name: plant.text('asa-a', 'withdrawal_notice.name', 'name', 'name', 'erik-a'),
    scope: 'part',
    part: plant.text('asa-a', 'withdrawal_notice.part', 'free-text', 'sentence', 'erik-a'),
    note: plant.text('asa-a', 'withdrawal_notice.note', 'free-text', 'sentence', 'erik-a'),
    receiptTo: plant.text('asa-a', 'withdrawal_notice.receipt_to', 'contact', 'email'),
  }
  await asa.browser.form(`${asa.link}angra`, { ...said, gor: 'bekrafta' })
  await station.work()
  const { notices } = await owner.api('GET', `/api/app/documents/${documentId}/withdrawals`)
  await owner.api('POST', `/api/app/documents/${documentId}/withdrawals/${notices[0].id}/answer`, {
    accept: false,
    answer: plant.text('asa-a', 'withdrawal_notice.answer', 'free-text', 'sentence'),
  })
  await station.work()
  await asa.browser.page(`${asa.link}angra`)
}

/** Something is found on the way: an ÄTA with the company's own words, sent, answered without an order, and begun for a stated reason. */
async function changeThatIsAnswered(station: Station, world: World, owner: Browser, contractId: string) {
  const { plant } = world
  const { id } = await owner.api('POST', `/api/app/documents/${contractId}/changes`, {})
  const { content, revision } = await owner.api('GET', `/api/app/documents/${id}`)
  const found = plant.text('asa-a', 'document.content', 'free-text', 'sentence', 'erik-a')
  await owner.api('PUT', `/api/app/documents/${id}/content`, {
    revision,
    content: {
      ...content,
      title: plant.text('asa-a', 'document.title', 'free-text', 'title', 'erik-a'),
      change: { ...content.change, place: 'Köket', reason: found, days: 2, priceFollows: true },
      blocks: content.blocks.map((b: { type: string }) => (b.type === 'text' ? { ...b, body: found } : b)),
    },
  })
  await send(station, world, owner, 'asa-a', id, 'erik-a')
  const room = await openRoom(station, world, 'asa-a', world.asaA.email)
  await room.browser.form(`${room.link}besked`, { svar: 'call-me' })
  await owner.api('POST', `/api/app/documents/${id}/attempts`, { how: 'phone' })
  await owner.api('PUT', `/api/app/documents/${id}/ground`, {
    ground: 'danger',
    reason: plant.text('asa-a', 'change_order.ground_reason', 'free-text', 'sentence', 'erik-a'),
  })
  await owner.api('POST', `/api/app/documents/${id}/start`, {})
  await station.work()
}

/** The same human at the sole trader, who says no with a reason; and somebody else there, who signs with a code. */
async function quoteThatIsDeclined(station: Station, world: World, owner: Browser): Promise<void> {
  const { plant } = world
  const found = world.found.get('owner-b')
  const companyId = await companyIdOf(station, found?.kind === 'member' ? found.accountId : '')
  world.found.set('company-b', { kind: 'company', companyId })
  const today = stockholmDate(station.clock.now())
  const asa = await addClient(station, owner, world.householdB, [world.asaB])
  world.found.set('asa-b', { kind: 'client', companyId, personId: asa.people[0]?.id ?? null, clientId: asa.id })
  const first = await writeQuote(world, owner, 'asa-b', asa, today)
  await send(station, world, owner, 'asa-b', first.id)
  const room = await openRoom(station, world, 'asa-b', world.asaB.email)
  await room.browser.form(`${room.link}avboj`, {
    reason: plant.text('asa-b', 'document.decline_reason', 'free-text', 'sentence'),
  })
  await station.work()

  const per = await addClient(station, owner, world.householdPer, [world.perB])
  world.found.set('per-b', { kind: 'client', companyId, personId: per.people[0]?.id ?? null, clientId: per.id })
  const second = await writeQuote(world, owner, 'per-b', per, today)
  await send(station, world, owner, 'per-b', second.id)
  const his = await openRoom(station, world, 'per-b', world.perB.email)
  const order = await orderIn(his.browser, his.link, 'mail')
  await station.work()
  const code = signingCode(station.service.services.secrets, order.split('/').at(-1) as string)
  await his.browser.form(`${order}/kod`, { code })
  await station.work()
  await his.browser.bytes(`${his.link}avtal.pdf`)
  await owner.api('GET', `/api/app/documents?q=${encodeURIComponent(world.householdPer.name)}`)
}

async function byTheApi(station: Station, world: World, owner: Browser): Promise<void> {
  const { key } = await owner.api('POST', '/api/app/api-keys', { name: 'prov' })
  secret(world, 'company-b', 'api_key.key_hash', key)
  const machine = browserOf(station, 'company-b')
  const authorization = { authorization: `Bearer ${key}`, 'idempotency-key': 'order-1' }
  await machine.api(
    'POST',
    '/api/v1/quotes',
    {
      title: 'Altan',
      pricing: { pricesIncludeVat: true, vatMode: 'standard', form: 'fixed', deduction: 'none' },
      blocks: [],
    },
    authorization,
  )
  await station.work()
}

async function aVisitor(station: Station, world: World): Promise<void> {
  const browser = browserOf(station, 'visitor')
  await browser.page('/')
  const page = await browser.page('/kakor')
  const form = /<form [^>]*action="\/samtycke"[\s\S]*?<\/form>/.exec(page)?.[0] ?? ''
  const hidden = [...form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(
    m => [m[1], m[2]] as [string, string],
  )
  await browser.form('/samtycke', [...hidden, ['val', 'alla']])
  const visitorId = browser.jar.get('matning') ?? ''
  const consentId = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(browser.jar.get('samtycke') ?? '')?.[0] ?? ''
  if (!visitorId || !consentId) throw new Error('The visitor was given no numbers of their own.')
  world.plant.exactly('visitor', 'visitor_event.visitor_id', 'identifier', visitorId)
  world.plant.exactly('visitor', 'consent_event.consent_id', 'identifier', consentId)
  world.found.set('visitor', { kind: 'visitor', visitorId })
  const from = world.plant.text('visitor', 'visitor_event.came_from', 'technical', 'site')
  for (const event of [
    { kind: 'view', page: '/', from: `${from}/sok?q=x`, width: 1200, zone: 'Europe/Stockholm', language: 'sv' },
    { kind: 'click', page: '/', target: 'skapa-konto' },
  ])
    await browser.ask('/matning', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(event),
    })
  await browser.page('/kakor/svar')
}

/** Somebody asks for the newsletter; a customer leaves; then there is news. */
async function news(station: Station, world: World): Promise<void> {
  const { services } = station.service
  const reader = browserOf(station, 'reader')
  await reader.page('/nyhetsbrev')
  await reader.form('/nyhetsbrev', { email: world.reader, ja: '1' })
  await station.work()
  const link = linkIn(await station.mailTo(world.reader), '/nyhetsbrev/bekrafta/')
  secret(world, 'reader', 'newsletter_reader.token_hash', link.split('/').at(-1) as string)
  await reader.page(link)
  await reader.form(link, {})
  const [row] = await services.database.ask<{ id: string }>(
    'canary-reader',
    'select id from newsletter_reader where email = $1',
    [world.reader],
  )
  world.found.set('reader', { kind: 'visitor', visitorId: row?.id as string })

  const owner = await signUp(station, world, 'owner-c', world.ownerC, 'Avslutat AB')
  await profile(owner, world.ownerC)
  const accountId = await ids(station, world.ownerC.email)
  world.found.set('owner-c', { kind: 'member', accountId })
  const companyId = await companyIdOf(station, accountId)
  world.found.set('company-c', { kind: 'company', companyId })
  await services.database.company(companyId, tx => relationEnded(services, tx, companyId))
  const { id } = await planIssue(services, { content: issue, audience: 'everybody', by: 'Prov Person' })
  await beginIssue(services, id)
  await station.work()
}

const issue = {
  name: 'host-2026',
  advertiser: '878000-3656',
  subject: { sv: 'Nytt i höst', en: 'New this autumn' },
  paragraphs: { sv: ['Nu kan du förlänga en offert.'], en: ['You can now prolong a quote.'] },
  button: { label: { sv: 'Se hur', en: 'See how' }, path: '/app/' },
}
