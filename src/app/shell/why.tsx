// “Varför?” beside every field that holds something of a person, written by that column's declaration.
import { accountTables } from '../../accounts/accounts.tables.ts'
import { clientTables } from '../../clients/clients.tables.ts'
import { companyTables } from '../../company/company.tables.ts'
import { conversationTables } from '../../conversation/conversation.tables.ts'
import { type Words, whyWords } from '../../datamap/words.ts'
import { deliveryTables } from '../../delivery/delivery.tables.ts'
import { documentTables } from '../../documents/documents.tables.ts'
import { rightsTables } from '../../privacy/rights/rights.tables.ts'
import { withdrawalTables } from '../../withdrawal/withdrawal.tables.ts'
import { appWords } from '../app.messages.ts'
import { useSay } from '../words.tsx'

const tables = [
  ...accountTables,
  ...companyTables,
  ...clientTables,
  ...conversationTables,
  ...deliveryTables,
  ...documentTables,
  ...rightsTables,
  ...withdrawalTables,
]

/** What the declaration of a field's column says, or null where the column is nobody's. `column` as in the forms: `workStreet`. */
export function whyOf(table: string, column: string): Words | null {
  const declared = tables.find(t => t.name === table)
  return declared
    ? whyWords(
        declared,
        column.replace(/[A-Z]/g, c => `_${c.toLowerCase()}`),
      )
    : null
}

/** A note for a field that another component draws. */
export function Why({ of: [table, column] }: { of: readonly [table: string, column: string] }) {
  const say = useSay()
  const why = whyOf(table, column)
  return (
    why && (
      <details className="why">
        <summary>{say(appWords.why)}</summary>
        <p>{say(why)}</p>
      </details>
    )
  )
}
