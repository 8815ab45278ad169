// Who works in the company: invited and taken back, given roles, handed over and taken out, over HTTP as the app does it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { movableClock } from '../platform/clock.ts'
import { ask } from '../testing/ask.ts'
import { colleagueWindow, companyWindow, type Window } from '../testing/company-window.ts'
import { meet } from '../testing/meet.ts'
import { runWaiting, sentTo } from '../testing/run-waiting.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { sendAccountMail } from './account-mail.ts'

const PASSWORD = 'regnet föll hela dagen'
const DAY = 86_400_000
const clock = movableClock(new Date('2026-11-24T09:00:00Z'))
let service: TestService

beforeAll(async () => {
  service = await startTestService({ jobs: false, clock })
})
afterAll(() => service.close())

type Listed = { id: string; email: string; role: string; joined: boolean; invitedUntil: string | null }
const team = async (w: Pick<Window, 'ask'>) => (await w.ask('GET', '/api/app/members')).body.members as Listed[]
const roleIn = async (w: Pick<Window, 'ask'>, id: string) => (await team(w)).find(m => m.id === id)?.role

let guests = 0
async function invited(by: Pick<Window, 'ask'>, role = 'seller') {
  const email = `gast${++guests}@prov.example`
  const answer = await by.ask('POST', '/api/app/members/invite', { email, name: 'Gäst', role })
  const member = (await team(by)).find(m => m.email === email)
  return { email, answer, member: member as Listed }
}
async function links(email: string): Promise<string[]> {
  await runWaiting(service, sendAccountMail as never)
  const mails = await sentTo(service, email)
  return mails.flatMap(m =>
    [...m.body_text.matchAll(/http:\/\/localhost:\d+(\/nytt-losenord\/\S+)/g)].map(l => l[1] as string),
  )
}
const accept = (link: string) =>
  fetch(service.url + link, { method: 'POST', body: new URLSearchParams({ password: PASSWORD }), redirect: 'manual' })

describe('an invitation', () => {
  test('says until when it can be accepted, and is sent again with a new link and seven new days', async () => {
    const owner = await companyWindow(service)
    const { email, member } = await invited(owner, 'worker')
    expect(member).toMatchObject({ role: 'worker', joined: false })
    const first = (await links(email)).at(-1) as string
    clock.pass(7 * DAY)
    expect((await team(owner)).find(m => m.id === member.id)?.invitedUntil).toBeNull()
    expect((await owner.ask('POST', `/api/app/members/${member.id}/invite-again`, {})).status).toBe(200)
    const until = (await team(owner)).find(m => m.id === member.id)?.invitedUntil
    expect(until).toBe(new Date(clock.now().getTime() + 7 * DAY).toISOString())
    const second = (await links(email)).at(-1) as string
    const ended = await accept(first)
    expect(ended.status).toBe(410)
    expect(await ended.text()).toContain('Be den som bjöd in dig att skicka en ny')
    expect((await accept(second)).status).toBe(303)
    expect((await team(owner)).find(m => m.id === member.id)).toMatchObject({
      joined: true,
      role: 'worker',
      invitedUntil: null,
    })
    const again = await owner.ask('POST', `/api/app/members/${member.id}/invite-again`, {})
    expect(again.status).toBe(409)
    expect(again.body.text).toContain('redan tackat ja')
  })

  test('that is taken back leads nowhere, and of whoever was invited no name stays', async () => {
    const owner = await companyWindow(service)
    const { email, member } = await invited(owner)
    const link = (await links(email)).at(-1) as string
    expect((await owner.ask('POST', `/api/app/members/${member.id}/withdraw`, {})).status).toBe(200)
    expect((await accept(link)).status).toBe(410)
    expect((await team(owner)).map(m => m.id)).toEqual([owner.memberId])
    expect(await ask(service.ownerUrl, 'select name from member where id = $1', [member.id])).toEqual([{ name: null }])
    expect((await owner.ask('POST', `/api/app/members/${member.id}/withdraw`, {})).status).toBe(404)
    // And may be invited once more.
    expect((await owner.ask('POST', '/api/app/members/invite', { email, name: '', role: 'reader' })).status).toBe(200)
    expect((await accept((await links(email)).at(-1) as string)).status).toBe(303)
    const joined = await owner.ask('POST', `/api/app/members/${member.id}/withdraw`, {})
    expect(joined.status).toBe(409)
    expect(joined.body.text).toContain('Ta bort medlemmen i stället')
  })

  test('taken out before it was accepted leaves whoever was invited signed in where they work', async () => {
    const [owner, elsewhere] = await Promise.all([companyWindow(service), companyWindow(service)])
    await owner.ask('POST', '/api/app/members/invite', { email: elsewhere.email, name: '', role: 'seller' })
    const member = (await team(owner)).find(m => !m.joined)
    expect((await owner.ask('POST', `/api/app/members/${member?.id}/leave`, {})).status).toBe(200)
    expect((await elsewhere.ask('GET', '/api/app/me')).status).toBe(200)
  })

  test('of another company is neither sent again, taken back nor given a role', async () => {
    const [mine, theirs] = await Promise.all([companyWindow(service), companyWindow(service)])
    const { member } = await invited(theirs)
    for (const [method, what, body] of [
      ['POST', 'invite-again', {}],
      ['POST', 'withdraw', {}],
      ['POST', 'leave', {}],
      ['POST', 'hand-over', {}],
      ['PUT', 'role', { role: 'reader' }],
    ] as const)
      expect((await mine.ask(method, `/api/app/members/${member.id}/${what}`, body)).status, what).toBe(404)
    expect((await team(theirs)).find(m => m.id === member.id)).toMatchObject({ role: 'seller', joined: false })
  })
})

