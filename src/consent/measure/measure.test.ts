// What is measured of visitors: totals of nobody without consent, coarse events with it, and nothing of what a fault's text may hold.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { movableClock } from '../../platform/clock.ts'
import { tables } from '../../schema.ts'
import { ask } from '../../testing/ask.ts'
import { browserOf, type VisitorBrowser } from '../../testing/browser-of.ts'
import { clause } from '../../testing/clause.ts'
import { dump } from '../../testing/dump.ts'
import { startTestService, type TestService } from '../../testing/test-service.ts'
import { closeDays, count, flushCounts } from './counts.ts'
import { scrubbed } from './faults.ts'
import { byUse } from './popular.ts'
import {
  answerTime,
  browserKind,
  deviceClass,
  languageClass,
  OTHER,
  originOf,
  screenClass,
  stayClass,
  systemKind,
  zoneClass,
} from './reduce.ts'
import { clicks } from './routes.ts'

const BEGIN = new Date('2026-11-24T09:00:00.000Z')
const clock = movableClock(BEGIN)
let service: TestService
beforeAll(async () => {
  service = await startTestService({ jobs: false, clock })
})
afterAll(() => service.close())

const tell = (browser: VisitorBrowser, body: object, path = '/matning') =>
  browser.ask(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
const rows = (sql: string, values: unknown[] = []) => ask(service.ownerUrl, sql, values)
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:187.3) Gecko/20100101 Firefox/187.3.91'
const VIEW = {
  kind: 'view',
  page: '/',
  from: 'https://sokmotor.example/sok?q=asa+berg',
  width: 1733,
  zone: 'America/Indiana/Knox',
  language: 'sv-FI',
}

