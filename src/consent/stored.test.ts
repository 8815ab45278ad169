// The register of what may lie in a browser: three categories, two types, a name, an owner and a time for each, and a closed list of what is
// necessary.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { declaredColumns } from '../datamap/register.ts'
import { contentSecurityPolicy } from '../platform/http/headers.ts'
import { logFields } from '../platform/log-fields.ts'
import { type BrowserPart, browserFaults, cookieUses } from '../platform/outbound/browser.ts'
import { rowKeys, rowOf } from '../platform/outbound/register/rows.ts'
import { tables } from '../schema.ts'
import { browserOf } from '../testing/browser-of.ts'
import { clause } from '../testing/clause.ts'
import { inUseEnv } from '../testing/papers.ts'
import { recordingSuppliers } from '../testing/recording-suppliers.ts'
import { sentQuote } from '../testing/sent-quote.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { cookieType, entryOf, stored, storedHere, storedUntil } from './stored.ts'
import { categoryWords } from './words.ts'

const browserRows = rowKeys.filter(key => rowOf(key).browser)
let service: TestService
beforeAll(async () => {
  const keys = [...browserRows, 'google-storage', 'google-documents'] as const
  service = await startTestService({ jobs: false, env: inUseEnv(Object.fromEntries(keys.map(key => [key, {}]))) })
})
afterAll(() => service.close())

const here = () => storedHere(service.services.door.processors)
const partOf = (key: string) => service.services.door.processors.find(p => p.key === key)?.browser as BrowserPart

