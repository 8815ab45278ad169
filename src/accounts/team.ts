// Who works in the company: invited, given a role, handed the company, taken out. A company where somebody works has an owner; the database
// refuses otherwise too.
import { sql } from 'kysely'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { CompanyActor, Role } from '../platform/http/endpoint.ts'
import { accountMail } from './account-mail.ts'
import { dropSecondStep } from './lost-step.ts'
import { mayMake } from './permissions.ts'
import { endSessions } from './sessions.ts'
import { endInvitations, makeToken } from './tokens.ts'

/** Everybody who is in the company or invited to it, in the order they came. */
export async function teamOf(services: Services, tx: Tx, companyId: string) {
  const rows = await tx
    .selectFrom('member as m')
    .innerJoin('account as a', 'a.id', 'm.account_id')
    .select(['m.id', 'm.name', 'm.role', 'm.phone', 'm.photo_file', 'm.joined_at', 'a.email'])
    .select(
      sql<Date | null>`(select max(t.expires_at) from account_token t where t.account_id = m.account_id
        and t.company_id = m.company_id and t.purpose = 'invite' and t.used_at is null)`.as('invited_until'),
    )
    .where('m.company_id', '=', companyId)
    .where('m.left_at', 'is', null)
    .orderBy('m.created_at')
    .execute()
  const now = services.clock.now()
  return rows.map(r => ({
    id: r.id,
    name: r.name,
    // As its owner writes it is told when they have joined: before, it would say that there is an account already.
    email: r.joined_at ? r.email : r.email.toLowerCase(),
    role: r.role,
    phone: r.phone,
    photoFile: r.photo_file,
    joined: r.joined_at !== null,
    invitedUntil:
      r.joined_at === null && r.invited_until && r.invited_until > now ? r.invited_until.toISOString() : null,
  }))
}

/**
 * Invites somebody by mail. Whoever invites sees the same whether the address has an account or not; its owner is told what they can do.
 * Inviting once more sends a new link.
 */