describe('what is kept of a browser', () => {
  const agents = {
    firefox: AGENT,
    chrome:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.7444.59 Safari/537.36',
    edge: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.3595.53',
    safari:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15',
    iphone:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1',
    ipad: 'Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0 Mobile/15E148 Safari/604.1',
    pixel:
      'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36',
    galaxyTab:
      'Mozilla/5.0 (Linux; Android 14; SM-X710) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0 Safari/537.36',
    other: 'curl/8.9',
  }
  test.each([
    ['firefox', 'Firefox', 'Linux', 'dator'],
    ['chrome', 'Chrome', 'Windows', 'dator'],
    ['edge', 'Edge', 'Windows', 'dator'],
    ['safari', 'Safari', 'macOS', 'dator'],
    ['iphone', 'Safari', 'iOS', 'mobil'],
    ['ipad', 'Chrome', 'iOS', 'surfplatta'],
    ['pixel', 'Chrome', 'Android', 'mobil'],
    ['galaxyTab', 'Samsung', 'Android', 'surfplatta'],
    ['other', OTHER, OTHER, OTHER],
  ] as const)(
    'of %s its kind, the kind of its system and of its device, and no version',
    clause('P-8.3', 'P-8.5'),
    (of, browser, system, device) => {
      const agent = agents[of]
      expect([browserKind(agent), systemKind(agent), deviceClass(agent)]).toEqual([browser, system, device])
    },
  )

  test.each([
    [390, 'smal'],
    [759, 'smal'],
    [760, 'mellan'],
    [1439, 'mellan'],
    [1440, 'bred'],
    [5120, 'bred'],
    [0, OTHER],
    ['1733', OTHER],
    [null, OTHER],
  ])('of a screen %s wide a class: %s', clause('P-8.6'), (width, is) => expect(screenClass(width)).toBe(is))

  test.each([
    ['Europe/Stockholm', 'Norden'],
    ['Europe/Paris', 'Europa'],
    ['America/Indiana/Knox', OTHER],
    ['Asa Berg', OTHER],
    [7, OTHER],
  ])('of the time zone %s a part of the world: %s', clause('P-8.7'), (zone, is) => expect(zoneClass(zone)).toBe(is))

  test.each([
    ['sv-FI', 'sv'],
    ['en', 'en'],
    ['de-DE', OTHER],
    ['svälta', OTHER],
    [undefined, OTHER],
  ])('of the language %s: %s', (language, is) => expect(languageClass(language)).toBe(is))

  test.each([
    [0, 'under 10 s'],
    [9_999, 'under 10 s'],
    [10_000, 'under 1 min'],
    [1_799_999, 'under 30 min'],
    [86_400_000, 'längre'],
    [-1, null],
    ['7', null],
    [Number.NaN, null],
  ])('of %s ms on a page a step: %s', (ms, is) => expect(stayClass(ms)).toBe(is))

  test.each([
    ['https://sokmotor.example/sok?q=asa', 'https://sokmotor.example'],
    ['https://asa:lösen@forum.example:8443/trad/1', 'https://forum.example:8443'],
    ['https://offert.example/kontakt', null],
    ['file:///home/asa/brev.html', null],
    ['javascript:1', null],
    ['inget', null],
    [null, null],
  ])('of %s as where one came from: %s', (from, is) => expect(originOf(from, 'https://offert.example')).toBe(is))

  test('together are in no row: nobody is recognised by what they have in common', clause('P-8.8'), async () => {
    // No table that holds whose something is holds anything of their browser.
    const visits = tables.find(t => t.name === 'visitor_event')
    expect(Object.keys(visits?.columns ?? {}).sort()).toEqual(
      ['id', 'visitor_id', 'kind', 'page', 'target', 'stayed', 'came_from', 'at'].sort(),
    )
    // 3 000 visitors who are all different as their browsers tell it; what is kept of a day is in groups of ten or more.
    const of = <T>(list: readonly T[], n: number) => list[n % list.length] as T
    const raw = Array.from({ length: 3000 }, (_, n) => ({
      agent: of(Object.values(agents), n * 7 + (n % 13)).replace(/142/g, String(60 + (n % 83))),
      width: 320 + ((n * 37) % 3000),
      zone: of(Intl.supportedValuesOf('timeZone'), n * n),
      language: of(['sv-SE', 'en-GB', 'fi', 'de', 'ar', 'sv-FI'], n * 3 + (n % 5)),
    }))
    expect(new Set(raw.map(v => JSON.stringify(v))).size).toBeGreaterThan(2900)
    const day = '2026-10-01'
    const totals = new Map<string, number>()
    for (const v of raw)
      for (const key of [
        `browser|${browserKind(v.agent)}`,
        `system|${systemKind(v.agent)}`,
        `device|${deviceClass(v.agent)}`,
        `screen|${screenClass(v.width)}`,
        `zone|${zoneClass(v.zone)}`,
        `language|${languageClass(v.language)}`,
      ])
        totals.set(key, (totals.get(key) ?? 0) + 1)
    // And a kind that nearly nobody has.
    totals.set('system|Linux', 3)
    await count(
      service.services,
      [...totals].map(([key, times]) => {
        const [what, value] = key.split('|') as ['browser', string]
        return { day, what, value, times }
      }),
    )
    await closeDays.run(service.services)
    const kept = await rows('select what, value, times from use_total where day = $1', [day])
    expect(kept.length).toBeGreaterThan(15)
    expect(Math.min(...kept.map(k => k.times))).toBeGreaterThanOrEqual(10)
    expect(kept.some(k => k.value === 'Linux')).toBe(false)
  })
})

