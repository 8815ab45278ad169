import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { beginSession } from '../accounts/sessions.ts'
import { movableClock } from '../platform/clock.ts'
import { ConfigurationRefused } from '../platform/config.ts'
import type { Services } from '../platform/context.ts'
import { startSentence } from '../start-sentences.ts'
import { ask } from '../testing/ask.ts'
import { askJson } from '../testing/company-window.ts'
import { sampleCertificate, sealedSample } from '../testing/sealed-sample.ts'
import { sentQuote } from '../testing/sent-quote.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { bool, fromPem, octets, oid, sequence, tlv, toPem, utf8 } from './asn1/der.ts'
import { OIDS } from './asn1/x509.ts'
import { sealReady, tryTypesetting } from './ready.ts'
import { extension, issueCertificate, loadSealKey, type MadeCertificate, nameOf } from './seal/instance-certificate.ts'
import { sealPdf } from './seal/seal.ts'
import {
  currentSealKey,
  ensureSealCertificate,
  keyToSealWith,
  renewSealCertificate,
  sealRoots,
} from './seal-certificate.ts'
import { verifyPdf } from './verify/verify-pdf.ts'

const START = new Date('2026-11-24T09:00:00Z')
const YEAR = 365 * 86_400_000
const clock = movableClock(START)
let service: TestService
let folder: string

