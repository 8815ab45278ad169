// Migrations go forward only: numbered without gaps, never changed after they have run, and a database that already has rows takes them.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packagePath } from './platform/package-path.ts'
import { type TestDatabase, testDatabase } from './testing/test-database.ts'

const files = readdirSync(packagePath('migrations')).sort()

function nameFaults(names: readonly string[]): string[] {
  const found: string[] = []
  for (const [i, name] of names.entries()) {
    if (!/^\d{4}_[a-z0-9_]+\.sql$/.test(name)) found.push(`${name} is not named NNNN_what_it_does.sql`)
    else if (Number(name.slice(0, 4)) !== i + 1) found.push(`${name} is not number ${i + 1}`)
  }
  return found
}

describe('migrations', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await testDatabase()
  })
  afterAll(() => database.drop())

  test('are numbered without gaps', () => expect(nameFaults(files)).toEqual([]))
  test('a gap or a number twice is found', () => {
    expect(nameFaults(['0001_a.sql', '0003_b.sql'])).toHaveLength(1)
    expect(nameFaults(['0001_a.sql', '0001_b.sql'])).toHaveLength(1)
  })
  test('have run as they stand in the folder', async () => {
    const client = new pg.Client({ connectionString: database.ownerUrl })
    await client.connect()
    const { rows } = await client.query('select * from migration order by 1')
    await client.end()
    expect(rows).toHaveLength(files.length)
    const said = JSON.stringify(rows, (_, v) => (v?.type === 'Buffer' ? Buffer.from(v.data).toString('hex') : v))
    for (const file of files) {
      const hash = createHash('sha256')
        .update(readFileSync(packagePath('migrations', file)))
        .digest('hex')
      expect(said).toContain(hash)
    }
  })
})
