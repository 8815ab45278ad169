// Where a signature's ciphertexts belong: bound into them, so that one moved elsewhere does not decrypt.
import { place } from '../platform/vault/cipher.ts'

export const evidencePlace = (signatureId: string, companyId: string) =>
  place('signature', 'evidence', signatureId, companyId)
export const agreementPlace = (signatureId: string, companyId: string) =>
  place('signature', 'agreement', signatureId, companyId)
