import { sign } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SignedXml } from 'xml-crypto'
import { type Authorities, certificatePem, loadAuthorities } from '../../integrations/bankid/emulator/authorities.ts'
import { type Credential, issue } from '../../integrations/bankid/emulator/certificates.ts'
import { completionDataOf } from '../../integrations/bankid/emulator/issue-answer.ts'
import { type Person, personCredentials, persons } from '../../integrations/bankid/emulator/persons.ts'
import {
  keyInfoXml,
  ocspResponseOf,
  signatureXml,
  signedDataXml,
  signedInfoXml,
} from '../../integrations/bankid/emulator/signature.ts'
import { movableClock } from '../../platform/clock.ts'
import { toPem } from '../asn1/der.ts'
import { OIDS } from '../asn1/x509.ts'
import { type BankIdExpectation, type BankIdRefusal, verifyBankIdAnswer } from './verify.ts'

const now = new Date('2026-11-24T09:58:00Z')
const clock = movableClock(now)
const åsa = persons[0] as Person
const erik = persons[1] as Person
const text =
  'JAG BESTÄLLER MED BETALNINGSSKYLDIGHET\n\nAv: Prov El AB, org.nr 878000-3656\nDokumentets kontrollkod: 4f2a'
const nonVisible = new TextEncoder().encode('{"documentId":"d1","sha256":"00ff","v":1}')
const b64 = (of: Uint8Array | string) => Buffer.from(of as Uint8Array).toString('base64')
const toSign = { kind: 'sign' as const, visibleData: b64(text), nonVisibleData: b64(nonVisible), uhi: 'dWhp' }

let folder: string
let authorities: Authorities
let ofÅsa: Credential & { issuedOn: string }
let expected: Omit<BankIdExpectation, 'raw'>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bankid-'))
  authorities = await loadAuthorities(folder)
  ofÅsa = await personCredentials(join(folder, 'persons'), authorities, clock).of(åsa)
  expected = {
    kind: 'sign',
    userVisibleData: text,
    userNonVisibleData: nonVisible,
    rootsPem: [certificatePem(authorities.root)],
    now,
  }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Data = ReturnType<typeof completionDataOf>

const complete = (completionData: object) => JSON.stringify({ orderRef: 'o', status: 'complete', completionData })
const answer = (order: Partial<typeof toSign> = {}): Data =>
  completionDataOf({
    order: { ...toSign, ...order, returnRisk: false },
    person: åsa,
    credential: ofÅsa,
    authorities,
    clock,
  })

/** An answer whose XML was put together from parts that may be wrong; what can be right about it, is. */
function made(wrong: {
  signedData?: string
  certificates?: Uint8Array[]
  signedInfo?: (right: string) => string
  xml?: (right: string) => string
  signer?: Credential
  issuer?: Credential
  ocsp?: Partial<Parameters<typeof ocspResponseOf>[0]>
}): Data {
  const person = wrong.signer ?? ofÅsa
  const signedData = wrong.signedData ?? signedDataXml(toSign)
  const keyInfo = keyInfoXml(
    wrong.certificates ?? [person.certificate, authorities.customer.certificate, authorities.bank.certificate],
  )
  const right = signedInfoXml(signedData, keyInfo)
  const signedInfo = wrong.signedInfo?.(right) ?? right
  const value = sign('sha256', Buffer.from(signedInfo), person.key)
  const xml = signatureXml({ signedInfo, value, keyInfo, signedData })
  const signature = b64(wrong.xml?.(xml) ?? xml)
  const issuer = wrong.issuer ?? authorities.customer
  return {
    ...answer(),
    signature,
    ocspResponse: ocspResponseOf({ signature, person, issuer, signer: authorities.ocsp, at: now, ...wrong.ocsp }),
  }
}

const refusal = (data: object, other: Partial<BankIdExpectation> = {}): Promise<BankIdRefusal | 'believed'> =>
  verifyBankIdAnswer({ raw: complete(data), ...expected, ...other }).then(
    () => 'believed' as const,
    (error: { code?: BankIdRefusal }) => {
      if (!error.code) throw error
      return error.code
    },
  )

