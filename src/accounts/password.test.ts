import { describe, expect, test } from 'vitest'
import { secretsFrom } from '../platform/secrets.ts'
import { clause } from '../testing/clause.ts'
import { hashPassword, isCurrentHash, isPassword, readPassword } from './password.ts'

const secrets = secretsFrom(Buffer.alloc(32, 7))
const about = { email: 'asa.berg@prov.example', company: 'Snickarn i Lund AB' }

describe('a password', () => {
  test('is kept as argon2id with 19 MiB, two passes and a salt of its own', clause('P-4.4', 'X-9'), async () => {
    const [first, second] = await Promise.all([
      hashPassword(secrets, 'korrekt häst'),
      hashPassword(secrets, 'korrekt häst'),
    ])
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w-]{22}\$[\w-]{43}$/)
    expect(second).not.toBe(first)
    expect(await isPassword(secrets, 'korrekt häst', first)).toBe(true)
    expect(await isPassword(secrets, 'korrekt hast', first)).toBe(false)
  })

  test(
    'fits no hash of an installation with another key: the hash alone is worth nothing',
    clause('P-4.4'),
    async () => {
      const hash = await hashPassword(secrets, 'korrekt häst')
      expect(await isPassword(secretsFrom(Buffer.alloc(32, 8)), 'korrekt häst', hash)).toBe(false)
    },
  )

  test('written with another keyboard’s ä is the same password', async () => {
    const hash = await hashPassword(secrets, 'korrekt h\u00e4st')
    expect(await isPassword(secrets, 'korrekt ha\u0308st', hash)).toBe(true)
  })

  test.each([null, '', 'x', '$argon2id$v=19$m=8,t=1,p=1$', '$2b$10$abcdefghijklmnopqrstuv'])(
    'nothing fits the stored value %j',
    async stored => {
      expect(await isPassword(secrets, '', stored)).toBe(false)
      expect(await isPassword(secrets, 'korrekt häst', stored)).toBe(false)
    },
  )

  test('made with fewer passes is not current', async () => {
    const hash = await hashPassword(secrets, 'korrekt häst')
    expect(isCurrentHash(hash)).toBe(true)
    expect(isCurrentHash(hash.replace('t=2', 't=1'))).toBe(false)
    expect(isCurrentHash('')).toBe(false)
  })

  test.each([
    ['kort', 'password-short'],
    ['åäöåäöåäö', 'password-short'],
    ['x'.repeat(201), 'password-long'],
    ['aaaaaaaaaaaa', 'password-obvious'],
    ['1234567890', 'password-obvious'],
    ['lösenord2026', 'password-obvious'],
    ['Sommar2026!!', 'password-obvious'],
    ['snickarnilundab', 'password-obvious'],
    ['asa.berg1234567890', 'password-obvious'],
  ])('%s is refused: %s', (text, code) => expect(readPassword(text, about)).toMatchObject({ ok: false, code }))

  test.each(['korrekt häst batteri', 'regnet föll hela dagen', 'Xk3!mq9Zr2'])('%s is taken', text =>
    expect(readPassword(text, about)).toEqual({ ok: true, value: text }),
  )
})
