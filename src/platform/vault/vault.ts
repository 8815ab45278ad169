// Keys per person and per document, in a schema and login of their own. Destroying a key destroys what it encrypted, in the
// database, in files and in every backup. A key is made before the business transaction that first uses it, and noted there
// (`noteKey`); one that no transaction noted is swept.
import { createHmac, randomBytes } from 'node:crypto'
import type pg from 'pg'
import { Problem } from '../../kernel/problem.ts'
import type { Clock } from '../clock.ts'
import type { Tx } from '../database/connect.ts'
import type { Secrets } from '../secrets.ts'
import { decrypt, encrypt } from './cipher.ts'

/** Why a key exists. The year in a hold's bucket is the last calendar year it must be kept. */
export type Bucket = 'person' | 'draft' | `evidence-${number}` | `bookkeeping-${number}`
export type VaultKey = { id: string; companyId: string; bucket: Bucket; key: Buffer }

export type Vault = ReturnType<typeof makeVault>

/** Unwrapped keys stay in memory this long, so a shredded one is gone from every process within it. */
const KEPT_MS = 60_000
const KEPT_KEYS = 5000

export function makeVault(options: { pool: pg.Pool; secrets: Secrets; clock: Clock; newId: () => string }) {
  const { pool, secrets, clock, newId } = options
  const kept = new Map<string, { key: Buffer; until: number }>()
  const wrappingKey = (month: string) => secrets.key(`vault-wrap-${month}`)
  const wrapPlace = (companyId: string, id: string) => `vault.key|wrapped|${id}|${companyId}`

  const wrap = (plain: Buffer, where: string) => {
    const month = clock.now().toISOString().slice(0, 7)
    return Buffer.concat([Buffer.from(month, 'latin1'), encrypt(wrappingKey(month), plain, where)])
  }
  const unwrap = (wrapped: Buffer, where: string) =>
    decrypt(wrappingKey(wrapped.subarray(0, 7).toString('latin1')), wrapped.subarray(7), where)
  const keep = (id: string, key: Buffer) => {
    if (kept.size >= KEPT_KEYS) kept.delete(kept.keys().next().value as string)
    kept.set(id, { key, until: clock.now().getTime() + KEPT_MS })
  }

  return {
    /** Makes and stores a key. Call before the transaction that will use it, and `noteKey` inside that one. */
    async make(companyId: string, bucket: Bucket): Promise<VaultKey> {
      const id = newId()
      const key = randomBytes(32)
      await pool.query({
        name: 'vault-make',
        text: 'insert into vault.key (company_id, id, bucket, wrapped, created_at) values ($1, $2, $3, $4, $5)',
        values: [companyId, id, bucket, wrap(key, wrapPlace(companyId, id)), clock.now()],
      })
      keep(id, key)
      return { id, companyId, bucket, key }
    },

    /** As many keys at once, for as many people. */
    async makeMany(companyId: string, bucket: Bucket, count: number): Promise<VaultKey[]> {
      const keys = Array.from({ length: count }, () => ({ id: newId(), companyId, bucket, key: randomBytes(32) }))
      for (let at = 0; at < count; at += 1000) {
        const some = keys.slice(at, at + 1000)
        await pool.query({
          name: 'vault-make-many',
          text: 'insert into vault.key (company_id, id, bucket, wrapped, created_at) select $1, t.id, $2, t.wrapped, $5 from unnest($3::uuid[], $4::bytea[]) as t (id, wrapped)',
          values: [
            companyId,
            bucket,
            some.map(k => k.id),
            some.map(k => wrap(k.key, wrapPlace(companyId, k.id))),
            clock.now(),
          ],
        })
      }
      return keys
    },

    /** The key itself. Throws the problem `erased` when it has been destroyed. */
    async key(companyId: string, id: string): Promise<Buffer> {
      const known = kept.get(id)
      if (known && known.until > clock.now().getTime()) return known.key
      const { rows } = await pool.query({
        name: 'vault-key',
        text: 'select wrapped from vault.key where company_id = $1 and id = $2',
        values: [companyId, id],
      })
      if (rows.length === 0) throw new Error('No such key in the vault.')
      if (rows[0].wrapped === null) {
        kept.delete(id)
        throw new Problem('erased', {}, { status: 410 })
      }
      const key = unwrap(rows[0].wrapped, wrapPlace(companyId, id))
      keep(id, key)
      return key
    },

    /** Destroys a key for good. The row stays and says when. */
    async shred(companyId: string, id: string): Promise<void> {
      kept.delete(id)
      await pool.query(
        'update vault.key set wrapped = null, shredded_at = $3 where company_id = $1 and id = $2 and wrapped is not null',
        [companyId, id, clock.now()],
      )
    },

    /** Destroys what numbers were looked up by in a company: no imprint made with it says anything any more. */
    async forgetIndex(companyId: string): Promise<void> {
      await pool.query('delete from vault.index_key where company_id = $1', [companyId])
    },

    /** Whether a company still has a key that opens anything, beside those named. */
    async holdsFor(companyId: string, but: readonly string[]): Promise<number> {
      const { rows } = await pool.query(
        `select (select count(*) from vault.key where company_id = $1 and wrapped is not null and id <> all($2::uuid[]))
           + (select count(*) from vault.index_key where company_id = $1) as n`,
        [companyId, but],
      )
      return Number(rows[0].n)
    },

    /** A look-up value that is the same within one company and says nothing outside it. */
    async blindIndex(companyId: string, value: string): Promise<Buffer> {
      return (await this.blindIndexer(companyId))(value)
    },

    /** The same for many values of one company. */
    async blindIndexer(companyId: string): Promise<(value: string) => Buffer> {
      const where = `vault.index_key|wrapped|${companyId}|${companyId}`
      await pool.query(
        'insert into vault.index_key (company_id, wrapped, created_at) values ($1, $2, $3) on conflict do nothing',
        [companyId, wrap(randomBytes(32), where), clock.now()],
      )
      const { rows } = await pool.query('select wrapped from vault.index_key where company_id = $1', [companyId])
      const key = unwrap(rows[0].wrapped, where)
      return value => createHmac('sha256', key).update(value).digest()
    },

    /** The look-up value at every company that has a key for them. For a person who has proven whose number it is, and nobody else. */
    async blindIndexes(value: string): Promise<{ companyId: string; index: Buffer }[]> {
      const { rows } = await pool.query('select company_id, wrapped from vault.index_key')
      return rows.map((r: { company_id: string; wrapped: Buffer }) => ({
        companyId: r.company_id,
        index: createHmac('sha256', unwrap(r.wrapped, `vault.index_key|wrapped|${r.company_id}|${r.company_id}`))
          .update(value)
          .digest(),
      }))
    },

    /** Removes keys that no committed transaction noted within a day. */
    async sweepUnused(isNoted: (companyId: string, ids: string[]) => Promise<Set<string>>): Promise<number> {
      const dayAgo = new Date(clock.now().getTime() - 86_400_000)
      const { rows } = await pool.query(
        'select company_id, array_agg(id) as ids from vault.key where created_at < $1 and created_at > $2 and wrapped is not null group by company_id',
        [dayAgo, new Date(dayAgo.getTime() - 7 * 86_400_000)],
      )
      let swept = 0
      for (const { company_id, ids } of rows as { company_id: string; ids: string[] }[]) {
        const noted = await isNoted(company_id, ids)
        const unused = ids.filter(id => !noted.has(id))
        if (unused.length === 0) continue
        await pool.query('delete from vault.key where company_id = $1 and id = any($2)', [company_id, unused])
        swept += unused.length
      }
      return swept
    },

    close: () => pool.end(),
  }
}

/** Records in the business transaction that a key came into use. */
export const noteKey = (tx: Tx, key: VaultKey, at: Date): Promise<void> => noteKeys(tx, [key], at)

/** The same for many. */
export async function noteKeys(tx: Tx, keys: readonly VaultKey[], at: Date): Promise<void> {
  for (let from = 0; from < keys.length; from += 1000)
    await tx
      .insertInto('vault_key')
      .values(
        keys
          .slice(from, from + 1000)
          .map(k => ({ company_id: k.companyId, id: k.id, bucket: k.bucket, created_at: at })),
      )
      .execute()
}
