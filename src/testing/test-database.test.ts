import { expect, test } from 'vitest'
import { ask } from './ask.ts'
import { testDatabase } from './test-database.ts'

test('two tests never see each other’s rows', async () => {
  const [first, second] = await Promise.all([testDatabase(), testDatabase()])
  await ask(first.ownerUrl, `insert into rate_limit values ('\\x01', array[now()], now())`)
  expect(await ask(first.ownerUrl, 'select cardinality(attempts) as count from rate_limit')).toEqual([{ count: 1 }])
  expect(await ask(second.ownerUrl, 'select key from rate_limit')).toEqual([])
})

test('the service’s three logins get into a test’s database and are no superusers', async () => {
  const database = await testDatabase()
  for (const role of ['cling_app', 'cling_vault', 'cling_jobs'] as const)
    expect(await ask(database.url(role), `select current_setting('is_superuser') as super`)).toEqual([{ super: 'off' }])
})

test('an empty database has no tables of ours', async () => {
  const database = await testDatabase({ migrated: false })
  expect(await ask(database.ownerUrl, `select tablename from pg_tables where schemaname = 'public'`)).toEqual([])
})
