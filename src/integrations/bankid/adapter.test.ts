import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { createServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { movableClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { currentPassage, makeDoor } from '../../platform/outbound/door.ts'
import { type Eid, EidRefused, type EidStart, EidUnavailable } from '../../platform/ports/eid.ts'
import { processorsOf } from '../processors.ts'
import { bankIdEid } from './adapter.ts'
import { type Emulator, emulatorEid, startBankIdEmulator } from './emulator/emulator.ts'

const clock = movableClock(new Date('2026-11-24T09:58:00Z'))
const door = makeDoor({ columns: [], ports: [], processors: processorsOf(readConfig({})), clock })
const ÅSA = '198406012388'
const ERIK = '198502152393'
const text = 'JAG BESTÄLLER MED BETALNINGSSKYLDIGHET\nAv: Prov El AB'
const nonVisible = new TextEncoder().encode('{"v":1}')
const start: EidStart = {
  kind: 'sign',
  endUserIp: '192.0.2.7',
  userAgent: 'test',
  text,
  nonVisible,
  returnUrl: 'http://localhost:3000/rum?klart=1',
}

let folder: string
let emulator: Emulator
let eid: Eid & { close(): void }
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bankid-'))
  emulator = await startBankIdEmulator({ dataDir: folder, clock })
  eid = emulatorEid(emulator, door)
})
afterAll(async () => {
  eid.close()
  await emulator.close()
  await rm(folder, { recursive: true, force: true })
})
afterEach(() => phone('service', { behaves: 'normal' }))

