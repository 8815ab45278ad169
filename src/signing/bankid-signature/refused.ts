// Why an answer from BankID was not believed. One code per thing that can be wrong, so that a log line says where to look.

export type BankIdRefusal =
  /** The reply is not a complete answer with the parts it must have. */
  | 'answer-form'
  | 'signature-base64'
  | 'signature-too-large'
  /** Not XML in canonical form, or with parts that have no place in a signature: DOCTYPE, entities, instructions, comments. */
  | 'xml-form'
  /** Another structure than BankID's: an element too many, too few, moved or marked otherwise. */
  | 'xml-structure'
  | 'algorithm'
  | 'digest'
  | 'signature'
  | 'certificate-form'
  /** The chain does not lead from the person by two authorities to a pinned root. */
  | 'chain-unknown'
  | 'chain-expired'
  | 'policy'
  /** The personal number or a name in the certificate is not the one in the reply. */
  | 'identity'
  | 'visible-data'
  | 'non-visible-data'
  /** A log-in given for a signature, or the other way round. */
  | 'function'
  | 'ocsp-form'
  | 'ocsp-status'
  | 'ocsp-signer'
  | 'ocsp-signature'
  /** The status is that of another certificate. */
  | 'ocsp-certificate'
  /** Revoked, or unknown to the bank. */
  | 'ocsp-not-good'
  /** The status was given for another signature. */
  | 'ocsp-nonce'
  | 'ocsp-time'

export class BankIdAnswerRefused extends Error {
  readonly code: BankIdRefusal
  constructor(code: BankIdRefusal, cause?: unknown) {
    super(`BankID's answer was not believed: ${code}.`, { cause })
    this.name = 'BankIdAnswerRefused'
    this.code = code
  }
}

/** Runs a reading step; whatever it stumbles over becomes that one refusal. */
export function orRefuse<T>(code: BankIdRefusal, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof BankIdAnswerRefused) throw error
    throw new BankIdAnswerRefused(code, error)
  }
}

export function refuseUnless(holds: boolean, code: BankIdRefusal): asserts holds {
  if (!holds) throw new BankIdAnswerRefused(code)
}
