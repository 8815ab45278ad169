// Coming in: by password, with a code after it where there is an app, or by passkey. And proving anew who one is.
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Visitor } from '../platform/http/endpoint.ts'
import { type Limit, makeLimits } from '../platform/http/limits.ts'
import { accountByEmail, mailKnown, membershipOf, WRONG_PASSWORDS } from './accounts.ts'
import { countCode, forgetCodes, takeCode } from './authenticator.ts'
import { type LetIn, letIn, welcome } from './let-in.ts'
import type { Assertion } from './passkey-check.ts'
import { answeredBy, type Challenge, challenge } from './passkeys.ts'
import { hashPassword, isCurrentHash, isPassword } from './password.ts'
import { endSessions } from './sessions.ts'
import { endTokens, type FoundToken, useToken } from './tokens.ts'

const SIGN_INS: Limit = { name: 'sign-in', attempts: 60, seconds: 600 }

export async function signIn(
  services: Services,
  input: { email: string; password: string },
  visitor: Visitor,
): Promise<LetIn> {
  const limits = makeLimits(services)
  await limits.count(SIGN_INS, visitor.ip)
  const address = input.email.toLowerCase()
  const minutes = await limits.wait(WRONG_PASSWORDS, address)
  if (minutes > 0) throw new Problem('account-resting', { minutes }, { status: 429 })
  const account = await accountByEmail(services, input.email)
  const right = await isPassword(services.secrets, input.password, account?.password_hash ?? null)
  if (!account || !right) {
    const wrong = await limits.count(WRONG_PASSWORDS, address)
    if (account && wrong === WRONG_PASSWORDS.attempts)
      services.log.warn({ alarm: 'account-locked', accountId: account.id }, 'an account rests after wrong passwords')
    throw new Problem('sign-in-wrong', {}, { field: 'password', status: 422 })
  }
  if (!account.confirmed_at) {
    await mailKnown(services, account.id, 'confirm')
    throw new Problem('account-unconfirmed', {}, { status: 403 })
  }
  const membership = await membershipOf(services, account.id)
  const anew = isCurrentHash(account.password_hash) ? null : await hashPassword(services.secrets, input.password)
  await limits.forget(WRONG_PASSWORDS, address)
  return services.database.company(membership.companyId, async tx => {
    if (anew) await tx.updateTable('account').set({ password_hash: anew }).where('id', '=', account.id).execute()
    return letIn(services, tx, { accountId: account.id, ...membership }, visitor, { tell: true })
  })
}

/** The second step: the code of the app, or one for having lost it. */
export async function signInWithCode(
  services: Services,
  token: FoundToken,
  code: string,
  visitor: Visitor,
): Promise<{ cookie: string }> {
  const { accountId } = token
  await countCode(services, accountId)
  const membership = await membershipOf(services, accountId)
  const begun = await services.database.company(membership.companyId, async tx => {
    await takeCode(services, tx, accountId, code)
    if (!(await useToken(services, tx, token.id))) throw new Problem('account-link-ended', {}, { status: 410 })
    return welcome(services, tx, { accountId, ...membership }, visitor, 'two-steps')
  })
  await forgetCodes(services, accountId)
  return begun
}

/** What a browser is asked to answer, by whoever comes. */
export async function askForPasskey(services: Services, visitor: Visitor): Promise<Challenge> {
  await makeLimits(services).count(SIGN_INS, visitor.ip)
  return services.database.outside(tx => challenge(services, tx, 'sign-in', null))
}

/** A passkey is both steps: something one has, opened by what one is or knows. */
export async function signInWithPasskey(
  services: Services,
  given: Assertion & { challengeId: string },
  visitor: Visitor,
): Promise<{ cookie: string }> {
  await makeLimits(services).count(SIGN_INS, visitor.ip)
  const accountId = await services.database.outside(tx => answeredBy(services, tx, 'sign-in', null, given))
  const membership = await membershipOf(services, accountId)
  return services.database.company(membership.companyId, tx =>
    welcome(services, tx, { accountId, ...membership }, visitor, 'passkey'),
  )
}

/** Proves anew who is signed in here, by password. */
export async function isOwnPassword(services: Services, accountId: string, password: string): Promise<void> {
  const [row] = await services.database.ask<{ email: string; password_hash: string }>(
    'account-password',
    'select email, password_hash from account where id = $1',
    [accountId],
  )
  if (!row) throw new Problem('sign-in-first', {}, { status: 401 })
  const limits = makeLimits(services)
  const address = row.email.toLowerCase()
  const minutes = await limits.wait(WRONG_PASSWORDS, address)
  if (minutes > 0) throw new Problem('account-resting', { minutes }, { status: 429 })
  if (await isPassword(services.secrets, password, row.password_hash)) return limits.forget(WRONG_PASSWORDS, address)
  await limits.count(WRONG_PASSWORDS, address)
  throw new Problem('password-wrong', {}, { field: 'password' })
}

/** Another password, chosen by whoever is signed in: every other session and every link ends. */
export async function changePassword(
  services: Services,
  tx: Tx,
  actor: { accountId: string; sessionId: string },
  hash: string,
): Promise<void> {
  await tx.updateTable('account').set({ password_hash: hash }).where('id', '=', actor.accountId).execute()
  await endTokens(services, tx, actor.accountId)
  await endSessions(services, tx, actor.accountId, { allBut: actor.sessionId })
}
