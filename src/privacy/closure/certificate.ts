// The certificate that a company is gone: what went, what lies apart and until when, what each supplier answered. Counts and days, signed as
// exports are. Whoever was told of it keeps the way to it; it names nobody.
import { z } from 'zod'
import { addDays, stockholmDate } from '../../kernel/dates.ts'
import type { Services } from '../../platform/context.ts'
import { job } from '../../platform/jobs/job.ts'
import { signList } from '../portability/signed.ts'
import { BACKUP_DAYS } from '../processing/agreement.words.ts'
import { mailTo } from '../processing/mails.ts'
import { processingMails } from '../processing/mails.words.ts'

export const CERTIFICATE_PATH = '/integritet/raderingsintyg'

export const Certificate = z.object({
  format: z.literal('cling-erasure-certificate'),
  version: z.literal(1),
  id: z.uuid(),
  company: z.uuid(),
  operator: z.string(),
  askedOn: z.iso.date(),
  endedOn: z.iso.date(),
  removedOn: z.iso.date(),
  verifiedOn: z.iso.date(),
  /** The last day on which a backup may still hold it, unreadable where it was encrypted. */
  backupsUntil: z.iso.date(),
  removed: z.array(z.object({ table: z.string(), rows: z.int() })),
  keysDestroyed: z.int(),
  filesRemoved: z.int(),
  kept: z.array(z.object({ reason: z.string(), law: z.string(), until: z.iso.date(), documents: z.int() })),
  suppliers: z.array(z.object({ supplier: z.string(), state: z.string(), leftUntil: z.iso.date().nullable() })),
})
export type Certificate = z.infer<typeof Certificate>

type Erasing = {
  id: string
  company_id: string
  owners: string[]
  asked_at: Date
  ended_at: Date | null
  erasure_id: string | null
}

/** Writes the certificate when nothing was found of the company any more, and tells whoever owned it. Before that it does nothing. */
export async function certify(services: Services, c: Erasing): Promise<void> {
  await services.database.outside(async tx => {
    const e = await tx
      .selectFrom('erasure')
      .selectAll()
      .where('id', '=', c.erasure_id as string)
      .where('state', '=', 'verified')
      .executeTakeFirst()
    if (!e?.removed_at || !e.verified_at) return
    const suppliers = await tx
      .selectFrom('erasure_processor')
      .select(['processor', 'state', 'left_until'])
      .where('erasure_id', '=', e.id)
      .orderBy('processor')
      .execute()
    const removedOn = stockholmDate(e.removed_at)
    const certificate: Certificate = {
      format: 'cling-erasure-certificate',
      version: 1,
      id: c.id,
      company: c.company_id,
      operator: services.config.operator.name,
      askedOn: stockholmDate(c.asked_at),
      endedOn: stockholmDate(c.ended_at as Date),
      removedOn,
      verifiedOn: stockholmDate(e.verified_at),
      backupsUntil: addDays(removedOn, BACKUP_DAYS),
      removed: e.plan.goes,
      keysDestroyed: e.keys.length,
      filesRemoved: e.files.length,
      kept: e.plan.stays,
      suppliers: suppliers.map(s => ({
        supplier: services.door.processors.find(p => p.key === s.processor)?.name ?? s.processor,
        state: s.state,
        leftUntil: s.left_until,
      })),
    }
    const text = `${JSON.stringify(certificate, null, 1)}\n`
    const noted = await tx
      .updateTable('company_closure')
      .set({
        state: 'erased',
        erased_at: services.clock.now(),
        certificate: text,
        signature: signList(services, Buffer.from(text)),
      })
      .where('id', '=', c.id)
      .where('state', '=', 'erasing')
      .returning('id')
      .executeTakeFirst()
    if (!noted) return
    for (const accountId of c.owners) {
      const there = await tx.selectFrom('account').select('id').where('id', '=', accountId).executeTakeFirst()
      if (!there) continue
      const reference = services.newId()
      await services.door.disclose(tx, {
        id: reference,
        processor: 'mail',
        purpose: 'provide-service',
        columns: ['account.email'],
        subject: { kind: 'member', id: accountId },
        documentId: null,
      })
      await sendCertificate.in(tx, { accountId, closureId: c.id, reference })
    }
  })
}

export const sendCertificate = job('send-certificate', {
  does: 'Tells whoever owned a company that it is erased, with the way to the certificate.',
  input: z.object({ accountId: z.uuid(), closureId: z.uuid(), reference: z.uuid() }),
  maxAttempts: 15,
  async run(services, { accountId, closureId, reference }) {
    const to = await services.database.outside(tx =>
      tx.selectFrom('account').select(['email', 'language']).where('id', '=', accountId).executeTakeFirst(),
    )
    if (!to) return
    await mailTo(services, to, processingMails.erased(closureId, to.language), reference)
  },
})
