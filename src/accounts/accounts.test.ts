// Becoming a customer, coming in and getting back in, over HTTP as a browser does it, on a clock that is moved by hand.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { movableClock } from '../platform/clock.ts'
import { ask } from '../testing/ask.ts'
import { clause } from '../testing/clause.ts'
import { askJson, companyWindow } from '../testing/company-window.ts'
import { meet } from '../testing/meet.ts'
import { runWaiting, sentTo } from '../testing/run-waiting.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { sendAccountMail } from './account-mail.ts'
import { makeCompany } from './accounts.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const PASSWORD = 'regnet föll hela dagen'
const OTHER = 'solen sken hela natten'

const clock = movableClock(new Date('2026-11-24T09:00:00Z'))
let service: TestService

beforeAll(async () => {
  service = await startTestService({ jobs: false, clock, env: { CLING_TRUSTED_PROXIES: '127.0.0.1' } })
})
afterAll(() => service.close())

type Page = { status: number; to: string | null; cookie: string | null; text: string }
let people = 0

/** Somebody at a browser of their own, at an address of their own. */
function somebody() {
  const ip = `192.0.2.${++people}`
  const address = `nagon${people}@prov.example`
  // What says that this browser signed up; the session's cookie is handed about by the tests themselves.
  let mark: string | null = null
  const visit = async (path: string, fields?: Record<string, string>): Promise<Page> => {
    const response = await fetch(service.url + path, {
      method: fields ? 'POST' : 'GET',
      headers: { 'x-forwarded-for': ip, 'user-agent': 'Firefox/130 Linux', ...(mark ? { cookie: mark } : {}) },
      ...(fields ? { body: new URLSearchParams(fields) } : {}),
      redirect: 'manual',
    })
    const given = response.headers.get('set-cookie')?.split(';')[0] ?? null
    if (given?.startsWith('cling-ny=')) mark = given
    return {
      status: response.status,
      to: response.headers.get('location'),
      cookie: given?.startsWith('cling=') ? given : null,
      text: await response.text(),
    }
  }
  const json = (cookie: string | null, path: string, body?: unknown) =>
    askJson(service, body === undefined ? 'GET' : 'POST', path, body, { cookie: cookie ?? '' })
  return {
    address,
    visit,
    json,
    signUp: (email = address, password = PASSWORD) =>
      visit('/registrera', { company: 'Takläggarna i Lund AB', email, password }),
    signIn: (password: string, email = address) => visit('/logga-in', { email, password }),
    forget: (email = address) => visit('/glomt-losenord', { email }),
    isIn: async (cookie: string | null) => (await json(cookie, '/api/app/me')).status === 200,
  }
}

/** Addresses of links in mails that have left for somebody, oldest first. */
async function linksTo(address: string): Promise<string[]> {
  await runWaiting(service, sendAccountMail as never)
  const mails = await sentTo(service, address)
  return mails.flatMap(m => [...m.body_text.matchAll(/http:\/\/localhost:\d+(\/\S+)/g)].map(l => l[1] as string))
}
const newestLink = async (address: string) => (await linksTo(address)).at(-1) as string
const subjectsTo = async (address: string) => {
  await runWaiting(service, sendAccountMail as never)
  return (await sentTo(service, address)).map(m => m.subject)
}

/** Somebody who has signed up, confirmed and is in. */
async function customer() {
  const one = somebody()
  await one.signUp()
  const { cookie } = await one.visit(await newestLink(one.address), {})
  return { ...one, cookie: cookie as string }
}

