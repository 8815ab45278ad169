// CMS with the signed attributes of CAdES (ETSI EN 319 122) as PAdES baseline asks: content type, message digest, signing-certificate-v2
// and no signing time. Attributes in the order of their bytes.
import { createHash, type KeyObject, sign } from 'node:crypto'
import { CMS, encodeSeal } from '../asn1/cms.ts'
import { child, octets, oid, readDer, sequence, setOf, setOne, tlv } from '../asn1/der.ts'

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
  const ess = sequence(
    sequence(sequence(octets(sha256(signer.certificate)), sequence(sequence(tlv(0xa4, issuer)), serial))),
  )
  const attributes = setOf(
    attribute(CMS.contentType, oid(CMS.data)),
    attribute(CMS.messageDigest, octets(digest)),
    attribute(CMS.signingCertificateV2, ess),
  )
  const signature = new Uint8Array(sign('sha256', attributes, signer.key))
  return encodeSeal({
    certificates: [signer.certificate, ...signer.chain],
    issuer,
    serial,
    attributes,
    key: signer.key.asymmetricKeyType === 'ec' ? 'ec' : 'rsa',
    signature,
    token: stamp ? await stamp(sha256(signature)) : null,
  })
}

/** Issuer and serial number of a certificate as they stand in it. */
function issuerOf(certificate: Uint8Array): { issuer: Uint8Array; serial: Uint8Array } {
  const tbs = child(readDer(certificate), 0)
  const at = tbs.children[0]?.tag === 0xa0 ? 1 : 0
  return { serial: child(tbs, at).raw, issuer: child(tbs, at + 2).raw }
}
