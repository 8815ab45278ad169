// What the stand-ins of suppliers share: a server on loopback that keeps what came and answers as the supplier would.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Came = {
  method: string
  path: string
  query: URLSearchParams
  headers: Record<string, string>
  body: Buffer
}
export type Answered = { status: number; json?: unknown; text?: string; headers?: Record<string, string> }
export type FakeServer = {
  url: string
  /** Every request that came, oldest first. */
  came: Came[]
  /** Answers everything so, until it is null again: a supplier that is down or will not. */
  broken: Answered | null
  close(): Promise<void>
}

export async function startFakeServer(answer: (came: Came) => Answered | Promise<Answered>): Promise<FakeServer> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const url = new URL(request.url as string, 'http://fake')
    const came: Came = {
      method: request.method as string,
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers as Record<string, string>,
      body: Buffer.concat(chunks),
    }
    fake.came.push(came)
    const a = fake.broken ?? (await answer(came))
    response
      .writeHead(a.status, { 'content-type': a.json === undefined ? 'text/plain' : 'application/json', ...a.headers })
      .end(a.json === undefined ? (a.text ?? '') : JSON.stringify(a.json))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const fake: FakeServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    came: [],
    broken: null,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
  return fake
}

/** JSON that came, or null where it is none. */
export function jsonOf(came: Came): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(came.body.toString())
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

/** Keys of an object that are none of those: what a strict supplier would not know. */
export const strange = (value: object, known: readonly string[]) =>
  Object.keys(value).filter(key => !known.includes(key))
