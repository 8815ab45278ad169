import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { movableClock } from '../../../platform/clock.ts'
import type { Eid, EidStart } from '../../../platform/ports/eid.ts'
import { type Emulator, emulatorEid, startBankIdEmulator } from './emulator.ts'

const clock = movableClock(new Date('2026-11-24T09:58:00Z'))
const ÅSA = '198406012388'
const text = 'JAG BESTÄLLER <b>MED</b> BETALNINGSSKYLDIGHET\n\n  Pris: 1 000 kr & inget mer'
const start: EidStart = {
  kind: 'sign',
  endUserIp: '192.0.2.7',
  userAgent: '',
  text,
  nonVisible: null,
  returnUrl: 'http://localhost:3000/rum?klart=1',
}

let folder: string
let emulator: Emulator
let eid: Eid & { close(): void }
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bankid-'))
  emulator = await startBankIdEmulator({ dataDir: folder, clock })
  eid = emulatorEid(emulator, { through: (_, work) => work() })
})
afterAll(async () => {
  eid.close()
  await emulator.close()
  await rm(folder, { recursive: true, force: true })
})

/** A browser without script: it keeps the cookie and says where it is sent. */
function browser() {
  let cookie = ''
  return async (path: string, form?: Record<string, string>) => {
    const response = await fetch(new URL(path, emulator.phoneUrl), {
      redirect: 'manual',
      headers: { cookie },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
    return {
      status: response.status,
      to: response.headers.get('location') ?? '',
      headers: response.headers,
      page: await response.text(),
    }
  }
}

test('a person chooses who to be, reads exactly what was sent, signs, and is led back', async () => {
  const go = browser()
  const order = await eid.start(start)
  const opened = await go(eid.startUrl(order, 'phone'))
  expect(opened.status).toBe(303)
  expect((await go(opened.to)).page).toContain('Vem är du?')
  expect(await eid.collect(order.orderRef)).toEqual({ status: 'pending', hint: 'started' })

  const id = opened.to.split('/')[2] as string
  expect((await go('/person', { personalNumber: ÅSA, order: id })).to).toBe(opened.to)
  const { page, headers } = await go(opened.to)
  expect(page).toContain('TESTTELEFON, inte BankID')
  expect(page).toContain(
    '>JAG BESTÄLLER &lt;b&gt;MED&lt;/b&gt; BETALNINGSSKYLDIGHET\n\n  Pris: 1 000 kr &amp; inget mer<',
  )
  // The way back is another origin, which a form may only lead to when the policy says so.
  expect(headers.get('content-security-policy')).toContain("form-action 'self' http://localhost:3000;")
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")

  expect((await go(`${opened.to}/approve`, {})).to).toBe(start.returnUrl)
  expect((await go(opened.to)).page).toContain('Du har skrivit under.')
  expect(await eid.collect(order.orderRef)).toMatchObject({ status: 'complete' })
})

test('the number is in no address and no cookie', async () => {
  const go = browser()
  const chosen = await go('/person', { personalNumber: ÅSA })
  expect(chosen.to).toBe('/')
  expect(chosen.headers.get('set-cookie')).toMatch(/^testtelefon=[A-Za-z0-9_-]{16}; HttpOnly; SameSite=Lax; Path=\/$/)
})

test('what waits is listed and can be opened, read by code, cancelled or made to fail', async () => {
  const go = browser()
  await go('/person', { personalNumber: ÅSA })
  const [first, second] = [await eid.start(start), await eid.start({ ...start, kind: 'auth', text: null })]
  const home = await go('/')
  expect(home.page).toContain('Legitimera dig')
  const ids = [...home.page.matchAll(/value="([A-Za-z0-9_-]{12})"/g)].map(m => m[1] as string)
  expect(ids).toHaveLength(2)

  const fromList = await go('/open', { order: ids[1] as string })
  expect(await eid.collect(first.orderRef)).toEqual({ status: 'pending', hint: 'userSign' })
  // Opened from another device than the one that asked: nobody is led away.
  expect((await go(`${fromList.to}/cancel`, {})).to).toBe(fromList.to)
  expect((await go(fromList.to)).page).toContain('Inget är underskrivet')
  expect(await eid.collect(first.orderRef)).toEqual({ status: 'failed', hint: 'userCancel' })

  const byCode = await go('/open', { qr: eid.qr(second, 0) })
  await go(`${byCode.to}/fail`, { hint: 'certificateErr' })
  expect(await eid.collect(second.orderRef)).toEqual({ status: 'failed', hint: 'certificateErr' })
})

test('a code that is old, an order that is gone and a number that does not hold are told where they were given', async () => {
  const go = browser()
  const wrong = await go('/person', { personalNumber: '198406012389' })
  expect(wrong.status).toBe(422)
  expect(wrong.page).toContain('Numret stämmer inte')
  expect(wrong.page).toContain('value="198406012389"')
  await go('/person', { personalNumber: ÅSA })
  const order = await eid.start(start)
  const qr = eid.qr(order, 0)
  clock.pass(12_000)
  expect(await go('/open', { qr })).toMatchObject({ status: 422, page: expect.stringContaining('hunnit bytas') })
  expect(await go('/open', { qr: 'hej' })).toMatchObject({ status: 422, page: expect.stringContaining('ingen sådan') })
  expect((await go('/?autostarttoken=hej')).page).toContain('ingen sådan')
  expect((await go('/order/hej')).status).toBe(404)
  await eid.cancel(order.orderRef)
})

test('nobody elsewhere reaches in: by another name, by a form of theirs, or by a body of another kind', async () => {
  const status = (headers: Record<string, string>, method = 'POST', path = '/api/approve') =>
    new Promise<number | undefined>((resolve, reject) => {
      const r = request(new URL(path, emulator.phoneUrl), { method, headers, agent: false }, response => {
        response.resume()
        resolve(response.statusCode)
      })
      r.on('error', reject)
      r.end(method === 'POST' ? '{}' : undefined)
    })
  const json = { 'content-type': 'application/json' }
  expect(await status({ host: 'rebound.example' }, 'GET', '/')).toBe(403)
  expect(await status({ ...json, 'sec-fetch-site': 'cross-site' })).toBe(403)
  expect(await status({ 'content-type': 'text/plain' })).toBe(415)
  expect(await status({ 'content-type': 'application/x-www-form-urlencoded' })).toBe(415)
  expect(await status(json)).toBe(404)
  expect(await status(json, 'DELETE')).toBe(404)
})
