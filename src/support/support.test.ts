// However somebody reaches the operator, it is the same kind of case: words without numbers, encrypted, with a last day; and nothing of
// anybody's data is shown or changed by it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runSupport } from '../cli/support.ts'
import { movableClock } from '../platform/clock.ts'
import { sendRightsMail, tellOfCase } from '../privacy/rights/mail.ts'
import { ask } from '../testing/ask.ts'
import { clause } from '../testing/clause.ts'
import { companyWindow } from '../testing/company-window.ts'
import { dump } from '../testing/dump.ts'
import { runWaiting, sentTo } from '../testing/run-waiting.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { sendSupportMail } from './mail.ts'
import { readMail } from './mail-message.ts'
import { keepSupport, readThread, rightAskedFor } from './support.ts'

const SECRET = 'f'.repeat(32)
const NUMBER = '19840601-2388'
const CARD = '4111 1111 1111 1111'
const clock = movableClock(new Date('2026-11-24T10:00:00Z'))
const folder = mkdtempSync(join(tmpdir(), 'cling-support-'))
let service: TestService
beforeAll(async () => {
  service = await startTestService({ jobs: false, clock, env: { CLING_MAIL_IN_SECRET: SECRET } })
})
afterAll(async () => {
  await service.close()
  rmSync(folder, { recursive: true, force: true })
})

