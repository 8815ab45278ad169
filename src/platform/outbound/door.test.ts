import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clause } from '../../testing/clause.ts'
import { sentQuote } from '../../testing/sent-quote.ts'
import { startTestService, type TestService } from '../../testing/test-service.ts'

let service: TestService
let companyId: string
beforeAll(async () => {
  service = await startTestService({ jobs: false })
  companyId = (await sentQuote(service.services, { send: false })).companyId
})
afterAll(() => service.close())

const disclose = (processor: string, purpose: 'deliver' | 'sign', columns: string[]) =>
  service.services.database.company(companyId, tx =>
    service.services.door.disclose(tx, {
      id: service.services.newId(),
      processor,
      purpose,
      columns,
      subject: { kind: 'client', id: null },
      documentId: null,
    }),
  )

describe('the outbound door', () => {
  test('lets out what the column and the port both say may go, and writes it down', clause('B-5'), async () => {
    await disclose('sms', 'deliver', ['dispatch.address', 'company.name'])
    const rows = await service.services.database.company(companyId, tx =>
      tx.selectFrom('disclosure').select(['processor', 'columns']).execute(),
    )
    expect(rows).toContainEqual({ processor: 'sms', columns: ['dispatch.address', 'company.name'] })
  })
  test.each([
    ['a processor that nobody knows', 'hubspot', 'deliver', ['company.name'], 'outbound-processor-inactive'],
    ['a purpose that it does not serve', 'sms', 'sign', ['company.name'], 'outbound-purpose-refused'],
    ['a column that does not exist', 'sms', 'deliver', ['client.shoe_size'], 'outbound-column-unknown'],
    ['a column that may not go there', 'sms', 'deliver', ['client_person.personal_number'], 'outbound-column-refused'],
    ['a column that the port does not speak of', 'sms', 'deliver', ['client.phone'], 'outbound-column-refused'],
    [
      'something not personal that it does not speak of',
      'sms',
      'deliver',
      ['document.number'],
      'outbound-column-refused',
    ],
  ] as const)('refuses %s', clause('B-5'), async (_, processor, purpose, columns, code) => {
    await expect(disclose(processor, purpose, [...columns])).rejects.toMatchObject({ code })
  })
})
