// The same questions to each mail supplier of annex 1, over its stand-in: nothing is measured, nothing goes along that was not asked, and
// what they refuse is refused.
import { afterEach, describe, expect, test } from 'vitest'
import { sendDispatch } from '../delivery/dispatch.ts'
import { movableClock } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'
import type { ProcessorErasure } from '../platform/outbound/erasing.ts'
import { MailRefused, type MailSender, mailSender, type OutgoingMail } from '../platform/ports/mail.ts'
import { readSample } from '../samples/sample.ts'
import { clause } from '../testing/clause.ts'
import { inUseEnv } from '../testing/papers.ts'
import { runWaiting } from '../testing/run-waiting.ts'
import { sentQuote } from '../testing/sent-quote.ts'
import { startTestService } from '../testing/test-service.ts'
import { VendorFailure } from './call.ts'
import type { FakeServer } from './fake-server.ts'
import { mailgunMail } from './mailgun/adapter.ts'
import { startFakeMailgun } from './mailgun/fake.ts'
import { mandrillMail } from './mandrill/adapter.ts'
import { startFakeMandrill } from './mandrill/fake.ts'
import { sendgridMail } from './sendgrid/adapter.ts'
import { startFakeSendgrid } from './sendgrid/fake.ts'

const ASA = 'asa@prov.example'
const WAY_OUT = 'https://offert.example/integritet/avregistrera/x'
const mail: OutgoingMail = {
  to: ASA,
  from: { name: 'Prov "El" AB', address: 'offert@prov.example' },
  replyTo: { name: 'Anna', address: 'anna@prov.example' },
  subject: 'Offert 1042',
  text: 'Offerten är klar',
  html: '<p>Offerten är klar</p>',
  attachments: [],
  reference: '019ab000-0000-7000-8000-000000000001',
}
const clock = movableClock(new Date('2026-11-23T12:00:00Z'))

type Supplier = {
  fake: FakeServer
  sender: MailSender & ProcessorErasure
  wrongKey: MailSender
  /** What came as a mail, and what of it measures. */
  sent: () => { fields: string[]; measuring: unknown; headers: Record<string, string> }[]
}
const suppliers: Record<string, () => Promise<Supplier>> = {
  Mailgun: async () => {
    const account = { key: 'nyckel', domain: 'post.prov.example' }
    const fake = await startFakeMailgun(account)
    return {
      fake,
      sender: mailgunMail({ ...account, url: fake.url, clock }),
      wrongKey: mailgunMail({ ...account, key: 'gissad', url: fake.url, clock }),
      sent: () =>
        fake.mails.map(m => ({
          fields: Object.keys(m).sort(),
          measuring: [m['o:tracking'], m['o:tracking-opens'], m['o:tracking-clicks']],
          headers: Object.fromEntries(
            Object.entries(m).flatMap(([k, v]) => (k.startsWith('h:') ? [[k.slice(2), v]] : [])),
          ),
        })),
    }
  },
  SendGrid: async () => {
    const fake = await startFakeSendgrid({ key: 'nyckel' })
    return {
      fake,
      sender: sendgridMail({ key: 'nyckel', url: fake.url }),
      wrongKey: sendgridMail({ key: 'gissad', url: fake.url }),
      sent: () =>
        fake.mails.map(m => ({
          fields: Object.keys(m).sort(),
          measuring: [...new Set(Object.values(m.tracking_settings ?? {}).map(t => t.enable))],
          headers: m.personalizations[0]?.headers ?? {},
        })),
    }
  },
  Mandrill: async () => {
    const fake = await startFakeMandrill({ key: 'nyckel' })
    return {
      fake,
      sender: mandrillMail({ key: 'nyckel', url: fake.url }),
      wrongKey: mandrillMail({ key: 'gissad', url: fake.url }),
      sent: () =>
        fake.mails.map(m => ({
          fields: Object.keys(m).sort(),
          measuring: [m.track_opens, m.track_clicks],
          headers: m.headers,
        })),
    }
  },
}
/** What a mail need not have. */
const OPTIONAL = new Set(['h:Reply-To', 'reply_to'])
const OFF: Record<string, unknown> = { Mailgun: ['no', 'no', 'no'], SendGrid: [false], Mandrill: [false, false] }
const FIELDS: Record<string, string[]> = {
  Mailgun:
    'from h:Auto-Submitted h:Reply-To html o:require-tls o:tracking o:tracking-clicks o:tracking-opens subject text to v:reference'.split(
      ' ',
    ),
  SendGrid: 'content from personalizations reply_to subject tracking_settings'.split(' '),
  Mandrill:
    'from_email from_name headers html metadata preserve_recipients subject text to track_clicks track_opens view_content_link'.split(
      ' ',
    ),
}

