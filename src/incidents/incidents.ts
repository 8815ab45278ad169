// The register of incidents (GDPR art. 33–34). Its fields are those of the form of Integritetsskyddsmyndigheten. The clock begins when somebody
// becomes aware: 72 hours to the authority, 24 to every company whose clients it concerns. Whom it concerns is computed from what was
// disclosed and from the declarations, never guessed.
import { sql } from 'kysely'
import { z } from 'zod'
import { declaredColumns } from '../datamap/register.ts'
import type { Table } from '../datamap/table.ts'
import { categories, subjects } from '../datamap/vocabulary.ts'
import { stockholmDate } from '../kernel/dates.ts'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { sweep } from '../platform/jobs/job.ts'
import { decrypt, encrypt, place } from '../platform/vault/cipher.ts'
import type { Scope } from './incidents.tables.ts'
import { queueIncidentMail } from './mail.ts'

const HOUR = 3_600_000
export const AUTHORITY_HOURS = 72
export const COMPANY_HOURS = 24
/** Hours after which whoever keeps the register is reminded while nothing is reported. */
export const ALARM_HOURS = [24, 48, 66, 72] as const

/** What the form asks in words. */
export const Facts = z.object({
  contact: z.string().trim().min(3).max(200),
  discoveredHow: z.string().trim().min(3).max(2000),
  what: z.string().trim().min(10).max(5000),
  consequences: z.string().trim().min(3).max(5000),
  measures: z.string().trim().min(3).max(5000),
  /** How people are told, or why not. */
  informing: z.string().trim().min(3).max(2000),
  /** Why it is reported after 72 hours, or not at all. */
  notReported: z.string().trim().max(2000).optional(),
})
export type Facts = z.infer<typeof Facts>

export type NewIncident = {
  awareAt: Date
  beganAt: Date | null
  endedAt: Date | null
  risk: 'unlikely' | 'likely' | 'high'
  facts: Facts
  scope: Scope
}

export type Reach = {
  companyId: string | null
  persons: number
  kinds: string[]
  columns: string[]
}

/** Opens an incident; every company it concerns is told, with its own figures. */
export async function openIncident(services: Services, input: NewIncident): Promise<string> {
  const facts = Facts.parse(input.facts)
  const now = services.clock.now()
  if (input.awareAt > now) throw new Problem('incident-from-the-future', {}, { status: 422 })
  return services.database.outside(async tx => {
    const id = services.newId()
    const { rows } = await sql<{ n: number }>`select nextval('incident_number') as n`.execute(tx)
    const number = `I-${stockholmDate(now).slice(0, 4)}-${String(rows[0]?.n).padStart(4, '0')}`
    await tx
      .insertInto('incident')
      .values({
        id,
        visitor_id: services.newId(),
        number,
        aware_at: input.awareAt,
        began_at: input.beganAt,
        ended_at: input.endedAt,
        risk: input.risk,
        described: encrypt(
          services.secrets.key('incident'),
          Buffer.from(JSON.stringify(facts)),
          place('incident', 'described', id, ''),
        ),
        scope: JSON.stringify(input.scope),
        reported_at: null,
        closed_at: null,
      })
      .execute()
    for (const reach of await reachOf(services, tx, input.scope)) {
      if (!reach.companyId) continue
      await tx
        .insertInto('incident_company')
        .values({ incident_id: id, company_id: reach.companyId, persons: reach.persons, told_at: null })
        .execute()
    }
    await tellCompanies.in(tx, id)
    return number
  })
}
const tellCompanies = { in: (tx: Tx, incidentId: string) => queueIncidentMail(tx, incidentId) }

/** Whom it concerns and what of theirs, a row per company. */
export async function reachOf(services: Services, tx: Tx, scope: Scope): Promise<Reach[]> {
  const { rows } = await sql<{ company_id: string; person: string | null; kind: string; columns: string[] }>`
    select * from incident_reach(${scope.processor ?? null}, ${new Date(scope.from)}, ${new Date(scope.to)}, ${
      scope.companies ? [...scope.companies] : null
    }::uuid[])`.execute(tx)
  const declared = declaredColumns(services.tables as readonly Table[])
  return [...Map.groupBy(rows, r => r.company_id)].map(([companyId, own]) => {
    const kinds = new Set(own.map(r => r.kind))
    const gone = new Set(own.flatMap(r => r.columns))
    const columns = declared.filter(c => {
      const name = `${c.table}.${c.column}`
      if (!c.personal || (scope.columns && !scope.columns.includes(name))) return false
      // What went to a supplier is what was written down that it got; of a break-in here, all that is declared of those people.
      return scope.processor
        ? gone.has(name)
        : kinds.has(c.personal.subject) || (kinds.has('client') && c.personal.subject === 'co-applicant')
    })
    return {
      companyId,
      persons: new Set(own.map(r => r.person ?? '')).size,
      kinds: [...kinds].sort(),
      columns: columns.map(c => `${c.table}.${c.column}`).sort(),
    }
  })
}

