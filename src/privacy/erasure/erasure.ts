// An erasure from the moment it is decided to the moment nothing is found: rows in one transaction, then keys and files, then processors,
// then a look through every store. Each step may run twice; whatever interrupts it, it goes on where it was.
import { sql } from 'kysely'
import { z } from 'zod'
import { Problem } from '../../kernel/problem.ts'
import type { Services } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { job, sweep } from '../../platform/jobs/job.ts'
import type { ErasureAnswer, ProcessorErasure } from '../../platform/outbound/erasing.ts'
import { supportChat } from '../../platform/ports/chat.ts'
import { crm } from '../../platform/ports/crm.ts'
import { mailSender } from '../../platform/ports/mail.ts'
import { smsSender } from '../../platform/ports/sms.ts'
import { decrypt, encrypt, place } from '../../platform/vault/cipher.ts'
import { close, handledBy, personColumns } from '../rights/cases.ts'
import { placeStop } from '../rights/stops.ts'
import type { Person } from '../subjects/person.ts'
import { lookForCompany, removeCompany } from './company.ts'
import type { ProcessorState } from './erasure.tables.ts'
import { addressesOf, processorsTold, removeAccount, removeClientPerson, removeMemberOf } from './people.ts'
import { type Plan, planErasure } from './plan.ts'
import { look } from './readback.ts'
import { addRemains, noRemains, type Remains, removeRemains } from './remains.ts'
import { type Tombstone, writeTombstone } from './tombstones.ts'

export type Erasure = {
  id: string
  caseId: string | null
  person: Person
  state: 'removing' | 'removed' | 'verified'
  plan: Plan
  leftBehind: { store: string; found: number }[]
}

/**
 * Begins an erasure: the person's data are frozen, what would go is written down, and the work is queued. Again for the same case answers
 * with the one begun. Throws what `planErasure` throws.
 */
export async function beginErasure(services: Services, person: Person, caseId: string | null): Promise<string> {
  if (caseId) {
    const known = await services.database.outside(tx =>
      tx.selectFrom('erasure').select('id').where('case_id', '=', caseId).executeTakeFirst(),
    )
    if (known) return known.id
  }
  const plan = await planErasure(services, person)
  const id = services.newId()
  const { controller: _, ...columns } = personColumns(person)
  await services.database.outside(async tx => {
    // From here on it is stored and nothing else: what waits in a queue is not sent while it is being removed.
    await placeStop(services, tx, { person, kind: 'restriction', purpose: null, caseId })
    await tx
      .insertInto('erasure')
      .values({
        id,
        case_id: caseId,
        ...columns,
        subject_kind: person.kind,
        addresses: null,
        state: 'removing',
        plan: JSON.stringify(plan),
        begun_at: services.clock.now(),
        removed_at: null,
        verified_at: null,
      })
      .execute()
    await goOn.in(tx, { erasureId: id }, { key: `erasure:${id}` })
  })
  return id
}

/** Begins the erasure of a company whose time to be fetched is over, in the transaction that says so. */
export async function beginCompanyErasure(services: Services, tx: Tx, companyId: string): Promise<string> {
  const person = { kind: 'company', companyId } as const
  const { controller: _, ...columns } = personColumns(person)
  const id = services.newId()
  await tx
    .insertInto('erasure')
    .values({
      id,
      case_id: null,
      ...columns,
      subject_kind: 'company',
      addresses: null,
      state: 'removing',
      plan: JSON.stringify({ goes: [], stays: [], shared: 0, others: 0 } satisfies Plan),
      begun_at: services.clock.now(),
      removed_at: null,
      verified_at: null,
    })
    .execute()
  await goOn.in(tx, { erasureId: id }, { key: `erasure:${id}` })
  return id
}

handledBy('erasure', async (services, c) => {
  if (!c.person) return 'waiting'
  await beginErasure(services, c.person, c.id)
  return 'waiting'
})

export const goOn = job('erase', {
  does: 'Erases a person: rows, keys, files, processors, then a look through every store; the case closes when nothing is found.',
  input: z.object({ erasureId: z.uuid() }),
  run: async (services, { erasureId }) => {
    await erase(services, erasureId)
  },
})

export const followErasures = sweep('follow-erasures', {
  does: 'Goes on with erasures that are not verified: asks processors again and looks again through every store.',
  everySeconds: 3600,
  async run(services) {
    const open = await services.database.outside(tx =>
      tx.selectFrom('erasure').select('id').where('state', '<>', 'verified').execute(),
    )
    for (const { id } of open)
      await services.database.outside(tx => goOn.in(tx, { erasureId: id }, { key: `erasure:${id}` }))
  },
})

