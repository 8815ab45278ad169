// Somebody at a browser: cookies, forms and the app’s questions, every answer kept under whose it was.
import type { Station } from './station.ts'
import type { Person } from './world.ts'

const AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'

export type Browser = ReturnType<typeof browserOf>

export function browserOf(station: Pick<Station, 'service' | 'answers'>, person: Person) {
  const jar = new Map<string, string>()
  const base = station.service.url

  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(path, base)
    const response = await fetch(url, {
      redirect: 'manual',
      ...init,
      headers: {
        accept: 'text/html',
        'accept-language': 'sv',
        'user-agent': AGENT,
        ...(jar.size > 0 ? { cookie: [...jar].map(c => c.join('=')).join('; ') } : {}),
        ...(init.method && init.method !== 'GET' ? { origin: url.origin } : {}),
        ...(init.headers as Record<string, string>),
      },
    })
    for (const given of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(given) ?? []
      jar.set(name, value)
    }
    const bytes = Buffer.from(await response.clone().arrayBuffer())
    station.answers.push({ to: person, path: url.pathname + url.search, bytes })
    if (response.status >= 400)
      throw new Error(`${init.method ?? 'GET'} ${tellable(url)} was answered ${response.status}: ${wordsOf(bytes)}`)
    return response
  }
  const pairs = (fields: Record<string, string> | readonly [string, string][]) =>
    new URLSearchParams(fields as Record<string, string>)

  return {
    jar,
    person,
    ask,
    page: async (path: string) => (await ask(path)).text(),
    bytes: async (path: string) => Buffer.from(await (await ask(path)).arrayBuffer()),
    /** Submits a form; gives where it leads. */
    async form(path: string, fields: Record<string, string> | readonly [string, string][]): Promise<string> {
      const response = await ask(path, { method: 'POST', body: pairs(fields) })
      return new URL(response.headers.get('location') ?? path, new URL(path, base)).pathname
    },
    async api(
      method: 'GET' | 'POST' | 'PUT',
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
      // biome-ignore lint/suspicious/noExplicitAny: the answers' shapes are the endpoints' own
    ): Promise<any> {
      const response = await ask(path, {
        method,
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return response.status === 204 ? null : response.json()
    },
    /** A file as it is, to where files are read. */
    // biome-ignore lint/suspicious/noExplicitAny: the answers' shapes are the endpoints' own
    bring: async (path: string, file: string): Promise<any> =>
      (
        await ask(path, {
          method: 'POST',
          body: file,
          headers: { 'content-type': 'application/octet-stream', accept: 'application/json' },
        })
      ).json(),
    upload: async (bytes: Buffer, use: string): Promise<string> =>
      (
        (await (
          await ask(`/api/app/files?use=${use}`, {
            method: 'POST',
            body: bytes as unknown as BodyInit,
            headers: { 'content-type': 'application/octet-stream', accept: 'application/json' },
          })
        ).json()) as { sha256: string }
      ).sha256,
  }
}

const tellable = (url: URL) => url.pathname.replace(/\/rum\/[^/]+/, '/rum/…')

function wordsOf(bytes: Buffer): string {
  const text = bytes.toString()
  const said = [...text.matchAll(/class="(?:error|lead)[^"]*"[^>]*>([^<]+)/g)].map(m => m[1])
  return said.length > 0 ? said.join(' ') : text.slice(0, 300)
}

/** The newest address of a kind in a mail, without its host. */
export function linkIn(text: string, path: string): string {
  const found = [...text.matchAll(/https?:\/\/\S+/g)].map(m => new URL(m[0]).pathname).filter(p => p.startsWith(path))
  const last = found.at(-1)
  if (!last) throw new Error(`No address that begins with ${path} stands in the mail.`)
  return last
}
