// When each thing goes, by the declarations and nothing else: a period counted from an event, per table. What an event is in a table is said
// here once; a declaration whose event nobody can point out is a fault.

import { declaredColumns } from '../../datamap/register.ts'
import type { Table } from '../../datamap/table.ts'
import type { Anchor, Keep } from '../../datamap/vocabulary.ts'

export type Rule = {
  /** "table: period after anchor". */
  key: string
  table: string
  columns: readonly string[]
  keep: Keep
  fact: Fact
}

/**
 * How a row's moment is read, in SQL over the row as `t`, and who takes it away:
 * `row` the engine deletes the row; `blank` the engine empties the columns and destroys the key; `document`, `household`, `member`,
 * `account` the engine takes the whole away; `hold` it lies apart until its own day; `closing` the closing of the company does it;
 * `sweep` a sweep of that name does, and the gauge looks after it all the same; `owner` goes with the row it belongs to.
 */
export type Fact =
  | { by: 'row'; moment: string }
  | { by: 'blank'; moment: string; set: string; keyColumn?: string; still: string }
  | { by: 'document' | 'household' | 'member' | 'account'; moment: string; where?: string }
  | { by: 'sweep'; sweep: string; moment: string }
  | { by: 'with'; owner: string }
  | { by: 'hold' }
  | { by: 'closing' }

/** The first moment after a Swedish day. */
const DAY_AFTER = (column: string) => `((${column} + 1)::timestamp at time zone 'Europe/Stockholm')`

/** The day nothing more happens to a document: signed, answered with no, withdrawn, run out, or a draft nobody has touched. */
export const DOCUMENT_CLOSED = `case t.state
  when 'draft' then t.revised_at
  when 'sent' then greatest(${DAY_AFTER('t.valid_to')}, t.revised_at)
  else coalesce((select max(s.signed_at) from signature s where s.company_id = t.company_id and s.document_id = t.id),
    (select max(v.ended_at) from document_version v where v.company_id = t.company_id and v.document_id = t.id), t.last_event_at) end`

/** When anything last happened with a household: somebody wrote in it, or one of its documents closed. */
const LAST_ACTIVITY = `greatest(t.updated_at, (select max(${DOCUMENT_CLOSED.replaceAll('t.', 'd.')}) from document d
  where d.company_id = t.company_id and d.client_id = t.id))`

/** When a person's number was last needed for a deduction: signed, or else when it was given. */
const NUMBER_USED = `greatest(t.created_at, (select max(s.signed_at) from signature s join document_party p on p.company_id = s.company_id
  and p.document_id = s.document_id where p.company_id = t.company_id and p.client_person_id = t.id),
  (select max(d.revised_at) from document d join document_party p on p.company_id = d.company_id and p.document_id = d.id
  where p.company_id = t.company_id and p.client_person_id = t.id))`