const file = (text: string | Buffer) => {
  const path = join(folder, `${Math.random()}.txt`)
  writeFileSync(path, text)
  return path
}
const run = (...args: string[]) => runSupport(service.services, args)
const post = (path: string, fields: Record<string, string>) =>
  fetch(service.url + path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
const mailIn = async (raw: string | Buffer, secret = SECRET) => {
  const response = await fetch(`${service.url}/inkommande/mejl/${secret}`, { method: 'POST', body: raw as BodyInit })
  return { status: response.status, number: (await response.text()).trim() }
}
const thread = (number: string) => service.services.database.outside(tx => readThread(service.services, tx, { number }))
const everywhere = async () => [...(await dump(service.superuserUrl)).values()].join() + service.logs.join()

const MAIL = [
  'From: =?UTF-8?Q?=C3=85sa_M=C3=A4rke?= <Asa.Marke@prov.example>',
  'To: info@prov.example',
  `Subject: =?utf-8?B?${Buffer.from('Fråga om fakturan').toString('base64')}?=`,
  'Content-Type: multipart/mixed; boundary="gräns1"',
  '',
  '--gräns1',
  'Content-Type: multipart/alternative; boundary=b2',
  '',
  '--b2',
  'Content-Type: text/plain; charset=iso-8859-1',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  `Hej, mitt personnummer =E4r ${NUMBER} och kortet ${CARD}. Mark=`,
  'eringstext.',
  '--b2',
  'Content-Type: text/html',
  '',
  '<b>annat</b>',
  '--b2--',
  '--gräns1',
  'Content-Type: text/plain',
  'Content-Disposition: attachment; filename=anteckning.txt',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from(`Bilagetext med ${NUMBER}`).toString('base64'),
  '--gräns1',
  'Content-Type: application/pdf',
  'Content-Disposition: attachment',
  '',
  '%PDF-1.7 1 0 obj << /OpenAction << /S /J#61vaScript >> >>',
  '--gräns1',
  'Content-Type: application/octet-stream',
  'Content-Disposition: attachment',
  '',
  'MZ\u0000\u0001program',
  '--gräns1--',
].join('\r\n')

describe('a mail to the operator', () => {
  test(
    'is a case like any other, with files looked through and all of it encrypted',
    clause('P-8.21', 'P-8.16'),
    async () => {
      const photo = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
        .withExif({ IFD0: { Artist: 'FOTOGRAF-PLANTERAD' } })
        .jpeg()
        .toBuffer()
      const raw = Buffer.from(
        MAIL.replace(
          '--gräns1--',
          [
            '--gräns1',
            'Content-Type: image/jpeg',
            'Content-Disposition: attachment',
            'Content-Transfer-Encoding: base64',
            '',
            photo.toString('base64'),
            '--gräns1--',
          ].join('\r\n'),
        ),
        'latin1',
      )
      const { status, number } = await mailIn(raw)
      expect(status).toBe(200)
      const t = await thread(number)
      expect(t).toMatchObject({
        cameBy: 'mail',
        replyTo: 'asa.marke@prov.example',
        receivedOn: '2026-11-24',
        deadline: '2026-12-28',
        rightsCaseId: null,
      })
      expect(t.messages[0]?.text).toBe(
        'Fråga om fakturan\n\nHej, mitt personnummer är [personnummer borttaget] och kortet [kortnummer borttaget]. Markeringstext.',
      )
      // Two files are kept, without their numbers and without what a camera writes; a program and a PDF that runs one are not.
      expect(t.files.map(f => f.kind)).toEqual(['text', 'picture'])
      expect(t.files[0]?.bytes.toString()).toBe('Bilagetext med [personnummer borttaget]')
      expect((await sharp(t.files[1]?.bytes).metadata()).exif).toBeUndefined()
      expect(t.messages.filter(m => m.text.includes('togs inte emot'))).toHaveLength(2)
      const all = await everywhere()
      for (const mark of ['Markeringstext', 'asa.marke', 'Bilagetext', 'fakturan', '840601', 'FOTOGRAF', '4111'])
        expect(all.includes(mark), mark).toBe(false)
      await runWaiting(service, sendSupportMail as never)
      const [receipt] = await sentTo(service, 'asa.marke@prov.example')
      expect(receipt?.subject).toBe(`Vi har tagit emot ditt ärende ${number}`)
      expect(receipt?.body_text).not.toContain('Markeringstext')
    },
  )

  test(
    'about one’s own data begins a case with a last day, and nothing is shown or changed before it is known who asks',
    clause('P-19.2'),
    async () => {
      const owner = await companyWindow(service)
      const before = await ask(
        service.ownerUrl,
        'select * from account a join member m on m.account_id = a.id where a.id = $1',
        [owner.accountId],
      )
      const { number } = await mailIn(
        `From: ${owner.email}\r\nSubject: Rättelse\r\n\r\nNi har fel telefon, ändra den till 070-174 06 05.`,
      )
      const { rightsCaseId } = await thread(number)
      const [rights] = await ask(service.ownerUrl, 'select * from rights_case where id = $1', [rightsCaseId])
      expect(rights).toMatchObject({
        kind: 'rectification',
        state: 'identity',
        came_by: 'mail',
        level: 0,
        account_id: null,
      })
      expect(rights.deadline).toBeTruthy()
      await runWaiting(service, sendSupportMail as never, sendRightsMail as never, tellOfCase as never)
      const after = await ask(
        service.ownerUrl,
        'select * from account a join member m on m.account_id = a.id where a.id = $1',
        [owner.accountId],
      )
      expect(after).toEqual(before)
      // Whoever owns the address is told how to show who they are, and nothing of what is held.
      const [told, ...more] = await sentTo(service, owner.email)
      expect(more).toEqual([])
      expect(told?.body_text).toContain('Innan något visas eller ändras behöver vi veta att det är du som frågar')
      expect(told?.body_text).not.toContain('Provbolaget')
    },
  )

  test('comes in by its secret address alone, and a machine’s mail is no case', async () => {
    expect((await mailIn(MAIL, 'x'.repeat(32))).status).toBe(404)
    expect(await mailIn('From: a@prov.example\r\nAuto-Submitted: auto-replied\r\n\r\nBorta')).toEqual({
      status: 200,
      number: '',
    })
    expect(await mailIn('Subject: x\r\n\r\nUtan avsändare')).toEqual({ status: 200, number: '' })
  })

  test.each([
    ['Jag vill ha ett registerutdrag', 'extract'],
    ['Radera alla uppgifter om mig', 'erasure'],
    ['Min adress är fel, kan ni rätta den?', 'rectification'],
    ['Jag invänder mot behandlingen', 'objection'],
    ['Jag tar tillbaka mitt samtycke: ta tillbaka samtycke', 'withdrawal'],
    ['Hur fungerar förseglingen?', null],
  ])('%s: %s', (text, kind) => expect(rightAskedFor(text)).toBe(kind))

  test('that is cut off, or nested without end, is read as far as it goes', () => {
    expect(readMail(Buffer.from('')).from).toBeNull()
    const nested = Array.from(
      { length: 40 },
      (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`,
    ).join('')
    expect(readMail(Buffer.from(`From: a@prov.example\r\n${nested}`)).text).toBe('')
    expect(readMail(Buffer.from(MAIL.slice(0, 700), 'latin1')).subject).toBe('Fråga om fakturan')
  })
})

describe('a letter', () => {
  test('counts from the day it arrived, not from the day it was entered', clause('P-19.3'), async () => {
    const [number = '', rightsNumber] = (
      await run('post', file('Jag begär registerutdrag. Åsa'), '--arrived', '2026-11-16')
    ).split(' ')
    expect(await thread(number)).toMatchObject({ cameBy: 'post', receivedOn: '2026-11-16', deadline: '2026-12-16' })
    const [rights] = await ask(
      service.ownerUrl,
      'select kind, state, came_by, received_on::text from rights_case where number = $1',
      [rightsNumber],
    )
    expect(rights).toEqual({ kind: 'extract', state: 'identity', came_by: 'post', received_on: '2026-11-16' })
    // The same words by mail today have a later last day, by the same rule.
    const mailed = await mailIn('From: asa@prov.example\r\n\r\nJag begär registerutdrag.')
    expect((await thread(mailed.number)).deadline).toBe('2026-12-28')
    await expect(run('post', file('x'), '--arrived', '2026-11-25')).rejects.toMatchObject({
      code: 'case-from-the-future',
    })
    expect(await run('post', file('x'))).toContain('--arrived')
  })
})

describe('a telephone call', () => {
  test('leaves a note without numbers, and no recording can be added', clause('P-8.20', 'X-42'), async () => {
    expect(await run('note')).toMatch(/Skriv inga personnummer\. Samtal spelas inte in/)
    const number = await run('note', file(`Ringde om sitt konto, uppgav ${NUMBER}.`))
    const t = await thread(number)
    expect(t.messages).toMatchObject([
      { saidBy: 'note', text: 'Ringde om sitt konto, uppgav [personnummer borttaget].' },
    ])
    expect(t.files).toEqual([])
    const before = (await ask(service.ownerUrl, 'select count(*)::int as n from support_case'))[0].n
    // Whatever it calls itself: not even a file that a mail could carry along.
    for (const recording of [
      Buffer.from('RIFF\u0010\u0000\u0000\u0000WAVEfmt '),
      Buffer.from('ID3\u0004'),
      Buffer.from('en ren text'),
    ])
      await expect(run('note', file('Ringde.'), '--file', file(recording))).rejects.toMatchObject({
        code: 'support-no-recording',
      })
    expect((await ask(service.ownerUrl, 'select count(*)::int as n from support_case'))[0].n).toBe(before)
    // Nor does a table of support hold anything that could be one.
    expect(
      await ask(service.ownerUrl, 'select distinct kind from support_file where kind not in ($1, $2, $3)', [
        'pdf',
        'picture',
        'text',
      ]),
    ).toEqual([])
  })
})

describe('the form and the chat', () => {
  test('give a case at a secret address, answered there and by mail, and ended by whoever began it', async () => {
    const sent = await post('/kontakt', { text: 'Kan jag byta företagsnamn?', replyTo: 'namn@prov.example' })
    expect(sent.status).toBe(303)
    const path = sent.headers.get('location') as string
    const page = await (await fetch(service.url + path)).text()
    expect(page).toContain('Kan jag byta företagsnamn?')
    const [, number = ''] = /Ärende (S-\d{4}-\d{5})/.exec(page) ?? []
    await run('answer', number, file(`Ja, under Inställningar. Skriv inte ${NUMBER}.`))
    await runWaiting(service, sendSupportMail as never)
    const mails = await sentTo(service, 'namn@prov.example')
    expect(mails.at(-1)?.body_text).toContain('Ja, under Inställningar. Skriv inte [personnummer borttaget].')
    expect(await (await fetch(service.url + path)).text()).toContain('Ja, under Inställningar.')
    const answer = await fetch(service.url + path)
    expect(answer.headers.get('referrer-policy')).toBe('same-origin')
    expect((await fetch(`${service.url}/kontakt/arende/${'x'.repeat(43)}`)).status).toBe(404)
    expect((await post(path, { gor: 'avsluta' })).status).toBe(303)
    expect((await post(path, { text: 'Mer' })).status).toBe(409)
    expect(await run('list')).not.toContain(number)
  })

  test(
    'a chat begins with what becomes of the words, and hides numbers in them before they are kept or leave',
    clause('P-8.19'),
    async () => {
      const notice = await (await fetch(`${service.url}/kontakt/chatt`)).text()
      expect(notice.indexOf('Skriv inga personnummer eller kortnummer')).toBeGreaterThan(0)
      expect(notice.indexOf('Skriv inga personnummer eller kortnummer')).toBeLessThan(notice.indexOf('<textarea'))
      const begun = await post('/kontakt/chatt', { text: `Hej, ${NUMBER} här`, replyTo: 'chatt@prov.example' })
      const path = begun.headers.get('location') as string
      await post(path, { text: `Och kortet är ${CARD}` })
      const page = await (await fetch(service.url + path)).text()
      expect(page).toContain('Hej, [personnummer borttaget] här')
      expect(page).toContain('Och kortet är [kortnummer borttaget]')
      await runWaiting(service, sendSupportMail as never)
      expect((await sentTo(service, 'chatt@prov.example')).length).toBe(1)
      const all = await everywhere()
      expect(all).not.toMatch(/840601[-+ ]?2388|4111 ?1111/)
    },
  )

  test('says beside the field what is wrong, and keeps what was typed', async () => {
    const refused = await post('/kontakt', { text: 'En fråga', replyTo: 'inte en adress' })
    expect(refused.status).toBe(422)
    const page = await refused.text()
    expect(page.includes('>En fråga</textarea>')).toBe(true)
    expect(page.includes('aria-invalid="true"')).toBe(true)
    expect((await post('/kontakt', { text: '  ' })).status).toBe(422)
  })
})

test(
  'words go two years after the case was closed, and a case that is not closed stays',
  clause('P-8.16'),
  async () => {
    const open = await run('note', file('Den här är öppen.'))
    const closed = await run('note', file('Den här är stängd.'))
    await run('close', closed)
    const there = async () => (await ask(service.ownerUrl, 'select number from support_case')).map(r => r.number)
    const begun = clock.now()
    const at = (day: string) => clock.set(new Date(`${day}T12:00:00Z`))
    at('2028-11-24')
    await keepSupport.run(service.services)
    expect(await there()).toContain(closed)
    at('2028-11-25')
    await keepSupport.run(service.services)
    expect(await there()).not.toContain(closed)
    expect(await there()).toContain(open)
    expect(
      await ask(
        service.ownerUrl,
        'select count(*)::int as n from support_message where case_id not in (select id from support_case)',
      ),
    ).toEqual([{ n: 0 }])
    expect(service.logs.join()).toContain('support-case-due')
    clock.set(begun)
  },
)
