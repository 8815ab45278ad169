// Security headers by zone. No third-party script anywhere in `room`, `rights` or `operator`; the content security policy is
// computed, never copied.
import type { Zone } from './endpoint.ts'

/** SHA-256 hashes (base64) of the inline <style> elements a page carries; scripts are never inline. */
export function contentSecurityPolicy(zone: Zone, styleHashes: readonly string[] = []): string {
  const styles = ["'self'", ...styleHashes.map(h => `'sha256-${h}'`)].join(' ')
  const directives = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${styles}`,
    zone === 'app' ? "img-src 'self' blob: data:" : "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  if (zone === 'app') directives.push("frame-src 'self'", "manifest-src 'self'")
  return directives.join('; ')
}

export function securityHeaders(zone: Zone, https: boolean): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(zone),
    'x-content-type-options': 'nosniff',
    // A room's address is a secret: it is sent to nobody, not even as an origin.
    'referrer-policy': zone === 'room' || zone === 'rights' ? 'no-referrer' : 'same-origin',
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