const withDocument: Fact = { by: 'with', owner: 'document' }
const facts: Readonly<Record<string, Partial<Record<Anchor, Fact>>>> = {
  file: { 'relation-ended': { by: 'with', owner: 'company' } },
  company: { 'relation-ended': { by: 'closing' } },
  document_template: { 'relation-ended': { by: 'closing' } },
  snippet: { 'relation-ended': { by: 'closing' } },
  document_series: { 'relation-ended': { by: 'closing' } },
  service_acceptance: { 'relation-ended': { by: 'closing' } },
  agreement_acceptance: { 'relation-ended': { by: 'closing' } },
  instruction: { 'relation-ended': { by: 'closing' } },
  processor_objection: { 'relation-ended': { by: 'closing' } },
  member: {
    'relation-ended': {
      by: 'member',
      moment: 't.left_at',
      where: 't.name is not null or t.phone is not null or t.account_id is not null',
    },
    // Taken away in the moment the person removes it; with the rest when they have left.
    'removed-by-person': { by: 'with', owner: 'member' },
  },
  account: {
    'relation-ended': {
      by: 'account',
      moment: `case when not exists (select from member m where m.account_id = t.id) then t.created_at end`,
    },
  },
  account_token: { 'row-created': { by: 'row', moment: 't.created_at' } },
  session: { ended: { by: 'row', moment: `coalesce(t.ended_at, t.seen_at + interval '180 days')` } },
  // Taken away in the moment the person removes it; with the account otherwise.
  passkey: { 'removed-by-person': { by: 'with', owner: 'account' } },
  authenticator_app: { 'removed-by-person': { by: 'with', owner: 'account' } },
  recovery_code: { 'removed-by-person': { by: 'with', owner: 'account' } },
  api_key: { ended: { by: 'row', moment: 't.revoked_at' } },
  consent_event: { ended: { by: 'sweep', sweep: 'lapse-consents', moment: 'null::timestamptz' } },
  consent_account: { 'relation-ended': { by: 'with', owner: 'account' } },
  visitor_event: { 'row-created': { by: 'row', moment: 't.at' } },
  mail_measure: { 'row-created': { by: 'row', moment: 't.since' } },
  mail_beacon: { 'row-created': { by: 'row', moment: 't.created_at' } },
  client: { 'last-activity': { by: 'household', moment: LAST_ACTIVITY } },
  client_person: {
    'last-activity': { by: 'with', owner: 'client' },
    used: {
      by: 'blank',
      moment: NUMBER_USED,
      set: 'personal_number = null, key_id = null, personal_number_index = null',
      keyColumn: 'key_id',
      still: 't.personal_number is not null',
    },
  },
  import_run: { 'row-created': { by: 'row', moment: 't.at' } },
  import_change: { 'row-created': { by: 'row', moment: 't.created_at' } },
  client_merge: { 'row-created': { by: 'row', moment: 't.at' } },
  number_view: { 'row-created': { by: 'row', moment: 't.at' } },
  document: { 'document-closed': { by: 'document', moment: DOCUMENT_CLOSED } },
  document_version: { signed: { by: 'hold' } },
  change_order: { 'document-closed': withDocument },
  version_party: { 'document-closed': withDocument },
  withdrawal_notice: { 'document-closed': withDocument },
  document_event: { signed: { by: 'hold' } },
  signature: { signed: { by: 'hold' } },
  room_link: { 'document-closed': withDocument },
  visit: { 'document-closed': withDocument },
  question: { 'document-closed': withDocument },
  dispatch: { 'document-closed': withDocument },
  signing_order: {
    'row-created': {
      by: 'blank',
      moment: `case when t.state <> 'pending' then t.started_at end`,
      set: `agreement = ''::bytea, secrets = ''::bytea, reply = null`,
      still: 'length(t.secrets) > 0 or length(t.agreement) > 0',
    },
  },
  outbox_message: { 'row-created': { by: 'row', moment: 't.at' } },
  outbox_attachment: { 'row-created': { by: 'with', owner: 'outbox_message' } },
  feedback: { 'row-created': { by: 'row', moment: 't.at' } },
  support_case: { ended: { by: 'sweep', sweep: 'keep-support', moment: 't.closed_at' } },
  support_message: { ended: { by: 'with', owner: 'support_case' } },
  support_file: { ended: { by: 'with', owner: 'support_case' } },
  incident: { ended: { by: 'row', moment: 't.closed_at' } },
  rights_case: { ended: { by: 'row', moment: 't.ended_at' } },
  rights_access: { 'row-created': { by: 'row', moment: 't.created_at' } },
  newsletter_reader: {
    'removed-by-person': { by: 'sweep', sweep: 'forget-unconfirmed-readers', moment: 'null::timestamptz' },
  },
  // Kept as long as the no holds: it is what is obeyed by. The person lifts it.
  suppression: { 'removed-by-person': { by: 'with', owner: 'suppression' } },
  news_offer: { 'relation-ended': { by: 'with', owner: 'account' } },
  crm_contact: { 'relation-ended': { by: 'with', owner: 'account' } },
  company_connection: { 'relation-ended': { by: 'closing' } },
  // Taken back when the connection ends (take-back-from-connection), and gone with the client.
  connection_remote: { ended: { by: 'with', owner: 'company_connection' } },
  // The last day is whole: gone when the next begins.
  former_customer: { 'relation-ended': { by: 'row', moment: DAY_AFTER('t.ended_on') } },
  erasure: { ended: { by: 'row', moment: 't.verified_at' } },
}

/** Every rule that follows from the declarations. */
export function rulesOf(tables: readonly Table[]): Rule[] {
  const found = new Map<string, Rule & { columns: string[] }>()
  for (const c of declaredColumns(tables)) {
    if (!c.personal) continue
    const { keep } = c.personal
    const fact = facts[c.table]?.[keep.after]
    if (!fact) continue
    const key = `${c.table}: ${keep.for} after ${keep.after}`
    const known = found.get(key)
    if (known) known.columns.push(c.column)
    else found.set(key, { key, table: c.table, columns: [c.column], keep, fact })
  }
  return [...found.values()]
}

/** Declarations that no run would ever act on: a sentence each; empty when every period is kept by somebody. */
export function ruleFaults(tables: readonly Table[], sweeps: readonly string[]): string[] {
  const wrong: string[] = []
  for (const c of declaredColumns(tables)) {
    if (!c.personal) continue
    const { after } = c.personal.keep
    const fact = facts[c.table]?.[after]
    if (!fact)
      wrong.push(`${c.table}.${c.column} is kept until something after ${after}, and nothing says when that was.`)
    else if (fact.by === 'with' && !tables.some(t => t.name === fact.owner))
      wrong.push(`${c.table} goes with ${fact.owner}, which is no table.`)
    else if (fact.by === 'sweep' && !sweeps.includes(fact.sweep))
      wrong.push(`${c.table} is swept by ${fact.sweep}, which is no sweep.`)
    if (fact && 'moment' in fact && fact.by !== 'sweep' && intervalOf(c.personal.keep) === null)
      wrong.push(`${c.table}.${c.column} is kept for ${c.personal.keep.for}, which is no period.`)
  }
  return wrong
}

/** "24 months" as PostgreSQL counts it; null for what is no length of time. */
export const intervalOf = (keep: Keep): string | null => (/^\d+ (day|month|year)s?$/.test(keep.for) ? keep.for : null)

/** The moment a row of the rule goes, in Swedish calendar days, as SQL over `t`; null where nothing says when. */
export function goesExpression(rule: Rule): string | null {
  const { fact } = rule
  const interval = intervalOf(rule.keep)
  if (!('moment' in fact) || !interval || fact.moment.startsWith('null')) return null
  return `((${fact.moment}) at time zone 'Europe/Stockholm' + interval '${interval}') at time zone 'Europe/Stockholm'`
}

/** The rows of a rule that should be gone by $1, as SQL over `t`. */
export function dueWhere(rule: Rule): string | null {
  const { fact } = rule
  const goes = goesExpression(rule)
  if (!goes) return null
  const still = fact.by === 'blank' ? fact.still : 'where' in fact && fact.where ? fact.where : 'true'
  return `${goes} <= $1 and (${still})`
}
