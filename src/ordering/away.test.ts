// Each outside service away or slow, the clock moved, the disk full: whoever signs waits on none of them, nothing is lost, and the state
// shown is true. (Time stamps: stamp.test.ts. The death of processes: killed.test.ts.)
import { createServer, type Server, type Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { resendQueued, sendDispatch } from '../delivery/dispatch.ts'
import { linkToken } from '../documents/link-token.ts'
import { movableClock } from '../platform/clock.ts'
import type { Services } from '../platform/context.ts'
import type { Visitor } from '../platform/http/endpoint.ts'
import { EidUnavailable } from '../platform/ports/eid.ts'
import { openRoom } from '../recipient/room.ts'
import { signingCode } from '../signing/code.ts'
import { renewSealCertificate } from '../signing/seal-certificate.ts'
import { type SentQuote, sentQuote } from '../testing/sent-quote.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { collectOrders } from './collect.ts'
import { beginOrder, readOrder } from './orders.ts'
import { sealAgreement, sealUnsealed } from './seal-job.ts'
import { completeCode } from './sign.ts'

const ASA = '198406012388'
const visitor: Visitor = {
  ip: '127.0.0.1',
  userAgent: 'test',
  language: 'sv',
  url: new URL('http://localhost/rum/x/skriv-under'),
}
const TICKS = new Set(['rot.refused-ack', 'order.authority'])

let service: TestService | undefined
const closing: (() => Promise<unknown> | unknown)[] = []
beforeEach(() => {
  closing.length = 0
})
afterEach(async () => {
  for (const close of closing.reverse()) await close()
  await service?.close()
  service = undefined
})

const start = async (options: Parameters<typeof startTestService>[0] = {}) => {
  service = await startTestService({ jobs: false, ...options })
  return service
}
const roomOf = (s: TestService, quote: SentQuote) =>
  openRoom(s.services, linkToken(s.services.secrets, quote.links[0] as string), visitor)
const begin = async (s: TestService, quote: SentQuote, method: 'bankid' | 'code-mail' = 'bankid') => {
  const id = await beginOrder(
    s.services,
    await roomOf(s, quote),
    { ticked: TICKS, method, sameDevice: true, drawing: null, purpose: 'sign' },
    visitor,
  )
  const order = await readOrder(s.services, quote.companyId, id)
  if (!order) throw new Error('no order')
  return order
}
const phone = (s: TestService, what: string, body: object) =>
  fetch(`${s.emulator.phoneUrl}api/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const dispatches = (s: TestService, quote: SentQuote) =>
  s.services.database.company(quote.companyId, tx =>
    tx
      .selectFrom('dispatch')
      .select(['id', 'state', 'message', 'channel', 'reason'])
      .where('company_id', '=', quote.companyId)
      .orderBy('created_at')
      .execute(),
  )
const carryOut = (s: TestService, quote: SentQuote, dispatchId: string) =>
  sendDispatch.run(s.services, { companyId: quote.companyId, dispatchId }, 1)
const eventTypes = (s: TestService, quote: SentQuote) =>
  s.services.database.company(quote.companyId, async tx =>
    (await tx.selectFrom('document_event').select('type').where('document_id', '=', quote.documentId).execute()).map(
      e => e.type,
    ),
  )
const listening = (server: Server | SMTPServer, port = 0) =>
  new Promise<number>((resolve, reject) => {
    server.on('error', reject)
    const bound = server.listen(port, '127.0.0.1', () => {
      const address = (server instanceof SMTPServer ? server.server : server).address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
    void bound
  })
const freePort = async () => {
  const server = createServer()
  const port = await listening(server)
  await new Promise(done => server.close(done))
  return port
}

describe('the mail server', () => {
  const withMail = (port: number) =>
    start({ env: { CLING_SMTP_URL: `smtp://127.0.0.1:${port}`, CLING_MAIL_FROM: 'offert@prov.example' } })

  test('is down: the offer stands as not yet sent, the person signs by another way, and the mail goes out once it is back', async () => {
    const port = await freePort()
    const s = await withMail(port)
    const quote = await sentQuote(s.services)
    const [first] = await dispatches(s, quote)
    if (!first) throw new Error('nothing to send')
    await expect(carryOut(s, quote, first.id)).rejects.toThrow('did not take the mail')
    expect((await dispatches(s, quote))[0]).toMatchObject({ state: 'queued' })
    expect(await eventTypes(s, quote)).not.toContain('delivered')

    const order = await begin(s, quote)
    await phone(s, 'approve', { autoStartToken: order.secrets.autoStartToken, personalNumber: ASA })
    await collectOrders.run(s.services)
    expect((await roomOf(s, quote)).state).toBe('signed')

    const received: string[] = []
    const smtp = mailServer({ take: text => void received.push(text) })
    await listening(smtp, port)
    await carryOut(s, quote, first.id)
    // Carried out twice, as a queue may do it.
    await carryOut(s, quote, first.id)
    expect(received).toHaveLength(1)
    expect((await dispatches(s, quote))[0]).toMatchObject({ state: 'accepted' })
  })

  test('answers nothing at all: the person signs meanwhile', async () => {
    const held = new Set<Socket>()
    const silent = createServer(socket => {
      held.add(socket)
      socket.on('error', () => {})
    })
    const s = await withMail(await listening(silent))
    const quote = await sentQuote(s.services)
    const [first] = await dispatches(s, quote)
    const sending = carryOut(s, quote, first?.id as string)
    const failed = expect(sending).rejects.toThrow('did not take the mail')

    const order = await begin(s, quote)
    await phone(s, 'approve', { autoStartToken: order.secrets.autoStartToken, personalNumber: ASA })
    await collectOrders.run(s.services)
    expect((await roomOf(s, quote)).state).toBe('signed')

    for (const socket of held) socket.destroy()
    await new Promise(done => silent.close(done))
    await failed
  })

  test('refuses the address for good: it stands as bounced, with the reason and without the address, and the company is told', async () => {
    const smtp = mailServer({ refuse: address => `550 5.1.1 <${address}> no such user` })
    const s = await withMail(await listening(smtp))
    const quote = await sentQuote(s.services)
    const [first] = await dispatches(s, quote)
    await carryOut(s, quote, first?.id as string)
    const after = await dispatches(s, quote)
    expect(after.find(d => d.id === first?.id)).toMatchObject({ state: 'bounced' })
    expect(after.find(d => d.id === first?.id)?.reason).not.toMatch(/@/)
    expect(after.map(d => d.message)).toContain('c.bounced')
    expect(await eventTypes(s, quote)).toContain('bounced')
  })

  function mailServer(options: { take?: (text: string) => void; refuse?: (address: string) => string }) {
    const smtp = new SMTPServer({
      authOptional: true,
      closeTimeout: 1,
      disabledCommands: ['STARTTLS'],
      onRcptTo(address, _, callback) {
        const refused = options.refuse?.(address.address)
        callback(refused ? Object.assign(new Error(refused), { responseCode: 550 }) : null)
      },
      onData(stream, _, callback) {
        const parts: Buffer[] = []
        stream.on('data', part => parts.push(part))
        stream.on('end', () => {
          options.take?.(Buffer.concat(parts).toString('latin1'))
          callback()
        })
      },
    })
    smtp.on('error', () => {})
    closing.push(() => new Promise<void>(done => smtp.close(() => done())))
    return smtp
  }
})

