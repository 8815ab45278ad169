// The window in which somebody sees their own data: a random value in a cookie of these pages alone, half an hour long.
import type { Services } from '../../../platform/context.ts'
import type { PageRequest } from '../../../platform/http/endpoint.ts'
import { type Access, inWindow } from '../access.ts'

export const HOME = '/integritet/dina-uppgifter'
export const WINDOW = 'dina-uppgifter'
export const UNDERWAY = 'dina-uppgifter-kod'

export function cookie(services: Pick<Services, 'config'>, name: string, value: string, seconds: number): string {
  const secure = services.config.publicUrl.startsWith('https:') ? '; Secure' : ''
  return `${name}=${value}; Path=${HOME}; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`
}

export function cookieIn(request: Request, name: string): string {
  for (const part of (request.headers.get('cookie') ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return ''
}

export const windowOf = (r: PageRequest): Promise<Access | null> => inWindow(r.services, cookieIn(r.request, WINDOW))
