// A quote from its first word to its last version, as the company's windows and the customer's links meet it.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FrozenVersion } from '../blocks/frozen.ts'
import { movableClock } from '../platform/clock.ts'
import { decrypt } from '../platform/vault/cipher.ts'
import { ask } from '../testing/ask.ts'
import { companyWindow, type Window, windowOf } from '../testing/company-window.ts'
import { meet } from '../testing/meet.ts'
import { sampleFrozen } from '../testing/sample-room.ts'
import { type SentQuote, sentQuote } from '../testing/sent-quote.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { makeAgreement } from './agreement.ts'
import { findBrokenLink } from './events.ts'
import { versionHash, versionPlace } from './freeze.ts'
import { linkToken, roomPath } from './link-token.ts'

const DAY = 86_400_000
const clock = movableClock(new Date('2026-11-24T09:00:00Z'))
let service: TestService

beforeAll(async () => {
  service = await startTestService({ jobs: false, clock })
})
afterAll(() => service.close())

type Asking = Pick<Window, 'ask'>
async function quoteAtHand(options: { send?: boolean } = {}) {
  const quote = await sentQuote(service.services, options)
  const window = await windowOf(service, quote.actor as never)
  const path = `/api/app/documents/${quote.documentId}`
  const read = async () => (await window.ask('GET', path)).body
  return {
    quote,
    path,
    read,
    ask: window.ask,
    save: async (change: (content: FrozenVersion['content']) => void, revision?: number) => {
      const { content, revision: current } = await read()
      change(content)
      return window.ask('PUT', `${path}/content`, { revision: revision ?? current, content })
    },
    send: async () => {
      const { revision, parties } = await read()
      const to = parties.map((p: { id: string }) => ({ partyId: p.id, mail: true, sms: false }))
      return window.ask('POST', `${path}/send`, { revision, to })
    },
    points: async (level = 'missing') =>
      (await window.ask('GET', `${path}/send-points`)).body.points.filter((p: { level: string }) => p.level === level),
  }
}
const priceTable = (content: FrozenVersion['content']) => {
  const table = content.blocks.find(b => b.type === 'price-table')
  if (table?.type !== 'price-table') throw new Error('no prices')
  return table
}
let rows = 0
const prices = (content: FrozenVersion['content'], rows: unknown[]) => void Object.assign(priceTable(content), { rows })
const row = (over: object) => ({
  id: `rad${String(rows++).padStart(4, '0')}`,
  description: 'Rad',
  work: 'material' as const,
  quantityMilli: 1000,
  unit: 'st',
  unitPriceOre: 100_00,
  vatRate: 25 as const,
  deductible: false,
  offered: 'included' as const,
  ...over,
})

const newestLinks = (quote: SentQuote) =>
  ask(
    service.ownerUrl,
    'select id, version, party_id, ended_why from room_link where document_id = $1 order by version desc, created_at desc',
    [quote.documentId],
  )
const roomPage = async (linkId: string) => {
  const response = await fetch(`${service.url}${roomPath(linkToken(service.services.secrets, linkId))}/`)
  return { status: response.status, text: await response.text() }
}

