import { createHash } from 'node:crypto'
import { canonicalBytes } from '../kernel/canonical.ts'
import type { LegalText } from './text.ts'

/** SHA-256 (hex) of a text's source in both languages: what a version relied on is recognised by it for ever. */
export const textHash = (t: LegalText): string =>
  createHash('sha256')
    .update(canonicalBytes({ id: t.id, version: t.version, heading: t.heading, sv: t.sv, en: t.en }))
    .digest('hex')
