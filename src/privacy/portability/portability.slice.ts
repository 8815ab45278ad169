import { z } from 'zod'
import { Problem } from '../../kernel/problem.ts'
import type { Services } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { endpoint, page } from '../../platform/http/endpoint.ts'
import { slice } from '../../platform/slice.ts'
import { ExportById, ExportFile, ExportsView } from './contract.ts'
import { askForExport, expireExports, exportsOf, FETCH_HOURS, fetchExport, makeExport } from './fetching.ts'
import { companySchema } from './format.ts'
import { portabilityMessages } from './portability.messages.ts'
import { portabilityTables } from './portability.tables.ts'
import { companyKeyPem } from './signed.ts'

async function view(tx: Tx, companyId: string): Promise<ExportsView> {
  const rows = await exportsOf(tx, companyId)
  return {
    hours: FETCH_HOURS,
    exports: rows.map(e => ({
      id: e.id,
      state: e.state,
      askedAt: e.asked_at.toISOString(),
      by: e.by ?? '',
      done: e.done,
      total: e.total,
      bytes: e.bytes,
      expiresAt: e.expires_at.toISOString(),
      fetched: e.fetched,
    })),
  }
}

/** As lately as the endpoint that leads here asks (accounts/permissions.ts). */
const PROVED_MS = 10 * 60_000
const provedLately = (services: Services, at: Date | undefined) =>
  at !== undefined && services.clock.now().getTime() - at.getTime() < PROVED_MS

export const portabilitySlice = slice({
  name: 'portability',
  tables: portabilityTables,
  jobs: [makeExport as never],
  sweeps: [expireExports],
  endpoints: [
    endpoint({
      get: '/api/app/exports',
      permission: 'company.own',
      does: 'Lists the exports of everything the company has, and how far each has come.',
      input: z.object({}),
      output: ExportsView,
      handle: ({ tx, actor }) => view(tx, actor.companyId),
    }),
    endpoint({
      post: '/api/app/exports',
      permission: 'company.own',
      delicate: true,
      does: 'Begins an export of everything the company has.',
      input: z.object({}),
      output: ExportsView,
      handle: async ({ services, tx, actor }) => {
        await askForExport(services, tx, actor)
        return view(tx, actor.companyId)
      },
    }),
    endpoint({
      post: '/api/app/exports/:id/fetch',
      permission: 'company.own',
      delicate: true,
      does: 'Shows the way to an export that is ready, to somebody who has just proved who they are.',
      input: ExportById,
      output: ExportFile,
      handle: async ({ input }) => ({ path: `/api/app/exports/${input.id}/fil` }),
    }),
    page({
      get: '/api/app/exports/:id/fil',
      zone: 'app',
      access: 'company.own',
      does: 'The export itself, for some minutes after somebody proved who they are.',
      handle: async ({ services, params, actor }) => {
        if (actor?.kind !== 'member') throw new Problem('sign-in-first', {}, { status: 401 })
        if (!provedLately(services, actor.provedAt)) throw new Problem('prove-first', {}, { status: 403 })
        return fetchExport(services, actor.companyId, z.uuid().parse(params.id))
      },
    }),
    page({
      get: '/integritet/foretagsexport/schema.json',
      zone: 'rights',
      access: 'public',
      does: 'The JSON Schema of a company’s export.',
      handle: async r =>
        new Response(`${JSON.stringify(companySchema(r.services.tables), null, 1)}\n`, {
          headers: { 'content-type': 'application/schema+json' },
        }),
    }),
    page({
      get: '/integritet/foretagsexport/nyckel.pem',
      zone: 'rights',
      access: 'public',
      does: 'The public key that shows that a company’s export was made here.',
      handle: async r =>
        new Response(companyKeyPem(r.services), { headers: { 'content-type': 'application/x-pem-file' } }),
    }),
  ],
  messages: portabilityMessages,
})
