// What somebody may do to a sealed file, or instead of one. Each is answered in words, and "intact" never depends on by whom.
import { generateKeyPairSync } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { sha256Hex } from '../../kernel/canonical.ts'
import { rootOf, SEALED_AT, type SealedSample, sampleCertificate, sealedSample } from '../../testing/sealed-sample.ts'
import { edited, smallPdf, stream } from '../../testing/small-pdf.ts'
import { startTimeStampAuthority, type TimeStampAuthority } from '../../testing/time-stamp-authority.ts'
import { bool, fromPem, oid, readDer, sequence, textOf, tlv, utf8 } from '../asn1/der.ts'
import { OIDS, readCertificate } from '../asn1/x509.ts'
import { type Signer, signCms } from '../seal/cms.ts'
import { extension, issueCertificate, loadSealKey, nameOf } from '../seal/instance-certificate.ts'
import { addTimestamp, sealPdf } from '../seal/seal.ts'
import { askTimestamp } from '../seal/timestamp.ts'
import { type PdfValue, readPdf, writeValue } from './pdf.ts'
import { writeRevision } from './revision.ts'
import { allHolds, sayEvidence, sayReport } from './say-report.ts'
import { verifyEvidence } from './verify-evidence.ts'
import { LARGEST_FILE, type Report, type Roots, verifyPdf } from './verify-pdf.ts'

const certificate = sampleCertificate()
const known: Roots = { seal: [rootOf(certificate)], timestamp: [] }
const none: Roots = { seal: [], timestamp: [] }
let sealed: SealedSample
let stamped: Uint8Array
let authority: TimeStampAuthority

beforeAll(async () => {
  authority = await startTimeStampAuthority(() => SEALED_AT)
  sealed = await sealedSample({ certificate })
  stamped = await addTimestamp(sealed.bytes, stamp)
  return () => authority.stop()
})
const stamp = (imprint: Uint8Array) =>
  askTimestamp({ url: authority.url, ca: null, roots: fromPem(authority.rootPem) }, imprint)

const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const joined = (...parts: (Uint8Array | string)[]) =>
  new Uint8Array(Buffer.concat(parts.map(p => (typeof p === 'string' ? Buffer.from(p, 'latin1') : p))))
/** The same length in place of what stands there. */
const swapped = (bytes: Uint8Array, what: string, by: string) => {
  expect(by.length).toBe(what.length)
  expect(latin(bytes)).toContain(what)
  return bytesOf(latin(bytes).replace(what, by))
}
const words = (report: Report) => sayReport(report, 'sv').map(l => l.text)
/** An object of a file as it stands, for an editor who writes it anew. */
const objectOf = (bytes: Uint8Array, num: number) => writeValue(readPdf(bytes).object(num)?.value ?? null)

describe('the file as it left us', () => {
  test('is intact and by somebody known; everything it says of itself holds', async () => {
    const report = await verifyPdf(sealed.bytes, known)
    expect(report).toMatchObject({ intact: 'intact', seal: { trust: 'known', test: false } })
    expect(report.checks.map(c => c.ok)).toEqual([true, true, true, true, true])
    expect(allHolds(report, null)).toBe(true)
    expect(words(report).slice(0, 3)).toEqual([
      'Filen är oförändrad sedan den förseglades.',
      'Förseglad av Prov Drift AB, org.nr 8780003656.',
      'Sigillets rot är en av dem du litar på.',
    ])
  })

  test('is just as intact where nobody is known, and its name then is only what it says', async () => {
    const report = await verifyPdf(sealed.bytes, none)
    expect(report).toMatchObject({ intact: 'intact', seal: { trust: 'unknown' } })
    expect(words(report)[0]).toBe('Filen är oförändrad sedan den förseglades.')
    expect(words(report)[1]).toBe('Sigillet uppger Prov Drift AB, org.nr 8780003656.')
    expect(words(report)[2]).toContain('Sigillets rot är okänd här')
    expect(sayReport(report, 'en').map(l => l.text)[2]).toContain(report.seal?.rootFingerprint.slice(0, 4))
  })

  test('with a stamp put on later is intact too', async () => {
    expect(await verifyPdf(stamped, known)).toMatchObject({ intact: 'intact', timestamp: { at: SEALED_AT } })
  })
})

