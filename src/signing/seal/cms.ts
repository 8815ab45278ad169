// CMS with the signed attributes of CAdES (ETSI EN 319 122) as PAdES baseline asks: content type, message digest, signing-certificate-v2
// and no signing time. Attributes in the order of their bytes.
import { createHash, type KeyObject, sign } from 'node:crypto'
import { child, integer, join, nothing, octets, oid, readDer, sequence, setOf, setOne, tlv } from '../asn1/der.ts'
import { OIDS } from '../asn1/x509.ts'

export const CMS = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timeStampToken: '1.2.840.113549.1.9.16.2.14',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
} as const

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest())
const attribute = (id: string, value: Uint8Array) => sequence(oid(id), setOne(value))

export type Signer = { certificate: Uint8Array; chain: readonly Uint8Array[]; key: KeyObject }

/** A detached signature over a digest. `stamp` gives a time-stamp token over the signature's value. */
export async function signCms(
  signer: Signer,
  digest: Uint8Array,
  stamp?: (imprint: Uint8Array) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const { issuer, serial } = issuerOf(signer.certificate)
  const algorithm = sequence(oid(OIDS.sha256), nothing)
  const ess = sequence(
    sequence(sequence(octets(sha256(signer.certificate)), sequence(sequence(tlv(0xa4, issuer)), serial))),
  )
  const attributes = setOf(
    attribute(CMS.contentType, oid(CMS.data)),
    attribute(CMS.messageDigest, octets(digest)),
    attribute(CMS.signingCertificateV2, ess),
  )
  const elliptic = signer.key.asymmetricKeyType === 'ec'
  const signature = new Uint8Array(sign('sha256', attributes, signer.key))
  const implicit = attributes.slice()
  implicit[0] = 0xa0
  const unsigned = stamp ? [tlv(0xa1, sequence(oid(CMS.timeStampToken), setOne(await stamp(sha256(signature)))))] : []
  const info = sequence(
    integer(1),
    sequence(issuer, serial),
    algorithm,
    implicit,
    elliptic ? sequence(oid(OIDS.ecdsaSha256)) : sequence(oid(OIDS.rsa), nothing),
    octets(signature),
    ...unsigned,
  )
  return sequence(
    oid(CMS.signedData),
    tlv(
      0xa0,
      sequence(
        integer(1),
        setOne(algorithm),
        sequence(oid(CMS.data)),
        tlv(0xa0, join(signer.certificate, ...signer.chain)),
        setOne(info),
      ),
    ),
  )
}

/** Issuer and serial number of a certificate as they stand in it. */
function issuerOf(certificate: Uint8Array): { issuer: Uint8Array; serial: Uint8Array } {
  const tbs = child(readDer(certificate), 0)
  const at = tbs.children[0]?.tag === 0xa0 ? 1 : 0
  return { serial: child(tbs, at).raw, issuer: child(tbs, at + 2).raw }
}
