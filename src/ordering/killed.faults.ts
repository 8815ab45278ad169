// kill -9 at random moments while two hundred people sign: none lost, none doubled, all sealed within half a minute.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { signUnderFire } from '../testing/signing-under-fire.ts'

test('200 signatures survive the death of worker, service and database', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'cling-faults-'))
  try {
    const after = await signUnderFire({
      dataDir,
      signatures: 200,
      kills: ['worker', 'service', 'worker', 'database', 'worker', 'service', 'database', 'worker', 'service'],
      atOnce: 16,
      say: line => process.stderr.write(`${line}\n`),
    })
    process.stderr.write(`${after.askedAgain} signed again; all sealed after ${Math.round(after.sealedAfterMs)} ms\n`)
    expect(after.broken).toBe(0)
    expect(after.signed).toEqual(Array.from({ length: 200 }, () => 1))
    expect(after.sealed).toEqual(Array.from({ length: 200 }, () => 1))
    expect(after.copies).toEqual(Array.from({ length: 200 }, () => 1))
    expect(after.sealedAfterMs).toBeLessThan(30_000)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
})