describe('something is added after the seal', () => {
  const cases: [string, () => Uint8Array | Promise<Uint8Array>][] = [
    ['a blank', () => joined(sealed.bytes, ' ')],
    ['a kilobyte of nothing', () => joined(sealed.bytes, '\n'.repeat(900))],
    [
      'an end of its own that points at ours',
      () => joined(sealed.bytes, `startxref\n${tableOf(sealed.bytes)}\n%%EOF\n`),
    ],
    [
      'another text on the page',
      () => edited(sealed.bytes, { 11: stream('BT /F 14 Tf 60 760 Td (Att betala 1 kr) Tj ET') }),
    ],
    ['another attachment', () => edited(sealed.bytes, { 32: stream('{"v":1}') })],
    [
      'a program that runs when it is opened',
      () =>
        edited(sealed.bytes, {
          1: withEntry(sealed.bytes, 1, '/OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>>'),
        }),
    ],
    ['a second seal of somebody else', async () => (await sealAgain(sealed.bytes)).bytes],
    ['a stamp, and a changed page after it', () => edited(stamped, { 11: stream('BT (Att betala 1 kr) Tj ET') })],
    [
      'a stamp on a changed page',
      async () => addTimestamp(edited(sealed.bytes, { 11: stream('BT (1 kr) Tj ET') }), stamp),
    ],
  ]
  test.each(cases)('%s', async (_, make) => {
    const report = await verifyPdf(await make(), known)
    expect(report.intact).toBe('added')
    // Who sealed it is another answer, and stays.
    expect(report.seal).toMatchObject({ trust: 'known', organisation: 'Prov Drift AB' })
    expect(words(report)[0]).toBe('Något har lagts till i filen efter att den förseglades. Lita inte på den.')
    expect(allHolds(report, null)).toBe(false)
  })

  test('what the attachments say is what was sealed, whatever was added', async () => {
    const forged = edited(sealed.bytes, { 32: stream(JSON.stringify({ ...sealed.manifest, title: 'Annat' })) })
    const report = await verifyPdf(forged, known)
    expect(report.manifest?.title).toBe('Nytt badrum')
  })
})

describe('a revision that carries a true stamp carries nothing else', () => {
  // Anybody can have a stamp of some authority: the revision it comes in is theirs to write.
  type Change = (objects: string) => string
  /** What stamping adds, changed, written out with its offsets right, and a true stamp over all of it. */
  const withStamp = async (change: Change, free = ''): Promise<Uint8Array> => {
    const added = latin(await addTimestamp(sealed.bytes, async () => new Uint8Array())).slice(sealed.bytes.length)
    const objects = change(added.slice(0, added.indexOf('xref\n')))
    const trailer = added.slice(added.indexOf('trailer\n'), added.indexOf('startxref'))
    const tableAt = sealed.bytes.length + objects.length
    const place = String(latin(sealed.bytes).indexOf('\n11 0 obj') + 1).padStart(10, '0')
    const table = `${tableFor(objects, sealed.bytes.length)}${free.replace('PLACE', place)}`
    const whole = `${latin(sealed.bytes)}${objects}${table}${trailer}startxref\n${tableAt}\n%%EOF\n`
    const from = whole.lastIndexOf('/Contents <') + 10
    const to = whole.indexOf('>', from) + 1
    const range = [0, from, to, whole.length - to].map((n, i) => (i === 0 ? '0' : String(n).padStart(10, '0')))
    const at = whole.lastIndexOf('/ByteRange [')
    const head = `${whole.slice(0, at)}/ByteRange [${range.join(' ')}${whole.slice(whole.indexOf(']', at), from)}`
    const tail = whole.slice(to)
    const digest = await crypto.subtle.digest('SHA-256', bytesOf(head + tail) as BufferSource)
    const token = Buffer.from(await stamp(new Uint8Array(digest))).toString('hex')
    return bytesOf(`${head}<${token.padEnd(to - from - 2, '0')}>${tail}`)
  }
  const size = () => Number([...latin(sealed.bytes).matchAll(/\/Size (\d+)/g)].at(-1)?.[1])
  const andObject = (objects: string, body: string) => `${objects}${size() + 3} 0 obj\n${body}\nendobj\n`

  test('the same, changed in nothing, is a stamp', async () => {
    const report = await verifyPdf(await withStamp(o => o), known)
    expect(report).toMatchObject({ intact: 'intact', timestamp: { by: 'Prov Tidsstämpling' } })
  })

  test.each<[string, Change, string?]>([
    [
      'a note that covers the price',
      o =>
        andObject(
          o.replace(/\/Annots \[([^\]]*)\]/, (_, list) => `/Annots [${list} ${size() + 3} 0 R]`),
          '<</Type /Annot /Subtype /FreeText /Rect [60 740 300 780] /Contents (1 kr)>>',
        ),
    ],
    ['a field that shows itself', o => o.replace('/Rect [-1 -1 -1 -1]', '/Rect [60 740 300 780]')],
    [
      'an appearance with words',
      o => o.replace('/BBox [0 0 0 0] /Length 0>>\nstream\n\n', '/BBox [0 0 9 9] /Length 9>>\nstream\nBT ET q Q\n'),
    ],
    ['a form that asks for its looks', o => o.replace('/SigFlags 3', '/SigFlags 3 /NeedAppearances true')],
    ['a page turned round', o => o.replace('/Tabs /S', '/Tabs /S /Rotate 180')],
    ['a page with the contents of another', o => o.replace('/Contents 11 0 R', '/Contents 13 0 R')],
    ['words between the objects', o => o.replace('endobj\n', 'endobj\n% 1 kr\n')],
    ['an object nobody asked for', o => andObject(o, '(1 kr)')],
    ['a page’s contents given up', o => o, '11 1\n0000000000 00001 f \n'],
    ['a place given anew for what stood there', o => o, '11 1\nPLACE 00000 n \n'],
  ])('%s', async (_, change, free) => {
    const bytes = await withStamp(change, free)
    expect(latin(bytes)).not.toBe(latin(await withStamp(o => o)))
    // The stamp itself holds: it is what came with it that does not.
    expect(await verifyPdf(bytes, known)).toMatchObject({ intact: 'added', timestamp: { by: 'Prov Tidsstämpling' } })
  })
})

