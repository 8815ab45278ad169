// Afterwards: some are erased, an older backup is restored, and time goes past every hold. Each time everything is searched again: what is
// gone is they, and only they.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeChoice } from '../../adapters.ts'
import { categories } from '../../datamap/vocabulary.ts'
import { restore } from '../../platform/database/restore.ts'
import { packagePath } from '../../platform/package-path.ts'
import { mailSender } from '../../platform/ports/mail.ts'
import { eraseAgain, noteProcessor } from '../../privacy/erasure/erasure.ts'
import { replay, replayFile, tombstoneFile } from '../../privacy/erasure/tombstones.ts'
import { approve, open, read } from '../../privacy/rights/cases.ts'
import { slices } from '../../slices.ts'
import { makeSystem } from '../../system.ts'
import { ask } from '../ask.ts'
import { testDatabase } from '../test-database.ts'
import { TEST_ROOT_KEY, testSecrets } from '../test-secrets.ts'
import { closed } from './closed.ts'
import { type Evidence, type Found, gather, inDatabase, type Since } from './evidence.ts'
import type { Marker } from './markers.ts'
import type { Mutable, Mutation } from './mutations.ts'
import type { Station } from './station.ts'
import { type Person, tenantOf, type World } from './world.ts'

/** Who is erased, and who goes along: a household goes whole with its first person. */
const ASKED = ['asa-a', 'member-a', 'reader', 'visitor'] as const
const GONE: ReadonlySet<string> = new Set<Person>([...ASKED, 'erik-a'])

export type Aftermath = { leaks: string[]; mutations: Mutation[] }

export async function aftermath(m: Mutable): Promise<Aftermath> {
  const keys = await keysOf(m)
  const since = marks(m.station)
  const leaks: string[] = []
  for (const person of ASKED) leaks.push(...(await eraseByCase(m, person)))
  const erased = await gather(m.station, m.world, m.tables, m.search, since)
  leaks.push(...remaining(erased), ...(await keysLeft(m, keys)), ...(await othersGone(m, erased)))
  const mutations = [...(await leftBehind(m)), ...(await skipped(m))]
  const restored = await restoredOlder(m)
  leaks.push(...restored.leaks)
  mutations.push(...restored.mutations)
  const left = await closed(m)
  leaks.push(...left.leaks)
  mutations.push(...left.mutations)
  const over = await pastTheHolds(m)
  return { leaks: [...leaks, ...over.leaks], mutations: [...mutations, ...over.mutations] }
}

const marks = (station: Station): Since => ({
  logs: station.service.logs.length,
  payloads: station.payloads.length,
  answers: station.answers.length,
  left: station.leftSoFar(),
})

const gone = (m: Marker) => GONE.has(m.of) && (m.and === undefined || GONE.has(m.and))
/** A random number may stand where a choice is proven, and where the case and its tombstone say whose they were: it leads to nothing. */
const ofNobody = (m: Marker, place: Found['place']) =>
  m.holds === 'identifier' &&
  (place.is === 'copy' ||
    (place.is === 'file' && place.path === 'tombstones') ||
    (place.is === 'cell' && ['consent_event', 'consent_account', 'rights_case', 'erasure'].includes(place.table)))

function remaining(evidence: Pick<Evidence, 'found'>): string[] {
  return [
    ...new Set(
      evidence.found
        .filter(f => gone(f.marker))
        .flatMap(f => stillThere(f).map(where => `${f.marker.field} of ${f.marker.of} ${where}`)),
    ),
  ]
}

function stillThere({ marker, form, place }: Found): string[] {
  if (ofNobody(marker, place)) return []
  switch (place.is) {
    case 'cell':
      if (place.schema === 'public') return [`still stands in ${place.table}.${place.column}`]
      if (place.schema !== 'restricted') return [`still stands in ${place.schema}.${place.table}`]
      // What a hold keeps lies apart; a number or a key lies in clear there neither.
      return categories[marker.holds].risk === 4 ? ['stands in clear among what is kept apart'] : []
    case 'left':
      // The answer goes to whoever asked.
      return isOwnAddress(marker, place.to) ? [] : [`reached ${place.processor} afterwards (${form})`]
    case 'copy':
      return [`stands in a backup made afterwards, in ${place.path} (${form})`]
    default:
      return [`stands afterwards in: ${place.is} (${form})`]
  }
}
const isOwnAddress = (marker: Marker, to: string) => marker.value.toLowerCase() === to.toLowerCase()