describe('totals', () => {
  test('are of a page and a day, made of what the server was asked for, and of nobody', clause('P-8.12'), async () => {
    await flushCounts(service.services)
    await rows('delete from use_count')
    for (let n = 0; n < 12; n++) await browserOf(service, { 'user-agent': AGENT, referer: VIEW.from }).read('/')
    await browserOf(service).read('/registrera?epost=asa@prov.example')
    await browserOf(service).ask('/finns-inte')
    // Reading writes nothing by itself.
    expect(await rows('select * from use_count')).toEqual([])
    await flushCounts(service.services)
    const counted = await rows('select * from use_count order by what, value')
    expect(counted.filter(c => c.what === 'page')).toEqual([
      { day: '2026-11-24', what: 'page', value: '/', times: 12 },
      { day: '2026-11-24', what: 'page', value: '/registrera', times: 1 },
    ])
    // How long it took, as the server saw it, in steps.
    const times = counted.filter(c => c.what === 'time')
    expect(times.reduce((sum, c) => sum + c.times, 0)).toBe(13)
    for (const t of times) expect(t.value).toMatch(/^\/(registrera)? (under 50 ms|under 200 ms|under 1 s|längre)$/)
    expect([49.9, 50, 999, 1000].map(answerTime)).toEqual(['under 50 ms', 'under 200 ms', 'under 1 s', 'längre'])
    // No page asks the browser for it.
    for (const folder of ['src/website/browser', 'src/recipient/browser'])
      for (const file of readdirSync(folder).filter(name => name.endsWith('.ts')))
        expect(readFileSync(join(folder, file), 'utf8'), file).not.toMatch(/PerformanceObserver|performance\.(?!now\b)/)
    expect(JSON.stringify(counted)).not.toMatch(/asa|sokmotor|Firefox|127\.0/)
  })

  test(
    'hold nobody’s number, and nothing of fewer than ten: not even the database would take it',
    clause('P-5.8', 'P-9.2'),
    async () => {
      const yes = browserOf(service, { 'user-agent': AGENT })
      await yes.answers('alla')
      for (let n = 0; n < 11; n++) await yes.read('/')
      await tell(yes, VIEW)
      await flushCounts(service.services)
      const [before] = await rows('select count(*)::int as n from use_count')
      expect(before.n).toBeGreaterThan(5)
      clock.set(new Date('2026-11-25T09:00:00.000Z'))
      await closeDays.run(service.services)
      clock.set(BEGIN)
      expect(await rows('select * from use_count')).toEqual([])
      const totals = await rows(`select * from use_total where day = '2026-11-24'`)
      expect(totals.find(t => t.what === 'page' && t.value === '/')?.times).toBeGreaterThanOrEqual(23)
      expect(totals.filter(t => t.times < 10)).toEqual([])
      expect(totals.some(t => t.what === 'browser')).toBe(false)
      const all = JSON.stringify(totals)
      for (const of of [yes.jar.get('matning'), (yes.jar.get('samtycke') ?? '').split('!')[1]]) {
        expect(of).toMatch(/^[0-9a-f-]{36}$/)
        expect(all).not.toContain(of)
      }
      for (const t of tables.filter(t => t.name.startsWith('use_')))
        expect(Object.values(t.columns).map(c => c.declaration)).toEqual(
          Object.keys(t.columns).map(() => 'nothing-personal'),
        )
      await expect(
        ask(service.superuserUrl, `insert into use_total values ('2026-11-20', 'page', '/', 9)`),
      ).rejects.toThrow(/at_least_ten/)
    },
  )
})

