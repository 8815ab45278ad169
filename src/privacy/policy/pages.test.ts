// The policy's pages as they are answered: what stands on them follows from the declarations and the installation.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stored } from '../../consent/stored.ts'
import { purposes } from '../../datamap/vocabulary.ts'
import { processorsOf } from '../../integrations/processors.ts'
import { readConfig } from '../../platform/config.ts'
import { slices } from '../../slices.ts'
import { ask } from '../../testing/ask.ts'
import { browserOf } from '../../testing/browser-of.ts'
import { clause } from '../../testing/clause.ts'
import { companyWindow } from '../../testing/company-window.ts'
import { inRoom } from '../../testing/room-of.ts'
import { sentQuote } from '../../testing/sent-quote.ts'
import { startTestService, type TestService } from '../../testing/test-service.ts'
import { clauses } from '../clauses/clauses.ts'
import { evidenceFrom, stateOf } from './evidence.tsx'
import { roleKeys } from './model.ts'
import { measures } from './policy.words.ts'
import { annexes } from './register.ts'

let service: TestService
let bare: TestService
const env = {
  CLING_SMTP_URL: 'smtp://mail.example',
  CLING_MAIL_FROM: 'offert@offert.example',
  CLING_MAIL_OPERATOR: 'Exempel Post AB, FI',
  CLING_OPERATOR_PLACE: 'Malmö, Sverige',
  CLING_OPERATOR_ADDRESS: 'Provgatan 1, 211 11 Malmö',
}
beforeAll(async () => {
  service = await startTestService({ jobs: false, env })
  bare = await startTestService({ jobs: false })
})
afterAll(async () => {
  await service.close()
  await bare.close()
})

/** A page's words, without its marks. */
const words = (html: string) =>
  html
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<\/?a\b[^>]*>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
const html = async (path: string, language = 'sv', of = service) => {
  const response = await fetch(of.url + path, { headers: { 'accept-language': language } })
  expect(response.status, path).toBe(200)
  return response.text()
}
const read = async (path: string, language = 'sv', of = service) => words(await html(path, language, of))
const LAYERS = ['/integritet', ...roleKeys.map(r => `/integritet/${r}`), '/integritet/policy']

