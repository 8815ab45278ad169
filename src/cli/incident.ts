// `cling incident`: an incident is written down when somebody becomes aware of it; the draft is what the authority’s form asks.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { makeChoice } from '../adapters.ts'
import { redactedNames } from '../datamap/register.ts'
import { incidentMessages } from '../incidents/incidents.messages.ts'
import { closeIncident, draftOf, Facts, openIncident, reportIncident } from '../incidents/incidents.ts'
import { say } from '../kernel/messages.ts'
import { Problem } from '../kernel/problem.ts'
import { systemClock } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'
import type { Services } from '../platform/context.ts'
import { joinPostgres } from '../platform/database/embedded/index.ts'
import { makeLog } from '../platform/log.ts'
import { platformMessages } from '../platform/platform.messages.ts'
import { localRootKey, secretsFrom } from '../platform/secrets.ts'
import { tables } from '../schema.ts'
import { makeSystem } from '../system.ts'

const HELP = `incident open FIL                       skriver ned en incident; företagen som berörs får veta
incident list                           incidenter, med tid kvar
incident draft NUMMER                   utkast till anmälan till IMY, med vilka som berörs
incident report NUMMER                  den är anmäld
incident close NUMMER told|not-needed   den är över; om de registrerade fått veta

FIL är JSON: awareAt, beganAt, endedAt, risk (unlikely, likely, high), scope (from, to, processor, companies) och
facts (contact, discoveredHow, what, consequences, measures, informing, notReported).
`
const Day = z.iso.datetime({ offset: true })
const Input = z.strictObject({
  awareAt: Day,
  beganAt: Day.nullable().default(null),
  endedAt: Day.nullable().default(null),
  risk: z.enum(['unlikely', 'likely', 'high']),
  facts: Facts,
  scope: z.strictObject({
    from: Day,
    to: Day,
    processor: z.string().optional(),
    columns: z.array(z.string()).optional(),
    companies: z.array(z.uuid()).optional(),
  }),
})

export async function incidentCommand(args: readonly string[]): Promise<number> {
  const config = readConfig(process.env)
  const database = config.databaseUrl
    ? { ownerUrl: config.databaseUrl, stop: async () => {} }
    : await joinPostgres({ dataDir: config.dataDir })
  const system = makeSystem({
    config,
    secrets: secretsFrom(config.rootKey ?? localRootKey(config.dataDir)),
    ownerUrl: database.ownerUrl,
    clock: systemClock,
    log: makeLog({ level: config.logLevel, redact: redactedNames(tables) }),
    choose: makeChoice().choose,
  })
  try {
    process.stdout.write(`${await runIncident(system.services, args)}\n`)
    return 0
  } catch (error) {
    const known = { ...platformMessages, ...incidentMessages }
    const message = error instanceof Problem ? known[error.code as 'not-found'] : undefined
    if (!message) throw error
    process.stderr.write(`${say(message, 'sv', (error as Problem).facts)}\n`)
    return 1
  } finally {
    await system.close()
    await database.stop()
  }
}

/** What a command did, in words. */
export async function runIncident(
  services: Services,
  [what, which = '', how = '']: readonly string[],
): Promise<string> {
  const date = (text: string | null) => (text ? new Date(text) : null)
  switch (what) {
    case 'open': {
      const i = Input.parse(JSON.parse(readFileSync(which, 'utf8')))
      return openIncident(services, {
        ...i,
        awareAt: new Date(i.awareAt),
        beganAt: date(i.beganAt),
        endedAt: date(i.endedAt),
      })
    }
    case 'list': {
      const rows = await services.database.outside(tx =>
        tx
          .selectFrom('incident')
          .select(['number', 'aware_at', 'risk', 'reported_at', 'closed_at'])
          .orderBy('number')
          .execute(),
      )
      return rows
        .map(
          r =>
            `${r.number}  känd ${r.aware_at.toISOString()}  ${r.risk}${r.reported_at ? '  anmäld' : ''}${r.closed_at ? '  avslutad' : ''}`,
        )
        .join('\n')
    }
    case 'draft':
      return JSON.stringify(await draftOf(services, which), null, 2)
    case 'report':
      await reportIncident(services, which)
      return `${which} är anmäld.`
    case 'close':
      if (how !== 'told' && how !== 'not-needed') return HELP
      await closeIncident(services, which, how)
      return `${which} är avslutad.`
    default:
      return HELP
  }
}