describe('a whole answer', () => {
  test('tells who signed, when, under which root, and that it was a test', async () => {
    const verified = await verifyBankIdAnswer({ raw: complete(answer()), ...expected })
    expect(verified.personalNumber.reveal()).toBe(åsa.personalNumber)
    expect(verified).toMatchObject({ name: 'Åsa Berg', givenName: 'Åsa', surname: 'Berg', at: now, test: true })
    expect(verified.xmlSha256).toMatch(/^[0-9a-f]{64}$/)
    expect(verified.rootSha256).toMatch(/^[0-9a-f]{64}$/)
  })

  test('is believed years later, given the time it was received: what has ended since was valid then', async () => {
    const then = new Date('2019-05-01T08:00:00Z')
    const person = await issue(
      { subject: subject(åsa), use: 'person', notBefore: new Date('2019-01-01'), notAfter: new Date('2020-01-01') },
      authorities.customer,
    )
    const data = made({ signer: person, ocsp: { at: then } })
    expect(await refusal(data, { now: then })).toBe('believed')
    expect(await refusal(data)).toBe('ocsp-time')
  })

  test('a log-in without text carries no data at all', async () => {
    const data = completionDataOf({
      order: { kind: 'auth', visibleData: null, nonVisibleData: null, returnRisk: true },
      person: åsa,
      credential: ofÅsa,
      authorities,
      clock,
    })
    const login = { kind: 'auth' as const, userVisibleData: null, userNonVisibleData: null }
    expect(await refusal(data, login)).toBe('believed')
    expect(await refusal(data, { ...login, userVisibleData: '' })).toBe('visible-data')
  })

  test('the standard route, by canonicalization, gives the same verdict as the literal text', async () => {
    const byXmlCrypto = (signature: string) => {
      const xml = Buffer.from(signature, 'base64').toString()
      const signed = new SignedXml({
        publicCert: toPem(ofÅsa.certificate),
        getCertFromKeyInfo: () => null,
      })
      signed.loadSignature(xml)
      try {
        return signed.checkSignature(xml)
      } catch {
        return false
      }
    }
    const right = answer()
    expect(byXmlCrypto(right.signature)).toBe(true)
    expect(await refusal(right)).toBe('believed')
    for (const [from, to] of [
      ['<fsib>0<', '<fsib>1<'],
      ['URI="#bidKeyInfo"><Transforms>', 'URI="#bidKeyInfo" ><Transforms>'],
      ['<DigestValue>', '<DigestValue>A'],
    ] as const) {
      const xml = Buffer.from(right.signature, 'base64').toString()
      const changed = { ...right, signature: b64(xml.replace(from, to)) }
      expect(changed.signature).not.toBe(right.signature)
      expect(await refusal(changed)).not.toBe('believed')
      // A blank inside a tag is taken away by canonicalization; we refuse what is not canonical from the start.
      expect(byXmlCrypto(changed.signature)).toBe(from.startsWith('URI'))
    }
  })
})