describe('something is changed in what is sealed', () => {
  test.each<[string, () => Uint8Array]>([
    ['the price', () => swapped(sealed.bytes, '84 500', '14 500')],
    [
      'the range, so that it leaves a gap',
      () => rangeWith(sealed.bytes, (from, to, rest) => [from, to + 10, rest - 10]),
    ],
    ['the range, so that it ends early', () => rangeWith(sealed.bytes, (from, to, rest) => [from, to, rest - 20])],
    ['the range, so that it begins later', () => swapped(sealed.bytes, '/ByteRange [0 ', '/ByteRange [9 ')],
    ['the range, so that it overlaps itself', () => rangeWith(sealed.bytes, from => [from, 1, 5])],
    [
      'the range, so that it ends after the file',
      () => rangeWith(sealed.bytes, (from, to) => [from, to, 9_999_999_999]),
    ],
    [
      'the range, so that it is larger than any memory',
      () => rangeWith(sealed.bytes, () => [9_999_999_990, 9_999_999_999, 0]),
    ],
    ['what is left over of the signature’s place', () => swapped(sealed.bytes, '000>>>\nendobj', '001>>>\nendobj')],
    ['the digits of the signature, written otherwise', () => upperCase(sealed.bytes)],
    [
      'the claimed time',
      () =>
        swapped(
          sealed.bytes,
          writeValue({ bytes: bytesOf('D:20261124100257Z'), hex: true }).slice(1, -1),
          writeValue({ bytes: bytesOf('D:20251124100257Z'), hex: true }).slice(1, -1),
        ),
    ],
    ['the kind of the signature', () => swapped(sealed.bytes, '/Type /Sig ', '/Type /Sog ')],
    ['a certificate, for another of the same name', () => withCertificate(sealed.bytes, sampleCertificate())],
    ['the end, cut off', () => sealed.bytes.slice(0, sealed.bytes.length - 40)],
    ['half of it, cut off', () => sealed.bytes.slice(0, sealed.bytes.length / 2)],
    ['the seal, by leaving its revision out of the table', () => unsealedBy(sealed)],
  ])('%s', async (_, make) => {
    const report = await verifyPdf(make(), known)
    expect(report.intact === 'changed' || report.intact === 'unreadable').toBe(true)
    expect(allHolds(report, null)).toBe(false)
    expect(sayReport(report, 'sv')[0]?.tone).toBe('bad')
    expect(sayReport(report, 'en')[0]?.tone).toBe('bad')
  })

  test('the whole file, put inside another as an attachment, seals nothing', async () => {
    const wrapping = smallPdf({
      pages: ['Att betala 1 kr'],
      attachments: [{ name: 'sealed.pdf', bytes: sealed.bytes }],
    })
    expect((await verifyPdf(wrapping, known)).intact).toBe('unsealed')
  })

  test('the sealed bytes, put after those of another file, seal nothing', async () => {
    const report = await verifyPdf(joined(smallPdf({ pages: ['1 kr'] }), sealed.bytes), known)
    expect(report).toMatchObject({ intact: 'changed', seal: null })
  })
})

