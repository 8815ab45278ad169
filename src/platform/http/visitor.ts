// Who is asking, as far as a request can tell: the address (through trusted proxies only), the language, the browser in words.
import { BlockList, isIP, isIPv4 } from 'node:net'
import type { Language } from './endpoint.ts'

export type Proxies = { trusts(address: string): boolean }

export function trustedProxies(list: readonly string[]): Proxies {
  const block = new BlockList()
  for (const entry of list) {
    const [address = '', bits] = entry.split('/')
    const family = isIPv4(address) ? 'ipv4' : 'ipv6'
    if (isIP(address) === 0) continue
    if (bits === undefined) block.addAddress(address, family)
    else block.addSubnet(address, Number(bits), family)
  }
  return { trusts: a => isIP(a) !== 0 && block.check(a, isIPv4(a) ? 'ipv4' : 'ipv6') }
}

/** IPv4 as IPv4 also when it came in through an IPv6 socket. */
const plain = (address: string) => (address.startsWith('::ffff:') ? address.slice(7) : address)

/** The nearest address that no trusted proxy vouches for: headers written by anybody else are not believed. */
export function clientAddress(peer: string, forwardedFor: string | null, proxies: Proxies): string {
  let address = plain(peer)
  if (!forwardedFor) return address
  for (const hop of forwardedFor
    .split(',')
    .map(s => plain(s.trim()))
    .reverse()) {
    if (!proxies.trusts(address)) break
    if (isIP(hop) === 0) break
    address = hop
  }
  return address
}

/**
 * Whether a request travelled encrypted: as the proxy before us says, if it is one that we believe. Without a proxy's word only the machine
 * itself may ask.
 */
export function cameEncrypted(peer: string, forwardedProto: string | null, proxies: Proxies): boolean {
  const address = plain(peer)
  const own = address === '::1' || address.startsWith('127.')
  if (forwardedProto === null) return own
  if (!own && !proxies.trusts(address)) return false
  return forwardedProto.split(',').at(-1)?.trim().toLowerCase() === 'https'
}

/** What a network is recognised by without keeping an address: the first half. */
export function networkOf(ip: string): string {
  if (isIPv4(ip)) return ip.split('.').slice(0, 2).join('.')
  return ip.split(':').slice(0, 3).join(':')
}

/** Swedish unless the reader asks for English first. */
export function languageOf(accept: string | null, chosen: string | null): Language {
  if (chosen === 'sv' || chosen === 'en') return chosen
  const first = (accept ?? '').split(',')[0]?.trim().toLowerCase() ?? ''
  return first.startsWith('en') ? 'en' : 'sv'
}

/** "Firefox på Linux": enough to recognise one's own device in a list. */
export function deviceWords(userAgent: string): string {
  const browser = /Edg\//.test(userAgent)
    ? 'Edge'
    : /Firefox\//.test(userAgent)
      ? 'Firefox'
      : /Chrome\//.test(userAgent)
        ? 'Chrome'
        : /Safari\//.test(userAgent)
          ? 'Safari'
          : 'Okänd webbläsare'
  const system = /iPhone|iPad/.test(userAgent)
    ? 'iOS'
    : /Android/.test(userAgent)
      ? 'Android'
      : /Mac OS X/.test(userAgent)
        ? 'macOS'
        : /Windows/.test(userAgent)
          ? 'Windows'
          : /Linux/.test(userAgent)
            ? 'Linux'
            : 'okänt system'
  return `${browser} på ${system}`
}

export const isPhone = (userAgent: string) => /Mobile|Android|iPhone/.test(userAgent)