describe('signing up', () => {
  test(
    'takes three fields and gives a company with an owner, and nobody is in before the address is confirmed',
    clause('P-2.6'),
    async () => {
      const one = somebody()
      const answer = await one.signUp()
      expect(answer).toMatchObject({ status: 303, to: '/registrera/klart', cookie: null })
      const refused = await one.signIn(PASSWORD)
      expect(refused).toMatchObject({ status: 403, cookie: null })
      expect(refused.text).toContain('Bekräfta din e-postadress först')
      const { cookie } = await one.visit(await newestLink(one.address), {})
      const me = await one.json(cookie, '/api/app/me')
      expect(me.body).toMatchObject({ role: 'owner', companyName: 'Takläggarna i Lund AB', confirmed: true })
    },
  )

  test('says beside each field what is wrong, keeps what was typed, and never the password', async () => {
    const one = somebody()
    const answer = await one.visit('/registrera', {
      company: 'Berg & Son',
      email: 'fel.prov.example',
      password: 'kort',
    })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Berg &amp; Son')
    expect(answer.text).toContain('fel.prov.example')
    expect(answer.text).not.toContain('value="kort"')
    const short = await one.visit('/registrera', { company: 'Berg & Son', email: one.address, password: 'kort' })
    expect(short.text).toContain('Minst 10 tecken')
  })

  test.each(['name', 'phone', 'personalNumber', 'till'])(
    'takes nothing beside: with %s in the form it is refused',
    clause('P-4.1'),
    async extra => {
      const one = somebody()
      const fields = { company: 'Berg & Son', email: one.address, password: PASSWORD }
      const answer = await one.visit('/registrera', { ...fields, [extra]: '19840601-2388' })
      expect(answer.status).toBe(400)
      expect(answer.text).toContain('uppgifter som inte hör hit')
      expect(answer.text).not.toContain('2388')
      expect(await ask(service.ownerUrl, 'select id from account where email = $1', [one.address])).toEqual([])
      for (const missing of Object.keys(fields))
        expect((await one.visit('/registrera', { ...fields, [missing]: '' })).status, missing).toBe(422)
    },
  )

  test('with an address that has an account gets the same answer as with one that has none', async () => {
    const known = await customer()
    const stranger = somebody()
    const answers = await Promise.all([stranger.signUp(known.address), stranger.signUp(stranger.address)])
    expect(answers[0]).toEqual(answers[1])
    expect(await subjectsTo(known.address)).toEqual(['Bekräfta din e-postadress', 'Du har redan ett konto'])
    expect(await one(`select count(*)::int as n from account where lower(email) = $1`, known.address)).toEqual({ n: 1 })
  })

  test('with an address of two people at the same moment gives one account, and neither is refused', async () => {
    const one = somebody()
    const answers = await meet(service.superuserUrl, { table: 'account', waiting: 2 }, () => [
      one.signUp(),
      one.signUp(one.address.toUpperCase()),
    ])
    expect(answers.map(a => a.to)).toEqual(['/registrera/klart', '/registrera/klart'])
    expect(await count('account', 'lower(email)', one.address)).toBe(1)
  })

  test('somebody else’s address first gives no way in: the owner’s mail lets them choose the password', async () => {
    const thief = somebody()
    const owner = somebody()
    await thief.signUp(owner.address, OTHER)
    await owner.signUp(owner.address, PASSWORD)
    const link = await newestLink(owner.address)
    expect(link).toMatch(/^\/nytt-losenord\//)
    await owner.visit(link, { password: PASSWORD })
    expect((await thief.signIn(OTHER, owner.address)).status).toBe(422)
    expect((await owner.signIn(PASSWORD)).status).toBe(303)
  })

  test('more than ten times in an hour from one place is stopped, elsewhere not', async () => {
    const one = somebody()
    for (let i = 0; i < 10; i++) expect((await one.signUp(one.address, 'sommar2026')).status).toBe(422)
    const stopped = await one.signUp()
    expect(stopped.status).toBe(429)
    expect(stopped.text).toContain('För många försök')
    expect((await somebody().signUp()).status).toBe(303)
    clock.pass(60 * MINUTE)
    expect((await one.signUp()).status).toBe(303)
  })
})

describe('the link that confirms', () => {
  test('confirms nothing when it is fetched, however often; the button does, once', async () => {
    const one = somebody()
    await one.signUp()
    const link = await newestLink(one.address)
    for (let i = 0; i < 3; i++) expect(await one.visit(link)).toMatchObject({ status: 200, cookie: null })
    expect((await one.signIn(PASSWORD)).status).toBe(403)
    const pressed = await one.visit(await newestLink(one.address), {})
    expect(pressed).toMatchObject({ status: 303, to: '/app/' })
    expect(await one.isIn(pressed.cookie)).toBe(true)
    const again = await one.visit(await newestLink(one.address), {})
    expect(again).toMatchObject({ status: 410, cookie: null })
    expect(again.text).toContain('Den är använd eller för gammal')
  })

  test('in another browser than the one that signed up asks for a password, and the first one is nobody’s', async () => {
    const stranger = somebody()
    const owner = somebody()
    await stranger.signUp(owner.address, PASSWORD)
    const link = await newestLink(owner.address)
    const shown = await owner.visit(link)
    expect(shown.text).toContain('Därför väljer du lösenordet här')
    expect((await owner.visit(link, {})).status).toBe(422)
    const chosen = await owner.visit(link, { password: OTHER })
    expect(chosen).toMatchObject({ status: 303, to: '/app/' })
    expect(await owner.isIn(chosen.cookie)).toBe(true)
    expect((await stranger.signIn(PASSWORD, owner.address)).status).toBe(422)
    expect((await owner.signIn(OTHER)).status).toBe(303)
  })

  test('the mark of the browser that signed up tells nobody whether there was an account', async () => {
    const known = await customer()
    const marks = await Promise.all(
      [known.address, 'ny@prov.example'].map(async email => {
        const answer = await fetch(`${service.url}/registrera`, {
          method: 'POST',
          headers: { 'x-forwarded-for': `198.51.100.${++people}` },
          body: new URLSearchParams({ company: 'Berg & Son', email, password: PASSWORD }),
          redirect: 'manual',
        })
        return answer.headers.get('set-cookie')?.replace(/=[\w-]{43};/, '=…;')
      }),
    )
    expect(marks[0]).toBe('cling-ny=…; Path=/; HttpOnly; SameSite=Lax; Max-Age=259200')
    expect(marks[1]).toBe(marks[0])
  })

  test('pressed twice at the same moment lets one in', async () => {
    const one = somebody()
    await one.signUp()
    const link = await newestLink(one.address)
    const answers = await meet(service.superuserUrl, { table: 'account_token', waiting: 2 }, () => [
      one.visit(link, {}),
      one.visit(link, {}),
    ])
    expect(answers.map(a => a.status).sort()).toEqual([303, 410])
  })

  test('lives three days', async () => {
    const one = somebody()
    await one.signUp()
    const link = await newestLink(one.address)
    clock.pass(3 * DAY - MINUTE)
    expect((await one.visit(link)).status).toBe(200)
    clock.pass(MINUTE)
    expect((await one.visit(link)).status).toBe(410)
    expect((await one.visit(link, {})).status).toBe(410)
  })

  test.each(['x'.repeat(43), 'kort', '%00', '../nytt-losenord/x'])('%s is no link', async token =>
    expect((await somebody().visit(`/bekrafta/${encodeURIComponent(token)}`, {})).status).toBe(410),
  )

  test('a link to choose a password confirms nothing at the other address, and the other way round', async () => {
    const one = await customer()
    await one.forget()
    const token = (await newestLink(one.address)).split('/').at(-1)
    expect((await one.visit(`/bekrafta/${token}`, {})).status).toBe(410)
    expect((await one.visit(`/nytt-losenord/${token}`)).status).toBe(200)
  })

  test('is in no table, no job and no log: only its hash', async () => {
    const one = somebody()
    await one.signUp()
    const jobs = JSON.stringify(await ask(service.superuserUrl, 'select payload from graphile_worker._private_jobs'))
    const token = (await newestLink(one.address)).split('/').at(-1) as string
    const rows = JSON.stringify(await ask(service.ownerUrl, 'select * from account_token'))
    expect(jobs + rows + service.logs.join()).not.toContain(token)
    expect(jobs + service.logs.join()).not.toContain(one.address)
  })
})

test('the app answers in the member’s language, whatever the browser asks for', async () => {
  const one = await customer()
  const refused = async () => {
    const answer = await fetch(`${service.url}/api/app/documents/01a20000-0000-7000-8000-000000000000`, {
      headers: { cookie: one.cookie, 'accept-language': 'en' },
    })
    return ((await answer.json()) as { text: string }).text
  }
  expect(await refused()).toBe('Det du söker finns inte här.')
  await fetch(`${service.url}/api/app/me`, {
    method: 'PUT',
    headers: { cookie: one.cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ name: null, phone: null, photoFile: null, language: 'en' }),
  })
  expect(await refused()).toBe('What you are looking for is not here.')
})

