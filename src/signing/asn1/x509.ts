// X.509 certificates (RFC 5280): read, compare, chain. By WebCrypto, so that a page and the command line verify alike.
import {
  bitsOf,
  child,
  type Der,
  DerError,
  equalBytes,
  expect,
  oidOf,
  readDer,
  SEQUENCE,
  textOf,
  timeOf,
  toBase64,
} from './der.ts'

export const OIDS = {
  commonName: '2.5.4.3',
  surname: '2.5.4.4',
  serialNumber: '2.5.4.5',
  country: '2.5.4.6',
  organisation: '2.5.4.10',
  name: '2.5.4.41',
  givenName: '2.5.4.42',
  organisationIdentifier: '2.5.4.97',
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  policies: '2.5.29.32',
  authorityKeyId: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  rsa: '1.2.840.113549.1.1.1',
  rsaSha256: '1.2.840.113549.1.1.11',
  rsaSha384: '1.2.840.113549.1.1.12',
  rsaSha512: '1.2.840.113549.1.1.13',
  ec: '1.2.840.10045.2.1',
  p256: '1.2.840.10045.3.1.7',
  p384: '1.3.132.0.34',
  ecdsaSha256: '1.2.840.10045.4.3.2',
  ecdsaSha384: '1.2.840.10045.4.3.3',
  ecdsaSha512: '1.2.840.10045.4.3.4',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  documentSigning: '1.3.6.1.5.5.7.3.36',
} as const

export type Certificate = {
  raw: Uint8Array
  tbs: Uint8Array
  serial: Uint8Array
  issuer: Uint8Array
  subject: Uint8Array
  /** Values of the subject by object identifier, first one each. */
  names: Record<string, string>
  issuerNames: Record<string, string>
  notBefore: Date
  notAfter: Date
  /** SubjectPublicKeyInfo, whole. */
  spki: Uint8Array
  /** The key's own bits, as OCSP hashes them. */
  keyBits: Uint8Array
  keyAlgorithm: string
  signatureAlgorithm: string
  signature: Uint8Array
  isCa: boolean
  /** Null: no such extension. */
  keyUsage: { digitalSignature: boolean; certSign: boolean } | null
  extendedKeyUsage: string[]
  policies: string[]
}

export function readCertificate(bytes: Uint8Array): Certificate {
  const der = expect(readDer(bytes), SEQUENCE)
  const tbs = child(der, 0, SEQUENCE)
  if (der.children.length !== 3) throw new DerError('certificate')
  let at = 0
  if (tbs.children[0]?.tag === 0xa0) at++
  const serial = child(tbs, at++, 0x02)
  // RFC 5280 4.1.1.2: the algorithm outside, which no signature covers, is the one inside.
  if (!equalBytes(child(tbs, at++, SEQUENCE).raw, child(der, 1, SEQUENCE).raw)) throw new DerError('algorithm')
  const issuer = child(tbs, at++, SEQUENCE)
  const validity = child(tbs, at++, SEQUENCE)
  const subject = child(tbs, at++, SEQUENCE)
  const spki = child(tbs, at++, SEQUENCE)
  const extensions = new Map<string, Uint8Array>()
  for (const rest of tbs.children.slice(at)) {
    if (rest.tag !== 0xa3) continue
    for (const e of child(rest, 0, SEQUENCE).children) {
      const value = e.children[e.children.length - 1] as Der
      extensions.set(oidOf(child(e, 0)), expect(value, 0x04).value)
    }
  }
  const basic = extensions.get(OIDS.basicConstraints)
  const usage = extensions.get(OIDS.keyUsage)
  const extended = extensions.get(OIDS.extendedKeyUsage)
  const policies = extensions.get(OIDS.policies)
  const usageByte = usage ? (readDer(usage).value[1] ?? 0) : 0
  return {
    raw: der.raw,
    tbs: tbs.raw,
    serial: serial.value,
    issuer: issuer.raw,
    subject: subject.raw,
    names: namesOf(subject),
    issuerNames: namesOf(issuer),
    notBefore: timeOf(child(validity, 0)),
    notAfter: timeOf(child(validity, 1)),
    spki: spki.raw,
    keyBits: bitsOf(child(spki, 1)),
    keyAlgorithm: oidOf(child(child(spki, 0), 0)),
    signatureAlgorithm: oidOf(child(child(der, 1), 0)),
    signature: bitsOf(child(der, 2)),
    isCa: basic ? readDer(basic).children[0]?.value[0] === 0xff : false,
    keyUsage: usage ? { digitalSignature: (usageByte & 0x80) !== 0, certSign: (usageByte & 0x04) !== 0 } : null,
    extendedKeyUsage: extended ? readDer(extended).children.map(oidOf) : [],
    policies: policies ? readDer(policies).children.map(p => oidOf(child(p, 0))) : [],
  }
}

function namesOf(name: Der): Record<string, string> {
  const found: Record<string, string> = {}
  for (const set of name.children)
    for (const pair of set.children) {
      const key = oidOf(child(pair, 0))
      found[key] ??= textOf(child(pair, 1))
    }
  return found
}

const HASH_OF: Record<string, string> = {
  [OIDS.rsaSha256]: 'SHA-256',
  [OIDS.rsaSha384]: 'SHA-384',
  [OIDS.rsaSha512]: 'SHA-512',
  [OIDS.ecdsaSha256]: 'SHA-256',
  [OIDS.ecdsaSha384]: 'SHA-384',
  [OIDS.ecdsaSha512]: 'SHA-512',
}
export const hashName: Record<string, string> = {
  [OIDS.sha1]: 'SHA-1',
  [OIDS.sha256]: 'SHA-256',
  [OIDS.sha384]: 'SHA-384',
  [OIDS.sha512]: 'SHA-512',
}

