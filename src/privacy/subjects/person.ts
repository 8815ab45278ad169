// Whom a row can be about. The same human at two companies is two of these: nothing ties them but the human.

export type Person =
  /** Somebody with an account, in whatever companies they are or were members. */
  | { kind: 'member'; accountId: string }
  /** The company itself: a human where it is a sole trader. */
  | { kind: 'company'; companyId: string }
  /**
   * Somebody a company writes to. `clientId` is the household whose first person this is, and then everything held of the household
   * is theirs; null for a co-applicant and for a contact of a firm, who have their own rows and a part in documents.
   */
  | { kind: 'client' | 'co-applicant'; companyId: string; personId: string | null; clientId: string | null }
  /** A browser, by the random number it carries. */
  | { kind: 'visitor'; visitorId: string }

/** Where a way ends: the rows that are the person, and by which of its ids. */
export type End = 'account' | 'company' | 'person' | 'household' | 'visitor'

/** The tables whose own id is a person of the kind. */
export const ends: Readonly<Record<Person['kind'], Readonly<Record<string, End>>>> = {
  member: { account: 'account' },
  company: { company: 'company' },
  client: { client_person: 'person', client: 'household' },
  'co-applicant': { client_person: 'person' },
  visitor: {},
}

/** The id that a way with this end is compared with; null where the person has none, and the way leads to nothing. */
export function idAt(person: Person, end: End): string | null {
  switch (person.kind) {
    case 'member':
      return end === 'account' ? person.accountId : null
    case 'company':
      return end === 'company' ? person.companyId : null
    case 'visitor':
      return end === 'visitor' ? person.visitorId : null
    default:
      return end === 'person' ? person.personId : end === 'household' ? person.clientId : null
  }
}
