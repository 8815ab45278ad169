// A company leaves: what it can do on which day, what is left of it, and what follows for everybody else.
import { createPublicKey, verify } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declaredColumns } from '../../datamap/register.ts'
import { tableWords } from '../../datamap/words.ts'
import { offerNews } from '../../marketing/customers.ts'
import { movableClock } from '../../platform/clock.ts'
import { tables } from '../../schema.ts'
import { slices } from '../../slices.ts'
import { ask } from '../../testing/ask.ts'
import { clause } from '../../testing/clause.ts'
import { companyWindow } from '../../testing/company-window.ts'
import { runWaiting, sentTo } from '../../testing/run-waiting.ts'
import { type SentQuote, sentQuote } from '../../testing/sent-quote.ts'
import { signedQuote } from '../../testing/signed-quote.ts'
import { startTestService, type TestService } from '../../testing/test-service.ts'
import { companysTables } from '../erasure/company.ts'
import { erase, eraseAgain, followErasures, goOn } from '../erasure/erasure.ts'
import { readTombstones, tombstoneFile } from '../erasure/tombstones.ts'
import { companyFiles } from '../portability/export.ts'
import { companyKeyPem } from '../portability/signed.ts'
import { sendProcessingMail } from '../processing/mails.ts'
import { carryOutRun, planRun } from '../retention/run.ts'
import { Certificate, sendCertificate } from './certificate.ts'
import { certificateWords } from './certificate.words.ts'
import { closeCompany, followClosures, regretClosure } from './closure.ts'

const DAY = 86_400_000
const everyJob = slices.flatMap(s => s.jobs ?? [])
const clock = movableClock(new Date('2026-11-24T09:00:00Z'))
let service: TestService
let leaving: SentQuote
let waiting: SentQuote
let staying: SentQuote
beforeAll(async () => {
  service = await startTestService({ jobs: false, clock })
  leaving = await signedQuote(service)
  waiting = await sentQuote(service.services, { shortened: true })
  staying = await signedQuote(service)
})
afterAll(() => service.close())

const sql = (text: string, values: unknown[] = []) => ask(service.superuserUrl, text, values)
const nameOf = async (q: SentQuote) =>
  (await sql('select name from company where id = $1', [q.companyId]))[0]?.name as string
const close = async (q: SentQuote) => {
  const name = await nameOf(q)
  await service.services.database.company(q.companyId, tx => closeCompany(service.services, tx, q.actor, name))
}
const regret = (q: SentQuote) => service.services.database.company(q.companyId, tx => regretClosure(tx, q.companyId))
const stateOf = async (q: SentQuote) =>
  (
    await sql('select state from company_closure where company_id = $1 order by asked_at desc limit 1', [q.companyId])
  )[0]?.state
/** Rows of a company in every table that has any, but for what outlives it. */
async function rowsOf(companyId: string): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const t of tables) {
    if (['company_closure', 'erasure', 'incident_company'].includes(t.name)) continue
    const column = t.name === 'company' ? 'id' : 'company_id' in t.columns ? 'company_id' : null
    if (!column) continue
    const [row] = await sql(`select count(*)::int as n from ${t.name} where ${column} = $1`, [companyId])
    if (row?.n > 0) found[t.name] = row?.n
  }
  return found
}
const emailOf = async (q: SentQuote) =>
  (
    await sql('select a.email from account a join member m on m.account_id = a.id where m.company_id = $1', [
      q.companyId,
    ])
  )[0]?.email as string

test('an owner alone closes it, having shown who they are and written its name; for fourteen days nothing has happened', async () => {
  const owner = await companyWindow(service)
  const { body } = await owner.ask('GET', '/api/app/closure')
  expect(body).toMatchObject({ closure: null, would: { retrievalFrom: '2026-12-08', eraseOn: '2027-01-07' } })
  await sql('update session set proved_at = $1', ['2026-11-23T09:00:00Z'])
  expect(await owner.ask('POST', '/api/app/closure', { name: body.name })).toMatchObject({
    body: { problem: 'prove-first' },
  })
  await sql('update session set proved_at = $1', ['2026-11-24T08:59:00Z'])
  expect(await owner.ask('POST', '/api/app/closure', { name: 'Något annat' })).toMatchObject({
    body: { problem: 'closure-name' },
  })
  expect((await owner.ask('POST', '/api/app/closure', { name: body.name })).body.closure.state).toBe('regret')
  expect(await owner.ask('POST', '/api/app/closure', { name: body.name })).toMatchObject({
    body: { problem: 'closure-begun' },
  })
  expect((await owner.ask('POST', '/api/app/clients', { kind: 'person', name: 'Åsa Berg' })).status).toBe(201)
  expect((await owner.ask('POST', '/api/app/closure/regret', {})).body.closure).toBeNull()
  expect(await owner.ask('POST', '/api/app/closure/regret', {})).toMatchObject({
    body: { problem: 'closure-too-late' },
  })
  await followClosures(service.services)
  // Closed once more, until it can only be read.
  await owner.ask('POST', '/api/app/closure', { name: body.name })
  clock.pass(13 * DAY)
  await followClosures(service.services)
  expect((await owner.ask('POST', '/api/app/clients', { kind: 'person', name: 'Bo Berg' })).status).toBe(201)
  clock.pass(DAY)
  await followClosures(service.services)
  expect(await owner.ask('POST', '/api/app/clients', { kind: 'person', name: 'Cia Berg' })).toMatchObject({
    body: { problem: 'company-closed' },
  })
  expect((await owner.ask('GET', '/api/app/clients')).status).toBe(200)
  expect((await owner.ask('GET', '/api/app/me')).body.closed).toBe(true)
  expect(await owner.ask('POST', '/api/app/closure/regret', {})).toMatchObject({
    body: { problem: 'closure-too-late' },
  })
})

