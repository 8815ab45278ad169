// An export in the app: made by the worker, told how far it has come, fetched by an owner who has just shown who they are, and gone after a day.
// Its pieces lie encrypted among the company's files, each under a key that is destroyed with it.
import { z } from 'zod'
import { Problem } from '../../kernel/problem.ts'
import type { Services } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { noteFile } from '../../platform/files/files.ts'
import { zip } from '../../platform/files/zip.ts'
import type { CompanyActor } from '../../platform/http/endpoint.ts'
import { job, sweep } from '../../platform/jobs/job.ts'
import { shredKey } from '../../platform/vault/shred-job.ts'
import { removeRemains } from '../erasure/remains.ts'
import { companyFiles } from './export.ts'

/** How long an export can be fetched. */
export const FETCH_HOURS = 24
const PART = 1024 * 1024
const HOUR_MS = 3_600_000

/** Begins one. While one is being made it answers with that. */
export async function askForExport(services: Services, tx: Tx, actor: CompanyActor): Promise<string> {
  const { companyId } = actor
  const making = await tx
    .selectFrom('company_export')
    .select('id')
    .where('company_id', '=', companyId)
    .where('state', '=', 'making')
    .executeTakeFirst()
  if (making) return making.id
  const id = services.newId()
  const at = services.clock.now()
  await tx
    .insertInto('company_export')
    .values({
      company_id: companyId,
      id,
      member_id: actor.memberId,
      state: 'making',
      asked_at: at,
      made_at: null,
      expires_at: new Date(at.getTime() + FETCH_HOURS * HOUR_MS),
    })
    .execute()
  await makeExport.in(tx, { companyId, id }, { key: `export:${id}` })
  return id
}

export const makeExport = job('make-company-export', {
  does: 'Makes the export of a company that an owner asked for, piece by piece.',
  input: z.object({ companyId: z.uuid(), id: z.uuid() }),
  maxAttempts: 5,
  async run(services, { companyId, id }, attempt) {
    const mine = (tx: Tx) => tx.updateTable('company_export').where('company_id', '=', companyId).where('id', '=', id)
    // What an earlier attempt left is of no use: the next begins at another moment.
    if (!(await forgetParts(services, companyId, id, 'making'))) return
    try {
      const parts: string[] = []
      let bytes = 0
      let waiting: Buffer[] = []
      let size = 0
      const keep = async () => {
        const piece = Buffer.concat(waiting)
        waiting = []
        size = 0
        const file = await services.files.write(companyId, piece, {
          mime: 'application/zip',
          purpose: 'export',
          bucket: 'draft',
        })
        parts.push(file.sha256)
        bytes += piece.length
        await services.database.company(companyId, async tx => {
          await noteFile(tx, file, services.clock.now())
          await mine(tx).set({ parts, bytes }).execute()
        })
      }
      const files = companyFiles(services, {
        companyId,
        numbers: true,
        progress: (done, total) =>
          services.database.company(companyId, async tx => void (await mine(tx).set({ done, total }).execute())),
      })
      for await (const piece of zip(files, services.clock.now())) {
        waiting.push(piece)
        size += piece.length
        if (size >= PART) await keep()
      }
      if (size > 0) await keep()
      const at = services.clock.now()
      await services.database.company(companyId, tx =>
        mine(tx)
          .set({ state: 'ready', made_at: at, expires_at: new Date(at.getTime() + FETCH_HOURS * HOUR_MS) })
          .where('state', '=', 'making')
          .execute(),
      )
    } catch (error) {
      if (attempt >= 5) {
        await forgetParts(services, companyId, id, 'making')
        await services.database.company(companyId, tx => mine(tx).set({ state: 'failed' }).execute())
      }
      throw error
    }
  },
})

/** Destroys the keys and removes the pieces. False where the export is in no such state. */
async function forgetParts(services: Services, companyId: string, id: string, state?: 'making'): Promise<boolean> {
  const remains = await services.keeper.company(companyId, async tx => {
    const row = await tx
      .selectFrom('company_export')
      .select(['parts', 'state'])
      .where('company_id', '=', companyId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!row || (state && row.state !== state)) return null
    const files = await tx
      .deleteFrom('file')
      .where('company_id', '=', companyId)
      .where('purpose', '=', 'export')
      .where('sha256', 'in', row.parts.length > 0 ? row.parts : [''])
      .returning(['sha256', 'key_id'])
      .execute()
    await tx
      .updateTable('company_export')
      .set({ parts: [], bytes: 0, done: 0 })
      .where('company_id', '=', companyId)
      .where('id', '=', id)
      .execute()
    for (const f of files) await shredKey.in(tx, { companyId, keyId: f.key_id })
    return { keys: files.map(f => ({ companyId, id: f.key_id })), files: files.map(f => ({ companyId, ...f })) }
  })
  if (remains) await removeRemains(services, remains)
  return remains !== null
}

export const expireExports = sweep('expire-company-exports', {
  does: 'Destroys exports of companies whose day to be fetched is over.',
  everySeconds: 900,
  async run(services) {
    const over = await services.database.ask<{ company_id: string; id: string }>(
      'exports-over',
      'select * from exports_over($1)',
      [services.clock.now()],
    )
    for (const { company_id: companyId, id } of over) {
      await forgetParts(services, companyId, id)
      await services.database.company(companyId, tx =>
        tx
          .updateTable('company_export')
          .set({ state: 'gone' })
          .where('company_id', '=', companyId)
          .where('id', '=', id)
          .execute(),
      )
    }
  },
})

/** The last ones, the newest first. */
export const exportsOf = (tx: Tx, companyId: string) =>
  tx
    .selectFrom('company_export as e')
    .leftJoin('member as m', j => j.onRef('m.company_id', '=', 'e.company_id').onRef('m.id', '=', 'e.member_id'))
    .select([
      'e.id',
      'e.state',
      'e.asked_at',
      'e.done',
      'e.total',
      'e.bytes',
      'e.expires_at',
      'e.fetched',
      'm.name as by',
    ])
    .where('e.company_id', '=', companyId)
    .orderBy('e.asked_at', 'desc')
    .limit(5)
    .execute()

/** The file, piece by piece as it is read. Throws `export-over` where there is nothing to fetch any more. */
export async function fetchExport(services: Services, companyId: string, id: string): Promise<Response> {
  const found = await services.database.company(companyId, async tx => {
    const row = await tx
      .updateTable('company_export')
      .set(eb => ({ fetched: eb('fetched', '+', 1) }))
      .where('company_id', '=', companyId)
      .where('id', '=', id)
      .where('state', '=', 'ready')
      .where('expires_at', '>', services.clock.now())
      .returning(['parts', 'bytes', 'asked_at'])
      .executeTakeFirst()
    if (!row) throw new Problem('export-over', {}, { status: 410 })
    const files = await tx
      .selectFrom('file')
      .select(['sha256', 'key_id'])
      .where('company_id', '=', companyId)
      .where('sha256', 'in', row.parts)
      .execute()
    return { ...row, files: row.parts.map(sha256 => files.find(f => f.sha256 === sha256)) }
  })
  const parts = found.files.values()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = parts.next()
      if (done) return controller.close()
      if (!value) return controller.error(new Error('A piece of an export is gone.'))
      controller.enqueue(new Uint8Array(await services.files.read(companyId, value)))
    },
  })
  return new Response(body, {
    headers: {
      'content-type': 'application/zip',
      'content-length': String(found.bytes),
      'content-disposition': `attachment; filename="cling-export-${found.asked_at.toISOString().slice(0, 10)}.zip"`,
      'cache-control': 'no-store',
    },
  })
}
