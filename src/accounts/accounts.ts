// Becoming a customer, coming in, and getting back in. No answer tells a stranger whether an address has an account.
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Language, Visitor } from '../platform/http/endpoint.ts'
import { type Limit, makeLimits } from '../platform/http/limits.ts'
import { accountMail } from './account-mail.ts'
import { hashPassword, isPassword, readPassword } from './password.ts'
import { beginSession, endSessions } from './sessions.ts'
import { type FoundToken, makeToken, useToken } from './tokens.ts'

const SIGN_UPS: Limit = { name: 'sign-up', attempts: 10, seconds: 3600 }
const SIGN_INS: Limit = { name: 'sign-in', attempts: 60, seconds: 600 }
const RESETS: Limit = { name: 'reset', attempts: 10, seconds: 3600 }
/** After this many wrong passwords in a row the account rests. */
const WRONG_PASSWORDS = 8
const REST_MS = 15 * 60_000

type Membership = { company_id: string; member_id: string; company_name: string; role: 'owner' | 'member' }

export function requirePassword(password: string, about: { email: string; company: string }): string {
  const read = readPassword(password, about)
  if (!read.ok) throw new Problem(read.code, read.facts ?? {}, { field: 'password' })
  return read.value
}

/** A new company with its first member. The answer is the same when the address is taken: its owner gets a mail that says so. */
export async function signUp(
  services: Services,
  input: { company: string; email: string; password: string; language: Language },
  visitor: Pick<Visitor, 'ip'>,
): Promise<void> {
  await makeLimits(services).count(SIGN_UPS, visitor.ip)
  const password = requirePassword(input.password, input)
  const passwordHash = await hashPassword(services.secrets, password)
  const known = await accountByEmail(services, input.email)
  if (known) {
    await mailKnown(services, known.id, known.confirmed_at ? 'already' : 'confirm')
    return
  }
  await makeCompany(services, { ...input, passwordHash })
}

/** Company, account and first member in one transaction, with the mail that confirms. */
export async function makeCompany(
  services: Services,
  made: {
    company: string
    email: string
    passwordHash: string
    language: Language
    sample?: boolean
    confirmed?: boolean
  },
): Promise<{ companyId: string; accountId: string; memberId: string }> {
  const companyId = services.newId()
  const accountId = services.newId()
  const memberId = services.newId()
  const at = services.clock.now()
  await services.database.company(companyId, async tx => {
    await tx
      .insertInto('account')
      .values({
        id: accountId,
        email: made.email,
        password_hash: made.passwordHash,
        language: made.language,
        confirmed_at: made.confirmed ? at : null,
        locked_until: null,
        created_at: at,
      })
      .execute()
    await tx
      .insertInto('company')
      .values({
        id: companyId,
        name: made.company,
        email: made.email,
        is_sample: made.sample ?? false,
        created_at: at,
        updated_at: at,
      } as never)
      .execute()
    await tx
      .insertInto('member')
      .values({
        company_id: companyId,
        id: memberId,
        account_id: accountId,
        role: 'owner',
        name: null,
        phone: null,
        photo_file: null,
        language: made.language,
        created_at: at,
        left_at: null,
      })
      .execute()
    if (made.confirmed) return
    const tokenId = await makeToken(services, tx, accountId, 'confirm')
    await accountMail.queue(services, tx, { companyId, memberId, tokenId, message: 'confirm' })
  })
  return { companyId, accountId, memberId }
}

/** Confirms the address and signs in. */
export async function confirm(services: Services, token: FoundToken, visitor: Visitor): Promise<{ cookie: string }> {
  const membership = await membershipOf(services, token.accountId)
  return services.database.outside(async tx => {
    if (!(await useToken(services, tx, token.id))) throw new Problem('account-link-ended', {}, { status: 410 })
    await tx
      .updateTable('account')
      .set({ confirmed_at: services.clock.now() })
      .where('id', '=', token.accountId)
      .execute()
    return beginSession(services, tx, { accountId: token.accountId, ...membership }, visitor)
  })
}

