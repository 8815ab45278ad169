// A disk that is really full, not one that says so: a small file system under the files' folder. Only root may mount one.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { linkToken } from '../documents/link-token.ts'
import { openRoom } from '../recipient/room.ts'
import { signingCode } from '../signing/code.ts'
import { sentQuote } from '../testing/sent-quote.ts'
import { startTestService } from '../testing/test-service.ts'
import { beginOrder, readOrder } from './orders.ts'
import { sealAgreement } from './seal-job.ts'
import { completeCode } from './sign.ts'

const visitor = {
  ip: '127.0.0.1',
  userAgent: 'test',
  language: 'sv' as const,
  url: new URL('http://localhost/rum/x/skriv-under'),
}
const isRoot = process.getuid?.() === 0 && process.platform === 'linux'

test.skipIf(!isRoot)(`a disk that is really full${isRoot ? '' : ' (skipped: only root can mount one)'}`, async () => {
  const service = await startTestService({ jobs: false })
  const { services } = service
  const folder = join(service.dataDir, 'files')
  mkdirSync(folder, { recursive: true })
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder])
  try {
    const quote = await sentQuote(services)
    const room = () => openRoom(services, linkToken(services.secrets, quote.links[0] as string), visitor)
    const id = await beginOrder(
      services,
      await room(),
      {
        ticked: new Set(['rot.refused-ack', 'order.authority']),
        method: 'code-mail',
        sameDevice: true,
        drawing: null,
        purpose: 'sign',
      },
      visitor,
    )
    const order = await readOrder(services, quote.companyId, id)
    if (!order) throw new Error('no order')
    const { bavail, bsize } = statfsSync(folder)
    writeFileSync(join(folder, 'ballast'), Buffer.alloc(bavail * bsize - 20_000))
    expect(await completeCode(services, order, signingCode(services.secrets, id))).toBe('signed')
    const which = { companyId: quote.companyId, documentId: quote.documentId, version: 1 }
    await expect(sealAgreement.run(services, which, 1)).rejects.toThrow(/ENOSPC/)
    expect((await room()).state).toBe('signed')
    // Nothing half is left lying.
    const left = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(f => f.isFile())
    expect(left.map(f => f.name)).toEqual(['ballast'])

    rmSync(join(folder, 'ballast'))
    await sealAgreement.run(services, which, 2)
    expect((await room()).state).toBe('sealed')
  } finally {
    execFileSync('umount', [folder])
    await service.close()
  }
})
