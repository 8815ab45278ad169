// What happens when somebody has said who they are: a session, or the second step before it.
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Visitor } from '../platform/http/endpoint.ts'
import { accountMail } from './account-mail.ts'
import { hasApp } from './authenticator.ts'
import { beginSession, isNewDevice, type SignedIn, stepCookie } from './sessions.ts'
import { accountToken, makeToken } from './tokens.ts'

export type Who = { accountId: string; companyId: string; memberId: string }

/** A session, or, where the account has an app, what carries over to the page that asks for its code. */
export type LetIn = { cookie: string; step: boolean }

export async function letIn(
  services: Services,
  tx: Tx,
  who: Who,
  visitor: Visitor,
  options: { tell: boolean },
): Promise<LetIn> {
  if (!(await hasApp(tx, who.accountId))) {
    const begin = options.tell ? welcome : beginSession
    return { cookie: (await begin(services, tx, who, visitor, 'password')).cookie, step: false }
  }
  const id = await makeToken(services, tx, who.accountId, 'second-step')
  return { cookie: stepCookie(services, accountToken(services.secrets, id)), step: true }
}

/** Begins a session, and tells its owner by mail when it is in a browser or at a place it has not been before. */
export async function welcome(
  services: Services,
  tx: Tx,
  who: Who,
  visitor: Visitor,
  how: SignedIn,
): Promise<{ cookie: string }> {
  const isNew = await isNewDevice(tx, who.accountId, visitor)
  const begun = await beginSession(services, tx, who, visitor, how)
  if (isNew) await accountMail.queueNewDevice(services, tx, { ...who, sessionId: begun.id })
  return begun
}