describe('a forgotten password', () => {
  test('is answered the same whether the address has an account or not', async () => {
    const known = await customer()
    const left = await leaver()
    const asker = somebody()
    const [a, b, c] = await Promise.all([
      asker.forget(known.address),
      asker.forget('ingen@prov.example'),
      asker.forget(left),
    ])
    expect(a).toEqual(b)
    expect(c).toEqual(b)
    expect(a.status).toBe(200)
    expect(await subjectsTo('ingen@prov.example')).toEqual([])
    expect((await subjectsTo(known.address)).at(-1)).toBe('Välj ett nytt lösenord')
  })

  test('is chosen anew, which ends every other session and every other link', async () => {
    const one = await customer()
    const elsewhere = (await one.signIn(PASSWORD)).cookie
    await one.forget()
    const link = await newestLink(one.address)
    const chosen = await one.visit(link, { password: OTHER })
    expect(chosen).toMatchObject({ status: 303, to: '/app/' })
    expect(await one.isIn(chosen.cookie)).toBe(true)
    expect(await one.isIn(one.cookie)).toBe(false)
    expect(await one.isIn(elsewhere)).toBe(false)
    expect((await one.signIn(PASSWORD)).status).toBe(422)
    expect((await one.signIn(OTHER)).status).toBe(303)
    expect((await one.visit(link, { password: PASSWORD })).status).toBe(410)
  })

  test('a link to confirm that was never pressed is no way in after a password was chosen', async () => {
    const one = somebody()
    await one.signUp()
    const confirming = await newestLink(one.address)
    await one.forget()
    await one.visit(await newestLink(one.address), { password: OTHER })
    expect((await one.visit(confirming, {})).status).toBe(410)
  })

  test('its link lives an hour, and only the newest works', async () => {
    const one = await customer()
    await one.forget()
    const first = await newestLink(one.address)
    await one.forget()
    const second = await newestLink(one.address)
    expect((await one.visit(first)).status).toBe(410)
    clock.pass(59 * MINUTE)
    expect((await one.visit(second)).status).toBe(200)
    clock.pass(MINUTE)
    expect((await one.visit(second, { password: OTHER })).status).toBe(410)
    expect((await one.signIn(PASSWORD)).status).toBe(303)
  })

  test('a password that is refused leaves the link as it was', async () => {
    const one = await customer()
    await one.forget()
    const link = await newestLink(one.address)
    expect((await one.visit(link, { password: 'kort' })).status).toBe(422)
    expect((await one.visit(link, { password: OTHER })).status).toBe(303)
  })

  test('nobody’s inbox can be filled: six mails an hour, and the answer stays the same', async () => {
    const one = await customer()
    const answers = []
    for (let i = 0; i < 8; i++) {
      answers.push(await somebody().forget(one.address))
      await runWaiting(service, sendAccountMail as never)
    }
    expect(new Set(answers.map(a => a.text)).size).toBe(1)
    expect((await subjectsTo(one.address)).filter(s => s === 'Välj ett nytt lösenord')).toHaveLength(6)
  })
})

