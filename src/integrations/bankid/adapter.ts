// BankID by its relying-party API v6.0 over mutual TLS (https://developers.bankid.com). Repeats nothing: whether an order or a question
// is put again is for the caller to say.
import { Agent, request } from 'node:https'
import { createSecureContext } from 'node:tls'
import type { Door } from '../../platform/outbound/door.ts'
import { type Eid, EidRefused, type EidStart, EidUnavailable } from '../../platform/ports/eid.ts'
import { BankIdAnswerRefused, verifyBankIdAnswer } from '../../signing/bankid-signature/verify.ts'
import { bankIdWords } from './hints.ts'
import { qrData } from './qr.ts'
import { CancelReply, CollectReply, ErrorReply, SIZES, StartReply, type StartRequest } from './wire.ts'

export type BankIdOptions = {
  /** For example https://appapi2.bankid.com/rp/v6.0/ */
  baseUrl: string
  /** The relying party's certificate and key: a PKCS#12 file, or PEM. */
  pfx?: Buffer
  cert?: string
  key?: string
  passphrase?: string
  /** PEM of the root that the server's certificate is issued under; it stands in no public store. */
  ca: string
  /** Roots (PEM) that signatures are verified against. */
  rootsPem: readonly string[]
  /** Signatures bind no one. */
  test: boolean
  door: Pick<Door, 'through'>
  /** Where the app is started, when it is not BankID's own. */
  startUrl?: Eid['startUrl']
  /** For a whole exchange. Five seconds by default. */
  timeoutMs?: number
}

/** Far above the largest signature; a server that sends more is not BankID. */
const MAX_REPLY_BYTES = 4 * 1024 * 1024

/** Throws at once when certificate, key or passphrase do not fit together. */
export function bankIdEid(options: BankIdOptions): Eid & { close(): void } {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 32,
    secureContext: createSecureContext({
      ...(options.pfx ? { pfx: options.pfx } : { cert: options.cert, key: options.key }),
      ...(options.passphrase ? { passphrase: options.passphrase } : {}),
      ca: options.ca,
      minVersion: 'TLSv1.2',
    }),
    rejectUnauthorized: true,
  })
  const base = options.baseUrl.endsWith('/') ? options.baseUrl : `${options.baseUrl}/`
  const call = (operation: string, body: object) =>
    options.door.through('eid', async () => {
      const reply = await post(new URL(operation, base), agent, body, options.timeoutMs ?? 5_000)
      if (reply.status !== 200) throw refusalOf(reply)
      return reply.text
    })

  return {
    test: options.test,
    rootsPem: options.rootsPem,

    // https://developers.bankid.com/api-references/auth--sign/sign
    async start(start) {
      return checked(StartReply, await call(start.kind, startRequest(start)))
    },

    // https://developers.bankid.com/api-references/auth--sign/collect
    async collect(orderRef) {
      const raw = await call('collect', { orderRef })
      const reply = checked(CollectReply, raw)
      if (reply.orderRef !== orderRef) throw new EidRefused('protocol')
      return reply.status === 'complete' ? { status: 'complete', raw } : { status: reply.status, hint: reply.hintCode }
    },

    // https://developers.bankid.com/api-references/auth--sign/cancel
    async cancel(orderRef) {
      checked(CancelReply, await call('cancel', { orderRef }))
    },

    async verify(raw, expected) {
      try {
        const verified = await verifyBankIdAnswer({
          raw,
          kind: expected.kind,
          userVisibleData: expected.text,
          userNonVisibleData: expected.nonVisible,
          rootsPem: options.rootsPem,
          now: expected.now,
        })
        // A root for tests in a production set-up is a mistake of configuration, and must not bind anybody.
        if (verified.test && !options.test) throw new EidRefused('policy')
        const { personalNumber, name, givenName, surname, at, xmlSha256 } = verified
        return { personalNumber, name, givenName, surname, at, xmlSha256, test: options.test }
      } catch (error) {
        if (error instanceof BankIdAnswerRefused) throw new EidRefused(error.code)
        throw error
      }
    },

    qr: qrData,

    words: bankIdWords,

    startUrl: options.startUrl ?? bankIdStartUrl,

    close: () => agent.destroy(),
  }
}

