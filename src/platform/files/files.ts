// Files of a company: encrypted, each under a key of its own, and asked for by the hash of their content.
import { createHash } from 'node:crypto'
import { Problem } from '../../kernel/problem.ts'
import type { Tx } from '../database/connect.ts'
import { decrypt, encrypt } from '../vault/cipher.ts'
import { type Bucket, noteKey, type Vault, type VaultKey } from '../vault/vault.ts'
import type { ObjectStore } from './store.ts'

export type StoredFile = {
  companyId: string
  sha256: string
  mime: string
  size: number
  width: number | null
  height: number | null
  purpose: FilePurpose
  key: VaultKey
}
export type FilePurpose = 'logo' | 'photo' | 'picture' | 'sealed' | 'export'
export type Files = ReturnType<typeof makeFiles>

/**
 * Of the content and the key together: the same content written twice is two objects, so that a writer who dies before it is noted has
 * harmed nothing, and whoever sees the store cannot tell what is the same.
 */
function objectName(companyId: string, sha256: string, keyId: string): string {
  const name = createHash('sha256').update(`${sha256}|${keyId}`).digest('hex')
  return `${companyId}/${name.slice(0, 2)}/${name}`
}
const where = (companyId: string, sha256: string) => `file|content|${sha256}|${companyId}`

export function makeFiles(store: ObjectStore, vault: Vault) {
  return {
    /** Encrypts, stores and syncs. Call before the transaction that will `noteFile` it; an object nobody noted is harmless ciphertext. */
    async write(
      companyId: string,
      bytes: Uint8Array,
      about: { mime: string; purpose: FilePurpose; bucket: Bucket; width?: number; height?: number },
    ): Promise<StoredFile> {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const key = await vault.make(companyId, about.bucket)
      await store.put(objectName(companyId, sha256, key.id), encrypt(key.key, bytes, where(companyId, sha256)))
      return {
        companyId,
        sha256,
        key,
        mime: about.mime,
        size: bytes.length,
        purpose: about.purpose,
        width: about.width ?? null,
        height: about.height ?? null,
      }
    },

    /** The content of a noted file; checks that it is still what its name says. */
    async read(companyId: string, file: { sha256: string; key_id: string }): Promise<Buffer> {
      const sealed = await store.get(objectName(companyId, file.sha256, file.key_id))
      if (!sealed) throw new Problem('file-missing', {}, { status: 404 })
      const bytes = decrypt(await vault.key(companyId, file.key_id), sealed, where(companyId, file.sha256))
      if (createHash('sha256').update(bytes).digest('hex') !== file.sha256)
        throw new Error('A stored file is not what its name says.')
      return bytes
    },

    /** Removes what was written and not noted. */
    async discard(file: StoredFile): Promise<void> {
      await store.remove(objectName(file.companyId, file.sha256, file.key.id))
    },

    /** Removes a file's bytes. What its row says is the caller's; that it is not there is in order. */
    async remove(companyId: string, file: { sha256: string; key_id: string }): Promise<void> {
      await store.remove(objectName(companyId, file.sha256, file.key_id))
    },

    /** Whether its bytes still lie in the store. */
    async exists(companyId: string, file: { sha256: string; key_id: string }): Promise<boolean> {
      return (await store.get(objectName(companyId, file.sha256, file.key_id))) !== null
    },

    /**
     * Removes objects stored before a moment that no row refers to. The rows are asked for after the objects were listed: one that is
     * noted meanwhile is known. Null says that the company is not ours to judge.
     */
    async removeUnused(
      before: Date,
      noted: (companyId: string) => Promise<readonly { sha256: string; key_id: string }[] | null>,
    ): Promise<number> {
      let removed = 0
      let company = ''
      let names: string[] = []
      const judge = async () => {
        const rows = names.length > 0 ? await noted(company) : null
        if (!rows) return
        const used = new Set(rows.map(r => objectName(company, r.sha256, r.key_id)))
        for (const name of names) {
          if (used.has(name)) continue
          await store.remove(name)
          removed++
        }
      }
      for await (const name of store.olderThan(before)) {
        const owner = name.slice(0, name.indexOf('/'))
        if (owner !== company) {
          await judge()
          company = owner
          names = []
        }
        names.push(name)
      }
      await judge()
      return removed
    },

    /** Removes what writers who died left half-written before a moment. */
    removeHalves: (before: Date): Promise<number> => store.removeHalves(before),
  }
}

/** Makes a written file the company's, in the caller's transaction. False when the company has the same content already: that stays. */
export async function noteFile(tx: Tx, file: StoredFile, at: Date): Promise<boolean> {
  const known = await tx
    .selectFrom('file')
    .select('sha256')
    .where('company_id', '=', file.companyId)
    .where('sha256', '=', file.sha256)
    .executeTakeFirst()
  if (known) return false
  await noteKey(tx, file.key, at)
  const noted = await tx
    .insertInto('file')
    .values({
      company_id: file.companyId,
      sha256: file.sha256,
      purpose: file.purpose,
      mime: file.mime,
      size: file.size,
      width: file.width,
      height: file.height,
      key_id: file.key.id,
      created_at: at,
    })
    .onConflict(c => c.columns(['company_id', 'sha256']).doNothing())
    .returning('sha256')
    .executeTakeFirst()
  return noted !== undefined
}
