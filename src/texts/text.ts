// Legal texts: chosen by rule, kept by version, never edited. A change is a new version with a new hash; what a recipient relied on is
// found again by both. None has been read by a lawyer yet: `checked` says so for each.
import type { Language } from '../blocks/view.ts'

export type TextFields = Readonly<Record<string, string>>

export type LegalText = {
  id: string
  version: number
  drafted: string
  /** Who read it before publication, and until when that holds. Null: nobody yet. */
  checked: { by: string; at: string; validTo: string } | null
  /** E1 shown · E2 ticked · E3 part of what is signed · E4 sent · E5 an act of the reader’s (texts-sv §0.3). */
  evidence: 'E0' | 'E1' | 'E2' | 'E3' | 'E4' | 'E5'
  basis: readonly string[]
  heading: Readonly<Record<Language, string>> | null
  /** Placeholders in braces. Closed marks only: paragraph, "- " list, **strong**. */
  sv: string
  en: string
}

export function text(
  id: string,
  o: {
    version?: number
    evidence?: LegalText['evidence']
    basis?: readonly string[]
    heading?: LegalText['heading']
    sv: string
    en: string
  },
): LegalText {
  return {
    id,
    version: o.version ?? 1,
    drafted: '2026-11-22',
    checked: null,
    evidence: o.evidence ?? 'E3',
    basis: o.basis ?? [],
    heading: o.heading ?? null,
    sv: o.sv,
    en: o.en,
  }
}

/** The text with its fields. A missing field is a bug and throws; nothing is ever left in braces. */
export function render(t: LegalText, language: Language, fields: TextFields = {}): string {
  return t[language].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = fields[name]
    if (value === undefined) throw new Error(`${t.id} needs the field ${name}.`)
    return value
  })
}

export const fieldsOf = (t: LegalText, language: Language): string[] =>
  [...new Set([...t[language].matchAll(/\{(\w+)\}/g)].map(m => m[1] as string))].sort()