/** As the person asks and the company or the operator answers. A case that is answered before a supplier has is a leak of its own. */
async function eraseByCase({ station, world, evidence }: Mutable, person: (typeof ASKED)[number]): Promise<string[]> {
  const { services } = station.service
  const who = world.found.get(person)
  if (!who) throw new Error(`${person} was never found.`)
  const address =
    world.plant.markers.find(x => x.of === person && /\.email$/.test(x.field) && x.field !== 'client.email')?.value ??
    null
  const outside = <T>(work: Parameters<typeof services.database.outside<T>>[0]) => services.database.outside(work)
  const c = await outside(tx =>
    open(services, tx, { kind: 'erasure', cameBy: 'page', person: who, level: 3, language: 'sv', answerTo: address }),
  )
  await station.work()
  if (c.controller === 'company' && c.companyId) await outside(tx => approve(services, tx, c.id, c.companyId as string))
  await station.work()
  const rows = () =>
    ask(
      station.service.superuserUrl,
      'select p.erasure_id, p.processor, p.state from erasure_processor p join erasure e on e.id = p.erasure_id where e.case_id = $1',
      [c.id],
    )
  const wrong: string[] = []
  const waiting = (await rows()).filter(r => !['done', 'not-held', 'blocked-by-law'].includes(r.state))
  if (waiting.length > 0 && (await outside(tx => read(tx, c.id))).state === 'answered')
    wrong.push(`${person} was told that all is erased before ${waiting.map(w => w.processor)} had answered`)
  for (const w of waiting)
    await noteProcessor(services, {
      erasureId: w.erasure_id,
      processor: w.processor,
      state: 'done',
      by: 'Prov Provsson',
      evidence: 'Svar i brev, ärende 7.',
    })
  await station.work()
  const asked = new Set((await rows()).map(r => r.processor as string))
  wrong.push(...notAsked(evidence, new Set<string>([person]), asked, await station.mailSupplierForgot()))
  const after = await outside(tx => read(tx, c.id))
  if (after.state !== 'answered') wrong.push(`${person}’s case is ${after.state} when all is done`)
  return wrong
}

/** Everybody outside who had received something of theirs must have been asked; a supplier that forgets at a call, been called. */
function notAsked(
  evidence: Evidence,
  whose: ReadonlySet<string>,
  asked: ReadonlySet<string>,
  forgot: readonly string[],
): string[] {
  const told = evidence.found.flatMap(f =>
    f.place.is === 'left' && whose.has(f.marker.of)
      ? [{ to: f.place.to, processor: f.place.processor, marker: f.marker }]
      : [],
  )
  const processors = new Set(told.map(t => t.processor))
  const addresses = new Set(
    told
      .filter(t => t.processor === 'mail' && t.marker.value.toLowerCase() === t.to.toLowerCase())
      .map(t => t.to.toLowerCase()),
  )
  return [
    ...[...processors]
      .filter(p => !asked.has(p))
      .map(p => `${p} had something of ${[...whose]} and was not asked to erase it`),
    ...[...addresses]
      .filter(a => !forgot.includes(a))
      .map(() => `the mail supplier was not called to forget the address of ${[...whose]}`),
  ]
}

type Key = { company_id: string; id: string }
const keysOf = ({ station, world }: Mutable): Promise<Key[]> => {
  const people = ['asa-a', 'erik-a']
    .map(p => world.found.get(p as Person))
    .flatMap(f => (f && 'personId' in f ? [f.personId] : []))
  return ask(
    station.service.superuserUrl,
    'select company_id, key_id as id from client_person where id = any($1) and key_id is not null',
    [people],
  ) as Promise<Key[]>
}
/** A key that is there opens what lies in every backup. */
async function keysLeft({ station }: Mutable, keys: readonly Key[]): Promise<string[]> {
  if (keys.length < 2) return ['the household had no keys of its own to destroy']
  const left = await ask(
    station.service.superuserUrl,
    'select id from vault.key where id = any($1) and wrapped is not null',
    [keys.map(k => k.id)],
  )
  return left.map(() => 'the key of an erased person’s number is still there')
}

