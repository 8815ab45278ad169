// Sending freezes: the document becomes version n, one canonical value, hashed and encrypted under a key of its own. Later edits become
// version n + 1; this one never changes.
import { createHash } from 'node:crypto'
import type { FrozenVersion } from '../blocks/frozen.ts'
import { defaultChoices } from '../blocks/price.ts'
import { canonicalBytes } from '../kernel/canonical.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { CompanyActor } from '../platform/http/endpoint.ts'
import { decrypt, encrypt, place } from '../platform/vault/cipher.ts'
import { noteKey, type VaultKey } from '../platform/vault/vault.ts'
import { priceOf, priceRows } from './drafts.ts'
import { recordEvent } from './events.ts'
import { endLinks } from './links.ts'
import { roleOf } from './signers.ts'

export const versionPlace = (companyId: string, documentId: string, version: number) =>
  place('document_version', 'canonical', `${documentId}/${version}`, companyId)

/** SHA-256 (hex) of the canonical form. */
export const versionHash = (frozen: FrozenVersion): string =>
  createHash('sha256').update(canonicalBytes(frozen)).digest('hex')

/** What was sent, as it was sent. */
export async function openVersion(
  services: Services,
  of: { companyId: string; documentId: string },
  row: { version: number; canonical: Buffer; key_id: string },
): Promise<FrozenVersion> {
  const key = await services.vault.key(of.companyId, row.key_id)
  const bytes = decrypt(key, row.canonical, versionPlace(of.companyId, of.documentId, row.version))
  return JSON.parse(bytes.toString('utf8')) as FrozenVersion
}

/** Whether the living version already says all this: only its number and time would be new. */
export async function isSentAlready(
  services: Services,
  tx: Tx,
  companyId: string,
  frozen: FrozenVersion,
): Promise<boolean> {
  const living = await tx
    .selectFrom('document_version')
    .select(['version', 'canonical', 'key_id'])
    .where('company_id', '=', companyId)
    .where('document_id', '=', frozen.documentId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (!living) return false
  const sent = await openVersion(services, { companyId, documentId: frozen.documentId }, living)
  return versionHash({ ...frozen, version: sent.version, frozenAt: sent.frozenAt }) === versionHash(sent)
}

type Reached = { partyId: string; mail: boolean; sms: boolean }

/** Writes the version, ends the one before with its links, and makes the document sent. Locked by the caller (composeVersion). */
export async function freezeVersion(
  services: Services,
  tx: Tx,
  actor: CompanyActor,
  frozen: FrozenVersion,
  from: { revision: number; key: VaultKey; to: readonly Reached[] },
): Promise<{ hash: string }> {
  const { companyId } = actor
  const at = services.clock.now()
  const canonical = canonicalBytes(frozen)
  const hash = createHash('sha256').update(canonical).digest('hex')
  const chosen = [...defaultChoices(priceRows(frozen.content))].sort()
  const price = priceOf(
    frozen.content,
    new Set(chosen),
    frozen.parties.filter(p => p.share > 0),
  )
  await noteKey(tx, from.key, at)

  const replaced = await tx
    .updateTable('document_version')
    .set({ ended_at: at, ended_why: 'replaced' })
    .where('company_id', '=', companyId)
    .where('document_id', '=', frozen.documentId)
    .where('ended_at', 'is', null)
    .returning('version')
    .executeTakeFirst()
  await endLinks(services, tx, { documentId: frozen.documentId, upToVersion: frozen.version - 1 }, 'replaced')
  await tx
    .insertInto('document_version')
    .values({
      company_id: companyId,
      document_id: frozen.documentId,
      version: frozen.version,
      hash,
      canonical: encrypt(from.key.key, canonical, versionPlace(companyId, frozen.documentId, frozen.version)),
      key_id: from.key.id,
      content_revision: from.revision,
      valid_to: frozen.content.validTo,
      frozen_at: at,
      frozen_by: actor.memberId,
      chosen,
      chosen_at: null,
      total_ore: price?.totalOre ?? 0,
      to_pay_ore: price?.toPayOre ?? 0,
      ended_at: null,
      ended_why: null,
      signing: frozen.signing ?? 'one',
      company_signs: frozen.companySigns ?? false,
    })
    .execute()
  let turn = 0
  for (const p of frozen.parties)
    await tx
      .insertInto('version_party')
      .values({
        company_id: companyId,
        document_id: frozen.documentId,
        version: frozen.version,
        party_id: p.id,
        role: roleOf({ signs: p.signs, otherwise: p.otherwise ?? 'copy' }),
        turn: p.signs ? ++turn : 0,
        by_mail: from.to.some(t => t.partyId === p.id && t.mail),
        by_sms: from.to.some(t => t.partyId === p.id && t.sms),
        invited_at: null,
        approved_at: null,
        for_party_id: null,
      })
      .execute()
  await tx
    .updateTable('document')
    .set({
      state: 'sent',
      latest_version: frozen.version,
      valid_to: frozen.content.validTo,
      opened_at: null,
      failed_dispatch: false,
      decline_reason: null,
      total_ore: price?.totalOre ?? null,
      to_pay_ore: price?.toPayOre ?? null,
    })
    .where('company_id', '=', companyId)
    .where('id', '=', frozen.documentId)
    .execute()
  if (replaced)
    await recordEvent(tx, {
      documentId: frozen.documentId,
      type: 'replaced',
      actor,
      at,
      version: replaced.version,
      data: { by: frozen.version },
    })
  return { hash }
}
