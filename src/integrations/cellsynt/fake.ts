// Cellsynt's interface on loopback, as strict as the vendor's: parameters and encoding are judged from the bytes that came.
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gsmParts, isGsm } from '../sms/gsm.ts'

export type FakeCellsynt = {
  url: string
  received: { destination: string; originator: string; text: string; ids: string[] }[]
  credits: number
  /** `silent`: takes the message and never answers. `busy` and `broken`: what stands in front of it answers 503 or 502. */
  behaves: 'normal' | 'silent' | 'busy' | 'broken' | 'odd'
  /** Resolves when a message has come that will not be answered. */
  leftWaiting: Promise<void>
  close(): Promise<void>
}

export async function startFakeCellsynt(account: { username: string; password: string }): Promise<FakeCellsynt> {
  const waiting = Promise.withResolvers<void>()
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const [path, query = ''] = (request.url as string).split('?')
    const plain = (status: number, text: string) =>
      response.writeHead(status, { 'content-type': 'text/plain' }).end(text)
    if (path !== '/sms.php') return plain(404, 'Not Found')
    if (fake.behaves === 'busy') return plain(503, 'Service Unavailable')
    if (fake.behaves === 'broken') return plain(502, 'Bad Gateway')
    if (fake.behaves === 'odd') return plain(200, '<html>Underhåll</html>')
    const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    const sent = request.method === 'GET' ? query : isForm ? Buffer.concat(chunks).toString('latin1') : ''
    const answer = judge(sent)
    if (fake.behaves === 'silent') return waiting.resolve()
    return plain(200, answer)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const fake: FakeCellsynt = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sms.php`,
    received: [],
    credits: 100,
    behaves: 'normal',
    leftWaiting: waiting.promise,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }

  function judge(sent: string): string {
    const p = parameters(sent)
    if (!p) return 'Error: Parameter text is not in the charset given'
    for (const name of ['username', 'password', 'destination', 'originatortype', 'originator', 'text'])
      if (!p[name]) return `Error: Parameter ${name} must be set`
    if (p.username !== account.username || p.password !== account.password) return 'Error: Access denied'
    const numbers = (p.destination as string).split(',')
    const wrong = numbers.find(n => !/^00[1-9]\d{6,14}$/.test(n))
    if (wrong !== undefined) return `Error: Parameter destination has an invalid number ${wrong}`
    const sender = { alpha: /^[A-Za-z0-9 ]{1,11}$/, numeric: /^[1-9]\d{0,14}$/, shortcode: /^\d{1,15}$/ }[
      p.originatortype as 'alpha'
    ]
    if (!sender?.test(p.originator as string)) return 'Error: Parameter originator is invalid'
    if ((p.type ?? 'text') !== 'text') return 'Error: Parameter type is not supported here'
    const text = p.text as string
    if (!isGsm(text)) return 'Error: Parameter text has characters outside GSM 03.38'
    const most = Number(p.allowconcat ?? 1)
    if (!(most >= 1 && most <= 6)) return 'Error: Parameter allowconcat is invalid'
    const parts = gsmParts(text)
    if (parts > most) return 'Error: Parameter text is too long'
    if (fake.credits < parts * numbers.length) return 'Error: Out of credits'
    fake.credits -= parts * numbers.length
    const ids = Array.from({ length: parts }, () => randomBytes(16).toString('hex'))
    fake.received.push({ destination: p.destination as string, originator: p.originator as string, text, ids })
    return `OK: ${ids.join(',')}`
  }
  return fake
}

/** Decoded by the charset that is named among them, ISO-8859-1 where none is; null where the bytes are none of it. */
function parameters(form: string): Record<string, string> | null {
  const bytes = (part: string) =>
    Buffer.from(
      part.replaceAll('+', ' ').replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    )
  const raw = form
    .split('&')
    .filter(Boolean)
    .map(pair => pair.split('='))
    .map(([name = '', value = '']) => [bytes(name).toString(), bytes(value)] as const)
  const charset = raw.find(([name]) => name === 'charset')?.[1].toString() ?? 'ISO-8859-1'
  try {
    const decoder = new TextDecoder(charset, { fatal: true })
    return Object.fromEntries(raw.map(([name, value]) => [name, decoder.decode(value)]))
  } catch {
    return null
  }
}
