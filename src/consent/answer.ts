// What somebody has answered, as it stands in their own cookie: which parts, yes or no, and the day of each. A no is not asked again for six
// months, a yes lapses after twelve, and a part that was not there before is asked about by itself.
import { timingSafeEqual } from 'node:crypto'
import { type IsoDay, isDay, monthsAfter } from '../kernel/dates.ts'
import type { Services } from '../platform/context.ts'
import type { Consent, ConsentPart } from '../platform/http/endpoint.ts'
import { isNamed } from '../platform/outbound/browser.ts'
import type { Processor } from '../platform/outbound/door.ts'
import { storedHere } from './stored.ts'

export type Said = { yes: boolean; on: IsoDay }
export type Answers = ReadonlyMap<string, Said>

export const LAPSES_AFTER_MONTHS = 12
export const NOT_ASKED_AGAIN_MONTHS = 6
/** As long as a yes can hold; the cookie says so of itself. */
const COOKIE_SECONDS = 365 * 86_400

/** The last day on which a yes holds. */
export const endsOn = (said: Said): IsoDay => monthsAfter(said.on, LAPSES_AFTER_MONTHS)
export const holdsOn = (said: Said | undefined, today: IsoDay): boolean =>
  said?.yes === true && today < endsOn(said) && said.on <= today
/** Whether a part has to be asked about. */
export const isOpen = (said: Said | undefined, today: IsoDay): boolean =>
  !said || said.on > today || today >= monthsAfter(said.on, said.yes ? LAPSES_AFTER_MONTHS : NOT_ASKED_AGAIN_MONTHS)

/** Our own measuring, and whoever is active and comes in by consent. What is on request is asked about where it is. */
export const partsOf = (processors: readonly Processor[]): ConsentPart[] => [
  { key: 'function', category: 'function', processor: null },
  ...processors.flatMap((p): ConsentPart[] =>
    p.builtIn || !p.browser || p.browser.category === 'on-request'
      ? []
      : [{ key: p.key, category: p.browser.category, processor: p }],
  ),
]

const isHttps = (services: Pick<Services, 'config'>) => services.config.publicUrl.startsWith('https:')
const named = (services: Pick<Services, 'config'>, name: string) => `${isHttps(services) ? '__Host-' : ''}${name}`
export const consentCookie = (services: Pick<Services, 'config'>) => named(services, 'samtycke')
export const visitorCookie = (services: Pick<Services, 'config'>) => named(services, 'matning')

/** Every cookie of a request by its name. */
export function cookiesOf(request: Request): Map<string, string> {
  const found = new Map<string, string>()
  for (const part of (request.headers.get('cookie') ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at > 0) found.set(part.slice(0, at).trim(), part.slice(at + 1).trim())
  }
  return found
}

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** "1!id!function+2026-11-24~hotjar-2026-11-24!mac": what was said, in the person's own keeping, under our seal. */
function written(services: Pick<Services, 'secrets'>, id: string, answers: Answers): string {
  const said = [...answers].map(([key, s]) => `${key}${s.yes ? '+' : '_'}${s.on}`).join('~')
  const text = `1!${id}!${said}`
  return `${text}!${seal(services, text)}`
}
const seal = (services: Pick<Services, 'secrets'>, text: string) =>
  services.secrets.mac('consent-cookie', text).subarray(0, 16).toString('base64url')

/** What the cookie says; null when there is none, or not one of ours. */
export function read(
  services: Pick<Services, 'secrets'>,
  value: string | undefined,
): { id: string; answers: Answers } | null {
  const [version, id = '', said = '', mac = '', ...more] = (value ?? '').split('!')
  if (version !== '1' || more.length > 0 || !UUID.test(id)) return null
  const expected = Buffer.from(seal(services, `1!${id}!${said}`))
  const given = Buffer.from(mac)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  const answers = new Map<string, Said>()
  for (const part of said.split('~')) {
    const [, key, sign, on] = /^([a-z][a-z0-9-]*)([+_])(\d{4}-\d\d-\d\d)$/.exec(part) ?? []
    if (key && on && isDay(on)) answers.set(key, { yes: sign === '+', on })
  }
  return { id, answers }
}

const set = (services: Pick<Services, 'config'>, name: string, value: string, seconds: number) =>
  `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${isHttps(services) ? '; Secure' : ''}`

export const answerCookie = (services: Pick<Services, 'config' | 'secrets'>, id: string, answers: Answers) =>
  set(services, consentCookie(services), written(services, id, answers), COOKIE_SECONDS)
export const visitorIdCookie = (services: Pick<Services, 'config'>, visitorId: string | null) =>
  set(services, visitorCookie(services), visitorId ?? '', visitorId ? 180 * 86_400 : 0)

/** What a page needs to know; asks nothing but the request. */
export function consentOf(
  services: Pick<Services, 'config' | 'secrets' | 'clock' | 'door'>,
  request: Request,
  today: IsoDay,
): Consent {
  const parts = partsOf(services.door.processors)
  const kept = read(services, cookiesOf(request).get(consentCookie(services)))
  const answers: Answers = kept?.answers ?? new Map()
  const granted = new Set(parts.filter(p => holdsOn(answers.get(p.key), today)).map(p => p.key))
  return {
    version: [...granted].sort().join('.'),
    ask: parts.filter(p => isOpen(answers.get(p.key), today)).map(p => p.key),
    granted,
    foreign: parts.flatMap(p =>
      p.processor?.browser && granted.has(p.key) ? [{ key: p.key, part: p.processor.browser }] : [],
    ),
    clear: refused(services.door.processors, granted)
      .filter(s => s.kind !== 'cookie')
      .map(s => s.name),
    parts,
    id: kept?.id ?? null,
    answers,
  }
}

/** What processors may have left in the browser that nobody allows any more. */
const refused = (processors: readonly Processor[], granted: ReadonlySet<string>) =>
  storedHere(processors).flatMap(e => (e.owner && !granted.has(e.owner.key) ? [e.stored] : []))

/** Headers that make the browser forget what others set on our pages: for this host and each domain above it. */
export function forgetting(
  services: Pick<Services, 'config' | 'door'>,
  request: Request,
  granted: ReadonlySet<string>,
): string[] {
  const labels = new URL(services.config.publicUrl).hostname.split('.')
  const domains =
    labels.length < 2 || /^[\d.]+$/.test(labels.join('.'))
      ? []
      : labels.slice(0, -1).map((_, n) => labels.slice(n).join('.'))
  const names = [...cookiesOf(request).keys()].filter(name =>
    refused(services.door.processors, granted).some(s => s.kind === 'cookie' && isNamed(s.name, name)),
  )
  return names.flatMap(name => [
    `${name}=; Path=/; Max-Age=0`,
    ...domains.map(domain => `${name}=; Path=/; Domain=${domain}; Max-Age=0`),
  ])
}