/** https://developers.bankid.com/getting-started/autostart; `redirect` is ignored where the order carries a returnUrl. */
function bankIdStartUrl(order: { autoStartToken: string }, device: 'phone' | 'desktop'): string {
  const query = `?autostarttoken=${encodeURIComponent(order.autoStartToken)}&redirect=null`
  return device === 'phone' ? `https://app.bankid.com/${query}` : `bankid:///${query}`
}

function startRequest(start: EidStart): StartRequest {
  const visible = start.text === null ? null : Buffer.from(start.text, 'utf8').toString('base64')
  const nonVisible = start.nonVisible === null ? null : Buffer.from(start.nonVisible).toString('base64')
  const size = SIZES[start.kind]
  if (start.kind === 'sign' && !visible) throw new EidRefused('text-missing')
  if ((visible?.length ?? 0) > size.visible || (nonVisible?.length ?? 0) > size.nonVisible)
    throw new EidRefused('text-too-long')
  return {
    endUserIp: start.endUserIp,
    ...(visible ? { userVisibleData: visible, userVisibleDataFormat: 'plaintext' } : {}),
    ...(nonVisible ? { userNonVisibleData: nonVisible } : {}),
    ...(start.returnUrl ? { returnUrl: start.returnUrl } : {}),
  }
}

type Reply = { status: number; text: string }

/** One exchange. Throws EidUnavailable when there is no whole answer in time. */
function post(url: URL, agent: Agent, body: object, timeoutMs: number): Promise<Reply> {
  const bytes = Buffer.from(JSON.stringify(body))
  return new Promise((resolve, reject) => {
    let answering = false
    const down = (cause: unknown) => {
      // The server had closed a kept connection just as it was used again: it never saw the request, so this is no repetition.
      if (sending.reusedSocket && !answering && (cause as { code?: string }).code === 'ECONNRESET')
        resolve(post(url, agent, body, timeoutMs))
      else reject(new EidUnavailable('down', cause))
    }
    const sending = request(
      url,
      {
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', 'content-length': bytes.length },
        signal: AbortSignal.timeout(timeoutMs),
      },
      response => {
        answering = true
        const parts: Buffer[] = []
        let size = 0
        response.on('data', (part: Buffer) => {
          size += part.length
          if (size > MAX_REPLY_BYTES) sending.destroy(new Error('The answer is too large.'))
          else parts.push(part)
        })
        response.on('error', down)
        response.on('aborted', () => down(new Error('The answer was cut short.')))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }),
        )
      },
    )
    sending.on('error', down)
    sending.end(bytes)
  })
}

function checked<T>(
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
  text: string,
): T {
  const parsed = schema.safeParse(parseJson(text))
  if (!parsed.success) throw new EidRefused('protocol')
  return parsed.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** https://developers.bankid.com/api-references/errors. The details stay here: they may repeat what was sent. */
function refusalOf({ status, text }: Reply): EidRefused | EidUnavailable {
  const error = ErrorReply.safeParse(parseJson(text))
  switch (error.success ? error.data.errorCode : null) {
    case 'alreadyInProgress':
    case 'invalidParameters':
    case 'canceled':
    case 'unauthorized':
    case 'notFound':
    case 'methodNotAllowed':
    case 'unsupportedMediaType':
      return new EidRefused(error.data?.errorCode as string)
    case 'tooManyRequests':
      return new EidUnavailable('busy')
    case 'maintenance':
      return new EidUnavailable('maintenance')
    case 'requestTimeout':
    case 'internalError':
      return new EidUnavailable('down')
  }
  if (status === 429) return new EidUnavailable('busy')
  if (status === 503) return new EidUnavailable('maintenance')
  if (status === 408 || status >= 500) return new EidUnavailable('down')
  return new EidRefused(status === 401 || status === 403 ? 'unauthorized' : 'protocol')
}
