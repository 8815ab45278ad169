// Verifies a complete answer from BankID: that this person signed exactly this, with a certificate that was good at the time, issued
// under a root we hold. Asks nobody and needs no network; runs in browsers too. All steps of
// https://developers.bankid.com/how-to-guides/verifying-signatures are mandatory.

import { hex } from '../../kernel/canonical.ts'
import { PersonalNumber } from '../../kernel/personal-number.ts'
import { equalBytes, fromBase64, fromPem, toBase64 } from '../asn1/der.ts'
import { type Certificate, chainTo, digest, isSignature, OIDS, readCertificate } from '../asn1/x509.ts'
import { readOcspAnswer, refuseUnlessGood } from './ocsp.ts'
import { BankIdAnswerRefused, orRefuse, refuseUnless } from './refused.ts'
import { type BankIdSignature, readBankIdSignature } from './signature-form.ts'

export { BankIdAnswerRefused, type BankIdRefusal } from './refused.ts'

export type BankIdExpectation = {
  /** The whole reply to `collect`, byte for byte. */
  raw: string
  kind: 'sign' | 'auth'
  /** What the order carried. */
  userVisibleData: string | null
  userNonVisibleData: Uint8Array | null
  /** The roots believed. */
  rootsPem: readonly string[]
  /** When the answer was received; years later, the recorded time of that. Null: the bank's own time is believed. */
  now: Date | null
  /** Certificate policies accepted: any of BankID's own by default. */
  policies?: readonly string[]
}

export type VerifiedBankId = {
  personalNumber: PersonalNumber
  name: string
  givenName: string
  surname: string
  /** When the bank vouched for the certificate (OCSP producedAt): the time of signing. */
  at: Date
  /** SHA-256 (hex) of the signature's XML. */
  xmlSha256: string
  /** SHA-256 (hex) of the root the chain ended in. */
  rootSha256: string
  /** The policy the certificate was issued under; those of the test environment bind no one. */
  policy: string
  test: boolean
}

/** File, card and mobile. */
const PRODUCTION_POLICIES = ['1.2.752.78.1.1', '1.2.752.78.1.2', '1.2.752.78.1.5']
const TEST_POLICIES = ['1.2.3.4.5', '1.2.3.4.10', '1.2.3.4.25', '1.2.752.60.1.6']

/** An order lives three minutes and a finished one three more; the rest is for clocks that differ. */
export const TIME_ALLOWED_MS = 15 * 60_000
const MAX_SIGNATURE_BYTES = 1024 * 1024

/** Throws BankIdAnswerRefused with the first thing found wrong. */
export async function verifyBankIdAnswer(expected: BankIdExpectation): Promise<VerifiedBankId> {
  const answer = readAnswer(expected.raw)
  refuseUnless(answer.signature.length <= Math.ceil(MAX_SIGNATURE_BYTES / 3) * 4, 'signature-too-large')
  const xml = orRefuse('signature-base64', () => strictBase64(answer.signature))
  const signature = readBankIdSignature(
    orRefuse('xml-form', () => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(xml)),
  )
  const [person, customerAuthority, bankAuthority] = orRefuse(
    'certificate-form',
    () => signature.certificates.map(readCertificate) as [Certificate, Certificate, Certificate],
  )
  await refuseUnlessSigned(signature, person)

  const ocsp = orRefuse('ocsp-form', () => readOcspAnswer(strictBase64(answer.ocspResponse)))
  refuseUnless(ocsp.status === 0 && ocsp.basic !== null, 'ocsp-status')
  const at = ocsp.basic.producedAt
  const now = expected.now ?? at
  refuseUnless(Math.abs(now.getTime() - at.getTime()) <= TIME_ALLOWED_MS, 'ocsp-time')

  const root = await rootOf(person, [customerAuthority, bankAuthority], expected.rootsPem, at)
  const policy = policyOf(person, expected.policies ?? [...PRODUCTION_POLICIES, ...TEST_POLICIES])
  refuseUnlessSamePerson(person, answer.user)
  refuseUnlessSameData(signature, expected)
  await refuseUnlessGood(ocsp.basic, person, customerAuthority, answer.signature)

  return {
    personalNumber: PersonalNumber.of(answer.user.personalNumber),
    name: answer.user.name,
    givenName: answer.user.givenName,
    surname: answer.user.surname,
    at,
    xmlSha256: hex(await digest('SHA-256', xml)),
    rootSha256: hex(await digest('SHA-256', root.raw)),
    policy,
    test: TEST_POLICIES.includes(policy),
  }
}

