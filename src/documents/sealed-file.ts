// The sealed file of an agreement: found by its document, handed out the same way to both parties.
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'

type Which = { companyId: string; documentId: string; version?: number }

export const sealedFileOf = (tx: Tx, { companyId, documentId, version }: Which) =>
  tx
    .selectFrom('sealed_file as s')
    .innerJoin('file as f', join =>
      join.onRef('f.company_id', '=', 's.company_id').onRef('f.sha256', '=', 's.file_sha256'),
    )
    .innerJoin('document as d', join =>
      join.onRef('d.company_id', '=', 's.company_id').onRef('d.id', '=', 's.document_id'),
    )
    .select(['f.sha256', 'f.key_id', 'd.number'])
    .where('s.company_id', '=', companyId)
    .where('s.document_id', '=', documentId)
    .$if(version !== undefined, q => q.where('s.version', '=', version as number))
    .orderBy('s.version', 'desc')
    .executeTakeFirst()

/** As a download. Throws the problem `not-sealed-yet` (404). */
export async function sealedFileAnswer(services: Services, which: Which): Promise<Response> {
  const found = await services.database.company(which.companyId, tx => sealedFileOf(tx, which))
  if (!found) throw new Problem('not-sealed-yet', {}, { status: 404 })
  return new Response((await services.files.read(which.companyId, found)) as unknown as BodyInit, {
    headers: {
      'content-type': 'application/pdf',
      // An ÄTA's number has a letter that headers have not (RFC 6266, RFC 8187).
      'content-disposition': `attachment; filename="${found.number.replaceAll('Ä', 'A')}.pdf"; filename*=UTF-8''${encodeURIComponent(found.number)}.pdf`,
      'cache-control': 'private, no-store',
    },
  })
}
