// What a writer left who died between storing and noting: whole objects that no row refers to, and halves.
import { sql } from 'kysely'
import type { Services } from '../context.ts'
import { sweep } from '../jobs/job.ts'

/** Far longer than any transaction lives. */
const LEFT_MS = 86_400_000

export const sweepFiles = sweep('sweep-files', {
  does: 'Removes stored objects that are a day old and that no row refers to, and the halves of interrupted writes.',
  everySeconds: 3600,
  async run(services) {
    const before = new Date(services.clock.now().getTime() - LEFT_MS)
    const halves = await services.files.removeHalves(before)
    const unused = await services.files.removeUnused(before, companyId => notedFiles(services, companyId))
    if (halves + unused > 0) services.log.info({ halves, unused }, 'removed stored objects that nobody uses')
  },
})

/** What the company's rows refer to; null where there is no such company here: then the objects are somebody else's. */
async function notedFiles(services: Services, companyId: string) {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(companyId)) return null
  return services.database.company(companyId, async tx => {
    const company = await tx.selectFrom('company').select('id').where('id', '=', companyId).executeTakeFirst()
    if (!company) return null
    const used = await tx.selectFrom('file').select(['sha256', 'key_id']).where('company_id', '=', companyId).execute()
    // What lies apart has no row here, and is kept all the same.
    const held = await sql<{ sha256: string; key_id: string }>`select * from held_files(${companyId})`.execute(tx)
    return [...used, ...held.rows]
  })
}