describe('a role', () => {
  test('changes what somebody may from the next thing they do', async () => {
    const owner = await companyWindow(service)
    const one = await colleagueWindow(service, owner, 'seller')
    const make = () => one.ask('POST', '/api/app/documents', {}).then(a => a.status)
    expect(await make()).toBe(201)
    expect((await owner.ask('PUT', `/api/app/members/${one.memberId}/role`, { role: 'reader' })).status).toBe(200)
    expect(await make()).toBe(403)
    expect((await one.ask('GET', '/api/app/me')).body.role).toBe('reader')
  })

  test('of an owner is an owner’s to give and to take', async () => {
    const owner = await companyWindow(service)
    const administrator = await colleagueWindow(service, owner, 'administrator')
    const seller = await colleagueWindow(service, owner, 'seller')
    for (const [who, role] of [
      [owner.memberId, 'seller'],
      [seller.memberId, 'owner'],
      [administrator.memberId, 'owner'],
    ]) {
      const answer = await administrator.ask('PUT', `/api/app/members/${who}/role`, { role })
      expect(answer.status).toBe(403)
      expect(answer.body.text).toContain('Be en ägare göra det')
    }
    expect((await administrator.ask('POST', `/api/app/members/${owner.memberId}/leave`, {})).status).toBe(403)
    expect((await invited(administrator, 'owner')).answer.status).toBe(403)
    expect(
      (await administrator.ask('PUT', `/api/app/members/${seller.memberId}/role`, { role: 'worker' })).status,
    ).toBe(200)
    expect(await roleIn(owner, seller.memberId)).toBe('worker')
    // Who is invited as an owner is no administrator’s to change either.
    const { email, member } = await invited(owner, 'owner')
    const lesser = await administrator.ask('POST', '/api/app/members/invite', { email, name: '', role: 'reader' })
    expect(lesser.status).toBe(403)
    expect((await administrator.ask('POST', `/api/app/members/${member.id}/withdraw`, {})).status).toBe(403)
  })

  test('the last owner keeps theirs, and an owner who has not come in yet counts as none', async () => {
    const owner = await companyWindow(service)
    await invited(owner, 'owner')
    await colleagueWindow(service, owner, 'administrator')
    const answer = await owner.ask('PUT', `/api/app/members/${owner.memberId}/role`, { role: 'administrator' })
    expect(answer.status).toBe(409)
    expect(answer.body.text).toBe('Företaget behöver minst en ägare. Gör någon annan till ägare först.')
    expect(await roleIn(owner, owner.memberId)).toBe('owner')
  })

  test('two owners who step down at once: one of them does', async () => {
    const first = await companyWindow(service)
    const second = await colleagueWindow(service, first, 'owner')
    const down = (w: Pick<Window, 'ask' | 'memberId'>) =>
      w.ask('PUT', `/api/app/members/${w.memberId}/role`, { role: 'seller' }).then(a => a.status)
    const answers = await meet(service.superuserUrl, { table: 'company', waiting: 2 }, () => [
      down(first),
      down(second),
    ])
    expect(answers.sort()).toEqual([200, 409])
    expect((await team(first)).filter(m => m.role === 'owner')).toHaveLength(1)
  })

  test('the database refuses a company without an owner, however it comes about', async () => {
    const owner = await companyWindow(service)
    const colleague = await colleagueWindow(service, owner, 'administrator')
    for (const change of [`role = 'seller'`, 'left_at = now()', 'joined_at = null'])
      await expect(
        ask(service.superuserUrl, `update member set ${change} where id = $1`, [owner.memberId]),
      ).rejects.toThrow('A company where somebody works has an owner.')
    await expect(
      ask(service.superuserUrl, `update member set role = 'chef' where id = $1`, [colleague.memberId]),
    ).rejects.toThrow('member_role')
    // Where nobody works any more there is nobody to own it.
    const alone = await companyWindow(service)
    await ask(service.superuserUrl, 'update member set left_at = now() where id = $1', [alone.memberId])
  })
})

