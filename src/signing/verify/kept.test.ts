// A file with both kinds of stamp, sealed when the form of seals was settled. Whoever changes how seals or stamps are written sees here whether
// what people hold in their hands is still recognised; the old form must stay readable beside the new.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fromPem } from '../asn1/der.ts'
import { allHolds } from './say-report.ts'
import { verifyEvidence } from './verify-evidence.ts'
import { verifyPdf } from './verify-pdf.ts'

const kept = (ending: string) => readFileSync(new URL(`./fixtures/sealed-2026.${ending}`, import.meta.url))

test('a file sealed in 2026 is intact, known and stamped, and its evidence belongs to it', async () => {
  const roots = fromPem(kept('pem').toString())
  const report = await verifyPdf(new Uint8Array(kept('pdf')), { seal: roots, timestamp: roots })
  expect(report).toMatchObject({
    intact: 'intact',
    seal: { trust: 'known', claimedAt: new Date('2026-11-24T10:02:57Z') },
    timestamp: { at: new Date('2026-11-24T10:03:57Z'), trusted: true },
  })
  const evidence = report.manifest && (await verifyEvidence(report.manifest, new Uint8Array(kept('evidence')), []))
  expect(evidence?.ok).toBe(true)
  expect(allHolds(report, evidence)).toBe(true)
})