/** Steps of an erasure, for tests that interrupt between them. */
export type Step = 'rows' | 'remains' | 'processors' | 'readback'

/** Takes an erasure as far as it comes. Answers whether it is verified. `after` is called when a step is done. */
export async function erase(services: Services, id: string, after: (step: Step) => void = () => {}): Promise<boolean> {
  let now = await row(services, id)
  if (!now) return false
  if (now.state === 'removing') {
    await removeRows(services, now)
    after('rows')
    now = (await row(services, id)) as Row
  }
  if (now.state === 'verified') return true
  await removeRemains(services, { keys: now.keys, files: now.files })
  if (now.subject_kind === 'company') await services.vault.forgetIndex(now.company_id as string)
  after('remains')
  const answered = await askProcessors(services, now)
  after('processors')
  const person = personOf(now)
  const remains = { keys: now.keys, files: now.files }
  const found =
    person.kind === 'company'
      ? await lookForCompany(services, person.companyId, remains)
      : await look(services, person, remains)
  after('readback')
  await services.database.outside(async tx => {
    await tx
      .updateTable('erasure')
      .set({
        left_behind: JSON.stringify(found),
        ...(found.length === 0 && answered
          ? { state: 'verified', verified_at: services.clock.now(), addresses: null }
          : {}),
      })
      .where('id', '=', id)
      .execute()
    if (found.length > 0)
      services.log.error(
        { alarm: 'erasure-left-something', erasure: id, stores: found.map(f => f.store) },
        'an erasure left something behind',
      )
    else if (answered && now.case_id) await close(services, tx, now.case_id, { by: 'service' })
  })
  return found.length === 0 && answered
}

type Row = NonNullable<Awaited<ReturnType<typeof row>>>
const row = (services: Services, id: string) =>
  services.database.outside(tx => tx.selectFrom('erasure').selectAll().where('id', '=', id).executeTakeFirst())

export function personOf(r: {
  subject_kind: Person['kind']
  company_id: string | null
  account_id: string | null
  person_id: string | null
  client_id: string | null
  visitor_id: string | null
}): Person {
  switch (r.subject_kind) {
    case 'member':
      return { kind: 'member', accountId: r.account_id as string }
    case 'company':
      return { kind: 'company', companyId: r.company_id as string }
    case 'visitor':
      return { kind: 'visitor', visitorId: r.visitor_id as string }
    default:
      return { kind: r.subject_kind, companyId: r.company_id as string, clientId: r.client_id, personId: r.person_id }
  }
}

/** All rows in one transaction, with what remains to be destroyed, whom to ask, and the tombstone a restore replays. */
async function removeRows(services: Services, e: Row): Promise<void> {
  const person = personOf(e)
  const remove = async (tx: Tx) => {
    const state = await tx.selectFrom('erasure').select('state').where('id', '=', e.id).forUpdate().executeTakeFirst()
    if (state?.state !== 'removing') return
    const remains = noRemains()
    const told = { addresses: [] as string[], processors: [] as string[] }
    switch (person.kind) {
      case 'client':
      case 'co-applicant':
        told.addresses = await addressesOf(tx, person)
        told.processors = await processorsTold(tx, person)
        addRemains(remains, await removeClientPerson(services, tx, person))
        break
      case 'member': {
        const { rows } = await sql<{ email: string }>`select email from account where id = ${person.accountId}`.execute(
          tx,
        )
        told.addresses = rows.map(r => r.email)
        told.processors = ['mail']
        for (const companyId of await memberships(tx, person.accountId))
          addRemains(remains, await removeMemberOf(tx, companyId, person.accountId, services.clock.now()))
        await removeAccount(tx, services.tables, person.accountId)
        break
      }
      case 'visitor':
        Object.assign(told, await toldOfVisitor(tx, services, person.visitorId))
        await removeVisitor(tx, services, person.visitorId)
        break
      default: {
        const gone = await removeCompany(services, tx, person.companyId)
        Object.assign(told, gone.told)
        addRemains(remains, gone.remains)
        await tx
          .updateTable('erasure')
          .set({ plan: JSON.stringify(gone.plan) })
          .where('id', '=', e.id)
          .execute()
      }
    }
    await forgetOutbox(tx, told.addresses)
    await note(services, tx, e.id, remains, told)
    // Before anybody can believe it done: a backup that is restored tomorrow must know.
    await writeTombstone(services, {
      erasureId: e.id,
      at: services.clock.now().toISOString(),
      person,
      keys: remains.keys,
    })
  }
  if (person.kind === 'client' || person.kind === 'co-applicant' || person.kind === 'company')
    await services.keeper.company(person.companyId, remove)
  else await services.keeper.outside(remove)
}

