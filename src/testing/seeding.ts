// What benches and faults need there to be, made through the service's own verbs on the running installation's database.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { makeApiKey } from '../accounts/api-keys.ts'
import { beginSession } from '../accounts/sessions.ts'
import { makeChoice } from '../adapters.ts'
import { linkToken, roomPath } from '../documents/link-token.ts'
import { systemClock } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'
import { joinPostgres } from '../platform/database/embedded/index.ts'
import { makeLog } from '../platform/log.ts'
import { secretsFrom } from '../platform/secrets.ts'
import { makeSystem, type System } from '../system.ts'
import { type SentQuote, sentQuote } from './sent-quote.ts'

export type SeededRoom = { path: string; quote: SentQuote }

export type Seeding = {
  system: System
  ownerUrl: string
  /** Rooms of different companies, each with the 40 rows of `badrum-rot` unless it is said otherwise. */
  rooms(count: number, of?: { sample?: string; shortened?: boolean }): Promise<SeededRoom[]>
  /** A key of a company, and one of its clients. */
  apiKey(): Promise<{ key: string; clientId: string }>
  /** A company with one document, and its owner signed in: a cookie's name and value. */
  member(): Promise<{ companyId: string; cookie: string }>
  /** What the server does by itself within ten seconds: plans made over empty tables are made anew. */
  analyze(): Promise<void>
  close(): Promise<void>
}

export async function seeding(service: { dataDir: string; url: string }): Promise<Seeding> {
  const postgres = await joinPostgres({ dataDir: service.dataDir })
  const rootKey = Buffer.from(readFileSync(join(service.dataDir, 'keys', 'root.key'), 'utf8').trim(), 'hex')
  const secrets = secretsFrom(rootKey)
  const config = { ...readConfig({ CLING_DATA: service.dataDir }), publicUrl: service.url }
  const system = makeSystem({
    config,
    secrets,
    ownerUrl: postgres.ownerUrl,
    clock: systemClock,
    log: makeLog({ level: 'silent', redact: [] }),
    choose: makeChoice().choose,
    poolSize: 4,
  })
  const { services } = system
  return {
    system,
    ownerUrl: postgres.ownerUrl,
    async rooms(count, of = {}) {
      const made = []
      for (let i = 0; i < count; i++) {
        const quote = await sentQuote(services, of)
        made.push({ quote, path: `${roomPath(linkToken(secrets, quote.links[0] as string))}/` })
      }
      return made
    },
    async apiKey() {
      const quote = await sentQuote(services, { send: false })
      return services.database.company(quote.companyId, async tx => {
        const { key } = await makeApiKey(
          services,
          tx,
          { companyId: quote.companyId, memberId: quote.actor.memberId },
          'bench',
        )
        const client = await tx.selectFrom('client').select('id').executeTakeFirstOrThrow()
        return { key, clientId: client.id }
      })
    },
    async member() {
      const { companyId, actor } = await sentQuote(services, { send: false })
      if (actor.kind !== 'member') throw new Error('Only people sign in.')
      const { cookie } = await services.database.outside(tx =>
        beginSession(services, tx, actor, {
          ip: '127.0.0.1',
          userAgent: 'bench',
          language: 'sv',
          url: new URL(service.url),
        }),
      )
      return { companyId, cookie: cookie.split(';')[0] as string }
    },
    async analyze() {
      const owner = new pg.Client({ connectionString: postgres.ownerUrl })
      await owner.connect()
      await owner.query('analyze')
      await owner.end()
    },
    async close() {
      await system.close()
      await postgres.stop()
    },
  }
}
