// Passkeys of an account: asked for, kept, answered with, taken away. What is believed is decided in passkey-check.ts.

import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { sweep } from '../platform/jobs/job.ts'
import {
  type Asked,
  type Assertion,
  checkAssertion,
  checkNew,
  type NewPasskey,
  PasskeyRefused,
} from './passkey-check.ts'

type Purpose = 'sign-in' | 'new' | 'prove'
const ANSWER_MS = 5 * 60_000
/** More would be a list nobody looks through. */
const MOST = 10

const placeOf = (services: Services) => {
  const { origin, hostname } = new URL(services.config.publicUrl)
  return { origin, rpId: hostname }
}
const challengeOf = (services: Services, id: string) => services.secrets.mac('passkey-challenge', id)

/** What a browser is asked to answer; its id comes back with the answer. */
export type Challenge = { id: string; challenge: string; rpId: string }

export async function challenge(
  services: Services,
  tx: Tx,
  purpose: Purpose,
  accountId: string | null,
): Promise<Challenge> {
  const id = services.newId()
  const expires_at = new Date(services.clock.now().getTime() + ANSWER_MS)
  await tx.insertInto('passkey_challenge').values({ id, purpose, account_id: accountId, expires_at }).execute()
  return { id, challenge: challengeOf(services, id).toString('base64url'), rpId: placeOf(services).rpId }
}

/** Uses a challenge up: an answer that was believed is believed once. */
async function used(
  services: Services,
  tx: Tx,
  id: string,
  purpose: Purpose,
  accountId: string | null,
): Promise<Asked> {
  const gone = await tx
    .deleteFrom('passkey_challenge')
    .where('id', '=', id)
    .where('purpose', '=', purpose)
    .where('account_id', 'is not distinct from', accountId)
    .where('expires_at', '>', services.clock.now())
    .returning('id')
    .executeTakeFirst()
  if (!gone) throw new Problem('passkey-too-late', {}, { status: 409 })
  return { challenge: challengeOf(services, id), ...placeOf(services) }
}

/** What a browser needs to make a passkey: it leaves out authenticators that have one already. */
export async function beginPasskey(services: Services, tx: Tx, accountId: string) {
  const known = await tx.selectFrom('passkey').select('credential_id').where('account_id', '=', accountId).execute()
  if (known.length >= MOST) throw new Problem('passkeys-enough', { most: MOST }, { status: 409 })
  const { email } = await tx.selectFrom('account').select('email').where('id', '=', accountId).executeTakeFirstOrThrow()
  return {
    ...(await challenge(services, tx, 'new', accountId)),
    userHandle: handleOf(accountId),
    email,
    known: known.map(k => k.credential_id.toString('base64url')),
  }
}

/** Whose a passkey is, to the authenticator: the account's number and nothing that says more. */
const handleOf = (accountId: string) => Buffer.from(accountId.replaceAll('-', ''), 'hex').toString('base64url')

export async function addPasskey(
  services: Services,
  tx: Tx,
  accountId: string,
  given: NewPasskey & { challengeId: string; name: string },
): Promise<{ id: string }> {
  const asked = await used(services, tx, given.challengeId, 'new', accountId)
  const made = believed(services, () => checkNew(asked, given))
  const id = services.newId()
  const added = await tx
    .insertInto('passkey')
    .values({
      id,
      account_id: accountId,
      credential_id: made.credentialId,
      public_key: made.publicKey,
      name: given.name,
      sign_count: made.signCount,
      backup_eligible: made.backupEligible,
      backed_up: made.backedUp,
      created_at: services.clock.now(),
      used_at: null,
    })
    .onConflict(c => c.column('credential_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw new Problem('passkey-known', {}, { status: 409 })
  return { id }
}

/** Whose passkey answered. With `accountId` it must be theirs. */
export async function answeredBy(
  services: Services,
  tx: Tx,
  purpose: 'sign-in' | 'prove',
  accountId: string | null,
  given: Assertion & { challengeId: string },
): Promise<string> {
  const asked = await used(services, tx, given.challengeId, purpose, accountId)
  const known = await tx
    .selectFrom('passkey')
    .selectAll()
    .where('credential_id', '=', Buffer.from(given.credentialId, 'base64url'))
    .forUpdate()
    .executeTakeFirst()
  if (!known || (accountId && known.account_id !== accountId)) throw new Problem('passkey-unknown', {}, { status: 422 })
  const owner = known.account_id as string
  if (given.userHandle && given.userHandle !== handleOf(owner))
    throw new Problem('passkey-unknown', {}, { status: 422 })
  const flags = believed(services, () =>
    checkAssertion(asked, given, {
      publicKey: known.public_key,
      signCount: known.sign_count,
      backupEligible: known.backup_eligible,
    }),
  )
  await tx
    .updateTable('passkey')
    .set({ sign_count: flags.signCount, backed_up: flags.backedUp, used_at: services.clock.now() })
    .where('id', '=', known.id)
    .execute()
  return owner
}

function believed<T>(services: Services, check: () => T): T {
  try {
    return check()
  } catch (error) {
    if (!(error instanceof PasskeyRefused)) throw error
    services.log.warn({ alarm: 'passkey-refused', reason: error.message }, 'a passkey was not believed')
    throw new Problem('passkey-refused', {}, { status: 422 })
  }
}

export async function passkeysOf(tx: Tx, accountId: string) {
  const rows = await tx
    .selectFrom('passkey')
    .select(['id', 'name', 'backed_up', 'created_at', 'used_at'])
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .execute()
  return rows.map(r => ({
    id: r.id,
    name: r.name,
    backedUp: r.backed_up,
    createdAt: r.created_at.toISOString(),
    usedAt: r.used_at?.toISOString() ?? null,
  }))
}

export async function removePasskey(tx: Tx, accountId: string, id: string): Promise<void> {
  const gone = await tx
    .deleteFrom('passkey')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  if (!gone) throw new Problem('not-found', {}, { status: 404 })
}

export async function removePasskeys(tx: Tx, accountId: string): Promise<void> {
  await tx.deleteFrom('passkey').where('account_id', '=', accountId).execute()
}

export const forgetChallenges = sweep('forget-passkey-challenges', {
  does: 'Forgets what browsers were asked to answer with a passkey and never did.',
  everySeconds: 3600,
  async run(services) {
    await services.database.ask('forget-challenges', 'delete from passkey_challenge where expires_at < $1', [
      services.clock.now(),
    ])
  },
})