describe('a draft saves itself', () => {
  test('with a revision more each time, and the sum the server computes', async () => {
    const one = await quoteAtHand({ send: false })
    const { revision } = await one.read()
    const first = await one.save(c => Object.assign(c, { title: 'Altan' }))
    const second = await one.save(c => {
      Object.assign(c, { title: 'Altan och trappa' })
      c.pricing = { ...c.pricing, deduction: 'none' }
      priceTable(c).rows = [row({ unitPriceOre: 1000_00 })]
    })
    expect([first.body.revision, second.body.revision]).toEqual([revision + 1, revision + 2])
    expect(second.body.totalOre).toBe((await one.read()).content.pricing.pricesIncludeVat ? 1000_00 : 1250_00)
    expect(await one.read()).toMatchObject({ title: 'Altan och trappa', revision: revision + 2 })
  })

  test('over somebody else’s save is refused: both sides are there to compare, and the second try goes through', async () => {
    const one = await quoteAtHand({ send: false })
    const { revision } = await one.read()
    await one.save(c => Object.assign(c, { title: 'Deras' }))
    const mine = await one.save(c => Object.assign(c, { title: 'Min' }), revision)
    expect(mine.status).toBe(409)
    expect(mine.body).toMatchObject({
      problem: 'edited-elsewhere',
      facts: { revision: revision + 1, at: clock.now().toISOString() },
    })
    expect(mine.body.text).toContain('Jämför och välj')
    expect(await one.read()).toMatchObject({ title: 'Deras', revision: mine.body.facts.revision })
    const again = await one.save(c => Object.assign(c, { title: 'Min' }), mine.body.facts.revision)
    expect(again.status).toBe(200)
  })

  test('of two windows at the same moment exactly one saves, and the other is told', async () => {
    const one = await quoteAtHand({ send: false })
    const { revision } = await one.read()
    const answers = await meet(service.superuserUrl, { table: 'document', waiting: 2 }, () =>
      ['Vänster', 'Höger'].map(title => one.save(c => Object.assign(c, { title }), revision)),
    )
    expect(answers.map(a => a.status).sort()).toEqual([200, 409])
    expect((await one.read()).revision).toBe(revision + 1)
  })

  test('of another company is not there', async () => {
    const theirs = await quoteAtHand({ send: false })
    const mine: Asking = await companyWindow(service)
    const { revision, content } = await theirs.read()
    expect((await mine.ask('PUT', `${theirs.path}/content`, { revision, content })).status).toBe(404)
    expect((await mine.ask('GET', theirs.path)).status).toBe(404)
    expect((await mine.ask('POST', '/api/app/documents', { copyOf: theirs.quote.documentId })).status).toBe(404)
    const nobody = { clientId: null, parties: [], concludedWhere: 'distance', workType: 'ordinary' }
    expect((await mine.ask('PUT', `${theirs.path}/recipients`, nobody)).status).toBe(404)
    expect((await mine.ask('POST', `${theirs.path}/withdraw`, {})).status).toBe(409)
    expect((await theirs.read()).revision).toBe(revision)
  })

  test('receivers are people of the client: strangers and the same person twice are refused with a sentence', async () => {
    const one = await quoteAtHand({ send: false })
    const before = await one.read()
    const person = before.parties[0].clientPersonId
    const set = (...ids: string[]) =>
      one.ask('PUT', `${one.path}/recipients`, {
        clientId: before.clientId,
        parties: ids.map(clientPersonId => ({ clientPersonId, signs: true, share: 1 })),
        concludedWhere: 'distance',
        workType: 'ordinary',
      })
    for (const ids of [[service.services.newId()], [person, person]]) {
      const answer = await set(...ids)
      expect(answer.status).toBe(422)
      expect(answer.body.fields.parties).toBe('Personen finns inte bland mottagarna.')
    }
    expect((await one.read()).parties).toEqual(before.parties)
  })
})

describe('what a draft may hold', () => {
  const faulty: [string, string, (c: FrozenVersion['content']) => unknown][] = [
    ['a day that does not exist', 'content.validTo', c => Object.assign(c, { validTo: '2026-02-30' })],
    ['no last day', 'content.validTo', c => Object.assign(c, { validTo: undefined })],
    ['an empty last day', 'content.validTo', c => Object.assign(c, { validTo: '' })],
    ['a payment day in month 13', 'content.pricing.payBy', c => Object.assign(c.pricing, { payBy: '2026-13-01' })],
    ['a price above 100 million', 'unitPriceOre', c => priceTable(c).rows.push(row({ unitPriceOre: 10_000_000_001 }))],
    ['half an öre', 'unitPriceOre', c => priceTable(c).rows.push(row({ unitPriceOre: 0.5 }))],
    ['a price that is no number', 'unitPriceOre', c => priceTable(c).rows.push(row({ unitPriceOre: '100' }))],
    ['less than nothing of something', 'quantityMilli', c => priceTable(c).rows.push(row({ quantityMilli: -1 }))],
    ['a VAT rate Sweden lacks', 'vatRate', c => priceTable(c).rows.push(row({ vatRate: 20 as never }))],
    ['a title of 121 characters', 'content.title', c => Object.assign(c, { title: 'x'.repeat(121) })],
    [
      'a discount of more than everything',
      'basisPoints',
      c => Object.assign(c.pricing, { discount: { kind: 'percent', basisPoints: 10_001 } }),
    ],
  ]
  test.each(faulty)('not %s: refused beside the field, with nothing saved', async (_, field, change) => {
    const one = await quoteAtHand({ send: false })
    const before = await one.read()
    const answer = await one.save(change)
    expect(answer.status).toBe(422)
    expect(Object.keys(answer.body.fields).join()).toContain(field)
    expect(Object.values(answer.body.fields)[0]).toMatch(/\.$/)
    expect(await one.read()).toEqual(before)
  })
})

