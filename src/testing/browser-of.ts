// A browser of a visitor without a screen: it keeps what it is given, fills in the forms it is shown, and asks as one of our pages would.
import type { TestService } from './test-service.ts'

export type VisitorBrowser = ReturnType<typeof browserOf>

export function browserOf(service: Pick<TestService, 'url'>, headers: Record<string, string> = {}) {
  const jar = new Map<string, string>()
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(service.url + path, {
      redirect: 'manual',
      ...init,
      headers: {
        accept: 'text/html',
        cookie: [...jar].map(c => c.join('=')).join('; '),
        ...headers,
        ...(init.headers as Record<string, string>),
      },
    })
    for (const given of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(given) ?? []
      if (/Max-Age=0/.test(given)) jar.delete(name)
      else jar.set(name, value)
    }
    return response
  }
  const read = async (path: string, language = 'sv') =>
    (await ask(path, { headers: { 'accept-language': language } })).text()
  /** The question about cookies as it stands on a page. */
  const question = async (path: string, language = 'sv') => {
    const page = await read(path, language)
    const form = /<form [^>]*action="\/samtycke"[\s\S]*?<\/form>/.exec(page)?.[0] ?? null
    const fields = new Map(
      [...(form ?? '').matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(m => [
        m[1] as string,
        m[2] as string,
      ]),
    )
    return { form, fields, page }
  }
  return {
    jar,
    ask,
    read,
    question,
    /** Answers as the page at `path` asks: which button, and which boxes stand ticked. */
    async answers(
      button: 'alla' | 'nodvandiga' | 'spara' | 'anpassa',
      ticked: readonly string[] = [],
      path = '/kakor',
      language = 'sv',
    ) {
      const { fields } = await question(path, language)
      const body = new URLSearchParams([...fields, ['val', button], ...ticked.map(t => ['del', t])] as [
        string,
        string,
      ][])
      return ask('/samtycke', { method: 'POST', body })
    },
  }
}
