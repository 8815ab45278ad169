// Passwords: argon2id with a pepper only the installation has. 19 MiB, two passes, one lane: OWASP's least for argon2id, chosen so that
// four at once fit in the web process's memory.
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { bad, type Checked, good } from '../kernel/check.ts'
import type { Secrets } from '../platform/secrets.ts'

const derive = promisify(argon2)
const MEMORY_KIB = 19_456
const PASSES = 2
const MIN_LENGTH = 10

/** "$argon2id$v=19$m=19456,t=2,p=1$salt$hash", as other systems read it; the pepper is not in it. */
export async function hashPassword(secrets: Secrets, password: string): Promise<string> {
  const salt = randomBytes(16)
  const tag = await tagOf(secrets, password, salt, MEMORY_KIB, PASSES)
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=1$${salt.toString('base64url')}$${tag.toString('base64url')}`
}

/** Takes as long for an account that does not exist (`null`) as for one that does. */
export async function isPassword(secrets: Secrets, password: string, stored: string | null): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([\w-]+)\$([\w-]+)$/.exec(stored ?? '')
  const salt = parts ? Buffer.from(parts[3] as string, 'base64url') : Buffer.alloc(16)
  const tag = await tagOf(secrets, password, salt, Number(parts?.[1] ?? MEMORY_KIB), Number(parts?.[2] ?? PASSES))
  if (!parts) return false
  const known = Buffer.from(parts[4] as string, 'base64url')
  return known.length === tag.length && timingSafeEqual(known, tag)
}

/** Whether a hash was made as we make them today; one that was not is made anew when its password is next given. */
export const isCurrentHash = (stored: string): boolean =>
  stored.startsWith(`$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=1$`)

const tagOf = (secrets: Secrets, password: string, nonce: Buffer, memory: number, passes: number) =>
  derive('argon2id', {
    message: Buffer.from(password.normalize('NFKC')),
    nonce,
    secret: secrets.key('password-pepper'),
    parallelism: 1,
    tagLength: 32,
    memory,
    passes,
  })

type PasswordCode = 'password-short' | 'password-long' | 'password-obvious'

/** Length is what counts (NIST SP 800-63B); what anybody would guess first is refused. */
export function readPassword(text: string, about: { email: string; company: string }): Checked<string, PasswordCode> {
  if ([...text].length < MIN_LENGTH) return bad('password-short', { least: String(MIN_LENGTH) })
  if (text.length > 200) return bad('password-long')
  const bare = text.toLowerCase().replace(/[^a-zåäö0-9]/g, '')
  const owned = [about.email.split('@')[0] ?? '', about.company]
    .map(s => s.toLowerCase().replace(/[^a-zåäö0-9]/g, ''))
    .filter(s => s.length >= 4)
  const rest = [...owned, 'password', 'lösenord', 'losenord', 'qwerty', 'sommar', 'vinter', 'cling'].reduce(
    (left, word) => left.replaceAll(word, ''),
    bare,
  )
  if (new Set(rest.replace(/^(19|20)\d\d$/, '').replace(/0?123456789?0?/, '')).size < 3) return bad('password-obvious')
  return good(text)
}
