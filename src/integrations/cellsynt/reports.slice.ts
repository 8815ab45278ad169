// Delivery reports: Cellsynt asks an address of ours, set for the account, once for each part of a message. It signs nothing, so the
// address holds a secret, and a report changes only a message that already carries its tracking id.
import { createHash, timingSafeEqual } from 'node:crypto'
import { reportDelivery } from '../../delivery/dispatch.ts'
import { Problem } from '../../kernel/problem.ts'
import { addressHash, suppress } from '../../marketing/suppression.ts'
import { type PageRequest, page } from '../../platform/http/endpoint.ts'
import { slice } from '../../platform/slice.ts'

const PATH = '/sms/rapport/:secret'

/** Words that settle a message. Any other means that it is still on its way. */
const SETTLED: Readonly<Record<string, 'delivered' | 'bounced'>> = { delivered: 'delivered', failed: 'bounced' }

async function takeReport({ services, request, params, visitor }: PageRequest): Promise<Response> {
  const { sms } = services.config
  if (!sms || !isSame(params.secret ?? '', sms.reportSecret)) throw new Problem('not-found', {}, { status: 404 })
  const fields = new URLSearchParams(visitor.url.search)
  if (request.method === 'POST')
    for (const [name, value] of new URLSearchParams(await request.text())) fields.set(name, value)
  const reference = fields.get('trackingid')?.toLowerCase() ?? ''
  const state = SETTLED[fields.get('status')?.toLowerCase() ?? '']
  if (/^[0-9a-f]{32}$/.test(reference) && state) {
    const known = await reportDelivery(services, { reference, state })
    if (!known) services.log.info({ report: 'unknown' }, 'a delivery report about a message that is not ours')
  }
  return new Response('OK\n', { headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } })
}

/** Somebody answers a message: STOPP ends all advertising to the number. Whatever else is written is kept by nobody. */
async function takeAnswer({ services, request, params, visitor }: PageRequest): Promise<Response> {
  const { sms } = services.config
  if (!sms || !isSame(params.secret ?? '', sms.reportSecret)) throw new Problem('not-found', {}, { status: 404 })
  const fields = new URLSearchParams(visitor.url.search)
  if (request.method === 'POST')
    for (const [name, value] of new URLSearchParams(await request.text())) fields.set(name, value)
  const digits = (fields.get('sender') ?? '').replace(/\D/g, '').replace(/^00/, '')
  if (/^\s*(stopp|stop)\b/i.test(fields.get('text') ?? '') && /^[1-9]\d{6,14}$/.test(digits)) {
    const hash = addressHash(services.secrets, `+${digits}`)
    await services.database.outside(tx => suppress(services, tx, [hash], 'sms'))
  }
  // What stands in the answer is sent as a reply: nothing.
  return new Response('', { headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } })
}

const digest = (text: string) => createHash('sha256').update(text).digest()
const isSame = (a: string, b: string) => timingSafeEqual(digest(a), digest(b))

const about = {
  zone: 'website',
  access: 'public',
  does: 'Takes the SMS operator’s report on a message; the secret in the address is what lets it in.',
  limit: 4096,
  handle: takeReport,
} as const

const answers = {
  zone: 'website',
  access: 'public',
  does: 'Takes what somebody answers to a text message: STOPP ends all advertising to the number.',
  limit: 4096,
  handle: takeAnswer,
} as const

export const smsReportsSlice = slice({
  name: 'sms-reports',
  endpoints: [
    page({ get: PATH, ...about }),
    page({ post: PATH, ...about }),
    page({ get: '/sms/svar/:secret', ...answers }),
    page({ post: '/sms/svar/:secret', ...answers }),
  ],
})
