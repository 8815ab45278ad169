// The window in which somebody sees their own data, and the code or BankID on the way to it: a random value in a cookie of these pages alone.
// What it opens, and for how long, stands with us.
import type { Services } from '../../../platform/context.ts'
import type { PageRequest } from '../../../platform/http/endpoint.ts'
import { type Access, inWindow } from '../access.ts'

export const HOME = '/integritet/dina-uppgifter'
export const WINDOW = 'dina-uppgifter'

export function cookie(services: Pick<Services, 'config'>, value: string | null): string {
  const secure = services.config.publicUrl.startsWith('https:') ? '; Secure' : ''
  return `${WINDOW}=${value ?? ''}; Path=${HOME}; HttpOnly; SameSite=Lax${value ? '' : '; Max-Age=0'}${secure}`
}

export function secretIn(request: Request): string {
  for (const part of (request.headers.get('cookie') ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === WINDOW) return part.slice(at + 1).trim()
  }
  return ''
}

export const windowOf = (r: PageRequest): Promise<Access | null> => inWindow(r.services, secretIn(r.request))
