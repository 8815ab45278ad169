// The app's way to the service: JSON in, JSON out, refusals as the sentences the server wrote. Types come from the slices'
// contracts, so a changed answer does not compile.
import type { Refusal } from '../platform/http/refusals.ts'

export class Refused extends Error {
  readonly status: number
  readonly refusal: Refusal
  constructor(status: number, refusal: Refusal) {
    super(refusal.text)
    this.name = 'Refused'
    this.status = status
    this.refusal = refusal
  }
}

/** The network did not answer: nothing is known about what the server did. */
export class Offline extends Error {
  constructor() {
    super('offline')
    this.name = 'Offline'
  }
}

async function call<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  let response: Response
  try {
    response = await fetch(`/api/app${path}`, {
      method,
      credentials: 'same-origin',
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    })
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error
    throw new Offline()
  }
  if (response.status === 401) {
    // What was being written is kept in the browser by the editor; after signing in one comes back to it.
    location.assign(`/logga-in?till=${encodeURIComponent(location.pathname)}`)
  }
  const answer = await response.json().catch(() => null)
  if (!response.ok)
    throw new Refused(response.status, answer ?? { problem: 'failure', text: '', fields: {}, facts: {} })
  return answer as T
}

const query = (params: Record<string, string | undefined>) => {
  const given = Object.entries(params).filter((e): e is [string, string] => e[1] !== undefined && e[1] !== '')
  return given.length > 0 ? `?${new URLSearchParams(given)}` : ''
}

export const api = {
  get: <T>(path: string, params: Record<string, string | undefined> = {}, signal?: AbortSignal) =>
    call<T>('GET', path + query(params), undefined, signal),
  post: <T>(path: string, body: unknown = {}) => call<T>('POST', path, body),
  put: <T>(path: string, body: unknown) => call<T>('PUT', path, body),
  remove: <T>(path: string) => call<T>('DELETE', path),
  /** A picture, as bytes; the server looks at what it is. */
  async upload(
    file: Blob,
    purpose: 'logo' | 'photo' | 'picture',
  ): Promise<{ file: string; width: number; height: number }> {
    let response: Response
    try {
      response = await fetch(`/api/app/files?purpose=${purpose}`, {
        method: 'POST',
        credentials: 'same-origin',
        headers: { accept: 'application/json' },
        body: file,
      })
    } catch {
      throw new Offline()
    }
    const answer = await response.json().catch(() => null)
    if (!response.ok) throw new Refused(response.status, answer)
    return answer
  },
}

export const fileUrl = (sha256: string) => `/api/app/files/${sha256}`