export async function inviteMember(
  services: Services,
  tx: Tx,
  actor: CompanyActor,
  invited: { email: string; name: string; role: Role },
): Promise<void> {
  const { companyId } = actor
  const at = services.clock.now()
  const account = await tx
    .selectFrom('account')
    .select(['id', 'confirmed_at'])
    .where(eb => eb(eb.fn<string>('lower', ['email']), '=', invited.email.toLowerCase()))
    .executeTakeFirst()
  const accountId = account?.id ?? services.newId()
  const wish = { role: invited.role, name: invited.name || null, joined_at: null, left_at: null }
  if (!account)
    await tx
      .insertInto('account')
      // No password fits this: the invitation's link chooses one.
      .values({ id: accountId, email: invited.email, password_hash: '', confirmed_at: null, created_at: at })
      .execute()
  const before = await tx
    .selectFrom('member')
    .select(['id', 'role', 'joined_at', 'left_at'])
    .where('company_id', '=', companyId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  if (before?.joined_at && !before.left_at) throw new Problem('member-already', {}, { field: 'email' })
  refuseUnlessMayMake(actor, before && !before.left_at ? before.role : null, invited.role)
  const memberId = before?.id ?? services.newId()
  if (before)
    await tx.updateTable('member').set(wish).where('company_id', '=', companyId).where('id', '=', memberId).execute()
  else
    await tx
      .insertInto('member')
      .values({
        company_id: companyId,
        id: memberId,
        account_id: accountId,
        ...wish,
        phone: null,
        photo_file: null,
        created_at: at,
      })
      .execute()
  await mailInvitation(services, tx, { companyId, memberId, accountId, confirmed: Boolean(account?.confirmed_at) })
}

async function mailInvitation(
  services: Services,
  tx: Tx,
  to: { companyId: string; memberId: string; accountId: string; confirmed: boolean },
): Promise<void> {
  const { companyId, memberId, accountId } = to
  const { rows: elsewhere } = await sql`select 1 from membership_of(${accountId})`.execute(tx)
  const tokenId = await makeToken(services, tx, accountId, 'invite', companyId)
  // An account that nobody confirmed keeps nobody out: somebody else may have signed the address up.
  const message = elsewhere.length > 0 && to.confirmed ? 'invite-known' : 'invite'
  await accountMail.queue(services, tx, { companyId, memberId, tokenId, message })
}

/** Sends an invitation that waits once more, with a new link and seven new days. */
export async function inviteAgain(services: Services, tx: Tx, actor: CompanyActor, memberId: string): Promise<void> {
  const { companyId } = actor
  const invited = await waiting(tx, companyId, memberId)
  refuseUnlessMayMake(actor, invited.role, invited.role)
  const account = await tx
    .selectFrom('account')
    .select('confirmed_at')
    .where('id', '=', invited.account_id)
    .executeTakeFirstOrThrow()
  const to = { companyId, memberId, accountId: invited.account_id, confirmed: account.confirmed_at !== null }
  await mailInvitation(services, tx, to)
}

/** Takes an invitation back: its link leads nowhere, and of whoever was invited no name stays. */
export async function withdrawInvitation(services: Services, tx: Tx, actor: CompanyActor, memberId: string) {
  const { companyId } = actor
  const invited = await waiting(tx, companyId, memberId)
  refuseUnlessMayMake(actor, invited.role, null)
  await endInvitations(services, tx, invited.account_id, companyId)
  await tx
    .updateTable('member')
    .set({ left_at: services.clock.now(), name: null })
    .where('company_id', '=', companyId)
    .where('id', '=', memberId)
    .execute()
}

async function waiting(tx: Tx, companyId: string, memberId: string) {
  const invited = await tx
    .selectFrom('member')
    .select(['role', 'account_id', 'joined_at'])
    .where('company_id', '=', companyId)
    .where('id', '=', memberId)
    .where('left_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!invited?.account_id) throw new Problem('not-found', {}, { status: 404 })
  if (invited.joined_at) throw new Problem('member-has-joined', {}, { status: 409 })
  return { role: invited.role, account_id: invited.account_id as string }
}

/** Gives somebody another role; also somebody who has not come yet. */
export async function changeRole(tx: Tx, actor: CompanyActor, memberId: string, role: Role): Promise<void> {
  const { member, isLastOwner } = await atTheCompany(tx, actor.companyId, memberId)
  refuseUnlessMayMake(actor, member.role, role)
  if (isLastOwner && role !== 'owner') throw new Problem('member-last-owner', {}, { status: 409 })
  await setRole(tx, actor.companyId, memberId, role)
}

/** Makes somebody else the owner and oneself an administrator, in one step. */
export async function handOver(tx: Tx, actor: CompanyActor, memberId: string): Promise<void> {
  const { member } = await atTheCompany(tx, actor.companyId, memberId)
  if (memberId === actor.memberId) throw new Problem('hand-over-to-oneself', {}, { status: 409 })
  if (!member.joined_at) throw new Problem('hand-over-to-nobody', {}, { status: 409 })
  await setRole(tx, actor.companyId, memberId, 'owner')
  await setRole(tx, actor.companyId, actor.memberId, 'administrator')
}

/** Takes a member out and signs them out everywhere. What they wrote stays the company’s, under their name as it was signed. */
export async function removeMember(services: Services, tx: Tx, actor: CompanyActor, memberId: string): Promise<void> {
  const { member, isLastOwner } = await atTheCompany(tx, actor.companyId, memberId)
  refuseUnlessMayMake(actor, member.role, null)
  if (isLastOwner) throw new Problem('member-last-owner', {}, { status: 409 })
  await tx
    .updateTable('member')
    .set({ left_at: services.clock.now() })
    .where('company_id', '=', actor.companyId)
    .where('id', '=', memberId)
    .execute()
  if (!member.account_id) return
  await endInvitations(services, tx, member.account_id, actor.companyId)
  // Somebody who was only invited may be at work in another company.
  if (member.joined_at) await endSessions(services, tx, member.account_id, { allBut: null })
}

/** Resets the second step of a colleague who has lost it. */
export async function forgetSecondStep(
  services: Services,
  tx: Tx,
  actor: CompanyActor,
  memberId: string,
): Promise<void> {
  const { companyId } = actor
  const { member } = await atTheCompany(tx, companyId, memberId)
  refuseUnlessMayMake(actor, member.role, member.role)
  // One's own is taken away where one has proved to have it.
  if (memberId === actor.memberId) throw new Problem('second-step-own', {}, { status: 409 })
  if (!member.joined_at || !member.account_id) throw new Problem('not-found', {}, { status: 404 })
  await dropSecondStep(services, tx, { accountId: member.account_id, companyId, memberId })
}

/** The member, with the company held: whoever changes its owners waits for whoever is doing so. */
async function atTheCompany(tx: Tx, companyId: string, memberId: string) {
  await tx.selectFrom('company').select('id').where('id', '=', companyId).forUpdate().execute()
  const members = await tx
    .selectFrom('member')
    .select(['id', 'role', 'account_id', 'joined_at'])
    .where('company_id', '=', companyId)
    .where('left_at', 'is', null)
    .execute()
  const member = members.find(m => m.id === memberId)
  if (!member) throw new Problem('not-found', {}, { status: 404 })
  const owners = members.filter(m => m.role === 'owner' && m.joined_at)
  return { member, isLastOwner: owners.length === 1 && owners[0]?.id === memberId }
}

const setRole = (tx: Tx, companyId: string, memberId: string, role: Role) =>
  tx.updateTable('member').set({ role }).where('company_id', '=', companyId).where('id', '=', memberId).execute()

function refuseUnlessMayMake(actor: CompanyActor, from: Role | null, to: Role | null) {
  if (actor.kind !== 'member' || !mayMake(actor.role, from, to))
    throw new Problem('member-owners-only', {}, { status: 403 })
}
