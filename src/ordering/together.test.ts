// Several who sign one version: all of it, from asking the first to the file that shows them all; and everything that can happen at once.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { evidenceBucket, prolong, sendAgain, withdraw } from '../delivery/send.ts'
import { type Agreement, shortHash } from '../documents/agreement.ts'
import { linkToken } from '../documents/link-token.ts'
import { partiesOf } from '../documents/parties.ts'
import { canonicalBytes, sha256Hex } from '../kernel/canonical.ts'
import { movableClock } from '../platform/clock.ts'
import type { Visitor } from '../platform/http/endpoint.ts'
import { decrypt } from '../platform/vault/cipher.ts'
import { approve, choose, decline } from '../recipient/answers.ts'
import { delegate } from '../recipient/delegate.ts'
import { openRoom, type Room } from '../recipient/room.ts'
import { fromPem } from '../signing/asn1/der.ts'
import { signingCode } from '../signing/code.ts'
import { sealRoots } from '../signing/seal-certificate.ts'
import { checkManifest, type ManifestSignature } from '../signing/verify/manifest.ts'
import { verifyEvidence } from '../signing/verify/verify-evidence.ts'
import { verifyPdf } from '../signing/verify/verify-pdf.ts'
import { ask } from '../testing/ask.ts'
import { windowOf } from '../testing/company-window.ts'
import { inTurn } from '../testing/in-turn.ts'
import { type SentQuote, sentQuote } from '../testing/sent-quote.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { collectOrders } from './collect.ts'
import { beginOrder, readOrder } from './orders.ts'
import { evidencePlace } from './places.ts'
import { sealAgreement } from './seal-job.ts'
import { completeCode } from './sign.ts'

const ASA = '198406012388'
const ERIK = '198502152393'
const clock = movableClock(new Date('2026-11-24T09:00:00Z'))
const visitor: Visitor = {
  ip: '127.0.0.1',
  userAgent: 'test',
  language: 'sv',
  url: new URL('http://localhost/rum/x/skriv-under'),
}
let service: TestService

beforeAll(async () => {
  service = await startTestService({ jobs: false, clock })
})
afterAll(() => service.close())

const inCompany = <T>(quote: SentQuote, work: Parameters<typeof service.services.database.company<T>>[1]) =>
  service.services.database.company(quote.companyId, work)
const linkOf = async (quote: SentQuote, party: number) => {
  const [row] = await ask(
    service.ownerUrl,
    'select id from room_link where party_id = $1 and ended_at is null order by version desc',
    [quote.parties[party]],
  )
  return row?.id as string | undefined
}
const roomOf = async (quote: SentQuote, party: number): Promise<Room> =>
  openRoom(service.services, linkToken(service.services.secrets, (await linkOf(quote, party)) as string), visitor)
const begin = async (room: Room, method: 'bankid' | 'code-mail' = 'code-mail', ticks: string[] = []) => {
  const ticked = new Set(['rot.refused-ack', 'order.authority', ...ticks])
  const id = await beginOrder(
    service.services,
    room,
    { ticked, method, sameDevice: true, drawing: null, purpose: 'sign' },
    visitor,
  )
  const order = await readOrder(service.services, room.actor.companyId, id)
  if (!order) throw new Error('no order')
  return order
}
type Begun = Awaited<ReturnType<typeof begin>>
/** Approves in the app and says how the order ended. */
const approveIn = async (order: Begun, personalNumber: string) => {
  await fetch(`${service.emulator.phoneUrl}api/approve`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ autoStartToken: order.secrets.autoStartToken, personalNumber }),
  })
  await collectOrders.run(service.services)
  clock.pass(1000)
  const after = await readOrder(service.services, order.companyId, order.id)
  return after?.state === 'failed' ? after.hint : after?.state
}
const enter = (order: Begun) => completeCode(service.services, order, signingCode(service.services.secrets, order.id))
const signs = async (quote: SentQuote, party: number) => enter(await begin(await roomOf(quote, party)))
const stateOf = async (quote: SentQuote) => {
  const [row] = await ask(service.ownerUrl, 'select state from document where id = $1', [quote.documentId])
  return row?.state
}
const signatures = async (quote: SentQuote) =>
  (await ask(service.ownerUrl, 'select party_id from signature where document_id = $1', [quote.documentId])).length