describe('before sending', () => {
  const plain = (c: FrozenVersion['content']) => {
    c.pricing = { pricesIncludeVat: true, vatMode: 'standard', form: 'fixed', deduction: 'none' }
    priceTable(c).choices = []
  }
  const totals: [string, string, (c: FrozenVersion['content']) => void][] = [
    ['rows that cost nothing', 'point.total-zero', c => prices(c, [row({ unitPriceOre: 0 })])],
    ['a reduction as large as the rest', 'point.total-zero', c => prices(c, [row({}), row({ unitPriceOre: -100_00 })])],
    [
      'a discount of everything',
      'point.total-zero',
      c => {
        priceTable(c).rows = [row({})]
        c.pricing.discount = { kind: 'percent', basisPoints: 10_000 }
      },
    ],
    [
      'an option that takes the whole price away',
      'point.total-zero',
      c => prices(c, [row({}), row({ unitPriceOre: -100_00, offered: 'optional' })]),
    ],
    [
      'two options that together take more than the price',
      'point.total-negative',
      c =>
        prices(c, [
          row({}),
          row({ unitPriceOre: -60_00, offered: 'optional' }),
          row({ unitPriceOre: -60_00, offered: 'optional' }),
          row({ unitPriceOre: 100_00, offered: 'optional' }),
        ]),
    ],
    [
      'a choice of which one is free, and nothing else',
      'point.total-zero',
      c => {
        priceTable(c).choices = [{ id: 'val1', label: 'Färg' }]
        priceTable(c).rows = [
          row({ unitPriceOre: 0, offered: 'choice', choiceId: 'val1' }),
          row({ offered: 'choice', choiceId: 'val1' }),
        ]
      },
    ],
    [
      'a reduction larger than the rest',
      'point.total-negative',
      c => prices(c, [row({}), row({ unitPriceOre: -100_01 })]),
    ],
    [
      'more than 100 million',
      'point.total-too-large',
      c => prices(c, [row({ unitPriceOre: 10_000_000_000 }), row({})]),
    ],
  ]
  test.each(totals)('%s is refused with a sentence, and nothing is sent', async (_, code, change) => {
    const one = await quoteAtHand({ send: false })
    const saved = await one.save(c => {
      plain(c)
      change(c)
    })
    expect(saved.status).toBe(200)
    const points = await one.points()
    expect(points.map((p: { code: string }) => p.code)).toEqual([code])
    expect(points[0].text).toMatch(/\. .*\.$/)
    const sent = await one.send()
    expect(sent.status).toBe(422)
    expect(sent.body).toMatchObject({ problem: 'document-not-ready', facts: { points: code } })
    expect(await one.read()).toMatchObject({ state: 'draft', latestVersion: 0 })
  })

  test('one öre is a price, and a quote of options alone may be sent', async () => {
    for (const rows of [[row({ unitPriceOre: 1 })], [row({ offered: 'optional' })]]) {
      const one = await quoteAtHand({ send: false })
      await one.save(c => {
        plain(c)
        priceTable(c).rows = rows as never
      })
      expect(await one.points()).toEqual([])
    }
  })

  test.each([
    ['2026-11-23', 'point.valid-to'],
    ['2027-11-26', 'point.valid-to-far'],
    ['9999-12-31', 'point.valid-to-far'],
  ])('a quote valid to %s is refused', async (validTo, code) => {
    const one = await quoteAtHand({ send: false })
    await one.save(c => Object.assign(c, { validTo }))
    expect((await one.points()).map((p: { code: string }) => p.code)).toEqual([code])
  })

  test.each(['2026-11-24', '2027-11-25'])('a quote valid to %s may be sent', async validTo => {
    const one = await quoteAtHand({ send: false })
    await one.save(c => Object.assign(c, { validTo }))
    expect((await one.send()).status).toBe(200)
  })

  test.each(['title', 'note', 'heading'])(
    'a personal number typed into the %s stops it, and is not repeated',
    async where => {
      const one = await quoteAtHand({ send: false })
      await one.save(c => {
        const typed = 'Ägare 840601-2388'
        if (where === 'title') c.title = typed
        else if (where === 'note') priceTable(c).rows[0] = { ...priceTable(c).rows[0], note: typed } as never
        else (c.blocks[0] as { heading: string }).heading = typed
      })
      const points = await one.points()
      expect(points.map((p: { code: string }) => p.code)).toEqual(['point.number-in-text'])
      const sent = await one.send()
      expect(sent.status).toBe(422)
      expect(JSON.stringify(points) + sent.text + service.logs.join()).not.toMatch(/840601-?2388/)
    },
  )

  test('what was changed in another window meanwhile is not sent unseen', async () => {
    const one = await quoteAtHand({ send: false })
    const { revision, parties } = await one.read()
    await one.save(c => Object.assign(c, { title: 'Ändrat' }))
    const to = [{ partyId: parties[0].id, mail: true, sms: false }]
    const sent = await one.ask('POST', `${one.path}/send`, { revision, to })
    expect(sent).toMatchObject({ status: 409, body: { problem: 'edited-elsewhere' } })
    expect((await one.read()).latestVersion).toBe(0)
  })
})