test('a seal that leaves the end of its own revision out is no seal of the whole', async () => {
  const seal = async (short: number) => {
    const signer = loadSealKey(certificate)
    const { bytes, from, to } = writeRevision(readPdf(sealed.unsealed), {
      signature: new Map<string, PdfValue>([
        ['Type', { name: 'Sig' }],
        ['Filter', { name: 'Adobe.PPKLite' }],
        ['SubFilter', { name: 'ETSI.CAdES.detached' }],
      ]),
      field: 'Forsegling',
      place: 4000,
      id: new Uint8Array(16),
    })
    const whole = rangeWith(bytes, (a, b, rest) => [a, b, rest - short])
    const covered = joined(whole.subarray(0, from), whole.subarray(to, whole.length - short))
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', covered as BufferSource))
    return withSignature(whole, await signCms(signer, digest))
  }
  expect((await verifyPdf(await seal(0), known)).intact).toBe('intact')
  expect((await verifyPdf(await seal(6), known)).intact).toBe('changed')
})

describe('sealed again by somebody else', () => {
  test('is intact, and by nobody known; a proof taken from another seal is told', async () => {
    const own = loadSealKey(sampleCertificate())
    const { bytes } = await sealPdf(sealed.unsealed, {
      signer: own,
      name: 'Prov Drift AB',
      reason: 'x',
      now: SEALED_AT,
    })
    const report = await verifyPdf(bytes, known)
    expect(report).toMatchObject({ intact: 'intact', seal: { trust: 'unknown', organisation: 'Prov Drift AB' } })
    expect(words(report)).toContain('Beviset gjordes för ett annat sigill.')
    expect(words(report)).not.toContain('Förseglad av Prov Drift AB, org.nr 8780003656.')
    expect(allHolds(report, null)).toBe(false)
  })

  test('with a certificate that is slipped in as the known root, is not known', async () => {
    // The true root stands in the file, and has not issued what signed.
    const forged = sampleCertificate()
    const signer = { ...loadSealKey(forged), chain: [...fromPem(forged.chainPem), rootOf(certificate)] }
    const { bytes } = await sealPdf(sealed.unsealed, { signer, name: 'x', reason: 'x', now: SEALED_AT })
    expect((await verifyPdf(bytes, known)).seal?.trust).toBe('unknown')
  })

  test('under a known root, with a certificate for something else, is told as that', async () => {
    const { signer, root } = issuedBy(null, [OIDS.serverAuth, OIDS.clientAuth])
    const fingerprint = await sha256Hex(signer.certificate)
    const { bytes } = await sealedSample({ key: { ...loadSealKey(certificate), ...signer, fingerprint } })
    const report = await verifyPdf(bytes, { seal: [root], timestamp: [] })
    expect(report).toMatchObject({ intact: 'intact', seal: { trust: 'other-use' } })
    expect(report.checks.every(c => c.ok)).toBe(true)
    expect(words(report)).toContain('Sigillets certifikat är utfärdat för något annat än att försegla.')
    expect(words(report).join(' ')).not.toContain('Förseglad av')
    expect(allHolds(report, null)).toBe(false)
  })

  test('with a certificate that a known seal’s key has issued is not known: a seal makes no seals', async () => {
    // One whose certificate says what its key is for, and one whose only does not say that it may issue.
    const silent = issuedBy(null, [OIDS.emailProtection])
    for (const [seal, root] of [
      [loadSealKey(certificate), rootOf(certificate)],
      [silent.signer, silent.root],
    ] as const) {
      const { signer } = issuedBy(seal, [OIDS.emailProtection])
      const { bytes } = await sealPdf(sealed.unsealed, { signer, name: 'x', reason: 'x', now: SEALED_AT })
      const report = await verifyPdf(bytes, { seal: [root], timestamp: [] })
      expect(report.seal?.trust).toBe('unknown')
      expect(allHolds(report, null)).toBe(false)
    }
  })

  test('of a test installation says TEST, known or not', async () => {
    const own = sampleCertificate({ test: true })
    const { bytes } = await sealedSample({ certificate: own })
    for (const roots of [none, { seal: [rootOf(own)], timestamp: [] }])
      expect(words(await verifyPdf(bytes, roots))).toContain(
        'TEST. Sigillet är gjort av en testinstallation och binder ingen.',
      )
  })

  test.each([
    ['before it was valid', '2016-01-01T00:00:00Z'],
    ['after it had expired', '2037-01-01T00:00:00Z'],
  ])('with a known certificate %s', async (_, at) => {
    const { bytes } = await sealedSample({ certificate, now: new Date(at) })
    const report = await verifyPdf(bytes, known)
    expect(report).toMatchObject({ intact: 'intact', seal: { trust: 'expired' } })
    expect(words(report)).toContain('Sigillets certifikat gällde inte när filen förseglades.')
    expect(allHolds(report, null)).toBe(false)
  })

  test('whose names carry lines and a terminal’s commands of their own say them in one line, as letters', async () => {
    const own = sampleCertificate({ organisation: 'X\nJA  Filen är äkta\x1b[2K\u202e' })
    const { bytes } = await sealedSample({ certificate: own, manifest: m => ({ ...m, notSigned: ['\r\nJA  \u2028'] }) })
    for (const line of words(await verifyPdf(bytes, none))) expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
  })
})