export const digest = async (algorithm: string, bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await globalThis.crypto.subtle.digest(algorithm, bytes as BufferSource))

const keys = new Map<string, Promise<CryptoKey>>()

function importKey(spki: Uint8Array, algorithm: RsaHashedImportParams | EcKeyImportParams): Promise<CryptoKey> {
  const id = toBase64(spki) + JSON.stringify(algorithm)
  let key = keys.get(id)
  if (!key) {
    key = globalThis.crypto.subtle.importKey('spki', spki as BufferSource, algorithm, false, ['verify'])
    if (keys.size > 200) keys.clear()
    keys.set(id, key)
    key.catch(() => keys.delete(id))
  }
  return key
}

/** Whether a signature by this key over these bytes holds. `hash` where the algorithm alone does not say it (CMS "rsaEncryption"). */
export async function isSignature(
  key: Pick<Certificate, 'spki' | 'keyAlgorithm'>,
  algorithm: string,
  bytes: Uint8Array,
  signature: Uint8Array,
  hash = HASH_OF[algorithm],
): Promise<boolean> {
  if (!hash || hash === 'SHA-1') return false
  try {
    if (key.keyAlgorithm === OIDS.rsa) {
      if (algorithm.startsWith('1.2.840.10045')) return false
      const imported = await importKey(key.spki, { name: 'RSASSA-PKCS1-v1_5', hash })
      return await globalThis.crypto.subtle.verify(
        'RSASSA-PKCS1-v1_5',
        imported,
        signature as BufferSource,
        bytes as BufferSource,
      )
    }
    if (key.keyAlgorithm !== OIDS.ec || algorithm.startsWith('1.2.840.113549')) return false
    const curve = oidOf(child(child(readDer(key.spki), 0), 1))
    const size = curve === OIDS.p256 ? 32 : curve === OIDS.p384 ? 48 : 0
    if (size === 0) return false
    const imported = await importKey(key.spki, { name: 'ECDSA', namedCurve: size === 32 ? 'P-256' : 'P-384' })
    return await globalThis.crypto.subtle.verify(
      { name: 'ECDSA', hash },
      imported,
      rawEcdsa(signature, size) as BufferSource,
      bytes as BufferSource,
    )
  } catch (error) {
    if (error instanceof DerError || error instanceof DOMException) return false
    throw error
  }
}

/** r and s side by side, as WebCrypto wants them. */
function rawEcdsa(signature: Uint8Array, size: number): Uint8Array {
  const der = expect(readDer(signature), SEQUENCE)
  if (der.children.length !== 2) throw new DerError('ECDSA signature')
  const out = new Uint8Array(size * 2)
  for (const [i, part] of [child(der, 0, 0x02), child(der, 1, 0x02)].entries()) {
    let n = part.value
    if ((n[0] === 0 && n.length > 1 && (n[1] as number) < 0x80) || (n[0] as number) >= 0x80)
      throw new DerError('integer not in its shortest form')
    while (n.length > size && n[0] === 0) n = n.subarray(1)
    if (n.length > size) throw new DerError('ECDSA signature')
    out.set(n, size * i + size - n.length)
  }
  return out
}

export async function isIssuedBy(certificate: Certificate, issuer: Certificate): Promise<boolean> {
  return (
    equalBytes(certificate.issuer, issuer.subject) &&
    issuer.isCa &&
    (issuer.keyUsage === null || issuer.keyUsage.certSign) &&
    (await isSignature(issuer, certificate.signatureAlgorithm, certificate.tbs, certificate.signature))
  )
}

const OTHER_USES: readonly string[] = [
  OIDS.timeStamping,
  OIDS.ocspSigning,
  OIDS.serverAuth,
  OIDS.clientAuth,
  OIDS.codeSigning,
]
/** Not issued for something else alone: whoever gives out certificates for web servers under the same root has not vouched for a seal. */
export const isForSealing = (c: Certificate) =>
  c.extendedKeyUsage.length === 0 || c.extendedKeyUsage.some(use => !OTHER_USES.includes(use))

export const isValidAt = (c: Certificate, at: Date) => c.notBefore <= at && at <= c.notAfter

export type Chain = { ok: true; chain: Certificate[] } | { ok: false; code: 'chain-unknown' | 'chain-expired' }

/** From the leaf to one of the roots, each link's signature, use and validity at that time checked. */
export async function chainTo(
  leaf: Certificate,
  between: readonly Certificate[],
  roots: readonly Certificate[],
  at: Date,
): Promise<Chain> {
  const chain = [leaf]
  let current = leaf
  for (let depth = 0; depth < 8; depth++) {
    if (!isValidAt(current, at)) return { ok: false, code: 'chain-expired' }
    const self = roots.find(r => equalBytes(r.raw, current.raw))
    if (self) return { ok: true, chain }
    let next: Certificate | undefined
    for (const candidate of [...roots, ...between])
      if (!chain.includes(candidate) && (await isIssuedBy(current, candidate))) {
        next = candidate
        break
      }
    if (!next) return { ok: false, code: 'chain-unknown' }
    chain.push(next)
    current = next
  }
  return { ok: false, code: 'chain-unknown' }
}
