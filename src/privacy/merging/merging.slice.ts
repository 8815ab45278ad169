import { z } from 'zod'
import { readClient } from '../../clients/clients.ts'
import { ClientView } from '../../clients/contract.ts'
import { endpoint } from '../../platform/http/endpoint.ts'
import { slice } from '../../platform/slice.ts'
import { Look, lookAtMerge, Merge, mergeClients } from './merge.ts'
import { mergingMessages } from './merging.messages.ts'

/** Stands below everything that names a client: all of it follows. */
export const mergingSlice = slice({
  name: 'merging',
  messages: mergingMessages,
  endpoints: [
    endpoint({
      get: '/api/app/clients/:id/merge/:other',
      permission: 'clients.write',
      does: 'Shows two clients beside each other, with what would follow if they became one.',
      input: z.object({ id: z.uuid(), other: z.uuid() }),
      output: Look,
      handle: ({ services, tx, actor, input }) => lookAtMerge(services, tx, actor.companyId, input),
    }),
    endpoint({
      post: '/api/app/clients/:id/merge',
      permission: 'clients.write',
      does: 'Makes two clients one, for good: everything of the other follows, and the other goes.',
      input: Merge,
      output: ClientView,
      prepare: ({ services, actor, input }) => mergeClients(services, actor, input),
      handle: ({ services, tx, actor, input }) => readClient(services, tx, actor.companyId, input.id),
    }),
  ],
})
