// Makes a signature and the bank's status answer in the form BankID gives them: an enveloping XML signature that already stands in its
// canonical form, and an OCSP answer whose nonce begins with the SHA-1 of that signature's base64.
import { createHash, randomBytes, sign } from 'node:crypto'
import { bits, bool, generalizedTime, integer, octets, oid, sequence, tlv } from '../../../signing/asn1/der.ts'
import { readCertificate } from '../../../signing/asn1/x509.ts'
import type { Authorities } from './authorities.ts'
import { RELYING_PARTY } from './authorities.ts'
import { type Credential, MOBILE_POLICY } from './certificates.ts'

const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
const XMLDSIG = 'http://www.w3.org/2000/09/xmldsig#'
const BANKID = 'http://www.bankid.com/signature/v1.0.0/types'

export type ToSign = {
  kind: 'sign' | 'auth'
  /** Base64, as in the order. */
  visibleData: string | null
  nonVisibleData: string | null
  /** Of the device, as in the answer. */
  uhi: string
}

const base64 = (of: Uint8Array | string) => Buffer.from(of as Uint8Array).toString('base64')
const sha256 = (text: string) => createHash('sha256').update(text).digest('base64')

export function signedDataXml(t: ToSign): string {
  const name = `cn=${RELYING_PARTY.name},name=${RELYING_PARTY.name},serialNumber=${RELYING_PARTY.number},o=Testbanken (emulator),c=SE`
  return [
    `<bankIdSignedData xmlns="${BANKID}" Id="bidSignedData">`,
    t.visibleData === null ? '' : `<usrVisibleData charset="UTF-8" visible="wysiwys">${t.visibleData}</usrVisibleData>`,
    t.nonVisibleData === null ? '' : `<usrNonVisibleData>${t.nonVisibleData}</usrNonVisibleData>`,
    `<srvInfo><name>${base64(name)}</name><nonce>${base64(randomBytes(20))}</nonce>`,
    `<displayName>${base64(RELYING_PARTY.name)}</displayName></srvInfo>`,
    `<clientInfo><funcId>${t.kind === 'sign' ? 'Signing' : 'Identification'}</funcId>`,
    `<version>${base64(`platform=emulator&uhi=${t.uhi}`)}</version>`,
    `<env><ai><type>${base64('EMULATOR')}</type><deviceInfo>${base64('1')}</deviceInfo><uhi>${t.uhi}</uhi>`,
    `<fsib>0</fsib><utb>cs1</utb><requirement><condition><type>CertificatePolicies</type><value>${MOBILE_POLICY}</value>`,
    `</condition></requirement><uauth>pw</uauth></ai></env></clientInfo></bankIdSignedData>`,
  ].join('')
}

export function keyInfoXml(certificates: readonly Uint8Array[]): string {
  const written = certificates.map(c => `<X509Certificate>${base64(c)}</X509Certificate>`).join('')
  return `<KeyInfo xmlns="${XMLDSIG}" Id="bidKeyInfo"><X509Data>${written}</X509Data></KeyInfo>`
}

export function signedInfoXml(signedData: string, keyInfo: string): string {
  const reference = (attributes: string, digest: string) =>
    `<Reference ${attributes}><Transforms><Transform Algorithm="${C14N}"></Transform></Transforms>` +
    `<DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></DigestMethod><DigestValue>${digest}</DigestValue></Reference>`
  return [
    `<SignedInfo xmlns="${XMLDSIG}"><CanonicalizationMethod Algorithm="${C14N}"></CanonicalizationMethod>`,
    '<SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></SignatureMethod>',
    reference(`Type="${BANKID}" URI="#bidSignedData"`, sha256(signedData)),
    reference('URI="#bidKeyInfo"', sha256(keyInfo)),
    '</SignedInfo>',
  ].join('')
}

export function signatureXml(parts: {
  signedInfo: string
  value: Uint8Array
  keyInfo: string
  signedData: string
}): string {
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>',
    `<Signature xmlns="${XMLDSIG}">${parts.signedInfo}<SignatureValue>${base64(parts.value)}</SignatureValue>`,
    `${parts.keyInfo}<Object>${parts.signedData}</Object></Signature>`,
  ].join('')
}

/** `signature` of the answer: the XML as base64. */
export function signatureOf(t: ToSign, person: Credential, authorities: Authorities): string {
  const signedData = signedDataXml(t)
  const keyInfo = keyInfoXml([person.certificate, authorities.customer.certificate, authorities.bank.certificate])
  const signedInfo = signedInfoXml(signedData, keyInfo)
  return base64(
    signatureXml({ signedInfo, value: sign('sha256', Buffer.from(signedInfo), person.key), keyInfo, signedData }),
  )
}

/** RFC 6960 4.2.1 CertStatus. */
export type CertificateStatus = 'good' | 'revoked' | 'unknown'

/** `ocspResponse` of the answer: DER as base64. */
export function ocspResponseOf(o: {
  signature: string
  person: Credential
  issuer: Credential
  signer: Credential
  at: Date
  status?: CertificateStatus
}): string {
  const issuer = readCertificate(o.issuer.certificate)
  const sha1 = (of: Uint8Array | string) => createHash('sha1').update(of).digest()
  const none = Uint8Array.of(0x05, 0x00)
  const at = generalizedTime(o.at)
  const status = {
    good: Uint8Array.of(0x80, 0x00),
    revoked: tlv(0xa1, generalizedTime(new Date(o.at.getTime() - 86_400_000))),
    unknown: Uint8Array.of(0x82, 0x00),
  }[o.status ?? 'good']
  const certificateId = sequence(
    sequence(oid('1.3.14.3.2.26'), none),
    octets(sha1(issuer.subject)),
    octets(sha1(issuer.keyBits)),
    integer(readCertificate(o.person.certificate).serial),
  )
  // The nonce stands bare in its extension, as BankID writes it.
  const nonce = Buffer.concat([sha1(o.signature), randomBytes(12)])
  const tbs = sequence(
    tlv(0xa1, readCertificate(o.signer.certificate).subject),
    at,
    sequence(sequence(certificateId, status, at)),
    tlv(0xa1, sequence(sequence(oid('1.3.6.1.5.5.7.48.1.2'), bool(true), octets(nonce)))),
  )
  const basic = sequence(
    tbs,
    sequence(oid('1.2.840.113549.1.1.11'), none),
    bits(sign('sha256', tbs, o.signer.key)),
    tlv(0xa0, sequence(o.signer.certificate)),
  )
  return base64(
    sequence(Uint8Array.of(0x0a, 0x01, 0x00), tlv(0xa0, sequence(oid('1.3.6.1.5.5.7.48.1.1'), octets(basic)))),
  )
}
