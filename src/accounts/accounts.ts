// Becoming a customer, coming in, and getting back in. No answer tells a stranger whether an address has an account.
import { sql } from 'kysely'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Language, Role, Visitor } from '../platform/http/endpoint.ts'
import { type Limit, makeLimits } from '../platform/http/limits.ts'
import { accountMail } from './account-mail.ts'
import { type LetIn, letIn } from './let-in.ts'
import { hashPassword, readPassword } from './password.ts'
import { beginSession, endSessions, signUpCookie } from './sessions.ts'
import { endTokens, type FoundToken, makeToken, useToken } from './tokens.ts'

const SIGN_UPS: Limit = { name: 'sign-up', attempts: 10, seconds: 3600 }
const RESETS: Limit = { name: 'reset', attempts: 10, seconds: 3600 }
/** After this many wrong passwords an address rests, whether it has an account or not: the rest tells nobody that there is one. */
export const WRONG_PASSWORDS: Limit = { name: 'wrong-password', attempts: 8, seconds: 900 }
/** Whoever knows an address shall not be able to fill its inbox. */
const MAILS: Limit = { name: 'account-mail', attempts: 6, seconds: 3600 }

type SignedAgreement = { version: number; hash: string }
type Membership = { company_id: string; member_id: string; company_name: string; role: Role }

export function requirePassword(password: string, about: { email: string; company: string }): string {
  const read = readPassword(password, about)
  if (!read.ok) throw new Problem(read.code, read.facts ?? {}, { field: 'password' })
  return read.value
}

/**
 * A new company with its first member. The answer is the same when the address is taken: its owner gets a mail that says so. The cookie
 * tells the browser that asked from the one in which the mail is read.
 */
export async function signUp(
  services: Services,
  input: {
    company: string
    email: string
    password: string
    language: Language
    /** The version of the policy that stood under the fields. */
    policyShown?: number
    /** The version of the service agreement that stood there: whoever makes the account signs it. */
    agreement?: SignedAgreement
  },
  visitor: Pick<Visitor, 'ip'>,
): Promise<{ cookie: string }> {
  await makeLimits(services).count(SIGN_UPS, visitor.ip)
  const password = requirePassword(input.password, input)
  const passwordHash = await hashPassword(services.secrets, password)
  const nobodys = { cookie: signUpCookie(services, services.newId()) }
  const known = await accountByEmail(services, input.email)
  if (known) {
    await signUpAgain(services, known.id, input)
    return nobodys
  }
  try {
    const { accountId } = await makeCompany(services, { ...input, passwordHash })
    return { cookie: signUpCookie(services, accountId) }
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'account_email') throw error
    // The same address at the same moment: the other one was first.
    const first = await accountByEmail(services, input.email)
    if (first) await signUpAgain(services, first.id, input)
    return nobodys
  }
}

/**
 * The password given now is nobody's until the address is proved: the mail lets its owner choose one. Otherwise whoever signs somebody
 * else's address up first would share the account with them. Somebody who has left their company gets the new one.
 */
async function signUpAgain(
  services: Services,
  accountId: string,
  input: { company: string; email: string; language: Language; agreement?: SignedAgreement },
): Promise<void> {
  const membership = await findMembership(services, accountId)
  if (!membership) await makeCompany(services, { ...input, accountId, passwordHash: '' })
  else await mailKnown(services, accountId, 'already')
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
    /** Of somebody who has an account and no company. */
    accountId?: string
    policyShown?: number
    agreement?: SignedAgreement
  },
): Promise<{ companyId: string; accountId: string; memberId: string }> {
  const companyId = services.newId()
  const accountId = made.accountId ?? services.newId()
  const memberId = services.newId()
  const at = services.clock.now()
  await services.database.company(companyId, async tx => {
    if (!made.accountId)
      await tx
        .insertInto('account')
        .values({
          id: accountId,
          email: made.email,
          password_hash: made.passwordHash,
          language: made.language,
          confirmed_at: made.confirmed ? at : null,
          created_at: at,
        })
        .execute()
    if (made.policyShown)
      await tx
        .insertInto('policy_shown')
        .values({ account_id: accountId, version: made.policyShown, at })
        .onConflict(c => c.doNothing())
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
        joined_at: at,
        left_at: null,
      })
      .execute()
    if (made.agreement)
      await tx
        .insertInto('service_acceptance')
        .values({
          company_id: companyId,
          id: services.newId(),
          ...made.agreement,
          how: 'signed-up',
          member_id: memberId,
          at,
        })
        .execute()
    if (made.confirmed) return
    const tokenId = await makeToken(services, tx, accountId, made.accountId ? 'reset' : 'confirm')
    const message = made.accountId ? 'already' : 'confirm'
    await accountMail.queue(services, tx, { companyId, memberId, tokenId, message })
  })
  return { companyId, accountId, memberId }
}

