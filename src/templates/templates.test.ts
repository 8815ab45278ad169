// What a company begins its documents from.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DocumentContent } from '../blocks/contract.ts'
import { colleagueWindow, companyWindow } from '../testing/company-window.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { asTemplate, withoutMentioned } from './people.ts'

let service: TestService
beforeAll(async () => {
  service = await startTestService({ jobs: false })
})
afterAll(() => service.close())

const FILE = 'a'.repeat(64)
const row = {
  id: 'rad1',
  description: 'Kakel',
  work: 'labour',
  quantityMilli: 1000,
  unit: 'tim',
  unitPriceOre: 72_000,
  vatRate: 25,
  deductible: true,
  offered: 'choice',
  choiceId: 'val1',
  ownCostOre: 31_000,
  picture: FILE,
}
const content = {
  title: 'Badrum hos Åsa Prov',
  validTo: '2026-12-24',
  cover: FILE,
  pricing: { pricesIncludeVat: true, vatMode: 'standard', form: 'fixed', deduction: 'rot', payBy: '2026-12-30' },
  blocks: [
    { id: 'brev', type: 'letter', heading: 'Hej Åsa', body: 'Tack för sist på Provgatan 3, Åsa Prov.' },
    { id: 'tiden', type: 'times', heading: 'Tider', start: 'v. 3', end: '', startDate: '2027-01-11' },
    { id: 'pris', type: 'price-table', heading: 'Pris', rows: [row], choices: [{ id: 'val1', label: 'Kakel' }] },
  ],
} as unknown as DocumentContent

test('a document becomes a template without its client, its days and its pictures', () => {
  const kept = JSON.stringify(asTemplate(content, { names: ['Åsa Prov'], details: ['Provgatan 3'] }, false))
  expect(kept).not.toMatch(/Åsa|Prov|2026|2027|aaaa/)
  expect(kept).toContain('Tack för sist på …, ….')
  expect(kept).toContain('"ownCostOre":31000')
  expect(JSON.stringify(asTemplate(content, { names: [], details: [] }, true))).toContain(FILE)
})

test.each([
  ['Åsas kök', '… kök'],
  ['Anna Prov-Ek och Annasofia', '… och Annasofia'],
  ['Provet (1.5)', 'Provet (1.5)'],
])('in %s only whole names go', (text, left) => {
  expect(withoutMentioned({ names: ['Åsa', 'Anna Prov-Ek'], details: ['1.5)('] })(text)).toBe(left)
})

test('the standard of a kind begins its documents, each under ids of its own, and the document says which', async () => {
  const one = await companyWindow(service)
  const client = await one.ask('POST', '/api/app/clients', {
    kind: 'person',
    name: 'Åsa Prov',
    street: 'Provgatan 3',
    people: [{ name: 'Åsa Prov' }],
  })
  expect(client.status).toBe(201)
  const made = await one.ask('POST', '/api/app/documents', { clientId: client.body.id })
  const path = `/api/app/documents/${made.body.id}`
  const { revision } = (await one.ask('GET', path)).body
  const plain = {
    ...content,
    cover: undefined,
    blocks: content.blocks.map(b =>
      b.type === 'price-table' ? { ...b, rows: b.rows.map(r => ({ ...r, picture: undefined })) } : b,
    ),
  }
  expect((await one.ask('PUT', `${path}/content`, { revision, content: plain })).status).toBe(200)
  const kept = await one.ask('POST', `${path}/template`, { name: 'Badrum' })
  expect(kept.status).toBe(201)
  const { id } = kept.body
  const list = async (at = one) => (await at.ask('GET', '/api/app/templates')).body.templates
  expect(await list()).toEqual([
    { id, kind: 'quote', name: 'Badrum', isStandard: false, usedCount: 0, parts: ['Hej …', 'Tider', 'Pris'], rows: 1 },
  ])
  const begun = async (from: object) =>
    (await one.ask('GET', `/api/app/documents/${(await one.ask('POST', '/api/app/documents', from)).body.id}`)).body
  expect((await begun({})).content.title).toBe('')
  expect((await one.ask('PUT', `/api/app/templates/${id}`, { name: 'Badrum', isStandard: true })).status).toBe(200)
  const [a, b] = [await begun({}), await begun({ template: id })]
  expect(a.content.title).toBe('Badrum hos …')
  expect(JSON.stringify(a.content)).not.toMatch(/Åsa|Provgatan/)
  const table = a.content.blocks.find((x: { type: string }) => x.type === 'price-table')
  expect(table.rows[0]).toMatchObject({ description: 'Kakel', choiceId: table.choices[0].id, ownCostOre: 31_000 })
  const ids = (d: { content: { blocks: { id: string }[] } }) => d.content.blocks.map(x => x.id)
  expect(ids(a).filter(x => ids(b).includes(x))).toEqual([])
  expect((await begun({ template: 'none' })).content.title).toBe('')
  const { rows } = {
    rows: await service.services.database.company(one.companyId, tx =>
      tx.selectFrom('document').select('template_id').where('id', '=', a.id).execute(),
    ),
  }
  expect(rows).toEqual([{ template_id: id }])

  const worker = await colleagueWindow(service, one, 'worker')
  expect((await worker.ask('POST', `${path}/template`, { name: 'Ny' })).status).toBe(403)
  const other = await companyWindow(service)
  expect((await other.ask('POST', '/api/app/documents', { template: id })).status).toBe(404)
  expect((await one.ask('DELETE', `/api/app/templates/${id}`)).status).toBe(200)
  expect((await begun({})).content.title).toBe('')
  expect((await one.ask('POST', '/api/app/documents', { template: id })).status).toBe(404)

  const rows2 = { rows: [{ ...row, picture: undefined }] }
  const snippet = await one.ask('POST', '/api/app/snippets', { name: 'Kakel', content: rows2 })
  expect(snippet.status).toBe(201)
  const seen = async (at: { ask: typeof one.ask }) =>
    (await at.ask('GET', '/api/app/snippets')).body.snippets[0].content.rows[0]
  expect(await seen(one)).toMatchObject({ offered: 'included', ownCostOre: 31_000 })
  expect(await seen(worker)).not.toHaveProperty('ownCostOre')
})
