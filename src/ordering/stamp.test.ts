// The time-stamp authority, there and away in every way: the file is sealed now, what is missing is shown and comes later, and nobody who
// signs waits for it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { linkToken } from '../documents/link-token.ts'
import { movableClock } from '../platform/clock.ts'
import type { Visitor } from '../platform/http/endpoint.ts'
import { openRoom } from '../recipient/room.ts'
import { fromPem } from '../signing/asn1/der.ts'
import { signingCode } from '../signing/code.ts'
import { sealRoots } from '../signing/seal-certificate.ts'
import { verifyPdf } from '../signing/verify/verify-pdf.ts'
import { ask } from '../testing/ask.ts'
import { windowOf } from '../testing/company-window.ts'
import { type SentQuote, sentQuote } from '../testing/sent-quote.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { type Behaves, startTimeStampAuthority, type TimeStampAuthority } from '../testing/time-stamp-authority.ts'
import { beginOrder, readOrder } from './orders.ts'
import { sealAgreement, stampPending } from './seal-job.ts'
import { completeCode } from './sign.ts'

const visitor: Visitor = {
  ip: '127.0.0.1',
  userAgent: 'test',
  language: 'sv',
  url: new URL('http://localhost/rum/x/skriv-under'),
}
const clock = movableClock(new Date('2026-11-24T09:00:00Z'))
const SECONDS = 1000
let service: TestService
let authority: TimeStampAuthority
let folder: string

beforeAll(async () => {
  authority = await startTimeStampAuthority(() => clock.now())
  folder = mkdtempSync(join(tmpdir(), 'cling-test-'))
  writeFileSync(join(folder, 'tsa.pem'), authority.rootPem)
  service = await startTestService({
    jobs: false,
    clock,
    env: { CLING_TSA_URL: authority.url, CLING_TSA_CA: join(folder, 'tsa.pem') },
  })
})
afterAll(async () => {
  await service.close()
  await authority.stop()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  authority.behaves = 'normal'
  // What earlier tests left waiting is stamped, and the authority is believed to be there.
  clock.pass(4 * 3600 * SECONDS)
  await stampPending.run(service.services)
  expect(await pending()).toEqual([])
})

const pending = async () => (await ask(service.ownerUrl, 'select * from untimestamped_versions()')) as unknown[]
const roomOf = (quote: SentQuote) =>
  openRoom(service.services, linkToken(service.services.secrets, quote.links[0] as string), visitor)
const pageOf = async (quote: SentQuote, path = '') => {
  const token = linkToken(service.services.secrets, quote.links[0] as string)
  return fetch(`${service.url}/rum/${token}/${path}`)
}
const signed = async () => {
  const quote = await sentQuote(service.services)
  const id = await beginOrder(
    service.services,
    await roomOf(quote),
    {
      ticked: new Set(['rot.refused-ack', 'order.authority']),
      method: 'code-mail',
      sameDevice: true,
      drawing: null,
      purpose: 'sign',
    },
    visitor,
  )
  const order = await readOrder(service.services, quote.companyId, id)
  if (!order) throw new Error('no order')
  expect(await completeCode(service.services, order, signingCode(service.services.secrets, id))).toBe('signed')
  return quote
}
const seal = (quote: SentQuote) =>
  sealAgreement.run(service.services, { companyId: quote.companyId, documentId: quote.documentId, version: 1 }, 1)
const fileOf = async (quote: SentQuote) => new Uint8Array(await (await pageOf(quote, 'avtal.pdf')).arrayBuffer())
const verified = async (bytes: Uint8Array) =>
  verifyPdf(bytes, {
    seal: (await sealRoots(service.services)).flatMap(pem => fromPem(pem)),
    timestamp: fromPem(authority.rootPem),
  })
const PENDING = 'Tidsstämpeln'