const messages = async (quote: SentQuote): Promise<string[]> =>
  (
    await ask(
      service.ownerUrl,
      'select message, party_id from dispatch where document_id = $1 order by created_at, id',
      [quote.documentId],
    )
  )
    .map(r => `${r.message} ${r.party_id === null ? 'company' : quote.parties.indexOf(r.party_id)}`)
    .sort()
const both = { shortened: true, signing: 'all' } as const

describe('two who must both sign', () => {
  test('sign each with BankID: the agreement is made with the second, and the file shows both and verifies', async () => {
    const quote = await sentQuote(service.services, both)
    const approveAs = async (party: number, personalNumber: string) =>
      approveIn(await begin(await roomOf(quote, party), 'bankid'), personalNumber)
    await approveAs(0, ASA)
    expect(await stateOf(quote)).toBe('partly-signed')
    const [mine, theirs] = [await roomOf(quote, 0), await roomOf(quote, 1)]
    expect([mine.state, mine.standing, mine.signed, theirs.standing]).toEqual(['open', 'signed', null, 'sign'])
    expect(await messages(quote)).toContain('c.party-signed company')
    await sealAgreement.run(service.services, { ...quote, version: 1 }, 1)
    expect(await stateOf(quote)).toBe('partly-signed')

    await approveAs(1, ERIK)
    expect(await stateOf(quote)).toBe('signed')
    await sealAgreement.run(service.services, { ...quote, version: 1 }, 1)
    expect(await stateOf(quote)).toBe('sealed')
    const token = linkToken(service.services.secrets, (await linkOf(quote, 0)) as string)
    const file = new Uint8Array(await (await fetch(`${service.url}/rum/${token}/avtal.pdf`)).arrayBuffer())
    const roots = (await sealRoots(service.services)).flatMap(pem => fromPem(pem))
    const report = await verifyPdf(file, { seal: roots, timestamp: [] })
    expect(report.intact).toBe('intact')
    expect(report.checks.filter(c => !c.ok)).toEqual([])
    const manifest = report.manifest
    if (!manifest) throw new Error('no manifest')
    expect(manifest.signatures.map(s => [s.name, s.method, s.personalNumberMasked])).toEqual([
      ['Åsa Berg', 'bankid', '19840601-****'],
      ['Erik Berg', 'bankid', '19850215-****'],
    ])
    expect(manifest.notSigned).toEqual([])

    // A proof in which they had not signed the same, or one stood in the other's place, does not hold.
    const [first, second] = manifest.signatures as [ManifestSignature, ManifestSignature]
    const holds = async (agreement: object) => {
      const hash = sha256Hex(canonicalBytes(agreement))
      const own = { ...second, agreement, agreementHash: await hash, signedText: shortHash(await hash) }
      const told = { ...manifest, signatures: [first, own as ManifestSignature] }
      return (await checkManifest(told, null, '')).find(c => c.code === 'agreement')?.ok
    }
    expect(await holds({ ...second.agreement, ticked: [] })).toBe(true)
    expect(await holds({ ...second.agreement, chosen: ['annat'] })).toBe(false)
    expect(await holds({ ...second.agreement, signer: (first.agreement as Agreement).signer })).toBe(false)

    const rows = await ask(service.ownerUrl, 'select * from signature where document_id = $1', [quote.documentId])
    for (const row of rows) {
      const key = await service.services.vault.key(quote.companyId, row.key_id)
      const evidence = decrypt(key, row.evidence, evidencePlace(row.id, quote.companyId))
      expect(await verifyEvidence(manifest, evidence, [])).toMatchObject({ ok: true, method: 'bankid' })
    }

    const { cookie } = await windowOf(service, quote.actor as never)
    const detail = (await (
      await fetch(`${service.url}/api/app/documents/${quote.documentId}`, { headers: { cookie } })
    ).json()) as { signed: { by: { name: string }[]; remaining: string[] } }
    expect(detail.signed.by.map(s => s.name)).toEqual(['Åsa Berg', 'Erik Berg'])
    expect(detail.signed.remaining).toEqual([])
    const page = await (await fetch(`${service.url}/rum/${token}/`)).text()
    expect(page).toContain('data-state="sealed"')
    expect(page.match(/med BankID/g)).toHaveLength(2)
  })

  test('at the same moment: both count, and one of them makes the agreement', async () => {
    const quote = await sentQuote(service.services, both)
    const orders = [await begin(await roomOf(quote, 0)), await begin(await roomOf(quote, 1))]
    expect((await Promise.all(orders.map(enter))).sort()).toEqual(['party-signed', 'signed'])
    expect(await stateOf(quote)).toBe('signed')
    expect(await messages(quote)).toEqual(expect.arrayContaining(['sent 0', 'sent 1']))
  })

  test('sign the same: what the first has signed is not chosen anew, and whoever began with other choices is told', async () => {
    const quote = await sentQuote(service.services, { signing: 'all' })
    const [first, second] = [await roomOf(quote, 0), await roomOf(quote, 1)]
    const offered = second.frozen.content.blocks
      .flatMap(b => (b.type === 'price-table' ? b.rows : []))
      .filter(r => r.offered === 'optional')
      .map(r => r.id)
    const begun = await begin(second)
    const other = new Set([...first.chosen].filter(id => !offered.includes(id)).concat(offered[0] as string))
    await inCompany(quote, tx => choose(service.services, tx, first, other))
    expect(await signs(quote, 0)).toBe('party-signed')
    expect(await enter(begun)).toBe('choice-changed')
    expect((await readOrder(service.services, quote.companyId, begun.id))?.hint).toBe('choice-changed')
    await expect(inCompany(quote, tx => choose(service.services, tx, second, new Set()))).rejects.toMatchObject({
      code: 'choices-signed',
    })
    await expect(
      ask(service.ownerUrl, `update document_version set chosen = '{}' where document_id = $1`, [quote.documentId]),
    ).rejects.toThrow('not chosen anew')
    expect(await signs(quote, 1)).toBe('signed')
  })

  test('nobody signs twice, and whoever has signed does not decline', async () => {
    const quote = await sentQuote(service.services, both)
    await signs(quote, 0)
    await expect(signs(quote, 0)).rejects.toMatchObject({ code: 'signed-already' })
    const room = await roomOf(quote, 0)
    await expect(inCompany(quote, tx => decline(service.services, tx, room, ''))).rejects.toMatchObject({
      code: 'signed-already',
    })
  })

  test('one declines: it is over for both, and says so', async () => {
    const quote = await sentQuote(service.services, both)
    await signs(quote, 0)
    const second = await roomOf(quote, 1)
    const begun = await begin(second)
    await inCompany(quote, tx => decline(service.services, tx, second, 'för dyrt'))
    expect([await stateOf(quote), (await roomOf(quote, 0)).state]).toEqual(['declined', 'declined'])
    // Whoever had signed is told that it binds nobody.
    expect(await messages(quote)).toEqual(
      expect.arrayContaining(['no-agreement 0', 'declined 1', 'c.declined company']),
    )
    expect(await enter(begun)).toBe('too-late')
    await sealAgreement.run(service.services, { ...quote, version: 1 }, 1)
    expect(await stateOf(quote)).toBe('declined')
  })

  test('prolonged when one has signed: it is a new version, which all sign anew, and alone is the agreement', async () => {
    const quote = await sentQuote(service.services, both)
    await signs(quote, 0)
    const key = await service.services.vault.make(quote.companyId, evidenceBucket(clock.now()))
    await inCompany(quote, tx =>
      prolong(
        service.services,
        tx,
        quote.actor,
        { documentId: quote.documentId, validTo: '2027-01-31', language: 'sv' },
        { key, sealReady: true },
      ),
    )
    expect([await stateOf(quote), (await roomOf(quote, 0)).standing]).toEqual(['sent', 'sign'])
    expect(await signs(quote, 1)).toBe('party-signed')
    expect(await signs(quote, 0)).toBe('signed')
    const versions = await ask(
      service.ownerUrl,
      'select ended_why from document_version where document_id = $1 order by version',
      [quote.documentId],
    )
    expect(versions.map(v => v.ended_why)).toEqual(['replaced', 'signed'])
  })

  test.each(['withdrawal', 'signature'] as const)(
    'the last signature against a withdrawal: the %s came first',
    async first => {
      const quote = await sentQuote(service.services, both)
      await signs(quote, 0)
      const begun = await begin(await roomOf(quote, 1))
      const signature = () => enter(begun)
      const withdrawal = () => inCompany(quote, tx => withdraw(service.services, tx, quote.actor, quote.documentId))
      if (first === 'withdrawal') {
        const [, late] = await inTurn(service, quote.documentId, withdrawal, signature)
        expect(late).toMatchObject({ status: 'fulfilled', value: 'too-late' })
        expect([await stateOf(quote), await signatures(quote)]).toEqual(['withdrawn', 1])
      } else {
        const [, late] = await inTurn(service, quote.documentId, signature, withdrawal)
        expect(late).toMatchObject({ status: 'rejected', reason: { code: 'version-ended' } })
        expect([await stateOf(quote), await signatures(quote)]).toEqual(['signed', 2])
      }
    },
  )
})

