// Who wants no advertising. A keyed hash of the address or the number stands in one list for every channel and every kind of person; it is
// asked at the moment something would leave, and stays when everything else about them has gone.
import { sql } from 'kysely'
import { endMeasuring } from '../consent/beacons.ts'
import { record } from '../consent/ledger.ts'
import { readPhone } from '../kernel/contact.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { sweep } from '../platform/jobs/job.ts'
import type { Secrets } from '../platform/secrets.ts'
import { leaveCrm } from './leave-crm.ts'
import type { HowSaid } from './marketing.tables.ts'
import { newsletterEvent } from './newsletter-consent.ts'

/** The same whoever writes it and however: an address in small letters, a number by its digits. */
export const addressHash = (secrets: Secrets, address: string): Buffer => {
  const bare = address.trim().toLowerCase()
  if (bare.includes('@')) return secrets.mac('no-advertising', bare)
  const phone = readPhone(bare)
  return secrets.mac('no-advertising', phone.ok ? phone.value : bare.replace(/[^\d+]/g, ''))
}

export async function isSuppressed(tx: Tx, hash: Buffer): Promise<boolean> {
  const row = await tx.selectFrom('suppression').select('id').where('address_hash', '=', hash).executeTakeFirst()
  return row !== undefined
}

/** No advertising there from now on, in any channel. A reader of the newsletter is none any more; their consent is taken back. */
export async function suppress(services: Services, tx: Tx, hashes: readonly Buffer[], how: HowSaid): Promise<void> {
  const at = services.clock.now()
  for (const hash of hashes) {
    await tx
      .insertInto('suppression')
      .values({ id: services.newId(), address_hash: hash, how, since: at })
      .onConflict(c => c.column('address_hash').doNothing())
      .execute()
    const reader = await tx
      .deleteFrom('newsletter_reader')
      .where('address_hash', '=', hash)
      .returning(['id', 'text_hash', 'language', 'confirmed_at'])
      .executeTakeFirst()
    if (reader?.confirmed_at) {
      const event = newsletterEvent(services, {
        consentId: reader.id,
        language: reader.language,
        textHash: reader.text_hash,
        action: 'withdrawn',
      })
      await record(services, tx, [event])
      await endMeasuring(services, tx, event)
    }
    // Kept for nothing but to be written to.
    await tx.deleteFrom('former_customer').where('address_hash', '=', hash).execute()
  }
}

/** They have changed their mind, and said so themselves. */
export const allow = (tx: Tx, hash: Buffer) => tx.deleteFrom('suppression').where('address_hash', '=', hash).execute()

/** A no in an account holds for its address and for every number it has. */
export async function suppressAccount(services: Services, tx: Tx, accountId: string, how: HowSaid): Promise<void> {
  await suppress(services, tx, await hashesOfAccount(services, tx, accountId), how)
  await leaveCrm(tx, accountId)
}

export async function hashesOfAccount(services: Services, tx: Tx, accountId: string): Promise<Buffer[]> {
  const { email } = await tx.selectFrom('account').select('email').where('id', '=', accountId).executeTakeFirstOrThrow()
  const { rows } = await sql<{ phone: string }>`select phone from numbers_of_account(${accountId})`.execute(tx)
  return [email, ...rows.map(r => r.phone)].map(address => addressHash(services.secrets, address))
}

// The way out in a letter carries the hash itself, sealed: it works without a login, from any device, and also when the row that the letter
// was sent by is gone.
const SEAL = 16
export function wayOutToken(secrets: Secrets, hash: Buffer): string {
  return Buffer.concat([hash, secrets.mac('way-out', hash).subarray(0, SEAL)]).toString('base64url')
}

/** The hash that a way out is for; null when nobody here made it. */
export function readWayOut(secrets: Secrets, token: string): Buffer | null {
  if (!/^[\w-]{64}$/.test(token)) return null
  const bytes = Buffer.from(token, 'base64url')
  const hash = bytes.subarray(0, bytes.length - SEAL)
  return wayOutToken(secrets, hash) === token ? hash : null
}
export const wayOutPath = (secrets: Secrets, hash: Buffer) => `/integritet/avregistrera/${wayOutToken(secrets, hash)}`

/** Whoever said no in a case about their rights stands in the list too, so that it holds when the case is gone. */
export const followRights = sweep('follow-rights-to-suppression', {
  does: 'Puts those who said no to advertising in a case about their rights in the list of those who want none.',
  everySeconds: 300,
  async run(services) {
    const accounts = await services.database.ask<{ account_id: string }>(
      'said-no-in-a-case',
      `select distinct account_id from stop where kind = 'opt-out' and lifted_at is null and account_id in (select id from account)`,
      [],
    )
    for (const { account_id } of accounts)
      await services.database.outside(tx => suppressAccount(services, tx, account_id, 'rights'))
  },
})
