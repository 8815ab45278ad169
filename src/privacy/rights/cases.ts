// A case from the day it came to the day it is answered. What is asked is carried out by whoever says `handledBy`; this file keeps who is
// asking, who answers and by when. Nothing here knows what an extract or an erasure is.
import { sql } from 'kysely'
import { z } from 'zod'
import { choicesOf } from '../../instructions/instructions.ts'
import { daysBetween, stockholmDate } from '../../kernel/dates.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Services } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { job, sweep } from '../../platform/jobs/job.ts'
import { decrypt, encrypt, place } from '../../platform/vault/cipher.ts'
import type { Person } from '../subjects/person.ts'
import { alarmsDue, answerBy, extendedBy, releaseOn } from './clock.ts'
import { type CaseKind, caseKinds } from './kinds.ts'
import { queueMail } from './mail.ts'
import type { CameBy, CaseState, Level } from './rights.tables.ts'
import { liftStop, placeStop } from './stops.ts'

export type Case = {
  id: string
  number: string
  kind: CaseKind
  state: CaseState
  cameBy: CameBy
  level: Level
  controller: 'operator' | 'company'
  /** Null while nobody is known to be asking. */
  person: Person | null
  companyId: string | null
  language: 'sv' | 'en'
  receivedOn: string
  deadline: string
  pausedDays: number
  identityAskedOn: string | null
  extended: boolean
  late: boolean
  releaseOn: string | null
  companyAnswer: 'approved' | 'objected' | 'silent' | null
  refusal: { hold: string; law: string; until: string } | null
  manifestSha256: string | null
  endedAt: Date | null
}
export type By = 'person' | 'operator' | 'company' | 'service'

/** Does what was asked. `waiting`: it goes on, and whoever does it calls `close` when it is done and verified. */
export type Handler = (services: Services, c: Case) => Promise<'answered' | 'waiting'>
const handlers = new Map<CaseKind, Handler>()
/** Says who carries out a kind of case. Called once by the slice that can. */
export const handledBy = (kind: CaseKind, handler: Handler) => void handlers.set(kind, handler)

const sealed = (services: Services, column: 'request' | 'answer_to' | 'reasons', id: string, text: string) =>
  encrypt(services.secrets.key('rights-case'), Buffer.from(text), place('rights_case', column, id, ''))
/** What stands encrypted in a case. */
export async function wordsOf(
  services: Services,
  tx: Tx,
  id: string,
  column: 'request' | 'answer_to' | 'reasons',
): Promise<string | null> {
  const row = await tx.selectFrom('rights_case').select(column).where('id', '=', id).executeTakeFirst()
  const kept = row?.[column]
  return kept
    ? decrypt(services.secrets.key('rights-case'), kept, place('rights_case', column, id, '')).toString('utf8')
    : null
}

export type Opening = {
  kind: CaseKind
  cameBy: CameBy
  /** Null where it came by mail, post or phone and nobody is identified yet. */
  person: Person | null
  level: Level
  request?: Readonly<Record<string, string>>
  answerTo?: string | null
  language: 'sv' | 'en'
  /** The day it came, where that was earlier: the clock starts at the first receipt, whoever received it. */
  receivedOn?: string
  /** Whoever at the operator entered it, where it came by mail, post or phone. */
  enteredBy?: string
}

/** Opens a case. Identity that is good enough starts it; else it waits for one, each case for its own. */
export async function open(services: Services, tx: Tx, o: Opening): Promise<Case> {
  const at = services.clock.now()
  const today = stockholmDate(at)
  const receivedOn = o.receivedOn ?? today
  if (receivedOn > today) throw new Problem('case-from-the-future', {}, { status: 422 })
  const id = services.newId()
  const { rows } = await sql<{ n: number }>`select nextval('rights_case_number') as n`.execute(tx)
  const known = o.person !== null && o.level >= caseKinds[o.kind].level
  await tx
    .insertInto('rights_case')
    .values({
      id,
      number: `R-${today.slice(0, 4)}-${String(rows[0]?.n).padStart(5, '0')}`,
      kind: o.kind,
      state: 'identity',
      came_by: o.cameBy,
      level: o.level,
      ...personColumns(o.person),
      request: o.request ? sealed(services, 'request', id, JSON.stringify(o.request)) : null,
      answer_to: o.answerTo ? sealed(services, 'answer_to', id, o.answerTo) : null,
      language: o.language,
      received_at: at,
      received_on: receivedOn,
      identity_asked_on: known ? null : today,
      deadline: answerBy(receivedOn),
      company_told_on: null,
      release_on: null,
      company_answer: null,
      reasons: null,
      refusal_hold: null,
      refusal_law: null,
      refusal_until: null,
      manifest_sha256: null,
      ended_at: null,
    })
    .execute()
  await record(
    services,
    tx,
    id,
    'received',
    o.cameBy === 'company' ? 'company' : isOwn(o.cameBy) ? 'person' : 'operator',
    o.level,
    o.enteredBy,
  )
  if (known) await begin(services, tx, await read(tx, id))
  return read(tx, id)
}
const isOwn = (cameBy: CameBy) => cameBy === 'page' || cameBy === 'account' || cameBy === 'room'

