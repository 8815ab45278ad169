import { createServer, get, type Server } from 'node:http'
import { type AddressInfo, connect, Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { createTransport } from 'nodemailer'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { processorsOf } from '../../integrations/processors.ts'
import { recipients } from '../../privacy/policy/model.ts'
import { tables } from '../../schema.ts'
import { clause } from '../../testing/clause.ts'
import { inUseEnv } from '../../testing/papers.ts'
import { systemClock } from '../clock.ts'
import { readConfig } from '../config.ts'
import { makeDoor } from './door.ts'
import { firewallRules, openings } from './firewall.ts'
import { guardSockets, noteRefused, throughTheDoor } from './guard.ts'

const door = makeDoor({ columns: [], ports: [], processors: processorsOf(readConfig({})), clock: systemClock })
const REFUSED = 'was opened outside the outbound door and refused'
/** Addresses of documentation (RFC 5737, RFC 2606): nobody is there. */
const OUTSIDE = '192.0.2.1'
const NAME = 'outside.example'

let server: Server
let port: number
beforeAll(async () => {
  server = createServer((_, response) => response.end('here'))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => new Promise(resolve => server.close(resolve)))

/** What was thrown, or what the error is about that was. */
const refusal = async (work: () => unknown): Promise<string> => {
  try {
    await work()
    return 'It connected.'
  } catch (error) {
    const { message, cause } = error as Error
    return cause instanceof Error ? cause.message : message
  }
}

describe('in a test', () => {
  test.each([
    ['fetch', () => fetch(`http://${OUTSIDE}/`)],
    ['fetch by name', () => fetch(`https://${NAME}/`)],
    ['http', () => get(`http://${NAME}/`)],
    ['net, by options', () => connect({ host: OUTSIDE, port: 443 })],
    ['net, by port and host', () => connect(443, NAME)],
    ['a bare socket', () => new Socket().connect(443, OUTSIDE)],
    ['tls', () => connectTls({ host: NAME, port: 443 })],
    ['the database driver', () => new pg.Client({ host: OUTSIDE }).connect()],
    [
      'SMTP',
      () => createTransport({ host: OUTSIDE, port: 25 }).sendMail({ to: 'a@prov.example', from: 'b@prov.example' }),
    ],
  ])('a connection to the outside by %s is refused with a sentence', clause('P-20.5'), async (_, open) => {
    expect(await refusal(open)).toContain(REFUSED)
  })

  test('the door does not help', async () => {
    expect(await refusal(() => door.through('mail', () => fetch(`http://${OUTSIDE}/`)))).toContain(REFUSED)
  })

  test.each(['127.0.0.1', 'localhost'])('%s is free', async host => {
    expect(await (await fetch(`http://${host}:${port}/`)).text()).toBe('here')
  })
})

describe('in a service', () => {
  const rule = throughTheDoor('postgres://cling:hemligt@db.internal:6432/cling')
  test('only loopback and its own database are reached without the door', clause('P-20.5'), () => {
    expect(rule({ host: '127.0.0.1', port: 1 })).toBe(true)
    expect(rule({ host: 'db.internal', port: 6432 })).toBe(true)
    expect(rule({ host: 'db.internal', port: 443 })).toBe(false)
    expect(rule({ host: NAME, port: 6432 })).toBe(false)
    expect(throughTheDoor(null)({ host: NAME, port: 5432 })).toBe(false)
  })

  const inUse = makeDoor({
    columns: [],
    ports: [],
    clock: systemClock,
    processors: processorsOf(
      readConfig({
        ...inUseEnv({ slack: {}, billecta: {}, hotjar: {} }),
        CLING_SMTP_URL: 'smtps://mail.example',
        CLING_MAIL_FROM: 'offert@offert.example',
        CLING_S3_BUCKET: 'filer',
        CLING_S3_ENDPOINT: 'https://s3.example:8443',
        CLING_S3_ACCESS_KEY: 'x',
        CLING_S3_SECRET_KEY: 'y',
      }),
    ),
  })
  const later = <T>(work: () => T) => new Promise<void>(resolve => setImmediate(resolve)).then(work)

  test.each([
    ['staff', { host: 'slack.com', port: 443 }],
    ['invoicing', { host: 'api.billecta.com', port: 443 }],
    ['files', { host: 's3.example', port: 8443 }],
    // A mail server is looked up first, and then has a number for a name.
    ['mail', { host: OUTSIDE, port: 465 }],
  ])('%s reaches its own supplier within the door, also when it goes on later', async (processor, to) => {
    expect(await inUse.through(processor, () => later(() => rule(to)))).toBe(true)
    expect(await later(() => rule(to))).toBe(false)
  })

  test(
    'a host that no row in use names is refused within the door as without, and written down',
    clause('P-3.3'),
    async () => {
      const noted: object[] = []
      const away = guardSockets(rule, noteRefused({ error: (o: object) => void noted.push(o) } as never))
      try {
        for (const [processor, host, port] of [
          ['staff', NAME, 443],
          ['staff', 'slack.com', 80],
          ['staff', 'api.billecta.com', 443],
          ['staff', 'slack.com.example', 443],
          ['hotjar', 'static.hotjar.com', 443],
          ['mail', OUTSIDE, 443],
          [null, 'slack.com', 443],
        ] as const) {
          const open = async () => connect(port, host)
          const said = await refusal(() => (processor ? inUse.through(processor, open) : open()))
          expect(said, `${processor} ${host}`).toContain(REFUSED)
          expect(noted.at(-1)).toEqual({ alarm: 'outbound-refused', host, port, supplier: processor })
        }
      } finally {
        away()
      }
      // A processor that is no row in use has no passage at all.
      for (const key of ['crm', 'partner', 'errors', 'facebook', 'intercom', 'vem-som-helst'])
        expect(() => inUse.through(key, async () => 'gone'), key).toThrow(
          expect.objectContaining({ code: 'outbound-processor-inactive' }),
        )
      // And whoever has a passage is printed.
      const printed = recipients(tables, inUse.processors).map(r => r.processor.key)
      for (const p of inUse.processors) if (p.reaches?.length) expect(printed).toContain(p.key)
    },
  )

  test('a guard that is taken away refuses nothing more', async () => {
    const away = guardSockets(() => false)
    expect(await refusal(() => connect(port, '127.0.0.1'))).toContain(REFUSED)
    away()
    const socket = connect(port, '127.0.0.1')
    await new Promise(resolve => socket.once('connect', resolve))
    socket.destroy()
  })
})

describe('the firewall of the machine', () => {
  const config = readConfig({
    DATABASE_URL: 'postgres://cling:hemligt@db.internal/cling?sslmode=verify-full',
    CLING_SMTP_URL: 'smtps://nyckel:hemligt@mail.example',
    CLING_MAIL_FROM: 'offert@prov.example',
    CLING_TSA_URL: 'https://tsa.example/ts',
  })

  test('drops what comes in and goes out, but for the one port and those who are in use', clause('P-20.5'), () => {
    const rules = firewallRules(config)
    expect(rules.match(/policy drop;/g)).toHaveLength(2)
    expect(rules).not.toContain('policy accept')
    expect(rules.match(/tcp dport \d+ accept(?! comment)/g)).toEqual(['tcp dport 3000 accept'])
    expect(openings(config).map(o => `${o.host}:${o.port}`)).toEqual([
      'db.internal:5432',
      'mail.example:465',
      'tsa.example:443',
    ])
    expect(rules).not.toContain('hemligt')
    expect(openings(readConfig({}))).toEqual([])
  })
})
