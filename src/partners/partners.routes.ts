// Connecting and disconnecting, by somebody who may manage the company.
import { z } from 'zod'
import { endpoint } from '../platform/http/endpoint.ts'
import { connect, disconnect, signInAtInvoicing } from './connections.ts'
import { queueInvoicing } from './tell.ts'

const Done = z.object({ done: z.literal(true) })
const done = { done: true as const }

export const partnersEndpoints = [
  endpoint({
    get: '/api/app/connections',
    permission: 'self',
    does: 'Lists the services the company is connected to, and since when.',
    input: z.object({}),
    output: z.object({
      connections: z.array(z.object({ service: z.string(), since: z.string(), byMember: z.uuid().nullable() })),
    }),
    handle: async ({ tx, actor }) => {
      const rows = await tx
        .selectFrom('company_connection')
        .select(['processor', 'since', 'member_id'])
        .where('company_id', '=', actor.companyId)
        .where('ended_at', 'is', null)
        .orderBy('since')
        .execute()
      return {
        connections: rows.map(r => ({ service: r.processor, since: r.since.toISOString(), byMember: r.member_id })),
      }
    },
  }),
  endpoint({
    post: '/api/app/connections/invoicing',
    permission: 'company.manage',
    does: 'Connects the company’s invoicing service: an instruction that lets clients be put there.',
    input: z.strictObject({ user: z.string().min(1).max(200), password: z.string().min(1).max(500) }),
    output: Done,
    prepare: ({ services, actor, input }) => signInAtInvoicing(services, actor.companyId, input),
    handle: async ({ services, tx, actor, prepared }) => {
      await connect(services, tx, actor, prepared)
      return done
    },
  }),
  endpoint({
    post: '/api/app/connections/invoicing/clients/:id',
    permission: 'clients.write',
    does: 'Puts a client in the connected invoicing service.',
    input: z.object({ id: z.uuid() }),
    output: Done,
    handle: async ({ tx, actor, input }) => {
      await queueInvoicing(tx, actor.companyId, input.id)
      return done
    },
  }),
  endpoint({
    delete: '/api/app/connections/invoicing',
    permission: 'company.manage',
    does: 'Disconnects the invoicing service: nothing more goes there, and what went is taken back.',
    input: z.object({}),
    output: Done,
    handle: async ({ services, tx, actor }) => {
      await disconnect(services, tx, actor.companyId, 'invoicing')
      return done
    },
  }),
]
