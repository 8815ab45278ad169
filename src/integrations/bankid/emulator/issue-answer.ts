// What a completed order's answer holds, made with the person's certificate.
import { createHash } from 'node:crypto'
import type { Clock } from '../../../platform/clock.ts'
import type { Authorities } from './authorities.ts'
import type { Order } from './orders.ts'
import { nameOf, type Person, type PersonCredential } from './persons.ts'
import { type CertificateStatus, ocspResponseOf, signatureOf } from './signature.ts'

/** `completionData` of https://developers.bankid.com/api-references/auth--sign/collect */
export function completionDataOf(o: {
  order: Pick<Order, 'kind' | 'visibleData' | 'nonVisibleData' | 'returnRisk'>
  person: Person
  credential: PersonCredential
  authorities: Authorities
  clock: Clock
  status?: CertificateStatus
}) {
  // One telephone per person, the same every time.
  const uhi = createHash('sha256').update(o.credential.certificate).digest('base64').slice(0, 28)
  const signature = signatureOf({ ...o.order, uhi }, o.credential, o.authorities)
  return {
    user: {
      personalNumber: o.person.personalNumber,
      name: nameOf(o.person),
      givenName: o.person.givenName,
      surname: o.person.surname,
    },
    device: { ipAddress: '127.0.0.1', uhi },
    bankIdIssueDate: o.credential.issuedOn,
    stepUp: null,
    signature,
    ocspResponse: ocspResponseOf({
      signature,
      person: o.credential,
      issuer: o.authorities.customer,
      signer: o.authorities.ocsp,
      at: o.clock.now(),
      ...(o.status ? { status: o.status } : {}),
    }),
    ...(o.order.returnRisk ? { risk: 'low' } : {}),
  }
}
