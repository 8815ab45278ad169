// A signed-in browser. The cookie holds a random secret, the database a keyed hash of it.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Actor, Role, Visitor } from '../platform/http/endpoint.ts'
import { deviceWords, networkOf } from '../platform/http/visitor.ts'

/** How a session began: what the company asks of everybody is held against it. */
export type SignedIn = 'password' | 'two-steps' | 'passkey'

type Member = Extract<Actor, { kind: 'member' }>

/** A session that has not been used for this long has ended. */
const IDLE_MS = 30 * 86_400_000
/** And no session lives longer than this. */
const LIFETIME_MS = 180 * 86_400_000
/** As long as the link that confirms. */
const SIGN_UP_MS = 3 * 86_400_000
/** Being seen is noted this often: a list of sessions needs no more. */
const SEEN_EVERY_MS = 10 * 60_000

/** Sessions seen and begun after these times are alive. */
export const sessionsLiveAfter = (now: Date) => ({
  seen: new Date(now.getTime() - IDLE_MS),
  begun: new Date(now.getTime() - LIFETIME_MS),
})

const isHttps = (services: Services) => services.config.publicUrl.startsWith('https:')
const cookieName = (services: Services) => (isHttps(services) ? '__Host-cling' : 'cling')
const hashOf = (services: Services, token: string) => services.secrets.mac('session', token)

export async function beginSession(
  services: Services,
  tx: Tx,
  who: { accountId: string; companyId: string; memberId: string },
  visitor: Visitor,
  how: SignedIn = 'password',
): Promise<{ id: string; cookie: string }> {
  const token = randomBytes(32).toString('base64url')
  const at = services.clock.now()
  const id = services.newId()
  await tx
    .insertInto('session')
    .values({
      id,
      account_id: who.accountId,
      company_id: who.companyId,
      member_id: who.memberId,
      token_hash: hashOf(services, token),
      device: deviceWords(visitor.userAgent),
      network: networkOf(visitor.ip),
      created_at: at,
      seen_at: at,
      ended_at: null,
      how,
      proved_at: at,
    })
    .execute()
  return { id, cookie: cookie(services, token, LIFETIME_MS / 1000) }
}

/** Notes that whoever holds the session has proved who they are; with a second step, that it has one from now on. */
export async function noteProof(services: Services, tx: Tx, sessionId: string, how?: SignedIn): Promise<void> {
  await tx
    .updateTable('session')
    .set({ proved_at: services.clock.now(), ...(how ? { how } : {}) })
    .where('id', '=', sessionId)
    .execute()
}

/** In a sample company, whose password nobody knows, nothing asks for it: nothing there is anybody's. */
export const proveForGood = (services: Services, tx: Tx, sessionId: string) =>
  tx
    .updateTable('session')
    .set({ proved_at: new Date(services.clock.now().getTime() + LIFETIME_MS) })
    .where('id', '=', sessionId)
    .execute()

/** Whether no session of the account has been seen in this browser and from about this place. */
export async function isNewDevice(tx: Tx, accountId: string, visitor: Visitor): Promise<boolean> {
  const known = await tx
    .selectFrom('session')
    .select('id')
    .where('account_id', '=', accountId)
    .where('device', '=', deviceWords(visitor.userAgent))
    .where('network', '=', networkOf(visitor.ip))
    .limit(1)
    .executeTakeFirst()
  return known === undefined
}

/** Without seconds it goes when the window is closed. */
const cookie = (services: Services, value: string, seconds: number | null, name = cookieName(services)) =>
  `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${seconds === null ? '' : `; Max-Age=${seconds}`}${isHttps(services) ? '; Secure' : ''}`

/** The header that makes the browser forget. */
export const endedCookie = (services: Services) => cookie(services, '', 0)

const stepName = (services: Services) => `${cookieName(services)}-steg`

/** Carries what the right password gave to the page that asks for a code. */
export const stepCookie = (services: Services, token: string) => cookie(services, token, null, stepName(services))
export const stepOfRequest = (services: Services, request: Request) => presented(services, request, stepName(services))
export const endedStepCookie = (services: Services) => cookie(services, '', 0, stepName(services))

const signUpName = (services: Services) => `${cookieName(services)}-ny`
const signUpMark = (services: Services, accountId: string) =>
  services.secrets.mac('sign-up', accountId).toString('base64url')

/** Marks the browser in which an account was asked for. Says nothing about whether there is one. */
export const signUpCookie = (services: Services, accountId: string) =>
  cookie(services, signUpMark(services, accountId), SIGN_UP_MS / 1000, signUpName(services))

/** Whether this is the browser in which the account was asked for: only there is the password its owner's. */
export function signedUpHere(services: Services, request: Request, accountId: string): boolean {
  const given = Buffer.from(presented(services, request, signUpName(services)) ?? '')
  const expected = Buffer.from(signUpMark(services, accountId))
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function presented(services: Services, request: Request, name = cookieName(services)): string | null {
  for (const part of (request.headers.get('cookie') ?? '').split(';')) {
    const at = part.indexOf('=')
    if (part.slice(0, at).trim() === name) {
      const value = part.slice(at + 1).trim()
      return /^[\w-]{43}$/.test(value) ? value : null
    }
  }
  return null
}

/** Who is signed in. A GET notes nothing; anything else notes now and then that the session is in use. */
export async function memberOf(services: Services, request: Request): Promise<Member | null> {
  const token = presented(services, request)
  if (!token) return null
  const [row] = await services.database.ask<{
    id: string
    account_id: string
    company_id: string
    member_id: string
    created_at: Date
    seen_at: Date
    ended_at: Date | null
    role: Role
    language: 'sv' | 'en'
    proved_at: Date
    lacks_second: boolean
    closed: boolean
  }>('session', 'select * from session_by_token($1)', [hashOf(services, token)])
  const now = services.clock.now()
  const after = sessionsLiveAfter(now)
  if (!row || row.ended_at || row.seen_at < after.seen || row.created_at < after.begun) return null
  if (request.method !== 'GET' && now.getTime() - row.seen_at.getTime() > SEEN_EVERY_MS)
    await services.database.ask('session-seen', 'update session set seen_at = $2 where id = $1', [row.id, now])
  return {
    kind: 'member',
    companyId: row.company_id,
    memberId: row.member_id,
    accountId: row.account_id,
    sessionId: row.id,
    role: row.role,
    language: row.language,
    provedAt: row.proved_at,
    lacksSecond: row.lacks_second,
    closed: row.closed,
  }
}

/** Ends one session of an account, or all of them but one. */
export async function endSessions(
  services: Services,
  tx: Tx,
  accountId: string,
  which: { id: string } | { allBut: string | null },
): Promise<void> {
  let query = tx
    .updateTable('session')
    .set({ ended_at: services.clock.now() })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
  if ('id' in which) query = query.where('id', '=', which.id)
  else if (which.allBut) query = query.where('id', '!=', which.allBut)
  await query.execute()
}
