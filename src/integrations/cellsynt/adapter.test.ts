import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SmsRefused, SmsUnknown } from '../../platform/ports/sms.ts'
import { type CellsyntOptions, cellsyntSms } from './adapter.ts'
import { type FakeCellsynt, startFakeCellsynt } from './fake.ts'

const account = { username: 'prov', password: 'hemligt & langt' }
const ASA = '+46701740605'
const message = { to: ASA, from: 'Prov El AB', text: 'Offerten är klar: https://offert.example/rum/x', reference: 'r' }

let fake: FakeCellsynt
let alarms: object[]
beforeEach(async () => {
  fake = await startFakeCellsynt(account)
  alarms = []
})
afterEach(() => fake.close())
const sms = (change: Partial<CellsyntOptions> = {}) =>
  cellsyntSms({ ...account, url: fake.url, log: { error: (o: object) => void alarms.push(o) } as never, ...change })
const failure = (sending: Promise<unknown>): Promise<Error> =>
  sending.then(
    () => Promise.reject(new Error('It was sent.')),
    (error: Error) => error,
  )

describe('a text message', () => {
  test('is taken as the vendor wants it, with its letters, and keeps the tracking id', async () => {
    const sent = await sms().send({ ...message, text: 'Åsa, “offerten” – 1 200 € – är klar…' })
    expect(fake.received).toEqual([
      {
        destination: '0046701740605',
        originator: 'Prov El AB',
        text: 'Åsa, "offerten" - 1 200 € - är klar...',
        ids: [sent.reference],
      },
    ])
    expect(sent).toEqual({ reference: expect.stringMatching(/^[0-9a-f]{32}$/), delivered: false })
  })

  test.each([
    [160, 'å', 1],
    [161, 'å', 2],
    [80, '€', 1],
    [81, '€', 2],
    [918, 'x', 6],
  ])('of %i %s leaves in %i parts, each with an id', async (length, letter, parts) => {
    const { reference } = await sms().send({ ...message, text: letter.repeat(length) })
    expect(reference.split(' ')).toEqual(fake.received[0]?.ids)
    expect(reference.split(' ')).toHaveLength(parts)
  })

  test('that is too long, or to a number in no international form, is refused before it leaves', async () => {
    expect(await failure(sms().send({ ...message, text: 'x'.repeat(919) }))).toBeInstanceOf(SmsRefused)
    expect(await failure(sms().send({ ...message, to: '0701740605' }))).toBeInstanceOf(SmsRefused)
    expect(fake.received).toEqual([])
  })

  test.each([
    ['wrong credentials', { password: 'gissat' }, 100, 'Access denied'],
    ['no credits left', {}, 0, 'Out of credits'],
  ])(
    'is tried again later with %s, and the operator is told; neither password nor number is',
    async (_, change, credits, said) => {
      fake.credits = credits
      const error = await failure(sms(change).send(message))
      expect(error).not.toBeInstanceOf(SmsRefused)
      expect(error).not.toBeInstanceOf(SmsUnknown)
      expect(error.message).toContain(said)
      expect(alarms).toEqual([{ alarm: 'sms-operator-refuses', said }])
      expect(JSON.stringify([error.message, alarms])).not.toMatch(/46701740605|hemligt|gissat/)
    },
  )

  test('that never left is tried again: the operator is down or busy', async () => {
    fake.behaves = 'busy'
    expect(await failure(sms().send(message))).not.toBeInstanceOf(SmsUnknown)
    await fake.close()
    expect((await failure(sms().send(message))).message).toBe('The SMS operator cannot be reached (ECONNREFUSED).')
  })

  test.each(['broken', 'odd'] as const)('may have left when the answer is %s', async how => {
    fake.behaves = how
    expect(await failure(sms().send(message))).toBeInstanceOf(SmsUnknown)
  })

  test('may have left when no answer comes', async () => {
    fake.behaves = 'silent'
    const error = await failure(sms({ timeoutMs: 50 }).send(message))
    await fake.leftWaiting
    expect(error).toBeInstanceOf(SmsUnknown)
    expect(fake.received).toHaveLength(1)
  })
})

describe('the fake', () => {
  const whole = {
    ...account,
    destination: '0046701740605',
    originatortype: 'alpha',
    originator: 'Prov El AB',
    type: 'text',
    charset: 'UTF-8',
    text: 'Hej på dig',
  }
  const ask = async (change: Record<string, string | undefined>) => {
    const parameters = Object.entries({ ...whole, ...change }).filter(([, v]) => v !== undefined) as [string, string][]
    const response = await fetch(fake.url, { method: 'POST', body: new URLSearchParams(parameters) })
    return response.text()
  }
  test('takes what is right', async () => expect(await ask({})).toMatch(/^OK: [0-9a-f]{32}$/))
  test.each([
    [{ username: undefined }, 'Parameter username must be set'],
    [{ destination: undefined }, 'Parameter destination must be set'],
    [{ originator: undefined }, 'Parameter originator must be set'],
    [{ text: undefined }, 'Parameter text must be set'],
    [{ password: 'x' }, 'Access denied'],
    [{ destination: '0701740605' }, 'Parameter destination has'],
    [{ destination: '+46701740605' }, 'Parameter destination has'],
    [{ originator: 'Ett långt namn' }, 'Parameter originator is invalid'],
    [{ text: 'x'.repeat(161) }, 'Parameter text is too long'],
    [{ text: 'x'.repeat(307), allowconcat: '2' }, 'Parameter text is too long'],
    [{ allowconcat: '7' }, 'Parameter allowconcat is invalid'],
    [{ text: '“Hej”' }, 'Parameter text has characters outside'],
    // Without a charset the bytes are read as ISO-8859-1.
    [{ charset: undefined }, 'Parameter text has characters outside'],
  ])('refuses %o', async (change, said) => expect(await ask(change)).toContain(`Error: ${said}`))
})