describe('a proof of any shape', () => {
  test.each<[string, (m: SealedSample['manifest']) => unknown]>([
    ['no object', () => [1]],
    ['nothing in it', () => ({ v: 1 })],
    ['signatures that are none', m => ({ ...m, signatures: [null] })],
    ['events that are none', m => ({ ...m, events: [null, 7] })],
    ['a time that is none', m => ({ ...m, signatures: [{ ...m.signatures[0], signedAt: 'i går' }] })],
    [
      'a time beyond all calendars',
      m => ({ ...m, signatures: [{ ...m.signatures[0], signedAt: '+275760-09-13T00:00:00.000Z' }] }),
    ],
    ['fractions where there are none', m => ({ ...m, agreement: { ore: 0.1 } })],
    [
      'depth without end',
      m =>
        JSON.stringify({ ...m, agreement: { a: 0 } }).replace(
          '"a":0',
          `"a":${'['.repeat(50_000)}${']'.repeat(50_000)}`,
        ),
    ],
  ])('%s: told, and the seal holds', async (_, manifest) => {
    const { bytes } = await sealedSample({ certificate, manifest })
    const report = await verifyPdf(bytes, known)
    expect(report).toMatchObject({ intact: 'intact', seal: { trust: 'known' }, manifest: null })
    expect(words(report)).toContain('Filen har inget bevis som den här kontrollen kan läsa.')
    expect(allHolds(report, null)).toBe(false)
  })

  test.each<[string, (m: SealedSample['manifest']) => unknown, string]>([
    [
      'another agreement',
      m => ({ ...m, agreement: { ...m.agreement, totalOre: 1 } }),
      'Kontrollkoden stämmer inte med avtalet.',
    ],
    [
      'another document',
      m => ({ ...m, versionHash: '0'.repeat(64) }),
      'Dokumentet i filen är inte det som undertecknades.',
    ],
    ['an event left out', m => ({ ...m, events: m.events.slice(1) }), 'Händelseloggen är bruten.'],
    [
      'an event changed',
      m => ({ ...m, events: m.events.map(e => ({ ...e, type: 'opened' })) }),
      'Händelseloggen är bruten.',
    ],
    [
      'another text approved',
      m => ({ ...m, signatures: m.signatures.map(s => ({ ...s, signedText: 'Ja' })) }),
      'Texten som godkändes innehåller inte kontrollkoden.',
    ],
  ])('%s: told by its own line', async (_, manifest, line) => {
    const { bytes } = await sealedSample({ certificate, manifest })
    const report = await verifyPdf(bytes, known)
    expect(report.intact).toBe('intact')
    expect(words(report)).toContain(line)
    expect(allHolds(report, null)).toBe(false)
  })
})

