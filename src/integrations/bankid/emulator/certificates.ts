// Issues X.509 certificates of the form BankID's own have: RSA-2048, SHA-256, a policy of the test environment.
import { createHash, generateKeyPair, type KeyObject, randomBytes, sign } from 'node:crypto'
import { promisify } from 'node:util'
import {
  bits,
  bitsOf,
  bool,
  child,
  integer,
  octets,
  oid,
  printable,
  readDer,
  sequence,
  setOne,
  time,
  tlv,
  utf8,
} from '../../../signing/asn1/der.ts'
import { OIDS } from '../../../signing/asn1/x509.ts'

/** A certificate (DER) and its private key. */
export type Credential = { certificate: Uint8Array; key: KeyObject }

/** A name's parts in order: object identifier and text. */
export type Name = readonly (readonly [string, string])[]

export type Profile = {
  subject: Name
  use: 'authority' | 'person' | 'ocsp' | 'server' | 'client'
  notBefore: Date
  notAfter: Date
}

/** The mobile BankID of the test environment. */
export const MOBILE_POLICY = '1.2.3.4.25'

const generate = promisify(generateKeyPair)
/** Off the event loop's thread. */
const newKey = async (): Promise<KeyObject> => (await generate('rsa', { modulusLength: 2048 })).privateKey

/** Without an issuer the certificate is its own: a root. */
export async function issue(profile: Profile, issuer?: Credential): Promise<Credential> {
  const key = await newKey()
  const subject = nameOf(profile.subject)
  const spki = spkiOf(key)
  const signer = issuer?.key ?? key
  const serial = randomBytes(8)
  serial[0] = ((serial[0] as number) & 0x7f) | 0x40
  const algorithm = sequence(oid(OIDS.rsaSha256), Uint8Array.of(5, 0))
  const tbs = sequence(
    tlv(0xa0, integer(2)),
    integer(serial),
    algorithm,
    issuer ? subjectOf(issuer.certificate) : subject,
    sequence(time(profile.notBefore), time(profile.notAfter)),
    subject,
    spki,
    tlv(0xa3, sequence(...extensionsOf(profile.use), ...keyIds(spki, spkiOf(signer)))),
  )
  return { key, certificate: sequence(tbs, algorithm, bits(sign('sha256', tbs, signer))) }
}

export const subjectOf = (certificate: Uint8Array): Uint8Array => child(child(readDer(certificate), 0), 5).raw

const spkiOf = (key: KeyObject): Uint8Array => {
  const { n, e } = key.export({ format: 'jwk' })
  const number = (text: string | undefined) => integer(new Uint8Array(Buffer.from(text ?? '', 'base64url')))
  return sequence(sequence(oid(OIDS.rsa), Uint8Array.of(5, 0)), bits(sequence(number(n), number(e))))
}

const nameOf = (name: Name) =>
  sequence(
    ...name.map(([key, text]) =>
      setOne(sequence(oid(key), key === OIDS.country || key === OIDS.serialNumber ? printable(text) : utf8(text))),
    ),
  )

const extension = (id: string, critical: boolean, value: Uint8Array) =>
  sequence(oid(id), ...(critical ? [bool(true)] : []), octets(value))

const keyUsage = (byte: number, unused: number) =>
  extension(OIDS.keyUsage, true, tlv(0x03, Uint8Array.of(unused, byte)))
const extendedKeyUsage = (id: string) => extension(OIDS.extendedKeyUsage, true, sequence(oid(id)))
const policy = extension(OIDS.policies, false, sequence(sequence(oid(MOBILE_POLICY))))

function extensionsOf(use: Profile['use']): Uint8Array[] {
  switch (use) {
    case 'authority':
      return [extension(OIDS.basicConstraints, true, sequence(bool(true))), policy, keyUsage(0x06, 1)]
    case 'person':
      return [policy, keyUsage(0x80, 7)]
    case 'ocsp':
      return [
        policy,
        extendedKeyUsage(OIDS.ocspSigning),
        keyUsage(0x40, 6),
        extension(OCSP_NO_CHECK, false, Uint8Array.of(5, 0)),
      ]
    case 'server':
      return [keyUsage(0xa0, 5), extendedKeyUsage(SERVER_AUTH), extension(SUBJECT_ALT_NAME, false, LOOPBACK_NAMES)]
    case 'client':
      return [keyUsage(0x80, 7), extendedKeyUsage(CLIENT_AUTH)]
  }
}

const OCSP_NO_CHECK = '1.3.6.1.5.5.7.48.1.5'
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1'
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2'
const SUBJECT_ALT_NAME = '2.5.29.17'
const LOOPBACK_NAMES = sequence(
  tlv(0x82, new TextEncoder().encode('localhost')),
  tlv(0x87, Uint8Array.of(127, 0, 0, 1)),
)

function keyIds(spki: Uint8Array, issuerSpki: Uint8Array): Uint8Array[] {
  const id = (of: Uint8Array) =>
    createHash('sha1')
      .update(bitsOf(child(readDer(of), 1)))
      .digest()
  return [
    extension(OIDS.authorityKeyId, false, sequence(tlv(0x80, id(issuerSpki)))),
    extension(OIDS.subjectKeyId, false, octets(id(spki))),
  ]
}
