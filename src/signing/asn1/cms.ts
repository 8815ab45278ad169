// The form our seals have in CMS (RFC 5652): written by sealing, and written again by verifying, so that what no signature covers (versions,
// names of algorithms, the signer's reference) can only be what it must be.
import { integer, join, nothing, octets, oid, sequence, setOne, tlv } from './der.ts'
import { OIDS } from './x509.ts'

export const CMS = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timeStampToken: '1.2.840.113549.1.9.16.2.14',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
} as const

export type SealParts = {
  /** The certificate that signs, then those up to its root. */
  certificates: readonly Uint8Array[]
  /** Issuer (Name) and serial number (INTEGER) of the signing certificate, as they stand in it. */
  issuer: Uint8Array
  serial: Uint8Array
  /** The signed attributes as the SET they are signed as. */
  attributes: Uint8Array
  key: 'ec' | 'rsa'
  signature: Uint8Array
  /** A time-stamp token over the signature's value. */
  token: Uint8Array | null
}

/** SignedData, detached, SHA-256, one signer. */
export function encodeSeal(parts: SealParts): Uint8Array {
  const algorithm = sequence(oid(OIDS.sha256), nothing)
  const implicit = parts.attributes.slice()
  implicit[0] = 0xa0
  const unsigned = parts.token ? [tlv(0xa1, sequence(oid(CMS.timeStampToken), setOne(parts.token)))] : []
  const info = sequence(
    integer(1),
    sequence(parts.issuer, parts.serial),
    algorithm,
    implicit,
    parts.key === 'ec' ? sequence(oid(OIDS.ecdsaSha256)) : sequence(oid(OIDS.rsa), nothing),
    octets(parts.signature),
    ...unsigned,
  )
  const content = sequence(
    integer(1),
    setOne(algorithm),
    sequence(oid(CMS.data)),
    tlv(0xa0, join(...parts.certificates)),
    setOne(info),
  )
  return sequence(oid(CMS.signedData), tlv(0xa0, content))
}