describe('the evidence file', () => {
  const parsed = () => JSON.parse(new TextDecoder().decode(sealed.evidence))
  const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))

  test('that belongs to the file is confirmed', async () => {
    expect(await verifyEvidence(sealed.manifest, sealed.evidence, [])).toMatchObject({ ok: true, method: 'code' })
  })

  test('of another document, or changed by one blank, is not this file’s', async () => {
    const other = await sealedSample({ certificate, documentId: '00000000-0000-7000-8000-000000000002' })
    for (const wrong of [other.evidence, joined(sealed.evidence, ' ')]) {
      const report = await verifyEvidence(sealed.manifest, wrong, [])
      expect(report).toEqual({ ok: false, code: 'evidence-other-file' })
      expect(sayEvidence(report, 'sv')[0]).toEqual({
        tone: 'bad',
        text: 'Bevisfilen hör inte till den här filen, eller har ändrats.',
      })
      expect(allHolds(await verifyPdf(sealed.bytes, known), report)).toBe(false)
    }
  })

  // Whoever seals may name any evidence; what is in it is checked all the same.
  test.each<[string, unknown, string]>([
    ['nothing', '', 'evidence-unreadable'],
    ['no JSON', '{', 'evidence-unreadable'],
    ['null', 'null', 'evidence-unreadable'],
    ['a PDF', '%PDF-1.7', 'evidence-unreadable'],
    ['no signature', { signature: null }, 'evidence-unreadable'],
    ['a time that is none', { signature: { at: 'i går' } }, 'evidence-unreadable'],
    ['roots that are none', { signature: { rootsPem: 'x' } }, 'evidence-unreadable'],
    ['another agreement under the same hash', { agreement: { v: 1, totalOre: 1 } }, 'evidence-agreement'],
    ['BankID without an answer', { signature: { method: 'bankid' } }, 'evidence-unreadable'],
    [
      'an answer that is none',
      { signature: { method: 'bankid', raw: '{', request: { userVisibleData: 'x' } } },
      'evidence-signature',
    ],
    [
      'an answer under a root that cannot be read',
      {
        signature: {
          method: 'bankid',
          raw: 'null',
          request: { userVisibleData: 'x' },
          rootsPem: ['-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----'],
        },
      },
      'evidence-signature',
    ],
  ])('with %s is refused: %#', async (_, change, code) => {
    const evidence =
      typeof change === 'string'
        ? bytes(change)
        : bytes({
            ...parsed(),
            ...(change as object),
            signature:
              (change as { signature?: object | null }).signature === null
                ? null
                : { ...parsed().signature, ...(change as { signature?: object }).signature },
          })
    const evidenceSha256 = await sha256Hex(evidence)
    const manifest = { ...sealed.manifest, signatures: sealed.manifest.signatures.map(s => ({ ...s, evidenceSha256 })) }
    const report = await verifyEvidence(manifest, evidence, [])
    expect(report).toMatchObject({ ok: false, code })
    for (const language of ['sv', 'en'] as const) expect(sayEvidence(report, language)[0]?.tone).toBe('bad')
  })

  test('whose root is not known is not called genuine', () => {
    const signed = { ok: true, method: 'bankid', name: 'Åsa Berg', at: SEALED_AT, test: false } as const
    const rootSha256 = 'ab'.repeat(32)
    const unknown = sayEvidence({ ...signed, rootKnown: false, rootSha256 }, 'sv')
    expect(unknown.map(l => l.text).join(' ')).not.toContain('äkta')
    expect(unknown.at(-1)).toMatchObject({ tone: 'warn', text: expect.stringContaining('abab abab') })
    expect(sayEvidence({ ...signed, rootKnown: true, rootSha256 }, 'sv')[0]?.text).toContain('äkta')
  })
})

describe('a file that is no sealed file', () => {
  test.each<[string, () => Uint8Array, Report['intact']]>([
    ['nothing', () => new Uint8Array(), 'not-a-pdf'],
    ['a picture', () => bytesOf('\x89PNG\r\n\x1a\n'), 'not-a-pdf'],
    ['words', () => bytesOf('Hej'), 'not-a-pdf'],
    ['the first five letters of a PDF', () => bytesOf('%PDF-'), 'unreadable'],
    ['a PDF nobody has sealed', () => smallPdf(), 'unsealed'],
    ['a PDF cut short', () => smallPdf().slice(0, 700), 'unreadable'],
    ['an encrypted PDF', () => edited(smallPdf(), {}, { trailer: ' /Encrypt <</Filter /Standard>>' }), 'other'],
    [
      'a PDF with its table in a stream',
      () => bytesOf('%PDF-1.7\n7 0 obj\n<</Type /XRef>>\nendobj\nstartxref\n9\n%%EOF\n'),
      'other',
    ],
    ['more than any file of ours', () => new Uint8Array(LARGEST_FILE + 1), 'too-large'],
  ])('%s', async (_, make, intact) => {
    const report = await verifyPdf(make(), known)
    expect(report).toMatchObject({ intact, seal: null })
    for (const language of ['sv', 'en'] as const) {
      const [line, ...more] = sayReport(report, language)
      expect(line).toMatchObject({ tone: 'bad', text: expect.stringMatching(/\.$/) })
      expect(more).toEqual([])
    }
    expect(allHolds(report, null)).toBe(false)
  })
})

