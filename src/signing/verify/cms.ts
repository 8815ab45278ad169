// Verifying CMS signatures and RFC 3161 time stamps. Every step must hold; nothing is taken from the file's word.
import { CMS, encodeSeal } from '../asn1/cms.ts'
import {
  child,
  type Der,
  DerError,
  equalBytes,
  expect,
  integer,
  oidOf,
  readDerPrefix,
  SEQUENCE,
  timeOf,
} from '../asn1/der.ts'
import { type Certificate, chainTo, digest, hashName, isSignature, OIDS, readCertificate } from '../asn1/x509.ts'

export type CmsRefusal = 'signature-unreadable' | 'signature-digest' | 'signature-wrong' | 'signature-certificate'
export type CmsVerdict =
  | { ok: false; code: CmsRefusal }
  | {
      ok: true
      signer: Certificate
      certificates: Certificate[]
      signature: Uint8Array
      /** A time-stamp token over the signature's value, where there is one. */
      token: Uint8Array | null
      /** Whether what no signature covers is also just as our seals are written. */
      exact: boolean
    }

/** `digestOf` gives the digest of what was signed, by the algorithm the signature names. */
export async function verifyCms(
  bytes: Uint8Array,
  digestOf: (algorithm: string) => Promise<Uint8Array>,
  contentType: string = CMS.data,
): Promise<CmsVerdict> {
  try {
    const { der } = readDerPrefix(bytes)
    const signed = signedDataOf(der)
    const { info, certificates } = signed
    const attributes = signed.attributes
    if (!attributes) return { ok: false, code: 'signature-unreadable' }
    const hash = hashName[signed.digestAlgorithm]
    if (!hash || hash === 'SHA-1') return { ok: false, code: 'signature-unreadable' }
    const type = attributeOf(attributes, CMS.contentType)
    const messageDigest = attributeOf(attributes, CMS.messageDigest)
    if (!type || oidOf(type) !== contentType || messageDigest?.tag !== 0x04)
      return { ok: false, code: 'signature-unreadable' }
    if (!equalBytes(messageDigest.value, await digestOf(hash))) return { ok: false, code: 'signature-digest' }

    const [issuer, serial] = [child(child(info, 1, SEQUENCE), 0), child(child(info, 1), 1)]
    const signer = certificates.find(c => equalBytes(c.issuer, issuer.raw) && equalBytes(c.serial, serial.value))
    if (!signer) return { ok: false, code: 'signature-certificate' }
    const ess = attributeOf(attributes, CMS.signingCertificateV2)
    if (ess) {
      const id = child(child(ess, 0, SEQUENCE), 0, SEQUENCE)
      const named = id.children[0]?.tag === SEQUENCE ? hashName[oidOf(child(child(id, 0), 0))] : 'SHA-256'
      const certificateHash = expect(
        id.children.find(c => c.tag === 0x04),
        0x04,
      ).value
      if (!named || !equalBytes(certificateHash, await digest(named, signer.raw)))
        return { ok: false, code: 'signature-certificate' }
    } else if (contentType === CMS.data) return { ok: false, code: 'signature-certificate' }

    // What is signed is the set of attributes with the tag of a set.
    const asSet = attributes.raw.slice()
    asSet[0] = 0x31
    const algorithm = oidOf(child(signed.signatureAlgorithm, 0))
    const good = await isSignature(
      signer,
      algorithm,
      asSet,
      signed.signature,
      algorithm === OIDS.rsa ? hash : undefined,
    )
    if (!good) return { ok: false, code: 'signature-wrong' }
    const token = signed.unsigned ? attributeOf(signed.unsigned, CMS.timeStampToken) : null
    const again = encodeSeal({
      certificates: certificates.map(c => c.raw),
      issuer: signer.issuer,
      serial: integer(signer.serial),
      attributes: asSet,
      key: signer.keyAlgorithm === OIDS.ec ? 'ec' : 'rsa',
      signature: signed.signature,
      token: token?.raw ?? null,
    })
    return {
      ok: true,
      signer,
      certificates,
      signature: signed.signature,
      token: token?.raw ?? null,
      exact: equalBytes(again, der.raw),
    }
  } catch (error) {
    if (error instanceof DerError || error instanceof TypeError) return { ok: false, code: 'signature-unreadable' }
    throw error
  }
}

