// An incident has the fields of the authority's form, a clock that begins with awareness, and those it concerns worked out from what is
// declared and written down.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runIncident } from '../cli/incident.ts'
import { movableClock } from '../platform/clock.ts'
import { ask } from '../testing/ask.ts'
import { clause } from '../testing/clause.ts'
import { runWaiting, sentTo } from '../testing/run-waiting.ts'
import { type SentQuote, sentQuote } from '../testing/sent-quote.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { watchIncidents } from './incidents.ts'
import { tellOfIncident } from './mail.ts'

const HOUR = 3_600_000
const NOW = new Date('2026-11-24T10:00:00Z')
const clock = movableClock(NOW)
const folder = mkdtempSync(join(tmpdir(), 'cling-incident-'))
let service: TestService
let hit: SentQuote
let spared: SentQuote
beforeAll(async () => {
  service = await startTestService({ jobs: false, clock })
  clock.set(new Date('2026-11-20T10:00:00Z'))
  spared = await sentQuote(service.services)
  clock.set(new Date('2026-11-23T10:00:00Z'))
  hit = await sentQuote(service.services)
  clock.set(NOW)
})
afterAll(async () => {
  await service.close()
  rmSync(folder, { recursive: true, force: true })
})

const facts = {
  contact: 'Dataskyddsombudet, integritet@prov.example',
  discoveredHow: 'Mejlleverantören hörde av sig.',
  what: 'En hemlig planteradtext om vad som hände hos leverantören.',
  consequences: 'Adresser kan ha setts av obehöriga.',
  measures: 'Nyckeln är bytt.',
  informing: 'Företagen får besked och ett förslag till text.',
}
const open = (change: object = {}) => {
  const path = join(folder, `${Math.random()}.json`)
  const scope = { from: '2026-11-22T00:00:00Z', to: '2026-11-24T00:00:00Z', processor: 'mail' }
  writeFileSync(path, JSON.stringify({ awareAt: NOW.toISOString(), risk: 'likely', facts, scope, ...change }))
  return runIncident(service.services, ['open', path])
}
const draft = async (number: string) => JSON.parse(await runIncident(service.services, ['draft', number]))
const ownerOf = async (quote: SentQuote) =>
  (
    await ask(service.ownerUrl, 'select a.email from member m join account a on a.id = m.account_id where m.id = $1', [
      quote.actor.memberId,
    ])
  )[0].email
const alarms = () => service.logs.flatMap(l => /"alarm":"(incident[^"]*)"/.exec(l)?.[1] ?? [])