describe('a file made to keep the reader busy', () => {
  const sealOf = async (unsealed: Uint8Array) =>
    (await sealPdf(unsealed, { signer: loadSealKey(certificate), name: 'x', reason: 'x', now: SEALED_AT })).bytes
  const attachment = (packed: Uint8Array) => ({
    more: {
      50: stream(packed, ' /Type /EmbeddedFile /Filter /FlateDecode'),
      51: '<</Type /Filespec /F (bevis.json) /EF <</F 50 0 R>>>>',
    },
    catalogue: '/Names <</EmbeddedFiles <</Names [(bevis.json) 51 0 R]>>>>',
  })

  test('an attachment that unpacks to a hundred times itself and more is not unpacked', async () => {
    const bytes = await sealOf(smallPdf(attachment(deflateSync(Buffer.alloc(60_000_000)))))
    expect(await verifyPdf(bytes, known)).toMatchObject({ intact: 'intact', attachments: [], manifest: null })
  })

  test('an attachment that is no packed stream is none', async () => {
    const bytes = await sealOf(smallPdf(attachment(Buffer.from('words'))))
    expect(await verifyPdf(bytes, known)).toMatchObject({ intact: 'intact', attachments: [] })
  })

  test('a tree of names that is its own branch, forty times over', async () => {
    const kids = '52 0 R '.repeat(40)
    const bytes = await sealOf(
      smallPdf({ more: { 52: `<</Kids [${kids}]>>` }, catalogue: '/Names <</EmbeddedFiles 52 0 R>>' }),
    )
    expect(await verifyPdf(bytes, known)).toMatchObject({ intact: 'intact', attachments: [] })
  })

  test.each<[string, Record<number, string>]>([
    ['lengths that refer to each other', { 50: lengthOf(51), 51: lengthOf(50) }],
    ['a length that refers to itself', { 50: lengthOf(50) }],
    [
      'a thousand lengths in a row',
      Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [50 + i, lengthOf(51 + i)])),
    ],
  ])('%s', async (_, more) => {
    const bytes = smallPdf({ more })
    expect(() => readPdf(bytes).object(50)).toThrow('in a ring')
    expect((await verifyPdf(bytes, known)).intact).toBe('unreadable')
  })

  test('objects inside each other are not read again and again', async () => {
    // Each object is a text that holds all those after it: read one by one, the work grows by the square.
    const count = 4000
    const head = '%PDF-1.7\n'
    let body = head
    let table = `xref\n0 ${count + 1}\n0000000000 65535 f \n`
    for (let i = 1; i <= count; i++) {
      table += `${String(body.length).padStart(10, '0')} 00000 n \n`
      body += `${i} 0 obj\n(${'x'.repeat(40)}`
    }
    body += ')\nendobj\n'.repeat(count)
    const bytes = bytesOf(
      `${body}${table}trailer\n<</Size ${count + 1} /Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF\n`,
    )
    const pdf = readPdf(bytes)
    expect(() => {
      for (let i = 1; i <= count; i++) pdf.object(i)
    }).toThrow('inside each other')
    expect((await verifyPdf(bytes, known)).intact).toBe('unreadable')
  })

  test('depths without end in the file and in its signature', async () => {
    const deep = smallPdf({ more: { 50: '['.repeat(100_000) } })
    expect((await verifyPdf(deep, known)).intact).toBe('unreadable')
    let nested: Uint8Array = new Uint8Array()
    for (let i = 0; i < 60; i++) nested = sequence(nested)
    expect(() => readDer(nested)).toThrow('too deep')
    expect((await verifyPdf(withSignature(sealed.bytes, nested), known)).intact).toBe('changed')
    expect(textOf(readDer(tlv(0x14, new Uint8Array(300_000).fill(65))))).toHaveLength(300_000)
    expect((await verifyPdf(withSignature(sealed.bytes, tlv(0x30, new Uint8Array(1000))), known)).intact).toBe(
      'changed',
    )
  })
})

