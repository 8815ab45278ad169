// The time-stamp authority as it is configured.
import { readFileSync } from 'node:fs'
import type { Config } from '../../platform/config.ts'
import { fromPem } from '../asn1/der.ts'
import { readCertificate } from '../asn1/x509.ts'
import { type Authority, TimestampUnavailable } from './timestamp.ts'

/** Null where none is configured. Throws TimestampUnavailable: stamps wait then, and sealing does not. */
export function authorityOf({ timestamp }: Pick<Config, 'timestamp'>): Authority | null {
  if (!timestamp) return null
  if (!timestamp.caFile) return { url: timestamp.url, ca: null, roots: [] }
  try {
    const ca = readFileSync(timestamp.caFile, 'utf8')
    const roots = fromPem(ca)
    for (const root of roots) readCertificate(root)
    if (roots.length === 0) throw new Error('there is none in it')
    return { url: timestamp.url, ca, roots }
  } catch (error) {
    throw new TimestampUnavailable(`The certificates in CLING_TSA_CA cannot be read: ${(error as Error).message}`)
  }
}

/** Whose stamps are trusted here, for the checking page; none while they cannot be read. */
export function stampRootsPem(config: Pick<Config, 'timestamp'>): string {
  try {
    return authorityOf(config)?.ca ?? ''
  } catch {
    return ''
  }
}