/**
 * Confirms the address and signs in, in the browser in which the account was asked for. Anywhere else `choosePassword` does: the password
 * given then may be a stranger's, who signed up with somebody else's address and waits for them to press the button.
 */
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

/** Mails a link to choose a new password, where there is such an account. */
export async function askReset(services: Services, email: string, visitor: Pick<Visitor, 'ip'>): Promise<void> {
  await makeLimits(services).count(RESETS, visitor.ip)
  const account = await accountByEmail(services, email)
  if (account) await mailKnown(services, account.id, 'reset')
}

/**
 * Sets a new password (after a reset or an invitation, which it accepts), ends every other session and link, and signs in.
 */
export async function choosePassword(
  services: Services,
  token: FoundToken,
  password: string,
  visitor: Visitor,
): Promise<LetIn> {
  const hash = await hashPassword(services.secrets, requirePassword(password, { email: token.email, company: '' }))
  const known = token.companyId ? null : await membershipOf(services, token.accountId)
  const begun = await services.database.outside(async tx => {
    if (!(await useToken(services, tx, token.id))) throw new Problem('account-link-ended', {}, { status: 410 })
    const membership = known ?? (await join(services, tx, token))
    const at = services.clock.now()
    await tx
      .updateTable('account')
      // Whoever reads the mail owns the address: choosing a password confirms it.
      .set(eb => ({ password_hash: hash, confirmed_at: eb.fn.coalesce('confirmed_at', eb.val(at)) }))
      .where('id', '=', token.accountId)
      .execute()
    await endTokens(services, tx, token.accountId)
    await endSessions(services, tx, token.accountId, { allBut: null })
    // Whoever reads the mail is told nothing new by another.
    return letIn(services, tx, { accountId: token.accountId, ...membership }, visitor, { tell: false })
  })
  await makeLimits(services).forget(WRONG_PASSWORDS, token.email.toLowerCase())
  return begun
}

async function join(services: Services, tx: Tx, token: FoundToken): Promise<{ companyId: string; memberId: string }> {
  const { rows } = await sql<{
    member_id: string
  }>`select * from join_company(${token.accountId}, ${token.companyId}, ${services.clock.now()})`.execute(tx)
  if (!rows[0]) throw new Problem('member-elsewhere', {}, { status: 409 })
  return { companyId: token.companyId as string, memberId: rows[0].member_id }
}

export async function accountByEmail(services: Services, email: string) {
  const [row] = await services.database.ask<{
    id: string
    password_hash: string
    confirmed_at: Date | null
  }>('account-by-email', 'select id, password_hash, confirmed_at from account where lower(email) = lower($1)', [email])
  return row ?? null
}

export async function membershipOf(
  services: Services,
  accountId: string,
): Promise<{ companyId: string; memberId: string }> {
  const membership = await findMembership(services, accountId)
  if (!membership) throw new Problem('account-without-company', {}, { status: 403 })
  return membership
}

async function findMembership(services: Services, accountId: string) {
  const [row] = await services.database.ask<Membership>('membership', 'select * from membership_of($1)', [accountId])
  return row ? { companyId: row.company_id, memberId: row.member_id } : null
}

/** Mails a link, unless the account is in no company or has had many: whoever asked sees the same. */
export async function mailKnown(services: Services, accountId: string, message: 'confirm' | 'reset' | 'already') {
  const membership = await findMembership(services, accountId)
  if (!membership) return
  const limits = makeLimits(services)
  if ((await limits.wait(MAILS, accountId)) > 0) return
  await limits.count(MAILS, accountId)
  await services.database.company(membership.companyId, async tx => {
    const tokenId = await makeToken(services, tx, accountId, message === 'confirm' ? 'confirm' : 'reset')
    await accountMail.queue(services, tx, { ...membership, tokenId, message })
  })
}
