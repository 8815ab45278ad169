// Support: what people ask the operator. The mail server hands incoming mail to an address that nobody can guess.
import { createHash, timingSafeEqual } from 'node:crypto'
import { Problem } from '../kernel/problem.ts'
import { type PageRequest, page } from '../platform/http/endpoint.ts'
import { slice } from '../platform/slice.ts'
import { sendSupportMail } from './mail.ts'
import { readMail } from './mail-message.ts'
import { supportMessages } from './support.messages.ts'
import { supportTables } from './support.tables.ts'
import { attach, keepSupport, openSupport } from './support.ts'

const MOST_FILES = 10

/** A mail to the operator's address becomes a case; a machine's mail becomes none. */
async function takeMail({ services, request, params }: PageRequest): Promise<Response> {
  const secret = services.config.mailInSecret
  if (!secret || !isSame(params.secret ?? '', secret)) throw new Problem('not-found', {}, { status: 404 })
  const mail = readMail(Buffer.from(await request.arrayBuffer()))
  const text = [mail.subject, mail.text].filter(part => part.trim() !== '').join('\n\n')
  if (mail.automatic || !mail.from || text === '') return answer('')
  const { from } = mail
  const { number } = await services.database.outside(async tx => {
    const opened = await openSupport(services, tx, { cameBy: 'mail', text, replyTo: from, language: 'sv' })
    for (const { bytes } of mail.attachments.slice(0, MOST_FILES)) await attach(services, tx, opened.id, bytes)
    return opened
  })
  return answer(number)
}

const answer = (text: string) =>
  new Response(`${text}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } })
const digest = (text: string) => createHash('sha256').update(text).digest()
const isSame = (a: string, b: string) => timingSafeEqual(digest(a), digest(b))

export const supportSlice = slice({
  name: 'support',
  tables: supportTables,
  endpoints: [
    page({
      post: '/inkommande/mejl/:secret',
      zone: 'website',
      access: 'public',
      does: 'Takes a mail to the operator from the mail server; the secret in the address is what lets it in.',
      limit: 25 * 1024 * 1024,
      handle: takeMail,
    }),
  ],
  jobs: [sendSupportMail] as never,
  sweeps: [keepSupport],
  messages: supportMessages,
})