/** What the authority’s form asks, filled in as far as it is known; a draft that a person reads and sends. */
export async function draftOf(services: Services, number: string) {
  return services.database.outside(async tx => {
    const row = await tx.selectFrom('incident').selectAll().where('number', '=', number).executeTakeFirst()
    if (!row) throw new Problem('not-found', {}, { status: 404 })
    const facts = Facts.parse(
      JSON.parse(
        decrypt(services.secrets.key('incident'), row.described, place('incident', 'described', row.id, '')).toString(
          'utf8',
        ),
      ),
    )
    const reach = await reachOf(services, tx, row.scope)
    const declared = new Map(
      declaredColumns(services.tables as readonly Table[]).map(c => [`${c.table}.${c.column}`, c]),
    )
    const { operator } = services.config
    const of = [...new Set(reach.flatMap(r => r.columns))].flatMap(name => declared.get(name)?.personal ?? [])
    return {
      'Personuppgiftsansvarig eller biträde': `${operator.name}, ${operator.organisationNumber}`,
      'Egen referens': row.number,
      Kontaktperson: facts.contact,
      'Incidenten inleddes': row.began_at?.toISOString() ?? 'inte känt',
      'Incidenten avslutades': row.ended_at?.toISOString() ?? 'pågår eller inte känt',
      'Incidenten upptäcktes': row.aware_at.toISOString(),
      'Hur den upptäcktes': facts.discoveredHow,
      'Anmäls senast': new Date(row.aware_at.getTime() + AUTHORITY_HOURS * HOUR).toISOString(),
      'Vad som hände': facts.what,
      'Grupper av registrerade': [...new Set(of.map(p => subjects[p.subject].sv))].sort(),
      'Slag av personuppgifter': [...new Set(of.map(p => categories[p.holds].sv))].sort(),
      'Antal registrerade': reach.reduce((sum, r) => sum + r.persons, 0),
      'Antal företag': reach.length,
      'Sannolika konsekvenser': facts.consequences,
      'Hur allvarlig': { unlikely: 'Osannolik risk', likely: 'Risk', high: 'Hög risk' }[row.risk],
      Åtgärder: facts.measures,
      'Information till de registrerade': facts.informing,
      'Skäl för sen eller utebliven anmälan': facts.notReported ?? '',
    }
  })
}

/** It has been reported, with the time; late only with its reason. */
export async function reportIncident(services: Services, number: string): Promise<void> {
  const at = services.clock.now()
  const draft = await draftOf(services, number)
  if (at > new Date(draft['Anmäls senast']) && draft['Skäl för sen eller utebliven anmälan'] === '')
    throw new Problem('incident-late-without-reason', {}, { status: 422 })
  await services.database.outside(tx =>
    tx
      .updateTable('incident')
      .set({ reported_at: at })
      .where('number', '=', number)
      .where('reported_at', 'is', null)
      .execute(),
  )
}

/** It is over. Those at high risk have been told, or it says why not; what was not reported says why. */
export async function closeIncident(services: Services, number: string, persons: 'told' | 'not-needed'): Promise<void> {
  const at = services.clock.now()
  const draft = await draftOf(services, number)
  await services.database.outside(async tx => {
    const row = await tx
      .selectFrom('incident')
      .selectAll()
      .where('number', '=', number)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const reason = draft['Skäl för sen eller utebliven anmälan']
    if (!row.reported_at && reason === '') throw new Problem('incident-late-without-reason', {}, { status: 422 })
    if (row.risk === 'high' && persons !== 'told') throw new Problem('incident-persons-untold', {}, { status: 422 })
    await tx.updateTable('incident').set({ closed_at: at, persons_told: persons }).where('id', '=', row.id).execute()
  })
}

export const watchIncidents = sweep('watch-incidents', {
  does: 'Alarms while an incident is not reported, and when a company has not been told within a day.',
  everySeconds: 300,
  async run(services) {
    const now = services.clock.now().getTime()
    await services.database.outside(async tx => {
      const open = await tx
        .selectFrom('incident')
        .selectAll()
        .where('reported_at', 'is', null)
        .where('closed_at', 'is', null)
        .forUpdate()
        .execute()
      for (const row of open) {
        const hours = (now - row.aware_at.getTime()) / HOUR
        const due = ALARM_HOURS.filter(h => hours >= h).length
        if (due <= row.alarms) continue
        const how = { number: row.number, hoursLeft: Math.max(0, Math.ceil(AUTHORITY_HOURS - hours)) }
        if (hours >= AUTHORITY_HOURS)
          services.log.error({ alarm: 'incident-late', ...how }, 'an incident should have been reported')
        else services.log.warn({ alarm: 'incident-waits', ...how }, 'an incident is to be reported')
        await tx.updateTable('incident').set({ alarms: due }).where('id', '=', row.id).execute()
      }
      const untold = await tx
        .selectFrom('incident_company as c')
        .innerJoin('incident as i', 'i.id', 'c.incident_id')
        .select(['i.number', 'c.company_id'])
        .where('c.told_at', 'is', null)
        .where('i.aware_at', '<=', new Date(now - COMPANY_HOURS * HOUR))
        .execute()
      for (const u of untold)
        services.log.error(
          { alarm: 'incident-company-untold', number: u.number, companyId: u.company_id },
          'a company has not been told of an incident',
        )
    })
  },
})
