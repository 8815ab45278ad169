import { z } from 'zod'
import { addDays, stockholmDate } from '../../kernel/dates.ts'
import type { Services } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { endpoint } from '../../platform/http/endpoint.ts'
import { slice } from '../../platform/slice.ts'
import { RETRIEVAL_DAYS } from '../processing/agreement.words.ts'
import { REGRET_DAYS } from '../service/service.words.ts'
import { CERTIFICATE_PATH, sendCertificate } from './certificate.ts'
import { closureMessages } from './closure.messages.ts'
import { closureTables } from './closure.tables.ts'
import { closeCompanies, closeCompany, closureOf, consequences, regretClosure } from './closure.ts'
import { CloseCompany, ClosureView } from './contract.ts'

async function view(services: Services, tx: Tx, companyId: string): Promise<ClosureView> {
  const company = await tx.selectFrom('company').select('name').where('id', '=', companyId).executeTakeFirstOrThrow()
  const c = await closureOf(tx, companyId)
  const today = stockholmDate(services.clock.now())
  const retrievalFrom = addDays(today, REGRET_DAYS)
  return {
    name: company.name,
    closure: c
      ? {
          state: c.state as 'regret',
          askedAt: c.asked_at.toISOString(),
          retrievalFrom: c.retrieval_from,
          eraseOn: c.erase_on,
          certificate: `${CERTIFICATE_PATH}/${c.id}`,
        }
      : null,
    would: { retrievalFrom, eraseOn: addDays(retrievalFrom, RETRIEVAL_DAYS) },
    consequences: await consequences(tx, companyId, today),
  }
}

export const closureSlice = slice({
  name: 'closure',
  tables: closureTables,
  jobs: [sendCertificate as never],
  sweeps: [closeCompanies],
  endpoints: [
    endpoint({
      get: '/api/app/closure',
      permission: 'company.own',
      does: 'Shows what closing the company would mean, and how far it has come.',
      input: z.object({}),
      output: ClosureView,
      handle: ({ services, tx, actor }) => view(services, tx, actor.companyId),
    }),
    endpoint({
      post: '/api/app/closure',
      permission: 'company.own',
      delicate: true,
      does: 'Closes the company: fourteen days to change one’s mind, thirty to fetch everything, then it is erased.',
      input: CloseCompany,
      output: ClosureView,
      handle: async ({ services, tx, actor, input }) => {
        await closeCompany(services, tx, actor, input.name)
        return view(services, tx, actor.companyId)
      },
    }),
    endpoint({
      post: '/api/app/closure/regret',
      permission: 'company.own',
      does: 'Takes the closing of the company back, within fourteen days.',
      input: z.object({}),
      output: ClosureView,
      handle: async ({ services, tx, actor }) => {
        await regretClosure(tx, actor.companyId)
        return view(services, tx, actor.companyId)
      },
    }),
  ],
  messages: closureMessages,
})