/** The person has shown who they are. A case merged with another, or like one, is asked for itself. */
export async function identify(
  services: Services,
  tx: Tx,
  id: string,
  who: { person: Person; level: Level; by: By; enteredBy?: string },
): Promise<Case> {
  const c = await lock(tx, id)
  if (c.state !== 'identity') throw new Problem('case-not-waiting', { number: c.number }, { status: 409 })
  if (who.level < caseKinds[c.kind].level)
    throw new Problem('identity-too-low', { level: caseKinds[c.kind].level }, { status: 403 })
  const paused = c.identityAskedOn ? daysBetween(c.identityAskedOn, stockholmDate(services.clock.now())) : 0
  await tx
    .updateTable('rights_case')
    .set({
      ...personColumns(who.person),
      level: who.level,
      paused_days: paused,
      deadline: answerBy(c.receivedOn, paused),
    })
    .where('id', '=', id)
    .execute()
  await record(services, tx, id, 'identified', who.by, who.level, who.enteredBy)
  await begin(services, tx, await read(tx, id))
  return read(tx, id)
}

/** What the person has stopped is stopped now; then it is the company's to answer, or ours. */
async function begin(services: Services, tx: Tx, c: Case): Promise<void> {
  if (c.person && (c.kind === 'restriction' || c.kind === 'objection' || c.kind === 'opt-out'))
    await placeStop(services, tx, {
      person: c.person,
      kind: c.kind,
      purpose: c.kind === 'objection' ? purposeOf(await wordsOf(services, tx, c.id, 'request')) : null,
      caseId: c.id,
    })
  const asksCompany = c.controller === 'company' && caseKinds[c.kind].level > 0
  const today = stockholmDate(services.clock.now())
  await tx
    .updateTable('rights_case')
    .set(
      asksCompany
        ? {
            state: 'company',
            company_told_on: today,
            release_on: RELEASED_BY_SILENCE.has(c.kind) ? releaseOn(today) : null,
          }
        : { state: 'open' },
    )
    .where('id', '=', c.id)
    .execute()
  if (asksCompany) {
    await record(services, tx, c.id, 'company-told', 'service')
    await queueMail(services, tx, { caseId: c.id, companyId: c.companyId as string, what: 'company-asked' })
  } else await carryOut.in(tx, { caseId: c.id }, { key: `case:${c.id}` })
}
/** What the advance instruction I-6 hands out by itself. What changes or takes away waits for the company's own word. */
const RELEASED_BY_SILENCE: ReadonlySet<CaseKind> = new Set(['extract', 'portability', 'restriction', 'objection'])
const purposeOf = (request: string | null): string | null =>
  request ? ((JSON.parse(request) as { purpose?: string }).purpose ?? null) : null

/** The company lets the answer go before its ten days are over. */
export async function approve(services: Services, tx: Tx, id: string, companyId: string): Promise<void> {
  const c = await ofCompany(tx, id, companyId)
  await release(services, tx, c, 'approved')
}

/** The company objects: with reasons, and with the hold, the law and the date that a refusal must name. */
export async function object(services: Services, tx: Tx, id: string, companyId: string, why: Refusal): Promise<void> {
  const c = await ofCompany(tx, id, companyId)
  await tx.updateTable('rights_case').set({ company_answer: 'objected' }).where('id', '=', c.id).execute()
  await refuse(services, tx, id, why, 'company')
}

