// What the operator's own chat and collector of faults are told, where they are in use: that a case waits, by its number, and which faults our
// scripts had on a day, as our own collector has scrubbed them.
import { createHash } from 'node:crypto'
import { stockholmDate } from '../kernel/dates.ts'
import type { Services } from '../platform/context.ts'
import { sweep } from '../platform/jobs/job.ts'
import { supportChat } from '../platform/ports/chat.ts'
import { faultCollector } from '../platform/ports/errors.ts'
import { staff } from '../platform/ports/staff.ts'
import { readThread } from '../support/support.ts'

const isUsed = (services: Services, processor: string) => services.door.processors.some(p => p.key === processor)

/** Notes first that it is told: told twice is a nuisance, told never is found by the case's own clock. */
async function once(
  services: Services,
  of: {
    what: 'rights-case' | 'fault' | 'chat'
    reference: string
    processor: string
    purpose: 'communicate' | 'security' | 'answer'
    columns: string[]
    subject?: { kind: string; id: string }
  },
  tell: () => Promise<string | null>,
): Promise<void> {
  const begun = await services.database.outside(async tx => {
    const row = await tx
      .insertInto('told_outside')
      .values({ what: of.what, reference: of.reference, remote_reference: null, at: services.clock.now() })
      .onConflict(c => c.columns(['what', 'reference']).doNothing())
      .returning('what')
      .executeTakeFirst()
    if (!row) return false
    await services.door.disclose(tx, {
      id: services.newId(),
      processor: of.processor,
      purpose: of.purpose,
      columns: of.columns,
      subject: of.subject ?? { kind: 'operator', id: null },
      documentId: null,
    })
    return true
  })
  if (!begun) return
  const remote_reference = await services.door.through(of.processor, tell)
  if (remote_reference)
    await services.database.outside(tx =>
      tx
        .updateTable('told_outside')
        .set({ remote_reference })
        .where('what', '=', of.what)
        .where('reference', '=', of.reference)
        .execute(),
    )
}

export const tellStaff = sweep('tell-staff', {
  does: 'Tells the operator’s staff, by number and link alone, that a case about somebody’s data waits.',
  everySeconds: 60,
  async run(services) {
    if (!isUsed(services, 'staff')) return
    const waiting = await services.database.ask<{ number: string }>(
      'cases-not-told',
      `select c.number from rights_case c where c.ended_at is null and c.controller = 'operator' and c.state = 'open'
         and not exists (select from told_outside t where t.what = 'rights-case' and t.reference = c.number) order by c.received_at limit 50`,
      [],
    )
    for (const { number } of waiting)
      await once(
        services,
        {
          what: 'rights-case',
          reference: number,
          processor: 'staff',
          purpose: 'communicate',
          columns: ['rights_case.number'],
        },
        async () =>
          (await services.ports.get(staff).tell({ kind: 'rights-case', number, path: '/integritet/dina-uppgifter' }))
            .reference,
      )
  },
})

export const forwardFaults = sweep('forward-faults', {
  does: 'Passes yesterday’s faults of our own scripts, which name nobody, on to the collector in use.',
  everySeconds: 3600,
  async run(services) {
    if (!isUsed(services, 'errors')) return
    const rows = await services.database.ask<{
      day: string
      zone: string
      kind: string
      message: string
      frames: string
      times: number
    }>(
      'faults-of-days',
      'select day, zone, kind, message, frames, times from site_error where day < $1 order by day limit 200',
      [stockholmDate(services.clock.now())],
    )
    for (const { day, times, ...fault } of rows) {
      const id = uuidOf([day, fault.zone, fault.kind, fault.message, fault.frames].join('\n'))
      await once(
        services,
        {
          what: 'fault',
          reference: id,
          processor: 'errors',
          purpose: 'security',
          columns: ['kind', 'zone', 'message', 'frames', 'times'].map(c => `site_error.${c}`),
        },
        async () => {
          const frames = fault.frames.split('\n').filter(Boolean)
          await services.ports.get(faultCollector).report({ ...fault, frames, times, id })
          return null
        },
      )
    }
  },
})

export const relayChats = sweep('relay-chats', {
  does: 'Passes what was written in a support chat on to where the staff answers, when that is somewhere else than here.',
  everySeconds: 20,
  async run(services) {
    if (!isUsed(services, 'chat')) return
    // Who asks about their own data is answered here and nowhere else.
    const waiting = await services.database.ask<{ id: string; case_id: string; number: string; seq: number }>(
      'chats-not-relayed',
      `select m.id, c.id as case_id, c.number, m.seq from support_message m join support_case c on c.id = m.case_id
       where c.came_by = 'chat' and c.rights_case_id is null and m.said_by = 'person'
         and not exists (select from told_outside t where t.what = 'chat' and t.reference = m.id::text) order by m.at, m.id limit 50`,
      [],
    )
    for (const { id, case_id: caseId, number, seq } of waiting) {
      const thread = await services.database.outside(tx => readThread(services, tx, { number }))
      const text = thread.messages.find(m => m.seq === seq)?.text
      if (text === undefined) continue
      await once(
        services,
        {
          what: 'chat',
          reference: id,
          processor: 'chat',
          purpose: 'answer',
          columns: ['support_message.body', ...(thread.replyTo ? ['support_case.reply_to'] : [])],
          subject: { kind: 'visitor', id: caseId },
        },
        async () => (await services.ports.get(supportChat).relay({ caseId, email: thread.replyTo, text })).reference,
      )
    }
  },
})

/** The same for the same fault of a day, so that a repeat is known as one. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}
