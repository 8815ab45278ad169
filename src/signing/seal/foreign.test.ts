// Programs of others read what we seal: poppler's pdfsig and pdfdetach, qpdf and openssl (Debian: poppler-utils, qpdf, openssl). Where one is
// not installed its tests are skipped, and say so.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest'
import { SEALED_AT, sampleCertificate } from '../../testing/sealed-sample.ts'
import { startTimeStampAuthority } from '../../testing/time-stamp-authority.ts'
import { fromPem } from '../asn1/der.ts'
import { frozenQuote, quoteInput, quoteView } from '../typeset/fixtures/quote.ts'
import { makeTypesetting } from '../typeset/typesetting.ts'
import { verifyPdf } from '../verify/verify-pdf.ts'
import { loadSealKey } from './instance-certificate.ts'
import { addTimestamp, sealPdf } from './seal.ts'
import { askTimestamp } from './timestamp.ts'

const folder = mkdtempSync(join(tmpdir(), 'cling-test-'))
const at = (name: string) => join(folder, name)
const certificate = sampleCertificate()
let sealed: Uint8Array

beforeAll(async () => {
  const authority = await startTimeStampAuthority(() => SEALED_AT)
  const stamp = (imprint: Uint8Array) =>
    askTimestamp({ url: authority.url, ca: null, roots: fromPem(authority.rootPem) }, imprint)
  const { pdf } = await makeTypesetting()(quoteInput({ document: quoteView(frozenQuote(6)) }))
  const of = { signer: loadSealKey(certificate), name: 'Prov Drift AB', reason: 'Förseglad', now: SEALED_AT }
  sealed = (await sealPdf(pdf, of)).bytes
  writeFileSync(at('sealed.pdf'), sealed)
  writeFileSync(at('with-stamp.pdf'), (await sealPdf(pdf, { ...of, stamp })).bytes)
  writeFileSync(at('stamped-later.pdf'), await addTimestamp(sealed, stamp))
  const changed = sealed.slice()
  changed[1000] = (changed[1000] as number) ^ 1
  writeFileSync(at('changed.pdf'), changed)
  writeFileSync(at('added.pdf'), Buffer.concat([sealed, Buffer.from('% more\n')]))
  writeFileSync(at('root.pem'), certificate.chainPem)
  writeFileSync(at('leaf.pem'), certificate.certificatePem)
  writeFileSync(at('stamp-root.pem'), authority.rootPem)
  await authority.stop()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const FILES = ['sealed.pdf', 'with-stamp.pdf', 'stamped-later.pdf']

function run(context: TestContext, tool: string, ...args: string[]): { code: number; said: string } {
  const ran = spawnSync(tool, args, { cwd: folder, encoding: 'utf8' })
  if (ran.error && 'code' in ran.error && ran.error.code === 'ENOENT') {
    const reason = `${tool} is not installed: what it says of sealed files was not asked.`
    process.stderr.write(`${reason}\n`)
    context.skip(reason)
  }
  return { code: ran.status ?? -1, said: `${ran.stdout}${ran.stderr}` }
}

/** The signature and the bytes it covers, found as others find them: by the numbers of the first /ByteRange or another. */
function detach(name: string, which = 0): { signature: string; content: string } {
  const bytes = readFileSync(at(name))
  const ranges = [...bytes.toString('latin1').matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)]
  const [start, length, then, rest] = (ranges[which] as RegExpMatchArray).slice(1).map(Number) as [
    number,
    number,
    number,
    number,
  ]
  expect(start).toBe(0)
  const hex = bytes.toString('latin1', length + 1, then - 1)
  const signature = Buffer.from(hex, 'hex')
  const size = signature.readUInt16BE(2) + 4
  writeFileSync(at('signature.der'), signature.subarray(0, size))
  writeFileSync(at('content.bin'), Buffer.concat([bytes.subarray(0, length), bytes.subarray(then, then + rest)]))
  return { signature: 'signature.der', content: 'content.bin' }
}

describe('pdfsig', () => {
  test.for(FILES)('finds the seal of %s valid, over the whole document as it was then', (name, context) => {
    const { said } = run(context, 'pdfsig', name)
    expect(said).toContain('Signature Type: ETSI.CAdES.detached')
    expect(said).toContain('Signature is Valid.')
    expect(said.includes('Not total document signed')).toBe(name === 'stamped-later.pdf')
  })

  test('finds out a changed byte and added ones', context => {
    expect(run(context, 'pdfsig', 'changed.pdf').said).toContain('Digest Mismatch.')
    expect(run(context, 'pdfsig', 'added.pdf').said).toContain('Not total document signed')
  })
})

describe('qpdf', () => {
  test.for(FILES)('finds nothing wrong with the build of %s', (name, context) => {
    const { code, said } = run(context, 'qpdf', '--check', name)
    expect(said).toContain('No syntax or stream encoding errors found')
    expect(code).toBe(0)
  })
})

describe('openssl', () => {
  const cms = (context: TestContext, name: string, root = 'root.pem') => {
    const { signature, content } = detach(name)
    return run(
      context,
      'openssl',
      ...['cms', '-verify', '-cades', '-inform', 'DER', '-in', signature, '-content', content, '-binary'],
      ...['-CAfile', root, '-purpose', 'any', '-out', 'out.bin'],
    )
  }

  test.for(FILES)('verifies the signature of %s over exactly its bytes, as CAdES', (name, context) => {
    const { code, said } = cms(context, name)
    expect(said).toContain('CAdES Verification successful')
    expect(code).toBe(0)
  })

  test('refuses it over a changed byte, and under another root', context => {
    expect(cms(context, 'changed.pdf').code).not.toBe(0)
    writeFileSync(at('other.pem'), sampleCertificate().chainPem)
    expect(cms(context, 'sealed.pdf', 'other.pem').code).not.toBe(0)
  })

  test('verifies the certificate by the strictest rules it has', context => {
    expect(run(context, 'openssl', 'verify', '-x509_strict', '-CAfile', 'root.pem', 'leaf.pem').said).toContain('OK')
  })

  test('verifies the time stamp that was added later', context => {
    const { signature, content } = detach('stamped-later.pdf', 1)
    const args = ['ts', '-verify', '-in', signature, '-token_in', '-data', content, '-CAfile', 'stamp-root.pem']
    expect(run(context, 'openssl', ...args).said).toContain('Verification: OK')
    writeFileSync(at('content.bin'), 'something else')
    expect(run(context, 'openssl', ...args).code).not.toBe(0)
  })
})

test('pdfdetach takes the attachments out as we see them ourselves', async context => {
  expect(run(context, 'pdfdetach', '-saveall', '-o', folder, 'sealed.pdf').code).toBe(0)
  const { attachments } = await verifyPdf(sealed, { seal: [], timestamp: [] })
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
  expect(attachments.length).toBeGreaterThan(0)
  for (const { name, bytes } of attachments) expect(sha256(readFileSync(at(name)))).toBe(sha256(bytes))
})
