import { linkToken } from '../documents/link-token.ts'
import { beginOrder, readOrder } from '../ordering/orders.ts'
import { sealAgreement } from '../ordering/seal-job.ts'
import { completeCode } from '../ordering/sign.ts'
import { openRoom } from '../recipient/room.ts'
import { signingCode } from '../signing/code.ts'
import { type SentQuote, sentQuote } from './sent-quote.ts'
import type { TestService } from './test-service.ts'

/** A quote that its first recipient has signed with a code, sealed unless said otherwise. */
export async function signedQuote(service: TestService, options: { seal?: boolean } = {}): Promise<SentQuote> {
  const { services } = service
  const quote = await sentQuote(services, { shortened: true })
  const visitor = { ip: '127.0.0.1', userAgent: 'test', language: 'sv' as const, url: new URL(`${service.url}/rum/x`) }
  const room = await openRoom(services, linkToken(services.secrets, quote.links[0] as string), visitor)
  const ticked = new Set(['rot.refused-ack', 'order.authority'])
  const id = await beginOrder(
    services,
    room,
    { ticked, method: 'code-mail', sameDevice: true, drawing: null, purpose: 'sign' },
    visitor,
  )
  const order = await readOrder(services, quote.companyId, id)
  if (!order) throw new Error('No order was begun.')
  await completeCode(services, order, signingCode(services.secrets, id))
  if (options.seal !== false)
    await sealAgreement.run(services, { companyId: quote.companyId, documentId: quote.documentId, version: 1 }, 1)
  return quote
}
