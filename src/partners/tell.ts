// What goes to a connected service of one client: named column by column, disclosed, and noted so that it can be taken back.
import { sql } from 'kysely'
import { z } from 'zod'
import { personalNumberOf } from '../clients/clients.ts'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { job, sweep } from '../platform/jobs/job.ts'
import { invoicing } from '../platform/ports/invoicing.ts'
import { partner } from '../platform/ports/partner.ts'
import { accessOf, isConnected, isInUse, livingConnection } from './connections.ts'

/** Puts a client in the company's own invoicing service. */
export const tellInvoicing = job('tell-invoicing', {
  does: 'Puts a client in the invoicing service that the company has connected.',
  input: z.object({ companyId: z.uuid(), clientId: z.uuid() }),
  async run(services, { companyId, clientId }) {
    const found = await services.database.company(companyId, async tx => {
      const connection = await livingConnection(tx, companyId, 'invoicing')
      // Disconnected since: nothing more goes there.
      if (!connection) return null
      const client = await tx
        .selectFrom('client')
        .select(['id', 'kind', 'name', 'organisation_number', 'street', 'postcode', 'city', 'email', 'phone'])
        .where('company_id', '=', companyId)
        .where('id', '=', clientId)
        .executeTakeFirst()
      if (!client) return null
      const given = (['name', 'organisation_number', 'street', 'postcode', 'city', 'email', 'phone'] as const).filter(
        c => client[c],
      )
      await services.door.disclose(tx, {
        id: services.newId(),
        processor: 'invoicing',
        purpose: 'bookkeeping',
        columns: given.map(c => `client.${c}`),
        subject: { kind: 'client', id: clientId },
        documentId: null,
      })
      return { connection, client }
    })
    if (!found) return
    const { client, connection } = found
    const access = await accessOf(services, companyId, connection)
    const { reference } = await services.door.through('invoicing', () =>
      services.ports.get(invoicing).putDebtor(access, {
        clientId,
        kind: client.kind === 'person' ? 'private' : 'company',
        name: client.name,
        organisationNumber: client.organisation_number,
        street: client.street,
        postcode: client.postcode,
        city: client.city,
        email: client.email,
        phone: client.phone,
      }),
    )
    await services.database.company(companyId, tx =>
      noteTold(services, tx, { companyId, connectionId: connection.id, clientId, personId: null, reference }),
    )
  },
})

/** Asked for by somebody of the company, for one client. */
export async function queueInvoicing(tx: Tx, companyId: string, clientId: string): Promise<void> {
  if (!(await isConnected(tx, 'invoicing'))) throw new Problem('connection-not-there', {}, { status: 404 })
  const client = await tx
    .selectFrom('client')
    .select('id')
    .where('company_id', '=', companyId)
    .where('id', '=', clientId)
    .executeTakeFirst()
  if (!client) throw new Problem('not-found', {}, { status: 404 })
  await tellInvoicing.in(tx, { companyId, clientId }, { key: `tell-invoicing:${clientId}` })
}

/** Tells the marketplace of one person: number, address, telephone, e-mail, those there are, and nothing else. */
export const tellPartner = job('tell-partner', {
  does: 'Tells the marketplace that a company came through of one of the company’s clients.',
  input: z.object({ companyId: z.uuid(), personId: z.uuid() }),
  async run(services, { companyId, personId }) {
    const found = await services.database.company(companyId, async tx => {
      const connection = await livingConnection(tx, companyId, 'partner')
      if (!connection) return null
      const row = await tx
        .selectFrom('client_person as p')
        .innerJoin('client as c', j => j.onRef('c.company_id', '=', 'p.company_id').onRef('c.id', '=', 'p.client_id'))
        .select([
          'p.company_id',
          'p.id',
          'p.client_id',
          'p.personal_number',
          'p.key_id',
          'p.phone',
          'p.email',
          'p.position',
        ])
        .select(['c.street', 'c.postcode', 'c.city', 'c.phone as client_phone', 'c.email as client_email'])
        .where('p.company_id', '=', companyId)
        .where('p.id', '=', personId)
        .where('p.removed_at', 'is', null)
        .executeTakeFirst()
      if (!row) return null
      const first = row.position === 0
      const phone = row.phone ?? (first ? row.client_phone : null)
      const email = row.email ?? (first ? row.client_email : null)
      const address =
        row.street && row.postcode && row.city ? { street: row.street, postcode: row.postcode, city: row.city } : null
      const disclose = (purpose: 'deliver' | 'tax-reduction', columns: string[]) =>
        columns.length === 0
          ? null
          : services.door.disclose(tx, {
              id: services.newId(),
              processor: 'partner',
              purpose,
              columns,
              subject: { kind: 'client', id: personId },
              documentId: null,
            })
      // A number is held for the deduction alone, and leaves for nothing else.
      await disclose('tax-reduction', row.personal_number ? ['client_person.personal_number'] : [])
      await disclose('deliver', [
        ...(address ? ['client.street', 'client.postcode', 'client.city'] : []),
        ...(phone ? [row.phone ? 'client_person.phone' : 'client.phone'] : []),
        ...(email ? [row.email ? 'client_person.email' : 'client.email'] : []),
      ])
      return { connection, row, phone, email, address }
    })
    if (!found) return
    const { row, phone, email, address } = found
    const personalNumber = await personalNumberOf(services, row)
    await services.door.through('partner', () =>
      services.ports
        .get(partner)
        .tell({ reference: services.newId(), clientPersonId: personId, personalNumber, address, phone, email }),
    )
    await services.database.company(companyId, tx =>
      noteTold(services, tx, {
        companyId,
        connectionId: found.connection.id,
        clientId: row.client_id,
        personId,
        reference: personId,
      }),
    )
  },
})

/** Companies that came through a marketplace: whoever of their clients is new there, or has changed. */
export const keepPartnerTold = sweep('keep-partner-told', {
  does: 'Tells the marketplace of clients that are new or changed, for the companies that came through it.',
  everySeconds: 300,
  async run(services) {
    if (!isInUse(services, 'partner')) return
    const companies = await services.database.ask<{ company_id: string }>(
      'connected-companies',
      'select company_id from connected_companies($1)',
      ['partner'],
    )
    for (const { company_id: companyId } of companies)
      await services.database.company(companyId, async tx => {
        const { rows } = await sql<{ id: string }>`
          select p.id from client_person p join client c on c.company_id = p.company_id and c.id = p.client_id
          left join connection_remote r on r.company_id = p.company_id and r.client_person_id = p.id
          where p.company_id = ${companyId} and p.removed_at is null and c.kind = 'person'
            and (r.told_at is null or r.told_at < c.updated_at) limit 200`.execute(tx)
        for (const { id } of rows) await tellPartner.in(tx, { companyId, personId: id }, { key: `tell-partner:${id}` })
      })
  },
})

async function noteTold(
  services: Services,
  tx: Tx,
  t: { companyId: string; connectionId: string; clientId: string; personId: string | null; reference: string },
) {
  const told_at = services.clock.now()
  await tx
    .insertInto('connection_remote')
    .values({
      company_id: t.companyId,
      connection_id: t.connectionId,
      client_id: t.clientId,
      client_person_id: t.personId,
      remote_reference: t.reference,
      told_at,
    })
    .onConflict(c => c.columns(['company_id', 'connection_id', 'remote_reference']).doUpdateSet({ told_at }))
    .execute()
}