export async function signIn(
  services: Services,
  input: { email: string; password: string },
  visitor: Visitor,
): Promise<{ cookie: string }> {
  await makeLimits(services).count(SIGN_INS, visitor.ip)
  const account = await accountByEmail(services, input.email)
  const right = await isPassword(services.secrets, input.password, account?.password_hash ?? null)
  const now = services.clock.now()
  if (account?.locked_until && account.locked_until > now)
    throw new Problem(
      'account-resting',
      { minutes: Math.ceil((account.locked_until.getTime() - now.getTime()) / 60_000) },
      { status: 429 },
    )
  if (!account || !right) {
    if (account) await countWrong(services, account.id)
    throw new Problem('sign-in-wrong', {}, { field: 'password', status: 422 })
  }
  if (!account.confirmed_at) {
    await mailKnown(services, account.id, 'confirm')
    throw new Problem('account-unconfirmed', {}, { status: 403 })
  }
  const membership = await membershipOf(services, account.id)
  return services.database.outside(async tx => {
    await tx
      .updateTable('account')
      .set({ failed_attempts: 0, locked_until: null })
      .where('id', '=', account.id)
      .execute()
    return beginSession(services, tx, { accountId: account.id, ...membership }, visitor)
  })
}

async function countWrong(services: Services, accountId: string) {
  const until = new Date(services.clock.now().getTime() + REST_MS)
  const [row] = await services.database.ask<{ failed_attempts: number }>(
    'account-wrong',
    `update account set failed_attempts = case when failed_attempts + 1 >= $2 then 0 else failed_attempts + 1 end,
       locked_until = case when failed_attempts + 1 >= $2 then $3::timestamptz else locked_until end
     where id = $1 returning failed_attempts`,
    [accountId, WRONG_PASSWORDS, until],
  )
  if (row?.failed_attempts === 0)
    services.log.warn({ alarm: 'account-locked', accountId }, 'an account rests after wrong passwords')
}

/** Mails a link to choose a new password, where there is such an account. */
export async function askReset(services: Services, email: string, visitor: Pick<Visitor, 'ip'>): Promise<void> {
  await makeLimits(services).count(RESETS, visitor.ip)
  const account = await accountByEmail(services, email)
  if (account) await mailKnown(services, account.id, 'reset')
}

/** Sets a new password (after a reset or an invitation), ends every other session and signs in. */
export async function choosePassword(
  services: Services,
  token: FoundToken,
  password: string,
  visitor: Visitor,
): Promise<{ cookie: string }> {
  const membership = await membershipOf(services, token.accountId)
  const hash = await hashPassword(services.secrets, requirePassword(password, { email: token.email, company: '' }))
  return services.database.outside(async tx => {
    if (!(await useToken(services, tx, token.id))) throw new Problem('account-link-ended', {}, { status: 410 })
    const at = services.clock.now()
    await tx
      .updateTable('account')
      // Whoever reads the mail owns the address: choosing a password confirms it.
      .set(eb => ({
        password_hash: hash,
        failed_attempts: 0,
        locked_until: null,
        confirmed_at: eb.fn.coalesce('confirmed_at', eb.val(at)),
      }))
      .where('id', '=', token.accountId)
      .execute()
    await endSessions(services, tx, token.accountId, { allBut: null })
    return beginSession(services, tx, { accountId: token.accountId, ...membership }, visitor)
  })
}

async function accountByEmail(services: Services, email: string) {
  const [row] = await services.database.ask<{
    id: string
    password_hash: string
    locked_until: Date | null
    confirmed_at: Date | null
  }>(
    'account-by-email',
    'select id, password_hash, locked_until, confirmed_at from account where lower(email) = lower($1)',
    [email],
  )
  return row ?? null
}

export async function membershipOf(
  services: Services,
  accountId: string,
): Promise<{ companyId: string; memberId: string }> {
  const [row] = await services.database.ask<Membership>('membership', 'select * from membership_of($1)', [accountId])
  if (!row) throw new Problem('account-without-company', {}, { status: 403 })
  return { companyId: row.company_id, memberId: row.member_id }
}

async function mailKnown(services: Services, accountId: string, message: 'confirm' | 'reset' | 'already') {
  const { companyId, memberId } = await membershipOf(services, accountId)
  await services.database.company(companyId, async tx => {
    const tokenId = await makeToken(services, tx, accountId, message === 'confirm' ? 'confirm' : 'reset')
    await accountMail.queue(services, tx, { companyId, memberId, tokenId, message })
  })
}