describe('the policy', () => {
  test('has every sentence at an address of its own, in both languages', async () => {
    for (const language of ['sv', 'en'] as const) {
      const whole = await html('/integritet/policy', language)
      for (const [id, c] of Object.entries(clauses).filter(([id]) => id.startsWith('P-'))) {
        expect(whole).toContain(`<li id="${id}">`)
        expect(words(whole)).toContain(words(c[language]))
      }
    }
  })

  test('names who runs the installation and which pages it covers', clause('P-2.5'), async () => {
    const said = await read('/integritet')
    expect(said).toContain('Prov Drift AB, org.nr 878000-3656, Provgatan 1, 211 11 Malmö')
    expect(said).toContain(`alla tjänster och sidor under ${new URL(service.url).host}`)
    // The public pages are those, each under the operator's address, and no others are open to anybody.
    const open = slices.flatMap(s => s.endpoints ?? []).filter(e => e.kind === 'page' && e.access === 'public')
    expect(open.filter(e => e.zone !== 'website' && e.zone !== 'rights').map(e => e.path)).toEqual([])
    expect(open.filter(e => !e.path.startsWith('/'))).toEqual([])
  })

  test(
    'says for each role who is responsible, and calls the operator controller only of what it decides',
    clause('P-1.3', 'X-2'),
    async () => {
      const as = {
        controller: 'Prov Drift AB är personuppgiftsansvarig för de här uppgifterna.',
        processor: 'Prov Drift AB hanterar dem åt företaget, som personuppgiftsbiträde.',
      }
      for (const role of ['slutkund', 'medsokande']) {
        const said = await read(`/integritet/${role}`)
        expect(said).toContain(as.processor)
        expect(said).not.toContain(as.controller)
      }
      const kund = await html('/integritet/kund')
      const [own = '', others = ''] = ['controller', 'processor'].map(
        role => new RegExp(`data-role="${role}"[\\s\\S]*?</table>`).exec(kund)?.[0],
      )
      expect(words(own)).toContain(as.controller)
      expect(words(own)).toContain('Avtal, Serviceavtalet (6.1 b)')
      expect(words(own)).not.toContain('instruktion')
      expect(words(others)).toContain('Företagets instruktion')
      expect(words(others)).not.toContain('(6.1')
    },
  )

  test(
    'tells the three purposes of a Kund’s data apart from what law and safety require',
    clause('P-5.1'),
    async () => {
      const kund = await html('/integritet/kund')
      const own = /data-role="controller"[\s\S]*?(?=data-role="processor")/.exec(kund)?.[0] ?? ''
      const [main = '', required = ''] = own.split('data-end="required"')
      expect(words(main)).toContain('Leverera tjänsten')
      expect(words(required)).toContain('Det som lag, säkerhet och dina egna frågor kräver')
      for (const { sv, end } of Object.values(purposes)) {
        const at = new RegExp(`<td data-of="Används till">${sv}`)
        if (end === 'required') expect(main, sv).not.toMatch(at)
        else expect(required, sv).not.toMatch(at)
      }
      expect(required).toMatch(/<td data-of="Används till">Säkerhet/)
    },
  )

  test(
    'prints how data are protected, as the companies’ agreement and the register do, from one list',
    clause('P-20.3'),
    async () => {
      expect(new Set(measures.map(m => m.kind))).toEqual(new Set(['technical', 'physical', 'organisational']))
      const list = measures as { kind: string; sv: string; en: string }[]
      const one = { kind: 'technical', sv: 'En ny spärr finns.', en: 'There is a new lock.' } as const
      for (const language of ['sv', 'en'] as const)
        for (const path of ['/integritet/policy', '/integritet/register', '/integritet/bitradesavtal']) {
          const said = await read(path, language)
          for (const m of measures) expect(said, path).toContain(m[language])
          expect(said).not.toContain(one[language])
        }
      list.push(one)
      try {
        for (const path of ['/integritet/policy', '/integritet/register'])
          expect(await read(path), path).toContain(one.sv)
        expect(annexes(service.services.tables as never, service.services.door.processors).C).toContain(one)
      } finally {
        list.pop()
      }
    },
  )

  test('names the authority by the name it has, with the way there, and for cookies PTS', clause('X-11'), async () => {
    for (const path of LAYERS) {
      const said = await html(path)
      if (path !== '/integritet/policy') {
        expect(words(said), path).toContain('Integritetsskyddsmyndigheten (IMY)')
        expect(said, path).toContain('href="https://www.imy.se/"')
      }
      expect(said.toLowerCase(), path).not.toContain('datainspektionen')
    }
    const whole = await html('/integritet/policy')
    const cookies = whole.slice(whole.lastIndexOf('id="kakor"'), whole.lastIndexOf('id="plats"'))
    expect(words(cookies)).toContain('Tillsyn över kakor: Post- och telestyrelsen (PTS)')
    const rights = whole.slice(whole.lastIndexOf('id="rattigheter"'))
    expect(rights).toContain('href="https://www.imy.se/"')
    expect(await read('/kakor')).toContain('Post- och telestyrelsen (PTS)')
    // Nobody writes the old name in anything that is said.
    const all = JSON.stringify(
      slices.map(s => s.messages ?? {}),
      (_, v) => (typeof v === 'function' ? String(v) : v),
    )
    expect(all.toLowerCase()).not.toContain('datainspektionen')
  })

  test('says that no decisions are automatic, since none is declared', clause('X-40'), async () => {
    for (const path of LAYERS) expect(await read(path)).toContain('Inga. Ingen maskin fattar beslut om dig.')
    // Were one declared, the page would say which.
    const { tables } = service.services
    const account = tables.find(t => t.name === 'account') as { use: object }
    const before = account.use
    account.use = { ...before, decides: { what: { sv: 'Om du får ett konto.', en: 'x' }, review: 'R-1' } }
    try {
      const said = await read('/integritet')
      expect(said).toContain('Om du får ett konto.')
      expect(said).not.toContain('Ingen maskin')
    } finally {
      account.use = before
    }
  })

  test(
    'says in one sentence where data are stored, and in another where suppliers process',
    clause('X-13'),
    async () => {
      const [stored, processed] = [
        'Vi lagrar uppgifterna här: Malmö, Sverige.',
        'Leverantörerna i bilaga 1 behandlar uppgifter här: Finland.',
      ]
      const said = await read('/integritet/policy')
      expect(said).toContain(stored)
      expect(said).toContain(processed)
      expect(await read('/integritet/policy', 'sv', bare)).toContain(
        'Ingen leverantör behandlar uppgifter någon annanstans.',
      )
    },
  )

  test('prints those who are active in this installation, and no others', async () => {
    const annex = (text: string) => text.slice(text.lastIndexOf('Bilaga 1'), text.lastIndexOf('Var finns uppgifterna?'))
    const said = annex(await read('/integritet/policy'))
    expect(said).toContain('Exempel Post AB Skickar e-post Finland')
    for (const p of processorsOf(readConfig({}))) if (p.key !== 'mail') expect(said).not.toContain(p.does.sv)
    expect(annex(await read('/integritet/policy', 'sv', bare))).toContain('I den här installationen lämnas inget ut')
  })

  test('is complete in English', async () => {
    for (const path of [...LAYERS, '/integritet/andringar', '/integritet/register', '/integritet/bevis'])
      expect((await read(path, 'en')).replace(/Besökare|Medsökande|Malmö|Varför/g, ''), path).not.toMatch(/[åäö]/i)
  })

  test('needs no script, sets no cookie and lets nothing foreign in', async () => {
    for (const path of [...LAYERS, '/integritet/bevis']) {
      const response = await fetch(service.url + path)
      expect(response.headers.getSetCookie()).toEqual([])
      expect(response.headers.get('content-security-policy')).not.toMatch(/https?:/)
      expect(await response.text()).not.toContain('<script')
    }
  })

  test('tells every cookie that is set, with its time', async () => {
    const quote = await sentQuote(service.services)
    const { post } = inRoom(service, quote.links[0] as string)
    const send = (path: string, fields: Record<string, string>, of = service) =>
      fetch(of.url + path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
    const password = 'en lagom lång mening'
    const { accountId, email } = await companyWindow(service, { password })
    await ask(
      service.ownerUrl,
      'insert into authenticator_app (id, account_id, created_at, confirmed_at) values (gen_random_uuid(), $1, now(), now())',
      [accountId],
    )
    const answers = [
      await send('/logga-in', { email, password }),
      await send('/registrera', { company: 'Kakor AB', email: 'kaka@prov.example', password }),
      await send('/integritet/dina-uppgifter/kod', { address: 'ingen@prov.example' }),
      await send('/sprak', { lang: 'en' }),
      // The sample company is there where nothing leaves.
      await send('/prova', {}, bare),
      await post('notera', { visning: 'nej' }),
      await post('sprak', { lang: 'sv' }),
      await browserOf(service).answers('alla'),
    ]
    const set = answers.flatMap(a =>
      a.headers.getSetCookie().map(c => {
        const [name] = c.split('=', 1)
        const seconds = /Max-Age=(\d+)/.exec(c)?.[1]
        return `${name} ${seconds ? Number(seconds) / 86_400 : null}`
      }),
    )
    const told = stored.filter(s => s.kind === 'cookie').map(s => `${s.name} ${s.days}`)
    expect([...new Set(set)].sort()).toEqual(told.sort())
    const page = await read('/integritet/policy')
    for (const s of stored) expect(page).toContain(s.purpose.sv)
  })

  test('is a page, data and a sheet as a register', async () => {
    const data = await (await fetch(`${service.url}/integritet/register.json`)).json()
    const page = await read('/integritet/register')
    for (const e of [...data.controller, ...data.processor.entries]) expect(page).toContain(e.purpose)
    const sheet = await fetch(`${service.url}/integritet/register.csv`)
    expect(sheet.headers.get('content-type')).toContain('text/csv')
    expect((await sheet.text()).split('\r\n')).toHaveLength(2 + data.controller.length + data.processor.entries.length)
    const { D } = await (await fetch(`${service.url}/integritet/bilagor.json`)).json()
    expect(D.map((d: { key: string }) => d.key)).toEqual(['mail'])
  })
})

describe('what the policy refers to', () => {
  // `node scripts/policy-version.mjs --publish` runs this and publishes nothing where it fails.
  test(
    'can be read: every link of its pages leads to a page, and to a place that is there',
    clause('X-52'),
    async () => {
      const dead: string[] = []
      const led = new Set<string>()
      const pages = new Map<string, string>()
      const pageAt = async (path: string) => {
        const known = pages.get(path)
        if (known !== undefined) return known
        const response = await fetch(service.url + path)
        const text = response.status === 200 ? await response.text() : ''
        pages.set(path, text)
        return text
      }
      for (const from of [...LAYERS, '/integritet/andringar', '/integritet/serviceavtal', '/integritet/bitradesavtal'])
        for (const [, href = ''] of (await pageAt(from)).matchAll(/<a [^>]*href="([^"]*)"/g)) {
          if (/^(https:|mailto:)/.test(href)) continue
          const [path = '', place] = href.replaceAll('&amp;', '&').split('#')
          const page = await pageAt(path || from)
          led.add(path)
          if (page === '' || place === '' || (place && !page.includes(`id="${place}"`))) dead.push(`${from}: ${href}`)
        }
      expect(dead).toEqual([])
      const policy = await pageAt('/integritet/policy')
      for (const agreement of ['/integritet/serviceavtal', '/integritet/bitradesavtal']) {
        expect([...led]).toContain(agreement)
        expect(policy.includes(`href="${agreement}"`), agreement).toBe(true)
      }
    },
  )
})

