// The installation's own sealing certificate: a P-256 root and a leaf, made at set-up and replaceable by a bought one. Key usage as
// readers of PDF want it: with document signing alone some say "unknown issue", so e-mail protection stands beside it.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto'
import {
  bits,
  bool,
  equalBytes,
  fromPem,
  integer,
  octets,
  oid,
  printable,
  sequence,
  setOne,
  time,
  tlv,
  toPem,
  utf8,
} from '../asn1/der.ts'
import { isForSealing, isValidAt, OIDS, readCertificate } from '../asn1/x509.ts'

export type MadeCertificate = { certificatePem: string; chainPem: string; keyPem: string }

const YEAR = 365 * 86_400_000
const ecdsaSha256 = sequence(oid(OIDS.ecdsaSha256))
/** Names are limited to 64 characters (RFC 5280 ub-common-name). */
const short = (text: string) => [...text].slice(0, 64).join('')

export const nameOf = (pairs: readonly [string, Uint8Array][]) =>
  sequence(...pairs.map(([key, value]) => setOne(sequence(oid(key), value))))
export const extension = (id: string, critical: boolean, value: Uint8Array) =>
  sequence(oid(id), ...(critical ? [bool(true)] : []), octets(value))
/** SHA-1 of the key's bits, which stand last in its SubjectPublicKeyInfo: 65 bytes for P-256 (RFC 5280 4.2.1.2 (1)). */
const keyId = (spki: Uint8Array) => createHash('sha1').update(spki.subarray(-65)).digest()

export type Profile = {
  subject: Uint8Array
  issuer: Uint8Array
  key: KeyObject
  issuerKey: KeyObject
  signer: KeyObject
  extensions: readonly Uint8Array[]
  now: Date
  years: number
}

export function issueCertificate(p: Profile): Uint8Array {
  const spki = new Uint8Array(p.key.export({ type: 'spki', format: 'der' }))
  const issuerSpki = new Uint8Array(p.issuerKey.export({ type: 'spki', format: 'der' }))
  const serial = randomBytes(16)
  serial[0] = ((serial[0] as number) & 0x7f) | 0x40
  const tbs = sequence(
    tlv(0xa0, integer(2)),
    integer(serial),
    ecdsaSha256,
    p.issuer,
    sequence(time(new Date(p.now.getTime() - BEFORE_MS)), time(new Date(p.now.getTime() + p.years * YEAR))),
    p.subject,
    spki,
    tlv(
      0xa3,
      sequence(
        ...p.extensions,
        extension(OIDS.subjectKeyId, false, octets(keyId(spki))),
        extension(OIDS.authorityKeyId, false, sequence(tlv(0x80, keyId(issuerSpki)))),
      ),
    ),
  )
  return sequence(tbs, ecdsaSha256, bits(sign('sha256', tbs, p.signer)))
}

/** Back in time, so that a seal still is within it when a clock that was ahead at set-up has been put right. */
const BEFORE_MS = 2 * 86_400_000

