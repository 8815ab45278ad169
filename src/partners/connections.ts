// Services that a company has connected itself, and the marketplace it came here through. Nothing goes to any of them for another company: the
// door asks here. Connecting is an instruction (I-9) by somebody of the company; disconnecting ends it at once and takes back what was told.
import { z } from 'zod'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { CompanyActor } from '../platform/http/endpoint.ts'
import { job } from '../platform/jobs/job.ts'
import { type InvoicingAccess, invoicing } from '../platform/ports/invoicing.ts'
import { partner } from '../platform/ports/partner.ts'
import { decrypt, encrypt, place } from '../platform/vault/cipher.ts'
import { shredKey } from '../platform/vault/shred-job.ts'
import { noteKey, type VaultKey } from '../platform/vault/vault.ts'
import type { ConnectedService } from './partners.tables.ts'

export const isInUse = (services: Pick<Services, 'door'>, processor: ConnectedService) =>
  services.door.processors.some(p => p.key === processor)

/** The door's question. */
export async function isConnected(tx: Tx, processor: string): Promise<boolean> {
  return tx.companyId !== null && (await livingConnection(tx, tx.companyId, processor)) !== null
}

export async function livingConnection(tx: Tx, companyId: string, processor: string) {
  const row = await tx
    .selectFrom('company_connection')
    .select(['id', 'access', 'key_id', 'since', 'member_id'])
    .where('company_id', '=', companyId)
    .where('processor', '=', processor as ConnectedService)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** Signs in at the invoicing service, before the transaction; the password is kept by nobody. */
export async function signInAtInvoicing(
  services: Services,
  companyId: string,
  as: { user: string; password: string },
): Promise<{ access: InvoicingAccess; key: VaultKey }> {
  if (!isInUse(services, 'invoicing')) throw new Problem('connection-not-offered', {}, { status: 404 })
  const access = await services.door
    .through('invoicing', () => services.ports.get(invoicing).connect(as))
    .catch((error: Error & { kind?: string }) => {
      if (error.kind !== 'unauthorized') throw error
      throw new Problem('connection-sign-in-wrong', {}, { field: 'password', status: 422 })
    })
  return { access, key: await services.vault.make(companyId, 'person') }
}

export async function connect(
  services: Services,
  tx: Tx,
  actor: CompanyActor,
  made: { access: InvoicingAccess; key: VaultKey },
): Promise<void> {
  if (await livingConnection(tx, actor.companyId, 'invoicing'))
    throw new Problem('connection-there-already', {}, { status: 409 })
  const at = services.clock.now()
  const id = services.newId()
  await noteKey(tx, made.key, at)
  await tx
    .insertInto('company_connection')
    .values({
      company_id: actor.companyId,
      id,
      processor: 'invoicing',
      member_id: actor.memberId,
      since: at,
      ended_at: null,
      access: encrypt(made.key.key, Buffer.from(JSON.stringify(made.access)), placeOf(actor.companyId, id)),
      key_id: made.key.id,
    })
    .execute()
}

/** A company came here through the marketplace. Entered by the operator, once the marketplace has said so. */
export async function cameThrough(services: Services, tx: Tx, companyId: string): Promise<void> {
  if (!isInUse(services, 'partner')) throw new Problem('connection-not-offered', {}, { status: 404 })
  if (await livingConnection(tx, companyId, 'partner')) return
  await tx
    .insertInto('company_connection')
    .values({
      company_id: companyId,
      id: services.newId(),
      processor: 'partner',
      member_id: null,
      since: services.clock.now(),
      ended_at: null,
      access: null,
      key_id: null,
    })
    .execute()
}

/** Ends it: from here on nothing goes there, and what went is taken back. */
export async function disconnect(services: Services, tx: Tx, companyId: string, processor: ConnectedService) {
  const living = await livingConnection(tx, companyId, processor)
  if (!living) throw new Problem('connection-not-there', {}, { status: 404 })
  await tx
    .updateTable('company_connection')
    .set({ ended_at: services.clock.now() })
    .where('company_id', '=', companyId)
    .where('id', '=', living.id)
    .execute()
  await takeBack.in(tx, { companyId, connectionId: living.id }, { key: `take-back:${living.id}` })
}

/** What opens the service for a company. */
export async function accessOf(
  services: Services,
  companyId: string,
  c: { id: string; access: Buffer | null; key_id: string | null },
): Promise<InvoicingAccess> {
  if (!c.access || !c.key_id) throw new Problem('connection-not-there', {}, { status: 404 })
  const key = await services.vault.key(companyId, c.key_id)
  return JSON.parse(decrypt(key, c.access, placeOf(companyId, c.id)).toString())
}
const placeOf = (companyId: string, id: string) => place('company_connection', 'access', id, companyId)

export const takeBack = job('take-back-from-connection', {
  does: 'Erases at a service that a company has left what it was told of the company’s clients, and then the way in.',
  input: z.object({ companyId: z.uuid(), connectionId: z.uuid() }),
  async run(services, { companyId, connectionId }) {
    const found = await services.database.company(companyId, async tx => ({
      connection: await tx
        .selectFrom('company_connection')
        .select(['id', 'processor', 'access', 'key_id'])
        .where('company_id', '=', companyId)
        .where('id', '=', connectionId)
        .executeTakeFirst(),
      told: await tx
        .selectFrom('connection_remote')
        .select(['remote_reference', 'client_person_id'])
        .where('company_id', '=', companyId)
        .where('connection_id', '=', connectionId)
        .execute(),
    }))
    const { connection } = found
    if (!connection) return
    for (const { remote_reference: reference, client_person_id: personId } of found.told) {
      if (connection.processor === 'invoicing') {
        const access = await accessOf(services, companyId, connection)
        await services.door.through('invoicing', () => services.ports.get(invoicing).forgetDebtor(access, reference))
      } else {
        const done = await services.door.through('partner', () =>
          services.ports.get(partner).forget({ reference: services.newId(), clientPersonId: personId ?? reference }),
        )
        // Taken is not done: asked again until it is confirmed.
        if (!done) throw new Error('The marketplace has not confirmed an erasure yet.')
      }
      await services.database.company(companyId, tx =>
        tx
          .deleteFrom('connection_remote')
          .where('company_id', '=', companyId)
          .where('connection_id', '=', connectionId)
          .where('remote_reference', '=', reference)
          .execute(),
      )
    }
    await services.database.company(companyId, async tx => {
      await tx
        .updateTable('company_connection')
        .set({ access: null })
        .where('company_id', '=', companyId)
        .where('id', '=', connectionId)
        .execute()
      if (connection.key_id) await shredKey.in(tx, { companyId, keyId: connection.key_id })
    })
  },
})
