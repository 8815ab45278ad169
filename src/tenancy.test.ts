// A query that forgets its `where`, run as the application's own role, sees one company's rows and no others; without a company, none.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tables } from './schema.ts'
import { clause } from './testing/clause.ts'
import { type SentQuote, sentQuote } from './testing/sent-quote.ts'
import { startTestService, type TestService } from './testing/test-service.ts'

let service: TestService
let mine: SentQuote
let theirs: SentQuote

beforeAll(async () => {
  service = await startTestService({ jobs: false })
  mine = await sentQuote(service.services)
  theirs = await sentQuote(service.services)
})
afterAll(() => service.close())

const tenant = tables.filter(t => t.tenancy === 'company')
const key = (name: string) => (name === 'company' ? 'id' : 'company_id')

describe('a forgotten where', clause('P-6.2'), () => {
  test.each(tenant.map(t => t.name))('reads only the company’s own rows of %s', async name => {
    const { rows } = await service.services.database.company(mine.companyId, tx =>
      tx.client.query(`select ${key(name)} as owner from ${name}`),
    )
    expect([...new Set(rows.map(r => r.owner))].filter(owner => owner !== mine.companyId)).toEqual([])
  })
  test.each(tenant.map(t => t.name))('reads nothing of %s without a company', async name => {
    const { rows } = await service.services.database.outside(tx => tx.client.query(`select 1 from ${name}`))
    expect(rows).toEqual([])
  })
  test('changes nothing of another company', async () => {
    await service.services.database.company(mine.companyId, tx => tx.client.query(`update client set name = 'ändrad'`))
    const { rows } = await service.services.database.company(theirs.companyId, tx =>
      tx.client.query('select name from client'),
    )
    expect(rows.map(r => r.name)).not.toContain('ändrad')
    expect(rows).toHaveLength(1)
  })
  test('cannot put a row into another company', async () => {
    const planted = service.services.database.company(mine.companyId, tx =>
      tx.client.query(`insert into vault_key (company_id, id, bucket, created_at) values ($1, $2, 'draft', now())`, [
        theirs.companyId,
        crypto.randomUUID(),
      ]),
    )
    await expect(planted).rejects.toThrow(/row-level security/)
  })
  test('the application’s role cannot see the vault’s keys', async () => {
    await expect(
      service.services.database.company(mine.companyId, tx => tx.client.query('select 1 from vault.key')),
    ).rejects.toThrow(/permission denied/)
  })
  test('what proves something is not changed or taken away, even by the application', async () => {
    for (const statement of [
      `update document_event set type = 'created'`,
      'delete from document_event',
      'delete from signature',
      "update document_version set canonical = canonical || '\\x00'",
    ])
      await expect(
        service.services.database.company(mine.companyId, tx => tx.client.query(statement)),
        statement,
      ).rejects.toThrow(/permission denied|never changed/)
  })
})