/** Root for 20 years, leaf for 10. A test installation says TEST in both names. */
export function makeInstanceCertificate(of: {
  organisation: string
  organisationNumber: string
  test: boolean
  now: Date
}): MadeCertificate {
  const mark = of.test ? 'TEST ' : ''
  const organisation = short(of.organisation)
  const common: [string, Uint8Array][] = [
    [OIDS.country, printable('SE')],
    [OIDS.organisation, utf8(organisation)],
    ...(of.organisationNumber
      ? [[OIDS.organisationIdentifier, utf8(`NTRSE-${of.organisationNumber.replace('-', '')}`)] as [string, Uint8Array]]
      : []),
  ]
  const rootName = nameOf([...common, [OIDS.commonName, utf8(short(`${mark}${of.organisation} rot`))]])
  const leafName = nameOf([
    ...common,
    [OIDS.commonName, utf8(short(`${mark}${of.organisation} – elektroniskt sigill`))],
  ])
  const root = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const leaf = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const rootCertificate = issueCertificate({
    subject: rootName,
    issuer: rootName,
    key: root.publicKey,
    issuerKey: root.publicKey,
    signer: root.privateKey,
    now: of.now,
    years: 20,
    extensions: [
      extension(OIDS.basicConstraints, true, sequence(bool(true), integer(0))),
      // keyCertSign, cRLSign
      extension(OIDS.keyUsage, true, tlv(0x03, Uint8Array.of(1, 0x06))),
    ],
  })
  const leafCertificate = issueCertificate({
    subject: leafName,
    issuer: rootName,
    key: leaf.publicKey,
    issuerKey: root.publicKey,
    signer: root.privateKey,
    now: of.now,
    years: 10,
    extensions: [
      extension(OIDS.basicConstraints, true, sequence()),
      // digitalSignature, nonRepudiation
      extension(OIDS.keyUsage, true, tlv(0x03, Uint8Array.of(6, 0xc0))),
      extension(OIDS.extendedKeyUsage, false, sequence(oid(OIDS.emailProtection), oid(OIDS.documentSigning))),
    ],
  })
  return {
    certificatePem: toPem(leafCertificate),
    chainPem: toPem(rootCertificate),
    keyPem: leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

export type SealKey = {
  certificate: Uint8Array
  chain: Uint8Array[]
  key: KeyObject
  /** SHA-256 (hex) of the leaf and of the root. */
  fingerprint: string
  rootFingerprint: string
  rootPem: string
  /** Whether the certificate and those above it are valid. */
  isValidAt(at: Date): boolean
}

/** A certificate with its key, ready to seal. Throws when they do not belong together. */
export function loadSealKey(from: MadeCertificate): SealKey {
  const [leaf, ...rest] = fromPem(from.certificatePem + from.chainPem)
  if (!leaf) throw new Error('The sealing certificate’s file holds no certificate in PEM form.')
  const key = privateKey(from.keyPem)
  const read = readCertificate(leaf)
  const spki = createPublicKey(from.keyPem).export({ type: 'spki', format: 'der' })
  if (!equalBytes(read.spki, new Uint8Array(spki)))
    throw new Error('The sealing key and the certificate do not belong together.')
  if (!isForSealing(read))
    throw new Error('The certificate is issued for something else than sealing, such as web servers or time stamps.')
  // Whoever verifies must be able to check every byte of what came with the seal, so the chain goes all the way to its root.
  const names = [leaf, ...rest].map(readCertificate)
  const isWhole = names.every((c, i) => equalBytes(c.issuer, (names[i + 1] ?? c).subject))
  if (!isWhole)
    throw new Error(
      'The sealing certificate’s file must hold the certificate, then each issuer in order, last the root.',
    )
  const root = rest[rest.length - 1] ?? leaf
  const fingerprint = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
  return {
    certificate: leaf,
    chain: rest,
    key,
    fingerprint: fingerprint(leaf),
    rootFingerprint: fingerprint(root),
    rootPem: toPem(root),
    isValidAt: at => names.every(c => isValidAt(c, at)),
  }
}

/** Kinds that every reader of sealed files checks, ours too. */
function privateKey(pem: string): KeyObject {
  let key: KeyObject
  try {
    key = createPrivateKey(pem)
  } catch {
    throw new Error('The sealing key cannot be read. It must be an unencrypted private key in PEM form.')
  }
  const { namedCurve, modulusLength } = key.asymmetricKeyDetails ?? {}
  const isFit =
    (key.asymmetricKeyType === 'ec' && (namedCurve === 'prime256v1' || namedCurve === 'secp384r1')) ||
    (key.asymmetricKeyType === 'rsa' && (modulusLength ?? 0) >= 2048)
  if (!isFit)
    throw new Error('The sealing key must be an EC key on P-256 or P-384, or an RSA key of 2048 bits or more.')
  return key
}