describe('BankID', () => {
  test('is away when the person begins: nothing is begun, and signing by code works', async () => {
    const s = await start()
    const quote = await sentQuote(s.services)
    await phone(s, 'service', { behaves: 'maintenance' })
    await expect(begin(s, quote)).rejects.toBeInstanceOf(EidUnavailable)
    expect(await eventTypes(s, quote)).not.toContain('signing-started')
    const order = await begin(s, quote, 'code-mail')
    expect(await completeCode(s.services, order, signingCode(s.services.secrets, order.id))).toBe('signed')
  })

  test('is away while the person signs: the order waits, and the signature comes when it is back', async () => {
    const s = await start()
    const quote = await sentQuote(s.services)
    const order = await begin(s, quote)
    await phone(s, 'approve', { autoStartToken: order.secrets.autoStartToken, personalNumber: ASA })
    for (const behaves of ['maintenance', 'internalError']) {
      await phone(s, 'service', { behaves })
      await collectOrders.run(s.services)
      expect((await readOrder(s.services, quote.companyId, order.id))?.state).toBe('pending')
    }
    await phone(s, 'service', { behaves: 'normal' })
    await collectOrders.run(s.services)
    expect((await roomOf(s, quote)).state).toBe('signed')
  })

  test('answers nothing at all: nobody else waits on it', async () => {
    const s = await start()
    const [one, other] = [await sentQuote(s.services), await sentQuote(s.services)]
    const stuck = await begin(s, one)
    await phone(s, 'service', { behaves: 'silent' })
    const collecting = collectOrders.run(s.services)
    const order = await begin(s, other, 'code-mail')
    expect(await completeCode(s.services, order, signingCode(s.services.secrets, order.id))).toBe('signed')
    await s.emulator.close()
    await collecting
    expect((await readOrder(s.services, one.companyId, stuck.id))?.state).toBe('pending')
  })
})

