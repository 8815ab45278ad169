// The bank's statement that the certificate was good at the moment of signing (RFC 6960), tied to this one signature by its nonce.
import {
  bitsOf,
  child,
  type Der,
  DerError,
  equalBytes,
  expect,
  INTEGER,
  OCTET_STRING,
  oidOf,
  readDer,
  SEQUENCE,
  timeOf,
} from '../asn1/der.ts'
import {
  type Certificate,
  digest,
  hashName,
  isIssuedBy,
  isSignature,
  isValidAt,
  OIDS,
  readCertificate,
} from '../asn1/x509.ts'
import { refuseUnless } from './refused.ts'

const BASIC_RESPONSE = '1.3.6.1.5.5.7.48.1.1'
const NONCE = '1.3.6.1.5.5.7.48.1.2'

export type OcspAnswer = {
  /** RFC 6960 4.2.1: 0 is successful; anything else carries nothing more. */
  status: number
  basic: {
    tbs: Uint8Array
    responder: { byName: Uint8Array } | { byKey: Uint8Array }
    producedAt: Date
    response: {
      hash: string
      issuerNameHash: Uint8Array
      issuerKeyHash: Uint8Array
      serial: Uint8Array
      good: boolean
      thisUpdate: Date
      nextUpdate: Date | null
    }
    nonce: Uint8Array | null
    signatureAlgorithm: string
    signature: Uint8Array
    signer: Certificate
  } | null
}

/** Throws DerError. */
export function readOcspAnswer(bytes: Uint8Array): OcspAnswer {
  const outer = expect(readDer(bytes), SEQUENCE)
  const status = child(outer, 0, 0x0a).value
  if (status.length !== 1) throw new DerError('response status')
  if (status[0] !== 0) return { status: status[0] as number, basic: null }
  const responseBytes = child(child(outer, 1, 0xa0), 0, SEQUENCE)
  if (oidOf(child(responseBytes, 0)) !== BASIC_RESPONSE) throw new DerError('response type')
  const basic = expect(readDer(child(responseBytes, 1, OCTET_STRING).value), SEQUENCE)

  const tbs = child(basic, 0, SEQUENCE)
  let at = 0
  if (tbs.children[0]?.tag === 0xa0) at++
  const responder = child(tbs, at++)
  const producedAt = timeOf(child(tbs, at++, 0x18))
  const responses = child(tbs, at++, SEQUENCE)
  if (responses.children.length !== 1) throw new DerError('one status is expected')
  // [1] is also the tag of a responder named by name: extensions are what follows the responses, and the last there is.
  const extensions = tbs.children[at]
  if (extensions && (extensions.tag !== 0xa1 || tbs.children.length !== at + 1)) throw new DerError('response data')

  const embedded = child(child(basic, 3, 0xa0), 0, SEQUENCE)
  return {
    status: 0,
    basic: {
      tbs: tbs.raw,
      responder: responderOf(responder),
      producedAt,
      response: singleResponse(child(responses, 0, SEQUENCE)),
      nonce: extensions ? nonceIn(child(extensions, 0, SEQUENCE)) : null,
      signatureAlgorithm: oidOf(child(child(basic, 1, SEQUENCE), 0)),
      signature: bitsOf(child(basic, 2)),
      signer: readCertificate(child(embedded, 0, SEQUENCE).raw),
    },
  }
}

function responderOf(der: Der) {
  if (der.tag === 0xa1) return { byName: child(der, 0, SEQUENCE).raw }
  if (der.tag === 0xa2) return { byKey: child(der, 0, OCTET_STRING).value }
  throw new DerError('responder')
}

function singleResponse(der: Der) {
  const id = child(der, 0, SEQUENCE)
  const hash = hashName[oidOf(child(child(id, 0, SEQUENCE), 0))]
  if (!hash) throw new DerError('hash of the certificate id')
  const status = child(der, 1)
  const next = der.children[3]
  return {
    hash,
    issuerNameHash: child(id, 1, OCTET_STRING).value,
    issuerKeyHash: child(id, 2, OCTET_STRING).value,
    serial: child(id, 3, INTEGER).value,
    good: status.tag === 0x80 && status.value.length === 0,
    thisUpdate: timeOf(child(der, 2, 0x18)),
    nextUpdate: next?.tag === 0xa0 ? timeOf(child(next, 0, 0x18)) : null,
  }
}

function nonceIn(extensions: Der): Uint8Array | null {
  const found = extensions.children.filter(e => oidOf(child(e, 0)) === NONCE)
  if (found.length > 1) throw new DerError('two nonces')
  if (!found[0]) return null
  const value = expect(found[0].children.at(-1), OCTET_STRING).value
  // BankID writes its 32 bytes bare; RFC 8954 wraps them in an octet string of their own.
  return value.length === 32 ? value : expect(readDer(value), OCTET_STRING).value
}

/**
 * Checks that the answer is the issuing authority's own, is about this certificate, says good, and was given for this signature text
 * (the base64 as it was received). Throws BankIdAnswerRefused: ocsp-*.
 */
export async function refuseUnlessGood(
  basic: NonNullable<OcspAnswer['basic']>,
  person: Certificate,
  issuer: Certificate,
  signatureBase64: string,
): Promise<void> {
  const { signer, response, producedAt } = basic
  refuseUnless(
    signer.extendedKeyUsage.includes(OIDS.ocspSigning) &&
      !signer.isCa &&
      isValidAt(signer, producedAt) &&
      (await isIssuedBy(signer, issuer)) &&
      (await isResponder(basic.responder, signer)),
    'ocsp-signer',
  )
  refuseUnless(await isSignature(signer, basic.signatureAlgorithm, basic.tbs, basic.signature), 'ocsp-signature')
  refuseUnless(
    equalBytes(response.serial, person.serial) &&
      equalBytes(response.issuerNameHash, await digest(response.hash, issuer.subject)) &&
      equalBytes(response.issuerKeyHash, await digest(response.hash, issuer.keyBits)),
    'ocsp-certificate',
  )
  refuseUnless(response.good, 'ocsp-not-good')
  refuseUnless(
    response.thisUpdate <= producedAt && (response.nextUpdate === null || producedAt <= response.nextUpdate),
    'ocsp-time',
  )
  const bound = await digest('SHA-1', new TextEncoder().encode(signatureBase64))
  refuseUnless(basic.nonce?.length === 32 && equalBytes(basic.nonce.subarray(0, 20), bound), 'ocsp-nonce')
}

async function isResponder(responder: NonNullable<OcspAnswer['basic']>['responder'], signer: Certificate) {
  return 'byName' in responder
    ? equalBytes(responder.byName, signer.subject)
    : equalBytes(responder.byKey, await digest('SHA-1', signer.keyBits))
}
