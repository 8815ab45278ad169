// What the app asks about who one is: oneself, and where one is signed in.
import { z } from 'zod'
import { zLine, zPhone } from '../kernel/fields.ts'
import { Problem } from '../kernel/problem.ts'
import { endpoint, roleKeys } from '../platform/http/endpoint.ts'
import { endSessions, sessionsLiveAfter } from './sessions.ts'

const Empty = z.object({})
const Done = z.object({ done: z.literal(true) })
const done = { done: true as const }

const Me = z.object({
  memberId: z.uuid(),
  role: z.enum(roleKeys),
  email: z.string(),
  confirmed: z.boolean(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  photoFile: z.string().nullable(),
  language: z.enum(['sv', 'en']),
  companyName: z.string(),
  isSample: z.boolean(),
  closed: z.boolean(),
  /** The company asks for a second step, and this session has none. */
  lacksSecond: z.boolean(),
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
        .select(['c.name as company', 'c.is_sample', 'c.closed_at'])
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
        closed: row.closed_at !== null,
        lacksSecond: actor.kind === 'member' && actor.lacksSecond === true,
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
    post: '/api/app/sessions/end-others',
    permission: 'self',
    does: 'Signs out every other browser.',
    input: Empty,
    output: Done,
    handle: async ({ services, tx, actor }) => {
      if (actor.kind !== 'member') throw new Problem('not-allowed', {}, { status: 403 })
      await endSessions(services, tx, actor.accountId, { allBut: actor.sessionId })
      return done
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
]