describe('signing in', () => {
  test('with a wrong password and with an unknown address are answered alike', async () => {
    const one = await customer()
    const wrong = await one.signIn(OTHER)
    const unknown = await one.signIn(OTHER, 'ingen@prov.example')
    expect(wrong.status).toBe(422)
    expect(wrong.text.replaceAll(one.address, 'ingen@prov.example')).toBe(unknown.text)
  })

  test.each(['an account', 'no account'])(
    'eight wrong passwords make an address with %s rest',
    clause('P-2.6'),
    async which => {
      const address = which === 'an account' ? (await customer()).address : `tom${people}@prov.example`
      clock.set(new Date(Math.ceil(clock.now().getTime() / (15 * MINUTE)) * 15 * MINUTE))
      for (let i = 0; i < 8; i++) expect((await somebody().signIn(OTHER, address)).status).toBe(422)
      const rests = await somebody().signIn(PASSWORD, address)
      expect(rests).toMatchObject({ status: 429, cookie: null })
      expect(rests.text).toContain('Kontot vilar i 15 minuter')
      // In capitals it is the same address.
      expect((await somebody().signIn(PASSWORD, address.toUpperCase())).status).toBe(429)
      clock.pass(14 * MINUTE)
      expect((await somebody().signIn(PASSWORD, address)).text).toContain('Kontot vilar i 1 minut.')
      clock.pass(MINUTE)
      expect((await somebody().signIn(PASSWORD, address)).status).toBe(which === 'an account' ? 303 : 422)
    },
  )

  test('a right password begins the count anew', async () => {
    const one = await customer()
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 7; i++) expect((await one.signIn(OTHER)).status).toBe(422)
      expect((await one.signIn(PASSWORD)).status).toBe(303)
    }
  })

  test('a new password ends the rest at once', async () => {
    const one = await customer()
    for (let i = 0; i < 8; i++) await somebody().signIn(OTHER, one.address)
    expect((await one.signIn(PASSWORD)).status).toBe(429)
    await one.forget()
    await one.visit(await newestLink(one.address), { password: OTHER })
    expect((await one.signIn(OTHER)).status).toBe(303)
  })

  test('a hash made with less is made anew when the right password comes, and only then', async () => {
    const one = await customer()
    // The hash of PASSWORD with one pass, made as `hashPassword` did before.
    const weak = await weaker(PASSWORD)
    await ask(service.ownerUrl, 'update account set password_hash = $2 where email = $1', [one.address, weak])
    await one.signIn(OTHER)
    expect(await hashOf(one.address)).toBe(weak)
    expect((await one.signIn(PASSWORD)).status).toBe(303)
    expect(await hashOf(one.address)).toMatch(/m=19456,t=2,p=1/)
    expect((await one.signIn(PASSWORD)).status).toBe(303)
  })

  test.each([
    ['/app/dokument/1', '/app/dokument/1'],
    ['https://example.org/', '/app/'],
    ['//example.org/', '/app/'],
    ['/\\example.org', '/app/'],
  ])('leads to %s as %s: never to somebody else’s page', async (till, to) => {
    const one = await customer()
    const answer = await one.visit('/logga-in', { email: one.address, password: PASSWORD, till })
    expect(answer.to).toBe(to)
  })
})

