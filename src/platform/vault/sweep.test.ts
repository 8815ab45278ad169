import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../../testing/ask.ts'
import { sentQuote } from '../../testing/sent-quote.ts'
import { startTestService, type TestService } from '../../testing/test-service.ts'
import { movableClock } from '../clock.ts'
import { sweepKeys } from './sweep.ts'

const DAY = 86_400_000
const clock = movableClock(new Date('2026-11-24T09:00:00Z'))
let service: TestService
beforeAll(async () => {
  service = await startTestService({ jobs: false, clock })
})
afterAll(() => service.close())
const keys = async () => (await ask(service.superuserUrl, 'select id from vault.key order by id')).map(k => k.id)

test('a key that no transaction came to use goes after a day; those in use stay', async () => {
  const { services } = service
  const quote = await sentQuote(services)
  const inUse = await keys()
  expect(inUse.length).toBeGreaterThan(2)
  const left = await services.vault.make(quote.companyId, 'person')
  clock.pass(DAY - 1000)
  await sweepKeys.run(services)
  expect(await keys()).toContain(left.id)
  clock.pass(2000)
  await sweepKeys.run(services)
  expect(await keys()).toEqual(inUse)
})