async function ofCompany(tx: Tx, id: string, companyId: string): Promise<Case> {
  const c = await lock(tx, id)
  // Somebody else's case does not exist.
  if (c.companyId !== companyId) throw new Problem('not-found', {}, { status: 404 })
  if (c.state !== 'company') throw new Problem('case-not-waiting', { number: c.number }, { status: 409 })
  return c
}

async function release(services: Services, tx: Tx, c: Case, how: 'approved' | 'silent') {
  await tx.updateTable('rights_case').set({ state: 'open', company_answer: how }).where('id', '=', c.id).execute()
  await record(
    services,
    tx,
    c.id,
    how === 'approved' ? 'approved' : 'released',
    how === 'approved' ? 'company' : 'service',
  )
  await carryOut.in(tx, { caseId: c.id }, { key: `case:${c.id}` })
}

export type Refusal = {
  /** What holds the data: one of the holds, by name. */
  hold: string
  law: string
  until: string
  reason: string
  alternative: string
  /** A person, never a machine. */
  decidedBy: string
}

/** No, by a person: it names what holds, the law and the day it ends. */
export async function refuse(services: Services, tx: Tx, id: string, why: Refusal, by: By): Promise<void> {
  const c = await lock(tx, id)
  refuseEnded(c)
  const said = z
    .object({
      hold: z.string().trim().min(3).max(120),
      law: z.string().trim().min(3).max(200),
      until: z.iso.date().refine(day => day > stockholmDate(services.clock.now())),
      reason: z.string().trim().min(10).max(2000),
      alternative: z.string().trim().min(3).max(2000),
      decidedBy: z.string().trim().min(3).max(120),
    })
    .safeParse(why)
  if (!said.success)
    throw new Problem('refusal-incomplete', {}, { status: 422, field: String(said.error.issues[0]?.path[0]) })
  const { hold, law, until, ...words } = said.data
  await tx
    .updateTable('rights_case')
    .set({
      state: 'refused',
      refusal_hold: hold,
      refusal_law: law,
      refusal_until: until,
      reasons: sealed(services, 'reasons', id, JSON.stringify(words)),
      ended_at: services.clock.now(),
    })
    .where('id', '=', id)
    .execute()
  // What was stopped first and weighed after goes on.
  await liftStop(services, tx, id, c.kind === 'objection' ? 'overruled' : null)
  await record(services, tx, id, 'refused', by)
  await queueMail(services, tx, { caseId: id, companyId: c.companyId, what: 'refused' })
}

/** More time, two months at most, told within the first with its reasons. */
export async function extend(
  services: Services,
  tx: Tx,
  id: string,
  reasons: string,
  enteredBy?: string,
): Promise<Case> {
  const c = await lock(tx, id)
  refuseEnded(c)
  if (c.extended || stockholmDate(services.clock.now()) > c.deadline)
    throw new Problem('extension-too-late', { number: c.number }, { status: 409 })
  if (reasons.trim().length < 10) throw new Problem('extension-needs-reasons', {}, { status: 422 })
  await tx
    .updateTable('rights_case')
    .set({
      extended: true,
      deadline: extendedBy(c.receivedOn, c.pausedDays),
      reasons: sealed(services, 'reasons', id, JSON.stringify({ reason: reasons.trim() })),
    })
    .where('id', '=', id)
    .execute()
  await record(services, tx, id, 'extended', 'operator', null, enteredBy)
  await queueMail(services, tx, { caseId: id, companyId: c.companyId, what: 'extended' })
  return read(tx, id)
}

/** It is done, and seen to be done. */
export async function close(
  services: Services,
  tx: Tx,
  id: string,
  how: { by: By; enteredBy?: string; manifestSha256?: string; tell?: boolean },
): Promise<void> {
  const c = await lock(tx, id)
  refuseEnded(c)
  if (c.state !== 'open') throw new Problem('case-not-open', { number: c.number }, { status: 409 })
  await tx
    .updateTable('rights_case')
    .set({ state: 'answered', ended_at: services.clock.now(), manifest_sha256: how.manifestSha256 ?? c.manifestSha256 })
    .where('id', '=', id)
    .execute()
  if (c.kind === 'objection') await liftStop(services, tx, id, 'upheld')
  await record(services, tx, id, 'answered', how.by, null, how.enteredBy)
  if (how.tell !== false) await queueMail(services, tx, { caseId: id, companyId: c.companyId, what: 'answered' })
}