const memberships = async (tx: Tx, accountId: string) =>
  (
    await sql<{ company_id: string }>`select distinct company_id from member where account_id = ${accountId}`.execute(
      tx,
    )
  ).rows.map(r => r.company_id)

/** Where somebody without an account was reached, and by whom: the columns say who may have received them. */
async function toldOfVisitor(tx: Tx, services: Services, visitorId: string) {
  const told = { addresses: [] as string[], processors: [] as string[] }
  for (const table of services.tables) {
    const by = table.about?.visitor
    const shared = Object.entries(table.columns).flatMap(([column, { declaration: d }]) =>
      d !== 'nothing-personal' && d.holds === 'contact' && (d.protect ?? 'plain') === 'plain' && d.shared
        ? [{ column, by: d.shared }]
        : [],
    )
    if (!by || KEPT_AS_PROOF.has(table.name)) continue
    for (const { column, by: recipients } of shared) {
      const { rows } = await sql<{ address: string | null }>`
        select ${sql.ref(column)} as address from ${sql.table(table.name)} where ${sql.ref(by)}::text = ${visitorId}`.execute(
        tx,
      )
      const addresses = rows.map(r => r.address).filter(a => a !== null)
      told.addresses.push(...addresses)
      if (addresses.length > 0) told.processors.push(...recipients)
    }
  }
  return told
}

/** Rows about a browser, by the random number it carries. What proves a choice, and the cases, keep their own time. */
async function removeVisitor(tx: Tx, services: Services, visitorId: string) {
  for (const table of [...services.tables].reverse()) {
    const column = table.about?.visitor
    if (column && !KEPT_AS_PROOF.has(table.name))
      await sql`delete from ${sql.table(table.name)} where ${sql.ref(column)}::text = ${visitorId}`.execute(tx)
  }
}
const KEPT_AS_PROOF = new Set(['consent_event', 'rights_case', 'rights_access', 'erasure'])

/** What lies with the built-in stand-in for mail and SMS. */
async function forgetOutbox(tx: Tx, addresses: readonly string[]) {
  if (addresses.length > 0)
    await sql`delete from outbox_message where lower(address) = any(${addresses.map(a => a.toLowerCase())})`.execute(tx)
}

async function note(
  services: Services,
  tx: Tx,
  id: string,
  remains: Remains,
  told: { addresses: string[]; processors: string[] },
) {
  const sealed =
    told.addresses.length > 0
      ? encrypt(
          services.secrets.key('erasure'),
          Buffer.from(JSON.stringify(told.addresses)),
          place('erasure', 'addresses', id, ''),
        )
      : null
  await tx
    .updateTable('erasure')
    .set({
      state: 'removed',
      removed_at: services.clock.now(),
      addresses: sealed,
      keys: JSON.stringify(remains.keys),
      files: JSON.stringify(remains.files),
    })
    .where('id', '=', id)
    .execute()
  const known = new Set(services.door.processors.map(p => p.key))
  for (const processor of told.processors)
    await tx
      .insertInto('erasure_processor')
      .values({
        erasure_id: id,
        processor,
        // Somebody who is no longer used has it all the same.
        state: known.has(processor) ? 'asking' : 'manual',
        reference: null,
        request: null,
        left_until: null,
        noted_by: null,
        evidence: null,
        at: services.clock.now(),
      })
      .onConflict(c => c.doNothing())
      .execute()
}

const FINISHED: readonly ProcessorState[] = ['done', 'not-held', 'blocked-by-law']

/** Asks each processor once more. True when all have answered for good: `requested` and `manual` are not done. */
async function askProcessors(services: Services, e: Row): Promise<boolean> {
  const waiting = await services.database.outside(tx =>
    tx.selectFrom('erasure_processor').selectAll().where('erasure_id', '=', e.id).execute(),
  )
  const addresses = e.addresses
    ? (JSON.parse(
        decrypt(services.secrets.key('erasure'), e.addresses, place('erasure', 'addresses', e.id, '')).toString('utf8'),
      ) as string[])
    : []
  let all = true
  for (const w of waiting) {
    if (FINISHED.includes(w.state)) continue
    if (w.state === 'manual' && w.request) {
      all = false
      continue
    }
    const answer = await askOne(services, w.processor, w.reference, addresses)
    if (!FINISHED.includes(answer.state)) all = false
    await services.database.outside(tx =>
      tx
        .updateTable('erasure_processor')
        .set({
          state: answer.state,
          reference: answer.state === 'requested' ? answer.reference : w.reference,
          request: answer.state === 'manual' ? answer.request : null,
          left_until: answer.state === 'done' ? (answer.leftUntil ?? null) : null,
          at: services.clock.now(),
        })
        .where('erasure_id', '=', e.id)
        .where('processor', '=', w.processor)
        .execute(),
    )
  }
  return all
}

