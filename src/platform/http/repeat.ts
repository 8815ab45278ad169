// A caller that got no answer asks again. With the same `Idempotency-Key` the second request is answered as the first was and does
// nothing; the key stands in the transaction of what it made, so that either both are there or neither.
import { createHash } from 'node:crypto'
import { canonicalBytes } from '../../kernel/canonical.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Services } from '../context.ts'
import type { Tx } from '../database/connect.ts'
import { sweep } from '../jobs/job.ts'
import type { ApiEndpoint } from './endpoint.ts'

/** For so long a request may be repeated. */
const KEPT_MS = 24 * 3_600_000

export type Repeat = {
  /** What was made by the same request before, if it was. */
  before(tx: Tx): Promise<string | null>
  /** Takes the key for this transaction. Whoever comes at the same time waits here, and is told what the first one made. */
  begin(tx: Tx): Promise<string | null>
  /** Notes what was made. */
  made(tx: Tx, id: string): Promise<void>
}

/** The repeat of a request that carries a key; null for one that carries none. Throws on a key that is none. */
export function repeatOf(
  services: Services,
  e: Pick<ApiEndpoint, 'method' | 'path' | 'status'>,
  request: Request,
  body: Record<string, unknown>,
): Repeat | null {
  const key = request.headers.get('idempotency-key')
  if (key === null) return null
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw new Problem('idempotency-key-form', {}, { status: 400 })
  const keyHash = services.secrets.mac('idempotency-key', `${e.method} ${e.path}|${key}`)
  // Keyed: a hash of little text, such as a name and an address, could be guessed.
  const requestHash = services.secrets.mac('idempotency-request', createHash('sha256').update(bytesOf(body)).digest())
  const now = services.clock.now()
  const alive = new Date(now.getTime() - KEPT_MS)

  const before = async (tx: Tx): Promise<string | null> => {
    const row = await tx
      .selectFrom('idempotency')
      .select(['request_hash', 'answer_id'])
      .where('company_id', '=', tx.companyId as string)
      .where('key_hash', '=', keyHash)
      .where('created_at', '>', alive)
      .executeTakeFirst()
    if (!row) return null
    if (!requestHash.equals(row.request_hash)) throw new Problem('idempotency-other-request')
    return row.answer_id
  }
  return {
    before,
    async begin(tx) {
      const row = {
        company_id: tx.companyId as string,
        key_hash: keyHash,
        request_hash: requestHash,
        status: e.status,
        answer_id: '',
        created_at: now,
      }
      const taken = await tx
        .insertInto('idempotency')
        .values(row)
        .onConflict(c =>
          c.columns(['company_id', 'key_hash']).doUpdateSet(row).where('idempotency.created_at', '<=', alive),
        )
        .returning('answer_id')
        .executeTakeFirst()
      return taken ? null : before(tx)
    },
    async made(tx, id) {
      await tx
        .updateTable('idempotency')
        .set({ answer_id: id })
        .where('company_id', '=', tx.companyId as string)
        .where('key_hash', '=', keyHash)
        .execute()
    },
  }
}

/** The same request in another order of fields is the same request. Fractions, which have no canonical form, stand as they came. */
function bytesOf(body: Record<string, unknown>): Uint8Array {
  try {
    return canonicalBytes(body)
  } catch {
    return new TextEncoder().encode(JSON.stringify(body))
  }
}

export const forgetRepeats = sweep('forget-repeats', {
  does: 'Forgets which requests were answered more than a day ago.',
  everySeconds: 3600,
  async run(services) {
    await services.database.ask('forget-repeats', 'select forget_repeats($1)', [
      new Date(services.clock.now().getTime() - KEPT_MS),
    ])
  },
})
