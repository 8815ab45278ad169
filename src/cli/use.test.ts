// What the operator can see of companies' quotes: how many, and nothing that is anybody's.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tables } from '../schema.ts'
import { ask } from '../testing/ask.ts'
import { clause } from '../testing/clause.ts'
import { sentQuote } from '../testing/sent-quote.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { readUse } from './use.ts'

let service: TestService
beforeAll(async () => {
  service = await startTestService({ jobs: false })
})
afterAll(() => service.close())

test(
  'quotes are counted by month and state, of no column that is somebody’s, and never fewer than ten',
  clause('P-4.14'),
  async () => {
    const quote = await sentQuote(service.services)
    expect((await readUse(service.ownerUrl)).documents).toEqual([])
    // Ten of a kind: the same quote with other numbers.
    const columns = (
      await ask(
        service.ownerUrl,
        `select column_name as name from information_schema.columns where table_name = 'document' and is_generated = 'NEVER'`,
      )
    ).map(c => c.name)
    const taken = columns.map(c =>
      c === 'id' ? 'gen_random_uuid()' : c === 'number' ? `number || '-' || n` : `d.${c}`,
    )
    await ask(
      service.superuserUrl,
      `insert into document (${columns.join()}) select ${taken.join()} from document d, generate_series(1, 9) n where d.id = $1`,
      [quote.documentId],
    )
    const { documents } = await readUse(service.ownerUrl)
    expect(documents).toEqual([
      { month: expect.stringMatching(/^\d{4}-\d\d$/), kind: 'quote', state: 'sent', documents: 10 },
    ])
    // Every column the view is made of, asked of the database itself.
    const used = await ask(
      service.superuserUrl,
      `select table_name, column_name from information_schema.view_column_usage where view_name = 'document_count'`,
    )
    expect(used.map(u => u.column_name).sort()).toEqual(['created_at', 'kind', 'state'])
    for (const u of used) {
      const column = tables.find(t => t.name === u.table_name)?.columns as Record<string, { declaration: unknown }>
      expect(column[u.column_name]?.declaration, u.column_name).toBe('nothing-personal')
    }
    // The application, which sees one company at a time, sees no more by it; and there is no other view of quotes.
    const views = await ask(
      service.superuserUrl,
      `select distinct view_name from information_schema.view_column_usage where table_name in ('document', 'document_version', 'document_party') and view_schema = 'public'`,
    )
    expect(views).toEqual([{ view_name: 'document_count' }])
  },
)
