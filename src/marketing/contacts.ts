// The operator's customer register: those who work at the companies, by name, address and number, as long as they do not say no. The one place
// where something that may go there is made; it reads a member's row and no other.
import { z } from 'zod'
import { job } from '../platform/jobs/job.ts'
import { companyContact, crm } from '../platform/ports/crm.ts'
import { isCrmUsed } from './leave-crm.ts'
import { receiverOf } from './send-news.ts'

export const tellCrm = job('tell-crm', {
  does: 'Puts a company’s contact in the operator’s customer register, where one is in use and the contact has not said no.',
  input: z.object({ companyId: z.uuid(), memberId: z.uuid() }),
  async run(services, { companyId, memberId }) {
    if (!isCrmUsed(services)) return
    const found = await services.database.company(companyId, async tx => {
      const may = await receiverOf(services, tx, { kind: 'member', companyId, memberId })
      if (typeof may === 'string') return null
      const row = await tx
        .selectFrom('member as m')
        .innerJoin('account as a', 'a.id', 'm.account_id')
        .select(['a.id', 'a.email', 'm.name', 'm.phone'])
        .where('m.company_id', '=', companyId)
        .where('m.id', '=', memberId)
        .executeTakeFirstOrThrow()
      await services.door.disclose(tx, {
        id: services.newId(),
        processor: 'crm',
        purpose: 'marketing',
        columns: ['account.email', ...(row.name ? ['member.name'] : []), ...(row.phone ? ['member.phone'] : [])],
        subject: { kind: 'member', id: memberId },
        documentId: null,
      })
      return { accountId: row.id, contact: companyContact({ ...row, reference: memberId }) }
    })
    if (!found) return
    const { reference } = await services.door.through('crm', () => services.ports.get(crm).put(found.contact))
    const told_at = services.clock.now()
    await services.database.outside(tx =>
      tx
        .insertInto('crm_contact')
        .values({ account_id: found.accountId, remote_reference: reference, told_at })
        .onConflict(c => c.column('account_id').doUpdateSet({ remote_reference: reference, told_at }))
        .execute(),
    )
  },
})