describe('sessions', () => {
  test('are listed with device and half an address, and one can be ended', async () => {
    const one = await customer()
    const other = (await one.signIn(PASSWORD)).cookie
    const { body } = await one.json(one.cookie, '/api/app/sessions')
    expect(body.sessions).toHaveLength(2)
    expect(body.sessions[0]).toMatchObject({ device: 'Firefox på Linux', network: '192.0' })
    const theOther = body.sessions.find((s: { current: boolean }) => !s.current)
    expect((await one.json(one.cookie, `/api/app/sessions/${theOther.id}/end`, {})).status).toBe(200)
    expect(await one.isIn(other)).toBe(false)
    expect(await one.isIn(one.cookie)).toBe(true)
  })

  test('of somebody else are neither listed nor ended', async () => {
    const mine = await customer()
    const theirs = await customer()
    const { body } = await theirs.json(theirs.cookie, '/api/app/sessions')
    await mine.json(mine.cookie, `/api/app/sessions/${body.sessions[0].id}/end`, {})
    expect(await theirs.isIn(theirs.cookie)).toBe(true)
  })

  test('end with signing out, also for whoever kept the cookie', clause('P-2.6'), async () => {
    const one = await customer()
    const response = await fetch(`${service.url}/logga-ut`, {
      method: 'POST',
      headers: { cookie: one.cookie },
      redirect: 'manual',
    })
    expect(response.headers.get('set-cookie')).toMatch(/^cling=; .*Max-Age=0/)
    expect(response.headers.get('clear-site-data')).toBe('"storage"')
    expect(await one.isIn(one.cookie)).toBe(false)
  })

  test('end after thirty days unused, and then are not listed either', async () => {
    const one = await customer()
    clock.pass(30 * DAY)
    expect(await one.isIn(one.cookie)).toBe(true)
    clock.pass(1)
    expect(await one.isIn(one.cookie)).toBe(false)
    const fresh = (await one.signIn(PASSWORD)).cookie
    expect((await one.json(fresh, '/api/app/sessions')).body.sessions).toHaveLength(1)
  })

  test('in use live on, and none longer than 180 days', async () => {
    const one = await customer()
    const name = { name: 'Åsa', phone: null, photoFile: null, language: 'sv' }
    for (let month = 0; month < 6; month++) {
      clock.pass(29 * DAY)
      expect((await askJson(service, 'PUT', '/api/app/me', name, { cookie: one.cookie })).status).toBe(200)
    }
    clock.pass(6 * DAY)
    expect(await one.isIn(one.cookie)).toBe(true)
    clock.pass(1)
    expect(await one.isIn(one.cookie)).toBe(false)
  })

  test('are kept as hashes: no cookie is in the database or the log', async () => {
    const one = await customer()
    const secret = one.cookie.split('=')[1] as string
    const rows = await ask(service.ownerUrl, 'select * from session')
    const bytes = rows.map(r => r.token_hash.toString('latin1')).join()
    expect(JSON.stringify(rows) + bytes + service.logs.join()).not.toContain(secret)
    const plain = createHash('sha256').update(secret).digest('hex')
    expect(rows.map(r => r.token_hash.toString('hex'))).not.toContain(plain)
  })
})

