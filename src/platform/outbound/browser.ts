// What a processor does in a visitor's browser: by which consent it comes in, what it may reach and what it keeps there. The content
// security policy, the table of what is stored and the questions that are asked are all read out of it.
import type { Words } from '../../datamap/words.ts'
import type { IsoDay } from '../../kernel/dates.ts'

/** The three of the policy, and no others. */
export const cookieCategories = ['necessary', 'function', 'advertising'] as const
export type CookieCategory = (typeof cookieCategories)[number]

/** What something kept in a browser is for, and the category that follows: nobody chooses a category. */
export const cookieUses = {
  access: 'necessary',
  remember: 'necessary',
  analyse: 'function',
  adapt: 'function',
  advertise: 'advertising',
  'limit-ads': 'advertising',
  'measure-ads': 'advertising',
  social: 'advertising',
} as const satisfies Record<string, CookieCategory>
export type CookieUse = keyof typeof cookieUses

export type StoredKind = 'cookie' | 'local' | 'session' | 'beacon'
export type Stored = {
  /** As the browser shows it. What stands in <> differs. */
  name: string
  kind: StoredKind
  use: CookieUse
  purpose: Words
  /** What of the visitor lies in it or goes with it. */
  data: Words
  /** How many days it stays. Null: a session cookie, gone with the browser; or as `until` says. */
  days: number | null
  until?: Words
}

/** Addresses by directive. Each is a host of its own or a folder of one; nothing that lets anything in. */
export type Hosts = Readonly<Partial<Record<'script' | 'connect' | 'img' | 'frame' | 'font', readonly string[]>>>

export type BrowserPart = {
  category: Exclude<CookieCategory, 'necessary'> | 'on-request'
  does: Words
  /** Its own program: loaded with consent, or for what is on request when the person asks for it. */
  script: string
  /** How we begin it (website/browser/suppliers.ts), with what it needs of the operator's papers. */
  begins?: { as: 'hotjar' | 'facebook' | 'google' | 'logrocket'; settings?: Readonly<Record<string, string>> }
  /** Content of theirs inside a page of ours: needs a click as well, each time. */
  embed?: true
  hosts: Hosts
  /** Session recorders start a worker of their own making. */
  worker?: true
  stored: readonly Stored[]
  /** When somebody last compared hosts and names with what the supplier says. */
  compared: IsoDay
}

const HOST = /^(https|wss):\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(\/[\w./-]*)?$/
const LOOPBACK = /^(http|ws):\/\/(127\.0\.0\.1|localhost):\d+(\/[\w./-]*)?$/

/** What is wrong with a part, a sentence each. */
export function browserFaults(key: string, part: BrowserPart): string[] {
  const hosts = Object.values(part.hosts).flat()
  return [
    ...hosts.filter(h => !HOST.test(h) && !LOOPBACK.test(h)).map(h => `${key} may not be let in by ${h}.`),
    ...((part.hosts.script ?? []).some(h => reaches(h, part.script))
      ? []
      : [`${key}’s program is at none of its hosts.`]),
    ...part.stored
      .filter(s => part.category !== 'on-request' && cookieUses[s.use] !== part.category)
      .map(s => `${s.name} of ${key} is there to ${s.use}: that belongs to ${cookieUses[s.use]}.`),
    ...part.stored.filter(s => (s.days ?? 0) > 365).map(s => `${s.name} of ${key} stays for more than twelve months.`),
  ]
}

const reaches = (host: string, address: string) =>
  host.includes('*.')
    ? new URL(address).hostname.endsWith(host.split('*')[1]?.split('/')[0] ?? '?')
    : address.startsWith(host)

/** Whether a name in a browser is this one. */
export const isNamed = (declared: string, name: string) =>
  new RegExp(
    `^(__Host-)?${declared
      .split(/<[^>]*>/)
      .map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.+')}$`,
  ).test(name)
