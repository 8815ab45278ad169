// A service lets a connection out only within the door's passage: so every adapter must still stand in it when its socket opens, which
// pools and queues of libraries could undo.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterEach, expect, test } from 'vitest'
import { systemClock } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'
import { currentPassage, makeDoor } from '../platform/outbound/door.ts'
import { guardSockets } from '../platform/outbound/guard.ts'
import { askTimestamp } from '../signing/seal/timestamp.ts'
import { cellsyntSms } from './cellsynt/adapter.ts'
import { startFakeCellsynt } from './cellsynt/fake.ts'
import { processorsOf } from './processors.ts'
import { s3Store } from './s3/adapter.ts'
import { startFakeS3 } from './s3/fake.ts'
import { smtpMail } from './smtp/adapter.ts'

const door = makeDoor({ columns: [], ports: [], processors: processorsOf(readConfig({})), clock: systemClock })
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** In whose passage each connection opened from now on stood. */
function watched(): (string | null)[] {
  const seen: (string | null)[] = []
  closing.push(
    guardSockets(() => {
      seen.push(currentPassage())
      return true
    }),
  )
  return seen
}

test('mail, also when it waits for a connection of the pool', async () => {
  const server = new SMTPServer({
    authOptional: true,
    // The pool keeps its connections; the server does not wait for them.
    closeTimeout: 1,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _, done) => stream.resume().on('end', () => done()),
  })
  const bound = server.listen(0, '127.0.0.1')
  await new Promise(resolve => bound.once('listening', resolve))
  closing.push(() => new Promise<void>(resolve => server.close(() => resolve())))
  const seen = watched()
  const mail = smtpMail({
    smtpUrl: `smtp://127.0.0.1:${(bound.address() as AddressInfo).port}`,
    from: 'offert@prov.example',
    encrypted: false,
  })
  const send = (reference: string) =>
    door.through('mail', () =>
      mail.send({
        to: 'asa@prov.example',
        from: { name: 'Prov', address: 'offert@prov.example' },
        subject: 'x',
        text: 'x',
        html: 'x',
        attachments: [],
        reference,
      }),
    )
  await Promise.all(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(send))
  expect(seen.length).toBeGreaterThan(1)
  expect(new Set(seen)).toEqual(new Set(['mail']))
})

test('text messages', async () => {
  const fake = await startFakeCellsynt({ username: 'prov', password: 'x' })
  closing.push(fake.close)
  const seen = watched()
  const sms = cellsyntSms({ url: fake.url, username: 'prov', password: 'x', log: { error: () => {} } as never })
  await door.through('sms', () => sms.send({ to: '+46701740605', from: 'Prov', text: 'Hej', reference: 'r' }))
  expect(seen).toEqual(['sms'])
})

test('files, many at once', async () => {
  const account = { bucket: 'filer', region: 'eu-north-1', accessKey: 'x', secretKey: 'y' }
  const fake = await startFakeS3({ ...account, clock: systemClock })
  closing.push(fake.close)
  const seen = watched()
  const store = s3Store({ ...account, endpoint: fake.endpoint, door, clock: systemClock })
  const name = (n: number) => `019ab000-0000-7000-8000-000000000001/aa/${String(n).repeat(64)}`
  await Promise.all([1, 2, 3, 4, 5].map(n => store.put(name(n), Buffer.from('x'))))
  expect(new Set(seen)).toEqual(new Set(['files']))
})

test('time stamps', async () => {
  const server = createServer((_, response) => response.writeHead(500).end())
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise(resolve => server.close(resolve)))
  const seen = watched()
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const asked = door.through('timestamp', () => askTimestamp({ url, ca: null, roots: [] }, new Uint8Array(32)))
  await expect(asked).rejects.toThrow('status 500')
  expect(seen).toEqual(['timestamp'])
})
