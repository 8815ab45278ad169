import { bytes, companyId, id, optional, reference, table, text, timestamp } from '../datamap/table.ts'
import type { Keep, Use } from '../datamap/vocabulary.ts'

const instructed: Use = { role: 'processor', purpose: 'deliver', instruction: 'I-9' }
const whileConnected: Keep = { for: 'as-parent', after: 'ended', ending: 'erase' }

export const companyConnection = table('company_connection', {
  tenancy: 'company',
  is: 'That a company has connected a service, or came here through a marketplace: an instruction, by whom and since when.',
  leaves: 'told',
  about: { company: 'company_id' },
  use: { role: 'controller', purpose: 'provide-service', ground: { art: '6.1.b', contract: 'service-agreement' } },
  keep: { for: '90 days', after: 'relation-ended', ending: 'erase' },
  columns: {
    company_id: companyId(),
    id: id(),
    processor: text<ConnectedService>('nothing-personal'),
    /** Null for the marketplace a company came through: the operator enters that. */
    member_id: optional(reference('member')),
    since: timestamp('nothing-personal'),
    ended_at: optional(timestamp('nothing-personal')),
    /** What opens the service; gone when the connection ends. */
    access: optional(bytes({ holds: 'credential', needed: 'connect', protect: 'document-key' })),
    key_id: optional(reference('vault_key')),
  },
})
export type ConnectedService = 'invoicing' | 'partner'

export const connectionRemote = table('connection_remote', {
  tenancy: 'company',
  is: 'That a client was told of to a connected service, and what they are called there.',
  leaves: 'told',
  about: { client: 'client_id' },
  use: instructed,
  keep: whileConnected,
  columns: {
    company_id: companyId(),
    connection_id: reference('company_connection'),
    client_id: reference('client'),
    client_person_id: optional(reference('client_person')),
    remote_reference: text({ holds: 'identifier' }),
    told_at: timestamp({ holds: 'activity' }),
  },
})

export const partnersTables = [companyConnection, connectionRemote] as const
