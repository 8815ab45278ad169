// Coming in with two steps, over HTTP as a browser does it: codes of an app, codes for having lost it, passkeys, and proving anew who one is.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runSupport } from '../cli/support.ts'
import { movableClock } from '../platform/clock.ts'
import { extractFiles } from '../privacy/rights/extract/extract.ts'
import { ask } from '../testing/ask.ts'
import { type Ask, askJson, colleagueWindow, companyWindow, type Window } from '../testing/company-window.ts'
import { meet } from '../testing/meet.ts'
import { runWaiting, sentTo } from '../testing/run-waiting.ts'
import { readBase32, softwarePasskey } from '../testing/software-passkey.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { sendAccountMail } from './account-mail.ts'
import { codeOf, stepAt } from './totp.ts'

const PASSWORD = 'regnet föll hela dagen'
const OTHER = 'solen sken hela natten'
const MINUTE = 60_000
const clock = movableClock(new Date('2026-11-24T09:00:00Z'))
let service: TestService
let place: { origin: string; rpId: string }

beforeAll(async () => {
  service = await startTestService({ jobs: false, clock, env: { CLING_TRUSTED_PROXIES: '127.0.0.1' } })
  place = { origin: new URL(service.url).origin, rpId: 'localhost' }
})
afterAll(() => service.close())

