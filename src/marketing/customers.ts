// Customers are told of the service they have, as long as they do not say no: they can when they give their address, in every letter, in
// their settings and by a word to us. Whoever was a customer is told for a year.

import { sql } from 'kysely'
import { stockholmDate } from '../kernel/dates.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { whenAgreementEnds } from '../privacy/closure/relation.ts'
import { tellCrm } from './contacts.ts'
import { addressHash, allow, hashesOfAccount, isSuppressed, suppressAccount } from './suppression.ts'

/** The last day after the end of an agreement on which news may be sent. */
export const FORMER_DAYS = 365

/** Notes that the way out was offered where the address was given, and what was answered. */
export async function offerNews(
  services: Services,
  accountId: string,
  answer: { where: 'sign-up' | 'invitation'; no: boolean },
): Promise<void> {
  await services.database.outside(async tx => {
    await tx
      .insertInto('news_offer')
      .values({ account_id: accountId, offered_at: services.clock.now(), offered_where: answer.where })
      .onConflict(c => c.column('account_id').doNothing())
      .execute()
    if (answer.no) return suppressAccount(services, tx, accountId, 'account')
    const { rows } = await sql<{
      company_id: string
      member_id: string
    }>`select * from membership_of(${accountId})`.execute(tx)
    for (const { company_id: companyId, member_id: memberId } of rows) await tellCrm.in(tx, { companyId, memberId })
  })
}

/** Whether news goes to this account. */
export async function getsNews(services: Services, tx: Tx, accountId: string): Promise<boolean> {
  const offered = await tx
    .selectFrom('news_offer')
    .select('account_id')
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  if (!offered) return false
  const [address] = await hashesOfAccount(services, tx, accountId)
  return address !== undefined && !(await isSuppressed(tx, address))
}

/** The switch in the settings. Off is off everywhere at once; on is for what the switch says. */
export async function chooseNews(services: Services, tx: Tx, accountId: string, wanted: boolean): Promise<void> {
  if (!wanted) return suppressAccount(services, tx, accountId, 'account')
  for (const hash of await hashesOfAccount(services, tx, accountId)) await allow(tx, hash)
  await tx
    .insertInto('news_offer')
    .values({ account_id: accountId, offered_at: services.clock.now(), offered_where: 'settings' })
    .onConflict(c => c.column('account_id').doNothing())
    .execute()
}

/**
 * A company's agreement has ended: those of its people who were told of the service may be for another year. Called in the transaction
 * that ends it, which is the company's.
 */
export async function relationEnded(services: Services, tx: Tx, companyId: string): Promise<void> {
  const endedOn = stockholmDate(services.clock.now())
  const people = await tx
    .selectFrom('member as m')
    .innerJoin('account as a', 'a.id', 'm.account_id')
    .innerJoin('news_offer as o', 'o.account_id', 'a.id')
    .select(['a.id', 'a.email', 'a.language'])
    .where('m.company_id', '=', companyId)
    .where('m.joined_at', 'is not', null)
    .where('m.left_at', 'is', null)
    .where('a.confirmed_at', 'is not', null)
    .execute()
  for (const p of people) {
    const hash = addressHash(services.secrets, p.email)
    if (await isSuppressed(tx, hash)) continue
    await tx
      .insertInto('former_customer')
      .values({
        id: services.newId(),
        account_id: p.id,
        email: p.email,
        address_hash: hash,
        language: p.language,
        ended_on: endedOn,
      })
      .onConflict(c => c.column('address_hash').doUpdateSet({ ended_on: endedOn }))
      .execute()
  }
}
whenAgreementEnds('marketing', relationEnded)