type Answer = {
  user: { personalNumber: string; name: string; givenName: string; surname: string }
  signature: string
  ocspResponse: string
}

function readAnswer(raw: string): Answer {
  const reply = orRefuse('answer-form', () => JSON.parse(raw)) as {
    status?: unknown
    completionData?: { user?: Partial<Record<string, unknown>>; signature?: unknown; ocspResponse?: unknown }
  } | null
  const data = reply?.completionData
  const user = data?.user
  refuseUnless(reply?.status === 'complete', 'answer-form')
  const texts = [user?.personalNumber, user?.name, user?.givenName, user?.surname, data?.signature, data?.ocspResponse]
  refuseUnless(
    texts.every(t => typeof t === 'string') && /^\d{12}$/.test(user?.personalNumber as string),
    'answer-form',
  )
  return data as Answer
}

async function refuseUnlessSigned(signature: BankIdSignature, person: Certificate) {
  const bytes = (text: string) => new TextEncoder().encode(text)
  refuseUnless(
    equalBytes(await digest('SHA-256', bytes(signature.signedData)), signature.signedDataDigest) &&
      equalBytes(await digest('SHA-256', bytes(signature.keyInfo)), signature.keyInfoDigest),
    'digest',
  )
  refuseUnless(await isSignature(person, OIDS.rsaSha256, bytes(signature.signedInfo), signature.value), 'signature')
}

/** Each certificate in the signature must be the issuer of the one before it, and a root we hold that of the last. */
async function rootOf(person: Certificate, authorities: Certificate[], rootsPem: readonly string[], at: Date) {
  const roots = rootsPem.flatMap(pem => fromPem(pem)).map(readCertificate)
  const found = await chainTo(person, authorities, roots, at)
  if (!found.ok) throw new BankIdAnswerRefused(found.code)
  const [leaf, customer, bank, root, ...more] = found.chain
  refuseUnless(
    more.length === 0 &&
      !person.isCa &&
      leaf === person &&
      customer === authorities[0] &&
      bank === authorities[1] &&
      root !== undefined,
    'chain-unknown',
  )
  return root
}

function policyOf(person: Certificate, accepted: readonly string[]): string {
  const policy = person.policies.find(p => accepted.includes(p))
  refuseUnless(policy !== undefined, 'policy')
  return policy
}

function refuseUnlessSamePerson({ names }: Certificate, user: Answer['user']) {
  refuseUnless(
    names[OIDS.serialNumber] === user.personalNumber &&
      names[OIDS.commonName] === user.name &&
      names[OIDS.givenName] === user.givenName &&
      names[OIDS.surname] === user.surname,
    'identity',
  )
}

function refuseUnlessSameData(signature: BankIdSignature, expected: BankIdExpectation) {
  const base64 = (bytes: Uint8Array | null) => (bytes === null ? null : toBase64(bytes))
  const visible = expected.userVisibleData === null ? null : new TextEncoder().encode(expected.userVisibleData)
  refuseUnless(signature.functionId === (expected.kind === 'sign' ? 'Signing' : 'Identification'), 'function')
  refuseUnless(signature.visibleData === base64(visible), 'visible-data')
  refuseUnless(signature.nonVisibleData === base64(expected.userNonVisibleData), 'non-visible-data')
}

/** Exactly one way to write the same bytes: no blanks, no stray bits. */
function strictBase64(text: string): Uint8Array {
  const bytes = fromBase64(text)
  if (toBase64(bytes) !== text) throw new Error('Base64 in another form than its own.')
  return bytes
}