const phone = async (what: string, body: object): Promise<Record<string, unknown>> => {
  const response = await fetch(`${emulator.phoneUrl}api/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await response.json()) as Record<string, unknown>
}

/** A call as any client could make it. */
const rp = (
  operation: string,
  body: unknown,
  o: { method?: string; type?: string; client?: boolean; raw?: string } = {},
): Promise<{ status: number; body: Record<string, unknown>; headers: Record<string, unknown> }> =>
  new Promise((resolve, reject) => {
    const r = request(
      new URL(operation, emulator.rpUrl),
      {
        method: o.method ?? 'POST',
        agent: false,
        ca: emulator.caPem,
        headers: { 'content-type': o.type ?? 'application/json' },
        ...(o.client === false ? {} : { cert: emulator.clientCertPem, key: emulator.clientKeyPem }),
      },
      response => {
        let answer = ''
        response.on('data', part => {
          answer += part
        })
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: JSON.parse(answer), headers: response.headers }),
        )
      },
    )
    r.on('error', reject)
    r.end(o.raw ?? JSON.stringify(body))
  })

const caught = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  )
const now = () => ({ kind: 'sign' as const, text, nonVisible, now: clock.now() })
/** RP data of an order that is right in every way. */
const rightOrder = () => ({ endUserIp: '192.0.2.7', userVisibleData: Buffer.from(text).toString('base64') })

describe('a signature', () => {
  test('on the same device: started by token, approved, collected and verified', async () => {
    const order = await eid.start(start)
    expect(await eid.collect(order.orderRef)).toEqual({ status: 'pending', hint: 'outstandingTransaction' })
    expect(eid.startUrl(order, 'phone')).toBe(`${emulator.phoneUrl}?autostarttoken=${order.autoStartToken}`)

    const opened = await phone('open', { autoStartToken: order.autoStartToken, personalNumber: ÅSA })
    expect(opened).toEqual({ state: 'shown', text })
    expect(await eid.collect(order.orderRef)).toEqual({ status: 'pending', hint: 'userSign' })

    const approved = await phone('approve', { autoStartToken: order.autoStartToken, personalNumber: ÅSA })
    expect(approved).toEqual({ state: 'complete', returnUrl: start.returnUrl })
    const answer = await eid.collect(order.orderRef)
    if (answer.status !== 'complete') throw new Error(answer.status)
    const who = await eid.verify(answer.raw, now())
    expect(who.personalNumber.reveal()).toBe(ÅSA)
    expect(who).toMatchObject({ name: 'Åsa Berg', at: clock.now(), test: true })
  })

  test('with another device: the code is read, and the app leads nowhere back', async () => {
    const order = await eid.start(start)
    clock.pass(4_000)
    const approved = await phone('approve', { qr: eid.qr(order, 4), personalNumber: ERIK })
    expect(approved).toEqual({ state: 'complete', returnUrl: null })
    const answer = await eid.collect(order.orderRef)
    if (answer.status !== 'complete') throw new Error(answer.status)
    expect((await eid.verify(answer.raw, now())).name).toBe('Erik Berg')
  })

  test('of another text, or of a log-in, is not this signature', async () => {
    const order = await eid.start(start)
    await phone('approve', { autoStartToken: order.autoStartToken, personalNumber: ÅSA })
    const answer = await eid.collect(order.orderRef)
    if (answer.status !== 'complete') throw new Error(answer.status)
    const refused = (other: object) => caught(eid.verify(answer.raw, { ...now(), ...other }))
    expect(await refused({ text: 'Jag beställer inget.' })).toMatchObject({ code: 'visible-data' })
    expect(await refused({ kind: 'auth' })).toMatchObject({ code: 'function' })
    expect(await refused({ now: new Date('2027-01-01') })).toMatchObject({ code: 'ocsp-time' })
    expect(await refused({ text: '' })).toBeInstanceOf(EidRefused)
  })

  test('made with a test certificate is refused by an adapter that is not for tests', async () => {
    const real = bankIdEid({ ...access(), rootsPem: [emulator.rootPem], test: false, door })
    const order = await real.start(start)
    await phone('approve', { autoStartToken: order.autoStartToken, personalNumber: ÅSA })
    const answer = await real.collect(order.orderRef)
    if (answer.status !== 'complete') throw new Error(answer.status)
    expect(await caught(real.verify(answer.raw, now()))).toMatchObject({ code: 'policy' })
    real.close()
  })

  test('may be by any test number, under the name that is given', async () => {
    const order = await eid.start({ ...start, kind: 'auth', text: null, nonVisible: null, returnUrl: null })
    const who = { personalNumber: '198406012389', givenName: 'Zoë <b>', surname: 'O’Neill' }
    expect(await phone('approve', { autoStartToken: order.autoStartToken, ...who })).toEqual({
      error: 'personal-number',
    })
    await phone('approve', { autoStartToken: order.autoStartToken, ...who, personalNumber: '196412283647' })
    const answer = await eid.collect(order.orderRef)
    if (answer.status !== 'complete') throw new Error(answer.status)
    const login = { kind: 'auth' as const, text: null, nonVisible: null, now: clock.now() }
    expect((await eid.verify(answer.raw, login)).name).toBe('Zoë <b> O’Neill')
  })
})

describe('an order', () => {
  test('is told once when it has ended', async () => {
    const order = await eid.start(start)
    await phone('cancel', { autoStartToken: order.autoStartToken })
    expect(await eid.collect(order.orderRef)).toEqual({ status: 'failed', hint: 'userCancel' })
    expect(await caught(eid.collect(order.orderRef))).toMatchObject({ code: 'invalidParameters' })
  })

  test('that nobody starts fails after thirty seconds', async () => {
    const order = await eid.start(start)
    clock.pass(29_999)
    expect(await eid.collect(order.orderRef)).toMatchObject({ status: 'pending' })
    clock.pass(1)
    expect(await phone('open', { autoStartToken: order.autoStartToken, personalNumber: ÅSA })).toMatchObject({
      state: 'failed',
    })
    expect(await eid.collect(order.orderRef)).toEqual({ status: 'failed', hint: 'startFailed' })
  })

  test('that is started lives three minutes', async () => {
    const order = await eid.start(start)
    clock.pass(20_000)
    await phone('open', { autoStartToken: order.autoStartToken, personalNumber: ÅSA })
    clock.pass(179_999)
    expect(await eid.collect(order.orderRef)).toMatchObject({ status: 'pending', hint: 'userSign' })
    clock.pass(1)
    expect(await eid.collect(order.orderRef)).toEqual({ status: 'failed', hint: 'expiredTransaction' })
  })

  test('is kept three minutes when complete and five when failed', async () => {
    const forgotten = async (end: (token: string) => Promise<unknown>, minutes: number) => {
      const seen = []
      for (const wait of [minutes * 60_000 - 1, minutes * 60_000]) {
        const order = await eid.start(start)
        await end(order.autoStartToken)
        clock.pass(wait)
        seen.push(await caught(eid.collect(order.orderRef)))
      }
      return seen
    }
    const gone = [null, expect.objectContaining({ code: 'invalidParameters' })]
    expect(await forgotten(t => phone('approve', { autoStartToken: t, personalNumber: ÅSA }), 3)).toEqual(gone)
    expect(await forgotten(t => phone('cancel', { autoStartToken: t }), 5)).toEqual(gone)
  })

  test('that we cancel is gone', async () => {
    const order = await eid.start(start)
    await eid.cancel(order.orderRef)
    expect(await caught(eid.collect(order.orderRef))).toMatchObject({ code: 'invalidParameters' })
    expect(await caught(eid.cancel(order.orderRef))).toMatchObject({ code: 'invalidParameters' })
  })

  test('gives way when the same person opens another', async () => {
    const first = await eid.start(start)
    const second = await eid.start(start)
    await phone('open', { autoStartToken: first.autoStartToken, personalNumber: ÅSA })
    await phone('open', { autoStartToken: second.autoStartToken, personalNumber: ÅSA })
    expect(await eid.collect(first.orderRef)).toEqual({ status: 'failed', hint: 'cancelled' })
    expect(await eid.collect(second.orderRef)).toMatchObject({ status: 'pending', hint: 'userSign' })
    await eid.cancel(second.orderRef)
  })

  test.each(['certificateErr', 'notSupportedByUserApp', 'transactionRiskBlocked'])('may fail with %s', async hint => {
    const order = await eid.start(start)
    await phone('fail', { autoStartToken: order.autoStartToken, hint })
    expect(await eid.collect(order.orderRef)).toEqual({ status: 'failed', hint })
  })

  test('is not opened by a code with a wrong proof, or one that has been replaced', async () => {
    const order = await eid.start(start)
    const qr = eid.qr(order, 0)
    expect(await phone('open', { qr: `${qr.slice(0, -1)}x`, personalNumber: ÅSA })).toEqual({ error: 'order-unknown' })
    expect(await phone('open', { qr: eid.qr(order, 20), personalNumber: ÅSA })).toEqual({ error: 'qr-stale' })
    clock.pass(10_000)
    expect(await phone('open', { qr, personalNumber: ÅSA })).toEqual({ error: 'qr-stale' })
    expect(await phone('open', { qr: eid.qr(order, 10), personalNumber: ÅSA })).toMatchObject({ state: 'shown' })
    await eid.cancel(order.orderRef)
  })
})

describe('what BankID refuses', () => {
  test('a client without the relying party’s certificate does not come in', async () => {
    await expect(rp('sign', rightOrder(), { client: false })).rejects.toThrow()
    const { cert, key, ...without } = access()
    const stranger = bankIdEid({ ...without, rootsPem: [], test: true, door })
    expect(await caught(stranger.start(start))).toBeInstanceOf(EidUnavailable)
    stranger.close()
  })

  test('a server under another root is not spoken to', async () => {
    const misled = bankIdEid({ ...access(), ca: emulator.rootPem, rootsPem: [], test: true, door })
    expect(await caught(misled.start(start))).toMatchObject({ reason: 'down' })
    misled.close()
  })

  test('a certificate without its key is told when the adapter is made', () => {
    expect(() => bankIdEid({ ...access(), key: 'nothing', rootsPem: [], test: true, door })).toThrow()
  })

  test('other methods, kinds of content, paths and sizes', async () => {
    const get = await rp('sign', null, { method: 'GET', raw: '' })
    expect([get.status, get.body.errorCode, get.headers.allow]).toEqual([405, 'methodNotAllowed', 'POST'])
    expect(await rp('sign', {}, { type: 'text/plain' })).toMatchObject({
      status: 415,
      body: { errorCode: 'unsupportedMediaType' },
    })
    expect(await rp('sing', {})).toMatchObject({ status: 404, body: { errorCode: 'notFound' } })
    for (const raw of ['', '{', '[', '\xff', `{"a":"${'x'.repeat(310_000)}"}`])
      expect(await rp('sign', null, { raw })).toMatchObject({ status: 400, body: { errorCode: 'invalidParameters' } })
  })

  test.each<[string, string, object]>([
    ['sign', 'endUserIp', { endUserIp: 'localhost' }],
    ['sign', 'endUserIp', { endUserIp: undefined }],
    ['sign', 'userVisibleData', { userVisibleData: undefined }],
    ['sign', 'userVisibleData', { userVisibleData: 'not base64' }],
    ['sign', 'userVisibleData', { userVisibleData: 'gICA' }],
    ['sign', 'userVisibleData', { userVisibleData: 'A'.repeat(40_004) }],
    ['auth', 'userVisibleData', { userVisibleData: 'AAAA'.repeat(376) }],
    ['sign', 'userNonVisibleData', { userNonVisibleData: 'AAAA'.repeat(50_001) }],
    ['sign', 'userVisibleDataFormat', { userVisibleDataFormat: 'html' }],
    ['sign', 'returnUrl', { returnUrl: 'javascript:alert(1)' }],
    ['sign', 'personalNumber', { personalNumber: ÅSA }],
    ['sign', 'requirement.personalNumber', { requirement: { personalNumber: '198406012389' } }],
    ['sign', 'requirement.certificatePolicies.0', { requirement: { certificatePolicies: ['1.2.3'] } }],
    ['sign', 'requirement', { requirement: { cardReader: 'class1' } }],
    ['sign', 'requirement.risk', { requirement: { risk: 'low' } }],
    ['sign', 'web.deviceIdentifier', { web: { referringDomain: 'x.se', userAgent: 'x' } }],
    ['collect', 'orderRef', { endUserIp: undefined, userVisibleData: undefined }],
    ['phone/sign', 'personalNumber', { endUserIp: undefined, callInitiator: 'RP' }],
  ])('%s with a wrong %s', async (operation, name, wrong) => {
    const { status, body } = await rp(operation, { ...rightOrder(), ...wrong })
    expect(status).toBe(400)
    expect(body).toEqual({ errorCode: 'invalidParameters', details: `Invalid parameter: ${name}` })
  })

  test('a second order for the same person; both have then ended', async () => {
    const forÅsa = { ...rightOrder(), requirement: { personalNumber: ÅSA } }
    const first = await rp('sign', forÅsa)
    expect(await rp('sign', forÅsa)).toMatchObject({ status: 400, body: { errorCode: 'alreadyInProgress' } })
    expect((await rp('collect', { orderRef: first.body.orderRef })).body).toMatchObject({ hintCode: 'cancelled' })
  })

  test('another person than the one required, and a kind of BankID that was not asked for', async () => {
    for (const requirement of [{ personalNumber: ÅSA }, { certificatePolicies: ['1.2.3.4.10'] }]) {
      const { body } = await rp('sign', { ...rightOrder(), requirement })
      await phone('approve', { autoStartToken: body.autoStartToken, personalNumber: ERIK })
      expect((await rp('collect', { orderRef: body.orderRef })).body).toMatchObject({ hintCode: 'startFailed' })
    }
  })

  test('too many orders in a short time, until the window has passed', async () => {
    const narrow = await startBankIdEmulator({ dataDir: folder, clock, startLimit: 2 })
    const e = emulatorEid(narrow, door)
    clock.pass(10_000)
    await e.start(start)
    await e.start(start)
    expect(await caught(e.start(start))).toMatchObject({ reason: 'busy' })
    clock.pass(10_000)
    expect(await caught(e.start(start))).toBeNull()
    e.close()
    await narrow.close()
  })

  test('an order over the telephone is opened by the person it is for', async () => {
    const { body } = await rp('phone/sign', {
      personalNumber: ÅSA,
      callInitiator: 'RP',
      userVisibleData: rightOrder().userVisibleData,
    })
    expect(Object.keys(body)).toEqual(['orderRef'])
    const { orders } = (await (await fetch(`${emulator.phoneUrl}api/orders`)).json()) as { orders: { order: string }[] }
    await phone('approve', { order: orders[0]?.order, personalNumber: ÅSA })
    expect((await rp('collect', { orderRef: body.orderRef })).body).toMatchObject({ status: 'complete' })
  })
})

describe('the adapter', () => {
  test('runs every call in the passage of the e-ID', async () => {
    const passages: (string | null)[] = []
    const noted = emulatorEid(emulator, {
      through: (processor, work) =>
        door.through(processor, () => {
          passages.push(currentPassage())
          return work()
        }),
    })
    const order = await noted.start(start)
    await noted.collect(order.orderRef)
    await noted.cancel(order.orderRef)
    noted.close()
    expect(passages).toEqual(['eid', 'eid', 'eid'])
  })

  test('tells maintenance from being down, and gives up on a silent service', async () => {
    await phone('service', { behaves: 'maintenance' })
    expect(await caught(eid.start(start))).toMatchObject({ reason: 'maintenance' })
    await phone('service', { behaves: 'internalError' })
    expect(await caught(eid.start(start))).toMatchObject({ reason: 'down' })
    await phone('service', { behaves: 'silent' })
    const impatient = bankIdEid({ ...access(), rootsPem: [], test: true, door, timeoutMs: 50 })
    expect(await caught(impatient.start(start))).toMatchObject({ reason: 'down' })
    impatient.close()
  })

  test('is not disturbed by a server that closes kept connections', async () => {
    const pem = await readFile(join(folder, 'bankid-emulator', 'tls-server.pem'), 'utf8')
    const seen = new WeakSet<object>()
    let closed = 0
    const server = createServer({ key: pem, cert: pem }, (question, response) => {
      if (seen.has(question.socket)) {
        closed++
        return question.socket.destroy()
      }
      seen.add(question.socket)
      response.end('{}')
    })
    await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready))
    const baseUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const kept = bankIdEid({ ...access(), baseUrl, rootsPem: [], test: true, door })
    await kept.cancel('a')
    await kept.cancel('b')
    expect(closed).toBe(1)
    kept.close()
    server.close()
  })

  test('refuses a text that is missing or larger than BankID takes, before anything is sent', async () => {
    const code = async (other: Partial<EidStart>) => (await caught(eid.start({ ...start, ...other }))) as EidRefused
    expect(await code({ text: null })).toMatchObject({ code: 'text-missing' })
    expect(await code({ text: 'å'.repeat(15_001) })).toMatchObject({ code: 'text-too-long' })
    expect(await code({ kind: 'auth', text: 'x'.repeat(1_126) })).toMatchObject({ code: 'text-too-long' })
    expect(await code({ nonVisible: new Uint8Array(150_001) })).toMatchObject({ code: 'text-too-long' })
  })

  test('says what to do for every hint, and something general for one it has not heard of', () => {
    const said = (status: 'pending' | 'failed', hint: string, way: 'same' | 'qr' = 'qr') =>
      eid.words({ status, hint, way }, 'sv')
    expect(said('pending', 'outstandingTransaction')).toContain('QR')
    expect(said('pending', 'outstandingTransaction', 'same')).toContain('Öppna BankID')
    expect(said('failed', 'userCancel')).toBe('Du avbröt i appen. Inget är underskrivet.')
    expect(said('failed', 'somethingNew')).toBe('Något gick fel och inget är underskrivet. Försök igen.')
    expect(said('pending', 'somethingNew')).toContain('BankID arbetar')
    expect(said('failed', 'toString')).toBe(said('failed', 'somethingNew'))
    expect(eid.words({ error: new EidUnavailable('maintenance') }, 'en')).toContain('not answering')
    expect(eid.words({ error: new EidRefused('alreadyInProgress') }, 'sv')).toContain('båda avbröts')
    expect(eid.words({ error: new Error('x') }, 'sv')).toContain('hos oss')
  })

  test('starts the app at BankID’s own addresses unless told otherwise', () => {
    const real = bankIdEid({ ...access(), rootsPem: [], test: true, door })
    expect(real.startUrl({ autoStartToken: 'a b' }, 'phone')).toBe(
      'https://app.bankid.com/?autostarttoken=a%20b&redirect=null',
    )
    expect(real.startUrl({ autoStartToken: 'x' }, 'desktop')).toBe('bankid:///?autostarttoken=x&redirect=null')
    real.close()
  })
})

test('the certificates are made once, and only their owner can read them', async () => {
  const again = await startBankIdEmulator({ dataDir: folder, clock })
  expect(again.rootPem).toBe(emulator.rootPem)
  expect(again.clientCertPem).toBe(emulator.clientCertPem)
  await again.close()
  const kept = join(folder, 'bankid-emulator')
  for (const file of (await readdir(kept)).filter(f => f.endsWith('.pem')))
    expect((await stat(join(kept, file))).mode & 0o077).toBe(0)
  for (const file of await readdir(join(kept, 'persons'))) expect(file).toMatch(/^[0-9a-f]{32}\.pem$/)
})

test('a certificate whose issuer is lost is issued anew, and signatures then verify under the new root', async () => {
  const other = await mkdtemp(join(tmpdir(), 'bankid-'))
  const first = await startBankIdEmulator({ dataDir: other, clock })
  await first.close()
  await rm(join(other, 'bankid-emulator', 'bank-ca.pem'))
  const ocsp = await readFile(join(other, 'bankid-emulator', 'ocsp.pem'), 'utf8')
  const second = await startBankIdEmulator({ dataDir: other, clock })
  expect(second.rootPem).toBe(first.rootPem)
  expect(await readFile(join(other, 'bankid-emulator', 'ocsp.pem'), 'utf8')).not.toBe(ocsp)
  await second.close()
  await rm(other, { recursive: true })
})

const access = () => ({
  baseUrl: emulator.rpUrl,
  cert: emulator.clientCertPem,
  key: emulator.clientKeyPem,
  ca: emulator.caPem,
})