/** The person no longer wants it. */
export async function withdraw(services: Services, tx: Tx, id: string): Promise<void> {
  refuseEnded(await lock(tx, id))
  await tx
    .updateTable('rights_case')
    .set({ state: 'withdrawn', ended_at: services.clock.now() })
    .where('id', '=', id)
    .execute()
  await liftStop(services, tx, id)
  await record(services, tx, id, 'withdrawn', 'person')
}

const refuseEnded = (c: Case) => {
  if (c.endedAt) throw new Problem('case-ended', { number: c.number }, { status: 409 })
}

export const carryOut = job('carry-out-case', {
  does: 'Does what a person has asked about their data, when it is known who asks and who answers has let it go.',
  input: z.object({ caseId: z.uuid() }),
  async run(services, { caseId }) {
    const c = await services.database.outside(tx => find(tx, caseId))
    if (c?.state !== 'open') return
    const handler = handlers.get(c.kind)
    // Nobody does it by machine: the keeper of cases is reminded of it by its alarms.
    if (!handler || (await handler(services, c)) === 'waiting') return
    await services.database.outside(async tx => {
      const now = await find(tx, caseId)
      if (now?.state === 'open') await close(services, tx, caseId, { by: 'service' })
    })
  },
})

/** Alarms, what is late, and what a company's advance instruction lets go. */
export const keepCases = sweep('keep-cases', {
  does: 'Alarms for cases about people’s data that wait, notes those that are late, and releases what a company has not objected to.',
  everySeconds: 900,
  async run(services) {
    const today = stockholmDate(services.clock.now())
    const silent: Case[] = []
    await services.database.outside(async tx => {
      const rows = await tx
        .selectFrom('rights_case')
        .selectAll()
        .where('ended_at', 'is', null)
        .forUpdate()
        .skipLocked()
        .execute()
      for (const row of rows) {
        const c = caseOf(row)
        const waiting = c.state === 'identity' && c.identityAskedOn ? daysBetween(c.identityAskedOn, today) : 0
        const due = alarmsDue(c.receivedOn, c.pausedDays + waiting, today)
        if (due > row.alarms) {
          services.log.warn(
            { alarm: 'rights-case-waits', number: c.number, deadline: c.deadline },
            'a case about somebody’s data waits',
          )
          await tx.updateTable('rights_case').set({ alarms: due }).where('id', '=', c.id).execute()
          await record(services, tx, c.id, `alarm-${due}`, 'service')
        }
        if (waiting === 0 && today > c.deadline && !c.late) {
          services.log.error(
            { alarm: 'rights-case-late', number: c.number, deadline: c.deadline },
            'a case about somebody’s data is late',
          )
          await tx.updateTable('rights_case').set({ late: true }).where('id', '=', c.id).execute()
          await record(services, tx, c.id, 'late', 'service')
        }
        if (c.state === 'company' && c.releaseOn && today >= c.releaseOn) silent.push(c)
      }
    })
    for (const c of silent) await releaseSilent(services, c.id, c.companyId as string)
  },
})

/** The advance instruction lets it go; a company that has said that it wants to be asked is waited for, with the clock running. */
const releaseSilent = (services: Services, id: string, companyId: string) =>
  services.database.company(companyId, async tx => {
    const c = await lock(tx, id)
    if (c.state !== 'company') return
    if (await wantsToBeAsked(tx, companyId)) await waitForCompany(tx, id)
    else await release(services, tx, c, 'silent')
  })
export const wantsToBeAsked = async (tx: Tx, companyId: string): Promise<boolean> =>
  (await choicesOf(tx, companyId)).approveRights === true
export const waitForCompany = (tx: Tx, id: string) =>
  tx.updateTable('rights_case').set({ release_on: null }).where('id', '=', id).execute()

export async function record(
  services: Services,
  tx: Tx,
  caseId: string,
  what: string,
  by: By,
  level: Level | null = null,
  enteredBy: string | null = null,
) {
  await sql`insert into rights_event (case_id, seq, at, what, by, level, entered_by)
    select ${caseId}, coalesce(max(seq), 0) + 1, ${services.clock.now()}, ${what}, ${by}, ${level}, ${enteredBy} from rights_event where case_id = ${caseId}`.execute(
    tx,
  )
}
export const eventsOf = (tx: Tx, caseId: string) =>
  tx
    .selectFrom('rights_event')
    .select(['seq', 'at', 'what', 'by', 'level', 'entered_by'])
    .where('case_id', '=', caseId)
    .orderBy('seq')
    .execute()

