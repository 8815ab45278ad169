// What the app asks about who one is: oneself, sessions, colleagues, keys.
import { z } from 'zod'
import { zEmail, zLine, zPhone } from '../kernel/fields.ts'
import { Problem } from '../kernel/problem.ts'
import { endpoint } from '../platform/http/endpoint.ts'
import { type Limit, makeLimits } from '../platform/http/limits.ts'
import { inviteMember } from './accounts.ts'
import { makeApiKey } from './api-keys.ts'
import { endSessions, sessionsLiveAfter } from './sessions.ts'

/** Invitations go to people who have not asked for them. */
const INVITES: Limit = { name: 'invite', attempts: 20, seconds: 3600 }

const Empty = z.object({})
const Done = z.object({ done: z.literal(true) })
const done = { done: true as const }

const Me = z.object({
  memberId: z.uuid(),
  role: z.enum(['owner', 'member']),
  email: z.string(),
  confirmed: z.boolean(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  photoFile: z.string().nullable(),
  language: z.enum(['sv', 'en']),
  companyName: z.string(),
  isSample: z.boolean(),
})
const Member = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  email: z.string(),
  role: z.enum(['owner', 'member']),
  phone: z.string().nullable(),
  photoFile: z.string().nullable(),
  joined: z.boolean(),
})

