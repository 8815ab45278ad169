// BankID's own answer, taken out of the evidence file and verified anew: it must be of this person, this agreement and this text. What can be
// wrong with an answer itself: bankid-signature/verify.test.ts. With the file's shape: attacks.test.ts.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Authorities, certificatePem, loadAuthorities } from '../../integrations/bankid/emulator/authorities.ts'
import { completionDataOf } from '../../integrations/bankid/emulator/issue-answer.ts'
import { type Person, personCredentials, persons } from '../../integrations/bankid/emulator/persons.ts'
import { canonicalBytes, sha256Hex } from '../../kernel/canonical.ts'
import { movableClock } from '../../platform/clock.ts'
import { type SealedSample, sealedSample } from '../../testing/sealed-sample.ts'
import { fromPem } from '../asn1/der.ts'
import type { EvidenceFile } from '../evidence-file.ts'
import type { Manifest } from './manifest.ts'
import { sayEvidence } from './say-report.ts'
import { verifyEvidence } from './verify-evidence.ts'

const now = new Date('2026-11-24T09:58:00Z')
const clock = movableClock(now)
const [åsa, erik] = persons as [Person, Person]
let folder: string
let authorities: Authorities
let others: Authorities
let sample: SealedSample
let root: Uint8Array

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cling-test-'))
  authorities = await loadAuthorities(join(folder, 'true'))
  others = await loadAuthorities(join(folder, 'made up'))
  sample = await sealedSample()
  root = fromPem(certificatePem(authorities.root))[0] as Uint8Array
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Wrong = {
  person?: Person
  /** Under authorities of somebody's own making. */
  madeUp?: boolean
  /** What was shown, and what the file says was shown. */
  shown?: string
  asked?: string
  agreementHash?: string
  rootsPem?: string[]
  at?: string
  manifest?: (entry: Manifest['signatures'][number]) => Partial<Manifest['signatures'][number]>
}

/** The evidence file of a BankID signature and the manifest that names it, with what is said to be wrong. */
async function signed(wrong: Wrong = {}): Promise<{ manifest: Manifest; evidence: Uint8Array }> {
  const { manifest } = sample
  const under = wrong.madeUp ? others : authorities
  const text = manifest.signatures[0]?.signedText as string
  const data = { v: 1, documentId: manifest.documentId, sha256: wrong.agreementHash ?? manifest.agreementHash }
  const base64 = (of: Uint8Array | string) => Buffer.from(of as Uint8Array).toString('base64')
  const completionData = completionDataOf({
    order: {
      kind: 'sign',
      visibleData: base64(wrong.shown ?? text),
      nonVisibleData: base64(canonicalBytes(data)),
      returnRisk: false,
    },
    person: wrong.person ?? åsa,
    credential: await personCredentials(join(folder, wrong.madeUp ? 'p2' : 'p1'), under, clock).of(wrong.person ?? åsa),
    authorities: under,
    clock,
  })
  const file: EvidenceFile = {
    ...JSON.parse(new TextDecoder().decode(sample.evidence)),
    signature: {
      partyId: 'p1',
      method: 'bankid',
      at: wrong.at ?? now.toISOString(),
      request: { userVisibleData: wrong.asked ?? wrong.shown ?? text, userNonVisibleData: '' },
      raw: JSON.stringify({ orderRef: 'o', status: 'complete', completionData }),
      rootsPem: wrong.rootsPem ?? [certificatePem(under.root)],
      code: null,
    },
  }
  const evidence = new TextEncoder().encode(JSON.stringify(file))
  const entry = {
    ...(manifest.signatures[0] as Manifest['signatures'][number]),
    method: 'bankid' as const,
    personalNumberMasked: `${åsa.personalNumber.slice(0, 8)}-****`,
    xmlSha256: await sha256Hex(new Uint8Array(Buffer.from(completionData.signature, 'base64'))),
    evidenceSha256: await sha256Hex(evidence),
  }
  return { manifest: { ...manifest, signatures: [{ ...entry, ...wrong.manifest?.(entry) }] }, evidence }
}
const verified = async (wrong: Wrong = {}, roots: Uint8Array[] = [root]) => {
  const { manifest, evidence } = await signed(wrong)
  return verifyEvidence(manifest, evidence, roots)
}

describe('an evidence file of a BankID signature', () => {
  test('that belongs to the file is genuine where BankID’s root is known, and holds together where it is not', async () => {
    const known = await verified()
    expect(known).toMatchObject({ ok: true, name: 'Åsa Berg', at: now, test: true, rootKnown: true })
    expect(sayEvidence(known, 'sv')[0]?.text).toMatch(/^BankID-underskriften är äkta: Åsa Berg/)
    const unknown = await verified({}, [])
    expect(unknown).toMatchObject({ ok: true, rootKnown: false, rootSha256: await sha256Hex(root) })
    expect(sayEvidence(unknown, 'sv')[0]?.text).toMatch(/^Underskriften håller ihop: Åsa Berg/)
  })

  test('made up from first to last, root and all, is never called genuine', async () => {
    const report = await verified({ madeUp: true })
    expect(report).toMatchObject({ ok: true, rootKnown: false })
    for (const language of ['sv', 'en'] as const)
      expect(
        sayEvidence(report, language)
          .map(l => l.text)
          .join(' '),
      ).not.toMatch(/äkta|genuine/)
  })

  test.each<[string, Wrong, string]>([
    ['of another agreement', { agreementHash: '0'.repeat(64) }, 'evidence-signature non-visible-data'],
    ['of another text than the one asked for', { asked: 'Ja' }, 'evidence-signature visible-data'],
    ['of another text than the sealed file says', { shown: 'Ja' }, 'evidence-person'],
    ['of another person', { person: erik }, 'evidence-person'],
    [
      'of another moment, of the same person and agreement',
      { manifest: () => ({ xmlSha256: '0'.repeat(64) }) },
      'evidence-person',
    ],
    ['received another day than it was given', { at: '2026-11-25T09:58:00.000Z' }, 'evidence-signature ocsp-time'],
    ['under a root that did not come along', { rootsPem: [] }, 'evidence-signature chain-unknown'],
    ['made up, beside the true root', { madeUp: true, rootsPem: ['TRUE'] }, 'evidence-signature chain-unknown'],
  ])('%s is refused', async (_, wrong, why) => {
    const rootsPem = wrong.rootsPem?.map(pem => (pem === 'TRUE' ? certificatePem(authorities.root) : pem))
    const report = await verified({ ...wrong, ...(rootsPem ? { rootsPem } : {}) })
    expect(report.ok ? 'believed' : [report.code, 'detail' in report ? report.detail : ''].join(' ').trim()).toBe(why)
    expect(sayEvidence(report, 'sv')).toEqual([{ tone: 'bad', text: expect.stringMatching(/\.$/) }])
  })
})
