// BankID's XML signature taken apart (https://developers.bankid.com/how-to-guides/verifying-signatures). Every element stands at its
// one place; nothing is looked up by name or id anywhere else in the tree, so a signed part cannot be moved aside and replaced.
import { fromBase64 } from '../asn1/der.ts'
import { readCanonicalXml, type XmlElement } from './canonical-xml.ts'
import { orRefuse, refuseUnless } from './refused.ts'

const XMLDSIG = 'http://www.w3.org/2000/09/xmldsig#'
const BANKID = 'http://www.bankid.com/signature/v1.0.0/types'
const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256'

export type BankIdSignature = {
  /** The texts that were signed and digested, as they stand. */
  signedInfo: string
  signedData: string
  keyInfo: string
  /** Digests stated in SignedInfo. */
  signedDataDigest: Uint8Array
  keyInfoDigest: Uint8Array
  value: Uint8Array
  /** Person, the bank's customer authority, the bank's authority. */
  certificates: [Uint8Array, Uint8Array, Uint8Array]
  /** Base64 as in the order; null: the order had none. */
  visibleData: string | null
  nonVisibleData: string | null
  /** "Signing" or "Identification". */
  functionId: string
}

/** Throws BankIdAnswerRefused: xml-form, xml-structure, algorithm. */
export function readBankIdSignature(xml: string): BankIdSignature {
  const root = orRefuse('xml-form', () => readCanonicalXml(xml))
  refuseUnless(root.name === 'Signature', 'xml-structure')
  hasOnly(root, { xmlns: XMLDSIG })
  const [signedInfo, signatureValue, keyInfo, object] = parts(root, [
    'SignedInfo',
    'SignatureValue',
    'KeyInfo',
    'Object',
  ])
  const { signedDataDigest, keyInfoDigest } = readSignedInfo(signedInfo)

  hasOnly(signatureValue, {})
  hasOnly(keyInfo, { xmlns: XMLDSIG, Id: 'bidKeyInfo' })
  const [x509] = parts(keyInfo, ['X509Data'])
  hasOnly(x509, {})
  const certificates = parts(x509, ['X509Certificate', 'X509Certificate', 'X509Certificate'])

  hasOnly(object, {})
  const [signedData] = parts(object, ['bankIdSignedData'])
  hasOnly(signedData, { xmlns: BANKID, Id: 'bidSignedData' })

  return {
    signedInfo: signedInfo.literal,
    signedData: signedData.literal,
    keyInfo: keyInfo.literal,
    signedDataDigest,
    keyInfoDigest,
    value: bytesIn(signatureValue),
    certificates: certificates.map(c => {
      hasOnly(c, {})
      return bytesIn(c)
    }) as BankIdSignature['certificates'],
    ...readSignedData(signedData),
  }
}

function readSignedInfo(signedInfo: XmlElement) {
  hasOnly(signedInfo, { xmlns: XMLDSIG })
  const [canonicalization, method, toData, toKeyInfo] = parts(signedInfo, [
    'CanonicalizationMethod',
    'SignatureMethod',
    'Reference',
    'Reference',
  ])
  isAlgorithm(canonicalization, C14N)
  isAlgorithm(method, RSA_SHA256)
  hasOnly(toData, { Type: BANKID, URI: '#bidSignedData' })
  hasOnly(toKeyInfo, { URI: '#bidKeyInfo' })
  return { signedDataDigest: digestOf(toData), keyInfoDigest: digestOf(toKeyInfo) }
}

function digestOf(reference: XmlElement): Uint8Array {
  const [transforms, method, value] = parts(reference, ['Transforms', 'DigestMethod', 'DigestValue'])
  hasOnly(transforms, {})
  const [transform] = parts(transforms, ['Transform'])
  isAlgorithm(transform, C14N)
  isAlgorithm(method, SHA256)
  hasOnly(value, {})
  return bytesIn(value)
}

function readSignedData(signedData: XmlElement) {
  const left = [...signedData.children]
  const optional = (name: string, attributes: Record<string, string>) => {
    if (left[0]?.name !== name) return null
    const element = left.shift() as XmlElement
    hasOnly(element, attributes)
    refuseUnless(element.children.length === 0, 'xml-structure')
    return element.text
  }
  const visibleData = optional('usrVisibleData', { charset: 'UTF-8', visible: 'wysiwys' })
  const nonVisibleData = optional('usrNonVisibleData', {})
  refuseUnless(left.length === 2 && left[0]?.name === 'srvInfo' && left[1]?.name === 'clientInfo', 'xml-structure')
  const [serverInfo, clientInfo] = left as [XmlElement, XmlElement]
  bearsNoMarks(serverInfo)
  bearsNoMarks(clientInfo)
  const functions = clientInfo.children.filter(c => c.name === 'funcId')
  refuseUnless(functions.length === 1 && functions[0]?.children.length === 0, 'xml-structure')
  return { visibleData, nonVisibleData, functionId: functions[0]?.text as string }
}

/** The children, which must be these and in this order. */
function parts<const N extends readonly string[]>(element: XmlElement, names: N): { [K in keyof N]: XmlElement } {
  refuseUnless(
    element.text === '' &&
      element.children.length === names.length &&
      element.children.every((c, i) => c.name === names[i]),
    'xml-structure',
  )
  return element.children as { [K in keyof N]: XmlElement }
}

function hasOnly(element: XmlElement, attributes: Record<string, string>) {
  const names = Object.keys(element.attributes)
  refuseUnless(
    names.length === Object.keys(attributes).length && names.every(n => element.attributes[n] === attributes[n]),
    'xml-structure',
  )
}

/**
 * What BankID tells of itself and of the app may grow; ids and namespaces have no place there. (A namespace written twice would also
 * make the literal text another than the canonical one.)
 */
function bearsNoMarks(element: XmlElement) {
  refuseUnless(
    Object.keys(element.attributes).every(n => n !== 'xmlns' && n.toLowerCase() !== 'id'),
    'xml-structure',
  )
  for (const child of element.children) bearsNoMarks(child)
}

function isAlgorithm(element: XmlElement, algorithm: string) {
  refuseUnless(element.children.length === 0 && element.text === '', 'xml-structure')
  refuseUnless(Object.keys(element.attributes).join() === 'Algorithm', 'xml-structure')
  refuseUnless(element.attributes.Algorithm === algorithm, 'algorithm')
}

function bytesIn(element: XmlElement): Uint8Array {
  refuseUnless(element.children.length === 0, 'xml-structure')
  return orRefuse('xml-structure', () => fromBase64(element.text))
}
