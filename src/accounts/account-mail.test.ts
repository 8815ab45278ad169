// Every mail about an account, held against what was written down about it before it left.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../testing/ask.ts'
import { companyWindow, type Window, windowOf } from '../testing/company-window.ts'
import { runWaiting, sentTo } from '../testing/run-waiting.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { type AccountMessage, accountMail, sendAccountMail, tellOfChange } from './account-mail.ts'
import { accountMails } from './accounts.messages.ts'
import { makeToken } from './tokens.ts'

let service: TestService
let window: Window
/** Of each column a word that stands in no other. */
let words: Map<string, string>

beforeAll(async () => {
  service = await startTestService({ jobs: false })
  window = await companyWindow(service, { company: 'Firmamärke AB' })
  const planted = {
    company: { phone: '+46701740605', email: 'firmamejl@prov.example', street: 'Gatumärket 7', city: 'Ortmärke' },
    member: { name: 'Medlemsmärke Ek', phone: '+46701740606' },
  }
  for (const [table, columns] of Object.entries(planted))
    for (const [column, value] of Object.entries(columns))
      await ask(
        service.superuserUrl,
        `update ${table} set ${column} = $1 where ${table === 'company' ? 'id' : 'company_id'} = $2`,
        [value, window.companyId],
      )
  words = new Map([
    ...Object.entries(planted).flatMap(([table, columns]) =>
      Object.entries(columns).map(([column, value]) => [`${table}.${column}`, value] as const),
    ),
    ['company.name', 'Firmamärke'],
    ['account.email', window.email],
    ['session.device', 'Bläddrarmärke'],
  ])
})
afterAll(() => service.close())

const every = (Object.keys(accountMails) as AccountMessage[]).flatMap(message =>
  (['sv', 'en'] as const).map(language => [message, language] as const),
)

test.each(every)('the mail %s in %s says what the door was told, and no more', async (message, language) => {
  const { companyId, memberId, accountId, email } = window
  await ask(service.superuserUrl, 'update account set language = $1 where id = $2', [language, accountId])
  // A session of its own for each: the mail is told by it, and told once.
  await windowOf(service, window)
  await ask(service.superuserUrl, "update session set device = 'Bläddrarmärke' where account_id = $1", [accountId])
  await service.services.database.company(companyId, async tx => {
    const tokenId = await makeToken(service.services, tx, accountId, 'reset')
    if (message === 'sign-in-changed') return tellOfChange(service.services, tx, { companyId, memberId })
    if (message !== 'new-device')
      return accountMail.queue(service.services, tx, { companyId, memberId, tokenId, message })
    const [session] = await tx
      .selectFrom('session')
      .select('id')
      .where('account_id', '=', accountId)
      .orderBy('id', 'desc')
      .execute()
    return accountMail.queueNewDevice(service.services, tx, { companyId, memberId, sessionId: session?.id ?? '' })
  })
  await runWaiting(service, sendAccountMail as never)
  const sent = (await sentTo(service, email)).at(-1)
  expect(sent?.subject).toBe(accountMails[message][language].subject)
  const said = JSON.stringify(sent)
  const [{ columns }] = await ask(
    service.ownerUrl,
    'select columns from disclosure where company_id = $1 order by at desc, id desc limit 1',
    [companyId],
  )
  const found = [...words].filter(([, word]) => said.includes(word)).map(([column]) => column)
  expect([...columns].sort()).toEqual(found.sort())
})
