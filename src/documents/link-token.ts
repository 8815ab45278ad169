// A room link's token: 256 bits that follow from the link's id and a key only the installation has. The row keeps a keyed hash of
// it; the token itself is stored nowhere and made again when a mail is written, so that no queue, log or backup holds one.
import type { Secrets } from '../platform/secrets.ts'

/** 43 characters of base64url. Unguessable without the key; an id alone says nothing about it. */
export function linkToken(secrets: Secrets, linkId: string): string {
  return secrets.mac('room-link-token', linkId).toString('base64url')
}

/** What the table holds. */
export function linkTokenHash(secrets: Secrets, token: string): Buffer {
  return secrets.mac('room-link-hash', token)
}

export const roomPath = (token: string) => `/rum/${token}`
