// Taking a document away, whole: every row that hangs on it, in the order the foreign keys allow. What a hold keeps is moved apart first.
import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import { moveApart, type NewHold, openHold } from './holds.ts'
import { noRemains, type Remains } from './remains.ts'

/** Rows that hang on a document and go with it, the outermost first. A test compares with the foreign keys of the living schema. */
export const hangingOn = [
  'visit',
  'feedback',
  'question',
  'dispatch',
  'signing_order',
  'signature',
  'sealed_file',
  'room_link',
  'version_party',
  'document_party',
  'document_event',
  'document_version',
  'change_order',
  'withdrawal_notice',
  'reminder_off',
] as const

/** What proves an agreement: kept apart for as long as claims can be made. */
const EVIDENCE = ['document_party', 'document_event', 'signature', 'sealed_file'] as const

/**
 * Removes a document. With a hold, the signed versions and what proves them lie apart afterwards, under their own keys; every other key of
 * the document is among what remains to be destroyed.
 */
export async function removeDocument(
  tx: Tx,
  of: { companyId: string; documentId: string; hold: NewHold | null },
): Promise<Remains> {
  const { companyId, documentId } = of
  const remains = noRemains()
  const mine = sql`company_id = ${companyId} and document_id = ${documentId}`
  const { rows: versions } = await sql<{ version: number; key_id: string; signed: boolean }>`
    select v.version, v.key_id, exists (select from signature s where s.company_id = v.company_id and s.document_id = v.document_id and s.version = v.version) as signed
    from document_version v where v.company_id = ${companyId} and v.document_id = ${documentId}`.execute(tx)
  const { rows: sealed } = await sql<{ sha256: string; key_id: string }>`
    select f.sha256, f.key_id from sealed_file s join file f on f.company_id = s.company_id and f.sha256 = s.file_sha256
    where s.company_id = ${companyId} and s.document_id = ${documentId}`.execute(tx)
  const { rows: orders } = await sql<{ key_id: string }>`select key_id from signing_order where ${mine}`.execute(tx)
  const { rows: signatures } = await sql<{ key_id: string }>`select key_id from signature where ${mine}`.execute(tx)
  const pictures = await ownPictures(tx, companyId, documentId)

  if (of.hold) {
    const hold = await openHold(tx, of.hold)
    for (const name of EVIDENCE) await moveApart(tx, hold, companyId, name, sql`t.document_id = ${documentId}`)
    const kept = versions.filter(v => v.signed).map(v => v.version)
    await moveApart(
      tx,
      hold,
      companyId,
      'document_version',
      sql`t.document_id = ${documentId} and t.version = any(${kept})`,
    )
    for (const f of sealed) await moveApart(tx, hold, companyId, 'file', sql`t.sha256 = ${f.sha256}`)
  }
  await sql`update disclosure set document_id = null where ${mine}`.execute(tx)
  for (const name of hangingOn) await sql`delete from ${sql.table(name)} where ${mine}`.execute(tx)
  await sql`delete from document where company_id = ${companyId} and id = ${documentId}`.execute(tx)

  const keptKeys = new Set(
    of.hold ? [...versions.filter(v => v.signed), ...signatures, ...sealed].map(k => k.key_id) : [],
  )
  const gone = [...versions, ...orders, ...signatures, ...pictures, ...sealed].map(k => k.key_id)
  for (const id of new Set(gone)) if (!keptKeys.has(id)) remains.keys.push({ companyId, id })
  for (const f of [...pictures, ...(of.hold ? [] : sealed)]) {
    await sql`delete from file where company_id = ${companyId} and sha256 = ${f.sha256}`.execute(tx)
    remains.files.push({ companyId, ...f })
  }
  if (of.hold)
    for (const f of sealed)
      await sql`delete from file where company_id = ${companyId} and sha256 = ${f.sha256}`.execute(tx)
  return remains
}

/** Pictures of this document that no other document or template of the company shows. */
async function ownPictures(tx: Tx, companyId: string, documentId: string) {
  const { rows } = await sql<{ sha256: string; key_id: string }>`
    select f.sha256, f.key_id from document d, file f
    where d.company_id = ${companyId} and d.id = ${documentId} and f.company_id = d.company_id and f.purpose = 'picture'
      and position(f.sha256 in d.content::text) > 0
      and not exists (select from document o where o.company_id = d.company_id and o.id <> d.id and position(f.sha256 in o.content::text) > 0)
      and not exists (select from document_template o where o.company_id = d.company_id and position(f.sha256 in o.content::text) > 0)`.execute(
    tx,
  )
  return rows
}