/** Only they are gone: everybody else’s values stand where they stood. */
async function othersGone({ world, evidence }: Mutable, after: Evidence): Promise<string[]> {
  const own = (e: Pick<Evidence, 'found'>) =>
    new Set(
      e.found.flatMap(f =>
        f.place.is === 'cell' && `${f.place.table}.${f.place.column}` === f.marker.field
          ? [`${f.marker.field} of ${f.marker.of}`]
          : [],
      ),
    )
  const still = own(after)
  return [...own(evidence)]
    .filter(name => !still.has(name))
    .filter(name => !world.plant.markers.some(x => GONE.has(x.of) && name === `${x.field} of ${x.of}`))
    .map(name => `${name} went along with somebody else`)
}

/** Something left over, or a mail sent all the same. */
async function leftBehind(m: Mutable): Promise<Mutation[]> {
  const sql = (text: string, values: unknown[] = []) => ask(m.station.service.superuserUrl, text, values)
  const name = markerOf(m.world, 'client_person.name', 'asa-a').value
  const mail = markerOf(m.world, 'account.email', 'member-a').value
  const company = m.evidence.companies.get('a')
  const faults: [string, () => Promise<unknown>, () => Promise<unknown>][] = [
    [
      'a name left in the search index',
      () => sql(`create table search_index as select $1::text as words`, [name]),
      () => sql('drop table search_index'),
    ],
    [
      'a row left behind',
      () =>
        sql(
          `insert into client (company_id, id, kind, name, created_at, updated_at) values ($1, gen_random_uuid(), 'person', $2, now(), now())`,
          [company, name],
        ),
      () => sql('delete from client where name = $1', [name]),
    ],
    [
      'a colleague’s address left in a case',
      () => sql(`update rights_case set number = number || $1`, [mail]),
      () => sql(`update rights_case set number = replace(number, $1, '')`, [mail]),
    ],
    [
      'a number in clear among what is kept apart',
      () =>
        sql(`update restricted.item set content = content || jsonb_build_object('number', $1::text)`, [
          markerOf(m.world, 'client_person.personal_number', 'erik-a').value,
        ]),
      () => sql(`update restricted.item set content = content - 'number'`),
    ],
  ]
  const done: Mutation[] = []
  for (const [name, put, back] of faults) {
    await put()
    const found = await inDatabase(m.station, m.tables, m.search)
    await back()
    done.push({ name: `erasure: ${name}`, caught: remaining({ found }).length > 0 })
  }
  return done
}

/** Another is erased while a supplier is left out, or is believed without having been asked. */
async function skipped(m: Mutable): Promise<Mutation[]> {
  const { services } = m.station.service
  const left = new Set(
    m.evidence.found.flatMap(f => (f.place.is === 'left' && f.marker.of === 'asa-b' ? [f.place.processor] : [])),
  )
  const done: Mutation[] = [...left].map(processor => ({
    name: `erasure: ${processor} is not asked`,
    caught:
      notAsked(m.evidence, new Set(['asa-b']), new Set([...left].filter(p => p !== processor)), [addressOf(m.world)])
        .length > 0,
  }))
  const port = services.ports.get(mailSender) as unknown as { erase?: unknown }
  const { erase } = port
  port.erase = async () => ({ state: 'done' })
  const wrong = await eraseByCase(m, 'asa-b' as never)
  port.erase = erase
  done.push({ name: 'erasure: the mail supplier is believed and was never called', caught: wrong.length > 0 })
  return done
}
const addressOf = (world: World) => markerOf(world, 'client_person.email', 'asa-b').value.toLowerCase()