describe('handing the company over', () => {
  test('makes the other the owner and oneself an administrator, in one step', async () => {
    const owner = await companyWindow(service)
    const next = await colleagueWindow(service, owner, 'seller')
    expect((await next.ask('POST', `/api/app/members/${next.memberId}/hand-over`, {})).status).toBe(403)
    expect((await owner.ask('POST', `/api/app/members/${next.memberId}/hand-over`, {})).status).toBe(200)
    expect(await roleIn(next, next.memberId)).toBe('owner')
    expect(await roleIn(next, owner.memberId)).toBe('administrator')
    expect((await owner.ask('POST', `/api/app/members/${next.memberId}/hand-over`, {})).status).toBe(403)
  })

  test('goes to nobody who has not come in, and not to oneself', async () => {
    const owner = await companyWindow(service)
    const { member } = await invited(owner)
    const early = await owner.ask('POST', `/api/app/members/${member.id}/hand-over`, {})
    expect(early.body.text).toBe('Den som är inbjuden måste komma in först. Lämna sedan över.')
    expect((await owner.ask('POST', `/api/app/members/${owner.memberId}/hand-over`, {})).status).toBe(409)
    expect(await roleIn(owner, owner.memberId)).toBe('owner')
  })
})

test('whoever has left is called so in what they did, and by nothing else when their name is forgotten', async () => {
  const owner = await companyWindow(service)
  const seller = await colleagueWindow(service, owner, 'seller')
  await seller.ask('PUT', '/api/app/me', { name: 'Kalle Ek', phone: null, photoFile: null, language: 'sv' })
  const { body: made } = await seller.ask('POST', '/api/app/documents', {})
  const who = async () => {
    const { body } = await owner.ask('GET', `/api/app/documents/${made.id}/timeline`)
    return body.entries.map((e: { who: string | null }) => e.who)
  }
  expect(await who()).toEqual(['Kalle Ek'])
  await owner.ask('POST', `/api/app/members/${seller.memberId}/leave`, {})
  expect(await who()).toEqual(['Kalle Ek (f.d. medlem)'])
  await ask(service.superuserUrl, 'update member set name = null, account_id = null where id = $1', [seller.memberId])
  expect(await who()).toEqual(['f.d. medlem'])
})
