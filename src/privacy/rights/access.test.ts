// A way in is for whoever showed who they are, as well as its case asks, once, and while its time lasts. All else is refused and told.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { movableClock } from '../../platform/clock.ts'
import { ask } from '../../testing/ask.ts'
import { readdress } from '../../testing/room-of.ts'
import { runWaiting, sentTo } from '../../testing/run-waiting.ts'
import { type SentQuote, sentQuote } from '../../testing/sent-quote.ts'
import { startTestService, type TestService } from '../../testing/test-service.ts'
import { personOfParty } from '../subjects/find.ts'
import type { Person } from '../subjects/person.ts'
import {
  askCode,
  caseOfLink,
  enterCode,
  forgetAccess,
  giveLink,
  inWindow,
  linkOf,
  openWindow,
  useLink,
} from './access.ts'
import { open } from './cases.ts'
import { sendRightsMail } from './mail.ts'
import type { Level } from './rights.tables.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const HELD = 'asa.berg@prov.example'
const clock = movableClock(new Date('2026-03-02T09:00:00Z'))
let service: TestService
let quote: SentQuote
let asa: Person
let erik: Person
let visits = 0

beforeAll(async () => {
  service = await startTestService({ jobs: false, clock })
  quote = await sentQuote(service.services)
  await readdress(service, quote.documentId, 0, { email: HELD })
  asa = (await personOfParty(service.services.database, quote.companyId, quote.parties[0] ?? '')) as Person
  erik = (await personOfParty(service.services.database, quote.companyId, quote.parties[1] ?? '')) as Person
})
afterAll(() => service.close())

const begun = (address: string) => askCode(service.services, address, `10.0.0.${visits++}`, 'sv')
const newestCode = async () => {
  await runWaiting(service, sendRightsMail as never)
  return /Koden är (\d{6})/.exec((await sentTo(service, HELD)).at(-1)?.body_text ?? '')?.[1] ?? ''
}
const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
const alarms = () => service.logs.filter(l => l.includes('rights-link-refused')).map(l => JSON.parse(l).why as string)

describe('a code', () => {
  test('goes to an address we hold and opens what belongs to it, at the first level, once', async () => {
    const secret = await begun(HELD)
    const code = await newestCode()
    const window = await enterCode(service.services, secret, ` ${code.slice(0, 3)} ${code.slice(3)}`)
    expect(await inWindow(service.services, window)).toMatchObject({ level: 1, persons: [asa] })
    await expect(enterCode(service.services, secret, code)).rejects.toMatchObject({ code: 'rights-code-over' })
  })

  test('goes nowhere for an address we do not hold, and whoever asked cannot tell', async () => {
    const before = await ask(service.ownerUrl, 'select count(*)::int from outbox_message')
    const secret = await begun('okand@prov.example')
    expect(secret).toMatch(/^[\w-]{43}$/)
    expect(await runWaiting(service, sendRightsMail as never)).toBe(0)
    expect(await ask(service.ownerUrl, 'select count(*)::int from outbox_message')).toEqual(before)
    await expect(enterCode(service.services, secret, '000000')).rejects.toMatchObject({ code: 'rights-code-wrong' })
  })

  test('is guessed at five times at most, and lasts fifteen minutes', async () => {
    const guessed = await begun(HELD)
    const code = await newestCode()
    for (let i = 0; i < 5; i++)
      await expect(enterCode(service.services, guessed, other(code))).rejects.toMatchObject({
        code: 'rights-code-wrong',
      })
    await expect(enterCode(service.services, guessed, code)).rejects.toMatchObject({ code: 'too-many-attempts' })
    const slow = await begun(HELD)
    const late = await newestCode()
    clock.pass(15 * MINUTE)
    await expect(enterCode(service.services, slow, late)).rejects.toMatchObject({ code: 'rights-code-over' })
  })

  test('stands in no row and no job, and the address it went to goes when it is used', async () => {
    clock.pass(2 * 60 * MINUTE)
    const secret = await begun(HELD)
    const jobs = await ask(service.superuserUrl, 'select payload::text from graphile_worker._private_jobs')
    const code = await newestCode()
    const kept = async () =>
      JSON.stringify(await ask(service.ownerUrl, 'select * from rights_access order by id desc limit 1'))
    expect(jobs.length).toBeGreaterThan(0)
    for (const text of [JSON.stringify(jobs), await kept()]) {
      expect(text).not.toContain(HELD)
      expect(text).not.toContain(`"${code}"`)
      expect(text).not.toContain(secret)
    }
    await enterCode(service.services, secret, code)
    const rows = await ask(
      service.ownerUrl,
      "select address from rights_access where way = 'code' order by id desc limit 1",
    )
    expect(rows).toEqual([{ address: null }])
  })
})

