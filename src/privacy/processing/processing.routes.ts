// What a company does about the processing done for it. Reading is for every member; deciding is for owners.
import { z } from 'zod'
import { instruct, object, withdrawObjection } from '../../instructions/instructions.ts'
import { endpoint } from '../../platform/http/endpoint.ts'
import { acceptAgreement } from './agreement.ts'
import { Accept, Instruct, Objection, ProcessingView } from './contract.ts'
import { processingMail } from './mails.ts'
import { overview } from './overview.ts'

export const processingEndpoints = [
  endpoint({
    get: '/api/app/processing',
    permission: 'self',
    does: 'Shows the data processing agreement’s standing, the company’s instructions and its sub-processors.',
    input: z.object({}),
    output: ProcessingView,
    handle: ({ services, tx, actor, visitor }) => overview(services, tx, actor.companyId, visitor.language),
  }),
  endpoint({
    post: '/api/app/processing/accept',
    permission: 'company.manage',
    does: 'Accepts the data processing agreement for the company, in the version that was shown.',
    input: Accept,
    output: ProcessingView,
    handle: async ({ services, tx, actor, input, visitor }) => {
      await acceptAgreement(services, tx, actor, { hash: input.hash, how: 'pressed' })
      return overview(services, tx, actor.companyId, visitor.language)
    },
  }),
  endpoint({
    post: '/api/app/processing/instructions',
    permission: 'company.manage',
    does: 'Writes an instruction into the company’s register. One believed unlawful is stopped, and the owners are told.',
    input: Instruct,
    output: ProcessingView,
    handle: async ({ services, tx, actor, input, visitor }) => {
      const stopped = await instruct(services, tx, actor, input)
      if (stopped) await processingMail.queue(services, tx, { message: 'instruction-stopped', about: stopped })
      return overview(services, tx, actor.companyId, visitor.language)
    },
  }),
  endpoint({
    post: '/api/app/processing/objections',
    permission: 'company.manage',
    does: 'Objects to a sub-processor: from now on it handles nothing of the company’s clients.',
    input: Objection,
    output: ProcessingView,
    handle: async ({ services, tx, actor, input, visitor }) => {
      await object(services, tx, actor, input.processor)
      return overview(services, tx, actor.companyId, visitor.language)
    },
  }),
  endpoint({
    post: '/api/app/processing/objections/withdraw',
    permission: 'company.manage',
    does: 'Takes an objection to a sub-processor back.',
    input: Objection,
    output: ProcessingView,
    handle: async ({ services, tx, actor, input, visitor }) => {
      await withdrawObjection(services, tx, actor, input.processor)
      return overview(services, tx, actor.companyId, visitor.language)
    },
  }),
]