beforeAll(async () => {
  service = await startTestService({ jobs: false, clock })
  folder = mkdtempSync(join(tmpdir(), 'cling-test-'))
})
afterAll(async () => {
  await service.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => clock.set(START))

/** Something small, sealed with the key that seals now. */
const sealedNow = async (services: Services) => {
  const { unsealed } = await sealedSample()
  const signer = await keyToSealWith(services)
  return (await sealPdf(unsealed, { signer, name: 'Prov', reason: 'Prov', now: clock.now() })).bytes
}
const trustOf = async (bytes: Uint8Array) => {
  const roots = fromPem(await (await fetch(`${service.url}/forsegling/rot.pem`)).text())
  const { intact, seal } = await verifyPdf(bytes, { seal: roots, timestamp: [] })
  return { intact, trust: seal?.trust }
}
const HOLDS = { intact: 'intact', trust: 'known' }

describe('the installation’s own seal, renewed', () => {
  test('seals with another key under another root, and recognises what it sealed before', async () => {
    const [earlier, before] = [await currentSealKey(service.services), await sealedNow(service.services)]
    const renewed = await renewSealCertificate(service.services)
    const after = await sealedNow(service.services)
    expect(renewed.rootFingerprint).not.toBe(earlier.rootFingerprint)
    expect((await currentSealKey(service.services)).fingerprint).toBe(renewed.fingerprint)
    expect([await trustOf(before), await trustOf(after)]).toEqual([HOLDS, HOLDS])
    expect((await sealRoots(service.services))[0]).toBe(renewed.rootPem)
    const page = await (await fetch(`${service.url}/verifiera`)).text()
    for (const key of [renewed, earlier]) {
      expect(page).toContain(key.rootFingerprint.match(/.{4}/g)?.join(' '))
      expect(page).toContain(key.rootPem)
    }
  })

  test('by two at once, leaves one that seals', async () => {
    await Promise.all([renewSealCertificate(service.services), renewSealCertificate(service.services)])
    expect(await ask(service.ownerUrl, 'select id from seal_certificate where retired_at is null')).toHaveLength(1)
    expect(await trustOf(await sealedNow(service.services))).toEqual(HOLDS)
  })

  test('seals nothing when it is no longer valid, until it is renewed', async () => {
    const before = await sealedNow(service.services)
    clock.pass(11 * YEAR)
    await expect(keyToSealWith(service.services)).rejects.toMatchObject({ code: 'seal-expired' })
    expect(await sealReady(service.services)).toBe(false)
    await renewSealCertificate(service.services)
    expect(await sealReady(service.services)).toBe(true)
    expect([await trustOf(before), await trustOf(await sealedNow(service.services))]).toEqual([HOLDS, HOLDS])
    clock.set(START)
    await renewSealCertificate(service.services)
  })

  test('is valid for a clock that was ahead when it was made', async () => {
    clock.pass(-24 * 3_600_000)
    expect(await trustOf(await sealedNow(service.services))).toEqual(HOLDS)
  })
})

describe('a bought seal', () => {
  test('takes the place of the installation’s own, and each of the other’s files is still recognised', async () => {
    const own = await sealedNow(service.services)
    const first = configured(bought())
    await ensureSealCertificate(first)
    // Started again with the same, it is remembered once.
    await ensureSealCertificate(first)
    const withFirst = await sealedNow(first)
    const second = configured(sampleCertificate({ organisation: 'Köpt Sigill AB' }))
    await ensureSealCertificate(second)
    const withSecond = await sealedNow(second)
    expect((await currentSealKey(second)).fingerprint).not.toBe((await currentSealKey(first)).fingerprint)
    for (const bytes of [own, withFirst, withSecond]) expect(await trustOf(bytes)).toEqual(HOLDS)
    const [{ n } = { n: 0 }] = await ask(
      service.ownerUrl,
      'select count(*)::int as n from seal_certificate where key_encrypted is null',
    )
    expect(n).toBe(2)
    // Taken out of the configuration again, the own one seals as before.
    expect((await currentSealKey(service.services)).fingerprint).not.toBe((await currentSealKey(second)).fingerprint)
    await expect(renewSealCertificate(second)).rejects.toMatchObject({ code: 'seal-is-configured' })
  })

  test('with a chain longer than any place made beforehand fits into the file', async () => {
    const key = loadSealKey(bought(4000))
    expect(key.chain.reduce((n, c) => n + c.length, 0)).toBeGreaterThan(8000)
    const { unsealed } = await sealedSample()
    const { bytes } = await sealPdf(unsealed, { signer: key, name: 'Prov', reason: 'Prov', now: clock.now() })
    const { intact, seal } = await verifyPdf(bytes, { seal: [key.chain.at(-1) as Uint8Array], timestamp: [] })
    expect({ intact, trust: seal?.trust }).toEqual(HOLDS)
  })

  test.each(['P-384', 'RSA'] as const)('with a key of %s seals what others can check', async kind => {
    const { unsealed } = await sealedSample()
    const signer = loadSealKey(bought(0, kind))
    const { bytes } = await sealPdf(unsealed, { signer, name: 'Prov', reason: 'Prov', now: clock.now() })
    expect((await verifyPdf(bytes, { seal: [], timestamp: [] })).intact).toBe('intact')
  })

  const pair = (type: 'P-521' | 'ed25519') =>
    type === 'P-521' ? generateKeyPairSync('ec', { namedCurve: 'P-521' }) : generateKeyPairSync('ed25519')
  const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString()
  test.each<[string, (m: MadeCertificate) => Partial<MadeCertificate>, RegExp]>([
    ['the key of another', () => ({ keyPem: sampleCertificate().keyPem }), /do not belong together/],
    ['no certificate', () => ({ certificatePem: '', chainPem: '' }), /holds no certificate/],
    ['a key that is none', () => ({ keyPem: 'hej' }), /key cannot be read/],
    ['a certificate alone, without those above it', m => ({ certificatePem: inner(m), chainPem: '' }), /last the root/],
    [
      'the chain in the wrong order',
      m => ({ certificatePem: m.chainPem, chainPem: m.certificatePem }),
      /belong together/,
    ],
    ['a certificate for web servers', () => bought(0, 'P-256', [OIDS.serverAuth]), /something else than sealing/],
    ['a key on a curve nobody checks', () => ({ keyPem: pem(pair('P-521').privateKey) }), /must be an EC key on P-256/],
    [
      'a key of a kind nobody checks',
      () => ({ keyPem: pem(pair('ed25519').privateKey) }),
      /must be an EC key on P-256/,
    ],
  ])('with %s is refused at start, in a sentence', async (_, change, why) => {
    const made = sampleCertificate()
    const refused = ensureSealCertificate(configured({ ...made, ...change(made) }))
    await expect(refused).rejects.toBeInstanceOf(ConfigurationRefused)
    const sentence = startSentence(await refused.catch(e => e))
    expect(sentence).toContain('CLING_SEAL_CERT and CLING_SEAL_KEY cannot be used.')
    expect(sentence).toMatch(why)
    expect(sentence).not.toContain('PRIVATE KEY')
  })
})

describe('nothing is sent that could not be sealed', () => {
  const sending = async () => {
    const quote = await sentQuote(service.services, { send: false })
    const { cookie } = await service.services.database.outside(tx =>
      beginSession(service.services, tx, quote.actor as never, {
        ip: '127.0.0.1',
        userAgent: 'test',
        language: 'sv',
        url: new URL(service.url),
      }),
    )
    const path = `/api/app/documents/${quote.documentId}`
    const headers = { cookie: cookie.split(';')[0] as string }
    const { revision } = (await askJson(service, 'GET', path, undefined, headers)).body
    return {
      send: () =>
        askJson(
          service,
          'POST',
          `${path}/send`,
          { revision, to: quote.parties.map(partyId => ({ partyId, mail: true, sms: false })) },
          headers,
        ),
      points: async () => {
        const { body } = await askJson(service, 'GET', `${path}/send-points`, undefined, headers)
        return (body.points as { code: string; text: string }[]).filter(p => p.code === 'point.seal').map(p => p.text)
      },
    }
  }

  test('while there is no key; the sender is told before pressing, and it goes when there is one', async () => {
    const { send, points } = await sending()
    expect(await points()).toEqual([])
    await ask(service.ownerUrl, 'update seal_certificate set retired_at = now()')
    expect(await points()).toEqual([
      'Förseglingen är inte klar i den här installationen. Den som driver den behöver åtgärda det först.',
    ])
    const refused = await send()
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('point.seal')
    expect(service.logs.join('')).toContain('seal-not-ready')
    await ensureSealCertificate(service.services)
    expect((await send()).status).toBe(200)
  })

  test('while the key cannot be opened', async () => {
    await ask(
      service.ownerUrl,
      `with living as (update seal_certificate set retired_at = now() where retired_at is null returning *)
       insert into seal_certificate select gen_random_uuid(), certificate_pem, chain_pem, '\\x00', now(), null from living`,
    )
    expect(await sealReady(service.services)).toBe(false)
    await renewSealCertificate(service.services)
    expect(await sealReady(service.services)).toBe(true)
  })

  test('while a font is missing; the log names it', async () => {
    expect(await sealReady(service.services, [join(folder, 'Sans_400Regular.ttf')])).toBe(false)
    expect(service.logs.at(-1)).toContain('Sans_400Regular.ttf')
  })

  test('where the typesetter does not run, until another try says that it does', async () => {
    const program = join(folder, 'no-typesetter.mjs')
    writeFileSync(program, 'process.exit(1)')
    await tryTypesetting({ program })
    const { send } = await sending()
    const refused = await send()
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('point.seal')
    expect(service.logs.join('')).toContain('no document can be typeset here')
    await tryTypesetting()
    expect((await send()).status).toBe(200)
  })
})

let files = 0
/** The same services, with this certificate configured. */
function configured(made: MadeCertificate): Services {
  const [certificateFile, keyFile] = [join(folder, `seal-${files}.pem`), join(folder, `key-${files++}.pem`)]
  writeFileSync(certificateFile, made.certificatePem + made.chainPem)
  writeFileSync(keyFile, made.keyPem)
  return { ...service.services, config: { ...service.services.config, seal: { certificateFile, keyFile } } }
}

const inner = (m: MadeCertificate) => toPem(fromPem(m.certificatePem)[0] as Uint8Array)

/** A seal as one buys it: under an authority that stands under a root. `weight` bytes are carried by each of those. */
function bought(
  weight = 0,
  kind: 'P-256' | 'P-384' | 'RSA' = 'P-256',
  uses: readonly string[] = [OIDS.documentSigning],
): MadeCertificate {
  const key = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = (text: string) => nameOf([[OIDS.commonName, utf8(text)]])
  const ca = [
    extension(OIDS.basicConstraints, true, sequence(bool(true))),
    extension(OIDS.keyUsage, true, tlv(0x03, Uint8Array.of(1, 0x06))),
    ...(weight ? [extension('1.3.6.1.4.1.99999.2', false, octets(new Uint8Array(weight)))] : []),
  ]
  const [root, middle] = [key(), key()]
  const leaf =
    kind === 'RSA'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: kind })
  const common = { now: clock.now(), years: 3 }
  const rootBytes = issueCertificate({
    ...common,
    subject: name('Prov Utgivare rot'),
    issuer: name('Prov Utgivare rot'),
    key: root.publicKey,
    issuerKey: root.publicKey,
    signer: root.privateKey,
    extensions: ca,
  })
  const middleBytes = issueCertificate({
    ...common,
    subject: name('Prov Utgivare'),
    issuer: name('Prov Utgivare rot'),
    key: middle.publicKey,
    issuerKey: root.publicKey,
    signer: root.privateKey,
    extensions: ca,
  })
  const leafBytes = issueCertificate({
    ...common,
    subject: name('Köpt Sigill AB'),
    issuer: name('Prov Utgivare'),
    key: leaf.publicKey,
    issuerKey: middle.publicKey,
    signer: middle.privateKey,
    extensions: [
      extension(OIDS.basicConstraints, true, sequence()),
      extension(OIDS.extendedKeyUsage, false, sequence(...uses.map(oid))),
    ],
  })
  return {
    certificatePem: toPem(leafBytes),
    chainPem: toPem(middleBytes) + toPem(rootBytes),
    keyPem: leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}
