// A real database for a test, its own from the first row to the last.
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { inject } from 'vitest'
import { type DatabaseRole, urlAs } from '../platform/database/migrate.ts'
import type { Answer, Ask } from './test-cluster.ts'
import { testSecrets } from './test-secrets.ts'

export { TEST_ROOT_KEY, testSecrets } from './test-secrets.ts'

declare module 'vitest' {
  interface ProvidedContext {
    testDatabases: string
  }
}

export type TestDatabase = {
  /** As the owner, who runs migrations and is not held by row-level security. */
  ownerUrl: string
  superuserUrl: string
  /** As one of the service's logins, with the passwords that follow from `testSecrets`. */
  url(role: DatabaseRole): string
  /** Optional: a database is dropped when the worker that asked for it ends. */
  drop(): Promise<void>
}

/** A database of its own, with all migrations run, or an empty one. The first call of a run starts the server. */
export async function testDatabase(options: Partial<Ask> = {}): Promise<TestDatabase> {
  const lease = connect(inject('testDatabases'))
  const answer = await new Promise<Answer>((resolve, reject) => {
    lease.once('error', reject)
    lease.once('close', () => reject(new Error('The tests’ database server is gone.')))
    createInterface({ input: lease }).once('line', line => resolve(JSON.parse(line) as Answer))
    lease.write(`${JSON.stringify({ migrated: options.migrated ?? true } satisfies Ask)}\n`)
  })
  if ('error' in answer) throw new Error(answer.error)
  lease.unref()
  return {
    ...answer,
    url: role => urlAs(answer.ownerUrl, testSecrets, role),
    drop: () => new Promise(done => lease.end(() => done())),
  }
}
