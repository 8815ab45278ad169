// Requests about people's data, where the company is responsible: owners read and answer them.
import { z } from 'zod'
import { endpoint } from '../../../platform/http/endpoint.ts'
import { approve } from '../cases.ts'
import { companyCases, objectTo } from './company-side.ts'
import { ById, CompanyCases, ObjectTo } from './contract.ts'

export const caseEndpoints = [
  endpoint({
    get: '/api/app/cases',
    permission: 'company.manage',
    does: 'Lists what people have asked the company about their data, with the clock of each.',
    input: z.object({}),
    output: CompanyCases,
    handle: ({ services, tx, actor, visitor }) => companyCases(services, tx, actor.companyId, visitor.language),
  }),
  endpoint({
    post: '/api/app/cases/:id/release',
    permission: 'company.manage',
    does: 'Lets the answer to a request about somebody’s data go at once.',
    input: ById,
    output: CompanyCases,
    handle: async ({ services, tx, actor, input, visitor }) => {
      await approve(services, tx, input.id, actor.companyId)
      return companyCases(services, tx, actor.companyId, visitor.language)
    },
  }),
  endpoint({
    post: '/api/app/cases/:id/object',
    permission: 'company.manage',
    does: 'Objects to a request about somebody’s data, with the law, the day and the reasons that the person is told.',
    input: ObjectTo,
    output: CompanyCases,
    handle: async ({ services, tx, actor, input, visitor }) => {
      await objectTo(services, tx, actor, input)
      return companyCases(services, tx, actor.companyId, visitor.language)
    },
  }),
]