describe('an incident', () => {
  test(
    'has the fields of the authority’s form, and whom it concerns from what was disclosed and declared',
    clause('L-5'),
    async () => {
      const number = await open()
      const form = await draft(number)
      expect(Object.keys(form)).toEqual([
        'Personuppgiftsansvarig eller biträde',
        'Egen referens',
        'Kontaktperson',
        'Incidenten inleddes',
        'Incidenten avslutades',
        'Incidenten upptäcktes',
        'Hur den upptäcktes',
        'Anmäls senast',
        'Vad som hände',
        'Grupper av registrerade',
        'Slag av personuppgifter',
        'Antal registrerade',
        'Antal företag',
        'Sannolika konsekvenser',
        'Hur allvarlig',
        'Åtgärder',
        'Information till de registrerade',
        'Skäl för sen eller utebliven anmälan',
      ])
      expect(form['Anmäls senast']).toBe('2026-11-27T10:00:00.000Z')
      // Two people of one company had mail in the time; the other company's had it before.
      const told = await ask(
        service.ownerUrl,
        `select count(distinct subject_id)::int as n from disclosure where processor = 'mail' and company_id = $1 and at >= $2`,
        [hit.companyId, new Date('2026-11-22T00:00:00Z')],
      )
      expect(told[0].n).toBeGreaterThan(0)
      expect([form['Antal registrerade'], form['Antal företag']]).toEqual([told[0].n, 1])
      expect(form['Slag av personuppgifter']).toContain('Kontaktuppgift')
      // What never goes by mail is not said to have been there.
      expect(form['Slag av personuppgifter']).not.toContain('Personnummer')
      expect(form['Grupper av registrerade']).toContain('Slutkund')
      // A break-in here concerns all that is declared of everybody who was here by then.
      const scope = { from: '2026-11-22T00:00:00Z', to: '2026-11-24T00:00:00Z' }
      const whole = await draft(await open({ scope }))
      expect(whole['Antal företag']).toBe(2)
      expect(whole['Slag av personuppgifter']).toContain('Personnummer')
      const one = await draft(await open({ scope: { ...scope, companies: [spared.companyId] } }))
      expect(one['Antal företag']).toBe(1)
      expect(one['Antal registrerade']).toBeLessThan(whole['Antal registrerade'])
      await ask(service.ownerUrl, 'update incident set closed_at = $1', [NOW])
      // What was written of it lies encrypted.
      const rows = await ask(service.ownerUrl, 'select * from incident')
      expect(
        JSON.stringify(rows) + rows.map(r => r.described.toString('latin1')).join() + service.logs.join(),
      ).not.toContain('planteradtext')
    },
  )

  test('is told to each company it concerns, with its own figures, and to no other', clause('L-5'), async () => {
    await ask(service.ownerUrl, 'delete from incident_company')
    const number = await open()
    await runWaiting(service, tellOfIncident as never)
    const [mail, ...more] = await sentTo(service, await ownerOf(hit))
    expect(more).toEqual([])
    expect(mail?.subject).toBe(`Personuppgiftsincident ${number} rör era kunder`)
    expect(mail?.body_text).toMatch(/Den gäller \d+ personer hos er: .*kontaktuppgift/)
    expect(mail?.body_text).toContain('Förslag till besked till era kunder')
    expect(mail?.body_text).not.toContain('planteradtext')
    expect(await sentTo(service, await ownerOf(spared))).toEqual([])
    // Once, also when the job runs again; and noted.
    await tellOfIncident.run(
      service.services,
      {
        incidentId: (await ask(service.ownerUrl, 'select id from incident where number = $1', [number]))[0].id,
      } as never,
      1,
    )
    expect(await sentTo(service, await ownerOf(hit))).toHaveLength(1)
    expect(await ask(service.ownerUrl, 'select told_at from incident_company')).toEqual([{ told_at: NOW }])
    await ask(service.ownerUrl, 'update incident set closed_at = $1', [NOW])
  })

  test(
    'is alarmed from awareness on until it is reported, and a company that is not told within a day',
    clause('L-5'),
    async () => {
      service.logs.length = 0
      const number = await open()
      const at = async (hours: number) => {
        clock.set(new Date(NOW.getTime() + hours * HOUR))
        const before = alarms().length
        await watchIncidents.run(service.services)
        return alarms().slice(before)
      }
      expect(await at(23.9)).toEqual([])
      // The mail has not left yet.
      expect(await at(24)).toEqual(['incident-waits', 'incident-company-untold'])
      clock.set(NOW)
      await runWaiting(service, tellOfIncident as never)
      expect(await at(25)).toEqual([])
      expect(await at(48)).toEqual(['incident-waits'])
      expect(await at(71.9)).toEqual(['incident-waits'])
      expect(await at(72)).toEqual(['incident-late'])
      // Too late to be reported without saying why.
      clock.set(new Date(NOW.getTime() + 73 * HOUR))
      await expect(runIncident(service.services, ['report', number])).rejects.toMatchObject({
        code: 'incident-late-without-reason',
      })
      clock.set(NOW)
      await runIncident(service.services, ['report', number])
      expect(await at(100)).toEqual([])
      clock.set(NOW)
    },
  )

  test(
    'is documented also when it is not reported, and closed at high risk only when the people know',
    clause('L-5'),
    async () => {
      const quiet = await open({ risk: 'unlikely' })
      await expect(runIncident(service.services, ['close', quiet, 'not-needed'])).rejects.toMatchObject({
        code: 'incident-late-without-reason',
      })
      const said = await open({ risk: 'unlikely', facts: { ...facts, notReported: 'Uppgifterna var krypterade.' } })
      await runIncident(service.services, ['close', said, 'not-needed'])
      const high = await open({ risk: 'high' })
      await runIncident(service.services, ['report', high])
      await expect(runIncident(service.services, ['close', high, 'not-needed'])).rejects.toMatchObject({
        code: 'incident-persons-untold',
      })
      await runIncident(service.services, ['close', high, 'told'])
      expect((await draft(said))['Skäl för sen eller utebliven anmälan']).toBe('Uppgifterna var krypterade.')
      await expect(open({ awareAt: '2026-11-25T10:00:00Z' })).rejects.toMatchObject({
        code: 'incident-from-the-future',
      })
    },
  )
})
