// Codes of an authenticator app, with the vectors of RFC 6238, RFC 4226 and RFC 4648.
import { describe, expect, test } from 'vitest'
import { base32, codeOf, keyUri, stepAt, stepOf } from './totp.ts'

const bytes = (text: string) => Buffer.from(text)
const twenty = '12345678901234567890'
/** RFC 6238, appendix B: the key is as long as the hash. */
const keys = { sha1: bytes(twenty), sha256: bytes(`${twenty}123456789012`), sha512: bytes(`${twenty.repeat(3)}1234`) }

describe('a code', () => {
  test.each([
    [59, '94287082', '46119246', '90693936'],
    [1111111109, '07081804', '68084774', '25091201'],
    [1111111111, '14050471', '67062674', '99943326'],
    [1234567890, '89005924', '91819424', '93441116'],
    [2000000000, '69279037', '90698825', '38618901'],
    [20000000000, '65353130', '77737706', '47863826'],
  ])('at second %i is that of RFC 6238', (second, sha1, sha256, sha512) => {
    const step = stepAt(new Date(second * 1000))
    const of = (hash: keyof typeof keys) => codeOf(keys[hash], step, { hash, digits: 8 })
    expect([of('sha1'), of('sha256'), of('sha512')]).toEqual([sha1, sha256, sha512])
  })

  test('of a counter is that of RFC 4226, with its leading zeros', () => {
    const known = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489']
    expect(known.map((_, step) => codeOf(keys.sha1, step))).toEqual(known)
    expect(codeOf(keys.sha1, stepAt(new Date(1111111109_000)))).toBe('081804')
  })
})

describe('a typed code', () => {
  const now = new Date('2026-11-24T09:00:10Z')
  const step = stepAt(now)
  test.each([
    [-2, null],
    [-1, -1],
    [0, 0],
    [1, 1],
    [2, null],
  ])('of a clock that is %i steps off is taken as %s', (off, taken) =>
    expect(stepOf(keys.sha1, codeOf(keys.sha1, step + off), now, 0)).toBe(taken === null ? null : step + taken),
  )
  test('works once, and none before it works after it', () => {
    expect(stepOf(keys.sha1, codeOf(keys.sha1, step), now, step)).toBeNull()
    expect(stepOf(keys.sha1, codeOf(keys.sha1, step - 1), now, step)).toBeNull()
    expect(stepOf(keys.sha1, codeOf(keys.sha1, step + 1), now, step)).toBe(step + 1)
  })
  test.each(['', '12345', '1234567', 'abcdef'])('%s is none', typed =>
    expect(stepOf(keys.sha1, typed, now, 0)).toBeNull(),
  )
})

test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('%s is written %s', (text, written) => expect(base32(bytes(text))).toBe(written))

test('the QR code names the service, the account and the key', () =>
  expect(keyUri(keys.sha1, 'åsa+1@prov.example')).toBe(
    'otpauth://totp/Cling:%C3%A5sa%2B1%40prov.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Cling',
  ))