describe('the authority', () => {
  test('is there: the seal carries its stamp from the first moment', async () => {
    const quote = await signed()
    await seal(quote)
    expect((await roomOf(quote)).signed?.timestamp).toBe('done')
    const report = await verified(await fileOf(quote))
    expect(report).toMatchObject({
      intact: 'intact',
      seal: { trust: 'known' },
      timestamp: { at: clock.now(), trusted: true },
    })
    expect(report.checks.every(c => c.ok)).toBe(true)
  })

  test('or not: both parties are handed the same file, named by the quote’s number', async () => {
    const quote = await signed()
    const { cookie } = await windowOf(service, quote.actor as never)
    const theirs = () => fetch(`${service.url}/api/app/documents/${quote.documentId}/pdf`, { headers: { cookie } })
    for (const early of [await pageOf(quote, 'avtal.pdf'), await theirs()]) expect(early.status).toBe(404)
    await seal(quote)
    const [ours, other] = [await pageOf(quote, 'avtal.pdf'), await theirs()]
    for (const name of ['content-type', 'content-disposition', 'cache-control'])
      expect(ours.headers.get(name), name).toBe(other.headers.get(name))
    expect(ours.headers.get('content-disposition')).toMatch(
      /^attachment; filename="(2026-\d{4})\.pdf"; filename\*=UTF-8''\1\.pdf$/,
    )
    expect(Buffer.from(await ours.arrayBuffer()).equals(Buffer.from(await other.arrayBuffer()))).toBe(true)
  })

  // Every way it can be wrong: src/signing/seal/timestamp.test.ts.
  test.each<Behaves | 'down'>(['down', 'wrong nonce', 'garbage'])(
    '%s: the file is sealed now, says that the stamp is pending, and gets it later',
    async how => {
      const quote = await signed()
      if (how === 'down') await authority.stop()
      else authority.behaves = how
      await seal(quote)
      const room = await roomOf(quote)
      expect(room).toMatchObject({ state: 'sealed', signed: { timestamp: 'pending' } })
      expect(await (await pageOf(quote)).text()).toContain(PENDING)
      const before = await fileOf(quote)
      expect(await verified(before)).toMatchObject({ intact: 'intact', seal: { trust: 'known' }, timestamp: null })

      if (how === 'down') await authority.start()
      else authority.behaves = 'normal'
      clock.pass(31 * SECONDS)
      await stampPending.run(service.services)
      expect((await roomOf(quote)).signed?.timestamp).toBe('done')
      expect(await (await pageOf(quote)).text()).not.toContain(PENDING)
      const after = await fileOf(quote)
      expect(await verified(after)).toMatchObject({ intact: 'intact', timestamp: { at: clock.now(), trusted: true } })
      // What both already hold stands in it, untouched.
      expect(Buffer.from(after.subarray(0, before.length)).equals(Buffer.from(before))).toBe(true)
      const types = await ask(service.ownerUrl, 'select type from document_event where document_id = $1 order by seq', [
        quote.documentId,
      ])
      expect(types.map(t => t.type).slice(-1)).toEqual(['timestamped'])
    },
  )

  test('answers nothing: who signs does not wait, nor does the next seal', async () => {
    const first = await signed()
    authority.behaves = 'silent'
    const asked = authority.question()
    const sealing = seal(first)
    await asked
    // While the seal waits: the first is signed for whoever looks, and another signs.
    expect((await roomOf(first)).state).toBe('signed')
    const second = await signed()
    authority.letGo()
    await sealing
    expect(await roomOf(first)).toMatchObject({ state: 'sealed', signed: { timestamp: 'pending' } })
    const questions = authority.asked
    await seal(second)
    expect(await roomOf(second)).toMatchObject({ state: 'sealed', signed: { timestamp: 'pending' } })
    expect(authority.asked).toBe(questions)
  })
})

describe('what is pending', () => {
  test('is asked for again after thirty seconds, then after twice as long each time, and an hour at most', async () => {
    const quote = await signed()
    authority.behaves = 'error'
    await seal(quote)
    const pauses: number[] = []
    for (let i = 0; i < 9; i++) {
      const asked = authority.asked
      let waited = 0
      while (authority.asked === asked) {
        clock.pass(15 * SECONDS)
        waited += 15
        await stampPending.run(service.services)
      }
      pauses.push(waited)
    }
    expect(pauses).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600])
  })

  test('is asked for again when the clock has been moved back', async () => {
    const quote = await signed()
    authority.behaves = 'error'
    await seal(quote)
    authority.behaves = 'normal'
    clock.pass(-3600 * SECONDS)
    await stampPending.run(service.services)
    expect((await roomOf(quote)).signed?.timestamp).toBe('done')
  })

  test('of one file that cannot be read keeps no other from its stamp', async () => {
    const quotes = [await signed(), await signed()]
    authority.behaves = 'error'
    for (const quote of quotes) await seal(quote)
    authority.behaves = 'normal'
    clock.pass(31 * SECONDS)
    const { files } = service.services
    const read = files.read
    const broken = quotes[0] as SentQuote
    files.read = (companyId, file) =>
      companyId === broken.companyId ? Promise.reject(new Error('gone')) : read.call(files, companyId, file)
    await stampPending.run(service.services)
    files.read = read
    const states = await Promise.all(quotes.map(async q => (await roomOf(q)).signed?.timestamp))
    expect(states).toEqual(['pending', 'done'])
    expect(service.logs.join('')).toContain('stamp-failed')
  })

  test('is added once by two workers at once', async () => {
    const quote = await signed()
    authority.behaves = 'error'
    await seal(quote)
    authority.behaves = 'normal'
    clock.pass(31 * SECONDS)
    await Promise.all([stampPending.run(service.services), stampPending.run(service.services)])
    const events = await ask(
      service.ownerUrl,
      `select 1 from document_event where document_id = $1 and type = 'timestamped'`,
      [quote.documentId],
    )
    expect(events).toHaveLength(1)
    expect((await verified(await fileOf(quote))).intact).toBe('intact')
  })
})

test('the checking page knows whose stamps to trust', async () => {
  const page = await (await fetch(`${service.url}/verifiera`)).text()
  expect(page).toContain(`<template data-stamp-roots="">${authority.rootPem}</template>`)
})
