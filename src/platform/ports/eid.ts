// Identification and signatures by an electronic ID, as the slices need it. Shaped after BankID's relying-party API, the only one
// whose signatures can be verified years later without asking anybody.
import type { PersonalNumber } from '../../kernel/personal-number.ts'
import { port } from './port.ts'

export type EidStart = {
  kind: 'sign' | 'auth'
  /** The person's own address as we see it. */
  endUserIp: string
  userAgent: string
  /** Shown in the app, plain text. Required for `sign`. */
  text: string | null
  /** Bound into the signature, not shown. */
  nonVisible: Uint8Array | null
  /** Where the app sends a person on the same device back to. */
  returnUrl: string | null
}

/** What an order is continued with. `qrStartSecret` never reaches a browser. */
export type EidOrder = { orderRef: string; autoStartToken: string; qrStartToken: string; qrStartSecret: string }

export type EidAnswer =
  | { status: 'pending'; hint: string }
  | { status: 'failed'; hint: string }
  /** `raw` is the service's whole answer, byte for byte: the proof. */
  | { status: 'complete'; raw: string }

export type EidIdentity = {
  personalNumber: PersonalNumber
  name: string
  givenName: string
  surname: string
  /** When the service vouched for the certificate (OCSP producedAt): the time of signing. */
  at: Date
  /** Made with test identities. */
  test: boolean
  /** SHA-256 (hex) of the signature's XML. */
  xmlSha256: string
}

export type Eid = {
  /** Signatures bind no one: an emulator or a test environment. */
  test: boolean
  /** Roots (PEM) that signatures are verified against. Kept with the evidence. */
  rootsPem: readonly string[]
  start(start: EidStart): Promise<EidOrder>
  /** May be asked until it answers `complete` or `failed`, once more never. */
  collect(orderRef: string): Promise<EidAnswer>
  cancel(orderRef: string): Promise<void>
  /**
   * Verifies a complete answer: signature, chain, OCSP, and that exactly this was signed. Throws EidRefused, with `ocsp-time` where `now`
   * is far from the bank's time; null believes the bank.
   */
  verify(
    raw: string,
    expected: { kind: 'sign' | 'auth'; text: string | null; nonVisible: Uint8Array | null; now: Date | null },
  ): Promise<EidIdentity>
  /** The text of the animated QR code, so many whole seconds after the order's start was received. */
  qr(order: Pick<EidOrder, 'qrStartToken' | 'qrStartSecret'>, seconds: number): string
  /** What the person is told: how it stands, why it ended, or that the service cannot be reached. */
  words(
    about: { status: 'pending' | 'failed'; hint: string; way: 'same' | 'qr' } | { error: unknown },
    language: 'sv' | 'en',
  ): string
  /** The address that starts the app on this device. */
  startUrl(order: Pick<EidOrder, 'autoStartToken'>, device: 'phone' | 'desktop'): string
}

/** The service could not be reached or would not answer; trying again later may help. */
export class EidUnavailable extends Error {
  readonly reason: 'down' | 'busy' | 'maintenance'
  constructor(reason: 'down' | 'busy' | 'maintenance', cause?: unknown) {
    super(`The e-ID service did not answer (${reason}).`, { cause })
    this.reason = reason
  }
}

/** The service refused an order or an answer did not verify. `code` is one of its error codes, or ours for what failed. */
export class EidRefused extends Error {
  readonly code: string
  constructor(code: string) {
    super(`The e-ID service's answer was refused: ${code}.`)
    this.code = code
  }
}

export const eid = port<Eid>('eid', {
  processor: 'eid',
  discloses: [
    'company.name',
    'company.organisation_number',
    'client.name',
    'document.title',
    'document.number',
    'document_version.total_ore',
    'document_version.to_pay_ore',
  ],
})