/** A backup from before is put back: what was erased since must be erased again before anybody is answered. */
async function restoredOlder(m: Mutable): Promise<Aftermath> {
  const folder = mkdtempSync(join(tmpdir(), 'cling-canary-'))
  const database = await testDatabase({ migrated: false })
  const dataDir = join(folder, 'data')
  try {
    await restore({
      from: m.evidence.copy,
      dataDir,
      ownerUrl: database.ownerUrl,
      rootKey: TEST_ROOT_KEY,
      migrations: packagePath('migrations'),
    })
    const { choose } = makeChoice()
    const system = makeSystem({
      config: { ...m.station.service.services.config, dataDir },
      secrets: testSecrets,
      ownerUrl: database.ownerUrl,
      clock: m.station.clock,
      log: m.station.service.services.log,
      choose,
      poolSize: 4,
    })
    const there = {
      ...m.station,
      service: { ...m.station.service, services: system.services, superuserUrl: database.superuserUrl },
    } as Station
    try {
      const before = remaining({ found: await inDatabase(there, m.tables, m.search) })
      writeFileSync(replayFile(dataDir), readFileSync(tombstoneFile(m.station.service.dataDir)))
      await replay(system.services, eraseAgain)
      const leaks = remaining({ found: await inDatabase(there, m.tables, m.search) })
      return {
        leaks: leaks.map(l => `after a restore: ${l}`),
        mutations: [{ name: 'restore: erasures are not done again', caught: before.length > 0 }],
      }
    } finally {
      await system.close()
    }
  } finally {
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What a company says of itself and of those who work there, and what it writes again and again, stays while it is a customer; so does an address that asked for letters. */
const LIVING = /^(company|member|account|document_template|snippet)\.|^newsletter_reader\.email$/
/** Long after the last quote, and after the last day of the last hold. */
/** What a worker does by itself, all of it. */
const sweeps = slices.flatMap(s => s.sweeps ?? [])
const NIGHTS = ['2029-01-02T02:00:00Z', '2035-06-01T02:00:00Z', '2037-01-02T02:00:00Z']

/** Ten years on, night by night where something is due. What has had its time is nowhere, apart or not, and no key opens it. */
async function pastTheHolds(m: Mutable): Promise<Aftermath> {
  const { station, world, tables, search } = m
  const { services } = station.service
  const look = async () => [...overdue(await inDatabase(station, tables, search)), ...(await heldStill(station, world))]
  const mutations: Mutation[] = []
  for (const [n, at] of NIGHTS.entries()) {
    station.clock.set(new Date(at))
    if (n === NIGHTS.length - 1)
      mutations.push({ name: 'retention: the last night does not come', caught: (await look()).length > 0 })
    const forgetful = { ...services, tables: tables.filter(t => n > 0 || t.name !== 'former_customer') }
    for (const sweep of sweeps) await sweep.run(forgetful)
    await station.work()
    if (n === 0) mutations.push({ name: 'retention: a rule that is left out', caught: (await look()).length > 0 })
  }
  return { leaks: (await look()).map(what => `after its last day ${what}`), mutations }
}

function overdue(found: readonly Found[]): string[] {
  const due = found.filter(
    ({ marker, place }) =>
      place.is === 'cell' &&
      !LIVING.test(`${place.table}.${place.column}`) &&
      !(place.table === 'newsletter_reader' && marker.of === 'reader'),
  )
  return [
    ...new Set(
      due.map(
        ({ marker, place }) =>
          `${marker.field} of ${marker.of} stands in ${place.is === 'cell' ? `${place.table}.${place.column}` : ''}`,
      ),
    ),
  ]
}

/** Anything that is kept apart, and any key that would open it. */
async function heldStill(station: Station, world: World): Promise<string[]> {
  const companies = [...world.found.values()].flatMap(f => (f.kind === 'company' ? [f.companyId] : []))
  const url = station.service.superuserUrl
  const items = await ask(url, 'select distinct table_name from restricted.item where company_id = any($1)', [
    companies,
  ])
  const keys = await ask(
    url,
    `select bucket from vault.key where company_id = any($1) and wrapped is not null and bucket like 'evidence-%'`,
    [companies],
  )
  return [...items.map(i => `${i.table_name} is kept apart`), ...keys.map(k => `a key of ${k.bucket} is there`)]
}

function markerOf(world: World, field: string, of: Person): Marker {
  const found = world.plant.markers.find(m => m.field === field && m.of === of)
  if (!found) throw new Error(`${of} has no ${field} (${tenantOf(of) ?? 'no company'}).`)
  return found
}