/** A certificate for these uses, issued with a seal's own key, or by a root that is made for it. */
function issuedBy(seal: Signer | null, uses: readonly string[]) {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const rootPair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const common = { now: SEALED_AT, years: 5 }
  const rootName = nameOf([[OIDS.commonName, utf8('Alla Sorters Rot')]])
  const root = issueCertificate({
    ...common,
    subject: rootName,
    issuer: rootName,
    key: rootPair.publicKey,
    issuerKey: rootPair.publicKey,
    signer: rootPair.privateKey,
    extensions: [extension(OIDS.basicConstraints, true, sequence(bool(true)))],
  })
  const issuer: Signer = seal ?? { certificate: root, chain: [], key: rootPair.privateKey }
  const leaf = issueCertificate({
    ...common,
    subject: nameOf([[OIDS.commonName, utf8('Prov Drift AB')]]),
    issuer: readCertificate(issuer.certificate).subject,
    key: pair.publicKey,
    issuerKey: rootPair.publicKey,
    signer: issuer.key,
    extensions: [extension(OIDS.extendedKeyUsage, false, sequence(...uses.map(oid)))],
  })
  return { signer: { certificate: leaf, chain: [issuer.certificate, ...issuer.chain], key: pair.privateKey }, root }
}

function lengthOf(num: number) {
  return `<</Length ${num} 0 R>>\nstream\n\nendstream`
}

/** The cross-reference table of objects that stand from a place on, those beside each other under one head. */
function tableFor(objects: string, from: number): string {
  const places = [...objects.matchAll(/^(\d+) 0 obj$/gm)].map(m => [Number(m[1]), from + m.index] as const)
  let table = 'xref\n'
  places.sort(([a], [b]) => a - b)
  for (const [i, [num]] of places.entries()) {
    if (places[i - 1]?.[0] === num - 1) continue
    let count = 1
    while (places[i + count]?.[0] === num + count) count++
    table += `${num} ${count}\n`
    for (const [, at] of places.slice(i, i + count)) table += `${String(at).padStart(10, '0')} 00000 n \n`
  }
  return table
}

function tableOf(bytes: Uint8Array): string {
  return [...latin(bytes).matchAll(/startxref\s+(\d+)/g)].at(-1)?.[1] as string
}

function withEntry(bytes: Uint8Array, num: number, entry: string): string {
  return objectOf(bytes, num).replace(/>>$/, ` ${entry}>>`)
}

async function sealAgain(bytes: Uint8Array) {
  const signer = loadSealKey(sampleCertificate({ organisation: 'Någon Annan AB' }))
  return sealPdf(bytes, { signer, name: 'x', reason: 'x', now: SEALED_AT })
}

function rangeWith(bytes: Uint8Array, change: (from: number, to: number, rest: number) => [number, number, number]) {
  const m = /\/ByteRange \[0 (\d+) (\d+) (\d+)\]/.exec(latin(bytes)) as RegExpExecArray
  const now = change(Number(m[1]), Number(m[2]), Number(m[3])).map(n => String(n).padStart(10, '0'))
  return swapped(bytes, m[0], `/ByteRange [0 ${now.join(' ')}]`)
}

const placeOf = (bytes: Uint8Array): [number, number] => {
  const from = latin(bytes).lastIndexOf('/Contents <') + 11
  return [from, latin(bytes).indexOf('>', from)]
}
function upperCase(bytes: Uint8Array) {
  const [from, to] = placeOf(bytes)
  const text = latin(bytes)
  return bytesOf(text.slice(0, from) + text.slice(from, to).toUpperCase() + text.slice(to))
}
function withSignature(bytes: Uint8Array, signature: Uint8Array) {
  const [from, to] = placeOf(bytes)
  const hex = Buffer.from(signature).toString('hex')
  const text = latin(bytes)
  return bytesOf(text.slice(0, from) + hex.padEnd(to - from, '0') + text.slice(to))
}
/** The leaf in the signature replaced by another of the same names and length, where there is one. */
function withCertificate(bytes: Uint8Array, by: ReturnType<typeof sampleCertificate>) {
  const hex = (pem: string) => Buffer.from(fromPem(pem)[0] as Uint8Array).toString('hex')
  const [was, now] = [hex(certificate.certificatePem), hex(by.certificatePem)]
  const text = latin(bytes)
  expect(text).toContain(was)
  return bytesOf(text.replace(was, now.padEnd(was.length, '0').slice(0, was.length)))
}
/** The end points at the table before the seal's. */
function unsealedBy(sample: SealedSample) {
  const text = latin(sample.bytes)
  const before = tableOf(sample.unsealed)
  const now = tableOf(sample.bytes)
  return bytesOf(text.replace(`startxref\n${now}\n%%EOF\n`, `startxref\n${before}\n%%EOF\n`))
}
