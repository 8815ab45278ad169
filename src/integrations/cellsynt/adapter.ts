// Text messages by Cellsynt's HTTP interface (https://www.cellsynt.com/en/sms/api-integration). It knows no repetition: whatever is sent
// twice arrives twice, so an answer that never came is told as not known, and a person decides.
import type { Log } from '../../platform/log.ts'
import { SmsRefused, type SmsSender, SmsUnknown } from '../../platform/ports/sms.ts'
import { gsmParts, gsmText, senderName } from '../sms/gsm.ts'

export type CellsyntOptions = {
  /** For example https://se-1.cellsynt.net/sms.php */
  url: string
  username: string
  password: string
  log: Pick<Log, 'error'>
  /** For a whole exchange. Ten seconds by default. */
  timeoutMs?: number
}

/** The interface takes no longer message. */
const MOST_PARTS = 6

/** Errors of a connection that never stood: nothing has left. */
const NEVER_LEFT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

export function cellsyntSms(options: CellsyntOptions): SmsSender {
  return {
    async send(sms) {
      if (!/^\+[1-9]\d{6,14}$/.test(sms.to)) throw new SmsRefused('The number is not in international form.')
      const text = gsmText(sms.text)
      const parts = gsmParts(text)
      if (parts > MOST_PARTS) throw new SmsRefused('The text is too long for a text message.')
      // By POST, so that password and text stay out of addresses and logs.
      const reply = await post(options, {
        username: options.username,
        password: options.password,
        destination: `00${sms.to.slice(1)}`,
        originatortype: 'alpha',
        originator: senderName(sms.from),
        type: 'text',
        charset: 'UTF-8',
        allowconcat: String(parts),
        text,
      })
      const ids = /^OK: ?([0-9a-f]{32}(?:, ?[0-9a-f]{32})*)\s*$/i.exec(reply.text)?.[1]
      // One id per part; each is reported on by itself.
      if (ids) return { reference: ids.split(/, ?/).join(' '), delivered: false }
      const error = /^Error: ?(.*)$/is.exec(reply.text)?.[1]
      if (error === undefined) {
        // A server in front of theirs that is busy has not passed the message on; of any other answer we cannot know.
        if (reply.status === 429 || reply.status === 503) throw new Error('The SMS operator is busy.')
        throw new SmsUnknown(`answered ${reply.status} in no form that it should`)
      }
      const said = error
        .replace(/\+?\d{5,}/g, '')
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, 120)
      // What they say of a parameter they will say again; what they say of the account an operator can mend.
      if (/^parameter (destination|text)/i.test(said)) throw new SmsRefused(said)
      options.log.error({ alarm: 'sms-operator-refuses', said }, 'the SMS operator takes no messages from this account')
      throw new Error(`The SMS operator refused (${said}).`)
    },
  }
}

async function post(options: CellsyntOptions, parameters: Record<string, string>) {
  try {
    const response = await fetch(options.url, {
      method: 'POST',
      body: new URLSearchParams(parameters),
      // The password is for one address.
      redirect: 'manual',
      signal: AbortSignal.timeout(options.timeoutMs ?? 10_000),
    })
    return { status: response.status, text: (await response.text()).slice(0, 10_000) }
  } catch (error) {
    const code = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).name
    if (NEVER_LEFT.has(code)) throw new Error(`The SMS operator cannot be reached (${code}).`)
    throw new SmsUnknown(`did not answer (${code})`)
  }
}