describe('a version', () => {
  const recorded: FrozenVersion = {
    v: 1,
    documentId: '00000000-0000-4000-8000-000000000001',
    kind: 'quote',
    number: '2026-0001',
    version: 1,
    frozenAt: '2026-11-24T09:00:00.000Z',
    language: 'sv',
    company: {
      name: 'Snickarn i Lund AB',
      form: 'legal',
      organisationNumber: '878000-3656',
      address: ['Ängsbacken 7', '222 22 Lund'],
      email: 'hej@prov.example',
      phone: '+46701740605',
      fTax: true,
      payment: [{ kind: 'bankgiro', value: '5402-9681' }],
      logo: null,
      colour: null,
      brand: {
        light: { tint: '#f0f0f0', ink: '#111111', fill: '#222222', on: '#ffffff', edge: null, line: '#333333' },
        dark: { tint: '#101010', ink: '#eeeeee', fill: '#dddddd', on: '#000000', edge: '#444444', line: '#cccccc' },
      },
      contact: { name: 'Åsa', phone: null, email: null, photo: null },
    },
    client: {
      kind: 'person',
      name: 'Öst & Väst “é”',
      organisationNumber: null,
      address: [],
      workAddress: [],
      property: null,
    },
    parties: [],
    content: {
      title: 'Altan\u2028med räcke',
      validTo: '2026-12-24',
      blocks: [{ id: 'brev', type: 'letter', heading: 'Hej', body: 'Rad 1\n\nRad 2 \u{1f6e0}' }],
      pricing: { pricesIncludeVat: true, vatMode: 'standard', form: 'fixed', deduction: 'none' },
    },
    concluded: { where: 'distance', work: 'ordinary' },
    texts: [],
    files: [],
    operator: 'Prov Drift AB',
    test: true,
  }

  test('has the hash it always had: what was signed once can be checked for ever', () =>
    expect(versionHash(recorded)).toBe('92487cf827dadf2549b232bc34e1d6445c31ed1b91e2a2243f48eba86b9277e4'))

  test('has the same hash in whatever order its fields come, and another when one letter differs', () => {
    const turned = JSON.parse(
      JSON.stringify(recorded, (_, v) =>
        v && typeof v === 'object' && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).reverse()) : v,
      ),
    )
    expect(Object.keys(turned)[0]).toBe('test')
    expect(versionHash(turned)).toBe(versionHash(recorded))
    expect(versionHash({ ...recorded, number: '2026-0002' })).not.toBe(versionHash(recorded))
  })

  test('is what was shown before sending, canonical, under its hash, and encrypted', async () => {
    const one = await quoteAtHand({ send: false })
    await one.save(c => priceTable(c).rows.push(row({ ownCostOre: 12_345 }) as never))
    const shown = (await one.ask('GET', `${one.path}/as-sent`)).body
    const { body: sent } = await one.send()
    expect(sent.version).toBe(1)
    expect(versionHash(shown)).toBe(sent.hash)
    const [stored] = await ask(service.ownerUrl, 'select * from document_version where document_id = $1', [
      one.quote.documentId,
    ])
    const key = await service.services.vault.key(one.quote.companyId, stored.key_id)
    const bytes = decrypt(key, stored.canonical, versionPlace(one.quote.companyId, one.quote.documentId, 1))
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sent.hash)
    expect(stored.canonical.toString('latin1')).not.toContain(shown.company.name)
    // What the company pays itself is nobody else's.
    expect(bytes.toString()).not.toMatch(/ownCost|12345/)
  })

  test('stays as it was when the draft goes on; sent again it is the next, and the old links say so', async () => {
    const one = await quoteAtHand()
    const before = (await one.read()).versions[0]
    const old = await newestLinks(one.quote)
    await one.save(c => Object.assign(c, { title: 'Badrum, ändrat' }))
    expect((await one.read()).versions).toEqual([before])
    expect((await roomPage(old[0].id)).text).not.toContain('Badrum, ändrat')
    const { body: sent } = await one.send()
    expect(sent.version).toBe(2)
    const after = await one.read()
    expect(after.versions).toMatchObject([
      { version: 2, endedAt: null },
      { version: 1, hash: before.hash, endedWhy: 'replaced' },
    ])
    const links = await newestLinks(one.quote)
    expect(links.map(l => [l.version, l.ended_why])).toEqual([
      [2, null],
      [2, null],
      [1, 'replaced'],
      [1, 'replaced'],
    ])
    const page = await roomPage(old[0].id)
    expect(page.text).toContain('Det finns en nyare version')
    expect(page.text).not.toContain('Badrum, ändrat')
    expect((await roomPage(links[0].id)).text).toContain('Badrum, ändrat')
  })

  test('sent once more with nothing changed is refused, and told how to reach somebody again', async () => {
    const one = await quoteAtHand()
    clock.pass(DAY)
    const again = await one.send()
    clock.pass(-DAY)
    expect(again.status).toBe(409)
    expect(again.body.text).toContain('Skicka igen')
    expect((await one.read()).latestVersion).toBe(1)
  })

  test('sent twice at the same moment is sent once', async () => {
    const one = await quoteAtHand({ send: false })
    const { revision, parties } = await one.read()
    const to = [{ partyId: parties[0].id, mail: true, sms: false }]
    const answers = await meet(service.superuserUrl, { table: 'document', waiting: 2 }, () =>
      [1, 2].map(() => one.ask('POST', `${one.path}/send`, { revision, to })),
    )
    expect(answers.map(a => a.status).sort()).toEqual([200, 409])
    expect((await one.read()).latestVersion).toBe(1)
  })

  test('withdrawn cannot be ordered, its link says why, and it can be sent anew', async () => {
    const one = await quoteAtHand()
    const [link] = await newestLinks(one.quote)
    expect((await one.ask('POST', `${one.path}/withdraw`, {})).status).toBe(200)
    expect((await one.read()).state).toBe('withdrawn')
    expect((await roomPage(link.id)).text).toContain('har dragit tillbaka offerten')
    expect((await one.ask('POST', `${one.path}/withdraw`, {})).body.problem).toBe('version-ended')
    const again = { partyId: (await one.read()).parties[0].id, mail: true, sms: false }
    expect((await one.ask('POST', `${one.path}/send-again`, again)).status).toBe(409)
    expect((await one.send()).body.version).toBe(2)
    expect((await one.read()).state).toBe('sent')
  })

  test('sent again goes by the same link; to another address by a new one, and the old one says why', async () => {
    const one = await quoteAtHand()
    const [party] = (await one.read()).parties
    const mine = async () => (await newestLinks(one.quote)).filter(l => l.party_id === party.id)
    const again = (change: object) =>
      one.ask('POST', `${one.path}/send-again`, { partyId: party.id, mail: true, sms: false, ...change })
    expect((await again({})).status).toBe(200)
    expect(await mine()).toHaveLength(1)
    expect((await again({ email: party.email })).status).toBe(200)
    expect(await mine()).toHaveLength(1)
    expect((await again({ email: 'ny.adress@prov.example' })).status).toBe(200)
    const links = await mine()
    expect(links.map(l => l.ended_why).sort()).toEqual(['address-changed', null])
    const old = links.find(l => l.ended_why)
    const page = await roomPage(old.id)
    expect(page.text).toContain('har skickat en ny till en annan adress')
    // Whoever has the wrong address sees nothing of the offer.
    expect(page.text).not.toContain((await one.read()).title)
    expect((await one.read()).parties[0].email).toBe('ny.adress@prov.example')
    expect((await again({ email: 'fel' })).body.fields.email).toContain('@')
  })

  test('every step is in the log of events, and the chain holds', async () => {
    const one = await quoteAtHand()
    await one.save(c => Object.assign(c, { title: 'Ändrat' }))
    await one.send()
    await one.ask('POST', `${one.path}/withdraw`, {})
    const { body } = await one.ask('GET', `${one.path}/timeline`)
    expect(body.entries.map((e: { type: string }) => e.type).reverse()).toEqual(
      expect.arrayContaining(['created', 'sent', 'replaced', 'withdrawn']),
    )
    const whole = () =>
      service.services.database.company(one.quote.companyId, tx =>
        findBrokenLink(tx, one.quote.companyId, one.quote.documentId),
      )
    expect(await whole()).toBeNull()
    await ask(service.ownerUrl, `update document_event set type = 'opened' where document_id = $1 and seq = 1`, [
      one.quote.documentId,
    ])
    expect(await whole()).toBe(1)
  })
})