describe('is refused', () => {
  test('when it is not a complete answer', async () => {
    const raw = (r: unknown) =>
      verifyBankIdAnswer({ ...expected, raw: typeof r === 'string' ? r : JSON.stringify(r) }).catch(e => e.code)
    const { ocspResponse: _, ...withoutOcsp } = answer()
    for (const r of ['', 'null', '{}', [], { status: 'pending' }, { status: 'complete' }])
      expect(await raw(r)).toBe('answer-form')
    expect(await refusal(withoutOcsp)).toBe('answer-form')
    expect(await refusal({ ...answer(), user: { personalNumber: 198406012388 } })).toBe('answer-form')
  })

  test('when the base64 has blanks, stray bits or is too large', async () => {
    const data = answer()
    expect(await refusal({ ...data, signature: `${data.signature}\n` })).toBe('signature-base64')
    expect(await refusal({ ...data, signature: 'PD9=' })).toBe('signature-base64')
    expect(await refusal({ ...data, signature: 'A'.repeat(1_500_000) })).toBe('signature-too-large')
  })

  test.each([
    ['a document type', (x: string) => x.replace('<Signature', '<!DOCTYPE x><Signature')],
    ['an entity', (x: string) => x.replace('<utb>cs1', '<utb>&lt;')],
    ['a processing instruction', (x: string) => x.replace('<Object>', '<?x y?><Object>')],
    ['a comment', (x: string) => x.replace('<funcId>Signing', '<funcId>Sig<!-- -->ning')],
    ['a CDATA section', (x: string) => x.replace('<utb>cs1<', '<utb><![CDATA[cs1]]><')],
    ['a prefix', (x: string) => x.replaceAll('Object>', 'a:Object>')],
    ['an empty-element tag', (x: string) => x.replace('></Transform>', '/>')],
    ['something after the root', (x: string) => `${x}<a></a>`],
    ['text beside elements', (x: string) => x.replace('<X509Data>', '<X509Data> ')],
    [
      'attributes out of order',
      (x: string) => x.replace('charset="UTF-8" visible="wysiwys"', 'visible="wysiwys" charset="UTF-8"'),
    ],
    ['a byte order mark', (x: string) => `\ufeff${x}`],
    ['tags without end', (x: string) => '<a>'.repeat(5_000) + x],
  ])('when the XML holds %s', async (_, wrong) => {
    expect(await refusal(made({ xml: wrong }))).toBe('xml-form')
  })

  test.each([
    ['two signed parts', (x: string) => x.replace(/(<bankIdSignedData[\s\S]*<\/bankIdSignedData>)/, '$1$1')],
    ['a second Object', (x: string) => x.replace('</Signature>', '<Object></Object></Signature>')],
    [
      'the signed part moved aside',
      (x: string) => x.replace(/<Object>([\s\S]*)<\/Object>/, '<Object><a>$1</a></Object>'),
    ],
    ['an id elsewhere', (x: string) => x.replace('<clientInfo>', '<clientInfo Id="bidSignedData">')],
    [
      'a namespace elsewhere',
      (x: string) => x.replace('<utb>', '<utb xmlns="http://www.bankid.com/signature/v1.0.0/types">'),
    ],
    ['another root', (x: string) => x.replace('<Signature ', '<Signatur ').replace('</Signature>', '</Signatur>')],
    ['two functions', (x: string) => x.replace('<funcId>', '<funcId>Signing</funcId><funcId>')],
    ['two visible texts', (x: string) => x.replace(/(<usrVisibleData[\s\S]*<\/usrVisibleData>)/, '$1$1')],
    ['a fourth certificate', (x: string) => x.replace(/(<X509Certificate>[^<]*<\/X509Certificate>)/, '$1$1')],
    ['a visible text marked otherwise', (x: string) => x.replace('visible="wysiwys"', 'visible="wysiwyg"')],
  ])('when there is %s', async (_, wrong) => {
    expect(await refusal(made({ xml: wrong }))).toBe('xml-structure')
  })

  test.each<[string, BankIdRefusal, (info: string) => string]>([
    [
      'the references have changed places',
      'xml-structure',
      i => i.replace(/(<Reference Type[\s\S]*?<\/Reference>)(<Reference [\s\S]*?<\/Reference>)/, '$2$1'),
    ],
    ['a reference is missing', 'xml-structure', i => i.replace(/<Reference URI[\s\S]*?<\/Reference>/, '')],
    ['there is a third reference', 'xml-structure', i => i.replace(/(<Reference URI[\s\S]*?<\/Reference>)/, '$1$1')],
    ['a reference points elsewhere', 'xml-structure', i => i.replace('#bidSignedData', '#bidKeyInfo')],
    ['a reference points at everything', 'xml-structure', i => i.replace('URI="#bidKeyInfo"', 'URI=""')],
    [
      'the digests have changed places',
      'digest',
      i => {
        const [a, b] = [...i.matchAll(/<DigestValue>([^<]*)</g)].map(m => m[1] as string) as [string, string]
        return i.replace(a, '?').replace(b, a).replace('?', b)
      },
    ],
    [
      'it is RSA with SHA-1',
      'algorithm',
      i => i.replace('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'),
    ],
    [
      'a digest is SHA-1',
      'algorithm',
      i => i.replace('http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2000/09/xmldsig#sha1'),
    ],
    [
      'a transform is XSLT',
      'algorithm',
      i =>
        i.replace(/<Transform Algorithm="[^"]*"/, '<Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"'),
    ],
    ['there is a second transform', 'xml-structure', i => i.replace(/(<Transform .*?<\/Transform>)/, '$1$1')],
    ['it is canonicalized with comments', 'algorithm', i => i.replace('c14n-20010315"', 'c14n-20010315#WithComments"')],
  ])('when %s, though signed so', async (_, code, signedInfo) => {
    expect(await refusal(made({ signedInfo }))).toBe(code)
  })

  test('when anything signed was changed afterwards', async () => {
    const swapped = (from: string | RegExp, to: string) => made({ xml: x => x.replace(from, to) })
    expect(await refusal(swapped(b64(text), b64('Jag beställer ingenting.')))).toBe('digest')
    expect(await refusal(swapped('<fsib>0<', '<fsib>1<'))).toBe('digest')
    const another = b64((await issue({ subject: [[OIDS.commonName, 'X']], use: 'person', ...life() })).certificate)
    expect(await refusal(swapped(/<X509Certificate>[^<]*/, `<X509Certificate>${another}`))).toBe('digest')
    expect(await refusal(swapped(/<SignatureValue>....../, '<SignatureValue>AAAAAA'))).toBe('signature')
  })

  test('when text, hidden data or function are not those of the order', async () => {
    const data = answer()
    expect(await refusal(data, { userVisibleData: `${text} ` })).toBe('visible-data')
    expect(await refusal(data, { userVisibleData: null })).toBe('visible-data')
    expect(await refusal(data, { userNonVisibleData: new Uint8Array([1]) })).toBe('non-visible-data')
    expect(await refusal(data, { userNonVisibleData: null })).toBe('non-visible-data')
    expect(await refusal(data, { kind: 'auth' })).toBe('function')
    expect(await refusal(answer({ kind: 'auth' as 'sign' }))).toBe('function')
  })

  test('when the reply names another person than the certificate', async () => {
    const data = answer()
    const { user } = data
    expect(await refusal({ ...data, user: { ...user, personalNumber: erik.personalNumber } })).toBe('identity')
    expect(await refusal({ ...data, user: { ...user, name: 'Asa Berg' } })).toBe('identity')
    expect(await refusal({ ...data, user: { ...user, givenName: 'Erik' } })).toBe('identity')
    expect(await refusal({ ...data, user: { ...user, surname: 'Bergh' } })).toBe('identity')
  })

  test('when the policy is not one that is accepted', async () => {
    expect(await refusal(answer(), { policies: ['1.2.752.78.1.5'] })).toBe('policy')
    expect(await refusal(answer(), { policies: ['1.2.3.4.25'] })).toBe('believed')
  })

  test('when the chain ends in another root, or in none', async () => {
    const stranger = await issue({ subject: [[OIDS.commonName, 'Other root']], use: 'authority', ...life() })
    expect(await refusal(answer(), { rootsPem: [toPem(stranger.certificate)] })).toBe('chain-unknown')
    expect(await refusal(answer(), { rootsPem: [] })).toBe('chain-unknown')
    expect(await refusal(answer(), { rootsPem: [toPem(stranger.certificate), ...expected.rootsPem] })).toBe('believed')
  })

  test('when an authority had ended, or the person was certified by somebody who may not', async () => {
    const { customer, bank, root } = authorities
    const ended = await issue({ subject: [[OIDS.commonName, 'Ended']], use: 'authority', ...life(-10, -1) }, root)
    const signed = async (issuer: Credential, chain: Credential[]) => {
      const person = await issue({ subject: subject(åsa), use: 'person', ...life() }, issuer)
      const certificates = [person, ...chain].map(c => c.certificate)
      return refusal(made({ signer: person, issuer, certificates }))
    }
    expect(await signed(customer, [customer, bank])).toBe('believed')
    const underEnded = await issue({ subject: [[OIDS.commonName, 'Under']], use: 'authority', ...life() }, ended)
    expect(await signed(underEnded, [underEnded, ended])).toBe('chain-expired')
    // Erik's own certificate is no authority, however genuine it is.
    expect(await signed(ofÅsa, [ofÅsa, customer])).toBe('chain-unknown')
    // A shorter way to the root than by both authorities is not BankID's.
    expect(await signed(bank, [bank, customer])).toBe('chain-unknown')
    expect(await signed(customer, [bank, customer])).toBe('chain-unknown')
  })

  test('when the person’s own certificate had ended', async () => {
    const person = await issue({ subject: subject(åsa), use: 'person', ...life(-1_000, -1) }, authorities.customer)
    expect(await refusal(made({ signer: person }))).toBe('chain-expired')
  })

  test('when a certificate is followed by anything', async () => {
    const longer = Buffer.concat([ofÅsa.certificate, Buffer.from([0])])
    const certificates = [longer, authorities.customer.certificate, authorities.bank.certificate]
    expect(await refusal(made({ certificates }))).toBe('certificate-form')
  })
})

