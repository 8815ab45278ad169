// Bytes as nobody would write them, drawn by a seeded generator so that a failure can be seen again. Nothing crashes or hangs; there is
// always a report that can be said, and only what left us is intact.
import { beforeAll, describe, expect, test } from 'vitest'
import { rootOf, SEALED_AT, type SealedSample, sampleCertificate, sealedSample } from '../../testing/sealed-sample.ts'
import { startTimeStampAuthority } from '../../testing/time-stamp-authority.ts'
import { DerError, fromPem, readDer } from '../asn1/der.ts'
import { readCertificate } from '../asn1/x509.ts'
import { addTimestamp } from '../seal/seal.ts'
import { askTimestamp } from '../seal/timestamp.ts'
import { seeded, spoil } from '../typeset/fixtures/hostile.ts'
import { verifyCms, verifyTimestamp } from './cms.ts'
import { PdfError, PdfReader, readPdf } from './pdf.ts'
import { sayEvidence, sayReport } from './say-report.ts'
import { verifyEvidence } from './verify-evidence.ts'
import { type Report, verifyPdf } from './verify-pdf.ts'

const certificate = sampleCertificate()
const roots = { seal: [rootOf(certificate)], timestamp: [] }
let sealed: SealedSample
let stamped: Uint8Array
let token: Uint8Array
let signature: Uint8Array

beforeAll(async () => {
  const authority = await startTimeStampAuthority(() => SEALED_AT)
  sealed = await sealedSample({ certificate })
  stamped = await addTimestamp(sealed.bytes, async imprint => {
    token = await askTimestamp({ url: authority.url, ca: null, roots: [] }, imprint)
    return token
  })
  await authority.stop()
  const text = Buffer.from(sealed.bytes).toString('latin1')
  const from = text.lastIndexOf('/Contents <') + 11
  signature = new Uint8Array(Buffer.from(text.slice(from, text.indexOf('>', from)), 'hex'))
})

type Random = () => number
const upTo = (random: Random, n: number) => Math.floor(random() * n)
const pick = <T>(random: Random, of: readonly T[]): T => of[upTo(random, of.length)] as T

/** Words that mean something to a reader of PDF. */
const WORDS = [
  ...['<<', '>>', '[', ']', '(', ')', '<', '>', '%', '/', ' obj', ' endobj', ' R', ' 0 R', '\nstream\n', '\nendstream'],
  ...[
    'xref\n',
    'trailer\n',
    'startxref\n',
    '%%EOF\n',
    '/Kids',
    '/Names',
    '/Length',
    '/Filter',
    '/Prev 9',
    '/Type /Sig',
  ],
  ...['/ByteRange [0 1 2 3]', '/Contents <30>', '99999999999', '-1', '0.5', 'null', '\\', '#', '\x00', '\xff'],
].map(w => new Uint8Array(Buffer.from(w, 'latin1')))

/** The bytes with one to four things done to them. */
function spoilt(bytes: Uint8Array, random: Random): Uint8Array {
  let out = Buffer.from(bytes)
  for (let n = 1 + upTo(random, 4); n > 0; n--) {
    const at = upTo(random, out.length)
    const length = 1 + upTo(random, pick(random, [1, 4, 40, 400]))
    const rest = out.subarray(at)
    const head = out.subarray(0, at)
    switch (upTo(random, 7)) {
      case 0:
        out = Buffer.from(out)
        out[at] = upTo(random, 256)
        break
      case 1:
        out = Buffer.from(out)
        out[at] = (out[at] as number) ^ (1 << upTo(random, 8))
        break
      case 2:
        out = Buffer.concat([head, rest.subarray(length)])
        break
      case 3:
        out = Buffer.concat([head, rest.subarray(0, length), rest])
        break
      case 4:
        out = Buffer.concat([head, pick(random, WORDS), rest])
        break
      case 5:
        out = Buffer.concat([head, pick(random, WORDS), rest.subarray(length)])
        break
      default:
        out = Buffer.from(head)
    }
    if (out.length === 0) return out
  }
  return new Uint8Array(out)
}

