// Reading what lies apart: with a case number, by two people, and never without a line that says so. The login that may read may do nothing
// else, and the service does not have it.
import pg from 'pg'
import { Problem } from '../../kernel/problem.ts'

export type Reading = { caseNumber: string; askedBy: string; approvedBy: string }

/** The rows of a hold. Throws `held-reading-needs-two` where the case, or one of two different people, is not named. */
export async function readHeld(
  url: string,
  of: Reading & { holdId: string; id: string; at: Date },
): Promise<{ table: string; row: unknown }[]> {
  const names = [of.askedBy, of.approvedBy].map(n => n.trim().toLowerCase())
  if (of.caseNumber.trim().length < 3 || names.some(n => n.length < 3) || names[0] === names[1])
    throw new Problem('held-reading-needs-two', {}, { status: 422 })
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('begin')
    // The line stands before a row is seen.
    await client.query(
      'insert into restricted.reading (id, hold_id, case_number, asked_by, approved_by, at) values ($1, $2, $3, $4, $5, $6)',
      [of.id, of.holdId, of.caseNumber.trim(), of.askedBy.trim(), of.approvedBy.trim(), of.at],
    )
    await client.query('commit')
    const { rows } = await client.query<{ table: string; row: unknown }>(
      'select table_name as table, content as row from restricted.item where hold_id = $1 order by table_name, row_key',
      [of.holdId],
    )
    return rows
  } finally {
    await client.end()
  }
}

/** What is kept apart for a company: which hold, why, of which document and until when. */
export async function listHeld(url: string, companyId: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{
      id: string
      reason: string
      law: string
      document_id: string | null
      ends_on: string
    }>(
      'select id, reason, law, document_id, ends_on from restricted.hold where company_id = $1 order by ends_on, id limit 1000',
      [companyId],
    )
    return rows
  } finally {
    await client.end()
  }
}
