// What the app asks of jobs and of ÄTA.
import { endpoint } from '../platform/http/endpoint.ts'
import { beginChange, beginWork, noteAttempt, setGround, setWorkedUp } from './changes.ts'
import {
  AttemptInput,
  ById,
  ChangeView,
  ContractLedger,
  GroundInput,
  JobView,
  Made,
  WorkedUpInput,
} from './contract.ts'
import { contractLedger, readChange, readJob } from './jobs.ts'

export const changeEndpoints = [
  endpoint({
    get: '/api/app/jobs/:id',
    permission: 'documents.read',
    does: 'A job: its documents and people, what each agreement in it comes to, and what has happened.',
    input: ById,
    output: JobView,
    handle: ({ services, tx, actor, input, visitor }) =>
      readJob(services, tx, actor.companyId, input.id, visitor.language),
  }),
  endpoint({
    post: '/api/app/documents/:id/changes',
    permission: 'documents.write',
    does: 'Begins an ÄTA to a signed agreement.',
    input: ById,
    output: Made,
    status: 201,
    handle: ({ services, tx, actor, input, visitor }) => beginChange(services, tx, actor, input.id, visitor.language),
  }),
  endpoint({
    get: '/api/app/documents/:id/change',
    permission: 'documents.read',
    does: 'How an ÄTA stands: its agreement, notice, answer, and whether the work may begin.',
    input: ById,
    output: ChangeView,
    handle: ({ services, tx, actor, input }) => readChange(services, tx, actor.companyId, input.id),
  }),
  endpoint({
    post: '/api/app/documents/:id/attempts',
    permission: 'documents.write',
    does: 'Notes that the client of an ÄTA was sought without being reached.',
    input: AttemptInput,
    output: ChangeView,
    handle: async ({ services, tx, actor, input }) => {
      await noteAttempt(services, tx, actor, { documentId: input.id, how: input.how })
      return readChange(services, tx, actor.companyId, input.id)
    },
  }),
  endpoint({
    put: '/api/app/documents/:id/ground',
    permission: 'documents.write',
    does: 'States why the work of an ÄTA may be done without an answer, or takes that back.',
    input: GroundInput,
    output: ChangeView,
    handle: async ({ services, tx, actor, input }) => {
      await setGround(tx, actor, { documentId: input.id, ground: input.ground, reason: input.reason })
      return readChange(services, tx, actor.companyId, input.id)
    },
  }),
  endpoint({
    post: '/api/app/documents/:id/start',
    permission: 'documents.write',
    does: 'Notes that the work of an ÄTA has begun; refused while it may not.',
    input: ById,
    output: ChangeView,
    handle: async ({ services, tx, actor, input }) => {
      await beginWork(services, tx, actor, input.id)
      return readChange(services, tx, actor.companyId, input.id)
    },
  }),
  endpoint({
    put: '/api/app/documents/:id/worked-up',
    permission: 'documents.write',
    does: 'States what has been worked up so far under an approximate price.',
    input: WorkedUpInput,
    output: ContractLedger,
    handle: async ({ services, tx, actor, input }) => {
      await setWorkedUp(services, tx, actor, { documentId: input.id, ore: input.ore })
      return contractLedger(tx, actor.companyId, input.id)
    },
  }),
]