describe('the clock', () => {
  test.each([
    ['forward', 5],
    ['back', -5],
  ])(
    'is moved %s while the person signs: the signature stands, at the bank’s time, and is sealed',
    async (_, hours) => {
      const clock = movableClock(new Date())
      const s = await start({ clock, emulatorClock: { now: () => new Date() } })
      const quote = await sentQuote(s.services)
      const order = await begin(s, quote)
      const before = new Date()
      clock.pass(hours * 3_600_000)
      await phone(s, 'approve', { autoStartToken: order.secrets.autoStartToken, personalNumber: ASA })
      await collectOrders.run(s.services)
      expect((await roomOf(s, quote)).state).toBe('signed')
      const [row] = await s.services.database.company(quote.companyId, tx =>
        tx
          .selectFrom('signature')
          .select(['signed_at', 'version'])
          .where('document_id', '=', quote.documentId)
          .execute(),
      )
      expect(Math.abs(Number(row?.signed_at) - before.getTime())).toBeLessThan(60_000)
      expect(s.logs.join('')).toContain('signed-long-ago')
      // The sweep finds it although the time of its signature has not come, or has long passed.
      const found = await unsealed(s.services, clock.now())
      expect(found).toContain(quote.documentId)
    },
  )

  test('is moved back after a message was queued: the message is found again', async () => {
    const clock = movableClock(new Date())
    const s = await start({ clock })
    const quote = await sentQuote(s.services)
    const [first] = await dispatches(s, quote)
    clock.pass(-5 * 3_600_000)
    const { rows } = await s.services.database.pool.query('select id from queued_dispatches($1)', [
      new Date(clock.now().getTime() - 600_000),
    ])
    expect(rows.map(r => r.id)).toContain(first?.id)
    await resendQueued.run(s.services)
  })

  const unsealed = async (services: Services, now: Date) => {
    const { rows } = await services.database.pool.query<{ document_id: string }>(
      'select * from unsealed_versions($1)',
      [new Date(now.getTime() - 8000)],
    )
    return rows.map(r => r.document_id)
  }
})

describe('the sealing certificate', () => {
  test('has ended when somebody has signed: the signature stands, and the seal comes when it is renewed', async () => {
    const clock = movableClock(new Date())
    const s = await start({ clock })
    // Nine years and a half after it was made; the link lives longer than what is left.
    clock.pass(3500 * 86_400_000)
    const quote = await sentQuote(s.services)
    const order = await begin(s, quote, 'code-mail')
    expect(await completeCode(s.services, order, signingCode(s.services.secrets, order.id))).toBe('signed')
    clock.pass(380 * 86_400_000)
    const which = { companyId: quote.companyId, documentId: quote.documentId, version: 1 }
    await expect(sealAgreement.run(s.services, which, 1)).rejects.toMatchObject({ code: 'seal-expired' })
    expect((await roomOf(s, quote)).state).toBe('signed')
    await renewSealCertificate(s.services)
    await sealAgreement.run(s.services, which, 2)
    expect((await roomOf(s, quote)).state).toBe('sealed')
  })
})

describe('a full disk', () => {
  test('stops the seal and not the signature; the seal comes when there is room again', async () => {
    const s = await start()
    const quote = await sentQuote(s.services)
    const order = await begin(s, quote, 'code-mail')
    const { files } = s.services
    const write = files.write
    files.write = () => Promise.reject(Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' }))
    expect(await completeCode(s.services, order, signingCode(s.services.secrets, order.id))).toBe('signed')
    const which = { companyId: quote.companyId, documentId: quote.documentId, version: 1 }
    await expect(sealAgreement.run(s.services, which, 1)).rejects.toThrow('ENOSPC')
    expect((await roomOf(s, quote)).state).toBe('signed')
    expect(await eventTypes(s, quote)).not.toContain('sealed')
    files.write = write
    await sealUnsealed.run(s.services)
    await sealAgreement.run(s.services, which, 2)
    expect((await roomOf(s, quote)).state).toBe('sealed')
  })
})