/** Each is tried as the issuer of each other. */
const MOST_CERTIFICATES = 12

type SignedData = {
  info: Der
  certificates: Certificate[]
  attributes: Der | null
  digestAlgorithm: string
  signatureAlgorithm: Der
  signature: Uint8Array
  unsigned: Der | null
  content: Der
}

function signedDataOf(der: Der): SignedData {
  if (oidOf(child(der, 0)) !== CMS.signedData) throw new DerError('expected signed data')
  const data = child(child(der, 1, 0xa0), 0, SEQUENCE)
  const content = child(data, 2, SEQUENCE)
  const certificates = data.children.find(c => c.tag === 0xa0)?.children ?? []
  if (certificates.length > MOST_CERTIFICATES) throw new DerError('so many certificates')
  const infos = expect(data.children[data.children.length - 1], 0x31)
  if (infos.children.length !== 1) throw new DerError('expected one signer')
  const info = child(infos, 0, SEQUENCE)
  const attributes = info.children.find(c => c.tag === 0xa0) ?? null
  const at = attributes ? 4 : 3
  return {
    info,
    certificates: certificates.map(c => readCertificate(c.raw)),
    attributes,
    digestAlgorithm: oidOf(child(child(info, 2, SEQUENCE), 0)),
    signatureAlgorithm: child(info, at, SEQUENCE),
    signature: child(info, at + 1, 0x04).value,
    unsigned: info.children.find(c => c.tag === 0xa1) ?? null,
    content,
  }
}

/** The only value of an attribute; twice the same attribute is refused. */
function attributeOf(attributes: Der, id: string): Der | null {
  const found = attributes.children.filter(a => oidOf(child(a, 0)) === id)
  if (found.length > 1) throw new DerError('an attribute twice')
  const values = found[0] ? child(found[0], 1, 0x31).children : []
  return values.length === 1 ? (values[0] as Der) : null
}

export type StampVerdict =
  | { ok: false; code: 'timestamp-unreadable' | 'timestamp-imprint' | 'timestamp-wrong' | 'timestamp-nonce' }
  | { ok: true; at: Date; by: string; trusted: boolean; certificates: Certificate[]; nonce: Uint8Array | null }

/** A token (ContentInfo) over something with this digest. `roots` say whose stamps are trusted. */
export async function verifyTimestamp(
  token: Uint8Array,
  digestOf: (algorithm: string) => Promise<Uint8Array>,
  roots: readonly Certificate[],
): Promise<StampVerdict> {
  try {
    const { content } = signedDataOf(readDerPrefix(token).der)
    if (oidOf(child(content, 0)) !== CMS.tstInfo) return { ok: false, code: 'timestamp-unreadable' }
    const packed = child(child(content, 1, 0xa0), 0, 0x04).value
    const info = expect(readDerPrefix(packed).der, SEQUENCE)
    const imprint = child(info, 2, SEQUENCE)
    const hash = hashName[oidOf(child(child(imprint, 0), 0))]
    if (!hash || hash === 'SHA-1') return { ok: false, code: 'timestamp-unreadable' }
    if (!equalBytes(child(imprint, 1, 0x04).value, await digestOf(hash)))
      return { ok: false, code: 'timestamp-imprint' }
    const verdict = await verifyCms(token, algorithm => digest(algorithm, packed), CMS.tstInfo)
    if (!verdict.ok || !verdict.signer.extendedKeyUsage.includes(OIDS.timeStamping))
      return { ok: false, code: 'timestamp-wrong' }
    const at = timeOf(child(info, 4, 0x18))
    const chain = await chainTo(verdict.signer, verdict.certificates, roots, at)
    const nonce = info.children.slice(5).find(c => c.tag === 0x02)
    return {
      ok: true,
      at,
      by: verdict.signer.names[OIDS.commonName] ?? '',
      trusted: chain.ok,
      certificates: verdict.certificates,
      nonce: nonce?.value ?? null,
    }
  } catch (error) {
    if (error instanceof DerError || error instanceof TypeError) return { ok: false, code: 'timestamp-unreadable' }
    throw error
  }
}
