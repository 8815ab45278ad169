// The address somebody comes from: nowhere in full, shortened with a session alone, and gone 30 days after that has ended.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendAccountMail } from '../accounts/account-mail.ts'
import { flushCounts } from '../consent/measure/counts.ts'
import { declaredColumns } from '../datamap/register.ts'
import { movableClock } from '../platform/clock.ts'
import { forgetAttempts } from '../platform/http/limits.ts'
import { tables } from '../schema.ts'
import { ask } from '../testing/ask.ts'
import { browserOf } from '../testing/browser-of.ts'
import { clause } from '../testing/clause.ts'
import { dump } from '../testing/dump.ts'
import { inRoom } from '../testing/room-of.ts'
import { runWaiting, sentTo } from '../testing/run-waiting.ts'
import { sentQuote } from '../testing/sent-quote.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { approveRun, carryOutRun, planRun } from './retention/run.ts'

const BEGIN = new Date('2026-11-24T09:00:00.000Z')
const clock = movableClock(BEGIN)
const ADDRESSES = ['198.51.100.177', '2001:db8:77ab:1177:c0de::91'] as const
const PASSWORD = 'regnet-Föll+hela dagen'
let service: TestService
beforeAll(async () => {
  service = await startTestService({ jobs: false, clock, env: { CLING_TRUSTED_PROXIES: '127.0.0.1,::1' } })
})
afterAll(() => service.close())

async function everything(address: string, n: number): Promise<void> {
  const visitor = browserOf(service, { 'x-forwarded-for': address, 'user-agent': 'Prov/1' })
  const post = (path: string, fields: Record<string, string>) =>
    visitor.ask(path, { method: 'POST', body: new URLSearchParams(fields) })
  await visitor.read('/')
  await visitor.answers('alla')
  await visitor.ask('/matning', { method: 'POST', body: JSON.stringify({ kind: 'view', page: '/' }) })
  await visitor.ask('/fel', {
    method: 'POST',
    body: JSON.stringify({ kind: 'Error', message: address, stack: address }),
  })
  const email = `adress${n}@prov.example`
  await post('/registrera', { company: 'Adress AB', email, password: PASSWORD })
  await runWaiting(service, sendAccountMail as never)
  const link = /http:\/\/localhost:\d+(\/\S+)/.exec((await sentTo(service, email)).at(-1)?.body_text ?? '')?.[1]
  expect((await post(link as string, {})).status).toBe(303)
  await post('/logga-in', { email, password: `${PASSWORD}!` })
  await post('/nyhetsbrev', { email: `lasare${n}@prov.example`, ja: '1' })
  const quote = await sentQuote(service.services)
  const { path } = inRoom(service, quote.links[0] as string)
  expect((await visitor.ask(`${path}/`)).status).toBe(200)
  await visitor.ask(`/rum/${'x'.repeat(43)}/`)
  await visitor.ask(`${path}/fraga`, {
    method: 'POST',
    body: new URLSearchParams({ anchor: '', body: 'När kan ni börja?' }),
  })
  await visitor.ask('/api/app/me')
}

/** Where an address stands in any of the ways it is written. */
async function placesOf(forms: readonly string[]): Promise<string[]> {
  const all = [...(await dump(service.superuserUrl)), ['the logs', service.logs.join('')] as const]
  const ways = forms.flatMap(f => [
    f,
    encodeURIComponent(f),
    Buffer.from(f).toString('base64').replace(/=+$/, ''),
    Buffer.from(f).toString('hex'),
  ])
  return all.filter(([, text]) => ways.some(w => text.includes(w))).map(([where]) => where)
}

test(
  'stands nowhere in full, shortened with the session alone, and nowhere 30 days after that ended',
  clause('P-8.2'),
  async () => {
    for (const [n, address] of ADDRESSES.entries()) await everything(address, n)
    await flushCounts(service.services)
    const [v4, v6] = ADDRESSES
    const octets = v4.split('.')
    const full = [v4, octets.slice(0, 3).join('.'), v6, v6.split(':').slice(0, 4).join(':')]
    expect(await placesOf(full)).toEqual([])
    // What is kept is the first half, for whoever looks at their own sessions.
    const networks = await ask(service.ownerUrl, 'select network from session order by network')
    expect(networks.map(s => s.network)).toEqual(['198.51', '2001:db8:77ab'])
    expect(await placesOf(['198.51', '2001:db8:77ab'])).toEqual(['public.session'])
    // Nothing else may hold one: the data map has technical values of a session, and of a visit the site one came from.
    const technical = declaredColumns(tables).filter(
      c => c.personal?.holds === 'technical' && !c.table.startsWith('outbox_'),
    )
    expect([
      ...new Set(technical.filter(c => /ip|address|network/.test(c.column)).map(c => `${c.table}.${c.column}`)),
    ]).toEqual(['session.network'])
    await ask(service.ownerUrl, 'update session set ended_at = $1', [BEGIN])
    const night = async (days: number) => {
      clock.set(new Date(BEGIN.getTime() + days * 86_400_000))
      await forgetAttempts.run(service.services)
      const run = await planRun(service.services)
      await carryOutRun(service.services, run)
      const [waits] = await ask(service.ownerUrl, `select day from retention_run where id = $1 and state = 'waiting'`, [
        run,
      ])
      if (waits) {
        await approveRun(service.services, waits.day, 'Prov Person')
        await carryOutRun(service.services, run)
      }
    }
    await night(29)
    expect(await placesOf(['198.51'])).toEqual(['public.session'])
    await night(31)
    expect(await placesOf(['198.51', '2001:db8:77ab'])).toEqual([])
    // Nor is the count of its attempts, by a keyed hash, there any more.
    expect(await ask(service.ownerUrl, 'select 1 from rate_limit')).toEqual([])
  },
)
