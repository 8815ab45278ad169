// What the app asks about who works here, and about the keys by which other systems come in.
import { z } from 'zod'
import { zEmail, zLine } from '../kernel/fields.ts'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import { type CompanyActor, endpoint, roleKeys, scopeKeys } from '../platform/http/endpoint.ts'
import { type Limit, makeLimits } from '../platform/http/limits.ts'
import { makeApiKey } from './api-keys.ts'
import {
  changeRole,
  forgetSecondStep,
  handOver,
  inviteAgain,
  inviteMember,
  removeMember,
  teamOf,
  withdrawInvitation,
} from './team.ts'

/** Invitations go to people who have not asked for them. */
const INVITES: Limit = { name: 'invite', attempts: 20, seconds: 3600 }
const countInvitation = async ({ services, actor }: { services: Services; actor: CompanyActor }) => {
  await makeLimits(services).count(INVITES, actor.companyId)
}

const Empty = z.object({})
const ById = z.object({ id: z.uuid() })
const Done = z.object({ done: z.literal(true) })
const done = { done: true as const }

const Member = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  email: z.string(),
  role: z.enum(roleKeys),
  phone: z.string().nullable(),
  photoFile: z.string().nullable(),
  joined: z.boolean(),
  /** Until when an invitation can be accepted; null when it has run out, or was accepted. */
  invitedUntil: z.string().nullable(),
})

export const teamEndpoints = [
  endpoint({
    get: '/api/app/members',
    permission: 'self',
    does: 'Lists the company’s members, and who is invited.',
    input: Empty,
    output: z.object({ members: z.array(Member) }),
    handle: async ({ services, tx, actor }) => ({ members: await teamOf(services, tx, actor.companyId) }),
  }),
  endpoint({
    post: '/api/app/members/invite',
    permission: 'team.manage',
    does: 'Invites a colleague by mail, in a role.',
    input: z.object({ email: zEmail, name: zLine(120).default(''), role: z.enum(roleKeys).default('seller') }),
    output: Done,
    prepare: countInvitation,
    handle: async ({ services, tx, actor, input }) => {
      await inviteMember(services, tx, actor, input)
      return done
    },
  }),
  endpoint({
    post: '/api/app/members/:id/invite-again',
    permission: 'team.manage',
    does: 'Sends an invitation once more; the link before it ends.',
    input: ById,
    output: Done,
    prepare: countInvitation,
    handle: async ({ services, tx, actor, input }) => {
      await inviteAgain(services, tx, actor, input.id)
      return done
    },
  }),
  endpoint({
    post: '/api/app/members/:id/withdraw',
    permission: 'team.manage',
    does: 'Takes an invitation back before it is accepted.',
    input: ById,
    output: Done,
    handle: async ({ services, tx, actor, input }) => {
      await withdrawInvitation(services, tx, actor, input.id)
      return done
    },
  }),
  endpoint({
    put: '/api/app/members/:id/role',
    permission: 'team.manage',
    does: 'Gives a member another role. Owners are made and unmade by owners.',
    input: z.object({ id: z.uuid(), role: z.enum(roleKeys) }),
    output: Done,
    handle: async ({ tx, actor, input }) => {
      await changeRole(tx, actor, input.id, input.role)
      return done
    },
  }),
  endpoint({
    post: '/api/app/members/:id/hand-over',
    permission: 'company.own',
    delicate: true,
    does: 'Makes another member the owner, and oneself an administrator.',
    input: ById,
    output: Done,
    handle: async ({ tx, actor, input }) => {
      await handOver(tx, actor, input.id)
      return done
    },
  }),
  endpoint({
    post: '/api/app/members/:id/forget-second-step',
    permission: 'team.manage',
    delicate: true,
    does: 'Takes away a member’s passkeys and authenticator app, for whoever has lost them, and tells the member.',
    input: ById,
    output: Done,
    handle: async ({ services, tx, actor, input }) => {
      await forgetSecondStep(services, tx, actor, input.id)
      return done
    },
  }),
  endpoint({
    post: '/api/app/members/:id/leave',
    permission: 'team.manage',
    does: 'Takes a member out of the company and ends their sessions.',
    input: ById,
    output: Done,
    handle: async ({ services, tx, actor, input }) => {
      await removeMember(services, tx, actor, input.id)
      return done
    },
  }),
  endpoint({
    get: '/api/app/api-keys',
    permission: 'keys.manage',
    does: 'Lists the company’s API keys by name, and what each may.',
    input: Empty,
    output: z.object({
      keys: z.array(z.object({ id: z.uuid(), name: z.string(), scope: z.enum(scopeKeys), createdAt: z.string() })),
    }),
    handle: async ({ tx, actor }) => {
      const rows = await tx
        .selectFrom('api_key')
        .select(['id', 'name', 'scope', 'created_at'])
        .where('company_id', '=', actor.companyId)
        .where('revoked_at', 'is', null)
        .orderBy('created_at')
        .execute()
      return {
        keys: rows.map(r => ({ id: r.id, name: r.name, scope: r.scope, createdAt: r.created_at.toISOString() })),
      }
    },
  }),
  endpoint({
    post: '/api/app/api-keys',
    permission: 'keys.manage',
    delicate: true,
    does: 'Makes an API key that reads, or reads and writes. It is shown this once.',
    input: z.object({ name: zLine(80).pipe(z.string().min(1)), scope: z.enum(scopeKeys).default('write') }),
    output: z.object({ id: z.uuid(), key: z.string() }),
    status: 201,
    handle: ({ services, tx, actor, input }) => makeApiKey(services, tx, actor, input.name, input.scope),
  }),
  endpoint({
    post: '/api/app/api-keys/:id/revoke',
    permission: 'keys.manage',
    does: 'Ends an API key.',
    input: ById,
    output: Done,
    handle: async ({ services, tx, actor, input }) => {
      const ended = await tx
        .updateTable('api_key')
        .set({ revoked_at: services.clock.now() })
        .where('company_id', '=', actor.companyId)
        .where('id', '=', input.id)
        .where('revoked_at', 'is', null)
        .returning('id')
        .executeTakeFirst()
      if (!ended) throw new Problem('api-key-unknown', {}, { status: 404 })
      return done
    },
  }),
]
