// The register of what a company sells.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { roles } from '../accounts/permissions.ts'
import type { Permission } from '../platform/http/endpoint.ts'
import { extractFiles } from '../privacy/rights/extract/extract.ts'
import { personsOfClient } from '../privacy/subjects/find.ts'
import { ask } from '../testing/ask.ts'
import { colleagueWindow, companyWindow, type Window } from '../testing/company-window.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { articleMargin } from './margin.ts'
import { readUnit, units } from './units.ts'

let service: TestService
beforeAll(async () => {
  service = await startTestService({ jobs: false })
})
afterAll(() => service.close())

const hour = {
  name: 'Snickare, timme',
  number: null,
  categoryId: null,
  note: null,
  unit: 'tim',
  work: 'labour',
  unitPriceOre: 720_00,
  priceIncludesVat: true,
  vatRate: 25,
  ownCostOre: 310_00,
  deductible: true,
}
type Listed = { id: string; name: string }
const listed = async (at: Window, q = '', more = '') =>
  (await at.ask('GET', `/api/app/articles?q=${encodeURIComponent(q)}${more}`)).body.articles as Listed[]
const add = (at: Window, change: object = {}) => at.ask('POST', '/api/app/articles', { ...hour, ...change })

describe('an article', () => {
  test('is kept as it was written, found by a part of its name or number, changed, archived and taken back', async () => {
    const one = await companyWindow(service)
    const { status, body } = await add(one, { number: 'SN-1' })
    expect(status).toBe(201)
    expect(await listed(one, 'SNICK')).toEqual([{ id: body.id, ...hour, number: 'SN-1' }])
    expect(await listed(one, 'sn-')).toHaveLength(1)
    expect(await listed(one, '%')).toEqual([])
    const path = `/api/app/articles/${body.id}`
    expect((await one.ask('PUT', path, { ...hour, unitPriceOre: 760_00 })).status).toBe(200)
    expect(await listed(one)).toMatchObject([{ unitPriceOre: 760_00 }])
    expect((await one.ask('DELETE', path)).status).toBe(200)
    expect(await listed(one)).toEqual([])
    expect(await listed(one, '', '&archived=1')).toMatchObject([{ id: body.id }])
    expect((await one.ask('DELETE', path)).status).toBe(404)
    expect((await one.ask('PUT', path, hour)).status).toBe(404)
    expect((await one.ask('POST', `${path}/restore`, {})).status).toBe(200)
    expect(await listed(one)).toMatchObject([{ id: body.id }])
  })

  test('of another company is neither seen, changed nor taken out', async () => {
    const [mine, theirs] = await Promise.all([companyWindow(service), companyWindow(service)])
    const { body } = await add(theirs)
    const path = `/api/app/articles/${body.id}`
    expect(await listed(mine)).toEqual([])
    expect((await mine.ask('PUT', path, { ...hour, name: 'Ändrad' })).status).toBe(404)
    expect((await mine.ask('DELETE', path)).status).toBe(404)
    expect(await listed(theirs)).toMatchObject([{ name: hour.name }])
  })

  test.each([
    ['name', ' '],
    ['unitPriceOre', 10_000_000_001],
    ['unitPriceOre', 0.5],
    ['vatRate', 20],
    ['work', 'gift'],
    ['ownCostOre', -1],
    ['unit', 'x'.repeat(13)],
    ['number', 'x'.repeat(41)],
  ])('with %s %s is refused beside the field', async (field, value) => {
    const one = await companyWindow(service)
    const answer = await add(one, { [field]: value })
    expect(answer.status).toBe(422)
    expect(Object.keys(answer.body.fields)).toEqual([field])
    expect(await listed(one)).toEqual([])
  })

  test('has a number that no other in use has, in whatever letters; an archived one is in nobody’s way until it comes back', async () => {
    const one = await companyWindow(service)
    const first = await add(one, { number: 'E-100' })
    const second = await add(one, { name: 'Eluttag', number: 'e-100' })
    expect(second.status).toBe(422)
    expect(second.body.fields.number).toContain('Snickare, timme')
    await one.ask('DELETE', `/api/app/articles/${first.body.id}`)
    expect((await add(one, { name: 'Eluttag', number: 'e-100' })).status).toBe(201)
    const back = await one.ask('POST', `/api/app/articles/${first.body.id}/restore`, {})
    expect(back.body.fields.number).toContain('Eluttag')
    expect((await add(one, { number: 'e-100' })).status).toBe(422)
    await expect(
      ask(service.ownerUrl, 'update article set archived_at = null where id = $1', [first.body.id]),
    ).rejects.toThrow('article_number')
  })
})

describe('categories', () => {
  const save = (at: Window, categories: object[]) => at.ask('PUT', '/api/app/article-categories', { categories })

  test('stand in the company’s own order; two may change names; an article of one that goes stays without', async () => {
    const one = await companyWindow(service)
    const { body } = await save(one, [{ name: 'VVS' }, { name: 'El' }])
    const [vvs, el] = body.categories
    await add(one, { categoryId: el.id })
    const turned = await save(one, [
      { id: el.id, name: 'VVS' },
      { id: vvs.id, name: 'El' },
    ])
    expect(turned.body.categories).toEqual([
      { id: el.id, name: 'VVS', articles: 1 },
      { id: vvs.id, name: 'El', articles: 0 },
    ])
    expect(await listed(one, '', `&category=${el.id}`)).toHaveLength(1)
    expect(await listed(one, '', `&category=${vvs.id}`)).toHaveLength(0)
    await save(one, [{ id: vvs.id, name: 'El' }])
    expect(await listed(one, '', '&category=none')).toMatchObject([{ categoryId: null }])
  })

  test('are each there once, and only the company’s own can be chosen', async () => {
    const [mine, theirs] = await Promise.all([companyWindow(service), companyWindow(service)])
    const twice = await save(mine, [{ name: 'El' }, { name: 'EL' }])
    expect(twice.body.problem).toBe('category-twice')
    const { body } = await save(theirs, [{ name: 'El' }])
    const other = body.categories[0].id
    expect((await add(mine, { categoryId: other })).body.fields).toHaveProperty('categoryId')
    expect((await save(mine, [{ id: other, name: 'Min' }])).body.problem).toBe('category-unknown')
    expect((await theirs.ask('GET', '/api/app/article-categories')).body.categories).toMatchObject([{ name: 'El' }])
  })
})

