import { describe, expect, test } from 'vitest'
import { movableClock } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'
import { makeDoor } from '../platform/outbound/door.ts'
import { readRecipient } from '../platform/outbound/recipient.ts'
import { clause } from '../testing/clause.ts'
import { processorsOf } from './processors.ts'

const S3 = {
  CLING_S3_BUCKET: 'filer',
  CLING_S3_ENDPOINT: 'https://s3.example',
  CLING_S3_ACCESS_KEY: 'x',
  CLING_S3_SECRET_KEY: 'y',
}
const clock = movableClock(new Date('2026-11-24T09:00:00Z'))
const doorOf = (env: Record<string, string>) => {
  const config = readConfig({ ...S3, ...env })
  return makeDoor({ columns: [], ports: [], processors: processorsOf(config), clock, dpf: config.dpf })
}
const pass = (env: Record<string, string>) => async () => doorOf(env).through('files', async () => 'gone')

describe('who a processor is', () => {
  test.each([
    ['Exempel AB, SE', { company: 'Exempel AB', country: 'SE', place: 'SE', transfer: null }],
    ['Exempel Ltd, IE, DE', { company: 'Exempel Ltd', country: 'IE', place: 'DE', transfer: null }],
    [
      'Exempel Inc, US, DE, DPF 2027-06-30',
      { company: 'Exempel Inc', country: 'US', place: 'DE', transfer: { mechanism: 'DPF', until: '2027-06-30' } },
    ],
    [
      'Exempel plc, GB, adequacy 2031-12-27',
      { company: 'Exempel plc', country: 'GB', place: 'GB', transfer: { mechanism: 'adequacy', until: '2031-12-27' } },
    ],
  ])('%s says company, its country, where the data are, and on what they leave', clause('X-14'), (text, read) =>
    expect(readRecipient(text)).toEqual(read),
  )

  test.each([
    ['', 'nobody'],
    ['Exempel AB', 'no country'],
    ['Exempel AB, Sverige', 'no country of the list'],
    ['Exempel Inc, US', 'leaves the EEA on nothing'],
    ['Exempel Inc, IE, US', 'is handled outside it on nothing'],
    ['Exempel Inc, US, DE, consent 2027-06-30', 'on something that is no ground'],
    ['Exempel Inc, US, DE, SCC', 'without an end'],
    ['Exempel Inc, US, DE, SCC 2027-02-30', 'to a day that does not exist'],
    ['Exempel AB, SE, SCC 2027-06-30', 'with a ground that is not needed'],
    ['Exempel AB, SE, SE, SCC 2027-06-30, mer', 'and more'],
  ])('%s (%s) is not taken', text => expect(readRecipient(text)).toBe(null))

  test('is told of everybody who gets personal data when all of them are configured', clause('X-43'), () => {
    const all = processorsOf(
      readConfig({
        ...S3,
        CLING_S3_OPERATOR: 'Exempel AB, SE',
        CLING_SMTP_URL: 'smtp://mail.example',
        CLING_MAIL_FROM: 'offert@offert.example',
        CLING_MAIL_OPERATOR: 'Exempel Post AB, FI',
        CLING_SMS_USERNAME: 'x',
        CLING_SMS_PASSWORD: 'y',
        CLING_SMS_REPORT_SECRET: 'f'.repeat(32),
        CLING_BANKID: 'test',
        CLING_BANKID_PFX: import.meta.filename,
        CLING_BANKID_CA: import.meta.filename,
        CLING_BANKID_ROOT: import.meta.filename,
      }),
    )
    // The time stamp's authority gets a hash of a file and nothing of anybody.
    for (const p of all.filter(x => x.key !== 'timestamp')) {
      expect(p.recipient?.country, p.key).toMatch(/^[A-Z]{2}$/)
      expect(p.recipient?.place, p.key).toMatch(/^[A-Z]{2}$/)
    }
  })
})

describe('what leaves the EEA', () => {
  const until = (mechanism: string) => ({ CLING_S3_OPERATOR: `Exempel Inc, US, SE, ${mechanism} 2026-11-24` })

  test.each(['SCC', 'DPF', 'adequacy'])(
    'on %s leaves to its last day and not on the next',
    clause('X-12'),
    async on => {
      expect(await pass(until(on))()).toBe('gone')
      clock.set(new Date('2026-11-24T22:59:59Z'))
      expect(await pass(until(on))()).toBe('gone')
      clock.set(new Date('2026-11-24T23:00:00Z'))
      await expect(pass(until(on))()).rejects.toMatchObject({ code: 'outbound-transfer-ended' })
      clock.set(new Date('2026-11-24T09:00:00Z'))
    },
  )

  test('on the framework alone stops with one switch, and nothing else does', clause('X-12'), async () => {
    const ended = { CLING_DPF: 'ended' }
    await expect(pass({ ...until('DPF'), ...ended })()).rejects.toMatchObject({ code: 'outbound-transfer-ended' })
    expect(await pass({ ...until('SCC'), ...ended })()).toBe('gone')
    expect(await pass({ CLING_S3_OPERATOR: 'Exempel AB, SE', ...ended })()).toBe('gone')
  })

  test('to nobody in a fresh installation', clause('X-12'), () =>
    expect(processorsOf(readConfig({})).filter(p => !p.builtIn)).toEqual([]),
  )
})