const open: FakeServer[] = []
afterEach(async () => {
  for (const fake of open.splice(0)) await fake.close()
})
const begin = async (name: string) => {
  const s = await (suppliers[name] as () => Promise<Supplier>)()
  open.push(s.fake)
  return s
}
const failure = (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => Promise.reject(new Error('It was done.')),
    (error: Error) => error,
  )

describe.each(Object.keys(suppliers))('%s', name => {
  test('passes the way out of news on as a header that needs one click', async () => {
    const { sender, sent } = await begin(name)
    await sender.send({ ...mail, unsubscribe: WAY_OUT })
    expect(sent()[0]?.headers).toMatchObject({
      'List-Unsubscribe': `<${WAY_OUT}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    })
  })

  test('refuses for good what it will refuse again, and the address is in no error', async () => {
    const { sender, fake } = await begin(name)
    if (name === 'Mandrill') (fake as Awaited<ReturnType<typeof startFakeMandrill>>).rejects.add(ASA)
    const error = await failure(sender.send(name === 'Mandrill' ? mail : { ...mail, to: 'ingen adress' }))
    expect(error).toBeInstanceOf(MailRefused)
    expect(`${error.message} ${(error as MailRefused).reason}`).not.toContain('@')
  })

  test.each([
    [429, 'rate-limited'],
    [503, 'unavailable'],
  ])('is asked again later when it answers %i', async (status, kind) => {
    const { sender, fake } = await begin(name)
    fake.broken = { status, json: {} }
    const error = await failure(sender.send(mail))
    expect(error).toBeInstanceOf(VendorFailure)
    expect(error).toMatchObject({ kind })
  })

  test('with another key takes nothing, and the key is in no error', async () => {
    const { wrongKey, sent } = await begin(name)
    const error = await failure(wrongKey.send(mail))
    expect(error).toMatchObject({ kind: 'unauthorized' })
    expect(error.message).not.toContain('gissad')
    expect(sent()).toEqual([])
  })
})

/** A whole service in which the supplier carries the mail: a quote is sent, and what came is looked at. */
async function wholeQuote(name: string): Promise<void> {
  const { fake, sent } = await begin(name)
  const row = name.toLowerCase() as 'mailgun' | 'sendgrid' | 'mandrill'
  const service = await startTestService({
    jobs: false,
    env: {
      ...inUseEnv({ [row]: { settings: { domain: 'post.prov.example', url: fake.url } } }),
      [`CLING_${name.toUpperCase()}_KEY`]: 'nyckel',
    },
  })
  try {
    const quote = await sentQuote(service.services)
    await runWaiting(service, sendDispatch as never)
    expect(sent().length).toBeGreaterThan(0)
    for (const came of sent()) {
      expect(came.measuring).toEqual(OFF[name])
      // The quote is a link: there is no file, and no field but those a mail is made of.
      expect(came.fields).toEqual(
        [...(FIELDS[name] as string[])].filter(f => came.fields.includes(f) || !OPTIONAL.has(f)).sort(),
      )
      expect(came.headers).not.toHaveProperty('List-Unsubscribe')
    }
    const bytes = Buffer.concat(fake.came.map(c => c.body)).toString()
    expect(bytes).toContain('/rum/')
    const numbers = readSample('badrum-rot').client.people.flatMap(p =>
      p.personalNumber ? [String(p.personalNumber)] : [],
    )
    expect(numbers.length).toBeGreaterThan(0)
    for (const number of numbers) expect(bytes.replace(/\D/g, '')).not.toContain(number.replace(/\D/g, '').slice(-10))
    expect(bytes).not.toMatch(/<img|background=|url\(/i)
    // What says that it may go there is the door: a personal number may not.
    const disclose = (column: string) =>
      service.services.database.company(quote.companyId, tx =>
        service.services.door.disclose(tx, {
          id: service.services.newId(),
          processor: 'mail',
          purpose: 'deliver',
          columns: [column],
          subject: { kind: 'client', id: null },
          documentId: null,
        }),
      )
    await disclose('client.name')
    await expect(disclose('client_person.personal_number')).rejects.toMatchObject({ code: 'outbound-column-refused' })
    const send = service.services.ports.get(mailSender).send
    const before = sent().length
    expect(() => send({ ...mail, text: `Numret är ${numbers[0]}.` })).toThrow('looks like a personal number')
    expect(sent()).toHaveLength(before)
  } finally {
    await service.close()
  }
}

describe('in use', () => {
  test('Mailgun gets mails with links, no numbers, no measuring, in the EEA', clause('B-6', 'P-17.3'), async () => {
    await wholeQuote('Mailgun')
    expect(() => mailgunMail({ key: 'x', domain: 'd', url: 'https://api.mailgun.net', clock })).toThrow(
      'within the EEA',
    )
  })
  test('SendGrid gets mails with links, no numbers, no measuring, in the EEA', clause('B-7', 'P-17.3'), async () => {
    await wholeQuote('SendGrid')
    expect(() => sendgridMail({ key: 'x', url: 'https://api.sendgrid.com' })).toThrow('within the EEA')
  })
  test(
    'Mandrill gets mails with links, no numbers, no measuring, on a ground for leaving the EEA',
    clause('B-9', 'P-17.3'),
    async () => {
      await wholeQuote('Mandrill')
      expect(() => readConfig(inUseEnv({ mandrill: { transfer: undefined } }))).toThrow('it leaves the EEA')
      // An Irish place does not make the American company behind it Irish.
      expect(() => readConfig(inUseEnv({ mandrill: { places: ['IE'], transfer: undefined } }))).toThrow(
        'it leaves the EEA',
      )
    },
  )
})

describe('forgetting somebody', () => {
  test(
    'at Mailgun takes the address off every list, and says when the rest has gone',
    clause('B-6', 'P-17.3'),
    async () => {
      const { sender, fake } = await begin('Mailgun')
      const { lists } = fake as Awaited<ReturnType<typeof startFakeMailgun>>
      lists.bounces.add(ASA)
      lists.complaints.add(ASA)
      expect(await sender.erase({ email: ASA })).toEqual({ state: 'done', leftUntil: '2026-12-23' })
      expect(Object.values(lists).every(list => list.size === 0)).toBe(true)
    },
  )

  test(
    'at SendGrid is a job that is taken and then confirmed: taken is not done',
    clause('B-7', 'P-17.3'),
    async () => {
      const { sender, fake } = await begin('SendGrid')
      const answer = await sender.erase({ email: ASA })
      expect(answer).toEqual({ state: 'requested', reference: expect.any(String) })
      expect((fake as Awaited<ReturnType<typeof startFakeSendgrid>>).erased).toEqual([ASA])
      expect(await sender.ask((answer as { reference: string }).reference)).toMatchObject({ state: 'manual' })
    },
  )

  test('at Mandrill takes the address off their lists and leaves a request for the rest', clause('B-9'), async () => {
    const { sender, fake } = await begin('Mandrill')
    const { rejects } = fake as Awaited<ReturnType<typeof startFakeMandrill>>
    rejects.add(ASA)
    expect(await sender.erase({ email: ASA })).toMatchObject({ state: 'manual' })
    expect(rejects.size).toBe(0)
  })

  test.each(Object.keys(suppliers))('of whom nothing is known asks %s nothing', async name => {
    const { sender, fake } = await begin(name)
    expect(await sender.erase({})).toEqual({ state: 'not-held' })
    expect(fake.came).toEqual([])
  })
})