describe('one after the other', () => {
  test('the second is asked when the first has signed, by what the sender chose', async () => {
    const quote = await sentQuote(service.services, { shortened: true, signing: 'ordered' })
    expect(await messages(quote)).toEqual(['sent 0'])
    expect(await linkOf(quote, 1)).toBe(undefined)
    await expect(
      inCompany(quote, tx =>
        sendAgain(service.services, tx, quote.actor, {
          documentId: quote.documentId,
          partyId: quote.parties[1] as string,
          mail: true,
          sms: false,
        }),
      ),
    ).rejects.toMatchObject({ code: 'not-yet-asked' })
    expect(await signs(quote, 0)).toBe('party-signed')
    expect(await messages(quote)).toEqual(expect.arrayContaining(['your-turn 1', 'c.party-signed company']))
    expect(await signs(quote, 1)).toBe('signed')
  })

  test('the database refuses who is not yet to sign, whatever a program does', async () => {
    const quote = await sentQuote(service.services, { shortened: true, signing: 'ordered' })
    await signs(quote, 0)
    const copied = (party: number, more: string) =>
      ask(
        service.ownerUrl,
        `insert into signature (company_id, id, document_id, version, party_id, method, signed_at, agreement, agreement_hash, evidence,
           evidence_sha256, key_id, is_test, deal_hash)
         select company_id, gen_random_uuid(), document_id, version, $2, method, signed_at, agreement, agreement_hash, evidence,
           evidence_sha256, key_id, is_test, ${more} from signature where document_id = $1 limit 1`,
        [quote.documentId, quote.parties[party]],
      )
    await expect(copied(1, `repeat('0', 64)`)).rejects.toThrow('the same agreement')
    await ask(service.ownerUrl, 'update version_party set turn = 0 - turn where document_id = $1', [quote.documentId])
    await ask(service.ownerUrl, 'delete from signature where document_id = $1', [quote.documentId])
    const end = () =>
      ask(
        service.ownerUrl,
        `update document_version set ended_at = now(), ended_why = 'signed' where document_id = $1`,
        [quote.documentId],
      )
    await expect(end()).rejects.toThrow('when all have signed')
  })
})

