// The emulator's own certificates: for the TLS connection one hierarchy, for signatures another, as with BankID. Made once and kept
// under the data folder, so that what was signed yesterday still verifies. None of them is worth anything outside it.
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fromPem, toPem } from '../../../signing/asn1/der.ts'
import { OIDS } from '../../../signing/asn1/x509.ts'
import { type Credential, issue, type Name, type Profile } from './certificates.ts'

export type Authorities = {
  /** For the connection. */
  tls: Credential
  server: Credential
  relyingParty: Credential
  /** For signatures: the root, the bank's authority, its authority for customers, and who answers for their status. */
  root: Credential
  bank: Credential
  customer: Credential
  ocsp: Credential
}

const ORGANISATION = 'Testbanken (emulator)'
const named = (commonName: string): Name => [
  [OIDS.country, 'SE'],
  [OIDS.organisation, ORGANISATION],
  [OIDS.commonName, commonName],
]
/** Wide enough that a clock moved by a test, or a machine with a wrong one, finds them valid. */
const LIFE = { notBefore: new Date('2015-01-01T00:00:00Z'), notAfter: new Date('2049-01-01T00:00:00Z') }

/** The relying party's name, as it stands in its certificate and in `srvInfo` of every signature. */
export const RELYING_PARTY = { name: 'Cling (test)', number: '8780003656' }

/** Reads those that are there and issues the rest. */
export async function loadAuthorities(folder: string): Promise<Authorities> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const once = (file: string, subject: Name, use: Profile['use'], issuer?: Credential) =>
    keptOrIssued(join(folder, `${file}.pem`), { subject, use, ...LIFE }, issuer)
  const connection = async () => {
    const tls = await once('tls-ca', named('TLS Root CA (emulator)'), 'authority')
    const [server, relyingParty] = await Promise.all([
      once('tls-server', named('localhost'), 'server', tls),
      once('relying-party', relyingPartyName, 'client', tls),
    ])
    return { tls, server, relyingParty }
  }
  const signatures = async () => {
    const root = await once('root-ca', named('TEST Root CA (emulator, inte BankID)'), 'authority')
    const bank = await once('bank-ca', named('Testbanken CA (emulator)'), 'authority', root)
    const customer = await once('customer-ca', named('Testbanken Customer CA (emulator)'), 'authority', bank)
    const ocsp = await once('ocsp', named('Testbanken Customer CA (emulator) OCSP Signing'), 'ocsp', customer)
    return { root, bank, customer, ocsp }
  }
  const [c, s] = await Promise.all([connection(), signatures()])
  return { ...c, ...s }
}

const relyingPartyName: Name = [
  [OIDS.country, 'SE'],
  [OIDS.organisation, ORGANISATION],
  [OIDS.serialNumber, RELYING_PARTY.number],
  [OIDS.name, RELYING_PARTY.name],
  [OIDS.commonName, RELYING_PARTY.name],
]

/** Certificate and key in one file, so that both are there or neither. Issued anew when another issuer stands above it, or it has ended. */
export async function keptOrIssued(file: string, profile: Profile, issuer?: Credential): Promise<Credential> {
  const kept = await readCredential(file)
  if (
    kept &&
    isIssuedBy(kept, issuer ?? kept) &&
    new X509Certificate(kept.certificate).validToDate >= profile.notBefore
  )
    return kept
  const issued = await issue(profile, issuer)
  await writeCredential(file, issued)
  return issued
}

export const certificatePem = (c: Credential) => toPem(c.certificate)
export const keyPem = (c: Credential) => c.key.export({ type: 'pkcs8', format: 'pem' }) as string

async function readCredential(file: string): Promise<Credential | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const certificate = fromPem(text)[0]
  return certificate ? { certificate, key: createPrivateKey(text) } : null
}

async function writeCredential(file: string, c: Credential) {
  await writeFile(`${file}.making`, certificatePem(c) + keyPem(c), { mode: 0o600 })
  await chmod(`${file}.making`, 0o600)
  await rename(`${file}.making`, file)
}

function isIssuedBy(c: Credential, issuer: Credential): boolean {
  const above = new X509Certificate(issuer.certificate)
  const certificate = new X509Certificate(c.certificate)
  return certificate.checkIssued(above) && certificate.verify(above.publicKey)
}
