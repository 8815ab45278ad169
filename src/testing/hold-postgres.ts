// A service in little, for tests that kill one: `node hold-postgres.ts FOLDER` starts the server, says in one line of JSON how that
// went, and stops it when its standard input ends. The line `leave` makes it end without stopping anything.
import { createInterface } from 'node:readline'
import { Problem } from '../kernel/problem.ts'
import { startPostgres } from '../platform/database/embedded/index.ts'

export type Held = { service: number; server: number; ownerUrl: string; superuserUrl: string; made: boolean }
export type Refused = { code: string; facts: Problem['facts'] }

try {
  const postgres = await startPostgres({ dataDir: process.argv[2] as string })
  const held: Held = {
    service: process.pid,
    server: postgres.pid,
    ownerUrl: postgres.ownerUrl,
    superuserUrl: postgres.superuserUrl,
    made: postgres.made,
  }
  process.stdout.write(`${JSON.stringify(held)}\n`)
  createInterface({ input: process.stdin })
    .on('line', line => {
      if (line === 'leave') process.exit(0)
    })
    .on('close', async () => {
      await postgres.stop()
      process.exit(0)
    })
} catch (error) {
  if (!(error instanceof Problem)) throw error
  process.stdout.write(`${JSON.stringify({ code: error.code, facts: error.facts } satisfies Refused)}\n`)
}