test('of options alone nothing is ordered before something is picked', () => {
  const frozen = sampleFrozen()
  prices(frozen.content, [row({ id: 'rad1', offered: 'optional' })])
  frozen.content.pricing = { pricesIncludeVat: true, vatMode: 'standard', form: 'fixed', deduction: 'none' }
  const order = (...picked: string[]) =>
    makeAgreement({
      frozen,
      versionHash: '0'.repeat(64),
      picked: new Set(picked),
      ticked: new Set(),
      signerId: frozen.parties[0]?.id as string,
      today: '2026-11-24',
    })
  expect(() => order()).toThrow(expect.objectContaining({ code: 'order-without-price', field: 'chosen' }))
  expect(order('rad1').price.totalOre).toBe(100_00)
})

describe('the list', () => {
  const listed = async (at: Asking, query = '') =>
    (await at.ask('GET', `/api/app/documents${query}`)).body.documents as { id: string; state: string; title: string }[]

  test('says what each state means today: sent, question, bounced, opened, expired', async () => {
    const one = await quoteAtHand()
    const state = async () => (await listed(one))[0]?.state
    const set = (what: string) =>
      ask(service.ownerUrl, `update document set ${what} where id = $1`, [one.quote.documentId])
    expect(await state()).toBe('sent')
    await set('opened_at = now()')
    expect(await state()).toBe('opened')
    await set('failed_dispatch = true')
    expect(await state()).toBe('bounced')
    await set(`valid_to = '2026-11-23'`)
    expect(await state()).toBe('expired')
    await set('open_questions = 1')
    expect(await state()).toBe('question')
    expect((await listed(one, '?group=waiting')).length).toBe(1)
    expect(await listed(one, '?group=with-client')).toEqual([])
    await one.ask('POST', `${one.path}/withdraw`, {})
    expect((await listed(one, '?group=settled')).length).toBe(1)
    expect(await listed(one, '?group=waiting')).toEqual([])
  })

  test('somebody reads for a minute after their page was last heard of, in the list and on the page alike', async () => {
    const one = await quoteAtHand()
    const stands = async () => {
      const { state, readingUntil } = await one.read()
      expect((await listed(one))[0]).toMatchObject({ state, readingUntil })
      expect((await listed(one, `?q=${(await one.read()).number}`))[0]).toMatchObject({ state, readingUntil })
      return [state, readingUntil]
    }
    expect(await stands()).toEqual(['sent', null])
    const now = clock.now()
    const [link] = await newestLinks(one.quote)
    await ask(
      service.ownerUrl,
      `insert into visit (company_id, id, document_id, version, link_id, started_at, seen_at, sections, section)
       select company_id, gen_random_uuid(), document_id, version, id, $2, $2, '{"top": 5}', 'top' from room_link where id = $1`,
      [link.id, now],
    )
    await ask(service.ownerUrl, 'update document set opened_at = $2 where id = $1', [one.quote.documentId, now])
    expect(await stands()).toEqual(['reading', new Date(now.getTime() + 60_000).toISOString()])
    clock.pass(59_999)
    expect((await stands())[0]).toBe('reading')
    clock.pass(1)
    expect(await stands()).toEqual(['opened', null])
    clock.set(now)
  })

  test('an offer is valid through its last day in Sweden, not in London', async () => {
    const one = await quoteAtHand({ send: false })
    await one.save(c => Object.assign(c, { validTo: '2026-11-24' }))
    await one.send()
    const now = clock.now()
    clock.set(new Date('2026-11-24T22:59:59Z'))
    expect((await listed(one))[0]?.state).toBe('sent')
    clock.set(new Date('2026-11-24T23:00:00Z'))
    expect((await listed(one))[0]?.state).toBe('expired')
    clock.set(now)
  })

  test('is searched by number, client and title, and shows nobody else’s', async () => {
    const one = await quoteAtHand()
    const { number, title, clientName } = await one.read()
    for (const q of [number, title.slice(1, 9), clientName.toUpperCase(), `${title.split(' ')[0]} ${number}`])
      expect(
        (await listed(one, `?q=${encodeURIComponent(q)}`)).map(d => d.id),
        q,
      ).toEqual([one.quote.documentId])
    for (const q of ['%', '_____', 'finns inte', "' or true --"])
      expect(await listed(one, `?q=${encodeURIComponent(q)}`), q).toEqual([])
    const other = await companyWindow(service)
    expect(await listed(other, `?q=${encodeURIComponent(title)}`)).toEqual([])
  })

  test('is found by a part of a word, and by a letter or two only where a word begins', async () => {
    const one = await quoteAtHand()
    const { title } = await one.read()
    const word = title.split(' ').find((w: string) => w.length > 5) as string
    const ids = async (q: string) => (await listed(one, `?q=${encodeURIComponent(q)}`)).map(d => d.id)
    expect(await ids(word.slice(1, 5))).toEqual([one.quote.documentId])
    expect(await ids(word.slice(0, 2))).toEqual([one.quote.documentId])
    expect(await ids(word.slice(0, 1))).toEqual([one.quote.documentId])
    const inside = word.slice(1, 3).toLowerCase()
    expect(` ${title.toLowerCase()}`).not.toContain(` ${inside}`)
    expect(await ids(inside)).toEqual([])
  })

  test('comes fifty at a time, each once, also while nothing tells them apart in time', async () => {
    const one = await companyWindow(service)
    const client = await quoteAtHand()
    for (let i = 0; i < 53; i++) await one.ask('POST', '/api/app/documents', { title: `Offert ${i}` })
    expect(client).toBeDefined()
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body }: { body: { documents: { id: string }[]; next: string | null } } = await one.ask(
        'GET',
        `/api/app/documents${cursor && `?cursor=${encodeURIComponent(cursor)}`}`,
      )
      seen.push(...body.documents.map(d => d.id))
      cursor = body.next
    }
    expect(seen).toHaveLength(53)
    expect(new Set(seen).size).toBe(53)
  })

  test.each([
    'x',
    '2026-11-24T25:99:00Z_00000000-0000-4000-8000-000000000000',
    '2026-11-24T09:00:00Z_------------------------------------',
  ])('asked from the place %s, which it never gave, begins at the beginning', async cursor => {
    const one = await quoteAtHand()
    expect(await listed(one, `?cursor=${encodeURIComponent(cursor)}`)).toHaveLength(1)
  })

  test('sums what is in hand, and a quote that has lain long is expiring soon', async () => {
    const one = await quoteAtHand()
    const pipeline = async () => (await one.ask('GET', '/api/app/pipeline')).body
    const { versions } = await one.read()
    expect(await pipeline()).toMatchObject({
      drafts: { count: 0, ore: 0 },
      withClient: { count: 1, ore: versions[0].toPayOre },
    })
    const left = (Date.parse(versions[0].validTo) - clock.now().getTime()) / DAY
    const now = clock.now()
    clock.pass(Math.floor(left - 5) * DAY)
    expect((await pipeline()).expiringSoon.count).toBe(1)
    clock.set(now)
    await one.ask('POST', `${one.path}/withdraw`, {})
    expect((await pipeline()).withClient).toEqual({ count: 0, ore: 0 })
  })
})