describe('colleagues', () => {
  const invite = (window: { cookie: string }, email: string, role = 'seller') =>
    somebody().json(window.cookie, '/api/app/members/invite', { email, name: 'Kollega', role })
  const members = async (window: { cookie: string }) =>
    (await somebody().json(window.cookie, '/api/app/members')).body.members as {
      id: string
      email: string
      joined: boolean
      role: string
    }[]

  test('are invited by mail and join by choosing a password', async () => {
    const owner = await companyWindow(service)
    const guest = somebody()
    expect((await invite(owner, guest.address)).status).toBe(200)
    expect((await guest.signIn(PASSWORD)).status).toBe(422)
    const { cookie } = await guest.visit(await newestLink(guest.address), { password: PASSWORD })
    const me = await guest.json(cookie, '/api/app/me')
    expect(me.body).toMatchObject({ role: 'seller', companyName: 'Provbolaget AB', confirmed: true })
    expect((await members(owner)).map(m => m.joined)).toEqual([true, true])
  })

  test('an invitation looks the same to whoever sends it, account or none', async () => {
    const owner = await companyWindow(service)
    const known = await customer()
    const left = await leaver()
    const unknown = somebody()
    const answers = []
    for (const address of [known.address, left, unknown.address])
      answers.push(await invite(owner, address.toUpperCase()))
    expect(new Set(answers.map(a => `${a.status} ${a.text}`)).size).toBe(1)
    const listed = (await members(owner)).filter(m => !m.joined)
    expect(listed.map(m => m.email).sort()).toEqual([known.address, left, unknown.address].sort())
    expect(new Set(listed.map(({ id: _, email: __, ...rest }) => JSON.stringify(rest))).size).toBe(1)
  })

  test('somebody who has an account elsewhere is told what they can do, and their account is untouched', async () => {
    const owner = await companyWindow(service)
    const known = await customer()
    await invite(owner, known.address)
    await runWaiting(service, sendAccountMail as never)
    const mail = (await sentTo(service, known.address)).at(-1)
    expect(mail?.body_text).toContain('har redan ett konto')
    expect(mail?.body_text).not.toContain('nytt-losenord')
    const me = await known.json((await known.signIn(PASSWORD)).cookie, '/api/app/me')
    expect(me.body.companyName).toBe('Takläggarna i Lund AB')
  })

  test('somebody whose address a stranger signed up first joins all the same, and the stranger’s password is nobody’s', async () => {
    const owner = await companyWindow(service)
    const stranger = somebody()
    const guest = somebody()
    await stranger.signUp(guest.address, PASSWORD)
    const confirm = await newestLink(guest.address)
    await invite(owner, guest.address)
    const { cookie } = await guest.visit(await newestLink(guest.address), { password: OTHER })
    expect((await guest.json(cookie, '/api/app/me')).body.companyName).toBe('Provbolaget AB')
    expect((await stranger.signIn(PASSWORD, guest.address)).status).toBe(422)
    expect((await stranger.visit(confirm)).text).toContain('Den är använd eller för gammal')
    expect((await guest.signIn(OTHER)).status).toBe(303)
  })

  test('somebody who has left another company can join this one', async () => {
    const owner = await companyWindow(service)
    const left = await leaver()
    await invite(owner, left)
    const { cookie } = await somebody().visit(await newestLink(left), { password: OTHER })
    expect((await somebody().json(cookie, '/api/app/me')).body.companyName).toBe('Provbolaget AB')
  })

  test('two companies that invite the same person: the first link used is where they are', async () => {
    const [first, second] = await Promise.all([
      companyWindow(service, { company: 'Första AB' }),
      companyWindow(service, { company: 'Andra AB' }),
    ])
    const guest = somebody()
    await invite(first, guest.address)
    await invite(second, guest.address)
    const [a, b] = (await linksTo(guest.address)) as [string, string]
    const joined = await guest.visit(a, { password: PASSWORD })
    expect((await guest.json(joined.cookie, '/api/app/me')).body.companyName).toBe('Första AB')
    expect((await guest.visit(b, { password: OTHER })).status).toBe(410)
    expect((await members(second)).find(m => m.email === guest.address)?.joined).toBe(false)
  })

  test('an invitation sent again has a new link, lives seven days, and a colleague is not invited', async () => {
    const owner = await companyWindow(service)
    const guest = somebody()
    await invite(owner, guest.address)
    const first = await newestLink(guest.address)
    await invite(owner, guest.address)
    const second = await newestLink(guest.address)
    expect((await guest.visit(first)).status).toBe(410)
    clock.pass(7 * DAY)
    expect((await guest.visit(second)).status).toBe(410)
    const again = await companyWindow(service)
    await invite(again, guest.address)
    await guest.visit(await newestLink(guest.address), { password: PASSWORD })
    const answer = await invite(again, guest.address)
    expect(answer.status).toBe(422)
    expect(answer.body.fields.email).toBe('Personen är redan med i företaget.')
  })

  test('are taken out: their sessions end and they cannot come back in', async () => {
    const owner = await companyWindow(service)
    const guest = somebody()
    await invite(owner, guest.address)
    const { cookie } = await guest.visit(await newestLink(guest.address), { password: PASSWORD })
    const member = (await members(owner)).find(m => m.role === 'seller')
    expect((await somebody().json(owner.cookie, `/api/app/members/${member?.id}/leave`, {})).status).toBe(200)
    expect(await guest.isIn(cookie)).toBe(false)
    expect((await guest.signIn(PASSWORD)).status).toBe(403)
  })

  test('the last owner stays: an invited owner who has not come counts as none', async () => {
    const owner = await companyWindow(service)
    await invite(owner, somebody().address, 'owner')
    const answer = await somebody().json(owner.cookie, `/api/app/members/${owner.memberId}/leave`, {})
    expect(answer.status).toBe(409)
    expect(answer.body.text).toContain('minst en ägare')
  })

  test('a member who is no owner invites nobody, makes no key and takes nobody out', clause('L-20'), async () => {
    const owner = await companyWindow(service)
    const guest = somebody()
    await invite(owner, guest.address)
    const { cookie } = await guest.visit(await newestLink(guest.address), { password: PASSWORD })
    for (const [path, body] of [
      ['/api/app/members/invite', { email: 'x@prov.example' }],
      ['/api/app/api-keys', { name: 'x' }],
      [`/api/app/members/${owner.memberId}/leave`, {}],
    ] as const)
      expect((await guest.json(cookie, path, body)).status, path).toBe(403)
  })

  test('twenty invitations an hour and no more', async () => {
    const owner = await companyWindow(service)
    for (let i = 0; i < 20; i++) expect((await invite(owner, `gast${i}@prov.example`)).status).toBe(200)
    expect((await invite(owner, 'gast21@prov.example')).status).toBe(429)
  })
})

