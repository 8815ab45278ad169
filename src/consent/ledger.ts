// The ledger of consents: every yes and no with what was shown, one after the other, each hashed over the one before. Nothing in it can be
// changed or taken away by the service; what is old goes as a whole, and the chain still holds.
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { canonicalBytes } from '../kernel/canonical.ts'
import { monthsAfter, stockholmDate } from '../kernel/dates.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Language } from '../platform/http/endpoint.ts'
import { sweep } from '../platform/jobs/job.ts'
import { LAPSES_AFTER_MONTHS } from './answer.ts'
import type { ConsentAction, ConsentMethod } from './consent.tables.ts'
import type { Shown } from './forms.tsx'

export type NewEvent = {
  consentId: string
  purpose: string
  action: ConsentAction
  textHash: string | null
  policyVersion: number
  language: Language
  zone: string
  method: ConsentMethod
}
type Row = NewEvent & { seq: number; at: Date; salt: Buffer }

/** 128 random bits, in the form of a uuid. */
export function newConsentId(): string {
  const hex = randomBytes(16).toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

const sha256 = (...parts: Uint8Array[]) => {
  const hash = createHash('sha256')
  for (const p of parts) hash.update(p)
  return hash.digest()
}
const hashOf = ({ at, salt, ...e }: Row) =>
  sha256(canonicalBytes({ ...e, at: at.toISOString(), salt: salt.toString('hex') }))
const BEGINNING = Buffer.alloc(32)

/** Writes events down, in the transaction of what follows from them. */
export async function record(services: Pick<Services, 'clock'>, tx: Tx, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  // One at a time: each is hashed over the one before.
  await sql`select pg_advisory_xact_lock(hashtext('consent-ledger'))`.execute(tx)
  const last = await tx
    .selectFrom('consent_chain')
    .select(['seq', 'link'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  let seq = last?.seq ?? 0
  let link: Buffer = last?.link ?? BEGINNING
  const at = services.clock.now()
  for (const e of events) {
    seq += 1
    const row: Row = { ...e, seq, at, salt: randomBytes(16) }
    const event_hash = hashOf(row)
    link = sha256(link, event_hash)
    await tx.insertInto('consent_chain').values({ seq, event_hash, link }).execute()
    await tx
      .insertInto('consent_event')
      .values({
        seq,
        consent_id: row.consentId,
        purpose: row.purpose,
        action: row.action,
        text_hash: row.textHash,
        policy_version: row.policyVersion,
        language: row.language,
        zone: row.zone,
        method: row.method,
        at,
        salt: row.salt,
      })
      .execute()
  }
}

/** Keeps what was shown, once. */
export async function keepText(
  services: Pick<Services, 'clock'>,
  tx: Tx,
  text: Shown & { layer: 'banner' | 'settings' | 'mail'; language: Language },
): Promise<string> {
  await tx
    .insertInto('consent_text')
    .values({ ...text, first_at: services.clock.now() })
    .onConflict(c => c.doNothing())
    .execute()
  return text.hash
}

/** Where the ledger is not what was written; empty when it is whole. */
export async function ledgerFaults(tx: Tx): Promise<string[]> {
  const found: string[] = []
  let before: Buffer = BEGINNING
  let seen = 0
  for (;;) {
    const rows = await tx
      .selectFrom('consent_chain')
      .leftJoin('consent_event', 'consent_event.seq', 'consent_chain.seq')
      .select([
        'consent_chain.seq as seq',
        'event_hash',
        'link',
        'consent_id',
        'purpose',
        'action',
        'text_hash',
        'policy_version',
        'language',
        'zone',
        'method',
        'at',
        'salt',
      ])
      .where('consent_chain.seq', '>', seen)
      .orderBy('consent_chain.seq')
      .limit(1000)
      .execute()
    for (const r of rows) {
      if (r.seq !== seen + 1) found.push(`Event ${seen + 1} is gone from the chain.`)
      seen = r.seq
      if (!sha256(before, r.event_hash).equals(r.link)) found.push(`The chain breaks at event ${r.seq}.`)
      before = r.link
      if (r.consent_id === null) continue
      const row = {
        seq: r.seq,
        consentId: r.consent_id,
        purpose: r.purpose,
        action: r.action,
        textHash: r.text_hash,
        policyVersion: r.policy_version,
        language: r.language,
        zone: r.zone,
        method: r.method,
        at: r.at,
        salt: r.salt,
      } as Row
      if (!hashOf(row).equals(r.event_hash)) found.push(`Event ${r.seq} is not what was written.`)
    }
    if (rows.length < 1000) return found
  }
}

/** Everything somebody has answered, oldest first, with what was shown. */
export const eventsOf = (tx: Tx, consentId: string) =>
  tx
    .selectFrom('consent_event')
    .leftJoin('consent_text', 'consent_text.hash', 'consent_event.text_hash')
    .select([
      'seq',
      'purpose',
      'action',
      'text_hash',
      'policy_version',
      'consent_event.language',
      'zone',
      'method',
      'at',
    ])
    .select(['layer', 'markup', 'style'])
    .where('consent_id', '=', consentId)
    .orderBy('seq')
    .execute()

export const lapseConsents = sweep('lapse-consents', {
  does: 'Writes down that a consent has lapsed after twelve months, ends what rested on it, and forgets what ended 24 months ago.',
  everySeconds: 3600,
  async run(services) {
    const now = services.clock.now()
    const today = stockholmDate(now)
    // A day early and then asked one by one: months differ in length.
    const before = new Date(`${monthsAfter(today, -LAPSES_AFTER_MONTHS)}T00:00:00Z`)
    before.setUTCDate(before.getUTCDate() + 2)
    await services.database.outside(async tx => {
      const last = await tx
        .selectFrom('consent_event')
        .distinctOn(['consent_id', 'purpose'])
        .select(['consent_id', 'purpose', 'action', 'policy_version', 'language', 'zone', 'at'])
        .where('consent_id', 'in', eb =>
          eb.selectFrom('consent_event as e').select('e.consent_id').where('e.at', '<', before),
        )
        .orderBy('consent_id')
        .orderBy('purpose')
        .orderBy('seq', 'desc')
        .execute()
      const due = last.filter(
        e =>
          (e.action === 'given' || e.action === 'replaced') &&
          today >= monthsAfter(stockholmDate(e.at), LAPSES_AFTER_MONTHS),
      )
      await record(
        services,
        tx,
        due.map(e => ({
          consentId: e.consent_id,
          purpose: e.purpose,
          action: 'expired' as const,
          textHash: null,
          policyVersion: e.policy_version,
          language: e.language,
          zone: e.zone,
          method: 'time' as const,
        })),
      )
      const letters = due.filter(e => e.purpose === 'mail-measuring').map(e => e.consent_id)
      if (letters.length > 0) await tx.deleteFrom('mail_measure').where('consent_id', 'in', letters).execute()
    })
    const ended = new Date(`${monthsAfter(today, -24)}T00:00:00Z`)
    await services.database.ask('forget-consents', 'select forget_consents($1)', [ended])
  },
})