describe('the status of the certificate', () => {
  const ocsp = (wrong: Partial<Parameters<typeof ocspResponseOf>[0]>) => refusal(made({ ocsp: wrong }))

  test('must be good', async () => {
    expect(await ocsp({ status: 'revoked' })).toBe('ocsp-not-good')
    expect(await ocsp({ status: 'unknown' })).toBe('ocsp-not-good')
  })

  test('must have been given for this signature', async () => {
    expect(await ocsp({ signature: answer().signature })).toBe('ocsp-nonce')
    // Bound to the base64 received, not to the XML within it.
    const data = made({})
    const xml = Buffer.from(data.signature, 'base64').toString()
    const ofXml = ocspResponseOf({
      signature: xml,
      person: ofÅsa,
      issuer: authorities.customer,
      signer: authorities.ocsp,
      at: now,
    })
    expect(await refusal({ ...data, ocspResponse: ofXml })).toBe('ocsp-nonce')
  })

  test('must be that of this certificate', async () => {
    const other = await issue({ subject: subject(erik), use: 'person', ...life() }, authorities.customer)
    expect(await ocsp({ person: other })).toBe('ocsp-certificate')
    expect(await ocsp({ issuer: authorities.bank })).toBe('ocsp-certificate')
  })

  test('must be stated by somebody the issuing authority has appointed', async () => {
    const appointed = (use: 'ocsp' | 'person', issuer: Credential, days = life()) =>
      issue({ subject: [[OIDS.commonName, 'Responder']], use, ...days }, issuer)
    expect(await ocsp({ signer: await appointed('ocsp', authorities.customer) })).toBe('believed')
    expect(await ocsp({ signer: await appointed('ocsp', authorities.bank) })).toBe('ocsp-signer')
    expect(await ocsp({ signer: await appointed('person', authorities.customer) })).toBe('ocsp-signer')
    expect(await ocsp({ signer: await appointed('ocsp', authorities.customer, life(-9, -1)) })).toBe('ocsp-signer')
    expect(await ocsp({ signer: ofÅsa })).toBe('ocsp-signer')
  })

  test('must be signed by that responder', async () => {
    const other = await issue({ subject: [[OIDS.commonName, 'R']], use: 'ocsp', ...life() }, authorities.customer)
    expect(await ocsp({ signer: { ...authorities.ocsp, key: other.key } })).toBe('ocsp-signature')
  })

  test('must be of the time the answer came', async () => {
    const minutes = (n: number) => new Date(now.getTime() + n * 60_000)
    expect(await ocsp({ at: minutes(-14) })).toBe('believed')
    expect(await ocsp({ at: minutes(-16) })).toBe('ocsp-time')
    expect(await ocsp({ at: minutes(16) })).toBe('ocsp-time')
  })

  test('must be DER to the last byte, and successful', async () => {
    const data = made({})
    const bytes = Buffer.from(data.ocspResponse, 'base64')
    const with_ = (b: Uint8Array) => refusal({ ...data, ocspResponse: b64(b) })
    expect(await with_(bytes)).toBe('believed')
    expect(await with_(Buffer.concat([bytes, Buffer.from([0])]))).toBe('ocsp-form')
    expect(await with_(bytes.subarray(0, -1))).toBe('ocsp-form')
    expect(await with_(new Uint8Array())).toBe('ocsp-form')
    expect(await with_(Uint8Array.of(0x30, 0x03, 0x0a, 0x01, 0x03))).toBe('ocsp-status')
    expect(await refusal({ ...data, ocspResponse: ` ${data.ocspResponse}` })).toBe('ocsp-form')
  })

  test('no byte of it can be changed without being refused', async () => {
    const data = made({})
    const bytes = Buffer.from(data.ocspResponse, 'base64')
    for (let i = 0; i < bytes.length; i += 7) {
      const changed = Buffer.from(bytes)
      changed[i] = (changed[i] as number) ^ 0x01
      expect(await refusal({ ...data, ocspResponse: b64(changed) }), `byte ${i}`).not.toBe('believed')
    }
  })
})

test('no byte of the signature can be changed without being refused', async () => {
  const data = answer()
  const bytes = Buffer.from(data.signature, 'base64')
  for (let i = 0; i < bytes.length; i += 61) {
    const changed = Buffer.from(bytes)
    changed[i] = (changed[i] as number) ^ 0x01
    const signature = b64(changed)
    const ocspResponse = ocspResponseOf({
      signature,
      person: ofÅsa,
      issuer: authorities.customer,
      signer: authorities.ocsp,
      at: now,
    })
    const code = await refusal({ ...data, signature, ocspResponse })
    expect(code, `byte ${i}: ${String.fromCharCode(bytes[i] as number)}`).not.toBe('believed')
  }
})

const DAY = 86_400_000
const life = (from = -10, to = 10) => ({
  notBefore: new Date(now.getTime() + from * DAY),
  notAfter: new Date(now.getTime() + to * DAY),
})
const subject = (p: Person) =>
  [
    [OIDS.surname, p.surname],
    [OIDS.givenName, p.givenName],
    [OIDS.serialNumber, p.personalNumber],
    [OIDS.commonName, `${p.givenName} ${p.surname}`],
  ] as const