const saidInBoth = (report: Report) => {
  for (const language of ['sv', 'en'] as const) {
    const lines = sayReport(report, language)
    expect(lines.length).toBeGreaterThan(0)
    for (const { text } of lines) expect(text).toMatch(/\S/)
  }
}

describe.each([1, 2, 3])('seed %i', seed => {
  test('a spoilt file always gets an answer, and it is never "intact"', async () => {
    const random = seeded(seed)
    const answers = new Set<string>()
    for (let i = 0; i < 250; i++) {
      const original = random() < 0.7 ? sealed.bytes : stamped
      const bytes = spoilt(original, random)
      if (Buffer.from(bytes).equals(Buffer.from(original))) continue
      // A stamped file cut back to what it was before its stamp is the sealed file.
      if (Buffer.from(bytes).equals(Buffer.from(sealed.bytes))) continue
      const report = await verifyPdf(bytes, roots)
      expect(report.intact, `round ${i}`).not.toBe('intact')
      saidInBoth(report)
      answers.add(report.intact)
    }
    // The rounds reach further than the first line of the reader.
    expect(answers.size).toBeGreaterThanOrEqual(3)
  })

  test('a spoilt signature, certificate or stamp is refused by name', async () => {
    const random = seeded(seed + 100)
    const digest = async () => new Uint8Array(32)
    let read = 0
    for (let i = 0; i < 400; i++) {
      const bytes = spoilt(
        pick(random, [signature, token, fromPem(certificate.certificatePem)[0] as Uint8Array]),
        random,
      )
      for (const reading of [readDer, readCertificate])
        try {
          reading(bytes)
          read++
        } catch (error) {
          expect(error instanceof DerError || error instanceof TypeError, `round ${i}: ${error}`).toBe(true)
        }
      expect((await verifyCms(bytes, digest)).ok).toBe(false)
      expect((await verifyTimestamp(bytes, digest, [])).ok).toBe(false)
    }
    expect(read).toBeGreaterThan(10)
  })

  test('words of a PDF in any order are a value or are refused', () => {
    const random = seeded(seed + 200)
    let values = 0
    for (let i = 0; i < 2000; i++) {
      const bytes = new Uint8Array(
        Buffer.concat(Array.from({ length: 1 + upTo(random, 60) }, () => pick(random, WORDS))),
      )
      for (const reading of [() => new PdfReader(bytes).value(), () => readPdf(bytes)])
        try {
          reading()
          values++
        } catch (error) {
          expect(error, `round ${i}`).toBeInstanceOf(PdfError)
        }
    }
    expect(values).toBeGreaterThan(10)
  })

  test('whatever stands in the proof and in the evidence, the seal is told and everything can be said', async () => {
    const random = seeded(seed + 300)
    const none = new Set<string>()
    let readable = 0
    for (let i = 0; i < 25; i++) {
      const { bytes } = await sealedSample({
        certificate,
        manifest: m =>
          random() < 0.3
            ? spoil(m, random, none)
            : { ...m, ...spoil({ title: m.title, events: m.events }, random, none) },
      })
      const report = await verifyPdf(bytes, roots)
      expect(report).toMatchObject({ intact: 'intact', seal: { trust: 'known' } })
      saidInBoth(report)
      if (report.manifest) readable++
      const evidence = new TextEncoder().encode(
        JSON.stringify(spoil(JSON.parse(new TextDecoder().decode(sealed.evidence)), random, none)),
      )
      const answer = await verifyEvidence(report.manifest ?? sealed.manifest, evidence, [])
      if (!Buffer.from(evidence).equals(sealed.evidence)) expect(answer.ok).toBe(false)
      expect(sayEvidence(answer, 'sv')[0]?.text).toMatch(/\S/)
    }
    expect(readable).toBeGreaterThan(0)
  })
})
