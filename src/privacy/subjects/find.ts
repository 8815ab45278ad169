// Who a human is to us: from an address or a personal number to the persons we hold. Asked across companies by narrow functions of the
// database that answer with ids alone.
import type { PersonalNumber } from '../../kernel/personal-number.ts'
import type { Services } from '../../platform/context.ts'
import type { Database } from '../../platform/database/connect.ts'
import type { Person } from './person.ts'

type ClientPerson = {
  company_id: string
  person_id: string | null
  client_id: string
  /** The first person of a private household: what is held of the household is theirs. */
  first: boolean
  co_applicant: boolean
}
const asPerson = (found: ClientPerson): Person => ({
  kind: found.co_applicant ? 'co-applicant' : 'client',
  companyId: found.company_id,
  personId: found.person_id,
  clientId: found.first ? found.client_id : null,
})

/** The companies whose rows may lead to the person. */
export async function companiesOf(database: Pick<Database, 'ask'>, person: Person): Promise<string[]> {
  if (person.kind === 'visitor') return []
  if (person.kind !== 'member') return [person.companyId]
  const rows = await database.ask<{ company_id: string }>(
    'companies-of-account',
    'select company_id from companies_of_account($1)',
    [person.accountId],
  )
  return rows.map(r => r.company_id)
}

/** Persons at one client of a company: everybody in a household, or the contacts of a firm. */
export async function personsOfClient(database: Pick<Database, 'ask'>, companyId: string, clientId: string) {
  const rows = await database.ask<ClientPerson>('persons-of-client', 'select * from persons_of_client($1, $2)', [
    companyId,
    clientId,
  ])
  return rows.map(asPerson)
}

/** The person who receives a document by one of its links. */
export async function personOfParty(database: Pick<Database, 'ask'>, companyId: string, partyId: string) {
  const [row] = await database.ask<ClientPerson>('person-of-party', 'select * from person_of_party($1, $2)', [
    companyId,
    partyId,
  ])
  return row ? asPerson(row) : null
}

/** Everybody who is reached at an e-mail address or a phone number, at every company, and the account that signs in with it. */
export async function personsAt(database: Pick<Database, 'ask'>, address: string): Promise<Person[]> {
  const wanted = address.includes('@') ? address.trim().toLowerCase() : address.trim()
  const people = await database.ask<ClientPerson>('persons-at', 'select * from persons_at($1)', [wanted])
  const accounts = await database.ask<{ id: string }>('account-at', 'select id from account where lower(email) = $1', [
    wanted,
  ])
  return [...accounts.map(a => ({ kind: 'member' as const, accountId: a.id })), ...people.map(asPerson)]
}

/**
 * Everybody who has a personal number, at every company that holds it: each company's own hash of the number is looked up in that
 * company's rows, so no hash says anything outside it.
 */
export async function personsWithNumber(
  services: Pick<Services, 'database' | 'vault'>,
  number: PersonalNumber,
): Promise<Person[]> {
  const indexes = await services.vault.blindIndexes(number.reveal())
  if (indexes.length === 0) return []
  const rows = await services.database.ask<ClientPerson>(
    'persons-with-index',
    'select * from persons_with_index($1::uuid[], $2::bytea[])',
    [indexes.map(i => i.companyId), indexes.map(i => i.index)],
  )
  return rows.map(asPerson)
}