async function askOne(
  services: Services,
  key: string,
  reference: string | null,
  addresses: readonly string[],
): Promise<ErasureAnswer> {
  const processor = services.door.processors.find(p => p.key === key)
  // Nothing reached anybody: what lay here is removed with the rows.
  if (processor?.builtIn) return { state: 'done' }
  const adapter = adapterOf(services, key)
  if (!adapter) return { state: 'manual', request: manualRequest(processor?.name ?? key) }
  if (reference) return services.door.through(key, () => adapter.ask(reference))
  let worst: ErasureAnswer = { state: 'not-held' }
  for (const email of addresses.filter(a => a.includes('@'))) {
    const answer = await services.door.through(key, () => adapter.erase({ email }))
    if (RANK.indexOf(answer.state) > RANK.indexOf(worst.state)) worst = answer
  }
  return worst
}
/** What several addresses at one processor amount to: the least finished counts. */
const RANK = ['not-held', 'done', 'requested', 'manual']

function adapterOf(services: Services, key: string): ProcessorErasure | null {
  const port = { mail: mailSender, sms: smsSender, crm, chat: supportChat }[key as 'mail'] ?? null
  if (!port) return null
  const adapter: unknown = services.ports.get(port as never)
  return typeof (adapter as ProcessorErasure).erase === 'function' ? (adapter as ProcessorErasure) : null
}

/** What a person asks the processor; the address is given apart, where it is needed, never in a queue or a log. */
const manualRequest = (name: string) =>
  `Be ${name} radera det de har om personen enligt GDPR artikel 17 och 19 och notera svaret. Adresserna visas med kommandot cling erasures.`

/** A person has asked a processor by hand and writes down its answer. */
export async function noteProcessor(
  services: Services,
  of: {
    erasureId: string
    processor: string
    state: 'done' | 'not-held' | 'blocked-by-law'
    by: string
    evidence: string
  },
): Promise<void> {
  if (of.by.trim().length < 3 || of.evidence.trim().length < 5)
    throw new Problem('erasure-evidence-missing', {}, { status: 422 })
  await services.database.outside(async tx => {
    const noted = await tx
      .updateTable('erasure_processor')
      .set({ state: of.state, noted_by: of.by.trim(), evidence: of.evidence.trim(), at: services.clock.now() })
      .where('erasure_id', '=', of.erasureId)
      .where('processor', '=', of.processor)
      .where('state', 'not in', [...FINISHED])
      .returning('processor')
      .executeTakeFirst()
    if (!noted) throw new Problem('not-found', {}, { status: 404 })
    await goOn.in(tx, { erasureId: of.erasureId }, { key: `erasure:${of.erasureId}` })
  })
}

/** How an erasure of a case stands, for the person's page and the operator's list. */
export async function erasureOfCase(tx: Tx, caseId: string) {
  const e = await tx.selectFrom('erasure').selectAll().where('case_id', '=', caseId).executeTakeFirst()
  if (!e) return null
  const processors = await tx
    .selectFrom('erasure_processor')
    .select(['processor', 'state', 'left_until', 'at'])
    .where('erasure_id', '=', e.id)
    .orderBy('processor')
    .execute()
  return { id: e.id, state: e.state, plan: e.plan, removedAt: e.removed_at, verifiedAt: e.verified_at, processors }
}

/** Does an erasure again over a restored backup that is older than it: rows, keys and files, before anybody is let in. */
export async function eraseAgain(services: Services, t: Tombstone): Promise<void> {
  const { controller: _, ...columns } = personColumns(t.person)
  await services.database.outside(tx =>
    tx
      .insertInto('erasure')
      .values({
        id: t.erasureId,
        case_id: null,
        ...columns,
        subject_kind: t.person.kind,
        addresses: null,
        state: 'removing',
        plan: JSON.stringify({ goes: [], stays: [], shared: 0, others: 0 } satisfies Plan),
        begun_at: services.clock.now(),
        removed_at: null,
        verified_at: null,
      })
      .onConflict(c => c.doNothing())
      .execute(),
  )
  await removeRemains(services, { keys: t.keys, files: [] })
  await erase(services, t.erasureId)
}
