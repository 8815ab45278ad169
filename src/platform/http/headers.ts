// Security headers by zone. No third-party script anywhere in `room`, `rights` or `operator`; the content security policy is
// computed, never copied.
import type { BrowserPart } from '../outbound/browser.ts'
import type { Zone } from './endpoint.ts'

/** Where foreign code can be let in at all, whatever anybody has consented to. */
const FOREIGN_ZONES: readonly Zone[] = ['website']
/** Where the browser tells us what it stopped. Not in the room: its address is a secret, also in a report. */
const REPORTING_ZONES: readonly Zone[] = ['website', 'app']

/** SHA-256 hashes (base64) of the inline <style> elements a page carries; scripts are never inline. */
export function contentSecurityPolicy(
  zone: Zone,
  styleHashes: readonly string[] = [],
  foreign: readonly BrowserPart[] = [],
): string {
  const admitted = FOREIGN_ZONES.includes(zone) ? foreign : []
  const hosts = (directive: keyof BrowserPart['hosts']) => [...new Set(admitted.flatMap(p => p.hosts[directive] ?? []))]
  const list = (name: string, own: readonly string[], theirs: readonly string[]) => [name, ...own, ...theirs].join(' ')
  const styles = ["'self'", ...styleHashes.map(h => `'sha256-${h}'`)]
  const frames = [...(zone === 'app' ? ["'self'"] : []), ...hosts('frame')]
  const directives = [
    "default-src 'none'",
    // No 'strict-dynamic': browsers would then overlook the hosts, and the hosts are the lock.
    list('script-src', ["'self'"], hosts('script')),
    list('style-src', styles, []),
    list('img-src', zone === 'app' ? ["'self'", 'blob:', 'data:'] : ["'self'", 'data:'], hosts('img')),
    list('font-src', ["'self'"], hosts('font')),
    list('connect-src', ["'self'"], hosts('connect')),
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(frames.length > 0 ? [list('frame-src', frames, [])] : []),
    ...(admitted.some(p => p.worker) ? ['worker-src blob:'] : []),
    ...(zone === 'app' ? ["manifest-src 'self'"] : []),
    ...(REPORTING_ZONES.includes(zone) ? ['report-uri /avvikelse'] : []),
  ]
  return directives.join('; ')
}

export function securityHeaders(zone: Zone, https: boolean): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(zone),
    'x-content-type-options': 'nosniff',
    // A room's address is a secret: it is sent to nobody, not even as an origin.
    // Whoever sees to their own data posts forms there, and says from where; nobody else is told.
    'referrer-policy': zone === 'room' ? 'no-referrer' : 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy':
      zone === 'app'
        ? 'camera=(self), microphone=(), geolocation=(), interest-cohort=()'
        : 'camera=(), microphone=(), geolocation=(), interest-cohort=()',
    ...(zone === 'website' ? {} : { 'x-robots-tag': 'noindex, nofollow' }),
    ...(https ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
  }
}