describe('an API key', () => {
  test('is shown once and kept as a hash', async () => {
    const window = await companyWindow(service)
    const made = await window.ask('POST', '/api/app/api-keys', { name: 'Bokföringen' })
    expect(made.status).toBe(201)
    expect(made.body.key).toMatch(/^cling_[\w-]{43}$/)
    const listed = await window.ask('GET', '/api/app/api-keys')
    expect(listed.body.keys).toMatchObject([{ id: made.body.id, name: 'Bokföringen' }])
    expect(listed.text).not.toContain(made.body.key)
    const rows = await ask(service.ownerUrl, 'select * from api_key')
    const kept = rows.map(r => `${r.key_hash.toString('latin1')}${r.key_hash.toString('base64url')}`).join()
    const secret = made.body.key.slice('cling_'.length)
    expect(JSON.stringify(rows) + kept + service.logs.join()).not.toContain(secret)
  })

  test('ends for good: it is refused at once, and ending it again says that there is none', async () => {
    const window = await companyWindow(service)
    const { body } = await window.ask('POST', '/api/app/api-keys', { name: 'x' })
    const call = () =>
      askJson(service, 'POST', '/api/v1/quotes', {}, { authorization: `Bearer ${body.key}` }).then(a => a.status)
    expect(await call()).toBe(422)
    expect((await window.ask('POST', `/api/app/api-keys/${body.id}/revoke`, {})).status).toBe(200)
    expect(await call()).toBe(401)
    expect((await window.ask('GET', '/api/app/api-keys')).body.keys).toEqual([])
    expect((await window.ask('POST', `/api/app/api-keys/${body.id}/revoke`, {})).status).toBe(404)
  })

  test('of another company cannot be ended', async () => {
    const [mine, theirs] = await Promise.all([companyWindow(service), companyWindow(service)])
    const { body } = await theirs.ask('POST', '/api/app/api-keys', { name: 'x' })
    expect((await mine.ask('POST', `/api/app/api-keys/${body.id}/revoke`, {})).status).toBe(404)
    expect((await theirs.ask('GET', '/api/app/api-keys')).body.keys).toHaveLength(1)
  })
})