describe('what is most used', () => {
  test('comes first by totals, and by nothing of whoever looks', clause('P-5.9', 'P-9.3'), () => {
    const times = new Map([
      ['c', 30],
      ['a', 10],
      ['d', 30],
    ])
    expect(byUse(['a', 'b', 'c', 'd', 'e'], times)).toEqual(['c', 'd', 'a', 'b', 'e'])
    expect(byUse(['a', 'b'], new Map())).toEqual(['a', 'b'])
    // What it is given: names of things and totals of them. Nothing that has a person in it has a way in.
    expect(byUse.length).toBe(2)
    const source = readFileSync(join(import.meta.dirname, 'popular.ts'), 'utf8').replace(/^\s*(\/\/|\/\*\*).*$/gm, '')
    expect(source).not.toMatch(/visitor|account|member|actor|request|cookie|consent_/i)
  })

  test(
    'is shown in that order to everybody alike, whatever they have done and allowed',
    clause('P-5.9', 'P-9.3'),
    async () => {
      const doors = async (browser: VisitorBrowser) => {
        const list = /<ul class="role-tabs">([\s\S]*?)<\/ul>/.exec(await browser.read('/integritet'))?.[1] ?? ''
        return [...list.matchAll(/href="\/integritet\/(\w+)"/g)].map(m => m[1])
      }
      const [stranger, eager] = [browserOf(service), browserOf(service)]
      expect(await doors(stranger)).toEqual(['kund', 'slutkund', 'medsokande', 'besokare'])
      // One person, who has said yes, looks at one page again and again: nothing moves for them or for anybody.
      await eager.answers('alla')
      for (let n = 0; n < 5; n++) await eager.read('/integritet/medsokande')
      await tell(eager, { kind: 'view', page: '/integritet/medsokande' })
      expect(await doors(eager)).toEqual(await doors(stranger))
      await rows(
        `insert into use_total values ('2026-11-20', 'page', '/integritet/besokare', 40), ('2026-11-21', 'page', '/integritet/slutkund', 25)`,
      )
      expect(await doors(stranger)).toEqual(['besokare', 'slutkund', 'kund', 'medsokande'])
      expect(await doors(eager)).toEqual(await doors(stranger))
      await rows(`delete from use_total where day in ('2026-11-20', '2026-11-21')`)
    },
  )
})

describe('what is done on a page', () => {
  test('is kept of those who said yes: known events, in steps, and the origin of where they came from', async () => {
    const yes = browserOf(service, { 'user-agent': AGENT })
    await yes.answers('alla')
    for (const event of [
      VIEW,
      { kind: 'click', page: '/', target: 'skapa-konto' },
      { kind: 'leave', page: '/', ms: 12_345 },
    ])
      expect((await tell(yes, event)).status).toBe(204)
    const kept = await rows(
      'select kind, page, target, stayed, came_from from visitor_event where visitor_id = $1 order by kind desc',
      [yes.jar.get('matning')],
    )
    expect(kept).toEqual([
      { kind: 'view', page: '/', target: null, stayed: null, came_from: 'https://sokmotor.example' },
      { kind: 'leave', page: '/', target: null, stayed: 'under 1 min', came_from: null },
      { kind: 'click', page: '/', target: 'skapa-konto', stayed: null, came_from: null },
    ])
    // Of the browser once a day.
    await tell(yes, VIEW)
    const [linux] = await rows(`select times from use_count where what = 'system' and value = 'Linux'`)
    expect(linux.times).toBe(1)
  })

  test(
    'is dropped and counted when it is not known, or nobody said yes',
    clause('P-8.5', 'P-8.6', 'P-8.7', 'P-4.12'),
    async () => {
      await rows('delete from use_count')
      const before = await rows('select count(*) from visitor_event')
      const no = browserOf(service)
      await no.answers('nodvandiga')
      const forged = browserOf(service)
      forged.jar.set('matning', crypto.randomUUID())
      for (const without of [no, forged, browserOf(service)]) expect((await tell(without, VIEW)).status).toBe(204)
      const yes = browserOf(service)
      await yes.answers('alla')
      for (const unknown of [
        { kind: 'rörelse', page: '/' },
        { kind: 'click', page: '/', target: 'asa@prov.example' },
        { kind: 'view', page: '/bekrafta/hemlig' },
        { kind: 'view', page: '/registrera' },
        { kind: 'leave', page: '/', ms: 'länge' },
        {},
      ])
        expect((await tell(yes, unknown)).status).toBe(204)
      expect(await rows('select count(*) from visitor_event')).toEqual(before)
      expect(await rows(`select value, times from use_count where what = 'dropped' order by value`)).toEqual([
        { value: 'okänd', times: 6 },
        { value: 'utan samtycke', times: 3 },
      ])
      expect(
        JSON.stringify([await rows('select * from use_count'), await rows('select * from visitor_event')]),
      ).not.toMatch(/asa@prov|hemlig|rörelse/)
      // Nor is anything counted of a browser whose owner has not said yes.
      expect(await rows('select distinct what from use_count')).toEqual([{ what: 'dropped' }])
    },
  )

  test('is gone in the moment the yes is taken back', async () => {
    const [back, stays] = [browserOf(service), browserOf(service)]
    const of = async (visitor: string | undefined) =>
      (await rows('select 1 from visitor_event where visitor_id = $1', [visitor])).length
    for (const b of [back, stays]) {
      await b.answers('alla')
      await tell(b, VIEW)
    }
    const [one, other] = [back.jar.get('matning'), stays.jar.get('matning')]
    await back.answers('nodvandiga')
    expect([await of(one), await of(other)]).toEqual([0, 1])
    expect(back.jar.has('matning')).toBe(false)
  })

  test('can only be told of what is marked, and what is marked is known', async () => {
    const page = await browserOf(service).read('/')
    const marked = [...page.matchAll(/data-click="([^"]*)"/g)].map(m => m[1] as string)
    expect(marked.length).toBeGreaterThan(3)
    expect(marked.filter(m => !(clicks as readonly string[]).includes(m))).toEqual([])
  })
})