describe('a link to an answer', () => {
  const windowOf = async (person: Person, level: Level) =>
    inWindow(
      service.services,
      await service.services.database.outside(tx =>
        openWindow(service.services, tx, { level, persons: [person], language: 'sv' }),
      ),
    )
  const linked = async (level: Level) => {
    const c = await service.services.database.outside(tx =>
      open(service.services, tx, { kind: 'extract', cameBy: 'page', person: asa, level, language: 'sv' }),
    )
    const id = await service.services.database.outside(tx => giveLink(service.services, tx, c))
    return { caseId: c.id, secret: linkOf(service.services, id).split('/').at(-1) as string }
  }

  test('opens its case for the person who asked, as well known as then, and once', async () => {
    const { caseId, secret } = await linked(3)
    await expect(caseOfLink(service.services, secret, null, 'a')).rejects.toMatchObject({
      code: 'rights-identify-first',
    })
    const found = await caseOfLink(service.services, secret, await windowOf(asa, 3), 'a')
    expect(found.caseId).toBe(caseId)
    await useLink(service.services, found.accessId)
    await expect(useLink(service.services, found.accessId)).rejects.toMatchObject({ code: 'rights-link-used' })
  })

  test.each([
    [
      'used',
      async (secret: string) => {
        const window = await windowOf(asa, 3)
        await useLink(service.services, (await caseOfLink(service.services, secret, window, 'b')).accessId)
        return { secret, window }
      },
    ],
    [
      'over',
      async (secret: string) => {
        clock.pass(7 * DAY)
        return { secret, window: await windowOf(asa, 3) }
      },
    ],
    ['shared', async (secret: string) => ({ secret, window: await windowOf(erik, 3) })],
    ['level', async (secret: string) => ({ secret, window: await windowOf(asa, 1) })],
    [
      'unknown',
      async (secret: string) => ({
        secret: secret.replace(/^./, c => (c === 'A' ? 'B' : 'A')),
        window: await windowOf(asa, 3),
      }),
    ],
  ] as const)('that is %s is refused with its own sentence, and alarmed', async (why, given) => {
    const { secret, window } = await given((await linked(3)).secret)
    const before = alarms().length
    await expect(caseOfLink(service.services, secret, window, 'b')).rejects.toMatchObject({
      code: `rights-link-${why}`,
    })
    expect(alarms().slice(before)).toEqual([why])
  })

  test('cannot be guessed on and on', async () => {
    const guess = (n: number) => caseOfLink(service.services, String(n).padStart(43, 'x'), null, 'guesser')
    for (let n = 0; n < 20; n++) await expect(guess(n)).rejects.toMatchObject({ code: 'rights-link-unknown' })
    await expect(guess(20)).rejects.toMatchObject({ code: 'too-many-attempts' })
  })
})

test('a window closes after half an hour, and everything is forgotten a week after its time', async () => {
  const secret = await service.services.database.outside(tx =>
    openWindow(service.services, tx, { level: 2, persons: [asa], language: 'sv' }),
  )
  clock.pass(30 * MINUTE)
  expect(await inWindow(service.services, secret)).toBeNull()
  clock.pass(15 * DAY)
  await forgetAccess.run(service.services)
  expect(await ask(service.ownerUrl, 'select id from rights_access')).toEqual([])
})
