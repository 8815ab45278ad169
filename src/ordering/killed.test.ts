// The short form of killed.faults.ts, whose long one kills nine times among two hundred.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { signUnderFire } from '../testing/signing-under-fire.ts'

test('signatures survive the death of worker, database and service: none lost, none doubled, all sealed', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'cling-faults-'))
  try {
    const after = await signUnderFire({
      dataDir,
      signatures: 12,
      kills: ['worker', 'database', 'service'],
      atOnce: 4,
    })
    const once = Array.from({ length: 12 }, () => 1)
    expect(after).toMatchObject({ broken: 0, signed: once, sealed: once, copies: once })
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}, 120_000)
