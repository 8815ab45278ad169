// Dorunner knows no public interface; this is ours, which any marketplace may answer to: one address, a signed message, four things about a client.
// Signed as the open “Standard Webhooks” layout says.
import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '../../platform/clock.ts'
import type { PartnerPort } from '../../platform/ports/partner.ts'
import { callJson } from '../call.ts'

const Answer = z.object({ confirmedAt: z.string().optional() })

export const webhookSignature = (secret: string, id: string, timestamp: number, body: string): string =>
  `v1,${createHmac('sha256', Buffer.from(secret, 'base64')).update(`${id}.${timestamp}.${body}`).digest('base64')}`

export function dorunnerPartner(options: { url: string; secret: string; clock: Clock }): PartnerPort {
  const tell = async (id: string, message: object) => {
    const body = JSON.stringify(message)
    const timestamp = Math.floor(options.clock.now().getTime() / 1000)
    const { value } = await callJson({
      vendor: 'Dorunner',
      url: options.url,
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': webhookSignature(options.secret, id, timestamp, body),
      },
      body,
      answer: Answer,
    })
    return value
  }
  return {
    async tell({ reference, clientPersonId, personalNumber, address, phone, email }) {
      await tell(reference, {
        id: reference,
        type: 'customer.updated',
        occurredAt: options.clock.now().toISOString(),
        data: {
          customer: clientPersonId,
          ...(personalNumber ? { personalNumber: personalNumber.reveal() } : {}),
          ...(address ? { address } : {}),
          ...(phone ? { phone } : {}),
          ...(email ? { email } : {}),
        },
      })
    },
    async forget({ reference, clientPersonId }) {
      const answer = await tell(reference, {
        id: reference,
        type: 'customer.erased',
        occurredAt: options.clock.now().toISOString(),
        data: { customer: clientPersonId },
      })
      return answer.confirmedAt !== undefined
    },
  }
}