const one = async (sql: string, ...values: unknown[]) => (await ask(service.ownerUrl, sql, values))[0]
const count = async (table: string, column: string, value: string) =>
  (await one(`select count(*)::int as n from ${table} where ${column} = $1`, value)).n
const hashOf = async (email: string) =>
  (await one('select password_hash from account where email = $1', email)).password_hash

/** Somebody with an account who has left their company. */
async function leaver(): Promise<string> {
  const email = `slutat${++people}@prov.example`
  const { companyId, memberId } = await makeCompany(service.services, {
    company: 'Förra AB',
    email,
    passwordHash: '',
    language: 'sv',
    confirmed: true,
  })
  await ask(service.ownerUrl, 'update member set left_at = now() where company_id = $1 and id = $2', [
    companyId,
    memberId,
  ])
  return email
}

async function weaker(password: string): Promise<string> {
  const { argon2Sync, randomBytes } = await import('node:crypto')
  const nonce = randomBytes(16)
  const tag = argon2Sync('argon2id', {
    message: Buffer.from(password.normalize('NFKC')),
    nonce,
    secret: service.services.secrets.key('password-pepper'),
    parallelism: 1,
    tagLength: 32,
    memory: 8192,
    passes: 1,
  })
  return `$argon2id$v=19$m=8192,t=1,p=1$${nonce.toString('base64url')}$${tag.toString('base64url')}`
}
