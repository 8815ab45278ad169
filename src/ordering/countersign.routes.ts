// What the app asks when the company signs: begin, how it stands, cancel.
import { z } from 'zod'
import { ById, Done } from '../documents/contract.ts'
import { Problem } from '../kernel/problem.ts'
import { endpoint } from '../platform/http/endpoint.ts'
import { EidRefused, EidUnavailable, eid } from '../platform/ports/eid.ts'
import { beginCountersign } from './countersign.ts'
import { waitingOf } from './ordering.routes.tsx'
import { cancelOrder, readOrder } from './orders.ts'

const OneOrder = ById.extend({ order: z.uuid() })

const orderOf = async (
  services: Parameters<typeof readOrder>[0],
  actor: { companyId: string; memberId: string },
  input: z.infer<typeof OneOrder>,
) => {
  const order = await readOrder(services, actor.companyId, input.order)
  // An order belongs to the member who began it.
  if (!order || order.memberId !== actor.memberId || order.documentId !== input.id)
    throw new Problem('not-found', {}, { status: 404 })
  return order
}

export const countersignEndpoints = [
  endpoint({
    post: '/api/app/documents/:id/countersign',
    permission: 'documents.send',
    does: 'Begins the company’s own signature, with the member’s BankID.',
    input: ById.extend({ sameDevice: z.boolean() }),
    output: z.object({ order: z.uuid(), text: z.string() }),
    prepare: async ({ services, actor, input, visitor }) => {
      try {
        const id = await beginCountersign(
          services,
          actor,
          { documentId: input.id, sameDevice: input.sameDevice },
          visitor,
        )
        return orderOf(services, actor, { id: input.id, order: id })
      } catch (error) {
        if (error instanceof EidUnavailable || error instanceof EidRefused)
          throw new Problem(
            'eid-away',
            { words: services.ports.get(eid).words({ error }, visitor.language) },
            { status: 503 },
          )
        throw error
      }
    },
    handle: async ({ prepared }) => ({ order: prepared.id, text: prepared.secrets.text }),
  }),
  endpoint({
    get: '/api/app/documents/:id/countersign/:order',
    permission: 'documents.send',
    does: 'How the company’s signature stands, with the QR code of this second.',
    input: OneOrder,
    output: z.object({
      state: z.enum(['pending', 'complete', 'failed', 'cancelled']),
      words: z.string(),
      qr: z.string().nullable(),
      startUrl: z.string().nullable(),
    }),
    prepare: ({ services, actor, input }) => orderOf(services, actor, input),
    handle: async ({ services, visitor, prepared }) => {
      const { state, words, qr, startUrl } = waitingOf(services, visitor, prepared)
      return { state, words, qr, startUrl }
    },
  }),
  endpoint({
    post: '/api/app/documents/:id/countersign/:order/cancel',
    permission: 'documents.send',
    does: 'Cancels the company’s signature that has been begun.',
    input: OneOrder,
    output: Done,
    prepare: async ({ services, actor, input }) => {
      const order = await orderOf(services, actor, input)
      if (order.state === 'pending') await cancelOrder(services, order)
    },
    handle: async () => ({ done: true as const }),
  }),
]
