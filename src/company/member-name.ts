// What a member is called in the company's own screens. On what was sent and signed the name stays as it was.
import type { Language } from '../platform/http/endpoint.ts'

const FORMER = { sv: 'f.d. medlem', en: 'former member' } as const

/** The name; of whoever has left it says so, and when the name has been forgotten that is all it says. Null: nobody has said what they are called. */
export function memberName(member: { name: string | null; left_at: Date | null }, language: Language): string | null {
  if (!member.left_at) return member.name
  return member.name ? `${member.name} (${FORMER[language]})` : FORMER[language]
}
