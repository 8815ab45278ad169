// Reminders: first, then, stop. Who is reminded and when is computed from what was sent and answered (reminder_plan in the database), so that
// nothing has to be remembered to be taken back. Never after an answer of any kind, never after the last day, never at night.
import { z } from 'zod'
import { recordEvent } from '../documents/events.ts'
import { livingLink } from '../documents/links.ts'
import { lockDocument } from '../documents/lock.ts'
import { partyContact } from '../documents/parties.ts'
import { isMobile } from '../kernel/contact.ts'
import { stockholmDate, stockholmHour } from '../kernel/dates.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { sweep } from '../platform/jobs/job.ts'
import { queueDispatch } from './dispatch.ts'

const Hour = z.int().min(0).max(23)
export const ReminderRule = z.object({
  /** How often at most; 0 is never. */
  times: z.int().min(0).max(3),
  /** Days after it was sent, and after the reminder before. */
  firstDays: z.int().min(1).max(60),
  thenDays: z.int().min(1).max(60),
  /** Swedish hours between which nobody is reminded; from 21 to 8 goes over midnight. */
  quietFrom: Hour,
  quietTo: Hour,
})
export type ReminderRule = z.infer<typeof ReminderRule>

/** Where a company has said nothing else; `reminder_plan` counts with the same. */
export const usualRule: ReminderRule = { times: 2, firstDays: 4, thenDays: 7, quietFrom: 21, quietTo: 8 }

export async function ruleOf(tx: Tx, companyId: string): Promise<ReminderRule> {
  const row = await tx.selectFrom('reminder_rule').selectAll().where('company_id', '=', companyId).executeTakeFirst()
  return row
    ? {
        times: row.times,
        firstDays: row.first_days,
        thenDays: row.then_days,
        quietFrom: row.quiet_from,
        quietTo: row.quiet_to,
      }
    : usualRule
}

export async function setRule(tx: Tx, companyId: string, rule: ReminderRule): Promise<void> {
  const row = {
    times: rule.times,
    first_days: rule.firstDays,
    then_days: rule.thenDays,
    quiet_from: rule.quietFrom,
    quiet_to: rule.quietTo,
  }
  await tx
    .insertInto('reminder_rule')
    .values({ company_id: companyId, ...row })
    .onConflict(c => c.column('company_id').doUpdateSet(row))
    .execute()
}

/** Whether nobody is reminded at this hour (0–23, Swedish). The same hour twice is never quiet. */
export const isQuiet = ({ quietFrom, quietTo }: Pick<ReminderRule, 'quietFrom' | 'quietTo'>, hour: number): boolean =>
  quietFrom <= quietTo ? hour >= quietFrom && hour < quietTo : hour >= quietFrom || hour < quietTo

type Planned = {
  company_id: string
  document_id: string
  version: number
  party_id: string
  by_mail: boolean
  by_sms: boolean
  no: number
  due_at: Date
}

/** What a document has planned: when somebody is reminded next, and whether it is left out. */
export async function remindersOf(
  services: Services,
  tx: Tx,
  companyId: string,
  documentId: string,
): Promise<{ on: boolean; nextAt: string | null }> {
  const off = await tx
    .selectFrom('reminder_off')
    .select('document_id')
    .where('company_id', '=', companyId)
    .where('document_id', '=', documentId)
    .executeTakeFirst()
  const [next] = await planned(tx, services, { companyId, documentId, before: null })
  return { on: off === undefined, nextAt: next?.due_at.toISOString() ?? null }
}

async function planned(
  tx: Tx,
  services: Services,
  of: { companyId: string; documentId: string; before: Date | null },
): Promise<Planned[]> {
  const { rows } = await tx.client.query<Planned>('select * from reminder_plan($1, $2, $3, $4)', [
    of.companyId,
    of.documentId,
    stockholmDate(services.clock.now()),
    of.before ?? 'infinity',
  ])
  return rows
}

/** Leaves a document out, or takes it in again. */
export async function setReminders(tx: Tx, companyId: string, documentId: string, on: boolean): Promise<void> {
  const row = { company_id: companyId, document_id: documentId }
  if (on)
    await tx
      .deleteFrom('reminder_off')
      .where('company_id', '=', companyId)
      .where('document_id', '=', documentId)
      .execute()
  else
    await tx
      .insertInto('reminder_off')
      .values(row)
      .onConflict(c => c.doNothing())
      .execute()
}

export const remind = sweep('remind', {
  does: 'Reminds those who were asked and have not answered, as often as the company wants and never at night.',
  everySeconds: 600,
  async run(services) {
    const now = services.clock.now()
    const due = await services.database.ask<Planned>(
      'reminders-due',
      'select * from reminder_plan(null, null, $1, $2)',
      [stockholmDate(now), now],
    )
    for (const { company_id: companyId, document_id: documentId } of new Map(due.map(d => [d.document_id, d])).values())
      await services.database.company(companyId, async tx => {
        if (isQuiet(await ruleOf(tx, companyId), stockholmHour(now))) return
        // Somebody may be answering this very moment, or another process reminding.
        await lockDocument(tx, companyId, documentId)
        for (const p of await planned(tx, services, { companyId, documentId, before: now }))
          await remindOne(services, tx, p)
      })
  },
})

async function remindOne(services: Services, tx: Tx, p: Planned): Promise<void> {
  const { document_id: documentId, version, party_id: partyId } = p
  const linkId = await livingLink(tx, { documentId, version, partyId })
  const party = await partyContact(tx, p.company_id, partyId)
  const mobile = party.phone && isMobile(party.phone) ? party.phone : null
  const address = p.by_mail ? party.email : p.by_sms ? mobile : null
  if (!linkId || !address) return
  await queueDispatch(services, tx, {
    documentId,
    version,
    message: 'reminder',
    channel: p.by_mail ? 'mail' : 'sms',
    address,
    to: { partyId, linkId },
  })
  await recordEvent(tx, {
    documentId,
    type: 'reminded',
    actor: { kind: 'system', companyId: p.company_id },
    at: services.clock.now(),
    version,
    data: { party: partyId, no: p.no },
  })
}