describe('who does not sign', () => {
  test('approves first: those who sign are asked when it is approved, and not before', async () => {
    const quote = await sentQuote(service.services, { shortened: true, roles: ['signer', 'approver'] })
    expect(await messages(quote)).toEqual(['to-approve 1'])
    const room = await roomOf(quote, 1)
    await expect(begin(room)).rejects.toMatchObject({ code: 'signer-unknown' })
    await inCompany(quote, tx => approve(service.services, tx, room))
    await expect(inCompany(quote, tx => approve(service.services, tx, room))).rejects.toMatchObject({
      code: 'approval-not-asked',
    })
    expect(await messages(quote)).toEqual(expect.arrayContaining(['your-turn 0', 'c.approved company']))
    expect(await signs(quote, 0)).toBe('signed')
  })

  test('a reader reads, decides nothing, and is sent no copy', async () => {
    const quote = await sentQuote(service.services, { shortened: true, roles: ['signer', 'viewer'] })
    expect(await messages(quote)).toEqual(['sent 0', 'to-read 1'])
    const room = await roomOf(quote, 1)
    await expect(begin(room)).rejects.toMatchObject({ code: 'signer-unknown' })
    for (const answer of [
      (tx: never) => decline(service.services, tx, room, ''),
      (tx: never) => choose(service.services, tx, room, new Set()),
    ])
      await expect(inCompany<unknown>(quote, tx => answer(tx as never))).rejects.toMatchObject({ code: 'only-reads' })
    await signs(quote, 0)
    await sealAgreement.run(service.services, { ...quote, version: 1 }, 1)
    expect(await messages(quote)).toContain('sealed 0')
    expect(await messages(quote)).not.toContain('sealed 1')
  })
})

