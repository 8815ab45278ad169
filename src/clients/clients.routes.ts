import { z } from 'zod'
import { stockholmDate } from '../kernel/dates.ts'
import { Problem } from '../kernel/problem.ts'
import { csvAnswer } from '../platform/http/answer.ts'
import { endpoint, page } from '../platform/http/endpoint.ts'
import { addClient, changeClient, listClients, protectNumbers, readClient, showNumber } from './clients.ts'
import { ChangeClient, ClientList, ClientQuery, ClientView, NewClient } from './contract.ts'
import { Apart, DuplicateList, keepApart, listDuplicates } from './duplicates.ts'
import { exportClients } from './export.ts'

const ById = z.object({ id: z.uuid() })

export const clientEndpoints = [
  page({
    get: '/api/app/clients/export',
    zone: 'app',
    access: 'clients.write',
    does: 'The register of clients as a file for a spreadsheet, without personal numbers.',
    handle: async ({ services, actor }) => {
      if (!actor) throw new Problem('sign-in-first', {}, { status: 401 })
      const text = await services.database.company(actor.companyId, tx => exportClients(tx, actor.companyId))
      return csvAnswer(text, `kunder-${stockholmDate(services.clock.now())}`)
    },
  }),
  endpoint({
    get: '/api/app/clients',
    permission: 'clients.read',
    does: 'Lists the company’s clients by name, with search.',
    input: ClientQuery,
    output: ClientList,
    handle: ({ tx, actor, input }) => listClients(tx, actor.companyId, input),
  }),
  endpoint({
    get: '/api/app/client-duplicates',
    permission: 'clients.write',
    does: 'Suggests clients that look like one and the same, the surest first.',
    input: z.object({}),
    output: DuplicateList,
    handle: ({ tx, actor }) => listDuplicates(tx, actor.companyId),
  }),
  endpoint({
    post: '/api/app/client-duplicates/apart',
    permission: 'clients.write',
    does: 'Remembers that two clients who look alike are not the same.',
    input: Apart,
    output: z.object({ done: z.literal(true) }),
    handle: async ({ services, tx, actor, input }) => {
      await keepApart(tx, actor.companyId, input, services.clock.now())
      return { done: true as const }
    },
  }),
  endpoint({
    get: '/api/app/clients/:id',
    permission: 'clients.read',
    does: 'Shows one client with its people; personal numbers masked.',
    input: ById,
    output: ClientView,
    handle: ({ services, tx, actor, input }) => readClient(services, tx, actor.companyId, input.id),
  }),
  endpoint({
    post: '/api/app/clients/:id/people/:person/number',
    permission: 'clients.reveal',
    does: 'Shows one person’s number in full for a stated reason, and writes down who saw it and why.',
    input: ById.extend({ person: z.uuid(), reason: z.enum(['tax-reduction', 'check']) }),
    output: z.object({ number: z.string() }),
    handle: async ({ services, tx, actor, input }) => ({
      number: await showNumber(services, tx, actor, {
        clientId: input.id,
        personId: input.person,
        reason: input.reason,
      }),
    }),
  }),
  endpoint({
    post: '/api/app/clients',
    permission: 'clients.write',
    does: 'Adds a client to the company’s register.',
    input: NewClient,
    output: ClientView,
    status: 201,
    prepare: ({ services, actor, input }) => protectNumbers(services, actor.companyId, peopleOf(input)),
    handle: async ({ services, tx, actor, input, prepared }) =>
      readClient(services, tx, actor.companyId, await addClient(services, tx, actor.companyId, input, prepared)),
  }),
  endpoint({
    put: '/api/app/clients/:id',
    permission: 'clients.write',
    does: 'Changes a client and its people.',
    input: ChangeClient,
    output: ClientView,
    prepare: ({ services, actor, input }) => protectNumbers(services, actor.companyId, peopleOf(input)),
    handle: async ({ services, tx, actor, input, prepared }) => {
      await changeClient(services, tx, actor.companyId, input.id, input, prepared)
      return readClient(services, tx, actor.companyId, input.id)
    },
  }),
]

/** A private person without people named is its own. A company's contact is named, or the company itself is addressed. */
function peopleOf(input: z.infer<typeof NewClient>) {
  if (input.people && input.people.length > 0) return input.people
  return [{ name: input.name, email: input.email, phone: input.phone }]
}
