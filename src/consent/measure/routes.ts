// What a page tells of itself: what was done on it (with consent), a fault in our scripts, and what its policy stopped. Each answers with
// nothing, and what is not known is dropped and counted.
import { stockholmDate } from '../../kernel/dates.ts'
import type { Services } from '../../platform/context.ts'
import { type PageRequest, page } from '../../platform/http/endpoint.ts'
import { type Limit, makeLimits } from '../../platform/http/limits.ts'
import { cookiesOf, UUID, visitorCookie } from '../answer.ts'
import { type Counted, count } from './counts.ts'
import { scrubbed } from './faults.ts'
import {
  browserKind,
  deviceClass,
  languageClass,
  originOf,
  screenClass,
  stayClass,
  systemKind,
  zoneClass,
} from './reduce.ts'

const TOLD: Limit = { name: 'page-told', attempts: 600, seconds: 600 }

/** What can be clicked and is counted. An element says so with `data-click`; no other click is told. */
export const clicks = ['skapa-konto', 'prova', 'logga-in', 'kontrollera', 'integritet'] as const

const nothing = () => new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
const today = (services: Services) => stockholmDate(services.clock.now())
const one = (services: Services, what: Counted, value: string) =>
  count(services, [{ day: today(services), what, value, times: 1 }])

async function told(r: PageRequest): Promise<Record<string, unknown>> {
  await makeLimits(r.services).count(TOLD, r.visitor.ip)
  const body: unknown = await r.request.json().catch(() => null)
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {}
}

export function measurePages(openPages: ReadonlySet<string>) {
  return [
    page({
      post: '/matning',
      zone: 'website',
      access: 'public',
      does: 'Takes what somebody who said yes to being measured did on a public page.',
      limit: 4 * 1024,
      handle: async r => {
        const event = await told(r)
        const { services } = r
        const visitorId = cookiesOf(r.request).get(visitorCookie(services)) ?? ''
        if (!r.visitor.consent?.granted.has('function') || !UUID.test(visitorId)) {
          await one(services, 'dropped', 'utan samtycke')
          return nothing()
        }
        const { kind, page: path } = event
        const target = typeof event.target === 'string' ? event.target : null
        const known =
          typeof path === 'string' &&
          openPages.has(path) &&
          (kind === 'view' ||
            (kind === 'click' && (clicks as readonly string[]).includes(target ?? '')) ||
            (kind === 'leave' && stayClass(event.ms) !== null))
        if (!known) {
          await one(services, 'dropped', 'okänd')
          return nothing()
        }
        const at = services.clock.now()
        const day = today(services)
        const first = await services.database.outside(async tx => {
          const seen = await tx
            .selectFrom('visitor_event')
            .select('at')
            .where('visitor_id', '=', visitorId)
            .orderBy('at', 'desc')
            .limit(1)
            .executeTakeFirst()
          await tx
            .insertInto('visitor_event')
            .values({
              id: services.newId(),
              visitor_id: visitorId,
              kind: kind as 'view' | 'click' | 'leave',
              page: path,
              target: kind === 'click' ? target : null,
              stayed: kind === 'leave' ? stayClass(event.ms) : null,
              came_from: kind === 'view' ? originOf(event.from, services.config.publicUrl) : null,
              at,
            })
            .execute()
          return !seen || stockholmDate(seen.at) !== day
        })
        // Once a day and person, and each by itself: no row holds two of them, and none holds whose they are.
        if (first)
          await count(
            services,
            (
              [
                ['browser', browserKind(r.visitor.userAgent)],
                ['system', systemKind(r.visitor.userAgent)],
                ['device', deviceClass(r.visitor.userAgent)],
                ['screen', screenClass(event.width)],
                ['zone', zoneClass(event.zone)],
                ['language', languageClass(event.language)],
              ] as const
            ).map(([what, value]) => ({ day, what, value, times: 1 })),
          )
        return nothing()
      },
    }),
    page({
      post: '/fel',
      zone: 'website',
      access: 'public',
      does: 'Takes a fault in our own scripts: its kind, known words and places in our files, and nothing else.',
      limit: 16 * 1024,
      handle: async r => {
        const given = await told(r)
        const { services } = r
        const zone = given.zone === 'app' ? 'app' : 'website'
        // On the public pages nothing is read from a device without consent; in the app a broken screen is the service's own.
        if (zone === 'website' && !r.visitor.consent?.granted.has('function')) return nothing()
        const fault = scrubbed(given)
        await services.database.ask(
          'site-error',
          `insert into site_error (day, zone, kind, message, frames, times) values ($1, $2, $3, $4, $5, 1)
           on conflict (day, zone, kind, message, frames) do update set times = site_error.times + 1`,
          [today(services), zone, fault.kind, fault.message, fault.frames],
        )
        return nothing()
      },
    }),
    page({
      post: '/avvikelse',
      zone: 'website',
      access: 'public',
      does: 'Takes what a page’s own policy stopped: which kind, and which known supplier if it was one.',
      limit: 16 * 1024,
      handle: async r => {
        const report = (await told(r))['csp-report']
        const { 'blocked-uri': blocked, 'effective-directive': directive } = (
          typeof report === 'object' && report !== null ? report : {}
        ) as Record<string, unknown>
        const { services } = r
        const kind = /^(script|style|img|connect|frame|font|form|worker|media|object|manifest|child)-/.exec(
          String(directive),
        )?.[1]
        const supplier = services.door.processors.find(p =>
          Object.values(p.browser?.hosts ?? {})
            .flat()
            .some(host => String(blocked).startsWith(host.replace('*.', ''))),
        )
        await one(services, 'stopped', `${kind ?? 'annat'} ${supplier?.key ?? 'okänd'}`)
        // Its program was there without anybody having let it in: somebody has to look.
        if (supplier)
          services.log.warn(
            { supplier: supplier.key, directive: kind ?? null },
            'a supplier was stopped without consent',
          )
        return nothing()
      },
    }),
  ]
}