type Row = Awaited<ReturnType<typeof rowOf>>
const rowOf = (tx: Tx, id: string) =>
  tx.selectFrom('rights_case').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
export async function find(tx: Tx, id: string): Promise<Case | null> {
  const row = await tx.selectFrom('rights_case').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? caseOf(row) : null
}
export const read = async (tx: Tx, id: string): Promise<Case> => caseOf(await rowOf(tx, id))
/** A case by the number people know it by. */
export async function byNumber(tx: Tx, number: string): Promise<Case | null> {
  const row = await tx.selectFrom('rights_case').selectAll().where('number', '=', number).executeTakeFirst()
  return row ? caseOf(row) : null
}
async function lock(tx: Tx, id: string): Promise<Case> {
  const row = await tx.selectFrom('rights_case').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem('not-found', {}, { status: 404 })
  return caseOf(row)
}
/** Cases that are not answered, the most urgent first. */
export async function openCases(tx: Tx): Promise<Case[]> {
  const rows = await tx
    .selectFrom('rights_case')
    .selectAll()
    .where('ended_at', 'is', null)
    .orderBy('deadline')
    .execute()
  return rows.map(caseOf)
}
/** A company's cases, newest first. */
export async function casesOfCompany(tx: Tx, companyId: string): Promise<Case[]> {
  const rows = await tx
    .selectFrom('rights_case')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('controller', '=', 'company')
    .orderBy('received_at', 'desc')
    .limit(200)
    .execute()
  return rows.map(caseOf)
}
/** A person's own cases, newest first. */
export async function casesOf(tx: Tx, person: Person): Promise<Case[]> {
  const p = personColumns(person)
  const rows = await tx
    .selectFrom('rights_case')
    .selectAll()
    .where('subject_kind', '=', p.subject_kind)
    .where(eb =>
      eb.and(
        (['account_id', 'person_id', 'client_id', 'visitor_id', 'company_id'] as const).map(c =>
          eb(c, 'is not distinct from', p[c]),
        ),
      ),
    )
    .orderBy('received_at', 'desc')
    .limit(100)
    .execute()
  return rows.map(caseOf)
}

/** How a person stands in a row: ids alone. */
export function personColumns(person: Person | null) {
  return {
    subject_kind: person?.kind ?? null,
    controller:
      person?.kind === 'client' || person?.kind === 'co-applicant' ? ('company' as const) : ('operator' as const),
    company_id: person && 'companyId' in person ? person.companyId : null,
    account_id: person?.kind === 'member' ? person.accountId : null,
    person_id: person && 'personId' in person ? person.personId : null,
    client_id: person && 'clientId' in person ? person.clientId : null,
    visitor_id: person?.kind === 'visitor' ? person.visitorId : null,
  }
}

function personIn(row: Row): Person | null {
  switch (row.subject_kind) {
    case 'member':
      return { kind: 'member', accountId: row.account_id as string }
    case 'company':
      return { kind: 'company', companyId: row.company_id as string }
    case 'visitor':
      return { kind: 'visitor', visitorId: row.visitor_id as string }
    case 'client':
    case 'co-applicant':
      return {
        kind: row.subject_kind,
        companyId: row.company_id as string,
        personId: row.person_id,
        clientId: row.client_id,
      }
    default:
      return null
  }
}

function caseOf(row: Row): Case {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    state: row.state,
    cameBy: row.came_by,
    level: row.level,
    controller: row.controller,
    person: personIn(row),
    companyId: row.company_id,
    language: row.language,
    receivedOn: row.received_on,
    deadline: row.deadline,
    pausedDays: row.paused_days,
    identityAskedOn: row.identity_asked_on,
    extended: row.extended,
    late: row.late,
    releaseOn: row.release_on,
    companyAnswer: row.company_answer,
    refusal: row.refusal_law
      ? { hold: row.refusal_hold as string, law: row.refusal_law, until: row.refusal_until as string }
      : null,
    manifestSha256: row.manifest_sha256,
    endedAt: row.ended_at,
  }
}
