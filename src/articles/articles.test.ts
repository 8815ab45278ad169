// The register of what a company sells.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { companyWindow, type Window } from '../testing/company-window.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'

let service: TestService
beforeAll(async () => {
  service = await startTestService({ jobs: false })
})
afterAll(() => service.close())

const hour = {
  name: 'Snickare, timme',
  note: null,
  unit: 'tim',
  work: 'labour',
  unitPriceOre: 720_00,
  priceIncludesVat: true,
  vatRate: 25,
  ownCostOre: 310_00,
  deductible: true,
}
const listed = async (at: Window, q = '') =>
  (await at.ask('GET', `/api/app/articles?q=${encodeURIComponent(q)}`)).body.articles as { id: string; name: string }[]

describe('an article', () => {
  test('is kept as it was written, found by a part of its name, changed, and taken out', async () => {
    const one = await companyWindow(service)
    const { status, body } = await one.ask('POST', '/api/app/articles', hour)
    expect(status).toBe(201)
    expect(await listed(one, 'SNICK')).toEqual([{ id: body.id, ...hour }])
    expect(await listed(one, '%')).toEqual([])
    const path = `/api/app/articles/${body.id}`
    expect((await one.ask('PUT', path, { ...hour, unitPriceOre: 760_00 })).status).toBe(200)
    expect(await listed(one)).toMatchObject([{ unitPriceOre: 760_00 }])
    expect((await one.ask('DELETE', path)).status).toBe(200)
    expect(await listed(one)).toEqual([])
    expect((await one.ask('DELETE', path)).status).toBe(404)
    expect((await one.ask('PUT', path, hour)).status).toBe(404)
  })

  test('of another company is neither seen, changed nor taken out', async () => {
    const [mine, theirs] = await Promise.all([companyWindow(service), companyWindow(service)])
    const { body } = await theirs.ask('POST', '/api/app/articles', hour)
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
  ])('with %s %s is refused beside the field', async (field, value) => {
    const one = await companyWindow(service)
    const answer = await one.ask('POST', '/api/app/articles', { ...hour, [field]: value })
    expect(answer.status).toBe(422)
    expect(Object.keys(answer.body.fields)).toEqual([field])
    expect(await listed(one)).toEqual([])
  })
})