test(
  'when the agreement has ended it can be fetched for thirty days, and then all of it is gone but what lies apart, with a certificate',
  clause('P-13.2', 'P-15.1', 'L-17'),
  async () => {
    const { services } = service
    const email = await emailOf(leaving)
    await offerNews(services, leaving.actor.kind === 'member' ? leaving.actor.accountId : '', {
      where: 'sign-up',
      no: false,
    })
    await runWaiting(service, ...everyJob)
    const before = await rowsOf(staying.companyId)
    const began = clock.now()
    await close(leaving)
    await close(waiting)
    clock.pass(14 * DAY)
    await followClosures(services)
    await followClosures(services)
    expect([await stateOf(leaving), await stateOf(waiting)]).toEqual(['retrieval', 'retrieval'])
    expect(await sql('select state from document where company_id = $1', [waiting.companyId])).toEqual([
      { state: 'withdrawn' },
    ])
    expect(await sql('select email from former_customer')).toEqual([{ email }])
    let files = 0
    for await (const f of companyFiles(services, { companyId: leaving.companyId, numbers: true })) {
      if (!(f.content instanceof Uint8Array)) for await (const _ of f.content) files++
    }
    expect(files).toBeGreaterThan(20)
    clock.pass(29 * DAY)
    await followClosures(services)
    expect(await stateOf(leaving)).toBe('retrieval')
    clock.pass(DAY)
    await followClosures(services)
    await followClosures(services)
    expect(await stateOf(leaving)).toBe('erasing')

    // Broken off after the rows, and again after the rest: it goes on where it was.
    const [closure] = await sql('select * from company_closure where company_id = $1', [leaving.companyId])
    const stopAt = (step: string) => (done: string) => {
      if (done === step) throw new Error('broken off')
    }
    await expect(erase(services, closure?.erasure_id, stopAt('rows'))).rejects.toThrow('broken off')
    expect(await rowsOf(leaving.companyId)).toEqual({})
    await followClosures(services)
    expect(await stateOf(leaving)).toBe('erasing')
    await expect(erase(services, closure?.erasure_id, stopAt('processors'))).rejects.toThrow('broken off')
    // What waits in the queue and names the company keeps it from being certified; done, it finds nothing to do.
    expect(await erase(services, closure?.erasure_id)).toBe(false)
    expect((await sql('select left_behind from erasure where id = $1', [closure?.erasure_id]))[0]?.left_behind).toEqual(
      [{ store: 'queue', found: expect.any(Number) }],
    )
    await runWaiting(service, ...everyJob)
    expect(await erase(services, closure?.erasure_id)).toBe(true)
    await followErasures.run(services)
    await runWaiting(service, goOn as never)
    await followClosures(services)
    await followClosures(services)
    expect([await stateOf(leaving), await stateOf(waiting)]).toEqual(['erased', 'erased'])
    expect((clock.now().getTime() - began.getTime()) / DAY).toBeLessThanOrEqual(90)

    for (const q of [leaving, waiting]) expect(await rowsOf(q.companyId)).toEqual({})
    const holds = await sql('select document_id, ends_on from restricted.hold where company_id = any($1)', [
      [leaving.companyId, waiting.companyId],
    ])
    expect(holds).toEqual([{ document_id: leaving.documentId, ends_on: '2036-12-31' }])
    const keys = await sql('select id from vault.key where company_id = any($1) and wrapped is not null', [
      [leaving.companyId, waiting.companyId],
    ])
    const kept = await sql(
      `select distinct content ->> 'key_id' as id from restricted.item where company_id = $1 and content ->> 'key_id' is not null order by 1`,
      [leaving.companyId],
    )
    expect(keys.map(k => k.id).sort()).toEqual(kept.map(k => k.id))
    expect(kept.length).toBeGreaterThan(0)
    expect(
      await sql('select 1 from vault.index_key where company_id = any($1)', [[leaving.companyId, waiting.companyId]]),
    ).toEqual([])
    const sealed = await sql(
      `select content ->> 'sha256' as sha256, content ->> 'key_id' as key_id from restricted.item where company_id = $1 and table_name = 'file'`,
      [leaving.companyId],
    )
    for (const f of sealed) expect(await services.files.exists(leaving.companyId, f as never)).toBe(true)
    expect(await rowsOf(staying.companyId)).toEqual(before)

    // Whoever owned it is told, and the certificate can be read and checked when the account is gone as well.
    await runWaiting(service, sendProcessingMail as never, sendCertificate as never)
    expect((await sentTo(service, email)).map(m => m.subject)).toContain('Företagets uppgifter är raderade')
    const path = `/integritet/raderingsintyg/${closure?.id}`
    // Whoever belongs to no other company goes in the ninety days that the policy says.
    clock.pass(90 * DAY - (clock.now().getTime() - began.getTime()))
    await carryOutRun(services, await planRun(services))
    expect(await sql('select 1 from account where email = $1', [email])).toEqual([])
    expect(await (await fetch(service.url + path)).text()).toContain('Ett undertecknat avtal till 31 december 2036')
    const [text, signature] = await Promise.all(
      ['intyg.json', 'intyg.json.sig'].map(async f => (await fetch(`${service.url}${path}/${f}`)).text()),
    )
    const key = createPublicKey(companyKeyPem(services))
    expect(verify(null, Buffer.from(text as string), key, Buffer.from(signature as string, 'base64'))).toBe(true)
    const certificate = Certificate.parse(JSON.parse(text as string))
    const { document, document_version: versions } = Object.fromEntries(certificate.removed.map(t => [t.table, t.rows]))
    expect([document, versions]).toEqual([1, 1])
    expect(certificate.removed.map(t => t.table)).toEqual(
      expect.arrayContaining(['client', 'client_person', 'company', 'member']),
    )
    expect(certificate.kept).toEqual([
      { reason: 'signature-evidence', law: expect.any(String), until: '2036-12-31', documents: 1 },
    ])
    expect(certificate.suppliers.map(s => s.state)).not.toContain('requested')
    expect(text).not.toContain(email)
    // A year on whoever was a customer is nobody to us.
    clock.pass(366 * DAY)
    await carryOutRun(services, await planRun(services))
    expect(await sql('select email from former_customer')).toEqual([])
    // Where the agreement goes on, what is kept while it does is there, night after night.
    const bound = new Set(
      declaredColumns(tables).flatMap(c => (c.personal?.keep.after === 'relation-ended' ? [c.table] : [])),
    )
    const whileItLasts = (rows: Record<string, number>) =>
      Object.fromEntries(Object.entries(rows).filter(([t]) => bound.has(t)))
    expect(Object.keys(whileItLasts(before))).toEqual(
      expect.arrayContaining(['company', 'member', 'agreement_acceptance']),
    )
    expect(whileItLasts(await rowsOf(staying.companyId))).toEqual(whileItLasts(before))
    expect(await emailOf(staying)).toContain('@')
  },
)