/** Somebody at a browser that keeps its cookies. */
function browser(options: { agent?: string; ip?: string } = {}) {
  const jar = new Map<string, string>()
  const headers = () => ({
    'user-agent': options.agent ?? 'test',
    'x-forwarded-for': options.ip ?? '127.0.0.1',
    cookie: [...jar].map(c => c.join('=')).join('; '),
  })
  const keep = (response: Response) => {
    for (const given of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(given) ?? []
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
  }
  const form = async (path: string, fields?: Record<string, string>) => {
    const response = await fetch(service.url + path, {
      method: fields ? 'POST' : 'GET',
      headers: headers(),
      ...(fields ? { body: new URLSearchParams(fields) } : {}),
      redirect: 'manual',
    })
    keep(response)
    return { status: response.status, to: response.headers.get('location'), text: await response.text() }
  }
  const json = async (path: string, body: unknown) => {
    const response = await fetch(service.url + path, {
      method: 'POST',
      headers: { ...headers(), accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    keep(response)
    return { status: response.status, body: await response.json() }
  }
  const api: Ask = (method, path, body) => askJson(service, method, path, body, headers())
  return { jar, form, json, ask: api, isIn: async () => (await api('GET', '/api/app/me')).status === 200 }
}

const codeAt = (typed: string, at = clock.now()) => codeOf(readBase32(typed), stepAt(at))
/** Sets an app up at a window: its key as typed, and the codes for losing it. */
async function withApp(window: Pick<Window, 'ask'>): Promise<{ typed: string; codes: string[] }> {
  const { body: begun } = await window.ask('POST', '/api/app/authenticator/begin', {})
  const { status, body } = await window.ask('POST', '/api/app/authenticator', {
    id: begun.id,
    code: codeAt(begun.typed),
  })
  expect(status).toBe(201)
  clock.pass(MINUTE)
  return { typed: begun.typed, codes: body.codes }
}
async function withPasskey(window: Pick<Window, 'ask'>, name = 'Telefonen') {
  const passkey = softwarePasskey(place)
  const { body: asked } = await window.ask('POST', '/api/app/passkeys/begin', {})
  const made = await window.ask('POST', '/api/app/passkeys', {
    ...passkey.make(asked.challenge),
    challengeId: asked.id,
    name,
  })
  expect(made.status).toBe(201)
  return { ...passkey, id: made.body.id as string, userHandle: asked.userHandle as string }
}
async function signInWith(passkey: Awaited<ReturnType<typeof withPasskey>>, at = browser(), bent = {}) {
  const { body: asked } = await at.json('/logga-in/passkey/fraga', {})
  const answer = passkey.answer(asked.challenge, { userHandle: passkey.userHandle, ...bent })
  return { at, asked, answer, came: await at.json('/logga-in/passkey', { ...answer, challengeId: asked.id }) }
}
const signIn = async (email: string, at = browser(), password = PASSWORD) => {
  const answer = await at.form('/logga-in', { email, password })
  return { at, answer }
}

describe('an authenticator app', () => {
  test('is asked for after the password: the code lets in, and nothing does before it', async () => {
    const window = await companyWindow(service, { password: PASSWORD })
    const { typed } = await withApp(window)
    const { at, answer } = await signIn(window.email)
    expect(answer).toMatchObject({ status: 303, to: '/logga-in/kod?till=%2Fapp%2F' })
    expect(await at.isIn()).toBe(false)
    expect((await at.form('/logga-in/kod')).text).toContain('name="code"')
    const wrong = await at.form('/logga-in/kod', { code: '000000' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Koden stämmer inte')
    const code = codeAt(typed)
    const right = await at.form('/logga-in/kod', { code: `${code.slice(0, 3)} ${code.slice(3)}`, till: '/app/kunder' })
    expect(right).toMatchObject({ status: 303, to: '/app/kunder' })
    expect(await at.isIn()).toBe(true)
    // The same code, a moment later, in somebody else's hands.
    const thief = (await signIn(window.email)).at
    expect((await thief.form('/logga-in/kod', { code })).status).toBe(422)
    clock.pass(MINUTE)
    expect((await thief.form('/logga-in/kod', { code: codeAt(typed) })).status).toBe(303)
  })

  test('that two people answer for with one code at once lets one of them in', async () => {
    const window = await companyWindow(service, { password: PASSWORD })
    const { typed } = await withApp(window)
    const steps = [(await signIn(window.email)).at]
    const first = steps[0] as ReturnType<typeof browser>
    const code = codeAt(typed)
    const answers = await meet(service.superuserUrl, { table: 'authenticator_app', waiting: 2 }, () => [
      first.form('/logga-in/kod', { code }),
      first.form('/logga-in/kod', { code }),
    ])
    expect(answers.map(a => a.status).sort()).toEqual([303, 422])
  })

  test('of a clock that is a step off works, two steps off does not', async () => {
    const window = await companyWindow(service, { password: PASSWORD })
    const { typed } = await withApp(window)
    const { at } = await signIn(window.email)
    const off = (steps: number) => codeAt(typed, new Date(clock.now().getTime() + steps * 30_000))
    expect((await at.form('/logga-in/kod', { code: off(2) })).status).toBe(422)
    expect((await at.form('/logga-in/kod', { code: off(-2) })).status).toBe(422)
    expect((await at.form('/logga-in/kod', { code: off(1) })).status).toBe(303)
  })

  test('rests after eight wrong codes, wherever they come from', async () => {
    const window = await companyWindow(service, { password: PASSWORD })
    const { typed } = await withApp(window)
    clock.pass(15 * MINUTE)
    const first = (await signIn(window.email)).at
    for (let i = 0; i < 8; i++) expect((await first.form('/logga-in/kod', { code: '000000' })).status).toBe(422)
    const { at } = await signIn(window.email)
    const rests = await at.form('/logga-in/kod', { code: codeAt(typed) })
    expect(rests.status).toBe(429)
    expect(rests.text).toContain('För många fel koder')
    clock.pass(15 * MINUTE)
    const again = (await signIn(window.email)).at
    expect((await again.form('/logga-in/kod', { code: codeAt(typed) })).status).toBe(303)
  })

  test('lost: each of ten codes lets in once, as people type them, and new ones end those before', async () => {
    const window = await companyWindow(service, { password: PASSWORD })
    const { codes } = await withApp(window)
    expect(new Set(codes).size).toBe(10)
    const [one = '', two = '', three = ''] = codes
    const come = async (code: string) => (await (await signIn(window.email)).at.form('/logga-in/kod', { code })).status
    expect(await come(one.toLowerCase())).toBe(303)
    expect(await come(one)).toBe(422)
    expect(await come(two.replace('-', ' '))).toBe(303)
    expect((await window.ask('GET', '/api/app/sign-in')).body.app.codesLeft).toBe(8)
    const { body } = await window.ask('POST', '/api/app/authenticator/codes', {})
    expect(await come(three)).toBe(422)
    expect(await come(body.codes[0])).toBe(303)
    const rows = JSON.stringify(await ask(service.ownerUrl, 'select * from recovery_code'))
    expect(rows + service.logs.join()).not.toContain(body.codes[1].toLowerCase().replace('-', ''))
  })

  test('asks also whoever chose a new password by mail', async () => {
    const window = await companyWindow(service, { password: PASSWORD })
    const { typed } = await withApp(window)
    await browser().form('/glomt-losenord', { email: window.email })
    await runWaiting(service, sendAccountMail as never)
    const mail = (await sentTo(service, window.email)).at(-1)
    const link = /http:\/\/localhost:\d+(\/nytt-losenord\/\S+)/.exec(mail?.body_text ?? '')?.[1] as string
    const at = browser()
    expect((await at.form(link, { password: OTHER })).to).toMatch(/^\/logga-in\/kod/)
    expect(await at.isIn()).toBe(false)
    expect((await at.form('/logga-in/kod', { code: codeAt(typed) })).status).toBe(303)
  })

  test('is not there before its first code, and a new one takes the place of the old with its codes', async () => {
    const window = await companyWindow(service, { password: PASSWORD })
    const { body: begun } = await window.ask('POST', '/api/app/authenticator/begin', {})
    expect(begun.picture).toMatch(/^<svg/)
    expect((await signIn(window.email)).answer.to).not.toContain('/kod')
    const wrong = await window.ask('POST', '/api/app/authenticator', { id: begun.id, code: '000000' })
    expect(wrong.body.fields.code).toContain('Koden stämmer inte')
    const old = await withApp(window)
    const stale = await window.ask('POST', '/api/app/authenticator', { id: begun.id, code: codeAt(begun.typed) })
    expect(stale.body.text).toContain('Börja om')
    const fresh = await withApp(window)
    const { at } = await signIn(window.email)
    expect((await at.form('/logga-in/kod', { code: codeAt(old.typed) })).status).toBe(422)
    expect((await at.form('/logga-in/kod', { code: old.codes[0] as string })).status).toBe(422)
    expect((await at.form('/logga-in/kod', { code: codeAt(fresh.typed) })).status).toBe(303)
    expect((await window.ask('DELETE', '/api/app/authenticator')).status).toBe(200)
    expect((await signIn(window.email)).answer.to).not.toContain('/kod')
  })

  test('the page for the code is nothing without the password before it, and waits ten minutes', async () => {
    const window = await companyWindow(service, { password: PASSWORD })
    const { typed } = await withApp(window)
    expect((await browser().form('/logga-in/kod')).to).toBe('/logga-in')
    expect((await browser().form('/logga-in/kod', { code: codeAt(typed) })).to).toBe('/logga-in')
    const { at } = await signIn(window.email)
    clock.pass(10 * MINUTE)
    expect((await at.form('/logga-in/kod', { code: codeAt(typed) })).to).toBe('/logga-in')
    expect(await at.isIn()).toBe(false)
  })
})

describe('a passkey', () => {
  test('signs in without a name and without a password, and says when it was used', async () => {
    const window = await companyWindow(service, { password: PASSWORD })
    const phone = await withPasskey(window, 'Telefonen')
    await withPasskey(window, 'Datorn')
    const { at, came } = await signInWith(phone)
    expect(came.status).toBe(200)
    expect((await at.ask('GET', '/api/app/me')).body.email).toBe(window.email)
    const { passkeys } = (await window.ask('GET', '/api/app/sign-in')).body
    expect(passkeys).toMatchObject([
      { name: 'Telefonen', usedAt: clock.now().toISOString(), backedUp: true },
      { name: 'Datorn', usedAt: null },
    ])
  })

  test('that is taken away lets nobody in, and somebody else’s cannot be', async () => {
    const [mine, theirs] = await Promise.all([companyWindow(service), companyWindow(service)])
    const passkey = await withPasskey(mine)
    expect((await theirs.ask('DELETE', `/api/app/passkeys/${passkey.id}`)).status).toBe(404)
    expect((await signInWith(passkey)).came.status).toBe(200)
    expect((await mine.ask('DELETE', `/api/app/passkeys/${passkey.id}`)).status).toBe(200)
    const { came, at } = await signInWith(passkey)
    expect(came.status).toBe(422)
    expect(came.body.text).toContain('hör inte till något konto här')
    expect(await at.isIn()).toBe(false)
  })

  test('answers once: what was said is of no use again, nor to another question or after five minutes', async () => {
    const window = await companyWindow(service)
    const passkey = await withPasskey(window)
    const { asked, answer } = await signInWith(passkey)
    const again = await browser().json('/logga-in/passkey', { ...answer, challengeId: asked.id })
    expect(again.body.text).toBe('Det tog för lång tid. Försök igen.')
    const at = browser()
    const other = (await at.json('/logga-in/passkey/fraga', {})).body
    expect((await at.json('/logga-in/passkey', { ...answer, challengeId: other.id })).status).toBe(422)
    const slow = passkey.answer(other.challenge)
    clock.pass(5 * MINUTE)
    expect((await at.json('/logga-in/passkey', { ...slow, challengeId: other.id })).status).toBe(409)
    // What was asked of somebody signed in lets nobody in.
    const { body: prove } = await window.ask('POST', '/api/app/prove/begin', {})
    const elsewhere = await at.json('/logga-in/passkey', { ...passkey.answer(prove.challenge), challengeId: prove.id })
    expect(elsewhere.status).toBe(409)
    expect(await at.isIn()).toBe(false)
  })

  test('used at two places at once with one answer lets one in', async () => {
    const window = await companyWindow(service)
    const passkey = await withPasskey(window)
    const at = browser()
    const { body: asked } = await at.json('/logga-in/passkey/fraga', {})
    const answer = { ...passkey.answer(asked.challenge), challengeId: asked.id }
    const came = await meet(service.superuserUrl, { table: 'passkey_challenge', waiting: 2 }, () => [
      at.json('/logga-in/passkey', answer),
      browser().json('/logga-in/passkey', answer),
    ])
    expect(came.map(c => c.status).sort()).toEqual([200, 409])
  })

  test('whose count goes back has been copied: it is refused and we are told', async () => {
    const window = await companyWindow(service)
    const passkey = await withPasskey(window)
    expect((await signInWith(passkey, browser(), { count: 7 })).came.status).toBe(200)
    const copied = await signInWith(passkey, browser(), { count: 7 })
    expect(copied.came.status).toBe(422)
    expect(copied.came.body.text).toContain('gick inte att lita på')
    expect(service.logs.join()).toContain('passkey-refused')
    expect((await signInWith(passkey, browser(), { count: 8 })).came.status).toBe(200)
  })

  test('says whose it is: a handle of somebody else is not believed, and the same one is kept once', async () => {
    const [mine, theirs] = await Promise.all([companyWindow(service), companyWindow(service)])
    const passkey = await withPasskey(mine)
    const other = await withPasskey(theirs)
    expect((await signInWith(passkey, browser(), { userHandle: other.userHandle })).came.status).toBe(422)
    const { body: asked } = await theirs.ask('POST', '/api/app/passkeys/begin', {})
    const twice = { ...passkey.make(asked.challenge), challengeId: asked.id, name: 'Min' }
    expect((await theirs.ask('POST', '/api/app/passkeys', twice)).status).toBe(409)
    expect(asked.known).toEqual([other.credentialId])
  })

  test.each([{}, { challengeId: 'x' }, null, []])('%j is no answer', async body => {
    const answer = await browser().json('/logga-in/passkey', body)
    expect(answer.status).toBe(422)
  })
})

describe('what could do much harm', () => {
  const begin = (w: Pick<Window, 'ask'>) => w.ask('POST', '/api/app/passkeys/begin', {})
  test('asks once more who one is when that was ten minutes ago, by password', async () => {
    const window = await companyWindow(service, { password: PASSWORD })
    clock.pass(10 * MINUTE - 1)
    expect((await begin(window)).status).toBe(200)
    clock.pass(1)
    const asked = await begin(window)
    expect(asked).toMatchObject({ status: 403, body: { problem: 'prove-first' } })
    const wrong = await window.ask('POST', '/api/app/prove', { password: OTHER })
    expect(wrong.body.fields.password).toBe('Lösenordet stämmer inte.')
    expect((await begin(window)).status).toBe(403)
    expect((await window.ask('POST', '/api/app/prove', { password: PASSWORD })).status).toBe(200)
    expect((await begin(window)).status).toBe(200)
  })

  test('or by one’s own passkey, and by nobody else’s', async () => {
    const window = await companyWindow(service)
    const colleague = await colleagueWindow(service, window, 'owner')
    const [mine, theirs] = [await withPasskey(window), await withPasskey(colleague)]
    clock.pass(10 * MINUTE)
    const prove = async (passkey: typeof mine) => {
      const { body: asked } = await window.ask('POST', '/api/app/prove/begin', {})
      return window.ask('POST', '/api/app/prove/passkey', { ...passkey.answer(asked.challenge), challengeId: asked.id })
    }
    expect((await prove(theirs)).status).toBe(422)
    expect((await begin(window)).status).toBe(403)
    expect((await prove(mine)).status).toBe(200)
    expect((await begin(window)).status).toBe(200)
  })

  test.each([
    ['POST', '/api/app/passkeys/begin', {}],
    ['DELETE', '/api/app/passkeys/01a20000-0000-7000-8000-000000000000', undefined],
    ['POST', '/api/app/authenticator/begin', {}],
    ['DELETE', '/api/app/authenticator', undefined],
    ['POST', '/api/app/authenticator/codes', {}],
    ['PUT', '/api/app/password', { password: OTHER }],
    ['PUT', '/api/app/second-step', { required: true }],
    ['POST', '/api/app/members/01a20000-0000-7000-8000-000000000000/hand-over', {}],
    ['POST', '/api/app/api-keys', { name: 'x' }],
  ] as const)('%s %s does', async (method, path, body) => {
    const window = await companyWindow(service)
    clock.pass(10 * MINUTE)
    expect((await window.ask(method, path, body)).body.problem).toBe('prove-first')
  })

  test('guessing the password there rests as it does at the door', async () => {
    const window = await companyWindow(service, { password: PASSWORD })
    for (let i = 0; i < 8; i++)
      expect((await window.ask('POST', '/api/app/prove', { password: OTHER })).status).toBe(422)
    expect((await window.ask('POST', '/api/app/prove', { password: PASSWORD })).status).toBe(429)
    expect((await signIn(window.email)).answer.status).toBe(429)
  })
})

describe('a company that asks everybody for two steps', () => {
  const require = (w: Pick<Window, 'ask'>, required = true) => w.ask('PUT', '/api/app/second-step', { required })

  test('is not asked for by an owner who has none, nor by anybody else', async () => {
    const owner = await companyWindow(service)
    const administrator = await colleagueWindow(service, owner, 'administrator')
    expect((await require(owner)).body.text).toContain('för dig själv först')
    await withPasskey(administrator)
    expect((await require(administrator)).status).toBe(403)
  })

  test('lets whoever came by password alone do nothing but add the second step, and then everything', async () => {
    const owner = await companyWindow(service)
    const seller = await colleagueWindow(service, owner, 'seller')
    await withPasskey(owner)
    expect((await require(owner)).status).toBe(200)
    expect((await owner.ask('GET', '/api/app/documents')).status).toBe(200)
    const shut = await seller.ask('GET', '/api/app/documents')
    expect(shut).toMatchObject({ status: 403, body: { problem: 'second-step-first' } })
    expect((await seller.ask('GET', '/api/app/me')).body.lacksSecond).toBe(true)
    await withApp(seller)
    expect((await seller.ask('GET', '/api/app/documents')).status).toBe(200)
    const last = await seller.ask('DELETE', '/api/app/authenticator')
    expect(last.body.text).toContain('Lägg till ett annat sätt')
    expect((await seller.ask('GET', '/api/app/sign-in')).body.app).not.toBeNull()
    await withPasskey(seller)
    expect((await seller.ask('DELETE', '/api/app/authenticator')).status).toBe(200)
    expect((await require(owner, false)).status).toBe(200)
  })

  test('is not satisfied by the password of somebody who has a passkey: with it alone none is added or taken away', async () => {
    const owner = await companyWindow(service, { password: PASSWORD })
    const passkey = await withPasskey(owner)
    await require(owner)
    const { at } = await signIn(owner.email)
    expect((await at.ask('GET', '/api/app/documents')).status).toBe(403)
    for (const [method, path] of [
      ['POST', '/api/app/passkeys/begin'],
      ['POST', '/api/app/authenticator/begin'],
      ['DELETE', `/api/app/passkeys/${passkey.id}`],
    ] as const)
      expect((await at.ask(method, path, method === 'POST' ? {} : undefined)).body.problem).toBe(
        'second-step-use-yours',
      )
    const { at: whole } = await signInWith(passkey)
    expect((await whole.ask('GET', '/api/app/documents')).status).toBe(200)
  })
})

describe('a lost phone', () => {
  test('is put right by whoever manages the team: the second step goes, the password stays, and its owner is told', async () => {
    const owner = await companyWindow(service, { password: PASSWORD })
    const administrator = await colleagueWindow(service, owner, 'administrator')
    const seller = await colleagueWindow(service, owner, 'seller')
    const passkey = await withPasskey(seller)
    await withApp(seller)
    const forget = (by: Pick<Window, 'ask'>, who: { memberId: string }) =>
      by.ask('POST', `/api/app/members/${who.memberId}/forget-second-step`, {})
    expect((await forget(seller, administrator)).status).toBe(403)
    expect((await forget(administrator, owner)).status).toBe(403)
    expect((await forget(administrator, administrator)).body.text).toContain('Inställningar › Inloggning')
    expect((await forget(administrator, seller)).status).toBe(200)
    expect((await seller.ask('GET', '/api/app/me')).status).toBe(401)
    expect((await signInWith(passkey)).came.status).toBe(422)
    const left = await ask(
      service.ownerUrl,
      `select (select count(*)::int from passkey where account_id = $1) + (select count(*)::int from authenticator_app
       where account_id = $1) + (select count(*)::int from recovery_code where account_id = $1) as left`,
      [seller.accountId],
    )
    expect(left).toEqual([{ left: 0 }])
    await runWaiting(service, sendAccountMail as never)
    // One mail for all that changed at once: the passkey, the app, and both taken away.
    const told = (await sentTo(service, seller.email)).filter(m => m.subject === 'Din inloggning i Cling är ändrad')
    expect(told).toHaveLength(1)
  })
})

test('whoever is alone and has lost it asks the operator, who does it by a command that is logged', async () => {
  const owner = await companyWindow(service, { password: PASSWORD })
  const { typed } = await withApp(owner)
  expect(await runSupport(service.services, ['second-step', owner.email.toUpperCase()])).toContain('Nollställt')
  expect((await owner.ask('GET', '/api/app/me')).status).toBe(401)
  expect(service.logs.join()).toContain('second-step-dropped')
  const { at, answer } = await signIn(owner.email)
  expect(answer.to).not.toContain('/kod')
  expect(await at.isIn()).toBe(true)
  expect((await browser().form('/logga-in/kod', { code: codeAt(typed) })).to).toBe('/logga-in')
  await expect(runSupport(service.services, ['second-step', 'ingen@prov.example'])).rejects.toMatchObject({
    code: 'not-found',
  })
})

test('an extract of a member names their passkeys, readable, and holds no key of an app or code', async () => {
  const window = await companyWindow(service)
  const passkey = await withPasskey(window, 'Telefonen i verkstan')
  const { typed, codes } = await withApp(window)
  let text = ''
  const of = { case: { number: 'R-1', kind: 'extract' as const }, level: 2 as const, language: 'sv' as const }
  for await (const file of extractFiles(service.services, {
    ...of,
    person: { kind: 'member', accountId: window.accountId },
  }))
    if (/\.(json|html)$/.test(file.name)) {
      const pieces = file.content instanceof Uint8Array ? [file.content] : file.content
      for await (const piece of pieces) text += piece.toString()
    }
  expect(text).toContain('Telefonen i verkstan')
  expect(text).toContain(passkey.credentialId)
  expect(text).not.toMatch(/"type":\s*"Buffer"/)
  for (const secret of [typed, ...codes]) expect(text.toUpperCase()).not.toContain(secret)
})

describe('a session', () => {
  const mails = async (email: string) => {
    await runWaiting(service, sendAccountMail as never)
    return (await sentTo(service, email)).filter(m => m.subject === 'Ny inloggning i Cling')
  }
  test('in a browser or at a place never seen before is told of by mail, once', async () => {
    const window = await companyWindow(service, { password: PASSWORD })
    await signIn(window.email)
    await signIn(window.email, browser({ agent: 'Firefox/130 Windows' }))
    expect(await mails(window.email)).toHaveLength(1)
    await signIn(window.email, browser({ agent: 'Firefox/130 Windows' }))
    expect(await mails(window.email)).toHaveLength(1)
    await signIn(window.email, browser({ agent: 'Firefox/130 Windows', ip: '203.0.113.9' }))
    const [first, second] = await mails(window.email)
    expect(first?.body_text).toMatch(/24 november 2026 kl\. \d\d\.\d\d i Firefox på Windows/)
    expect(first?.body_text).toMatch(/\/glomt-losenord\s/)
    expect(second?.body_text).not.toContain('203.0')
  })

  test('ends with all the others, and this one lives on', async () => {
    const window = await companyWindow(service, { password: PASSWORD })
    const [a, b] = [(await signIn(window.email)).at, (await signIn(window.email)).at]
    expect((await window.ask('POST', '/api/app/sessions/end-others', {})).status).toBe(200)
    expect([await a.isIn(), await b.isIn()]).toEqual([false, false])
    expect((await window.ask('GET', '/api/app/me')).status).toBe(200)
  })

  test('ends everywhere else when the password is changed, and a password that is refused changes nothing', async () => {
    const window = await companyWindow(service, { password: PASSWORD })
    const { at } = await signIn(window.email)
    const change = (password: string) => window.ask('PUT', '/api/app/password', { password })
    expect((await change('kort')).body.fields.password).toContain('Minst 10 tecken')
    expect(await at.isIn()).toBe(true)
    expect((await change(OTHER)).status).toBe(200)
    expect(await at.isIn()).toBe(false)
    expect((await window.ask('GET', '/api/app/me')).status).toBe(200)
    expect((await signIn(window.email)).answer.status).toBe(422)
    expect((await signIn(window.email, browser(), OTHER)).answer.status).toBe(303)
  })
})
