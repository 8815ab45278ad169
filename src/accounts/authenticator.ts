// An authenticator app as a second step, and codes for whoever has lost it. The app's key follows from its row's id and a key only the
// installation has, as links in mails do: nothing that is stored opens anything.
import { randomBytes } from 'node:crypto'
import encodeQR from 'qr'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { type Limit, makeLimits } from '../platform/http/limits.ts'
import { base32, keyUri, stepOf } from './totp.ts'

/** Six digits are a million: so many guesses at an account, and then it rests. */
const WRONG_CODES: Limit = { name: 'wrong-code', attempts: 8, seconds: 900 }
const RECOVERY_CODES = 10

const keyOf = (services: Services, id: string) => services.secrets.mac('authenticator-app', id).subarray(0, 20)

/** A new app, of no use before its first code: what is scanned, and the same to type. */
export async function beginApp(services: Services, tx: Tx, accountId: string) {
  const id = services.newId()
  await tx
    .deleteFrom('authenticator_app')
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is', null)
    .execute()
  const { email } = await tx.selectFrom('account').select('email').where('id', '=', accountId).executeTakeFirstOrThrow()
  await tx
    .insertInto('authenticator_app')
    .values({ id, account_id: accountId, created_at: services.clock.now(), confirmed_at: null })
    .execute()
  const key = keyOf(services, id)
  return { id, typed: base32(key), picture: encodeQR(keyUri(key, email), 'svg', { ecc: 'medium', border: 1 }) }
}

/** The app shows what we expect: from now on it is asked for, in the place of any before it. Gives the codes for losing it. */
export async function confirmApp(
  services: Services,
  tx: Tx,
  accountId: string,
  given: { id: string; code: string },
): Promise<string[]> {
  const waiting = await tx
    .selectFrom('authenticator_app')
    .select(['id', 'last_step'])
    .where('id', '=', given.id)
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!waiting) throw new Problem('app-begin-again', {}, { status: 409 })
  const step = stepOf(keyOf(services, waiting.id), bare(given.code), services.clock.now(), waiting.last_step)
  if (step === null) throw new Problem('app-code-wrong', {}, { field: 'code' })
  await tx.deleteFrom('authenticator_app').where('account_id', '=', accountId).where('id', '!=', waiting.id).execute()
  await tx
    .updateTable('authenticator_app')
    .set({ confirmed_at: services.clock.now(), last_step: step })
    .where('id', '=', waiting.id)
    .execute()
  return newRecoveryCodes(services, tx, accountId)
}

export async function removeApp(tx: Tx, accountId: string): Promise<void> {
  await tx.deleteFrom('authenticator_app').where('account_id', '=', accountId).execute()
  await tx.deleteFrom('recovery_code').where('account_id', '=', accountId).execute()
}

/** Ten new ones; those before work no longer. Shown once. */
export async function newRecoveryCodes(services: Services, tx: Tx, accountId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => base32(randomBytes(7)).slice(0, 10).toLowerCase())
  await tx.deleteFrom('recovery_code').where('account_id', '=', accountId).execute()
  await tx
    .insertInto('recovery_code')
    .values(
      codes.map(code => ({
        id: services.newId(),
        account_id: accountId,
        code_hash: hashOf(services, accountId, code),
        created_at: services.clock.now(),
        used_at: null,
      })),
    )
    .execute()
  return codes.map(c => `${c.slice(0, 5)}-${c.slice(5)}`.toUpperCase())
}

/** Whether a code is asked for when the account signs in. */
export async function hasApp(tx: Tx, accountId: string): Promise<boolean> {
  const app = await confirmed(tx, accountId)
  return app !== undefined
}

/** What there is to be told about an account's app. */
export async function appOf(tx: Tx, accountId: string): Promise<{ since: string; codesLeft: number } | null> {
  const app = await confirmed(tx, accountId)
  if (!app?.confirmed_at) return null
  const { count } = await tx
    .selectFrom('recovery_code')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return { since: app.confirmed_at.toISOString(), codesLeft: Number(count) }
}

/** Counts a guess before it is looked at; throws when there have been too many. Outside the transaction that the guess is tried in. */
export async function countCode(services: Services, accountId: string): Promise<void> {
  const limits = makeLimits(services)
  const minutes = await limits.wait(WRONG_CODES, accountId)
  if (minutes > 0) throw new Problem('code-resting', { minutes }, { status: 429 })
  await limits.count(WRONG_CODES, accountId)
}
export const forgetCodes = (services: Services, accountId: string) =>
  makeLimits(services).forget(WRONG_CODES, accountId)

/** Uses up what was typed: a code of the app, or one for losing it. Throws `app-code-wrong`. */
export async function takeCode(services: Services, tx: Tx, accountId: string, typed: string): Promise<void> {
  const code = bare(typed)
  const isTaken = /^\d{6}$/.test(code)
    ? await takeAppCode(services, tx, accountId, code)
    : await takeRecoveryCode(services, tx, accountId, code)
  if (!isTaken) throw new Problem('app-code-wrong', {}, { field: 'code' })
}

async function takeAppCode(services: Services, tx: Tx, accountId: string, code: string): Promise<boolean> {
  const app = await confirmed(tx, accountId)
  const step = app && stepOf(keyOf(services, app.id), code, services.clock.now(), app.last_step)
  if (!app || step === null || step === undefined) return false
  // Two who come with the same code at once: one of them is first.
  const used = await tx
    .updateTable('authenticator_app')
    .set({ last_step: step })
    .where('id', '=', app.id)
    .where('last_step', '<', step)
    .returning('id')
    .executeTakeFirst()
  return used !== undefined
}

async function takeRecoveryCode(services: Services, tx: Tx, accountId: string, code: string): Promise<boolean> {
  const used = await tx
    .updateTable('recovery_code')
    .set({ used_at: services.clock.now() })
    .where('account_id', '=', accountId)
    .where('code_hash', '=', hashOf(services, accountId, code))
    .where('used_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return used !== undefined
}

const confirmed = (tx: Tx, accountId: string) =>
  tx
    .selectFrom('authenticator_app')
    .select(['id', 'confirmed_at', 'last_step'])
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst()

/** As people type codes: with spaces, a hyphen, capitals. */
const bare = (typed: string) => typed.replace(/[\s-]/g, '').toLowerCase()
const hashOf = (services: Services, accountId: string, code: string) =>
  services.secrets.mac('recovery-code', `${accountId}|${code}`)