test('a backup that is restored from before forgets the company again', async () => {
  const { services } = service
  const stones = []
  for await (const t of readTombstones(tombstoneFile(services.config.dataDir))) stones.push(t)
  const stone = stones.find(t => t.person.kind === 'company' && t.person.companyId === leaving.companyId)
  expect(stone?.keys.length).toBeGreaterThan(1)
  // What a backup would bring back, with another company in the place of the one that is gone.
  const again = await signedQuote(service, { seal: false })
  await eraseAgain(services, {
    erasureId: services.newId(),
    at: '',
    person: { kind: 'company', companyId: again.companyId },
    keys: [],
  })
  expect(await rowsOf(again.companyId)).toEqual({})
})

test('an offer that has run out is not withdrawn: nobody is written to about it', async () => {
  const old = await sentQuote(service.services, { shortened: true })
  await sql('update document set valid_to = $1 where company_id = $2', ['2026-12-01', old.companyId])
  await close(old)
  clock.pass(14 * DAY)
  await followClosures(service.services)
  expect(await stateOf(old)).toBe('retrieval')
  expect(await sql('select state from document where company_id = $1', [old.companyId])).toEqual([{ state: 'sent' }])
})

test('who regrets in time goes on as before', async () => {
  await close(staying)
  await expect(close(staying)).rejects.toMatchObject({ code: 'closure-begun' })
  await regret(staying)
  clock.pass(60 * DAY)
  await followClosures(service.services)
  expect(await stateOf(staying)).toBe('regretted')
  expect((await sql('select closed_at from company where id = $1', [staying.companyId]))[0]?.closed_at).toBeNull()
})

test('every table that goes with a company has a name on its certificate, in both languages', () => {
  for (const language of ['sv', 'en'] as const) {
    const nameless = companysTables(tables).filter(
      t => !tableWords(t.name) && !certificateWords[language].tables[t.name],
    )
    expect(nameless.map(t => t.name)).toEqual([])
  }
})
