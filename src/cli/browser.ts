// As much of a browser as a person without script needs: cookies, forms, pages, and the mail that arrived.
export class Browser {
  readonly #base: string
  readonly #agent: string
  readonly #cookies = new Map<string, string>()
  /** Messages that are no news to this person. */
  readonly #old = new Set<string>()
  /** Where the last request ended up. */
  lastUrl = ''

  constructor(base: string, agent = 'Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0') {
    this.#base = base.replace(/\/+$/, '')
    this.#agent = agent
  }

  async #fetch(address: string, init: RequestInit = {}): Promise<Response> {
    let url = new URL(address, `${this.#base}/`)
    let request = init
    for (let hops = 0; hops < 6; hops++) {
      const response = await fetch(url, {
        ...request,
        redirect: 'manual',
        headers: {
          'user-agent': this.#agent,
          'accept-language': 'sv',
          accept: 'text/html',
          ...(this.#cookies.size > 0 ? { cookie: [...this.#cookies].map(([k, v]) => `${k}=${v}`).join('; ') } : {}),
          ...(request.method && request.method !== 'GET' ? { origin: url.origin } : {}),
          ...(request.headers as Record<string, string> | undefined),
        },
      })
      for (const cookie of response.headers.getSetCookie()) {
        const [pair = ''] = cookie.split(';')
        const at = pair.indexOf('=')
        this.#cookies.set(pair.slice(0, at), pair.slice(at + 1))
      }
      const location = response.headers.get('location')
      this.lastUrl = url.href
      if (response.status < 300 || response.status >= 400 || !location) return response
      url = new URL(location, url)
      request = {}
    }
    throw new Error('För många omdirigeringar.')
  }

  async #ok(response: Response): Promise<Response> {
    if (response.ok) return response
    const text = await response.text()
    let said = ''
    try {
      const answer = JSON.parse(text) as { text?: string; fields?: Record<string, string> }
      said = [answer.text, ...Object.entries(answer.fields ?? {}).map(([k, v]) => `${k}: ${v}`)].join(' ')
    } catch {
      said = [...text.matchAll(/class="(?:error|lead)"[^>]*>([^<]+)/g)].map(m => m[1]).join(' ')
    }
    throw new Error(
      `${response.status} från ${new URL(response.url).pathname.replace(/\/rum\/[^/]+/, '/rum/…')}: ${said}`,
    )
  }

  /** A page's HTML. */
  async page(address: string): Promise<string> {
    return (await this.#ok(await this.#fetch(address))).text()
  }

  async bytes(address: string): Promise<Uint8Array> {
    return new Uint8Array(await (await this.#ok(await this.#fetch(address))).arrayBuffer())
  }

  /** Submits a form and follows where it leads. */
  form(address: string, fields: Record<string, string>): Promise<string> {
    return this.formPairs(address, Object.entries(fields))
  }

  async formPairs(address: string, fields: readonly [string, string][]): Promise<string> {
    const response = await this.#fetch(address, {
      method: 'POST',
      body: new URLSearchParams(fields as [string, string][]).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    return (await this.#ok(response)).text()
  }

  async post(address: string, body: unknown): Promise<void> {
    await this.#ok(
      await this.#fetch(address, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', accept: 'application/json' },
      }),
    )
  }

  /** What the app's own pages ask. */
  async api<T>(method: 'get' | 'post' | 'put', path: string, body?: unknown): Promise<T> {
    const response = await this.#fetch(path, {
      method: method.toUpperCase(),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    })
    return (await this.#ok(response)).json() as Promise<T>
  }

  async upload(bytes: Uint8Array, use = 'picture'): Promise<string> {
    const response = await this.#fetch(`/api/app/files?use=${use}`, {
      method: 'POST',
      body: bytes as unknown as BodyInit,
      headers: { 'content-type': 'application/octet-stream', accept: 'application/json' },
    })
    return ((await (await this.#ok(response)).json()) as { sha256: string }).sha256
  }

  /** The newest address with this path in a mail to somebody; waits for it to arrive. */
  async linkInMailTo(to: string, path: string, saying = ''): Promise<string> {
    const text = await this.mailTo(to, m => m.text.includes(path) && m.text.includes(saying))
    const found = new RegExp(`https?://\\S*${path}[\\w-]+`).exec(text)
    if (!found) throw new Error('Mejlet saknar länk.')
    return new URL(new URL(found[0]).pathname, `${this.#base}/`).href
  }

  /** That the copy with these very bytes is attached to a mail to somebody. */
  async attachmentTo(to: string, bytes: Uint8Array): Promise<void> {
    await this.mailTo(to, m => m.attached.length > 0)
    for (const m of (await this.#messages()).filter(x => x.to === to))
      for (const name of m.attached)
        if (Buffer.compare(await this.bytes(`/utkorg/${m.id}/${encodeURIComponent(name)}`), bytes) === 0) return
    throw new Error('Mejlet har inte den förseglade filen bifogad.')
  }

  /** What has arrived so far belongs to an earlier walk on the same service; only what comes after is looked at. */
  async passOverOldMail(): Promise<void> {
    for (const m of await this.#messages()) this.#old.add(m.id)
  }

  /** Text of the newest message to somebody that fits, once it has arrived. */
  async mailTo(to: string, fits: (m: Arrived) => boolean): Promise<string> {
    const until = Date.now() + 15_000
    while (Date.now() < until) {
      const found = (await this.#messages()).find(m => m.to === to && !this.#old.has(m.id) && fits(m))
      if (found) return found.text
      await new Promise(resolve => setTimeout(resolve, 50))
    }
    throw new Error('Mejlet kom inte fram till utkorgen.')
  }

  async #messages(): Promise<Arrived[]> {
    const response = await this.#fetch('/utkorg', { headers: { accept: 'application/json' } })
    return ((await (await this.#ok(response)).json()) as { messages: Arrived[] }).messages
  }
}

type Arrived = { id: string; channel: 'mail' | 'sms'; to: string; subject: string; text: string; attached: string[] }
