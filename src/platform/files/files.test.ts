import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sentQuote } from '../../testing/sent-quote.ts'
import { startTestService, type TestService } from '../../testing/test-service.ts'
import { noteFile } from './files.ts'

let service: TestService
let companyId: string
beforeAll(async () => {
  service = await startTestService({ jobs: false })
  companyId = (await sentQuote(service.services, { send: false })).companyId
})
afterAll(() => service.close())

const about = { mime: 'image/jpeg', purpose: 'picture', bucket: 'draft' } as const
const objects = () =>
  readdirSync(join(service.dataDir, 'files'), { recursive: true, withFileTypes: true }).filter(f => f.isFile())
const rowOf = (sha256: string) =>
  service.services.database.company(companyId, tx =>
    tx
      .selectFrom('file')
      .select(['sha256', 'key_id'])
      .where('company_id', '=', companyId)
      .where('sha256', '=', sha256)
      .executeTakeFirstOrThrow(),
  )

describe('files of a company', () => {
  test('the same picture written again by somebody who then dies leaves the first readable', async () => {
    const { files, database, clock } = service.services
    const bytes = Buffer.from('en bild av ett badrum')
    const first = await files.write(companyId, bytes, about)
    expect(await database.company(companyId, tx => noteFile(tx, first, clock.now()))).toBe(true)
    await files.write(companyId, bytes, about)
    expect(await files.read(companyId, await rowOf(first.sha256))).toEqual(bytes)
  })

  test('the same picture noted again stays the first, and the second goes', async () => {
    const { files, database, clock } = service.services
    const bytes = Buffer.from('en bild av ett kök')
    const first = await files.write(companyId, bytes, about)
    await database.company(companyId, tx => noteFile(tx, first, clock.now()))
    const before = objects().length
    const second = await files.write(companyId, bytes, about)
    expect(await database.company(companyId, tx => noteFile(tx, second, clock.now()))).toBe(false)
    await files.discard(second)
    expect(objects()).toHaveLength(before)
    expect(await files.read(companyId, await rowOf(first.sha256))).toEqual(bytes)
  })

  test('neither the content nor its hash can be read from where it lies', async () => {
    const bytes = Buffer.from('en bild av ett barnrum')
    await service.services.files.write(companyId, bytes, about)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(objects().map(f => f.name)).not.toContain(sha256)
  })
})