describe('every page', () => {
  /** Pages with a path of their own, and those that a link opens. */
  const routes = slices
    .flatMap(s => s.endpoints ?? [])
    .filter(e => e.kind === 'page' && e.method === 'get')
    .map(e => e.path)

  test(
    'leads to the policy and to the cookie settings in one click, in every zone',
    clause('P-1.1', 'X-28'),
    async () => {
      const quote = await sentQuote(service.services)
      const { path: room } = inRoom(service, quote.links[0] as string)
      const seen: string[] = []
      const without: string[] = []
      for (const route of routes) {
        const path = route.replace('/rum/:token', room).replace(/:\w+/g, 'x').replace(/\/\*$/, '/x')
        const response = await fetch(service.url + (path === room ? `${room}/` : path), { redirect: 'manual' })
        if (response.status !== 200 || !response.headers.get('content-type')?.includes('text/html')) continue
        seen.push(route)
        const page = await response.text()
        for (const to of ['/integritet', '/kakor'])
          if (!page.includes(`href="${to}"`)) without.push(`${route} to ${to}`)
      }
      expect(without).toEqual([])
      for (const some of ['/', '/registrera', '/integritet/bevis', '/rum/:token']) expect(seen).toContain(some)
    },
  )
})

describe('the evidence', () => {
  const written = {
    tree: 't',
    sources: 's',
    at: '2026-11-23T08:00:00.000Z',
    files: { 'src/a.test.ts': [{ name: 'passwords are hashed', clauses: ['P-4.4'], state: 'passed' as const }] },
  }
  const named = [{ file: 'src/a.test.ts', clauses: ['P-4.4'] }]
  const from = (change: object) => evidenceFrom({ written, built: 's', named, today: '2026-11-23', ...change })

  test('is what the tests wrote over the program that runs, and of no other', clause('P-1.4'), () => {
    const found = from({})
    expect([stateOf('P-4.4', found.standing), found.proofs.get('P-4.4')]).toEqual(['proven', ['passwords are hashed']])
    expect(found.at).toEqual(new Date(written.at))
    for (const other of [{ built: 'another' }, { built: null }, { written: null }]) {
      const none = from(other)
      expect([stateOf('P-4.4', none.standing), none.at, none.standing.proven]).toEqual(['open', null, []])
    }
    const failed = {
      ...written,
      files: { 'src/a.test.ts': [{ name: 'x', clauses: ['P-4.4'], state: 'failed' as const }] },
    }
    expect(stateOf('P-4.4', from({ written: failed }).standing)).toBe('open')
  })

  test('has a line for every clause, with its state, and the gauges of this moment', clause('P-1.4'), async () => {
    const page = await html('/integritet/bevis')
    for (const id of Object.keys(clauses)) expect(page).toContain(`id="${id}"`)
    const said = words(page)
    expect(said).toContain('Leverantörer som kan få uppgifter i den här installationen 1')
    expect(words(await html('/integritet/bevis', 'sv', bare))).toContain('i den här installationen 0')
    expect(said).toContain('Bakgrundsarbete igång Nej')
  })
})