test.each([
  ['kvm', 'm²'],
  ['M2', 'm²'],
  ['m^2', 'm²'],
  ['kbm', 'm³'],
  ['Löpmeter', 'm'],
  ['lpm', 'm'],
  ['timmar', 'tim'],
  ['H', 'tim'],
  ['Styck', 'st'],
  ['förp.', 'pkt'],
  ['mil', 'mil'],
  ['dygn', 'dygn'],
  ['pålar', 'pålar'],
])('the unit %s is written %s', (from, to) => expect(readUnit(from)).toBe(to))

test('every unit is short enough for a row and read as itself', () => {
  for (const unit of units) {
    expect(unit.length).toBeLessThanOrEqual(12)
    expect(readUnit(unit)).toBe(unit)
  }
})

test('a margin is what is left without VAT, also where it is less than nothing', () => {
  const of = (unitPriceOre: number, ownCostOre: number | null, priceIncludesVat = true) =>
    articleMargin({ unitPriceOre, ownCostOre, priceIncludesVat, vatRate: 25 })
  expect(of(1250_00, 600_00)).toEqual({ costOre: 600_00, marginOre: 400_00, percent: 40 })
  expect(of(1000_00, 600_00, false)).toMatchObject({ percent: 40 })
  expect(of(1000_00, 1250_00, false)).toMatchObject({ percent: -25 })
  expect(of(0, 100, false)).toMatchObject({ percent: 0 })
  expect(of(1000_00, null)).toBe(null)
})

const COST = 7_654_321
const row = {
  ...{
    id: 'aaaa',
    description: 'Kakelsättning',
    work: 'labour',
    quantityMilli: 1000,
    unit: 'tim',
    unitPriceOre: 9_000_000,
  },
  ...{ vatRate: 25, deductible: true, offered: 'included', ownCostOre: COST },
}

test('a member who may not see costs meets none, in the register or in a draft, and changes none; nor does an extract hold one', async () => {
  const owner = await companyWindow(service)
  const { body: client } = await owner.ask('POST', '/api/app/clients', { kind: 'person', name: 'Åsa Berg' })
  const { body: article } = await owner.ask('POST', '/api/app/articles', {
    ...{ name: 'Kakelsättning', unit: 'tim', work: 'labour', unitPriceOre: 9_000_000 },
    ...{ priceIncludesVat: true, vatRate: 25, ownCostOre: COST },
  })
  const { body: made } = await owner.ask('POST', '/api/app/documents', { clientId: client.id, title: 'Badrum' })
  const path = `/api/app/documents/${made.id}`
  const { body: draft } = await owner.ask('GET', path)
  const written = {
    ...draft.content,
    blocks: [{ id: 'priset', type: 'price-table', heading: 'Pris', rows: [row], choices: [] }],
  }
  await owner.ask('PUT', `${path}/content`, { revision: draft.revision, content: written })

  const all = roles.seller as Set<Permission>
  all.delete('articles.cost')
  try {
    const seller = await colleagueWindow(service, owner, 'seller')
    const list = await seller.ask('GET', '/api/app/articles')
    expect(list.body).toMatchObject({ seesCost: false, articles: [{ id: article.id, ownCostOre: null }] })
    const seen = await seller.ask('GET', path)
    expect(seen.body.seesCost).toBe(false)
    expect(list.text + seen.text).not.toContain(String(COST))
    const saved = await seller.ask('PUT', `${path}/content`, {
      revision: seen.body.revision,
      content: { ...seen.body.content, title: 'Badrum, ändrat' },
    })
    const changed = await seller.ask('PUT', `/api/app/articles/${article.id}`, {
      ...article,
      name: 'Kakel',
      ownCostOre: 1,
    })
    expect(saved.status + changed.status).toBe(400)
    expect(changed.text).not.toContain(String(COST))
  } finally {
    all.add('articles.cost')
  }
  expect((await owner.ask('GET', '/api/app/articles')).body.articles).toMatchObject([
    { name: 'Kakel', ownCostOre: COST },
  ])
  const kept = (await owner.ask('GET', path)).body
  expect(kept.title).toBe('Badrum, ändrat')
  expect(kept.content.blocks[0].rows).toMatchObject([{ id: 'aaaa', ownCostOre: COST }])

  const [person] = await personsOfClient(service.services.database, owner.companyId, client.id)
  if (!person) throw new Error('The client is nobody.')
  let text = ''
  const of = { case: { number: 'R-1', kind: 'extract' as const }, person, level: 2 as const, language: 'sv' as const }
  for await (const file of extractFiles(service.services, of))
    if (/\.(json|html)$/.test(file.name)) {
      const pieces = file.content instanceof Uint8Array ? [file.content] : file.content
      for await (const piece of pieces) text += piece.toString()
    }
  expect(text).toContain('Kakelsättning')
  expect(text).not.toMatch(/ownCost|7654321/)
})