describe('beside and in place of', () => {
  test('the client signs when they meet, on the company’s device, and the company signs last: the file says both', async () => {
    const quote = await sentQuote(service.services, { ...both, companySigns: true })
    const { cookie } = await windowOf(service, quote.actor as never)
    const app = async (path: string, body?: object) => {
      const response = await fetch(`${service.url}/api/app/documents/${quote.documentId}${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { cookie, origin: service.url, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      return { status: response.status, body: (await response.json()) as { [name: string]: unknown } }
    }
    const { path } = (await app('/in-person', { partyId: quote.parties[0] })).body as { path: string }
    // No session of the company's comes along: the link is all there is, and it ends after the meeting.
    const page = await fetch(`${service.url}${path}/skriv-under`)
    const text = await page.text()
    expect(page.headers.get('set-cookie')).toBe(null)
    expect(text).toContain('value="other"')
    expect(text).not.toContain('value="here"')
    expect((await app('/countersign', { sameDevice: false })).body).toMatchObject({ problem: 'countersign-early' })

    const room = await openRoom(service.services, path.slice('/rum/'.length), visitor)
    await expect(begin(room, 'bankid').then(o => approveIn(o, ERIK))).resolves.toBe('other-person')
    expect(await approveIn(await begin(room, 'bankid'), ASA)).toBe('complete')
    expect((await app('/countersign', { sameDevice: false })).body).toMatchObject({ problem: 'countersign-early' })
    expect(await signs(quote, 1)).toBe('party-signed')
    expect(await stateOf(quote)).toBe('partly-signed')
    expect(await messages(quote)).toContain('c.your-turn company')
    await sealAgreement.run(service.services, { ...quote, version: 1 }, 1)
    expect(await stateOf(quote)).toBe('partly-signed')

    expect((await app('/countersign', { sameDevice: false })).body).toMatchObject({ problem: 'countersign-nameless' })
    await ask(service.ownerUrl, `update member set name = 'Erik Berg' where id = $1`, [quote.actor.memberId])
    const { order } = (await app('/countersign', { sameDevice: false })).body as { order: string }
    expect((await app(`/countersign/${order}`)).body).toMatchObject({
      state: 'pending',
      qr: expect.stringContaining('<svg'),
    })
    const begun = (await readOrder(service.services, quote.companyId, order)) as Begun
    expect(begun.secrets.text).toMatch(/^JAG SKRIVER UNDER FÖR /)
    expect(await approveIn(begun, ASA)).toBe('other-person')
    const again = (await app('/countersign', { sameDevice: true })).body as { order: string }
    expect(await approveIn((await readOrder(service.services, quote.companyId, again.order)) as Begun, ERIK)).toBe(
      'complete',
    )
    expect(await stateOf(quote)).toBe('signed')
    await sealAgreement.run(service.services, { ...quote, version: 1 }, 1)

    clock.pass(3 * 3_600_000)
    expect((await openRoom(service.services, path.slice('/rum/'.length), visitor)).state).toBe('link-expired')
    const file = new Uint8Array(
      await (
        await fetch(`${service.url}/api/app/documents/${quote.documentId}/pdf`, { headers: { cookie } })
      ).arrayBuffer(),
    )
    const report = await verifyPdf(file, { seal: [], timestamp: [] })
    expect(report.checks.filter(c => !c.ok)).toEqual([])
    expect(report.manifest?.signatures.map(s => [s.name, s.inPerson ?? false])).toEqual([
      ['Åsa Berg', true],
      ['Erik Berg', false],
      ['Erik Berg', false],
    ])
    expect(report.manifest?.notSigned).toEqual([])
  })

  test('somebody signs in another’s place: they alone can, the company is told, and what is signed says so', async () => {
    const quote = await sentQuote(service.services, both)
    const room = await roomOf(quote, 1)
    const hand = (contact: string, name = 'Maja Lind') =>
      inCompany(quote, tx => delegate(service.services, tx, room, { name, contact }))
    await expect(hand('maja')).rejects.toMatchObject({ code: 'delegate-contact' })
    await expect(hand('maja@prov.example', 'Maja')).rejects.toMatchObject({ code: 'delegate-name' })
    await expect(hand('19840601-2388')).rejects.toMatchObject({ code: 'delegate-number' })
    const begun = await begin(room)
    await hand('maja@prov.example')
    await expect(hand('maja@prov.example')).rejects.toMatchObject({ code: 'delegated-already' })
    expect(await enter(begun)).toBe('too-late')
    expect(await messages(quote)).toContain('c.delegated company')
    const [mail] = await ask(
      service.ownerUrl,
      `select link_id, party_id from dispatch where document_id = $1 and message = 'in-your-hands' and address = 'maja@prov.example'`,
      [quote.documentId],
    )
    const maja = await openRoom(service.services, linkToken(service.services.secrets, mail?.link_id), visitor)
    expect([maja.standing, maja.delegate?.name]).toEqual(['sign', 'Maja Lind'])
    // Whatever goes to everybody goes to her too.
    const people = await inCompany(quote, tx => partiesOf(tx, quote.companyId, quote.documentId))
    expect(people.map(p => p.name)).toEqual(['Åsa Berg', 'Erik Berg', 'Maja Lind'])
    await expect(
      inCompany(quote, tx => delegate(service.services, tx, maja, { name: 'Å B', contact: 'a@b.se' })),
    ).rejects.toMatchObject({ code: 'delegate-once' })
    await expect(begin(maja)).rejects.toMatchObject({ code: 'tick-missing', field: 'order.in-place' })
    const order = await begin(maja, 'code-mail', ['order.in-place'])
    expect(order.agreement.signer).toMatchObject({ name: 'Maja Lind', for: { name: 'Erik Berg' } })
    expect(order.secrets.text).toContain('I stället för: Erik Berg')
    await signs(quote, 0)
    expect(await enter(order)).toBe('signed')
  })

  test('who signs for an association may say by what right, in words that are signed', async () => {
    const quote = await sentQuote(service.services, { sample: 'el-omvand-moms', shortened: true })
    const room = await roomOf(quote, 0)
    const token = linkToken(service.services.secrets, (await linkOf(quote, 0)) as string)
    const post = (authority: string) =>
      fetch(`${service.url}/rum/${token}/skriv-under`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: service.url, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ tick: 'order.authority', way: 'other', authority }),
      })
    const refused = await post('Firmatecknare 840601-2388')
    expect([refused.status, (await refused.text()).includes('Skriv inget personnummer här')]).toEqual([422, true])
    const begun = await post('Firmatecknare, ensam')
    const order = await readOrder(
      service.services,
      room.actor.companyId,
      begun.headers.get('location')?.split('/').at(-1) ?? '',
    )
    expect(order?.agreement.authority).toBe('Firmatecknare, ensam')
    expect(order?.secrets.text).toContain('Behörighet: Firmatecknare, ensam')
  })
})
