// The records of processing name whom the operator is processor for, taken from who has an account.
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ask } from '../testing/ask.ts'
import { clause } from '../testing/clause.ts'
import { type TestDatabase, testDatabase } from '../testing/test-database.ts'
import { registerCommand } from './register.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  await ask(
    database.ownerUrl,
    `insert into company (id, name, organisation_number, is_sample, created_at, updated_at) values
       (gen_random_uuid(), 'Prov El AB', '878000-3656', false, now(), now()),
       (gen_random_uuid(), 'Exempelföretaget', null, true, now(), now())`,
  )
})
afterAll(() => database.drop())

test('the register names every company that has an account, and no sample', clause('L-6'), async () => {
  vi.stubEnv('DATABASE_URL', database.ownerUrl)
  vi.stubEnv('CLING_OPERATOR_NAME', 'Prov Drift AB')
  let said = ''
  const write = vi.spyOn(process.stdout, 'write').mockImplementation(text => {
    said += text
    return true
  })
  try {
    expect(await registerCommand([])).toBe(0)
  } finally {
    write.mockRestore()
    vi.unstubAllEnvs()
  }
  expect(JSON.parse(said)).toMatchObject({
    operator: { name: 'Prov Drift AB' },
    processor: { for: ['Prov El AB, 878000-3656'] },
  })
})
