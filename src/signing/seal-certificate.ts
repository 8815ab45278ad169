// The key this installation seals with: its own, made at set-up and kept encrypted, or a bought one by configuration. What it once sealed
// with stays known, so that what was sealed then is recognised now.
import { readFileSync } from 'node:fs'
import { Problem } from '../kernel/problem.ts'
import { ConfigurationRefused } from '../platform/config.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { decrypt, encrypt, place } from '../platform/vault/cipher.ts'
import { fromPem, toPem } from './asn1/der.ts'
import { loadSealKey, makeInstanceCertificate, type SealKey } from './seal/instance-certificate.ts'

const keyPlace = (id: string) => place('seal_certificate', 'key_encrypted', id, 'installation')
const sealKeys = new Map<string, SealKey>()

/** Makes the installation's certificate when there is none, or looks at the configured one. Two processes at once make one. */
export async function ensureSealCertificate(services: Services): Promise<void> {
  const { seal } = services.config
  if (seal) await noteConfigured(services, seal)
  else
    await alone(services, async tx => {
      const known = await tx
        .selectFrom('seal_certificate')
        .select('id')
        .where('retired_at', 'is', null)
        .executeTakeFirst()
      if (!known) await makeOne(services, tx)
    })
}

/** A new certificate under a new root, from the next seal on. Files sealed before are recognised as they were. */
export async function renewSealCertificate(services: Services): Promise<SealKey> {
  if (services.config.seal) throw new Problem('seal-is-configured')
  await alone(services, async tx => {
    await tx
      .updateTable('seal_certificate')
      .set({ retired_at: services.clock.now() })
      .where('retired_at', 'is', null)
      .execute()
    await makeOne(services, tx)
  })
  return currentSealKey(services)
}

/** The key that seals now. Throws the problem `seal-not-ready`. */
export async function currentSealKey(services: Services): Promise<SealKey> {
  const { seal } = services.config
  if (seal) return configuredKey(seal)
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

/** The same, for a seal to be made now: no file is sealed with a certificate that is not valid. */
export async function keyToSealWith(services: Services): Promise<SealKey> {
  const key = await currentSealKey(services)
  if (!key.isValidAt(services.clock.now())) throw new Problem('seal-expired', {}, { status: 503 })
  return key
}

/** Every root this installation has sealed under (PEM), today's first. */
export async function sealRoots(services: Services): Promise<string[]> {
  const rows = await services.database.ask<{ chain_pem: string; certificate_pem: string }>(
    'seal-roots',
    'select certificate_pem, chain_pem from seal_certificate order by created_at desc',
    [],
  )
  const earlier = rows.map(r => toPem(fromPem(r.certificate_pem + r.chain_pem).at(-1) as Uint8Array))
  return [...new Set([(await currentSealKey(services)).rootPem, ...earlier])]
}

function configuredKey(seal: { certificateFile: string; keyFile: string }): SealKey {
  const id = `file:${seal.certificateFile}`
  const known = sealKeys.get(id)
  if (known) return known
  const key = loadSealKey({
    certificatePem: readFileSync(seal.certificateFile, 'utf8'),
    chainPem: '',
    keyPem: readFileSync(seal.keyFile, 'utf8'),
  })
  sealKeys.set(id, key)
  return key
}

/** A bought certificate is kept, without its key, for the day another is configured. */
async function noteConfigured(services: Services, seal: { certificateFile: string; keyFile: string }) {
  let key: SealKey
  try {
    key = configuredKey(seal)
  } catch (error) {
    throw new ConfigurationRefused([`CLING_SEAL_CERT and CLING_SEAL_KEY cannot be used. ${(error as Error).message}`])
  }
  await alone(services, async tx => {
    const certificate = toPem(key.certificate)
    const known = await tx
      .selectFrom('seal_certificate')
      .select('id')
      .where('certificate_pem', '=', certificate)
      .executeTakeFirst()
    if (known) return
    const now = services.clock.now()
    await tx
      .insertInto('seal_certificate')
      .values({
        id: services.newId(),
        certificate_pem: certificate,
        chain_pem: key.chain.map(c => toPem(c)).join(''),
        key_encrypted: null,
        created_at: now,
        retired_at: now,
      })
      .execute()
  })
}

async function makeOne(services: Services, tx: Tx) {
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
}

const alone = (services: Services, work: (tx: Tx) => Promise<void>) =>
  services.database.outside(async tx => {
    await tx.client.query('select pg_advisory_xact_lock(872341)')
    await work(tx)
  })
