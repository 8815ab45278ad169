// Passkeys believed and not: every answer of a software authenticator, bent one way at a time.
import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type Bent, coseMap, softwarePasskey } from '../testing/software-passkey.ts'
import { checkAssertion, checkNew, PasskeyRefused } from './passkey-check.ts'

const place = { origin: 'https://offert.example', rpId: 'offert.example' }
const challenge = randomBytes(32)
const asked = { challenge, ...place }
const said = challenge.toString('base64url')

function known(bent: Bent = {}, kind: 'es256' | 'ed25519' | 'rs256' = 'es256') {
  const passkey = softwarePasskey(place, kind)
  const made = checkNew(asked, passkey.make(said, bent))
  return { passkey, made }
}
const refusalOf = (act: () => unknown) => {
  try {
    act()
    return 'believed'
  } catch (error) {
    expect(error).toBeInstanceOf(PasskeyRefused)
    return (error as Error).message
  }
}

describe('a passkey', () => {
  test.each(['es256', 'ed25519', 'rs256'] as const)('of kind %s is taken, and signs in', kind => {
    const { passkey, made } = known({}, kind)
    expect(made).toMatchObject({ signCount: 0, backupEligible: true, backedUp: true })
    expect(made.credentialId.toString('base64url')).toBe(passkey.credentialId)
    expect(checkAssertion(asked, passkey.answer(said), made)).toEqual({
      signCount: 0,
      backupEligible: true,
      backedUp: true,
    })
  })

  // What is bent at its making is bent in its answers as well.
  const bent: [string, Bent, string][] = [
    ['another challenge', { challenge: randomBytes(32).toString('base64url') }, 'another challenge'],
    ['a shorter challenge', { challenge: 'AAAA' }, 'another challenge'],
    ['another site', { origin: 'https://offert.example.org' }, 'said at another place'],
    ['plain http', { origin: 'http://offert.example' }, 'said at another place'],
    ['a frame of another site', { crossOrigin: true }, 'said at another place'],
    ['another service', { rpId: 'example.org' }, 'for another service'],
    ['nobody present', { flags: 0x1c }, 'nobody was present'],
    ['nobody verified', { flags: 0x19 }, 'nobody was verified'],
    ['a copy of what cannot be copied', { flags: 0x15 }, 'copied and not to be copied'],
  ]
  test.each([...bent, ['said of a sign-in', { type: 'webauthn.get' }, 'said for something else'] as const])(
    'made with %s is none',
    (_, how, why) => expect(refusalOf(() => known(how))).toBe(why),
  )
  test.each([
    ...bent,
    ['said of a new key', { type: 'webauthn.create' }, 'said for something else'] as const,
    ['a key that may no longer be copied', { flags: 0x05 }, 'it may suddenly be copied, or no longer'] as const,
  ])('answering with %s is not believed', (_, how, why) => {
    const { passkey, made } = known()
    expect(refusalOf(() => checkAssertion(asked, passkey.answer(said, how), made))).toBe(why)
  })

  test('of somebody else answers for nobody, and neither does a signature that is none', () => {
    const { made } = known()
    const { passkey } = known()
    expect(refusalOf(() => checkAssertion(asked, passkey.answer(said), made))).toBe('the signature does not fit')
    const broken = { ...passkey.answer(said), signature: 'AAAA' }
    expect(refusalOf(() => checkAssertion(asked, broken, made))).toBe('the signature does not fit')
  })

  test('whose answer was changed on the way does not fit its signature', () => {
    const { passkey, made } = known()
    const answer = passkey.answer(said)
    const data = Buffer.from(answer.authenticatorData, 'base64url')
    data.writeUInt32BE(9, 33)
    const changed = { ...answer, authenticatorData: data.toString('base64url') }
    expect(refusalOf(() => checkAssertion(asked, changed, made))).toBe('the signature does not fit')
  })

  test.each([
    [0, 0, 'believed'],
    [0, 1, 'believed'],
    [4, 5, 'believed'],
    [5, 5, 'the count went back'],
    [5, 4, 'the count went back'],
    [5, 0, 'the count went back'],
  ])('that counted to %i and now says %i: %s', (before, now, outcome) => {
    const { passkey, made } = known()
    const counted = { ...made, signCount: before }
    expect(refusalOf(() => checkAssertion(asked, passkey.answer(said, { count: now }), counted))).toBe(outcome)
  })
})

describe('a key', () => {
  const make = (key: Buffer, after?: Buffer) => {
    const passkey = softwarePasskey(place)
    return refusalOf(() => checkNew(asked, passkey.make(said, { key, ...(after ? { after } : {}) })))
  }
  const x = randomBytes(32)
  test.each<[string, Buffer]>([
    [
      'of an algorithm that was not asked for',
      coseMap([
        [1, 2],
        [3, -36],
        [-1, 3],
        [-2, x],
        [-3, x],
      ]),
    ],
    [
      'whose kind and algorithm differ',
      coseMap([
        [1, 1],
        [3, -7],
        [-1, 1],
        [-2, x],
        [-3, x],
      ]),
    ],
    [
      'with a part missing',
      coseMap([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, x],
      ]),
    ],
    [
      'with a short part',
      coseMap([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, x],
        [-3, x.subarray(1)],
      ]),
    ],
    [
      'that is no point of its curve',
      coseMap([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.alloc(32, 255)],
        [-3, x],
      ]),
    ],
    [
      'of RSA that anybody could break',
      coseMap([
        [1, 3],
        [3, -257],
        [-1, Buffer.alloc(64, 255)],
        [-2, Buffer.from([1, 0, 1])],
      ]),
    ],
    [
      'with a label twice',
      coseMap([
        [1, 1],
        [1, 1],
        [3, -8],
        [-1, 6],
        [-2, x],
      ]),
    ],
    [
      'cut off',
      coseMap([
        [1, 1],
        [3, -8],
        [-1, 6],
        [-2, x],
      ]).subarray(0, 20),
    ],
    ['that is a number', Buffer.from([1])],
    ['that says it is four thousand million bytes', Buffer.from([0xa1, 0x01, 0x5a, 255, 255, 255, 255])],
    ['that is nothing', Buffer.alloc(0)],
  ])('%s is none', (_, key) => expect(make(key)).toBe('no key that we know'))

  test('with something after it is none', () =>
    expect(
      make(
        coseMap([
          [1, 1],
          [3, -8],
          [-1, 6],
          [-2, x],
        ]),
        Buffer.from([0]),
      ),
    ).toBe('more than a key'))

  test('under another id than the browser says is none', () => {
    const passkey = softwarePasskey(place)
    const other = { ...passkey.make(said), credentialId: softwarePasskey(place).credentialId }
    expect(refusalOf(() => checkNew(asked, other))).toBe('another id than the browser says')
  })

  test.each(['', 'bnVsbA', 'W10', 'AAAA'])('said as %s is none', clientData => {
    const passkey = softwarePasskey(place)
    expect(refusalOf(() => checkNew(asked, { ...passkey.make(said), clientData }))).not.toBe('believed')
  })
})