export const accountEndpoints = [
  endpoint({
    get: '/api/app/me',
    permission: 'self',
    does: 'Shows the signed-in member.',
    input: Empty,
    output: Me,
    handle: async ({ tx, actor }) => {
      const row = await tx
        .selectFrom('member as m')
        .innerJoin('account as a', 'a.id', 'm.account_id')
        .innerJoin('company as c', 'c.id', 'm.company_id')
        .select(['m.id', 'm.role', 'm.name', 'm.phone', 'm.photo_file', 'm.language', 'a.email', 'a.confirmed_at'])
        .select(['c.name as company', 'c.is_sample'])
        .where('m.company_id', '=', actor.companyId)
        .where('m.id', '=', actor.memberId)
        .executeTakeFirstOrThrow()
      return {
        memberId: row.id,
        role: row.role,
        email: row.email,
        confirmed: row.confirmed_at !== null,
        name: row.name,
        phone: row.phone,
        photoFile: row.photo_file,
        language: row.language,
        companyName: row.company,
        isSample: row.is_sample,
      }
    },
  }),
  endpoint({
    put: '/api/app/me',
    permission: 'self',
    does: 'Changes the member’s own name, phone, photo and language.',
    input: z.object({
      name: zLine(120).nullable(),
      phone: zPhone.nullable(),
      photoFile: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .nullable(),
      language: z.enum(['sv', 'en']),
    }),
    output: Done,
    handle: async ({ tx, actor, input }) => {
      await tx
        .updateTable('member')
        .set({
          name: input.name || null,
          phone: input.phone,
          photo_file: input.photoFile,
          language: input.language,
        })
        .where('company_id', '=', actor.companyId)
        .where('id', '=', actor.memberId)
        .execute()
      return done
    },
  }),
  endpoint({
    get: '/api/app/members',
    permission: 'self',
    does: 'Lists the company’s members.',
    input: Empty,
    output: z.object({ members: z.array(Member) }),
    handle: async ({ tx, actor }) => {
      const rows = await tx
        .selectFrom('member as m')
        .innerJoin('account as a', 'a.id', 'm.account_id')
        .select(['m.id', 'm.name', 'm.role', 'm.phone', 'm.photo_file', 'm.joined_at', 'a.email'])
        .where('m.company_id', '=', actor.companyId)
        .where('m.left_at', 'is', null)
        .orderBy('m.created_at')
        .execute()
      return {
        members: rows.map(r => ({
          id: r.id,
          name: r.name,
          // As its owner writes it is told when they have joined: before, it would say that there is an account already.
          email: r.joined_at ? r.email : r.email.toLowerCase(),
          role: r.role,
          phone: r.phone,
          photoFile: r.photo_file,
          joined: r.joined_at !== null,
        })),
      }
    },
  }),
  endpoint({
    post: '/api/app/members/invite',
    permission: 'company.manage',
    does: 'Invites a colleague by mail.',
    input: z.object({
      email: zEmail,
      name: zLine(120).default(''),
      role: z.enum(['owner', 'member']).default('member'),
    }),
    output: Done,
    prepare: async ({ services, actor }) => {
      await makeLimits(services).count(INVITES, actor.companyId)
    },
    handle: async ({ services, tx, actor, input }) => {
      await inviteMember(services, tx, actor.companyId, input)
      return done
    },
  }),
  endpoint({
    post: '/api/app/members/:id/leave',
    permission: 'company.manage',
    does: 'Takes a member out of the company and ends their sessions.',
    input: z.object({ id: z.uuid() }),
    output: Done,
    handle: async ({ services, tx, actor, input }) => {
      const owners = await tx
        .selectFrom('member')
        .select('id')
        .where('company_id', '=', actor.companyId)
        .where('role', '=', 'owner')
        .where('joined_at', 'is not', null)
        .where('left_at', 'is', null)
        .forUpdate()
        .execute()
      if (owners.length === 1 && owners[0]?.id === input.id) throw new Problem('member-last-owner', {}, { status: 409 })
      const gone = await tx
        .updateTable('member')
        .set({ left_at: services.clock.now() })
        .where('company_id', '=', actor.companyId)
        .where('id', '=', input.id)
        .where('left_at', 'is', null)
        .returning('account_id')
        .executeTakeFirst()
      if (!gone) throw new Problem('not-found', {}, { status: 404 })
      await endSessions(services, tx, gone.account_id as string, { allBut: null })
      return done
    },
  }),
  endpoint({
    get: '/api/app/sessions',
    permission: 'self',
    does: 'Lists where one is signed in.',
    input: Empty,
    output: z.object({
      sessions: z.array(
        z.object({
          id: z.uuid(),
          device: z.string(),
          network: z.string(),
          createdAt: z.string(),
          seenAt: z.string(),
          current: z.boolean(),
        }),
      ),
    }),
    handle: async ({ services, tx, actor }) => {
      if (actor.kind !== 'member') throw new Problem('not-allowed', {}, { status: 403 })
      const after = sessionsLiveAfter(services.clock.now())
      const rows = await tx
        .selectFrom('session')
        .select(['id', 'device', 'network', 'created_at', 'seen_at'])
        .where('account_id', '=', actor.accountId)
        .where('ended_at', 'is', null)
        .where('seen_at', '>=', after.seen)
        .where('created_at', '>=', after.begun)
        .orderBy('seen_at', 'desc')
        .limit(50)
        .execute()
      return {
        sessions: rows.map(r => ({
          id: r.id,
          device: r.device,
          network: r.network,
          createdAt: r.created_at.toISOString(),
          seenAt: r.seen_at.toISOString(),
          current: r.id === actor.sessionId,
        })),
      }
    },
  }),
  endpoint({
    post: '/api/app/sessions/:id/end',
    permission: 'self',
    does: 'Signs out one browser.',
    input: z.object({ id: z.uuid() }),
    output: Done,
    handle: async ({ services, tx, actor, input }) => {
      if (actor.kind !== 'member') throw new Problem('not-allowed', {}, { status: 403 })
      await endSessions(services, tx, actor.accountId, { id: input.id })
      return done
    },
  }),
  endpoint({
    get: '/api/app/api-keys',
    permission: 'company.manage',
    does: 'Lists the company’s API keys by name.',
    input: Empty,
    output: z.object({ keys: z.array(z.object({ id: z.uuid(), name: z.string(), createdAt: z.string() })) }),
    handle: async ({ tx, actor }) => {
      const rows = await tx
        .selectFrom('api_key')
        .select(['id', 'name', 'created_at'])
        .where('company_id', '=', actor.companyId)
        .where('revoked_at', 'is', null)
        .orderBy('created_at')
        .execute()
      return { keys: rows.map(r => ({ id: r.id, name: r.name, createdAt: r.created_at.toISOString() })) }
    },
  }),
  endpoint({
    post: '/api/app/api-keys',
    permission: 'company.manage',
    does: 'Makes an API key. It is shown this once.',
    input: z.object({ name: zLine(80).pipe(z.string().min(1)) }),
    output: z.object({ id: z.uuid(), key: z.string() }),
    status: 201,
    handle: ({ services, tx, actor, input }) => makeApiKey(services, tx, actor, input.name),
  }),
  endpoint({
    post: '/api/app/api-keys/:id/revoke',
    permission: 'company.manage',
    does: 'Ends an API key.',
    input: z.object({ id: z.uuid() }),
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
