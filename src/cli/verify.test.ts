import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { toPem } from '../signing/asn1/der.ts'
import { rootOf, type SealedSample, sampleCertificate, sealedSample } from '../testing/sealed-sample.ts'
import { smallPdf } from '../testing/small-pdf.ts'
import { verifyCommand } from './verify.ts'

const folder = mkdtempSync(join(tmpdir(), 'cling-test-'))
const at = (name: string) => join(folder, name)
const certificate = sampleCertificate()
let sealed: SealedSample
let said: string
let complained: string

beforeAll(async () => {
  sealed = await sealedSample({ certificate })
  const changed = sealed.bytes.slice()
  changed[100] = (changed[100] as number) ^ 1
  for (const [name, content] of Object.entries({
    'sealed.pdf': sealed.bytes,
    'changed.pdf': changed,
    'added.pdf': Buffer.concat([sealed.bytes, Buffer.from(' ')]),
    'unsealed.pdf': smallPdf(),
    'test.pdf': (await sealedSample({ certificate: sampleCertificate({ test: true }) })).bytes,
    'bevis.json': sealed.evidence,
    'other.json': Buffer.concat([sealed.evidence, Buffer.from(' ')]),
    'root.pem': toPem(rootOf(certificate)),
    'other.pem': toPem(rootOf(sampleCertificate())),
    'broken.pem': '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n',
    'empty.pdf': '',
  }))
    writeFileSync(at(name), content)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeEach(() => {
  said = complained = ''
  vi.spyOn(process.stdout, 'write').mockImplementation(text => {
    said += text
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation(text => {
    complained += text
    return true
  })
})
afterEach(() => vi.restoreAllMocks())

const verify = (...args: string[]) => verifyCommand(args.map(a => (/\.(pdf|json|pem)$/.test(a) ? at(a) : a)))
const SEALED = ['sealed.pdf', '--evidence', 'bevis.json']

describe('cling verify ends with', () => {
  test.each<[number, string, string[]]>([
    [0, 'the seal stands under the root given', ['sealed.pdf', '--root', 'root.pem']],
    [0, 'the evidence file holds too', [...SEALED, '--root', 'root.pem']],
    [0, 'the seal stands under one of the roots given', ['sealed.pdf', '--root', 'other.pem', '--root', 'root.pem']],
    [1, 'a byte is changed', ['changed.pdf']],
    [1, 'a blank is added', ['added.pdf', '--root', 'root.pem']],
    [1, 'the file is not sealed', ['unsealed.pdf']],
    [1, 'the file is empty', ['empty.pdf']],
    [1, 'the file is no PDF', ['bevis.json']],
    [1, 'the evidence file is another', ['sealed.pdf', '--evidence', 'other.json']],
    [1, 'there is nothing to hold the evidence against', ['unsealed.pdf', '--evidence', 'bevis.json']],
    [2, 'no file is named', []],
    [2, 'two files are named', ['sealed.pdf', 'added.pdf']],
    [2, 'there is no such file', ['missing.pdf']],
    [2, 'there is no such evidence file', ['sealed.pdf', '--evidence', 'missing.json']],
    [2, 'the file is a folder', ['/']],
    [2, 'the root cannot be read', ['sealed.pdf', '--root', 'broken.pem']],
    [2, 'the root is something else', ['sealed.pdf', '--root', 'bevis.json']],
    [2, 'the option is unknown', ['sealed.pdf', '--rot', 'root.pem']],
    [3, 'everything holds and no root is given', SEALED],
    [3, 'the seal stands under another root than the one given', [...SEALED, '--root', 'other.pem']],
  ])('%i when %s', async (code, _, args) => {
    expect(await verify(...args)).toBe(code)
    // A sentence, and in one place only.
    expect(code === 2 ? complained : said).toMatch(/[.\]]\n$/)
    expect(code === 2 ? said : complained).toBe('')
    expect(said + complained).not.toMatch(/undefined|\[object|Error/)
  })
})

describe('cling verify says', () => {
  test('in Swedish first whether the file is unchanged, and then by whom it was sealed', async () => {
    await verify('sealed.pdf', '--root', 'root.pem')
    expect(said.split('\n').slice(0, 3)).toEqual([
      'JA  Filen är oförändrad sedan den förseglades.',
      '    Förseglad av Prov Drift AB, org.nr 8780003656.',
      'JA  Sigillets rot är en av dem du litar på.',
    ])
  })

  test('of an unknown root only what the seal itself gives', async () => {
    await verify('sealed.pdf', '--root', 'other.pem')
    const lines = said.split('\n')
    expect(lines[0]).toBe('JA  Filen är oförändrad sedan den förseglades.')
    expect(lines[1]).toBe('    Sigillet uppger Prov Drift AB, org.nr 8780003656.')
    expect(lines[2]).toMatch(/^OBS Sigillets rot är okänd här/)
  })

  test('at the end what is still to do when nothing is wrong and who sealed it is not settled', async () => {
    await verify('sealed.pdf')
    expect(said).toMatch(/\nOBS Vem som har förseglat är inte avgjort\. .* --root ROT\.pem\.\n$/)
    said = ''
    await verify('sealed.pdf', '--root', 'root.pem')
    expect(said).not.toContain('avgjort')
    await verify('changed.pdf')
    expect(said).not.toContain('avgjort')
  })

  test('how it ends, when asked for help', async () => {
    expect(await verify('--help')).toBe(0)
    for (const code of [0, 1, 2, 3]) expect(said).toMatch(new RegExp(`^  ${code}  .+`, 'm'))
  })

  test('TEST of a test installation’s seal', async () => {
    await verify('test.pdf')
    expect(said).toContain('OBS TEST. Sigillet är gjort av en testinstallation och binder ingen.\n')
  })

  test('the same in English', async () => {
    await verify('sealed.pdf', '--english', '--root', 'root.pem')
    expect(said.split('\n').slice(0, 3)).toEqual([
      'YES  The file is unchanged since it was sealed.',
      '     Sealed by Prov Drift AB, company number 8780003656.',
      'YES  The seal’s root is one of those you trust.',
    ])
  })

  test('the same to a program, with both answers apart', async () => {
    await verify('sealed.pdf', '--json', '--root', 'other.pem')
    const json = JSON.parse(said.trimEnd().split('\n').at(-1) as string)
    expect(json).toMatchObject({ holds: true, intact: 'intact', seal: { trust: 'unknown', test: false } })
  })
})
