// The key this installation seals with: its own, made at set-up and kept encrypted, or a bought one by configuration.
import { readFileSync } from 'node:fs'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import { decrypt, encrypt, place } from '../platform/vault/cipher.ts'
import { loadSealKey, makeInstanceCertificate, type SealKey } from './seal/instance-certificate.ts'

const keyPlace = (id: string) => place('seal_certificate', 'key_encrypted', id, 'installation')
const sealKeys = new Map<string, SealKey>()

/** Makes the installation's certificate when there is none. Two processes at once make one. */
export async function ensureSealCertificate(services: Services): Promise<void> {
  if (services.config.seal) return
  await services.database.outside(async tx => {
    await tx.client.query('select pg_advisory_xact_lock(872341)')
    const known = await tx
      .selectFrom('seal_certificate')
      .select('id')
      .where('retired_at', 'is', null)
      .executeTakeFirst()
    if (known) return
    const { operator, bankId } = services.config
    const made = makeInstanceCertificate({
      organisation: operator.name,
      organisationNumber: operator.organisationNumber,
      test: bankId.kind === 'emulator' || bankId.environment === 'test',
      now: services.clock.now(),
    })
    const id = services.newId()
    await tx
      .insertInto('seal_certificate')
      .values({
        id,
        certificate_pem: made.certificatePem,
        chain_pem: made.chainPem,
        key_encrypted: encrypt(services.secrets.key('seal-key'), Buffer.from(made.keyPem), keyPlace(id)),
        created_at: services.clock.now(),
        retired_at: null,
      })
      .execute()
  })
}

/** The key to seal with now. Throws the problem `seal-not-ready`. */
export async function currentSealKey(services: Services): Promise<SealKey> {
  const { seal } = services.config
  if (seal) {
    const id = `file:${seal.certificateFile}`
    const known = sealKeys.get(id)
    if (known) return known
    const pem = readFileSync(seal.certificateFile, 'utf8')
    const key = loadSealKey({ certificatePem: pem, chainPem: '', keyPem: readFileSync(seal.keyFile, 'utf8') })
    sealKeys.set(id, key)
    return key
  }
  const [row] = await services.database.ask<{
    id: string
    certificate_pem: string
    chain_pem: string
    key_encrypted: Buffer
  }>(
    'seal-certificate',
    'select id, certificate_pem, chain_pem, key_encrypted from seal_certificate where retired_at is null order by created_at desc limit 1',
    [],
  )
  if (!row) throw new Problem('seal-not-ready', {}, { status: 503 })
  const known = sealKeys.get(row.id)
  if (known) return known
  const key = loadSealKey({
    certificatePem: row.certificate_pem,
    chainPem: row.chain_pem,
    keyPem: decrypt(services.secrets.key('seal-key'), row.key_encrypted, keyPlace(row.id)).toString('utf8'),
  })
  sealKeys.set(row.id, key)
  return key
}