describe('a fault in our scripts', () => {
  const markers = [
    'Åsa Öhrström',
    '19840601-2388',
    'asa@prov.example',
    '070-174 06 05',
    'Solbacken 3',
    'kvitto-8813',
    'hemlig-token-xyz',
  ]

  test('is kept as its kind, the words of browsers and places in our files', () => {
    expect(
      scrubbed({
        kind: 'TypeError',
        message: "Cannot read properties of undefined (reading 'asaBerg')",
        stack: 'at x (https://offert.example/website/unknown.js:1:2)',
      }),
    ).toEqual({ kind: 'TypeError', message: 'cannot read properties of undefined reading …', frames: '' })
    expect(scrubbed({ kind: 'Åsa', message: 7, stack: null })).toEqual({ kind: 'Other', message: '…', frames: '' })
    const long = scrubbed({ kind: 'Error', message: 'undefined '.repeat(5000), stack: 'x'.repeat(100_000) })
    expect(long.message.length).toBeLessThanOrEqual(200)
  })

  test('holds nothing of anybody, whatever stood in it', clause('P-5.10', 'P-8.13', 'P-9.4'), async () => {
    const yes = browserOf(service, { 'user-agent': AGENT })
    await yes.answers('alla')
    for (const marker of markers) {
      const stack = `Error: ${marker}\n at f (${service.url}/website/${marker}.js:1:2)\n at ${service.url}/rum/${marker}/?q=${marker}:3:4`
      const fault = {
        kind: marker,
        message: `Unexpected token '${marker}', "${marker}" is not valid JSON`,
        stack,
        page: marker,
      }
      await tell(yes, { ...fault, zone: 'website', text: marker }, '/fel')
      await tell(yes, { ...fault, zone: 'app', kind: 'SyntaxError' }, `/fel?${encodeURIComponent(marker)}`)
    }
    const kept = await rows('select zone, kind, message, times from site_error order by zone')
    expect(kept).toEqual([
      {
        zone: 'app',
        kind: 'SyntaxError',
        message: expect.stringMatching(/^unexpected token … is not … json$/),
        times: 7,
      },
      { zone: 'website', kind: 'Other', message: expect.stringMatching(/^unexpected token/), times: 7 },
    ])
    const everything = [...(await dump(service.superuserUrl)).values(), ...service.logs].join('\n')
    for (const marker of markers)
      for (const form of [
        marker,
        encodeURIComponent(marker),
        marker.toLowerCase(),
        Buffer.from(marker).toString('base64'),
      ])
        expect(everything.includes(form), form).toBe(false)
  })

  test('on a public page is told by those who said yes alone', async () => {
    const before = await rows('select sum(times) from site_error')
    const no = browserOf(service)
    await no.answers('nodvandiga')
    await tell(no, { kind: 'Error', message: 'x' }, '/fel')
    await tell(browserOf(service), { kind: 'Error', message: 'x' }, '/fel')
    expect(await rows('select sum(times) from site_error')).toEqual(before)
  })
})
