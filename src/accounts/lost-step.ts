// For whoever has lost phone and codes: passkeys and app go, and they come in by password and begin anew. They are told by mail.
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { tellOfChange } from './account-mail.ts'
import { accountByEmail, membershipOf } from './accounts.ts'
import { removeApp } from './authenticator.ts'
import type { Who } from './let-in.ts'
import { removePasskeys } from './passkeys.ts'
import { endSessions } from './sessions.ts'

export async function dropSecondStep(services: Services, tx: Tx, who: Who): Promise<void> {
  await removePasskeys(tx, who.accountId)
  await removeApp(tx, who.accountId)
  await endSessions(services, tx, who.accountId, { allBut: null })
  await tellOfChange(services, tx, who)
}

/** By the operator, for whoever has nobody in the company who can. Who asks was made sure of before. */
export async function dropSecondStepOf(services: Services, email: string): Promise<void> {
  const account = await accountByEmail(services, email)
  if (!account) throw new Problem('not-found', {}, { status: 404 })
  const membership = await membershipOf(services, account.id)
  const who = { accountId: account.id, ...membership }
  await services.database.company(membership.companyId, tx => dropSecondStep(services, tx, who))
  services.log.warn({ alarm: 'second-step-dropped', accountId: account.id }, 'the operator reset a second step')
}
