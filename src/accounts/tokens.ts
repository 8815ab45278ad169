// Links in mails that confirm an address or choose a password. The secret follows from the row's id and a key only the installation
// has: the mail is written when it leaves and no queue or row holds what it holds.
import { timingSafeEqual } from 'node:crypto'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Secrets } from '../platform/secrets.ts'

export type TokenPurpose = 'confirm' | 'reset' | 'invite' | 'second-step'
const LIFETIME_MS: Record<TokenPurpose, number> = {
  confirm: 3 * 86_400_000,
  reset: 3_600_000,
  invite: 7 * 86_400_000,
  'second-step': 600_000,
}

export const accountToken = (secrets: Secrets, id: string): string =>
  secrets.mac('account-token', id).toString('base64url')
const hashOf = (secrets: Secrets, token: string): Buffer => secrets.mac('account-token-hash', token)

/** Makes a token row; earlier unused ones of the same purpose (and company, for an invitation) end. */
export async function makeToken(
  services: Services,
  tx: Tx,
  accountId: string,
  purpose: TokenPurpose,
  companyId: string | null = null,
): Promise<string> {
  const at = services.clock.now()
  const id = services.newId()
  await tx
    .updateTable('account_token')
    .set({ used_at: at })
    .where('account_id', '=', accountId)
    .where('purpose', '=', purpose)
    .where('company_id', 'is not distinct from', companyId)
    .where('used_at', 'is', null)
    .execute()
  await tx
    .insertInto('account_token')
    .values({
      id,
      account_id: accountId,
      company_id: companyId,
      purpose,
      token_hash: hashOf(services.secrets, accountToken(services.secrets, id)),
      expires_at: new Date(at.getTime() + LIFETIME_MS[purpose]),
      used_at: null,
      created_at: at,
    })
    .execute()
  return id
}

export type FoundToken = {
  id: string
  accountId: string
  /** The company an invitation is to. */
  companyId: string | null
  purpose: TokenPurpose
  email: string
}

/** The living token that was presented, or null. */
export async function findToken(services: Services, token: string): Promise<FoundToken | null> {
  if (!/^[\w-]{43}$/.test(token)) return null
  const hash = hashOf(services.secrets, token)
  const [row] = await services.database.ask<{
    id: string
    account_id: string
    company_id: string | null
    purpose: TokenPurpose
    email: string
    token_hash: Buffer
  }>(
    'account-token',
    `select t.id, t.account_id, t.company_id, t.purpose, t.token_hash, a.email from account_token t join account a on a.id = t.account_id
     where t.token_hash = $1 and t.used_at is null and t.expires_at > $2`,
    [hash, services.clock.now()],
  )
  if (!row || !timingSafeEqual(hash, row.token_hash)) return null
  return {
    id: row.id,
    accountId: row.account_id,
    companyId: row.company_id,
    purpose: row.purpose,
    email: row.email,
  }
}

/** Whether a link that no longer works was an invitation: whoever sent it can send another. */
export async function wasInvitation(services: Services, token: string): Promise<boolean> {
  if (!/^[\w-]{43}$/.test(token)) return false
  const rows = await services.database.ask(
    'account-token-ended',
    `select 1 from account_token where token_hash = $1 and purpose = 'invite'`,
    [hashOf(services.secrets, token)],
  )
  return rows.length > 0
}

/** Uses a token up; false when somebody was faster. */
export async function useToken(services: Services, tx: Tx, id: string): Promise<boolean> {
  const used = await tx
    .updateTable('account_token')
    .set({ used_at: services.clock.now() })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return used !== undefined
}

/** Ends what an account is invited to a company with. */
export async function endInvitations(services: Services, tx: Tx, accountId: string, companyId: string): Promise<void> {
  await tx
    .updateTable('account_token')
    .set({ used_at: services.clock.now() })
    .where('account_id', '=', accountId)
    .where('company_id', '=', companyId)
    .where('used_at', 'is', null)
    .execute()
}

/** Ends every link of an account that is still unused. */
export async function endTokens(services: Services, tx: Tx, accountId: string): Promise<void> {
  await tx
    .updateTable('account_token')
    .set({ used_at: services.clock.now() })
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .execute()
}
