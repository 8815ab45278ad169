// The day a row goes, as it stands today: by the rule of its declaration, or of the row it belongs to. Null where the day depends on something
// that has not happened, such as the end of an agreement.
import type { Table } from '../../datamap/table.ts'
import { stockholmDate } from '../../kernel/dates.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { PersonalRow } from '../subjects/rows.ts'
import { goesExpression, type Rule, rulesOf } from './rules.ts'

const byTable = new WeakMap<readonly Table[], Map<string, Rule[]>>()
function rulesFor(tables: readonly Table[], table: string): readonly Rule[] {
  let known = byTable.get(tables)
  if (!known) {
    known = new Map()
    for (const r of rulesOf(tables)) known.set(r.table, [...(known.get(r.table) ?? []), r])
    byTable.set(tables, known)
  }
  return known.get(table) ?? []
}

/** Remembers what it has looked up: a document's hundred visits go on one day. */
export type Looked = Map<string, string | null>

/** The last of the days on which anything of the row goes. */
export async function goesOn(
  tx: Tx,
  tables: readonly Table[],
  row: PersonalRow,
  looked: Looked,
): Promise<string | null> {
  const days: (string | null)[] = []
  for (const rule of rulesFor(tables, row.table.name)) days.push(await dayOf(tx, tables, rule, row.values, looked))
  const known = days.filter((d): d is string => d !== null).sort()
  return known.at(-1) ?? null
}

const OWNERS: Readonly<Record<string, string>> = { document: 'document_id', client: 'client_id', account: 'account_id' }

async function dayOf(
  tx: Tx,
  tables: readonly Table[],
  rule: Rule,
  values: Readonly<Record<string, unknown>>,
  looked: Looked,
): Promise<string | null> {
  switch (rule.fact.by) {
    case 'with': {
      const id = values[OWNERS[rule.fact.owner] ?? '']
      const owner = rulesFor(tables, rule.fact.owner).find(r => 'moment' in r.fact)
      return owner && typeof id === 'string' ? lookUp(tx, owner, id, looked) : null
    }
    case 'hold': {
      const documentId = (values.document_id ?? values.id) as string
      const held = await heldUntil(tx, documentId, looked)
      const document = rulesFor(tables, 'document').find(r => 'moment' in r.fact)
      return held ?? (document ? lookUp(tx, document, documentId, looked) : null)
    }
    case 'closing':
      return null
    default:
      return typeof values.id === 'string' ? lookUp(tx, rule, values.id, looked) : null
  }
}

async function lookUp(tx: Tx, rule: Rule, id: string, looked: Looked): Promise<string | null> {
  const key = `${rule.key}|${id}`
  const known = looked.get(key)
  if (known !== undefined) return known
  const expression = goesExpression(rule)
  if (!expression) return null
  const { rows } = await tx.client.query<{ at: Date | null }>(
    `select ${expression} as at from ${rule.table} t where t.id = $1`,
    [id],
  )
  const day = rows[0]?.at ? stockholmDate(rows[0].at) : null
  looked.set(key, day)
  return day
}

async function heldUntil(tx: Tx, documentId: string, looked: Looked): Promise<string | null> {
  const key = `held|${documentId}`
  const known = looked.get(key)
  if (known !== undefined) return known
  const { rows } = await tx.client.query<{ until: string | null }>(
    `select max(substring(k.bucket from 'evidence-([0-9]{4})') || '-12-31') as until from signature s
     join document_version v on v.company_id = s.company_id and v.document_id = s.document_id and v.version = s.version
     join vault_key k on k.company_id = v.company_id and k.id = v.key_id where s.document_id = $1`,
    [documentId],
  )
  const until = rows[0]?.until ?? null
  looked.set(key, until)
  return until
}