describe('the register', () => {
  test('knows two types of cookies, and what goes with the browser has no time', clause('P-16.2'), () => {
    const cookies = [...here(), ...storedHere(recordingSuppliers)].filter(e => e.stored.kind === 'cookie')
    expect(new Set(cookies.map(e => cookieType(e.stored)?.sv))).toEqual(new Set(['Sessionskaka', 'Beständig kaka']))
    for (const { stored: s } of cookies) expect(cookieType(s)?.sv === 'Sessionskaka', s.name).toBe(s.days === null)
    for (const { stored: s } of here().filter(e => e.stored.kind !== 'cookie')) expect(cookieType(s)).toBeNull()
  })

  test(
    'has what regulates and measures ads under targeted advertising, and never among the necessary',
    clause('P-16.11'),
    () => {
      expect([cookieUses.advertise, cookieUses['limit-ads'], cookieUses['measure-ads'], cookieUses.social]).toEqual(
        Array(4).fill('advertising'),
      )
      const ads = here().filter(e => /ads|advertise|social/.test(e.stored.use))
      expect(ads.length).toBeGreaterThan(2)
      expect(ads.filter(e => e.category !== 'advertising')).toEqual([])
      const planted = {
        ...partOf('hotjar'),
        stored: [{ ...stored[0], name: 'sedd', use: 'limit-ads' as const }],
      } as BrowserPart
      expect(browserFaults('hotjar', planted)).toEqual([
        'sedd of hotjar is there to limit-ads: that belongs to advertising.',
      ])
    },
  )

  test('has as necessary these and nothing more: one more is added here, with its reason', clause('P-16.12'), () => {
    expect(
      here()
        .filter(e => e.category === 'necessary')
        .map(e => [e.stored.name, e.stored.use]),
    ).toEqual([
      // Signing in, the browser that asked for an account, and the moment between password and code.
      ['cling', 'access'],
      ['cling-ny', 'access'],
      ['cling-steg', 'access'],
      // Whoever sees to their own data, for half an hour.
      ['dina-uppgifter', 'access'],
      // What somebody chose: of cookies, of language, of being noted.
      ['samtycke', 'remember'],
      ['lang', 'remember'],
      ['notera', 'remember'],
      // What they are doing this moment: a draft not saved, a window, a signature begun.
      ['cling:draft:<medlem>:<dokument>', 'access'],
      ['cling:window', 'access'],
      ['<underskrift>', 'access'],
    ])
  })

  test(
    'says of each its name, owner, purpose, category, type, time and data, in the table of the policy and of the settings',
    clause('X-32', 'P-8.9'),
    async () => {
      for (const [path, language] of [
        ['/integritet/policy', 'sv'],
        ['/kakor', 'sv'],
        ['/kakor', 'en'],
      ] as const) {
        const page = (await browserOf(service).read(path, language)).replace(/<style>[\s\S]*?<\/style>/, '')
        const rows = [...page.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(m => words(m[1] as string))
        if (path === '/integritet/policy')
          for (const [name, says] of Object.entries(logFields))
            expect(rows, name).toContain(`${name} | Prov Drift AB | ${says[language]}`)
        for (const { stored: s, owner, category } of here()) {
          const row = rows.find(r => r.startsWith(`${s.name} |`) && r.includes(words(s.purpose[language])))
          const whose = owner ? (owner.recipient?.company ?? owner.name) : 'Prov Drift AB'
          for (const cell of [whose, storedUntil(s)[language], s.data[language], cookieType(s)?.[language] ?? ''])
            expect(row, `${s.name} in ${path}`).toContain(cell)
          if (path === '/integritet/policy') expect(row).toContain(categoryWords[category][language].name)
        }
      }
    },
  )

  test('names a thing found in a browser, or nothing', () => {
    const found = (name: string) => entryOf(here(), name)?.stored.name ?? null
    expect(['__Host-cling', 'cling:draft:m:x', '_ga_ABC', '_ga', '_hjSession_12'].map(found)).toEqual([
      'cling',
      'cling:draft:<medlem>:<dokument>',
      '_ga_<id>',
      '_ga',
      '_hjSession_<id>',
    ])
    expect(['clingx', 'annat', '_fbpx', ''].map(found)).toEqual([null, null, null, null])
  })
})

const words = (html: string) =>
  html
    .replace(/<\/t[hd]><t[hd][^>]*>/g, ' | ')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replace(/\s+/g, ' ')
    .trim()

describe('a supplier’s part in the browser', () => {
  test('holds together for every row: hosts of its own, nothing that lets anything in, twelve months at most', () => {
    expect(browserRows.length).toBe(5)
    for (const p of [...service.services.door.processors, ...recordingSuppliers])
      if (p.browser) expect(browserFaults(p.key, p.browser)).toEqual([])
  })

  test.each([
    ['*', 'hotjar may not be let in by *.'],
    ["'unsafe-inline'", "hotjar may not be let in by 'unsafe-inline'."],
    ['https:', 'hotjar may not be let in by https:.'],
    ['https://*', 'hotjar may not be let in by https://*.'],
    ['http://hotjar.com', 'hotjar may not be let in by http://hotjar.com.'],
  ])('that would let in %s is a fault', (host, says) => {
    const part = partOf('hotjar')
    const planted = { ...part, hosts: { ...part.hosts, script: [...(part.hosts.script ?? []), host] } }
    expect(browserFaults('hotjar', planted)).toEqual([says])
  })

  test('with a cookie of more than twelve months, or a program elsewhere, is a fault', () => {
    const part = partOf('hotjar')
    const long = { ...part, stored: part.stored.map(s => ({ ...s, days: 366 })) }
    expect(browserFaults('hotjar', long)).toHaveLength(part.stored.length)
    expect(browserFaults('hotjar', { ...part, script: 'https://annan.example/x.js' })).toEqual([
      'hotjar’s program is at none of its hosts.',
    ])
  })

  test(
    'reaches the policy of public pages alone, whatever is consented to and whoever asks',
    clause('X-7', 'X-38'),
    () => {
      const all = service.services.door.processors.flatMap(p => (p.browser ? [p.browser] : []))
      expect(contentSecurityPolicy('website', [], all)).toContain('https://static.hotjar.com')
      for (const zone of ['room', 'rights', 'operator', 'api', 'app'] as const)
        expect(contentSecurityPolicy(zone, [], all)).toBe(contentSecurityPolicy(zone))
    },
  )

  test(
    'that is Google’s is a row for each service, each with its own condition, and no Slutkund’s data may go to any',
    clause('B-13'),
    async () => {
      const google = ['google-storage', 'google-documents', 'google-behaviour', 'google-ads'] as const
      for (const key of google) {
        expect(rowOf(key).clause).toBe('B-13')
        expect(rowOf(key).conditions).toContain('never-clients')
      }
      expect(google.map(key => partOf(key)?.category)).toEqual([undefined, undefined, 'function', 'advertising'])
      // No tag manager: its program could let in others that no row knows.
      for (const key of google)
        expect(partOf(key)?.hosts.script ?? []).not.toContain('https://www.googletagmanager.com')
      const columns = declaredColumns(tables)
      expect(columns.filter(c => c.personal?.shared?.some(to => to.startsWith('google')))).toEqual([])
      const quote = await sentQuote(service.services, { send: false })
      for (const processor of google)
        for (const column of ['client.name', 'client.email', 'document.content'])
          await expect(
            service.services.database.company(quote.companyId, tx =>
              service.services.door.disclose(tx, {
                id: service.services.newId(),
                processor,
                purpose: rowOf(processor).purposes[0] as 'develop',
                columns: [column],
                subject: { kind: 'client', id: null },
                documentId: null,
              }),
            ),
            `${column} to ${processor}`,
          ).rejects.toThrow(/outbound-column-refused/)
    },
  )

  test(
    'of advertising gets no address and no list of people: none may go there, with consent or without',
    clause('P-9.7'),
    async () => {
      const quote = await sentQuote(service.services, { send: false })
      const contacts = declaredColumns(tables).filter(
        c => c.personal && ['contact', 'name', 'identifier'].includes(c.personal.holds),
      )
      expect(contacts.length).toBeGreaterThan(10)
      for (const processor of ['facebook', 'google-ads'])
        for (const c of contacts)
          await expect(
            service.services.database.company(quote.companyId, tx =>
              service.services.door.disclose(tx, {
                id: service.services.newId(),
                processor,
                purpose: 'marketing',
                columns: [`${c.table}.${c.column}`],
                subject: { kind: 'visitor', id: null },
                documentId: null,
              }),
            ),
          ).rejects.toThrow(/outbound-column-refused/)
    },
  )

  test('is begun with what the papers say of it, and of nothing else', () => {
    expect(partOf('hotjar').script).toBe('https://static.hotjar.com/c/hotjar-prov-site.js')
    for (const key of browserRows) {
      expect(Object.keys(partOf(key).begins?.settings ?? {})).toEqual([...rowOf(key).settings])
      expect(partOf(key).script).not.toContain('{')
    }
  })
})
